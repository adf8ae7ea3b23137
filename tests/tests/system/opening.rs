//! How a service starts and ends: exit codes, and the words that an operator reads (E-codes of sysexits.h).

use duijie_cli::init::Home;
use duijie_proto::v1::ReferralState;
use duijie_tests::system::{
    alone::{End, run_to_the_end, run_with},
    handoff::{Course, Handoff},
    town::Town,
};
use std::path::{Path, PathBuf};

/// Every database file of the agency, copied from one place to the other.
fn copy_database(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        if entry.file_name().to_string_lossy().starts_with("duijie.sqlite") {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

fn says_in_both_languages(end: &End) {
    let chinese = end.said.chars().any(|character| ('\u{4e00}'..='\u{9fff}').contains(&character));
    let english = end.said.split(|character: char| !character.is_ascii_alphabetic()).any(|word| word == "open");
    assert!(chinese && english, "{}", end.said);
}

// G10
#[tokio::test(flavor = "multi_thread")]
async fn a_restored_old_backup_is_noticed_and_not_opened() {
    let mut town = Town::production().await;
    Handoff::arrived(&town, "petition", "备份之前").await.play(Course::Agreement).await;
    town.stop("petitions").await;
    let home = town.agency("petitions").home().clone();
    let backup = home.dir.join("backup");
    copy_database(&home.data_dir(), &backup);
    town.start("petitions").await;
    Handoff::arrived(&town, "petition", "备份之后").await.both(ReferralState::Arrived).await;
    town.stop("petitions").await;
    let newest = home.dir.join("newest");
    copy_database(&home.data_dir(), &newest);
    std::fs::remove_dir_all(home.data_dir()).unwrap();
    copy_database(&backup, &home.data_dir());

    let end = run_to_the_end(&home).await;
    assert_eq!(end.code, Some(75), "{}", end.said);
    assert!(end.said.contains("旧备份") && end.said.contains("old backup"), "{}", end.said);
    says_in_both_languages(&end);

    // With the newest database it opens again as if nothing had been.
    std::fs::remove_dir_all(home.data_dir()).unwrap();
    copy_database(&newest, &home.data_dir());
    town.start("petitions").await;
    Handoff::arrived(&town, "petition", "恢复之后").await;
    town.verify_stores().await;
}

// G10
#[tokio::test(flavor = "multi_thread")]
async fn an_old_backup_with_its_old_watermark_is_found_out_by_a_peer() {
    let mut town = Town::production().await;
    Handoff::arrived(&town, "petition", "备份之前").await;
    town.stop("petitions").await;
    let home = town.agency("petitions").home().clone();
    let (backup, watermark) = (home.dir.join("backup"), home.dir.join("watermark"));
    copy_database(&home.data_dir(), &backup);
    std::fs::copy(&watermark, backup.join("watermark")).unwrap();
    town.start("petitions").await;
    Handoff::arrived(&town, "petition", "备份之后").await;
    town.stop("petitions").await;
    std::fs::remove_dir_all(home.data_dir()).unwrap();
    copy_database(&backup, &home.data_dir());
    std::fs::copy(backup.join("watermark"), &watermark).unwrap();

    let end = run_to_the_end(&home).await;
    assert_eq!(end.code, Some(75), "{}", end.said);
    assert!(end.said.contains("320102.judicial-bureau"), "{}", end.said);
    says_in_both_languages(&end);
    // Once found out it stays shut, also where nobody can tell it again.
    town.fleet.nats.stop().await.unwrap();
    let again = run_to_the_end(&home).await;
    assert_eq!(again.code, Some(75), "{}", again.said);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_with_letters_does_not_open_without_its_watermark() {
    let mut town = Town::production().await;
    Handoff::arrived(&town, "police", "水位文件").await;
    town.stop("public-security").await;
    let home = town.agency("public-security").home().clone();
    std::fs::remove_file(home.dir.join("watermark")).unwrap();
    let end = run_to_the_end(&home).await;
    assert_eq!(end.code, Some(75), "{}", end.said);
    assert!(end.said.contains("水位文件") && end.said.contains("watermark"), "{}", end.said);
    // A second try makes no watermark that would let a third one pass.
    assert_eq!(run_to_the_end(&home).await.code, Some(75));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_copy_on_one_store_ends_with_69_and_the_first_goes_on() {
    let town = Town::production().await;
    let end = run_to_the_end(town.agency("courts").home()).await;
    assert_eq!(end.code, Some(69), "{}", end.said);
    assert!(end.said.contains("另一进程") && end.said.contains("process"), "{}", end.said);
    Handoff::arrived(&town, "litigation", "第一个进程").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_told_to_stop_ends_with_0_and_leaves_no_address_behind() {
    let mut town = Town::production().await;
    Handoff::begin(&town, "litigation", "停止").await;
    for role in ["courts", "judicial-bureau"] {
        let status = town.fleet.agency_mut(role).unwrap().stop().await.unwrap().unwrap();
        assert_eq!(status.code(), Some(0), "{role}");
        assert!(!town.agency(role).home().data_dir().join("addresses.json").exists(), "{role}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_configuration_ends_with_78_and_names_line_key_and_what_is_allowed() {
    let mut town = Town::production().await;
    town.stop("courts").await;
    let home = town.agency("courts").home().clone();
    let good = std::fs::read_to_string(home.config_file()).unwrap();
    let cases: [(&str, String, &[&str]); 6] = [
        ("a misspelt key", good.replace("name =", "nmae ="), &["line 3", "`nmae`", "allowed", "可用", "name"]),
        (
            "no address",
            good.replacen("listen = \"127.0.0.1:0\"", "listen = \"here\"", 1),
            &["line 10", "`grpc.listen`", "allowed", "127.0.0.1:7402"],
        ),
        ("another role", good.replace("320102.courts", "320102.petitions"), &["`agency`", "allowed", ".courts"]),
        ("no agency", good.replace("320102.courts", "courts"), &["`agency`"]),
        ("a missing key", good.replace("key_file = \"agency.key\"\n", ""), &["`key_file`"]),
        ("no TOML", good.replace("data_dir =", "data_dir :"), &["line 4"]),
    ];
    for (case, text, expected) in cases {
        assert_ne!(text, good, "{case}");
        let config = home.dir.join("wrong.toml");
        std::fs::write(&config, text).unwrap();
        let end = run_with(&home, &config, &["--dev"]).await;
        assert_eq!(end.code, Some(78), "{case}: {}", end.said);
        for words in expected {
            assert!(end.said.contains(words), "{case}: `{words}` is not in: {}", end.said);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_configuration_names_and_is_not_there_ends_with_78_and_its_name() {
    let mut town = Town::production().await;
    town.stop("courts").await;
    let home = town.agency("courts").home().clone();
    let gone = |home: &Home| -> [PathBuf; 2] { [home.key_file(), home.directory.clone()] };
    for file in gone(&home) {
        let kept = std::fs::read(&file).unwrap();
        std::fs::remove_file(&file).unwrap();
        let end = run_to_the_end(&home).await;
        assert_eq!(end.code, Some(78), "{}: {}", file.display(), end.said);
        assert!(end.said.contains(file.file_name().unwrap().to_str().unwrap()), "{}", end.said);
        std::fs::write(&file, kept).unwrap();
    }
    let end = run_with(&home, &home.dir.join("absent.toml"), &["--dev"]).await;
    assert_eq!(end.code, Some(78), "{}", end.said);
    assert!(end.said.contains("absent.toml") && end.said.contains("配置"), "{}", end.said);
}

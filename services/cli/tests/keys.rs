//! `duijie init`: what it makes, and that it never overwrites a key.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use duijie_kit::directory::Directory;
use duijie_kit::seal::KeyFile;

fn init(dir: &Path, agency: &str, home: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duijie"));
    command.args(["init", "--agency", agency, "--name", "某某区人民法院", "--dir"]).arg(dir.join(home));
    command.arg("--directory").arg(dir.join("directory.toml")).output().unwrap()
}

#[test]
fn the_first_init_makes_secrets_only_the_owner_can_read_and_a_directory_of_version_1() {
    let dir = tempfile::tempdir().unwrap();
    let output = init(dir.path(), "320102.courts", "courts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8(output.stdout).unwrap();
    let user = told.lines().find_map(|line| line.strip_prefix("NATS user: ")).unwrap();
    assert!(user.starts_with('U') && user.len() == 56, "{user}");
    for secret in ["agency.key", "nats.seed"] {
        let mode = fs::metadata(dir.path().join("courts").join(secret)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{secret}");
    }
    let directory = Directory::read(&dir.path().join("directory.toml")).unwrap();
    assert_eq!(directory.version(), 1);
    let key = KeyFile::read(&dir.path().join("courts/agency.key")).unwrap();
    assert!(directory.key(&"320102.courts".parse().unwrap(), key.key_id()).is_some());
}

#[test]
fn the_configuration_is_one_that_a_service_reads() {
    let dir = tempfile::tempdir().unwrap();
    assert!(init(dir.path(), "320102.courts", "courts").status.success());
    let file = dir.path().join("courts/agency.toml");
    let config = duijie_kit::config::Config::read(&file, std::iter::empty()).unwrap();
    assert_eq!(config.agency, "320102.courts");
    assert!(config.directory_file.canonicalize().unwrap().is_file());
    assert!(config.nats.seed_file.unwrap().is_file());
}

#[test]
fn a_second_init_of_the_same_agency_refuses_and_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    assert!(init(dir.path(), "320102.courts", "courts").status.success());
    let files = ["courts/agency.key", "courts/nats.seed", "courts/agency.toml", "directory.toml"];
    let read = || files.map(|file| fs::read(dir.path().join(file)).unwrap());
    let before = read();
    let again = init(dir.path(), "320102.courts", "courts");
    assert_eq!(again.status.code(), Some(1));
    let elsewhere = init(dir.path(), "320102.courts", "other");
    assert_eq!(elsewhere.status.code(), Some(1), "the directory lists it already");
    assert_eq!(before, read());
    assert!(!dir.path().join("other").exists());
}

#[test]
fn another_agency_raises_the_version_and_what_was_there_stays() {
    let dir = tempfile::tempdir().unwrap();
    assert!(init(dir.path(), "320102.courts", "courts").status.success());
    let first = fs::read_to_string(dir.path().join("directory.toml")).unwrap();
    fs::write(dir.path().join("directory.toml"), format!("{first}# a note by hand\n")).unwrap();
    assert!(init(dir.path(), "320102.petitions", "petitions").status.success());
    let text = fs::read_to_string(dir.path().join("directory.toml")).unwrap();
    assert!(text.contains("# a note by hand"));
    let directory = Directory::read(&dir.path().join("directory.toml")).unwrap();
    assert_eq!((directory.version(), directory.agencies().count()), (2, 2));
}

#[test]
fn an_agency_that_oversees_its_division_is_written_to_the_others() {
    let dir = tempfile::tempdir().unwrap();
    assert!(init(dir.path(), "320102.courts", "courts").status.success());
    let mut command = Command::new(env!("CARGO_BIN_EXE_duijie"));
    command.args(["init", "--oversees", "--agency", "320102.overseer", "--name", "某某区综治中心", "--dir"]);
    let made =
        command.arg(dir.path().join("overseer")).arg("--directory").arg(dir.path().join("directory.toml")).output();
    assert!(made.unwrap().status.success());
    let directory = Directory::read(&dir.path().join("directory.toml")).unwrap();
    let supervisor = directory.supervisor_of(&"320102.courts".parse().unwrap());
    assert_eq!(supervisor.map(|it| it.as_str()), Some("320102.overseer"));
}

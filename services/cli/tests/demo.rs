//! The demo as a real run: a real bus, four real services with their own stores, and nothing left behind.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use duijie_cli::journal::verify_agency;
use duijie_kit::directory::Directory;
use duijie_kit::seal::{Environment, KeyFile, Keyring};
use duijie_kit::store::{Store, memory::MemoryStore, rows::Commit, sqlite::SqliteStore};
use duijie_kit::verify::{VerifyError, verify};
use rustix::process::{Pid, Signal};

const ROLES: [&str; 4] = ["public-security", "courts", "judicial-bureau", "petitions"];

fn demo(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duijie"));
    command.args(["demo", "--json", "--keep", "--dir"]).arg(dir).args(args);
    command
}

fn file(dir: &Path, role: &str, name: &str) -> std::path::PathBuf {
    dir.join(role).join(name)
}

/// The bus server's number is in the name of its ports file, the services' in their addresses.
fn processes(dir: &Path) -> Vec<Pid> {
    let ports = fs::read_dir(dir.join("nats/ports")).unwrap().next().unwrap().unwrap().file_name();
    let nats: String = ports.to_string_lossy().chars().filter(char::is_ascii_digit).collect();
    let mut all = vec![nats.parse::<i32>().unwrap()];
    for role in ROLES {
        let text = fs::read_to_string(file(dir, role, "data/addresses.json")).unwrap();
        all.push(serde_json::from_str::<serde_json::Value>(&text).unwrap()["pid"].as_i64().unwrap() as i32);
    }
    all.into_iter().map(|pid| Pid::from_raw(pid).unwrap()).collect()
}

#[test]
fn both_sides_of_every_referral_agree_and_every_journal_proves_its_tables() {
    let temporary = tempfile::tempdir().unwrap();
    let dir = temporary.path().join("demo");
    let output = demo(&dir, &["--once"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let totals: serde_json::Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    assert_eq!((totals["mismatches"].as_u64(), totals["undelivered"].as_u64()), (Some(0), Some(0)), "{totals}");
    assert!(totals["referrals"].as_u64() >= Some(8) && totals["closed"].as_u64() >= Some(3), "{totals}");
    assert_eq!(totals["lapsed"], 1);
    for role in ROLES {
        let agency = format!("990121.{role}");
        let (data, key) = (file(&dir, role, "data"), file(&dir, role, "agency.key"));
        let verified = verify_agency(&data, &key, &dir.join("directory.toml"), &agency);
        assert!(verified.unwrap().records > 0, "{agency}");
    }
    a_journal_without_its_rows_is_found_out(&dir);
    a_changed_record_is_found_out(&dir);
}

/// The courts' records in a store of their own, without any derived row.
fn only_records(dir: &Path, change: impl Fn(&mut Commit)) -> (MemoryStore, Keyring) {
    let directory = Arc::new(Directory::read(&dir.join("directory.toml")).unwrap());
    let key = KeyFile::read(&file(dir, "courts", "agency.key")).unwrap();
    let me = "990121.courts".parse().unwrap();
    let sqlite = SqliteStore::open_read_only(&file(dir, "courts", "data/duijie.sqlite")).unwrap();
    let mut commit = Commit { records: sqlite.records_after(0, usize::MAX >> 1).unwrap(), ..Commit::default() };
    change(&mut commit);
    let store = MemoryStore::new();
    store.commit(&commit).unwrap();
    (store, Keyring::from_file(me, Environment::Production, &key, directory))
}

fn a_journal_without_its_rows_is_found_out(dir: &Path) {
    let (store, keyring) = only_records(dir, |_| {});
    let Err(VerifyError::Row { table, found, .. }) = verify(&store, &keyring) else { panic!("not found out") };
    assert_eq!((table.as_str(), found.as_str()), ("deadlines", "nothing"));
}

fn a_changed_record_is_found_out(dir: &Path) {
    let (store, keyring) = only_records(dir, |commit| {
        let mut bytes = commit.records[4].bytes.to_vec();
        bytes[0] ^= 1;
        commit.records[4].bytes = bytes.into();
    });
    let Err(VerifyError::Journal { position, .. }) = verify(&store, &keyring) else { panic!("not found out") };
    assert_eq!(position, 5);
}

#[test]
fn it_stays_up_until_it_is_interrupted_and_leaves_no_process_behind() {
    let temporary = tempfile::tempdir().unwrap();
    let dir = temporary.path().join("demo");
    let mut child = demo(&dir, &[]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut told = BufReader::new(child.stderr.take().unwrap()).lines();
    let up = told.by_ref().map(Result::unwrap).any(|line| line.trim_start().starts_with("nats "));
    assert!(up, "the demo ended by itself");
    let processes = processes(&dir);
    rustix::process::kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    assert!(child.wait().unwrap().success());
    for pid in processes {
        assert_eq!(rustix::process::test_kill_process(pid), Err(rustix::io::Errno::SRCH), "{pid:?} is still there");
    }
}

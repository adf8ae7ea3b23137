//! Processes that we start: how they end, and that they do not outlive their handle. No bus takes part.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::time::Duration;

use duijie_cli::fleet::process::{Child, Program};

fn shell(dir: &Path, script: &str) -> Program {
    Program::new("shell", "/bin/sh", dir).arg("-c").arg(script)
}

/// Waits until the script has written `word`.
async fn said(program: &Program, word: &str) {
    let mut look = tokio::time::interval(Duration::from_millis(5));
    let found = async {
        while !fs::read_to_string(program.log_file()).unwrap_or_default().contains(word) {
            look.tick().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), found).await.unwrap();
}

#[tokio::test]
async fn output_and_errors_go_to_the_log_file() {
    let dir = tempfile::tempdir().unwrap();
    let program = shell(dir.path(), "echo $WORD; echo errors >&2; exit 3").env("WORD", "output");
    let child = Child::start(&program).unwrap();
    assert_eq!(child.wait().await.unwrap().code(), Some(3));
    assert_eq!(fs::read_to_string(program.log_file()).unwrap(), "output\nerrors\n");
}

#[tokio::test]
async fn a_stop_lets_the_process_end_in_order() {
    let dir = tempfile::tempdir().unwrap();
    let program = shell(dir.path(), "trap 'exit 7' TERM; echo ready; sleep 1000 & wait");
    let child = Child::start(&program).unwrap();
    said(&program, "ready").await;
    assert_eq!(child.stop(Duration::from_secs(10)).await.unwrap().code(), Some(7));
}

#[tokio::test]
async fn a_process_that_ignores_a_stop_is_killed_after_the_limit() {
    let dir = tempfile::tempdir().unwrap();
    let program = shell(dir.path(), "trap '' TERM; echo ready; while :; do sleep 1; done");
    let child = Child::start(&program).unwrap();
    said(&program, "ready").await;
    assert_eq!(child.stop(Duration::from_millis(50)).await.unwrap().signal(), Some(9));
    assert_eq!(child.stop(Duration::ZERO).await.unwrap().signal(), Some(9), "a second stop says the same");
}

#[tokio::test]
async fn a_dropped_handle_kills_the_whole_group() {
    let dir = tempfile::tempdir().unwrap();
    let program = shell(dir.path(), "sleep 1000 & echo child $!; wait");
    let child = Child::start(&program).unwrap();
    said(&program, "\n").await;
    let log = fs::read_to_string(program.log_file()).unwrap();
    let grandchild = log.trim().strip_prefix("child ").unwrap().to_owned();
    let pids = [child.pid().to_string(), grandchild];
    drop(child);
    gone(&pids).await;
}

async fn gone(pids: &[String]) {
    let mut look = tokio::time::interval(Duration::from_millis(5));
    let gone = async {
        while pids.iter().any(|pid| runs(pid)) {
            look.tick().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), gone).await.unwrap();
}

/// Whether the process exists and is more than a zombie that nobody has reaped.
fn runs(pid: &str) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit_once(") ").is_some_and(|(_, state)| !state.starts_with('Z'))
}

#[tokio::test]
async fn what_a_process_leaves_behind_in_its_group_ends_with_it() {
    let dir = tempfile::tempdir().unwrap();
    let program = shell(dir.path(), "sleep 1000 & echo $!");
    let child = Child::start(&program).unwrap();
    assert!(child.wait().await.unwrap().success());
    let left_behind = fs::read_to_string(program.log_file()).unwrap();
    gone(&[left_behind.trim().to_owned()]).await;
}

#[tokio::test]
async fn a_process_outlives_the_thread_that_asked_for_it() {
    let dir = tempfile::tempdir().unwrap();
    let program = shell(dir.path(), "echo ready; sleep 1000");
    let asked = program.clone();
    let child = std::thread::spawn(move || Child::start(&asked).unwrap()).join().unwrap();
    said(&program, "ready").await;
    assert!(child.ended().is_none());
    child.kill_dash_nine().await.unwrap();
}

#[test]
fn a_missing_program_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let error = Child::start(&Program::new("nothing", dir.path().join("nothing"), dir.path())).unwrap_err();
    assert!(error.to_string().contains("no such file"), "{error:#}");
}

/// Where the process of the next test is to work.
const ERRAND: &str = "DUIJIE_TEST_ERRAND";

#[tokio::test]
async fn a_process_dies_when_we_are_killed_ourselves() {
    if let Some(dir) = std::env::var_os(ERRAND) {
        let _child = Child::start(&shell(dir.as_ref(), "echo child $$; exec sleep 1000")).unwrap();
        return std::future::pending().await;
    }
    if !Child::dies_with_us() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let outer = tempfile::tempdir().unwrap();
    let test = Program::new("outer", std::env::current_exe().unwrap(), outer.path())
        .arg("--exact")
        .arg("a_process_dies_when_we_are_killed_ourselves")
        .env(ERRAND, dir.path());
    let test = Child::start(&test).unwrap();
    let program = shell(dir.path(), "");
    said(&program, "\n").await;
    let log = fs::read_to_string(program.log_file()).unwrap();
    let child = log.trim().strip_prefix("child ").unwrap();
    assert!(runs(child));

    test.kill_dash_nine().await.unwrap();

    gone(&[child.to_owned()]).await;
}

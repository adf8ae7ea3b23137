//! The thirteen cases between real services, and every due date beside the one that was written down for it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// Every due date of the thirteen cases, by case and rule, as they were worked out from the law by hand.
const DUES: [(u64, &str, &str); 27] = [
    (1, "DS01", "2026-09-28"),
    (1, "RM01", "2026-10-28"),
    (2, "GA05", "2026-07-03"),
    (2, "GA06", "2026-07-14"),
    (2, "GA08", "2026-08-13"),
    (3, "RM01", "2026-04-10"),
    (3, "RM01", "2026-05-13"),
    (4, "SU08", "2026-11-13"),
    (4, "SU08", "2026-12-14"),
    (5, "SU04", "2026-02-25"),
    (6, "XF01", "2026-10-08"),
    (6, "XF04", "2026-09-30"),
    (6, "XF03", "2026-10-14"),
    (7, "SC01", "2026-04-27"),
    (7, "SC03", "2026-05-28"),
    (8, "GA07", "2026-04-15"),
    (8, "GA09", "2026-03-18"),
    (9, "XF05", "2026-01-30"),
    (9, "XF06", "2026-03-02"),
    (9, "XF07", "2026-03-30"),
    (9, "XF09", "2026-05-20"),
    (9, "XF09", "2026-05-26"),
    (11, "RM03", "2026-03-09"),
    (11, "RM03", "2026-04-07"),
    (11, "RM03", "2026-04-21"),
    (12, "DS01", "2026-04-14"),
    (13, "DS01", "2026-05-06"),
];

fn play(dir: &Path, case: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duijie"));
    command.args(["demo", "--once", "--json", "--keep", "--case", case, "--dir"]).arg(dir);
    command.output().unwrap()
}

fn told(output: &Output) -> Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_str(String::from_utf8_lossy(&output.stdout).lines().last().unwrap()).unwrap()
}

#[test]
fn every_case_ends_as_its_script_says_and_no_due_date_differs_from_the_one_written_down() {
    let temporary = tempfile::tempdir().unwrap();
    let told = told(&play(&temporary.path().join("cases"), "all"));
    assert_eq!((told["mismatches"].as_u64(), told["undelivered"].as_u64()), (Some(0), Some(0)), "{told}");
    let cases = told["cases"].as_array().unwrap();
    let numbers: Vec<_> = cases.iter().map(|case| case["case"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (1..=13).collect::<Vec<_>>());
    for case in cases {
        assert_eq!(case["mismatches"], 0, "{case}");
        assert!(case["steps"].as_array().unwrap().len() >= 3, "{case}");
    }
    let found = |number: u64, rule: &str, last_day: &str| {
        let case = cases.iter().find(|case| case["case"] == number).unwrap();
        case["dues"].as_array().unwrap().iter().any(|due| due["what"] == rule && due["found"] == last_day)
    };
    for (number, rule, last_day) in DUES {
        assert!(found(number, rule, last_day), "case {number}: no deadline under {rule} ends on {last_day}");
    }
}

#[test]
fn one_case_alone_starts_the_agencies_that_act_in_it_and_no_others() {
    let temporary = tempfile::tempdir().unwrap();
    let dir = temporary.path().join("case");
    let told = told(&play(&dir, "2"));
    assert_eq!((told["case"].as_u64(), told["mismatches"].as_u64()), (Some(2), Some(0)), "{told}");
    let due = &told["dues"][0];
    assert_eq!((due["what"].as_str(), due["expected"].as_str()), (Some("GA05"), Some("2026-07-03")));
    let refused = told["steps"].as_array().unwrap().iter().filter(|step| step["refused"] == "MEDIATION_EXHAUSTED");
    assert_eq!(refused.count(), 1);
    assert!(dir.join("public-security").exists() && !dir.join("courts").exists());
}

/// A county that gives two days to sign makes the script's date wrong, as a slip in the script would.
#[test]
fn a_due_date_that_is_not_the_scripts_ends_the_demo_with_one_and_is_named_with_its_case_and_step() {
    let temporary = tempfile::tempdir().unwrap();
    let terms = temporary.path().join("local.toml");
    std::fs::write(&terms, "[terms.DS01]\nlength = 2\nbasis = \"某县规定第3条\"\n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_duijie"));
    command.args(["demo", "--once", "--json", "--case", "13", "--terms"]).arg(&terms);
    let output = command.arg("--dir").arg(temporary.path().join("case")).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["mismatches"], 1);
    let due = &told["dues"][0];
    let said = |key: &str| due[key].as_str().unwrap_or_default();
    assert_eq!((said("at"), said("what")), ("2026-05-01 20:20", "DS01"));
    assert_eq!((said("expected"), said("found")), ("2026-05-06", "2026-05-07"));
    let shown = String::from_utf8_lossy(&output.stderr).into_owned();
    let named = "不符：案例 13 甲与乙果园界址纠纷 2026-05-01 20:20  期限 DS01：脚本 2026-05-06，算得 2026-05-07";
    assert!(shown.contains(named), "{shown}");
}

#[test]
fn a_case_that_there_is_not_is_refused_before_anything_starts() {
    let temporary = tempfile::tempdir().unwrap();
    for case in ["0", "14", "none"] {
        let output = play(&temporary.path().join("case"), case);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("a number from 1 to 13, or all"));
    }
}

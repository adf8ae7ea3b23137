//! `duijie terms` as it is typed: listed, checked, compared, and counted against a count that shares no code with ours.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

/// How many random cases are counted twice. With a program that is not optimised it takes about ten seconds.
const CASES: &str = "100000";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn terms(args: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duijie"));
    command.arg("terms").args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The answers to these lines, and how the command ended.
fn answers(lines: &[Value]) -> (Vec<Value>, Option<i32>) {
    let input: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let output = terms(&["compute", "-o", "jsonl"], &input);
    (out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect(), output.status.code())
}

fn due_date(line: Value) -> String {
    let (answers, exit) = answers(&[line]);
    assert_eq!(exit, Some(0), "{answers:?}");
    answers[0]["due_date"].as_str().unwrap().to_owned()
}

/// What is refused, and the English sentence.
fn refused(line: Value) -> (String, String) {
    let (answers, exit) = answers(&[line]);
    assert_eq!(exit, Some(65));
    let error = &answers[0]["error"];
    assert!(!error["zh"].as_str().unwrap().is_empty());
    (error["field"].as_str().unwrap().to_owned(), error["en"].as_str().unwrap().to_owned())
}

#[test]
fn a_count_in_another_language_agrees_on_every_random_case() {
    let mut python = Command::new("python3");
    python.arg(root().join("tests/system/terms.py")).arg(env!("CARGO_BIN_EXE_duijie"));
    python.arg(root().join("deploy/calendar/cn.toml")).arg(CASES).env("PYTHONDONTWRITEBYTECODE", "1");
    let output = python.output().unwrap();
    assert!(output.status.success(), "{}{}", out(&output), String::from_utf8_lossy(&output.stderr));
    assert_eq!(out(&output).trim(), format!("{CASES} agree"));
}

#[test]
fn every_vector_of_the_texts_is_answered_with_its_date() {
    let vectors = include_str!("../../core/src/due/vectors.csv");
    let mut seen = 0;
    for line in vectors.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let [unit, from, n, due, ..] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let asked = json!({ "unit": unit, "n": n.parse::<u32>().unwrap(), "from": format!("{from}T10:00:00+08:00") });
        assert_eq!(due_date(asked), due, "{line}");
        seen += 1;
    }
    assert_eq!(seen, 18);
}

#[test]
fn an_answer_tells_the_instant_the_last_day_the_days_and_whether_it_is_certain() {
    let (answers, exit) = answers(&[
        json!({ "unit": "workday", "n": 5, "from": "2026-02-12T10:00:00+08:00", "roll": true }),
        json!({ "unit": "day", "n": 30, "from": "2026-12-13T10:00:00+08:00" }),
        json!({ "unit": "hour", "n": 24, "from": "2026-11-20T10:20:00+08:00", "hours_begin": "next_full_hour" }),
        json!({ "unit": "day", "n": 15, "from": "2026-09-20", "roll": false }),
    ]);
    assert_eq!(exit, Some(0));
    let answer = |due: &str, date: &str, provisional: bool, days: Option<u32>| json!({ "due": due, "due_date": date, "provisional": provisional, "days": days });
    assert_eq!(
        answers,
        [
            answer("2026-02-27T00:00:00+08:00", "2026-02-26", false, Some(5)),
            answer("2027-01-13T00:00:00+08:00", "2027-01-12", true, Some(30)),
            answer("2026-11-21T11:00:00+08:00", "2026-11-21", false, None),
            answer("2026-10-06T00:00:00+08:00", "2026-10-05", false, Some(15)),
        ]
    );
}

#[test]
fn a_rule_brings_its_own_length_and_reading_and_the_version_that_held_then() {
    let (answers, _) = answers(&[
        json!({ "rule": "SU04", "from": "2026-02-12T10:00:00+08:00" }),
        json!({ "rule": "XF05", "from": "2026-08-03T10:00:00+08:00" }),
        json!({ "rule": "GA02", "from": "2026-11-20T10:20:00+08:00" }),
        json!({ "rule": "XF10", "n": 20, "from": "2026-11-20T10:20:00+08:00" }),
    ]);
    assert_eq!((&answers[0]["due_date"], &answers[0]["unit"]), (&json!("2026-02-24"), &json!("workday")));
    assert_eq!(answers[1]["due_date"], "2026-10-08");
    assert_eq!((&answers[1]["roll"], &answers[1]["roll_basis"]), (&json!(true), &json!("民法典203类推")));
    assert_eq!(answers[2]["due"], "2026-11-21T11:00:00+08:00");
    assert_eq!(answers[2]["remind"], "2026-11-21T10:20:00+08:00");
    assert_eq!(answers[3]["due_date"], "2026-12-10");
    let (field, told) = refused(json!({ "rule": "XF05", "from": "2022-04-30" }));
    assert_eq!((field.as_str(), told.as_str()), ("from", "the rule XF05 does not hold on 2022-04-30"));
}

#[test]
fn a_wrong_line_is_answered_in_its_place_and_the_others_go_on() {
    let good = json!({ "unit": "day", "n": 1, "from": "2026-03-02" });
    let input = format!("{good}\nnonsense\n\n{}\n{good}", "x".repeat(100_000));
    let output = terms(&["compute"], &input);
    assert_eq!(output.status.code(), Some(65));
    let answers: Vec<Value> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let lines: Vec<_> = answers.iter().map(|answer| answer["line"].as_u64()).collect();
    assert_eq!(lines, [None, Some(2), Some(3), Some(4), None]);
    assert!(answers[1..4].iter().all(|answer| answer["error"]["field"] == "."));
    assert_eq!(answers[0], answers[4]);
}

#[test]
fn each_wrong_field_is_named() {
    let with = |field: &str, value: Value| {
        let mut line = json!({ "unit": "day", "n": 1, "from": "2026-03-02" });
        line[field] = value;
        line
    };
    for (field, value, told) in [
        ("n", json!(0), "`n` is from 1 to 3660, not 0"),
        ("n", json!(3661), "`n` is from 1 to 3660, not 3661"),
        ("n", json!(-1), "`n` is a whole number from 1, not -1"),
        ("n", json!(1.5), "`n` is a whole number from 1, not 1.5"),
        ("n", json!(null), "`n` is missing: how many"),
        ("unit", json!("week"), "`week` is not a unit; allowed are hour, day, workday, month, year, immediate"),
        ("unit", json!(1), "`unit` is a string, not 1"),
        ("roll", json!("yes"), "`roll` is true or false, not \"yes\""),
        ("from", json!("1899-12-31"), "`1899-12-31` is not between the years 1900 and 2999"),
        ("rule", json!("DS99"), "there is no rule `DS99`; see duijie terms list"),
        (
            "days",
            json!(1),
            "there is no field `days`; allowed are unit, n, from, roll, rule, hours_begin, close, direction",
        ),
        ("direction", json!("up"), "`up` is neither forward (from an event) nor back (from an event to come)"),
    ] {
        assert_eq!(refused(with(field, value)), (field.to_owned(), told.to_owned()));
    }
    assert_eq!(refused(with("from", json!("2026-02-30"))).0, "from");
    assert_eq!(refused(json!({ "rule": "GA17", "from": "2026-03-02" })).0, "rule");
    assert_eq!(refused(json!({ "rule": "SU04", "n": 2, "from": "2026-03-02" })).0, "n");
}

#[test]
fn the_list_has_the_rules_of_the_table_and_those_of_the_exchange_and_can_be_narrowed() {
    let list = |args: &[&str]| -> Vec<Value> {
        let output = terms(&[&["list", "-o", "json"], args].concat(), "");
        serde_json::from_str(&out(&output)).unwrap()
    };
    assert_eq!(list(&[]).len(), 81);
    assert_eq!(list(&["--versions"]).len(), 84);
    let ids = |rules: Vec<Value>| rules.iter().map(|rule| rule["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(
        ids(list(&["--agency", "common"])),
        [
            "DS01", "DS02", "DS03", "DS04", "DS05", "DS06", "DS07", "DS08", "DS09", "DS12", "DS15", "DS16", "DS17",
            "XF03", "XF04", "XF05", "XF06", "XF07", "XF08", "XF09", "XF10"
        ]
    );
    assert_eq!(ids(list(&["--kind", "practice"])), ["GA17", "XF11", "XF12"]);
    let then = list(&["--id", "GA07", "--on", "2025-12-31"]);
    assert_eq!(then[0]["basis"]["article"], "《公安机关办理行政案件程序规定》第165条");
    let now = &list(&["--id", "ga07"])[0];
    assert_eq!((&now["confidence"], &now["in_force"]["from"]), (&json!("V1"), &json!("2026-01-01")));
    assert_eq!((&now["extension"]["longest"], &now["extension"]["times"]), (&json!(30), &json!(2)));
    assert_eq!(now["suspensions"][1]["reason"], "hearing");
    assert!(out(&terms(&["list"], "")).trim_end().ends_with("共 81 条"));
}

#[test]
fn files_are_checked_offline_and_a_wrong_one_ends_with_65() {
    let shipped = |name: &str| root().join("deploy").join(name).display().to_string();
    let good = terms(&["check", &shipped("terms/local.toml"), &shipped("calendar/cn.toml")], "");
    assert_eq!((good.status.code(), out(&good).lines().count()), (Some(0), 2));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("local.toml");
    std::fs::write(&file, "[terms.SU07]\nlength = 20\nbasis = '甲'\n").unwrap();
    let wrong = terms(&["check", &file.display().to_string(), &shipped("calendar/cn.toml")], "");
    assert_eq!(wrong.status.code(), Some(65));
    assert!(out(&wrong).contains("line 2, `terms.SU07`: 委托调解（普通程序） is fixed by"), "{}", out(&wrong));
    assert!(out(&wrong).contains("ok "), "the other file is checked all the same");
}

#[test]
fn a_list_of_mediation_bodies_is_checked_without_a_service() {
    let example = root().join("deploy/bodies.example.toml");
    let good = terms(&["check", &example.display().to_string()], "");
    assert!(good.status.success() && out(&good).contains("mediation bodies: 9, with 7 mediators"), "{}", out(&good));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bodies.toml");
    let text =
        std::fs::read_to_string(example).unwrap().replacen("parent = \"county\"", "parent = \"baishi-liushu\"", 1);
    std::fs::write(&file, &text).unwrap();
    let wrong = terms(&["check", &file.display().to_string()], "");
    assert_eq!(wrong.status.code(), Some(65));
    assert!(out(&wrong).contains("the tree has a cycle: baishi -> baishi-liushu -> baishi"), "{}", out(&wrong));
}

#[test]
fn kinds_that_deployment_adds_are_checked_against_the_tables_of_their_receivers() {
    let example = root().join("deploy/kinds.example.toml");
    let good = terms(&["check", &example.display().to_string()], "");
    assert_eq!(good.status.code(), Some(0), "{}", out(&good));
    assert!(out(&good).contains("prosecution (检调, prosecutors to mediation); discipline (纪调"), "{}", out(&good));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kinds.toml");
    let text = std::fs::read_to_string(example).unwrap().replacen("handling = \"RM01\"", "handling = \"GA07\"", 1);
    std::fs::write(&file, &text).unwrap();
    let wrong = terms(&["check", &file.display().to_string()], "");
    let line = text.lines().position(|line| line.contains("GA07")).unwrap() + 1;
    assert_eq!(wrong.status.code(), Some(65));
    let told = format!("line {line}, `kinds.prosecution.handling`: `judicial-bureau` has no rule `GA07`");
    assert!(out(&wrong).contains(&told), "{}", out(&wrong));
}

#[test]
fn two_files_are_compared_by_what_they_put_in_force() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        file.display().to_string()
    };
    let shipped = |name: &str| root().join("deploy").join(name).display().to_string();
    let local = shipped("terms/local.toml");
    assert_eq!(out(&terms(&["diff", &local, &local], "")).trim(), "没有差别。No difference.");
    let other = write("local.toml", "[terms.DS01]\nlength = 2\nbasis = '某县办法第3条'\n");
    let changes: Value = serde_json::from_str(&out(&terms(&["diff", "-o", "json", &local, &other], ""))).unwrap();
    assert_eq!(
        changes,
        json!([{ "what": "DS01", "before": "1个工作日（无法定依据）—", "after": "2个工作日（某县办法第3条（地方规定））—" }])
    );
    let calendar = std::fs::read_to_string(shipped("calendar/cn.toml")).unwrap();
    let moved = write("cn.toml", &calendar.replace("{ date = 2026-02-28", "{ date = 2026-03-01"));
    let told = out(&terms(&["diff", &shipped("calendar/cn.toml"), &moved], ""));
    let expected = "2026-02-28: 春节调休上班 make-up workday → 周末 weekend\n2026-03-01: 周末 weekend → 春节调休上班 make-up workday";
    assert_eq!(told.trim(), expected);
    assert_eq!(terms(&["diff", &local, &moved], "").status.code(), Some(65));
}

#[test]
fn a_notice_is_due_so_many_days_before_the_event_to_come_and_does_not_roll() {
    let (answers, exit) = answers(&[
        json!({ "rule": "GA14", "from": "2026-03-20T09:00:00+08:00" }),
        json!({ "unit": "day", "n": 3, "from": "2026-11-24T09:00:00+08:00", "direction": "back" }),
        json!({ "unit": "workday", "n": 3, "from": "2026-11-24", "direction": "back" }),
        json!({ "unit": "month", "n": 1, "from": "2026-03-31", "direction": "back" }),
    ]);
    assert_eq!(exit, Some(0), "{answers:?}");
    assert_eq!(answers[0]["due"], "2026-03-18T00:00:00+08:00");
    let told: Vec<_> = answers.iter().map(|it| (it["due_date"].as_str().unwrap(), it["direction"].as_str())).collect();
    let back = Some("back");
    assert_eq!(
        told,
        [("2026-03-17", back), ("2026-11-21", back), ("2026-11-19", back), ("2026-02-28", back)],
        "21 November is a Saturday"
    );
}

#[test]
fn what_cannot_be_counted_back_is_refused_by_the_field() {
    let from = "2026-03-20T09:00:00+08:00";
    for (line, field) in [
        (json!({ "unit": "hour", "n": 24, "from": from, "direction": "back" }), "direction"),
        (json!({ "rule": "SU04", "from": from, "direction": "back" }), "direction"),
        (json!({ "rule": "GA14", "from": from, "direction": "forward" }), "direction"),
        (json!({ "rule": "GA14", "n": 2, "from": from }), "n"),
        (json!({ "rule": "GA14", "from": from, "close": "17:30" }), "close"),
        (json!({ "unit": "hour", "n": 24, "from": from, "close": "17:30" }), "close"),
        (json!({ "unit": "day", "n": 1, "from": from, "close": "24:00" }), "close"),
        (json!({ "unit": "day", "n": 1, "from": from, "close": 17 }), "close"),
    ] {
        assert_eq!(refused(line.clone()).0, field, "{line}");
    }
}

#[test]
fn a_day_term_ends_when_business_closes_where_the_line_or_the_county_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("local.toml");
    std::fs::write(&file, "[terms.DS01]\nends = \"17:30\"\nbasis = \"某县某号文件\"\n").unwrap();
    let lines = [
        json!({ "unit": "workday", "n": 3, "from": "2026-02-12T10:00:00+08:00", "close": "17:00" }),
        json!({ "rule": "DS01", "from": "2026-11-20T20:00:00+08:00" }),
        json!({ "rule": "DS01", "from": "2026-11-20T20:00:00+08:00", "close": "12:00" }),
    ];
    let input: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let output = terms(&["compute", "--terms", file.to_str().unwrap()], &input);
    let answers: Vec<Value> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let dues: Vec<_> = answers.iter().map(|answer| answer["due"].as_str().unwrap()).collect();
    assert_eq!(dues, ["2026-02-24T17:00:00+08:00", "2026-11-23T17:30:00+08:00", "2026-11-23T12:00:00+08:00"]);
    assert_eq!((&answers[1]["due_date"], &answers[1]["close"]), (&json!("2026-11-23"), &json!("17:30")));
    let listed = terms(&["list", "--id", "DS01", "--terms", file.to_str().unwrap()], "");
    assert!(out(&listed).contains("17:30 截止"), "{}", out(&listed));
}

#[test]
fn a_what_if_that_makes_no_sense_or_finds_no_journal_says_why() {
    let dir = tempfile::tempdir().unwrap();
    let journal = dir.path().to_str().unwrap();
    let asked = |rule: &str, length: &str| {
        let output =
            terms(&["whatif", "--rule", rule, "--length", length, "--since", "2026-01-01", "--journal", journal], "");
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (exit, told) = asked("SU99", "2");
    assert!(exit == Some(65) && told.contains("没有规则“SU99”") && told.contains("such as SU04"), "{exit:?} {told}");
    let (exit, told) = asked("SU04", "0");
    assert!(exit == Some(65) && told.contains("--length") && told.contains("such as 2"), "{exit:?} {told}");
    let (exit, told) = asked("su04", "2");
    assert!(exit == Some(2) && told.contains("such as `DS01`"), "{exit:?} {told}");
    let (exit, told) = asked("SU04", "2");
    assert!(exit == Some(1) && told.contains("name the agency's agency.toml with --config"), "{exit:?} {told}");
}

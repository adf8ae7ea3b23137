//! What can be typed, and what is answered to what cannot. No service is needed here.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::process::{Command, Output};

use clap::{CommandFactory, Parser};
use duijie_cli::args::parked::Parked;
use duijie_cli::args::steps::Step;
use duijie_cli::args::{Args, Command as Asked};
use duijie_proto::v1::{OutcomeCode, PartyKind, Procedure, ReferralState};

fn duijie(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duijie"));
    command.args(args).env_remove("DUIJIE_URL").env_remove("DUIJIE_OFFICER").output().unwrap()
}

fn parsed(args: &[&str]) -> Asked {
    Args::try_parse_from([&["duijie"], args].concat()).unwrap().command
}

fn refused(args: &[&str]) -> String {
    Args::try_parse_from([&["duijie"], args].concat()).unwrap_err().to_string()
}

#[test]
fn the_commands_do_not_contradict_each_other() {
    Args::command().debug_assert();
}

#[test]
fn every_command_rpc_has_its_subcommand() {
    let command = Args::command();
    for name in [
        "register",
        "refer",
        "acknowledge",
        "accept",
        "decline",
        "request-supplement",
        "supply",
        "progress",
        "suspend",
        "resume",
        "conclude",
        "confirm",
        "recall",
        "answer-recall",
        "withdraw",
        "answer-offer",
        "override-lapse",
        "assign-body",
        "assign-mediator",
        "close",
        "confirm-clock",
        "reload",
    ] {
        let found = command.find_subcommand(name).unwrap_or_else(|| panic!("no `{name}`"));
        assert!(found.get_arguments().any(|arg| arg.get_id() == "request_id"), "`{name}` has no --request-id");
    }
}

#[test]
fn a_parked_letter_is_named_by_its_writer_and_its_number_and_all_are_listed_when_nothing_is_said() {
    assert!(matches!(parsed(&["parked"]), Asked::Parked { what: None }));
    let list = parsed(&["parked", "list", "--peer", "320102.courts"]);
    assert!(matches!(list, Asked::Parked { what: Some(Parked::List(list)) } if list.peer.is_some()));
    let skip = parsed(&["parked", "skip", "320102.courts", "7", "--reason", "对方软件有误"]);
    assert!(matches!(skip, Asked::Parked { what: Some(Parked::Skip(skip)) } if skip.number == 7));
    let confirm = parsed(&["parked", "confirm", "320102.courts", "7", "--proposal", "41"]);
    assert!(matches!(confirm, Asked::Parked { what: Some(Parked::Confirm(it)) } if it.proposal == Some(41)));
    assert!(refused(&["parked", "skip", "320102.courts", "7"]).contains("--reason"));
}

#[test]
fn comma_separated_values_are_of_statistics_only_and_nothing_else_is_done_then() {
    let answer = duijie(&["accept", "r-1", "--output", "csv"]);
    assert!(!answer.status.success());
    let said = String::from_utf8(answer.stderr).unwrap();
    assert!(said.contains("`--output csv` is of `duijie statistics` only"), "{said}");
}

#[test]
fn a_ledger_that_is_wrong_is_told_line_by_line_before_anybody_is_asked() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("台账.jsonl");
    std::fs::write(&file, "{\"ref\": \"1\", \"steps\": [{\"Accept\": {}}]}\n\n{\"ref\": \"2\", \"steps\": [{\"Accpet\": {}}]}\n{\"ref\": \"1\", \"steps\": [{\"Accept\": {}}]}\n").unwrap();
    let answer = duijie(&["batch", file.to_str().unwrap()]);
    let said = String::from_utf8(answer.stderr).unwrap();
    assert!(!answer.status.success() && said.contains("Nothing was done, for the file is wrong"), "{said}");
    assert!(said.contains("line 3: steps.[0]: Accpet: is no rpc that changes something"), "{said}");
    assert!(said.contains("line 4: ref: `1` 与第 1 行重复 is that of line 1 too"), "{said}");
    std::fs::write(&file, "{\"ref\": \"1\", \"steps\": [{\"Accept\": {}}, {\"Accept\": {}}]}\n").unwrap();
    let answer = duijie(&["batch", "--check", file.to_str().unwrap()]);
    assert!(String::from_utf8(answer.stdout).unwrap().contains("1 lines, 2 steps, well formed"));
}

#[test]
fn the_bus_gets_its_accounts_from_the_directory_and_a_wrong_one_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let directory = dir.path().join("directory.toml");
    let listed = directory.to_str().unwrap();
    let refused = |words: &str| {
        let answer = duijie(&["accounts", "--directory", listed]);
        let said = String::from_utf8(answer.stderr).unwrap();
        assert!(!answer.status.success() && answer.stdout.is_empty() && said.contains(words), "{said}");
    };
    refused(listed);
    std::fs::write(&directory, "version = 0\n").unwrap();
    refused("lists no agency");
    std::fs::write(&directory, "version = one\n").unwrap();
    refused("line 1");
    std::fs::remove_file(&directory).unwrap();
    let home = dir.path().join("courts");
    let init = ["init", "--agency", "990101.courts", "--name", "青河县人民法院", "--dir", home.to_str().unwrap()];
    assert!(duijie(&[&init[..], &["--directory", listed]].concat()).status.success());
    let accounts = duijie(&["accounts", "--directory", listed]);
    let text = String::from_utf8(accounts.stdout).unwrap();
    assert!(
        accounts.status.success() && text.contains("nkey: $DUIJIE_NKEY_COURTS") && text.contains("desk_990101_courts")
    );
}

#[test]
fn a_matter_is_registered_with_its_parties() {
    let Asked::Step(Step::Register(register)) = parsed(&[
        "register",
        "--title",
        "漏水",
        "--category",
        "邻里纠纷",
        "--place",
        "990121102",
        "--summary",
        "楼上漏水",
        "--party",
        "申请人:何秀兰",
        "--party",
        "被申请人:云渡安居物业公司@org",
    ]) else {
        panic!("not a registration")
    };
    assert_eq!(register.parties.len(), 2);
    assert_eq!(register.parties[1].kind(), PartyKind::Organisation);
    assert!(refused(&["register", "--title", "漏水"]).contains("--party"));
}

#[test]
fn how_much_longer_is_named_as_it_was_typed() {
    for args in [&["extend", "r1", "--days", "0"][..], &["due", "extend", "m1-d1", "--by", "-"]] {
        let told = refused(args);
        assert!(told.contains(args[args.len() - 2]) && told.contains("请填写 1 以上的整数"), "{told}");
    }
}

#[test]
fn words_of_the_contract_are_taken_in_lower_case() {
    let Asked::Step(Step::Refer(refer)) =
        parsed(&["refer", "m1", "--kind", "litigation", "--to", "990121.judicial-bureau", "--procedure", "summary"])
    else {
        panic!("not a referral")
    };
    assert_eq!(refer.procedure, Some(Procedure::Summary));
    let Asked::Step(Step::Conclude(conclude)) = parsed(&["conclude", "r1", "--outcome", "no-agreement"]) else {
        panic!("not a conclusion")
    };
    assert_eq!(conclude.outcome, OutcomeCode::NoAgreement);
    assert!(refused(&["list", "--state", "gone"]).contains("acknowledged"));
}

#[test]
fn several_states_can_be_asked_for_at_once() {
    use duijie_cli::args::queries::Query;
    let Asked::Query(Query::List(list)) =
        parsed(&["list", "--state", "sent,arrived", "--overdue", "--due-before", "2026-03-05"])
    else {
        panic!("not a list")
    };
    assert_eq!(list.states, [ReferralState::Sent, ReferralState::Arrived]);
    assert_eq!(list.overdue, Some(true));
    assert_eq!(list.due_before.unwrap().seconds, 1_772_640_000);
}

#[test]
fn the_count_of_a_deadline_is_asked_for_under_due() {
    use duijie_cli::args::queries::{DueWhat, Query};
    let Asked::Query(Query::Due(due)) = parsed(&["due", "explain", "r1/acknowledge"]) else { panic!("not due") };
    let Some(DueWhat::Explain { deadline, .. }) = due.what else { panic!("not a count") };
    assert_eq!(deadline, "r1/acknowledge");
    let Asked::Query(Query::Due(due)) = parsed(&["due", "explain", "r1/handle", "--json"]) else { panic!("not due") };
    assert!(matches!(due.what, Some(DueWhat::Explain { json: true, .. })));
}

#[test]
fn the_items_of_oversight_are_the_open_ones_unless_all_are_asked_for() {
    use duijie_cli::args::queries::Query;
    let Asked::Query(Query::Items(open)) = parsed(&["items"]) else { panic!("not items") };
    let Asked::Query(Query::Items(all)) = parsed(&["items", "--all", "--json"]) else { panic!("not items") };
    assert_eq!(((open.all, open.json), (all.all, all.json)), ((false, false), (true, true)));
}

#[test]
fn deadlines_of_ones_own_are_changed_under_due_and_listed_as_before() {
    use duijie_cli::args::{
        own::Own,
        queries::{DueWhat, Query},
    };
    let due = |words: &[&str]| {
        let Asked::Query(Query::Due(due)) = parsed(words) else { panic!("not due") };
        *due
    };
    let listed = due(&["due", "--ours", "--overdue"]);
    assert!(listed.what.is_none() && listed.which.ours && listed.which.overdue);
    let Some(DueWhat::List(which)) = due(&["due", "list", "--matter", "m-1"]).what else { panic!("not a list") };
    assert_eq!(which.matter.as_deref(), Some("m-1"));
    let Some(DueWhat::Own(Own::Start(start))) =
        due(&["due", "start", "m-1", "--rule", "SU12", "--variant", "summary", "--from", "2026-03-02"]).what
    else {
        panic!("not a start")
    };
    assert_eq!(
        (start.matter.as_str(), start.rule.as_str(), start.variant.as_deref()),
        ("m-1", "SU12", Some("summary"))
    );
    let Some(DueWhat::Own(Own::End(end))) = due(&["due", "end", "m-1-d1", "failed", "--text", "未达成协议"]).what
    else {
        panic!("not an end")
    };
    assert_eq!((end.deadline.as_str(), end.ending), ("m-1-d1", duijie_proto::v1::Ending::Failed));
    for words in [
        &["due", "suspend", "m-1-d1", "--reason", "appraisal", "--evidence", "委托书.pdf"][..],
        &["due", "resume", "m-1-d1"],
        &["due", "extend", "m-1-d1", "--by", "30", "--approved-by", "某局长", "--approval", "批准.pdf"],
        &["due", "restart", "m-1-d1", "--from", "2026-06-30", "--evidence", "鉴定意见.pdf"],
    ] {
        assert!(matches!(due(words).what, Some(DueWhat::Own(_))), "{words:?}");
    }
    assert_eq!(duijie(&["due", "suspend", "m-1-d1", "--reason", "appraisal"]).status.code(), Some(2), "no evidence");
}

#[test]
fn a_wrong_argument_ends_with_2() {
    assert_eq!(duijie(&["refer"]).status.code(), Some(2));
    assert_eq!(duijie(&["no-such-command"]).status.code(), Some(2));
}

#[test]
fn help_is_given_in_both_languages_and_ends_with_0() {
    let output = duijie(&["--help"]);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("签收") && text.contains("Signs for a referral"), "{text}");
}

#[test]
fn a_service_that_is_not_there_ends_with_69() {
    // Port 1 of loopback is not open anywhere we run.
    let output = duijie(&["--agency-url", "http://127.0.0.1:1", "status"]);
    assert_eq!(output.status.code(), Some(69), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_material_that_is_not_there_is_named_before_anybody_is_asked() {
    let output = duijie(&["--agency-url", "http://127.0.0.1:1", "supply", "r1", "--material", "no-such-file.pdf"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no-such-file.pdf"));
}

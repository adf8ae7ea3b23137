//! How a matter came here, as it is typed. No service is needed here.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use clap::Parser;
use duijie_cli::{
    args::{
        Args, Command,
        steps::{Register, Step},
    },
    call::intake,
    show::{duplicates, tables},
};
use duijie_proto::v1::{
    Duplicate, DuplicateReason, FindDuplicatesResponse, Identification, IdentifierKind, Intake, Matter, MatterState,
    OwnNumberKind, SolvedOnTheSpot, Source, Triage, triage::Class,
};

const NUMBER: &str = "11010519491231002X";
const PLAIN: [&str; 10] = [
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
];

fn typed(more: &[&str]) -> Result<Register, String> {
    let words = [&["duijie"], &PLAIN[..], &["申请人:赵甲", "--party", "被申请人:某物业@org"], more].concat();
    match Args::try_parse_from(words).map_err(|error| error.to_string())?.command {
        Command::Step(Step::Register(register)) => Ok(register),
        _ => panic!("not a registration"),
    }
}

fn intake_of(more: &[&str]) -> anyhow::Result<Option<Intake>> {
    let register = typed(more).unwrap();
    intake::of(&register.intake, &register.parties)
}

#[test]
fn without_a_source_nothing_is_told_and_nothing_else_can_be() {
    assert_eq!(intake_of(&[]).unwrap(), None);
    for more in [["--occurred-at", "2026-05-01"], ["--identifier", "赵甲=1"], ["--on-behalf-of", "990121.courts"]] {
        assert!(typed(&more).unwrap_err().contains("--source"), "{more:?}");
    }
    assert!(typed(&["--own-number-kind", "court_case"]).unwrap_err().contains("--own-number"));
    assert!(typed(&["--source", "telepathy"]).unwrap_err().contains("call_110"));
}

#[test]
fn a_holiday_intake_is_typed_with_its_times_and_numbers() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "91350100M000100Y43\n").unwrap();
    let from_file = format!("某物业=@{}", file.path().display());
    let more = [
        ["--source", "proxy"],
        ["--on-behalf-of", "990121.judicial-bureau"],
        ["--occurred-at", "2026-05-01T20:00"],
        ["--received-at", "2026-05-01T21:30:00+08:00"],
        ["--identifier", &format!("赵甲={NUMBER}")],
        ["--identifier", &from_file],
    ];
    let intake = intake_of(&more.concat()).unwrap().unwrap();
    assert_eq!((intake.source(), intake.on_behalf_of.as_str()), (Source::Proxy, "990121.judicial-bureau"));
    assert_eq!(intake.received_at.unwrap().seconds - intake.occurred_at.unwrap().seconds, 90 * 60);
    let told: Vec<_> =
        intake.identifications.iter().map(|one| (one.party.as_str(), one.kind(), one.number.as_str())).collect();
    use IdentifierKind::{ResidentId, SocialCredit};
    assert_eq!(told, [("赵甲", ResidentId, NUMBER), ("某物业", SocialCredit, "91350100M000100Y43")]);
}

#[test]
fn a_number_of_nobody_is_not_sent_and_none_is_shown_by_what_was_typed() {
    let number = format!("路人={NUMBER}");
    let refused = intake_of(&["--source", "window", "--identifier", &number]).unwrap_err().to_string();
    assert!(refused.contains("路人") && !refused.contains(NUMBER), "{refused}");
    let typed = typed(&["--source", "window", "--identifier", &number]).unwrap();
    assert!(!format!("{typed:?}").contains(NUMBER));
}

#[test]
fn the_sort_of_an_own_number_is_a_word() {
    let typed = typed(&["--own-number", "(2026)临0101民初1号", "--own-number-kind", "court-case"]).unwrap();
    assert_eq!(typed.intake.own_number_kind, Some(OwnNumberKind::CourtCase));
}

#[test]
fn a_matter_is_shown_with_how_it_came_and_numbers_by_their_ends() {
    let known = Identification { party: "赵甲".into(), masked: "**************002X".into(), ..Default::default() };
    let intake = Intake {
        source: Source::Proxy as i32,
        on_behalf_of: "990121.judicial-bureau".into(),
        identifications: vec![known],
        ..Intake::default()
    };
    let class = Class::SolvedOnTheSpot(SolvedOnTheSpot { result: "当场修复".into() });
    let matter = Matter {
        intake: Some(intake),
        triage: Some(Triage { reason: String::new(), class: Some(class) }),
        deferred_handoff_to: "990121.judicial-bureau".into(),
        ..Matter::default()
    };
    let shown = tables::matter(&matter);
    for part in ["代 990121.judicial-bureau 收", "代收待移交", "赵甲 **************002X", "当场解决：当场修复"]
    {
        assert!(shown.contains(part), "{part} in\n{shown}");
    }
}

#[test]
fn a_likely_duplicate_is_shown_with_its_reasons() {
    let reason = DuplicateReason { text_zh: "“赵甲”的证件号码相同".into(), ..DuplicateReason::default() };
    let duplicate = Duplicate {
        matter_id: "m-2".into(),
        state: MatterState::Open as i32,
        linked: true,
        reasons: vec![reason],
        ..Duplicate::default()
    };
    let shown = duplicates::table(&FindDuplicatesResponse { duplicates: vec![duplicate] });
    for part in ["m-2", "在办", "是", "“赵甲”的证件号码相同", "共 1 件"] {
        assert!(shown.contains(part), "{part} in\n{shown}");
    }
}

//! What the police do not mediate and do not hand over, the cards, and what a case asks for before something may be done.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests stop at the first thing that is not as it says")]

use duijie_core::{
    command::Answer,
    decide::Act,
    dossier::{
        AccidentDocument, AccidentFinding, AccidentLoss, Approval, Approved, Card, ConsentState, Elsewhere,
        ElsewhereStep, Entry, LossKnownBy, MediationAsked, Override, Sparing, WrittenRequest,
    },
    exclusion::Excluded,
    matter::own::Ending,
    refusal::Refusal,
    time::Date,
};
use duijie_kit::data::calendar_file::built_in;
use duijie_testkit::{
    desk::code,
    exclusions::tried,
    own::OwnClock,
    sample::{beijing, kind, material, text},
};

fn station() -> OwnClock {
    let agency = "990102.public-security".parse().unwrap();
    OwnClock::new(agency, duijie_public_security::rules(), built_in().unwrap(), "2026-06-08")
}

#[test]
fn every_exclusion_is_refused_with_its_article_and_what_to_do_instead() {
    let not_mediated = [
        "NOT_MINOR",
        "HIRED_VIOLENCE",
        "GANG_AFFRAY",
        "REPEATED_VIOLATIONS",
        "PARTY_UNWILLING",
        "VIOLATION_DURING_MEDIATION",
        "SUSPECT_ABSCONDED",
        "OTHERWISE_UNSUITABLE",
    ];
    let not_settled = [
        "HIRED_VIOLENCE",
        "ORGANISED_CRIME",
        "AFFRAY",
        "GROUP_FIGHT",
        "REPEATED_INJURY",
        "SETTLEMENT_UNSUITABLE",
        "INTENTIONAL_CRIME_WITHIN_FIVE_YEARS",
        "TOO_GRAVE",
        "NO_REPENTANCE",
    ];
    let mut expected: Vec<_> = not_mediated.map(|code| format!("police EXCLUDED_{code}")).into();
    expected.extend(not_settled.map(|code| format!("prosecution EXCLUDED_{code}")));
    let petitions = ["EXCLUSIVE_JURISDICTION", "PENDING_PROCEDURE", "ADMINISTRATIVE_DISPUTE", "OTHERWISE_NOT_MEDIABLE"];
    expected.extend(petitions.map(|code| format!("petition EXCLUDED_{code}")));
    for rule in ["GA04", "GA05", "GA06"] {
        expected.extend(not_mediated.map(|code| format!("{rule} EXCLUDED_{code}")));
    }
    let not_spared = ["NOT_MINOR", "HIRED_VIOLENCE", "GANG_AFFRAY", "REPEATED_VIOLATIONS"];
    expected.extend(not_spared.map(|code| format!("GA10 EXCLUDED_{code}")));
    assert_eq!(tried(station), expected);
}

#[test]
fn a_party_who_does_not_want_it_is_not_mediated_by_the_police_either() {
    let mut station = station();
    station.say("乙", ConsentState::Refused);
    assert_eq!(code(station.start("GA04")), "EXCLUDED_PARTY_UNWILLING");
    assert_eq!(code(station.hand_over("police")), "CONSENT_REFUSED");
    station.say("乙", ConsentState::Given);
    assert_eq!(code(station.hand_over("police")), "CONSENT_MISSING");
    station.say("甲", ConsentState::Given);
    let refusal = station.hand_over("police").unwrap_err();
    assert_eq!(refusal.code, "APPROVAL_MISSING");
    assert!(refusal.zh.contains("值班领导") && refusal.zh.contains("移交卡"), "{}", refusal.zh);
    station.write(Entry::Card(Card::Another { to: text("驻所调解室"), opinion: text("属民事纠纷") })).unwrap();
    let card = Approved::Card(station.matter().dossier.last().unwrap().position);
    station.desk.officer = text("值班领导");
    approve(&mut station, card, Answer::Grant).unwrap();
    station.hand_over("police").unwrap();
    station.start("GA04").unwrap();
}

#[test]
fn a_suspect_who_runs_away_during_the_first_mediation_gets_no_second_one() {
    let mut station = station();
    station.start("GA07").unwrap();
    station.start("GA04").unwrap();
    station.find("suspect_absconded").unwrap();
    station.fail("GA04").unwrap();
    assert_eq!(station.running(), ["GA08"]);
}

fn approve(station: &mut OwnClock, of: Approved, answer: Answer) -> Result<Vec<Act>, Refusal> {
    station.write(Entry::Approval(Approval { of, answer, opinion: None, document: None }))
}

#[test]
fn a_minor_crime_is_settled_only_once_the_head_has_approved_and_never_if_violence_was_hired() {
    let mut station = station();
    station.say("甲", ConsentState::Given);
    station.say("乙", ConsentState::Given);
    let refusal = station.hand_over("prosecution").unwrap_err();
    assert_eq!(
        (refusal.code.as_str(), refusal.basis.as_deref()),
        ("APPROVAL_MISSING", Some("《公安机关办理刑事案件程序规定》第333条"))
    );
    approve(&mut station, Approved::Kind(kind("prosecution")), Answer::Refuse).unwrap();
    assert_eq!(code(station.hand_over("prosecution")), "APPROVAL_REFUSED");
    approve(&mut station, Approved::Kind(kind("prosecution")), Answer::Grant).unwrap();
    station.find("hired_violence").unwrap();
    let refusal = station.hand_over("prosecution").unwrap_err();
    assert_eq!(
        (refusal.code.as_str(), refusal.basis.as_deref()),
        ("EXCLUDED_HIRED_VIOLENCE", Some("《公安机关办理刑事案件程序规定》第334条第1项"))
    );
    let let_pass = |code: &str| {
        let (code, excluded) = (code.parse().unwrap(), Excluded::Kind(kind("prosecution")));
        Entry::Override(Override { code, excluded, reason: text("已取得谅解"), document: None })
    };
    assert_eq!(code(station.write(let_pass("hired_violence"))), "NOT_OVERRIDABLE");
}

#[test]
fn what_is_unsuitable_otherwise_the_head_may_settle_all_the_same() {
    let mut station = station();
    approve(&mut station, Approved::Kind(kind("prosecution")), Answer::Grant).unwrap();
    station.find("settlement_unsuitable").unwrap();
    assert_eq!(code(station.hand_over("prosecution")), "EXCLUDED_SETTLEMENT_UNSUITABLE");
    let (circumstance, excluded) = ("settlement_unsuitable".parse().unwrap(), Excluded::Kind(kind("prosecution")));
    let it = Override { code: circumstance, excluded, reason: text("双方系近亲属"), document: None };
    station.write(Entry::Override(it)).unwrap();
    let refusal = station.hand_over("prosecution").unwrap_err();
    assert_eq!(refusal.code, "CONSENT_MISSING", "it is settled freely or not at all");
    assert!(refusal.basis.unwrap().contains("《刑事诉讼法》第288条"));
    for party in ["甲", "乙"] {
        station.say(party, ConsentState::Given);
    }
    station.hand_over("prosecution").unwrap();
}

#[test]
fn a_transfer_card_is_approved_by_another_and_what_a_leader_refuses_is_not_handed_over() {
    let mut station = station();
    let card =
        Card::Another { to: text("驻所人民调解室"), opinion: text("属民事纠纷，双方同意调解") };
    station.write(Entry::Card(card)).unwrap();
    let position = station.matter().dossier.last().unwrap().position;
    assert_eq!(code(approve(&mut station, Approved::Card(position), Answer::Grant)), "OWN_CARD");
    assert_eq!(code(approve(&mut station, Approved::Card(position + 9), Answer::Grant)), "CARD_UNKNOWN");
    station.write(Entry::Card(Card::Ours { opinion: text("本所调处") })).unwrap();
    let ours = station.matter().dossier.last().unwrap().position;
    assert_eq!(code(approve(&mut station, Approved::Card(ours), Answer::Grant)), "CARD_UNKNOWN");
    assert_eq!(code(approve(&mut station, Approved::Kind(kind("letters")), Answer::Grant)), "KIND_NOT_SENT");
    station.say("甲", ConsentState::Given);
    station.say("乙", ConsentState::Given);
    approve(&mut station, Approved::Kind(kind("police")), Answer::Refuse).unwrap();
    assert_eq!(code(station.hand_over("police")), "APPROVAL_REFUSED");
}

fn elsewhere(step: ElsewhereStep) -> Entry {
    Entry::Elsewhere(Elsewhere {
        unit: text("青河县公安局某派出所"),
        step,
        text: (step == ElsewhereStep::PassedOn).then(|| text("电话告知报案人")),
    })
}

#[test]
fn what_belongs_to_another_unit_goes_there_within_twenty_four_hours_from_the_next_full_hour() {
    let mut station = station();
    assert_eq!(code(station.write(elsewhere(ElsewhereStep::PassedOn))), "NOT_FOUND_ELSEWHERE");
    station.write(elsewhere(ElsewhereStep::Found)).unwrap();
    assert_eq!(station.due("GA02"), "2026-06-09 11:00");
    station.on("2026-06-09").write(elsewhere(ElsewhereStep::PassedOn)).unwrap();
    assert!(station.running().is_empty(), "passed on in time: {:?}", station.running());
}

fn finding(received_on: Date) -> Entry {
    let (kind, number) = (AccidentDocument::Finding, text("第990102号"));
    Entry::AccidentFinding(AccidentFinding { kind, number, received_on, document: None })
}

fn asked(parties: &[&str]) -> Entry {
    let parties = parties.iter().map(|name| text(name)).collect();
    Entry::MediationAsked(MediationAsked { parties, document: material("调解申请书") })
}

#[test]
fn traffic_police_mediate_not_before_the_finding_and_only_when_all_ask_in_time() {
    let mut station = station();
    let refusal = station.start("GA12").unwrap_err();
    assert_eq!(
        (refusal.code.as_str(), refusal.basis.as_deref()),
        ("NOT_BEFORE", Some("《道路交通事故处理程序规定》第90条"))
    );
    assert!(refusal.zh.contains("认定书"), "{}", refusal.zh);
    assert_eq!(code(station.write(finding(Date::constant(2026, 6, 9)))), "NOT_YET");
    station.write(finding(Date::constant(2026, 6, 5))).unwrap();
    assert_eq!(station.due("GA11"), "2026-06-15 24:00");
    let refusal = station.write(asked(&["甲"])).unwrap_err();
    assert_eq!(
        (refusal.code.as_str(), refusal.basis.as_deref()),
        ("APPLICANTS_INCOMPLETE", Some("《道路交通事故处理程序规定》第86条"))
    );
    let mut late = station.clone();
    late.desk.now = beijing(2026, 6, 16, 0);
    assert_eq!(code(late.write(asked(&["甲", "乙"]))), "TERM_OVER");
    station.on("2026-06-15").write(asked(&["甲", "乙"])).unwrap();
    assert!(station.running().is_empty(), "what it cost is not known yet");
    assert_eq!(code(station.write(loss(Date::constant(2026, 6, 16)))), "NOT_YET");
    let mut known = station.clone();
    station.on("2026-07-02").write(loss(Date::constant(2026, 7, 1))).unwrap();
    assert_eq!((station.due("GA12"), station.running()), ("2026-07-13 24:00".into(), vec!["GA12".to_owned()]));
    known.write(loss(Date::constant(2026, 6, 10))).unwrap();
    assert_eq!(known.due("GA12"), "2026-06-25 24:00", "known before they asked: from the request");
}

#[test]
fn nobody_asks_the_traffic_police_before_a_finding_and_what_was_known_by_then_counts_from_the_request() {
    let mut station = station();
    let refusal = station.write(asked(&["甲", "乙"])).unwrap_err();
    assert_eq!(
        (refusal.code.as_str(), refusal.basis.as_deref()),
        ("NOT_BEFORE", Some("《道路交通事故处理程序规定》第86条"))
    );
    assert!(refusal.zh.contains("accident_finding") && refusal.zh.contains("认定书"), "{}", refusal.zh);
    station.write(finding(Date::constant(2026, 6, 5))).unwrap();
    station.write(loss(Date::constant(2026, 6, 6))).unwrap();
    assert_eq!(station.running(), ["GA11"]);
    station.on("2026-06-10").write(asked(&["甲", "乙"])).unwrap();
    assert_eq!((station.due("GA12"), station.running()), ("2026-06-22 24:00".into(), vec!["GA12".to_owned()]));
}

fn loss(on: Date) -> Entry {
    Entry::AccidentLoss(AccidentLoss { by: LossKnownBy::Treatment, on, document: None })
}

fn sparing(parties: &[&str], performed_on: Date) -> Entry {
    let request = |name: &&str| WrittenRequest { party: text(name), document: material("不予处罚申请书") };
    Entry::Sparing(Sparing {
        agreement: material("人民调解协议书"),
        performed_on,
        performance: material("收条"),
        requests: parties.iter().map(request).collect(),
    })
}

#[test]
fn nobody_is_punished_only_if_it_was_performed_and_all_asked_in_writing_before_the_decision() {
    let mut station = station();
    station.start("GA07").unwrap();
    let refusal = station.write(sparing(&["甲"], Date::constant(2026, 6, 8))).unwrap_err();
    assert_eq!(refusal.code, "APPLICANTS_INCOMPLETE");
    assert!(refusal.basis.unwrap().contains("第9条第4款"));
    assert_eq!(code(station.write(sparing(&["甲", "乙"], Date::constant(2026, 6, 9)))), "NOT_YET");
    station.write(sparing(&["甲", "乙"], Date::constant(2026, 6, 8))).unwrap();
    station.on("2026-06-12").end("GA07", Ending::Done).unwrap();
    let refusal = station.write(sparing(&["甲", "乙"], Date::constant(2026, 6, 8))).unwrap_err();
    assert_eq!(refusal.code, "DECISION_MADE");
    assert!(refusal.basis.unwrap().contains("第186条"));
}

#[test]
fn the_police_accept_a_request_to_be_spared_before_the_decision_and_only_in_cases_that_may_be_mediated() {
    let mut station = station();
    station.start("GA07").unwrap();
    assert_eq!(code(approve(&mut station, Approved::Sparing(1), Answer::Grant)), "SPARING_UNKNOWN");
    station.write(sparing(&["甲", "乙"], Date::constant(2026, 6, 8))).unwrap();
    let (asked, word) = station.matter().sparing().unwrap();
    assert!(word.is_none(), "it is still to be accepted");
    let mut excluded = station.clone();
    excluded.find("not_minor").unwrap();
    assert_eq!(code(approve(&mut excluded, Approved::Sparing(asked), Answer::Grant)), "EXCLUDED_NOT_MINOR");
    assert_eq!(code(excluded.write(sparing(&["甲", "乙"], Date::constant(2026, 6, 8)))), "EXCLUDED_NOT_MINOR");
    let mut decided = station.clone();
    decided.on("2026-06-12").end("GA07", Ending::Done).unwrap();
    assert_eq!(code(approve(&mut decided, Approved::Sparing(asked), Answer::Grant)), "DECISION_MADE");
    approve(&mut station, Approved::Sparing(asked), Answer::Grant).unwrap();
    assert_eq!(station.matter().sparing().unwrap().1.unwrap().answer, Answer::Grant);
}

#[test]
fn a_day_that_is_still_to_come_is_refused_by_its_field_with_an_example() {
    let refusal = station().write(finding(Date::constant(2026, 6, 9))).unwrap_err();
    let [field] = refusal.fields.as_slice() else { panic!("{refusal:?}") };
    assert_eq!(field.path, "entry.accident_finding.received_on");
    assert!(field.zh.ends_with("例如 2026-06-08") && field.en.ends_with("for example 2026-06-08"), "{field:?}");
    assert!(refusal.zh.contains("received_on"), "{}", refusal.zh);
}

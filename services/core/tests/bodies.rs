//! Which mediation bodies are proposed and may be assigned, how a matter goes up the tiers, and what follows its agreement.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    bodies::{
        Bodies, MediationBody, Mediator, Speciality, Tier,
        routing::{Routing, propose},
    },
    command::{Command, Step},
    confidential::Confidential,
    decide::Act,
    dossier::{Entry, FollowUp, Instalment, JointPanel, Performance, Performed, Satisfaction},
    due::display_due,
    matter::{Matter, own::EndedBy},
    outcome::{Agreement, OutcomeResult},
    referral::{Duty, Stage},
    refusal::Refusal,
    rules::Mediates,
    subject::Place,
};
use duijie_testkit::{
    TwoDesks,
    desk::code,
    sample::{material, text},
    steps::{conclude_with, record_attempt},
};
use std::num::NonZeroU32;

fn body(id: &str, tier: Tier, parent: Option<&str>, place: &str) -> MediationBody {
    MediationBody {
        id: id.parse().unwrap(),
        name: text(&format!("某{id}")),
        tier,
        parent: parent.map(|id| id.parse().unwrap()),
        places: vec![Place::parse(place).unwrap()],
        kinds: Vec::new(),
        specialities: Vec::new(),
        capacity: 10,
        mediators: vec![Mediator { name: text("丙"), specialities: vec![Speciality::Neighbours] }],
    }
}

fn tree() -> Vec<MediationBody> {
    let committee =
        |id, field| MediationBody { specialities: vec![field], ..body(id, Tier::Committee, Some("county"), "320102") };
    vec![
        body("county", Tier::County, None, "320100"),
        body("township", Tier::Township, Some("county"), "320102"),
        body("village", Tier::Village, Some("township"), "320102"),
        body("elsewhere", Tier::Township, Some("county"), "320199"),
        committee("medical", Speciality::Medical),
        committee("neighbours", Speciality::Neighbours),
    ]
}

/// The receiver lists its bodies and has accepted a neighbours' quarrel.
fn listed() -> TwoDesks {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.receiver.rules.mediates = Mediates::Among(Bodies::new(tree()).unwrap());
    desks
}

fn matter(desks: &TwoDesks) -> &Matter {
    desks.receiver.matter.as_ref().unwrap()
}

fn assign(body: &str, again: Option<&str>) -> Step {
    Step::AssignBody { body: text(body), again: again.map(text) }
}

fn write(desks: &mut TwoDesks, entry: Entry) -> Result<Vec<Act>, Refusal> {
    let matter = matter(desks).id.clone();
    desks.receiver.command(Command::AddEntry { matter, entry: Box::new(entry) })
}

/// Ids of what is proposed, then of what is set aside.
fn routed(desks: &TwoDesks, load: impl Fn(&str) -> u32) -> (Vec<String>, Vec<String>) {
    let bodies = desks.receiver.rules.bodies().unwrap();
    let Routing { proposals, set_aside } = propose(bodies, matter(desks), desks.receiver.referral(), load);
    let ids = |all: Vec<duijie_core::bodies::routing::Proposal<'_>>| {
        all.into_iter().map(|it| it.body.id.to_string()).collect()
    };
    (ids(proposals), ids(set_aside))
}

#[test]
fn the_field_comes_first_then_the_nearest_place_then_who_has_room() {
    let desks = listed();
    assert_eq!(routed(&desks, |_| 0).0, ["neighbours", "township", "village", "county"]);
    assert_eq!(
        routed(&desks, |name| u32::from(name == "某township")).0,
        ["neighbours", "village", "township", "county"]
    );
    let full = |name: &str| if name == "某neighbours" { 10 } else { 0 };
    assert_eq!(routed(&desks, full).0, ["township", "village", "county", "neighbours"]);
    let routing = propose(desks.receiver.rules.bodies().unwrap(), matter(&desks), desks.receiver.referral(), full);
    let last: Vec<_> = routing.proposals[3].reasons.iter().map(|(zh, _)| zh.as_str()).collect();
    assert_eq!(
        last,
        ["专业对口：邻里", "属地相符：行业性、专业性组织，区划代码前缀 6 位", "已满：在办 10 件，可承办 10 件"]
    );
}

#[test]
fn two_failed_attempts_propose_the_body_above_and_never_who_has_failed() {
    let mut desks = listed();
    desks.receiver(assign("village", None)).unwrap();
    assert_eq!(desks.receiver.referral().mediation_body, Some(text("某village")));
    for _ in 0..2 {
        desks.receiver(record_attempt()).unwrap();
    }
    let (proposed, aside) = routed(&desks, |_| 0);
    assert_eq!(
        (proposed, aside),
        (vec!["township".into(), "county".into(), "neighbours".into()], vec!["village".into()])
    );
    desks.receiver(assign("township", None)).unwrap();
    for _ in 0..2 {
        desks.receiver(record_attempt()).unwrap();
    }
    assert_eq!(
        routed(&desks, |_| 0),
        (vec!["county".into(), "neighbours".into()], vec!["township".into(), "village".into()])
    );
    let due = desks.receiver.referral().deadline(Duty::Handle).unwrap().due.due;
    desks.receiver(assign("county", None)).unwrap();
    assert_eq!(desks.receiver.referral().deadline(Duty::Handle).unwrap().due.due, due, "the citizen's time runs on");
    desks.settle();
    assert_eq!(desks.sender.referral().failed_bodies, [text("某village"), text("某township")]);
}

#[test]
fn a_body_that_has_failed_is_not_assigned_again_but_by_a_leader_who_says_why() {
    let mut desks = listed();
    desks.receiver(assign("village", None)).unwrap();
    for _ in 0..2 {
        desks.receiver(record_attempt()).unwrap();
    }
    assert_eq!(code(desks.receiver(assign("village", Some("再试")))), "BODY_FAILED");
    desks.receiver(assign("township", None)).unwrap();
    let Err(refusal) = desks.receiver(assign("village", None)) else { panic!("not refused") };
    assert_eq!(refusal.code, "BODY_FAILED");
    assert!(refusal.zh.contains("某village → 某township"), "{}", refusal.zh);
    desks.receiver(assign("village", Some("村里情况有变"))).unwrap();
    desks.receiver(record_attempt()).unwrap();
}

#[test]
fn who_is_not_listed_is_refused_with_the_nearest_name() {
    let mut desks = listed();
    let Err(refusal) = desks.receiver(assign("某vilage", None)) else { panic!("not refused") };
    assert_eq!(refusal.code, "BODY_UNKNOWN");
    assert!(refusal.zh.contains("是否应为“某village”") && refusal.en.contains("did you mean"), "{}", refusal.zh);
    desks.receiver(assign("village", None)).unwrap();
    let mediator = |name: &str| Step::AssignMediator { mediator: text(name) };
    assert_eq!(code(desks.receiver(mediator("丁"))), "MEDIATOR_UNKNOWN");
    desks.receiver(mediator("丙")).unwrap();
    let held_at = desks.receiver.now;
    let panel = |lead: &str| {
        let (assisting, opinion) = (vec![text("village")], Confidential::new(text("共用通道")));
        Entry::JointPanel(JointPanel { lead: text(lead), assisting, held_at, opinion })
    };
    assert_eq!(code(write(&mut desks, panel("某县"))), "BODY_UNKNOWN");
    assert_eq!(code(write(&mut desks, panel("village"))), "BODY_TWICE");
    write(&mut desks, panel("county")).unwrap();
}

#[test]
fn an_agency_that_lists_none_writes_bodies_as_it_likes() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.receiver(assign("任何名称", None)).unwrap();
    desks.receiver(Step::AssignMediator { mediator: text("任何人") }).unwrap();
    desks.receiver(conclude_with(agreement(Some("2026-03-20")))).unwrap();
    assert!(matter(&desks).own.is_empty());
}

fn agreement(perform_by: Option<&str>) -> OutcomeResult {
    let perform_by = perform_by.map(|date| date.parse().unwrap());
    OutcomeResult::Agreement(Agreement { document: material("人民调解协议书"), perform_by })
}

fn performed(performed: Performed, instalment: Option<(u32, u32)>, proven: bool) -> Entry {
    let number = |number| NonZeroU32::new(number).unwrap();
    Entry::Performance(Performance {
        performed,
        instalment: instalment.map(|(at, of)| Instalment { number: number(at), of: number(of) }),
        on: "2026-03-02".parse().unwrap(),
        evidence: proven.then(|| material("收条")),
        text: None,
    })
}

fn follow_up(satisfaction: Satisfaction, measures: Option<&str>) -> Entry {
    let (on, party) = ("2026-03-02".parse().unwrap(), text("甲"));
    Entry::FollowUp(FollowUp { on, party, satisfaction, measures: measures.map(text) })
}

#[test]
fn a_call_back_is_owed_from_the_day_of_performance_and_done_by_its_record() {
    let mut desks = listed();
    assert_eq!(code(write(&mut desks, follow_up(Satisfaction::Satisfied, None))), "NO_AGREEMENT_REACHED");
    assert_eq!(code(write(&mut desks, performed(Performed::Done, None, true))), "NO_AGREEMENT_REACHED");
    desks.receiver(conclude_with(agreement(Some("2026-03-20")))).unwrap();
    let own = matter(&desks).own.first().unwrap();
    assert_eq!((own.rule().as_str(), own.runs()), ("DS04", true));
    // Thirty days from 20 March end on a Sunday; the Monday after it is the last day.
    assert_eq!(display_due(own.deadline.due.due), "2026-04-20 24:00");
    assert_eq!(code(write(&mut desks, follow_up(Satisfaction::Dissatisfied, None))), "MEASURES_MISSING");
    write(&mut desks, follow_up(Satisfaction::Dissatisfied, Some("再次约谈"))).unwrap();
    let by = matter(&desks).own[0].ended.as_ref().map(|ended| ended.by);
    assert!(matches!(by, Some(EndedBy::Word(_))), "{by:?}");
}

#[test]
fn an_agreement_is_performed_as_a_whole_or_when_every_instalment_is() {
    let mut desks = listed();
    desks.receiver(conclude_with(agreement(None))).unwrap();
    assert_eq!(code(write(&mut desks, performed(Performed::Done, None, false))), "EVIDENCE_MISSING");
    for (entry, whole) in [
        (performed(Performed::Done, Some((1, 2)), true), false),
        (performed(Performed::Breached, Some((2, 2)), false), false),
        (performed(Performed::Done, Some((2, 2)), true), true),
    ] {
        write(&mut desks, entry).unwrap();
        assert_eq!(matter(&desks).is_performed(), whole);
    }
}

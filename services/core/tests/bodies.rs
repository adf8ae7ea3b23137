//! Which mediation bodies are proposed and may be assigned, and how a matter goes up the tiers.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    bodies::{
        Bodies, MediationBody, Mediator, Speciality, Tier,
        routing::{Routing, propose},
    },
    command::{Command, Step},
    confidential::Confidential,
    decide::{Act, next_steps},
    dossier::{Entry, JointPanel},
    matter::Matter,
    referral::{Duty, Stage},
    refusal::Refusal,
    rules::Mediates,
    subject::Place,
};
use duijie_testkit::{TwoDesks, desk::code, sample::text, steps::record_attempt};

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
    let Routing { proposals, set_aside, nothing: _ } = propose(bodies, matter(desks), desks.receiver.referral(), load);
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
    assert_eq!(routing.nothing, None);
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
fn after_failures_only_what_would_be_proposed_is_assigned_unless_a_leader_says_why() {
    let mut desks = listed();
    desks.receiver(assign("village", None)).unwrap();
    desks.receiver(Step::AssignMediator { mediator: text("丙") }).unwrap();
    fail(&mut desks, 2);
    let Err(refusal) = desks.receiver(assign("medical", None)) else { panic!("not refused") };
    assert_eq!(refusal.code, "BODY_NOT_PROPOSED");
    assert!(refusal.zh.contains("可以指派：某township、某county、某neighbours"), "{}", refusal.zh);
    assert_eq!(refusal.basis.as_deref(), Some("某县公调对接做法（实践做法，无法定依据）"));
    assert_eq!(desks.receiver.referral().mediation_body, Some(text("某village")));
    desks.receiver(assign("medical", Some("兼有医疗争议"))).unwrap();
    assert_eq!(desks.receiver.referral().mediator, None, "the new body has named nobody yet");
    desks.settle();
    assert_eq!(desks.sender.referral().mediator, None);
    desks.receiver(assign("medical", None)).unwrap();
    assert_eq!(code(desks.receiver(assign("elsewhere", None))), "BODY_NOT_PROPOSED");
}

fn fail(desks: &mut TwoDesks, times: usize) {
    for _ in 0..times {
        desks.receiver(record_attempt()).unwrap();
    }
}

#[test]
fn when_the_body_on_top_has_failed_too_a_joint_panel_or_the_end_is_what_is_left() {
    let mut desks = listed();
    for body in ["neighbours", "county"] {
        desks.receiver(assign(body, None)).unwrap();
        fail(&mut desks, 2);
    }
    let bodies = desks.receiver.rules.bodies().unwrap();
    let routing = propose(bodies, matter(&desks), desks.receiver.referral(), |_| 0);
    assert!(routing.proposals.is_empty());
    assert!(routing.nothing.unwrap().0.contains("会诊"));
    let steps = next_steps(desks.receiver.now, &desks.receiver.rules, matter(&desks), desks.receiver.referral());
    let told: Vec<_> = steps.iter().map(|(words, basis)| (words.zh, *basis)).collect();
    assert!(told[0].0.contains("会诊") && told[0].0.contains("仲裁、行政、司法"), "{told:?}");
    assert_eq!((told.len(), told[0].1), (1, "《人民调解法》第26条"));
    let Err(refusal) = desks.receiver(record_attempt()) else { panic!("not refused") };
    assert!(refusal.code == "PASS_UP" && refusal.zh.contains("会诊"), "{}", refusal.zh);
    let Err(refusal) = desks.receiver(assign("township", None)) else { panic!("not refused") };
    assert!(refusal.code == "BODY_NOT_PROPOSED" && refusal.zh.contains("办结为调解不成"), "{}", refusal.zh);
}

#[test]
fn why_nothing_is_proposed_is_said() {
    let mut desks = listed();
    let far =
        MediationBody { places: vec![Place::parse("990101").unwrap()], ..body("far", Tier::County, None, "320100") };
    desks.receiver.rules.mediates = Mediates::Among(Bodies::new(vec![far]).unwrap());
    let bodies = desks.receiver.rules.bodies().unwrap();
    let why = propose(bodies, matter(&desks), desks.receiver.referral(), |_| 0).nothing.unwrap().0;
    assert!(why.starts_with("名录中没有服务区划 320102"), "{why}");
    let medical =
        MediationBody { specialities: vec![Speciality::Medical], ..body("medical", Tier::Committee, None, "320102") };
    desks.receiver.rules.mediates = Mediates::Among(Bodies::new(vec![medical]).unwrap());
    let bodies = desks.receiver.rules.bodies().unwrap();
    let why = propose(bodies, matter(&desks), desks.receiver.referral(), |_| 0).nothing.unwrap().0;
    assert!(why.contains("都不受理 police 类对接或者该类纠纷"), "{why}");
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
    let (lead, opinion) = (text("county"), Confidential::new(text("共用通道")));
    let alone = JointPanel { lead, assisting: Vec::new(), held_at, opinion };
    assert_eq!(code(write(&mut desks, Entry::JointPanel(alone))), "ASSISTING_MISSING");
}

#[test]
fn an_agency_that_lists_none_writes_bodies_as_it_likes() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.receiver(assign("任何名称", None)).unwrap();
    desks.receiver(Step::AssignMediator { mediator: text("任何人") }).unwrap();
    fail(&mut desks, 1);
    desks.receiver(assign("另一名称", None)).unwrap();
}

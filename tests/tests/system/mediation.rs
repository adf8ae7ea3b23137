//! Mediation bodies by tier, and whoever mediates, between real services (case scripts 3 and 8).

use duijie_cli::args::Role;
use duijie_proto::v1::{
    AddEntryRequest, CheckDossierRequest, DeadlineState, Disclosure, DossierEntry, Duty, GetTimelineRequest,
    JointPanel, ListDeadlinesRequest, ProposeRoutingRequest, ProposeRoutingResponse, Recusal, RecusalDecision,
    RecusalRuling, Referral, ReferralState, ReloadRequest, Tie, dossier_entry::Entry,
};
use duijie_tests::{
    step,
    system::{
        clerk::{Clerk, reason},
        handoff::{Handoff, RECEIVER, approved, done},
        requests::{self, new_id},
        town::{Town, instant},
    },
};

/// 10:00 on Tuesday 10 March 2026.
const TUESDAY: &str = "2026-03-10T10:00:00+08:00";
const CONCEDED: &str = "对方愿意让出半米通道";

const BODIES: &str = r#"[[bodies]]
id = "county"
name = "青河县调解中心"
tier = "county"
places = ["320102"]
capacity = 50

[[bodies]]
id = "township"
name = "白石镇调处中心"
tier = "township"
parent = "county"
places = ["320102001"]
capacity = 20

[[bodies]]
id = "village"
name = "柳树村调委会"
tier = "village"
parent = "township"
places = ["320102001"]
capacity = 20
mediators = [{ name = "己一" }]

[[bodies]]
id = "medical"
name = "青河县医调委"
tier = "committee"
parent = "county"
places = ["320102"]
specialities = ["medical"]
capacity = 20
mediators = [{ name = "丙", specialities = ["medical"] }, { name = "庚", specialities = ["medical"] }]
"#;

/// A town whose bureau lists its bodies.
async fn town() -> Town {
    let mut town = Town::sandbox(TUESDAY).await;
    town.stop(RECEIVER).await;
    let home = town.agency(RECEIVER).home().clone();
    std::fs::write(home.dir.join("bodies.toml"), BODIES).unwrap();
    let config = std::fs::read_to_string(home.config_file()).unwrap();
    std::fs::write(home.config_file(), format!("bodies_file = \"bodies.toml\"\n{config}")).unwrap();
    town.start(RECEIVER).await;
    town
}

/// Handed over by the police, signed for and accepted.
async fn accepted(town: &Town, title: &str, category: &str) -> Handoff {
    let (sender, receiver) = (town.clerk("public-security"), town.clerk(RECEIVER));
    let mut register = requests::register(title);
    register.category = category.to_owned();
    let matter_id = done(&sender, register).await.matter.unwrap().matter_id;
    approved(&sender, &matter_id).await;
    let refer = requests::refer(&matter_id, "police", receiver.agency());
    let id = done(&sender, refer).await.referral.unwrap().referral_id;
    let handoff = Handoff { sender, receiver, matter_id, id };
    handoff.both(ReferralState::Arrived).await;
    done(&handoff.receiver, step!(AcknowledgeRequest, handoff.id)).await;
    done(&handoff.receiver, step!(AcceptRequest, handoff.id)).await;
    handoff.both(ReferralState::Accepted).await;
    handoff
}

async fn routed(handoff: &Handoff) -> (Vec<String>, ProposeRoutingResponse) {
    let request = ProposeRoutingRequest { referral_id: handoff.id.clone(), min_position: 0 };
    let answer = done(&handoff.receiver, request).await;
    (answer.proposals.iter().map(|it| it.body_id.clone()).collect(), answer)
}

async fn assign(handoff: &Handoff, body: &str) {
    done(&handoff.receiver, step!(AssignBodyRequest, handoff.id, body: body.to_owned())).await;
}

async fn fails_twice(handoff: &Handoff) {
    for _ in 0..2 {
        done(&handoff.receiver, step!(RecordAttemptRequest, handoff.id, text: CONCEDED.to_owned())).await;
    }
}

/// Writes into the receiver's file; gives the entry's position.
async fn written(handoff: &Handoff, matter_id: &str, entry: Entry) -> u64 {
    let entry = Some(DossierEntry { entry: Some(entry) });
    let matter_id = matter_id.to_owned();
    let request = AddEntryRequest { request_id: new_id(), matter_id, entry, validate_only: false };
    done(&handoff.receiver, request).await.item.unwrap().position
}

async fn matter_here(handoff: &Handoff) -> String {
    handoff.receiver.referral(&handoff.id).await.unwrap().matter_id
}

fn handle_due(referral: &Referral) -> Option<prost_types::Timestamp> {
    let deadline = referral.deadlines.iter().find(|deadline| deadline.duty() == Duty::Handle)?;
    deadline.due.as_ref()?.due
}

async fn timeline(clerk: &Clerk, matter_id: &str) -> Vec<(String, String)> {
    let matter_id = matter_id.to_owned();
    let request = GetTimelineRequest { matter_id, ..GetTimelineRequest::default() };
    done(clerk, request).await.entries.into_iter().map(|it| (it.what, it.text_zh)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_failures_pass_up_a_tier_until_the_county_panel_succeeds() {
    let town = town().await;
    let handoff = accepted(&town, "宅基地通行", "邻里通行纠纷").await;
    assert_eq!(routed(&handoff).await.0, ["township", "village", "county"]);
    let unknown = step!(AssignBodyRequest, handoff.id, body: "柳树村调解会".to_owned());
    let refused = handoff.receiver.insist(unknown).await.unwrap_err();
    assert_eq!(reason(&refused), "BODY_UNKNOWN");
    assign(&handoff, "village").await;
    fails_twice(&handoff).await;
    let (up, answer) = routed(&handoff).await;
    assert_eq!(up, ["township", "county"]);
    assert_eq!(answer.proposals[0].reasons_zh[0], "现调解组织已连续 2 次调解不成，这是其上一级组织");
    assert_eq!(answer.set_aside[0].body_id, "village");
    assert_eq!((answer.set_aside[0].load, answer.set_aside[0].capacity), (1, 20));
    assert_eq!(answer.handle_due, Some(instant("2026-04-11T00:00:00+08:00")));
    assert!(answer.time_zh.contains("2026-04-10 24:00"), "{}", answer.time_zh);
    assign(&handoff, "township").await;
    fails_twice(&handoff).await;
    assert_eq!(routed(&handoff).await.0, ["county"]);
    let back = handoff.receiver.insist(step!(AssignBodyRequest, handoff.id, body: "village".to_owned())).await;
    assert_eq!(reason(&back.unwrap_err()), "BODY_FAILED");
    assign(&handoff, "county").await;
    let matter_id = matter_here(&handoff).await;
    let panel = JointPanel {
        lead: "county".into(),
        assisting: vec!["township".into(), "village".into()],
        held_at: Some(instant(TUESDAY)),
        opinion: CONCEDED.into(),
    };
    written(&handoff, &matter_id, Entry::JointPanel(panel)).await;
    done(&handoff.receiver, requests::conclude_with_agreement(&handoff.id)).await;
    let (ours, theirs) = handoff.both(ReferralState::Concluded).await;
    assert_eq!((ours.mediation_body.as_str(), theirs.mediation_body.as_str()), ("青河县调解中心", "青河县调解中心"));
    let list = ListDeadlinesRequest { states: vec![DeadlineState::Open as i32], ..ListDeadlinesRequest::default() };
    let open = done(&handoff.receiver, list).await.deadlines;
    let call_back = open.iter().find(|it| it.due.as_ref().is_some_and(|due| due.rule_id == "DS04")).unwrap();
    assert_eq!(call_back.due.as_ref().unwrap().started_at, Some(instant("2027-06-30T00:00:00+08:00")));
    let check = done(&handoff.receiver, CheckDossierRequest { matter_id, min_position: 0 }).await;
    let missing: Vec<_> =
        check.parts.iter().filter(|it| it.mandatory && !it.present).map(|it| it.name.as_str()).collect();
    assert_eq!(missing, ["申请书或者受理登记表", "权利义务告知书", "身份证明", "调解记录", "封底"]);
    let sent = timeline(&handoff.sender, &handoff.matter_id).await;
    assert!(!sent.iter().any(|(_, zh)| zh.contains(CONCEDED)), "{sent:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recused_mediator_is_replaced_while_the_clock_runs_on() {
    let town = town().await;
    let handoff = accepted(&town, "术后损害", "医疗纠纷").await;
    assert_eq!(routed(&handoff).await.0[0], "medical");
    assign(&handoff, "medical").await;
    done(&handoff.receiver, step!(AssignMediatorRequest, handoff.id, mediator: "丙".to_owned())).await;
    let due = handle_due(&handoff.receiver.referral(&handoff.id).await.unwrap());
    let matter_id = matter_here(&handoff).await;
    let text = "系院方法律顾问";
    let (whom, tie) = ("丙".to_owned(), Tie::Interest as i32);
    let disclosure = Disclosure { whom: whom.clone(), tie, text: text.to_owned() };
    written(&handoff, &matter_id, Entry::Disclosure(disclosure)).await;
    let recusal = Recusal { party: "赵甲".into(), whom, tie, text: text.to_owned(), evidence: None };
    let about = written(&handoff, &matter_id, Entry::Recusal(recusal)).await;
    let ruling = RecusalRuling::Replaced as i32;
    let decision =
        RecusalDecision { about, ruling, decided_by: "青河县医调委".into(), ..RecusalDecision::default() };
    written(&handoff, &matter_id, Entry::RecusalDecision(decision)).await;
    let again = step!(RecordAttemptRequest, handoff.id, text: CONCEDED.to_owned());
    assert_eq!(reason(&handoff.receiver.insist(again).await.unwrap_err()), "RECUSED");
    done(&handoff.receiver, step!(AssignMediatorRequest, handoff.id, mediator: "庚".to_owned())).await;
    assert_eq!(handle_due(&handoff.receiver.referral(&handoff.id).await.unwrap()), due);
    let kept = timeline(&handoff.receiver, &matter_id).await;
    let steps: Vec<_> = kept.iter().map(|(what, _)| what.as_str()).collect();
    let order = ["disclosure", "recusal", "recusal_decision", "mediator_assigned"];
    let tail: Vec<_> = steps.iter().filter(|what| order.contains(what)).copied().collect();
    assert_eq!(tail, ["mediator_assigned", "disclosure", "recusal", "recusal_decision", "mediator_assigned"]);
    done(&handoff.receiver, requests::conclude_with_agreement(&handoff.id)).await;
    handoff.both(ReferralState::Concluded).await;
    let sent = timeline(&handoff.sender, &handoff.matter_id).await;
    assert!(!sent.iter().any(|(_, zh)| zh.contains(text)), "{sent:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_added_to_the_list_is_proposed_without_a_restart_and_a_mistyped_list_changes_nothing() {
    let town = town().await;
    let file = town.agency(RECEIVER).home().dir.join("bodies.toml");
    let handoff = accepted(&town, "拖欠工资", "劳动争议").await;
    assert_eq!(routed(&handoff).await.0, ["township", "village", "county"]);
    let operator = town.officer(RECEIVER, "周运维", Role::Operator);
    let reload = || ReloadRequest { request_id: new_id() };
    let labour = BODIES.split("[[bodies]]").last().unwrap().replace("medical", "labour").replace("医", "劳");
    std::fs::write(&file, format!("{BODIES}\n[[bodies]]{labour}")).unwrap();
    let data = done(&operator, reload()).await.data.unwrap();
    assert_eq!((data.bodies_refused.as_str(), data.bodies_sha256.len()), ("", 32));
    assert_eq!(routed(&handoff).await.0[0], "labour");
    std::fs::write(&file, BODIES.replace("parent = \"county\"", "parent = \"country\"")).unwrap();
    let data = done(&operator, reload()).await.data.unwrap();
    let refused = data.bodies_refused;
    assert!(refused.contains("bodies.toml") && refused.contains("line 12"), "{refused}");
    assert!(refused.contains("there is no body `country`; did you mean `county`?"), "{refused}");
    assert_eq!(routed(&handoff).await.0[0], "labour");
    assign(&handoff, "labour").await;
}

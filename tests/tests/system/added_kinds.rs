//! Kinds of handoff that deployment adds, between real services: the receiver's program was not changed for any of them.

use duijie_cli::fleet::agencies::{FleetOptions, SEATS, Seat};
use duijie_proto::v1::{Deadline, Duty, GetMatterRequest, Referral, ReferralState, RegisterMatterRequest};
use duijie_tests::{
    step,
    system::{
        clerk::reason,
        handoff::{Handoff, RECEIVER, done},
        requests,
        town::Town,
    },
};
use std::path::{Path, PathBuf};

/// 09:00 on Monday 2 March 2026.
const MONDAY: &str = "2026-03-02T09:00:00+08:00";

const PROCURATORATE: Seat = Seat::of_county("procuratorate", "青河县人民检察院");
const DISCIPLINE: Seat = Seat::of_county("discipline", "青河县纪委监委");

/// An invented kind: after people's mediation came to nothing the traffic police mediate, in ten days (GA12).
const INVENTED: &str = r#"
[[kinds]]
kind = "traffic"
name_zh = "交调"
name_en = "mediators to traffic police"
from_roles = ["judicial-bureau", "petitions"]
to_roles = ["public-security"]
handling = "GA12"
consent = "every"
consent_basis = "某县交调对接办法第3条"
"#;

/// The county's file with the invented kind at its end.
fn kinds(dir: &Path) -> PathBuf {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy/kinds.example.toml");
    let path = dir.join("kinds.toml");
    std::fs::write(&path, std::fs::read_to_string(example).unwrap() + INVENTED).unwrap();
    path
}

async fn town(dir: &Path) -> Town {
    let seats = SEATS.into_iter().chain([PROCURATORATE, DISCIPLINE]).collect();
    let sandbox = Some(MONDAY.to_owned());
    Town::open(FleetOptions { seats, sandbox, kinds: Some(kinds(dir)), ..FleetOptions::default() }).await
}

/// Handed over, signed for and taken on; the receiver's handling term as both ends show it.
async fn taken_on(town: &Town, kind: &str, from: &str, to: &str) -> (Handoff, String) {
    let handoff = Handoff::between(town.clerk(from), town.clerk(to), kind, "漏水").await;
    handoff.both(ReferralState::Arrived).await;
    done(&handoff.receiver, step!(AcknowledgeRequest, handoff.id)).await;
    handoff.both(ReferralState::Acknowledged).await;
    done(&handoff.receiver, step!(AcceptRequest, handoff.id)).await;
    let (sent, received) = handoff.both(ReferralState::Accepted).await;
    let due = |deadlines: &[Deadline]| {
        let handling = deadlines.iter().find(|it| it.duty() == Duty::Handle).expect("it is to be handled");
        format!("{} {}", handling.due.clone().expect("by when").rule_id, handling.due_text)
    };
    let (ours, theirs) = (due(&sent.deadlines), due(&received.deadlines));
    assert_eq!(ours, theirs);
    (handoff, ours)
}

/// How many parties' consents came with what proves them.
fn papers(referral: &Referral) -> usize {
    referral.consents.iter().filter(|consent| consent.evidence.is_some()).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kind_of_a_configuration_file_is_handed_over_taken_on_and_concluded_under_the_receivers_rule() {
    let dir = tempfile::tempdir().unwrap();
    let mut town = town(dir.path()).await;
    let (traffic, due) = taken_on(&town, "traffic", RECEIVER, "public-security").await;
    assert_eq!(due, "GA12 2026-03-12 24:00");
    done(&traffic.receiver, requests::conclude_with_agreement(&traffic.id)).await;
    traffic.both(ReferralState::Concluded).await;
    done(&traffic.sender, step!(ConfirmOutcomeRequest, traffic.id)).await;
    traffic.both(ReferralState::Confirmed).await;
    let unasked = RegisterMatterRequest { consents: Vec::new(), ..requests::register("未征询") };
    let matter = done(&traffic.sender, unasked).await.matter.unwrap().matter_id;
    let refused = traffic.sender.insist(requests::refer(&matter, "traffic", traffic.receiver.agency())).await;
    let told = duijie_cli::exit::lines(&refused.unwrap_err()).join("\n");
    assert!(told.contains("CONSENT_MISSING") && told.contains("某县交调对接办法第3条"), "{told}");
    let courts = town.clerk("courts");
    let matter = done(&courts, requests::register("案件")).await.matter.unwrap().matter_id;
    let police = traffic.receiver.agency();
    let refused = courts.insist(requests::refer(&matter, "traffic", police)).await.unwrap_err();
    assert_eq!(reason(&refused), "KIND_NOT_SENT");
    town.verify_stores().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn prosecutors_and_discipline_inspection_hand_over_to_a_bureau_that_knows_them_from_data_alone() {
    let dir = tempfile::tempdir().unwrap();
    let mut town = town(dir.path()).await;
    let (case, due) = taken_on(&town, "prosecution", PROCURATORATE.role, RECEIVER).await;
    assert_eq!(due, "RM01 2026-04-02 24:00");
    let matter = |handoff: &Handoff, matter_id: &str| {
        let (receiver, matter_id) = (handoff.receiver.clone(), matter_id.to_owned());
        async move { done(&receiver, GetMatterRequest { matter_id, ..GetMatterRequest::default() }).await }
    };
    let whole = case.receiver.referral(&case.id).await.unwrap();
    let subject = matter(&case, &whole.matter_id).await;
    assert_eq!((subject.materials.len(), papers(&whole)), (1, 2));
    let (report, due) = taken_on(&town, "discipline", DISCIPLINE.role, RECEIVER).await;
    assert_eq!(due, "RM01 2026-04-02 24:00");
    let received = report.receiver.referral(&report.id).await.unwrap();
    let subject = matter(&report, &received.matter_id).await;
    assert_eq!((subject.materials.len(), subject.own_number.as_str()), (0, ""), "what may show who informed stays");
    assert_eq!((subject.title.as_str(), subject.parties.len()), ("漏水", 2));
    assert_eq!((received.consents.len(), papers(&received)), (2, 0), "nor do the papers of those who agreed go");
    let ours = Handoff { receiver: report.sender.clone(), ..report.clone() };
    assert_eq!(matter(&ours, &report.matter_id).await.materials.len(), 1, "and is there still");
    town.verify_stores().await;
}

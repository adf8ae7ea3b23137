//! Taking in between real services, on the days of the told cases: one dispute that comes twice (case 12), and a police station
//! that takes in for the justice office on a holiday (case 13).

use duijie_proto::v1::{
    AddEntryRequest, CloseMatterRequest, DeadlineState, DisputeLink, DossierEntry, DuplicateSign, Duty,
    FindDuplicatesRequest, GetMatterRequest, GetTimelineRequest, Identification, IdentifierKind, Intake,
    ListMattersRequest, ListReferralsRequest, Matter, OwnNumberKind, ReferralState, RegisterMatterRequest, Source,
    dossier_entry::Entry,
};
use duijie_tests::{
    step,
    system::{
        clerk::{Clerk, reason},
        handoff::{Handoff, RECEIVER, approved, done},
        requests::{self, new_id},
        town::{Town, id_of, instant},
    },
};

/// The example of GB 11643.
const NUMBER: &str = "11010519491231002X";

async fn matter(clerk: &Clerk, id: &str) -> Matter {
    done(clerk, GetMatterRequest { matter_id: id.to_owned(), ..Default::default() }).await
}

/// Registers this, hands it to the bureau, and waits until it is there.
async fn handed_over(town: &Town, role: &str, kind: &str, request: RegisterMatterRequest) -> Handoff {
    let (sender, receiver) = (town.clerk(role), town.clerk(RECEIVER));
    let matter_id = done(&sender, request).await.matter.unwrap().matter_id;
    if kind == "police" {
        approved(&sender, &matter_id).await;
    }
    let id = done(&sender, requests::refer(&matter_id, kind, receiver.agency())).await.referral.unwrap().referral_id;
    let handoff = Handoff { sender, receiver, matter_id, id };
    handoff.both(ReferralState::Arrived).await;
    handoff
}

fn came_by(source: Source, own: (OwnNumberKind, &str)) -> RegisterMatterRequest {
    RegisterMatterRequest {
        intake: Some(Intake { source: source as i32, ..Intake::default() }),
        own_number_kind: own.0 as i32,
        own_number: own.1.to_owned(),
        ..requests::register("楼上漏水")
    }
}

async fn happened(clerk: &Clerk, matter: &str, what: &str) -> usize {
    let request = GetTimelineRequest { matter_id: matter.to_owned(), ..GetTimelineRequest::default() };
    done(clerk, request).await.entries.iter().filter(|entry| entry.what == what).count()
}

// Case 12.
#[tokio::test(flavor = "multi_thread")]
async fn one_dispute_that_comes_from_110_and_from_petitions_becomes_one_code_with_two_handoffs_and_two_receipts() {
    let mut town = Town::sandbox("2026-09-21T09:00:00+08:00").await;
    let police = came_by(Source::Call110, (OwnNumberKind::PoliceCase, "青公(城)受案字[2026]302号"));
    let petition = came_by(Source::Visit, (OwnNumberKind::Petition, "XF20260920-0015"));
    let police = handed_over(&town, "public-security", "police", police).await;
    let petition = handed_over(&town, "petitions", "petition", petition).await;
    let bureau = town.clerk(RECEIVER);
    let of = async |handoff: &Handoff| {
        let id = bureau.referral(&handoff.id).await.unwrap().matter_id;
        matter(&bureau, &id).await
    };
    let (first, second) = (of(&police).await, of(&petition).await);
    assert_eq!(
        (first.own_number.as_str(), second.own_number.as_str()),
        ("青公（城）受案字〔2026〕302号", "XF20260920-0015")
    );
    assert_ne!(first.dispute_code, second.dispute_code);

    // The desk says that they are likely one dispute, an officer says that they are.
    let ask = FindDuplicatesRequest { matter_id: second.matter_id.clone(), min_position: 0 };
    let found = done(&bureau, ask.clone()).await.duplicates;
    let signs: Vec<_> = found[0].reasons.iter().map(|reason| reason.sign()).collect();
    use DuplicateSign::{SameCategory, SameName, SamePlace};
    assert_eq!(
        (found.len(), &found[0].matter_id, signs),
        (1, &first.matter_id, vec![SameName, SameName, SamePlace, SameCategory])
    );
    let link = DisputeLink {
        dispute_code: first.dispute_code.clone(),
        reason: "110工单与信访件为同一纠纷".to_owned(),
        ..DisputeLink::default()
    };
    let entry = Some(DossierEntry { entry: Some(Entry::DisputeLink(link)) });
    let request =
        AddEntryRequest { request_id: new_id(), matter_id: second.matter_id.clone(), entry, validate_only: false };
    done(&bureau, request).await;
    assert!(done(&bureau, ask).await.duplicates[0].linked);
    let dispute_code = first.dispute_code.clone();
    let matters = ListMattersRequest { dispute_code: dispute_code.clone(), ..ListMattersRequest::default() };
    assert_eq!(done(&bureau, matters).await.matters.len(), 2);
    let referrals = ListReferralsRequest { dispute_code, ..ListReferralsRequest::default() };
    assert_eq!(done(&bureau, referrals).await.referrals.len(), 2, "both handoffs are found under one code");

    // Each has its own receipt, and what is asked twice is signed for once.
    let acknowledge = step!(AcknowledgeRequest, police.id);
    let receipt = done(&bureau, acknowledge.clone()).await;
    assert_eq!(done(&bureau, acknowledge).await, receipt);
    let other = done(&bureau, step!(AcknowledgeRequest, petition.id)).await;
    assert_ne!(other.receipt.unwrap().position, receipt.receipt.unwrap().position);
    for handoff in [&police, &petition] {
        handoff.both(ReferralState::Acknowledged).await;
        assert_eq!(happened(&handoff.sender, &handoff.matter_id, "acknowledge").await, 1);
    }
    town.verify_stores().await;
}

// Case 13.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_police_take_in_for_the_justice_office_on_a_holiday_is_handed_over_and_signed_for_by_the_sixth_of_may()
{
    let mut town = Town::sandbox("2026-05-01T21:40:00+08:00").await;
    let (police, bureau) = (town.clerk("public-security"), town.clerk(RECEIVER));
    let person = Identification {
        party: "赵甲".to_owned(),
        kind: IdentifierKind::ResidentId as i32,
        number: NUMBER.to_owned(),
        ..Identification::default()
    };
    let intake = Intake {
        source: Source::Proxy as i32,
        occurred_at: Some(instant("2026-05-01T20:00:00+08:00")),
        received_at: Some(instant("2026-05-01T21:30:00+08:00")),
        on_behalf_of: id_of(RECEIVER),
        identifications: vec![person],
    };
    let request = RegisterMatterRequest { intake: Some(intake), ..requests::register("宅基地边界争执") };
    let registered = done(&police, request).await.matter.unwrap();
    assert_eq!(registered.deferred_handoff_to, id_of(RECEIVER));
    assert_eq!(registered.intake.as_ref().unwrap().identifications[0].masked, "**************002X");

    let duty = registered.deadlines.iter().find(|deadline| deadline.due.as_ref().unwrap().rule_id == "DS15").unwrap();
    assert_eq!((duty.due_text.as_str(), duty.state()), ("2026-05-06 24:00", DeadlineState::Open));

    // It cannot be put away before the justice office has it.
    let close = CloseMatterRequest {
        request_id: new_id(),
        matter_id: registered.matter_id.clone(),
        reason: "已登记".to_owned(),
        validate_only: false,
    };
    assert_eq!(reason(&police.insist(close).await.unwrap_err()), "PROXY_NOT_HANDED_OVER");
    let refer = requests::refer(&registered.matter_id, "police", bureau.agency());
    let id = done(&police, refer).await.referral.unwrap().referral_id;
    let handoff = Handoff { sender: police, receiver: bureau, matter_id: registered.matter_id, id };
    for referral in <[_; 2]>::from(handoff.both(ReferralState::Arrived).await) {
        let due = referral.deadlines.iter().find(|deadline| deadline.duty() == Duty::Acknowledge).unwrap();
        let said = due.due.clone().unwrap();
        assert_eq!((said.rule_id.as_str(), due.due_text.as_str()), ("DS01", "2026-05-06 24:00"));
        assert_eq!(said.due, Some(instant("2026-05-07T00:00:00+08:00")));
    }
    let ours = matter(&handoff.sender, &handoff.matter_id).await;
    let duty = ours.deadlines.iter().find(|deadline| deadline.due.as_ref().unwrap().rule_id == "DS15").unwrap();
    assert_eq!((ours.deferred_handoff_to.as_str(), duty.state()), ("", DeadlineState::Met));

    // On the first working day after the holidays the justice office signs, in time.
    town.set_all_clocks("2026-05-06T09:00:00+08:00").await;
    done(&handoff.receiver, step!(AcknowledgeRequest, handoff.id)).await;
    let (_, theirs) = handoff.both(ReferralState::Acknowledged).await;
    assert!(!theirs.overdue);
    let received = matter(&handoff.receiver, &theirs.matter_id).await;
    assert_eq!(received.intake, None, "who the parties are by number stays with the police");
    town.verify_stores().await;
}

//! A referral from end to end between two agencies, as both show it.

use super::{
    house::{House, Plan},
    material, reason, refer, register, uuid,
};
use crate::codec::field::proto_instant;
use duijie_proto::v1::{
    self, deadline_service_client::DeadlineServiceClient, matter_service_client::MatterServiceClient,
    mediation_service_client::MediationServiceClient, peer_service_client::PeerServiceClient,
    receiving_service_client::ReceivingServiceClient, referral_service_client::ReferralServiceClient,
    sending_service_client::SendingServiceClient,
};
use std::time::Duration;
use tonic::Code;

/// Waits, by watching, until `house` shows the referral as `is` says.
async fn shown(house: &House, is: impl Fn(&v1::Referral) -> bool) -> v1::Referral {
    let mut client = ReferralServiceClient::new(house.nobody());
    let mut changes = client.watch_referrals(v1::WatchReferralsRequest::default()).await.unwrap().into_inner();
    loop {
        let referral = changes.message().await.unwrap().unwrap().referral.unwrap();
        if is(&referral) {
            return referral;
        }
    }
}

async fn in_state(house: &House, state: v1::ReferralState) -> v1::Referral {
    shown(house, |referral| referral.state == state as i32).await
}

/// Waits until every letter of `house` is known to have arrived.
async fn delivered(house: &House) {
    let all = || house.desk.snapshot().peers.iter().all(|peer| peer.delivered == peer.committed);
    let arriving = async {
        while !all() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), arriving).await.unwrap();
}

fn feed_back(referral: &v1::Referral) -> &v1::Deadline {
    referral.deadlines.iter().find(|deadline| deadline.duty == v1::Duty::FeedBack as i32).unwrap()
}

async fn accepted() -> (House, House, String) {
    accepted_by(Plan::bureau()).await
}

/// The bureau that is set up so has accepted a court's commission.
pub(super) async fn accepted_by(plan: Plan) -> (House, House, String) {
    let (mut courts, mut bureau) = (House::open(Plan::courts()).await, House::open(plan).await);
    courts.writes_to(&bureau);
    bureau.writes_to(&courts);
    let matter = MatterServiceClient::new(courts.officer()).register_matter(register(1)).await.unwrap().into_inner();
    let request = refer(2, &matter.matter.unwrap().matter_id);
    SendingServiceClient::new(courts.officer()).refer(request).await.unwrap();
    let arrived = in_state(&bureau, v1::ReferralState::Arrived).await;
    let referral_id = arrived.referral_id.clone();
    let mut receiving = ReceivingServiceClient::new(bureau.officer());
    let acknowledge = v1::AcknowledgeRequest {
        request_id: uuid(3),
        referral_id: referral_id.clone(),
        shown: arrived.content,
        validate_only: false,
    };
    let answer = receiving.acknowledge(acknowledge).await.unwrap().into_inner().referral.unwrap();
    assert_eq!((answer.acknowledged_by.as_str(), answer.holder.as_str()), ("王芳", crate::sample::BUREAU));
    let accept = v1::AcceptRequest { request_id: uuid(4), referral_id: referral_id.clone(), ..Default::default() };
    receiving.accept(accept).await.unwrap();
    in_state(&courts, v1::ReferralState::Accepted).await;
    (courts, bureau, referral_id)
}

#[tokio::test(flavor = "multi_thread")]
async fn both_ends_show_the_same_reference_and_one_holder() {
    let (courts, bureau, referral_id) = accepted().await;
    let get = v1::GetReferralRequest { referral_id, min_position: 0 };
    let ours = ReferralServiceClient::new(courts.nobody()).get_referral(get.clone()).await.unwrap().into_inner();
    let theirs = ReferralServiceClient::new(bureau.nobody()).get_referral(get).await.unwrap().into_inner();
    assert_eq!((ours.reference, ours.holder), (theirs.reference, theirs.holder));
    assert_eq!((ours.side, theirs.side), (v1::Side::Sender as i32, v1::Side::Receiver as i32));
    assert_eq!((ours.content, ours.accepted_at), (theirs.content, theirs.accepted_at));
    let states: Vec<_> = theirs.deadlines.iter().map(|deadline| (deadline.duty, deadline.state)).collect();
    let (met, open) = (v1::DeadlineState::Met as i32, v1::DeadlineState::Open as i32);
    assert_eq!(states, [(1, met), (2, met), (3, open)]);
    assert!(
        theirs.allowed.contains(&"AssignBody".to_owned()) && !theirs.allowed.contains(&"AssignMediator".to_owned())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deadline_is_explained_to_the_day_at_both_ends() {
    let (courts, bureau, referral_id) = accepted().await;
    for house in [&courts, &bureau] {
        let mut deadlines = DeadlineServiceClient::new(house.nobody());
        let open = v1::ListDeadlinesRequest { states: vec![v1::DeadlineState::Open as i32], ..Default::default() };
        let listed = deadlines.list_deadlines(open).await.unwrap().into_inner().deadlines;
        assert_eq!(listed.len(), 1);
        let deadline_id = format!("{referral_id}/handle");
        assert_eq!((&listed[0].deadline_id, listed[0].due_text.as_str()), (&deadline_id, "2026-03-17 24:00"));
        let explain = v1::ExplainDeadlineRequest { deadline_id };
        let told = deadlines.explain_deadline(explain).await.unwrap().into_inner();
        assert_eq!((told.days[0].date.as_str(), told.days[0].counted), ("2026-03-02", 0));
        let last = told.days.last().unwrap();
        assert_eq!((last.date.as_str(), last.counted, last.weekday_zh.as_str()), ("2026-03-17", 15, "星期二"));
        assert!(told.text_zh.contains("15 日") && !told.text_zh.contains("逐日计算为"));
        assert!(told.reading_zh.contains("顺延至其后第一个工作日") && told.reading_zh.ends_with("末日 24:00 截止"));
        assert!(told.pauses.is_empty());
    }
    let owed = v1::ListDeadlinesRequest { owed_by_us: Some(true), ..Default::default() };
    let mut deadlines = DeadlineServiceClient::new(courts.nobody());
    assert!(deadlines.list_deadlines(owed).await.unwrap().into_inner().deadlines.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn attempts_that_fail_are_told_to_the_sender_without_what_was_said() {
    let (courts, bureau, referral_id) = accepted().await;
    let mut mediation = MediationServiceClient::new(bureau.officer());
    let attempt = |number| v1::RecordAttemptRequest {
        request_id: uuid(number),
        referral_id: referral_id.clone(),
        text: "双方对赔偿数额分歧过大".into(),
        ..Default::default()
    };
    let once = mediation.record_attempt(attempt(5)).await.unwrap().into_inner().referral.unwrap();
    assert_eq!((once.failed_attempts, once.pass_up), (1, false));
    mediation.record_attempt(attempt(6)).await.unwrap();
    let theirs = shown(&courts, |referral| referral.failed_attempts == 2).await;
    assert!(theirs.pass_up);
    let refused = mediation.record_attempt(attempt(7)).await.unwrap_err();
    assert_eq!(reason(&refused), (Code::FailedPrecondition, "PASS_UP".to_owned()));
    let told = async |house: &House| {
        let request = v1::GetTimelineRequest { referral_id: referral_id.clone(), ..Default::default() };
        let entries =
            MatterServiceClient::new(house.nobody()).get_timeline(request).await.unwrap().into_inner().entries;
        entries.into_iter().filter(|entry| entry.text_zh.contains("分歧过大")).count()
    };
    assert_eq!((told(&bureau).await, told(&courts).await), (2, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mediation_ends_with_a_result_that_is_fed_back_and_signed_for() {
    let (courts, bureau, referral_id) = accepted().await;
    let mut mediation = MediationServiceClient::new(bureau.officer());
    let body = v1::AssignBodyRequest {
        again: String::new(),
        request_id: uuid(5),
        referral_id: referral_id.clone(),
        body: "玄武湖街道人民调解委员会".into(),
        validate_only: false,
    };
    mediation.assign_body(body).await.unwrap();
    let outcome = v1::Outcome {
        code: v1::OutcomeCode::Agreement as i32,
        agreement: Some(v1::Agreement {
            document: Some(material("调解协议书")),
            signed_by_parties: true,
            signed_by_mediator: true,
            sealed_by_organisation: true,
            perform_by: "2026-04-01".into(),
        }),
        ..Default::default()
    };
    let conclude = v1::ConcludeRequest {
        releases: Vec::new(),
        request_id: uuid(6),
        referral_id: referral_id.clone(),
        outcome: Some(outcome.clone()),
        validate_only: false,
    };
    ReceivingServiceClient::new(bureau.officer()).conclude(conclude).await.unwrap();
    let concluded = in_state(&courts, v1::ReferralState::Concluded).await;
    assert_eq!((concluded.outcome, concluded.mediation_body.as_str()), (Some(outcome), "玄武湖街道人民调解委员会"));
    delivered(&bureau).await;
    let get = v1::GetReferralRequest { referral_id: referral_id.clone(), min_position: 0 };
    let fed_back = ReferralServiceClient::new(bureau.nobody()).get_referral(get).await.unwrap().into_inner();
    assert_eq!(feed_back(&fed_back).state, v1::DeadlineState::Met as i32);
    assert!(fed_back.delivery.unwrap().delivered && !fed_back.answerable);
    let confirm =
        v1::ConfirmOutcomeRequest { request_id: uuid(7), referral_id: referral_id.clone(), validate_only: false };
    SendingServiceClient::new(courts.officer()).confirm_outcome(confirm).await.unwrap();
    let done = in_state(&bureau, v1::ReferralState::Confirmed).await;
    assert_eq!(feed_back(&done).state, v1::DeadlineState::Met as i32);

    let timeline = v1::GetTimelineRequest { referral_id, ..Default::default() };
    let entries = MatterServiceClient::new(courts.nobody()).get_timeline(timeline).await.unwrap().into_inner().entries;
    let what: Vec<_> = entries.iter().map(|entry| entry.what.as_str()).collect();
    assert_eq!(what, ["refer", "arrived", "acknowledge", "accept", "progress", "conclude", "confirm_outcome"]);
    assert!(
        entries.iter().all(|entry| !entry.text_zh.is_empty() && !entry.text_en.is_empty() && entry.letter.is_some())
    );
    assert_eq!((entries[2].officer.as_str(), entries[2].agency.as_str()), ("王芳", crate::sample::BUREAU));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deadline_that_passes_is_overdue_at_once_without_any_record() {
    let (courts, bureau, referral_id) = accepted().await;
    bureau.clock.advance(Duration::from_secs(30 * 86_400));
    let get = v1::GetReferralRequest { referral_id, min_position: 0 };
    let shown = ReferralServiceClient::new(bureau.nobody()).get_referral(get).await.unwrap().into_inner();
    assert!(shown.overdue);
    let overdue = v1::ListReferralsRequest { overdue: Some(true), ..Default::default() };
    let listed = ReferralServiceClient::new(bureau.nobody()).list_referrals(overdue).await.unwrap().into_inner();
    assert_eq!(listed.referrals.len(), 1);
    drop(courts);
}

#[tokio::test(flavor = "multi_thread")]
async fn peers_show_what_is_delivered() {
    let (courts, bureau, _) = accepted().await;
    let mut peers = PeerServiceClient::new(courts.nobody());
    let listed = peers.list_peers(v1::ListPeersRequest {}).await.unwrap().into_inner().peers;
    let peer = listed.iter().find(|peer| peer.agency == crate::sample::BUREAU).unwrap();
    assert_eq!((peer.committed, peer.received, peer.forked_at), (1, 3, None));
    assert_eq!(peer.newest_statement_as_of.is_some(), peer.delivered > 0);
    if peer.delivered == 0 {
        assert_eq!(peer.undelivered_since, Some(proto_instant(duijie_testkit::sample::monday())));
    }
    drop(bureau);
}

//! The ladder of warnings (DS05) from outside: each step once with its true time, told to the officer who handles it as one
//! digest, read, and stopped when the duty is done (D23, D30, D31).

use duijie_cli::args::Role;
use duijie_proto::v1::{
    Deadline, GetDigestRequest, GetTimelineRequest, ReadDigestRequest, ReferralState, RemindStage, SuspendReason,
    SuspendRequest, TimelineEntry,
};
use duijie_tests::{
    step,
    system::{
        clerk::Clerk,
        handoff::{Handoff, done},
        requests,
        town::{Town, instant},
        waiting::until,
    },
};
use tonic_types::StatusExt;

const OPENING: &str = "2026-03-02T09:00:00+08:00";
const SENDER: &str = "public-security";
const RECEIVER: &str = "judicial-bureau";
const BOTH: [&str; 2] = [RECEIVER, SENDER];

/// One month from Monday 2 March ends on Thursday 2 April. Qingming is off from the 4th to the 6th, so two working days later
/// is Tuesday the 7th, five are Friday the 10th.
const STEPS: [(RemindStage, &str); 5] = [
    (RemindStage::Early, "2026-03-27T16:12:00+08:00"),
    (RemindStage::LastDay, "2026-04-02T00:00:00+08:00"),
    (RemindStage::Due, "2026-04-03T00:00:00+08:00"),
    (RemindStage::Yellow, "2026-04-08T00:00:00+08:00"),
    (RemindStage::Red, "2026-04-11T00:00:00+08:00"),
];

async fn accepted(town: &Town) -> Handoff {
    let handoff = Handoff::arrived(town, "police", "提醒").await;
    done(&handoff.receiver, step!(AcknowledgeRequest, handoff.id)).await;
    done(&handoff.receiver, step!(AcceptRequest, handoff.id)).await;
    handoff.both(ReferralState::Accepted).await;
    handoff
}

async fn digest(clerk: &Clerk, unread_only: bool) -> (Vec<Deadline>, u64) {
    let told = done(clerk, GetDigestRequest { unread_only, ..GetDigestRequest::default() }).await;
    (told.deadlines, told.up_to)
}

async fn timeline(clerk: &Clerk, referral: &str, what: &str) -> Vec<TimelineEntry> {
    let request = GetTimelineRequest { referral_id: referral.to_owned(), ..GetTimelineRequest::default() };
    done(clerk, request).await.entries.into_iter().filter(|entry| entry.what == what).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_step_is_taken_once_told_to_the_officer_in_one_digest_and_read_through_restarts() {
    let mut town = Town::sandbox(OPENING).await;
    let handoff = accepted(&town).await;
    let (officer, other) = (&handoff.receiver, town.officer(RECEIVER, "李明", Role::Clerk));
    for (step, at) in STEPS {
        town.set_clocks(&BOTH, at).await;
        let told = until("the officer is told", || async {
            let (told, up_to) = digest(officer, true).await;
            told.first().filter(|deadline| deadline.step() == step).cloned().map(|told| (told, up_to))
        })
        .await;
        assert_eq!((told.0.told.as_str(), told.0.read_at), ("王芳", None), "{step:?}");
        assert_eq!(digest(&other, false).await.0, [], "it is not told to who does not handle it");
        town.kill(RECEIVER).await;
        town.start(RECEIVER).await;
        let read = ReadDigestRequest { request_id: requests::new_id(), up_to: told.1, validate_only: false };
        let answer = done(officer, read.clone()).await;
        assert_eq!(answer, done(officer, read).await, "the same request, the same answer");
        assert_eq!(digest(officer, true).await.0, [], "{step:?} was read");
        let (all, _) = digest(officer, false).await;
        assert_eq!((all.len(), all[0].read_at), (1, Some(instant(at))), "{step:?} stays in the list as read");
    }
    let climbed = timeline(officer, &handoff.id, "deadline_climbed").await;
    let fired = timeline(officer, &handoff.id, "deadline_fired").await;
    assert_eq!((climbed.len(), fired.len()), (4, 1));
    assert!(climbed.iter().chain(&fired).all(|entry| entry.text_zh.contains("已告知王芳")), "{climbed:?}");
    until("the sender reminded at half term and at each step from the end on", || async {
        (timeline(&handoff.sender, &handoff.id, "remind").await.len() == 5).then_some(())
    })
    .await;

    done(officer, requests::conclude_with_agreement(&handoff.id)).await;
    handoff.both(ReferralState::Concluded).await;
    assert_eq!(digest(officer, false).await.0, [], "the ladder ends with the duty");
    town.verify_stores().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_month_of_downtime_only_the_top_of_the_ladder_is_taken_with_its_true_time() {
    let mut town = Town::sandbox(OPENING).await;
    let handoff = accepted(&town).await;
    for role in BOTH {
        town.stop(role).await;
    }
    for role in BOTH {
        town.start(role).await;
    }
    town.set_clocks(&BOTH, "2026-05-20T09:00:00+08:00").await;
    let fired = until("it fired", || async {
        timeline(&handoff.receiver, &handoff.id, "deadline_fired").await.into_iter().next()
    })
    .await;
    assert!(fired.text_zh.contains("2026-04-02 24:00"), "the true due instant: {}", fired.text_zh);
    let (told, _) = digest(&handoff.receiver, true).await;
    assert_eq!((told.len(), told[0].step()), (1, RemindStage::Red));
    let reminders = until("the sender reminded", || async {
        let reminders = timeline(&handoff.sender, &handoff.id, "remind").await;
        (!reminders.is_empty()).then_some(reminders)
    })
    .await;
    assert_eq!(reminders.len(), 1, "{reminders:?}");
    assert!(reminders[0].text_zh.contains("红牌"), "{reminders:?}");
    assert_eq!(timeline(&handoff.receiver, &handoff.id, "deadline_climbed").await, []);
    town.verify_stores().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspension_needs_a_reason_that_the_rule_knows_and_is_not_forgotten() {
    let mut town = Town::sandbox(OPENING).await;
    let handoff = accepted(&town).await;
    let hearing = SuspendRequest { reason: SuspendReason::Hearing as i32, ..requests::suspend(&handoff.id) };
    let refused = handoff.receiver.ask(hearing).await.expect_err("a hearing suspends no mediation");
    let info = refused.get_details_error_info().expect("a refusal has its reason");
    assert_eq!(info.reason, "SUSPENSION_NOT_PROVIDED");
    assert!(info.metadata.get("basis").is_some_and(|basis| basis.contains("第33条")), "{:?}", info.metadata);

    done(&handoff.receiver, requests::suspend(&handoff.id)).await;
    handoff.both(ReferralState::Suspended).await;
    // Thirty days end on Wednesday 1 April.
    town.set_clocks(&BOTH, "2026-04-02T00:00:00+08:00").await;
    for clerk in [&handoff.receiver, &handoff.sender] {
        let told = until("both officers are told", || async { digest(clerk, true).await.0.into_iter().next() }).await;
        assert_eq!(told.step(), RemindStage::Suspended);
    }
    assert_eq!(timeline(&handoff.receiver, &handoff.id, "deadline_fired").await, []);
    town.verify_stores().await;
}

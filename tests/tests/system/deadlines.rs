//! Deadlines from outside, on clocks that the tests set: the holidays of 2026, reminders, lapses that need proof, late offers (D10–D30).

use duijie_cli::fleet::{
    agencies::{FleetOptions, Lines},
    fault_proxy::CutMode,
};
use duijie_proto::v1::{
    Answer, AnswerOfferRequest, Deadline, Duty, ExplainDeadlineRequest, GetTimelineRequest, Referral, ReferralState,
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

const OPENING: &str = "2026-02-13T10:00:00+08:00";
/// The end of Saturday 14 February, a make-up working day.
const D: &str = "2026-02-15T00:00:00+08:00";
const SENDER: &str = "public-security";
const RECEIVER: &str = "judicial-bureau";
const BOTH: [&str; 2] = [SENDER, RECEIVER];

fn deadline(referral: &Referral, duty: Duty) -> Deadline {
    let found = referral.deadlines.iter().find(|deadline| deadline.duty() == duty);
    found.unwrap_or_else(|| panic!("no {duty:?} in {:?}", referral.deadlines)).clone()
}

/// How often something happened to the referral, as this agency tells it.
async fn happened(clerk: &Clerk, referral: &str, what: &str) -> usize {
    let request = GetTimelineRequest { referral_id: referral.to_owned(), ..GetTimelineRequest::default() };
    done(clerk, request).await.entries.iter().filter(|entry| entry.what == what).count()
}

// D10, D11, D13
#[tokio::test(flavor = "multi_thread")]
async fn one_working_day_for_signing_is_right_to_the_instant_across_the_holidays_of_2026() {
    const ARRIVALS: [(&str, &str, &str); 11] = [
        (OPENING, D, "2026-02-14 24:00"),
        ("2026-02-13T23:59:59.999+08:00", D, "2026-02-14 24:00"),
        ("2026-02-14T00:00:00+08:00", "2026-02-25T00:00:00+08:00", "2026-02-24 24:00"),
        ("2026-02-20T12:00:00+08:00", "2026-02-25T00:00:00+08:00", "2026-02-24 24:00"),
        ("2026-02-27T09:00:00+08:00", "2026-03-01T00:00:00+08:00", "2026-02-28 24:00"),
        ("2026-03-02T09:00:00+08:00", "2026-03-04T00:00:00+08:00", "2026-03-03 24:00"),
        ("2026-04-30T17:00:00+08:00", "2026-05-07T00:00:00+08:00", "2026-05-06 24:00"),
        ("2026-05-08T17:00:00+08:00", "2026-05-10T00:00:00+08:00", "2026-05-09 24:00"),
        ("2026-09-19T17:00:00+08:00", "2026-09-21T00:00:00+08:00", "2026-09-20 24:00"),
        ("2026-09-24T17:00:00+08:00", "2026-09-29T00:00:00+08:00", "2026-09-28 24:00"),
        ("2026-12-31T17:00:00+08:00", "2027-01-05T00:00:00+08:00", "2027-01-04 24:00"),
    ];
    let mut town = Town::sandbox(OPENING).await;
    for (arrival, due, text) in ARRIVALS {
        town.set_clocks(&BOTH, arrival).await;
        let handoff = Handoff::arrived(&town, "police", arrival).await;
        let (ours, theirs) = handoff.both(ReferralState::Arrived).await;
        for referral in [ours, theirs] {
            let found = deadline(&referral, Duty::Acknowledge);
            let said = found.due.clone().unwrap();
            assert_eq!((said.due, found.due_text.as_str()), (Some(instant(due)), text), "{arrival}");
            assert_eq!((said.rule_id.as_str(), said.started_at), ("DS01", Some(instant(arrival))), "{arrival}");
            // The holiday notice of 2027 is not out.
            assert_eq!(said.provisional, due.starts_with("2027"), "{arrival}");
        }
        let deadline_id = format!("{}/acknowledge", handoff.id);
        let told = done(&handoff.receiver, ExplainDeadlineRequest { deadline_id }).await;
        assert_eq!(told.days.iter().filter(|day| day.counted > 0).count(), 1, "{arrival}: {:?}", told.days);
        assert!(text.starts_with(&told.days.last().unwrap().date), "{arrival}: {:?}", told.days);
    }
    town.verify_stores().await;
}

// D30
#[tokio::test(flavor = "multi_thread")]
async fn the_sender_reminds_once_at_half_the_term_once_at_four_fifths_and_once_at_its_end() {
    let mut town = Town::sandbox(OPENING).await;
    let handoff = Handoff::arrived(&town, "police", "催办").await;
    let reminded = async |times: u32| {
        let told = format!("both sides count {times} reminders");
        until(&told, || async {
            let (ours, theirs) =
                (handoff.sender.referral(&handoff.id).await?, handoff.receiver.referral(&handoff.id).await?);
            (ours.reminders == times && theirs.reminders == times).then_some(())
        })
        .await;
    };
    for (at, times) in [
        ("2026-02-14T04:59:59.999+08:00", 0),
        ("2026-02-14T05:00:00+08:00", 1),
        ("2026-02-14T16:23:59.999+08:00", 1),
        ("2026-02-14T16:24:00+08:00", 2),
        ("2026-02-14T23:59:59.999+08:00", 2),
    ] {
        town.set_clocks(&BOTH, at).await;
        reminded(times).await;
    }
    // The receiver's clock stays behind, so that the referral does not lapse.
    town.set_clocks(&[SENDER], "2026-02-15T00:00:01+08:00").await;
    reminded(3).await;
    town.set_clocks(&[SENDER], "2026-02-18T00:00:00+08:00").await;
    done(&handoff.receiver, step!(AcknowledgeRequest, handoff.id)).await;
    let (ours, theirs) = handoff.both(ReferralState::Acknowledged).await;
    assert_eq!((ours.reminders, theirs.reminders), (3, 3));
    town.verify_stores().await;
}

// D20
#[tokio::test(flavor = "multi_thread")]
async fn without_proof_of_silence_nothing_lapses_and_a_receiver_in_time_by_its_own_clock_is_in_time() {
    let mut town = Town::sandbox(OPENING).await;
    let handoff = Handoff::arrived(&town, "police", "无证明").await;
    town.set_clocks(&[RECEIVER], "2026-02-14T23:59:59.999+08:00").await;
    town.set_clocks(&[SENDER], "2026-02-20T00:00:00+08:00").await;
    let ours = handoff.sender.referral(&handoff.id).await.unwrap();
    assert_eq!((ours.state(), ours.overdue), (ReferralState::Arrived, true));
    done(&handoff.receiver, step!(AcknowledgeRequest, handoff.id)).await;
    let (ours, theirs) = handoff.both(ReferralState::Acknowledged).await;
    assert!(ours.offer.is_none() && theirs.offer.is_none());
    assert_eq!(happened(&handoff.sender, &handoff.id, "lapse").await, 0);
    town.verify_stores().await;
}

// D20
#[tokio::test(flavor = "multi_thread")]
async fn a_referral_lapses_once_the_receivers_own_statement_proves_its_silence() {
    let mut town = Town::sandbox(OPENING).await;
    let handoff = Handoff::arrived(&town, "police", "逾期").await;
    town.set_clocks(&[SENDER], D).await;
    town.set_clocks(&[RECEIVER], "2026-02-14T23:59:59.999999+08:00").await;
    assert_eq!(handoff.sender.referral(&handoff.id).await.unwrap().state(), ReferralState::Arrived);
    town.set_clocks(&[RECEIVER], D).await;
    let (ours, theirs) = handoff.both(ReferralState::Lapsed).await;
    assert_eq!((ours.holder.as_str(), theirs.holder.as_str()), ("320102.public-security", "320102.public-security"));
    assert_eq!(happened(&handoff.sender, &handoff.id, "absence_proven").await, 1);
    assert_eq!(happened(&handoff.receiver, &handoff.id, "deadline_fired").await, 1);
    let refused = handoff.receiver.insist(step!(AcknowledgeRequest, handoff.id)).await.unwrap_err();
    assert_eq!(refused.code(), tonic::Code::FailedPrecondition);
    town.verify_stores().await;
}

// D20
#[tokio::test(flavor = "multi_thread")]
async fn three_working_days_for_accepting_lapse_likewise() {
    let mut town = Town::sandbox(OPENING).await;
    let handoff = Handoff::arrived(&town, "petition", "受理期限").await;
    done(&handoff.receiver, step!(AcknowledgeRequest, handoff.id)).await;
    let (ours, _) = handoff.both(ReferralState::Acknowledged).await;
    let due = deadline(&ours, Duty::Accept).due.unwrap();
    // 14, 24 and 25 February.
    assert_eq!((due.rule_id.as_str(), due.due), ("DS02", Some(instant("2026-02-26T00:00:00+08:00"))));
    town.set_all_clocks("2026-02-25T23:59:59+08:00").await;
    handoff.both(ReferralState::Acknowledged).await;
    town.set_all_clocks("2026-02-26T00:00:00+08:00").await;
    handoff.both(ReferralState::Lapsed).await;
    town.verify_stores().await;
}

// D21
#[tokio::test(flavor = "multi_thread")]
async fn a_late_signature_before_the_lapse_is_an_offer_that_the_senders_desk_takes() {
    let mut town = Town::sandbox(OPENING).await;
    let handoff = Handoff::arrived(&town, "police", "逾期签收").await;
    town.set_clocks(&[RECEIVER], "2026-02-15T01:00:00+08:00").await;
    done(&handoff.receiver, step!(AcknowledgeRequest, handoff.id)).await;
    let (ours, theirs) = handoff.both(ReferralState::Acknowledged).await;
    assert_eq!(happened(&handoff.sender, &handoff.id, "verdict").await, 1);
    assert_eq!(
        (ours.holder, theirs.holder),
        ("320102.judicial-bureau".to_owned(), "320102.judicial-bureau".to_owned())
    );
    town.verify_stores().await;
}

/// The receiver proves its silence until D, is cut off and signs late; meanwhile the sender's desk declares the lapse.
async fn lapsed_against_a_late_signature() -> (Town, Handoff) {
    let options =
        FleetOptions { sandbox: Some(OPENING.to_owned()), lines: Lines::Breakable, ..FleetOptions::default() };
    let town = Town::open(options).await;
    let handoff = Handoff::arrived(&town, "police", "逾期之争").await;
    town.set_clocks(&[RECEIVER], "2026-02-15T01:00:00+08:00").await;
    until("the sender has the receiver's word for its silence", || async {
        let peer = handoff.sender.peer(handoff.receiver.agency()).await?;
        peer.newest_statement_as_of.filter(|as_of| as_of.seconds >= instant(D).seconds)
    })
    .await;
    town.agency(RECEIVER).line().unwrap().cut(CutMode::Reset);
    done(&handoff.receiver, step!(AcknowledgeRequest, handoff.id)).await;
    town.set_clocks(&[SENDER], "2026-02-15T02:00:00+08:00").await;
    handoff.sender.sees(&handoff.id, ReferralState::Lapsed).await;
    (town, handoff)
}

// D21
#[tokio::test(flavor = "multi_thread")]
async fn after_a_lapse_an_officer_may_take_a_late_signature_if_nobody_else_was_asked() {
    let (mut town, handoff) = lapsed_against_a_late_signature().await;
    town.agency(RECEIVER).line().unwrap().heal();
    until("the offer is on the table", || async {
        handoff.sender.referral(&handoff.id).await.filter(|referral| referral.offer.is_some())
    })
    .await;
    let answer: AnswerOfferRequest = step!(AnswerOfferRequest, handoff.id, answer: Answer::Grant as i32);
    done(&handoff.sender, answer).await;
    handoff.both(ReferralState::Acknowledged).await;
    town.verify_stores().await;
}

// D20
#[tokio::test(flavor = "multi_thread")]
async fn a_late_signature_is_superseded_once_the_matter_was_handed_over_again() {
    let (mut town, handoff) = lapsed_against_a_late_signature().await;
    let again = requests::refer(&handoff.matter_id, "police", handoff.receiver.agency());
    let again = duijie_proto::v1::ReferRequest { replaces_referral: handoff.id.clone(), ..again };
    let second = done(&handoff.sender, again).await.referral.unwrap().referral_id;
    town.agency(RECEIVER).line().unwrap().heal();
    until("the late signature is answered", || async {
        (happened(&handoff.receiver, &handoff.id, "verdict").await == 1).then_some(())
    })
    .await;
    let (ours, theirs) = handoff.both(ReferralState::Lapsed).await;
    assert!(ours.offer.is_none() && theirs.offer.is_none());
    let second = Handoff { id: second, ..handoff };
    second.both(ReferralState::Arrived).await;
    town.verify_stores().await;
}

// D16
#[tokio::test(flavor = "multi_thread")]
async fn ten_days_of_appraisal_move_the_month_of_mediation_by_ten_days() {
    let mut town = Town::sandbox("2026-03-03T09:00:00+08:00").await;
    let handoff = Handoff::arrived(&town, "police", "鉴定").await;
    done(&handoff.receiver, step!(AcknowledgeRequest, handoff.id)).await;
    done(&handoff.receiver, step!(AcceptRequest, handoff.id)).await;
    let (ours, theirs) = handoff.both(ReferralState::Accepted).await;
    for referral in [&ours, &theirs] {
        let due = deadline(referral, Duty::Handle).due.unwrap();
        assert_eq!((due.rule_id.as_str(), due.due), ("RM01", Some(instant("2026-04-04T00:00:00+08:00"))));
    }
    let all = ["public-security", RECEIVER];
    town.set_clocks(&all, "2026-03-10T09:00:00+08:00").await;
    done(&handoff.receiver, requests::suspend(&handoff.id)).await;
    handoff.both(ReferralState::Suspended).await;
    town.set_clocks(&all, "2026-03-20T09:00:00+08:00").await;
    done(&handoff.receiver, step!(ResumeRequest, handoff.id)).await;
    let (ours, theirs) = handoff.both(ReferralState::Accepted).await;
    for referral in [&ours, &theirs] {
        let due = deadline(referral, Duty::Handle).due.unwrap().due;
        assert_eq!(due, Some(instant("2026-04-14T00:00:00+08:00")));
    }
    town.verify_stores().await;
}

// D23
#[tokio::test(flavor = "multi_thread")]
async fn services_that_come_back_three_days_late_fire_once_with_the_true_due_time() {
    let mut town = Town::sandbox("2026-03-02T09:00:00+08:00").await;
    let handoff = Handoff::arrived(&town, "police", "停机三日").await;
    for late in ["2026-03-07T00:00:00+08:00", "2026-03-08T00:00:00+08:00"] {
        for role in BOTH {
            town.kill(role).await;
        }
        for role in BOTH {
            town.start(role).await;
        }
        town.set_clocks(&BOTH, late).await;
        handoff.both(ReferralState::Lapsed).await;
        assert_eq!(happened(&handoff.receiver, &handoff.id, "deadline_fired").await, 1);
        assert_eq!(happened(&handoff.sender, &handoff.id, "lapse").await, 1);
    }
    let request = GetTimelineRequest { referral_id: handoff.id.clone(), ..GetTimelineRequest::default() };
    let entries = done(&handoff.receiver, request).await.entries;
    let fired = entries.iter().find(|entry| entry.what == "deadline_fired").unwrap();
    assert!(fired.text_zh.contains("2026-03-03 24:00"), "{}", fired.text_zh);
    // The reminder at half the term was overtaken; at most the one at its end was sent.
    assert!(happened(&handoff.sender, &handoff.id, "remind").await <= 1);
    town.verify_stores().await;
}

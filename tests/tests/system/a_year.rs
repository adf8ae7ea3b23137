//! A year on sandbox clocks, driven month by month from outside: what falls due early and what falls due late fires once.

use duijie_proto::v1::{Duty, GetTimelineRequest, ReferralState};
use duijie_tests::{
    step,
    system::{
        clerk::Clerk,
        handoff::{Handoff, done},
        town::{Town, instant},
    },
};

const BOTH: [&str; 2] = ["petitions", "judicial-bureau"];
/// The second of each month from March 2026 on; on two of them a referral is accepted, to be handled within a month.
const MONTHS: [&str; 13] = [
    "2026-03-02",
    "2026-04-02",
    "2026-05-02",
    "2026-06-02",
    "2026-07-02",
    "2026-08-02",
    "2026-09-02",
    "2026-10-02",
    "2026-11-02",
    "2026-12-02",
    "2027-01-02",
    "2027-02-02",
    "2027-03-02",
];
/// Accepted on 2 April: due about sixty days after the year begins.
const EARLY: (&str, &str) = ("2026-04-02", "2026-05-07T00:00:00+08:00");
/// Accepted on 2 December: due about three hundred days after.
const LATE: (&str, &str) = ("2026-12-02", "2027-01-05T00:00:00+08:00");

#[tokio::test(flavor = "multi_thread")]
async fn what_falls_due_in_two_months_and_what_falls_due_in_ten_fires_once_each() {
    let mut town = Town::sandbox("2026-03-01T09:00:00+08:00").await;
    let mut accepted: Vec<(Handoff, &str)> = Vec::new();
    for month in MONTHS {
        town.set_clocks(&BOTH, &format!("{month}T09:00:00+08:00")).await;
        for (handoff, due) in &accepted {
            passed(handoff, instant(due).seconds <= instant(&format!("{month}T09:00:00+08:00")).seconds).await;
        }
        if let Some((_, due)) = [EARLY, LATE].into_iter().find(|(day, _)| *day == month) {
            let handoff = Handoff::arrived(&town, "petition", month).await;
            done(&handoff.receiver, step!(AcknowledgeRequest, handoff.id)).await;
            done(&handoff.receiver, step!(AcceptRequest, handoff.id)).await;
            let (ours, theirs) = handoff.both(ReferralState::Accepted).await;
            for referral in [ours, theirs] {
                let handle = referral.deadlines.iter().find(|deadline| deadline.duty() == Duty::Handle).unwrap();
                assert_eq!(handle.due.as_ref().unwrap().due, Some(instant(due)), "{month}");
            }
            accepted.push((handoff, due));
        }
    }
    assert_eq!(accepted.len(), 2);
    town.verify_stores().await;
}

/// Each month that passes takes a term over its half, and then over its end: a reminder each, and what is over has fired.
async fn passed(handoff: &Handoff, over: bool) {
    let times = usize::from(over);
    assert_eq!(happened(&handoff.receiver, &handoff.id, "deadline_fired").await, times);
    assert_eq!(happened(&handoff.sender, &handoff.id, "remind").await, 1 + times);
}

async fn happened(clerk: &Clerk, referral: &str, what: &str) -> usize {
    let request = GetTimelineRequest { referral_id: referral.to_owned(), ..GetTimelineRequest::default() };
    done(clerk, request).await.entries.iter().filter(|entry| entry.what == what).count()
}

//! Referrals over real services and a real bus, in every course they can take. Nothing is broken here.

use duijie_tests::system::{
    handoff::{Course, Handoff, KINDS},
    town::Town,
};
use futures::future::join_all;

// A01, A16
#[tokio::test(flavor = "multi_thread")]
async fn every_kind_takes_every_course_and_both_sides_end_with_the_same_letter() {
    let mut town = Town::production().await;
    let courses = KINDS.into_iter().flat_map(|(kind, _)| Course::ALL.map(|course| (kind, course)));
    join_all(courses.map(async |(kind, course)| {
        let handoff = Handoff::begin(&town, kind, &format!("{kind} {course:?}")).await;
        handoff.play(course).await;
        handoff.both(course.end()).await;
    }))
    .await;
    assert_eq!(town.agrees().await, 18);
    let records = town.verify_stores().await;
    assert!(records.values().all(|records| *records > 0), "{records:?}");
}

//! Referrals over real services and a real bus, in every course they can take. Nothing is broken here.

use duijie_cli::exit::lines;
use duijie_proto::v1::{Intake, RegisterMatterRequest, Source};
use duijie_tests::system::{
    clerk::reason,
    handoff::{Course, Handoff, KINDS, RECEIVER, done},
    requests,
    town::{Town, id_of},
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

#[tokio::test(flavor = "multi_thread")]
async fn nothing_goes_to_mediation_before_its_parties_were_asked_and_what_was_taken_in_for_another_does() {
    let town = Town::sandbox("2026-03-02T09:00:00+08:00").await;
    let unasked = |title: &str| RegisterMatterRequest { consents: Vec::new(), ..requests::register(title) };
    for (kind, role) in [("police", "public-security"), ("petition", "petitions")] {
        let clerk = town.clerk(role);
        let matter = done(&clerk, unasked("未征询")).await.matter.unwrap().matter_id;
        let refused = clerk.insist(requests::refer(&matter, kind, &id_of(RECEIVER))).await.unwrap_err();
        let told = lines(&refused);
        assert_eq!(reason(&refused), "CONSENT_MISSING");
        assert!(told[0].contains("赵甲、钱乙") && told[1].ends_with("tell the other ways"), "{told:?}");
        assert!(told.iter().any(|line| line.starts_with("basis: 《") || line.starts_with("basis: 司法部")), "{told:?}");
    }
    let clerk = town.clerk("public-security");
    let intake = Intake { source: Source::Proxy.into(), on_behalf_of: id_of(RECEIVER), ..Intake::default() };
    let proxy = RegisterMatterRequest { intake: Some(intake), ..unasked("代收") };
    let matter = done(&clerk, proxy).await.matter.unwrap().matter_id;
    done(&clerk, requests::refer(&matter, "police", &id_of(RECEIVER))).await;
}

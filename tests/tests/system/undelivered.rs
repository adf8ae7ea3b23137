//! Letters that a peer does not get: an alarm after ten minutes of recorded time, once, until they are delivered.

use duijie_cli::args::Role;
use duijie_proto::v1::{GetStatusRequest, ReferralState};
use duijie_tests::system::{
    handoff::{Handoff, RECEIVER, done},
    metrics::alarms,
    town::{Town, id_of},
    waiting::until,
};

const SENDER: &str = "courts";

async fn told(town: &Town) -> u64 {
    alarms(town.agency(SENDER), "UNDELIVERED", &id_of(RECEIVER)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_undelivered_for_ten_minutes_raise_one_alarm_until_they_are_delivered() {
    let mut town = Town::sandbox("2026-03-02T09:00:00+08:00").await;
    for (day, times) in [("02", 1), ("03", 2)] {
        town.kill(RECEIVER).await;
        town.set_clocks(&[SENDER], &format!("2026-03-{day}T10:00:00+08:00")).await;
        let handoff = Handoff::begin(&town, "litigation", "无人接收").await;
        town.set_clocks(&[SENDER], &format!("2026-03-{day}T10:10:00+08:00")).await;
        assert_eq!(told(&town).await, times - 1);
        for later in ["10:10:01", "10:30:00", "12:00:00"] {
            town.set_clocks(&[SENDER], &format!("2026-03-{day}T{later}+08:00")).await;
            assert_eq!(told(&town).await, times, "{later}");
        }
        let peer = town.clerk(SENDER).peer(&id_of(RECEIVER)).await.unwrap();
        assert!(peer.undelivered_since.is_some());
        town.start(RECEIVER).await;
        handoff.both(ReferralState::Arrived).await;
        until("the letter is known to be there", || async {
            let peer = town.clerk(SENDER).peer(&id_of(RECEIVER)).await?;
            (peer.undelivered_since.is_none() && peer.delivered == peer.committed).then_some(())
        })
        .await;
        assert_eq!(told(&town).await, times);
    }
    let operator = town.officer(SENDER, "周运维", Role::Operator);
    assert!(!done(&operator, GetStatusRequest {}).await.clock_suspect);
    town.verify_stores().await;
}

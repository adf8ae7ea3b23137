//! The line between one agency and the bus is cut for half a minute: its clerks work on, officers can see what waits, and it heals
//! by itself (B01, B16, B26).

use duijie_cli::fleet::{
    agencies::{FleetOptions, Lines},
    fault_proxy::CutMode,
};
use duijie_proto::v1::{GetStatusRequest, ReferralState};
use duijie_tests::{
    step,
    system::{
        handoff::{Course, Handoff, done},
        requests,
        town::Town,
        waiting::until,
    },
};
use std::time::Duration;

/// How long the line stays cut: longer than every pause in the protocol's ordinary pace.
const CUT: Duration = Duration::from_secs(30);
/// How often a clerk of the cut-off agency has something to do.
const WORK_EVERY: Duration = Duration::from_secs(1);

async fn cut_and_healed(mode: CutMode) {
    let mut town = Town::open(FleetOptions { lines: Lines::Breakable, ..FleetOptions::default() }).await;
    let (courts, bureau) = (town.clerk("courts"), town.clerk("judicial-bureau"));
    let before = Handoff::arrived(&town, "litigation", "断线之前").await;
    town.all_delivered().await;
    town.agency("courts").line().unwrap().cut(mode);

    // Both ends work on. What they write waits, and says since when.
    done(&bureau, step!(AcknowledgeRequest, before.id)).await;
    done(&courts, step!(RecallRequest, before.id, reason: "断线期间收回".to_owned())).await;
    for (clerk, peer) in [(&courts, &bureau), (&bureau, &courts)] {
        assert!(clerk.peer(peer.agency()).await.unwrap().undelivered_since.is_some());
        let delivery = clerk.referral(&before.id).await.unwrap().delivery.unwrap();
        assert!(!delivery.delivered && delivery.undelivered_since.is_some());
    }
    let mut waiting = Vec::new();
    let mut work = tokio::time::interval(WORK_EVERY);
    for number in 0..CUT.as_secs() {
        work.tick().await;
        waiting.push(Handoff::begin(&town, "litigation", &format!("断线期间 {number}")).await);
        // The others do not notice.
        let other = Handoff::begin(&town, "police", &format!("别家 {number}")).await;
        other.play(Course::Declined).await;
    }
    for handoff in &waiting {
        assert!(handoff.receiver.referral(&handoff.id).await.is_none());
    }
    assert_eq!(courts.referral(&before.id).await.unwrap().state(), ReferralState::Arrived);

    town.agency("courts").line().unwrap().heal();
    for handoff in &waiting {
        handoff.both(ReferralState::Arrived).await;
    }
    // The signature and the recall crossed; the receiver's desk granted the recall, for nothing was accepted.
    before.both(ReferralState::Recalled).await;
    until("the courts know that they are connected", || async {
        done(&courts, GetStatusRequest {}).await.bus_connected.then_some(())
    })
    .await;
    done(&bureau, step!(AcknowledgeRequest, waiting[0].id)).await;
    done(&bureau, requests::decline(&waiting[0].id)).await;
    waiting[0].both(ReferralState::Declined).await;
    town.all_delivered().await;
    assert_eq!(town.agrees().await, 1 + 2 * waiting.len());
    town.verify_stores().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_resets_for_half_a_minute_heals_alone_with_nothing_lost() {
    cut_and_healed(CutMode::Reset).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_swallows_everything_for_half_a_minute_heals_alone_with_nothing_lost() {
    cut_and_healed(CutMode::Blackhole).await;
}

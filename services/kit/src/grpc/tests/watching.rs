//! Watches: from a position on, every change, as it was right then.

use super::{
    house::{House, Plan},
    refer, register, uuid,
};
use duijie_proto::v1::{
    self, matter_service_client::MatterServiceClient, referral_service_client::ReferralServiceClient,
    sending_service_client::SendingServiceClient,
};

/// Position and state.
type Seen = (u64, i32);

async fn refer_and_recall(house: &House, number: u32) {
    let mut sending = SendingServiceClient::new(house.leader());
    let matter = MatterServiceClient::new(house.officer()).register_matter(register(number)).await.unwrap();
    let matter = matter.into_inner().matter.unwrap();
    let referral = sending.refer(refer(number + 1, &matter.matter_id)).await.unwrap().into_inner().referral.unwrap();
    let lapse = v1::OverrideLapseRequest {
        request_id: uuid(number + 2),
        referral_id: referral.referral_id,
        reason: "失联".into(),
        validate_only: false,
    };
    sending.override_lapse(lapse).await.unwrap();
}

async fn seen(house: &House, after_position: u64, count: usize) -> Vec<Seen> {
    let request = v1::WatchReferralsRequest { after_position, ..Default::default() };
    let mut changes = ReferralServiceClient::new(house.nobody()).watch_referrals(request).await.unwrap().into_inner();
    let mut seen = Vec::new();
    while seen.len() < count {
        let change = changes.message().await.unwrap().unwrap();
        let referral = change.referral.unwrap();
        assert_eq!(referral.position, change.position);
        seen.push((change.position, referral.state));
    }
    seen
}

#[tokio::test(flavor = "multi_thread")]
async fn a_watch_tells_the_past_and_then_the_present_without_gap_or_repetition() {
    let house = House::open(Plan::courts()).await;
    refer_and_recall(&house, 10).await;
    let ((), live) = tokio::join!(
        async {
            for number in 2..8 {
                refer_and_recall(&house, number * 10).await;
            }
        },
        seen(&house, 0, 14),
    );
    let (sent, lapsed) = (v1::ReferralState::Sent as i32, v1::ReferralState::Lapsed as i32);
    let expected: Vec<Seen> = (0..7).flat_map(|round| [(round * 3 + 3, sent), (round * 3 + 4, lapsed)]).collect();
    assert_eq!(live, expected);
    assert_eq!(seen(&house, 0, 14).await, live);
    assert_eq!(seen(&house, 10, 8).await, live[6..]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_watch_ends_when_the_service_stops() {
    let house = House::open(Plan::courts()).await;
    refer_and_recall(&house, 10).await;
    let mut referrals = ReferralServiceClient::new(house.nobody());
    let other = v1::WatchReferralsRequest { kind: "police".into(), ..Default::default() };
    let mut changes = referrals.watch_referrals(other).await.unwrap().into_inner();
    house.stop.cancel();
    assert_eq!(changes.message().await.unwrap(), None);
}

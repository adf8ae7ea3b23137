//! Commands and their answers, once and again.

use super::{
    error_info,
    house::{House, Plan},
    locales, reason, refer, register, uuid,
};
use duijie_proto::v1::{
    self, matter_service_client::MatterServiceClient, referral_service_client::ReferralServiceClient,
    sending_service_client::SendingServiceClient,
};
use prost::Message;
use std::time::Duration;
use tonic::Code;

#[tokio::test(flavor = "multi_thread")]
async fn a_matter_is_registered_and_handed_over() {
    let house = House::open(Plan::courts()).await;
    let answer = MatterServiceClient::new(house.officer()).register_matter(register(1)).await.unwrap().into_inner();
    let (matter, receipt) = (answer.matter.unwrap(), answer.receipt.unwrap());
    assert!(matter.matter_id.starts_with("m-") && matter.dispute_code.starts_with("DJ-320102-"));
    assert_eq!((matter.position, matter.responsible), (receipt.position, true));
    let answer = SendingServiceClient::new(house.officer()).refer(refer(2, &matter.matter_id)).await.unwrap();
    let answer = answer.into_inner();
    let (referral, receipt) = (answer.referral.unwrap(), answer.receipt.unwrap());
    assert!(referral.referral_id.starts_with("r-"));
    assert_eq!(referral.state, v1::ReferralState::Sent as i32);
    assert_eq!((referral.position, referral.holder.as_str()), (receipt.position, crate::sample::COURTS));
    assert_eq!(referral.allowed, ["Recall", "OverrideLapse", "Withdraw"]);
    assert_eq!(referral.reference.unwrap().content, referral.content);
    assert_eq!(receipt.environment, v1::Environment::Sandbox as i32);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeat_gets_the_first_answer_byte_for_byte_however_much_later() {
    let house = House::open(Plan::courts()).await;
    let mut matters = MatterServiceClient::new(house.officer());
    let first = matters.register_matter(register(1)).await.unwrap().into_inner();
    let mut sending = SendingServiceClient::new(house.officer());
    let request = refer(2, &first.matter.as_ref().unwrap().matter_id);
    let referred = sending.refer(request.clone()).await.unwrap().into_inner();
    let id = referred.referral.as_ref().unwrap().referral_id.clone();
    let recall =
        v1::RecallRequest { request_id: uuid(3), referral_id: id, reason: "误送".into(), ..Default::default() };
    sending.recall(recall).await.unwrap();
    house.clock.advance(Duration::from_secs(40 * 86_400));

    let upper = v1::ReferRequest { request_id: request.request_id.to_uppercase(), ..request };
    assert_eq!(sending.refer(upper).await.unwrap().into_inner().encode_to_vec(), referred.encode_to_vec());
    // Another officer may repeat what the first one asked.
    let mut another = MatterServiceClient::new(house.leader());
    assert_eq!(another.register_matter(register(1)).await.unwrap().into_inner().encode_to_vec(), first.encode_to_vec());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_id_used_for_something_else_is_a_conflict() {
    let house = House::open(Plan::courts()).await;
    let mut matters = MatterServiceClient::new(house.officer());
    matters.register_matter(register(1)).await.unwrap();
    let other = v1::RegisterMatterRequest { title: "另一件事".into(), ..register(1) };
    let refused = matters.register_matter(other).await.unwrap_err();
    assert_eq!(reason(&refused), (Code::AlreadyExists, "REQUEST_ID_REUSED".into()));
    assert_eq!(locales(&refused), ["zh-CN", "en"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_only_validated_leaves_nothing_behind() {
    let house = House::open(Plan::courts()).await;
    let mut matters = MatterServiceClient::new(house.officer());
    let only = v1::RegisterMatterRequest { validate_only: true, ..register(1) };
    assert_eq!(matters.register_matter(only).await.unwrap().into_inner(), v1::MatterAnswer::default());
    // Nothing but which calendar is in force.
    assert_eq!(house.desk.store().head().unwrap().position, 1);
    assert!(matters.register_matter(register(1)).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_says_the_state_and_what_would_be_allowed() {
    let house = House::open(Plan::courts()).await;
    let (mut matters, mut sending) =
        (MatterServiceClient::new(house.officer()), SendingServiceClient::new(house.officer()));
    let matter = matters.register_matter(register(1)).await.unwrap().into_inner().matter.unwrap();
    let referral = sending.refer(refer(2, &matter.matter_id)).await.unwrap().into_inner().referral.unwrap();
    let confirm =
        v1::ConfirmOutcomeRequest { request_id: uuid(3), referral_id: referral.referral_id, validate_only: false };
    let refused = sending.confirm_outcome(confirm.clone()).await.unwrap_err();
    assert_eq!(reason(&refused), (Code::FailedPrecondition, "OUT_OF_ORDER".into()));
    let info = error_info(&refused);
    assert_eq!((info.domain.as_str(), info.metadata["state"].as_str()), ("duijie.v1", "sent"));
    assert_eq!(info.metadata["allowed"], "Recall,OverrideLapse,Withdraw");
    // The refusal is the answer, and is given again.
    assert_eq!(sending.confirm_outcome(confirm).await.unwrap_err().details(), refused.details());

    let missing = v1::ReferRequest { procedure: 0, ..refer(4, &matter.matter_id) };
    let refused = sending.refer(missing).await.unwrap_err();
    assert_eq!(reason(&refused), (Code::FailedPrecondition, "PROCEDURE_MISSING".into()));
    assert!(error_info(&refused).metadata["basis"].contains("立案与调解"));
    let close = v1::CloseMatterRequest {
        request_id: uuid(5),
        matter_id: "m-none".into(),
        reason: "无".into(),
        validate_only: false,
    };
    assert_eq!(matters.close_matter(close).await.unwrap_err().code(), Code::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_shows_the_matter_with_its_referrals() {
    let house = House::open(Plan::courts()).await;
    let mut matters = MatterServiceClient::new(house.officer());
    let matter = matters.register_matter(register(1)).await.unwrap().into_inner().matter.unwrap();
    let mut sending = SendingServiceClient::new(house.leader());
    let referral = sending.refer(refer(2, &matter.matter_id)).await.unwrap().into_inner().referral.unwrap();
    let lapse = v1::OverrideLapseRequest {
        request_id: uuid(3),
        referral_id: referral.referral_id,
        reason: "对方长期失联".into(),
        validate_only: false,
    };
    let lapsed = sending.override_lapse(lapse).await.unwrap().into_inner().referral.unwrap();
    assert_eq!(lapsed.override_reason, "对方长期失联");
    let close = v1::CloseMatterRequest {
        request_id: uuid(4),
        matter_id: matter.matter_id,
        reason: "当事人自行和解".into(),
        validate_only: false,
    };
    let closed = matters.close_matter(close.clone()).await.unwrap().into_inner();
    let again = matters.close_matter(close).await.unwrap().into_inner();
    assert_eq!(closed.encode_to_vec(), again.encode_to_vec());
    let matter = closed.matter.unwrap();
    assert_eq!(matter.state, v1::MatterState::Closed as i32);
    assert_eq!(matter.referrals[0].state, v1::ReferralState::Lapsed as i32);
    assert_eq!(matter.referrals[0].position, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_party_withdraws_at_the_sending_agency() {
    let house = House::open(Plan::courts()).await;
    let matter = MatterServiceClient::new(house.officer()).register_matter(register(1)).await.unwrap().into_inner();
    let request = refer(2, &matter.matter.unwrap().matter_id);
    let referral = SendingServiceClient::new(house.officer()).refer(request).await.unwrap().into_inner();
    let withdraw = v1::WithdrawRequest {
        request_id: uuid(3),
        referral_id: referral.referral.unwrap().referral_id,
        party: "甲".into(),
        ..Default::default()
    };
    let answer = ReferralServiceClient::new(house.officer()).withdraw(withdraw).await.unwrap().into_inner();
    assert_eq!(answer.referral.unwrap().pending.unwrap().kind, v1::PendingKind::Withdrawal as i32);
}

//! Who is let in, what is served, and the sandbox clock.

use super::{
    house::{House, Plan},
    reason, register, uuid,
};
use crate::{access::Access, codec::field::proto_instant};
use duijie_core::clock::Clock;
use duijie_proto::v1::{
    self, matter_service_client::MatterServiceClient, mediation_service_client::MediationServiceClient,
    operator_service_client::OperatorServiceClient, peer_service_client::PeerServiceClient,
    sandbox_service_client::SandboxServiceClient, sending_service_client::SendingServiceClient,
};
use std::time::Duration;
use tonic::Code;
use tonic_health::pb::{HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient};
use tonic_reflection::pb::{
    v1::{self as reflection, server_reflection_client::ServerReflectionClient},
    v1alpha::{self as old_reflection, server_reflection_client::ServerReflectionClient as OldReflectionClient},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_command_names_its_officer_and_a_query_need_not() {
    let house = House::open(Plan::courts()).await;
    let nobody = MatterServiceClient::new(house.nobody()).register_matter(register(1)).await.unwrap_err();
    assert_eq!(reason(&nobody), (Code::Unauthenticated, "NO_OFFICER".into()));
    let king = MatterServiceClient::new(house.saying("wang; role=king")).register_matter(register(1)).await;
    assert_eq!(reason(&king.unwrap_err()), (Code::Unauthenticated, "BAD_OFFICER".into()));
    assert!(PeerServiceClient::new(house.nobody()).list_peers(v1::ListPeersRequest {}).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_officer_of_a_command_is_in_the_timeline() {
    let house = House::open(Plan::courts()).await;
    let mut matters = MatterServiceClient::new(house.officer());
    let matter = matters.register_matter(register(1)).await.unwrap().into_inner().matter.unwrap();
    let request = v1::GetTimelineRequest { matter_id: matter.matter_id, ..Default::default() };
    let entries = matters.get_timeline(request).await.unwrap().into_inner().entries;
    assert_eq!((entries[0].what.as_str(), entries[0].officer.as_str()), ("registered", "王芳"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_service_answers_health_and_reflection_only() {
    let house = House::open(Plan { access: Access::Closed, ..Plan::courts() }).await;
    let refused = PeerServiceClient::new(house.officer()).list_peers(v1::ListPeersRequest {}).await.unwrap_err();
    assert_eq!(reason(&refused), (Code::Unauthenticated, "NOT_ADMITTED".into()));
    let refused = SandboxServiceClient::new(house.officer()).get_clock(v1::GetClockRequest {}).await.unwrap_err();
    assert_eq!(refused.code(), Code::Unauthenticated);
    let check = HealthCheckRequest { service: "duijie.v1.MatterService".into() };
    let health = HealthClient::new(house.nobody()).check(check).await.unwrap().into_inner();
    assert_eq!(health.status(), ServingStatus::Serving);
    assert!(!listed(&house).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn some_commands_need_a_leader_or_an_operator() {
    let house = House::open(Plan::courts()).await;
    let lapse = v1::OverrideLapseRequest {
        request_id: uuid(1),
        referral_id: "r-1".into(),
        reason: "失联".into(),
        validate_only: false,
    };
    let refused = SendingServiceClient::new(house.officer()).override_lapse(lapse.clone()).await.unwrap_err();
    assert_eq!(reason(&refused), (Code::PermissionDenied, "ROLE_NEEDED".into()));
    assert!(refused.message().contains("leader"));
    let as_leader = SendingServiceClient::new(house.leader()).override_lapse(lapse).await.unwrap_err();
    assert_eq!(as_leader.code(), Code::NotFound);
    let order = v1::RecallRequest {
        request_id: uuid(2),
        referral_id: "r-1".into(),
        reason: "上级要求".into(),
        order_superior: "320000.courts".into(),
        order_number: "1".into(),
        validate_only: false,
    };
    let mut sending = SendingServiceClient::new(house.officer());
    assert_eq!(sending.recall(order.clone()).await.unwrap_err().code(), Code::PermissionDenied);
    let plain = v1::RecallRequest { order_superior: String::new(), order_number: String::new(), ..order };
    assert_eq!(sending.recall(plain).await.unwrap_err().code(), Code::NotFound);

    let confirm = v1::ConfirmClockRequest { request_id: uuid(3) };
    let refused = OperatorServiceClient::new(house.leader()).confirm_clock(confirm.clone()).await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied);
    let confirmed =
        OperatorServiceClient::new(house.saying("ops; role=operator")).confirm_clock(confirm).await.unwrap();
    assert_eq!(confirmed.into_inner().wall, Some(proto_instant(house.clock.read().wall)));
}

/// Services that reflection tells.
async fn listed(house: &House) -> Vec<String> {
    use reflection::{server_reflection_request::MessageRequest, server_reflection_response::MessageResponse};
    let request = reflection::ServerReflectionRequest {
        host: String::new(),
        message_request: Some(MessageRequest::ListServices(String::new())),
    };
    let mut client = ServerReflectionClient::new(house.nobody());
    let answers = client.server_reflection_info(futures::stream::iter([request])).await.unwrap();
    let answer = answers.into_inner().message().await.unwrap().unwrap();
    match answer.message_response {
        Some(MessageResponse::ListServicesResponse(list)) => list.service.into_iter().map(|s| s.name).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn reflection_lists_only_what_the_role_has_and_the_rest_is_unimplemented() {
    let (courts, bureau) = (House::open(Plan::courts()).await, House::open(Plan::bureau()).await);
    let has = |all: &[String], name: &str| all.iter().any(|listed| *listed == format!("duijie.v1.{name}"));
    let (at_courts, at_bureau) = (listed(&courts).await, listed(&bureau).await);
    for name in [
        "MatterService",
        "ReferralService",
        "DeadlineService",
        "PeerService",
        "OperatorService",
        "SandboxService",
        "DossierService",
    ] {
        assert!(has(&at_courts, name) && has(&at_bureau, name), "{name}");
    }
    assert!(has(&at_courts, "SendingService") && !has(&at_bureau, "SendingService"));
    for name in ["ReceivingService", "MediationService"] {
        assert!(!has(&at_courts, name) && has(&at_bureau, name), "{name}");
    }
    let assign = v1::AssignBodyRequest { request_id: uuid(1), ..Default::default() };
    let refused = MediationServiceClient::new(courts.officer()).assign_body(assign).await.unwrap_err();
    assert_eq!(refused.code(), Code::Unimplemented);
    assert!(refused.message().contains("本单位的职能不含此类请求"), "{refused:?}");
    assert_eq!(refused.metadata().get("x-duijie-environment").unwrap(), "sandbox");

    use old_reflection::server_reflection_request::MessageRequest;
    let symbol = |name: &str| old_reflection::ServerReflectionRequest {
        host: String::new(),
        message_request: Some(MessageRequest::FileContainingSymbol(name.to_owned())),
    };
    let asked = [symbol("duijie.v1.MatterService"), symbol("duijie.v1.MediationService")];
    let mut old = OldReflectionClient::new(courts.nobody());
    let mut answers = old.server_reflection_info(futures::stream::iter(asked)).await.unwrap().into_inner();
    use old_reflection::server_reflection_response::MessageResponse;
    let first = answers.message().await.unwrap().unwrap().message_response;
    assert!(matches!(first, Some(MessageResponse::FileDescriptorResponse(_))));
    assert!(answers.message().await.is_err(), "a service that is not served has no file");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_clock_goes_forward_and_never_back() {
    let house = House::open(Plan::courts()).await;
    let mut sandbox = SandboxServiceClient::new(house.nobody());
    let start = house.clock.read().wall;
    let by = prost_types::Duration { seconds: 86_400, nanos: 0 };
    let moved = sandbox.advance_clock(v1::AdvanceClockRequest { by: Some(by) }).await.unwrap().into_inner();
    let next_day = start.plus(Duration::from_secs(86_400));
    assert_eq!(moved.now, Some(proto_instant(next_day)));
    let set = |at| v1::SetClockRequest { to: Some(proto_instant(at)) };
    let refused = sandbox.set_clock(set(start)).await.unwrap_err();
    assert_eq!(reason(&refused), (Code::InvalidArgument, "EARLIER".into()));
    let far = sandbox.set_clock(set(start.plus(Duration::from_secs(20 * 366 * 86_400)))).await.unwrap_err();
    assert_eq!(reason(&far).1, "TOO_FAR");
    assert!(sandbox.set_clock(set(next_day)).await.is_ok());
    for by in [None, Some((0, 0)), Some((-1, 0))] {
        let by = by.map(|(seconds, nanos)| prost_types::Duration { seconds, nanos });
        let refused = sandbox.advance_clock(v1::AdvanceClockRequest { by }).await.unwrap_err();
        assert_eq!(refused.code(), Code::InvalidArgument);
    }
    let answer = MatterServiceClient::new(house.officer()).register_matter(register(1)).await.unwrap().into_inner();
    assert_eq!(answer.receipt.unwrap().recorded_at, Some(proto_instant(next_day)));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_sandbox_lets_its_clock_be_moved() {
    let house = House::open(Plan { sandbox: false, ..Plan::courts() }).await;
    let mut sandbox = SandboxServiceClient::new(house.officer());
    let by = prost_types::Duration { seconds: 60, nanos: 0 };
    let refused = sandbox.advance_clock(v1::AdvanceClockRequest { by: Some(by) }).await.unwrap_err();
    assert_eq!(reason(&refused), (Code::FailedPrecondition, "NOT_SANDBOX".into()));
    assert_eq!(sandbox.get_clock(v1::GetClockRequest {}).await.unwrap_err().code(), Code::FailedPrecondition);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_status_tells_who_and_where_the_journal_is() {
    let house = House::open(Plan::courts()).await;
    MatterServiceClient::new(house.officer()).register_matter(register(1)).await.unwrap();
    let status = OperatorServiceClient::new(house.nobody()).get_status(v1::GetStatusRequest {}).await.unwrap();
    let status = status.into_inner();
    assert_eq!((status.agency.as_str(), status.name.as_str()), (crate::sample::COURTS, "某单位"));
    assert_eq!((status.position, status.bus_connected, status.clock_suspect), (2, true, false));
    assert_eq!(status.record_digest.len(), 32);
}

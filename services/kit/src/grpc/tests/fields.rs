//! Bad fields: each named by its path, all at once, and nothing reaches the desk.

use super::{
    house::{House, Plan},
    material, party, reason, refer, register, uuid, violations,
};
use duijie_proto::v1::{
    self, matter_service_client::MatterServiceClient, receiving_service_client::ReceivingServiceClient,
    sending_service_client::SendingServiceClient,
};
use tonic::Code;

fn path(path: &str, code: &str) -> (String, String) {
    (path.to_owned(), code.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_bad_field_of_a_matter_is_named() {
    let house = House::open(Plan::courts()).await;
    let mut matters = MatterServiceClient::new(house.officer());
    type Change = fn(&mut v1::RegisterMatterRequest);
    let table: [(Change, &str, &str); 19] = [
        (|r| r.request_id.clear(), "request_id", "MISSING_FIELD"),
        (|r| r.request_id = "1".into(), "request_id", "NOT_A_UUID"),
        (|r| r.request_id = "0189000g-0000-7000-8000-000000000001".into(), "request_id", "NOT_A_UUID"),
        (|r| r.dispute_code = "案 1".into(), "dispute_code", "BAD_ID"),
        (|r| r.title.clear(), "title", "MISSING_FIELD"),
        (|r| r.title = "\u{3000} ".into(), "title", "BLANK"),
        (|r| r.title = "a\0b".into(), "title", "NUL_CHARACTER"),
        (|r| r.title = "字".repeat(201), "title", "TOO_LONG"),
        (|r| r.category = "字".repeat(101), "category", "TOO_LONG"),
        (|r| r.place_code = "32010".into(), "place_code", "BAD_PLACE"),
        (|r| r.summary = "字".repeat(4001), "summary", "TOO_LONG"),
        (|r| r.parties.clear(), "parties", "MISSING_FIELD"),
        (|r| r.parties = vec![party("甲"); 51], "parties", "TOO_MANY"),
        (|r| r.parties[1].name.clear(), "parties[1].name", "MISSING_FIELD"),
        (|r| r.parties[1].kind = 0, "parties[1].kind", "MISSING_FIELD"),
        (|r| r.parties[0].position = 99, "parties[0].position", "UNKNOWN_VALUE"),
        (|r| r.materials = vec![material("报警记录"); 101], "materials", "TOO_MANY"),
        (
            |r| r.materials = vec![v1::Material { digest: vec![1], ..material("x") }],
            "materials[0].digest",
            "BAD_DIGEST",
        ),
        (|r| r.own_number = "字".repeat(101), "own_number", "TOO_LONG"),
    ];
    for (change, field, code) in table {
        let mut request = register(1);
        change(&mut request);
        let refused = matters.register_matter(request).await.unwrap_err();
        assert_eq!(reason(&refused), (Code::InvalidArgument, code.into()), "{field}");
        assert_eq!(violations(&refused), [path(field, code)]);
    }
    assert_eq!(house.desk.store().head().unwrap().position, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn all_bad_fields_are_told_at_once() {
    let house = House::open(Plan::courts()).await;
    let request = v1::RegisterMatterRequest {
        request_id: "x".into(),
        title: String::new(),
        parties: vec![party(""), v1::Party { kind: 7, ..party("乙") }],
        ..register(1)
    };
    let refused = MatterServiceClient::new(house.officer()).register_matter(request).await.unwrap_err();
    let wrong = [
        path("request_id", "NOT_A_UUID"),
        path("title", "MISSING_FIELD"),
        path("parties[0].name", "MISSING_FIELD"),
        path("parties[1].kind", "UNKNOWN_VALUE"),
    ];
    assert_eq!(violations(&refused), wrong);
    assert!(refused.message().contains("one of 4") && refused.message().contains("共 4 处"));
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_fields_of_a_sending_agency_are_named() {
    let house = House::open(Plan::courts()).await;
    let mut sending = SendingServiceClient::new(house.officer());
    let wrong = v1::ReferRequest {
        kind: "诉调".into(),
        receiver: "320102".into(),
        procedure: 9,
        opinion: "字".repeat(2001),
        ..refer(1, "")
    };
    let refused = sending.refer(wrong).await.unwrap_err();
    let named = violations(&refused);
    let expected = [
        path("matter_id", "MISSING_FIELD"),
        path("kind", "BAD_ID"),
        path("receiver", "BAD_AGENCY"),
        path("procedure", "UNKNOWN_VALUE"),
        path("opinion", "TOO_LONG"),
    ];
    assert_eq!(named, expected);

    let recall = |superior: &str, number: &str| v1::RecallRequest {
        request_id: uuid(1),
        referral_id: "r-1".into(),
        reason: "误送".into(),
        order_superior: superior.into(),
        order_number: number.into(),
        validate_only: false,
    };
    let refused = sending.recall(recall("320102.courts", "")).await.unwrap_err();
    assert_eq!(violations(&refused), [path("order_number", "INCOMPLETE_ORDER")]);
    let refused = sending.recall(recall("", "令〔2026〕1号")).await.unwrap_err();
    assert_eq!(violations(&refused), [path("order_superior", "INCOMPLETE_ORDER")]);

    let supply = v1::SupplyRequest { request_id: uuid(1), referral_id: "r-1".into(), ..Default::default() };
    assert_eq!(violations(&sending.supply(supply).await.unwrap_err()), [path("materials", "MISSING_FIELD")]);
    let offer =
        v1::AnswerOfferRequest { request_id: uuid(1), referral_id: String::new(), answer: 0, validate_only: false };
    let both = [path("answer", "MISSING_FIELD"), path("referral_id", "MISSING_FIELD")];
    assert_eq!(violations(&sending.answer_offer(offer).await.unwrap_err()), both);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agreement_is_told_everything_it_lacks_and_a_failure_what_it_must_say() {
    let house = House::open(Plan::bureau()).await;
    let mut receiving = ReceivingServiceClient::new(house.officer());
    let conclude = |outcome: Option<v1::Outcome>| v1::ConcludeRequest {
        releases: Vec::new(),
        request_id: uuid(1),
        referral_id: "r-1".into(),
        outcome,
        validate_only: false,
    };
    let agreement = v1::Outcome { code: v1::OutcomeCode::Agreement as i32, ..Default::default() };
    let failed = v1::Outcome { code: v1::OutcomeCode::NoAgreement as i32, ..Default::default() };
    let signed = v1::Agreement {
        document: Some(material("调解协议书")),
        signed_by_parties: true,
        signed_by_mediator: true,
        sealed_by_organisation: true,
        perform_by: "2026-02-30".into(),
    };
    let lacking = ["document", "signed_by_parties", "signed_by_mediator", "sealed_by_organisation"];
    let lacking = lacking.map(|field| path(&format!("outcome.agreement.{field}"), "AGREEMENT_INCOMPLETE"));
    let refused = receiving.conclude(conclude(Some(agreement.clone()))).await.unwrap_err();
    assert_eq!(violations(&refused), lacking);
    assert!(refused.message().contains("第24条第2款"));

    let table = [
        (None, vec![path("outcome", "MISSING_FIELD")]),
        (Some(v1::Outcome::default()), vec![path("outcome.code", "MISSING_FIELD")]),
        (Some(v1::Outcome { code: 44, ..Default::default() }), vec![path("outcome.code", "UNKNOWN_VALUE")]),
        (
            Some(v1::Outcome { agreement: Some(signed.clone()), ..agreement }),
            vec![path("outcome.agreement.perform_by", "BAD_DATE")],
        ),
        (Some(failed.clone()), vec![path("outcome.no_agreement", "MISSING_FIELD")]),
        (
            Some(v1::Outcome { no_agreement: Some(v1::NoAgreement::default()), ..failed.clone() }),
            vec![
                path("outcome.no_agreement.reason", "MISSING_FIELD"),
                path("outcome.no_agreement.facts", "MISSING_FIELD"),
            ],
        ),
        (
            Some(v1::Outcome {
                agreement: Some(signed),
                no_agreement: Some(v1::NoAgreement { reason: 1, facts: "事实".into(), ..Default::default() }),
                ..failed
            }),
            vec![path("outcome.agreement", "CONTRADICTION")],
        ),
    ];
    for (outcome, expected) in table {
        assert_eq!(violations(&receiving.conclude(conclude(outcome)).await.unwrap_err()), expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_this_version_does_not_know_is_refused() {
    #[derive(Clone, PartialEq, prost::Message)]
    struct Newer {
        #[prost(string, tag = "1")]
        request_id: String,
        #[prost(string, tag = "2")]
        matter_id: String,
        #[prost(string, tag = "3")]
        reason: String,
        #[prost(bool, tag = "9")]
        urgent: bool,
    }
    let house = House::open(Plan::courts()).await;
    let newer = Newer { request_id: uuid(1), matter_id: "m-1".into(), reason: "完".into(), urgent: true };
    let mut grpc = tonic::client::Grpc::new(house.officer());
    grpc.ready().await.unwrap();
    let codec: tonic_prost::ProstCodec<Newer, v1::MatterAnswer> = tonic_prost::ProstCodec::default();
    let rpc = tonic::codegen::http::uri::PathAndQuery::from_static("/duijie.v1.MatterService/CloseMatter");
    let refused = grpc.unary(tonic::Request::new(newer), rpc, codec).await.unwrap_err();
    assert_eq!(reason(&refused), (Code::InvalidArgument, "UNKNOWN_FIELD".into()));
    assert_eq!(violations(&refused), [path("9", "UNKNOWN_FIELD")]);
    assert!(refused.message().contains("field number 9"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_larger_than_any_may_be_is_refused() {
    let house = House::open(Plan::courts()).await;
    let huge = v1::RegisterMatterRequest { summary: "x".repeat(1024 * 1024), ..register(1) };
    let refused = MatterServiceClient::new(house.officer()).register_matter(huge).await.unwrap_err();
    assert_eq!(reason(&refused), (Code::ResourceExhausted, "REQUEST_TOO_LARGE".into()));
}

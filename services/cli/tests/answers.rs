//! What the command prints and how it ends, against a service that answers from a script.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::net::SocketAddr;
use std::process::{Command, Output};

use duijie_proto::v1::{
    AcceptRequest, AcknowledgeRequest, AnswerRecallRequest, ConcludeRequest, DeclineRequest, GetReferralRequest,
    LetterRef, ListReferralsRequest, ListReferralsResponse, Receipt, Referral, ReferralAnswer, ReferralChange,
    ReferralState, ReportProgressRequest, RequestSupplementRequest, ResumeRequest, Side, SuspendRequest,
    WatchReferralsRequest, WithdrawRequest,
    receiving_service_server::{ReceivingService, ReceivingServiceServer},
    referral_service_server::{ReferralService, ReferralServiceServer},
};
use serde_json::Value;
use tokio::net::TcpListener;
use tonic::transport::Server;
use tonic::{Code, Request, Response, Status};
use tonic_types::{BadRequest, ErrorDetail, ErrorInfo, FieldViolation, LocalizedMessage, StatusExt};

/// How many referrals the service has: more than one page.
const REFERRALS: usize = 7;
const PAGE: usize = 3;

struct Scripted;

fn referral(number: usize) -> Referral {
    Referral {
        referral_id: format!("r{number}"),
        kind: "litigation".to_owned(),
        sender: "320102.courts".to_owned(),
        receiver: "320102.judicial-bureau".to_owned(),
        side: Side::Sender.into(),
        state: ReferralState::Arrived.into(),
        reference: Some(LetterRef { number: 4, content: vec![0xc0; 32], ..LetterRef::default() }),
        title: "楼上漏水纠纷".to_owned(),
        sent_at: Some(prost_types::Timestamp { seconds: 1_772_413_200, nanos: 0 }),
        ..Referral::default()
    }
}

#[tonic::async_trait]
impl ReferralService for Scripted {
    async fn get_referral(&self, request: Request<GetReferralRequest>) -> Result<Response<Referral>, Status> {
        match request.into_inner().referral_id.as_str() {
            "r1" => Ok(Response::new(referral(1))),
            _ => Err(Status::not_found("no such referral")),
        }
    }

    async fn list_referrals(
        &self,
        request: Request<ListReferralsRequest>,
    ) -> Result<Response<ListReferralsResponse>, Status> {
        let request = request.into_inner();
        let from: usize = if request.page_token.is_empty() { 0 } else { request.page_token.parse().unwrap() };
        let until = REFERRALS.min(from + PAGE.min(request.page_size as usize));
        let next = if until < REFERRALS { until.to_string() } else { String::new() };
        let referrals = (from..until).map(referral).collect();
        Ok(Response::new(ListReferralsResponse { referrals, next_page_token: next }))
    }

    type WatchReferralsStream = tokio_stream::Iter<std::vec::IntoIter<Result<ReferralChange, Status>>>;

    async fn watch_referrals(
        &self,
        request: Request<WatchReferralsRequest>,
    ) -> Result<Response<Self::WatchReferralsStream>, Status> {
        let after = request.into_inner().after_position;
        let change = |position| Ok(ReferralChange { position, referral: Some(referral(1)) });
        Ok(Response::new(tokio_stream::iter((after + 1..=9).map(change).collect::<Vec<_>>())))
    }

    async fn withdraw(&self, request: Request<WithdrawRequest>) -> Result<Response<ReferralAnswer>, Status> {
        if request.get_ref().validate_only {
            return Ok(Response::new(ReferralAnswer::default()));
        }
        let officer = request.metadata().get("x-duijie-officer").map(|said| said.to_str().unwrap().to_owned());
        let receipt = Receipt { position: 12, ..Receipt::default() };
        let referral = Referral { acknowledged_by: officer.unwrap_or_default(), ..referral(1) };
        Ok(Response::new(ReferralAnswer { referral: Some(referral), receipt: Some(receipt) }))
    }
}

#[tonic::async_trait]
impl ReceivingService for Scripted {
    async fn acknowledge(&self, _: Request<AcknowledgeRequest>) -> Result<Response<ReferralAnswer>, Status> {
        let said = |locale: &str, words: &str| ErrorDetail::LocalizedMessage(LocalizedMessage::new(locale, words));
        let known =
            [("allowed".to_owned(), "Accept,Decline".to_owned()), ("state".to_owned(), "acknowledged".to_owned())];
        let details = vec![
            ErrorDetail::ErrorInfo(ErrorInfo::new("OUT_OF_ORDER", "duijie.v1", known)),
            said("en", "it is acknowledged already"),
            said("zh-CN", "该对接已签收"),
        ];
        Err(Status::with_error_details_vec(Code::FailedPrecondition, "it is acknowledged already", details))
    }

    async fn accept(&self, _: Request<AcceptRequest>) -> Result<Response<ReferralAnswer>, Status> {
        Err(Status::unauthenticated("name an officer"))
    }

    async fn decline(&self, _: Request<DeclineRequest>) -> Result<Response<ReferralAnswer>, Status> {
        let wrong = vec![FieldViolation::new("text", "must not be blank")];
        let details = vec![ErrorDetail::BadRequest(BadRequest::new(wrong))];
        Err(Status::with_error_details_vec(Code::InvalidArgument, "a field is wrong", details))
    }

    async fn request_supplement(
        &self,
        _: Request<RequestSupplementRequest>,
    ) -> Result<Response<ReferralAnswer>, Status> {
        Err(Status::unavailable("stopping"))
    }

    async fn report_progress(&self, _: Request<ReportProgressRequest>) -> Result<Response<ReferralAnswer>, Status> {
        Err(Status::permission_denied("not yours"))
    }

    async fn suspend(&self, _: Request<SuspendRequest>) -> Result<Response<ReferralAnswer>, Status> {
        Err(Status::unimplemented(""))
    }

    async fn resume(&self, _: Request<ResumeRequest>) -> Result<Response<ReferralAnswer>, Status> {
        Err(Status::resource_exhausted("the queue is full"))
    }

    async fn conclude(&self, _: Request<ConcludeRequest>) -> Result<Response<ReferralAnswer>, Status> {
        Err(Status::unimplemented(""))
    }

    async fn answer_recall(&self, _: Request<AnswerRecallRequest>) -> Result<Response<ReferralAnswer>, Status> {
        Err(Status::unimplemented(""))
    }

    async fn object(&self, _: Request<duijie_proto::v1::ObjectRequest>) -> Result<Response<ReferralAnswer>, Status> {
        Err(Status::unimplemented(""))
    }

    async fn request_material(
        &self,
        _: Request<duijie_proto::v1::RequestMaterialRequest>,
    ) -> Result<Response<ReferralAnswer>, Status> {
        Err(Status::unimplemented(""))
    }

    async fn extend(&self, _: Request<duijie_proto::v1::ExtendRequest>) -> Result<Response<ReferralAnswer>, Status> {
        Err(Status::unimplemented(""))
    }

    async fn answer_supervision(
        &self,
        _: Request<duijie_proto::v1::AnswerSupervisionRequest>,
    ) -> Result<Response<ReferralAnswer>, Status> {
        Err(Status::unimplemented(""))
    }
}

async fn service() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let incoming = tokio_stream::wrappers::TcpListenerStream::new(listener);
    let server = Server::builder()
        .add_service(ReferralServiceServer::new(Scripted))
        .add_service(ReceivingServiceServer::new(Scripted));
    tokio::spawn(server.serve_with_incoming(incoming));
    addr
}

async fn duijie(args: &[&str]) -> Output {
    let addr = service().await;
    let mut command = Command::new(env!("CARGO_BIN_EXE_duijie"));
    command.args(args).env("DUIJIE_URL", format!("http://{addr}")).env_remove("DUIJIE_OFFICER");
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[tokio::test]
async fn a_get_in_json_is_one_document_with_the_names_of_the_contract() {
    let output = duijie(&["show", "r1", "-o", "json"]).await;
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let json: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(json["referral_id"], "r1");
    assert_eq!(json["state"], "arrived");
    assert_eq!(json["sent_at"], "2026-03-02T09:00:00+08:00");
    assert_eq!(json["reference"]["content"], "c0".repeat(32));
}

#[tokio::test]
async fn a_list_is_read_to_its_end_as_one_document() {
    let output = duijie(&["list", "-o", "json"]).await;
    let json: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(json["referrals"].as_array().unwrap().len(), REFERRALS);
    assert_eq!(json["next_page_token"], "");
}

#[tokio::test]
async fn a_list_stops_at_its_limit() {
    let output = duijie(&["list", "--limit", "4", "-o", "json"]).await;
    let json: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(json["referrals"].as_array().unwrap().len(), 4);
    assert_eq!(json["next_page_token"], "4");
}

#[tokio::test]
async fn a_table_has_chinese_words_and_without_a_terminal_no_colour() {
    let output = duijie(&["list"]).await;
    let text = out(&output);
    assert!(text.contains("已到达") && text.contains("楼上漏水纠纷") && text.contains("共 7 件"), "{text}");
    assert!(!text.contains('\u{1b}'), "{text:?}");
}

#[tokio::test]
async fn a_watch_in_json_prints_one_change_per_line() {
    let output = duijie(&["watch", "--after", "6", "-o", "json"]).await;
    let positions: Vec<_> = out(&output)
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["position"].as_u64().unwrap())
        .collect();
    assert_eq!(positions, [7, 8, 9]);
}

#[tokio::test]
async fn a_command_names_its_officer_percent_encoded_and_prints_its_receipt() {
    let output =
        duijie(&["--officer", "王丽", "--role", "leader", "withdraw", "r1", "--party", "何秀兰", "-o", "json"]).await;
    let json: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(json["receipt"]["position"], 12);
    assert_eq!(json["referral"]["acknowledged_by"], "%E7%8E%8B%E4%B8%BD; role=leader");
}

#[tokio::test]
async fn what_was_only_checked_says_so_to_people_and_is_what_it_is_to_programs() {
    let checked = ["--officer", "王丽", "withdraw", "r1", "--party", "何秀兰", "--validate-only"];
    assert_eq!(out(&duijie(&checked).await), "校验通过，未保存\nchecked, nothing stored\n");
    let json: Value = serde_json::from_str(&out(&duijie(&[&checked[..], &["-o", "json"]].concat()).await)).unwrap();
    assert_eq!((&json["referral"], &json["receipt"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn an_agreement_is_concluded_only_with_how_it_is_performed() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let conclude = ["conclude", "r1", "--outcome", "agreement", "--agreement", file];
    let told = err(&duijie(&conclude).await);
    assert!(told.contains("--performed") && told.contains("--perform-by 2026-12-31"), "{told}");
    for how in [&["--performed"][..], &["--perform-by", "2026-12-31"]] {
        let told = err(&duijie(&[&conclude[..], how].concat()).await);
        assert!(told.contains("UNIMPLEMENTED"), "the service is asked: {told}");
    }
}

#[tokio::test]
async fn a_refusal_is_told_in_both_languages_with_what_is_allowed_and_ends_with_1() {
    let output = duijie(&["acknowledge", "r1"]).await;
    assert_eq!(output.status.code(), Some(1));
    let told = err(&output);
    let zh = told.find("该对接已签收").unwrap();
    assert!(zh < told.find("it is acknowledged already").unwrap(), "{told}");
    assert!(told.contains("code: FAILED_PRECONDITION OUT_OF_ORDER"), "{told}");
    assert!(told.contains("allowed: Accept,Decline") && told.contains("state: acknowledged"), "{told}");
    assert!(told.contains("现在可以：受理（accept）、不予受理（decline）"), "{told}");
}

#[tokio::test]
async fn a_wrong_field_is_named_and_ends_with_65() {
    let output = duijie(&["decline", "r1", "--code", "other", "--text", " "]).await;
    assert_eq!(output.status.code(), Some(65));
    assert!(err(&output).contains("field `text`: must not be blank"), "{}", err(&output));
}

#[tokio::test]
async fn every_kind_of_refusal_has_its_exit_code() {
    for (args, code) in [
        (&["accept", "r1"][..], 77),
        (&["progress", "r1", "--text", "进展"][..], 77),
        (&["request-supplement", "r1", "--item", "身份证"][..], 69),
        (&["resume", "r1"][..], 75),
        (&["suspend", "r1", "--reason", "appraisal"][..], 1),
    ] {
        let output = duijie(args).await;
        assert_eq!(output.status.code(), Some(code), "{args:?}: {}", err(&output));
    }
}

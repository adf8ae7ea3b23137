//! Parked letters over the interface: listed page by page, skipped by two operators, told in the timeline.

use super::{
    house::{House, Officer, Plan},
    locales, reason, uuid, violations,
};
use crate::{
    codec::field::proto_instant,
    desk::tests::pen::{Pen, Said, recall, refer},
    sample::{BUREAU, COURTS},
};
use duijie_proto::v1::{
    self, matter_service_client::MatterServiceClient, operator_service_client::OperatorServiceClient,
    referral_service_client::ReferralServiceClient,
};
use duijie_testkit::sample::monday;
use tonic::Code;

const FIRST: &str = "zhou; role=operator";
const SECOND: &str = "wu; role=operator";

/// The bureau with a referral of the courts, two letters about it that nobody understands, and a recall behind them.
async fn bureau() -> House {
    let (house, mut courts) = (House::open(Plan::bureau()).await, Pen::of(COURTS, BUREAU));
    let letters = [
        courts.sealed("r-1", &Said::Well(&refer()), monday()),
        courts.sealed("r-1", &Said::Unheard(9), monday()),
        courts.sealed("r-1", &Said::Unheard(9), monday()),
        courts.sealed("r-1", &Said::Well(&recall()), monday()),
    ];
    house.desk.deliver(letters.to_vec(), Vec::new()).await.unwrap();
    house
}

fn operator(house: &House, said: &'static str) -> OperatorServiceClient<Officer> {
    OperatorServiceClient::new(house.saying(said))
}

fn propose(request: u32, number: u64) -> v1::SkipParkedRequest {
    let (request_id, peer, reason) = (uuid(request), COURTS.to_owned(), "对方软件有误".to_owned());
    v1::SkipParkedRequest { request_id, peer, number, reason, validate_only: false }
}

fn confirm(request: u32, number: u64, proposal: u64) -> v1::ConfirmSkipRequest {
    let (request_id, peer) = (uuid(request), COURTS.to_owned());
    v1::ConfirmSkipRequest { request_id, peer, number, proposal, validate_only: false }
}

async fn listed(house: &House) -> Vec<v1::ParkedLetter> {
    let list = operator(house, FIRST).list_parked(v1::ListParkedRequest::default()).await;
    list.unwrap().into_inner().letters
}

#[tokio::test(flavor = "multi_thread")]
async fn parked_letters_are_listed_with_why_they_wait() {
    let house = bureau().await;
    let letters = listed(&house).await;
    assert_eq!(letters.iter().map(|letter| letter.number).collect::<Vec<_>>(), [2, 3, 4]);
    let first = &letters[0];
    assert_eq!((first.peer.as_str(), first.body_type.as_str()), (COURTS, "from_the_future"));
    assert_eq!((first.referral_id.as_str(), first.arrived_at), ("r-1", Some(proto_instant(monday()))));
    assert!(first.why.starts_with("UNKNOWN_BODY"), "{}", first.why);
    assert_eq!((first.state(), first.skip.clone(), first.content.len()), (v1::ParkedState::Waiting, None, 32));
    assert_eq!(letters[2].why, "an earlier letter of the referral is parked");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_read_page_by_page_and_by_peer() {
    let house = bureau().await;
    let mut numbers = Vec::new();
    let mut request = v1::ListParkedRequest { page_size: 2, peer: COURTS.into(), ..Default::default() };
    loop {
        let page = operator(&house, FIRST).list_parked(request.clone()).await.unwrap().into_inner();
        numbers.push(page.letters.iter().map(|letter| letter.number).collect::<Vec<_>>());
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() {
            break;
        }
    }
    assert_eq!(numbers, [vec![2, 3], vec![4]]);
    for peer in ["320101.courts", "320199.courts"] {
        let other = v1::ListParkedRequest { peer: peer.into(), ..Default::default() };
        assert!(operator(&house, FIRST).list_parked(other).await.unwrap().into_inner().letters.is_empty());
    }
    let wrong = v1::ListParkedRequest { peer: "courts".into(), page_size: -1, ..Default::default() };
    let refused = operator(&house, FIRST).list_parked(wrong).await.unwrap_err();
    assert_eq!(violations(&refused).into_iter().map(|(path, _)| path).collect::<Vec<_>>(), ["page_size", "peer"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_operators_skip_a_letter_and_both_are_told_in_the_timeline() {
    let house = bureau().await;
    let (mut first, mut second) = (operator(&house, FIRST), operator(&house, SECOND));
    let proposed = first.skip_parked(propose(1, 2)).await.unwrap().into_inner();
    let skip = proposed.letter.clone().unwrap().skip.unwrap();
    assert_eq!((skip.proposed_by.as_str(), skip.confirmed_by.as_str(), skip.confirmed_at), ("zhou", "", None));
    assert_eq!(skip.proposal, proposed.receipt.as_ref().unwrap().position);
    assert_eq!(listed(&house).await[0].skip, Some(skip.clone()));

    let alone = first.confirm_skip(confirm(2, 2, 0)).await.unwrap_err();
    assert_eq!(reason(&alone), (Code::FailedPrecondition, "SECOND_OFFICER_NEEDED".into()));
    assert_eq!(locales(&alone), ["zh-CN", "en"]);
    let skipped = second.confirm_skip(confirm(3, 2, skip.proposal)).await.unwrap().into_inner();
    let letter = skipped.letter.clone().unwrap();
    assert_eq!((letter.state(), letter.number), (v1::ParkedState::Skipped, 2));
    assert_eq!(letter.skip.unwrap().confirmed_by, "wu");
    assert_eq!(listed(&house).await.iter().map(|letter| letter.number).collect::<Vec<_>>(), [3, 4]);
    // The same requests get the same answers.
    assert_eq!(first.skip_parked(propose(1, 2)).await.unwrap().into_inner(), proposed);
    assert_eq!(second.confirm_skip(confirm(3, 2, skip.proposal)).await.unwrap().into_inner(), skipped);

    second.skip_parked(propose(4, 3)).await.unwrap();
    first.confirm_skip(confirm(5, 3, 0)).await.unwrap();
    assert!(listed(&house).await.is_empty());
    let get = v1::GetReferralRequest { referral_id: "r-1".into(), min_position: 0 };
    let referral = ReferralServiceClient::new(house.nobody()).get_referral(get).await.unwrap().into_inner();
    assert_eq!(referral.state(), v1::ReferralState::Recalled);
    let timeline = v1::GetTimelineRequest { referral_id: "r-1".into(), ..Default::default() };
    let entries = MatterServiceClient::new(house.nobody()).get_timeline(timeline).await.unwrap().into_inner().entries;
    let told: Vec<_> = entries.iter().map(|entry| (entry.what.as_str(), entry.officer.as_str())).collect();
    let skips: Vec<_> = told.iter().filter(|(what, _)| what.starts_with("skip")).copied().collect();
    assert_eq!(skips, [("skip_proposed", "zhou"), ("skipped", "wu"), ("skip_proposed", "wu"), ("skipped", "zhou")]);
    assert_eq!(told.last().map(|(what, _)| *what), Some("verdict"));
    assert!(entries.iter().any(|entry| entry.text_zh.contains("zhou 提议：对方软件有误")));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_operators_skip_and_what_is_asked_badly_is_told_by_its_field() {
    let house = bureau().await;
    let nobody = OperatorServiceClient::new(house.nobody()).skip_parked(propose(1, 2)).await.unwrap_err();
    assert_eq!(reason(&nobody), (Code::Unauthenticated, "NO_OFFICER".into()));
    for officer in [house.officer(), house.leader()] {
        let refused = OperatorServiceClient::new(officer).skip_parked(propose(1, 2)).await.unwrap_err();
        assert_eq!(reason(&refused), (Code::PermissionDenied, "ROLE_NEEDED".into()));
    }
    let mut first = operator(&house, FIRST);
    let bad = v1::SkipParkedRequest { request_id: "x".into(), peer: "x".into(), ..Default::default() };
    let refused = first.skip_parked(bad).await.unwrap_err();
    let paths: Vec<_> = violations(&refused).into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["request_id", "peer", "number", "reason"]);
    let absent = first.skip_parked(propose(2, 99)).await.unwrap_err();
    assert_eq!(reason(&absent), (Code::NotFound, "NOT_PARKED".into()));
    let understood = first.skip_parked(propose(3, 4)).await.unwrap_err();
    assert_eq!(reason(&understood), (Code::FailedPrecondition, "PARKED_UNDERSTOOD".into()));
    let checked = v1::SkipParkedRequest { validate_only: true, ..propose(4, 2) };
    assert_eq!(first.skip_parked(checked).await.unwrap().into_inner(), v1::ParkedAnswer::default());
    let reused = first.skip_parked(propose(2, 2)).await.unwrap_err();
    assert_eq!(reason(&reused), (Code::AlreadyExists, "REQUEST_ID_REUSED".into()));
}

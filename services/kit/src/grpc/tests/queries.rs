//! Lists, pages and single resources.

use super::{
    house::{House, Plan},
    reason, refer, register, violations,
};
use duijie_proto::v1::{
    self, deadline_service_client::DeadlineServiceClient, matter_service_client::MatterServiceClient,
    referral_service_client::ReferralServiceClient, sending_service_client::SendingServiceClient,
};
use tonic::Code;

async fn with_matters(count: u32) -> House {
    let house = House::open(Plan::courts()).await;
    let mut matters = MatterServiceClient::new(house.officer());
    for number in 1..=count {
        matters.register_matter(register(number)).await.unwrap();
    }
    house
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_show_every_matter_once_and_their_tokens_fit_no_other_list() {
    let house = with_matters(5).await;
    let mut matters = MatterServiceClient::new(house.nobody());
    let mut request = v1::ListMattersRequest { page_size: 2, order_by: "position desc".into(), ..Default::default() };
    let mut positions = Vec::new();
    loop {
        let page = matters.list_matters(request.clone()).await.unwrap().into_inner();
        positions.extend(page.matters.iter().map(|matter| matter.position));
        if page.next_page_token.is_empty() {
            break;
        }
        request.page_token = page.next_page_token;
    }
    assert_eq!(positions, [6, 5, 4, 3, 2]);
    for other in [
        v1::ListMattersRequest { order_by: "position".into(), ..request.clone() },
        v1::ListMattersRequest { kind: "police".into(), ..request.clone() },
    ] {
        let refused = matters.list_matters(other).await.unwrap_err();
        assert_eq!(violations(&refused), [("page_token".to_owned(), "BAD_PAGE_TOKEN".to_owned())]);
    }
    // Another page size is the same list.
    request.page_size = 50;
    assert!(matters.list_matters(request).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_filter_and_say_what_is_wrong_with_a_filter() {
    let house = with_matters(3).await;
    let mut matters = MatterServiceClient::new(house.nobody());
    let first = matters.list_matters(v1::ListMattersRequest::default()).await.unwrap().into_inner().matters.remove(0);
    SendingServiceClient::new(house.officer()).refer(refer(9, &first.matter_id)).await.unwrap();
    let mut count = async |request| matters.list_matters(request).await.unwrap().into_inner().matters.len();
    let all = v1::ListMattersRequest::default();
    assert_eq!(count(v1::ListMattersRequest { kind: "litigation".into(), ..all.clone() }).await, 1);
    assert_eq!(count(v1::ListMattersRequest { overdue: Some(false), ..all.clone() }).await, 3);
    assert_eq!(count(v1::ListMattersRequest { overdue: Some(true), ..all.clone() }).await, 0);
    assert_eq!(count(v1::ListMattersRequest { states: vec![2], ..all.clone() }).await, 0);
    assert_eq!(count(v1::ListMattersRequest { text: "楼上漏水".into(), ..all }).await, 3);

    let mut referrals = ReferralServiceClient::new(house.nobody());
    let bad = v1::ListReferralsRequest {
        states: vec![1, 77],
        side: 5,
        peer: "courts".into(),
        order_by: "title".into(),
        page_size: -1,
        ..Default::default()
    };
    let refused = referrals.list_referrals(bad).await.unwrap_err();
    let named: Vec<_> = violations(&refused).into_iter().map(|(path, _)| path).collect();
    assert_eq!(named, ["order_by", "states[1]", "peer", "side"]);
    let sent = v1::ListReferralsRequest { states: vec![1], side: 1, ..Default::default() };
    let listed = referrals.list_referrals(sent).await.unwrap().into_inner().referrals;
    assert_eq!((listed.len(), listed[0].delivery.unwrap().delivered), (1, false));
    assert_eq!(listed[0].delivery.unwrap().undelivered_since, listed[0].sent_at);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_not_found_and_a_bad_id_is_said_to_be_bad() {
    let house = with_matters(1).await;
    let mut matters = MatterServiceClient::new(house.nobody());
    let mut deadlines = DeadlineServiceClient::new(house.nobody());
    let get = |id: &str| v1::GetMatterRequest { matter_id: id.into(), ..Default::default() };
    assert_eq!(matters.get_matter(get("m-none")).await.unwrap_err().code(), Code::NotFound);
    assert_eq!(matters.get_matter(get("")).await.unwrap_err().code(), Code::InvalidArgument);
    let explain = |id: &str| v1::ExplainDeadlineRequest { deadline_id: id.into() };
    assert_eq!(deadlines.explain_deadline(explain("r-1/accept")).await.unwrap_err().code(), Code::NotFound);
    for bad in ["", "r-1", "r-1/eat", "/accept"] {
        let refused = deadlines.explain_deadline(explain(bad)).await.unwrap_err();
        assert_eq!(refused.code(), Code::InvalidArgument, "{bad}");
    }
    let timeline = v1::GetTimelineRequest { matter_id: "m".into(), referral_id: "r".into(), min_position: 0 };
    assert_eq!(reason(&matters.get_timeline(timeline).await.unwrap_err()).1, "CONTRADICTION");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_waits_for_the_position_its_caller_has_seen() {
    let house = with_matters(1).await;
    let (mut writer, mut reader) =
        (MatterServiceClient::new(house.officer()), MatterServiceClient::new(house.nobody()));
    let list = v1::ListMattersRequest { min_position: 3, ..Default::default() };
    let (listed, written) = tokio::join!(reader.list_matters(list), writer.register_matter(register(2)));
    written.unwrap();
    assert_eq!(listed.unwrap().into_inner().matters.len(), 2);
    house.stop.cancel();
}

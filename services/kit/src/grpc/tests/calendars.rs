//! Calendar and local terms as an operator finds them through the interface.

use super::{
    house::{House, Plan},
    reason, uuid,
};
use duijie_proto::v1::{self, operator_service_client::OperatorServiceClient};
use tonic::Code;

const GOOD: &str = "version = \"a\"\n[[years]]\nyear = 2026\nnotice = \"国办发明电〔2025〕7号\"\nurl = \"https://www.gov.cn/\"\n\
                    off_days = [{ from = 2026-01-01, festival = \"元旦\" }]\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_reload_tells_what_is_in_force_and_why_the_file_that_lies_there_is_not() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("cn.toml");
    std::fs::write(&file, GOOD).unwrap();
    let house = House::open(Plan { files: (Some(file.clone()), None), ..Plan::bureau() }).await;
    let mut operator = OperatorServiceClient::new(house.saying("zhou; role=operator"));
    let mut reload = async || {
        let answer = operator.reload(v1::ReloadRequest { request_id: uuid(1) }).await;
        answer.unwrap().into_inner().data.unwrap()
    };
    let first = reload().await;
    assert_eq!((first.calendar_version.as_str(), first.calendar_sha256.len(), first.terms_sha256.len()), ("a", 32, 0));
    std::fs::write(&file, GOOD.replace("\"a\"", "\"b\"")).unwrap();
    let second = reload().await;
    assert_eq!((second.calendar_version.as_str(), second.calendar_sha256 == first.calendar_sha256), ("b", false));
    std::fs::write(&file, "version = 7").unwrap();
    let third = reload().await;
    assert_eq!(third.calendar_version, "b");
    assert!(third.calendar_refused.contains("cn.toml"), "{}", third.calendar_refused);
    let status = OperatorServiceClient::new(house.nobody()).get_status(v1::GetStatusRequest {}).await.unwrap();
    assert_eq!(status.into_inner().data, Some(third));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_an_operator_has_the_files_read_again() {
    let house = House::open(Plan::bureau()).await;
    let mut clerk = OperatorServiceClient::new(house.officer());
    let refused = clerk.reload(v1::ReloadRequest { request_id: uuid(1) }).await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_calendar_is_refused_with_its_line_before_anything_is_looked_at() {
    let house = House::open(Plan::bureau()).await;
    let mut clerk = OperatorServiceClient::new(house.officer());
    let calendar = GOOD.replace("2026-01-01", "2026-02-30");
    let request = v1::PreviewRecountRequest { calendar, ..Default::default() };
    let refused = clerk.preview_recount(request).await.unwrap_err();
    assert_eq!(reason(&refused), (Code::InvalidArgument, "BAD_CALENDAR".into()));
    let request = v1::PreviewRecountRequest { calendar: GOOD.to_owned(), ..Default::default() };
    let answer = clerk.preview_recount(request).await.unwrap().into_inner();
    assert_eq!((answer.calendar_version.as_str(), answer.moved.len(), answer.next_page_token.len()), ("a", 0, 0));
}

//! A write-ahead log that cannot be moved: commands are refused until it can, and nothing else is.

use super::{
    house::{House, Plan},
    locales, reason, register, uuid,
};
use duijie_proto::v1::{
    self, matter_service_client::MatterServiceClient, operator_service_client::OperatorServiceClient,
};
use std::time::Duration;
use tonic::{Code, Status};

/// The desk looks at its log once a second.
const PATIENCE: Duration = Duration::from_secs(20);

/// Asks again and again, each time something new, until the answer is as it should be.
async fn answered(house: &House, is: impl Fn(&Result<(), Status>) -> bool) -> Result<(), Status> {
    let mut matters = MatterServiceClient::new(house.officer());
    let asking = async {
        for number in 1.. {
            let answer = matters.register_matter(register(number)).await.map(|_| ());
            if is(&answer) {
                return answer;
            }
        }
        unreachable!("numbers do not end")
    };
    tokio::time::timeout(PATIENCE, asking).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_are_refused_while_the_log_is_above_one_gibibyte_and_taken_again_afterwards() {
    let house = House::open(Plan::courts()).await;
    house.store.report_log(1 << 30);
    MatterServiceClient::new(house.officer()).register_matter(register(900_000)).await.unwrap();
    house.store.report_log((1 << 30) + 1);
    let refused = answered(&house, Result::is_err).await.unwrap_err();
    assert_eq!(reason(&refused), (Code::ResourceExhausted, "LOG_TOO_LONG".into()));
    assert_eq!(locales(&refused), ["zh-CN", "en"]);

    // Queries go on, and what else changes something is refused alike.
    let listed =
        MatterServiceClient::new(house.nobody()).list_matters(v1::ListMattersRequest::default()).await.unwrap();
    assert!(!listed.into_inner().matters.is_empty());
    let mut operator = OperatorServiceClient::new(house.saying("zhou; role=operator"));
    assert!(operator.get_status(v1::GetStatusRequest {}).await.is_ok());
    let skip = v1::SkipParkedRequest {
        request_id: uuid(900_001),
        peer: crate::sample::BUREAU.into(),
        number: 1,
        reason: "x".into(),
        validate_only: false,
    };
    assert_eq!(reason(&operator.skip_parked(skip).await.unwrap_err()).1, "LOG_TOO_LONG");

    house.store.report_log(0);
    answered(&house, Result::is_ok).await.unwrap();
    // A refusal for want of room is not remembered: the same request is done now.
    assert!(MatterServiceClient::new(house.officer()).register_matter(register(900_001)).await.is_ok());
}

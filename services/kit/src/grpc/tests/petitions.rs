//! Petitions over the interface: what an assignment and a written opinion must say is told by its name, each part that lacks.

use super::{
    house::{House, Plan},
    refer, register, uuid, violations,
};
use duijie_proto::v1::{
    self, dossier_entry::Entry, dossier_service_client::DossierServiceClient,
    matter_service_client::MatterServiceClient, sending_service_client::SendingServiceClient,
};
use tonic::Status;

async fn house() -> (House, String) {
    let house = House::open(Plan::courts()).await;
    let matter = MatterServiceClient::new(house.officer()).register_matter(register(1)).await.unwrap().into_inner();
    (house, matter.matter.unwrap().matter_id)
}

fn requirements() -> v1::Requirements {
    v1::Requirements {
        unit: "某局".to_owned(),
        leader: "某局长".to_owned(),
        handler: "某科长".to_owned(),
        supervisor: "某综治中心".to_owned(),
        demand: "限期解决".to_owned(),
        days: 45,
    }
}

async fn refused(house: &House, matter: &str, kind: &str, requirements: Option<v1::Requirements>) -> Status {
    let request = v1::ReferRequest { kind: kind.to_owned(), procedure: 0, requirements, ..refer(2, matter) };
    SendingServiceClient::new(house.officer()).refer(request).await.unwrap_err()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_of_the_six_things_that_an_assignment_lacks_is_named() {
    let (house, matter) = house().await;
    let names = |status: &Status| violations(status).into_iter().map(|(field, _)| field).collect::<Vec<_>>();
    let all = ["unit", "leader", "handler", "supervisor", "demand", "days"].map(|it| format!("requirements.{it}"));
    assert_eq!(names(&refused(&house, &matter, "assignment", None).await), all);
    let lacking: [fn(&mut v1::Requirements); 6] = [
        |it| it.unit.clear(),
        |it| it.leader.clear(),
        |it| it.handler.clear(),
        |it| it.supervisor.clear(),
        |it| it.demand.clear(),
        |it| it.days = 0,
    ];
    for (take, name) in lacking.into_iter().zip(&all) {
        let mut less = requirements();
        take(&mut less);
        assert_eq!(names(&refused(&house, &matter, "assignment", Some(less)).await), [name.as_str()]);
    }
    let long = v1::Requirements { days: 366, ..requirements() };
    let said = violations(&refused(&house, &matter, "assignment", Some(long)).await);
    assert_eq!(said, [("requirements.days".to_owned(), "TOO_LONG".to_owned())]);
    let said = violations(&refused(&house, &matter, "transfer", Some(requirements())).await);
    assert_eq!(said, [("requirements".to_owned(), "NOT_APPLICABLE".to_owned())]);
}

async fn entry(house: &House, matter: &str, entry: Entry) -> Result<v1::EntryAnswer, Status> {
    let entry = Some(v1::DossierEntry { entry: Some(entry) });
    let matter_id = matter.to_owned();
    let request = v1::AddEntryRequest { request_id: uuid(9), matter_id, entry, validate_only: true };
    DossierServiceClient::new(house.officer()).add_entry(request).await.map(tonic::Response::into_inner)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_written_opinion_says_request_facts_opinion_and_legal_basis() {
    let (house, matter) = house().await;
    let whole = v1::Reply {
        level: v1::PetitionLevel::First as i32,
        number: "某信答〔2026〕1号".to_owned(),
        request: "请求修复".to_owned(),
        facts: "排水管破损".to_owned(),
        opinion: "一个月内修复".to_owned(),
        legal_basis: "《某条例》第8条".to_owned(),
        document: None,
        delivered_at: Some(prost_types::Timestamp { seconds: 1_764_500_000, nanos: 0 }),
    };
    type Without = (&'static str, fn(&mut v1::Reply));
    let lacking: [Without; 7] = [
        ("level", |it| it.level = 0),
        ("number", |it| it.number.clear()),
        ("request", |it| it.request.clear()),
        ("facts", |it| it.facts.clear()),
        ("opinion", |it| it.opinion.clear()),
        ("legal_basis", |it| it.legal_basis.clear()),
        ("delivered_at", |it| it.delivered_at = None),
    ];
    for (name, take) in lacking {
        let mut less = whole.clone();
        take(&mut less);
        let said = violations(&entry(&house, &matter, Entry::Reply(less)).await.unwrap_err());
        assert_eq!(said, [(format!("entry.reply.{name}"), "MISSING_FIELD".to_owned())]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_claim_takes_a_way_and_it_takes_one() {
    let (house, matter) = house().await;
    let sorting = |sort: v1::PetitionSort, way: v1::ClaimWay| {
        Entry::Sorting(v1::Sorting { sort: sort as i32, way: way as i32, ..Default::default() })
    };
    for (sort, way, field, code) in [
        (v1::PetitionSort::Claim, v1::ClaimWay::Unspecified, "way", "MISSING_FIELD"),
        (v1::PetitionSort::Suggestion, v1::ClaimWay::Handling, "way", "CONTRADICTION"),
        (v1::PetitionSort::Unspecified, v1::ClaimWay::Unspecified, "sort", "MISSING_FIELD"),
    ] {
        let said = violations(&entry(&house, &matter, sorting(sort, way)).await.unwrap_err());
        assert_eq!(said, [(format!("entry.sorting.{field}"), code.to_owned())]);
    }
    entry(&house, &matter, sorting(v1::PetitionSort::Claim, v1::ClaimWay::Judicial)).await.unwrap();
}

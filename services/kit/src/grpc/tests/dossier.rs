//! The dossier over the interface: written, shown, asked for again, and refused by name where something is wrong.

use super::{
    house::{House, Plan},
    reason, register, uuid, violations,
};
use duijie_proto::v1::{
    self, dossier_entry::Entry, dossier_service_client::DossierServiceClient,
    matter_service_client::MatterServiceClient,
};

async fn house() -> (House, v1::Matter) {
    let house = House::open(Plan::courts()).await;
    let matter = MatterServiceClient::new(house.officer()).register_matter(register(1)).await.unwrap().into_inner();
    (house, matter.matter.unwrap())
}

fn consent(number: u32, matter: &v1::Matter, party: &str) -> v1::AddEntryRequest {
    let consent = v1::Consent { party: party.to_owned(), state: v1::ConsentState::Given as i32, ..Default::default() };
    let entry = Some(v1::DossierEntry { entry: Some(Entry::Consent(consent)) });
    v1::AddEntryRequest { request_id: uuid(number), matter_id: matter.matter_id.clone(), entry, validate_only: false }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_is_shown_with_who_wrote_it_and_answered_alike_when_asked_again() {
    let (house, matter) = house().await;
    let mut dossiers = DossierServiceClient::new(house.officer());
    let request = consent(2, &matter, &matter.parties[0].name);
    let first = dossiers.add_entry(request.clone()).await.unwrap().into_inner();
    assert_eq!(dossiers.add_entry(request).await.unwrap().into_inner(), first);
    let get = v1::GetDossierRequest { matter_id: matter.matter_id.clone(), min_position: 0 };
    let items = dossiers.get_dossier(get).await.unwrap().into_inner().items;
    assert_eq!(items, [first.item.unwrap()]);
    assert_eq!((items[0].officer.as_str(), items[0].position), ("王芳", first.receipt.unwrap().position));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_that_is_none_or_wrong_is_refused_by_its_name() {
    let (house, matter) = house().await;
    let mut dossiers = DossierServiceClient::new(house.officer());
    let none = v1::AddEntryRequest { entry: Some(v1::DossierEntry { entry: None }), ..consent(2, &matter, "甲") };
    let refused = dossiers.add_entry(none).await.unwrap_err();
    assert_eq!(violations(&refused)[0].0, "entry");
    let refused = dossiers.add_entry(consent(3, &matter, "路人")).await.unwrap_err();
    assert_eq!(reason(&refused).1, "PARTY_UNKNOWN");
}

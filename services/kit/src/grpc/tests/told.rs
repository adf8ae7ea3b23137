//! What is told with a registration and who sees it: the parties' word, the sort of a petition, how to reach the parties.

use super::{
    house::{House, Plan},
    intake::registered,
    party, reason, register, violations,
};
use crate::codec::field::proto_instant;
use duijie_proto::v1::{
    self, dossier_entry::Entry, dossier_service_client::DossierServiceClient,
    matter_service_client::MatterServiceClient,
};
use duijie_testkit::sample::monday;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn who_agrees_is_written_down_with_the_registration_and_a_stranger_is_refused() {
    let house = House::open(Plan::courts()).await;
    let agrees =
        |party: &str| v1::Consent { party: party.into(), state: v1::ConsentState::Given as i32, evidence: None };
    let with = |n, consents| v1::RegisterMatterRequest { consents, ..register(n) };
    let matter = registered(&house, with(1, vec![agrees("甲"), agrees("乙")])).await;
    let request = v1::GetDossierRequest { matter_id: matter.matter_id, min_position: 0 };
    let items = DossierServiceClient::new(house.officer()).get_dossier(request).await.unwrap().into_inner().items;
    let said: Vec<_> = items.into_iter().filter_map(|item| item.entry?.entry).collect();
    assert_eq!(said, ["甲", "乙"].map(|party| Entry::Consent(agrees(party))));
    let mut matters = MatterServiceClient::new(house.officer());
    let refused = matters.register_matter(with(2, vec![agrees("丙")])).await.unwrap_err();
    assert_eq!(reason(&refused).1, "PARTY_UNKNOWN");
    let refused = matters.register_matter(with(3, vec![v1::Consent::default()])).await.unwrap_err();
    assert_eq!(violations(&refused)[0].0, "consents[0].party");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_which_sort_a_petition_is_is_told_with_its_registration() {
    let house = House::open(Plan::courts()).await;
    let claim = v1::PetitionSort::Claim as i32;
    let sorting = v1::Sorting { sort: claim, way: v1::ClaimWay::Arbitration as i32, ..Default::default() };
    let with = |n, sorting| v1::RegisterMatterRequest { sorting: Some(sorting), ..register(n) };
    let matter = registered(&house, with(1, sorting.clone())).await;
    let request = v1::GetDossierRequest { matter_id: matter.matter_id, min_position: 0 };
    let items = DossierServiceClient::new(house.officer()).get_dossier(request).await.unwrap().into_inner().items;
    let said: Vec<_> = items.into_iter().filter_map(|item| item.entry?.entry).collect();
    assert_eq!(said, [Entry::Sorting(sorting)]);
    let later = Some(proto_instant(monday().plus(Duration::from_hours(24 * 3_650))));
    let accepted = v1::ClaimWay::Handling as i32;
    for (sorting, field) in [
        (v1::Sorting::default(), "sorting.sort"),
        (v1::Sorting { sort: claim, ..Default::default() }, "sorting.way"),
        (v1::Sorting { sort: claim, way: accepted, accepted_at: later, ..Default::default() }, "sorting.accepted_at"),
    ] {
        let refused = MatterServiceClient::new(house.officer()).register_matter(with(2, sorting)).await.unwrap_err();
        assert_eq!(violations(&refused)[0].0, field);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn contacts_are_masked_everywhere_but_for_an_officer_who_asks_for_them() {
    let house = House::open(Plan::courts()).await;
    let called = v1::Party { contact: "13900001234".into(), ..party("甲") };
    let matter = registered(&house, v1::RegisterMatterRequest { parties: vec![called], ..register(1) }).await;
    assert_eq!(matter.parties[0].contact, "139****1234");
    let mut matters = MatterServiceClient::new(house.officer());
    let listed = matters.list_matters(v1::ListMattersRequest::default()).await.unwrap().into_inner().matters;
    assert_eq!(listed[0].parties[0].contact, "139****1234");
    let get = |contacts| v1::GetMatterRequest { matter_id: matter.matter_id.clone(), contacts, ..Default::default() };
    let shown = matters.get_matter(get(false)).await.unwrap().into_inner();
    assert_eq!(shown.parties[0].contact, "139****1234");
    let reached = matters.get_matter(get(true)).await.unwrap().into_inner();
    assert_eq!(reached.parties[0].contact, "13900001234");
    let nobody = MatterServiceClient::new(house.nobody()).get_matter(get(true)).await.unwrap_err();
    assert_eq!(reason(&nobody).1, "NO_OFFICER");
}

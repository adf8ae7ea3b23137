//! Mediation bodies and the file of a mediation over the interface.

use super::{
    house::{House, Plan},
    material, reason,
    two_houses::accepted_by,
    uuid,
};
use crate::data::bodies_file;
use duijie_core::rules::Mediates;
use duijie_proto::v1::{
    self, dossier_entry::Entry, dossier_service_client::DossierServiceClient,
    matter_service_client::MatterServiceClient, mediation_service_client::MediationServiceClient,
    referral_service_client::ReferralServiceClient,
};
use tonic::Code;

const SAID: &str = "甲愿意让步一半";

const BODIES: &str = r#"[[bodies]]
id = "county"
name = "某县调解中心"
tier = "county"
places = ["320000"]
capacity = 2

[[bodies]]
id = "village"
name = "某村调委会"
tier = "village"
parent = "county"
places = ["320000"]
capacity = 2
mediators = [{ name = "丙" }]
"#;

/// A bureau that lists its bodies.
fn listed() -> Plan {
    let bodies = bodies_file::parse("bodies.toml", BODIES).unwrap();
    let mut plan = Plan::bureau();
    plan.rules.mediates = Mediates::Among(bodies);
    plan
}

async fn proposed(bureau: &House, referral_id: &str) -> v1::ProposeRoutingResponse {
    let request = v1::ProposeRoutingRequest { referral_id: referral_id.to_owned(), min_position: 0 };
    MediationServiceClient::new(bureau.nobody()).propose_routing(request).await.unwrap().into_inner()
}

fn assign(number: u32, referral_id: &str, body: &str, again: &str) -> v1::AssignBodyRequest {
    v1::AssignBodyRequest {
        request_id: uuid(number),
        referral_id: referral_id.to_owned(),
        body: body.to_owned(),
        again: again.to_owned(),
        validate_only: false,
    }
}

fn attempt(number: u32, referral_id: &str) -> v1::RecordAttemptRequest {
    let (request_id, referral_id) = (uuid(number), referral_id.to_owned());
    v1::RecordAttemptRequest { request_id, referral_id, text: SAID.to_owned(), validate_only: false }
}

async fn matter_of(bureau: &House, referral_id: &str) -> String {
    let get = v1::GetReferralRequest { referral_id: referral_id.to_owned(), min_position: 0 };
    ReferralServiceClient::new(bureau.nobody()).get_referral(get).await.unwrap().into_inner().matter_id
}

async fn write(bureau: &House, number: u32, matter_id: &str, entry: Entry) -> Result<v1::EntryAnswer, tonic::Status> {
    let entry = Some(v1::DossierEntry { entry: Some(entry) });
    let (request_id, matter_id) = (uuid(number), matter_id.to_owned());
    let request = v1::AddEntryRequest { request_id, matter_id, entry, validate_only: false };
    DossierServiceClient::new(bureau.officer()).add_entry(request).await.map(tonic::Response::into_inner)
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_are_proposed_with_load_reasons_and_the_time_that_is_left_and_none_is_assigned() {
    let (_courts, bureau, id) = accepted_by(listed()).await;
    let mut mediation = MediationServiceClient::new(bureau.officer());
    let first = proposed(&bureau, &id).await;
    assert_eq!(first.proposals.len(), 2);
    assert!(first.time_zh.starts_with("办理期限至 2026-03-17 24:00，更换调解组织不重新起算"), "{}", first.time_zh);
    let get = v1::GetReferralRequest { referral_id: id.clone(), min_position: 0 };
    let referral = ReferralServiceClient::new(bureau.nobody()).get_referral(get).await.unwrap().into_inner();
    assert_eq!(referral.mediation_body, "", "a proposal assigns nothing");
    mediation.assign_body(assign(5, &id, "village", "")).await.unwrap();
    for number in [6, 7] {
        mediation.record_attempt(attempt(number, &id)).await.unwrap();
    }
    let then = proposed(&bureau, &id).await;
    let names: Vec<_> = then.proposals.iter().map(|it| (it.body_id.as_str(), it.load)).collect();
    assert_eq!(names, [("county", 0)]);
    assert_eq!(then.nothing_zh, "");
    assert_eq!((then.set_aside[0].body_id.as_str(), then.set_aside[0].load), ("village", 1));
    mediation.assign_body(assign(8, &id, "county", "")).await.unwrap();
    for number in [9, 10] {
        mediation.record_attempt(attempt(number, &id)).await.unwrap();
    }
    let last = proposed(&bureau, &id).await;
    assert!(last.proposals.is_empty() && last.nothing_zh.contains("会诊"), "{}", last.nothing_zh);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_leader_sends_the_matter_back_to_a_body_that_has_failed() {
    let (_courts, bureau, id) = accepted_by(listed()).await;
    let mut mediation = MediationServiceClient::new(bureau.officer());
    mediation.assign_body(assign(5, &id, "village", "")).await.unwrap();
    mediation.record_attempt(attempt(6, &id)).await.unwrap();
    mediation.assign_body(assign(7, &id, "county", "")).await.unwrap();
    let refused = mediation.assign_body(assign(8, &id, "village", "")).await.unwrap_err();
    assert_eq!(reason(&refused), (Code::FailedPrecondition, "BODY_FAILED".to_owned()));
    let clerk = mediation.assign_body(assign(9, &id, "village", "村里情况有变")).await.unwrap_err();
    assert_eq!(clerk.code(), Code::PermissionDenied);
    let mut leader = MediationServiceClient::new(bureau.leader());
    leader.assign_body(assign(10, &id, "village", "村里情况有变")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_that_lists_no_bodies_says_how_to_list_them() {
    let (_courts, bureau, id) = accepted_by(Plan::bureau()).await;
    let request = v1::ProposeRoutingRequest { referral_id: id, min_position: 0 };
    let refused = MediationServiceClient::new(bureau.nobody()).propose_routing(request).await.unwrap_err();
    assert_eq!(reason(&refused), (Code::FailedPrecondition, "NO_BODIES_LISTED".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_checked_part_by_part_and_two_absences_suggest_an_end() {
    let (courts, bureau, id) = accepted_by(listed()).await;
    let matter_id = matter_of(&bureau, &id).await;
    let get = v1::GetMatterRequest { matter_id: matter_id.clone(), ..Default::default() };
    let matter = MatterServiceClient::new(bureau.nobody()).get_matter(get).await.unwrap().into_inner();
    let party = matter.parties[0].name.clone();
    let session = || {
        let (presence, invitation) = (v1::Presence::Absent as i32, Some(material("送达回证")));
        let attendance = vec![v1::Attendance { party: party.clone(), presence, invitation }];
        let held_at = matter.registered_at;
        Entry::Session(v1::Session { held_at, place: "调解室".into(), attendance, note: SAID.into() })
    };
    for number in [5, 6] {
        write(&bureau, number, &matter_id, session()).await.unwrap();
    }
    let part = v1::FilePart { part: v1::Part::Notice as i32, document: Some(material("告知书")) };
    let filed = write(&bureau, 7, &matter_id, Entry::FilePart(part)).await.unwrap().item.unwrap();
    let request = v1::CheckDossierRequest { matter_id: matter_id.clone(), min_position: 0 };
    let check = DossierServiceClient::new(bureau.nobody()).check_dossier(request).await.unwrap().into_inner();
    let there: Vec<_> = check.parts.iter().filter(|it| it.present).collect();
    assert_eq!((there.len(), there[0].name.as_str()), (1, "权利义务告知书"));
    assert_eq!((there[0].positions.as_slice(), check.complete), (&[filed.position][..], false));
    assert_eq!(there[0].by[0].what, Some(v1::part_proof::What::Filed(material("告知书"))));
    let suggested: Vec<_> = check.suggestions.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(suggested, ["TERMINATE_NO_SHOW"]);
    let (whom, tie, text) = ("丙".to_owned(), v1::Tie::Interest as i32, "曾任顾问".to_owned());
    write(&bureau, 8, &matter_id, Entry::Disclosure(v1::Disclosure { whom, tie, text })).await.unwrap();
    let request = v1::CheckDossierRequest { matter_id: matter_id.clone(), min_position: 0 };
    let check = DossierServiceClient::new(bureau.nobody()).check_dossier(request).await.unwrap().into_inner();
    assert_eq!(check.suggestions[1].code, "DECIDE_DISCLOSURE");
    let get = v1::GetReferralRequest { referral_id: id.clone(), min_position: 0 };
    let shown = ReferralServiceClient::new(bureau.nobody()).get_referral(get).await.unwrap().into_inner();
    assert!(shown.next_steps[0].text_zh.contains("披露"), "{:?}", shown.next_steps);
    // What was said stands in the file and in nothing that the court has.
    let timeline = async |house: &House| {
        let request = v1::GetTimelineRequest { referral_id: id.clone(), ..Default::default() };
        format!("{:?}", MatterServiceClient::new(house.nobody()).get_timeline(request).await.unwrap().into_inner())
    };
    assert!(!timeline(&courts).await.contains(SAID));
    let dossier = v1::GetDossierRequest { matter_id, min_position: 0 };
    let kept = DossierServiceClient::new(bureau.nobody()).get_dossier(dossier).await.unwrap().into_inner();
    assert!(format!("{kept:?}").contains(SAID));
}

//! Canaries: words that may be in few places go down every path, and then everything that was kept, sent, logged, measured or
//! answered is searched for them (调解保密: 特邀调解规定第22、28条; 个人信息保护法第6条; F06).

use duijie_cli::fleet::agencies::OVERSEER;
use duijie_proto::v1::{
    AddEntryRequest, Consent, ConsentState, DossierEntry, Identification, IdentifierKind, Intake, ListReferralsRequest,
    ReferralState, RegisterMatterRequest, Source, dossier_entry::Entry,
};
use duijie_tests::{
    step,
    system::{
        handoff::{Handoff, RECEIVER, approved, done},
        requests,
        sweep::{Canary, sweep},
        town::Town,
        waiting::until,
    },
};

const MONDAY: &str = "2026-03-02T09:00:00+08:00";
/// Said in mediation: the mediating agency alone may have it.
const SECRET: &str = "愿意让步金丝雀三千元";
/// Of the parties and what happened: the two agencies of the referral alone may have it.
const PERSON: &str = "金丝雀乙";
const CONTACT: &str = "19900001111";
const SUMMARY: &str = "金丝雀漏水经过";
const PERSONAL: [&str; 3] = [PERSON, CONTACT, SUMMARY];
/// Told at registration and kept nowhere, not even by who registers. The example of GB 11643.
const NUMBER: &str = "440524188001010014";

fn registration() -> RegisterMatterRequest {
    let mut request = requests::register("房屋漏水");
    request.parties[0].name = PERSON.to_owned();
    request.consents = [PERSON, "钱乙"].map(requests::agrees).into();
    request.parties[0].contact = CONTACT.to_owned();
    request.summary = SUMMARY.to_owned();
    let kind = IdentifierKind::ResidentId as i32;
    let known =
        Identification { party: PERSON.to_owned(), kind, number: NUMBER.to_owned(), ..Identification::default() };
    request.intake = Some(Intake { source: Source::Window as i32, identifications: vec![known], ..Intake::default() });
    request
}

/// The dispute goes its whole way: mediated twice in vain, suspended, overdue, reported to the overseer, ended.
async fn played(town: &mut Town) {
    let (police, bureau) = (town.clerk("public-security"), town.clerk(RECEIVER));
    let matter_id = done(&police, registration()).await.matter.unwrap().matter_id;
    let consent = Consent { party: PERSON.to_owned(), state: ConsentState::Given as i32, evidence: None };
    let entry = Some(DossierEntry { entry: Some(Entry::Consent(consent)) });
    let request_id = requests::new_id();
    let request = AddEntryRequest { request_id, matter_id: matter_id.clone(), entry, validate_only: false };
    done(&police, request).await;
    approved(&police, &matter_id).await;
    let id = done(&police, requests::refer(&matter_id, "police", bureau.agency())).await.referral.unwrap().referral_id;
    let case = Handoff { sender: police, receiver: bureau.clone(), matter_id, id };
    case.both(ReferralState::Arrived).await;
    done(&bureau, step!(AcknowledgeRequest, case.id)).await;
    done(&bureau, step!(AcceptRequest, case.id)).await;
    for body in ["青河社区调委会", "青河镇调委会"] {
        done(&bureau, step!(AssignBodyRequest, case.id, body: body.to_owned())).await;
        done(&bureau, step!(RecordAttemptRequest, case.id, text: SECRET.to_owned())).await;
    }
    // What is refused is answered and logged too.
    let refused = bureau.insist(step!(DeclineRequest, case.id, text: format!("{PERSON}{SECRET}"))).await.unwrap_err();
    assert!(!refused.to_string().contains(SECRET), "{refused}");
    town.kill(RECEIVER).await;
    town.start(RECEIVER).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_in_mediation_stays_there_and_what_is_personal_stays_with_the_two_agencies() {
    let mut town = Town::overseen(MONDAY).await;
    played(&mut town).await;
    // A month is over on 2 April; five working days later the overseer is told.
    town.set_all_clocks("2026-04-20T09:00:00+08:00").await;
    let overseer = town.clerk(OVERSEER.role);
    until("the overseer has the report", || async {
        let told = done(&overseer, ListReferralsRequest::default()).await.referrals;
        (!told.is_empty()).then_some(())
    })
    .await;
    town.all_delivered().await;

    let of_the_two = vec![RECEIVER, "public-security"];
    let personal = PERSONAL.into_iter().map(|word| Canary { word, at: of_the_two.clone() });
    let nowhere = Canary { word: NUMBER, at: Vec::new() };
    let all: Vec<_> = personal.chain([Canary { word: SECRET, at: vec![RECEIVER] }, nowhere]).collect();
    sweep(&town, &all).await;
    town.verify_stores().await;
}

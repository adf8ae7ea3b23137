//! Canaries: words that may be in few places go down every path, and then everything that was kept, sent, logged, measured or
//! answered is searched for them (调解保密: 特邀调解规定第22、28条; 个人信息保护法第6条; F06).

use duijie_cli::fleet::agencies::{OVERSEER, every_seat};
use duijie_proto::v1::{
    AddEntryRequest, Consent, ConsentState, DossierEntry, GetDossierRequest, GetMatterRequest, GetTimelineRequest,
    Identification, IdentifierKind, Intake, ListDeadlinesRequest, ListMattersRequest, ListReferralsRequest,
    ReferralState, RegisterMatterRequest, Source, dossier_entry::Entry,
};
use duijie_tests::{
    step,
    system::{
        clerk::Clerk,
        handoff::{Handoff, RECEIVER, done},
        metrics::scrape,
        requests,
        stranger::Stranger,
        town::{Town, id_of},
        waiting::until,
    },
};
use std::path::Path;

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

/// Which of the words are in some file under `dir`, and in which.
fn in_files(dir: &Path, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut rooms = vec![dir.to_owned()];
    while let Some(room) = rooms.pop() {
        for entry in std::fs::read_dir(&room).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                rooms.push(entry);
            } else {
                // A socket or a file that is gone by now holds nothing.
                let content = std::fs::read(&entry).unwrap_or_default();
                found.extend(in_bytes(&content, words).map(|word| format!("{word} in {}", entry.display())));
            }
        }
    }
    found
}

fn in_bytes<'a>(content: &'a [u8], words: &'a [&str]) -> impl Iterator<Item = &'a str> {
    let has = |word: &&&str| content.windows(word.len()).any(|window| window == word.as_bytes());
    words.iter().filter(has).copied()
}

/// Everything that an agency answers about its matters.
async fn answers(clerk: &Clerk) -> String {
    let matters = done(clerk, ListMattersRequest::default()).await.matters;
    let mut said = format!("{matters:?}{:?}", done(clerk, ListReferralsRequest::default()).await);
    said += &format!("{:?}", done(clerk, ListDeadlinesRequest::default()).await);
    for matter in matters {
        let matter_id = matter.matter_id;
        let timeline = GetTimelineRequest { matter_id: matter_id.clone(), ..GetTimelineRequest::default() };
        said += &format!("{:?}", done(clerk, timeline).await);
        said += &format!("{:?}", done(clerk, GetMatterRequest { matter_id: matter_id.clone(), min_position: 0 }).await);
        said += &format!("{:?}", done(clerk, GetDossierRequest { matter_id, min_position: 0 }).await);
    }
    said
}

/// The dispute goes its whole way: mediated twice in vain, suspended, overdue, reported to the overseer, ended.
async fn played(town: &mut Town) -> Handoff {
    let (police, bureau) = (town.clerk("public-security"), town.clerk(RECEIVER));
    let matter_id = done(&police, registration()).await.matter.unwrap().matter_id;
    let consent = Consent { party: PERSON.to_owned(), state: ConsentState::Given as i32, evidence: None };
    let entry = Some(DossierEntry { entry: Some(Entry::Consent(consent)) });
    let request_id = requests::new_id();
    let request = AddEntryRequest { request_id, matter_id: matter_id.clone(), entry, validate_only: false };
    done(&police, request).await;
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
    case
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_in_mediation_stays_there_and_what_is_personal_stays_with_the_two_agencies() {
    let mut town = Town::overseen(MONDAY).await;
    let case = played(&mut town).await;
    // A month is over on 2 April; five working days later the overseer is told.
    town.set_all_clocks("2026-04-20T09:00:00+08:00").await;
    let overseer = town.clerk(OVERSEER.role);
    until("the overseer has the report", || async {
        let told = done(&overseer, ListReferralsRequest::default()).await.referrals;
        (!told.is_empty()).then_some(())
    })
    .await;
    town.all_delivered().await;

    let bus = Stranger::at(&town.fleet.nats.url()).await;
    let everything = [SECRET, PERSON, CONTACT, SUMMARY, NUMBER];
    for letter in bus.letters().await {
        let found: Vec<_> = in_bytes(&letter.bytes, &everything).collect();
        assert!(found.is_empty(), "{found:?} on {}", letter.subject);
    }
    assert_eq!(in_files(&town.fleet.nats.storage_dir(), &everything), Vec::<String>::new());
    for seat in every_seat() {
        let (agency, clerk) = (town.agency(seat.role), town.clerk(seat.role));
        for (place, text) in
            [("log", std::fs::read_to_string(agency.log_file()).unwrap()), ("metrics", scrape(agency).await)]
        {
            let found: Vec<_> = in_bytes(text.as_bytes(), &everything).collect();
            assert!(found.is_empty(), "{found:?} in the {place} of {}", seat.role);
        }
        let of_the_two = [id_of(RECEIVER), case.sender.agency().to_owned()].contains(&clerk.agency().to_owned());
        let mut forbidden = vec![NUMBER];
        forbidden.extend((clerk.agency() != id_of(RECEIVER)).then_some(SECRET));
        forbidden.extend(PERSONAL.into_iter().filter(|_| !of_the_two));
        let answered = answers(&clerk).await;
        let found: Vec<_> = in_bytes(answered.as_bytes(), &forbidden).collect();
        assert!(found.is_empty(), "{found:?} answered by {}", seat.role);
        assert_eq!(in_files(&agency.home().dir, &forbidden), Vec::<String>::new(), "{}", seat.role);
        // The search does find what is there.
        if clerk.agency() == id_of(RECEIVER) {
            assert_eq!(in_bytes(answered.as_bytes(), &everything).count(), everything.len() - 1, "{answered}");
        }
    }
    town.verify_stores().await;
}

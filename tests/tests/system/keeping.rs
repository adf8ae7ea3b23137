//! What is written of a mediation stays in its own file (调解保密): what officers write that leaves is refused when it repeats it, and
//! words leave only once every party has agreed to their release in writing (特邀调解规定第22条).

use duijie_cli::fleet::agencies::OVERSEER;
use duijie_proto::v1::{
    AddEntryRequest, Attendance, ClaimWay, ConcludeRequest, ConfirmationApplication, Consent, ConsentState, Disclosure,
    DocumentFormat, DossierEntry, FieldValue, FollowUp, IssueDocumentRequest, JointPanel, Material, Performance,
    Performed, PetitionSort, Presence, Reception, ReceptionOutcome, Recusal, RecusalDecision, RecusalRuling,
    ReferralState, RegisterMatterRequest, ReleaseConsent, Released, RenderDocumentRequest, ReplacementRejected,
    RequestConfirmationRequest, Satisfaction, Session, Sorting, SuperviseRequest, Tie, WrittenAnswer,
    dossier_entry::Entry,
};
use duijie_tests::{
    step,
    system::{
        clerk::{Clerk, reason},
        handoff::{Handoff, RECEIVER, done},
        requests::{self, new_id},
        sweep::{Canary, sweep},
        town::{Town, instant},
    },
};
use tonic::Status;

const MONDAY: &str = "2026-03-02T09:00:00+08:00";
/// Said in the session, and all of it that the parties agree to release.
const NOTE: &str = "甲方在会上承认金丝雀丙确曾私下答应先付一半款项";
const RELEASED: &str = "金丝雀丙确曾私下答应";
/// What else is written of a mediation.
const PANEL: &str = "会诊认为金丝雀丁一方证据明显不足";
const DISCLOSED: &str = "调解员自述与金丝雀戊家有旧交情";
const TIE: &str = "该调解员系金丝雀己的远房表亲";
const REJECTED: &str = "对金丝雀庚这样的人选也完全不能信任";
/// What follows it, and what a petitions office writes into its own file: they stay where they were written.
const PERFORMED: &str = "首付款由金丝雀辛转账";
const MEASURES: &str = "约金丝雀壬再次面谈";
const RECEIVED: &str = "金丝雀癸当面陈述经过";
const SORTED: &str = "金丝雀子甄别意见";
/// The number of an informant's own letter.
const LETTER: &str = "金丝雀丑〔2026〕1号";

async fn write(clerk: &Clerk, matter: &str, entry: Entry) -> Result<u64, Status> {
    let entry = Some(DossierEntry { entry: Some(entry) });
    let request = AddEntryRequest { request_id: new_id(), matter_id: matter.to_owned(), entry, validate_only: false };
    clerk.insist(request).await.map(|answer| answer.item.unwrap().position)
}

/// A petition of which the office received the petitioner, in mediation at the bureau.
async fn petition(town: &Town) -> Handoff {
    let (office, bureau) = (town.clerk("petitions"), town.clerk(RECEIVER));
    let matter_id = done(&office, requests::register("小区排水毁损")).await.matter.unwrap().matter_id;
    let sorting = Sorting {
        sort: PetitionSort::Claim as i32,
        way: ClaimWay::Handling as i32,
        text: SORTED.to_owned(),
        ..Sorting::default()
    };
    write(&office, &matter_id, Entry::Sorting(sorting)).await.unwrap();
    let reception = Reception {
        leader: "某局长".to_owned(),
        ended_at: Some(instant(MONDAY)),
        outcome: ReceptionOutcome::Explained as i32,
        text: RECEIVED.to_owned(),
    };
    write(&office, &matter_id, Entry::Reception(reception)).await.unwrap();
    let refer = requests::refer(&matter_id, "petition", bureau.agency());
    let id = done(&office, refer).await.referral.unwrap().referral_id;
    let case = Handoff { sender: office, receiver: bureau.clone(), matter_id, id };
    case.both(ReferralState::Arrived).await;
    done(&bureau, step!(AcknowledgeRequest, case.id)).await;
    done(&bureau, step!(AcceptRequest, case.id)).await;
    done(&bureau, step!(AssignBodyRequest, case.id, body: "青河镇调委会".to_owned())).await;
    done(&bureau, step!(AssignMediatorRequest, case.id, mediator: "丙".to_owned())).await;
    case
}

/// Everything that is written of a mediation; the position of the session.
async fn mediated(case: &Handoff, here: &str) -> u64 {
    let bureau = &case.receiver;
    let (party, whom, tie) = ("赵甲".to_owned(), "丙".to_owned(), Tie::Other as i32);
    let disclosed = Disclosure { whom: whom.clone(), tie, text: DISCLOSED.to_owned() };
    write(bureau, here, Entry::Disclosure(disclosed)).await.unwrap();
    let recusal = Recusal { party: party.clone(), whom, tie, text: TIE.to_owned(), evidence: None };
    let about = write(bureau, here, Entry::Recusal(recusal)).await.unwrap();
    let decided_by = "青河镇调委会".to_owned();
    let ruling = RecusalRuling::Replaced as i32;
    let decision = RecusalDecision { about, ruling, decided_by, ..RecusalDecision::default() };
    write(bureau, here, Entry::RecusalDecision(decision)).await.unwrap();
    done(bureau, step!(AssignMediatorRequest, case.id, mediator: "庚".to_owned())).await;
    let rejected = ReplacementRejected { party: party.clone(), text: REJECTED.to_owned() };
    write(bureau, here, Entry::ReplacementRejected(rejected)).await.unwrap();
    let agrees = Consent { party: party.clone(), state: ConsentState::Given as i32, evidence: None };
    write(bureau, here, Entry::Consent(agrees)).await.unwrap();
    let held_at = Some(instant(MONDAY));
    let panel = JointPanel {
        lead: "青河县调解中心".to_owned(),
        assisting: vec!["青河镇调委会".to_owned()],
        held_at,
        opinion: PANEL.to_owned(),
    };
    write(bureau, here, Entry::JointPanel(panel)).await.unwrap();
    let attendance = vec![Attendance { party, presence: Presence::Came as i32, invitation: None }];
    let session = Session { held_at, place: "调解室".to_owned(), attendance, note: NOTE.to_owned() };
    write(bureau, here, Entry::Session(session)).await.unwrap()
}

fn feedback(matter: &str, referral: &str, fields: &[(&str, &str)]) -> IssueDocumentRequest {
    let field = |(key, value): &(&str, &str)| FieldValue { key: (*key).to_owned(), value: (*value).to_owned() };
    IssueDocumentRequest {
        request_id: new_id(),
        matter_id: matter.to_owned(),
        form_id: "feedback".to_owned(),
        referral_id: referral.to_owned(),
        fields: fields.iter().map(field).collect(),
        ..IssueDocumentRequest::default()
    }
}

fn supervise(case: &Handoff) -> SuperviseRequest {
    SuperviseRequest {
        request_id: new_id(),
        matter_id: case.matter_id.clone(),
        receiver: case.receiver.agency().to_owned(),
        about_referral: case.id.clone(),
        demand: "请书面说明办理情况".to_owned(),
        ..SuperviseRequest::default()
    }
}

fn kept(refused: Result<impl std::fmt::Debug, Status>, field: &str) {
    let refused = refused.unwrap_err();
    assert_eq!(reason(&refused), "SAID_IN_MEDIATION", "{refused}");
    let told = duijie_cli::exit::lines(&refused).join("\n");
    assert!(told.contains("第22条") && told.contains(field) && !told.contains("金丝雀"), "{told}");
}

/// An officer of the bureau tries to write it into whatever leaves, the answer to a supervision included.
async fn nothing_leaves_in_the_words_of_an_officer(case: &Handoff, here: &str) {
    let bureau = &case.receiver;
    let text = format!("经了解，{NOTE}。");
    kept(bureau.insist(step!(ReportProgressRequest, case.id, text: text.clone())).await, "text");
    kept(bureau.insist(step!(RequestSupplementRequest, case.id, items: vec![text.clone()])).await, "items");
    let mut fails = requests::conclude_without_agreement(&case.id);
    fails.outcome.as_mut().unwrap().no_agreement.as_mut().unwrap().undisputed_facts = text.clone();
    kept(bureau.insist(fails).await, "undisputed_facts");
    let too_early = bureau.insist(feedback(here, &case.id, &[("materials", &text)])).await.unwrap_err();
    assert_eq!(reason(&too_early), "DOCUMENT_UNFOUNDED", "{too_early}");
    let id = done(&case.sender, supervise(case)).await.referral.unwrap().referral_id;
    let order = Handoff { id: id.clone(), ..case.clone() };
    order.both(ReferralState::Arrived).await;
    done(bureau, step!(AcknowledgeRequest, id)).await;
    let answer = |text: &str| Some(WrittenAnswer { text: text.to_owned(), materials: Vec::new() });
    kept(bureau.insist(step!(AnswerSupervisionRequest, id, answer: answer(&text))).await, "answer.text");
    done(bureau, step!(AnswerSupervisionRequest, id, answer: answer("正在调解，将按期办结"))).await;
    order.both(ReferralState::Concluded).await;
}

/// Words are released once both parties agreed in writing, and go with the result and the feedback.
async fn released(case: &Handoff, here: &str, said_at: u64) {
    let bureau = &case.receiver;
    let words = || Entry::Released(Released { said_at, text: RELEASED.to_owned() });
    for party in ["赵甲", "钱乙"] {
        let refused = write(bureau, here, words()).await.unwrap_err();
        assert_eq!(reason(&refused), "CONSENT_OF_ALL_MISSING");
        assert!(refused.message().contains("钱乙"), "{refused}");
        let evidence = Some(requests::material("同意公开书.pdf"));
        let consent = ReleaseConsent { party: party.to_owned(), evidence, withdrawn: false };
        write(bureau, here, Entry::ReleaseConsent(consent)).await.unwrap();
    }
    let entry = write(bureau, here, words()).await.unwrap();
    let result = || ConcludeRequest { releases: vec![entry], ..requests::conclude_with_agreement(&case.id) };
    // A party takes its word back, and gives it again.
    for (withdrawn, evidence) in [(true, None), (false, Some(requests::material("同意公开书.pdf")))] {
        if !withdrawn {
            assert_eq!(reason(&bureau.insist(result()).await.unwrap_err()), "CONSENT_OF_ALL_MISSING");
        }
        let word = ReleaseConsent { party: "赵甲".to_owned(), evidence, withdrawn };
        write(bureau, here, Entry::ReleaseConsent(word)).await.unwrap();
    }
    done(bureau, result()).await;
    let (ours, theirs) = case.both(ReferralState::Concluded).await;
    for outcome in [ours.outcome.unwrap(), theirs.outcome.unwrap()] {
        let [released] = outcome.released.as_slice() else { panic!("{outcome:?}") };
        let of: Vec<_> = released.consents.iter().map(|consent| consent.party.as_str()).collect();
        assert_eq!((released.text.as_str(), of), (RELEASED, vec!["赵甲", "钱乙"]));
        assert!(released.consents.iter().all(|consent| consent.evidence.is_some()));
    }
    let text = format!("经了解，{NOTE}。");
    kept(bureau.insist(feedback(here, &case.id, &[("materials", &text)])).await, "fields.materials");
    let issued = done(bureau, feedback(here, &case.id, &[])).await.document.unwrap();
    let fields = issued.content.unwrap().fields;
    let released = fields.iter().find(|field| field.key == "released").unwrap();
    assert!(released.value.starts_with(RELEASED) && released.value.contains("同意公开书"), "{}", released.value);
    let html = RenderDocumentRequest { document: issued.document, format: DocumentFormat::Html as i32 };
    let html = String::from_utf8(done(bureau, html).await.content).unwrap();
    assert!(html.contains(RELEASED) && !html.contains("先付一半"), "{html}");
}

/// After the agreement: performed, called back, confirmed by the court.
async fn followed_up(case: &Handoff, here: &str, courts: &Clerk) {
    let bureau = &case.receiver;
    let on = "2026-03-02".to_owned();
    let performance = Performance {
        performed: Performed::Done as i32,
        on: on.clone(),
        evidence: Some(requests::material("收据.pdf")),
        text: PERFORMED.to_owned(),
        ..Performance::default()
    };
    write(bureau, here, Entry::Performance(performance)).await.unwrap();
    let satisfaction = Satisfaction::Dissatisfied as i32;
    let (party, measures) = ("赵甲".to_owned(), MEASURES.to_owned());
    write(bureau, here, Entry::FollowUp(FollowUp { on: on.clone(), party, satisfaction, measures })).await.unwrap();
    let material = |name: &str| -> Option<Material> { Some(requests::material(name)) };
    let application = ConfirmationApplication {
        applicants: vec!["赵甲".to_owned(), "钱乙".to_owned()],
        agreement: material("人民调解协议书.pdf"),
        mediated_by: material("调解组织证明.pdf"),
        effective_on: on,
        ..ConfirmationApplication::default()
    };
    let request = RequestConfirmationRequest {
        request_id: new_id(),
        matter_id: here.to_owned(),
        receiver: courts.agency().to_owned(),
        application: Some(application),
        ..RequestConfirmationRequest::default()
    };
    let id = done(bureau, request).await.referral.unwrap().referral_id;
    Handoff { sender: bureau.clone(), receiver: courts.clone(), matter_id: here.to_owned(), id }
        .both(ReferralState::Arrived)
        .await;
}

/// An accusation about which the office asks oversight to step in.
async fn accused(town: &Town) {
    let (office, overseer) = (town.clerk("petitions"), town.clerk(OVERSEER.role));
    let register =
        RegisterMatterRequest { own_number: LETTER.to_owned(), ..requests::register("反映某单位收费问题") };
    let matter_id = done(&office, register).await.matter.unwrap().matter_id;
    let accused_in_words = "某单位收费员".to_owned();
    let sorting = Sorting { sort: PetitionSort::Accusation as i32, accused_in_words, ..Sorting::default() };
    write(&office, &matter_id, Entry::Sorting(sorting)).await.unwrap();
    let supervise = SuperviseRequest {
        request_id: new_id(),
        matter_id: matter_id.clone(),
        receiver: overseer.agency().to_owned(),
        agency: office.agency().to_owned(),
        demand: "请督促办理".to_owned(),
        ..SuperviseRequest::default()
    };
    let id = done(&office, supervise).await.referral.unwrap().referral_id;
    Handoff { sender: office, receiver: overseer, matter_id, id }.both(ReferralState::Arrived).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_of_a_mediation_stays_in_its_file_and_only_what_all_parties_released_leaves() {
    let mut town = Town::overseen(MONDAY).await;
    let case = petition(&town).await;
    let here = case.receiver.referral(&case.id).await.unwrap().matter_id;
    let session = mediated(&case, &here).await;
    nothing_leaves_in_the_words_of_an_officer(&case, &here).await;
    released(&case, &here, session).await;
    followed_up(&case, &here, &town.clerk("courts")).await;
    accused(&town).await;
    town.all_delivered().await;
    let of_the_bureau = ["先付一半款项", PANEL, DISCLOSED, TIE, REJECTED, PERFORMED, MEASURES];
    let of_the_office = [RECEIVED, SORTED, LETTER];
    let all = of_the_bureau
        .map(|word| Canary { word, at: vec![RECEIVER] })
        .into_iter()
        .chain(of_the_office.map(|word| Canary { word, at: vec!["petitions"] }))
        .chain([Canary { word: RELEASED, at: vec![RECEIVER, "petitions"] }]);
    sweep(&town, &all.collect::<Vec<_>>()).await;
    town.verify_stores().await;
}

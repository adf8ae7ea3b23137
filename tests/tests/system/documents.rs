//! Documents of real processes: numbered without gaps although the service dies in between, proven by the journal, and in no log.

use duijie_cli::args::Role;
use duijie_proto::v1::{
    AddEntryRequest, Answer, Approval, Card, CardAnother, Consent, ConsentState, Document, DocumentFormat,
    DossierEntry, FieldValue, IssueDocumentRequest, ListDocumentsRequest, RenderDocumentRequest, VoidDocumentRequest,
    approval, card, dossier_entry::Entry,
};
use duijie_tests::system::{
    clerk::{Clerk, reason},
    handoff::{Handoff, RECEIVER, done},
    requests::{self, new_id},
    town::Town,
    waiting::until,
};
use std::sync::atomic::Ordering;
use tokio::task::JoinSet;

const OPENING: &str = "2026-11-02T10:00:00+08:00";
/// What no log may show.
const PRIVATE: &str = "独居老人王某的住院费用";

fn notice(matter_id: &str, reason: &str) -> IssueDocumentRequest {
    let field = |key: &str, value: &str| FieldValue { key: key.to_owned(), value: value.to_owned() };
    IssueDocumentRequest {
        request_id: new_id(),
        matter_id: matter_id.to_owned(),
        form_id: "rights-notice".to_owned(),
        fields: vec![field("mediator", "丙"), field("matter", reason)],
        ..IssueDocumentRequest::default()
    }
}

/// Writes into the dossier; gives the entry's position.
async fn written(clerk: &Clerk, matter_id: &str, entry: Entry) -> u64 {
    let (matter_id, entry) = (matter_id.to_owned(), Some(DossierEntry { entry: Some(entry) }));
    let request = AddEntryRequest { request_id: new_id(), matter_id, entry, validate_only: false };
    done(clerk, request).await.item.unwrap().position
}

async fn matter(clerk: &Clerk, title: &str) -> String {
    done(clerk, requests::register(title)).await.matter.unwrap().matter_id
}

fn serial(document: &Document) -> u32 {
    document.content.as_ref().unwrap().serial
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_have_no_gap_although_the_service_is_killed_while_documents_are_issued() {
    const MATTERS: usize = 4;
    const EACH: usize = 12;
    let mut town = Town::sandbox(OPENING).await;
    let clerk = town.clerk(RECEIVER);
    let mut matters = Vec::new();
    for at in 0..MATTERS {
        matters.push(matter(&clerk, &format!("纠纷 {at}")).await);
    }
    let answers = town.answers();
    let mut work = JoinSet::new();
    for matter in matters.clone() {
        let clerk = clerk.clone();
        work.spawn(async move {
            let mut serials = Vec::new();
            for at in 0..EACH {
                // The same request until it is answered: it gets one document, however often the service dies.
                let issued = clerk.insist(notice(&matter, &format!("{PRIVATE} {at}"))).await.unwrap();
                serials.push(serial(&issued.document.unwrap()));
                let incomplete = IssueDocumentRequest { fields: Vec::new(), ..notice(&matter, "") };
                assert_eq!(reason(&clerk.insist(incomplete).await.unwrap_err()), "DOCUMENT_INCOMPLETE");
            }
            serials
        });
    }
    for _ in 0..3 {
        let before = answers.load(Ordering::Relaxed);
        until("some more answers", || async {
            (answers.load(Ordering::Relaxed) > before + 8 || work.is_empty()).then_some(())
        })
        .await;
        town.kill(RECEIVER).await;
        town.start(RECEIVER).await;
    }
    let mut serials: Vec<u32> = work.join_all().await.into_iter().flatten().collect();
    serials.sort_unstable();
    assert_eq!(serials, (1..=u32::try_from(MATTERS * EACH).unwrap()).collect::<Vec<_>>());
    let mut listed = Vec::new();
    for matter_id in matters {
        let list = ListDocumentsRequest { matter_id, min_position: 0 };
        listed.extend(done(&clerk, list).await.documents.iter().map(serial));
    }
    listed.sort_unstable();
    assert_eq!(listed, serials);
    town.verify_stores().await;
    let log = std::fs::read_to_string(town.agency(RECEIVER).log_file()).unwrap();
    assert!(!log.contains(PRIVATE), "a log shows what a document says");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_of_commission_knows_its_case_its_receiver_and_its_parties_and_is_rendered_after_a_restart() {
    let mut town = Town::sandbox(OPENING).await;
    let handoff = Handoff::arrived(&town, "litigation", "房屋漏水纠纷").await;
    let courts = handoff.sender.clone();
    let field = |key: &str, value: &str| FieldValue { key: key.to_owned(), value: value.to_owned() };
    let mut letter = IssueDocumentRequest {
        request_id: new_id(),
        matter_id: handoff.matter_id.clone(),
        form_id: "entrustment".to_owned(),
        fields: vec![
            field("case_number", "（2026）临9901民初1123号"),
            field("claims", "赔偿修复费用"),
            field("term", "签收之日起七日"),
            field("judge", "丁法官"),
        ],
        ..IssueDocumentRequest::default()
    };
    let refused = courts.ask(letter.clone()).await.unwrap_err();
    assert_eq!(reason(&refused), "DOCUMENT_INCOMPLETE");
    assert!(refused.message().contains("送达地址"), "{refused}");
    letter.request_id = new_id();
    letter.fields.extend([field("address", "青河县城关镇"), field("materials", "起诉状副本")]);
    let issued = done(&courts, letter).await.document.unwrap();
    let content = issued.content.clone().unwrap();
    let said = |key: &str| content.fields.iter().find(|field| field.key == key).map(|field| field.value.clone());
    assert_eq!(said("to"), Some(town.agency(RECEIVER).home().name.clone()));
    assert_eq!((content.serial, content.referral_id.clone()), (1, handoff.id.clone()));
    assert!(said("parties").unwrap().contains("申请人"));

    let render = RenderDocumentRequest { document: issued.document, format: DocumentFormat::Pdf as i32 };
    let before = done(&courts, render).await;
    town.kill("courts").await;
    town.start("courts").await;
    let courts = town.clerk("courts");
    assert_eq!(done(&courts, render).await, before, "the same bytes each time");
    assert!(before.content.starts_with(b"%PDF-"));

    let void = |request_id| VoidDocumentRequest {
        request_id,
        matter_id: handoff.matter_id.clone(),
        document: issued.document,
        reason: "期限写错".to_owned(),
        validate_only: false,
    };
    assert_eq!(reason(&courts.ask(void(new_id())).await.unwrap_err()), "ROLE_NEEDED");
    let leader = town.officer("courts", "院长", Role::Leader);
    let voided = done(&leader, void(new_id())).await.document.unwrap();
    assert_eq!((voided.content, voided.void_reason.as_str()), (issued.content, "期限写错"));
    town.verify_stores().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handover_card_is_filled_from_the_card_its_approval_and_the_consent_of_the_parties() {
    let town = Town::sandbox(OPENING).await;
    let police = town.clerk("public-security");
    let unasked =
        duijie_proto::v1::RegisterMatterRequest { consents: Vec::new(), ..requests::register("楼上漏水") };
    let matter_id = done(&police, unasked).await.matter.unwrap().matter_id;
    let field = |key: &str| FieldValue { key: key.to_owned(), value: "已核实".to_owned() };
    let handover = |request_id| IssueDocumentRequest {
        request_id,
        matter_id: matter_id.clone(),
        form_id: "handover-card".to_owned(),
        fields: vec![field("first_steps")],
        ..IssueDocumentRequest::default()
    };
    let refused = police.ask(handover(new_id())).await.unwrap_err();
    let told = duijie_cli::exit::lines(&refused).join("\n");
    for missing in ["fields.to", "fields.opinion", "fields.consent", "fields.approver"] {
        assert!(told.contains(missing), "{told}");
    }
    let matter =
        done(&police, duijie_proto::v1::GetMatterRequest { matter_id: matter_id.clone(), ..Default::default() }).await;
    for party in &matter.parties {
        let consent = Consent { party: party.name.clone(), state: ConsentState::Given as i32, evidence: None };
        written(&police, &matter_id, Entry::Consent(consent)).await;
    }
    let mut typed = handover(new_id());
    typed.fields.push(FieldValue { key: "approver".to_owned(), value: "所长王五".to_owned() });
    let refused = duijie_cli::exit::lines(&police.ask(typed).await.unwrap_err()).join("\n");
    assert!(refused.contains("fields.approver") && refused.contains("由系统"), "{refused}");
    let another = CardAnother { to: "青河县调解中心".to_owned(), opinion: "建议先行调解".to_owned() };
    let position = written(&police, &matter_id, Entry::Card(Card { card: Some(card::Card::Another(another)) })).await;
    let leader = town.officer("public-security", "所长", Role::Leader);
    let approval =
        Approval { of: Some(approval::Of::Card(position)), answer: Answer::Grant as i32, ..Approval::default() };
    written(&leader, &matter_id, Entry::Approval(approval)).await;
    let issued = done(&police, handover(new_id())).await.document.unwrap().content.unwrap();
    let said = |key: &str| issued.fields.iter().find(|field| field.key == key).unwrap().value.clone();
    assert!(matter.parties.iter().all(|party| said("consent").contains(&format!("{}：同意调解", party.name))));
    assert_eq!([said("to"), said("opinion"), said("approver")], ["青河县调解中心", "建议先行调解", "所长"]);
}

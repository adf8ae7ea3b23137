//! Documents over the interface: issued, asked for again, listed, voided by a leader, rendered, and refused by every field that is missing.

use super::{
    house::{House, Plan},
    reason, register, uuid, violations,
};
use crate::desk::tests::documents::{NOTE, RECORD};
use duijie_core::rules::Rules;
use duijie_proto::v1::{
    self, DocumentFormat, document_service_client::DocumentServiceClient, matter_service_client::MatterServiceClient,
};
use tonic::Code;

async fn house() -> (House, v1::Matter) {
    let plan = Plan::courts();
    let rules = Rules { forms: vec![NOTE, RECORD], ..plan.rules.clone() };
    let house = House::open(Plan { rules, ..plan }).await;
    let matter = MatterServiceClient::new(house.officer()).register_matter(register(1)).await.unwrap().into_inner();
    (house, matter.matter.unwrap())
}

fn issue(number: u32, matter: &v1::Matter, reason: Option<&str>) -> v1::IssueDocumentRequest {
    let field = |value: &str| v1::FieldValue { key: "reason".into(), value: value.into() };
    v1::IssueDocumentRequest {
        request_id: uuid(number),
        matter_id: matter.matter_id.clone(),
        form_id: "note".into(),
        fields: reason.map(field).into_iter().collect(),
        ..Default::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_is_issued_listed_and_rendered_and_a_repeat_gets_the_same_one() {
    let (house, matter) = house().await;
    let mut documents = DocumentServiceClient::new(house.officer());
    let request = issue(2, &matter, Some("不属于受理范围"));
    let first = documents.issue_document(request.clone()).await.unwrap().into_inner();
    assert_eq!(documents.issue_document(request).await.unwrap().into_inner(), first);
    let document = first.document.unwrap();
    let content = document.content.clone().unwrap();
    assert_eq!((content.serial, content.title.as_str(), content.digest.len()), (1, "告知函", 32));
    let list = v1::ListDocumentsRequest { matter_id: matter.matter_id.clone(), min_position: 0 };
    assert_eq!(documents.list_documents(list).await.unwrap().into_inner().documents, vec![document.clone()]);
    for (format, begins, media_type) in [
        (DocumentFormat::Html, &b"<!doctype html>"[..], "text/html; charset=utf-8"),
        (DocumentFormat::Docx, b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (DocumentFormat::Pdf, b"%PDF-", "application/pdf"),
    ] {
        let request = v1::RenderDocumentRequest { document: document.document, format: format as i32 };
        let rendered = documents.render_document(request).await.unwrap().into_inner();
        assert!(rendered.content.starts_with(begins) && rendered.media_type == media_type, "{format:?}");
        assert_eq!(documents.render_document(request).await.unwrap().into_inner(), rendered);
        assert!(rendered.file_name.contains("〔2026〕1号 告知函."), "{}", rendered.file_name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_told_by_field_name_and_article_and_takes_no_number() {
    let (house, matter) = house().await;
    let mut documents = DocumentServiceClient::new(house.officer());
    let check = v1::IssueDocumentRequest { validate_only: true, ..issue(2, &matter, None) };
    for request in [check, issue(3, &matter, None)] {
        let refused = documents.issue_document(request).await.unwrap_err();
        assert_eq!(reason(&refused), (Code::FailedPrecondition, "DOCUMENT_INCOMPLETE".to_owned()));
        let violations = violations(&refused);
        assert_eq!(violations[0].0, "fields.reason");
        assert!(refused.message().contains("理由") && refused.message().contains("《某规定》第5条"), "{refused}");
    }
    // A field left blank is one that was left out.
    for (number, blank) in [(6, ""), (7, " \u{3000}")] {
        let refused = documents.issue_document(issue(number, &matter, Some(blank))).await.unwrap_err();
        assert_eq!(
            (reason(&refused).1.as_str(), violations(&refused)[0].0.as_str()),
            ("DOCUMENT_INCOMPLETE", "fields.reason")
        );
    }
    let long = documents.issue_document(issue(8, &matter, Some(&"长".repeat(4_001)))).await.unwrap_err();
    assert_eq!(violations(&long)[0].0, "fields.reason", "a field is called by its key");
    let whole = v1::IssueDocumentRequest { validate_only: true, ..issue(4, &matter, Some("一")) };
    assert_eq!(documents.issue_document(whole).await.unwrap().into_inner(), v1::DocumentAnswer::default());
    // A refusal is an answer that is given again, with its fields.
    let again = documents.issue_document(issue(3, &matter, None)).await.unwrap_err();
    assert_eq!(violations(&again)[0].0, "fields.reason");
    let issued = documents.issue_document(issue(5, &matter, Some("一"))).await.unwrap().into_inner();
    assert_eq!(issued.document.unwrap().content.unwrap().serial, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_field_or_filled_by_the_service_is_refused() {
    let (house, matter) = house().await;
    let mut documents = DocumentServiceClient::new(house.officer());
    let with = |number, key: &str| {
        let mut request = issue(number, &matter, Some("一"));
        request.fields.push(v1::FieldValue { key: key.into(), value: "另一名称".into() });
        request
    };
    for (number, key, path) in [(2, "title", "fields.title"), (3, "nonsense", "fields")] {
        let refused = documents.issue_document(with(number, key)).await.unwrap_err();
        assert_eq!(reason(&refused).1, "DOCUMENT_BADLY_FILLED");
        assert_eq!(violations(&refused)[0].0, path);
    }
    let twice = documents.issue_document(with(4, "reason")).await.unwrap_err();
    assert_eq!((reason(&twice).1.as_str(), violations(&twice)[0].0.as_str()), ("TWICE", "fields[1].key"));
    let other = v1::IssueDocumentRequest { form_id: "letter".into(), ..issue(5, &matter, None) };
    assert_eq!(reason(&documents.issue_document(other).await.unwrap_err()).1, "NO_SUCH_FORM");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leader_voids_a_document_which_then_says_so_on_paper() {
    let (house, matter) = house().await;
    let mut documents = DocumentServiceClient::new(house.officer());
    let issued = documents.issue_document(issue(2, &matter, Some("一"))).await.unwrap().into_inner().document.unwrap();
    let void = v1::VoidDocumentRequest {
        request_id: uuid(3),
        matter_id: matter.matter_id.clone(),
        document: issued.document,
        reason: "写错当事人".into(),
        validate_only: false,
    };
    assert_eq!(reason(&documents.void_document(void.clone()).await.unwrap_err()).1, "ROLE_NEEDED");
    let mut leader = DocumentServiceClient::new(house.leader());
    let voided = leader.void_document(void).await.unwrap().into_inner().document.unwrap();
    assert_eq!((voided.content, voided.void_reason.as_str()), (issued.content, "写错当事人"));
    assert!(voided.voided_by > issued.document);
    let request = v1::RenderDocumentRequest { document: issued.document, format: DocumentFormat::Html as i32 };
    let html = documents.render_document(request).await.unwrap().into_inner().content;
    assert!(String::from_utf8(html).unwrap().contains("【作废】写错当事人"));
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_are_listed_with_their_fields_articles_and_numbers() {
    let (house, _) = house().await;
    let mut documents = DocumentServiceClient::new(house.officer());
    let listed = documents.list_forms(v1::ListFormsRequest {}).await.unwrap().into_inner();
    assert!(listed.refused_templates.is_empty());
    let note = &listed.forms[0];
    assert_eq!((note.form_id.as_str(), note.number_example.as_str()), ("note", "×函〔2026〕12号"));
    let of = |field: &v1::FormField| (field.mandatory, field.basis.clone(), field.filled_by());
    let expected =
        [(true, "《某规定》第5条".to_owned(), v1::FilledBy::Clerk), (false, String::new(), v1::FilledBy::Service)];
    assert_eq!(note.fields.iter().map(of).collect::<Vec<_>>(), expected);
    let request = v1::RenderDocumentRequest { document: 1, format: DocumentFormat::Unspecified as i32 };
    assert_eq!(violations(&documents.render_document(request).await.unwrap_err())[0].0, "format");
    for nothing in [1, 999] {
        let request = v1::RenderDocumentRequest { document: nothing, format: DocumentFormat::Pdf as i32 };
        assert_eq!(documents.render_document(request).await.unwrap_err().code(), Code::NotFound);
    }
}

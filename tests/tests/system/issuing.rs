//! Papers between real services: none tells of what is not in the file, none says it otherwise, and a wrong form names the right one.

use duijie_proto::v1::{
    CommissionMode, ConfirmationApplication, ConfirmationDecision, ConfirmationRuling, Document, FieldValue,
    IssueDocumentRequest, ReferRequest, ReferralState, RejectionGround, RequestConfirmationRequest,
};
use duijie_tests::{
    step,
    system::{
        clerk::{Clerk, reason},
        handoff::{Handoff, RECEIVER, done},
        requests::{self, material, new_id},
        town::Town,
    },
};
use tonic::Status;

const OPENING: &str = "2026-11-02T10:00:00+08:00";

async fn issue(
    clerk: &Clerk,
    (matter, referral): (&str, &str),
    form: &str,
    fields: &[(&str, &str)],
) -> Result<Document, Status> {
    let field = |&(key, value): &(&str, &str)| FieldValue { key: key.to_owned(), value: value.to_owned() };
    let request = IssueDocumentRequest {
        request_id: new_id(),
        matter_id: matter.to_owned(),
        form_id: form.to_owned(),
        referral_id: referral.to_owned(),
        fields: fields.iter().map(field).collect(),
        ..IssueDocumentRequest::default()
    };
    Ok(clerk.insist(request).await?.document.unwrap())
}

fn refused(issued: Result<Document, Status>, code: &str, told: &[&str]) {
    let refused = issued.unwrap_err();
    assert_eq!(reason(&refused), code, "{refused}");
    let lines = duijie_cli::exit::lines(&refused).join("\n");
    assert!(told.iter().all(|words| lines.contains(words)), "{lines}");
}

fn said(document: Document, key: &str) -> Option<String> {
    document.content.unwrap().fields.into_iter().find(|field| field.key == key).map(|field| field.value)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_delegated_before_filing_needs_no_case_number_and_gets_no_paper_of_another_mode_or_step() {
    let mut town = Town::sandbox(OPENING).await;
    let (courts, bureau) = (town.clerk("courts"), town.clerk(RECEIVER));
    let matter_id = done(&courts, requests::register("买卖合同纠纷")).await.matter.unwrap().matter_id;
    let refer = ReferRequest {
        procedure: 0,
        mode: CommissionMode::PreFilingDelegation as i32,
        ..requests::refer(&matter_id, "litigation", bureau.agency())
    };
    let id = done(&courts, refer).await.referral.unwrap().referral_id;
    let handoff = Handoff { sender: courts.clone(), receiver: bureau.clone(), matter_id, id };
    handoff.both(ReferralState::Arrived).await;
    let ours = (handoff.matter_id.as_str(), handoff.id.as_str());
    let letter = [
        ("claims", "支付货款"),
        ("term", "签收之日起三十日"),
        ("judge", "丁法官"),
        ("address", "青河县城关镇"),
        ("materials", "起诉状副本"),
    ];
    refused(
        issue(&courts, ours, "entrustment", &letter).await,
        "DOCUMENT_UNFOUNDED",
        &["《委派调解函》（delegation）"],
    );
    refused(issue(&courts, ours, "invitation", &letter).await, "DOCUMENT_UNFOUNDED", &["delegation"]);
    let typed = [&letter[..], &[("case_number", "测试案号")]].concat();
    refused(issue(&courts, ours, "delegation", &typed).await, "DOCUMENT_BADLY_FILLED", &["fields.case_number", "民初"]);
    let issued = issue(&courts, ours, "delegation", &letter).await.unwrap();
    assert_eq!(said(issued, "case_number"), None);

    done(&bureau, step!(AcknowledgeRequest, handoff.id)).await;
    let theirs = bureau.referral(&handoff.id).await.unwrap().matter_id;
    let theirs = (theirs.as_str(), handoff.id.as_str());
    refused(issue(&bureau, theirs, "acceptance", &[]).await, "DOCUMENT_UNFOUNDED", &["尚未受理", "accept"]);
    refused(issue(&bureau, theirs, "non-acceptance", &[]).await, "DOCUMENT_UNFOUNDED", &["不予受理"]);
    done(&bureau, step!(AcceptRequest, handoff.id)).await;
    let typed = [("date", "明天2030-99-99"), ("content", "赔礼道歉"), ("mediator", "丙")];
    refused(issue(&bureau, theirs, "oral-agreement", &typed).await, "DOCUMENT_BADLY_FILLED", &["fields.date", "例如"]);
    issue(&bureau, theirs, "acceptance", &[]).await.unwrap();
    done(&bureau, requests::conclude_without_agreement(&handoff.id)).await;
    let typed = [("result", "达成调解协议")];
    refused(issue(&bureau, theirs, "feedback", &typed).await, "DOCUMENT_BADLY_FILLED", &["fields.result"]);
    refused(issue(&bureau, theirs, "oral-agreement", &[]).await, "DOCUMENT_UNFOUNDED", &["未达成协议"]);
    let issued = issue(&bureau, theirs, "feedback", &[("materials", "起诉状副本")]).await.unwrap();
    assert_eq!(said(issued, "result").as_deref(), Some("调解不成"));
    town.verify_stores().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ruling_is_printed_as_it_was_given_with_what_follows_from_it() {
    let town = Town::sandbox(OPENING).await;
    let (bureau, courts) = (town.clerk(RECEIVER), town.clerk("courts"));
    let handoff = Handoff::arrived(&town, "police", "房屋漏水").await;
    done(&bureau, step!(AcknowledgeRequest, handoff.id)).await;
    done(&bureau, step!(AcceptRequest, handoff.id)).await;
    let matter_id = done(&bureau, requests::conclude_with_agreement(&handoff.id)).await.referral.unwrap().matter_id;
    let application = ConfirmationApplication {
        applicants: vec!["赵甲".to_owned(), "钱乙".to_owned()],
        agreement: Some(material("人民调解协议书.pdf")),
        mediated_by: Some(material("调解组织证明.pdf")),
        effective_on: "2026-11-02".to_owned(),
        ..ConfirmationApplication::default()
    };
    let request = RequestConfirmationRequest {
        request_id: new_id(),
        matter_id,
        receiver: courts.agency().to_owned(),
        application: Some(application),
        ..RequestConfirmationRequest::default()
    };
    let id = done(&bureau, request).await.referral.unwrap().referral_id;
    let applied = Handoff { sender: bureau.clone(), receiver: courts.clone(), matter_id: String::new(), id };
    applied.both(ReferralState::Arrived).await;
    let matter = courts.referral(&applied.id).await.unwrap().matter_id;
    let about = (matter.as_str(), applied.id.as_str());
    let whole = [("agreement", "乙修复渗漏"), ("clerk", "戊")];
    refused(issue(&courts, about, "confirmation-ruling", &whole).await, "DOCUMENT_UNFOUNDED", &["尚未裁定"]);
    done(&courts, step!(AcknowledgeRequest, applied.id)).await;
    done(&courts, step!(AcceptRequest, applied.id)).await;
    let ruling = ConfirmationRuling {
        number: "（2026）临0101民特11号".to_owned(),
        decision: ConfirmationDecision::Rejected as i32,
        ground: RejectionGround::Unclear as i32,
        document: Some(material("裁定书.pdf")),
    };
    done(&courts, step!(DecideConfirmationRequest, applied.id, ruling: Some(ruling))).await;
    for (key, value) in [("decision", "裁定调解协议有效"), ("case_number", "（2026）临0101民特99号"), ("judge", "张三")]
    {
        let typed = [&whole[..], &[(key, value)]].concat();
        let path = format!("fields.{key}");
        refused(issue(&courts, about, "confirmation-ruling", &typed).await, "DOCUMENT_BADLY_FILLED", &[&path]);
    }
    let issued = issue(&courts, about, "confirmation-ruling", &whole).await.unwrap();
    let clauses = issued.content.clone().unwrap().clauses.join("");
    assert!(clauses.contains("达成新的调解协议") && !clauses.contains("申请执行"), "{clauses}");
    assert_eq!(said(issued.clone(), "reasons").as_deref(), Some("内容不明确"));
    assert_eq!(said(issued, "case_number").as_deref(), Some("（2026）临0101民特11号"));
}

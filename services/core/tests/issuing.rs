//! Papers never contradict the file: none tells of what is not so, and what the file says is not written otherwise.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::{Answer, Command, Issue, Refer},
    commission::{Mode, ModeRule},
    document::{
        Field, Form, Given, Layout, Source, may, must, official,
        source::{Concluded, Told, Written},
    },
    dossier::{Approval, Approved, Card, Document, Entry},
    exclusion::ConsentNeed,
    outcome::{ConfirmationDecision, ConfirmationRuling, OutcomeResult, RejectionGround},
    petition::{PassedOn, Requirements},
    purpose::Purpose,
    referral::{Side, Stage},
    refusal::Refusal,
    rules::{ProcedureNeed, Sends},
};
use duijie_testkit::{
    TwoDesks, petitions,
    sample::{self, kind, text},
    steps::{accept, acknowledge, conclude, conclude_with, decline, no_agreement, refer},
};
use std::time::Duration;

const fn form(id: &'static str, given: &'static [Given]) -> Form {
    Form::new(id, id, id, official("函"), Layout::Letter).of_referral().given(given)
}

/// Issues it at this end, with these fields.
fn issue(desks: &mut TwoDesks, side: Side, form: Form, fields: &[(&str, &str)]) -> Result<Document, Refusal> {
    let desk = match side {
        Side::Sender => &mut desks.sender,
        Side::Receiver => &mut desks.receiver,
    };
    desk.rules.forms.retain(|other| other.id != form.id);
    desk.rules.forms.push(form);
    let (matter, id) = (desk.matter.as_ref().unwrap().id.clone(), desk.referral().id.clone());
    let fields = fields.iter().map(|(key, value)| (text(key), text(value))).collect();
    desk.command(Command::Issue(Issue { matter, form: text(form.id), referral: Some(id), fields }))?;
    Ok(desk.matter.as_ref().unwrap().documents().last().unwrap().document.clone())
}

fn refused(issued: Result<Document, Refusal>, code: &str) -> Refusal {
    let refusal = issued.unwrap_err();
    assert_eq!(refusal.code, code, "{}", refusal.zh);
    refusal
}

fn said(document: &Document, key: &str) -> Option<String> {
    document.fields.iter().find(|field| field.key == text(key)).map(|field| field.value.as_str().to_owned())
}

const ACCEPTANCE: Form = form("acceptance", &[Given::Entrusted, Given::Accepted]);
const REFUSAL: Form = form("non-acceptance", &[Given::Entrusted, Given::Declined]);
const RESULT: &[Field] = &[
    must("result", "结果", "某条").fixed(Source::Concluded(Concluded::Result)),
    may("failure", "不成原因").alone(Source::Concluded(Concluded::Failure)),
];
const FEEDBACK: Form = form("feedback", &[Given::Entrusted, Given::Concluded]).fields(RESULT);

#[test]
fn acceptance_refusal_and_feedback_are_each_issued_only_once_that_happened() {
    let mut desks = TwoDesks::at(Stage::Acknowledged);
    let mut declined = desks.clone();
    for (form, first) in [(ACCEPTANCE, "accept"), (REFUSAL, "decline"), (FEEDBACK, "conclude")] {
        let refusal = refused(issue(&mut desks, Side::Receiver, form, &[]), "DOCUMENT_UNFOUNDED");
        assert!(refusal.zh.contains(first) && refusal.en.contains(first), "what to do first: {}", refusal.zh);
    }
    declined.receiver(decline()).unwrap();
    issue(&mut declined, Side::Receiver, REFUSAL, &[]).unwrap();
    refused(issue(&mut declined, Side::Receiver, ACCEPTANCE, &[]), "DOCUMENT_UNFOUNDED");
    desks.receiver(accept()).unwrap();
    issue(&mut desks, Side::Receiver, ACCEPTANCE, &[]).unwrap();
    refused(issue(&mut desks, Side::Receiver, REFUSAL, &[]), "DOCUMENT_UNFOUNDED");
    refused(issue(&mut desks, Side::Sender, ACCEPTANCE, &[]), "DOCUMENT_UNFOUNDED");
}

#[test]
fn a_result_on_paper_is_the_result_of_the_file() {
    const AGREEMENT: Form = form("agreement", &[Given::Mediated]);
    let mut desks = TwoDesks::at(Stage::Accepted);
    issue(&mut desks, Side::Receiver, AGREEMENT, &[]).unwrap();
    let mut agreed = desks.clone();
    agreed.receiver(conclude()).unwrap();
    issue(&mut agreed, Side::Receiver, AGREEMENT, &[]).unwrap();
    desks.receiver(conclude_with(OutcomeResult::NoAgreement(no_agreement()))).unwrap();
    refused(issue(&mut desks, Side::Receiver, AGREEMENT, &[]), "DOCUMENT_UNFOUNDED");
    let typed = [("result", "达成调解协议")];
    let refusal = refused(issue(&mut desks, Side::Receiver, FEEDBACK, &typed), "DOCUMENT_BADLY_FILLED");
    assert_eq!(refusal.fields[0].path, "fields.result");
    refused(issue(&mut agreed, Side::Receiver, FEEDBACK, &[("failure", "分歧过大")]), "DOCUMENT_BADLY_FILLED");
    let paper = issue(&mut desks, Side::Receiver, FEEDBACK, &[("result", "调解不成")]).unwrap();
    assert_eq!(said(&paper, "result").as_deref(), Some("调解不成"));
}

const RULING: Form = form("ruling", &[Given::Ruled])
    .fields(&[
        must("number", "案号", "某条").fixed(Source::Concluded(Concluded::RulingNumber)),
        must("decision", "裁定结果", "某条").fixed(Source::Concluded(Concluded::Ruling)),
        may("ground", "驳回情形").alone(Source::Concluded(Concluded::Rejection)),
        must("reasons", "裁定理由", "某条").offered(Source::Concluded(Concluded::Rejection)),
        must("judge", "审判员", "某条").fixed(Source::Concluded(Concluded::RuledBy)),
    ])
    .clauses(&["总是印"])
    .clauses_given(&[(Given::Confirmed, "可以申请执行"), (Given::Rejected, "可以起诉")]);

#[test]
fn a_ruling_on_paper_has_its_number_ground_judge_and_what_follows_from_it_and_nothing_else() {
    let reject = ConfirmationDecision::Rejected(RejectionGround::Unclear);
    for (decision, ground, follows) in
        [(ConfirmationDecision::Valid, None, "可以申请执行"), (reject, Some("内容不明确"), "可以起诉")]
    {
        let mut desks = TwoDesks::at(Stage::Accepted);
        refused(issue(&mut desks, Side::Receiver, RULING, &[("number", "某号")]), "DOCUMENT_UNFOUNDED");
        let ruling = ConfirmationRuling { number: text("（2026）临0101民特11号"), decision, document: None };
        // The court's matter as its letter leaves it; how it comes there is told in `special.rs`.
        let referral = &mut desks.receiver.matter.as_mut().unwrap().referrals[0];
        referral.outcome = Some(duijie_core::outcome::Outcome::of(OutcomeResult::Ruled(ruling)));
        referral.milestones.concluded_by = Some(text("李法官"));
        for (key, value) in [
            ("number", "（2026）临0101民特99号"),
            ("decision", "裁定中止"),
            ("judge", "张三"),
            ("ground", "违背公序良俗"),
        ] {
            let refusal = issue(&mut desks, Side::Receiver, RULING, &[(key, value), ("reasons", "某理由")]);
            assert_eq!(refused(refusal, "DOCUMENT_BADLY_FILLED").fields[0].path, format!("fields.{key}"));
        }
        let reasons: &[_] = if ground.is_some() { &[] } else { &[("reasons", "符合法律规定")] };
        let paper = issue(&mut desks, Side::Receiver, RULING, reasons).unwrap();
        assert_eq!(paper.clauses, [text("总是印"), text(follows)]);
        assert_eq!(said(&paper, "ground").as_deref(), ground);
        assert_eq!(said(&paper, "reasons").as_deref(), Some(ground.unwrap_or("符合法律规定")));
        assert_eq!(said(&paper, "judge").as_deref(), Some("李法官"));
    }
}

#[test]
fn who_gave_the_result_is_known_at_both_ends() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.receiver(conclude()).unwrap();
    desks.settle();
    for side in [Side::Sender, Side::Receiver] {
        let by = desks.desk(side).referral().milestones.concluded_by.clone();
        assert_eq!(by, Some(desks.receiver.officer.clone()));
    }
}

#[test]
fn a_leader_approves_the_newest_card_or_the_handing_over_and_nothing_else_is_an_approval() {
    const FIELDS: &[Field] = &[
        must("approver", "审签人", "某条").alone(Source::Written(Written::Approver)),
        may("approval", "审签日期和意见").alone(Source::Written(Written::Approval)),
    ];
    let card = form("card", &[]).fields(FIELDS);
    let mut desks = TwoDesks::at(Stage::Accepted);
    let write = |desks: &mut TwoDesks, entry| {
        let matter = desks.sender.matter.as_ref().unwrap().id.clone();
        desks.sender.command(Command::AddEntry { matter, entry: Box::new(entry) }).unwrap();
        desks.sender.matter.as_ref().unwrap().position
    };
    let another = || Entry::Card(Card::Another { to: text("调解中心"), opinion: text("先行调解") });
    let typed = [("approver", "所长王五")];
    let refusal = refused(issue(&mut desks, Side::Sender, card, &typed), "DOCUMENT_BADLY_FILLED");
    assert_eq!(refusal.fields[0].path, "fields.approver");
    let refusal = refused(issue(&mut desks, Side::Sender, card, &[]), "DOCUMENT_INCOMPLETE");
    assert!(refusal.fields[0].zh.contains("approval"), "{}", refusal.fields[0].zh);
    let of = Approved::Card(write(&mut desks, another()));
    let clerk = std::mem::replace(&mut desks.sender.officer, text("所长"));
    let approval = Approval { of, answer: Answer::Grant, opinion: Some(text("同意")), document: None };
    write(&mut desks, Entry::Approval(approval));
    desks.sender.officer = clerk;
    let paper = issue(&mut desks, Side::Sender, card, &[]).unwrap();
    assert_eq!(said(&paper, "approver").as_deref(), Some("所长"));
    assert_eq!(said(&paper, "approval").as_deref(), Some("2026年3月2日同意：同意"));
    write(&mut desks, another());
    refused(issue(&mut desks, Side::Sender, card, &[]), "DOCUMENT_INCOMPLETE");
}

#[test]
fn a_letter_of_another_mode_is_refused_with_the_form_that_fits() {
    const COMMISSIONED: Form = form("entrustment", &[Given::Mode(Mode::PostFilingCommission)]);
    const DELEGATED: Form = form("delegation", &[Given::Mode(Mode::PreFilingDelegation)]);
    const MODES: &[ModeRule] =
        &[mode(Mode::PostFilingCommission, ProcedureNeed::None), mode(Mode::PreFilingDelegation, ProcedureNeed::None)];
    const fn mode(mode: Mode, procedure: ProcedureNeed) -> ModeRule {
        ModeRule { mode, procedure, consent: ConsentNeed::None, article: "某条" }
    }
    let mut desks = TwoDesks::new();
    let police = desks.sender.rules.sends.iter_mut().find(|sends| sends.kind == kind("police")).unwrap();
    police.modes = MODES;
    desks.sender.rules.forms = vec![COMMISSIONED, DELEGATED];
    let mut usual = desks.clone();
    desks.sender.command(Command::Refer(Box::new(Refer { mode: Some(Mode::PreFilingDelegation), ..refer() }))).unwrap();
    issue(&mut desks, Side::Sender, DELEGATED, &[]).unwrap();
    let refusal = refused(issue(&mut desks, Side::Sender, COMMISSIONED, &[]), "DOCUMENT_UNFOUNDED");
    assert!(refusal.zh.contains("请用《delegation》"), "{}", refusal.zh);
    usual.sender.command(Command::Refer(Box::new(refer()))).unwrap();
    issue(&mut usual, Side::Sender, COMMISSIONED, &[]).unwrap();
    let refusal = refused(issue(&mut usual, Side::Sender, DELEGATED, &[]), "DOCUMENT_UNFOUNDED");
    assert!(refusal.en.contains("use `entrustment`"), "{}", refusal.en);
}

#[test]
fn an_order_prints_the_day_of_its_letter_whenever_it_is_printed_and_its_six_as_they_were_told() {
    const FIELDS: &[Field] = &[
        must("unit", "责任单位", "某条").fixed(Source::Told(Told::Unit)),
        must("due", "办理时限", "某条").fixed(Source::Told(Told::Within)),
    ];
    let order = form("assignment", &[Given::Sent(&["assignment"])]).fields(FIELDS);
    let transfer = form("transfer", &[Given::Sent(&["transfer"])]);
    let mut desks = petitions::two();
    let requirements = Requirements {
        unit: text("住建局"),
        leader: text("周局长"),
        handler: text("吴某"),
        supervisor: text("督查室"),
        demand: text("查清并答复"),
        days: 30,
    };
    let purpose = Purpose::Petition(PassedOn { sort: None, requirements: Some(requirements), accused: Vec::new() });
    let assignment = Sends::assignment().kind;
    let matter = desks.sender.matter.as_ref().unwrap().id.clone();
    let sorting = Box::new(Entry::Sorting(sample::claim()));
    desks.sender.command(Command::AddEntry { matter, entry: sorting }).unwrap();
    let asked = Refer { kind: assignment, purpose, receiver: petitions::housing(), ..refer() };
    desks.sender.command(Command::Refer(Box::new(asked))).unwrap();
    let printed = |desks: &mut TwoDesks| said(&issue(desks, Side::Sender, order, &[]).unwrap(), "due").unwrap();
    desks.sender.now = desks.sender.now.plus(Duration::from_secs(7 * 86_400));
    assert_eq!(printed(&mut desks), "自移交之日（2026年3月2日）起30日内");
    for (key, value) in [("due", "自本函之日起60日内"), ("unit", "城管局")] {
        refused(issue(&mut desks, Side::Sender, order, &[(key, value)]), "DOCUMENT_BADLY_FILLED");
    }
    let refusal = refused(issue(&mut desks, Side::Sender, transfer, &[]), "DOCUMENT_UNFOUNDED");
    assert!(refusal.zh.contains("请用《assignment》"), "{}", refusal.zh);
    desks.settle();
    desks.receiver(acknowledge()).unwrap();
    desks.receiver(accept()).unwrap();
    desks.settle();
    assert_eq!(printed(&mut desks), "于 2026-04-01 24:00 前");
}

#[test]
fn a_card_of_a_colour_is_issued_once_something_is_as_long_overdue_as_that_asks() {
    let reminder = form("reminder", &[Given::Awaited, Given::Overdue]);
    let yellow = form("yellow-card", &[Given::Awaited, Given::Yellow]);
    let red = form("red-card", &[Given::Awaited, Given::Red]);
    let mut desks = TwoDesks::at(Stage::Accepted);
    for form in [reminder, yellow, red] {
        refused(issue(&mut desks, Side::Sender, form, &[]), "DOCUMENT_UNFOUNDED");
    }
    let due = desks.sender.referral().deadlines.iter().map(|deadline| deadline.due.due).max().unwrap();
    desks.sender.now = due.plus(Duration::from_secs(3600));
    issue(&mut desks, Side::Sender, reminder, &[]).unwrap();
    refused(issue(&mut desks, Side::Sender, red, &[]), "DOCUMENT_UNFOUNDED");
    desks.sender.now = due.plus(Duration::from_secs(60 * 86_400));
    issue(&mut desks, Side::Sender, yellow, &[]).unwrap();
    issue(&mut desks, Side::Sender, red, &[]).unwrap();
}

//! What documents say without being told: from cards and approvals, written opinions, results, call-backs and what was filed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::{Answer, Command, Issue, Step},
    decide::Act,
    document::{
        Field, Form, Layout, Source, may, mediation, must, official,
        source::{Concluded, Kept, Known, Told, Written},
    },
    dossier::{Approval, Approved, Card, Entry, FilePart, FollowUp, Part, Performance, Performed, Satisfaction},
    outcome::{FailureReason, NoAgreement, OutcomeResult},
    referral::{Side, Stage},
    time::Date,
};
use duijie_testkit::{
    TwoDesks,
    desk::code,
    sample::{self, kind, material, text},
    steps::{conclude, conclude_with, decline},
};

/// What a document of this end about the referral would say.
fn said(desks: &TwoDesks, side: Side, source: Source) -> Option<String> {
    let desk = desks.desk(side);
    let (officer, matter) = (&sample::text("王某"), desk.matter.as_ref().unwrap());
    let (me, names, forms, now) = (&desk.agency, &desk.names, &desk.rules.forms, desk.now);
    let value = source.value(&Known { me, names, forms, now, officer, matter, referral: Some(desk.referral()) });
    value.map(|value| value.as_str().to_owned())
}

fn write(desks: &mut TwoDesks, side: Side, entry: Entry) {
    let desk = match side {
        Side::Sender => &mut desks.sender,
        Side::Receiver => &mut desks.receiver,
    };
    let matter = desk.matter.as_ref().unwrap().id.clone();
    desk.command(Command::AddEntry { matter, entry: Box::new(entry) }).unwrap();
}

#[test]
fn cards_and_their_approval_fill_the_papers_of_handing_over_and_of_telling() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    let ask = |desks: &TwoDesks, what| said(desks, Side::Sender, Source::Written(what));
    assert_eq!(ask(&desks, Written::Opinion), None);
    let (to, opinion) = (text("青河县调解中心"), text("建议先行调解"));
    write(&mut desks, Side::Sender, Entry::Card(Card::Ours { opinion: text("由本所调处") }));
    assert_eq!(ask(&desks, Written::Handling).as_deref(), Some("由本所调处"));
    write(&mut desks, Side::Sender, Entry::Card(Card::Another { to, opinion }));
    let (reason, remedy) = (text("不属公安机关管辖"), text("可以向人民法院起诉"));
    write(&mut desks, Side::Sender, Entry::Card(Card::Told { reason, remedy }));
    assert_eq!(ask(&desks, Written::Opinion).as_deref(), Some("建议先行调解"));
    assert_eq!(ask(&desks, Written::NotHere).as_deref(), Some("不属公安机关管辖"));
    assert_eq!(ask(&desks, Written::Remedy).as_deref(), Some("可以向人民法院起诉"));
    for (answer, approved) in [(Answer::Grant, true), (Answer::Refuse, false)] {
        let of = Approved::Kind(kind("police"));
        write(&mut desks, Side::Sender, Entry::Approval(Approval { of, answer, opinion: None, document: None }));
        assert_eq!(ask(&desks, Written::Approver).is_some(), approved);
    }
}

const FIELDS: &[Field] =
    &[must("mediator", "调解员", "某规定第1条").offered(Source::Mediator), may("to", "送往").offered(Source::Peer)];
const NOTICE: Form = Form::new("notice", "告知书", "notice", official("告字"), Layout::Table).fields(FIELDS);

#[test]
fn who_mediates_is_known_from_the_only_handoff_of_a_matter_where_none_is_named() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.receiver.rules.forms = vec![NOTICE];
    let issue = |desks: &mut TwoDesks| {
        let matter = desks.receiver.matter.as_ref().unwrap().id.clone();
        let asked = Issue { matter, form: text("notice"), referral: None, fields: Vec::new() };
        desks.receiver.command(Command::Issue(asked))
    };
    assert_eq!(code(issue(&mut desks)), "DOCUMENT_INCOMPLETE");
    desks.receiver(Step::AssignBody { body: text("某调委会"), again: None }).unwrap();
    desks.receiver(Step::AssignMediator { mediator: text("丙") }).unwrap();
    let acts = issue(&mut desks).unwrap();
    let Some(Act::Issue(issued)) = acts.first() else { panic!("nothing issued") };
    let said: Vec<_> = issued.fields.iter().map(|field| field.value.as_str()).collect();
    assert_eq!(said, ["丙"], "where it goes is not said by who handed the dispute over");
}

#[test]
fn a_result_fills_its_feedback() {
    let ask = |desks: &TwoDesks, what| said(desks, Side::Receiver, Source::Concluded(what));
    let mut failed = TwoDesks::at(Stage::Accepted);
    assert_eq!(ask(&failed, Concluded::Result), None);
    let result = NoAgreement {
        reason: FailureReason::TooFarApart,
        facts: text("漏水属实"),
        undisputed_facts: Some(text("三月二日漏水")),
        returned: vec![material("起诉状")],
    };
    failed.receiver(conclude_with(OutcomeResult::NoAgreement(result))).unwrap();
    assert_eq!(ask(&failed, Concluded::Result).as_deref(), Some("调解不成"));
    assert_eq!(ask(&failed, Concluded::Failure).as_deref(), Some("分歧过大；漏水属实"));
    assert_eq!(ask(&failed, Concluded::Undisputed).as_deref(), Some("三月二日漏水"));
    assert_eq!(ask(&failed, Concluded::Returned).as_deref(), Some("起诉状"));
    assert!(ask(&failed, Concluded::On).is_some());
    assert_eq!(ask(&failed, Concluded::PerformBy), None);
    let mut agreed = TwoDesks::at(Stage::Accepted);
    agreed.receiver(conclude()).unwrap();
    assert_eq!(ask(&agreed, Concluded::Result).as_deref(), Some("达成调解协议"));
    assert_eq!(ask(&agreed, Concluded::Failure), None);
}

#[test]
fn a_refusal_fills_its_statement_of_reasons() {
    let mut desks = TwoDesks::at(Stage::Acknowledged);
    desks.receiver(decline()).unwrap();
    assert!(said(&desks, Side::Receiver, Source::Told(Told::DeclineGround)).is_some());
    assert!(said(&desks, Side::Receiver, Source::Told(Told::DeclineReason)).is_some());
    assert!(said(&desks, Side::Receiver, Source::Told(Told::Original)).is_some());
    assert_eq!(said(&desks, Side::Receiver, Source::Told(Told::ObjectionReason)), None);
}

#[test]
fn what_followed_the_agreement_fills_the_record_of_the_call_back_and_the_index_of_the_file() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.receiver(conclude()).unwrap();
    let on = desks.receiver.now.beijing_date();
    let party = desks.receiver.matter.as_ref().unwrap().subject.parties[0].name.clone();
    let performed =
        Performance {
            performed: Performed::Done, instalment: None, on, evidence: Some(material("收据")), text: None
        };
    write(&mut desks, Side::Receiver, Entry::Performance(performed));
    let measures = Some(text("再次约谈"));
    let called = FollowUp { on, party: party.clone(), satisfaction: Satisfaction::Dissatisfied, measures };
    write(&mut desks, Side::Receiver, Entry::FollowUp(called));
    let filed = FilePart { part: Part::Identity, document: material("身份证复印件") };
    write(&mut desks, Side::Receiver, Entry::FilePart(filed));
    let ask = |what| said(&desks, Side::Receiver, Source::Kept(what));
    let day = |date: Date| format!("{}年{}月{}日", date.year(), date.month(), date.day());
    assert_eq!(ask(Kept::Performance), Some(format!("{}已履行", day(on))));
    assert_eq!(ask(Kept::FollowedUpOn), Some(day(on)));
    assert_eq!(ask(Kept::Satisfaction), Some(format!("{}：不满意", party.as_str())));
    assert_eq!(ask(Kept::Measures).as_deref(), Some("再次约谈"));
    assert!(ask(Kept::Visitor).is_some());
    assert_eq!(ask(Kept::Filed(Part::Identity)).as_deref(), Some("身份证复印件"));
    assert_eq!(ask(Kept::Filed(Part::Mandate)), None);
    assert_eq!((ask(Kept::Sessions), ask(Kept::Released)), (None, None));
}

#[test]
fn the_index_of_the_file_lists_what_was_issued_as_a_part_beside_what_was_filed() {
    const NOTICE: Form = Form::new("notice", "告知书", "notice", mediation("人调告字"), Layout::Letter);
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.receiver.rules.forms = vec![NOTICE.filed_as(Part::Notice)];
    let matter = desks.receiver.matter.as_ref().unwrap().id.clone();
    let issue = Issue { matter, form: text("notice"), referral: None, fields: Vec::new() };
    desks.receiver.command(Command::Issue(issue)).unwrap();
    let signed = FilePart { part: Part::Notice, document: material("告知书签名件") };
    write(&mut desks, Side::Receiver, Entry::FilePart(signed));
    let listed = said(&desks, Side::Receiver, Source::Kept(Kept::Filed(Part::Notice))).unwrap();
    assert!(listed.ends_with("号 告知书；告知书签名件"), "{listed}");
}

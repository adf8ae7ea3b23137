//! What was said in mediation stays there: it leaves neither in letters nor in documents for others, unless every party agreed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::{Command, Issue, Step},
    confidential::Confidential,
    decide::{self, Act},
    document::{Form, Layout, Source, may, must, official, source::Kept},
    dossier::{Attendance, DisputeLink, Entry, Presence, ReleaseConsent, ReleaseWord, Released, Session},
    matter::Matter,
    outcome::{Agreement, NoAgreement, Outcome, OutcomeResult},
    referral::{Side, Stage},
    refusal::Refusal,
    text::Text,
};
use duijie_testkit::{
    Desk, TwoDesks,
    sample::{material, text},
    steps::{self, no_agreement},
};

/// What 甲 said: the party's name is one unit of it, the rest more than a run.
const SAID: &str = "甲愿意让步，只要三千元修复天花板即可，不再追究其他责任。";

fn write(desks: &mut TwoDesks, entry: Entry) -> Result<Vec<Act>, Refusal> {
    let matter = matter(desks).id.clone();
    desks.receiver.command(Command::AddEntry { matter, entry: Box::new(entry) })
}

fn matter(desks: &TwoDesks) -> &Matter {
    desks.receiver.matter.as_ref().unwrap()
}

/// A session was held in which it was said; its position.
fn held() -> (TwoDesks, u64) {
    let mut desks = TwoDesks::at(Stage::Accepted);
    let party = matter(&desks).subject.parties[0].name.clone();
    let attendance = vec![Attendance { party, presence: Presence::Came, invitation: None }];
    let (held_at, note) = (desks.receiver.now, Some(Confidential::new(text(SAID))));
    write(&mut desks, Entry::Session(Session { held_at, place: text("调解室"), attendance, note })).unwrap();
    let position = matter(&desks).position;
    (desks, position)
}

fn all_agree(desks: &mut TwoDesks) {
    let parties: Vec<_> = matter(desks).subject.parties.iter().map(|party| party.name.clone()).collect();
    for party in parties {
        says(desks, party, ReleaseWord::Given(material("同意公开书"))).unwrap();
    }
}

fn says(desks: &mut TwoDesks, party: Text, word: ReleaseWord) -> Result<Vec<Act>, Refusal> {
    write(desks, Entry::ReleaseConsent(ReleaseConsent { party, word }))
}

fn release(said_at: u64, words: &str) -> Entry {
    Entry::Released(Released { said_at, text: text(words) })
}

fn fails_with(facts: &str, undisputed: Option<&str>, releases: Vec<u64>) -> Step {
    let undisputed_facts = undisputed.map(text);
    let result = OutcomeResult::NoAgreement(NoAgreement { facts: text(facts), undisputed_facts, ..no_agreement() });
    Step::Conclude { outcome: Box::new(Outcome::of(result)), releases }
}

fn refused<T>(done: Result<T, Refusal>) -> Refusal {
    let Err(refusal) = done else { panic!("not refused") };
    refusal
}

fn paths(refusal: &Refusal) -> Vec<&str> {
    refusal.fields.iter().map(|field| field.path.as_str()).collect()
}

#[test]
fn words_are_released_only_with_the_word_of_every_party_and_only_as_they_were_said() {
    let (mut desks, position) = held();
    let parties: Vec<Text> = matter(&desks).subject.parties.iter().map(|party| party.name.clone()).collect();
    for (given, party) in parties.iter().enumerate() {
        let refusal = refused(write(&mut desks, release(position, "只要三千元")));
        assert_eq!(refusal.code, "CONSENT_OF_ALL_MISSING");
        assert!(refusal.basis.as_deref().unwrap().contains("第22条"), "{refusal:?}");
        for missing in &parties[given..] {
            assert!(refusal.zh.contains(missing.as_str()) && refusal.zh.contains("release_consent"), "{}", refusal.zh);
        }
        says(&mut desks, party.clone(), ReleaseWord::Given(material("同意公开书"))).unwrap();
    }
    assert_eq!(refused(write(&mut desks, release(position, "只要四千元"))).code, "OTHER_WORDS");
    assert_eq!(refused(write(&mut desks, release(1, "只要三千元"))).code, "NOTHING_SAID_THERE");
    write(&mut desks, release(position, "只要三千元")).unwrap();
    assert_eq!(format!("{:?}", Confidential::new(text(SAID))), "Confidential");
}

#[test]
fn a_result_carries_what_was_released_with_the_evidence_and_both_ends_have_it() {
    let (mut desks, position) = held();
    all_agree(&mut desks);
    write(&mut desks, release(position, "只要三千元修复天花板即可")).unwrap();
    let released = matter(&desks).position;
    assert_eq!(refused(desks.receiver(fails_with("双方分歧过大", None, vec![position]))).code, "NOT_RELEASED");
    desks.receiver(fails_with("甲说只要三千元修复天花板即可，乙不同意", None, vec![released])).unwrap();
    desks.settle();
    for side in [Side::Sender, Side::Receiver] {
        let outcome = desks.desk(side).referral().outcome.as_ref().unwrap();
        let [words] = outcome.released.as_slice() else { panic!("{outcome:?}") };
        assert_eq!(words.text, text("只要三千元修复天花板即可"));
        assert_eq!(words.consents.len(), 2);
        assert!(words.consents.iter().all(|consent| consent.evidence == material("同意公开书")));
    }
}

#[test]
fn a_party_that_takes_its_word_back_keeps_what_was_not_told_yet() {
    let (mut desks, position) = held();
    let party = matter(&desks).subject.parties[0].name.clone();
    let none = refused(says(&mut desks, party.clone(), ReleaseWord::Withdrawn(None)));
    assert_eq!(none.code, "NO_CONSENT_TO_WITHDRAW");
    all_agree(&mut desks);
    write(&mut desks, release(position, "只要三千元修复天花板即可")).unwrap();
    let released = matter(&desks).position;
    says(&mut desks, party.clone(), ReleaseWord::Withdrawn(None)).unwrap();
    let again = refused(write(&mut desks, release(position, "只要三千元")));
    assert_eq!(again.code, "CONSENT_OF_ALL_MISSING");
    assert!(again.zh.contains(party.as_str()), "{}", again.zh);
    let named = refused(desks.clone().receiver(fails_with("双方分歧过大", None, vec![released])));
    assert_eq!(named.code, "CONSENT_OF_ALL_MISSING");
    let typed = refused(desks.clone().receiver(fails_with("甲说只要三千元修复天花板即可", None, vec![])));
    assert_eq!(typed.code, "SAID_IN_MEDIATION");
    says(&mut desks, party, ReleaseWord::Given(material("同意公开书"))).unwrap();
    desks.receiver(fails_with("双方分歧过大", None, vec![released])).unwrap();
}

#[test]
fn what_repeats_it_is_refused_with_each_field_the_article_and_what_to_do() {
    let (mut desks, position) = held();
    let refusal =
        refused(desks.receiver(fails_with("甲称只要三千元，修复天花板", Some("只要三千元修复天花板"), vec![])));
    assert_eq!(refusal.code, "SAID_IN_MEDIATION");
    assert_eq!(paths(&refusal), ["outcome.no_agreement.facts", "outcome.no_agreement.undisputed_facts"]);
    assert!(refusal.fields[0].zh.contains(&position.to_string()), "{refusal:?}");
    assert!(refusal.basis.as_deref().unwrap().contains("第22条"), "{refusal:?}");
    assert!(refusal.zh.contains("released") && refusal.en.contains("released"), "{refusal:?}");
    // Answers cut a sentence after 200 characters; what to do comes first.
    assert!(refusal.en.find("released").unwrap() < 200, "{refusal:?}");
    assert!(!refusal.zh.contains("三千元"), "a refusal is recorded, so it repeats nothing");
    // A thing by its name, and what everybody writes.
    desks.clone().receiver(fails_with("双方对修复天花板有分歧", None, vec![])).unwrap();
    desks.receiver(fails_with("双方分歧过大，调解不成", Some("乙家卫生间渗漏"), vec![])).unwrap();
}

#[test]
fn an_attempt_that_failed_is_kept_as_a_session_is() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.receiver(Step::AssignBody { body: text("青河镇调委会"), again: None }).unwrap();
    desks.receiver(Step::RecordAttempt { text: Confidential::new(text(SAID)) }).unwrap();
    let position = matter(&desks).attempts[0].position;
    let progress = Step::ReportProgress { text: text("甲只要三千元修复天花板即可") };
    assert_eq!(paths(&refused(desks.receiver(progress))), ["text"]);
    all_agree(&mut desks);
    write(&mut desks, release(position, "只要三千元修复天花板即可")).unwrap();
    desks.receiver(Step::ReportProgress { text: text("甲只要三千元修复天花板即可") }).unwrap();
}

#[test]
fn names_and_what_was_registered_are_no_secret_however_long() {
    let (mut desks, _) = held();
    let subject = matter(&desks).subject.clone();
    let came = Attendance { party: subject.parties[0].name.clone(), presence: Presence::Came, invitation: None };
    let (attendance, name) = (vec![came], subject.parties[0].name.as_str().repeat(8));
    let said = format!("{}；{name}", subject.summary.as_ref().unwrap().as_str());
    let (held_at, note) = (desks.receiver.now, Some(Confidential::new(text(&said))));
    write(&mut desks, Entry::Session(Session { held_at, place: text("调解室"), attendance, note })).unwrap();
    assert_eq!(refused(desks.receiver(fails_with(&name, None, vec![]))).code, "SAID_IN_MEDIATION", "names said on end");
    desks.receiver(fails_with(subject.summary.as_ref().unwrap().as_str(), None, vec![])).unwrap();
}

#[test]
fn documents_for_others_keep_it_and_those_among_the_parties_may_say_it() {
    const FIELDS: &[duijie_core::document::Field] =
        &[must("facts", "事实", "某条"), may("released", "经同意公开").alone(Source::Kept(Kept::Released))];
    let form = |id| Form::new(id, "函", "letter", official("函"), Layout::Letter).from_to("甲→乙").fields(FIELDS);
    let (mut desks, position) = held();
    desks.receiver.rules.forms = vec![form("for-others"), form("among-parties").among_parties()];
    let issue = |desks: &mut TwoDesks, form: &str, fields: &[(&str, &str)]| {
        let fields = fields.iter().map(|(key, value)| (text(key), text(value))).collect();
        let matter = matter(desks).id.clone();
        desks.receiver.command(Command::Issue(Issue { matter, form: text(form), referral: None, fields }))
    };
    assert_eq!(paths(&refused(issue(&mut desks, "for-others", &[("facts", SAID)]))), ["fields.facts"]);
    issue(&mut desks, "among-parties", &[("facts", SAID)]).unwrap();
    // Nobody writes by hand that the parties released something.
    let by_hand = [("facts", "漏水"), ("released", "三千元")];
    assert_eq!(paths(&refused(issue(&mut desks, "for-others", &by_hand))), ["fields.released"]);
    all_agree(&mut desks);
    write(&mut desks, release(position, "只要三千元")).unwrap();
    issue(&mut desks, "for-others", &[("facts", "漏水")]).unwrap();
    let issued = matter(&desks).documents().last().unwrap().document.clone();
    let said = issued.fields[1].value.as_str();
    assert!(said.starts_with("只要三千元（各方当事人书面同意公开：") && said.contains("同意公开书"), "{said}");
}

/// What the receiver of `desks` would send as `step`, compared with what was said in the matter of `mediated`.
fn beside(desks: &TwoDesks, mediated: &TwoDesks, step: Step) -> Result<Vec<Act>, Refusal> {
    let (desk, matter) = (&desks.receiver, Some(matter(desks)));
    let command = Command::Step { referral: steps::referral(), step };
    let decided = decide::command(desk.context(), matter, &desk.officer, command)?;
    assert!(decided.disputes(matter).contains(&matter.unwrap().dispute), "the desk is to look for the others");
    decided.kept(desk.context(), matter, &[self::matter(mediated)])
}

#[test]
fn another_matter_of_the_dispute_is_answered_without_what_was_said_in_this_one() {
    let (mediated, position) = held();
    let other = TwoDesks::at(Stage::Accepted);
    let refusal = refused(beside(&other, &mediated, Step::ReportProgress { text: text(SAID) }));
    assert_eq!((refusal.code.as_str(), paths(&refusal)), ("SAID_IN_MEDIATION", vec!["text"]));
    assert!(refusal.zh.contains("第22条") || refusal.fields[0].zh.contains(&position.to_string()), "{refusal:?}");
    beside(&other, &mediated, Step::ReportProgress { text: text("正在调解，将按期办结") }).unwrap();
    // A letter in which nobody wrote anything needs no look at the others.
    let (desk, matter) = (&other.receiver, other.receiver.matter.as_ref());
    let command = Command::Close { matter: matter.unwrap().id.clone(), reason: text(SAID) };
    let closed = decide::command(desk.context(), matter, &desk.officer, command);
    assert!(closed.is_err() || closed.unwrap().disputes(matter).is_empty());
}

#[test]
fn what_is_registered_after_it_was_said_may_not_repeat_it_and_opens_nothing() {
    let (mediated, _) = held();
    let desk = &mediated.sender;
    let mut subject = duijie_testkit::sample::subject();
    subject.summary = Some(text(SAID));
    let dispute = matter(&mediated).dispute.clone();
    let (subject, id) = (Box::new(subject), "M-9".parse().unwrap());
    let command = Command::Register { matter: id, dispute: dispute.clone(), subject, told: Vec::new() };
    let register = decide::command(desk.context(), None, &desk.officer, command).unwrap();
    assert!(register.disputes(None).contains(&dispute));
    let refusal = refused(register.kept(desk.context(), None, &[matter(&mediated)]));
    assert_eq!(paths(&refusal), ["summary"]);
    // It was registered under another code and joined the dispute later.
    let mut later = matter(&mediated).clone();
    (later.referrals, later.dossier, later.told) = (Vec::new(), Vec::new(), Vec::new());
    later.opened = matter(&mediated).position + 1;
    later.subject.summary = Some(text(SAID));
    let mut own = Desk::new(mediated.receiver.agency.clone(), mediated.receiver.rules.clone(), "M-9");
    own.matter = Some(later.clone());
    let link = DisputeLink { dispute, former: None, reason: text("同一纠纷") };
    let command = Command::AddEntry { matter: later.id.clone(), entry: Box::new(Entry::Linked(link)) };
    own.matter.as_mut().unwrap().dispute = "DJ-other".parse().unwrap();
    own.other = Some(matter(&mediated).clone());
    let (desk, officer) = (own.context(), &own.officer);
    let linked = decide::command(desk, own.matter.as_ref(), officer, command).unwrap();
    let refusal = refused(linked.kept(desk, own.matter.as_ref(), &[matter(&mediated)]));
    assert_eq!(paths(&refusal), ["summary"]);
    let other = TwoDesks::at(Stage::Accepted);
    let step = Step::ReportProgress { text: text(SAID) };
    let command = Command::Step { referral: steps::referral(), step };
    let decided = decide::command(other.receiver.context(), other.receiver.matter.as_ref(), officer, command).unwrap();
    let all = [matter(&mediated), &later];
    assert_eq!(paths(&refused(decided.kept(other.receiver.context(), other.receiver.matter.as_ref(), &all))), ["text"]);
}

#[test]
fn a_paper_of_an_agreement_opens_words_only_once_the_agreement_is_reached() {
    const FIELDS: &[duijie_core::document::Field] = &[must("facts", "事实", "某条")];
    let form = |id, layout| Form::new(id, "书", "paper", official("书"), layout).of_referral().fields(FIELDS);
    let (mut desks, _) = held();
    desks.receiver.rules.forms =
        vec![form("agreement", Layout::Agreement).among_parties(), form("feedback", Layout::Letter)];
    let issue = |desks: &mut TwoDesks, form: &str| {
        let (matter, fields) = (matter(desks).id.clone(), vec![(text("facts"), text(SAID))]);
        let referral = Some(steps::referral());
        desks.receiver.command(Command::Issue(Issue { matter, form: text(form), referral, fields }))
    };
    let agreed = || {
        let agreement = Agreement { document: material("协议书"), perform_by: None };
        let result = OutcomeResult::Agreement(agreement);
        let outcome = Outcome { remarks: Some(text("甲只要三千元修复天花板即可")), ..Outcome::of(result) };
        Step::Conclude { outcome: Box::new(outcome), releases: Vec::new() }
    };
    assert_eq!(paths(&refused(desks.clone().receiver(agreed()))), ["outcome.remarks"], "no paper says so");
    issue(&mut desks, "agreement").unwrap();
    assert_eq!(paths(&refused(issue(&mut desks, "feedback"))), ["fields.facts"]);
    assert_eq!(
        paths(&refused(desks.clone().receiver(fails_with("甲只要三千元修复天花板即可", None, vec![])))),
        ["outcome.no_agreement.facts"]
    );
    let mut voided = desks.clone();
    let (id, document) = (matter(&desks).id.clone(), matter(&desks).documents().last().unwrap().entered.position);
    voided.receiver.command(Command::Void { matter: id, document, reason: text("写错") }).unwrap();
    assert_eq!(paths(&refused(voided.receiver(agreed()))), ["outcome.remarks"], "the paper was voided");
    desks.receiver(agreed()).unwrap();
    issue(&mut desks, "feedback").unwrap();
}

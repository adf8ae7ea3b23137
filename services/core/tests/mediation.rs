//! Whoever mediates: disclosure, recusal and replacement; sessions and who stays away; joint panels; what must not go on.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::{Command, Step},
    confidential::Confidential,
    decide::Act,
    dossier::{
        Attendance, Circumstance, Consent, ConsentState, Disclosure, Entry, Finding, JointPanel, Presence, Recusal,
        RecusalDecision, RecusalRuling, ReplacementRejected, Session, Tie,
    },
    exclusion::{Exclusion, excluded},
    letter::body::PartyConsent,
    matter::Matter,
    outcome::{FailureReason, NoAgreement, OutcomeResult},
    referral::{Duty, Side, Stage},
    refusal::Refusal,
    rules::Sends,
    term::{Confidence, Measure, Milestone, Term, days, law, words},
    text::Text,
};
use duijie_testkit::{
    TwoDesks,
    desk::code,
    own::{OwnClock, at, rules},
    sample::{self, material, text},
    steps::{conclude_with, no_agreement, record_attempt},
};

/// Whatever is done with the matter's file at the receiver.
fn write(desks: &mut TwoDesks, entry: Entry) -> Result<Vec<Act>, Refusal> {
    let matter = matter(desks).id.clone();
    desks.receiver.command(Command::AddEntry { matter, entry: Box::new(entry) })
}

fn matter(desks: &TwoDesks) -> &Matter {
    desks.receiver.matter.as_ref().unwrap()
}

fn parties(desks: &TwoDesks) -> Vec<Text> {
    matter(desks).subject.parties.iter().map(|party| party.name.clone()).collect()
}

fn said(words: &str) -> Confidential<Text> {
    Confidential::new(text(words))
}

fn assign(mediator: &str) -> Step {
    Step::AssignMediator { mediator: text(mediator) }
}

/// A medical committee has named 丙.
fn mediated_by_bing() -> TwoDesks {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.receiver(Step::AssignBody { body: text("医调委"), again: None }).unwrap();
    desks.receiver(assign("丙")).unwrap();
    desks
}

fn recusal(desks: &TwoDesks) -> Entry {
    let party = parties(desks)[0].clone();
    Entry::Recusal(Recusal {
        party,
        whom: text("丙"),
        tie: Tie::Interest,
        text: said("系院方法律顾问"),
        evidence: None,
    })
}

fn decision(desks: &TwoDesks, ruling: RecusalRuling, reason: Option<Text>) -> Entry {
    let about = matter(desks).dossier.iter().rev().find(|it| matches!(it.entry, Entry::Recusal(_))).unwrap().position;
    Entry::RecusalDecision(RecusalDecision { about, ruling, decided_by: text("医调委"), reason })
}

fn replaced() -> TwoDesks {
    let mut desks = mediated_by_bing();
    let asked = recusal(&desks);
    write(&mut desks, asked).unwrap();
    let ruled = decision(&desks, RecusalRuling::Replaced, None);
    write(&mut desks, ruled).unwrap();
    desks
}

fn session(desks: &TwoDesks, presence: Presence, proven: Option<&str>) -> Entry {
    let of = parties(desks);
    let attendance = vec![
        Attendance { party: of[0].clone(), presence: Presence::Came, invitation: None },
        Attendance { party: of[1].clone(), presence, invitation: proven.map(material) },
    ];
    let held_at = desks.receiver.now;
    Entry::Session(Session { held_at, place: text("调解室"), attendance, note: Some(said("甲愿意让步")) })
}

#[test]
fn disclosure_recusal_and_replacement_stay_in_the_file_and_the_clock_runs_on() {
    let mut desks = mediated_by_bing();
    let due = desks.receiver.referral().deadline(Duty::Handle).unwrap().due.clone();
    let whom = text("丙");
    write(&mut desks, Entry::Disclosure(Disclosure { whom, tie: Tie::Interest, text: said("曾任顾问") })).unwrap();
    let asked = recusal(&desks);
    write(&mut desks, asked).unwrap();
    let position = matter(&desks).position;
    assert_eq!(matter(&desks).undecided_recusals().collect::<Vec<_>>(), [position]);
    let ruled = decision(&desks, RecusalRuling::Replaced, None);
    write(&mut desks, ruled).unwrap();
    assert_eq!(matter(&desks).undecided_recusals().count(), 0);
    assert_eq!(code(desks.receiver(record_attempt())), "RECUSED");
    assert_eq!(code(desks.receiver(assign("丙"))), "RECUSED");
    desks.receiver(assign("庚")).unwrap();
    desks.receiver(record_attempt()).unwrap();
    desks.settle();
    for side in [Side::Sender, Side::Receiver] {
        let referral = desks.desk(side).referral();
        assert_eq!(referral.deadline(Duty::Handle).unwrap().due, due);
        assert_eq!(referral.mediator, Some(text("庚")));
    }
    assert_eq!(matter(&desks).dossier.len(), 3);
}

#[test]
fn it_is_decided_once_on_each_application_and_a_refusal_says_why() {
    let mut desks = mediated_by_bing();
    let nothing = Entry::RecusalDecision(RecusalDecision {
        about: 1,
        ruling: RecusalRuling::Replaced,
        decided_by: text("医调委"),
        reason: None,
    });
    assert_eq!(code(write(&mut desks, nothing)), "NO_RECUSAL_THERE");
    let asked = recusal(&desks);
    write(&mut desks, asked).unwrap();
    let silent = decision(&desks, RecusalRuling::Refused, None);
    assert_eq!(code(write(&mut desks, silent)), "REASON_MISSING");
    let refused = decision(&desks, RecusalRuling::Refused, Some(text("不属回避情形")));
    write(&mut desks, refused.clone()).unwrap();
    assert_eq!(code(write(&mut desks, refused)), "RECUSAL_DECIDED");
    desks.receiver(record_attempt()).unwrap();
    let stranger = Entry::Recusal(Recusal {
        party: parties(&desks)[0].clone(),
        whom: text("路人"),
        tie: Tie::Other,
        text: said("不熟"),
        evidence: None,
    });
    assert_eq!(code(write(&mut desks, stranger)), "NOT_THE_MEDIATOR");
}

#[test]
fn the_same_mediator_goes_on_only_if_every_party_agrees() {
    let mut desks = mediated_by_bing();
    let asked = recusal(&desks);
    write(&mut desks, asked).unwrap();
    let agreed = |of: &[Text]| {
        let consent = |party: &Text| PartyConsent { party: party.clone(), evidence: material("同意书") };
        RecusalRuling::Continues(of.iter().map(consent).collect())
    };
    let all = parties(&desks);
    let half = decision(&desks, agreed(&all[..1]), None);
    let Err(refusal) = write(&mut desks, half) else { panic!("not refused") };
    assert_eq!(refusal.code, "AGREEMENT_OF_ALL_MISSING");
    assert!(refusal.zh.contains(all[1].as_str()), "{}", refusal.zh);
    let whole = decision(&desks, agreed(&all), None);
    write(&mut desks, whole).unwrap();
    desks.receiver(record_attempt()).unwrap();
}

#[test]
fn who_rejects_the_replacement_too_refuses_mediation_until_it_agrees_again() {
    let mut desks = mediated_by_bing();
    let party = parties(&desks)[0].clone();
    let rejects = || Entry::ReplacementRejected(ReplacementRejected { party: party.clone(), text: None });
    assert_eq!(code(write(&mut desks, rejects())), "NOTHING_REPLACED");
    let mut desks = replaced();
    assert_eq!(code(write(&mut desks, rejects())), "NOTHING_REPLACED");
    desks.receiver(assign("庚")).unwrap();
    write(&mut desks, rejects()).unwrap();
    let Err(refusal) = desks.receiver(record_attempt()) else { panic!("not refused") };
    assert_eq!(
        (refusal.code.as_str(), refusal.basis.as_deref()),
        ("MEDIATION_REFUSED", Some("《人民法院在线调解规则》第14条"))
    );
    let held = session(&desks, Presence::Came, None);
    assert_eq!(code(write(&mut desks, held)), "MEDIATION_REFUSED");
    let mut ends = desks.clone();
    let refuses = NoAgreement { reason: FailureReason::PartyRefuses, ..no_agreement() };
    ends.receiver(conclude_with(OutcomeResult::Terminated(refuses))).unwrap();
    let agrees = Entry::Consent(Consent { party, state: ConsentState::Given, evidence: None });
    write(&mut desks, agrees).unwrap();
    desks.receiver(record_attempt()).unwrap();
}

#[test]
fn a_second_absence_without_reason_suggests_to_end_and_ends_nothing() {
    let mut desks = mediated_by_bing();
    let unproven = session(&desks, Presence::Absent, None);
    assert_eq!(code(write(&mut desks, unproven)), "NO_PROOF_OF_INVITATION");
    let excused = session(&desks, Presence::Excused, None);
    write(&mut desks, excused).unwrap();
    for suggested in [0, 1] {
        let absent = session(&desks, Presence::Absent, Some("送达回证"));
        write(&mut desks, absent).unwrap();
        assert_eq!(matter(&desks).staying_away().count(), suggested);
    }
    let away = parties(&desks)[1].clone();
    assert_eq!(matter(&desks).staying_away().next(), Some((&away, 2)));
    assert_eq!(desks.receiver.referral().stage, Stage::Accepted);
}

#[test]
fn a_session_is_written_down_after_it_was_held_with_each_party_once() {
    let mut desks = mediated_by_bing();
    let Entry::Session(held) = session(&desks, Presence::Came, None) else { panic!("no session") };
    let later = Session { held_at: held.held_at.plus(std::time::Duration::from_secs(1)), ..held.clone() };
    assert_eq!(code(write(&mut desks, Entry::Session(later))), "TIME_TO_COME");
    let mut twice = held;
    twice.attendance.push(twice.attendance[0].clone());
    assert_eq!(code(write(&mut desks, Entry::Session(twice))), "PARTY_TWICE");
}

#[test]
fn a_panel_has_one_lead_and_others_that_assist() {
    let mut desks = mediated_by_bing();
    let panel = |desks: &TwoDesks, assisting: &[&str]| {
        let assisting = assisting.iter().map(|name| text(name)).collect();
        let held_at = desks.receiver.now;
        Entry::JointPanel(JointPanel {
            lead: text("县调解中心"), assisting, held_at, opinion: said("共用通道")
        })
    };
    let alone = panel(&desks, &["某镇", "县调解中心"]);
    assert_eq!(code(write(&mut desks, alone)), "BODY_TWICE");
    let together = panel(&desks, &["某镇", "某村"]);
    write(&mut desks, together).unwrap();
}

#[test]
fn mediation_must_end_when_a_court_has_taken_the_dispute_on() {
    const SUED: &[Exclusion] =
        &[excluded("court_accepted", words("一方已起诉", "a party sued"), "某条", words("终止", "end it"))];
    let mut desks = mediated_by_bing();
    desks.receiver.rules.sends.push(Sends { exclusions: SUED, ..Sends::supervision() });
    let code_of = "court_accepted".parse().unwrap();
    let found = Circumstance { code: code_of, finding: Finding::Found, text: text("法院已立案"), evidence: None };
    write(&mut desks, Entry::Circumstance(found)).unwrap();
    assert_eq!(code(desks.receiver(record_attempt())), "MUST_TERMINATE");
    assert_eq!(code(desks.receiver(assign("庚"))), "MUST_TERMINATE");
    let sued = NoAgreement { reason: FailureReason::Sued, ..no_agreement() };
    desks.receiver(conclude_with(OutcomeResult::Terminated(sued))).unwrap();
}

#[test]
fn a_deadline_for_the_decision_begins_with_the_application_and_ends_with_the_last_decision() {
    const TERMS: &[Term] = &[Term::new(
        "BB01",
        words("决定回避申请", "decide on recusal"),
        Measure::After(days(2)),
        law("《某规定》第21条"),
        Confidence::FullText,
    )
    .begun_by(Milestone::RecusalAsked)
    .done_by(Milestone::RecusalDecided)];
    let mut rules = rules();
    rules.terms.extend(TERMS);
    let mut clock = OwnClock::new(sample::police(), rules, sample::calendar(), "2026-03-02");
    let party = clock.matter().subject.parties[0].name.clone();
    let write = |clock: &mut OwnClock, entry| {
        let matter = clock.matter().id.clone();
        clock.desk.command(Command::AddEntry { matter, entry: Box::new(entry) }).unwrap();
        clock.matter().dossier.last().unwrap().position
    };
    let ask = |whom| {
        let (party, text) = (party.clone(), said("亲属"));
        Entry::Recusal(Recusal { party, whom: sample::text(whom), tie: Tie::NearRelative, text, evidence: None })
    };
    let rule = |about| {
        let (ruling, decided_by) = (RecusalRuling::Replaced, sample::text("县公安局"));
        Entry::RecusalDecision(RecusalDecision { about, ruling, decided_by, reason: None })
    };
    let first = write(&mut clock, ask("李警官"));
    let second = write(&mut clock, ask("赵警官"));
    let running = clock.matter().own.first().unwrap();
    assert!(running.runs() && running.deadline.due.due > at("2026-03-04"));
    write(&mut clock, rule(first));
    assert!(clock.matter().own[0].runs());
    write(&mut clock, rule(second));
    assert!(!clock.matter().own[0].runs());
    assert_eq!(clock.matter().own.len(), 1);
}

#[test]
fn no_letter_carries_what_is_written_of_a_mediation() {
    let mut desks = replaced();
    desks.receiver(assign("庚")).unwrap();
    let held = session(&desks, Presence::Came, None);
    write(&mut desks, held).unwrap();
    desks.receiver(record_attempt()).unwrap();
    desks.receiver(conclude_with(OutcomeResult::NoAgreement(no_agreement()))).unwrap();
    for letter in &desks.receiver.sent {
        let duijie_core::letter::Body::Progress(progress) = &letter.body else { continue };
        let words = progress.text.as_str();
        for canary in ["甲愿意让步", "系院方法律顾问", "对赔偿数额分歧过大"] {
            assert!(!words.contains(canary), "{words}");
        }
    }
}

//! What a circumstance of the dispute or a party's word keeps from being handed over or begun, and who lets it pass.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::{Answer, Command, Refer},
    decide::{Act, Draft},
    dossier::{
        Approval, Approved, Card, Circumstance, Consent, ConsentState, Entry, Finding, Intake, MediatorNamed, NamedBy,
        Override, Source,
    },
    exclusion::{ApprovalNeed, ConsentNeed, Excluded, Exclusion, Rank, excluded},
    letter::Body,
    matter::own::Ending,
    purpose::Purpose,
    refusal::Refusal,
    rules::{ProcedureNeed, Rules, Sends},
    term::{BasisKind, Confidence, Measure, RuleId, Term, basis, then, words, workdays},
    terms_common,
};
use duijie_testkit::{
    desk::code,
    own::{OwnClock, rules as own_rules},
    sample::{self, agency, kind, text},
    steps::refer,
};

const NEVER: &str = "hired_violence";
const UNLESS: &str = "otherwise_unsuitable";
const ARTICLE: &str = "《某规定》第179条第1项";

const TABLE: &[Exclusion] = &[
    excluded(NEVER, words("雇凶伤害他人", "violence was hired"), ARTICLE, words("依法处罚", "decide the case")),
    excluded(UNLESS, words("其他不宜", "unsuitable otherwise"), "《某规定》第179条第7项", words("依法处罚", "decide"))
        .unless(words("县级以上机关负责人", "the head of the agency"), "《某规定》第333条"),
];
const FIRST: Term = Term::new(
    "BB01",
    words("首次调解", "first mediation"),
    Measure::After(workdays(3)),
    basis(BasisKind::Law, "《某规定》第8条"),
    Confidence::FullText,
)
.then(&[then(Ending::Failed, "BB02"), then(Ending::Failed, "BB03")])
.excluding(TABLE);

fn rules() -> Rules {
    let sends = |token, consent| Sends {
        exclusions: TABLE,
        consent,
        ..Sends::new(kind(token), &["judicial-bureau"], ProcedureNeed::None)
    };
    let article = "《某法》第17条";
    let rule = |id| Term { rule: RuleId::literal(id), then: &[], ..FIRST };
    let mut rules = own_rules();
    rules.sends = vec![
        sends("police", ConsentNeed::NotRefused { article }),
        sends("traffic", ConsentNeed::Every { article }),
        sends("delegated", ConsentNeed::One { article }),
        Sends::supervision(),
    ];
    rules.terms.extend([FIRST, rule("BB02"), Term { exclusions: &[], ..rule("BB03") }]);
    rules
}

fn clock() -> OwnClock {
    OwnClock::new(sample::police(), rules(), sample::calendar(), "2026-03-02")
}

fn write(clock: &mut OwnClock, entry: Entry) -> Result<Vec<Act>, Refusal> {
    let matter = clock.matter().id.clone();
    clock.desk.command(Command::AddEntry { matter, entry: Box::new(entry) })
}

fn finding(code: &str, finding: Finding) -> Entry {
    let code = code.parse().unwrap();
    Entry::Circumstance(Circumstance { code, finding, text: text("经查属实"), evidence: None })
}

fn let_pass(code: &str, excluded: Excluded) -> Entry {
    let (code, reason) = (code.parse().unwrap(), text("双方系近亲属，已取得谅解"));
    Entry::Override(Override { code, excluded, reason, document: None })
}

fn police() -> Excluded {
    Excluded::Kind(kind("police"))
}

fn hand_over(clock: &mut OwnClock, token: &str) -> Result<Vec<Act>, Refusal> {
    clock.desk.command(Command::Refer(Box::new(Refer { kind: kind(token), ..refer() })))
}

#[test]
fn what_a_circumstance_excludes_is_refused_with_the_article_and_what_to_do_instead() {
    let mut clock = clock();
    write(&mut clock, finding(NEVER, Finding::Found)).unwrap();
    let refusal = hand_over(&mut clock, "police").unwrap_err();
    assert_eq!((refusal.code.as_str(), refusal.basis.as_deref()), ("EXCLUDED_HIRED_VIOLENCE", Some(ARTICLE)));
    assert!(refusal.zh.contains("雇凶伤害他人") && refusal.zh.contains("依法处罚"), "{}", refusal.zh);
    assert!(refusal.en.contains("decide the case"), "{}", refusal.en);
    assert_eq!(code(clock.start("BB01")), "EXCLUDED_HIRED_VIOLENCE");
}

#[test]
fn a_circumstance_that_was_corrected_excludes_nothing_any_more() {
    let mut clock = clock();
    assert_eq!(code(write(&mut clock, finding(NEVER, Finding::Corrected))), "NO_CIRCUMSTANCE_TO_CORRECT");
    write(&mut clock, finding(NEVER, Finding::Found)).unwrap();
    assert_eq!(code(write(&mut clock, finding(NEVER, Finding::Found))), "CIRCUMSTANCE_STANDS");
    write(&mut clock, finding(NEVER, Finding::Corrected)).unwrap();
    hand_over(&mut clock, "police").unwrap();
    clock.start("BB01").unwrap();
}

#[test]
fn only_circumstances_that_a_rule_of_the_agency_names_are_written_down() {
    let refusal = write(&mut clock(), finding("key_person", Finding::Found)).unwrap_err();
    assert_eq!(refusal.code, "CIRCUMSTANCE_UNKNOWN");
    assert!(refusal.en.contains(NEVER), "{}", refusal.en);
}

#[test]
fn what_turns_up_while_a_deadline_runs_keeps_what_would_follow_it_from_beginning() {
    let mut clock = clock();
    clock.start("BB01").unwrap();
    write(&mut clock, finding(NEVER, Finding::Found)).unwrap();
    clock.end("BB01", Ending::Failed).unwrap();
    assert_eq!(clock.running(), ["BB03"], "no second mediation, but the term of the case");
}

#[test]
fn the_rank_that_the_law_names_lets_pass_what_it_may_and_oversight_is_told() {
    let mut clock = clock();
    let centre = agency("320102.oversight");
    clock.desk.supervisors.insert(sample::police(), centre.clone());
    assert_eq!(code(write(&mut clock, let_pass(UNLESS, police()))), "NO_CIRCUMSTANCE_TO_OVERRIDE");
    write(&mut clock, finding(UNLESS, Finding::Found)).unwrap();
    assert!(hand_over(&mut clock, "police").unwrap_err().zh.contains("县级以上机关负责人"));
    let acts = write(&mut clock, let_pass(UNLESS, police())).unwrap();
    let [Act::Happen(_), Act::Send(draft)] = acts.as_slice() else { panic!("{acts:?}") };
    assert_eq!(draft.to, centre);
    let Body::Refer(report) = &draft.body else { panic!("{draft:?}") };
    let Purpose::Supervision(supervision) = &report.purpose else { panic!("{report:?}") };
    assert_eq!(supervision.agency, sample::police());
    for part in ["其他不宜", "《某规定》第333条", "双方系近亲属", "police"] {
        assert!(supervision.demand.as_str().contains(part), "{part}");
    }
    assert_eq!(report.subject.parties, [], "overseeing needs no parties");
    assert_eq!(code(write(&mut clock, let_pass(UNLESS, police()))), "ALREADY_OVERRIDDEN");
    hand_over(&mut clock, "police").unwrap();
    assert_eq!(code(clock.start("BB01")), "EXCLUDED_OTHERWISE_UNSUITABLE", "only what was let pass");
    write(&mut clock, let_pass(UNLESS, Excluded::Rule(RuleId::literal("BB01")))).unwrap();
    clock.start("BB01").unwrap();
}

#[test]
fn where_nobody_supervises_the_agency_an_override_is_written_and_told_to_nobody() {
    let mut clock = clock();
    write(&mut clock, finding(UNLESS, Finding::Found)).unwrap();
    assert_eq!(write(&mut clock, let_pass(UNLESS, police())).unwrap().len(), 1);
}

#[test]
fn what_the_law_lets_nobody_pass_is_not_let_pass() {
    let mut clock = clock();
    write(&mut clock, finding(NEVER, Finding::Found)).unwrap();
    let refusal = write(&mut clock, let_pass(NEVER, police())).unwrap_err();
    assert_eq!((refusal.code.as_str(), refusal.basis.as_deref()), ("NOT_OVERRIDABLE", Some(ARTICLE)));
    let nothing = let_pass(NEVER, Excluded::Rule(RuleId::literal("AA01")));
    assert_eq!(code(write(&mut clock, nothing)), "NOTHING_EXCLUDED");
}

#[test]
fn a_circumstance_found_again_must_be_let_pass_again() {
    let mut clock = clock();
    write(&mut clock, finding(UNLESS, Finding::Found)).unwrap();
    write(&mut clock, let_pass(UNLESS, police())).unwrap();
    write(&mut clock, finding(UNLESS, Finding::Corrected)).unwrap();
    write(&mut clock, finding(UNLESS, Finding::Found)).unwrap();
    assert_eq!(code(hand_over(&mut clock, "police")), "EXCLUDED_OTHERWISE_UNSUITABLE");
}

fn says(clock: &mut OwnClock, party: &str, state: ConsentState) {
    write(clock, Entry::Consent(Consent { party: text(party), state, evidence: None })).unwrap();
}

#[test]
fn a_party_who_said_no_last_is_not_handed_over_to_mediation_and_one_who_said_nothing_is() {
    hand_over(&mut clock(), "police").unwrap();
    let mut clock = clock();
    says(&mut clock, "乙", ConsentState::Refused);
    let refusal = hand_over(&mut clock, "police").unwrap_err();
    assert_eq!((refusal.code.as_str(), refusal.basis.as_deref()), ("CONSENT_REFUSED", Some("《某法》第17条")));
    says(&mut clock, "乙", ConsentState::Given);
    says(&mut clock, "乙", ConsentState::Withdrawn);
    assert_eq!(code(hand_over(&mut clock, "police")), "CONSENT_REFUSED");
    says(&mut clock, "乙", ConsentState::Given);
    hand_over(&mut clock, "police").unwrap();
}

#[test]
fn a_kind_that_needs_everyones_consent_waits_for_the_last_partys() {
    let mut clock = clock();
    says(&mut clock, "甲", ConsentState::Given);
    let refusal = hand_over(&mut clock, "traffic").unwrap_err();
    assert_eq!(refusal.code, "CONSENT_MISSING");
    assert!(refusal.zh.contains('乙'), "{}", refusal.zh);
    says(&mut clock, "乙", ConsentState::Given);
    hand_over(&mut clock, "traffic").unwrap();
}

#[test]
fn where_nobody_was_asked_everyone_who_is_missing_is_named_with_what_to_do() {
    let refusal = hand_over(&mut clock(), "traffic").unwrap_err();
    assert_eq!((refusal.code.as_str(), refusal.basis.as_deref()), ("CONSENT_MISSING", Some("《某法》第17条")));
    assert!(refusal.zh.contains("甲、乙") && refusal.zh.contains("先征询"), "{}", refusal.zh);
    assert!(refusal.en.contains("甲, 乙") && refusal.en.contains("Ask first"), "{}", refusal.en);
}

#[test]
fn where_one_partys_consent_is_enough_the_other_may_be_asked_later_but_must_not_have_refused() {
    let mut clock = clock();
    assert_eq!(code(hand_over(&mut clock, "delegated")), "CONSENT_MISSING");
    says(&mut clock, "甲", ConsentState::Given);
    let mut refused = clock.clone();
    says(&mut refused, "乙", ConsentState::Refused);
    assert_eq!(code(hand_over(&mut refused, "delegated")), "CONSENT_REFUSED");
    hand_over(&mut clock, "delegated").unwrap();
}

#[test]
fn what_was_taken_in_for_the_receiver_goes_there_before_anybody_was_asked() {
    let mut rules = rules();
    rules.terms.extend(terms_common::all());
    let mut clock = OwnClock::new(sample::police(), rules, sample::calendar(), "2026-03-02");
    let source = Source::Proxy { on_behalf_of: sample::bureau() };
    let intake = Intake { source, occurred_at: None, received_at: None, identifications: Vec::new() };
    write(&mut clock, Entry::Intake(intake)).unwrap();
    hand_over(&mut clock, "traffic").unwrap();
}

#[test]
fn a_kind_that_asks_the_leader_on_duty_is_handed_over_once_the_newest_transfer_card_is_approved() {
    let mut rules = rules();
    let whom = Rank { whom: words("值班领导", "the leader on duty"), article: "某局公调对接办法第3条" };
    rules.sends[0].approval = ApprovalNeed::OfCard(whom);
    let mut clock = OwnClock::new(sample::police(), rules, sample::calendar(), "2026-03-02");
    let refusal = hand_over(&mut clock, "police").unwrap_err();
    assert_eq!((refusal.code.as_str(), refusal.basis.as_deref()), ("APPROVAL_MISSING", Some(whom.article)));
    let card = Card::Another { to: text("驻所人民调解室"), opinion: text("属民事纠纷") };
    write(&mut clock, Entry::Card(card)).unwrap();
    let position = clock.matter().dossier.last().unwrap().position;
    let approval = |answer| {
        let of = Approved::Card(position);
        Command::AddEntry {
            matter: "matter-1".parse().unwrap(),
            entry: Box::new(Entry::Approval(Approval { of, answer, opinion: None, document: None })),
        }
    };
    clock.desk.officer = text("值班领导");
    clock.desk.command(approval(Answer::Refuse)).unwrap();
    assert_eq!(code(hand_over(&mut clock, "police")), "APPROVAL_REFUSED");
    clock.desk.command(approval(Answer::Grant)).unwrap();
    let acts = hand_over(&mut clock, "police").unwrap();
    let Some(Act::Send(Draft { body: Body::Refer(refer), .. })) = acts.first() else { panic!("{acts:?}") };
    assert_eq!(refer.opinion, Some(text("属民事纠纷")), "the card's opinion goes with it");
}

#[test]
fn what_is_approved_without_a_card_is_handed_over_with_an_opinion_all_the_same() {
    let mut rules = rules();
    let whom = Rank { whom: words("值班领导", "the leader on duty"), article: "某局公调对接办法第3条" };
    rules.sends[0].approval = ApprovalNeed::OfCard(whom);
    let mut clock = OwnClock::new(sample::police(), rules, sample::calendar(), "2026-03-02");
    let of = Approved::Kind(sample::kind("police"));
    let approval = Approval { of, answer: Answer::Grant, opinion: None, document: None };
    write(&mut clock, Entry::Approval(approval)).unwrap();
    let refusal = hand_over(&mut clock, "police").unwrap_err();
    assert_eq!((refusal.code.as_str(), refusal.basis.as_deref()), ("OPINION_MISSING", Some(whom.article)));
    let with = Refer { kind: kind("police"), opinion: Some(text("属民事纠纷")), ..refer() };
    clock.desk.command(Command::Refer(Box::new(with))).unwrap();
}

#[test]
fn what_was_taken_in_for_another_goes_to_it_without_the_leaders_word() {
    let mut rules = rules();
    let whom = Rank { whom: words("值班领导", "the leader on duty"), article: "某局公调对接办法第3条" };
    rules.sends[0].approval = ApprovalNeed::OfCard(whom);
    rules.terms.extend(terms_common::all());
    let mut clock = OwnClock::new(sample::police(), rules, sample::calendar(), "2026-03-02");
    let source = Source::Proxy { on_behalf_of: sample::bureau() };
    let intake = Intake { source, occurred_at: None, received_at: None, identifications: Vec::new() };
    write(&mut clock, Entry::Intake(intake)).unwrap();
    hand_over(&mut clock, "police").unwrap();
}

#[test]
fn an_entry_that_no_rule_of_the_agency_knows_is_not_written() {
    let named = MediatorNamed { mediator: text("丙"), by: NamedBy::Parties };
    assert_eq!(code(write(&mut clock(), Entry::MediatorNamed(named))), "NO_RULE_FOR_ENTRY");
}

//! The modes in which a court has disputes mediated, under the agencies' real rules: the bureau's term, what goes with the
//! letter, what comes back and what follows.

use duijie_core::{
    command::{Command, Refer, Step},
    commission::Mode,
    confidential::Confidential,
    decide::{Act, next_steps},
    dossier::{
        Attendance, CaseAct, CaseStep, Consent, ConsentState, Entry, MediatorNamed, NamedBy, Presence, Recusal,
        RecusalDecision, RecusalRuling, ReplacementRejected, Session, Tie,
    },
    due::display_due,
    letter::body::{ExtensionGround, PartyConsent},
    matter::OwnDeadline,
    outcome::{NoAgreement, OutcomeResult},
    purpose::{Agent, Application, Purpose},
    referral::{DeadlineStatus, Duty, Side, Stage},
    refusal::Refusal,
    subject::Procedure,
    term::{RuleId, Whose},
};
use duijie_kit::data::calendar_file::built_in;
use duijie_testkit::{
    Desk, TwoDesks,
    desk::code,
    own::at,
    sample::{self, bureau, kind, material, text},
    steps::{
        accept, acknowledge, apply_for_confirmation, conclude, conclude_with, decide_confirmation, no_agreement,
        record_attempt, refer,
    },
};

fn desks() -> TwoDesks {
    let mut court = Desk::new("320102.courts".parse().unwrap(), duijie_courts::rules(), "matter-1");
    let mut receiver = Desk::new(bureau(), duijie_judicial_bureau::rules(), "matter-2");
    for desk in [&mut court, &mut receiver] {
        desk.calendar = built_in().unwrap();
        desk.now = at("2026-03-02");
    }
    TwoDesks::of(court, receiver)
}

fn commission(mode: Option<Mode>, procedure: Option<Procedure>) -> Refer {
    Refer { kind: kind("litigation"), mode, procedure, ..refer() }
}

fn accepted(mode: Option<Mode>, procedure: Option<Procedure>) -> TwoDesks {
    let mut desks = desks();
    says(&mut desks.sender, "甲", ConsentState::Given);
    desks.refer(commission(mode, procedure)).unwrap();
    desks.settle();
    for step in [acknowledge(), accept()] {
        desks.receiver(step).unwrap();
        desks.settle();
    }
    desks
}

fn write(desk: &mut Desk, entry: Entry) -> Result<Vec<Act>, Refusal> {
    let matter = desk.matter.as_ref().unwrap().id.clone();
    desk.command(Command::AddEntry { matter, entry: Box::new(entry) })
}

fn says(desk: &mut Desk, party: &str, state: ConsentState) {
    let evidence = Some(material("书面意见"));
    write(desk, Entry::Consent(Consent { party: text(party), state, evidence })).unwrap();
}

const ORDINARY: Option<Procedure> = Some(Procedure::Ordinary);
const SUMMARY: Option<Procedure> = Some(Procedure::Summary);

#[test]
fn each_mode_and_procedure_has_its_own_term_at_the_bureau() {
    for (mode, procedure, rule, due) in [
        (None, ORDINARY, "SU07", "2026-03-17 24:00"),
        (None, SUMMARY, "SU08", "2026-03-09 24:00"),
        (Some(Mode::PostFilingCommission), SUMMARY, "SU08", "2026-03-09 24:00"),
        (Some(Mode::PreFilingDelegation), None, "SU06", "2026-04-01 24:00"),
        (Some(Mode::InvitedAssist), ORDINARY, "DS10", "2026-03-17 24:00"),
        (Some(Mode::InvitedAssist), SUMMARY, "DS11", "2026-03-09 24:00"),
        (Some(Mode::PartyDirect), None, "RM01", "2026-04-02 24:00"),
    ] {
        let desks = accepted(mode, procedure);
        for referral in [desks.sender.referral(), desks.receiver.referral()] {
            let handle = referral.deadline(Duty::Handle).unwrap();
            assert_eq!((handle.due.rule.as_str(), display_due(handle.due.due)), (rule, due.to_owned()), "{mode:?}");
            assert_eq!(referral.commission.mode, mode.or(Some(Mode::PostFilingCommission)));
        }
    }
}

#[test]
fn a_mode_is_refused_with_a_procedure_that_it_does_not_have_and_without_one_that_it_needs() {
    let refused = |mode, procedure| {
        let refusal = desks().refer(commission(mode, procedure)).unwrap_err();
        (refusal.code, refusal.basis.is_some())
    };
    for mode in [None, Some(Mode::PostFilingCommission), Some(Mode::InvitedAssist)] {
        assert_eq!(refused(mode, None), ("PROCEDURE_MISSING".to_owned(), true), "{mode:?}");
    }
    for mode in [Mode::PreFilingDelegation, Mode::PartyDirect] {
        assert_eq!(refused(Some(mode), ORDINARY), ("PROCEDURE_NOT_APPLICABLE".to_owned(), true), "{mode:?}");
    }
}

#[test]
fn kinds_without_modes_refuse_every_mode() {
    let mut station = TwoDesks::of(
        Desk::new(sample::police(), duijie_public_security::rules(), "matter-1"),
        Desk::new(bureau(), duijie_judicial_bureau::rules(), "matter-2"),
    );
    for mode in Mode::ALL {
        let refer = Refer { mode: Some(mode), ..refer() };
        assert_eq!(code(station.refer(refer)), "MODE_NOT_APPLICABLE", "{mode:?}");
    }
}

#[test]
fn what_the_parties_said_and_whom_they_chose_goes_with_the_letter() {
    let mut desks = desks();
    says(&mut desks.sender, "乙", ConsentState::Refused);
    assert_eq!(code(desks.refer(commission(None, ORDINARY))), "CONSENT_REFUSED");
    says(&mut desks.sender, "乙", ConsentState::Given);
    let named = MediatorNamed { mediator: text("丙"), by: NamedBy::Parties };
    write(&mut desks.sender, Entry::MediatorNamed(named)).unwrap();
    desks.refer(commission(None, ORDINARY)).unwrap();
    desks.settle();
    let commission = &desks.receiver.referral().commission;
    assert_eq!(commission.mediator, Some(text("丙")));
    let [consent] = commission.consents.as_slice() else { panic!("{commission:?}") };
    assert_eq!((&consent.party, consent.state), (&text("乙"), ConsentState::Given));
    assert!(consent.evidence.is_some());
}

fn extend(days: u32) -> Step {
    let consent = |party| PartyConsent { party: text(party), evidence: material("同意延长") };
    let ground = ExtensionGround::Consent(vec![consent("甲"), consent("乙")]);
    Step::Extend { length: days, ground, reason: None }
}

#[test]
fn delegated_mediation_is_extended_by_consent_without_limit_and_commissioned_mediation_by_thirty_days_in_all() {
    let mut delegated = accepted(Some(Mode::PreFilingDelegation), None);
    for _ in 0..2 {
        delegated.receiver(extend(90)).unwrap();
        delegated.settle();
    }
    let mut commissioned = accepted(Some(Mode::PostFilingCommission), ORDINARY);
    assert_eq!(code(commissioned.receiver(extend(31))), "EXTENSION_TOO_LONG");
    commissioned.receiver(extend(20)).unwrap();
    let refusal = commissioned.receiver(extend(11)).unwrap_err();
    assert!(refusal.code == "EXTENSION_TOO_LONG" && refusal.zh.contains("1 至 10"), "{}", refusal.zh);
    commissioned.receiver(extend(10)).unwrap();
    let refusal = commissioned.receiver(extend(1)).unwrap_err();
    assert!(refusal.code == "EXTENSION_USED" && refusal.zh.contains("终止调解并报告"), "{}", refusal.zh);
}

fn concluded(mode: Mode, procedure: Option<Procedure>, step: Step) -> TwoDesks {
    let mut desks = accepted(Some(mode), procedure);
    desks.clock(at("2026-03-05"));
    desks.receiver(step).unwrap();
    desks.settle();
    desks.agree_on(Stage::Concluded);
    desks
}

fn next(desk: &Desk) -> Vec<&'static str> {
    let matter = desk.matter.as_ref().unwrap();
    let steps = next_steps(desk.now, &desk.rules, matter, &matter.referrals[0]);
    steps.into_iter().map(|(words, _)| words.zh).collect()
}

#[test]
fn what_follows_depends_on_the_mode_and_on_what_came_of_it() {
    let failed = || conclude_with(OutcomeResult::NoAgreement(no_agreement()));
    let settled = conclude_with(OutcomeResult::SettledAndWithdrawn);
    for (mode, procedure, step, words) in [
        (Mode::PostFilingCommission, ORDINARY, conclude(), &["制作调解书"][..]),
        (Mode::PostFilingCommission, ORDINARY, failed(), &["无争议事实以书面形式确认", "通知交纳案件受理费"]),
        (Mode::PostFilingCommission, ORDINARY, settled, &["准许撤诉"]),
        (Mode::PreFilingDelegation, None, conclude(), &["备案"]),
        (Mode::PreFilingDelegation, None, failed(), &["依法登记立案"]),
        (Mode::InvitedAssist, SUMMARY, conclude(), &["制作调解书"]),
        (Mode::PartyDirect, None, conclude(), &["共同申请司法确认"]),
        (Mode::PartyDirect, None, failed(), &["起诉"]),
    ] {
        let desks = concluded(mode, procedure, step);
        let steps = next(&desks.sender);
        let each = steps.iter().zip(words).all(|(step, word)| step.contains(word));
        assert!(steps.len() == words.len() && each, "{mode:?}: {steps:?}");
        assert!(next(&desks.receiver).is_empty(), "what follows is the court's");
    }
}

#[test]
fn a_filing_is_examined_from_the_day_on_which_delegated_mediation_failed() {
    let failed = || conclude_with(OutcomeResult::NoAgreement(no_agreement()));
    let own = |desks: &TwoDesks| {
        let own = &desks.sender.matter.as_ref().unwrap().own;
        own.iter().map(|own| (own.rule().to_string(), display_due(own.deadline.due.due))).collect::<Vec<_>>()
    };
    let delegated = concluded(Mode::PreFilingDelegation, None, failed());
    assert_eq!(own(&delegated), [("SU01".to_owned(), "2026-03-12 24:00".to_owned())]);
    assert_eq!(own(&concluded(Mode::PostFilingCommission, ORDINARY, failed())), []);
    assert_eq!(own(&concluded(Mode::PreFilingDelegation, None, conclude())), []);
}

#[test]
fn all_materials_go_back_when_mediation_came_to_nothing() {
    let returning = |returned| OutcomeResult::NoAgreement(NoAgreement { returned, ..no_agreement() });
    let desks = concluded(Mode::PostFilingCommission, ORDINARY, conclude_with(returning(Vec::new())));
    let Some(OutcomeResult::NoAgreement(ended)) = desks.sender.referral().outcome.as_ref().map(|it| &it.result) else {
        panic!("no result");
    };
    assert_eq!(ended.returned, sample::subject().materials, "with no list, all of them");
    let mut desks = accepted(None, ORDINARY);
    let mut other = material("调解笔录");
    other.digest = duijie_core::ids::Digest::new([9; 32]);
    let refusal = desks.receiver(conclude_with(returning(vec![other]))).unwrap_err();
    assert_eq!(refusal.code, "MATERIALS_NOT_RETURNED");
    assert!(refusal.zh.contains("报警记录") && refusal.basis.is_some(), "{}", refusal.zh);
}

#[test]
fn a_party_who_takes_its_consent_back_while_mediation_runs_leads_the_clerk_to_withdraw() {
    let mut desks = accepted(None, ORDINARY);
    assert!(next(&desks.receiver).is_empty());
    says(&mut desks.receiver, "乙", ConsentState::Given);
    says(&mut desks.receiver, "乙", ConsentState::Withdrawn);
    let steps = next(&desks.receiver);
    assert!(steps[0].contains("办结为终止") && steps[0].contains("无争议事实"), "{steps:?}");
    let refusal = desks.receiver(conclude()).unwrap_err();
    assert_eq!((refusal.code.as_str(), refusal.basis.is_some()), ("MEDIATION_REFUSED", true));
    assert!(refusal.zh.contains("办结为终止"), "{}", refusal.zh);
    assert_eq!(code(desks.receiver(record_attempt())), "MEDIATION_REFUSED");
    desks.receiver(Step::Withdraw { party: text("乙"), reason: None }).unwrap();
    desks.settle();
    desks.agree_on(Stage::Withdrawn);
    assert!(next(&desks.receiver).is_empty());
}

#[test]
fn what_follows_a_withdrawal_is_what_follows_a_termination_until_it_is_written_down() {
    for by_court in [false, true] {
        let mut desks = accepted(None, ORDINARY);
        let withdraw = Step::Withdraw { party: text("乙"), reason: None };
        if by_court {
            desks.sender(withdraw).unwrap()
        } else {
            desks.receiver(withdraw).unwrap()
        };
        desks.settle();
        desks.agree_on(Stage::Withdrawn);
        let steps = next(&desks.sender);
        assert!(steps.len() == 2 && steps[0].contains("转入审理") && steps[1].contains("案件受理费"), "{steps:?}");
        assert_eq!(code(write(&mut desks.sender, step(CaseAct::FeeNotified, "2026-03-09"))), "DATE_TO_COME");
        write(&mut desks.sender, step(CaseAct::FeeNotified, "2026-03-02")).unwrap();
        assert_eq!(next(&desks.sender).len(), 1);
        write(&mut desks.sender, step(CaseAct::TrialResumed, "2026-03-02")).unwrap();
        assert_eq!(next(&desks.sender), [""; 0]);
        assert_eq!(code(write(&mut desks.receiver, step(CaseAct::TrialResumed, "2026-03-02"))), "NO_RULE_FOR_ENTRY");
    }
    let mut delegated = accepted(Some(Mode::PreFilingDelegation), None);
    delegated.receiver(Step::Withdraw { party: text("乙"), reason: None }).unwrap();
    delegated.settle();
    let runs = |desks: &TwoDesks| desks.sender.matter.as_ref().unwrap().running(RuleId::literal("SU01")).is_some();
    assert!(runs(&delegated), "the filing is examined from then on");
    assert!(next(&delegated.sender)[0].contains("依法登记立案"));
    write(&mut delegated.sender, step(CaseAct::Filed, "2026-03-02")).unwrap();
    assert!(!runs(&delegated) && next(&delegated.sender).is_empty());
}

#[test]
fn only_a_party_withdraws() {
    for side in [Side::Sender, Side::Receiver] {
        let mut desks = accepted(None, ORDINARY);
        let refusal = desks.step(side, Step::Withdraw { party: text("路人"), reason: None }).unwrap_err();
        assert_eq!((refusal.code.as_str(), refusal.fields[0].path.as_str()), ("PARTY_UNKNOWN", "party"));
        assert!(refusal.zh.contains("甲、乙"), "{}", refusal.zh);
    }
}

#[test]
fn silence_to_a_commission_counts_by_the_three_working_days_from_its_receipt_alone() {
    // 在线调解规则第12条; domain case 5, across the spring festival, and the national day.
    for (arrived, due) in
        [("2026-02-13", "2026-02-25 24:00"), ("2026-10-08", "2026-10-12 24:00"), ("2026-10-28", "2026-11-02 24:00")]
    {
        let mut desks = desks();
        (desks.sender.now, desks.receiver.now) = (at(arrived), at(arrived));
        desks.refer(commission(None, ORDINARY)).unwrap();
        desks.settle();
        let open = |desks: &TwoDesks| {
            let open = desks.sender.referral().deadlines.iter().filter(|it| it.status == DeadlineStatus::Open);
            open.map(|it| (it.duty, it.due.rule.to_string(), display_due(it.due.due))).collect::<Vec<_>>()
        };
        let su04 = |duty| vec![(duty, "SU04".to_owned(), due.to_owned())];
        assert_eq!(open(&desks), su04(Duty::Acknowledge));
        let last = desks.sender.referral().authority().unwrap().due.due.minus(std::time::Duration::from_secs(3600));
        desks.clock(last);
        desks.receiver(acknowledge()).unwrap();
        desks.settle();
        assert_eq!(open(&desks), su04(Duty::Accept), "the same day, signed for or not");
        desks.receiver(accept()).unwrap();
        desks.settle();
        desks.agree_on(Stage::Accepted);
    }
}

#[test]
fn no_agreement_is_concluded_while_a_recusal_is_open_or_after_the_replacement_was_rejected() {
    let mut desks = accepted(None, ORDINARY);
    for step in
        [Step::AssignBody { body: text("商事调解室"), again: None }, Step::AssignMediator { mediator: text("丙") }]
    {
        desks.receiver(step).unwrap();
    }
    let tie = Recusal {
        party: text("甲"),
        whom: text("丙"),
        tie: Tie::Interest,
        text: Confidential::new(text("系对方法律顾问")),
        evidence: None,
    };
    write(&mut desks.receiver, Entry::Recusal(tie)).unwrap();
    assert_eq!(code(desks.receiver(conclude())), "RECUSAL_UNDECIDED");
    let about = desks.receiver.matter.as_ref().unwrap().dossier.last().unwrap().position;
    let decision =
        RecusalDecision { about, ruling: RecusalRuling::Replaced, decided_by: text("调解中心"), reason: None };
    write(&mut desks.receiver, Entry::RecusalDecision(decision)).unwrap();
    assert_eq!(code(desks.receiver(conclude())), "RECUSED");
    desks.receiver(Step::AssignMediator { mediator: text("丁") }).unwrap();
    let rejected = ReplacementRejected { party: text("甲"), text: None };
    write(&mut desks.receiver, Entry::ReplacementRejected(rejected)).unwrap();
    assert_eq!(code(desks.receiver(conclude())), "MEDIATION_REFUSED");
    says(&mut desks.receiver, "甲", ConsentState::Given);
    desks.receiver(conclude()).unwrap();
}

#[test]
fn a_session_held_before_the_consent_was_withdrawn_is_still_written_down() {
    let mut desks = accepted(None, ORDINARY);
    desks.clock(at("2026-03-05"));
    says(&mut desks.receiver, "乙", ConsentState::Given);
    says(&mut desks.receiver, "乙", ConsentState::Withdrawn);
    desks.clock(at("2026-03-06"));
    let held = |date: &str, presence| {
        let attendance = vec![Attendance { party: text("甲"), presence, invitation: None }];
        Entry::Session(Session { held_at: at(date), place: text("调解室"), attendance, note: None })
    };
    write(&mut desks.receiver, held("2026-03-04", Presence::Came)).unwrap();
    assert_eq!(code(write(&mut desks.receiver, held("2026-03-04", Presence::Excused))), "NOBODY_CAME");
    assert_eq!(code(write(&mut desks.receiver, held("2026-03-06", Presence::Came))), "MEDIATION_REFUSED");
    assert_eq!(code(write(&mut desks.receiver, held("2026-03-01", Presence::Came))), "BEFORE_ARRIVAL");
}

#[test]
fn a_mediation_whose_time_is_over_is_to_be_ended_and_reported() {
    let mut desks = accepted(None, SUMMARY);
    desks.clock(at("2026-03-09"));
    assert!(next(&desks.receiver).is_empty());
    desks.clock(at("2026-03-10"));
    assert!(next(&desks.receiver)[0].contains("期限届满"));
    assert_eq!(next(&desks.sender).len(), 1, "who has not been asked is told at the court alone");
}

#[test]
fn what_goes_by_another_procedure_is_known_by_the_type_in_its_case_number() {
    for (number, refused) in [
        ("（2026）临9921民特12号", "EXCLUDED_SPECIAL_PROCEDURE"),
        ("（2026）临9921民督3号", "EXCLUDED_PAYMENT_ORDER_PROCEDURE"),
        ("（2026）临9921民催1号", "EXCLUDED_PUBLIC_SUMMONS_PROCEDURE"),
    ] {
        let mut desks = desks();
        desks.sender.matter.as_mut().unwrap().subject.own_number = Some(text(number));
        let refusal = desks.refer(commission(None, ORDINARY)).unwrap_err();
        assert_eq!((refusal.code.as_str(), refusal.basis.as_deref()), (refused, Some("《民事诉讼法解释》第143条")));
    }
    let mut desks = desks();
    desks.sender.matter.as_mut().unwrap().subject.own_number = Some(text("（2026）临9921民初12号"));
    desks.refer(commission(None, ORDINARY)).unwrap();
}

fn step(act: CaseAct, on: &str) -> Entry {
    Entry::CaseStep(CaseStep {
        act,
        on: on.parse().unwrap(),
        person: None,
        counted_from: None,
        document: None,
        text: None,
    })
}

/// The bureau has concluded what a court delegated to it on 2 March with an agreement, on 5 March.
fn agreed_on() -> TwoDesks {
    concluded(Mode::PreFilingDelegation, None, conclude())
}

fn apply(desks: &mut TwoDesks, effective_on: &str, change: impl FnOnce(&mut Application)) -> Result<Vec<Act>, Refusal> {
    let applicants = vec![text("甲"), text("乙")];
    let mut refer = apply_for_confirmation(applicants, effective_on.parse().unwrap());
    (refer.referral, refer.receiver) = ("confirmation-1".parse().unwrap(), "320102.courts".parse().unwrap());
    let Purpose::Confirmation(application) = &mut refer.purpose else { panic!("{refer:?}") };
    change(application);
    desks.receiver.command(Command::Refer(Box::new(refer)))
}

#[test]
fn the_parties_time_to_ask_for_confirmation_runs_from_the_agreement_until_they_ask() {
    let mut desks = agreed_on();
    let runs = |desks: &TwoDesks| {
        let own = desks.receiver.matter.as_ref().unwrap().running(RuleId::literal("SC01"));
        own.map(|own| (display_due(own.deadline.due.due), own.whose))
    };
    assert_eq!(runs(&desks), Some(("2026-04-07 24:00".to_owned(), Whose::Right)), "thirty days, past the festival");
    apply(&mut desks, "2026-03-05", |_| {}).unwrap();
    assert_eq!(runs(&desks), None);
    let commissioned = concluded(Mode::PostFilingCommission, ORDINARY, conclude());
    assert_eq!(runs(&commissioned), None, "the court makes its own document");
    assert!(runs(&concluded(Mode::PreFilingDelegation, None, conclude())).is_some());
}

#[test]
fn an_application_is_about_the_agreement_that_was_concluded_and_the_day_on_which_it_was() {
    let refused = |day, change: fn(&mut Application)| {
        let refusal = apply(&mut agreed_on(), day, change).unwrap_err();
        assert!(!refusal.fields.is_empty(), "{refusal:?}");
        refusal.code
    };
    assert_eq!(refused("2026-03-01", |_| {}), "EFFECTIVE_BEFORE_MEDIATION");
    let other = |it: &mut Application| it.agreement.digest = duijie_core::ids::Digest::new([9; 32]);
    assert_eq!(refused("2026-03-05", other), "AGREEMENT_DIFFERS");
    let stranger = |it: &mut Application| {
        it.agents =
            vec![Agent { party: text("路人"), name: text("丁"), authorisation: Some(material("授权委托书")) }];
    };
    assert_eq!(refused("2026-03-05", stranger), "PARTY_UNKNOWN");
    let mut later = agreed_on();
    later.clock(at("2026-03-09"));
    assert_eq!(code(apply(&mut later, "2026-03-06", |_| {})), "EFFECTIVE_DAY_DIFFERS");
    apply(&mut later, "2026-03-06", |it| it.effective_because = Some(text("协议约定付清首款之日生效"))).unwrap();
}

/// A court's desk with the ruling that confirms the agreement of 甲 and 乙.
fn confirmed() -> Desk {
    let mut desks = agreed_on();
    desks.clock(at("2026-03-09"));
    apply(&mut desks, "2026-03-05", |_| {}).unwrap();
    let letter = desks.receiver.sent.last().unwrap().clone();
    let mut court = Desk::new("320102.courts".parse().unwrap(), duijie_courts::rules(), "matter-3");
    (court.calendar, court.now) = (built_in().unwrap(), at("2026-03-09"));
    court.receive(&letter);
    court.now = at("2026-03-10");
    for step in [acknowledge(), accept()] {
        court.command(Command::Step { referral: letter.referral.clone(), step }).unwrap();
    }
    let rule = |number| match decide_confirmation() {
        Step::Conclude { mut outcome, releases } => {
            let OutcomeResult::Ruled(ruling) = &mut outcome.result else { panic!("no ruling") };
            ruling.number = text(number);
            Step::Conclude { outcome, releases }
        }
        other => panic!("{other:?}"),
    };
    let mut conclude = |number| court.command(Command::Step { referral: letter.referral.clone(), step: rule(number) });
    let refusal = conclude("（2026）临9921民初12号").unwrap_err();
    assert!(refusal.code == "BAD_RULING_NUMBER" && refusal.zh.contains("民特12号"), "{}", refusal.zh);
    conclude("（2026）临9921民特12号").unwrap();
    court
}

#[test]
fn after_a_ruling_each_party_may_object_from_its_own_service_and_enforcement_has_two_years_from_performance() {
    let mut court = confirmed();
    assert!(next(&court)[0].contains("送达裁定"));
    let of = |act, person: &str, on: &str, counted_from: Option<&str>| {
        let Entry::CaseStep(plain) = step(act, on) else { panic!("no step") };
        let counted_from = counted_from.map(|day| day.parse().unwrap());
        Entry::CaseStep(CaseStep { person: Some(text(person)), counted_from, ..plain })
    };
    let runs = |court: &Desk| {
        let own = court.matter.as_ref().unwrap().own.iter().filter(|own| own.runs());
        let shown = |own: &OwnDeadline| {
            let of = own.of.as_ref().map_or("", |of| of.as_str());
            format!("{} {of} {}", own.rule(), display_due(own.deadline.due.due))
        };
        own.map(shown).collect::<Vec<_>>()
    };
    court.now = at("2026-03-11");
    assert_eq!(code(write(&mut court, of(CaseAct::RulingServed, "路人", "2026-03-10", None))), "PARTY_UNKNOWN");
    write(&mut court, of(CaseAct::RulingServed, "甲", "2026-03-10", Some("2026-04-30"))).unwrap();
    write(&mut court, of(CaseAct::RulingServed, "乙", "2026-03-11", None)).unwrap();
    assert_eq!(runs(&court), ["SC05 甲 2026-03-25 24:00", "SC06  2028-05-01 24:00", "SC05 乙 2026-03-26 24:00"]);
    assert_eq!(next(&court), [""; 0]);
    court.now = at("2026-03-26");
    assert_eq!(code(write(&mut court, of(CaseAct::PartyObjected, "甲", "2026-03-26", None))), "TERM_OVER");
    write(&mut court, of(CaseAct::PartyObjected, "乙", "2026-03-26", None)).unwrap();
    assert!(next(&court)[0].contains("异议待审查"));
    assert_eq!(code(write(&mut court, step(CaseAct::ObjectionDecided, "2026-03-26"))), "TEXT_MISSING");
    let Entry::CaseStep(decided) = step(CaseAct::ObjectionDecided, "2026-03-26") else { panic!("no step") };
    write(&mut court, Entry::CaseStep(CaseStep { text: Some(text("裁定驳回异议")), ..decided })).unwrap();
    assert_eq!(next(&court), [""; 0]);
    let late = of(CaseAct::InterestedObjected, "丙", "2026-03-26", Some("2025-09-20"));
    assert_eq!(code(write(&mut court, late)), "TERM_OVER");
    write(&mut court, of(CaseAct::InterestedObjected, "丙", "2026-03-26", Some("2026-03-20"))).unwrap();
    write(&mut court, of(CaseAct::EnforcementAsked, "甲", "2026-03-26", None)).unwrap();
    assert_eq!(runs(&court), ["SC05 甲 2026-03-25 24:00"]);
}

#[test]
fn a_court_decides_on_an_application_within_three_days_of_its_receipt() {
    // SC02 counts from 收到申请, not from 签收.
    let court = confirmed();
    let decided = court.matter.as_ref().unwrap().referrals[0].deadline(Duty::Accept).unwrap();
    assert_eq!(display_due(decided.due.due), "2026-03-12 24:00", "received on the 9th, signed for on the 10th");
}

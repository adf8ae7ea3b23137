//! What a court's commission leads to when a party does not agree any more, when nobody answers and when its time is over.

use duijie_core::{
    command::Step,
    commission::Mode,
    confidential::Confidential,
    dossier::{
        Attendance, CaseAct, ConsentState, Entry, Presence, Recusal, RecusalDecision, RecusalRuling,
        ReplacementRejected, Session, Tie,
    },
    due::display_due,
    referral::{DeadlineStatus, Duty, Side, Stage},
    term::RuleId,
};
use duijie_testkit::{
    TwoDesks,
    desk::code,
    own::at,
    sample::text,
    steps::{accept, acknowledge, conclude, record_attempt},
};
use duijie_tests::commissioned::{ORDINARY, SUMMARY, accepted, commission, desks, next, says, step, write};

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

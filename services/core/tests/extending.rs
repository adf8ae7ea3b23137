//! Longer terms: how far, how often and on whose word.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::{Answer, Step},
    decide::Asker,
    dossier::{self, Approved, Entry},
    letter::{
        Body,
        body::{ExtensionGround, PartyConsent},
    },
    referral::{DeadlineStatus, Duty, Side, Stage},
    term::{Approval, Extension, Unit},
};
use duijie_testkit::{
    TwoDesks,
    desk::code,
    petitions::write,
    sample::{MONTH, beijing, material, text},
    steps::{accept, acknowledge, extend, resume, suspend},
};

fn by_approval() -> Step {
    let ground = ExtensionGround::Approval { by: text("某局长"), document: material("批准文书") };
    Step::Extend { length: 10, ground, reason: None }
}

fn consented(length: u32) -> Step {
    let consent = |party| PartyConsent { party: text(party), evidence: material("同意延长的书面意见") };
    Step::Extend { length, ground: ExtensionGround::Consent(vec![consent("甲"), consent("乙")]), reason: None }
}

#[test]
fn both_parties_consent_makes_the_term_longer_at_both_ends() {
    // D18
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.receiver(extend(&["甲", "乙"])).unwrap();
    desks.settle();
    for desk in [&desks.sender, &desks.receiver] {
        let handle = desk.referral().deadline(Duty::Handle).unwrap();
        // One month ends on 2 April; 30 days more is Saturday 2 May, which rolls to Monday.
        assert_eq!(handle.earlier.len(), 1);
        assert_eq!((handle.earlier[0].due, handle.due.due), (beijing(2026, 4, 3, 0), beijing(2026, 5, 5, 0)));
        assert_eq!(
            (handle.due.length, handle.due.unit, handle.due.started_at.beijing_date().day()),
            (30, Unit::Day, 2)
        );
        assert_eq!(handle.status, DeadlineStatus::Open);
    }
}

#[test]
fn one_partys_consent_is_not_enough() {
    // D18
    let mut desks = TwoDesks::at(Stage::Accepted);
    assert_eq!(code(desks.receiver(extend(&["甲"]))), "EXTENSION_EVIDENCE");
    assert_eq!(code(desks.receiver(extend(&["甲", "乙", "丙"]))), "NOT_A_PARTY");
    assert_eq!(code(desks.receiver(by_approval())), "EXTENSION_EVIDENCE");
}

#[test]
fn a_second_extension_is_refused_with_the_basis() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.receiver(consented(10)).unwrap();
    let Err(refusal) = desks.receiver(consented(10)) else { panic!("not refused") };
    assert_eq!((refusal.code.as_str(), refusal.basis.is_some()), ("EXTENSION_USED", true));
}

#[test]
fn an_extension_beyond_the_cap_or_of_nothing_is_refused() {
    for length in [0, 31] {
        let mut desks = TwoDesks::at(Stage::Accepted);
        assert_eq!(code(desks.receiver(consented(length))), "EXTENSION_TOO_LONG");
    }
}

#[test]
fn a_term_that_has_ended_is_not_extended() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.clock(beijing(2026, 4, 3, 0));
    assert_eq!(code(desks.receiver(consented(10))), "TERM_ENDED");
}

#[test]
fn a_rule_that_knows_no_extension_refuses_it() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    let term = desks.receiver.rules.terms.iter_mut().find(|term| term.rule == MONTH).unwrap();
    term.extension = None;
    assert_eq!(code(desks.receiver(consented(10))), "EXTENSION_NOT_PROVIDED");
}

#[test]
fn where_the_head_approves_the_parties_consent_does_not_replace_it() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    let term = desks.receiver.rules.terms.iter_mut().find(|term| term.rule == MONTH).unwrap();
    term.extension = Some(Extension { longest: 30, unit: Unit::Day, times: 1, total: None, needs: Approval::Head });
    assert_eq!(code(desks.receiver(consented(10))), "EXTENSION_EVIDENCE");
    desks.receiver.asker = Asker::Leader;
    desks.receiver(by_approval()).unwrap();
}

#[test]
fn a_clerk_extends_only_what_a_leader_has_approved_each_time() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    let term = desks.receiver.rules.terms.iter_mut().find(|term| term.rule == MONTH).unwrap();
    term.extension = Some(Extension { longest: 30, unit: Unit::Day, times: 3, total: None, needs: Approval::Superior });
    let approve = |desks: &mut TwoDesks, answer| {
        let of = Approved::Extension(MONTH);
        let approval = dossier::Approval { of, answer, opinion: None, document: None };
        write(&mut desks.receiver, Entry::Approval(approval)).unwrap();
    };
    assert_eq!(code(desks.receiver(by_approval())), "APPROVAL_MISSING");
    approve(&mut desks, Answer::Grant);
    approve(&mut desks, Answer::Refuse);
    assert_eq!(code(desks.receiver(by_approval())), "APPROVAL_MISSING", "the last word counts");
    approve(&mut desks, Answer::Grant);
    for _ in 0..2 {
        desks.receiver(by_approval()).unwrap();
    }
    assert_eq!(code(desks.receiver(by_approval())), "APPROVAL_MISSING", "two approvals, two extensions");
}

#[test]
fn an_extension_never_passes_the_parents_due_instant() {
    let limit = beijing(2026, 4, 10, 0);
    let mut desks = TwoDesks::at(Stage::Sent);
    let Body::Refer(refer) = &mut desks.sender.sent[0].body else { panic!("no referral") };
    refer.not_after = Some(limit);
    desks.settle();
    for step in [acknowledge(), accept(), consented(30)] {
        desks.receiver(step).unwrap();
    }
    assert_eq!(desks.receiver.referral().deadline(Duty::Handle).unwrap().due.due, limit);
}

#[test]
fn a_suspension_after_an_extension_moves_the_extended_term() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.receiver(extend(&["甲", "乙"])).unwrap();
    desks.clock(beijing(2026, 4, 13, 9));
    desks.receiver(suspend()).unwrap();
    desks.clock(beijing(2026, 4, 18, 9));
    desks.receiver(resume()).unwrap();
    desks.settle();
    for side in [Side::Sender, Side::Receiver] {
        let due = &desks.desk(side).referral().deadline(Duty::Handle).unwrap().due;
        // Saturday 2 May and five days is Thursday 7 May.
        assert_eq!(due.due, beijing(2026, 5, 8, 0));
        assert!(due.basis.contains("无法定依据"), "{}", due.basis);
    }
}

#[test]
fn an_extended_term_is_reminded_of_anew() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.clock(beijing(2026, 3, 20, 9));
    assert_eq!(desks.wake(Side::Sender, Duty::Handle).len(), 1);
    desks.receiver(extend(&["甲", "乙"])).unwrap();
    desks.settle();
    desks.clock(beijing(2026, 4, 21, 9));
    assert_eq!(desks.wake(Side::Sender, Duty::Handle).len(), 1);
}

//! The modes in which a court has disputes mediated, under the agencies' real rules: the bureau's term, what goes with the
//! letter, what comes back and what follows.

use duijie_core::{
    command::{Refer, Step},
    commission::Mode,
    dossier::{ConsentState, Entry, MediatorNamed, NamedBy},
    due::display_due,
    letter::body::{ExtensionGround, PartyConsent},
    outcome::{NoAgreement, OutcomeResult},
    referral::Duty,
};
use duijie_testkit::{
    Desk, TwoDesks,
    desk::code,
    sample::{self, bureau, material, text},
    steps::{conclude, conclude_with, no_agreement, refer},
};
use duijie_tests::commissioned::{ORDINARY, SUMMARY, accepted, commission, concluded, desks, next, says, write};

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

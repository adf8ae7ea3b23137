//! Petitions between agencies: what may leave, what the receiver of one owes, and what silence means (信访工作条例).
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::{Command, OwnStep, Refer, Start},
    decide::Asker,
    dossier::{Entry, Sorting},
    ids::ReferralId,
    letter::body::ExtensionGround,
    outcome::{OutcomeResult, WrittenAnswer},
    petition::{Sort, Way},
    referral::{DeadlineStatus, Duty, Stage},
    refusal::Refusal,
    term::RuleId,
    terms_common::{REPORT_ON_ASSIGNMENT, REPORT_ON_PETITION, SETTLE_PETITION, TELL_PETITIONER},
    time::Timestamp,
};
use duijie_testkit::{
    Desk, TwoDesks,
    desk::code,
    petitions::{housing, passing, requirements, sorted, sorting, transfer, two, write},
    sample::{self, beijing, bureau, material, text},
    steps,
};

const OBJECTING: &str = "《信访工作条例》第23条第3款";

/// Passed on, signed for and accepted on Monday 2 March.
fn accepted(sort: Sort, refer: Refer) -> TwoDesks {
    let mut desks = sorted(sort);
    desks.refer(refer).unwrap();
    desks.settle();
    for step in [steps::acknowledge(), steps::accept()] {
        desks.receiver(step).unwrap();
        desks.settle();
    }
    desks
}

fn own_due(desk: &Desk, rule: RuleId) -> Option<Timestamp> {
    desk.matter.as_ref()?.running(rule).map(|own| own.deadline.due.due)
}

fn refused<T: std::fmt::Debug>(result: Result<T, Refusal>) -> (String, String) {
    let refusal = result.unwrap_err();
    (refusal.code, refusal.basis.unwrap_or_default())
}

#[test]
fn a_petition_is_sorted_before_it_is_passed_on_and_its_sort_goes_with_it() {
    let mut desks = two();
    assert_eq!(code(desks.refer(transfer())), "NOT_SORTED");
    write(&mut desks.sender, Entry::Sorting(sorting(Sort::Suggestion))).unwrap();
    desks.refer(transfer()).unwrap();
    desks.settle();
    assert_eq!(desks.receiver.matter.as_ref().unwrap().sort(), Some(Sort::Suggestion));
}

#[test]
fn an_assignment_says_six_things_and_a_transfer_none_of_them() {
    let mut desks = sorted(Sort::Claim(Way::Handling));
    let Err(refusal) = desks.refer(passing("assignment", housing(), None)) else { panic!("not refused") };
    assert_eq!(refusal.code, "REQUIREMENTS_MISSING");
    for one in ["责任单位", "责任领导", "责任人", "督办单位", "办理要求", "办理时限"] {
        assert!(refusal.zh.contains(one), "{one}: {}", refusal.zh);
    }
    let with = passing("transfer", housing(), Some(requirements()));
    assert_eq!(code(desks.refer(with)), "REQUIREMENTS_NOT_APPLICABLE");
}

#[test]
fn silence_past_five_working_days_counts_as_signed_for_and_ends_the_right_to_object() {
    let mut desks = sorted(Sort::Claim(Way::Handling));
    desks.refer(transfer()).unwrap();
    desks.settle();
    let fifth = beijing(2026, 3, 10, 0);
    assert_eq!(desks.sender.referral().authority().unwrap().due.due, fifth);
    desks.clock(fifth);
    desks.lapse().unwrap();
    desks.settle();
    desks.agree_on(Stage::Acknowledged);
    let (got, basis) = refused(desks.receiver(steps::object()));
    assert_eq!((got.as_str(), basis.as_str()), ("OBJECTION_LATE", OBJECTING));
    let told = desks.sender.referral().deadline(Duty::Accept).unwrap();
    assert_eq!((told.due.rule, told.due.due), (TELL_PETITIONER, beijing(2026, 3, 18, 0)), "15 days from receipt");
    desks.clock(beijing(2026, 4, 1, 0));
    assert_eq!(desks.lapse(), None, "it does not go back by silence");
}

#[test]
fn a_petition_passed_on_is_not_declined_but_objected_to() {
    let mut desks = sorted(Sort::Claim(Way::Handling));
    desks.refer(transfer()).unwrap();
    desks.settle();
    let (got, basis) = refused(desks.receiver(steps::decline()));
    assert_eq!((got.as_str(), basis.as_str()), ("OBJECT_INSTEAD", OBJECTING));
    desks.receiver(steps::acknowledge()).unwrap();
    assert_eq!(refused(desks.receiver(steps::decline())).0, "OBJECT_INSTEAD");
    desks.receiver(steps::object()).unwrap();
    desks.settle();
    desks.sender(steps::agree_to_objection()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Returned);
    let again = Refer { referral: "referral-2".parse().unwrap(), ..passing("transfer", bureau(), None) };
    desks.sender.command(Command::Refer(Box::new(again))).unwrap();
}

#[test]
fn an_objection_refused_leaves_the_fifteen_days_counted_from_receipt() {
    let mut desks = sorted(Sort::Claim(Way::Handling));
    desks.refer(transfer()).unwrap();
    desks.settle();
    desks.receiver(steps::acknowledge()).unwrap();
    desks.receiver(steps::object()).unwrap();
    desks.settle();
    desks.clock(beijing(2026, 3, 5, 9));
    desks.sender(steps::refuse_objection()).unwrap();
    desks.settle();
    let told = desks.receiver.referral().deadline(Duty::Accept).unwrap();
    assert_eq!((told.due.rule, told.due.due), (TELL_PETITIONER, beijing(2026, 3, 18, 0)));
}

#[test]
fn who_accepts_a_claim_to_be_settled_owes_the_written_opinion_within_sixty_days() {
    let desks = accepted(Sort::Claim(Way::Handling), transfer());
    assert_eq!(own_due(&desks.receiver, SETTLE_PETITION), Some(beijing(2026, 5, 2, 0)));
    assert_eq!(own_due(&desks.sender, SETTLE_PETITION), None);
    let handle = desks.sender.referral().deadline(Duty::Handle).unwrap();
    assert_eq!((handle.due.rule, handle.due.due), (REPORT_ON_PETITION, beijing(2026, 6, 2, 0)), "Sunday 31 May rolls");
    for sort in [Sort::Suggestion, Sort::Claim(Way::Administrative), Sort::Claim(Way::Protection)] {
        assert_eq!(own_due(&accepted(sort, transfer()).receiver, SETTLE_PETITION), None, "{sort:?}");
    }
}

#[test]
fn a_receiver_that_sorts_it_otherwise_later_begins_the_sixty_days_on_the_day_it_accepted() {
    let mut desks = accepted(Sort::Suggestion, transfer());
    desks.clock(beijing(2026, 3, 9, 9));
    write(&mut desks.receiver, Entry::Sorting(sorting(Sort::Claim(Way::Handling)))).unwrap();
    assert_eq!(own_due(&desks.receiver, SETTLE_PETITION), Some(beijing(2026, 5, 2, 0)));
}

#[test]
fn nobody_begins_the_sixty_days_of_what_has_none() {
    let mut desks = sorted(Sort::Suggestion);
    let start = Start { matter: "matter-1".parse().unwrap(), rule: SETTLE_PETITION, variant: None, started_at: None };
    let said = refused(desks.sender.command(Command::Start(start)));
    assert_eq!(said, ("NOT_TO_BE_SETTLED".to_owned(), "《信访工作条例》第31条、第34条".to_owned()));
    let accepted_at = Some(desks.sender.now);
    let entry = Entry::Sorting(Sorting { accepted_at, ..sorting(Sort::Suggestion) });
    assert_eq!(code(write(&mut desks.sender, entry)), "NOT_TO_BE_SETTLED");
    let entry = Entry::Sorting(Sorting { accused: vec![housing()], ..sorting(Sort::Suggestion) });
    assert_eq!(code(write(&mut desks.sender, entry)), "ACCUSED_NOT_APPLICABLE");
}

fn agree(desk: &mut Desk) {
    for consent in sample::agreed() {
        write(desk, Entry::Consent(consent)).unwrap();
    }
}

#[test]
fn mediation_beside_does_not_stop_the_sixty_days_and_they_are_extended_once() {
    let mut desks = accepted(Sort::Claim(Way::Handling), transfer());
    let referral: ReferralId = "referral-2".parse().unwrap();
    let mediation = Refer { matter: "matter-2".parse().unwrap(), referral, ..passing("petition", bureau(), None) };
    assert_eq!(code(desks.receiver.command(Command::Refer(Box::new(mediation.clone())))), "CONSENT_MISSING");
    agree(&mut desks.receiver);
    desks.receiver.command(Command::Refer(Box::new(mediation))).unwrap();
    let own = desks.receiver.matter.as_ref().unwrap().running(SETTLE_PETITION).unwrap().clone();
    desks.receiver.asker = Asker::Leader;
    assert_eq!((own.deadline.status, own.deadline.due.due), (DeadlineStatus::Open, beijing(2026, 5, 2, 0)));
    let mut extend = |length| {
        let ground = ExtensionGround::Approval { by: text("某局长"), document: material("延期批准书") };
        let step = OwnStep::Extend { length, ground, reason: None };
        desks.receiver.command(Command::Own { id: own.id.clone(), step })
    };
    assert_eq!(refused(extend(31)), ("EXTENSION_TOO_LONG".to_owned(), "《信访工作条例》第34条".to_owned()));
    extend(30).unwrap();
    assert_eq!(code(extend(1)), "EXTENSION_USED");
    assert_eq!(own_due(&desks.receiver, SETTLE_PETITION), Some(beijing(2026, 6, 2, 0)));
}

#[test]
fn an_assignment_is_reported_on_when_its_letter_says() {
    let mut desks = accepted(Sort::Claim(Way::Handling), passing("assignment", housing(), Some(requirements())));
    for desk in [&desks.sender, &desks.receiver] {
        let handle = desk.referral().deadline(Duty::Handle).unwrap();
        assert_eq!((handle.due.rule, handle.due.length), (REPORT_ON_ASSIGNMENT, 45));
        assert_eq!(handle.due.due, beijing(2026, 4, 17, 0), "45 days from 2 March are 16 April");
    }
    assert_eq!(
        code(desks.receiver(steps::conclude_with(OutcomeResult::NoAgreement(steps::no_agreement())))),
        "WRONG_OUTCOME"
    );
    let report = WrittenAnswer { text: text("已修复，信访人满意"), materials: Vec::new() };
    desks.receiver(steps::conclude_with(OutcomeResult::Replied(report))).unwrap();
    desks.settle();
    desks.sender(steps::confirm()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Confirmed);
}

#[test]
fn only_claims_are_mediated_and_not_those_that_another_procedure_ends() {
    for (sort, article) in [
        (Sort::Suggestion, duijie_core::petition::ON_MEDIATION),
        (Sort::Claim(Way::Judicial), "《信访工作条例》第28条第2款、第31条第1项"),
        (Sort::Claim(Way::PartyAppeal), "《信访工作条例》第31条第3项"),
        (Sort::Claim(Way::Administrative), "《信访工作条例》第31条第4项"),
        (Sort::Claim(Way::Protection), "《信访工作条例》第31条第5项"),
    ] {
        let Err(refusal) = sorted(sort).refer(passing("petition", bureau(), None)) else { panic!("{sort:?}") };
        assert_eq!((refusal.code.as_str(), refusal.basis.as_deref()), ("NOT_MEDIABLE", Some(article)));
        assert!(refusal.zh.contains("可以：") && refusal.en.contains("Instead: "), "{refusal:?}");
    }
    let mut unsorted = two();
    agree(&mut unsorted.sender);
    assert_eq!(code(unsorted.refer(passing("petition", bureau(), None))), "NOT_SORTED");
    for sort in [Sort::Claim(Way::Handling), Sort::Claim(Way::Arbitration)] {
        let mut desks = sorted(sort);
        agree(&mut desks.sender);
        desks.refer(passing("petition", bureau(), None)).unwrap();
    }
}

//! A matter around its referrals: opening, closing, handing over again and handing onward.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    agency::AgencyId,
    command::{Command, Refer},
    letter::Body,
    referral::{Duty, Stage},
    term::{BasisKind, OnSilence, Term},
    terms_common,
};
use duijie_testkit::{
    TwoDesks,
    desk::code,
    sample::{other_bureau, police, subject, text},
    steps::{accept, acknowledge, refer, referral},
};

fn close(matter: &str) -> Command {
    Command::Close { matter: matter.parse().unwrap(), reason: text("归档") }
}

fn onward(receiver: AgencyId) -> Command {
    Command::Refer(Box::new(Refer {
        matter: "matter-2".parse().unwrap(),
        referral: "referral-2".parse().unwrap(),
        receiver,
        ..refer()
    }))
}

#[test]
fn a_matter_is_registered_once() {
    let mut desks = TwoDesks::new();
    let again = Command::Register {
        matter: "matter-1".parse().unwrap(),
        dispute: "dispute-1".parse().unwrap(),
        subject: Box::new(subject()),
        told: Vec::new(),
    };
    assert_eq!(code(desks.sender.command(again)), "ALREADY_REGISTERED");
    assert_eq!(desks.sender.matter.as_ref().unwrap().refusals, 1);
}

#[test]
fn a_desk_without_the_matter_or_the_referral_finds_nothing() {
    // C10
    let mut desks = TwoDesks::new();
    assert_eq!(code(desks.receiver(accept())), "NOT_FOUND");
    assert_eq!(code(desks.sender(accept())), "NOT_FOUND");
    assert_eq!(code(desks.receiver.command(close("matter-2"))), "NOT_FOUND");
}

#[test]
fn a_matter_closes_only_when_nothing_is_open_and_then_goes_nowhere() {
    for stage in Stage::ALL {
        let mut desks = TwoDesks::at(stage);
        if !stage.is_ended() {
            assert_eq!(code(desks.sender.command(close("matter-1"))), "OPEN_REFERRAL", "{stage:?}");
            continue;
        }
        desks.sender.command(close("matter-1")).unwrap();
        assert_eq!(code(desks.sender.command(close("matter-1"))), "MATTER_CLOSED");
        let again = Refer { referral: "referral-2".parse().unwrap(), ..refer() };
        assert_eq!(code(desks.refer(again)), "MATTER_CLOSED");
        let matter = desks.sender.matter.as_ref().unwrap();
        assert!(!matter.responsible(|_| u64::MAX));
    }
}

#[test]
fn a_new_referral_names_the_ended_one_and_the_letter_that_ended_it() {
    for stage in [Stage::Declined, Stage::Lapsed, Stage::Recalled, Stage::Withdrawn] {
        let mut desks = TwoDesks::at(stage);
        let ended_by = desks.agree_on(stage);
        let next = Refer { referral: "referral-2".parse().unwrap(), replaces: Some(referral()), ..refer() };
        desks.refer(next).unwrap();
        let Body::Refer(sent) = &desks.sender.sent.last().unwrap().body else { panic!() };
        assert_eq!(sent.replaces, Some((referral(), ended_by)));
    }
}

#[test]
fn a_confirmed_referral_is_not_replaced_but_another_may_follow_it() {
    let mut desks = TwoDesks::at(Stage::Confirmed);
    let next = |replaces| Refer { referral: "referral-2".parse().unwrap(), replaces, ..refer() };
    assert_eq!(code(desks.refer(next(Some(referral())))), "NOT_ENDED");
    desks.refer(next(None)).unwrap();
}

#[test]
fn what_was_handed_to_us_goes_onward_only_once_accepted() {
    for stage in [Stage::Arrived, Stage::Acknowledged, Stage::Suspended, Stage::Concluded, Stage::Declined] {
        let mut desks = TwoDesks::at(stage);
        assert_eq!(code(desks.receiver.command(onward(other_bureau()))), "NOT_ACCEPTED", "{stage:?}");
    }
}

#[test]
fn an_onward_referral_names_its_parent_its_path_and_the_parents_due_instant() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    let handle = desks.receiver.referral().deadline(Duty::Handle).unwrap().due.due;
    desks.receiver.command(onward(other_bureau())).unwrap();
    let Body::Refer(sent) = &desks.receiver.sent.last().unwrap().body else { panic!() };
    assert_eq!((sent.parent.clone(), sent.not_after), (Some(referral()), Some(handle)));
    assert_eq!(sent.path, vec![police(), desks.receiver.agency.clone()]);
    assert!(desks.receiver.answers(), "the middle stays answerable to its sender");
}

#[test]
fn a_matter_does_not_come_back_to_where_it_was() {
    // C18
    let mut desks = with_path(vec![other_bureau(), police()]);
    assert_eq!(code(desks.receiver.command(onward(other_bureau()))), "LOOP");
}

#[test]
fn five_handoffs_in_a_row_are_allowed_and_a_sixth_is_not() {
    // C18
    let passed = |n: usize| (1..n).map(|at| format!("32020{at}.judicial-bureau").parse().unwrap()).chain([police()]);
    let mut fifth = with_path(passed(4).collect());
    fifth.receiver.command(onward(other_bureau())).unwrap();
    let mut sixth = with_path(passed(5).collect());
    assert_eq!(code(sixth.receiver.command(onward(other_bureau()))), "TOO_DEEP");
}

#[test]
fn a_term_that_is_not_loaded_refuses_instead_of_guessing() {
    let mut desks = TwoDesks::at(Stage::Acknowledged);
    desks.receiver.rules.terms = terms_common::all();
    assert_eq!(code(desks.receiver(accept())), "TERM_NOT_LOADED");
    desks.receiver.rules.offers.clear();
    assert_eq!(code(desks.receiver(accept())), "NOT_OFFERED");
}

#[test]
fn the_common_terms_lapse_on_silence_before_acceptance_only() {
    let all = terms_common::all();
    let (of_exchange, of_law): (Vec<&Term>, Vec<&Term>) =
        all.iter().partition(|term| term.basis.kind == BasisKind::Design);
    assert!(of_exchange.iter().all(|term| term.rule.as_str().starts_with("DS")));
    assert!(of_law.iter().all(|term| term.rule.as_str().starts_with("XF")), "what whoever handles a petition owes");
    let with = |silence| all.iter().filter(move |term| term.on_silence == silence).map(|term| term.rule);
    assert_eq!(with(OnSilence::Lapse).collect::<Vec<_>>(), [terms_common::ACKNOWLEDGE, terms_common::DECIDE]);
    assert_eq!(
        with(OnSilence::DeemedAcknowledged).collect::<Vec<_>>(),
        [terms_common::ACKNOWLEDGE_OR_DEEMED, terms_common::OBJECT_TO_PETITION]
    );
}

/// The receiver has accepted a matter that came along `path`.
fn with_path(path: Vec<AgencyId>) -> TwoDesks {
    let mut desks = TwoDesks::at(Stage::Sent);
    let Body::Refer(sent) = &mut desks.sender.sent[0].body else { panic!() };
    sent.path = path;
    desks.settle();
    desks.receiver(acknowledge()).unwrap();
    desks.receiver(accept()).unwrap();
    desks.settle();
    desks
}

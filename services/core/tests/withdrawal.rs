//! A party's withdrawal, which whichever desk decides obeys in every state before conclusion.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    decide::Act,
    letter::{Body, body::Ruling},
    referral::{Side, Stage},
};
use duijie_testkit::{
    TwoDesks,
    desk::code,
    sample::beijing,
    steps::{accept, acknowledge, conclude, override_lapse, recall, take_offer, withdraw},
    two_desks::body,
};

const OPEN: [Stage; 4] = [Stage::Arrived, Stage::Acknowledged, Stage::Accepted, Stage::Suspended];

#[test]
fn told_to_the_receiver_it_ends_the_referral_at_once() {
    // C08
    for stage in OPEN {
        let mut desks = TwoDesks::at(stage);
        desks.receiver(withdraw()).unwrap();
        assert_eq!(desks.receiver.referral().stage, Stage::Withdrawn);
        desks.settle();
        assert_eq!(desks.agree_on(Stage::Withdrawn), desks.receiver.sent.last().unwrap().reference);
        assert!(desks.sender.answers());
    }
}

#[test]
fn told_to_the_sender_the_receivers_desk_obeys_it_at_once() {
    // C08
    for stage in [Stage::Sent].into_iter().chain(OPEN) {
        let mut desks = TwoDesks::at(stage);
        desks.sender(withdraw()).unwrap();
        desks.settle();
        assert_eq!(desks.agree_on(Stage::Withdrawn), desks.sender.sent.last().unwrap().reference);
    }
}

#[test]
fn told_to_both_at_once_it_ends_alike() {
    for stage in OPEN {
        let mut desks = TwoDesks::at(stage);
        desks.sender(withdraw()).unwrap();
        desks.receiver(withdraw()).unwrap();
        desks.settle();
        assert_eq!(desks.agree_on(Stage::Withdrawn), desks.receiver.sent.last().unwrap().reference);
    }
}

#[test]
fn told_to_the_sender_after_the_due_instant_its_own_desk_obeys_when_there_is_proof() {
    for stage in [Stage::Arrived, Stage::Acknowledged] {
        let mut desks = TwoDesks::at(stage);
        desks.clock(beijing(2026, 3, 9, 9));
        desks.sender(withdraw()).unwrap();
        assert_eq!(desks.deliver_to(Side::Receiver), Some(vec![]), "the receiver decides no more");
        desks.settle();
        let draft = desks.lapse().unwrap();
        assert!(matches!(draft.body, Body::Verdict(verdict) if verdict.ruling == Ruling::Withdrawn));
        desks.settle();
        desks.agree_on(Stage::Withdrawn);
    }
}

#[test]
fn told_to_the_receiver_after_the_due_instant_it_waits_for_the_sender_who_obeys_at_once() {
    for stage in [Stage::Arrived, Stage::Acknowledged] {
        let mut desks = TwoDesks::at(stage);
        desks.clock(beijing(2026, 3, 9, 9));
        desks.receiver(withdraw()).unwrap();
        assert_eq!(desks.receiver.referral().stage, stage, "from the due instant on the sender decides");
        let acts = desks.deliver_to(Side::Sender).unwrap();
        assert_eq!(*ruling(&acts), Ruling::Withdrawn);
        desks.settle();
        assert_eq!(desks.agree_on(Stage::Withdrawn), desks.receiver.sent.last().unwrap().reference);
    }
}

#[test]
fn told_to_the_receiver_while_its_late_offer_waits_it_ends_what_the_sender_took_up() {
    let mut desks = TwoDesks::at(Stage::Arrived);
    desks.clock(beijing(2026, 3, 9, 9));
    desks.receiver(acknowledge()).unwrap();
    desks.receiver(withdraw()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Withdrawn);
}

#[test]
fn told_to_the_receiver_while_the_sender_overrides_it_leaves_no_offer_to_take() {
    let mut desks = TwoDesks::at(Stage::Arrived);
    desks.sender(override_lapse()).unwrap();
    desks.receiver(acknowledge()).unwrap();
    desks.receiver(withdraw()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Lapsed);
    assert_eq!(code(desks.sender(take_offer())), "OUT_OF_ORDER");
}

#[test]
fn it_ends_an_offer_that_the_sender_took_before_it_knew() {
    let mut desks = TwoDesks::at(Stage::Arrived);
    desks.sender(override_lapse()).unwrap();
    desks.receiver(acknowledge()).unwrap();
    desks.receiver(withdraw()).unwrap();
    desks.deliver_to(Side::Sender);
    desks.sender(take_offer()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Withdrawn);
}

#[test]
fn told_to_the_sender_when_the_conclusion_is_on_its_way_the_conclusion_stands() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.receiver(conclude()).unwrap();
    desks.sender(withdraw()).unwrap();
    let acts = desks.deliver_to(Side::Receiver).unwrap();
    assert_eq!(*ruling(&acts), Ruling::Concluded);
    desks.settle();
    desks.agree_on(Stage::Concluded);
}

#[test]
fn after_the_conclusion_or_an_end_there_is_nothing_to_withdraw() {
    for stage in Stage::ALL.into_iter().filter(|stage| !stage.is_before_conclusion()) {
        for side in [Side::Sender, Side::Receiver] {
            assert_eq!(code(TwoDesks::at(stage).step(side, withdraw())), "OUT_OF_ORDER", "{stage:?} {side:?}");
        }
    }
}

#[test]
fn a_withdrawal_that_waits_is_not_told_twice() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.sender(withdraw()).unwrap();
    assert_eq!(code(desks.sender(withdraw())), "OUT_OF_ORDER");
}

#[track_caller]
fn ruling(acts: &[Act]) -> &Ruling {
    match body(acts) {
        Body::Verdict(verdict) => &verdict.ruling,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_withdrawal_is_obeyed_although_an_older_offer_was_superseded_after_a_newer_acceptance() {
    let mut desks = TwoDesks::at(Stage::Arrived);
    desks.sender(override_lapse()).unwrap();
    desks.receiver(acknowledge()).unwrap();
    desks.receiver(accept()).unwrap();
    desks.deliver_to(Side::Sender);
    desks.sender(take_offer()).unwrap();
    desks.deliver_to(Side::Receiver);
    desks.deliver_to(Side::Receiver);
    desks.sender(recall()).unwrap();
    desks.receiver(accept()).unwrap();
    // The first acceptance crossed the override and is superseded for the recall; the second is good.
    desks.settle();
    desks.agree_on(Stage::Accepted);
    desks.sender(withdraw()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Withdrawn);
}

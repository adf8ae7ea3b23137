//! Recall by the sending agency, on both sides of the due instant, and by order of a superior.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    decide::Act,
    letter::{Body, body::Ruling},
    referral::{PendingKind, Side, Stage},
};
use duijie_testkit::{
    TwoDesks,
    desk::code,
    sample::beijing,
    steps::{accept, acknowledge, conclude, decline, grant_recall, recall, recall_by_order, refuse_recall, withdraw},
    two_desks::body,
};

#[test]
fn what_is_not_accepted_yet_is_given_back_at_once_by_the_desk() {
    // C05
    for stage in [Stage::Sent, Stage::Arrived, Stage::Acknowledged] {
        let mut desks = TwoDesks::at(stage);
        desks.sender(recall()).unwrap();
        desks.settle();
        assert_eq!(desks.agree_on(Stage::Recalled), desks.sender.sent.last().unwrap().reference);
        assert!(desks.sender.answers());
        assert_eq!(code(desks.receiver(acknowledge())), "OUT_OF_ORDER");
    }
}

#[test]
fn what_is_accepted_waits_for_an_officer_who_may_grant_it() {
    for stage in [Stage::Accepted, Stage::Suspended] {
        let mut desks = TwoDesks::at(stage);
        desks.sender(recall()).unwrap();
        desks.settle();
        desks.agree_on(stage);
        desks.receiver(grant_recall()).unwrap();
        desks.settle();
        desks.agree_on(Stage::Recalled);
    }
}

#[test]
fn an_officer_may_refuse_and_then_the_sender_may_ask_again() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    let before = desks.sender.referral().reference.clone();
    desks.sender(recall()).unwrap();
    desks.settle();
    desks.receiver(refuse_recall()).unwrap();
    assert_eq!(code(desks.receiver(refuse_recall())), "OUT_OF_ORDER");
    desks.settle();
    assert_eq!(desks.agree_on(Stage::Accepted), before);
    assert_eq!(desks.sender.referral().pending, None);
    desks.sender(recall()).unwrap();
}

#[test]
fn a_recall_that_waits_is_not_repeated() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.sender(recall()).unwrap();
    assert_eq!(code(desks.sender(recall())), "RECALL_PENDING");
}

#[test]
fn only_a_conclusion_refuses_an_order_of_a_superior() {
    for stage in [Stage::Sent, Stage::Arrived, Stage::Acknowledged, Stage::Accepted, Stage::Suspended] {
        let mut desks = TwoDesks::at(stage);
        desks.sender(recall_by_order()).unwrap();
        desks.settle();
        desks.agree_on(Stage::Recalled);
    }
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.receiver(conclude()).unwrap();
    desks.sender(recall_by_order()).unwrap();
    let acts = desks.deliver_to(Side::Receiver).unwrap();
    assert_eq!(*ruling(&acts), Ruling::Concluded);
    desks.settle();
    desks.agree_on(Stage::Concluded);
}

#[test]
fn an_order_follows_a_recall_that_still_waits_even_if_its_refusal_crosses_it() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.sender(recall()).unwrap();
    desks.deliver_to(Side::Receiver);
    desks.sender(recall_by_order()).unwrap();
    desks.receiver(refuse_recall()).unwrap();
    desks.deliver_to(Side::Sender);
    assert_eq!(desks.sender.referral().pending.as_ref().unwrap().kind, PendingKind::Recall, "the order still waits");
    desks.settle();
    assert_eq!(desks.agree_on(Stage::Recalled), desks.sender.sent.last().unwrap().reference);
}

#[test]
fn recall_and_acceptance_at_the_same_instant_end_alike_in_either_order() {
    // C06
    for acceptance_first in [true, false] {
        let mut desks = TwoDesks::at(Stage::Acknowledged);
        desks.sender(recall()).unwrap();
        if acceptance_first {
            desks.receiver(accept()).unwrap();
            desks.settle();
            desks.agree_on(Stage::Accepted);
        } else {
            desks.deliver_to(Side::Receiver);
            assert_eq!(code(desks.receiver(accept())), "OUT_OF_ORDER");
            desks.settle();
            desks.agree_on(Stage::Recalled);
        }
    }
}

#[test]
fn a_recall_that_crosses_a_decline_finds_it_declined() {
    let mut desks = TwoDesks::at(Stage::Acknowledged);
    desks.sender(recall()).unwrap();
    desks.receiver(decline()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Declined);
    assert_eq!(desks.sender.referral().pending, None);
}

#[test]
fn a_recall_waits_out_a_receiver_that_is_away_and_comes_before_what_it_accepts_later() {
    // C11
    let mut desks = TwoDesks::at(Stage::Arrived);
    desks.sender(recall()).unwrap();
    desks.deliver_to(Side::Receiver);
    assert_eq!(code(desks.receiver(acknowledge())), "OUT_OF_ORDER");
    desks.settle();
    desks.agree_on(Stage::Recalled);
}

#[test]
fn from_the_due_instant_on_the_receiver_answers_no_recall_and_the_sender_lapses() {
    for (stage, step) in [
        (Stage::Arrived, recall()),
        (Stage::Acknowledged, recall()),
        (Stage::Arrived, recall_by_order()),
        (Stage::Acknowledged, recall_by_order()),
    ] {
        let mut desks = TwoDesks::at(stage);
        desks.sender(step).unwrap();
        desks.clock(beijing(2026, 3, 9, 9));
        assert_eq!(desks.deliver_to(Side::Receiver), Some(vec![]));
        desks.settle();
        assert!(desks.lapse().is_some());
        desks.settle();
        assert_eq!(desks.agree_on(Stage::Lapsed), desks.sender.sent.last().unwrap().reference);
    }
}

#[test]
fn a_late_offer_with_a_recall_pending_is_superseded_and_then_lapses() {
    for (stage, late) in [(Stage::Arrived, acknowledge()), (Stage::Acknowledged, accept())] {
        let mut desks = TwoDesks::at(stage);
        desks.clock(beijing(2026, 3, 9, 9));
        desks.sender(recall()).unwrap();
        desks.receiver(late.clone()).unwrap();
        let acts = desks.deliver_to(Side::Sender).unwrap();
        assert_eq!(*ruling(&acts), Ruling::Superseded);
        desks.settle();
        assert_eq!(code(desks.receiver(late)), "OUT_OF_ORDER", "it waits for its end");
        assert!(desks.lapse().is_some());
        desks.settle();
        desks.agree_on(Stage::Lapsed);
    }
}

#[test]
fn an_ended_referral_is_not_recalled() {
    for stage in Stage::ALL.into_iter().filter(|stage| !stage.is_before_conclusion()) {
        assert_eq!(code(TwoDesks::at(stage).sender(recall())), "OUT_OF_ORDER", "{stage:?}");
    }
}

#[test]
fn there_is_no_recall_to_answer_where_none_was_asked() {
    assert_eq!(code(TwoDesks::at(Stage::Accepted).receiver(grant_recall())), "OUT_OF_ORDER");
}

#[test]
fn a_withdrawal_may_follow_a_recall_that_waits() {
    // C08
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.sender(recall()).unwrap();
    desks.settle();
    desks.sender(withdraw()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Withdrawn);
}

#[track_caller]
fn ruling(acts: &[Act]) -> &Ruling {
    match body(acts) {
        Body::Verdict(verdict) => &verdict.ruling,
        other => panic!("{other:?}"),
    }
}

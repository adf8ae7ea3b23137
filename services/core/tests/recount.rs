//! Another calendar comes into force: running terms are counted again, and both ends learn it by a letter.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    calendar::{Calendar, Standing},
    decide::Act,
    due::Due,
    event::Event,
    letter::{
        Body,
        body::{Recount, Recounted, RemindStage},
    },
    referral::{Duty, Side, Stage},
    time::Timestamp,
};
use duijie_testkit::{
    TwoDesks, sample,
    sample::{beijing, calendar_with},
    steps,
    two_desks::body,
};

/// Friday 3 April, on whose eve the month of the sample ends, and the Thursday itself are days off.
fn april_off() -> Calendar {
    calendar_with("2026-b", Standing::Noticed, &[(4, 2), (4, 3)])
}

/// The day on which 签收 is due in the sample is off.
fn tuesday_off() -> Calendar {
    calendar_with("2026-b", Standing::Noticed, &[(3, 3)])
}

#[track_caller]
fn due(desks: &TwoDesks, duty: Duty) -> Due {
    let [here, there] = [&desks.sender, &desks.receiver]
        .map(|desk| desk.referral().deadline(duty).map(|deadline| deadline.due.clone()).unwrap());
    assert_eq!(here, there, "the ends differ");
    here
}

#[track_caller]
fn recount(acts: &[Act]) -> &Recount {
    let Body::Recount(recount) = body(acts) else { panic!("no recount: {acts:?}") };
    recount
}

/// Accepted, with another calendar in force at the receiver and everything delivered.
fn moved(calendar: Calendar) -> TwoDesks {
    let mut desks = TwoDesks::at(Stage::Accepted);
    drop(desks.recount(Side::Receiver, calendar));
    desks.settle();
    desks
}

#[test]
fn a_festival_at_its_end_moves_a_handling_term_later_at_both_ends() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    let acts = desks.recount(Side::Receiver, april_off());
    let told = recount(&acts);
    assert_eq!((told.of, told.told), (Recounted::Duty(Duty::Handle), beijing(2026, 4, 3, 0)));
    desks.settle();
    let due = due(&desks, Duty::Handle);
    // Thursday 2 and Friday 3 April are off and the weekend follows, so the month ends on Monday the 6th.
    assert_eq!((due.due, &*due.calendar_version), (beijing(2026, 4, 7, 0), "2026-b"));
    desks.agree_on(Stage::Accepted);
}

#[test]
fn without_the_festival_the_handling_term_comes_back_to_where_it_was() {
    let mut desks = moved(april_off());
    drop(desks.recount(Side::Receiver, sample::calendar()));
    desks.settle();
    assert_eq!(due(&desks, Duty::Handle).due, beijing(2026, 4, 3, 0));
}

#[test]
fn a_calendar_that_moves_nothing_writes_nothing() {
    let mut desks = moved(april_off());
    assert_eq!(desks.recount(Side::Receiver, april_off()), []);
    // What the peer owes is the peer's to tell.
    assert_eq!(desks.recount(Side::Sender, sample::calendar()), []);
}

#[test]
fn a_term_of_签收_moves_later_and_never_earlier() {
    let mut desks = TwoDesks::at(Stage::Arrived);
    drop(desks.recount(Side::Receiver, tuesday_off()));
    desks.settle();
    assert_eq!(due(&desks, Duty::Acknowledge).due, beijing(2026, 3, 5, 0));
    assert_eq!(desks.recount(Side::Receiver, sample::calendar()), []);
    assert_eq!(due(&desks, Duty::Acknowledge).due, beijing(2026, 3, 5, 0));
}

#[test]
fn a_term_of_签收_that_has_passed_does_not_move() {
    let mut desks = TwoDesks::at(Stage::Arrived);
    desks.clock(beijing(2026, 3, 4, 0));
    assert_eq!(desks.recount(Side::Receiver, tuesday_off()), []);
}

#[test]
fn a_recount_decided_in_time_counts_although_it_arrives_after_the_old_instant() {
    let mut desks = TwoDesks::at(Stage::Arrived);
    drop(desks.recount(Side::Receiver, tuesday_off()));
    desks.clock(beijing(2026, 3, 4, 9));
    // The statement proves silence only to who has every letter it counts.
    let said = desks.statement(Side::Receiver);
    assert_eq!(desks.lapse_by(said), None);
    desks.settle();
    assert_eq!(desks.lapse(), None);
    desks.receiver(steps::acknowledge()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Acknowledged);
}

#[test]
fn a_notice_that_comes_out_makes_a_provisional_date_certain_without_moving_it() {
    let mut desks = moved(calendar_with("unannounced", Standing::StatutoryOnly, &[]));
    assert!(due(&desks, Duty::Handle).provisional);
    drop(desks.recount(Side::Receiver, sample::calendar()));
    desks.settle();
    let due = due(&desks, Duty::Handle);
    assert_eq!((due.due, due.provisional), (beijing(2026, 4, 3, 0), false));
}

#[test]
fn the_right_to_object_gets_the_day_that_became_a_holiday() {
    let mut desks = TwoDesks::new();
    desks.refer(steps::refer_petition()).unwrap();
    desks.settle();
    let until = |desks: &TwoDesks, side| desks.desk(side).referral().object_due.as_ref().map(|due| due.due).unwrap();
    let before = until(&desks, Side::Receiver);
    // 签收 is due earlier than the right to object, and the festival lies behind it.
    drop(desks.recount(Side::Receiver, calendar_with("2026-b", Standing::Noticed, &[(3, 6)])));
    desks.settle();
    assert_eq!((before, until(&desks, Side::Receiver)), (beijing(2026, 3, 10, 0), beijing(2026, 3, 11, 0)));
    assert_eq!(until(&desks, Side::Sender), until(&desks, Side::Receiver));
}

#[test]
fn pauses_stay_in_the_count() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.clock(beijing(2026, 3, 9, 9));
    desks.receiver(steps::suspend()).unwrap();
    desks.clock(beijing(2026, 3, 14, 9));
    desks.receiver(steps::resume()).unwrap();
    desks.settle();
    // Five days after Thursday 2 April is Tuesday the 7th.
    assert_eq!(due(&desks, Duty::Handle).due, beijing(2026, 4, 8, 0));
    drop(desks.recount(Side::Receiver, calendar_with("2026-b", Standing::Noticed, &[(4, 7)])));
    desks.settle();
    assert_eq!(due(&desks, Duty::Handle).due, beijing(2026, 4, 9, 0));
}

#[test]
fn a_term_that_stands_still_is_counted_without_its_open_pause() {
    let mut desks = TwoDesks::at(Stage::Suspended);
    drop(desks.recount(Side::Receiver, april_off()));
    desks.settle();
    assert_eq!(due(&desks, Duty::Handle).due, beijing(2026, 4, 7, 0));
    desks.agree_on(Stage::Suspended);
}

#[test]
fn an_extended_term_begins_where_the_moved_one_ends() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.receiver(steps::extend(&["甲", "乙"])).unwrap();
    desks.settle();
    assert_eq!(due(&desks, Duty::Handle).due, beijing(2026, 5, 5, 0));
    drop(desks.recount(Side::Receiver, april_off()));
    desks.settle();
    let due = due(&desks, Duty::Handle);
    // Thirty days from Monday 6 April end on Wednesday 6 May.
    assert_eq!((due.started_at.beijing_date(), due.due), (sample_date(6), beijing(2026, 5, 7, 0)));
    assert_eq!(desks.receiver.recount(), []);
}

fn sample_date(day: i8) -> duijie_core::time::Date {
    duijie_core::time::Date::constant(2026, 4, day)
}

#[test]
fn a_term_never_moves_past_the_parents() {
    let limit = beijing(2026, 4, 4, 0);
    let mut desks = TwoDesks::at(Stage::Sent);
    let Body::Refer(refer) = &mut desks.sender.sent[0].body else { panic!("no referral") };
    refer.not_after = Some(limit);
    desks.settle();
    for step in [steps::acknowledge(), steps::accept()] {
        desks.receiver(step).unwrap();
    }
    desks.settle();
    drop(desks.recount(Side::Receiver, april_off()));
    assert_eq!(desks.receiver.referral().deadline(Duty::Handle).unwrap().due.due, limit);
}

#[test]
fn what_had_passed_and_lies_ahead_again_runs_again() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.clock(beijing(2026, 4, 3, 9));
    assert!(matches!(desks.wake(Side::Receiver, Duty::Handle)[..], [Act::Happen(Event::DeadlineFired { .. })]));
    assert_eq!(reminder(&desks.wake(Side::Sender, Duty::Handle)), RemindStage::Due);
    drop(desks.recount(Side::Receiver, april_off()));
    desks.settle();
    assert_eq!((desks.wake(Side::Receiver, Duty::Handle), desks.wake(Side::Sender, Duty::Handle)), (vec![], vec![]));
    desks.clock(beijing(2026, 4, 7, 0));
    assert_eq!(desks.wake(Side::Receiver, Duty::Handle).len(), 1);
    assert_eq!(reminder(&desks.wake(Side::Sender, Duty::Handle)), RemindStage::Due);
}

fn reminder(acts: &[Act]) -> RemindStage {
    let Body::Remind(remind) = body(acts) else { panic!("no reminder: {acts:?}") };
    remind.stage
}

#[test]
fn a_recount_that_crosses_the_end_of_its_referral_moves_nothing() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    drop(desks.recount(Side::Receiver, april_off()));
    desks.sender(steps::recall_by_order()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Recalled);
}

#[test]
fn a_recount_of_another_instant_than_the_one_told_moves_nothing() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    let stale: Timestamp = beijing(2026, 4, 2, 0);
    let [Act::Send(draft)] = &mut desks.recount(Side::Receiver, april_off())[..] else { panic!("no letter") };
    let Body::Recount(recount) = &mut draft.body else { panic!("no recount") };
    recount.told = stale;
    let mut letter = desks.receiver.sent.last().unwrap().clone();
    letter.body = draft.body.clone();
    let before = desks.sender.referral().deadline(Duty::Handle).cloned();
    desks.sender.receive(&letter);
    assert_eq!(desks.sender.referral().deadline(Duty::Handle).cloned(), before);
}

#[test]
fn a_late_signature_that_is_taken_up_is_counted_with_the_calendar_of_then() {
    let mut desks = TwoDesks::at(Stage::Arrived);
    desks.clock(beijing(2026, 3, 4, 9));
    desks.receiver(steps::acknowledge()).unwrap();
    // 受理 was counted to Monday the 9th, which is a holiday by now.
    drop(desks.recount(Side::Receiver, calendar_with("2026-b", Standing::Noticed, &[(3, 9)])));
    desks.settle();
    desks.agree_on(Stage::Acknowledged);
    assert_eq!(due(&desks, Duty::Accept).due, beijing(2026, 3, 11, 0));
}

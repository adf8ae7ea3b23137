//! What the passing of time does besides lapse: the waiting desk reminds, the owing desk records, each once.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    decide::Act,
    due::last_day,
    event::Event,
    letter::{Body, body::RemindStage},
    purpose::Purpose,
    referral::{DeadlineStatus, Duty, Side, Stage},
    term::{BasisKind, Reminder, basis, workdays},
    terms_common,
    time::Timestamp,
};
use duijie_testkit::{
    TwoDesks,
    sample::{self, beijing},
    steps::{acknowledge, conclude, confirm, extend, override_lapse, refer, resume, take_offer},
    two_desks::body,
};
use std::time::Duration;

#[test]
fn the_sender_reminds_at_half_term_and_at_the_due_instant_once_each() {
    // D30
    let mut desks = TwoDesks::at(Stage::Arrived);
    assert_eq!(desks.wake(Side::Sender, Duty::Acknowledge), vec![], "not before half term");
    desks.clock(beijing(2026, 3, 3, 5));
    assert_eq!(stage_of(&desks.wake(Side::Sender, Duty::Acknowledge)), RemindStage::Half);
    assert_eq!(desks.wake(Side::Sender, Duty::Acknowledge), vec![]);
    desks.clock(beijing(2026, 3, 4, 0));
    assert_eq!(stage_of(&desks.wake(Side::Sender, Duty::Acknowledge)), RemindStage::Due);
    assert_eq!(desks.wake(Side::Sender, Duty::Acknowledge), vec![]);
    desks.settle();
    assert_eq!(desks.receiver.referral().reminders, 2);
}

#[test]
fn half_of_a_term_four_fifths_of_it_its_last_working_day_and_its_end_are_reminded_of_once_each() {
    // D30. The month from Monday 2 March 9:00 ends on Thursday 2 April at 24:00.
    let mut desks = TwoDesks::at(Stage::Accepted);
    let steps = [
        (RemindStage::Half, beijing(2026, 3, 18, 4).plus(Duration::from_secs(1800))),
        (RemindStage::Early, beijing(2026, 3, 27, 16).plus(Duration::from_secs(720))),
        (RemindStage::LastDay, beijing(2026, 4, 2, 0)),
        (RemindStage::Due, beijing(2026, 4, 3, 0)),
    ];
    for (stage, at) in steps {
        desks.clock_of(Side::Sender, at.minus(Duration::from_micros(1)));
        assert_eq!(desks.wake(Side::Sender, Duty::Handle), vec![], "not before: {stage:?}");
        desks.clock_of(Side::Sender, at);
        let acts = desks.wake(Side::Sender, Duty::Handle);
        let Body::Remind(remind) = body(&acts) else { panic!("{acts:?}") };
        assert_eq!((remind.stage, remind.at), (stage, Some(at)));
        assert_eq!(desks.wake(Side::Sender, Duty::Handle), vec![], "once: {stage:?}");
    }
}

#[test]
fn of_reminders_before_the_end_that_were_missed_only_the_newest_is_sent() {
    // D23
    for (at, stage) in [((2026, 3, 30, 9), RemindStage::Early), ((2026, 4, 2, 9), RemindStage::LastDay)] {
        let mut desks = TwoDesks::at(Stage::Accepted);
        desks.clock(beijing(at.0, at.1, at.2, at.3));
        assert_eq!(stage_of(&desks.wake(Side::Sender, Duty::Handle)), stage);
        assert_eq!(climbed(&desks.wake(Side::Receiver, Duty::Handle)).0, stage);
        for side in [Side::Sender, Side::Receiver] {
            assert_eq!(desks.wake(side, Duty::Handle), vec![], "{stage:?}");
        }
    }
}

#[test]
fn a_term_that_ends_on_a_rest_day_is_reminded_of_on_the_working_day_before() {
    // Without a roll the month from Thursday 2 April ends on Saturday 2 May.
    let mut desks = TwoDesks::at(Stage::Acknowledged);
    for term in &mut desks.receiver.rules.terms {
        term.roll = duijie_core::term::Roll::None;
    }
    desks.clock(beijing(2026, 4, 2, 9));
    desks.receiver(duijie_testkit::steps::accept()).unwrap();
    desks.settle();
    let due = desks.receiver.referral().deadline(Duty::Handle).unwrap().due.due;
    assert_eq!(due, beijing(2026, 5, 3, 0));
    desks.clock(beijing(2026, 5, 1, 0));
    assert_eq!(climbed(&desks.wake(Side::Receiver, Duty::Handle)), (RemindStage::LastDay, beijing(2026, 5, 1, 0)));
}

#[test]
fn after_downtime_only_the_last_reminder_is_sent() {
    // D23
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.clock(beijing(2026, 5, 4, 9));
    assert_eq!(stage_of(&desks.wake(Side::Sender, Duty::Handle)), RemindStage::Red);
    assert_eq!(desks.wake(Side::Sender, Duty::Handle), vec![]);
}

#[test]
fn nobody_is_reminded_of_a_duty_that_is_done_or_over() {
    // D30, D31
    for stage in [Stage::Concluded, Stage::Confirmed, Stage::Declined, Stage::Lapsed, Stage::Recalled, Stage::Withdrawn]
    {
        let mut desks = TwoDesks::at(stage);
        desks.clock(beijing(2026, 5, 4, 9));
        assert_eq!(desks.wake_all(Side::Sender), vec![], "{stage:?}");
    }
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.clock(beijing(2026, 5, 4, 9));
    for duty in [Duty::Acknowledge, Duty::Accept] {
        assert_eq!(desks.wake(Side::Sender, duty), vec![]);
        assert_eq!(desks.wake(Side::Receiver, duty), vec![]);
    }
}

#[test]
fn who_owes_a_duty_records_once_that_it_was_not_done() {
    // D23
    for (stage, side, duty) in [
        (Stage::Arrived, Side::Receiver, Duty::Acknowledge),
        (Stage::Acknowledged, Side::Receiver, Duty::Accept),
        (Stage::Accepted, Side::Receiver, Duty::Handle),
        (Stage::Objected, Side::Sender, Duty::AnswerObjection),
    ] {
        fires_once(&mut TwoDesks::at(stage), side, duty);
    }
}

#[test]
fn an_extended_term_fires_at_its_new_end() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    let told = desks.receiver.referral().deadline(Duty::Handle).unwrap().due.due;
    desks.receiver(extend(&["甲", "乙"])).unwrap();
    desks.settle();
    assert!(desks.receiver.referral().deadline(Duty::Handle).unwrap().due.due > told);
    desks.clock_of(Side::Receiver, told);
    fires_once(&mut desks, Side::Receiver, Duty::Handle);
}

/// Climbs the whole ladder by one of its own duties: each step once, and not before its time. That the deadline alone is
/// enough to say so, the desk of these tests compares at every wake-up.
fn fires_once(desks: &mut TwoDesks, side: Side, duty: Duty) {
    let deadline = desks.desk(side).referral().deadline(duty).unwrap().clone();
    let due = deadline.due.due;
    let referral = desks.desk(side).referral().id.clone();
    let mut stages = vec![RemindStage::Due, RemindStage::Yellow, RemindStage::Red];
    if deadline.climb.stage.is_none() {
        let early = deadline.wake().unwrap();
        assert!(early.at < due && early.stage == RemindStage::Early);
        assert_eq!(desks.wake(side, duty), vec![], "not before");
        desks.clock_of(side, early.at);
        assert_eq!(climbed(&desks.wake(side, duty)), (RemindStage::Early, early.at));
        // All of these terms end on working days.
        if Timestamp::beijing_midnight(last_day(due)) > early.at {
            stages.insert(0, RemindStage::LastDay);
        }
    }
    for stage in stages {
        let wake = desks.desk(side).referral().deadline(duty).unwrap().wake().unwrap();
        assert_eq!(wake.stage, stage);
        desks.clock_of(side, wake.at.minus(Duration::from_micros(1)));
        assert_eq!(desks.wake(side, duty), vec![], "not before");
        desks.clock_of(side, wake.at);
        let acts = desks.wake(side, duty);
        assert_eq!(climbed(&acts), (stage, wake.at));
        let fires = matches!(&acts[..], [Act::Happen(Event::DeadlineFired { referral: of, due: passed, .. })]
            if (of, *passed) == (&referral, due));
        assert_eq!(fires, stage == RemindStage::Due, "it fires at its due instant alone");
        assert_eq!(desks.wake(side, duty), vec![], "once");
    }
    let yellow_and_red = [2, 5].map(|days| {
        let period = workdays(days);
        let counting = terms_common::ds05().counted_as(period, terms_common::ds05().basis);
        duijie_core::due::ends(&counting, due.minus(Duration::from_micros(1)), &desks.desk(side).calendar).due
    });
    assert_eq!(desks.desk(side).now, yellow_and_red[1]);
    assert!(yellow_and_red[0] < yellow_and_red[1]);
}

#[track_caller]
fn climbed(acts: &[Act]) -> (RemindStage, Timestamp) {
    match acts {
        [Act::Happen(Event::DeadlineFired { climbed, .. } | Event::DeadlineClimbed { climbed, .. })] => {
            (climbed.stage, climbed.at)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn after_downtime_the_owing_desk_takes_only_the_highest_step_with_its_true_time() {
    // D23
    let mut desks = TwoDesks::at(Stage::Accepted);
    let due = desks.receiver.referral().deadline(Duty::Handle).unwrap().due.due;
    desks.clock(beijing(2026, 6, 30, 9));
    let acts = desks.wake(Side::Receiver, Duty::Handle);
    let [Act::Happen(Event::DeadlineFired { due: passed, climbed, .. })] = &acts[..] else { panic!("{acts:?}") };
    // The month ends on Thursday 2 April; five working days later is Thursday the 9th.
    assert_eq!((*passed, climbed.stage, climbed.at), (due, RemindStage::Red, beijing(2026, 4, 10, 0)));
    assert_eq!(desks.wake(Side::Receiver, Duty::Handle), vec![]);
}

#[test]
fn the_officer_who_handles_it_is_told_and_before_that_nobody_in_particular() {
    // D31
    let told = |stage, duty| {
        let mut desks = TwoDesks::at(stage);
        desks.clock(beijing(2026, 6, 30, 9));
        let acts = desks.wake(Side::Receiver, duty);
        let [Act::Happen(Event::DeadlineFired { climbed, .. })] = &acts[..] else { panic!("{acts:?}") };
        let climb = &desks.receiver.referral().deadline(duty).unwrap().climb;
        assert_eq!((&climb.told, climb.stage), (&climbed.told, Some(RemindStage::Red)));
        climbed.told.as_ref().map(|officer| officer.as_str().to_owned())
    };
    assert_eq!(told(Stage::Arrived, Duty::Acknowledge), None);
    assert_eq!(told(Stage::Accepted, Duty::Handle), Some("王某".to_owned()));
}

#[test]
fn the_ladder_stops_when_the_duty_is_done_between_two_steps() {
    // D31
    let mut desks = TwoDesks::at(Stage::Accepted);
    let due = desks.receiver.referral().deadline(Duty::Handle).unwrap().due.due;
    desks.clock(due);
    assert_eq!(desks.wake(Side::Receiver, Duty::Handle).len(), 1);
    assert_eq!(stage_of(&desks.wake(Side::Sender, Duty::Handle)), RemindStage::Due);
    desks.settle();
    desks.receiver(conclude()).unwrap();
    desks.settle();
    desks.clock(beijing(2026, 6, 30, 9));
    for side in [Side::Receiver, Side::Sender] {
        assert_eq!(desks.wake(side, Duty::Handle), vec![]);
    }
}

#[test]
fn the_waiting_desk_reminds_at_the_yellow_and_the_red_card_and_reports_to_who_supervises_the_peer() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    let supervisor = sample::agency("320102.oversight");
    desks.sender.supervisors.insert(sample::bureau(), supervisor.clone());
    let due = desks.sender.referral().deadline(Duty::Handle).unwrap().due.due;
    desks.clock(due);
    assert_eq!(stage_of(&desks.wake(Side::Sender, Duty::Handle)), RemindStage::Due);
    desks.clock(beijing(2026, 4, 7, 0));
    assert_eq!(stage_of(&desks.wake(Side::Sender, Duty::Handle)), RemindStage::Yellow);
    desks.clock(beijing(2026, 4, 10, 0));
    let acts = desks.wake(Side::Sender, Duty::Handle);
    let [Act::Send(reminder), Act::Send(report)] = &acts[..] else { panic!("{acts:?}") };
    let (Body::Remind(remind), Body::Refer(refer)) = (&reminder.body, &report.body) else { panic!("{acts:?}") };
    assert_eq!((remind.stage, &report.to), (RemindStage::Red, &supervisor));
    let Purpose::Supervision(supervision) = &refer.purpose else { panic!("{refer:?}") };
    assert_eq!((&supervision.agency, supervision.about.as_ref()), (&sample::bureau(), Some(&reminder.referral)));
    assert_eq!(supervision.missed.as_ref().map(|missed| (missed.duty, missed.due)), Some((Duty::Handle, due)));
    assert_eq!(desks.wake(Side::Sender, Duty::Handle), vec![], "once");
}

#[test]
fn nobody_reports_where_nobody_supervises() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.clock(beijing(2026, 6, 30, 9));
    assert_eq!(stage_of(&desks.wake(Side::Sender, Duty::Handle)), RemindStage::Red);
}

#[test]
fn a_suspension_that_nobody_looks_at_climbs_by_itself_until_it_ends() {
    let mut desks = TwoDesks::at(Stage::Suspended);
    let wake = |desks: &TwoDesks, side| desks.desk(side).referral().deadline(Duty::Handle).unwrap().wake();
    // Thirty days from Monday 2 March end on Wednesday 1 April.
    for side in [Side::Receiver, Side::Sender] {
        assert_eq!(wake(&desks, side).map(|wake| wake.at), Some(beijing(2026, 4, 2, 0)));
    }
    desks.clock(beijing(2026, 4, 2, 0));
    assert_eq!(climbed(&desks.wake(Side::Receiver, Duty::Handle)), (RemindStage::Suspended, beijing(2026, 4, 2, 0)));
    assert_eq!(stage_of(&desks.wake(Side::Sender, Duty::Handle)), RemindStage::Suspended);
    desks.settle();
    desks.clock(beijing(2026, 4, 9, 0));
    let acts = desks.wake(Side::Receiver, Duty::Handle);
    assert!(matches!(&acts[..], [Act::Happen(Event::DeadlineClimbed { .. })]), "no due instant has passed: {acts:?}");
    assert_eq!(climbed(&acts), (RemindStage::Red, beijing(2026, 4, 9, 0)));
    assert_eq!(stage_of(&desks.wake(Side::Sender, Duty::Handle)), RemindStage::Red);
    desks.settle();
    desks.receiver(resume()).unwrap();
    desks.settle();
    let deadline = desks.receiver.referral().deadline(Duty::Handle).unwrap();
    assert_eq!((deadline.review.is_none(), deadline.fired_at), (true, None));
    assert_eq!(deadline.wake().map(|wake| wake.stage), Some(RemindStage::Early), "the term itself has taken no step");
}

#[test]
fn a_result_that_reached_the_sender_meets_the_duty_to_report() {
    let mut desks = TwoDesks::at(Stage::Concluded);
    desks.clock(beijing(2026, 3, 9, 9));
    let referral = desks.receiver.referral().id.clone();
    assert_eq!(desks.wake(Side::Receiver, Duty::FeedBack), vec![Act::Happen(Event::FedBack { referral })]);
    assert_eq!(desks.wake(Side::Receiver, Duty::FeedBack), vec![]);
    let met = DeadlineStatus::Met { at: beijing(2026, 3, 9, 9) };
    assert_eq!(desks.receiver.referral().deadline(Duty::FeedBack).unwrap().status, met);
}

#[test]
fn a_result_that_did_not_reach_the_sender_fires_once_and_is_met_by_the_signature() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.receiver(conclude()).unwrap();
    desks.clock(beijing(2026, 3, 9, 9));
    let acts = desks.wake(Side::Receiver, Duty::FeedBack);
    assert!(matches!(&acts[..], [Act::Happen(Event::DeadlineFired { duty: Duty::FeedBack, .. })]), "{acts:?}");
    assert_eq!(desks.wake(Side::Receiver, Duty::FeedBack), vec![]);
    desks.settle();
    desks.sender(confirm()).unwrap();
    desks.settle();
    let status = desks.receiver.referral().deadline(Duty::FeedBack).unwrap().status;
    assert_eq!(status, DeadlineStatus::Met { at: beijing(2026, 3, 9, 9) });
}

#[test]
fn a_term_that_fired_does_not_fire_again_when_the_referral_is_taken_up_again() {
    let mut desks = TwoDesks::at(Stage::Arrived);
    desks.receiver(acknowledge()).unwrap();
    desks.sender(override_lapse()).unwrap();
    desks.clock(beijing(2026, 3, 9, 9));
    assert_eq!(desks.wake(Side::Receiver, Duty::Accept).len(), 1);
    desks.settle();
    desks.sender(take_offer()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Acknowledged);
    assert_eq!(desks.wake(Side::Receiver, Duty::Accept), vec![]);
}

#[test]
fn a_desk_that_does_not_know_the_referral_is_woken_for_nothing() {
    let mut desks = TwoDesks::at(Stage::Sent);
    desks.clock(beijing(2026, 5, 4, 9));
    for duty in Duty::ALL {
        assert_eq!(desks.wake(Side::Sender, duty), vec![]);
        assert_eq!(desks.wake(Side::Receiver, duty), vec![]);
    }
}

#[track_caller]
fn stage_of(acts: &[Act]) -> RemindStage {
    match body(acts) {
        Body::Remind(remind) => remind.stage,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_stricter_local_length_reminds_and_the_legal_one_lapses() {
    // D36
    let mut desks = TwoDesks::new();
    let term = desks.receiver.rules.terms.iter_mut().find(|term| term.rule == terms_common::DECIDE).unwrap();
    term.remind = Some(Reminder { period: workdays(1), basis: basis(BasisKind::Local, "某县办法第5条") });
    desks.refer(refer()).unwrap();
    desks.settle();
    desks.receiver(acknowledge()).unwrap();
    desks.settle();
    let accept = desks.sender.referral().deadline(Duty::Accept).unwrap().due.clone();
    assert_eq!((accept.remind_by, accept.due), (Some(beijing(2026, 3, 4, 0)), beijing(2026, 3, 6, 0)));
    desks.clock(beijing(2026, 3, 4, 0));
    let acts = desks.wake(Side::Sender, Duty::Accept);
    let Body::Remind(remind) = body(&acts) else { panic!("{acts:?}") };
    assert_eq!((remind.stage, remind.due), (RemindStage::Local, beijing(2026, 3, 4, 0)));
    assert_eq!(desks.lapse(), None, "what the law attaches to the end waits for it");
    let warned = desks.wake(Side::Receiver, Duty::Accept);
    assert_eq!(climbed(&warned), (RemindStage::Early, beijing(2026, 3, 4, 0)), "it is not overdue, only warned of");
    assert_eq!(desks.wake(Side::Sender, Duty::Accept), vec![], "once");
    desks.clock(beijing(2026, 3, 6, 0));
    assert_eq!(stage_of(&desks.wake(Side::Sender, Duty::Accept)), RemindStage::Due, "and the legal end wakes again");
    assert!(desks.lapse().is_some());
}

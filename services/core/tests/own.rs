//! Deadlines of an agency's own: what may be started, how they run side by side, end and follow each other.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    calendar::{Calendar, Standing, YearTable},
    command::{Command, OwnStep},
    decide::Act,
    event::{Event, OwnEvent},
    letter::{
        Body,
        body::{ExtensionGround, PartyConsent, RemindStage},
    },
    matter::own::{EndedBy, Ending},
    outcome::SuspendReason,
    purpose::Purpose,
    referral::{DeadlineStatus, Duty, Owed},
    terms_common,
    time::Timestamp,
};
use duijie_testkit::{
    desk::code,
    own::{OwnClock, at},
    sample::{self, material, text},
};
use std::time::Duration;

const MICRO: Duration = Duration::from_micros(1);

#[test]
fn several_run_side_by_side_and_one_at_most_under_each_rule() {
    let mut clock = OwnClock::sample();
    for rule in ["AA01", "AA05", "AA06"] {
        clock.start(rule).unwrap();
        assert_eq!(code(clock.start(rule)), "ALREADY_RUNNING");
    }
    let ids: Vec<_> = clock.matter().own.iter().map(|own| own.id.to_string()).collect();
    assert_eq!(ids, ["matter-1-d1", "matter-1-d2", "matter-1-d3"]);
    let own = clock.newest("AA05");
    assert_eq!((own.deadline.duty, own.deadline.owed), (Duty::Own, Owed::ByUs));
    assert_eq!(own.officer, Some(text("王某")));
    clock.end("AA05", Ending::Done).unwrap();
    clock.start("AA05").unwrap();
    assert_eq!(clock.running(), ["AA01", "AA06", "AA05"]);
}

#[test]
fn one_begins_with_the_event_that_starts_it_and_never_with_one_to_come() {
    let mut clock = OwnClock::sample();
    clock.start_with("AA05", None, Some(at("2026-02-20"))).unwrap();
    assert_eq!(clock.due("AA05"), "2026-03-23 24:00", "thirty days end on a Sunday");
    let tomorrow = Some(at("2026-03-03"));
    assert_eq!(code(clock.start_with("AA06", None, tomorrow)), "NOT_YET");
    let step = |at| OwnStep::End { ending: Ending::Done, at: Some(at), text: None, evidence: None };
    assert_eq!(code(clock.ask("AA05", step(at("2026-03-03")))), "NOT_YET");
    assert_eq!(code(clock.ask("AA05", step(at("2026-02-19")))), "BEFORE_START");
    clock.ask("AA05", step(at("2026-02-25"))).unwrap();
    assert_eq!(clock.newest("AA05").deadline.status, DeadlineStatus::Met { at: at("2026-02-25") });
}

#[test]
fn only_what_this_agency_can_count_is_started() {
    let mut clock = OwnClock::sample();
    assert_eq!(code(clock.start("AA07")), "NOT_COUNTABLE");
    assert_eq!(code(clock.start("ZZ01")), "TERM_NOT_LOADED");
    assert_eq!(code(clock.start_with("AA01", Some("short"), None)), "NO_SUCH_VARIANT");
    clock.start_with("AA05", Some("short"), None).unwrap();
    assert_eq!(clock.due("AA05"), "2026-03-12 24:00");
}

#[test]
fn an_ending_begins_what_follows_it_at_the_same_instant_in_the_same_record() {
    let mut clock = OwnClock::sample();
    clock.start("AA05").unwrap();
    clock.start("AA01").unwrap();
    clock.on("2026-03-04");
    let acts = clock.end("AA01", Ending::Failed).unwrap();
    let what = |act: &Act| match act {
        Act::Happen(Event::Own { what, .. }) => match &**what {
            OwnEvent::Started { due, .. } => format!("{} from {}", due.rule, due.started_at),
            OwnEvent::Ended { at, by: EndedBy::Successor, .. } => format!("replaced at {at}"),
            OwnEvent::Ended { at, .. } => format!("ended at {at}"),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    let told: Vec<_> = acts.iter().map(what).collect();
    let now = "2026-03-04T10:00:00+08:00";
    let expected = ["ended at {}", "AA02 from {}", "replaced at {}", "AA03 from {}"].map(|it| it.replace("{}", now));
    assert_eq!(told, expected);
    let (first, last) = (clock.newest("AA01"), clock.newest("AA03"));
    assert_eq!((last.follows.as_ref(), clock.running()), (Some(&first.id), vec!["AA02".into(), "AA03".into()]));
}

#[test]
fn dropping_one_begins_nothing_and_done_is_not_failed() {
    for ending in [Ending::Dropped, Ending::Done] {
        let mut clock = OwnClock::sample();
        clock.start("AA01").unwrap();
        clock.end("AA01", ending).unwrap();
        assert!(clock.running().is_empty(), "{ending:?}");
        assert_eq!(code(clock.end("AA01", ending)), "DEADLINE_ENDED");
    }
}

#[test]
fn a_sequence_that_has_come_to_its_end_does_not_begin_again() {
    let mut clock = OwnClock::sample();
    clock.start("AA01").unwrap();
    clock.end("AA01", Ending::Failed).unwrap();
    clock.end("AA02", Ending::Failed).unwrap();
    assert_eq!(clock.running(), ["AA03"]);
    for rule in ["AA01", "AA02", "AA04"] {
        let refusal = clock.start(rule).unwrap_err();
        assert_eq!((refusal.code.as_str(), refusal.basis.as_deref()), ("TRIED_TWICE", Some("《某规定》第9条")));
    }
}

#[test]
fn one_fires_once_at_its_due_instant_and_stays_until_it_is_ended() {
    let mut clock = OwnClock::sample();
    clock.start("AA06").unwrap();
    let due = clock.newest("AA06").deadline.due.clone();
    assert!(due.remind_by.is_some(), "the stricter rule is told");
    let stage = |clock: &OwnClock| clock.newest("AA06").deadline.climb.stage;
    clock.desk.now = due.remind_by.unwrap();
    assert_eq!((clock.wake_all().len(), stage(&clock)), (1, Some(RemindStage::Early)), "the stricter rule warns");
    clock.desk.now = Timestamp::from_micros(due.due.as_micros() - 1);
    assert_eq!((clock.wake_all().len(), stage(&clock)), (1, Some(RemindStage::LastDay)));
    assert!(clock.wake_all().is_empty());
    clock.desk.now = due.due;
    assert_eq!((clock.wake_all().len(), stage(&clock)), (1, Some(RemindStage::Due)));
    assert_eq!(clock.newest("AA06").deadline.fired_at, Some(due.due));
    assert_eq!(clock.wake_all().len(), 0);
    assert!(clock.newest("AA06").deadline.overdue(due.due));
    clock.end("AA06", Ending::Done).unwrap();
    assert!(!clock.newest("AA06").deadline.overdue(due.due.plus(MICRO)));
}

#[test]
fn one_follows_a_calendar_that_changes_either_way_and_then_stays_as_told() {
    let mut clock = OwnClock::sample();
    clock.start("AA06").unwrap();
    let told = clock.newest("AA06").deadline.due.due;
    let last = duijie_core::due::last_day(told);
    let holiday = YearTable {
        year: last.year(),
        standing: Standing::Noticed,
        off_days: vec![(last, "某节".to_owned())],
        makeup_workdays: Vec::new(),
    };
    let as_it_was = std::mem::replace(&mut clock.desk.calendar, Calendar::new("corrected", &[holiday]).unwrap());
    assert_eq!(clock.desk.recount_own().len(), 1);
    assert!(clock.newest("AA06").deadline.due.due > told, "it rolls off the new holiday");
    assert_eq!(clock.desk.recount_own(), vec![], "once");
    clock.desk.calendar = as_it_was;
    assert_eq!(clock.desk.recount_own().len(), 1);
    assert_eq!(clock.newest("AA06").deadline.due.due, told);
}

#[test]
fn one_stands_still_only_for_what_its_rule_names_and_for_what_nobody_can_help() {
    let mut clock = OwnClock::sample();
    clock.start("AA05").unwrap();
    clock.start("AA06").unwrap();
    let refusal = clock.suspend("AA05", SuspendReason::Hearing).unwrap_err();
    assert_eq!((refusal.code.as_str(), refusal.basis.as_deref()), ("SUSPENSION_NOT_PROVIDED", Some("《某规定》第8条")));
    assert_eq!(code(clock.suspend("AA06", SuspendReason::Appraisal)), "SUSPENSION_NOT_PROVIDED");
    clock.suspend("AA06", SuspendReason::ForceMajeure).unwrap();
    clock.suspend("AA05", SuspendReason::Appraisal).unwrap();
    assert_eq!(code(clock.extend("AA05", 5)), "DEADLINE_SUSPENDED");
    assert_eq!(code(clock.suspend("AA05", SuspendReason::Appraisal)), "DEADLINE_SUSPENDED");
    clock.on("2026-06-01");
    assert!(clock.wake_all().is_empty(), "what stands still does not fire");
    clock.resume("AA05").unwrap();
    // 1 April and the 91 days from 2 March to 31 May.
    assert_eq!(clock.due("AA05"), "2026-07-01 24:00");
    assert_eq!(code(clock.resume("AA05")), "NOT_SUSPENDED");
}

#[test]
fn one_that_has_passed_neither_stands_still_nor_grows() {
    let mut clock = OwnClock::sample();
    clock.start("AA05").unwrap();
    clock.on("2026-04-02");
    assert_eq!(code(clock.suspend("AA05", SuspendReason::Appraisal)), "TERM_ENDED");
    assert_eq!(code(clock.extend("AA05", 5)), "TERM_ENDED");
}

#[test]
fn an_extension_needs_the_word_that_the_rule_asks_for() {
    let mut clock = OwnClock::sample();
    clock.start("AA05").unwrap();
    let consent = |party| PartyConsent { party: text(party), evidence: material("同意书") };
    let ground = ExtensionGround::Consent(vec![consent("甲"), consent("乙")]);
    assert_eq!(code(clock.ask("AA05", OwnStep::Extend { length: 5, ground, reason: None })), "EXTENSION_EVIDENCE");
    clock.extend("AA05", 10).unwrap();
    // 1 April, and ten days more end on Saturday 11 April.
    assert_eq!(clock.due("AA05"), "2026-04-13 24:00");
    assert_eq!(clock.newest("AA05").deadline.earlier.len(), 1);
}

#[test]
fn a_special_case_is_extended_in_its_own_way() {
    let mut clock = OwnClock::sample();
    clock.start_with("AA05", Some("short"), None).unwrap();
    assert_eq!(code(clock.extend("AA05", 6)), "EXTENSION_TOO_LONG");
    clock.extend("AA05", 5).unwrap();
    assert_eq!(code(clock.extend("AA05", 5)), "EXTENSION_USED");
}

#[test]
fn one_is_counted_anew_only_under_the_rule_that_its_own_names() {
    let mut clock = OwnClock::sample();
    clock.start("AA01").unwrap();
    clock.start("AA05").unwrap();
    assert_eq!(code(clock.restart("AA05", "2026-03-02")), "RESTART_NOT_PROVIDED");
    assert_eq!(code(clock.restart("AA01", "2026-03-20")), "NOT_YET");
    clock.suspend("AA01", SuspendReason::Appraisal).unwrap();
    clock.on("2026-03-20");
    assert_eq!(code(clock.restart("AA01", "2026-03-01")), "BEFORE_START");
    clock.restart("AA01", "2026-03-18").unwrap();
    assert_eq!(clock.due("AA04"), "2026-03-23 24:00");
    let (old, new) = (clock.newest("AA01"), clock.newest("AA04"));
    assert_eq!(old.deadline.status, DeadlineStatus::Cancelled { at: at("2026-03-18") });
    assert_eq!((new.follows.as_ref(), new.deadline.earlier.len()), (Some(&old.id), 0));
    assert_eq!(old.ended.as_ref().unwrap().evidence, Some(material("鉴定意见")));
}

#[test]
fn a_matter_closes_only_when_none_of_its_own_runs_and_then_none_begins() {
    let mut clock = OwnClock::sample();
    clock.start("AA05").unwrap();
    let close = || Command::Close { matter: "matter-1".parse().unwrap(), reason: text("归档") };
    assert_eq!(code(clock.desk.command(close())), "OPEN_DEADLINE");
    clock.end("AA05", Ending::Dropped).unwrap();
    clock.desk.command(close()).unwrap();
    assert_eq!(code(clock.start("AA05")), "MATTER_CLOSED");
}

#[test]
fn one_matter_has_two_hundred_at_most() {
    let mut clock = OwnClock::sample();
    for _ in 0..200 {
        clock.start("AA06").unwrap();
        clock.end("AA06", Ending::Dropped).unwrap();
    }
    assert_eq!(code(clock.start("AA06")), "TOO_MANY_DEADLINES");
}

#[test]
fn what_is_not_here_is_not_found() {
    let mut clock = OwnClock::sample();
    for id in ["matter-1-d1", "matter-2-d1"] {
        let step = OwnStep::Resume;
        assert_eq!(code(clock.desk.command(Command::Own { id: id.parse().unwrap(), step })), "NOT_FOUND");
    }
}

#[test]
fn a_duty_long_overdue_is_reported_to_who_supervises_the_agency_and_a_right_let_pass_is_not() {
    let mut clock = OwnClock::sample();
    let supervisor = sample::agency("320102.oversight");
    clock.desk.supervisors.insert(sample::police(), supervisor.clone());
    clock.desk.rules.terms.extend(terms_common::all());
    for rule in ["AA01", "AA08"] {
        clock.start(rule).unwrap();
    }
    clock.on("2026-03-31");
    clock.wake_all();
    let reports: Vec<_> = clock.desk.letters_to(&supervisor).collect();
    let [report] = &reports[..] else { panic!("{reports:?}") };
    let Body::Refer(refer) = &report.body else { panic!("{report:?}") };
    let Purpose::Supervision(supervision) = &refer.purpose else { panic!("{refer:?}") };
    assert_eq!((&supervision.agency, &supervision.about, &supervision.missed), (&sample::police(), &None, &None));
    assert!(supervision.demand.as_str().contains("AA01"), "{supervision:?}");
    assert!(refer.subject.parties.is_empty() && refer.subject.summary.is_none(), "no more than overseeing needs");
    // A right that is over is told once; there are no cards for it.
    for (rule, stage) in [("AA01", RemindStage::Red), ("AA08", RemindStage::Due)] {
        assert_eq!(clock.newest(rule).deadline.climb.stage, Some(stage), "{rule}");
    }
    clock.on("2026-06-30");
    assert_eq!(clock.wake_all().len() + clock.desk.letters_to(&supervisor).count(), 1, "once");
}

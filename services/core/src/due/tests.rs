//! Due dates known from the texts, the edges of a day, pauses, and what an explanation says.

use super::{oracle::term, *};
use crate::{
    calendar::sample::{calendar, date},
    term::Roll,
    terms_common::ds01,
};

/// Unit, the day it began, the length, the last day, and why. The command line is tested with the same file.
const VECTORS: &str = include_str!("vectors.csv");

/// An instant in Beijing, such as `2026-03-04 15:00`.
fn at(text: &str) -> Timestamp {
    let (day, time) = text.split_once(' ').unwrap();
    let (hours, minutes) = time.split_once(':').unwrap();
    let seconds = hours.parse::<u64>().unwrap() * 3600 + minutes.parse::<u64>().unwrap() * 60;
    Timestamp::beijing_midnight(date(day)).plus(Duration::from_secs(seconds))
}

fn days(length: u32) -> Counting {
    term(length, Unit::Day, Roll::ToNextWorkday)
}

fn workdays(length: u32) -> Counting {
    term(length, Unit::Workday, Roll::ToNextWorkday)
}

fn shown(term: &Counting, from: &str, pauses: &[(&str, &str)]) -> String {
    let pauses: Vec<_> = pauses.iter().map(|(a, b)| (at(a), at(b))).collect();
    display_due(resumed(term, at(from), &pauses, &calendar()).due)
}

#[test]
fn every_vector_of_the_texts_holds_at_any_time_of_the_day_it_began() {
    let calendar = calendar();
    let mut seen = 0;
    for line in VECTORS.lines().filter(|line| !line.starts_with('#')) {
        let [unit, from, length, last, _] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let unit = match unit {
            "day" => Unit::Day,
            "workday" => Unit::Workday,
            "month" => Unit::Month,
            other => panic!("{other}"),
        };
        seen += 1;
        let term = term(length.parse().unwrap(), unit, Roll::ToNextWorkday);
        let midnight = Timestamp::beijing_midnight(date(from));
        for from in [midnight, midnight.plus(Duration::from_micros(86_399_999_999))] {
            let due = due(&term, from, &calendar);
            assert_eq!(last_day(due.due), date(last), "{unit:?} {length} from {from}");
            assert_eq!(display_due(due.due), format!("{last} 24:00"));
        }
    }
    assert_eq!(seen, 18);
}

#[test]
fn the_last_microsecond_of_a_day_still_belongs_to_it_and_midnight_to_the_next() {
    let calendar = calendar();
    let midnight = at("2026-03-04 00:00");
    let before = due(&days(1), midnight.minus(INSTANT), &calendar);
    assert_eq!(before.due, at("2026-03-05 00:00"));
    assert_eq!(due(&days(1), midnight, &calendar).due, at("2026-03-06 00:00"));
}

#[test]
fn the_due_instant_itself_is_too_late() {
    let due = due(&days(1), at("2026-03-02 09:00"), &calendar()).due;
    assert_eq!(due, at("2026-03-04 00:00"));
    assert_eq!(last_day(due), date("2026-03-03"));
    assert_eq!(display_due(due), "2026-03-03 24:00");
    assert_eq!(display_due(at("2026-03-03 15:00")), "2026-03-03 15:00");
}

#[test]
fn a_term_that_does_not_roll_ends_on_the_rest_day() {
    let fixed = term(15, Unit::Day, Roll::None);
    assert_eq!(shown(&fixed, "2026-09-20 09:00", &[]), "2026-10-05 24:00");
}

#[test]
fn a_month_ends_on_its_last_day_where_it_has_no_corresponding_one() {
    let month = |length, from| shown(&term(length, Unit::Month, Roll::None), from, &[]);
    assert_eq!(month(1, "2026-01-31 09:00"), "2026-02-28 24:00");
    assert_eq!(month(25, "2022-01-31 09:00"), "2024-02-29 24:00");
    assert_eq!(shown(&term(2, Unit::Year, Roll::None), "2024-02-29 09:00", &[]), "2026-02-28 24:00");
}

#[test]
fn a_length_of_zero_ends_with_the_day_it_began_and_an_absurd_one_is_capped() {
    assert_eq!(shown(&workdays(0), "2026-11-20 09:00", &[]), "2026-11-20 24:00");
    let longest = |length| shown(&term(length, Unit::Year, Roll::None), "2026-11-20 09:00", &[]);
    assert_eq!(longest(u32::MAX), "2036-11-20 24:00");
}

#[test]
fn hours_run_over_weekends_from_the_instant_or_from_the_next_full_hour() {
    let hours = |start, from| shown(&term(24, Unit::Hour(start), Roll::ToNextWorkday), from, &[]);
    assert_eq!(hours(HourStart::AtOnce, "2026-11-20 10:20"), "2026-11-21 10:20");
    assert_eq!(hours(HourStart::NextFullHour, "2026-11-20 10:20"), "2026-11-21 11:00");
    assert_eq!(hours(HourStart::NextFullHour, "2026-11-20 10:00"), "2026-11-21 11:00");
    assert_eq!(hours(HourStart::NextFullHour, "2026-11-20 23:59"), "2026-11-21 24:00");
}

#[test]
fn what_is_due_at_once_is_in_time_only_in_the_same_record() {
    let from = at("2026-11-20 10:20");
    assert_eq!(due(&term(0, Unit::Immediate, Roll::None), from, &calendar()).due, from.plus(INSTANT));
}

#[test]
fn a_referral_that_arrives_on_a_rest_day_is_to_be_signed_on_the_next_working_day() {
    assert_eq!(shown(&ds01().counting().unwrap(), "2026-11-21 20:00", &[]), "2026-11-23 24:00");
    assert_eq!(shown(&ds01().counting().unwrap(), "2026-11-20 20:00", &[]), "2026-11-23 24:00");
}

#[test]
fn a_due_date_is_provisional_only_if_a_notice_to_come_could_move_it() {
    let provisional = |term: &Counting, from| due(term, at(from), &calendar()).provisional;
    assert!(!provisional(&days(30), "2026-11-13 09:00"));
    assert!(provisional(&days(30), "2026-12-13 09:00"));
    assert!(provisional(&workdays(3), "2026-12-23 09:00"));
    assert!(!provisional(&workdays(1), "2026-12-23 09:00"));
    assert!(!provisional(&term(30, Unit::Day, Roll::None), "2026-12-13 09:00"));
    assert!(!provisional(&term(24, Unit::Hour(HourStart::AtOnce), Roll::None), "2027-05-13 09:00"));
}

#[test]
fn an_appraisal_of_ten_days_moves_the_last_day_by_ten_days_before_it_rolls() {
    assert_eq!(shown(&days(30), "2026-11-02 09:00", &[]), "2026-12-02 24:00");
    let pause = [("2026-11-10 09:00", "2026-11-20 17:00")];
    assert_eq!(shown(&days(30), "2026-11-02 09:00", &pause), "2026-12-14 24:00");
}

#[test]
fn pauses_that_overlap_are_not_counted_twice() {
    let one = shown(&days(30), "2026-11-02 09:00", &[("2026-11-10 09:00", "2026-11-19 17:00")]);
    let two = [("2026-11-15 09:00", "2026-11-19 17:00"), ("2026-11-10 09:00", "2026-11-16 08:00")];
    assert_eq!(shown(&days(30), "2026-11-02 09:00", &two), one);
    assert_eq!(one, "2026-12-11 24:00");
}

#[test]
fn a_pause_within_one_day_or_after_the_end_or_the_wrong_way_round_moves_nothing() {
    for pause in [
        ("2026-11-10 09:00", "2026-11-10 17:00"),
        ("2026-12-03 00:00", "2026-12-10 00:00"),
        ("2026-11-20 09:00", "2026-11-10 09:00"),
    ] {
        assert_eq!(shown(&days(30), "2026-11-02 09:00", &[pause]), "2026-12-02 24:00");
    }
}

#[test]
fn a_pause_that_begins_while_the_end_rolls_lets_it_land_on_the_first_working_day_after_it() {
    assert_eq!(shown(&days(15), "2026-09-20 09:00", &[]), "2026-10-08 24:00");
    assert_eq!(shown(&days(15), "2026-09-20 09:00", &[("2026-10-06 09:00", "2026-10-20 09:00")]), "2026-10-20 24:00");
}

#[test]
fn only_the_working_days_of_a_pause_are_taken_out_of_a_term_of_working_days() {
    assert_eq!(shown(&workdays(5), "2026-11-02 09:00", &[]), "2026-11-09 24:00");
    let weekend = [("2026-11-07 09:00", "2026-11-09 09:00")];
    assert_eq!(shown(&workdays(5), "2026-11-02 09:00", &weekend), "2026-11-09 24:00");
    let with_workdays = [("2026-11-05 09:00", "2026-11-10 09:00")];
    assert_eq!(shown(&workdays(5), "2026-11-02 09:00", &with_workdays), "2026-11-12 24:00");
}

#[test]
fn hours_stand_still_for_exactly_as_long_as_they_are_paused() {
    let hours = term(24, Unit::Hour(HourStart::AtOnce), Roll::None);
    let pauses = [("2026-11-20 11:00", "2026-11-20 12:30"), ("2026-11-20 12:00", "2026-11-20 13:00")];
    assert_eq!(shown(&hours, "2026-11-20 10:00", &pauses), "2026-11-21 12:00");
}

#[test]
fn a_due_names_its_rule_basis_calendar_and_what_silence_means() {
    let from = at("2026-11-20 10:00");
    let expected = Due {
        rule: RuleId::literal("DS01"),
        length: 1,
        unit: Unit::Workday,
        roll: Roll::ToNextWorkday,
        started_at: from,
        due: at("2026-11-24 00:00"),
        on_silence: OnSilence::Lapse,
        basis: "无法定依据".into(),
        calendar_version: "test-2026-11".into(),
        provisional: false,
        remind_by: None,
        close: None,
    };
    assert_eq!(due(&ds01().counting().unwrap(), from, &calendar()), expected);
}

#[test]
fn an_explanation_tells_each_day_in_words() {
    let pauses = [(at("2026-09-21 09:00"), at("2026-09-22 09:00"))];
    let told = explain(&days(4), at("2026-09-19 09:00"), &pauses, &calendar());
    let zh: Vec<_> = told.days.iter().map(|line| format!("{} {}", line.date, line.why_zh)).collect();
    assert_eq!(
        zh,
        [
            "2026-09-19 周末，起算日不计入",
            "2026-09-20 国庆节调休上班，第1日",
            "2026-09-21 工作日，停表，不计入",
            "2026-09-22 工作日，第2日",
            "2026-09-23 工作日，第3日",
            "2026-09-24 工作日，第4日，期满",
        ]
    );
    assert_eq!(told.days[2].why_en, "working day, suspended, not counted");
    assert!(told.days[2].paused);
}

#[test]
fn an_explanation_tells_from_where_and_over_what_the_end_rolled() {
    let told = explain(&days(2), at("2026-12-30 09:00"), &[], &calendar());
    let zh: Vec<_> = told.days.iter().map(|line| line.why_zh.as_str()).collect();
    assert_eq!(
        zh,
        [
            "工作日（放假安排尚未公布），起算日不计入",
            "工作日（放假安排尚未公布），第1日",
            "元旦放假（放假安排尚未公布），第2日，期满日遇休息日顺延",
            "周末（放假安排尚未公布），继续顺延",
            "周末（放假安排尚未公布），继续顺延",
            "工作日（放假安排尚未公布），顺延至此，期满",
        ]
    );
    assert_eq!(told.rolled_from, Some(date("2027-01-01")));
    assert_eq!(display_due(told.due.due), "2027-01-04 24:00");
}

#[test]
fn where_business_closes_the_last_day_ends_then_and_says_so() {
    let close = Some("17:30".parse().unwrap());
    let term = Counting { close, ..workdays(3) };
    let told = explain(&term, at("2026-02-12 10:00"), &[], &calendar());
    assert_eq!(display_due(told.due.due), "2026-02-24 17:30");
    assert_eq!(told.due.close, close);
    assert_eq!(last_day(told.due.due), last_day(due(&workdays(3), at("2026-02-12 10:00"), &calendar()).due));
    assert!(told.days.last().unwrap().why_zh.ends_with("期满（17:30 停止业务活动时截止）"), "{:?}", told.days.last());
    assert!(told.days.last().unwrap().why_en.ends_with("(at the close of business, 17:30)"));
    let rolled = explain(&Counting { close, ..days(15) }, at("2026-09-20 09:00"), &[], &calendar());
    assert!(rolled.days.last().unwrap().why_zh.ends_with("截止）"), "said on the day to which it rolled");
}

#[test]
fn a_term_that_began_after_the_close_of_its_only_day_is_not_due_before_it_began() {
    let term = Counting { close: Some("17:30".parse().unwrap()), ..workdays(0) };
    assert_eq!(due(&term, at("2026-11-20 18:00"), &calendar()).due, at("2026-11-20 18:00"));
}

#[test]
fn hours_do_not_end_with_business() {
    let plain = term(24, Unit::Hour(HourStart::AtOnce), Roll::None);
    let closing = Counting { close: Some("17:30".parse().unwrap()), ..plain };
    let from = at("2026-11-20 20:00");
    assert_eq!(due(&closing, from, &calendar()).due, due(&plain, from, &calendar()).due);
}

#[test]
fn hours_are_explained_by_the_dates_they_touch() {
    let told = explain(&term(24, Unit::Hour(HourStart::AtOnce), Roll::None), at("2026-11-20 10:00"), &[], &calendar());
    let dates: Vec<_> = told.days.iter().map(|line| line.date.to_string()).collect();
    assert_eq!(dates, ["2026-11-20", "2026-11-21"]);
    assert!(told.days.iter().all(|line| line.counted.is_none()));
}

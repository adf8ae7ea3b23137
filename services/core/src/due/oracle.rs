//! A second, naive count against which the walk is checked: it shifts dates and searches sets, and shares no code
//! with the walk.

use super::*;
use crate::{
    calendar::sample::{calendar, tables},
    term::{Basis, BasisKind, Roll},
};
use proptest::prelude::*;
use std::collections::BTreeSet;

const MINUTE: i64 = 60 * 1_000_000;
const DAY: i64 = 24 * 60 * MINUTE;

struct Naive {
    off: BTreeSet<Date>,
    makeup: BTreeSet<Date>,
}

impl Naive {
    fn new() -> Self {
        let tables = tables();
        let dates = |days: &Vec<(Date, String)>| days.iter().map(|(date, _)| *date).collect::<Vec<_>>();
        Self {
            off: tables.iter().flat_map(|table| dates(&table.off_days)).collect(),
            makeup: tables.iter().flat_map(|table| dates(&table.makeup_workdays)).collect(),
        }
    }

    fn works(&self, date: Date) -> bool {
        self.makeup.contains(&date) || (date.weekday().to_monday_one_offset() < 6 && !self.off.contains(&date))
    }

    fn last_day(&self, term: &Counting, from: Timestamp, pauses: &[(Timestamp, Timestamp)]) -> Date {
        let start = from.beijing_date();
        let length = i64::from(term.length);
        let pauses = dates_of(from, pauses);
        let unpaused = match term.unit {
            Unit::Workday => return self.nth_workday(term.length, start, &pauses),
            Unit::Month => corresponding(start, length),
            Unit::Year => corresponding(start, length * 12),
            Unit::Day | Unit::Hour(_) | Unit::Immediate => plus(start, length),
        };
        let mut last = unpaused;
        for (paused, resumed) in &pauses {
            if *paused <= last {
                last = plus(last, i64::from(days_between(*paused, *resumed)));
            }
        }
        let stands_still = |date: Date| pauses.iter().any(|(paused, resumed)| *paused <= date && date < *resumed);
        match term.roll {
            Roll::ToNextWorkday if self.works(last) => last,
            Roll::ToNextWorkday => {
                (1..).map(|days| plus(last, days)).find(|date| self.works(*date) && !stands_still(*date)).unwrap()
            }
            Roll::None => last,
        }
    }

    fn nth_workday(&self, count: u32, start: Date, pauses: &[(Date, Date)]) -> Date {
        let mut still = BTreeSet::from([start]);
        for (paused, resumed) in pauses {
            let days = days_between(*paused, *resumed) as usize;
            let free: Vec<_> =
                (0..).map(|at| plus(*paused, at)).filter(|date| !still.contains(date)).take(days).collect();
            still.extend(free);
        }
        let mut dates = (0..).map(|at| plus(start, at)).filter(|date| self.works(*date) && !still.contains(date));
        match count {
            0 => start,
            1.. => dates.nth(count as usize - 1).unwrap(),
        }
    }
}

/// The dates of suspension and resumption: minute by minute would be too slow, so instants are joined pair by pair
/// until nothing overlaps any more.
fn dates_of(from: Timestamp, pauses: &[(Timestamp, Timestamp)]) -> Vec<(Date, Date)> {
    let mut rest: Vec<_> = pauses.iter().map(|(a, b)| ((*a).max(from), *b)).filter(|(a, b)| a < b).collect();
    let mut joined = Vec::new();
    while let Some((mut a, mut b)) = rest.pop() {
        while let Some(at) = rest.iter().position(|(c, d)| *c <= b && a <= *d) {
            let (c, d) = rest.swap_remove(at);
            (a, b) = (a.min(c), b.max(d));
        }
        joined.push((a, b));
    }
    joined.sort();
    joined.into_iter().map(|(a, b)| (a.beijing_date(), b.beijing_date())).collect()
}

fn plus(date: Date, days: i64) -> Date {
    date.checked_add(jiff::Span::new().days(days)).unwrap()
}

fn corresponding(date: Date, months: i64) -> Date {
    let month = i64::from(date.year()) * 12 + i64::from(date.month()) - 1 + months;
    let first = Date::new((month / 12) as i16, (month % 12 + 1) as i8, 1).unwrap();
    let day = date.day().min(first.days_in_month());
    Date::new(first.year(), first.month(), day).unwrap()
}

fn any_term() -> impl Strategy<Value = Counting> {
    let measure = prop_oneof![
        (1..70_u32).prop_map(|length| (length, Unit::Day)),
        (1..70_u32).prop_map(|length| (length, Unit::Workday)),
        (1..14_u32).prop_map(|length| (length, Unit::Month)),
        (1..3_u32).prop_map(|length| (length, Unit::Year)),
    ];
    (measure, prop_oneof![Just(Roll::ToNextWorkday), Just(Roll::None)])
        .prop_map(|((length, unit), roll)| term(length, unit, roll))
}

fn any_start() -> impl Strategy<Value = Timestamp> {
    let first = Timestamp::beijing_midnight(Date::constant(2023, 12, 1)).as_micros();
    (0..1300 * DAY).prop_map(move |at| Timestamp::from_micros(first + at))
}

/// Pauses as offsets from the start and lengths, in minutes; some begin before it and some overlap.
fn any_pauses() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((-2000..100_000_i64, 0..40_000_i64), 0..5)
}

fn pauses_from(from: Timestamp, offsets: &[(i64, i64)]) -> Vec<(Timestamp, Timestamp)> {
    let at = |minutes: i64| Timestamp::from_micros(from.as_micros() + minutes * MINUTE);
    offsets.iter().map(|(begin, length)| (at(*begin), at(begin + length))).collect()
}

pub(super) fn term(length: u32, unit: Unit, roll: Roll) -> Counting {
    Counting {
        rule: RuleId::literal("TEST"),
        length,
        unit,
        roll,
        on_silence: OnSilence::RemindOnly,
        basis: Basis { kind: BasisKind::Design, article: "" },
        close: None,
    }
}

proptest! {
    #[test]
    fn the_walk_agrees_with_the_naive_count(term in any_term(), from in any_start(), offsets in any_pauses()) {
        let pauses = pauses_from(from, &offsets);
        let due = resumed(&term, from, &pauses, &calendar());
        prop_assert_eq!(last_day(due.due), Naive::new().last_day(&term, from, &pauses));
        prop_assert!(due.due.beijing_time_of_day().is_zero());
    }

    #[test]
    fn the_last_day_counted_in_an_explanation_is_the_day_it_is_due(
        term in any_term(), from in any_start(), offsets in any_pauses()
    ) {
        let pauses = pauses_from(from, &offsets);
        let told = explain(&term, from, &pauses, &calendar());
        prop_assert_eq!(&told.due, &resumed(&term, from, &pauses, &calendar()));
        prop_assert_eq!(told.days.last().unwrap().date, last_day(told.due.due));
        let counted: Vec<_> = told.days.iter().filter(|line| line.counted.is_some()).collect();
        let last_counted = counted.last().map_or(from.beijing_date(), |line| line.date);
        prop_assert_eq!(last_counted, told.rolled_from.unwrap_or(last_day(told.due.due)));
        let ordinals: Vec<_> = counted.iter().filter_map(|line| line.counted).collect();
        prop_assert_eq!(ordinals, (1..=counted.len() as u32).collect::<Vec<_>>());
        prop_assert!(counted.iter().all(|line| !line.paused));
    }

    #[test]
    fn a_pause_never_brings_the_due_instant_forward(term in any_term(), from in any_start(), offsets in any_pauses()) {
        let pauses = pauses_from(from, &offsets);
        prop_assert!(resumed(&term, from, &pauses, &calendar()).due >= due(&term, from, &calendar()).due);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_input_is_too_strange_to_count(
        length in any::<u32>(), which in 0..7_usize, from in any::<i64>(),
        pauses in prop::collection::vec((any::<i64>(), any::<i64>()), 0..4),
    ) {
        let unit = [
            Unit::Immediate, Unit::Hour(HourStart::AtOnce), Unit::Hour(HourStart::NextFullHour), Unit::Day,
            Unit::Workday, Unit::Month, Unit::Year,
        ][which];
        let at = Timestamp::from_micros;
        let pauses: Vec<_> = pauses.into_iter().map(|(a, b)| (at(a), at(b))).collect();
        let told = explain(&term(length, unit, Roll::ToNextWorkday), at(from), &pauses, &calendar());
        prop_assert!(told.due.due >= at(from));
        prop_assert!(told.days.len() <= FARTHEST_DAYS as usize + 2);
        let _ = display_due(told.due.due);
    }
}

/// Lengths as they are asked for, zero and the longest included; no term of hours, which takes no days.
fn any_length() -> impl Strategy<Value = (u32, Unit)> {
    prop_oneof![
        (0..400_u32).prop_map(|length| (length, Unit::Day)),
        (0..400_u32).prop_map(|length| (length, Unit::Workday)),
        (3_600..3_700_u32).prop_map(|length| (length, Unit::Workday)),
        (0..125_u32).prop_map(|length| (length, Unit::Month)),
        (0..12_u32).prop_map(|length| (length, Unit::Year)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn the_leap_lands_where_the_walk_ends(
        (length, unit) in any_length(), roll in prop_oneof![Just(Roll::ToNextWorkday), Just(Roll::None)],
        days in 0..3_700_i64, of_day in 0..DAY,
    ) {
        // From before the first table to after the last, so that both ends of the counted days are crossed.
        let first = Timestamp::beijing_midnight(Date::constant(2020, 6, 1)).as_micros();
        let from = Timestamp::from_micros(first + days * DAY + of_day);
        let (term, calendar) = (term(length, unit, roll), calendar());
        let leapt = ends(&term, from, &calendar);
        let walked = run(&term, from, &[], |goal| {
            walk(goal, from.beijing_date(), &Pauses::new(from, &[]), &calendar, |_| ())
        });
        prop_assert_eq!(leapt, walked);
    }

    #[test]
    fn hours_end_after_as_many_hours_from_the_instant_or_the_next_full_hour(hours in 1..2_000_u32, from in any_start()) {
        let hour = 60 * MINUTE;
        let wanted = |begins: i64| Timestamp::from_micros(begins + i64::from(hours) * hour);
        let end = |start| ends(&term(hours, Unit::Hour(start), Roll::ToNextWorkday), from, &calendar()).due;
        prop_assert_eq!(end(HourStart::AtOnce), wanted(from.as_micros()));
        let into_hour = from.as_micros() % hour;
        prop_assert_eq!(end(HourStart::NextFullHour), wanted(from.as_micros() - into_hour + hour));
    }

    #[test]
    fn an_end_is_provisional_if_a_day_it_hangs_on_is_not_announced((length, unit) in any_length(), from in any_start()) {
        let term = term(length.max(1), unit, Roll::ToNextWorkday);
        let (end, told) = (ends(&term, from, &calendar()), explain(&term, from, &[], &calendar()));
        let hangs_on = |line: &&DayLine| match unit {
            Unit::Workday => line.date > from.beijing_date(),
            Unit::Immediate | Unit::Hour(_) | Unit::Day | Unit::Month | Unit::Year => {
                line.date >= end.rolled_from.unwrap_or(last_day(end.due))
            }
        };
        prop_assert_eq!(end.provisional, told.days.iter().filter(hangs_on).any(|line| !line.noticed));
    }
}

//! The explanation of a due date, day by day, in words a party can check against a wall calendar.

use super::{
    Counting, Due, last_day,
    pauses::Pauses,
    run, told,
    walk::{Role, Step, walk},
};
use crate::{
    calendar::{Calendar, DayKind},
    term::Unit,
    time::{Date, Timestamp, Weekday},
};

/// A due date and every day that led to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What [`super::resumed`] gives for the same input.
    pub due: Due,
    /// The days in order, from the one on which the term began to its last.
    pub days: Vec<DayLine>,
    /// The last day before it rolled off a rest day, if it rolled.
    pub rolled_from: Option<Date>,
}

/// One day of an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayLine {
    /// The date in Beijing.
    pub date: Date,
    /// Its weekday.
    pub weekday: Weekday,
    /// Which day of the term it is, counted from one; none if it is not counted, or the term is of hours.
    pub counted: Option<u32>,
    /// Whether it is not counted because the term was suspended.
    pub paused: bool,
    /// Why, in Chinese.
    pub why_zh: String,
    /// Why, in English.
    pub why_en: String,
    /// Whether the notice that governs the day was in the calendar.
    pub noticed: bool,
}

/// Explains when a term that began at `from` and was suspended during `pauses` ends.
#[must_use]
pub fn explain(
    term: &Counting,
    from: Timestamp,
    pauses: &[(Timestamp, Timestamp)],
    calendar: &Calendar,
) -> Explanation {
    let mut days = Vec::new();
    let ends = run(term, from, pauses, |goal| {
        walk(goal, from.beijing_date(), &Pauses::new(from, pauses), calendar, |step| days.push(line(&step)))
    });
    match term.unit {
        Unit::Immediate => days.push(timed(from.beijing_date(), calendar, "应当立即办理", "to be done at once")),
        Unit::Hour(_) => {
            let last = last_day(ends.due);
            let dates = from.beijing_date().series(jiff::Span::new().days(1)).take_while(|date| *date <= last);
            days.extend(dates.map(|date| timed(date, calendar, "按小时连续计算", "hours run on every day")));
        }
        Unit::Day | Unit::Workday | Unit::Month | Unit::Year => {}
    }
    if let Some(line) = days.iter_mut().find(|line| Some(line.date) == ends.rolled_from) {
        line.why_zh.push_str("，期满日遇休息日顺延");
        line.why_en.push_str("; the last day is a rest day, so the term rolls");
    } else if let Some(line) = days.last_mut().filter(|line| line.counted.is_some()) {
        line.why_zh.push_str("，期满");
        line.why_en.push_str("; the term ends");
    }
    if let Some((line, close)) = days.last_mut().zip(term.close).filter(|_| ends.days.is_some()) {
        line.why_zh.push_str(&format!("（{close} 停止业务活动时截止）"));
        line.why_en.push_str(&format!(" (at the close of business, {close})"));
    }
    Explanation { due: told(term, from, ends, calendar), days, rolled_from: ends.rolled_from }
}

fn line(step: &Step<'_>) -> DayLine {
    let (kind_zh, kind_en) = kind(step.day.kind);
    let (role_zh, role_en) = role(step.role);
    let (sure_zh, sure_en) =
        if step.day.noticed { ("", "") } else { ("（放假安排尚未公布）", " (holidays not announced yet)") };
    DayLine {
        date: step.date,
        weekday: step.date.weekday(),
        counted: match step.role {
            Role::Counted(ordinal) => Some(ordinal),
            Role::First | Role::Resting | Role::Paused | Role::Rolling | Role::Landed => None,
        },
        paused: step.role == Role::Paused,
        why_zh: format!("{kind_zh}{sure_zh}，{role_zh}"),
        why_en: format!("{kind_en}{sure_en}, {role_en}"),
        noticed: step.day.noticed,
    }
}

fn kind(kind: DayKind<'_>) -> (String, String) {
    match kind {
        DayKind::Workday => ("工作日".to_owned(), "working day".to_owned()),
        DayKind::Makeup(festival) => (format!("{festival}调休上班"), format!("make-up workday for {festival}")),
        DayKind::Weekend => ("周末".to_owned(), "weekend".to_owned()),
        DayKind::Festival(festival) => (format!("{festival}放假"), format!("{festival} holiday")),
    }
}

fn role(role: Role) -> (String, String) {
    let (zh, en) = match role {
        Role::First => ("起算日不计入", "the day it began is not counted"),
        Role::Counted(ordinal) => return (format!("第{ordinal}日"), format!("day {ordinal}")),
        Role::Resting => ("不计入", "not counted"),
        Role::Paused => ("停表，不计入", "suspended, not counted"),
        Role::Rolling => ("继续顺延", "the term rolls on"),
        Role::Landed => ("顺延至此，期满", "the term rolls to here and ends"),
    };
    (zh.to_owned(), en.to_owned())
}

/// A day of a term that is not counted in days.
fn timed(date: Date, calendar: &Calendar, why_zh: &str, why_en: &str) -> DayLine {
    DayLine {
        date,
        weekday: date.weekday(),
        counted: None,
        paused: false,
        why_zh: why_zh.to_owned(),
        why_en: why_en.to_owned(),
        noticed: calendar.day(date).noticed,
    }
}

//! The walk: one day after another from the day a term began to the day it ends. Instants and words are not here.

use super::{FARTHEST_DAYS, days_between, following, pauses::Pauses};
use crate::{
    calendar::{Calendar, Day},
    term::Roll,
    time::Date,
};

/// The last date that has a midnight after it.
pub(super) const LAST_DATE: Date = Date::constant(9999, 12, 30);

/// What is counted, how many of it, and whether the end rolls off a rest day.
#[derive(Clone, Copy)]
pub(super) enum Goal {
    /// Every day; the end rolls.
    RollingDays(u32),
    /// Every day; the end stays where it is.
    FixedDays(u32),
    /// Working days. The end is one of them, so there is nothing to roll.
    Workdays(u32),
}

impl Goal {
    pub(super) const fn days(days: u32, roll: Roll) -> Self {
        match roll {
            Roll::ToNextWorkday => Self::RollingDays(days),
            Roll::None => Self::FixedDays(days),
        }
    }

    /// Months as days: up to the corresponding day, or the month's last if it has none (民法典第202条).
    pub(super) fn months(months: u32, from: Date, roll: Roll) -> Self {
        let end = from.saturating_add(jiff::Span::new().months(months));
        Self::days(days_between(from, end), roll)
    }

    pub(super) const fn count(self) -> u32 {
        match self {
            Self::RollingDays(count) | Self::FixedDays(count) | Self::Workdays(count) => count,
        }
    }

    fn counts(self, day: Day<'_>) -> bool {
        match self {
            Self::RollingDays(_) | Self::FixedDays(_) => true,
            Self::Workdays(_) => !day.kind.is_rest(),
        }
    }
}

/// One day of the walk.
pub(super) struct Step<'c> {
    pub(super) date: Date,
    pub(super) day: Day<'c>,
    pub(super) role: Role,
}

/// What a day does for the term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The day it began.
    First,
    /// Counted, with its ordinal.
    Counted(u32),
    /// A rest day in a term of working days.
    Resting,
    /// Suspended.
    Paused,
    /// A rest day over which the end rolls.
    Rolling,
    /// The day to which the end rolled.
    Landed,
}

/// Where a walk ended.
pub(super) struct End {
    pub(super) last_day: Date,
    pub(super) rolled_from: Option<Date>,
    /// Whether a day on which the end depends is not certain.
    pub(super) provisional: bool,
}

/// Walks from `from` to the last day.
pub(super) fn walk<'c>(
    goal: Goal,
    from: Date,
    pauses: &Pauses,
    calendar: &'c Calendar,
    mut visit: impl FnMut(Step<'c>),
) -> End {
    let farthest = from.saturating_add(jiff::Span::new().days(FARTHEST_DAYS)).min(LAST_DATE);
    let mut provisional = false;
    let mut date = from;
    visit(Step { date, day: calendar.day(date), role: Role::First });

    let mut counted = 0;
    while counted < goal.count() && date < farthest {
        date = following(date);
        let day = calendar.day(date);
        let role = if pauses.cover(date) {
            Role::Paused
        } else if goal.counts(day) {
            counted += 1;
            Role::Counted(counted)
        } else {
            Role::Resting
        };
        provisional |= matches!(goal, Goal::Workdays(_)) && !day.noticed;
        visit(Step { date, day, role });
    }

    let unrolled = date;
    if matches!(goal, Goal::RollingDays(_)) {
        let mut day = calendar.day(date);
        provisional |= !day.noticed;
        while (day.kind.is_rest() || pauses.cover(date)) && date < farthest {
            date = following(date);
            day = calendar.day(date);
            provisional |= !day.noticed;
            let role = match (pauses.cover(date), day.kind.is_rest()) {
                (true, _) => Role::Paused,
                (false, true) => Role::Rolling,
                (false, false) => Role::Landed,
            };
            visit(Step { date, day, role });
        }
    }
    End { last_day: date, rolled_from: (date != unrolled).then_some(unrolled), provisional }
}

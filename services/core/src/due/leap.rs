//! The short way to where the walk would end, for a term that never stood still: two look-ups in the counted days of the
//! calendar instead of one step per day. It gives up where it does not know every day; then the walk is taken.

use super::walk::{End, Goal};
use crate::{calendar::Calendar, time::Date};

/// Where [`super::walk::walk`] would end; none if that lies outside the calendar's counted days.
pub(super) fn leap(goal: Goal, from: Date, calendar: &Calendar) -> Option<End> {
    let days = calendar.days();
    let first = days.position(from)?;
    let natural = |count| first.checked_add(usize::try_from(count).ok()?);
    match goal {
        Goal::Workdays(0) => Some(End { last_day: from, rolled_from: None, provisional: false }),
        Goal::Workdays(count) => {
            let last = days.workday_after(first, count)?;
            Some(End { last_day: days.date(last)?, rolled_from: None, provisional: days.unsure(first + 1, last) })
        }
        Goal::FixedDays(count) => {
            Some(End { last_day: days.date(natural(count)?)?, rolled_from: None, provisional: false })
        }
        Goal::RollingDays(count) => {
            let unrolled = natural(count)?;
            let last = days.workday_from(unrolled)?;
            let rolled_from = if last == unrolled { None } else { days.date(unrolled) };
            Some(End { last_day: days.date(last)?, rolled_from, provisional: days.unsure(unrolled, last) })
        }
    }
}

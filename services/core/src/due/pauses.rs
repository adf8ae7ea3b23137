//! The suspensions of a term: merged, cut at its beginning, and laid out as dates that are not counted.

use super::{FARTHEST_DAYS, days_between, following};
use crate::time::{Date, Timestamp};

/// Dates that are not counted, as disjoint half-open ranges in order.
pub(super) struct Pauses(Vec<(Date, Date)>);

impl Pauses {
    /// Lays out each pause as many dates as lie from the date of suspension to the date of resumption. It begins with
    /// the date of suspension, for the date of resumption is a day on which one can act; but the day on which the term
    /// itself began is not counted anyway, so a pause from then on takes its dates from the next day on.
    pub(super) fn new(from: Timestamp, pauses: &[(Timestamp, Timestamp)]) -> Self {
        let mut free = following(from.beijing_date());
        let mut ranges = Vec::new();
        for (paused, resumed) in Self::merged(from, pauses) {
            let days = days_between(paused.beijing_date(), resumed.beijing_date()).min(FARTHEST_DAYS);
            let begin = free.max(paused.beijing_date());
            free = begin.saturating_add(jiff::Span::new().days(days));
            if begin < free {
                ranges.push((begin, free));
            }
        }
        Self(ranges)
    }

    /// The pauses in order, overlapping ones as one, none before `from`, empty ones left out.
    pub(super) fn merged(from: Timestamp, pauses: &[(Timestamp, Timestamp)]) -> Vec<(Timestamp, Timestamp)> {
        let mut sorted: Vec<_> = pauses
            .iter()
            .map(|(paused, resumed)| ((*paused).max(from), *resumed))
            .filter(|(paused, resumed)| paused < resumed)
            .collect();
        sorted.sort_unstable();
        let mut merged: Vec<(Timestamp, Timestamp)> = Vec::with_capacity(sorted.len());
        for (paused, resumed) in sorted {
            match merged.last_mut() {
                Some(last) if paused <= last.1 => last.1 = last.1.max(resumed),
                Some(_) | None => merged.push((paused, resumed)),
            }
        }
        merged
    }

    /// Whether `date` is not counted.
    pub(super) fn cover(&self, date: Date) -> bool {
        let next = self.0.partition_point(|(begin, _)| *begin <= date);
        next.checked_sub(1).and_then(|at| self.0.get(at)).is_some_and(|(_, end)| date < *end)
    }
}

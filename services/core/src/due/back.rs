//! Counting back: what has to be done at least so long before an event to come (提前). The event's own day is not counted, and
//! nothing rolls: a later last day would leave less time than the law asks for.

use super::{Counting, Ends, following};
use crate::{
    calendar::Calendar,
    term::Unit,
    time::{Date, Timestamp},
};

/// The last day on which it is still early enough, for an event at `event`; none for hours and what is due at once, which are
/// not counted back here. Days, months and years count every day, working days only those.
#[must_use]
pub fn before(term: &Counting, event: Timestamp, calendar: &Calendar) -> Option<Ends> {
    let date = event.beijing_date();
    let length = term.length.min(term.unit.longest());
    let (last_day, provisional) = match term.unit {
        Unit::Immediate | Unit::Hour(_) => return None,
        Unit::Day => (date.saturating_sub(jiff::Span::new().days(length)), false),
        Unit::Month => (date.saturating_sub(jiff::Span::new().months(length)), false),
        Unit::Year => (date.saturating_sub(jiff::Span::new().months(length * 12)), false),
        Unit::Workday => workdays_before(length, date, calendar),
    };
    let due = Timestamp::beijing_midnight(following(last_day));
    let days = match term.unit {
        Unit::Workday => length,
        Unit::Immediate | Unit::Hour(_) | Unit::Day | Unit::Month | Unit::Year => super::days_between(last_day, date),
    };
    Some(Ends { due, rolled_from: None, days: Some(days), provisional })
}

/// The working day so many working days before `event`, and whether a day passed over is not announced yet.
fn workdays_before(length: u32, event: Date, calendar: &Calendar) -> (Date, bool) {
    let (mut date, mut counted, mut provisional) = (event, 0, false);
    while counted < length {
        let Ok(earlier) = date.yesterday() else { break };
        date = earlier;
        let day = calendar.day(date);
        provisional |= !day.noticed;
        counted += u32::from(!day.kind.is_rest());
    }
    (date, provisional)
}

#[cfg(test)]
mod tests {
    use super::{super::oracle::term, *};
    use crate::{
        calendar::sample::{calendar, date},
        due::{display_due, last_day},
        term::{HourStart, Roll},
    };

    fn last(length: u32, unit: Unit, event: &str) -> String {
        let event = Timestamp::beijing_midnight(date(event)).plus(std::time::Duration::from_secs(9 * 3600));
        last_day(before(&term(length, unit, Roll::ToNextWorkday), event, &calendar()).unwrap().due).to_string()
    }

    #[test]
    fn three_days_before_a_mediation_on_friday_is_tuesday() {
        assert_eq!(last(3, Unit::Day, "2026-03-20"), "2026-03-17");
        let event = Timestamp::beijing_midnight(date("2026-03-20"));
        let ends = before(&term(3, Unit::Day, Roll::ToNextWorkday), event, &calendar()).unwrap();
        assert_eq!((display_due(ends.due), ends.days), ("2026-03-17 24:00".to_owned(), Some(3)));
    }

    #[test]
    fn counting_back_does_not_roll_off_a_rest_day() {
        assert_eq!(last(3, Unit::Day, "2026-11-24"), "2026-11-21", "a Saturday");
    }

    #[test]
    fn working_days_are_counted_back_over_weekends_and_festivals() {
        assert_eq!(last(3, Unit::Workday, "2026-11-24"), "2026-11-19");
        assert_eq!(last(1, Unit::Workday, "2026-10-08"), "2026-09-30", "the national holidays are between");
    }

    #[test]
    fn a_month_back_ends_on_the_corresponding_day_or_the_months_last() {
        assert_eq!(last(1, Unit::Month, "2026-03-31"), "2026-02-28");
        assert_eq!(last(1, Unit::Year, "2026-03-31"), "2025-03-31");
    }

    #[test]
    fn hours_are_not_counted_back() {
        let hours = term(24, Unit::Hour(HourStart::AtOnce), Roll::None);
        assert_eq!(before(&hours, Timestamp::beijing_midnight(date("2026-03-20")), &calendar()), None);
    }
}

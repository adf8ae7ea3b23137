//! The calendar's answers and refusals.

use super::{
    sample::{calendar, date, tables},
    *,
};

fn with(change: impl FnOnce(&mut Vec<YearTable>)) -> Result<Calendar, CalendarError> {
    let mut tables = tables();
    change(&mut tables);
    Calendar::new("test", &tables)
}

fn entry(day: &str) -> (Date, String) {
    (date(day), "元旦".to_owned())
}

#[test]
fn each_announced_year_has_its_published_number_of_working_days() {
    let calendar = calendar();
    for (year, expected) in [(2024, 251), (2025, 248), (2026, 248)] {
        let first = Date::constant(year, 1, 1);
        let workdays = first.series(jiff::Span::new().days(1)).take_while(|day| day.year() == year);
        assert_eq!(workdays.filter(|day| !calendar.is_rest_day(*day)).count(), expected, "{year}");
    }
}

#[test]
fn the_four_kinds_of_days_are_told_apart() {
    let calendar = calendar();
    let kind = |day: &str| calendar.day(date(day)).kind;
    assert_eq!(kind("2026-11-20"), DayKind::Workday);
    assert_eq!(kind("2026-11-21"), DayKind::Weekend);
    assert_eq!(kind("2026-10-05"), DayKind::Festival("国庆节"));
    assert_eq!(kind("2026-02-28"), DayKind::Makeup("春节"));
    assert!(!calendar.is_rest_day(date("2026-02-28")));
}

#[test]
fn a_year_not_announced_is_not_certain() {
    let calendar = calendar();
    for (day, noticed) in [("2026-06-01", true), ("2026-12-24", true), ("2027-01-04", false), ("2023-06-01", false)] {
        assert_eq!(calendar.day(date(day)).noticed, noticed, "{day}");
    }
}

#[test]
fn the_last_days_of_december_wait_for_the_next_years_notice() {
    let calendar = calendar();
    assert!(calendar.day(date("2025-12-31")).noticed);
    assert!(!calendar.day(date("2026-12-31")).noticed);
}

#[test]
fn a_december_day_may_stand_in_the_next_years_table() {
    let calendar = with(|tables| {
        tables[3].standing = Standing::Noticed;
        tables[3].off_days.push(entry("2026-12-31"));
        tables[3].makeup_workdays.push(entry("2026-12-26"));
    })
    .unwrap();
    assert_eq!(calendar.day(date("2026-12-31")), Day { kind: DayKind::Festival("元旦"), noticed: true });
    assert_eq!(calendar.day(date("2026-12-26")), Day { kind: DayKind::Makeup("元旦"), noticed: true });
}

#[test]
fn a_december_day_may_stand_in_both_tables_if_they_agree() {
    assert!(
        with(|tables| {
            tables[2].off_days.push(entry("2026-12-31"));
            tables[3].off_days.push(entry("2026-12-31"));
        })
        .is_ok()
    );
}

#[test]
fn tables_that_disagree_on_a_december_day_are_refused() {
    let refused = with(|tables| {
        tables[2].makeup_workdays.push(entry("2026-12-26"));
        tables[3].off_days.push(entry("2026-12-26"));
    });
    assert_eq!(refused, Err(CalendarError::OffAndMakeup { date: date("2026-12-26") }));
}

#[test]
fn a_day_off_that_is_also_made_up_is_refused() {
    let refused = with(|tables| tables[2].makeup_workdays.push(entry("2026-10-04")));
    assert_eq!(refused, Err(CalendarError::OffAndMakeup { date: date("2026-10-04") }));
}

#[test]
fn a_make_up_workday_on_a_weekday_is_refused() {
    let refused = with(|tables| tables[2].makeup_workdays.push(entry("2026-11-20")));
    assert_eq!(refused, Err(CalendarError::MakeupOnWeekday { date: date("2026-11-20") }));
}

#[test]
fn a_date_in_another_years_table_is_refused() {
    for day in ["2025-06-01", "2025-11-30", "2027-01-01", "2024-12-31"] {
        let refused = with(|tables| tables[2].off_days.push(entry(day)));
        assert_eq!(refused, Err(CalendarError::WrongYear { date: date(day), year: 2026 }));
    }
}

#[test]
fn a_date_listed_twice_is_refused() {
    let refused = with(|tables| tables[2].off_days.push(entry("2026-10-01")));
    assert_eq!(refused, Err(CalendarError::DateTwice { date: date("2026-10-01"), year: 2026 }));
}

#[test]
fn a_year_with_two_tables_is_refused() {
    let refused = with(|tables| tables[2].year = 2025);
    assert_eq!(refused, Err(CalendarError::YearTwice { year: 2025 }));
}

#[test]
fn make_up_workdays_without_a_notice_are_refused() {
    let refused = with(|tables| tables[3].makeup_workdays.push(entry("2027-02-13")));
    assert_eq!(refused, Err(CalendarError::MakeupWithoutNotice { date: date("2027-02-13"), year: 2027 }));
}

#[test]
fn a_day_without_a_festival_and_a_calendar_without_a_version_are_refused() {
    let refused = with(|tables| tables[2].off_days.push((date("2026-11-20"), " ".to_owned())));
    assert_eq!(refused, Err(CalendarError::NoFestival { date: date("2026-11-20") }));
    assert_eq!(Calendar::new(" ", &[]), Err(CalendarError::NoVersion));
}

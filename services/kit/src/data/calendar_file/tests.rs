//! The built-in calendar and the refusals of a bad one.

use super::*;
use duijie_core::calendar::DayKind;

const GOOD: &str = r#"version = "v1"
[[years]]
year = 2026
notice = "国办发明电〔2025〕7号"
url = "https://www.gov.cn/notice"
off_days = [
  { from = 2026-10-01, to = 2026-10-07, festival = "国庆节" },
]
makeup_workdays = [
  { date = 2026-10-10, festival = "国庆节" },
]
"#;

/// The refusal of the good calendar after one change.
fn refusal(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from));
    parse("cn.toml", &GOOD.replacen(from, to, 1)).unwrap_err().to_string()
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn the_built_in_calendar_has_the_published_number_of_working_days() {
    let calendar = built_in().unwrap();
    assert_eq!(calendar.version(), "cn-2026-11-21");
    for (year, expected) in [(2024, 251), (2025, 248), (2026, 248)] {
        let days = Date::constant(year, 1, 1).series(jiff::Span::new().days(1)).take_while(|day| day.year() == year);
        assert_eq!(days.filter(|day| !calendar.is_rest_day(*day)).count(), expected, "{year}");
    }
    assert!(calendar.day(date("2026-11-22")).noticed);
}

#[test]
fn the_built_in_calendar_knows_2027_by_its_thirteen_statutory_days_only() {
    let calendar = built_in().unwrap();
    let days = Date::constant(2027, 1, 1).series(jiff::Span::new().days(1)).take_while(|day| day.year() == 2027);
    let days: Vec<_> = days.map(|date| calendar.day(date)).collect();
    assert_eq!(days.iter().filter(|day| matches!(day.kind, DayKind::Festival(_))).count(), 13);
    assert!(days.iter().all(|day| !day.noticed));
}

#[test]
fn a_calendar_is_read_from_a_file() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("cn.toml");
    std::fs::write(&path, GOOD).unwrap();
    let calendar = read(&path).unwrap();
    assert_eq!(calendar.day(date("2026-10-10")).kind, DayKind::Makeup("国庆节"));
    assert_eq!(calendar.day(date("2026-10-07")).kind, DayKind::Festival("国庆节"));
    assert!(read(directory.path()).is_err());
}

#[test]
fn a_key_nobody_knows_is_refused_at_its_line() {
    assert_eq!(
        refusal("year = 2026\n", "year = 2026\nholiday = 1\n"),
        "`cn.toml` line 4, `years[0].holiday`: unknown field `holiday`, expected one of `year`, `notice`, `url`, \
         `off_days`, `makeup_workdays`"
    );
}

#[test]
fn a_date_in_quotes_or_with_a_time_is_refused() {
    assert_eq!(
        refusal("date = 2026-10-10", "date = \"2026-10-10\""),
        "`cn.toml` line 10, `years[0].makeup_workdays[0].date`: invalid type: string \"2026-10-10\", expected a date \
         without quotes such as 2026-10-01"
    );
    assert!(refusal("date = 2026-10-10", "date = 2026-10-10T08:00:00").contains("write a date alone"));
}

#[test]
fn a_day_both_off_and_made_up_is_refused_where_it_is_listed_last() {
    assert_eq!(
        refusal("date = 2026-10-10", "date = 2026-10-04"),
        "`cn.toml` line 10, `years[0].makeup_workdays[0]`: 2026-10-04 is both a day off and a make-up workday"
    );
}

#[test]
fn a_date_of_another_year_is_refused() {
    assert_eq!(
        refusal("date = 2026-10-10", "date = 2025-10-11"),
        "`cn.toml` line 10, `years[0].makeup_workdays[0]`: 2025-10-11 is in the table of 2026, which may hold only \
         dates of 2026 and of the December before"
    );
}

#[test]
fn a_make_up_workday_in_the_week_is_refused() {
    assert!(refusal("date = 2026-10-10", "date = 2026-10-09").contains("only a Saturday or Sunday can make up"));
}

#[test]
fn a_notice_without_its_address_is_refused() {
    assert_eq!(
        refusal("url = \"https://www.gov.cn/notice\"\n", ""),
        "`cn.toml` line 3, `years[0]`: 2026 must have both `notice` (its number, such as 国办发明电〔2025〕7号) and \
         `url` (an https address), or neither if it is not announced"
    );
}

#[test]
fn a_break_that_ends_before_it_begins_or_lasts_over_a_month_is_refused() {
    for to in ["2026-09-30", "2026-11-01"] {
        assert_eq!(
            refusal("to = 2026-10-07", &format!("to = {to}")),
            format!(
                "`cn.toml` line 7, `years[0].off_days[0].to`: {to} must be 2026-10-01 or one of the 30 days after it"
            )
        );
    }
}

#[test]
fn a_year_given_twice_a_year_out_of_range_and_a_blank_version_are_refused() {
    let twice = parse("cn.toml", &format!("{GOOD}[[years]]\nyear = 2026\noff_days = []\n")).unwrap_err().to_string();
    assert_eq!(twice, "`cn.toml` line 13, `years[1].year`: the year 2026 has two tables; each year has one");
    let early = refusal("year = 2026", "year = 26");
    assert_eq!(early, "`cn.toml` line 3, `years[0].year`: 26 is not a year with holidays; allowed are 2000 to 2999");
    let blank = refusal("version = \"v1\"", "version = \" \"");
    assert_eq!(blank, "`cn.toml` line 1, `version`: the calendar has no version; any text will do");
}

//! The calendar file, `deploy/calendar/cn.toml`, and the copy of it built into the program.

use super::{DataFileError, Source};
use crate::codec::limits;
use duijie_core::{
    calendar::{Calendar, CalendarError, Standing, YearTable},
    time::Date,
};
use serde::Deserialize;
use std::path::Path;
use toml::Spanned;

/// The name under which the built-in calendar is spoken of.
const BUILT_IN: &str = "deploy/calendar/cn.toml (built in)";

/// The file as it was when the program was built.
pub(crate) const BUILT_IN_TEXT: &str = include_str!("../../../../deploy/calendar/cn.toml");

/// The longest run of days off. The longest announced so far, with 2026's Spring Festival, has nine; a month shows
/// that a `to` was mistyped.
const LONGEST_BREAK_DAYS: usize = 31;

/// The years a calendar may have a table for. The first notice of this kind was for 2000.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2999;

/// The calendar built into the program: 2024 to 2026 as announced, 2027 by statute only.
///
/// # Errors
/// None in a program whose tests passed; the type leaves it to the caller how to stop.
pub fn built_in() -> Result<Calendar, DataFileError> {
    parse(BUILT_IN, BUILT_IN_TEXT)
}

/// Reads a calendar from `path`.
///
/// # Errors
/// The file cannot be read, or the first thing wrong in it.
pub fn read(path: &Path) -> Result<Calendar, DataFileError> {
    parse(&path.display().to_string(), &super::read(path)?)
}

/// Reads a calendar from `text`; errors call it `file`.
///
/// # Errors
/// The first thing wrong in it.
pub fn parse(file: &str, text: &str) -> Result<Calendar, DataFileError> {
    let source = Source { file, text };
    let raw: RawCalendar = source.parse()?;
    if raw.version.chars().count() > limits::TOKEN {
        let what = format!("it is longer than the {} characters that a letter can name it by", limits::TOKEN);
        return Err(source.wrong(text.find("version").unwrap_or(0), "version", &what));
    }
    let mut listed = Vec::new();
    let mut tables = Vec::with_capacity(raw.years.len());
    for (at, year) in raw.years.iter().enumerate() {
        tables.push(table(source, &format!("years[{at}]"), year, &mut listed)?);
    }
    Calendar::new(&raw.version, &tables).map_err(|error| contradiction(source, &raw, &listed, &error))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCalendar {
    version: String,
    years: Vec<RawYear>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawYear {
    year: Spanned<i16>,
    notice: Option<String>,
    url: Option<String>,
    off_days: Vec<RawBreak>,
    #[serde(default)]
    makeup_workdays: Vec<RawMakeup>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBreak {
    from: Spanned<FileDate>,
    to: Option<Spanned<FileDate>>,
    festival: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMakeup {
    date: Spanned<FileDate>,
    festival: String,
}

/// A TOML local date, written without quotes.
#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "toml::value::Datetime")]
pub(super) struct FileDate(pub(super) Date);

impl TryFrom<toml::value::Datetime> for FileDate {
    type Error = &'static str;

    fn try_from(raw: toml::value::Datetime) -> Result<Self, Self::Error> {
        let toml::value::Datetime { date: Some(date), time: None, offset: None } = raw else {
            return Err("it has a time of day; write a date alone, such as 2026-10-01");
        };
        let part = |value: u8| i8::try_from(value).unwrap_or(0);
        let year = i16::try_from(date.year).unwrap_or(0);
        Date::new(year, part(date.month), part(date.day)).map(Self).map_err(|_| "there is no such date")
    }
}

/// A date as listed: where it stands in the text, and under which key.
struct Listed {
    date: Date,
    at: usize,
    key: String,
}

fn table(source: Source<'_>, key: &str, raw: &RawYear, all: &mut Vec<Listed>) -> Result<YearTable, DataFileError> {
    let (at, year) = (raw.year.span().start, *raw.year.get_ref());
    if !YEARS.contains(&year) {
        let what = format!("{year} is not a year with holidays; allowed are {} to {}", YEARS.start(), YEARS.end());
        return Err(source.wrong(at, &format!("{key}.year"), &what));
    }
    let standing = match (&raw.notice, &raw.url) {
        (Some(notice), Some(url)) if !notice.trim().is_empty() && url.starts_with("https://") => Standing::Noticed,
        (None, None) => Standing::StatutoryOnly,
        (Some(_) | None, Some(_) | None) => {
            let what = format!(
                "{year} must have both `notice` (its number, such as 国办发明电〔2025〕7号) and `url` (an https \
                 address), or neither if it is not announced"
            );
            return Err(source.wrong(at, key, &what));
        }
    };
    let mut off_days = Vec::new();
    for (index, raw) in raw.off_days.iter().enumerate() {
        let key = format!("{key}.off_days[{index}]");
        for date in days_of(source, &key, raw)? {
            all.push(Listed { date, at: raw.from.span().start, key: key.clone() });
            off_days.push((date, raw.festival.clone()));
        }
    }
    let mut makeup_workdays = Vec::new();
    for (index, raw) in raw.makeup_workdays.iter().enumerate() {
        let date = raw.date.get_ref().0;
        all.push(Listed { date, at: raw.date.span().start, key: format!("{key}.makeup_workdays[{index}]") });
        makeup_workdays.push((date, raw.festival.clone()));
    }
    Ok(YearTable { year, standing, off_days, makeup_workdays })
}

fn days_of(source: Source<'_>, key: &str, raw: &RawBreak) -> Result<Vec<Date>, DataFileError> {
    let from = raw.from.get_ref().0;
    let Some(to) = &raw.to else { return Ok(vec![from]) };
    let last = to.get_ref().0;
    let days: Vec<_> =
        from.series(jiff::Span::new().days(1)).take_while(|date| *date <= last).take(LONGEST_BREAK_DAYS + 1).collect();
    if days.is_empty() || days.len() > LONGEST_BREAK_DAYS {
        let what = format!("{last} must be {from} or one of the {} days after it", LONGEST_BREAK_DAYS - 1);
        return Err(source.wrong(to.span().start, &format!("{key}.to"), &what));
    }
    Ok(days)
}

/// Puts a contradiction at the last place that lists its date, which is the one that does not fit.
fn contradiction(source: Source<'_>, raw: &RawCalendar, listed: &[Listed], error: &CalendarError) -> DataFileError {
    let what = error.to_string();
    if let Some(place) = listed.iter().rfind(|place| Some(place.date) == error.date()) {
        return source.wrong(place.at, &place.key, &what);
    }
    match error {
        CalendarError::YearTwice { year } => {
            let twice = raw.years.iter().enumerate().rfind(|(_, table)| table.year.get_ref() == year);
            let (at, key) = twice.map_or((0, ".".to_owned()), |(index, table)| {
                (table.year.span().start, format!("years[{index}].year"))
            });
            source.wrong(at, &key, &format!("{what}; each year has one"))
        }
        CalendarError::NoVersion => {
            source.wrong(source.text.find("version").unwrap_or(0), "version", &format!("{what}; any text will do"))
        }
        CalendarError::WrongYear { .. }
        | CalendarError::DateTwice { .. }
        | CalendarError::OffAndMakeup { .. }
        | CalendarError::MakeupOnWeekday { .. }
        | CalendarError::MakeupWithoutNotice { .. }
        | CalendarError::NoFestival { .. } => source.wrong(0, ".", &what),
    }
}

#[cfg(test)]
mod tests;

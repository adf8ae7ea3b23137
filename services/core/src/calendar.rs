//! Which days are working days. The State Council announces holidays and make-up workdays year by year, so the
//! calendar is data with a version; nothing here reads a file or knows a date of its own.

use crate::time::{Date, Weekday};
use std::collections::{BTreeMap, BTreeSet};

mod days;
#[cfg(test)]
pub(crate) mod sample;

pub(crate) use days::Days;

/// The notice for a year can reach back into the December before: the notice for 2019 made Monday 31 December 2018 a
/// rest day and Saturday 29 December 2018 a working day. From this day of December on, a date is certain only once
/// the next year's notice is in the calendar too. A week leaves room for a longer New Year's break.
const NEXT_NOTICE_REACHES_BACK_TO: i8 = 25;

/// What is known of one year, as published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearTable {
    /// The year the table is for. Its dates lie in this year or in the December before.
    pub year: i16,
    /// Whether the State Council has announced the year.
    pub standing: Standing,
    /// Days off with the festival they belong to, weekends within the festival included.
    pub off_days: Vec<(Date, String)>,
    /// Saturdays and Sundays worked in exchange (调休), with the festival they make up for.
    pub makeup_workdays: Vec<(Date, String)>,
}

/// How certain a year is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Announced by the General Office of the State Council (国务院办公厅关于部分节假日安排的通知).
    Noticed,
    /// Not yet announced: only the statutory festivals are known (《全国年节及纪念日放假办法》), no make-up workdays.
    StatutoryOnly,
}

/// The days off and make-up workdays of some years. Any date may be asked for; what is in no table is a plain weekday
/// or weekend, and not certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    version: String,
    noticed_years: BTreeSet<i16>,
    marks: BTreeMap<Date, Mark>,
    days: Days,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Mark {
    Off(String),
    Makeup(String),
}

/// One day as the calendar sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day<'c> {
    /// What kind of day it is.
    pub kind: DayKind<'c>,
    /// Whether the notice that governs this day is in the calendar. If not, the kind may still change.
    pub noticed: bool,
}

/// The four kinds of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind<'c> {
    /// Monday to Friday without a festival.
    Workday,
    /// A Saturday or Sunday worked for the named festival (调休上班). It is a working day, not a rest day.
    Makeup(&'c str),
    /// A Saturday or Sunday off.
    Weekend,
    /// A day off for the named festival.
    Festival(&'c str),
}

impl DayKind<'_> {
    /// Whether the law calls the day 法定休假日 (民法典第203条): festivals and weekends, but not a make-up workday.
    #[must_use]
    pub const fn is_rest(self) -> bool {
        match self {
            Self::Weekend | Self::Festival(_) => true,
            Self::Workday | Self::Makeup(_) => false,
        }
    }
}

/// Why a calendar was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The version is blank, so a due date could not name the calendar it was counted with.
    #[error("the calendar has no version")]
    NoVersion,
    /// Two tables claim the same year.
    #[error("the year {year} has two tables")]
    YearTwice {
        /// The year.
        year: i16,
    },
    /// A date is neither in its table's year nor in the December before.
    #[error("{date} is in the table of {year}, which may hold only dates of {year} and of the December before")]
    WrongYear {
        /// The date.
        date: Date,
        /// The year of the table it stands in.
        year: i16,
    },
    /// A date is listed twice in one table.
    #[error("{date} is listed twice in the table of {year}")]
    DateTwice {
        /// The date.
        date: Date,
        /// The year of the table.
        year: i16,
    },
    /// A date is a day off and a make-up workday at once.
    #[error("{date} is both a day off and a make-up workday")]
    OffAndMakeup {
        /// The date.
        date: Date,
    },
    /// A make-up workday is a Monday to Friday, which is worked anyway.
    #[error("{date} is a make-up workday but falls on a weekday; only a Saturday or Sunday can make up")]
    MakeupOnWeekday {
        /// The date.
        date: Date,
    },
    /// A year that is not announced has make-up workdays, which only an announcement can set.
    #[error("{date} is a make-up workday in the table of {year}, which is not announced")]
    MakeupWithoutNotice {
        /// The date.
        date: Date,
        /// The year of the table.
        year: i16,
    },
    /// A day off or make-up workday does not say for which festival.
    #[error("{date} names no festival")]
    NoFestival {
        /// The date.
        date: Date,
    },
}

impl CalendarError {
    /// The date at fault, if one is.
    #[must_use]
    pub const fn date(&self) -> Option<Date> {
        match self {
            Self::NoVersion | Self::YearTwice { .. } => None,
            Self::WrongYear { date, .. }
            | Self::DateTwice { date, .. }
            | Self::OffAndMakeup { date }
            | Self::MakeupOnWeekday { date }
            | Self::MakeupWithoutNotice { date, .. }
            | Self::NoFestival { date } => Some(*date),
        }
    }
}

impl Calendar {
    /// Puts the tables together. A December date may stand in its own year's table, in the next year's, or in both
    /// if they agree; the name in the earlier table is kept.
    ///
    /// # Errors
    /// The first contradiction found, see [`CalendarError`].
    pub fn new(version: &str, tables: &[YearTable]) -> Result<Self, CalendarError> {
        if version.trim().is_empty() {
            return Err(CalendarError::NoVersion);
        }
        let mut tables: Vec<&YearTable> = tables.iter().collect();
        tables.sort_by_key(|table| table.year);
        if let Some(pair) = tables.windows(2).find(|pair| pair[0].year == pair[1].year) {
            return Err(CalendarError::YearTwice { year: pair[0].year });
        }
        let mut calendar = Self {
            version: version.to_owned(),
            noticed_years: BTreeSet::new(),
            marks: BTreeMap::new(),
            days: Days::default(),
        };
        for table in &tables {
            calendar.add(table)?;
        }
        calendar.days = Days::of(&calendar, &tables);
        Ok(calendar)
    }

    /// The version of the data, which every due date counted with it names.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What kind of day `date` is and whether that is certain.
    #[must_use]
    pub fn day(&self, date: Date) -> Day<'_> {
        let kind = match self.marks.get(&date) {
            Some(Mark::Off(festival)) => DayKind::Festival(festival),
            Some(Mark::Makeup(festival)) => DayKind::Makeup(festival),
            None if is_weekend(date) => DayKind::Weekend,
            None => DayKind::Workday,
        };
        Day { kind, noticed: self.is_noticed(date) }
    }

    /// Whether `date` is a 法定休假日: a festival or a weekend that is not worked.
    #[must_use]
    pub fn is_rest_day(&self, date: Date) -> bool {
        self.day(date).kind.is_rest()
    }

    /// Its days, counted.
    pub(crate) const fn days(&self) -> &Days {
        &self.days
    }

    fn is_noticed(&self, date: Date) -> bool {
        let next_governs = date.month() == 12 && date.day() >= NEXT_NOTICE_REACHES_BACK_TO;
        let own = self.noticed_years.contains(&date.year());
        own && (!next_governs || self.noticed_years.contains(&date.year().saturating_add(1)))
    }

    fn add(&mut self, table: &YearTable) -> Result<(), CalendarError> {
        let year = table.year;
        if table.standing == Standing::Noticed {
            self.noticed_years.insert(year);
        }
        let mut seen = BTreeSet::new();
        let off = table.off_days.iter().map(|(date, name)| (*date, Mark::Off(name.clone())));
        let makeup = table.makeup_workdays.iter().map(|(date, name)| (*date, Mark::Makeup(name.clone())));
        for (date, mark) in off.chain(makeup) {
            check(date, &mark, table)?;
            if self.marks.get(&date).is_some_and(|other| is_off(other) != is_off(&mark)) {
                return Err(CalendarError::OffAndMakeup { date });
            }
            if !seen.insert(date) {
                return Err(CalendarError::DateTwice { date, year });
            }
            self.marks.entry(date).or_insert(mark);
        }
        Ok(())
    }
}

fn check(date: Date, mark: &Mark, table: &YearTable) -> Result<(), CalendarError> {
    let year = table.year;
    let december_before = date.month() == 12 && date.year().checked_add(1) == Some(year);
    if date.year() != year && !december_before {
        return Err(CalendarError::WrongYear { date, year });
    }
    let (Mark::Off(festival) | Mark::Makeup(festival)) = mark;
    if festival.trim().is_empty() {
        return Err(CalendarError::NoFestival { date });
    }
    match (mark, table.standing) {
        (Mark::Makeup(_), _) if !is_weekend(date) => Err(CalendarError::MakeupOnWeekday { date }),
        (Mark::Makeup(_), Standing::StatutoryOnly) => Err(CalendarError::MakeupWithoutNotice { date, year }),
        (Mark::Makeup(_), Standing::Noticed) | (Mark::Off(_), Standing::Noticed | Standing::StatutoryOnly) => Ok(()),
    }
}

const fn is_off(mark: &Mark) -> bool {
    match mark {
        Mark::Off(_) => true,
        Mark::Makeup(_) => false,
    }
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests;

//! The published calendar of 2024 to 2027, for the tests of core. The one that is used is `deploy/calendar/cn.toml`.

use super::{Calendar, Standing, YearTable};
use crate::time::Date;
use std::sync::LazyLock;

type Year =
    (i16, Standing, &'static [(&'static str, &'static str, &'static str)], &'static [(&'static str, &'static str)]);

/// The calendar as it was known in November 2026.
pub(crate) fn calendar() -> Calendar {
    // Thousands of drawn cases ask for it.
    static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| Calendar::new("test-2026-11", &tables()).unwrap());
    CALENDAR.clone()
}

/// Its tables.
pub(crate) fn tables() -> Vec<YearTable> {
    YEARS.iter().map(table).collect()
}

fn table((year, standing, off, makeup): &Year) -> YearTable {
    let days = |(from, to, name): &(&str, &str, &str)| {
        let (mut day, to, name) = (date(from), date(to), (*name).to_owned());
        let mut days = vec![(day, name.clone())];
        while day < to {
            day = day.tomorrow().unwrap();
            days.push((day, name.clone()));
        }
        days
    };
    YearTable {
        year: *year,
        standing: *standing,
        off_days: off.iter().flat_map(days).collect(),
        makeup_workdays: makeup.iter().map(|(day, name)| (date(day), (*name).to_owned())).collect(),
    }
}

/// A date such as `2026-03-04`.
pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

const YEARS: &[Year] = &[
    (
        2024,
        Standing::Noticed,
        &[
            ("2024-01-01", "2024-01-01", "元旦"),
            ("2024-02-10", "2024-02-17", "春节"),
            ("2024-04-04", "2024-04-06", "清明节"),
            ("2024-05-01", "2024-05-05", "劳动节"),
            ("2024-06-10", "2024-06-10", "端午节"),
            ("2024-09-15", "2024-09-17", "中秋节"),
            ("2024-10-01", "2024-10-07", "国庆节"),
        ],
        &[
            ("2024-02-04", "春节"),
            ("2024-02-18", "春节"),
            ("2024-04-07", "清明节"),
            ("2024-04-28", "劳动节"),
            ("2024-05-11", "劳动节"),
            ("2024-09-14", "中秋节"),
            ("2024-09-29", "国庆节"),
            ("2024-10-12", "国庆节"),
        ],
    ),
    (
        2025,
        Standing::Noticed,
        &[
            ("2025-01-01", "2025-01-01", "元旦"),
            ("2025-01-28", "2025-02-04", "春节"),
            ("2025-04-04", "2025-04-06", "清明节"),
            ("2025-05-01", "2025-05-05", "劳动节"),
            ("2025-05-31", "2025-06-02", "端午节"),
            ("2025-10-01", "2025-10-08", "国庆节、中秋节"),
        ],
        &[
            ("2025-01-26", "春节"),
            ("2025-02-08", "春节"),
            ("2025-04-27", "劳动节"),
            ("2025-09-28", "国庆节、中秋节"),
            ("2025-10-11", "国庆节、中秋节"),
        ],
    ),
    (
        2026,
        Standing::Noticed,
        &[
            ("2026-01-01", "2026-01-03", "元旦"),
            ("2026-02-15", "2026-02-23", "春节"),
            ("2026-04-04", "2026-04-06", "清明节"),
            ("2026-05-01", "2026-05-05", "劳动节"),
            ("2026-06-19", "2026-06-21", "端午节"),
            ("2026-09-25", "2026-09-27", "中秋节"),
            ("2026-10-01", "2026-10-07", "国庆节"),
        ],
        &[
            ("2026-01-04", "元旦"),
            ("2026-02-14", "春节"),
            ("2026-02-28", "春节"),
            ("2026-05-09", "劳动节"),
            ("2026-09-20", "国庆节"),
            ("2026-10-10", "国庆节"),
        ],
    ),
    (
        2027,
        Standing::StatutoryOnly,
        &[
            ("2027-01-01", "2027-01-01", "元旦"),
            ("2027-02-05", "2027-02-05", "除夕"),
            ("2027-02-06", "2027-02-08", "春节"),
            ("2027-04-05", "2027-04-05", "清明"),
            ("2027-05-01", "2027-05-02", "劳动节"),
            ("2027-06-09", "2027-06-09", "端午"),
            ("2027-09-15", "2027-09-15", "中秋"),
            ("2027-10-01", "2027-10-03", "国庆"),
        ],
        &[],
    ),
];

//! One line of `compute`: what it asks, or which of its fields is wrong and why.

use std::borrow::Cow;

use duijie_core::due::{Close, CloseError};
use duijie_core::time::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use crate::args::times;

/// The first and last year in which a term may begin: no calendar knows others, and no duty here is older.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2999;

/// The fields a line may have.
const FIELDS: [&str; 8] = ["unit", "n", "from", "roll", "rule", "hours_begin", "close", "direction"];

/// A line as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line<'l> {
    /// What is counted.
    #[serde(borrow)]
    pub(super) unit: Option<Cow<'l, str>>,
    /// How many.
    pub(super) n: Option<u32>,
    /// When it begins.
    #[serde(borrow)]
    from: Option<Cow<'l, str>>,
    /// Whether it rolls off a rest day.
    pub(super) roll: Option<bool>,
    /// A rule instead of unit and number.
    #[serde(borrow)]
    pub(super) rule: Option<Cow<'l, str>>,
    /// Where the first hour begins.
    #[serde(borrow)]
    pub(super) hours_begin: Option<Cow<'l, str>>,
    /// When business closes on the last day.
    #[serde(borrow)]
    close: Option<Cow<'l, str>>,
    /// Forward from an event, or back from one to come.
    #[serde(borrow)]
    direction: Option<Cow<'l, str>>,
}

/// Which way a line counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// From an event that was.
    Forward,
    /// From an event to come (提前).
    Back,
}

/// Why a line was refused.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    /// The field; `.` for the line as a whole.
    pub(super) field: String,
    /// What is wrong and what is allowed, in Chinese.
    pub(super) zh: String,
    /// The same in English.
    pub(super) en: String,
}

impl Wrong {
    /// A refusal of a field.
    pub(super) fn new(field: &str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { field: field.to_owned(), zh: zh.into(), en: en.into() }
    }

    /// A refusal of a line that is no request.
    pub(super) fn too_long(longest: usize) -> Self {
        Self::new(".", format!("一行不得超过 {longest} 字节"), format!("a line has at most {longest} bytes"))
    }
}

impl<'l> Line<'l> {
    /// Reads a line.
    pub(super) fn read(bytes: &'l [u8]) -> Result<Self, Wrong> {
        // An array would be read field by field.
        if bytes.trim_ascii_start().first() != Some(&b'{') {
            return Err(diagnosed(bytes, "not an object"));
        }
        serde_json::from_slice(bytes).map_err(|error| diagnosed(bytes, &error.to_string()))
    }

    /// When business closes on the last day, if it says so.
    pub(super) fn close(&self) -> Result<Option<Close>, Wrong> {
        let read = |text: &str| {
            text.parse().map_err(|error: CloseError| {
                Wrong::new(
                    "close",
                    format!("“{text}”不是停止业务时间；应如 17:30，不写为 24:00"),
                    format!("`{text}`: {error}"),
                )
            })
        };
        self.close.as_deref().map(read).transpose()
    }

    /// Which way it counts, if it says so.
    pub(super) fn direction(&self) -> Result<Option<Direction>, Wrong> {
        match self.direction.as_deref() {
            None => Ok(None),
            Some("forward") => Ok(Some(Direction::Forward)),
            Some("back") => Ok(Some(Direction::Back)),
            Some(other) => Err(Wrong::new(
                "direction",
                format!("“{other}”无效；可用：forward（自事件起算）, back（自将来的事件倒推）"),
                format!("`{other}` is neither forward (from an event) nor back (from an event to come)"),
            )),
        }
    }

    /// When the term begins, or the event to come that it is counted back from.
    pub(super) fn from(&self) -> Result<Timestamp, Wrong> {
        let Some(text) = self.from.as_deref() else {
            return Err(Wrong::new(
                "from",
                "缺少 from：起算时间，如 2026-02-12T10:00:00+08:00",
                "`from` is missing: when the term begins, such as 2026-02-12T10:00:00+08:00",
            ));
        };
        let instant = times::instant(text).map_err(|allowed| {
            Wrong::new(
                "from",
                format!("“{text}”不是时间；应如 2026-02-12T10:00:00+08:00，或者 2026-02-12（北京时间零时）"),
                format!("`{text}` is no instant; {allowed}"),
            )
        })?;
        let micros = instant.seconds.saturating_mul(1_000_000).saturating_add(i64::from(instant.nanos / 1_000));
        let from = Timestamp::from_micros(micros);
        if YEARS.contains(&from.beijing_date().year()) {
            Ok(from)
        } else {
            let (first, last) = (YEARS.start(), YEARS.end());
            Err(Wrong::new(
                "from",
                format!("“{text}”不在 {first} 年至 {last} 年之间"),
                format!("`{text}` is not between the years {first} and {last}"),
            ))
        }
    }
}

/// Looks at a line that could not be read once more, for the field that is at fault.
fn diagnosed(bytes: &[u8], why: &str) -> Wrong {
    let Ok(Value::Object(fields)) = serde_json::from_slice(bytes) else {
        return Wrong::new(
            ".",
            format!("这一行不是一个 JSON 对象（{why}）"),
            format!("the line is not one JSON object ({why})"),
        );
    };
    for (field, value) in &fields {
        let (fits, zh, en) = match field.as_str() {
            "n" => (value.as_u64().is_some_and(|n| u32::try_from(n).is_ok()), "正整数", "a whole number from 1"),
            "roll" => (value.is_boolean(), "true 或者 false", "true or false"),
            "unit" | "from" | "rule" | "hours_begin" | "close" | "direction" => {
                (value.is_string(), "字符串", "a string")
            }
            _ => {
                let allowed = FIELDS.join(", ");
                return Wrong::new(
                    field,
                    format!("没有字段“{field}”；可用：{allowed}"),
                    format!("there is no field `{field}`; allowed are {allowed}"),
                );
            }
        };
        if !fits && !value.is_null() {
            return Wrong::new(
                field,
                format!("{field} 应当是{zh}，不是 {value}"),
                format!("`{field}` is {en}, not {value}"),
            );
        }
    }
    Wrong::new(".", format!("这一行无法读取（{why}）"), format!("the line cannot be read ({why})"))
}

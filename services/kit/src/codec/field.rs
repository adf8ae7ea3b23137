//! Single fields: how each raw shape of the contract is parsed, and how a refusal names the field. No refusal quotes a
//! value, because it may be personal.

use duijie_core::{
    agency::AgencyId,
    ids::Digest,
    text::{Text, TextError},
    time::{Date, Timestamp},
};
use std::{fmt::Display, str::FromStr};
use thiserror::Error;

/// Why a field is refused: for a peer's body the reason it is not understood, at the gRPC edge a `BadRequest` violation.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{path}`: {en}")]
pub struct FieldError {
    /// Path of the field, such as `outcome.agreement.document.digest`.
    pub path: String,
    /// Stable code in upper snake case.
    pub code: &'static str,
    /// Chinese sentence.
    pub zh: String,
    /// English sentence.
    pub en: String,
}

impl FieldError {
    /// A refusal of the field `path`.
    #[must_use]
    pub fn new(path: &str, code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { path: path.to_owned(), code, zh: zh.into(), en: en.into() }
    }

    /// The field is absent.
    #[must_use]
    pub fn missing(path: &str) -> Self {
        Self::new(path, "MISSING_FIELD", "必填项缺失，请填写", "is required; fill it in")
    }

    /// The bytes are no message of this shape.
    #[must_use]
    pub fn damaged(path: &str) -> Self {
        Self::new(path, "NOT_A_MESSAGE", "内容无法解析", "is not a message of this shape")
    }

    /// The same, seen from the message that has the field's message in `field`.
    #[must_use]
    pub fn within(mut self, field: &str) -> Self {
        self.path = if self.path.is_empty() { field.to_owned() } else { format!("{field}.{}", self.path) };
        self
    }
}

/// Puts what is refused inside `field` under its name.
pub(crate) fn within<T>(field: &str, result: Result<T, FieldError>) -> Result<T, FieldError> {
    result.map_err(|error| error.within(field))
}

/// A message that must be there, parsed.
pub(crate) fn required<R, T>(
    field: &str,
    raw: Option<R>,
    parse: impl FnOnce(R) -> Result<T, FieldError>,
) -> Result<T, FieldError> {
    within(field, raw.ok_or_else(|| FieldError::missing("")).and_then(parse))
}

/// A message that may be there, parsed.
pub(crate) fn optional<R, T>(
    field: &str,
    raw: Option<R>,
    parse: impl FnOnce(R) -> Result<T, FieldError>,
) -> Result<Option<T>, FieldError> {
    raw.map(|raw| within(field, parse(raw))).transpose()
}

/// At most `max` messages, each parsed.
pub(crate) fn list<R, T>(
    field: &str,
    raw: &[R],
    max: usize,
    parse: impl Fn(&R) -> Result<T, FieldError>,
) -> Result<Vec<T>, FieldError> {
    if raw.len() > max {
        let has = raw.len();
        let (zh, en) = (format!("有 {has} 项，最多 {max} 项"), format!("has {has} entries, at most {max} are allowed"));
        return Err(FieldError::new(field, "TOO_MANY", zh, en));
    }
    raw.iter().enumerate().map(|(at, raw)| within(&format!("{field}[{at}]"), parse(raw))).collect()
}

/// Words that must be there.
///
/// # Errors
/// If they are blank, longer than `max` characters or contain NUL.
pub fn text(field: &str, raw: &str, max: usize) -> Result<Text, FieldError> {
    optional_text(field, raw, max)?.ok_or_else(|| FieldError::missing(field))
}

/// Words that may be there; empty words are absent.
///
/// # Errors
/// If they are white space only, longer than `max` characters or contain NUL.
pub fn optional_text(field: &str, raw: &str, max: usize) -> Result<Option<Text>, FieldError> {
    Text::parse_optional(raw, max).map_err(|error| {
        let en = error.to_string();
        match error {
            TextError::Blank => FieldError::new(field, "BLANK", "不能为空白", en),
            TextError::TooLong { has, max } => {
                FieldError::new(field, "TOO_LONG", format!("有 {has} 个字符，最多 {max} 个字符"), en)
            }
            TextError::Nul => FieldError::new(field, "NUL_CHARACTER", "不能包含 NUL 字符", en),
        }
    })
}

/// Words of the machine (codes, sentences of refusals): at most `max` characters, empty allowed.
pub(crate) fn plain(field: &str, raw: &str, max: usize) -> Result<String, FieldError> {
    optional_text(field, raw, max).map(|text| text.map_or_else(String::new, |text| text.as_str().to_owned()))
}

/// As [`plain`], but empty is absent.
pub(crate) fn optional_plain(field: &str, raw: &str, max: usize) -> Result<Option<String>, FieldError> {
    optional_text(field, raw, max).map(|text| text.map(|text| text.as_str().to_owned()))
}

/// What is absent is written as an empty string.
pub(crate) fn or_empty(text: Option<&Text>) -> String {
    text.map_or_else(String::new, |text| text.as_str().to_owned())
}

/// An id or another token that must be there.
///
/// # Errors
/// If it is empty or not of its shape.
pub fn token<T: FromStr<Err: Display>>(field: &str, raw: &str) -> Result<T, FieldError> {
    optional_token(field, raw)?.ok_or_else(|| FieldError::missing(field))
}

/// An id or another token that may be there; an empty one is absent.
///
/// # Errors
/// If it is not of its shape.
pub fn optional_token<T: FromStr<Err: Display>>(field: &str, raw: &str) -> Result<Option<T>, FieldError> {
    if raw.is_empty() {
        return Ok(None);
    }
    raw.parse().map(Some).map_err(|error: T::Err| FieldError::new(field, "BAD_ID", "编号格式不正确", error.to_string()))
}

/// An agency that must be there.
///
/// # Errors
/// If it is empty or not `<division>.<role>`.
pub fn agency(field: &str, raw: &str) -> Result<AgencyId, FieldError> {
    optional_agency(field, raw)?.ok_or_else(|| FieldError::missing(field))
}

/// An agency that may be there; an empty one is absent.
///
/// # Errors
/// If it is not `<division>.<role>`.
pub fn optional_agency(field: &str, raw: &str) -> Result<Option<AgencyId>, FieldError> {
    let wrong = |error: String| FieldError::new(field, "BAD_AGENCY", "单位应写作“区划代码.职能”", error);
    if raw.is_empty() { Ok(None) } else { raw.parse().map(Some).map_err(|error| wrong(format!("{error}"))) }
}

/// A digest of 32 bytes.
///
/// # Errors
/// If it is absent or has another length.
pub fn digest(field: &str, raw: &[u8]) -> Result<Digest, FieldError> {
    if raw.is_empty() {
        return Err(FieldError::missing(field));
    }
    Digest::from_slice(raw)
        .ok_or_else(|| FieldError::new(field, "BAD_DIGEST", "摘要应为 32 字节", "a digest has 32 bytes"))
}

/// An instant that must be there.
///
/// # Errors
/// If it is absent, not in whole microseconds or out of range.
pub fn instant(field: &str, raw: Option<&prost_types::Timestamp>) -> Result<Timestamp, FieldError> {
    optional_instant(field, raw)?.ok_or_else(|| FieldError::missing(field))
}

/// An instant that may be there.
///
/// # Errors
/// If it is not in whole microseconds or out of range.
pub fn optional_instant(field: &str, raw: Option<&prost_types::Timestamp>) -> Result<Option<Timestamp>, FieldError> {
    let wrong = || FieldError::new(field, "BAD_TIME", "时间应精确到整微秒", "an instant is in whole microseconds");
    raw.map(|raw| core_instant(raw).ok_or_else(wrong)).transpose()
}

/// The instant, if it is in whole microseconds and in range: what is signed in microseconds must have no other part.
pub(crate) fn core_instant(raw: &prost_types::Timestamp) -> Option<Timestamp> {
    if !(0..1_000_000_000).contains(&raw.nanos) || raw.nanos % 1_000 != 0 {
        return None;
    }
    let micros = i128::from(raw.seconds) * 1_000_000 + i128::from(raw.nanos / 1_000);
    i64::try_from(micros).ok().map(Timestamp::from_micros)
}

/// An instant for the wire.
#[must_use]
pub fn proto_instant(at: Timestamp) -> prost_types::Timestamp {
    let micros = at.as_micros();
    let nanos = i32::try_from(micros.rem_euclid(1_000_000) * 1_000).unwrap_or(0);
    prost_types::Timestamp { seconds: micros.div_euclid(1_000_000), nanos }
}

/// A civil date, `YYYY-MM-DD`; an empty one is absent.
///
/// # Errors
/// If it is not such a date.
pub fn optional_date(field: &str, raw: &str) -> Result<Option<Date>, FieldError> {
    let wrong = || FieldError::new(field, "BAD_DATE", "日期应写作 YYYY-MM-DD", "a date is written YYYY-MM-DD");
    if raw.is_empty() {
        return Ok(None);
    }
    let date: Date = raw.parse().map_err(|_| wrong())?;
    if date.to_string() == raw { Ok(Some(date)) } else { Err(wrong()) }
}

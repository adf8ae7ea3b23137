//! 案号: the number of a case at a court（《关于人民法院案件案号的若干规定》）, as in （2026）临0101民初1123号: year of
//! filing, code of the court, code of a special division if it has one, type of case, and a number without zeros in front.

use super::{
    Malformed, is_year,
    typed::{is_han, leading, narrow, natural, year},
};
use crate::time::Date;
use std::fmt;

/// A 案号.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CaseNumber {
    year: i16,
    court: String,
    division: Option<char>,
    kind: String,
    number: u32,
}

/// One that is right.
const EXAMPLE: &str = "（2026）临0101民初1123号";
/// The court that has no province.
const SUPREME: &str = "最高法";
/// 专门审判代字: intellectual property at the supreme court. Read only before a type code, so it is never one itself.
const DIVISIONS: [char; 1] = ['知'];
/// Characters of a 类型代字.
const KIND_MAX: usize = 3;
/// 诉前调 ended with the opinion on filing and mediation of 2025-01-01, 调确 with the rules on case numbers of 2016-01-01.
const LEGACY: [(&str, i16, Malformed); 2] = [
    (
        "诉前调",
        2025,
        wrong(
            "LEGACY_CASE_TYPE",
            "“诉前调”字号自2025年1月1日起不再使用，先立案再委托调解的请用“民初”；2025年以前的案号可以登记",
            "type 诉前调 is not given since 1 January 2025: a case is filed as 民初 first; numbers of earlier years are accepted",
        ),
    ),
    (
        "调确",
        2016,
        wrong(
            "LEGACY_CASE_TYPE",
            "“调确”字号自2016年1月1日起不再使用，司法确认案件请用“民特”；2016年以前的案号可以登记",
            "type 调确 is not given since 1 January 2016: confirmations are 民特; numbers of earlier years are accepted",
        ),
    ),
];

const fn wrong(code: &'static str, zh: &'static str, en: &'static str) -> Malformed {
    Malformed { code, zh, en, example: EXAMPLE }
}

const BRACKETS: Malformed = wrong(
    "BAD_CASE_NUMBER",
    "案号以圆括号中的四位年度开头",
    "a case number begins with the year, four digits in round brackets",
);
const YEAR: Malformed = wrong(
    "BAD_CASE_NUMBER_YEAR",
    "案号的年度应为四位数字，不早于1949年，不晚于今年",
    "the year of a case number has four digits, is not before 1949 and not after this year",
);
const COURT: Malformed = wrong(
    "BAD_CASE_NUMBER_COURT",
    "年度之后应为法院代字：省份简称，中级法院加2位、基层法院加4位数字（高级法院不加），或者“最高法”",
    "after the year comes the court: a province's character with 2 digits (intermediate), 4 (basic) or none (high), or 最高法",
);
const KIND: Malformed = wrong(
    "BAD_CASE_NUMBER_TYPE",
    "法院代字之后应为类型代字，1至3个汉字，如民初、民特、行初、执",
    "after the court comes the type of case, 1 to 3 Han characters such as 民初, 民特, 行初, 执",
);
const NUMBER: Malformed = wrong(
    "BAD_CASE_NUMBER_SERIAL",
    "类型代字之后应为编号：自然数，前面不补零，不加“第”",
    "after the type comes the serial number, without leading zeros and without 第",
);
const END: Malformed =
    wrong("BAD_CASE_NUMBER", "案号以“号”结尾，后面没有其他文字", "a case number ends with 号 and nothing after it");

impl CaseNumber {
    /// Reads one, with round brackets and digits of either width.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str, today: Date) -> Result<Self, Malformed> {
        let text = narrow(text);
        let (digits, rest) = text.strip_prefix('(').and_then(|text| text.split_once(')')).ok_or(BRACKETS)?;
        let year = year(digits).filter(|year| is_year(*year, today)).ok_or(YEAR)?;
        let (court, rest) = court(rest).ok_or(COURT)?;
        let (letters, rest) = leading(rest, |c| is_han(c) && c != '第' && c != '号');
        let (division, kind) = division(letters);
        if !(1..=KIND_MAX).contains(&kind.chars().count()) {
            return Err(KIND);
        }
        let (digits, rest) = leading(rest, |c| c.is_ascii_digit());
        let number = natural(digits).ok_or(NUMBER)?;
        if rest != "号" {
            return Err(END);
        }
        match LEGACY.iter().find(|(legacy, until, _)| *legacy == kind && year >= *until) {
            Some((_, _, refused)) => Err(*refused),
            None => Ok(Self { year, court: court.to_owned(), division, kind: kind.to_owned(), number }),
        }
    }

    /// 收案年度
    #[must_use]
    pub const fn year(&self) -> i16 {
        self.year
    }

    /// 法院代字, for example 临0101.
    #[must_use]
    pub fn court(&self) -> &str {
        &self.court
    }

    /// 专门审判代字, if it has one.
    #[must_use]
    pub const fn division(&self) -> Option<char> {
        self.division
    }

    /// 类型代字, for example 民初.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// 编号
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.number
    }
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "（{}）{}", self.year, self.court)?;
        if let Some(division) = self.division {
            write!(f, "{division}")?;
        }
        write!(f, "{}{}号", self.kind, self.number)
    }
}

/// Whether words in no declared form are meant as a 案号: they begin with a year and name a type of case that only courts have.
#[must_use]
pub fn looks_like_one(text: &str) -> bool {
    let text = narrow(text);
    let from_year = text.trim_start_matches(['(', '[', '〔', '【', '{']);
    let begins = from_year.len() >= 4 && leading(from_year, |c| c.is_ascii_digit()).0.len() >= 4;
    begins
        && ["民初", "民特", "民督", "民催", "民终", "民申", "民再", "行初", "行终", "诉前调", "调确"]
            .iter()
            .any(|kind| text.contains(kind))
}

/// The court's code and what follows it.
fn court(text: &str) -> Option<(&str, &str)> {
    if let Some(rest) = text.strip_prefix(SUPREME) {
        return Some((SUPREME, rest));
    }
    let province = text.chars().next().filter(|c| is_han(*c))?;
    let after = &text[province.len_utf8()..];
    let digits = leading(after, |c| c.is_ascii_digit()).0;
    matches!(digits.len(), 0 | 2 | 4).then(|| text.split_at(province.len_utf8() + digits.len()))
}

fn division(letters: &str) -> (Option<char>, &str) {
    match letters.chars().next().filter(|first| DIVISIONS.contains(first)) {
        Some(first) if letters.len() > first.len_utf8() => (Some(first), &letters[first.len_utf8()..]),
        Some(_) | None => (None, letters),
    }
}

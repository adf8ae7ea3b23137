//! 发文字号 (GB/T 9704): code of the office, year in hexagonal brackets, number without 第 and without zeros in front, as in
//! 青信〔2026〕12号. Beside it what has no national standard and is looked at more leniently: 受案号 and 信访件编号.

use super::{
    Malformed, is_year,
    typed::{is_han, leading, narrow, natural, year},
};
use crate::time::Date;
use std::fmt;

/// A 发文字号.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DocumentNumber {
    office: String,
    year: i16,
    number: u32,
}

/// Characters of a 机关代字, far more than any has.
const OFFICE_MAX: usize = 30;
/// Characters of a 信访件编号.
const PETITION: std::ops::RangeInclusive<usize> = 4..=40;

const fn wrong(zh: &'static str, en: &'static str) -> Malformed {
    Malformed { code: "BAD_DOCUMENT_NUMBER", zh, en, example: "青信〔2026〕12号" }
}

const OFFICE: Malformed = wrong(
    "发文字号以机关代字开头，由汉字、字母和圆括号组成",
    "a document number begins with the code of the office, of Han characters, letters and round brackets",
);
const BRACKETS: Malformed =
    wrong("发文字号的年份用六角括号〔〕括起", "the year of a document number is in hexagonal brackets 〔〕");
const YEAR: Malformed = wrong(
    "发文字号的年份应为四位数字，不早于1949年，不晚于今年",
    "the year of a document number has four digits, is not before 1949 and not after this year",
);
const NUMBER: Malformed = wrong(
    "发文字号的顺序号不加“第”，不编虚位（1不编为01），以“号”结尾",
    "the serial number has no 第 and no leading zeros, and 号 ends it",
);
const POLICE: Malformed = Malformed {
    code: "BAD_POLICE_NUMBER",
    zh: "受案号由公安机关代字、“字”、六角括号中的四位年份（不晚于今年）和编号组成，以“号”结尾",
    en: "a police case number is the police's code ending in 字, the year in hexagonal brackets (not after this year) and a number with 号",
    example: "青公（城）受案字〔2026〕302号",
};
const PETITION_NUMBER: Malformed = Malformed {
    code: "BAD_PETITION_NUMBER",
    zh: "信访件编号应为4至40位字母、数字和短横线，其中至少4位数字；或者写作发文字号的形式",
    en: "a petition's number has 4 to 40 letters, digits and hyphens, at least four of them digits; or is written as a document number",
    example: "XF20260920-0015",
};

impl DocumentNumber {
    /// Reads one; square brackets are taken for hexagonal ones, because keyboards have no others.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str, today: Date) -> Result<Self, Malformed> {
        let (office, year, rest) = parts(text, today)?;
        let (digits, rest) = leading(&rest, |c| c.is_ascii_digit());
        let number = natural(digits).filter(|_| rest == "号").ok_or(NUMBER)?;
        Ok(Self { office, year, number })
    }

    /// 机关代字
    #[must_use]
    pub fn office(&self) -> &str {
        &self.office
    }

    /// 年份
    #[must_use]
    pub const fn year(&self) -> i16 {
        self.year
    }

    /// 顺序号
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.number
    }
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}〔{}〕{}号", self.office, self.year, self.number)
    }
}

/// Office, year, and what follows them.
fn parts(text: &str, today: Date) -> Result<(String, i16, String), Malformed> {
    let text = narrow(text).replace('[', "〔").replace(']', "〕");
    let (office, rest) = text.split_once('〔').ok_or(BRACKETS)?;
    let (digits, rest) = rest.split_once('〕').ok_or(BRACKETS)?;
    let year = year(digits).filter(|year| is_year(*year, today)).ok_or(YEAR)?;
    let plain = |c: char| is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '(' | ')');
    if !(1..=OFFICE_MAX).contains(&office.chars().count()) || !office.chars().all(plain) {
        return Err(OFFICE);
    }
    Ok((office.replace('(', "（").replace(')', "）"), year, rest.to_owned()))
}

/// 受案号: no national standard is known, so only what all of them have is asked for. Systems print them with zeros in front.
///
/// # Errors
/// What all of them have.
pub(super) fn police_case(text: &str, today: Date) -> Result<String, Malformed> {
    let (office, year, rest) = parts(text, today).map_err(|_| POLICE)?;
    let digits = rest.strip_suffix('号').unwrap_or_default();
    let numbered = (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if numbered && office.contains('公') && office.ends_with('字') {
        return Ok(format!("{office}〔{year}〕{digits}号"));
    }
    Err(POLICE)
}

/// 信访件编号: no national standard is known.
///
/// # Errors
/// What is asked for.
pub(super) fn petition(text: &str, today: Date) -> Result<String, Malformed> {
    if let Ok(number) = DocumentNumber::parse(text, today) {
        return Ok(number.to_string());
    }
    let text = narrow(text);
    let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if plain && digits >= 4 && PETITION.contains(&text.len()) { Ok(text) } else { Err(PETITION_NUMBER) }
}

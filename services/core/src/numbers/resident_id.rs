//! 公民身份号码 (GB 11643): 6 digits of a division, 8 of a date of birth, 3 of a sequence, and a check character (ISO 7064
//! MOD 11-2). Personal: it has no `Display`, `Debug` shows nothing of it, and only `masked` is to be shown.

use super::{Malformed, division::is_province, typed::narrow};
use crate::time::Date;
use std::fmt;

/// A 公民身份号码.
#[derive(Clone, PartialEq, Eq)]
pub struct ResidentId(String);

const LENGTH: usize = 18;
/// ISO 7064 MOD 11-2: 2^(17-i) mod 11.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// What the remainder is written as.
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
/// Nobody who is party to a dispute was born earlier.
const FIRST_BORN: i16 = 1850;

/// The example of the standard itself.
const fn wrong(code: &'static str, zh: &'static str, en: &'static str) -> Malformed {
    Malformed { code, zh, en, example: "11010519491231002X" }
}

const SHAPE: Malformed = wrong(
    "BAD_RESIDENT_ID",
    "公民身份号码为18位：17位数字，末位为数字或者X（15位旧号已停用）",
    "a resident's number has 18 characters, 17 digits and a digit or X (those of 15 are no longer used)",
);
const DIVISION: Malformed = wrong(
    "BAD_RESIDENT_ID_DIVISION",
    "公民身份号码的前6位不是行政区划代码",
    "the first six digits of a resident's number are not those of a division",
);
const BIRTH: Malformed = wrong(
    "BAD_RESIDENT_ID_DATE",
    "公民身份号码的第7至14位不是已经过去的日期",
    "digits 7 to 14 of a resident's number are not a date that has passed",
);
const CHECK: Malformed = wrong(
    "BAD_RESIDENT_ID_CHECK",
    "公民身份号码的末位校验码不正确，请核对各位数字",
    "the last character of a resident's number does not agree with the others; compare every digit",
);

impl ResidentId {
    /// Reads one, of either width, with x or X.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str, today: Date) -> Result<Self, Malformed> {
        let text = narrow(text).to_ascii_uppercase();
        let (body, check) = text.split_at_checked(LENGTH - 1).ok_or(SHAPE)?;
        let digits = body.bytes().all(|byte| byte.is_ascii_digit());
        if !digits || !matches!(check.as_bytes(), [b'0'..=b'9' | b'X']) {
            return Err(SHAPE);
        }
        // 9 and a province's two digits: a foreigner with the right of residence. 99 is given to nobody.
        let resident = is_province(body) || body.strip_prefix('9').is_some_and(is_province);
        if !resident {
            return Err(DIVISION);
        }
        let number =
            |from: usize, to: usize| body.get(from..to).and_then(|digits| digits.parse::<i16>().ok()).unwrap_or(0);
        let (year, month, day) = (number(6, 10), number(10, 12), number(12, 14));
        let born = i8::try_from(month).ok().zip(i8::try_from(day).ok());
        let born = born.and_then(|(month, day)| Date::new(year, month, day).ok()).ok_or(BIRTH)?;
        if born > today || year < FIRST_BORN {
            return Err(BIRTH);
        }
        if !check.starts_with(check_of(body)) {
            return Err(CHECK);
        }
        Ok(Self(text))
    }

    /// The number. For making a mark of it, and for nothing else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// How it ends, and nothing of where and when somebody was born.
    #[must_use]
    pub fn masked(&self) -> String {
        super::social_credit::all_but_four(&self.0)
    }
}

impl fmt::Debug for ResidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResidentId")
    }
}

fn check_of(body: &str) -> char {
    let sum: u32 = body.chars().filter_map(|c| c.to_digit(10)).zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    CHECKS[sum as usize % CHECKS.len()]
}

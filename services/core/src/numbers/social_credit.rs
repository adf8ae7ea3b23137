//! 统一社会信用代码 (GB 32100): 18 characters, the last of which checks the others modulo 31. A sole trader's names a person,
//! so it is handled like a resident's number.

use super::{Malformed, division::is_province, typed::narrow};
use std::fmt;

/// A 统一社会信用代码.
#[derive(Clone, PartialEq, Eq)]
pub struct SocialCredit(String);

const LENGTH: usize = 18;
/// Letters and digits that cannot be taken for one another: no I, O, S, V, Z.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const MODULUS: u32 = 31;
/// Characters that stay visible.
const SHOWN: usize = 4;

const fn wrong(code: &'static str, zh: &'static str, en: &'static str) -> Malformed {
    Malformed { code, zh, en, example: "91350100M000100Y43" }
}

const SHAPE: Malformed = wrong(
    "BAD_SOCIAL_CREDIT",
    "统一社会信用代码为18位数字和大写字母，不使用I、O、S、V、Z，第3至8位为行政区划代码",
    "a unified social credit code has 18 digits and letters without I, O, S, V and Z; characters 3 to 8 are a division",
);
const CHECK: Malformed = wrong(
    "BAD_SOCIAL_CREDIT_CHECK",
    "统一社会信用代码的末位校验码不正确，请核对各位字符",
    "the last character of the unified social credit code does not agree with the others; compare every one",
);

impl SocialCredit {
    /// Reads one, of either width and case.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let text = narrow(text).to_ascii_uppercase();
        let values: Option<Vec<u32>> = text.chars().map(value).collect();
        let values = values.filter(|values| values.len() == LENGTH).ok_or(SHAPE)?;
        let division = text.get(2..8).unwrap_or_default();
        // 10 is what the ministries register themselves.
        let known = is_province(division) || division.starts_with("10");
        if !known || !division.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(SHAPE);
        }
        if values.last() != Some(&check_of(&values[..LENGTH - 1])) {
            return Err(CHECK);
        }
        Ok(Self(text))
    }

    /// The code. For making a mark of it, and for nothing else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// How it ends.
    #[must_use]
    pub fn masked(&self) -> String {
        all_but_four(&self.0)
    }
}

impl fmt::Debug for SocialCredit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SocialCredit")
    }
}

/// Stars, and the last four characters.
pub(super) fn all_but_four(ascii: &str) -> String {
    let hidden = ascii.len().saturating_sub(SHOWN);
    format!("{}{}", "*".repeat(hidden), ascii.get(hidden..).unwrap_or_default())
}

fn value(c: char) -> Option<u32> {
    ALPHABET.find(c).and_then(|at| u32::try_from(at).ok())
}

/// The value of the check character: each value counts 3 to the power of its place, modulo 31.
fn check_of(values: &[u32]) -> u32 {
    let (sum, _) = values.iter().fold((0, 1), |(sum, weight), value| (sum + value * weight, weight * 3 % MODULUS));
    (MODULUS - sum % MODULUS) % MODULUS
}

//! 行政区划代码 (GB/T 2260, 6 digits; GB/T 10114 adds three for the township, and three more the village). The code table
//! itself is not here: it changes every year, and a new township must not be refused.

use super::Malformed;

/// First two digits of all provinces. 99 is given to none: what is invented or examined lies there.
const PROVINCES: [&str; 36] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44",
    "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "66", "71", "81", "82", "99",
];

const fn wrong(zh: &'static str, en: &'static str) -> Malformed {
    Malformed { code: "BAD_PLACE", zh, en, example: "320102" }
}

const SHAPE: Malformed = wrong("区划代码应为 6、9 或 12 位数字", "a place code has 6, 9 or 12 digits (GB/T 2260)");
const PROVINCE: Malformed =
    wrong("区划代码的前两位不是省级代码", "the first two digits of a place code are those of a province (GB/T 2260)");
const LEVELS: Malformed = wrong(
    "区划代码的上一级为 00 或 000 时，下一级也应为 00 或 000",
    "below a level of a place code that is 00 or 000 there is no other (GB/T 2260)",
);

/// Whether the code can be that of a place, as far as its form tells.
///
/// # Errors
/// What is wrong with it.
pub fn check(code: &str) -> Result<(), Malformed> {
    if !crate::agency::is_division(code) {
        return Err(SHAPE);
    }
    if !is_province(code) {
        return Err(PROVINCE);
    }
    let none = |from: usize, to: usize| code.bytes().take(to).skip(from).all(|byte| byte == b'0');
    // A city without counties (such as 441900) has townships at once, so only city and village hang on what is above.
    let orphan = none(2, 4) && !none(4, 12) || none(6, 9) && !none(9, 12);
    if orphan { Err(LEVELS) } else { Ok(()) }
}

/// Whether the code begins with that of a province.
pub(super) fn is_province(code: &str) -> bool {
    PROVINCES.iter().any(|province| code.starts_with(province))
}

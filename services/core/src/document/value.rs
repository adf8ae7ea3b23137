//! What a field takes: words, a day, or a number of an office. What is typed is read here and printed as the service prints it.

use super::source::date;
use crate::{
    numbers::{OwnNumberKind, narrow, own_number},
    text::Text,
    time::Date,
};

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Any words.
    Words,
    /// A day, which may be to come.
    Day,
    /// The day of something that happened; the time of day may follow.
    Past,
    /// The number that an agency gave.
    Number(OwnNumberKind),
}

/// Why a value is refused, in both languages and with an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Chinese sentence.
    pub zh: String,
    /// English sentence.
    pub en: String,
    /// One that is right.
    pub example: String,
}

/// Longest number or day with its time, in characters.
const LINE: usize = 100;

/// How people say the time of a day after its date.
const TIME_OF_DAY: &str = "上下中午凌晨早晚傍夜间左右许时分点半刻钟秒整前后至约:T";

impl Takes {
    /// The value as it is printed.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(self, written: &Text, today: Date) -> Result<Text, Wrong> {
        match self {
            Self::Words => Ok(written.clone()),
            Self::Day => day(written.as_str())
                .filter(|(_, rest)| rest.is_empty())
                .map_or_else(|| Err(no_day(today)), |(on, _)| line(&date(on), today)),
            Self::Past => match day(written.as_str()) {
                Some((on, _)) if on > today => Err(Wrong {
                    zh: format!("应为已经发生的日期，不晚于今天（{today}）"),
                    en: format!("is of something that happened, so not after today ({today})"),
                    example: today.to_string(),
                }),
                Some((on, rest)) => line(&format!("{}{rest}", date(on)), today),
                None => Err(no_day(today)),
            },
            Self::Number(kind) => match own_number(Some(kind), written.as_str(), today) {
                Ok(number) => line(&number, today),
                Err(wrong) => {
                    Err(Wrong { zh: wrong.zh.to_owned(), en: wrong.en.to_owned(), example: wrong.example.to_owned() })
                }
            },
        }
    }
}

fn line(words: &str, today: Date) -> Result<Text, Wrong> {
    Text::parse(words, LINE).map_err(|_| no_day(today))
}

fn no_day(today: Date) -> Wrong {
    Wrong {
        zh: "应为日期，写作 年-月-日 或者 ×年×月×日".to_owned(),
        en: "is a date, written YYYY-MM-DD or ×年×月×日".to_owned(),
        example: format!("{today} 或者 {}", date(today)),
    }
}

/// `2026-03-04` or `2026年3月4日`, and the time of day that follows.
fn day(words: &str) -> Option<(Date, String)> {
    let words = narrow(words);
    let mut parts = words.splitn(3, ['-', '年', '月']);
    let (year, month, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = rest.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let (digits, rest) = rest.split_at(digits);
    let plain = year.len() == 4 && (1..=2).contains(&month.len());
    let on = Date::new(year.parse().ok()?, month.parse().ok()?, digits.parse().ok()?).ok().filter(|_| plain)?;
    let rest = if words.contains('年') { rest.strip_prefix('日')? } else { rest };
    is_time_of_day(rest).then(|| (on, rest.to_owned()))
}

/// Nothing, or what names a part of the day.
fn is_time_of_day(rest: &str) -> bool {
    let said = rest.chars().all(|c| c.is_ascii_digit() || TIME_OF_DAY.contains(c));
    rest.is_empty() || said && rest.contains([':', '时', '点', '午', '晨', '晚', '夜'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(takes: Takes, words: &str) -> Result<String, String> {
        let read = takes.read(&Text::parse(words, 100).unwrap(), Date::constant(2026, 11, 25));
        read.map(|it| it.as_str().to_owned()).map_err(|wrong| format!("{}；{}", wrong.zh, wrong.example))
    }

    #[test]
    fn a_day_is_read_as_people_and_machines_write_it_and_printed_in_one_way() {
        for words in ["2026-11-05", "2026年11月5日", "２０２６年11月05日", " 2026 年 11 月 5 日 "] {
            assert_eq!(read(Takes::Day, words).as_deref(), Ok("2026年11月5日"), "{words}");
        }
        assert_eq!(read(Takes::Past, "2026年11月5日晚8时许").as_deref(), Ok("2026年11月5日晚8时许"));
        assert_eq!(read(Takes::Past, "2026-11-05 09:30").as_deref(), Ok("2026年11月5日09:30"));
        assert_eq!(read(Takes::Day, "2027-01-18").as_deref(), Ok("2027年1月18日"));
    }

    #[test]
    fn what_is_no_day_and_what_has_not_happened_is_refused_with_an_example() {
        for words in [
            "测试",
            "明天2030-99-99",
            "2026-02-30",
            "2026年11月",
            "26-1-1",
            "2026-11-05测试",
            "2026-11-050",
            "2026年11-5",
        ] {
            let wrong = read(Takes::Past, words).unwrap_err();
            assert!(wrong.contains("应为日期") && wrong.contains("2026-11-25"), "{words}: {wrong}");
        }
        assert!(read(Takes::Day, "2026-11-05 09:30").is_err());
        assert!(read(Takes::Past, "2026-11-26").unwrap_err().contains("不晚于今天"));
        read(Takes::Past, "2026-11-25").unwrap();
    }

    #[test]
    fn a_number_is_read_as_at_intake() {
        let court = Takes::Number(OwnNumberKind::CourtCase);
        assert_eq!(read(court, "(2026)临9901民初12号").as_deref(), Ok("（2026）临9901民初12号"));
        assert!(read(court, "测试案号").unwrap_err().contains("（2026）临0101民初1123号"));
        assert!(read(Takes::Number(OwnNumberKind::PoliceCase), "abc").unwrap_err().contains("受案字"));
    }
}

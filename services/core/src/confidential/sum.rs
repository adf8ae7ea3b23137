//! Sums of money as people write them: 5000元, 5,000.00元, ￥5000, 五千元, 伍仟元整, 0.5万. What is offered to settle is told by its sum.

/// What an Arabic number of so many digits is without 元 or anything else: a sum, or a number of a card or telephone that is as telling.
const BARE_DIGITS: usize = 5;

/// What is counted in 千 and 万 besides money.
const OTHER_MEASURES: &str = "人户次个名平亩公米里克瓦吨升字份天日年件分";

/// 分 of a yuan.
const FEN: u64 = 100;

/// The sum in 分 at the beginning of `text`, and how many bytes of it say so. `marked`: a sign of the currency stands before it.
pub(super) fn sum(text: &str, marked: bool) -> Option<(u64, usize)> {
    let number = Number::read(text)?;
    let after = text.get(number.bytes..)?;
    let unit = after.trim_start_matches(' ');
    let blanks = after.len() - unit.len();
    let named = ["元整", "圆整", "元", "圆", "块钱"].into_iter().find(|name| unit.starts_with(name));
    let coined = unit.starts_with('块') && number.fen >= 100 * FEN;
    let bytes = match (named, coined) {
        (Some(name), _) => number.bytes + blanks + name.len(),
        (None, true) => number.bytes + blanks + '块'.len_utf8(),
        (None, false) => number.bytes,
    };
    let other = unit.starts_with(|next| OTHER_MEASURES.contains(next));
    let alone = number.thousands && !other || number.digits >= BARE_DIGITS && !after.starts_with(char::is_alphabetic);
    let latin = after.starts_with(|next: char| next.is_ascii_alphanumeric());
    (named.is_some() || coined || marked || (alone && !latin)).then_some((number.fen, bytes))
}

/// A number as it is read from left to right, in hundredths.
#[derive(Default)]
struct Number {
    fen: u64,
    bytes: usize,
    /// Digits before the point, where they are Arabic.
    digits: usize,
    /// Whether it says 千, 万 or 亿.
    thousands: bool,
}

impl Number {
    fn read(text: &str) -> Option<Self> {
        let mut number = Self::default();
        let mut value = Value::default();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let bytes = if let Some((fen, bytes, digits)) = arabic(rest) {
                (value.digit, value.tenth) = (Some(fen), None);
                number.digits = number.digits.max(digits);
                bytes
            } else if let Some(digit) = chinese(first) {
                value.digit(digit);
                first.len_utf8()
            } else if let Some(unit) = multiplier(first).filter(|_| value.has_begun() || first == '十') {
                value.multiply(unit);
                number.thousands |= unit >= 1_000;
                first.len_utf8()
            } else if first == ' ' && value.has_begun() && rest.trim_start().starts_with(|it| multiplier(it).is_some())
            {
                1
            } else {
                break;
            };
            rest = rest.get(bytes..)?;
        }
        number.bytes = text.len() - rest.len();
        number.fen = value.all();
        (number.bytes > 0).then_some(number)
    }
}

/// What has been read of a number.
#[derive(Default)]
struct Value {
    /// What was counted in 万 and 亿.
    whole: u64,
    /// What was counted in 十, 百 and 千 since.
    section: u64,
    /// The digits since.
    digit: Option<u64>,
    /// In what a last digit counts that follows no 零: 三万五 is 三万五千.
    tenth: Option<u64>,
}

impl Value {
    const fn has_begun(&self) -> bool {
        self.digit.is_some() || self.section > 0 || self.whole > 0
    }

    fn digit(&mut self, digit: u64) {
        let before = self.digit.filter(|_| self.tenth.is_none()).unwrap_or(0);
        if digit == 0 {
            self.tenth = None;
        }
        self.digit = Some(before.saturating_mul(10).saturating_add(digit * FEN));
    }

    fn multiply(&mut self, unit: u64) {
        match unit {
            ..10_000 => {
                let counted = self.digit.unwrap_or(FEN).saturating_mul(unit);
                self.section = self.section.saturating_add(counted);
            }
            10_000 => {
                let counted = self.section.saturating_add(self.digit.unwrap_or(0)).saturating_mul(unit);
                (self.whole, self.section) = (self.whole.saturating_add(counted), 0);
            }
            // 一万亿: what was counted in 万 is counted again.
            _ => (self.whole, self.section) = (self.all().saturating_mul(unit), 0),
        }
        (self.digit, self.tenth) = (None, Some(unit / 10));
    }

    fn all(&self) -> u64 {
        let last = self.digit.unwrap_or(0).saturating_mul(self.tenth.unwrap_or(1).max(1));
        self.whole.saturating_add(self.section).saturating_add(last)
    }
}

/// Hundredths, bytes and digits before the point of a number in Arabic digits, which may be grouped by commas.
fn arabic(text: &str) -> Option<(u64, usize, usize)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut bytes = digits(text);
    if bytes == 0 {
        return None;
    }
    if bytes <= 3 {
        while text.get(bytes..).is_some_and(|rest| rest.starts_with(',') && digits(rest.get(1..).unwrap_or("")) == 3) {
            bytes += 4;
        }
    }
    let whole = text.get(..bytes)?.replace(',', "");
    let fraction = text
        .get(bytes..)?
        .strip_prefix('.')
        .map(|rest| rest.get(..digits(rest)).unwrap_or(""))
        .filter(|it| !it.is_empty());
    bytes += fraction.map_or(0, |fraction| fraction.len() + 1);
    // Hundredths of 万 are lost: two decimals are what people write.
    let hundredths: String = fraction.unwrap_or("").chars().chain("00".chars()).take(2).collect();
    let fen = format!("{whole}{hundredths}").parse().unwrap_or(u64::MAX);
    Some((fen, bytes, whole.len()))
}

fn chinese(digit: char) -> Option<u64> {
    let value = match digit {
        '〇' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    };
    Some(value)
}

fn multiplier(unit: char) -> Option<u64> {
    let value = match unit {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    };
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::sum;

    #[test]
    fn one_sum_is_the_same_however_it_is_written() {
        for fifty in [
            "五万元",
            "5万元",
            "5 万元",
            "50000元",
            "50,000.00元",
            "伍万元整",
            "5.00万",
            "50000",
            "五万",
            "五万块",
            "5万圆",
        ] {
            assert_eq!(sum(fifty, false), Some((5_000_000, fifty.len())), "{fifty}");
        }
        for (text, yuan) in [
            ("三万五", 35_000),
            ("一千二百元", 1_200),
            ("十二元", 12),
            ("两千零五元", 2_005),
            ("1万2千", 12_000),
            ("一亿三千万元", 130_000_000),
            ("八百块", 800),
            ("3.5万", 35_000),
        ] {
            assert_eq!(sum(text, false).map(|(fen, _)| fen), Some(yuan * 100), "{text}");
        }
        assert_eq!(sum("800", true), Some((80_000, 3)));
    }

    #[test]
    fn what_is_counted_besides_money_is_no_sum() {
        for other in
            ["三分", "2026年", "万元", "两千人", "三块地", "一", "12号", "3", "10000a", "2026", "三千平方米", "千万"]
        {
            assert_eq!(sum(other, false), None, "{other}");
        }
    }
}

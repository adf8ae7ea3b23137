//! Terms: how long a duty may take, in which unit, on what basis, and what silence means. Counting them is in `due`.

mod by_entry;
mod row;
mod whole;

pub use by_entry::*;
pub use row::*;
use std::fmt;
pub use whole::*;

/// No rule in the law of disputes runs longer than the two years for enforcement (民事诉讼法第250条); ten leave room,
/// and keep every count short.
const LONGEST_YEARS: u32 = 10;

/// The length of the longest rule token.
const LONGEST_TOKEN: usize = 8;

/// The stable name of a rule, such as `DS01`: a capital letter, then capitals and digits, two to eight in all.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId([u8; LONGEST_TOKEN]);

/// Why a rule token was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a rule is named by two to eight capitals and digits beginning with a capital, such as `DS01`")]
pub struct RuleIdError;

impl RuleId {
    /// Reads a token.
    ///
    /// # Errors
    /// [`RuleIdError`] if it is not two to eight ASCII capitals and digits beginning with a capital.
    pub const fn parse(token: &str) -> Result<Self, RuleIdError> {
        let bytes = token.as_bytes();
        if bytes.len() < 2 || bytes.len() > LONGEST_TOKEN || !bytes[0].is_ascii_uppercase() {
            return Err(RuleIdError);
        }
        let mut padded = [0; LONGEST_TOKEN];
        let mut at = 0;
        while at < bytes.len() {
            if !bytes[at].is_ascii_uppercase() && !bytes[at].is_ascii_digit() {
                return Err(RuleIdError);
            }
            padded[at] = bytes[at];
            at += 1;
        }
        Ok(Self(padded))
    }

    /// A token written in the source, for constants only: there a bad token does not compile.
    ///
    /// # Panics
    /// If the token is bad and this is called outside a constant.
    #[must_use]
    #[expect(clippy::panic, reason = "evaluated by the compiler, for constants only")]
    pub const fn literal(token: &'static str) -> Self {
        match Self::parse(token) {
            Ok(rule) => rule,
            Err(RuleIdError) => panic!("not a rule token"),
        }
    }

    /// The token.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let end = self.0.iter().position(|byte| *byte == 0).unwrap_or(LONGEST_TOKEN);
        str::from_utf8(&self.0[..end]).unwrap_or_default()
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RuleId({})", self.as_str())
    }
}

/// What a term is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// At once (立即): in time only if done in the same record that gave rise to it. The length means nothing.
    Immediate,
    /// Hours, and where the first one begins.
    Hour(HourStart),
    /// Natural days; the day it begins is not counted (民法典第201条, 民事诉讼法第85条).
    Day,
    /// Working days; make-up weekends count, weekends and festivals do not.
    Workday,
    /// Months, ending on the corresponding day or the month's last (民法典第202条).
    Month,
    /// Years, ending on the corresponding day or the month's last (民法典第202条).
    Year,
}

impl Unit {
    /// The greatest length a term in this unit may have. Longer ones are counted as this long.
    #[must_use]
    pub const fn longest(self) -> u32 {
        match self {
            Self::Immediate => 0,
            Self::Hour(_) => LONGEST_YEARS * 366 * 24,
            Self::Day | Self::Workday => LONGEST_YEARS * 366,
            Self::Month => LONGEST_YEARS * 12,
            Self::Year => LONGEST_YEARS,
        }
    }
}

impl Unit {
    /// As people count in it.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Self::Immediate => words("（立即）", "(at once)"),
            Self::Hour(_) => words("小时", "hours"),
            Self::Day => words("日", "days"),
            Self::Workday => words("个工作日", "working days"),
            Self::Month => words("个月", "months"),
            Self::Year => words("年", "years"),
        }
    }
}

/// Where the first hour of a term begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HourStart {
    /// At the instant itself (民法典第201条第2款).
    AtOnce,
    /// At the next full hour (从次时起算, 民事诉讼法解释第125条). What begins at 10:00 sharp is counted from 11:00.
    NextFullHour,
}

/// What happens when the last day is a rest day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Roll {
    /// The term ends on the first working day after it (民法典第203条, 民事诉讼法第85条).
    ToNextWorkday,
    /// The term ends on the rest day.
    None,
}

/// What it means that the due instant passed and nothing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OnSilence {
    /// The referral lapses (逾期未确认) and returns to its sender.
    Lapse,
    /// The receiver is held to have acknowledged (视为签收).
    DeemedAcknowledged,
    /// Nothing changes hands; the agency is reminded and oversight sees it.
    RemindOnly,
}

/// How binding the source of a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BasisKind {
    /// A law, regulation, rule or judicial interpretation.
    Law,
    /// A national normative document or system.
    Policy,
    /// A local regulation or document.
    Local,
    /// What some agencies do, without a text that binds.
    Practice,
    /// Chosen by this system's builders, because no text gives a number.
    Design,
}

/// What a basis says that no text binds to.
pub const NO_BASIS: &str = "无法定依据";
/// What a basis says that is a county's own.
pub const LOCAL: &str = "地方规定";

/// Where a term comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Basis {
    /// How binding it is.
    pub kind: BasisKind,
    /// The statute and article, or for [`BasisKind::Design`] what it was modelled on.
    pub article: &'static str,
}

impl fmt::Display for Basis {
    /// The article; a basis that is no law says so, and a design has none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let article = self.article;
        match self.kind {
            BasisKind::Law => f.write_str(article),
            BasisKind::Policy => write!(f, "{article}（规范性文件）"),
            BasisKind::Local => write!(f, "{article}（{LOCAL}）"),
            BasisKind::Practice => write!(f, "{article}（实践做法，{NO_BASIS}）"),
            BasisKind::Design => f.write_str(NO_BASIS),
        }
    }
}

/// How a running term may be made longer, and on whose word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Extension {
    /// By how many of [`Self::unit`] at most, each time.
    pub longest: u32,
    /// What the extension is counted in.
    pub unit: Unit,
    /// How often at most.
    pub times: u32,
    /// By how many in all, where a text caps the sum.
    pub total: Option<u32>,
    /// Whose word it needs.
    pub needs: Approval,
}

/// Whose word lets a term be extended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Approval {
    /// 各方当事人同意, with evidence of each party's.
    AllParties,
    /// 本单位负责人批准, with the approval.
    Head,
    /// 上一级机关批准, with the approval.
    Superior,
}

impl Approval {
    /// What shows that it was given.
    #[must_use]
    pub const fn evidence(self) -> Words {
        match self {
            Self::AllParties => words("各方当事人的书面同意", "the written consent of every party"),
            Self::Head => words("本单位负责人的批准文书", "the approval of the head of the unit"),
            Self::Superior => words("上一级机关的批准文书", "the approval of the superior agency"),
        }
    }
}

impl Extension {
    /// As long as the text's word allows and as often: it sets no limit.
    #[must_use]
    pub const fn unlimited(needs: Approval) -> Self {
        Self { longest: Unit::Day.longest(), unit: Unit::Day, times: u32::MAX, total: None, needs }
    }

    /// The same, counted in another unit than natural days.
    #[must_use]
    pub const fn unlimited_in(unit: Unit, needs: Approval) -> Self {
        Self { longest: unit.longest(), unit, times: u32::MAX, total: None, needs }
    }

    /// As often as is agreed, by so much in all.
    #[must_use]
    pub const fn up_to(period: Period, needs: Approval) -> Self {
        Self { longest: period.length, unit: period.unit, times: u32::MAX, total: Some(period.length), needs }
    }

    /// Once, by so much at most.
    #[must_use]
    pub const fn once(period: Period, needs: Approval) -> Self {
        Self { longest: period.length, unit: period.unit, times: 1, total: None, needs }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_token_reads_back_as_it_was_written() {
        for token in ["DS01", "RM1", "GA", "XF12ABCD"] {
            assert_eq!(RuleId::parse(token).unwrap().to_string(), token);
            assert_eq!(RuleId::literal(token), RuleId::parse(token).unwrap());
        }
    }

    #[test]
    fn a_token_that_is_no_rule_is_refused() {
        for token in ["", "D", "ds01", "01DS", "DS-1", "DS01DS01X", "期限"] {
            assert_eq!(RuleId::parse(token), Err(RuleIdError), "{token}");
        }
    }

    #[test]
    fn a_term_of_our_own_design_says_that_it_has_no_legal_basis() {
        let basis = |kind| Basis { kind, article: "《某规定》第1条" }.to_string();
        assert_eq!(basis(BasisKind::Design), "无法定依据");
        assert_eq!(basis(BasisKind::Law), "《某规定》第1条");
        assert_eq!(basis(BasisKind::Local), "《某规定》第1条（地方规定）");
    }
}

//! A term with everything its text says: who owes what, from which event to which, for how long, since when, and how
//! sure we are of it. The rows themselves are in the agencies' `terms`; counting is in `due`.

use super::{Basis, BasisKind, ByEntry, Extension, OnSilence, Roll, RuleId, Unit};
use crate::{
    due::{Close, Counting},
    exclusion::Exclusion,
    ids::VariantId,
    matter::own::Ending,
    outcome::SuspendReason,
    time::Date,
};

/// The reading by which a period rolls although its own law says nothing about rest days (《信访工作条例》): 民法典 201 to
/// 203 by analogy. A deployment may switch it off.
pub const BY_ANALOGY: &str = "民法典203类推";

/// Something said in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Words {
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

/// A length in a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// How many of the unit; counted as [`Unit::longest`] if it is more.
    pub length: u32,
    /// The unit.
    pub unit: Unit,
}

/// How long a duty may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// So long after the event that starts it.
    After(Period),
    /// At least so long before an event to come.
    Before(Period),
    /// As often as this, whatever the time.
    Times(u32),
    /// In this unit, as many as the document that starts the duty says, or its class of matter (see the variants).
    Specified(Unit),
    /// Until an event, without a number.
    UntilEvent,
    /// No text gives a number (无法定依据); there is none until the deployment sets one.
    Unset,
    /// At these points of every running term.
    Warnings(Ladder),
}

/// Where a running term is warned of, besides at its due instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ladder {
    /// When so many percent of it have passed.
    pub early_percent: u8,
    /// 黄牌: so long after the due instant.
    pub yellow: Period,
    /// 红牌: so long after it.
    pub red: Period,
}

/// Another length of the same rule in a special case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Variant {
    /// Its stable name within the rule.
    pub token: &'static str,
    /// In which case.
    pub when: Words,
    /// How long then.
    pub period: Period,
    /// How it may be made longer then, where that differs from the rule's own.
    pub extension: Option<Extension>,
}

/// What begins when a deadline under a rule ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Then {
    /// After which ending.
    pub after: Ending,
    /// The rule that begins at the same instant.
    pub begins: RuleId,
}

/// From when on a rule does not begin again on the same matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bar {
    /// Once a deadline under this rule was done or failed.
    pub after: RuleId,
    /// Code of the refusal.
    pub code: &'static str,
    /// Why.
    pub why: Words,
    /// The statute and article.
    pub article: &'static str,
}

/// A stricter length that only reminds. What the law attaches to the end stays with the measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reminder {
    /// How long, from the same event.
    pub period: Period,
    /// Where it comes from.
    pub basis: Basis,
}

/// How a rule became known to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Confidence {
    /// V1: the article was read in a full text.
    FullText,
    /// V2: read in an excerpt or a news report.
    Excerpt,
    /// V2+V1: the newest text was read in an excerpt, those it rests on in full.
    ExcerptOverFullText,
    /// S: told by a practice report.
    Report,
    /// M: from memory, not verified.
    Memory,
    /// D: our own choice.
    Design,
}

/// The dates of Beijing between which a rule holds. A duty keeps the rule it began under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct InForce {
    /// The first date; none if it is older than every matter here.
    pub from: Option<Date>,
    /// The first date on which it holds no more; none if no end is known.
    pub until: Option<Date>,
}

impl InForce {
    /// Older than every matter here, and without a known end.
    pub const ALWAYS: Self = Self { from: None, until: None };

    /// Whether it holds on `date`.
    #[must_use]
    pub fn holds_on(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date < until)
    }

    /// The dates on which both hold; none if there are none.
    #[must_use]
    pub fn and(&self, other: Self) -> Option<Self> {
        let from = self.from.max(other.from);
        let until = match (self.until, other.until) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let empty = matches!((from, until), (Some(from), Some(until)) if until <= from);
        (!empty).then_some(Self { from, until })
    }
}

/// A rule that sets a length for a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Term {
    /// The rule's stable name. Several versions of a rule share it; their dates do not overlap.
    pub rule: RuleId,
    /// What is to be done, in Chinese.
    pub name_zh: &'static str,
    /// What is to be done, in English.
    pub name_en: &'static str,
    /// Who owes it.
    pub owed_by: Words,
    /// Whether it is an agency's duty, or a time in which parties may do something.
    pub whose: Whose,
    /// How long it may take.
    pub measure: Measure,
    /// Other lengths in special cases.
    pub variants: &'static [Variant],
    /// A stricter length that drives reminders.
    pub remind: Option<Reminder>,
    /// The event that starts it.
    pub starts: Words,
    /// The event that fulfils it.
    pub stops: Words,
    /// Whether natural days, months and years roll off a rest day. The other units never do.
    pub roll: Roll,
    /// The reading by which it rolls; means nothing where it does not.
    pub roll_basis: &'static str,
    /// What silence means.
    pub on_silence: OnSilence,
    /// How it may be made longer, if it may.
    pub extension: Option<Extension>,
    /// Why it may stand still. The evidence of each is [`evidence`].
    pub suspensions: &'static [SuspendReason],
    /// Where it comes from.
    pub basis: Basis,
    /// How sure we are of it.
    pub confidence: Confidence,
    /// When business closes on the last day, where that ends it (民法典第203条第2款).
    pub close: Option<Close>,
    /// When it holds.
    pub in_force: InForce,
    /// What begins when a deadline under it ends.
    pub then: &'static [Then],
    /// The running rules whose place it takes when it begins, its own earlier term among them if it is listed.
    pub in_place_of: &'static [RuleId],
    /// The rule that counts anew in its place once its reason is there (重新起算); none if it is never re-based.
    pub rebased_by: Option<RuleId>,
    /// From when on it does not begin again.
    pub barred: Option<Bar>,
    /// With which circumstances it does not begin.
    pub exclusions: &'static [Exclusion],
    /// What entries of a dossier mean for it.
    pub by_entry: ByEntry,
    /// What else must be known to apply it.
    pub note: Option<Words>,
}

impl Term {
    /// The term as far as counting needs it; none if it is not so long after an event.
    #[must_use]
    pub const fn counting(&self) -> Option<Counting> {
        match self.measure {
            Measure::After(period) => Some(self.counted_as(period, self.basis)),
            Measure::Before(_)
            | Measure::Times(_)
            | Measure::Specified(_)
            | Measure::UntilEvent
            | Measure::Unset
            | Measure::Warnings(_) => None,
        }
    }

    /// The special case with this name, if the rule has it.
    #[must_use]
    pub fn variant(&self, token: &VariantId) -> Option<&'static Variant> {
        self.variants.iter().find(|variant| variant.token == token.as_str())
    }

    /// As [`Self::counting`], in a special case. What is counted back from an event to come is not counted from one.
    #[must_use]
    pub const fn counting_in(&self, variant: Option<&Variant>) -> Option<Counting> {
        match (variant, self.measure) {
            (None, _) => self.counting(),
            (Some(variant), Measure::After(_) | Measure::Specified(_) | Measure::Unset) => {
                Some(self.counted_as(variant.period, self.basis))
            }
            (Some(_), Measure::Before(_) | Measure::Times(_) | Measure::UntilEvent | Measure::Warnings(_)) => None,
        }
    }

    /// How it may be made longer in a special case.
    #[must_use]
    pub fn extension_in(&self, variant: Option<&Variant>) -> Option<Extension> {
        variant.and_then(|variant| variant.extension).or(self.extension)
    }

    /// The stricter count that only reminds, if there is one.
    #[must_use]
    pub const fn reminding(&self) -> Option<Counting> {
        match self.remind {
            Some(Reminder { period, basis }) => Some(self.counted_as(period, basis)),
            None => None,
        }
    }

    /// The count this rule would have with another length.
    #[must_use]
    pub const fn counted_as(&self, period: Period, basis: Basis) -> Counting {
        let Self { rule, roll, on_silence, close, .. } = *self;
        Counting { rule, length: period.length, unit: period.unit, roll, on_silence, basis, close }
    }

    /// Whether it may stand still for `reason`: as its text says, and by 不可抗力 whatever the text says (民法典第180条).
    #[must_use]
    pub fn may_stand_still(&self, reason: SuspendReason) -> bool {
        reason == SuspendReason::ForceMajeure || self.suspensions.contains(&reason)
    }

    /// For which reasons it may stand still.
    pub fn stands_still_for(&self) -> impl Iterator<Item = SuspendReason> + Clone {
        let term = *self;
        SuspendReason::ALL.into_iter().filter(move |reason| term.may_stand_still(*reason))
    }

    /// How sure we are of it, in the letters of the table: `V1`, `V2+V1`, and `·L` where it holds in one place only.
    #[must_use]
    pub const fn mark(&self) -> &'static str {
        match self.confidence {
            Confidence::FullText if self.is_local() => "V1·L",
            Confidence::Excerpt if self.is_local() => "V2·L",
            Confidence::FullText => "V1",
            Confidence::Excerpt => "V2",
            Confidence::ExcerptOverFullText => "V2+V1",
            Confidence::Report => "S",
            Confidence::Memory => "M",
            Confidence::Design => "D",
        }
    }

    const fn is_local(&self) -> bool {
        matches!(self.basis.kind, BasisKind::Local)
    }
}

/// What shows that a term may stand still for this reason.
#[must_use]
pub const fn evidence(reason: SuspendReason) -> Words {
    match reason {
        SuspendReason::Appraisal => {
            Words { zh: "鉴定、评估委托书和结论", en: "the commission of the appraisal and its result" }
        }
        SuspendReason::Hearing => {
            Words { zh: "听证通知和笔录", en: "the notice and the minutes of the hearing" }
        }
        SuspendReason::PublicNotice => {
            Words { zh: "公告文本和起止日期", en: "the public notice and its dates" }
        }
        SuspendReason::SettlementTalks => {
            Words { zh: "各方当事人的书面同意", en: "the written consent of every party" }
        }
        SuspendReason::ForceMajeure => Words {
            zh: "不可抗力证明和准许顺延的决定",
            en: "proof of the force and the decision to allow it",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        calendar::sample::date,
        term::{days, law, words},
    };

    fn dates(from: Option<&str>, until: Option<&str>) -> InForce {
        InForce { from: from.map(date), until: until.map(date) }
    }

    #[test]
    fn a_rule_holds_from_its_first_date_until_before_its_last() {
        let year = dates(Some("2026-01-01"), Some("2027-01-01"));
        assert!(!year.holds_on(date("2025-12-31")) && year.holds_on(date("2026-01-01")));
        assert!(year.holds_on(date("2026-12-31")) && !year.holds_on(date("2027-01-01")));
        assert!(InForce::ALWAYS.holds_on(date("0001-01-01")));
    }

    #[test]
    fn two_spans_of_dates_share_what_lies_in_both() {
        let year = dates(Some("2026-01-01"), Some("2027-01-01"));
        assert_eq!(year.and(InForce::ALWAYS), Some(year));
        let from_june = dates(Some("2026-06-01"), None);
        assert_eq!(year.and(from_june), Some(dates(Some("2026-06-01"), Some("2027-01-01"))));
        assert_eq!(year.and(dates(Some("2027-01-01"), None)), None);
    }

    #[test]
    fn a_rule_without_a_number_cannot_be_counted() {
        let term = |measure| Term::new("TEST", words("", ""), measure, law(""), Confidence::FullText);
        assert_eq!(term(Measure::After(days(3))).counting().map(|it| (it.length, it.unit)), Some((3, Unit::Day)));
        for measure in [Measure::Before(days(3)), Measure::Times(2), Measure::Specified(Unit::Day), Measure::Unset] {
            assert_eq!(term(measure).counting(), None);
        }
    }
}

/// Whether a term binds an agency or limits a right of the parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Whose {
    /// An agency's duty: when it passes, the agency is late.
    Duty,
    /// A right of parties: when it passes, the right is gone, and nobody is late.
    Right,
}

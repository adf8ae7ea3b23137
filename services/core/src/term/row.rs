//! How a rule is written down in an agency's table, part by part. What the parts mean is in `whole`.

use super::{
    Bar, Basis, BasisKind, ByEntry, Confidence, Extension, InForce, Measure, OnSilence, Period, Reminder, Roll, RuleId,
    Term, Then, Unit, Variant, Whose, Words,
};
use crate::{exclusion::Exclusion, matter::own::Ending, outcome::SuspendReason, time::Date};

/// The reading of civil law, where nothing more special is said.
const CIVIL_CODE: &str = "《民法典》第203条";

/// The parts of a row, so that a table of them reads line by line. For constants.
impl Term {
    /// A rule that holds always, is owed by nobody yet, rolls as civil law says, and only reminds.
    #[must_use]
    pub const fn new(rule: &'static str, name: Words, measure: Measure, basis: Basis, confidence: Confidence) -> Self {
        const NOBODY: Words = Words { zh: "", en: "" };
        Self {
            rule: RuleId::literal(rule),
            name_zh: name.zh,
            name_en: name.en,
            owed_by: NOBODY,
            whose: Whose::Duty,
            measure,
            variants: &[],
            remind: None,
            starts: NOBODY,
            stops: NOBODY,
            roll: Roll::ToNextWorkday,
            roll_basis: CIVIL_CODE,
            on_silence: OnSilence::RemindOnly,
            extension: None,
            suspensions: &[],
            basis,
            confidence,
            close: None,
            in_force: InForce::ALWAYS,
            then: &[],
            in_place_of: &[],
            rebased_by: None,
            barred: None,
            exclusions: &[],
            by_entry: ByEntry::NOTHING,
            note: None,
        }
    }

    /// Owed by `zh`.
    #[must_use]
    pub const fn owed_by(mut self, zh: &'static str, en: &'static str) -> Self {
        self.owed_by = words(zh, en);
        self
    }

    /// No duty of an agency, but a time in which parties (`zh`) may do something.
    #[must_use]
    pub const fn right_of(mut self, zh: &'static str, en: &'static str) -> Self {
        self.owed_by = words(zh, en);
        self.whose = Whose::Right;
        self
    }

    /// Started by `zh`.
    #[must_use]
    pub const fn starts(mut self, zh: &'static str, en: &'static str) -> Self {
        self.starts = words(zh, en);
        self
    }

    /// Fulfilled by `zh`.
    #[must_use]
    pub const fn stops(mut self, zh: &'static str, en: &'static str) -> Self {
        self.stops = words(zh, en);
        self
    }

    /// With other lengths in special cases.
    #[must_use]
    pub const fn variants(mut self, variants: &'static [Variant]) -> Self {
        self.variants = variants;
        self
    }

    /// With a stricter length that only reminds.
    #[must_use]
    pub const fn remind(mut self, period: Period, basis: Basis) -> Self {
        self.remind = Some(Reminder { period, basis });
        self
    }

    /// Rolling by this reading.
    #[must_use]
    pub const fn rolls_by(mut self, reading: &'static str) -> Self {
        self.roll_basis = reading;
        self
    }

    /// Silence means this.
    #[must_use]
    pub const fn on_silence(mut self, meaning: OnSilence) -> Self {
        self.on_silence = meaning;
        self
    }

    /// It may be made longer.
    #[must_use]
    pub const fn extension(mut self, extension: Extension) -> Self {
        self.extension = Some(extension);
        self
    }

    /// It may stand still for these reasons.
    #[must_use]
    pub const fn suspensions(mut self, reasons: &'static [SuspendReason]) -> Self {
        self.suspensions = reasons;
        self
    }

    /// It holds from this date on.
    #[must_use]
    pub const fn from(mut self, year: i16, month: i8, day: i8) -> Self {
        self.in_force.from = Some(Date::constant(year, month, day));
        self
    }

    /// It holds until the day before this date.
    #[must_use]
    pub const fn until(mut self, year: i16, month: i8, day: i8) -> Self {
        self.in_force.until = Some(Date::constant(year, month, day));
        self
    }

    /// Its ending begins these.
    #[must_use]
    pub const fn then(mut self, then: &'static [Then]) -> Self {
        self.then = then;
        self
    }

    /// It takes the place of these.
    #[must_use]
    pub const fn in_place_of(mut self, rules: &'static [RuleId]) -> Self {
        self.in_place_of = rules;
        self
    }

    /// It is counted anew under this rule.
    #[must_use]
    pub const fn rebased_by(mut self, rule: &'static str) -> Self {
        self.rebased_by = Some(RuleId::literal(rule));
        self
    }

    /// It does not begin again once this is so.
    #[must_use]
    pub const fn barred(mut self, bar: Bar) -> Self {
        self.barred = Some(bar);
        self
    }

    /// It does not begin with any of these circumstances.
    #[must_use]
    pub const fn excluding(mut self, exclusions: &'static [Exclusion]) -> Self {
        self.exclusions = exclusions;
        self
    }

    /// And this must be known.
    #[must_use]
    pub const fn note(mut self, zh: &'static str, en: &'static str) -> Self {
        self.note = Some(words(zh, en));
        self
    }
}

/// Both languages.
#[must_use]
pub const fn words(zh: &'static str, en: &'static str) -> Words {
    Words { zh, en }
}

/// So many natural days.
#[must_use]
pub const fn days(length: u32) -> Period {
    Period { length, unit: Unit::Day }
}

/// So many working days.
#[must_use]
pub const fn workdays(length: u32) -> Period {
    Period { length, unit: Unit::Workday }
}

/// So many months.
#[must_use]
pub const fn months(length: u32) -> Period {
    Period { length, unit: Unit::Month }
}

/// Another length in a special case.
#[must_use]
pub const fn variant(token: &'static str, when: Words, period: Period) -> Variant {
    Variant { token, when, period, extension: None }
}

impl Variant {
    /// Made longer in its own way.
    #[must_use]
    pub const fn extension(mut self, extension: Extension) -> Self {
        self.extension = Some(extension);
        self
    }
}

/// After this ending that rule begins.
#[must_use]
pub const fn then(after: Ending, begins: &'static str) -> Then {
    Then { after, begins: RuleId::literal(begins) }
}

/// At once.
pub const IMMEDIATE: Measure = Measure::After(Period { length: 0, unit: Unit::Immediate });

/// A law, regulation, rule or judicial interpretation.
#[must_use]
pub const fn law(article: &'static str) -> Basis {
    Basis { kind: BasisKind::Law, article }
}

/// A basis of another kind.
#[must_use]
pub const fn basis(kind: BasisKind, article: &'static str) -> Basis {
    Basis { kind, article }
}

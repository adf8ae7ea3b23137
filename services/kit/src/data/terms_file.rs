//! The local terms file, `deploy/terms/local.toml`: what a county sets over the rules of the law. It may set lengths
//! that no law and no national document fixes, stricter lengths that only remind, from when until when, whether
//! terms roll by analogy, and when business closes. It can change nothing else.

use super::{DataFileError, Source, calendar_file::FileDate, kept::kept};
use duijie_core::due::{Close, CloseError};
use duijie_core::term::{
    BY_ANALOGY, Basis, BasisKind, HourStart, InForce, Ladder, Measure, Period, Reminder, Roll, RuleId, Term, Unit,
};
use serde::Deserialize;
use std::{collections::BTreeMap, path::Path};
use toml::Spanned;

mod dates;
mod one_or_more;

use dates::{dates, in_versions};
use one_or_more::OneOrMore;

/// What a file says where no text stands behind a length. The built-in basis then stays.
const NO_BASIS: &str = "无法定依据";

/// What a file says to switch the roll by analogy off.
const NO_ROLL: &str = "none";

/// The units as a file names them.
const UNITS: [(&str, Unit); 5] = [
    ("hour", Unit::Hour(HourStart::AtOnce)),
    ("day", Unit::Day),
    ("workday", Unit::Workday),
    ("month", Unit::Month),
    ("year", Unit::Year),
];

/// Whose rules the file is laid over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// One agency's. The county has one file for all, so what it says of other agencies' rules is passed over.
    Own,
    /// All there are. A rule that is not among them is refused.
    All,
}

/// Reads the file at `path` and lays it over `terms`, see [`overlay`].
///
/// # Errors
/// The file cannot be read, or the first thing wrong in it, see [`overlay`].
pub fn overlay_from(path: &Path, whose: Rules, terms: &mut Vec<Term>) -> Result<Vec<String>, DataFileError> {
    overlay(&path.display().to_string(), &super::read(path)?, whose, terms)
}

/// Lays `text` over `terms`; errors call it `file`. Either all of it is done or nothing. Gives the rules passed over.
///
/// # Errors
/// A rule that there is not; a length that a law or a national document fixes; a length that is zero, or longer than
/// [`Unit::longest`], or longer than the law's where it should remind of that; an unknown unit or reading; no basis; a
/// close of business that is no time of day, or of a rule that is not counted in days;
/// dates that end before they begin, leave a gap or overlap.
pub fn overlay(file: &str, text: &str, whose: Rules, terms: &mut Vec<Term>) -> Result<Vec<String>, DataFileError> {
    let source = Source { file, text };
    let raw: RawTerms = source.parse()?;
    let mut set = terms.clone();
    let mut passed_over = Vec::new();
    if let Some(reading) = &raw.roll_basis {
        roll(source, reading, &mut set)?;
    }
    for (rule, versions) in &raw.terms {
        let token = RuleId::parse(rule).ok().filter(|rule| terms.iter().any(|term| term.rule == *rule));
        match token {
            Some(token) => set = overlaid(source, token, versions.as_slice(), &set)?,
            None if whose == Rules::Own && RuleId::parse(rule).is_ok() => passed_over.push(rule.clone()),
            None => {
                let what = format!("there is no rule `{rule}`; the rules that can be set are {}", settable(terms));
                return Err(source.wrong(
                    place(source, rule, versions.as_slice().first()),
                    &format!("terms.{rule}"),
                    &what,
                ));
            }
        }
    }
    *terms = set;
    Ok(passed_over)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTerms {
    roll_basis: Option<Spanned<String>>,
    #[serde(default)]
    terms: BTreeMap<String, OneOrMore<RawTerm>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTerm {
    length: Option<Spanned<u32>>,
    remind_length: Option<Spanned<u32>>,
    unit: Option<Spanned<String>>,
    ends: Option<Spanned<String>>,
    yellow: Option<Spanned<u32>>,
    red: Option<Spanned<u32>>,
    basis: Option<Spanned<String>>,
    from: Option<Spanned<FileDate>>,
    until: Option<Spanned<FileDate>>,
}

/// What one version of a local rule sets.
struct Local {
    length: Option<Measure>,
    remind: Option<Period>,
    close: Option<Close>,
    basis: Option<&'static str>,
    in_force: InForce,
}

impl Local {
    /// The rule as it holds locally.
    fn over(&self, term: &Term) -> Term {
        let mut term = *term;
        if let Some(measure) = self.length {
            term.measure = measure;
            term.variants = &[];
            if let Some(article) = self.basis {
                term.basis = Basis { kind: BasisKind::Local, article };
            }
        }
        if let Some(period) = self.remind {
            let basis = match self.basis {
                Some(article) => Basis { kind: BasisKind::Local, article },
                None => Basis { kind: BasisKind::Design, article: NO_BASIS },
            };
            term.remind = Some(Reminder { period, basis });
        }
        term.close = self.close.or(term.close);
        term
    }
}

fn roll(source: Source<'_>, reading: &Spanned<String>, terms: &mut [Term]) -> Result<(), DataFileError> {
    match reading.get_ref().as_str() {
        BY_ANALOGY => Ok(()),
        NO_ROLL => {
            for term in terms.iter_mut().filter(|term| term.roll_basis == BY_ANALOGY) {
                term.roll = Roll::None;
            }
            Ok(())
        }
        other => {
            let what = format!("`{other}` is not a reading; allowed are `{BY_ANALOGY}` (they roll) and `{NO_ROLL}`");
            Err(source.wrong(reading.span().start, "roll_basis", &what))
        }
    }
}

fn overlaid(source: Source<'_>, rule: RuleId, raw: &[RawTerm], terms: &[Term]) -> Result<Vec<Term>, DataFileError> {
    let spans = dates(source, &rule, raw)?;
    let mut locals = Vec::with_capacity(raw.len());
    for ((index, raw_term), in_force) in raw.iter().enumerate().zip(spans) {
        let key = if raw.len() == 1 { format!("terms.{rule}") } else { format!("terms.{rule}[{index}]") };
        // Versions of a rule differ in basis and dates; the newest one says what can be set.
        let newest = terms.iter().rfind(|term| term.rule == rule);
        if let Some(term) = newest {
            locals.push(local(source, &key, raw_term, in_force, term, terms)?);
        }
    }
    Ok(in_versions(rule, &locals, terms))
}

fn local(
    source: Source<'_>,
    key: &str,
    raw: &RawTerm,
    in_force: InForce,
    term: &Term,
    terms: &[Term],
) -> Result<Local, DataFileError> {
    let rule = term.rule.to_string();
    let unit = raw.unit.as_ref().map(|unit| self::unit(source, key, unit)).transpose()?;
    let length = raw.length.as_ref().map(|length| {
        let at = length.span().start;
        let measure = measure(term, *length.get_ref(), unit, &settable(terms));
        measure.map_err(|(at_length, what)| {
            let key = if at_length { format!("{key}.length") } else { key.to_owned() };
            source.wrong(at, &key, &what)
        })
    });
    let remind = raw.remind_length.as_ref().map(|length| {
        let wrong = |what: String| source.wrong(length.span().start, &format!("{key}.remind_length"), &what);
        reminder(term, *length.get_ref(), unit).map_err(wrong)
    });
    let (length, remind) = (length.transpose()?.or(cards(source, key, raw, term, unit)?), remind.transpose()?);
    let close = raw.ends.as_ref().map(|ends| {
        let wrong = |what: String| source.wrong(ends.span().start, &format!("{key}.ends"), &what);
        closing(term, length.as_ref(), ends.get_ref()).map_err(wrong)
    });
    let close = close.transpose()?;
    let at = place(source, &rule, Some(raw));
    if length.is_none() && remind.is_none() && close.is_none() {
        return Err(source.wrong(
            at,
            key,
            "it sets nothing; give `length`, `remind_length`, `ends`, or of DS05 `yellow` and `red`",
        ));
    }
    let stated = raw.basis.as_ref().map(|basis| basis.get_ref().trim()).filter(|basis| !basis.is_empty());
    let Some(stated) = stated else {
        let what = format!("it names no `basis`; give the document and article, or `{NO_BASIS}`");
        return Err(source.wrong(at, &format!("{key}.basis"), &what));
    };
    let basis = (stated != NO_BASIS).then(|| kept(stated));
    Ok(Local { length, remind, close, basis, in_force })
}

/// When a county shows the yellow and the red card (DS05); none if it leaves them as they are.
fn cards(
    source: Source<'_>,
    key: &str,
    raw: &RawTerm,
    term: &Term,
    unit: Option<Unit>,
) -> Result<Option<Measure>, DataFileError> {
    let (yellow, red) = (raw.yellow.as_ref(), raw.red.as_ref());
    let Some(first) = yellow.or(red) else { return Ok(None) };
    let Measure::Warnings(built_in) = term.measure else {
        let what = format!("{} shows no cards; `yellow` and `red` belong to DS05", term.name_zh);
        return Err(source.wrong(first.span().start, key, &what));
    };
    let period = |name: &str, set: Option<&Spanned<u32>>, built_in: Period| match set {
        Some(length) => in_range(*length.get_ref(), unit.unwrap_or(built_in.unit))
            .map_err(|(_, what)| source.wrong(length.span().start, &format!("{key}.{name}"), &what)),
        None => Ok(built_in),
    };
    let (yellow, red) = (period("yellow", yellow, built_in.yellow)?, period("red", red, built_in.red)?);
    if yellow.unit != red.unit || yellow.length >= red.length {
        let what = format!("the red card ({}) does not follow the yellow one ({})", red.length, yellow.length);
        return Err(source.wrong(first.span().start, key, &what));
    }
    Ok(Some(Measure::Warnings(Ladder { yellow, red, ..built_in })))
}

/// The measure that a county's length makes of a rule's; if not, whether the number is at fault, and why.
fn measure(term: &Term, length: u32, unit: Option<Unit>, settable: &str) -> Result<Measure, (bool, String)> {
    let (name, basis) = (term.name_zh, term.basis);
    match term.measure {
        _ if !is_settable(term) => Err((
            false,
            format!(
                "{name} is fixed by {basis}; a stricter length that only reminds is `remind_length`; the rules that can be set are {settable}"
            ),
        )),
        Measure::After(Period { unit: Unit::Immediate, .. }) => {
            Err((true, format!("{name} is to be done at once and has no length to set")))
        }
        Measure::After(built_in) => in_range(length, unit.unwrap_or(built_in.unit)).map(Measure::After),
        Measure::Before(built_in) => in_range(length, unit.unwrap_or(built_in.unit)).map(Measure::Before),
        Measure::Specified(built_in) => in_range(length, unit.unwrap_or(built_in)).map(Measure::After),
        Measure::Unset => match unit {
            Some(unit) => in_range(length, unit).map(Measure::After),
            None => Err((false, format!("{name} has no unit of its own; give `unit`: {}", unit_names()))),
        },
        Measure::Times(_) if (1..=100).contains(&length) => Ok(Measure::Times(length)),
        Measure::Times(_) => Err((true, format!("`{length}` is not a number of times; allowed are 1 to 100"))),
        Measure::UntilEvent | Measure::Warnings(_) => Err((false, format!("{name} has no length to set"))),
    }
}

fn reminder(term: &Term, length: u32, unit: Option<Unit>) -> Result<Period, String> {
    let Measure::After(built_in) = term.measure else {
        return Err(format!("{} does not run for a length, so nothing can remind of its end", term.name_zh));
    };
    let period = in_range(length, unit.unwrap_or(built_in.unit)).map_err(|(_, what)| what)?;
    if period.unit == built_in.unit && period.length > built_in.length {
        let longest = built_in.length;
        return Err(format!("`{length}` is longer than what it should remind of; allowed are 1 to {longest}"));
    }
    Ok(period)
}

/// The close of business with which the last day ends (民法典第203条第2款). What is not counted in days has none.
fn closing(term: &Term, length: Option<&Measure>, ends: &str) -> Result<Close, String> {
    let unit = match length.unwrap_or(&term.measure) {
        Measure::After(period) => Some(period.unit),
        Measure::Specified(unit) => Some(*unit),
        Measure::Before(_) | Measure::Times(_) | Measure::UntilEvent | Measure::Unset | Measure::Warnings(_) => None,
    };
    match unit {
        Some(Unit::Day | Unit::Workday | Unit::Month | Unit::Year) => {
            ends.parse().map_err(|error: CloseError| format!("`{ends}`: {error}"))
        }
        Some(Unit::Immediate | Unit::Hour(_)) | None => {
            Err(format!("{} is not counted in days, so no close of business ends it; leave `ends` out", term.name_zh))
        }
    }
}

fn in_range(length: u32, unit: Unit) -> Result<Period, (bool, String)> {
    match unit.longest() {
        0 => Err((true, "what is to be done at once has no length to set".to_owned())),
        longest if (1..=longest).contains(&length) => Ok(Period { length, unit }),
        longest => Err((true, format!("`{length}` is not a length; allowed are whole numbers from 1 to {longest}"))),
    }
}

fn unit(source: Source<'_>, key: &str, raw: &Spanned<String>) -> Result<Unit, DataFileError> {
    let found = UNITS.iter().find(|(name, _)| name == raw.get_ref());
    found.map(|(_, unit)| *unit).ok_or_else(|| {
        let what = format!("`{}` is not a unit; allowed are {}", raw.get_ref(), unit_names());
        source.wrong(raw.span().start, &format!("{key}.unit"), &what)
    })
}

fn unit_names() -> String {
    UNITS.map(|(name, _)| name).join(", ")
}

/// The names of the rules whose length a county may choose.
fn settable(terms: &[Term]) -> String {
    let mut names: Vec<_> = terms.iter().filter(|term| is_settable(term)).map(|term| term.rule.to_string()).collect();
    names.dedup();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// Whether a county may choose the length: nobody above it has.
const fn is_settable(term: &Term) -> bool {
    let above = match term.basis.kind {
        BasisKind::Law | BasisKind::Policy => true,
        BasisKind::Local | BasisKind::Practice | BasisKind::Design => false,
    };
    match term.measure {
        Measure::Unset => true,
        Measure::UntilEvent | Measure::Warnings(_) => false,
        Measure::After(_) | Measure::Before(_) | Measure::Times(_) | Measure::Specified(_) => !above,
    }
}

/// Where a version stands in the text: at the first of its keys.
fn place(source: Source<'_>, rule: &str, raw: Option<&RawTerm>) -> usize {
    let keys = raw.map(|raw| {
        [
            raw.length.as_ref().map(|it| it.span().start),
            raw.remind_length.as_ref().map(|it| it.span().start),
            raw.unit.as_ref().map(|it| it.span().start),
            raw.ends.as_ref().map(|it| it.span().start),
            raw.yellow.as_ref().map(|it| it.span().start),
            raw.red.as_ref().map(|it| it.span().start),
            raw.basis.as_ref().map(|it| it.span().start),
            raw.from.as_ref().map(|it| it.span().start),
            raw.until.as_ref().map(|it| it.span().start),
        ]
    });
    let first = keys.and_then(|keys| keys.into_iter().flatten().min());
    first.or_else(|| source.text.find(&format!("terms.{rule}"))).unwrap_or(0)
}

#[cfg(test)]
mod tests;

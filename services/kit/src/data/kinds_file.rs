//! The kinds file, `deploy/kinds.example.toml`: kinds of handoff (对接类别) that deployment adds, with who hands them over, who
//! receives them and under which rules. All agencies of a county use the same file; each takes its own part of it, so a new
//! sender needs no change in its receiver's program. What an agency's own directory says of a kind stays as it is.

use super::{
    DataFileError, Source,
    kept::{all_kept, kept},
};
use duijie_core::{
    agency::AgencyId,
    exclusion::ConsentNeed,
    ids::Kind,
    purpose::PurposeKind,
    rules::{Handling, Offer, ProcedureNeed, Roles, Rules, Sends},
    term::{Measure, RuleId, Term, Words},
    terms_common::{ACKNOWLEDGE, DECIDE},
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

/// The one purpose that a kind of deployment can have: the others carry contents of their own.
const HANDLING: &str = "handling";

/// Longest name of a kind.
const NAME_CHARACTERS_MAX: usize = 40;

/// A kind as a file has it.
struct Row {
    kind: Kind,
    name: Words,
    from_roles: &'static [&'static str],
    to_roles: &'static [&'static str],
    acknowledging: Rule,
    deciding: Rule,
    handling: Rule,
    passing_up: Option<Rule>,
    consent: ConsentNeed,
    at: usize,
}

/// A rule with where it is named.
#[derive(Clone, Copy)]
struct Rule {
    id: RuleId,
    key: &'static str,
    at: usize,
}

/// Adds to `rules` what `text` says of their agency; errors call it `file`. Either all of it is done or nothing.
///
/// # Errors
/// A kind that is no token, is there twice, or has a meaning of its own (督办, 司法确认); no name; a role that is not in
/// `roles`; a rule that is not in the receiver's table or has no length; another purpose than handling; a consent without the text that asks it; a kind that this
/// agency's own directory receives from the same role under the terms of the law.
pub fn add(file: &str, text: &str, roles: &BTreeSet<String>, rules: &mut Rules) -> Result<(), DataFileError> {
    let source = Source { file, text };
    let rows = rows(source, &Known::These(roles))?;
    let (mut sends, mut offers) = (rules.sends.clone(), rules.offers.clone());
    for row in &rows {
        if row.from_roles.contains(&rules.role) {
            sent(&mut sends, row);
        }
        if row.to_roles.contains(&rules.role) {
            row.tried(source, rules.role, &rules.terms)?;
            offers.push(received(source, &offers, row)?);
        }
    }
    (rules.sends, rules.offers) = (sends, offers);
    Ok(())
}

/// Tries a file without a service: every rule against the table of each receiver in `tables`, a receiver without one against
/// all of them. Gives the kinds, each with its name. Roles are not looked up: there is no directory here.
///
/// # Errors
/// As [`add`].
pub fn check(
    file: &str,
    text: &str,
    tables: &BTreeMap<&str, Vec<Term>>,
) -> Result<Vec<(String, Words)>, DataFileError> {
    let source = Source { file, text };
    let rows = rows(source, &Known::Any)?;
    let all: Vec<Term> = tables.values().flatten().copied().collect();
    for row in &rows {
        for role in row.to_roles {
            let table = tables.get(role).unwrap_or(&all);
            row.tried(source, role, table)?;
        }
    }
    Ok(rows.into_iter().map(|row| (row.kind.to_string(), row.name)).collect())
}

/// Which roles can be named.
enum Known<'a> {
    /// Those of the directory.
    These(&'a BTreeSet<String>),
    /// Any token.
    Any,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawKinds {
    #[serde(default)]
    kinds: Vec<RawKind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawKind {
    kind: Spanned<String>,
    name_zh: Spanned<String>,
    name_en: Spanned<String>,
    from_roles: Spanned<Vec<Spanned<String>>>,
    to_roles: Spanned<Vec<Spanned<String>>>,
    acknowledging: Option<Spanned<String>>,
    deciding: Option<Spanned<String>>,
    handling: Spanned<String>,
    passing_up: Option<Spanned<String>>,
    consent: Option<Spanned<String>>,
    consent_basis: Option<Spanned<String>>,
    purpose: Option<Spanned<String>>,
}

impl Row {
    /// Its rules against the table of who receives it.
    fn tried(&self, source: Source<'_>, role: &str, terms: &[Term]) -> Result<(), DataFileError> {
        let lengths = [self.acknowledging, self.deciding, self.handling];
        lengths.into_iter().try_for_each(|rule| countable(source, self, rule, role, terms))?;
        self.passing_up.map_or(Ok(()), |rule| counts_attempts(source, self, rule, role, terms))
    }
}

fn rows(source: Source<'_>, known: &Known<'_>) -> Result<Vec<Row>, DataFileError> {
    let raw: RawKinds = source.parse()?;
    let mut rows = Vec::<Row>::with_capacity(raw.kinds.len());
    for (index, raw) in raw.kinds.iter().enumerate() {
        let row = row(source, &format!("kinds[{index}]"), raw, known)?;
        if rows.iter().any(|before| before.kind == row.kind) {
            let what = format!("kind `{}` is there twice; write all its roles into one", row.kind);
            return Err(source.wrong(row.at, &format!("kinds[{index}].kind"), &what));
        }
        rows.push(row);
    }
    Ok(rows)
}

fn row(source: Source<'_>, key: &str, raw: &RawKind, known: &Known<'_>) -> Result<Row, DataFileError> {
    let at = raw.kind.span().start;
    let wrong = |what: String| source.wrong(at, &format!("{key}.kind"), &what);
    let token = raw.kind.get_ref();
    let kind: Kind = token.parse().map_err(|error| wrong(format!("`{token}` is no kind: {error}")))?;
    if PurposeKind::of(&kind) != PurposeKind::Handling {
        return Err(wrong(format!("`{kind}` is reserved: it has a request and a content of its own; choose another")));
    }
    if let Some(purpose) = raw.purpose.as_ref().filter(|purpose| purpose.get_ref() != HANDLING) {
        let what = format!("`{}` is no purpose that can be added; allowed is `{HANDLING}`", purpose.get_ref());
        return Err(source.wrong(purpose.span().start, &format!("{key}.purpose"), &what));
    }
    let rule = |name: &'static str, raw: Option<&Spanned<String>>, default: RuleId| match raw {
        None => Ok(Rule { id: default, key: name, at }),
        Some(raw) => match RuleId::parse(raw.get_ref()) {
            Ok(id) => Ok(Rule { id, key: name, at: raw.span().start }),
            Err(error) => {
                let what = format!("`{}` is no rule: {error}; `duijie terms list` shows all", raw.get_ref());
                Err(source.wrong(raw.span().start, &format!("{key}.{name}"), &what))
            }
        },
    };
    Ok(Row {
        name: Words {
            zh: name(source, &format!("{key}.name_zh"), &raw.name_zh)?,
            en: name(source, &format!("{key}.name_en"), &raw.name_en)?,
        },
        from_roles: roles(source, &format!("{key}.from_roles"), &raw.from_roles, known)?,
        to_roles: roles(source, &format!("{key}.to_roles"), &raw.to_roles, known)?,
        acknowledging: rule("acknowledging", raw.acknowledging.as_ref(), ACKNOWLEDGE)?,
        deciding: rule("deciding", raw.deciding.as_ref(), DECIDE)?,
        handling: rule("handling", Some(&raw.handling), DECIDE)?,
        passing_up: raw.passing_up.as_ref().map(|raw| rule("passing_up", Some(raw), DECIDE)).transpose()?,
        consent: consent(source, key, raw)?,
        kind,
        at,
    })
}

fn name(source: Source<'_>, key: &str, raw: &Spanned<String>) -> Result<&'static str, DataFileError> {
    let text = raw.get_ref().trim();
    if text.is_empty() || text.chars().count() > NAME_CHARACTERS_MAX {
        let what = format!("a name has 1 to {NAME_CHARACTERS_MAX} characters, such as 检调 or `prosecution`");
        return Err(source.wrong(raw.span().start, key, &what));
    }
    Ok(kept(text))
}

/// What is asked of the parties' word, and the text that asks it.
fn consent(source: Source<'_>, key: &str, raw: &RawKind) -> Result<ConsentNeed, DataFileError> {
    let (need, basis) = match (&raw.consent, &raw.consent_basis) {
        (None, None) => return Ok(ConsentNeed::None),
        (Some(need), Some(basis)) => (need, basis),
        (Some(need), None) => {
            let what = "`consent_basis` is missing: the text that asks for it, such as 《人民调解法》第17条, which refusals name";
            return Err(source.wrong(need.span().start, &format!("{key}.consent_basis"), what));
        }
        (None, Some(basis)) => {
            let what = "it belongs to `consent`, which is missing: every, one or not_refused";
            return Err(source.wrong(basis.span().start, &format!("{key}.consent_basis"), what));
        }
    };
    let article = name(source, &format!("{key}.consent_basis"), basis)?;
    match need.get_ref().as_str() {
        "every" => Ok(ConsentNeed::Every { article }),
        "one" => Ok(ConsentNeed::One { article }),
        "not_refused" => Ok(ConsentNeed::NotRefused { article }),
        other => {
            let what = format!("`{other}` is none of every, one, not_refused");
            Err(source.wrong(need.span().start, &format!("{key}.consent"), &what))
        }
    }
}

fn roles(
    source: Source<'_>,
    key: &str,
    raw: &Spanned<Vec<Spanned<String>>>,
    known: &Known<'_>,
) -> Result<&'static [&'static str], DataFileError> {
    let mut roles = BTreeSet::new();
    for raw in raw.get_ref() {
        let role = raw.get_ref();
        let wrong = |what: String| source.wrong(raw.span().start, key, &what);
        if let Err(error) = format!("000000.{role}").parse::<AgencyId>() {
            return Err(wrong(format!("`{role}` is no role: {error}")));
        }
        if let Known::These(known) = known
            && !known.contains(role)
        {
            let known = known.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
            return Err(wrong(format!("no agency of the directory has the role `{role}`; there are {known}")));
        }
        roles.insert(kept(role));
    }
    if roles.is_empty() {
        return Err(source.wrong(raw.span().start, key, "it names no role; give at least one"));
    }
    Ok(all_kept(roles.into_iter().collect()))
}

fn countable(source: Source<'_>, row: &Row, rule: Rule, role: &str, terms: &[Term]) -> Result<(), DataFileError> {
    let mut versions = terms.iter().filter(|term| term.rule == rule.id).peekable();
    let what = if versions.peek().is_none() {
        let mut countable: Vec<_> =
            terms.iter().filter(|term| term.counting().is_some()).map(|term| term.rule.to_string()).collect();
        countable.sort();
        countable.dedup();
        format!("`{role}` has no rule `{}`; its rules with a length are {}", rule.id, countable.join(", "))
    } else if versions.any(|term| term.counting().is_some()) {
        return Ok(());
    } else {
        format!("rule `{}` is no length of time after an event, so it cannot be a term of kind `{}`", rule.id, row.kind)
    };
    Err(source.wrong(rule.at, &format!("kinds.{}.{}", row.kind, rule.key), &what))
}

fn counts_attempts(source: Source<'_>, row: &Row, rule: Rule, role: &str, terms: &[Term]) -> Result<(), DataFileError> {
    let counts = |term: &&Term| matches!(term.measure, Measure::Times(_));
    if terms.iter().filter(counts).any(|term| term.rule == rule.id) {
        return Ok(());
    }
    let known: BTreeSet<_> = terms.iter().filter(counts).map(|term| term.rule.to_string()).collect();
    let known = known.into_iter().collect::<Vec<_>>().join(", ");
    let what = format!("`{role}` has no rule `{}` that counts attempts; it has {known}", rule.id);
    Err(source.wrong(rule.at, &format!("kinds.{}.{}", row.kind, rule.key), &what))
}

/// What the agency's own directory says more of a kind that it sends already stays; it may reach more roles.
fn sent(sends: &mut Vec<Sends>, row: &Row) {
    match sends.iter_mut().find(|sends| sends.kind == row.kind) {
        Some(own) => {
            own.name = own.name.or(Some(row.name));
            if own.consent == ConsentNeed::None {
                own.consent = row.consent;
            }
            if let Roles::These(roles) = own.to_roles {
                let all: BTreeSet<&str> = roles.iter().chain(row.to_roles).copied().collect();
                own.to_roles = Roles::These(all_kept(all.into_iter().collect()));
            }
        }
        None => {
            let new = Sends::new(row.kind.clone(), row.to_roles, ProcedureNeed::None);
            sends.push(Sends { name: Some(row.name), consent: row.consent, ..new });
        }
    }
}

fn received(source: Source<'_>, offers: &[Offer], row: &Row) -> Result<Offer, DataFileError> {
    let built_in = |role: &&&str| offers.iter().any(|own| own.kind == row.kind && own.from_roles.include(role));
    if let Some(role) = row.from_roles.iter().find(built_in) {
        let what =
            format!("`{}` from `{role}` is received under rules of the law already, which no file changes", row.kind);
        return Err(source.wrong(row.at, &format!("kinds.{}", row.kind), &what));
    }
    let common = Offer::common(row.kind.clone(), row.from_roles, Handling::One(row.handling.id));
    let (acknowledging, deciding) = (row.acknowledging.id, row.deciding.id);
    let passing_up = row.passing_up.map(|rule| rule.id);
    Ok(Offer { name: Some(row.name), acknowledging, deciding, passing_up, ..common })
}

#[cfg(test)]
mod tests;

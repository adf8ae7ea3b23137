//! From when until when a local rule holds: its versions follow one another without a gap and without an overlap, and
//! outside them the rule is as built in.

use super::{Local, RawTerm};
use crate::data::{DataFileError, Source, calendar_file::FileDate};
use duijie_core::{
    term::{InForce, RuleId, Term},
    time::Date,
};
use toml::Spanned;

/// The dates of each version, in the order of the file.
///
/// # Errors
/// A version that ends before it begins, or does not begin when the one before it ends.
pub(super) fn dates(source: Source<'_>, rule: &RuleId, raw: &[RawTerm]) -> Result<Vec<InForce>, DataFileError> {
    let mut spans: Vec<InForce> = Vec::with_capacity(raw.len());
    for (index, version) in raw.iter().enumerate() {
        let key = if raw.len() == 1 { format!("terms.{rule}") } else { format!("terms.{rule}[{index}]") };
        let at = |date: &Option<Spanned<FileDate>>| date.as_ref().map(|date| date.span().start);
        let place = super::place(source, rule.as_str(), Some(version));
        let (from, until) = (date(version.from.as_ref()), date(version.until.as_ref()));
        if let (Some(from), Some(until)) = (from, until)
            && until <= from
        {
            let what = format!("{until} is not after {from}, on which it begins");
            return Err(source.wrong(at(&version.until).unwrap_or(place), &format!("{key}.until"), &what));
        }
        if let Some(before) = spans.last() {
            let refuse =
                |what: String| Err(source.wrong(at(&version.from).unwrap_or(place), &format!("{key}.from"), &what));
            match (before.until, from) {
                (Some(ended), Some(begins)) if ended == begins => {}
                (Some(ended), Some(begins)) if ended < begins => {
                    return refuse(format!(
                        "there is a gap: the version before it holds until {ended}, this one from {begins}; begin on {ended}"
                    ));
                }
                (Some(ended), Some(begins)) => {
                    return refuse(format!(
                        "it overlaps: the version before it holds until {ended}, this one already from {begins}; begin on {ended}"
                    ));
                }
                (Some(ended), None) => {
                    return refuse(format!(
                        "it overlaps: it has no beginning; write `from = {ended}`, where the one before it ends"
                    ));
                }
                (None, _) => {
                    return refuse("it overlaps: the version before it has no `until`".to_owned());
                }
            }
        }
        spans.push(InForce { from, until });
    }
    Ok(spans)
}

/// `terms` with `rule` cut into what holds before, in and after its local versions.
pub(super) fn in_versions(rule: RuleId, locals: &[Local], terms: &[Term]) -> Vec<Term> {
    let mut cut = Vec::with_capacity(terms.len() + 2 * locals.len());
    for term in terms {
        if term.rule != rule {
            cut.push(*term);
            continue;
        }
        let piece = |whole: Term, span: InForce| span.and(term.in_force).map(|in_force| Term { in_force, ..whole });
        let before = locals.first().and_then(|local| local.in_force.from);
        let after = locals.last().and_then(|local| local.in_force.until);
        cut.extend(before.and_then(|date| piece(*term, InForce { from: None, until: Some(date) })));
        cut.extend(locals.iter().filter_map(|local| piece(local.over(term), local.in_force)));
        cut.extend(after.and_then(|date| piece(*term, InForce { from: Some(date), until: None })));
    }
    cut
}

fn date(raw: Option<&Spanned<FileDate>>) -> Option<Date> {
    raw.map(|date| date.get_ref().0)
}

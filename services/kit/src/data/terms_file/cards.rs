//! The cards of the ladder (DS05), as a county dates them.

use super::{DataFileError, RawTerm, Source, in_range};
use duijie_core::term::{Ladder, Measure, Period, Term, Unit};
use toml::Spanned;

/// When a county shows the yellow and the red card (DS05); none if it leaves them as they are.
pub(super) fn cards(
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

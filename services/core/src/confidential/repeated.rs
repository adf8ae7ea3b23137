//! Whether words that are to leave repeat what was said in mediation, word for word.

use crate::{document::Layout, matter::Matter, outcome::OutcomeResult, text::Text};
use std::collections::BTreeSet;

/// So many units in a row are a repetition. Eight Chinese characters are a clause of two or three words each with its verb:
/// what two people write alike by chance (a sum, a date, 赔偿医疗费用, 双方分歧过大) is shorter.
const RUN: usize = 8;

/// Writing of which one character is one unit (CJK radicals and after); of other scripts a whole word or number is.
const IDEOGRAPHS: char = '\u{2E80}';

/// What was said in the mediation of a matter, and what is known of the matter besides, ready to be compared with.
pub struct WhatWasSaid<'a> {
    names: Vec<&'a str>,
    said: Vec<(u64, Vec<&'a str>)>,
    open: Vec<Vec<&'a str>>,
}

impl<'a> WhatWasSaid<'a> {
    /// Of this matter. Each of `names` is one unit, however long, as those of parties and mediators are.
    pub fn in_mediation_of(matter: &'a Matter, names: impl Iterator<Item = &'a Text>) -> Self {
        let parties = matter.subject.parties.iter().map(|party| &party.name);
        let mediating = matter.referrals.iter().flat_map(|it| it.mediation_body.iter().chain(&it.mediator));
        let names: Vec<_> = names.chain(parties).chain(mediating).map(Text::as_str).collect();
        let said =
            matter.said().map(|(position, said)| (position, units(said.in_the_file().as_str(), &names))).collect();
        let open = open(matter).into_iter().map(|text| units(text.as_str(), &names)).collect();
        Self { names, said, open }
    }

    /// Position of the record of which `text` repeats [`RUN`] units or more that are known from nowhere else.
    pub fn repeated_in(&self, text: &Text) -> Option<u64> {
        if self.said.is_empty() {
            return None;
        }
        let units = units(text.as_str(), &self.names);
        let mut runs: BTreeSet<&[&str]> = units.windows(RUN).collect();
        for run in self.open.iter().flat_map(|open| open.windows(RUN)) {
            runs.remove(run);
        }
        let repeats = |said: &[&str]| said.windows(RUN).any(|run| runs.contains(run));
        self.said.iter().find(|(_, said)| repeats(said)).map(|(position, _)| *position)
    }
}

/// What may leave: how the dispute was registered, results, the agreement, and what all parties still agree to make known.
fn open(matter: &Matter) -> Vec<&Text> {
    let subject = &matter.subject;
    let mut open = vec![&subject.title, &subject.category];
    open.extend(subject.summary.iter().chain(&subject.own_number));
    open.extend(subject.materials.iter().map(|material| &material.name));
    for outcome in matter.referrals.iter().filter_map(|referral| referral.outcome.as_ref()) {
        open.extend(&outcome.remarks);
        match &outcome.result {
            OutcomeResult::NoAgreement(it) | OutcomeResult::Terminated(it) => {
                open.extend(std::iter::once(&it.facts).chain(&it.undisputed_facts));
            }
            OutcomeResult::Answered(it) | OutcomeResult::Replied(it) => open.push(&it.text),
            OutcomeResult::Agreement(_) | OutcomeResult::SettledAndWithdrawn | OutcomeResult::Ruled(_) => {}
        }
    }
    let agreements = matter.issued().filter(|issued| issued.document.layout == Layout::Agreement);
    open.extend(agreements.flat_map(|issued| issued.document.fields.iter().map(|field| &field.value)));
    if matter.consent_of_all().is_ok() {
        open.extend(matter.released().map(|(_, released)| &released.text));
    }
    open
}

/// Without what stands between words, so that another comma does not make other words of them.
fn units<'a>(text: &'a str, names: &[&str]) -> Vec<&'a str> {
    let mut units = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let name = names.iter().filter(|name| rest.starts_with(**name)).map(|name| name.len()).max();
        let length = name.unwrap_or_else(|| unit(first, rest));
        let (unit, after) = rest.split_at(length);
        if first.is_alphanumeric() {
            units.push(unit);
        }
        rest = after;
    }
    units
}

fn unit(first: char, rest: &str) -> usize {
    let word = |it: char| it.is_alphanumeric() && it < IDEOGRAPHS;
    if word(first) { rest.find(|it| !word(it)).unwrap_or(rest.len()) } else { first.len_utf8() }
}

#[cfg(test)]
mod tests {
    use super::units;

    #[test]
    fn a_character_a_word_and_a_name_are_one_unit_each() {
        let said = "甲公司 said 愿意，让步 3000元。";
        assert_eq!(units(said, &["甲公司"]), ["甲公司", "said", "愿", "意", "让", "步", "3000", "元"]);
        assert_eq!(units("", &[]), Vec::<&str>::new());
    }
}

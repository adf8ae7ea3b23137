//! Whether words that are to leave repeat what was said in mediation.
//!
//! Two officers who write about one dispute have much in common. What counts is a run of units, word for word, that says
//! something which is known from nowhere else; a sum or a long word counts by itself. Other words for the same thing are
//! the officer's to answer for.

use super::{
    open::open,
    unit::{Lexicon, Unit},
};
use crate::{bodies::Bodies, ids::ReferralId, matter::Matter, rules::Rules, text::Text};

/// So many units in a row that say something and are not known are a repetition: 分三期付清. A word of two characters and its verb
/// are shorter, and two people write them alike by chance.
const RUN: usize = 5;

/// So many units from a word of conceding on, it included, are one too, known or not: 愿意·赔偿·五万元. That somebody claimed the
/// sum is known; that the other agrees to it is not.
const CONCESSION: usize = 3;

/// So many units in a row that are known together, from what is open, are no repetition: a word with what stands beside it.
const KNOWN: usize = 3;

/// A run is not followed farther, so that no text is slow to compare: one sentence or two.
const LONGEST: usize = 64;

/// What was said in mediation of a dispute, and what is known of it besides, ready to be compared with.
pub struct WhatWasSaid {
    lexicon: Lexicon,
    said: Passages,
    open: Passages,
}

impl WhatWasSaid {
    /// In the matters of one dispute; nothing if nothing was said. Each of `names` is one unit, however long, as those of parties,
    /// bodies and mediators are. `concluding` is the referral that ends with an agreement by what is being decided.
    pub fn in_mediation_of<'a>(
        matters: &[&'a Matter],
        rules: &'a Rules,
        names: impl Iterator<Item = &'a Text>,
        concluding: Option<&ReferralId>,
    ) -> Option<Self> {
        let said_since = matters.iter().flat_map(|matter| matter.said()).map(|(position, _)| position).min()?;
        let lexicon = Lexicon::new(names.chain(names_of(matters, rules)).map(Text::as_str), rules);
        let said = matters.iter().flat_map(|matter| matter.said());
        let said = said.map(|(position, said)| (position, lexicon.units(said.in_the_file().as_str()))).collect();
        let open = matters.iter().flat_map(|matter| open(matter, said_since, concluding));
        let open = open.map(|text| (0, lexicon.units(text.as_str()))).collect();
        Some(Self { lexicon, said: Passages::new(said), open: Passages::new(open) })
    }

    /// Position of the record that `text` repeats.
    pub fn repeated_in(&self, text: &Text) -> Option<u64> {
        let units = self.lexicon.units(text.as_str());
        let new = self.new_in(&units);
        (0..units.len()).find_map(|start| {
            let telling = units.get(start..=start).filter(|unit| unit[0].tells());
            let conceded = units.get(start..start + CONCESSION).filter(|run| matches!(run[0], Unit::Conceding(_)));
            let alone = telling.into_iter().chain(conceded).filter(|run| self.open.with(run).is_none());
            let run = run_from(&new, start).and_then(|end| units.get(start..end));
            alone.chain(run).find_map(|run| self.said.with(run))
        })
    }

    /// Which of the units say something that is not known.
    fn new_in(&self, units: &[Unit]) -> Vec<bool> {
        let mut new: Vec<_> = units.iter().map(Unit::says).collect();
        for (start, run) in units.windows(KNOWN).enumerate() {
            if self.open.with(run).is_some() {
                new.iter_mut().skip(start).take(KNOWN).for_each(|new| *new = false);
            }
        }
        new
    }
}

/// The end of the shortest run from `start` on, itself new, that has [`RUN`] new units.
fn run_from(new: &[bool], start: usize) -> Option<usize> {
    new.get(start).filter(|new| **new)?;
    let mut ends = (start..new.len().min(start + LONGEST)).filter(|at| new.get(*at) == Some(&true));
    ends.nth(RUN - 1).map(|last| last + 1)
}

/// Parties, and who mediates or could.
fn names_of<'a>(matters: &[&'a Matter], rules: &'a Rules) -> Vec<&'a Text> {
    let mut names = Vec::new();
    for matter in matters {
        names.extend(matter.subject.parties.iter().map(|party| &party.name));
        names.extend(matter.referrals.iter().flat_map(|it| it.mediation_body.iter().chain(&it.mediator)));
    }
    names.extend(rules.bodies().into_iter().flat_map(Bodies::names));
    names
}

/// Texts, each with the position of its record, in which a run of units is found at once.
struct Passages {
    texts: Vec<(u64, Vec<Unit>)>,
    /// Text and place of every unit, in the order of what is written from there on.
    starts: Vec<(usize, usize)>,
}

impl Passages {
    fn new(texts: Vec<(u64, Vec<Unit>)>) -> Self {
        let places = texts.iter().enumerate().flat_map(|(text, (_, units))| (0..units.len()).map(move |at| (text, at)));
        let mut passages = Self { starts: places.collect(), texts };
        let mut starts = std::mem::take(&mut passages.starts);
        starts.sort_by(|a, b| passages.from(*a).cmp(passages.from(*b)));
        passages.starts = starts;
        passages
    }

    /// Position of a record that has this run.
    fn with(&self, run: &[Unit]) -> Option<u64> {
        let first = self.starts.partition_point(|start| self.from(*start) < run);
        let start = self.starts.get(first).filter(|start| self.from(**start).starts_with(run))?;
        self.texts.get(start.0).map(|(position, _)| *position)
    }

    /// What is written from a place on.
    fn from(&self, (text, at): (usize, usize)) -> &[Unit] {
        let units = self.texts.get(text).map_or(&[][..], |(_, units)| units);
        units.get(at..units.len().min(at + LONGEST)).unwrap_or_default()
    }
}

//! What was said in mediation does not leave in what officers write themselves (调解保密): letters and documents for others
//! are compared with it before they go, and so is what is registered, for it is handed over later as it was written.

use super::{Act, Context};
use crate::{
    confidential::WhatWasSaid,
    document::Reach,
    dossier::Entry,
    event::Event,
    ids::{DisputeCode, ReferralId},
    letter::Body,
    matter::Matter,
    outcome::OutcomeResult,
    refusal::{FieldRefusal, Refusal},
    text::Text,
};
use std::collections::BTreeSet;

/// By which what was said is kept.
const BASIS: &str = "《最高人民法院关于人民法院特邀调解的规定》第22条、《人民调解法》第15条";

/// What follows from a command, not yet compared with what was said in mediation. It is done only as [`Decided::kept`] gives it.
#[derive(Debug)]
#[must_use]
pub struct Decided(Vec<Act>);

impl Decided {
    pub(super) const fn new(acts: Vec<Act>) -> Self {
        Self(acts)
    }

    /// In the mediation of which disputes it may have been said what leaves by this; of none where nothing leaves that an officer
    /// wrote. What bears one of these codes now, or bore it, is to be given to [`Decided::kept`].
    #[must_use]
    pub fn disputes(&self, matter: Option<&Matter>) -> BTreeSet<DisputeCode> {
        let mut disputes = BTreeSet::new();
        if self.0.iter().all(|act| leaving(act, matter).is_empty()) {
            return disputes;
        }
        for act in &self.0 {
            match act {
                Act::Send(draft) => disputes.extend([draft.dispute.clone()]),
                Act::Happen(Event::Registered { dispute, .. }) => disputes.extend([dispute.clone()]),
                Act::Happen(Event::Entered { entry, .. }) => {
                    if let Entry::Linked(link) = &**entry {
                        disputes.extend([link.dispute.clone()]);
                    }
                }
                Act::Happen(_) | Act::Issue(_) => {}
            }
        }
        if let Some(matter) = matter {
            disputes.extend(std::iter::once(&matter.dispute).chain(matter.former_disputes()).cloned());
        }
        disputes
    }

    /// Refuses what repeats what was said in the mediation of `matter` or of `others`, the matters of the same dispute, naming every
    /// field that does.
    ///
    /// # Errors
    /// A refusal with the fields, the entries that they repeat, and what may be done instead.
    pub fn kept(self, ctx: Context<'_>, matter: Option<&Matter>, others: &[&Matter]) -> Result<Vec<Act>, Refusal> {
        let matters: Vec<_> = matter.into_iter().chain(others.iter().copied()).collect();
        let concluding = self.0.iter().find_map(concluding);
        let said = WhatWasSaid::in_mediation_of(&matters, ctx.rules, ctx.names.values(), concluding);
        let Some(said) = said else { return Ok(self.0) };
        let words = self.0.iter().flat_map(|act| leaving(act, matter));
        let fields: Vec<_> = words.filter_map(|(path, text)| Some(repeats(path, said.repeated_in(&text)?))).collect();
        if fields.is_empty() { Ok(self.0) } else { Err(repeated(fields)) }
    }
}

/// The referral that ends with an agreement by it.
fn concluding(act: &Act) -> Option<&ReferralId> {
    let Act::Send(draft) = act else { return None };
    let Body::Conclude(conclude) = &draft.body else { return None };
    matches!(conclude.outcome.result, OutcomeResult::Agreement(_)).then_some(&draft.referral)
}

/// Words that leave by it, or will, with the paths of the fields in which they were asked for.
fn leaving(act: &Act, matter: Option<&Matter>) -> Vec<(String, Text)> {
    let named = |(path, text): (&str, Text)| (path.to_owned(), text);
    match act {
        Act::Send(draft) => draft.body.words().into_iter().map(named).collect(),
        Act::Issue(document) => match document.form.reach {
            Reach::Parties => Vec::new(),
            Reach::Others => {
                document.fields.iter().map(|it| (format!("fields.{}", it.key.as_str()), it.value.clone())).collect()
            }
        },
        Act::Happen(Event::Registered { dispute: _, subject }) => subject.words().into_iter().map(named).collect(),
        // What a matter is about does not change when it joins another dispute, and is new there.
        Act::Happen(Event::Entered { officer: _, entry }) => match (&**entry, matter) {
            (Entry::Linked(_), Some(matter)) => matter.subject.words().into_iter().map(named).collect(),
            _ => Vec::new(),
        },
        Act::Happen(_) => Vec::new(),
    }
}

fn repeats(path: String, position: u64) -> FieldRefusal {
    FieldRefusal {
        zh: format!("重复了调解中的陈述（流水号 {position}）"),
        en: format!("repeats what was said in mediation (record {position})"),
        path,
    }
}

fn repeated(fields: Vec<FieldRefusal>) -> Refusal {
    let mut paths: Vec<_> = fields.iter().map(|field| field.path.as_str()).collect();
    paths.dedup();
    let refusal = Refusal::out_of_order(
        "SAID_IN_MEDIATION",
        format!(
            "写了调解中的陈述或者首次提出的金额，不得发出；请只写结果、协议、无争议事实和不成原因，确需反馈的先登记各方书面同意\
             （release_consent）并公开该内容（released）：{}",
            paths.join("、")
        ),
        format!(
            "words said in mediation, and sums first named there, do not leave; tell what came of it, or write every party's \
             `release_consent` and a `released` entry first: {}",
            paths.join(", ")
        ),
    );
    Refusal { fields, ..refusal }.with_basis(BASIS)
}

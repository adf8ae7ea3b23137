//! What many stories came to, for people and as one line of JSON.

use super::{Counts, Story, Violation, ledger::Ledger, offices::BUREAU, world::World};
use duijie_core::{
    command::Answer,
    ids::ReferralId,
    letter::{
        Body,
        body::{LapseGround, Ruling, Timing},
    },
    matter::{
        OwnDeadline,
        own::{EndedBy, PauseReason},
    },
    outcome::OutcomeResult,
    referral::Side,
};
use sha2::{Digest as _, Sha256};

/// Many stories.
#[derive(Debug, Default)]
pub struct Report {
    /// Stories told.
    pub seeds: u64,
    /// Those in which a sentence did not hold.
    pub violations: Vec<(u64, Violation)>,
    /// Counts of all.
    pub counts: Counts,
    hasher: Sha256,
}

impl Report {
    /// Adds a story.
    pub fn add(&mut self, story: &Story) {
        self.seeds += 1;
        self.counts.merge(&story.counts);
        self.hasher.update(story.digest.as_bytes());
        if let Some(violation) = &story.violation {
            self.violations.push((story.seed, violation.clone()));
        }
    }

    /// Digest of all journals of all stories.
    #[must_use]
    pub fn digest(&self) -> String {
        hex::encode(self.hasher.clone().finalize())
    }

    /// The one line for machines.
    #[must_use]
    pub fn json(&self, seconds: f64) -> String {
        let count = |what| self.counts.get(what);
        serde_json::json!({
            "seeds": self.seeds,
            "violations": self.violations.len(),
            "first_seed": self.violations.first().map(|(seed, _)| *seed),
            "letters": count("letters"),
            "statements": count("statements"),
            "commits": count("commits"),
            "crashes": count("crashes"),
            "lapses": count("lapses"),
            "late_offers": count("late offers"),
            "digest": self.digest(),
            "seconds": (seconds * 1_000.0).round() / 1_000.0,
        })
        .to_string()
    }
}

/// Counts what the journals say at the end of a story.
pub fn count_ends(world: &mut World) {
    let mut counts = Counts::default();
    for site in &world.sites {
        for chain in site.ledger.sent.values() {
            counts.add("letters", chain.len() as u64);
            for letter in chain.iter().filter_map(|note| note.letter.as_ref()) {
                count_letter(&mut counts, &site.ledger, letter);
            }
        }
        counts.add(
            "referrals",
            site.ledger.referrals().filter(|(_, referral)| referral.side == Side::Sender).count() as u64,
        );
        counts.add("deadlines fired", site.ledger.once.iter().filter(|what| what.contains("fired")).count() as u64);
        for own in site.ledger.matters.values().flat_map(|matter| &matter.own) {
            count_own(&mut counts, own);
        }
        counts.add("damaged messages kept as evidence", site.ledger.damage);
    }
    let withdrawn = |referral: &ReferralId, at: &Ledger| {
        at.sent
            .values()
            .flatten()
            .filter_map(|note| note.letter.as_ref())
            .any(|letter| letter.referral == *referral && matches!(letter.body, Body::Withdraw(_)))
    };
    let bureau = &world.sites[BUREAU].ledger;
    for site in &world.sites[..BUREAU] {
        let both = site.ledger.home.keys().filter(|id| withdrawn(id, &site.ledger) && withdrawn(id, bureau));
        counts.add("withdrawals that cross", both.count() as u64);
    }
    world.counts.merge(&counts);
}

fn count_own(counts: &mut Counts, own: &OwnDeadline) {
    counts.one("own deadlines");
    if own.deadline.fired_at.is_some() {
        counts.one("own deadlines fired");
    }
    if !own.deadline.earlier.is_empty() {
        counts.one("own deadlines extended");
    }
    for why in &own.paused_for {
        counts.one(match why {
            PauseReason::Lawful(_) => "own deadlines suspended",
            PauseReason::Mediation(_) => "own deadlines that do not count mediation",
        });
    }
    if own.follows.is_some() {
        counts.one(if own.officer.is_some() {
            "own deadlines that follow one"
        } else {
            "own deadlines begun by a letter"
        });
    }
    match own.ended.as_ref().map(|ended| ended.by) {
        Some(EndedBy::Word(_)) => counts.one("own deadlines ended"),
        Some(EndedBy::Successor) => counts.one("own deadlines replaced"),
        None => {}
    }
}

fn count_letter(counts: &mut Counts, ledger: &Ledger, letter: &duijie_core::letter::Letter) {
    match &letter.body {
        Body::Lapse(lapse) => {
            counts.one("lapses");
            counts.one(match lapse.ground {
                LapseGround::Proof { .. } => "lapses by proof",
                LapseGround::Override { .. } => "lapses by override",
            });
        }
        Body::Acknowledge(claim) if claim.timing == Timing::Late => counts.one("late offers"),
        Body::Accept(claim) if claim.timing == Timing::Late => counts.one("late offers"),
        Body::Accept(_) => counts.one("acceptances in time"),
        Body::Recall(_) => {
            let after = ledger.referral(&letter.referral).is_some_and(|(_, referral)| {
                referral.deadlines.iter().any(|deadline| deadline.due.due <= letter.decided_at)
            });
            counts.one(if after { "recalls after a due instant" } else { "recalls before" });
        }
        Body::Withdraw(_) => counts.one("withdrawals"),
        Body::Verdict(verdict) => counts.one(match verdict.ruling {
            Ruling::Taken => "late offers taken",
            Ruling::Superseded => "late offers superseded",
            Ruling::Deemed => "signatures deemed given",
            Ruling::Recalled => "recalls granted",
            Ruling::RecallRefused => "recalls refused",
            Ruling::Withdrawn => "withdrawals obeyed by verdict",
            Ruling::Concluded => "asked back after conclusion",
            Ruling::Refused { .. } => "letters refused",
        }),
        Body::Object(_) => counts.one("objections"),
        Body::DecideObjection(decision) => counts.one(match decision.answer {
            Answer::Grant => "objections agreed to",
            Answer::Refuse => "objections refused",
        }),
        Body::Extend(_) => counts.one("extensions"),
        Body::Recount(_) => counts.one("deadlines counted again"),
        Body::Conclude(conclude) => counts.one(match conclude.outcome.result {
            OutcomeResult::Answered(_) => "supervisions answered",
            OutcomeResult::Ruled(_) => "confirmations decided",
            _ => "conclusions",
        }),
        Body::ConfirmOutcome(_) => counts.one("outcomes signed for"),
        Body::Decline(_) => counts.one("declines"),
        Body::Suspend(_) => counts.one("suspensions"),
        Body::Remind(_) => counts.one("reminders"),
        Body::Refer(refer) if refer.replaces.is_some() => counts.one("referrals that replace one"),
        _ => {}
    }
}

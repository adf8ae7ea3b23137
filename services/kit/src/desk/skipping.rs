//! Skipping a parked letter for good (exchange §2): one officer proposes, another confirms, and only then it stands in the way
//! no more. The letter stays in the journal. Whatever waited behind it and is understood is applied as of its arrival.

use super::{Answer, Batch, Desk, Mode, Ticket, unparking::Found};
use crate::{
    journal::{Cause, CommandCause, Entry, Parked, ParkedId, SkipProposal},
    store::{StoreError, rows::StoredRecord},
};
use duijie_core::{
    agency::AgencyId,
    ids::Digest,
    refusal::{Refusal, RefusalKind},
    text::Text,
    time::Timestamp,
};

/// What an officer asks about a parked letter.
#[derive(Clone, Debug)]
pub struct SkipAsked {
    /// Who, and under which request id.
    pub cause: CommandCause,
    /// What.
    pub skip: Skip,
    /// Whether to do it or only to say whether it could be done.
    pub mode: Mode,
    /// Where the answer goes.
    pub ticket: Ticket,
}

/// One of the two steps of skipping a parked letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skip {
    /// Who wrote the letter.
    pub peer: AgencyId,
    /// Its number.
    pub number: u64,
    /// Which step.
    pub step: SkipStep,
}

/// First one officer, then another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SkipStep {
    /// The first officer proposes. A later proposal takes the place of an earlier one.
    Propose {
        /// Why.
        reason: Text,
    },
    /// The second officer confirms.
    Confirm {
        /// The proposal that the officer saw; it must still be that one.
        proposal: Option<u64>,
    },
}

/// A step that is done.
#[derive(Clone, Debug)]
pub struct SkipDone {
    /// The letter.
    pub parked: Parked,
    /// When it came.
    pub arrived_at: Timestamp,
    /// What was proposed.
    pub proposal: SkipProposal,
    /// Who confirmed it, once somebody has.
    pub confirmed: Option<(Text, Timestamp)>,
    /// The record that did this step.
    pub position: u64,
    /// Digest of the chain there.
    pub digest: Digest,
    /// When.
    pub recorded_at: Timestamp,
}

impl Desk {
    pub(super) fn skip(&mut self, batch: &mut Batch, asked: SkipAsked) -> Result<(), StoreError> {
        let SkipAsked { cause, skip, mode, ticket } = asked;
        let answer = match self.recorded_before(batch, &cause)? {
            Some(Ok(stored)) => self.skip_answered(batch, &stored)?,
            Some(Err(conflict)) => Answer::Refused(conflict),
            None => match (mode, self.decide_skip(batch, &cause, &skip)?) {
                (Mode::ValidateOnly, Ok(_)) => Answer::Valid,
                (Mode::ValidateOnly, Err(refusal)) => Answer::Refused(refusal),
                (Mode::Do, Ok((found, entry))) => self.carry_out_skip(batch, cause, found, entry)?,
                (Mode::Do, Err(refusal)) => self.refuse(batch, None, cause, refusal),
            },
        };
        batch.effects.answers.push((ticket, answer));
        Ok(())
    }

    /// The letter and what is to be recorded about it, or why nothing is.
    fn decide_skip(
        &self,
        batch: &Batch,
        cause: &CommandCause,
        skip: &Skip,
    ) -> Result<Result<(Found, Entry), Refusal>, StoreError> {
        let Skip { peer, number, step } = skip;
        let parked = self.peers.get(peer).map(|known| (&known.parked, known.forked_at.is_some()));
        let waiting = parked.and_then(|(parked, forked)| Some((parked, parked.get(*number)?, forked)));
        let Some((all, waiting, forked)) = waiting else { return Ok(Err(not_parked(peer, *number))) };
        let found = self.parked_letter(batch, peer, *number)?;
        // One that is understood and waits for nothing was tried, and could not be decided.
        let will_be_tried = forked || all.waits_for_another(*number, waiting.referral.as_ref());
        if will_be_tried && self.understood(&found.parked).is_some() {
            return Ok(Err(understood()));
        }
        let letter = ParkedId {
            peer: peer.clone(),
            number: *number,
            content: found.parked.content,
            referral: found.parked.referral.clone(),
        };
        let entry = match step {
            SkipStep::Propose { reason } => Entry::SkipProposed { letter, reason: reason.clone() },
            SkipStep::Confirm { proposal: seen } => {
                let Some(position) = waiting.proposal else { return Ok(Err(not_proposed())) };
                if seen.is_some_and(|seen| seen != position) {
                    return Ok(Err(proposed_anew(position)));
                }
                let proposal = self.proposal(batch, position)?;
                if proposal.officer == cause.officer {
                    return Ok(Err(same_officer()));
                }
                Entry::Skipped { letter, proposal }
            }
        };
        Ok(Ok((found, entry)))
    }

    fn carry_out_skip(
        &mut self,
        batch: &mut Batch,
        cause: CommandCause,
        found: Found,
        entry: Entry,
    ) -> Result<Answer, StoreError> {
        let Parked { from: peer, number, referral, .. } = found.parked.clone();
        let matter = referral.map(|referral| self.matter_of(&referral)).transpose()?.flatten();
        let about = matter.map(|matter| (matter.id.clone(), Some(matter)));
        let memo = (cause.request.clone(), cause.digest);
        self.write(batch, about, Cause::Command(cause.clone()), vec![entry.clone()]);
        let head = batch.head;
        batch.memos.insert(memo.0, (memo.1, head.position));
        let done = self.skip_done(batch, found, &entry, &cause, head.position, head.digest)?;
        if matches!(entry, Entry::Skipped { .. }) {
            tracing::warn!(peer = %peer, number, "two officers skipped a parked letter");
            self.peers.entry(&peer).parked.settle(number);
            batch.silence_news.insert(peer.clone());
            self.replay(batch, &peer)?;
        } else {
            self.peers.entry(&peer).parked.propose(number, head.position);
        }
        Ok(done)
    }

    /// The answer as it was given.
    fn skip_answered(&self, batch: &Batch, stored: &StoredRecord) -> Result<Answer, StoreError> {
        let record = super::matters::read(stored, &self.office.keyring)?;
        match (record.entries.first(), &record.cause) {
            (Some(Entry::Refused(refusal)), _) => Ok(Answer::Refused(refusal.clone())),
            (
                Some(entry @ (Entry::SkipProposed { letter, .. } | Entry::Skipped { letter, .. })),
                Cause::Command(cause),
            ) => {
                let found = self.parked_letter(batch, &letter.peer, letter.number)?;
                self.skip_done(batch, found, entry, cause, stored.position, stored.digest)
            }
            _ => Err(StoreError::Damaged { what: format!("record {} skips no letter", stored.position) }),
        }
    }

    fn skip_done(
        &self,
        batch: &Batch,
        found: Found,
        entry: &Entry,
        cause: &CommandCause,
        position: u64,
        digest: Digest,
    ) -> Result<Answer, StoreError> {
        let recorded_at = self.record_at(batch, position)?.recorded_at;
        let (proposal, confirmed) = match entry {
            Entry::Skipped { proposal, .. } => (proposal.clone(), Some((cause.officer.clone(), recorded_at))),
            _ => (self.proposal(batch, position)?, None),
        };
        let Found { parked, arrived_at } = found;
        Ok(Answer::Skip(Box::new(SkipDone { parked, arrived_at, proposal, confirmed, position, digest, recorded_at })))
    }

    /// The proposal that the record at `position` makes.
    fn proposal(&self, batch: &Batch, position: u64) -> Result<SkipProposal, StoreError> {
        proposal(&self.record_at(batch, position)?, &self.office.keyring)
    }
}

/// The proposal that a record makes.
///
/// # Errors
/// If it cannot be read or makes none.
pub fn proposal(stored: &StoredRecord, keyring: &crate::seal::Keyring) -> Result<SkipProposal, StoreError> {
    let record = super::matters::read(stored, keyring)?;
    let (position, at) = (stored.position, stored.recorded_at);
    let reason = record.entries.iter().find_map(|entry| match entry {
        Entry::SkipProposed { reason, .. } => Some(reason.clone()),
        _ => None,
    });
    match (record.cause, reason) {
        (Cause::Command(cause), Some(reason)) => Ok(SkipProposal { position, officer: cause.officer, at, reason }),
        _ => Err(StoreError::Damaged { what: format!("record {position} proposes to skip nothing") }),
    }
}

fn not_parked(peer: &AgencyId, number: u64) -> Refusal {
    Refusal::new(
        RefusalKind::NotFound,
        "NOT_PARKED",
        format!("{peer} 的第 {number} 号函没有挂起"),
        format!("letter {number} of `{peer}` is not parked here"),
    )
}

fn understood() -> Refusal {
    Refusal::out_of_order(
        "PARKED_UNDERSTOOD",
        "该函本身可以识别，只是在等前面挂起的函；前面的函能够识别或被跳过后即自动办理，不能跳过",
        "this letter is understood and only waits for a parked one before it; it is applied once that one is, or is skipped",
    )
}

fn not_proposed() -> Refusal {
    Refusal::out_of_order(
        "SKIP_NOT_PROPOSED",
        "尚未有人提议跳过该函，须先由一名人员提议",
        "nobody has proposed to skip this letter; one officer proposes first",
    )
}

fn proposed_anew(position: u64) -> Refusal {
    Refusal::out_of_order(
        "SKIP_PROPOSAL_CHANGED",
        format!("提议已更新（流水号 {position}），请查看后再确认"),
        format!("the proposal was made anew in record {position}; look at it before confirming"),
    )
}

fn same_officer() -> Refusal {
    Refusal::new(
        RefusalKind::NotPermitted,
        "SECOND_OFFICER_NEEDED",
        "提议跳过的人员不能自己确认，须由另一名人员确认",
        "whoever proposed to skip the letter cannot confirm it; another officer must",
    )
}

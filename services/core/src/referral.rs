//! A referral (对接): one handoff of a matter from a sender to a receiver, as one of the two desks knows it. Both desks
//! fold the same letters with the same `apply`, so both reach the same stage by the same letter.

pub mod deadline;
pub mod stage;

use crate::{
    agency::AgencyId,
    commission::Commission,
    due::Due,
    ids::{Digest, DisputeCode, Kind, ReferralId},
    letter::{
        Letter, LetterRef,
        body::{Decline, FailedAttempt, NextAttempt, Object, Writer},
    },
    outcome::{Outcome, SuspendReason},
    purpose::{Purpose, PurposeKind},
    subject::Procedure,
    text::Text,
    time::Timestamp,
};
pub use deadline::{Climb, Deadline, DeadlineStatus, Duty, Owed, Review, Wake};
pub use stage::Stage;

/// Which end of a referral a desk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// It handed the matter over and waits.
    Sender,
    /// The matter was handed to it.
    Receiver,
}

/// One handoff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referral {
    /// The same at both ends.
    pub id: ReferralId,
    /// The dispute it belongs to.
    pub dispute: DisputeCode,
    /// 对接类别
    pub kind: Kind,
    /// What it is for.
    pub purpose: Purpose,
    /// Which end this desk is.
    pub side: Side,
    /// The other end.
    pub peer: AgencyId,
    /// The `Refer` letter.
    pub refer: LetterRef,
    /// By which procedure, for 诉调.
    pub procedure: Option<Procedure>,
    /// How mediation was commissioned, and what went with it.
    pub commission: Commission,
    /// Agencies passed before the receiver.
    pub path: Vec<AgencyId>,
    /// The referral that the sender received itself.
    pub parent: Option<ReferralId>,
    /// The ended referral that this one replaces.
    pub replaces: Option<ReferralId>,
    /// The handling due of the parent.
    pub not_after: Option<Timestamp>,
    /// Where it stands.
    pub stage: Stage,
    /// The letter that put it there; equal at both ends.
    pub reference: LetterRef,
    /// When what happened.
    pub milestones: Milestones,
    /// What is owed here and what is waited for.
    pub deadlines: Vec<Deadline>,
    /// Every 签收 and 受理 the receiver declared, which a verdict may take up later.
    pub claims: Vec<Claim>,
    /// The late offer that waits for the sender.
    pub offer: Option<LetterRef>,
    /// The sender refused a late offer; the referral waits for its end.
    pub superseded: bool,
    /// A recall or withdrawal that waits for the other desk.
    pub pending: Option<Pending>,
    /// Number of our letter after whose delivery we no longer answer for the referral.
    pub released_by: Option<u64>,
    /// Number of the sender's newest letter that sets the receiver's state whatever it was (a lapse, or a verdict that
    /// takes an offer or obeys a withdrawal); zero at the receiver. What the receiver decided without it is overtaken.
    pub binding: u64,
    /// Why an officer overrode the rules of silence.
    pub overridden: Option<Text>,
    /// The receiver's refusal to take it on.
    pub decline: Option<Decline>,
    /// Until when the receiver may contest its competence, for kinds that know an objection.
    pub object_due: Option<Due>,
    /// The receiver's objection, with the letter that said it. There is one at most.
    pub objection: Option<(LetterRef, Object)>,
    /// Content of the sender's letter that began a duty whose due instant the receiver has not told yet.
    pub undated: Option<Digest>,
    /// The receiver's result.
    pub outcome: Option<Outcome>,
    /// What the receiver asked for and has not got.
    pub missing: Vec<Text>,
    /// Our own officer who last wrote a letter about it, and is told of its deadlines.
    pub officer: Option<Text>,
    /// 调解组织
    pub mediation_body: Option<Text>,
    /// 调解员
    pub mediator: Option<Text>,
    /// The newest failed attempt of the present mediation body.
    pub failed_attempt: Option<FailedAttempt>,
    /// Mediation bodies that were replaced after an attempt of theirs had failed, each once, first to last.
    pub failed_bodies: Vec<Text>,
    /// Reminders sent by the sender.
    pub reminders: u32,
    /// Number of our newest letter about it.
    pub newest_sent: u64,
}

/// When what happened, by the recorded time of the desk that decided it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Milestones {
    /// The sender decided it.
    pub sent_at: Timestamp,
    /// The receiver's desk had it.
    pub arrived_at: Option<Timestamp>,
    /// 签收, and by whom.
    pub acknowledged: Option<(Timestamp, Text)>,
    /// 视为签收: silence counted as it.
    pub deemed_at: Option<Timestamp>,
    /// 受理
    pub accepted_at: Option<Timestamp>,
    /// 办结
    pub concluded_at: Option<Timestamp>,
    /// The receiver's officer who gave the result.
    pub concluded_by: Option<Text>,
    /// The end, whatever it was.
    pub ended_at: Option<Timestamp>,
    /// Why it stands still, while it does.
    pub suspended: Option<SuspendReason>,
}

/// A 签收 or 受理 as declared by the receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The letter that declares it.
    pub letter: LetterRef,
    /// When it was decided.
    pub at: Timestamp,
    /// Who declared it.
    pub officer: Text,
    /// The stage it leads to.
    pub target: ClaimTarget,
    /// The due instant of the next duty.
    pub next_due: Due,
}

/// Where a claim leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimTarget {
    /// 签收
    Acknowledged,
    /// 受理
    Accepted,
}

/// A recall or withdrawal that waits for the desk that decides: the receiver's before the due instant, then the sender's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The letter that asks.
    pub letter: LetterRef,
    /// Which of the two.
    pub kind: PendingKind,
}

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PendingKind {
    /// 收回
    Recall,
    /// 当事人撤回
    Withdrawal,
}

impl Referral {
    /// The sending agency.
    #[must_use]
    pub fn sender(&self) -> &AgencyId {
        &self.refer.from
    }

    /// The receiving agency.
    #[must_use]
    pub fn receiver(&self) -> &AgencyId {
        &self.refer.to
    }

    /// The deadline of `duty`, if there ever was one.
    #[must_use]
    pub fn deadline(&self, duty: Duty) -> Option<&Deadline> {
        self.deadlines.iter().find(|deadline| deadline.duty == duty)
    }

    /// The open authority deadline: the one whose passing gives the decision to the sender (exchange §4).
    #[must_use]
    pub fn authority(&self) -> Option<&Deadline> {
        let duty = self.stage.authority_duty()?;
        self.deadline(duty).filter(|deadline| deadline.status == DeadlineStatus::Open)
    }

    /// Whether at `now` the receiver's desk decides alone.
    #[must_use]
    pub fn receiver_decides(&self, now: Timestamp) -> bool {
        let silence_passed = self.authority().is_some_and(|deadline| deadline.passed_authority(now));
        !self.stage.is_ended() && self.offer.is_none() && !self.superseded && !silence_passed
    }

    /// Whether the receiver decided `letter` before it knew that the sender had set the state: it moves nothing, and a
    /// 签收 or 受理 in it is an offer. The receiver drops its own part when it applies the sender's letter.
    #[must_use]
    pub fn overtaken(&self, letter: &Letter) -> bool {
        letter.reference.from == self.peer && letter.seen_number < self.binding
    }

    /// Whether the receiver's own word in `letter` ends the referral at once, as both ends can tell from it.
    #[must_use]
    pub fn decided_by_receiver(&self, letter: &Letter) -> bool {
        self.receiver_decides(letter.decided_at) && !self.overtaken(letter)
    }

    /// Whether a party's withdrawal is on the table.
    #[must_use]
    pub fn withdrawal_pending(&self) -> bool {
        self.pending.as_ref().is_some_and(|pending| pending.kind == PendingKind::Withdrawal)
    }

    /// Where 签收 leads: a supervision is taken on by it, for it cannot be declined.
    #[must_use]
    pub const fn signing_leads_to(&self) -> ClaimTarget {
        match self.purpose.kind() {
            PurposeKind::Handling | PurposeKind::Confirmation | PurposeKind::Petition => ClaimTarget::Acknowledged,
            PurposeKind::Supervision => ClaimTarget::Accepted,
        }
    }

    /// The agency that answers for the referral as far as this desk knows.
    #[must_use]
    pub fn holder(&self) -> &AgencyId {
        if self.stage.is_held_by_receiver() { self.receiver() } else { self.sender() }
    }

    /// Whether this desk answers for the referral: it holds it, or it has given it back and cannot know yet that the
    /// other desk knows (`delivered` letters of ours are known to have arrived).
    #[must_use]
    pub fn answerable(&self, delivered: u64) -> bool {
        let unreleased = self.released_by.is_some_and(|number| number > delivered);
        match self.side {
            Side::Sender => !self.stage.is_held_by_receiver() || unreleased,
            Side::Receiver => self.stage.is_held_by_receiver() || unreleased,
        }
    }

    /// Whether some open duty is past its due instant.
    #[must_use]
    pub fn overdue(&self, now: Timestamp) -> bool {
        self.deadlines.iter().any(|deadline| deadline.overdue(now))
    }

    /// Whether the present mediation body has failed as often as its rule allows (应当升级移交).
    #[must_use]
    pub fn must_be_passed_up(&self) -> bool {
        self.failed_attempt.is_some_and(|attempt| attempt.next == NextAttempt::PassUp)
    }

    /// Mediates by `body` from now on; another body begins anew, with no mediator yet.
    pub(crate) fn mediated_by(&mut self, body: &Text) {
        if self.mediation_body.as_ref() == Some(body) {
            return;
        }
        let before = self.mediation_body.replace(body.clone());
        self.mediator = None;
        let failed = self.failed_attempt.take().and(before);
        if let Some(failed) = failed.filter(|failed| !self.failed_bodies.contains(failed)) {
            self.failed_bodies.push(failed);
        }
    }

    /// Whether this mediation body has failed: it was replaced after a failed attempt, or has had its number.
    #[must_use]
    pub fn has_failed(&self, body: &Text) -> bool {
        let present = self.mediation_body.as_ref() == Some(body);
        if present { self.must_be_passed_up() } else { self.failed_bodies.contains(body) }
    }

    /// Whether `letter` comes from the other end and is the other end's to write; what is not has no effect.
    #[must_use]
    pub fn hears(&self, letter: &Letter) -> bool {
        let ours_to_write = match self.side {
            Side::Sender => Writer::Sender,
            Side::Receiver => Writer::Receiver,
        };
        letter.reference.from == self.peer && letter.body.writer() != ours_to_write
    }

    /// The claim that `letter` declared.
    pub(crate) fn claim(&self, letter: &LetterRef) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.letter == *letter)
    }
}

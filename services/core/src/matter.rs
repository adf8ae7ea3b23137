//! A matter (事项): one agency's own file of a dispute, with the referrals it sent or received about it.

pub mod key;
pub mod own;

use crate::{
    confidential::Confidential,
    dossier::Entered,
    ids::{DisputeCode, MatterId, OwnId, ReferralId},
    purpose::Purpose,
    referral::{Referral, Side},
    subject::Subject,
    term::RuleId,
    text::Text,
    time::Timestamp,
};
pub use key::DeadlineKey;
pub use own::OwnDeadline;

/// One agency's own file of a dispute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// Its id, ours alone.
    pub id: MatterId,
    /// The dispute it belongs to.
    pub dispute: DisputeCode,
    /// What it is about.
    pub subject: Subject,
    /// When it was opened here.
    pub registered_at: Timestamp,
    /// When and why it was closed.
    pub closed: Option<Closed>,
    /// Referrals in the order in which they began here; at most the first was received, all others were sent.
    pub referrals: Vec<Referral>,
    /// This agency's own deadlines on it, in the order in which they began here.
    pub own: Vec<OwnDeadline>,
    /// Attempts at mediation that failed here, oldest first.
    pub attempts: Vec<Attempt>,
    /// What officers wrote into its file, oldest first.
    pub dossier: Vec<Entered>,
    /// What officers of other agencies wrote in the letters about it that came here, oldest first.
    pub told: Vec<Text>,
    /// Commands about it that were refused by rule (bounded by `REFUSALS_MAX`).
    pub refusals: u32,
    /// Position of the first record about it.
    pub opened: u64,
    /// Position of the newest record about it.
    pub position: u64,
}

/// An attempt at mediation that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Place in the journal.
    pub position: u64,
    /// What came of it.
    pub text: Confidential<Text>,
}

/// End of a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: Text,
}

/// Refusals remembered for one matter; a caller who collects more is asked to stop (`RESOURCE_EXHAUSTED`).
pub const REFUSALS_MAX: u32 = 1_000;

/// Own deadlines that officers start on one matter, ended ones included: far more than the law knows rules for one matter,
/// and few enough to be folded and shown together. What follows from an ending or a letter is not counted out.
pub const OWN_MAX: usize = 200;

impl Matter {
    /// The referral with this id.
    #[must_use]
    pub fn referral(&self, id: &ReferralId) -> Option<&Referral> {
        self.referrals.iter().find(|referral| referral.id == *id)
    }

    /// The referral with this id, to change it.
    pub(crate) fn referral_mut(&mut self, id: &ReferralId) -> Option<&mut Referral> {
        self.referrals.iter_mut().find(|referral| referral.id == *id)
    }

    /// The own deadline with this id.
    #[must_use]
    pub fn own(&self, id: &OwnId) -> Option<&OwnDeadline> {
        self.own.iter().find(|own| own.id == *id)
    }

    /// The own deadline under this rule that has not ended; there is one at most, but for what is each person's own.
    #[must_use]
    pub fn running(&self, rule: RuleId) -> Option<&OwnDeadline> {
        self.own.iter().find(|own| own.runs() && own.rule() == rule)
    }

    /// The same of this person, or of nobody.
    #[must_use]
    pub fn running_of(&self, rule: RuleId, of: Option<&Text>) -> Option<&OwnDeadline> {
        self.own.iter().find(|own| own.runs() && own.rule() == rule && own.of.as_ref() == of)
    }

    /// The referral whose handling this matter is the supervision of.
    #[must_use]
    pub fn supervised(&self) -> Option<&ReferralId> {
        let Purpose::Supervision(supervision) = &self.incoming()?.purpose else { return None };
        supervision.about.as_ref()
    }

    /// The referral by which this matter came here, if it did.
    #[must_use]
    pub fn incoming(&self) -> Option<&Referral> {
        self.referrals.iter().find(|referral| referral.side == Side::Receiver)
    }

    /// Whether a referral of ours other than `id` is on its way, held or finished with a result, so that nobody else
    /// can be designated by taking a late offer.
    #[must_use]
    pub fn designated_besides(&self, id: &ReferralId) -> bool {
        self.referrals.iter().any(|other| {
            let handling = other.purpose.kind().hands_over();
            other.id != *id
                && handling
                && other.side == Side::Sender
                && (!other.stage.is_ended() || other.stage.is_confirmed())
        })
    }

    /// Whether any referral is still open.
    #[must_use]
    pub fn has_open_referral(&self) -> bool {
        self.referrals.iter().any(|referral| !referral.stage.is_ended())
    }

    /// Whether this agency answers for the matter now in its own view; `delivered` tells how many of our letters a peer
    /// is known to have.
    #[must_use]
    pub fn responsible(&self, delivered: impl Fn(&Referral) -> u64) -> bool {
        if self.referrals.is_empty() {
            return self.closed.is_none();
        }
        self.closed.is_none() && self.referrals.iter().any(|referral| referral.answerable(delivered(referral)))
    }
}

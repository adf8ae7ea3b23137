//! What a referral is for. All are handed over, signed for, kept to time and answered alike; what they carry differs.

use crate::{
    agency::AgencyId,
    ids::{Kind, ReferralId},
    outcome::{Outcome, OutcomeResult},
    petition::{PassedOn, is_passed_on},
    referral::Duty,
    subject::Material,
    term::RuleId,
    text::Text,
    time::{Date, Timestamp},
};

/// The kind of every supervision (督办).
pub const SUPERVISION: &str = "supervision";
/// The kind by which what was taken in for another agency (代收) is handed over to it.
pub const PROXY: &str = "proxy";
/// The kind of every application for judicial confirmation (司法确认).
pub const CONFIRMATION: &str = "confirmation";

/// What a referral is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The dispute itself is handed over.
    Handling,
    /// 督办: its handling is supervised; the receiver answers in writing (信访工作条例第38至40条).
    Supervision(Supervision),
    /// 司法确认: a court is asked to confirm the agreement reached (民事诉讼法第205条).
    Confirmation(Application),
    /// 转送 or 交办: a petition is passed on to the agency with power to settle it (信访工作条例第22条).
    Petition(PassedOn),
}

/// What is supervised. To the agency itself it is an order, to anyone else a report that asks for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supervision {
    /// Whose handling it is about.
    pub agency: AgencyId,
    /// The referral it is about, where it is about one.
    pub about: Option<ReferralId>,
    /// What was missed, where something was.
    pub missed: Option<Missed>,
    /// What is required, up to 2,000 characters.
    pub demand: Text,
    /// What kind of matter it is, as far as overseeing must know: of an accusation, nothing goes to who does not have it.
    pub of: Overseen,
}

/// What kind of matter is overseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overseen {
    /// A dispute or a petition as any other.
    Dispute,
    /// 检举控告, whose outline says no more than that.
    Accusation,
}

/// A duty that was not done in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// Which.
    pub duty: Duty,
    /// Under which rule.
    pub rule: RuleId,
    /// When it was due.
    pub due: Timestamp,
}

/// A joint application for confirmation (民事诉讼法第205条, 民诉法解释第354条).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Who applies: every party to the agreement, as named in the matter.
    pub applicants: Vec<Text>,
    /// 调解协议书
    pub agreement: Material,
    /// 调解组织主持调解的证明
    pub mediated_by: Material,
    /// The day on which the agreement took effect, from which the 30 days run.
    pub effective_on: Date,
    /// Why it took effect after the mediation was concluded, as the agreement itself says.
    pub effective_because: Option<Text>,
    /// Whether it concerns property, and what proves the rights in it.
    pub property: Property,
    /// Who applies for a party.
    pub agents: Vec<Agent>,
    /// The referral whose mediation led to it.
    pub from_referral: Option<ReferralId>,
}

/// Whether an agreement concerns property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Property {
    /// It does not.
    NotConcerned,
    /// It does: 与调解协议相关的财产权利证明.
    Concerned(Vec<Material>),
}

/// Who applies for a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// The party, as named in the matter.
    pub party: Text,
    /// The agent.
    pub name: Text,
    /// 授权委托书
    pub authorisation: Option<Material>,
}

/// A purpose without what it carries: all that has to be known to follow a referral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PurposeKind {
    /// [`Purpose::Handling`]
    Handling,
    /// [`Purpose::Supervision`]
    Supervision,
    /// [`Purpose::Confirmation`]
    Confirmation,
    /// [`Purpose::Petition`]
    Petition,
}

impl Purpose {
    /// Which it is.
    #[must_use]
    pub const fn kind(&self) -> PurposeKind {
        match self {
            Self::Handling => PurposeKind::Handling,
            Self::Supervision(_) => PurposeKind::Supervision,
            Self::Confirmation(_) => PurposeKind::Confirmation,
            Self::Petition(_) => PurposeKind::Petition,
        }
    }

    /// How a petition is passed on, where it is.
    #[must_use]
    pub const fn passed_on(&self) -> Option<&PassedOn> {
        match self {
            Self::Petition(passed_on) => Some(passed_on),
            Self::Handling | Self::Supervision(_) | Self::Confirmation(_) => None,
        }
    }
}

impl PurposeKind {
    /// The purpose that referrals of `kind` have.
    #[must_use]
    pub fn of(kind: &Kind) -> Self {
        match kind.as_str() {
            SUPERVISION => Self::Supervision,
            CONFIRMATION => Self::Confirmation,
            kind if is_passed_on(kind) => Self::Petition,
            _ => Self::Handling,
        }
    }

    /// Whether the dispute itself goes over, so that there is one receiver at a time.
    #[must_use]
    pub const fn hands_over(self) -> bool {
        match self {
            Self::Handling | Self::Petition => true,
            Self::Supervision | Self::Confirmation => false,
        }
    }

    /// Whether such a referral can end with `outcome`.
    #[must_use]
    pub const fn ends_with(self, outcome: &Outcome) -> bool {
        match outcome.result {
            OutcomeResult::Agreement(_) | OutcomeResult::SettledAndWithdrawn => self.hands_over(),
            OutcomeResult::NoAgreement(_) | OutcomeResult::Terminated(_) => matches!(self, Self::Handling),
            OutcomeResult::Replied(_) => matches!(self, Self::Petition),
            OutcomeResult::Answered(_) => matches!(self, Self::Supervision),
            OutcomeResult::Ruled(_) => matches!(self, Self::Confirmation),
        }
    }
}

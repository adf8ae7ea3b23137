//! How a matter came to an agency (登记来源), and by which numbers its parties are known. The numbers themselves are nowhere:
//! what the registering agency does with one is to find it again, and a keyed digest does that; documents that must bear it are
//! completed from the identity paper that lies before the clerk.

use super::Entry;
use crate::{
    agency::AgencyId,
    ids::Digest,
    matter::Matter,
    referral::{Side, Stage},
    text::Text,
    time::Timestamp,
};

/// How a matter came here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intake {
    /// From where.
    pub source: Source,
    /// When what it is about happened.
    pub occurred_at: Option<Timestamp>,
    /// When it was received here.
    pub received_at: Option<Timestamp>,
    /// Who the parties are, as far as they proved it.
    pub identifications: Vec<Identification>,
}

/// From where a matter came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// 110接报
    Call110,
    /// 窗口
    Window,
    /// 来访
    Visit,
    /// 来信
    Letter,
    /// 网上
    Online,
    /// 移送, by an agency that is not on this exchange
    Transfer,
    /// 排查: found by a screening of the agency's own
    Screening,
    /// 代收: taken in after hours for another agency, to which it is handed over afterwards.
    Proxy {
        /// Which.
        on_behalf_of: AgencyId,
    },
}

/// The way in which something came, without what is told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// 110接报
    Call110,
    /// 窗口
    Window,
    /// 来访
    Visit,
    /// 来信
    Letter,
    /// 网上
    Online,
    /// 移送
    Transfer,
    /// 排查
    Screening,
    /// 代收
    Proxy,
}

/// By which number a party is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identification {
    /// The party, as named in the matter.
    pub party: Text,
    /// Which sort of number.
    pub kind: IdentifierKind,
    /// How the number ends.
    pub masked: Text,
    /// Keyed digest of the number; equal for equal numbers at this agency and meaningless elsewhere.
    pub mark: Digest,
}

/// Which sort of number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentifierKind {
    /// 公民身份号码
    ResidentId,
    /// 统一社会信用代码
    SocialCredit,
}

impl Source {
    /// The way alone.
    #[must_use]
    pub const fn channel(&self) -> Channel {
        match self {
            Self::Call110 => Channel::Call110,
            Self::Window => Channel::Window,
            Self::Visit => Channel::Visit,
            Self::Letter => Channel::Letter,
            Self::Online => Channel::Online,
            Self::Transfer => Channel::Transfer,
            Self::Screening => Channel::Screening,
            Self::Proxy { .. } => Channel::Proxy,
        }
    }

    /// As people say it.
    #[must_use]
    pub const fn zh(&self) -> &'static str {
        match self {
            Self::Call110 => "110接报",
            Self::Window => "窗口",
            Self::Visit => "来访",
            Self::Letter => "来信",
            Self::Online => "网上",
            Self::Transfer => "移送",
            Self::Screening => "排查",
            Self::Proxy { .. } => "代收",
        }
    }

    /// The same in English.
    #[must_use]
    pub const fn en(&self) -> &'static str {
        match self {
            Self::Call110 => "a call to 110",
            Self::Window => "the window",
            Self::Visit => "a visit",
            Self::Letter => "a letter",
            Self::Online => "online",
            Self::Transfer => "a transfer",
            Self::Screening => "a screening",
            Self::Proxy { .. } => "intake for another agency",
        }
    }
}

impl Matter {
    /// How it came here, if that was written down.
    #[must_use]
    pub fn intake(&self) -> Option<&Intake> {
        self.dossier
            .iter()
            .find_map(|entered| if let Entry::Intake(intake) = &entered.entry { Some(intake) } else { None })
    }

    /// By which numbers its parties are known: of each party the one written down last.
    #[must_use]
    pub fn identifications(&self) -> Vec<&Identification> {
        let mut known: Vec<&Identification> = Vec::new();
        for entered in &self.dossier {
            let written = if let Entry::Intake(intake) = &entered.entry {
                intake.identifications.as_slice()
            } else if let Entry::Identified(identification) = &entered.entry {
                std::slice::from_ref(identification)
            } else {
                &[]
            };
            for one in written {
                known.retain(|earlier| earlier.party != one.party);
                known.push(one);
            }
        }
        known
    }

    /// 代收待移交: the agency for which it was taken in and which has not got it yet. What lapsed or was taken back has not
    /// been handed over; what that agency declined has.
    #[must_use]
    pub fn deferred_handoff(&self) -> Option<&AgencyId> {
        let Source::Proxy { on_behalf_of } = &self.intake()?.source else { return None };
        let handed_over = self.referrals.iter().any(|referral| {
            referral.side == Side::Sender
                && referral.peer == *on_behalf_of
                && referral.purpose.kind().hands_over()
                && !matches!(referral.stage, Stage::Lapsed | Stage::Recalled)
        });
        (!handed_over && self.closed.is_none()).then_some(on_behalf_of)
    }
}

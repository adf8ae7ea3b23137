//! How a court commissions mediation (诉调对接的方式), and what goes with handing over to a mediator: the parties' consents and the
//! mediator that was named. Which modes a kind knows, by which procedure and on what basis, is data of its agencies.

use crate::{
    dossier::Consent,
    exclusion::ConsentNeed,
    rules::ProcedureNeed,
    subject::Procedure,
    term::{RuleId, Words, words},
    text::Text,
};

/// How mediation is commissioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// 立案后委托调解
    PostFilingCommission,
    /// 立案前委派调解
    PreFilingDelegation,
    /// 邀请协助调解
    InvitedAssist,
    /// 当事人直接申请
    PartyDirect,
}

/// What goes with handing over to a mediator. All of it may be absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commission {
    /// How; none in kinds that know no modes, and in letters from before there were any.
    pub mode: Option<Mode>,
    /// What the parties said last about mediation, as far as it is written down.
    pub consents: Vec<Consent>,
    /// Who is to mediate, if somebody was chosen or designated.
    pub mediator: Option<Text>,
}

/// One mode that a kind knows, as its sender has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModeRule {
    /// Which.
    pub mode: Mode,
    /// Whether the procedure must be told.
    pub procedure: ProcedureNeed,
    /// What it asks of the parties' word on mediation.
    pub consent: ConsentNeed,
    /// The statute and article.
    pub article: &'static str,
}

/// The handling term of one mode, as its receiver has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModeTerm {
    /// Which.
    pub mode: Mode,
    /// By which procedure, where it depends on that.
    pub procedure: Option<Procedure>,
    /// The rule.
    pub rule: RuleId,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Self; 4] =
        [Self::PostFilingCommission, Self::PreFilingDelegation, Self::InvitedAssist, Self::PartyDirect];

    /// As people say it.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Self::PostFilingCommission => words("立案后委托调解", "commissioned after filing"),
            Self::PreFilingDelegation => words("立案前委派调解", "delegated before filing"),
            Self::InvitedAssist => words("邀请协助调解", "invited to assist"),
            Self::PartyDirect => words("当事人直接申请", "asked for by the parties"),
        }
    }
}

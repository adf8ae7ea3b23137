//! What is asked about deadlines of an agency's own (自有期限).

use crate::{
    ids::{MatterId, VariantId},
    letter::body::ExtensionGround,
    matter::own::Ending,
    outcome::SuspendReason,
    subject::Material,
    term::RuleId,
    text::Text,
    time::Timestamp,
};

/// Starts one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// On which matter.
    pub matter: MatterId,
    /// Under which rule of this agency's table.
    pub rule: RuleId,
    /// In which special case of it.
    pub variant: Option<VariantId>,
    /// The instant of the event that starts it; now if none is told.
    pub started_at: Option<Timestamp>,
}

/// Something about one that runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnStep {
    /// Ends it.
    End {
        /// How.
        ending: Ending,
        /// The instant of what ends it; now if none is told.
        at: Option<Timestamp>,
        /// In words.
        text: Option<Text>,
        /// What proves it.
        evidence: Option<Material>,
    },
    /// 停表: it stands still from now on.
    Suspend {
        /// The lawful reason.
        reason: SuspendReason,
        /// What proves it.
        evidence: Material,
    },
    /// It runs again from now on.
    Resume,
    /// 延长
    Extend {
        /// By how many of what the rule extends in.
        length: u32,
        /// On whose word.
        ground: ExtensionGround,
        /// In words.
        reason: Option<Text>,
    },
    /// 重新起算: the rule that its own rule names counts anew in its place.
    Restart {
        /// The instant of the event that starts it, such as the result of an appraisal.
        from: Timestamp,
        /// What proves it.
        evidence: Material,
    },
}

//! What happens to an own deadline. Every instant and every due date is here: `apply` computes none.

use super::Climbed;
use crate::{
    due::Due,
    ids::{OwnId, ReferralId, VariantId},
    letter::body::ExtensionGround,
    matter::own::EndedBy,
    outcome::SuspendReason,
    subject::Material,
    term::Whose,
    text::Text,
    time::Timestamp,
};

/// One thing that happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnEvent {
    /// 起算
    Started {
        /// Its term, with the rule.
        due: Due,
        /// In which special case of the rule.
        variant: Option<VariantId>,
        /// The one whose ending began it, or whose place it takes.
        follows: Option<OwnId>,
        /// Who began it; none if a letter did.
        officer: Option<Text>,
        /// Whether it binds the agency or limits a right of parties.
        whose: Whose,
        /// Whose time it is, where each person has its own.
        of: Option<Text>,
    },
    /// It ended.
    Ended {
        /// When what ended it happened.
        at: Timestamp,
        /// What ended it.
        by: EndedBy,
        /// In words.
        text: Option<Text>,
        /// What proves it.
        evidence: Option<Material>,
    },
    /// 停表
    Suspended {
        /// From when.
        at: Timestamp,
        /// The lawful reason.
        reason: SuspendReason,
        /// What proves it.
        evidence: Material,
        /// When somebody is to see whether it must still stand still (DS09).
        review_due: Option<Due>,
    },
    /// It runs again.
    Resumed {
        /// From when.
        at: Timestamp,
        /// The term with its new end.
        due: Due,
    },
    /// 延长: a further term that begins when the one before ends.
    Extended {
        /// On whose word.
        ground: ExtensionGround,
        /// In words.
        reason: Option<Text>,
        /// The further term.
        due: Due,
    },
    /// 不计入: time that has passed is not counted after all, because the parties gave a mediation more of it.
    Excluded {
        /// From when.
        from: Timestamp,
        /// Until when.
        until: Timestamp,
        /// Whose mediation.
        referral: ReferralId,
        /// The term with its new end; as before while it stands still.
        due: Due,
    },
    /// It was not done before its due instant.
    Fired {
        /// The instant that passed.
        due: Timestamp,
        /// The step taken by it: the highest that applied when it was recorded.
        climbed: Climbed,
    },
    /// It reached a step of the ladder besides the passing of its due instant.
    Climbed(Climbed),
    /// 重新计算: another calendar is in force.
    Recounted {
        /// The due instant that it replaces.
        told: Timestamp,
        /// The term with its new end.
        due: Due,
    },
}

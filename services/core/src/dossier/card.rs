//! 三卡 and their approval: what an agency decides about a dispute it hears of (登记卡: ours; 移交卡: another's; 告知卡: to be settled
//! elsewhere), and the word of a leader on a card or on handing over.

use super::Entry;
use crate::{command::Answer, ids::Kind, matter::Matter, subject::Material, term::RuleId, text::Text};

/// An intake decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Card {
    /// 登记卡: it is ours.
    Ours {
        /// How it is to be handled.
        opinion: Text,
    },
    /// 移交卡: it is another's.
    Another {
        /// To whom it is to go.
        to: Text,
        /// 工作意见
        opinion: Text,
    },
    /// 告知卡: it cannot be settled here.
    Told {
        /// Why.
        reason: Text,
        /// Which way is open: how and where to sue, for example.
        remedy: Text,
    },
}

/// 审批: the word of a leader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// On what.
    pub of: Approved,
    /// Approved or not.
    pub answer: Answer,
    /// In words.
    pub opinion: Option<Text>,
    /// In writing.
    pub document: Option<Material>,
}

/// What a leader approves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Approved {
    /// The transfer card written at this position.
    Card(u64),
    /// Handing over as this kind.
    Kind(Kind),
    /// 认可: that nobody is punished, as asked for at this position.
    Sparing(u64),
    /// 延长: making the term under this rule longer, once.
    Extension(RuleId),
}

impl Matter {
    /// The card written at this position, and by whom.
    #[must_use]
    pub fn card_at(&self, position: u64) -> Option<(&Card, &Text)> {
        self.dossier.iter().find(|entered| entered.position == position).and_then(|entered| {
            let Entry::Card(card) = &entered.entry else { return None };
            Some((card, &entered.officer))
        })
    }

    /// The last word of a leader on handing over as `kind`.
    #[must_use]
    pub fn approval_of(&self, kind: &Kind) -> Option<&Approval> {
        self.last_approval(|of| *of == Approved::Kind(kind.clone()))
    }

    /// The last word of a leader on the newest transfer card; none if there is no card, or no word on it.
    #[must_use]
    pub fn approval_of_card(&self) -> Option<&Approval> {
        let (newest, _) = self.transfer_card()?;
        self.last_approval(|of| *of == Approved::Card(newest))
    }

    /// The newest transfer card: its position, and the opinion with which the matter is to go.
    #[must_use]
    pub fn transfer_card(&self) -> Option<(u64, &Text)> {
        self.dossier.iter().rev().find_map(|entered| {
            let Entry::Card(Card::Another { to: _, opinion }) = &entered.entry else { return None };
            Some((entered.position, opinion))
        })
    }

    /// The word of a leader on the newest request that nobody be punished, and whether there is such a request.
    #[must_use]
    pub fn sparing(&self) -> Option<(u64, Option<&Approval>)> {
        let asked = self.dossier.iter().rev().find(|entered| matches!(&entered.entry, Entry::Sparing(_)))?;
        Some((asked.position, self.last_approval(|of| *of == Approved::Sparing(asked.position))))
    }

    /// How often leaders have approved that the term under `rule` be made longer; not at all while their last word is no.
    #[must_use]
    pub fn extensions_approved(&self, rule: RuleId) -> usize {
        let of = Approved::Extension(rule);
        let granted = |approval: &Approval| approval.of == of && approval.answer == Answer::Grant;
        if !self.last_approval(|it| *it == of).is_some_and(granted) {
            return 0;
        }
        let approvals = self.dossier.iter().filter_map(|entered| {
            let Entry::Approval(approval) = &entered.entry else { return None };
            Some(approval)
        });
        approvals.filter(|approval| granted(approval)).count()
    }

    fn last_approval(&self, is: impl Fn(&Approved) -> bool) -> Option<&Approval> {
        self.dossier.iter().rev().find_map(|entered| {
            let Entry::Approval(approval) = &entered.entry else { return None };
            is(&approval.of).then_some(approval)
        })
    }
}

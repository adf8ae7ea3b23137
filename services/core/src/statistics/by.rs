//! By what figures are told apart.

use super::fact::Fact;
use crate::{agency::AgencyId, ids::Kind, term::RuleId, text::Text};

/// By what figures are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// 对方单位
    Agency,
    /// 对接类别
    Kind,
    /// 纠纷类别
    Category,
    /// 调解组织
    Body,
    /// 期限规则
    Rule,
}

impl By {
    /// Every one.
    pub const ALL: [Self; 5] = [Self::Agency, Self::Kind, Self::Category, Self::Body, Self::Rule];

    /// Token, stable in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agency => "agency",
            Self::Kind => "kind",
            Self::Category => "category",
            Self::Body => "body",
            Self::Rule => "rule",
        }
    }

    /// The one with this token.
    #[must_use]
    pub fn parse(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.as_str() == token)
    }

    /// The fact's value of it; empty if it has none.
    #[must_use]
    pub fn of(self, fact: &Fact) -> &str {
        match self {
            Self::Agency => fact.peer.as_ref().map(AgencyId::as_str),
            Self::Kind => fact.kind.as_ref().map(Kind::as_str),
            Self::Category => Some(fact.category.as_str()),
            Self::Body => fact.body.as_ref().map(Text::as_str),
            Self::Rule => fact.rule.as_ref().map(RuleId::as_str),
        }
        .unwrap_or_default()
    }
}

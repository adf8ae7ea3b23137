//! Triage (分类处理): in which of four ways an agency deals with what it took in, as county practice classes it.

use super::Entry;
use crate::{matter::Matter, text::Text, time::Date};

/// One of four classes, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Triage {
    /// Why this class.
    pub reason: Text,
    /// The class, with what it asks for.
    pub class: TriageClass,
}

/// What each class asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TriageClass {
    /// 当场解决: the matter is closed with its result.
    SolvedOnTheSpot {
        /// What came of it.
        result: Text,
    },
    /// 限期办理
    TimeLimited {
        /// Until when.
        until: Date,
        /// 承办人
        handler: Text,
    },
    /// 解释说明: it stays open until it is closed or handled on.
    Explained {
        /// What was explained.
        explanation: Text,
    },
    /// 研究解决
    ToBeStudied {
        /// When it is taken up again at the latest.
        until: Date,
        /// 牵头人
        lead: Text,
    },
}

impl TriageClass {
    /// As people say it.
    #[must_use]
    pub const fn zh(&self) -> &'static str {
        match self {
            Self::SolvedOnTheSpot { .. } => "当场解决",
            Self::TimeLimited { .. } => "限期办理",
            Self::Explained { .. } => "解释说明",
            Self::ToBeStudied { .. } => "研究解决",
        }
    }

    /// The same in English.
    #[must_use]
    pub const fn en(&self) -> &'static str {
        match self {
            Self::SolvedOnTheSpot { .. } => "solved on the spot",
            Self::TimeLimited { .. } => "to be handled within a time",
            Self::Explained { .. } => "explained",
            Self::ToBeStudied { .. } => "to be studied",
        }
    }

    /// As requests name it.
    #[must_use]
    pub const fn token(&self) -> &'static str {
        match self {
            Self::SolvedOnTheSpot { .. } => "solved_on_the_spot",
            Self::TimeLimited { .. } => "time_limited",
            Self::Explained { .. } => "explained",
            Self::ToBeStudied { .. } => "to_be_studied",
        }
    }

    /// Until when something is promised, if it is.
    #[must_use]
    pub const fn until(&self) -> Option<Date> {
        match self {
            Self::TimeLimited { until, .. } | Self::ToBeStudied { until, .. } => Some(*until),
            Self::SolvedOnTheSpot { .. } | Self::Explained { .. } => None,
        }
    }
}

impl Matter {
    /// How it was last classed, if it was.
    #[must_use]
    pub fn triage(&self) -> Option<&Triage> {
        self.dossier
            .iter()
            .rev()
            .find_map(|entered| if let Entry::Triaged(triage) = &entered.entry { Some(triage) } else { None })
    }
}

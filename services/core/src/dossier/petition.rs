//! What a petitions office, or whoever handles a petition, writes into its file: the sort, a leader's reception, the written
//! opinions and the requests for review, and that a petition only repeats another.

use super::Entry;
use crate::{
    agency::AgencyId,
    matter::Matter,
    petition::Sort,
    purpose::{Overseen, Purpose},
    subject::Material,
    text::Text,
    time::Timestamp,
};
use std::collections::BTreeSet;

/// 甄别: of which sort the petition is. What was written last counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sorting {
    /// The sort.
    pub sort: Sort,
    /// Agencies that are accused, or that the accused belong to; only of an accusation.
    pub accused: Vec<AgencyId>,
    /// Who is accused besides: persons, units that the directory does not list, or that nobody knows.
    pub accused_in_words: Option<Text>,
    /// When this agency accepted it (受理), if it handles it itself.
    pub accepted_at: Option<Timestamp>,
    /// Why, in words.
    pub text: Option<Text>,
}

/// 领导接访: what came of a leader's reception.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reception {
    /// Who received.
    pub leader: Text,
    /// When it ended.
    pub ended_at: Timestamp,
    /// One of four.
    pub outcome: ReceptionOutcome,
    /// What was said and agreed.
    pub text: Text,
}

/// The four outcomes of a reception.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceptionOutcome {
    /// 当场解决
    Solved,
    /// 限期办理
    WithinTime,
    /// 解释说明
    Explained,
    /// 研究解决
    ToBeStudied,
}

/// 信访处理意见书, 复查意见 or 复核意见 (信访工作条例第32、35、36条).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// At which level.
    pub level: Level,
    /// 文号
    pub number: Text,
    /// 投诉请求
    pub request: Text,
    /// 事实和理由
    pub facts: Text,
    /// 处理意见
    pub opinion: Text,
    /// 法律法规依据
    pub legal_basis: Text,
    /// The document.
    pub document: Option<Material>,
    /// When the petitioner received it.
    pub delivered_at: Timestamp,
}

/// 复查请求 or 复核请求.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewAsked {
    /// Of which level; never the first.
    pub level: Level,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// Why.
    pub text: Option<Text>,
    /// At the agency above: the opinion of another agency that is to be reviewed; none where it is in this file.
    pub reviewed: Option<ReviewedOpinion>,
}

/// The written opinion of another agency of which a review is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewedOpinion {
    /// Whose, as people name it.
    pub agency: Text,
    /// 文号
    pub number: Text,
    /// When the petitioner received it.
    pub delivered_at: Timestamp,
    /// The opinion itself.
    pub document: Option<Material>,
}

/// The levels of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// 处理
    First,
    /// 复查
    Review,
    /// 复核
    SecondReview,
}

/// 重复信访: it brings the same facts and reasons as another petition, so it is only registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// Why it is only registered.
    pub why: RepeatWhy,
    /// The earlier petition: its number or matter id here, the number of its opinion where it is of the same dispute, or the number
    /// that another agency gave it.
    pub earlier: Text,
    /// What shows it, where the earlier petition is not of this agency.
    pub evidence: Option<Material>,
    /// Why it is no repetition after all, as a leader says who takes it back.
    pub taken_back: Option<Text>,
}

/// Why a repeated petition is not handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepeatWhy {
    /// 复核意见已作出 (第36条第3款).
    Exhausted,
    /// 受理期间向上级重复提出 (第19条第3款).
    UnderWay,
}

impl Matter {
    /// The newest sorting.
    #[must_use]
    pub fn sorting(&self) -> Option<&Sorting> {
        self.dossier.iter().rev().find_map(|entered| {
            let Entry::Sorting(sorting) = &entered.entry else { return None };
            Some(sorting)
        })
    }

    /// Of which sort it is: as it was found here, or else as the letter that brought it says.
    #[must_use]
    pub fn sort(&self) -> Option<Sort> {
        let brought = || self.incoming().and_then(|incoming| incoming.purpose.passed_on()).and_then(|it| it.sort);
        self.sorting().map(|sorting| sorting.sort).or_else(brought)
    }

    /// Whether it is an accusation: as sorted here or by the letter that brought it, or as what is overseen.
    #[must_use]
    pub fn is_accusation(&self) -> bool {
        let overseen = self.incoming().is_some_and(
            |incoming| matches!(&incoming.purpose, Purpose::Supervision(it) if it.of == Overseen::Accusation),
        );
        overseen || self.sort() == Some(Sort::Accusation)
    }

    /// Whom it accuses, as written down here and as the letter that brought it says. Whoever once was accused stays so, however
    /// the matter is sorted afterwards: what was told of them does not become theirs to read.
    #[must_use]
    pub fn accused(&self) -> BTreeSet<&AgencyId> {
        let told = self.incoming().and_then(|incoming| incoming.purpose.passed_on());
        self.accused_here().chain(told.into_iter().flat_map(|it| &it.accused)).collect()
    }

    fn accused_here(&self) -> impl Iterator<Item = &AgencyId> {
        let sortings = self.dossier.iter().filter_map(|entered| {
            let Entry::Sorting(sorting) = &entered.entry else { return None };
            Some(sorting)
        });
        sortings.flat_map(|sorting| &sorting.accused)
    }

    /// Why it is only registered, if it is.
    #[must_use]
    pub fn repeat(&self) -> Option<&Repeat> {
        let newest = self.dossier.iter().rev().find_map(|entered| {
            let Entry::Repeat(repeat) = &entered.entry else { return None };
            Some(repeat)
        });
        newest.filter(|repeat| repeat.taken_back.is_none())
    }

    /// The written opinion of this level, if one was given.
    #[must_use]
    pub fn reply(&self, level: Level) -> Option<&Reply> {
        self.dossier.iter().rev().find_map(|entered| {
            let Entry::Reply(reply) = &entered.entry else { return None };
            (reply.level == level).then_some(reply)
        })
    }
}

//! Exclusions (排除情形): with which circumstances of a dispute a kind is not handed over, or a deadline does not begin. They are
//! data of the agency that would do it; circumstances are about the dispute, never about a person.

pub mod criminal;

use crate::{
    ids::{CircumstanceId, Kind},
    rules::Rules,
    term::{RuleId, Words},
};

/// One circumstance that excludes, as a statute names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Exclusion {
    /// Token of the circumstance, such as `hired_violence`; the refusal's code is made of it.
    pub circumstance: &'static str,
    /// The circumstance in words.
    pub what: Words,
    /// The statute and article.
    pub article: &'static str,
    /// What the clerk may do instead.
    pub instead: Words,
    /// What shows it.
    pub shown_by: ShownBy,
    /// Who may let it pass all the same.
    pub overriding: Overriding,
}

/// What shows a circumstance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShownBy {
    /// That it is written in the dossier.
    Entry,
    /// That, or a party's last word on mediation, which is no.
    Word,
    /// That, or the type of case (类型代字) in the 案号 under which the matter is filed.
    CaseType(&'static [&'static str]),
}

/// Who may let an excluded thing pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Overriding {
    /// Nobody: the law gives nobody that power.
    Never,
    /// The rank that a text names, who acts with the role of a leader.
    By(Rank),
}

/// A rank with the text that gives it the power.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rank {
    /// As the text names it.
    pub whom: Words,
    /// The statute and article.
    pub article: &'static str,
}

/// What a circumstance keeps from being done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Excluded {
    /// Handing over as this kind.
    Kind(Kind),
    /// Beginning a deadline of our own under this rule.
    Rule(RuleId),
}

/// What a kind asks of the parties' word on mediation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentNeed {
    /// Nothing: it is no mediation.
    None,
    /// Nobody may have said no. Who has not been asked yet is asked by the mediator.
    NotRefused {
        /// The statute and article.
        article: &'static str,
    },
    /// Somebody must have agreed, and nobody may have said no: the other parties are asked by the mediator.
    One {
        /// The statute and article.
        article: &'static str,
    },
    /// Every party must have agreed.
    Every {
        /// The statute and article.
        article: &'static str,
    },
}

/// Whose approval a kind asks before it is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApprovalNeed {
    /// Nobody's; one that is written down is shown all the same.
    None,
    /// That of this rank, written into the dossier with the role of a leader.
    Required(Rank),
    /// That, or the approval of the newest transfer card (移交卡); and the opinion with which it is handed over.
    OfCard(Rank),
}

impl ConsentNeed {
    /// The statute and article; none where nothing is asked.
    #[must_use]
    pub const fn article(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::NotRefused { article } | Self::One { article } | Self::Every { article } => Some(article),
        }
    }
}

/// A row of a table of exclusions that nobody may override.
#[must_use]
pub const fn excluded(circumstance: &'static str, what: Words, article: &'static str, instead: Words) -> Exclusion {
    Exclusion { circumstance, what, article, instead, shown_by: ShownBy::Entry, overriding: Overriding::Never }
}

impl Exclusion {
    /// This rank may let it pass.
    #[must_use]
    pub const fn unless(mut self, whom: Words, article: &'static str) -> Self {
        self.overriding = Overriding::By(Rank { whom, article });
        self
    }

    /// A party's word shows it too.
    #[must_use]
    pub const fn shown_by_word(mut self) -> Self {
        self.shown_by = ShownBy::Word;
        self
    }

    /// A 案号 of one of these types shows it too.
    #[must_use]
    pub const fn shown_by_case_type(mut self, types: &'static [&'static str]) -> Self {
        self.shown_by = ShownBy::CaseType(types);
        self
    }

    /// The stable code of a refusal by it.
    #[must_use]
    pub fn code(&self) -> String {
        format!("EXCLUDED_{}", self.circumstance.to_ascii_uppercase())
    }
}

impl Rules {
    /// What excludes from this.
    #[must_use]
    pub fn exclusions_from(&self, what: &Excluded) -> &'static [Exclusion] {
        match what {
            Excluded::Kind(kind) => self.sends(kind).map_or(&[], |sends| sends.exclusions),
            Excluded::Rule(rule) => self.term(rule).map_or(&[], |term| term.exclusions),
        }
    }

    /// The exclusion of `what` by this circumstance, if there is one.
    #[must_use]
    pub fn exclusion(&self, what: &Excluded, circumstance: &CircumstanceId) -> Option<&'static Exclusion> {
        self.exclusions_from(what).iter().find(|exclusion| exclusion.circumstance == circumstance.as_str())
    }

    /// Every circumstance that excludes something here, once each, in the order of the tables.
    #[must_use]
    pub fn circumstances(&self) -> Vec<&'static Exclusion> {
        let tables = self.sends.iter().map(|sends| sends.exclusions);
        let tables = tables.chain(self.terms.iter().map(|term| term.exclusions));
        let mut known: Vec<&'static Exclusion> = Vec::new();
        for exclusion in tables.flatten() {
            if !known.iter().any(|earlier| earlier.circumstance == exclusion.circumstance) {
                known.push(exclusion);
            }
        }
        known
    }
}

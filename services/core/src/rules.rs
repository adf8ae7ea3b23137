//! What one agency's directory says as data: which kinds it hands over to whom, which it receives, under which terms.
//! The law itself is in the agencies' `terms.rs` and `offers.rs`.

mod after;
mod shared;

use crate::{
    bodies::Bodies,
    commission::{Mode, ModeRule, ModeTerm},
    document::Form,
    due::Counting,
    exclusion::{ApprovalNeed, ConsentNeed, Exclusion},
    ids::Kind,
    subject::{Material, Procedure, Subject},
    term::{RuleId, Term, Words},
    terms_common::{ACKNOWLEDGE, DECIDE},
    time::Timestamp,
};

pub use after::*;

/// One agency's rules.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Role token of the agency, the second half of its id.
    pub role: &'static str,
    /// Kinds it hands over.
    pub sends: Vec<Sends>,
    /// Kinds it receives (受理清单).
    pub offers: Vec<Offer>,
    /// Terms of the duties it owes.
    pub terms: Vec<Term>,
    /// Whether it has mediation bodies and mediators to assign.
    pub mediates: Mediates,
    /// Forms of the documents it issues.
    pub forms: Vec<Form>,
}

/// Whether an agency assigns mediation bodies and mediators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mediates {
    /// It does, and writes their names as it likes.
    Yes,
    /// It does, among those that it lists.
    Among(Bodies),
    /// It does not.
    No,
}

/// With whom a kind is exchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Roles {
    /// Agencies with one of these roles.
    These(&'static [&'static str]),
    /// Every agency of the directory.
    Anyone,
}

/// A kind that an agency hands over, and to which role.
#[derive(Clone, Debug)]
pub struct Sends {
    /// 对接类别
    pub kind: Kind,
    /// Roles of the receivers.
    pub to_roles: Roles,
    /// What it is called; none where its own directory names it.
    pub name: Option<Words>,
    /// Whether the procedure must be told.
    pub procedure: ProcedureNeed,
    /// How much of the matter goes with it.
    pub handed: Handed,
    /// Own deadlines that begin when it ends with no agreement or is terminated.
    pub failed: &'static [AfterFailure],
    /// What is to be done when it comes back with its result.
    pub afterwards: &'static [Afterwards],
    /// The rule of our own in which the time by which all parties extended it is not counted (延长期不计审限).
    pub extension_not_counted_in: Option<RuleId>,
    /// Rules of our own that it fulfils once it is sent.
    pub sending_fulfils: &'static [RuleId],
    /// Rules of our own that are fulfilled once its result is signed for.
    pub result_fulfils: &'static [RuleId],
    /// With which circumstances it is not handed over.
    pub exclusions: &'static [Exclusion],
    /// What it asks of the parties' word on mediation, where there are no modes: each mode says it itself.
    pub consent: ConsentNeed,
    /// In which modes it is commissioned, the usual one first; none where there are no modes.
    pub modes: &'static [ModeRule],
    /// Whose approval it asks.
    pub approval: ApprovalNeed,
    /// Roles to which alone it takes what courts, prosecutors or police have to end (涉法涉诉); none where that does not matter.
    pub judicial_to: Option<&'static [&'static str]>,
}

/// How much of a matter's subject is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handed {
    /// All of it.
    Whole,
    /// The dispute alone: no material and no number of the file, for both may show who informed (信访工作条例第30条). A
    /// material that belongs to the dispute itself is supplied by name afterwards.
    DisputeAlone,
}

/// Whether a kind tells the court's procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProcedureNeed {
    /// It must be told: the mediation term depends on it.
    Required,
    /// There is none.
    None,
}

/// A kind that an agency receives, from which roles, and the handling term it then owes.
#[derive(Clone, Debug)]
pub struct Offer {
    /// 对接类别
    pub kind: Kind,
    /// Roles it is received from.
    pub from_roles: Roles,
    /// What it is called; none where its own directory names it.
    pub name: Option<Words>,
    /// The term of 签收.
    pub acknowledging: RuleId,
    /// The term of 受理.
    pub deciding: RuleId,
    /// From when that term is counted.
    pub deciding_from: DecidingFrom,
    /// After how many failed attempts in a row another mediation body is to be assigned, where a rule counts them.
    pub passing_up: Option<RuleId>,
    /// Until when competence can be contested, where the law knows an objection.
    pub objecting: Option<RuleId>,
    /// Which text has the materials go back when mediation came to nothing, if one does.
    pub returning: Option<&'static str>,
    /// Modes in which an agreement is not confirmed, for the court that commissioned the mediation makes its own document.
    pub unconfirmed: &'static [Mode],
    /// What is to be done once we gave its result.
    pub afterwards: &'static [Afterwards],
    /// Its handling term.
    pub handling: Handling,
}

/// From when the term of 受理 is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecidingFrom {
    /// 签收
    Signature,
    /// The recorded arrival; from 签收 where the term would have passed by then.
    Arrival,
}

/// Which handling term a kind has.
#[derive(Clone, Debug)]
pub enum Handling {
    /// One for all.
    One(RuleId),
    /// By the court's procedure.
    ByProcedure {
        /// 普通程序
        ordinary: RuleId,
        /// 简易程序
        summary: RuleId,
    },
    /// The letter tells the length, in natural days from its date, under this rule.
    Told(RuleId),
    /// By the mode in which mediation is commissioned, and by procedure within it; the usual mode first.
    ByMode(&'static [ModeTerm]),
}

impl Sends {
    /// A kind of which nothing more special is to be said.
    #[must_use]
    pub const fn new(kind: Kind, to_roles: &'static [&'static str], procedure: ProcedureNeed) -> Self {
        Self {
            kind,
            to_roles: Roles::These(to_roles),
            name: None,
            procedure,
            handed: Handed::Whole,
            failed: &[],
            afterwards: &[],
            extension_not_counted_in: None,
            sending_fulfils: &[],
            result_fulfils: &[],
            exclusions: &[],
            consent: ConsentNeed::None,
            modes: &[],
            approval: ApprovalNeed::None,
            judicial_to: None,
        }
    }
}

impl Handed {
    /// The part of a subject that goes with the referral.
    #[must_use]
    pub fn part_of(self, subject: &Subject) -> Subject {
        match self {
            Self::Whole => subject.clone(),
            Self::DisputeAlone => Subject { materials: Vec::new(), own_number: None, ..subject.clone() },
        }
    }

    /// The paper that proves something, if papers go with the referral.
    #[must_use]
    pub fn paper(self, paper: Option<&Material>) -> Option<Material> {
        match self {
            Self::Whole => paper.cloned(),
            Self::DisputeAlone => None,
        }
    }
}

impl Rules {
    /// The form with this id.
    #[must_use]
    pub fn form(&self, id: &str) -> Option<&Form> {
        self.forms.iter().find(|form| form.id == id)
    }

    /// How this agency hands `kind` over, if it does.
    #[must_use]
    pub fn sends(&self, kind: &Kind) -> Option<&Sends> {
        self.sends.iter().find(|sends| sends.kind == *kind)
    }

    /// The offer for `kind` from an agency of `role`, if there is one.
    #[must_use]
    pub fn offer(&self, kind: &Kind, role: &str) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.kind == *kind && offer.from_roles.include(role))
    }

    /// The term with this id, its newest version.
    #[must_use]
    pub fn term(&self, rule: &RuleId) -> Option<&Term> {
        self.terms.iter().filter(|term| term.rule == *rule).max_by_key(|term| term.in_force.from)
    }

    /// The version of a term that holds for what begins at `from`.
    #[must_use]
    pub fn term_at(&self, rule: &RuleId, from: Timestamp) -> Option<&Term> {
        let date = from.beijing_date();
        self.terms.iter().find(|term| term.rule == *rule && term.in_force.holds_on(date))
    }

    /// The mediation bodies that this agency lists, if it does.
    #[must_use]
    pub const fn bodies(&self) -> Option<&Bodies> {
        match &self.mediates {
            Mediates::Among(bodies) => Some(bodies),
            Mediates::Yes | Mediates::No => None,
        }
    }

    /// How a duty under `rule` that begins at `from` is counted; none if no version holds then or it has no length.
    #[must_use]
    pub fn counting(&self, rule: &RuleId, from: Timestamp) -> Option<Counting> {
        self.term_at(rule, from).and_then(Term::counting)
    }
}

impl Roles {
    /// Whether an agency of `role` is among them.
    #[must_use]
    pub fn include(&self, role: &str) -> bool {
        match self {
            Self::These(roles) => roles.contains(&role),
            Self::Anyone => true,
        }
    }

    /// For people, with `between` two of them; `anyone` where all are meant.
    #[must_use]
    pub fn said(&self, between: &str, anyone: &str) -> String {
        match self {
            Self::These(roles) => roles.join(between),
            Self::Anyone => anyone.to_owned(),
        }
    }
}

impl Offer {
    /// An offer under the terms of 签收 and 受理 that hold for every kind, without an objection.
    #[must_use]
    pub const fn common(kind: Kind, from_roles: &'static [&'static str], handling: Handling) -> Self {
        Self {
            kind,
            from_roles: Roles::These(from_roles),
            name: None,
            acknowledging: ACKNOWLEDGE,
            deciding: DECIDE,
            deciding_from: DecidingFrom::Signature,
            passing_up: None,
            objecting: None,
            returning: None,
            unconfirmed: &[],
            afterwards: &[],
            handling,
        }
    }

    /// The handling term for this mode and procedure; none if what it depends on was not told, or is not known here.
    #[must_use]
    pub fn handling_rule(&self, mode: Option<Mode>, procedure: Option<Procedure>) -> Option<&RuleId> {
        match (&self.handling, procedure) {
            (Handling::One(rule) | Handling::Told(rule), Some(_) | None) => Some(rule),
            (Handling::ByProcedure { ordinary, .. }, Some(Procedure::Ordinary)) => Some(ordinary),
            (Handling::ByProcedure { summary, .. }, Some(Procedure::Summary)) => Some(summary),
            (Handling::ByProcedure { .. }, None) => None,
            (Handling::ByMode(terms), procedure) => {
                let mode = mode.or_else(|| terms.first().map(|usual| usual.mode))?;
                let found = terms.iter().find(|term| term.mode == mode && term.procedure == procedure)?;
                Some(&found.rule)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        calendar::sample::date,
        term::{Confidence, Measure, days, law, words},
    };

    fn rules() -> Rules {
        let term = |length| {
            Term::new("GA07", words("办案", "decide"), Measure::After(days(length)), law("某条"), Confidence::FullText)
        };
        let terms = vec![term(30).until(2026, 1, 1), term(60).from(2026, 1, 1).until(2027, 1, 1)];
        Rules { role: "test", sends: Vec::new(), offers: Vec::new(), terms, mediates: Mediates::No, forms: Vec::new() }
    }

    #[test]
    fn a_duty_is_counted_by_the_version_that_held_when_it_began() {
        let midnight = |text| Timestamp::beijing_midnight(date(text));
        let length = |from| rules().counting(&RuleId::literal("GA07"), from).map(|counting| counting.length);
        assert_eq!(length(midnight("2026-01-01").minus(std::time::Duration::from_micros(1))), Some(30));
        assert_eq!(length(midnight("2026-01-01")), Some(60));
        assert_eq!(length(midnight("2027-01-01")), None);
        assert_eq!(
            rules().term(&RuleId::literal("GA07")).and_then(|term| term.in_force.from),
            Some(date("2026-01-01"))
        );
    }
}

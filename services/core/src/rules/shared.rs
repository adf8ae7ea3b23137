//! Kinds that any agency exchanges with any: supervision, what was taken in for another, and petitions that are passed on.

use super::{DecidingFrom, Handling, Offer, ProcedureNeed, Roles, Sends};
use crate::{
    exclusion::ConsentNeed,
    ids::Kind,
    petition::{ACCUSATION, ASSIGNMENT, MEDIATION, NOT_MEDIATED, ON_MEDIATION, TRANSFER},
    purpose::{PROXY, SUPERVISION},
    term::words,
    terms_common::{
        ACKNOWLEDGE_OR_DEEMED, ANSWER_SUPERVISION, OBJECT_TO_PETITION, REPORT_ON_ASSIGNMENT, REPORT_ON_INTAKE,
        REPORT_ON_PETITION, TELL_PETITIONER,
    },
};

impl Sends {
    /// 督办, and 报告 for supervision: to every agency of the directory. Who may order whom is the directory's to say.
    #[must_use]
    pub fn supervision() -> Self {
        Self { to_roles: Roles::Anyone, ..Self::new(Kind::literal(SUPERVISION), &[], ProcedureNeed::None) }
    }

    /// 代收移交: what was taken in for an agency goes to it, whichever that is. Nobody is asked, for it was its from the beginning.
    #[must_use]
    pub fn proxy() -> Self {
        let name = Some(words("代收移交", "what was taken in for another agency"));
        Self { to_roles: Roles::Anyone, name, ..Self::new(Kind::literal(PROXY), &[], ProcedureNeed::None) }
    }

    /// 转送: a petition is passed on to the agency with power to settle it, whichever that is (信访工作条例第22条).
    #[must_use]
    pub fn transfer() -> Self {
        Self { to_roles: Roles::Anyone, ..Self::new(Kind::literal(TRANSFER), &[], ProcedureNeed::None) }
    }

    /// 检举控告: as 转送. Who sends them says to which roles, for nobody else may read one.
    #[must_use]
    pub fn accusation() -> Self {
        Self { kind: Kind::literal(ACCUSATION), ..Self::transfer() }
    }

    /// 访调: whoever handles a petition may hand it to mediation, which does not stop the term of the petition.
    #[must_use]
    pub fn mediation_of_petition() -> Self {
        Self {
            kind: Kind::literal(MEDIATION),
            exclusions: NOT_MEDIATED,
            consent: ConsentNeed::Every { article: ON_MEDIATION },
            ..Self::transfer()
        }
    }

    /// 交办: as 转送, with 六定 and a report until the day that the letter names.
    #[must_use]
    pub fn assignment() -> Self {
        Self { kind: Kind::literal(ASSIGNMENT), ..Self::transfer() }
    }
}

impl Offer {
    /// 督办, and 报告 for supervision: from every agency of the directory. Silence counts as signed for (DS07), for it
    /// must not shake it off, and it is answered in writing (DS08).
    #[must_use]
    pub fn supervision() -> Self {
        Self {
            from_roles: Roles::Anyone,
            acknowledging: ACKNOWLEDGE_OR_DEEMED,
            ..Self::common(Kind::literal(SUPERVISION), &[], Handling::One(ANSWER_SUPERVISION))
        }
    }

    /// 代收移交, from whoever took it in: signed for (DS01) and accepted (DS02) as any other. The terms of the matter itself are
    /// this agency's own; what became of it is told as DS16 says.
    #[must_use]
    pub fn proxy() -> Self {
        let name = Some(words("代收移交", "what was taken in by another agency"));
        let common = Self::common(Kind::literal(PROXY), &[], Handling::One(REPORT_ON_INTAKE));
        Self { from_roles: Roles::Anyone, name, ..common }
    }

    /// 转送, from whoever passes petitions on. Competence is contested within five working days, and silence counts as signed
    /// for (XF04). The petitioner is told within fifteen days of receipt (XF03); what became of it is told as DS12 says.
    #[must_use]
    pub fn transfer() -> Self {
        Self {
            from_roles: Roles::Anyone,
            acknowledging: OBJECT_TO_PETITION,
            deciding: TELL_PETITIONER,
            deciding_from: DecidingFrom::Arrival,
            objecting: Some(OBJECT_TO_PETITION),
            ..Self::common(Kind::literal(TRANSFER), &[], Handling::One(REPORT_ON_PETITION))
        }
    }

    /// 检举控告, of discipline inspection: the same.
    #[must_use]
    pub fn accusation() -> Self {
        Self { kind: Kind::literal(ACCUSATION), ..Self::transfer() }
    }

    /// 交办: the same, and the report is due when the letter says (XF10).
    #[must_use]
    pub fn assignment() -> Self {
        let handling = Handling::Told(REPORT_ON_ASSIGNMENT);
        Self { kind: Kind::literal(ASSIGNMENT), handling, ..Self::transfer() }
    }
}

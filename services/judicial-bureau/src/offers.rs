//! What the judicial bureau (司法局) receives (受理清单): the kinds of mediation that other agencies hand over.

use crate::exclusions::NOT_CONFIRMED;
use crate::terms::{
    ASSISTING_ORDINARY, ASSISTING_SUMMARY, CONFIRM_COMMISSION, DELEGATED, ENTRUSTED_ORDINARY, ENTRUSTED_SUMMARY,
    PASSING_UP, PEOPLES_MEDIATION,
};
use duijie_core::{
    commission::{Mode, ModeTerm},
    ids::Kind,
    petition::MEDIATION,
    purpose::CONFIRMATION,
    rules::{Afterwards, Came, DecidingFrom, Handling, Offer, ProcedureNeed, Roles, Sends, Until},
    subject::Procedure,
    term::{RuleId, words},
    terms_common::OBJECT_TO_PETITION,
};

/// 诉调, by mode: as the court commissions it, the usual mode first.
const ENTRUSTED: &[ModeTerm] = &[
    by(Mode::PostFilingCommission, Some(Procedure::Ordinary), ENTRUSTED_ORDINARY),
    by(Mode::PostFilingCommission, Some(Procedure::Summary), ENTRUSTED_SUMMARY),
    by(Mode::PreFilingDelegation, None, DELEGATED),
    by(Mode::InvitedAssist, Some(Procedure::Ordinary), ASSISTING_ORDINARY),
    by(Mode::InvitedAssist, Some(Procedure::Summary), ASSISTING_SUMMARY),
    by(Mode::PartyDirect, None, PEOPLES_MEDIATION),
];

/// What parties are told of a ruling.
const AFTER_RULING: &[Afterwards] = &[
    Afterwards {
        came: Came::Confirmed,
        modes: &[],
        what: words(
            "一方拒绝履行或者未全部履行的，对方可以向人民法院申请执行",
            "if one does not perform all of it, the other may ask the court to enforce it",
        ),
        article: "《民事诉讼法》第206条",
        until: Until::Performed,
    },
    Afterwards {
        came: Came::Confirmed,
        modes: &[],
        what: words(
            "当事人有异议的，自收到裁定之日起十五日内提出；利害关系人自知道或者应当知道之日起六个月内提出",
            "a party objects within fifteen days of receiving it, an interested person within six months of knowing of it",
        ),
        article: "《民事诉讼法解释》第372条",
        until: Until::ForGood,
    },
    Afterwards {
        came: Came::Rejected,
        modes: &[],
        what: words(
            "当事人可以通过调解变更原协议或者达成新的协议后再申请，也可以起诉",
            "the parties may change the agreement by mediation or make a new one and apply again, or sue",
        ),
        article: "《民事诉讼法》第206条",
        until: Until::ForGood,
    },
];

const fn by(mode: Mode, procedure: Option<Procedure>, rule: RuleId) -> ModeTerm {
    ModeTerm { mode, procedure, rule }
}

/// 司法确认: agreements go to the court for confirmation (民事诉讼法第205条). 督办 as everyone may.
#[must_use]
pub fn sends() -> Vec<Sends> {
    let confirmation = Sends::new(Kind::literal(CONFIRMATION), &["courts"], ProcedureNeed::None);
    vec![
        Sends { exclusions: NOT_CONFIRMED, afterwards: AFTER_RULING, ..confirmation },
        Sends::supervision(),
        Sends::proxy(),
    ]
}

/// 公调, 检调 (the damages alone), 诉调 and 访调, and 督办 (for petitions 信访工作条例第40条). A petition comes from whichever agency
/// handles it, and can be objected to (第23条); passed on or assigned it comes as to everyone. What fails
/// twice is passed up to the next tier (三级联调), but for what a court commissions, which goes back to it. A court's commission is
/// accepted or refused within three working days of its receipt (在线调解规则第12条), so silence counts under that term alone, signed
/// for or not.
#[must_use]
pub fn offers() -> Vec<Offer> {
    vec![
        Offer {
            passing_up: Some(PASSING_UP),
            ..Offer::common(Kind::literal("police"), &["public-security"], Handling::One(PEOPLES_MEDIATION))
        },
        Offer {
            passing_up: Some(PASSING_UP),
            ..Offer::common(Kind::literal("prosecution"), &["public-security"], Handling::One(PEOPLES_MEDIATION))
        },
        Offer {
            acknowledging: CONFIRM_COMMISSION,
            deciding: CONFIRM_COMMISSION,
            deciding_from: DecidingFrom::Arrival,
            unconfirmed: &[Mode::PostFilingCommission, Mode::InvitedAssist],
            returning: Some("《最高人民法院关于人民法院特邀调解的规定》第26条；《人民法院在线调解规则》第15条第2款"),
            ..Offer::common(Kind::literal("litigation"), &["courts"], Handling::ByMode(ENTRUSTED))
        },
        Offer {
            from_roles: Roles::Anyone,
            objecting: Some(OBJECT_TO_PETITION),
            passing_up: Some(PASSING_UP),
            ..Offer::common(Kind::literal(MEDIATION), &[], Handling::One(PEOPLES_MEDIATION))
        },
        Offer::transfer(),
        Offer::assignment(),
        Offer::supervision(),
        Offer::proxy(),
    ]
}

//! 甄别、领导接访、书面意见、复查复核请求、重复信访.

use super::tokens;
use crate::codec::{
    field::{
        FieldError, agency, instant, list, optional, optional_instant, optional_text, or_empty, proto_instant, text,
    },
    limits, petition,
    values::{material, proto_material},
};
use duijie_core::dossier::{Reception, Repeat, Reply, ReviewAsked, ReviewedOpinion, Sorting};
use duijie_proto::v1;

/// Of which sort a petition is: a registration tells it too.
///
/// # Errors
/// The first field that is wrong.
pub fn sorting(raw: &v1::Sorting) -> Result<Sorting, FieldError> {
    Ok(Sorting {
        sort: petition::sort(raw.sort, raw.way)?,
        accused: list("accused", &raw.accused, limits::PATH, |raw| agency("", raw))?,
        accepted_at: optional_instant("accepted_at", raw.accepted_at.as_ref())?,
        text: optional_text("text", &raw.text, limits::SENTENCE)?,
        accused_in_words: optional_text("accused_in_words", &raw.accused_in_words, limits::SENTENCE)?,
    })
}

pub(super) fn proto_sorting(sorting: &Sorting) -> v1::Sorting {
    let (sort, way) = petition::proto_sort(sorting.sort);
    v1::Sorting {
        sort,
        way,
        accused: sorting.accused.iter().map(|agency| agency.as_str().to_owned()).collect(),
        accepted_at: sorting.accepted_at.map(proto_instant),
        text: or_empty(sorting.text.as_ref()),
        accused_in_words: or_empty(sorting.accused_in_words.as_ref()),
    }
}

pub(super) fn reception(raw: &v1::Reception) -> Result<Reception, FieldError> {
    Ok(Reception {
        leader: text("leader", &raw.leader, limits::NAME)?,
        ended_at: instant("ended_at", raw.ended_at.as_ref())?,
        outcome: tokens::reception_outcome("outcome", raw.outcome)?,
        text: text("text", &raw.text, limits::WORDS)?,
    })
}

pub(super) fn proto_reception(reception: &Reception) -> v1::Reception {
    v1::Reception {
        leader: reception.leader.as_str().to_owned(),
        ended_at: Some(proto_instant(reception.ended_at)),
        outcome: tokens::reception_outcome_number(reception.outcome),
        text: reception.text.as_str().to_owned(),
    }
}

pub(super) fn reply(raw: &v1::Reply) -> Result<Reply, FieldError> {
    Ok(Reply {
        level: tokens::petition_level("level", raw.level)?,
        number: text("number", &raw.number, limits::NAME)?,
        request: text("request", &raw.request, limits::WORDS)?,
        facts: text("facts", &raw.facts, limits::WORDS)?,
        opinion: text("opinion", &raw.opinion, limits::WORDS)?,
        legal_basis: text("legal_basis", &raw.legal_basis, limits::SENTENCE)?,
        document: optional("document", raw.document.as_ref(), material)?,
        delivered_at: instant("delivered_at", raw.delivered_at.as_ref())?,
    })
}

pub(super) fn proto_reply(reply: &Reply) -> v1::Reply {
    v1::Reply {
        level: tokens::petition_level_number(reply.level),
        number: reply.number.as_str().to_owned(),
        request: reply.request.as_str().to_owned(),
        facts: reply.facts.as_str().to_owned(),
        opinion: reply.opinion.as_str().to_owned(),
        legal_basis: reply.legal_basis.as_str().to_owned(),
        document: reply.document.as_ref().map(proto_material),
        delivered_at: Some(proto_instant(reply.delivered_at)),
    }
}

pub(super) fn review_asked(raw: &v1::ReviewAsked) -> Result<ReviewAsked, FieldError> {
    Ok(ReviewAsked {
        level: tokens::petition_level("level", raw.level)?,
        asked_at: instant("asked_at", raw.asked_at.as_ref())?,
        text: optional_text("text", &raw.text, limits::SENTENCE)?,
        reviewed: optional("reviewed", raw.reviewed.as_ref(), reviewed)?,
    })
}

pub(super) fn proto_review_asked(asked: &ReviewAsked) -> v1::ReviewAsked {
    v1::ReviewAsked {
        level: tokens::petition_level_number(asked.level),
        asked_at: Some(proto_instant(asked.asked_at)),
        text: or_empty(asked.text.as_ref()),
        reviewed: asked.reviewed.as_ref().map(proto_reviewed),
    }
}

fn reviewed(raw: &v1::ReviewedOpinion) -> Result<ReviewedOpinion, FieldError> {
    Ok(ReviewedOpinion {
        agency: text("agency", &raw.agency, limits::NAME)?,
        number: text("number", &raw.number, limits::NAME)?,
        delivered_at: instant("delivered_at", raw.delivered_at.as_ref())?,
        document: optional("document", raw.document.as_ref(), material)?,
    })
}

fn proto_reviewed(reviewed: &ReviewedOpinion) -> v1::ReviewedOpinion {
    v1::ReviewedOpinion {
        agency: reviewed.agency.as_str().to_owned(),
        number: reviewed.number.as_str().to_owned(),
        delivered_at: Some(proto_instant(reviewed.delivered_at)),
        document: reviewed.document.as_ref().map(proto_material),
    }
}

pub(super) fn repeat(raw: &v1::Repeat) -> Result<Repeat, FieldError> {
    Ok(Repeat {
        why: tokens::repeat_why("why", raw.why)?,
        earlier: text("earlier", &raw.earlier, limits::NAME)?,
        evidence: optional("evidence", raw.evidence.as_ref(), material)?,
        taken_back: optional_text("taken_back", &raw.taken_back, limits::SENTENCE)?,
    })
}

pub(super) fn proto_repeat(repeat: &Repeat) -> v1::Repeat {
    v1::Repeat {
        why: tokens::repeat_why_number(repeat.why),
        earlier: repeat.earlier.as_str().to_owned(),
        evidence: repeat.evidence.as_ref().map(proto_material),
        taken_back: or_empty(repeat.taken_back.as_ref()),
    }
}

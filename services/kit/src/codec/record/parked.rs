//! Entries about parked letters: the letter as it came, the proposal to skip it, and what two officers decided.

use crate::{
    codec::{
        field::{FieldError, agency, digest, instant, optional_token, proto_instant, text},
        limits,
        values::number,
    },
    journal::{Entry, Parked, ParkedId, SkipProposal},
};
use duijie_core::text::Text;
use duijie_proto::v1;
use std::sync::Arc;

pub(super) fn proto_parked(parked: &Parked) -> v1::Parked {
    v1::Parked {
        letter: parked.sealed.to_vec(),
        why: parked.why.clone(),
        from: parked.from.as_str().to_owned(),
        number: parked.number,
        content: parked.content.as_bytes().to_vec(),
        previous_link: parked.previous_link.as_bytes().to_vec(),
        referral_id: parked.referral.as_ref().map_or_else(String::new, |id| id.as_str().to_owned()),
        decided_at: Some(proto_instant(parked.decided_at)),
    }
}

pub(super) fn proto_proposed(letter: &ParkedId, reason: &Text) -> v1::SkipProposed {
    v1::SkipProposed {
        peer: letter.peer.as_str().to_owned(),
        number: letter.number,
        content: letter.content.as_bytes().to_vec(),
        referral_id: letter.referral.as_ref().map_or_else(String::new, |id| id.as_str().to_owned()),
        reason: reason.as_str().to_owned(),
    }
}

pub(super) fn proto_skipped(letter: &ParkedId, proposal: &SkipProposal) -> v1::Skipped {
    v1::Skipped {
        peer: letter.peer.as_str().to_owned(),
        number: letter.number,
        content: letter.content.as_bytes().to_vec(),
        referral_id: letter.referral.as_ref().map_or_else(String::new, |id| id.as_str().to_owned()),
        proposal: proposal.position,
        proposed_by: proposal.officer.as_str().to_owned(),
        proposed_at: Some(proto_instant(proposal.at)),
        reason: proposal.reason.as_str().to_owned(),
    }
}

pub(super) fn parked(raw: &v1::Parked) -> Result<Parked, FieldError> {
    Ok(Parked {
        from: agency("from", &raw.from)?,
        number: number("number", raw.number)?,
        content: digest("content", &raw.content)?,
        previous_link: digest("previous_link", &raw.previous_link)?,
        referral: optional_token("referral_id", &raw.referral_id)?,
        decided_at: instant("decided_at", raw.decided_at.as_ref())?,
        sealed: Arc::from(raw.letter.as_slice()),
        treated_at: None,
        why: raw.why.clone(),
    })
}

pub(super) fn proposed(raw: &v1::SkipProposed) -> Result<Entry, FieldError> {
    let letter = ParkedId {
        peer: agency("peer", &raw.peer)?,
        number: number("number", raw.number)?,
        content: digest("content", &raw.content)?,
        referral: optional_token("referral_id", &raw.referral_id)?,
    };
    Ok(Entry::SkipProposed { letter, reason: text("reason", &raw.reason, limits::SENTENCE)? })
}

pub(super) fn skipped(raw: &v1::Skipped) -> Result<Entry, FieldError> {
    let letter = ParkedId {
        peer: agency("peer", &raw.peer)?,
        number: number("number", raw.number)?,
        content: digest("content", &raw.content)?,
        referral: optional_token("referral_id", &raw.referral_id)?,
    };
    let proposal = SkipProposal {
        position: number("proposal", raw.proposal)?,
        officer: text("proposed_by", &raw.proposed_by, limits::NAME)?,
        at: instant("proposed_at", raw.proposed_at.as_ref())?,
        reason: text("reason", &raw.reason, limits::SENTENCE)?,
    };
    Ok(Entry::Skipped { letter, proposal })
}

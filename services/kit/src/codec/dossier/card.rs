//! 三卡 and 审批.

use super::tokens;
use crate::codec::{
    field::{FieldError, optional, optional_text, or_empty, text, token, within},
    limits, values,
};
use duijie_core::dossier::{Approval, Approved, Card};
use duijie_proto::v1::{self, approval::Of as RawOf, card::Card as Raw};

pub(super) fn read(raw: &v1::Card) -> Result<Card, FieldError> {
    let words = |field, raw| text(field, raw, limits::WORDS);
    match &raw.card {
        None => Err(FieldError::missing("card")),
        Some(Raw::Ours(raw)) => within("ours", words("opinion", &raw.opinion)).map(|opinion| Card::Ours { opinion }),
        Some(Raw::Another(raw)) => within("another", text("to", &raw.to, limits::TITLE)).and_then(|to| {
            let opinion = within("another", words("opinion", &raw.opinion))?;
            Ok(Card::Another { to, opinion })
        }),
        Some(Raw::Told(raw)) => within("told", words("reason", &raw.reason)).and_then(|reason| {
            let remedy = within("told", words("remedy", &raw.remedy))?;
            Ok(Card::Told { reason, remedy })
        }),
    }
}

pub(super) fn proto(card: &Card) -> v1::Card {
    let card = match card {
        Card::Ours { opinion } => Raw::Ours(v1::CardOurs { opinion: opinion.as_str().to_owned() }),
        Card::Another { to, opinion } => {
            Raw::Another(v1::CardAnother { to: to.as_str().to_owned(), opinion: opinion.as_str().to_owned() })
        }
        Card::Told { reason, remedy } => {
            Raw::Told(v1::CardTold { reason: reason.as_str().to_owned(), remedy: remedy.as_str().to_owned() })
        }
    };
    v1::Card { card: Some(card) }
}

pub(super) fn read_approval(raw: &v1::Approval) -> Result<Approval, FieldError> {
    Ok(Approval {
        of: match &raw.of {
            None => return Err(FieldError::missing("of")),
            Some(RawOf::Card(position)) => Approved::Card(values::number("card", *position)?),
            Some(RawOf::Sparing(position)) => Approved::Sparing(values::number("sparing", *position)?),
            Some(RawOf::Extension(rule)) => Approved::Extension(values::rule("extension", rule)?),
            Some(RawOf::Kind(kind)) => Approved::Kind(token("kind", kind)?),
        },
        answer: tokens::answer("answer", raw.answer)?,
        opinion: optional_text("opinion", &raw.opinion, limits::SENTENCE)?,
        document: optional("document", raw.document.as_ref(), values::material)?,
    })
}

pub(super) fn proto_approval(approval: &Approval) -> v1::Approval {
    v1::Approval {
        of: Some(match &approval.of {
            Approved::Card(position) => RawOf::Card(*position),
            Approved::Sparing(position) => RawOf::Sparing(*position),
            Approved::Extension(rule) => RawOf::Extension(rule.as_str().to_owned()),
            Approved::Kind(kind) => RawOf::Kind(kind.as_str().to_owned()),
        }),
        answer: tokens::answer_number(approval.answer),
        opinion: or_empty(approval.opinion.as_ref()),
        document: approval.document.as_ref().map(values::proto_material),
    }
}

//! Results of handling. An agreement that lacks a signature or the seal does not exist, so none can be read.

use super::{
    body::{agreed, proto_agreed},
    field::{self, FieldError, list, optional_date, optional_text, or_empty, required, text},
    limits, tokens,
    values::{material, materials, proto_material},
};
use duijie_core::outcome::{
    Agreement, ConfirmationDecision, ConfirmationRuling, FailureReason, NoAgreement, Outcome, OutcomeResult,
    ReleasedWords, WrittenAnswer,
};
use duijie_proto::v1;

/// A receiver's result.
///
/// # Errors
/// The first field that is wrong, or that belongs to another result.
pub fn outcome(raw: &v1::Outcome) -> Result<Outcome, FieldError> {
    let code = match v1::OutcomeCode::try_from(raw.code) {
        Ok(code) => code,
        Err(_) => return Err(tokens::unknown("code")),
    };
    let parts = [
        ("agreement", raw.agreement.is_some(), v1::OutcomeCode::Agreement),
        ("no_agreement", raw.no_agreement.is_some(), v1::OutcomeCode::NoAgreement),
        ("answer", raw.answer.is_some(), v1::OutcomeCode::Answered),
        ("ruling", raw.ruling.is_some(), v1::OutcomeCode::Ruled),
        ("reply", raw.reply.is_some(), v1::OutcomeCode::Replied),
    ];
    let belongs = if code == v1::OutcomeCode::Terminated { v1::OutcomeCode::NoAgreement } else { code };
    if let Some((field, _, _)) = parts.into_iter().find(|(_, is_there, to)| *is_there && *to != belongs) {
        // It would be lost silently.
        return Err(FieldError::new(field, "CONTRADICTION", "与所选结果不符", "belongs to another result"));
    }
    let without = || required("no_agreement", raw.no_agreement.as_ref(), no_agreement);
    let result = match code {
        v1::OutcomeCode::Unspecified => return Err(FieldError::missing("code")),
        v1::OutcomeCode::Agreement => {
            OutcomeResult::Agreement(required("agreement", raw.agreement.as_ref(), agreement)?)
        }
        v1::OutcomeCode::SettledAndWithdrawn => OutcomeResult::SettledAndWithdrawn,
        v1::OutcomeCode::NoAgreement => OutcomeResult::NoAgreement(without()?),
        v1::OutcomeCode::Terminated => OutcomeResult::Terminated(without()?),
        v1::OutcomeCode::Answered => OutcomeResult::Answered(required("answer", raw.answer.as_ref(), written_answer)?),
        v1::OutcomeCode::Replied => OutcomeResult::Replied(required("reply", raw.reply.as_ref(), written_answer)?),
        v1::OutcomeCode::Ruled => OutcomeResult::Ruled(required("ruling", raw.ruling.as_ref(), ruling)?),
    };
    Ok(Outcome {
        result,
        remarks: optional_text("remarks", &raw.remarks, limits::WORDS)?,
        released: list("released", &raw.released, limits::ITEMS, released)?,
    })
}

/// A result for the wire.
#[must_use]
pub fn proto_outcome(outcome: &Outcome) -> v1::Outcome {
    let mut raw = v1::Outcome {
        remarks: or_empty(outcome.remarks.as_ref()),
        released: outcome.released.iter().map(proto_released).collect(),
        ..v1::Outcome::default()
    };
    let code = match &outcome.result {
        OutcomeResult::Agreement(agreement) => {
            raw.agreement = Some(proto_agreement(agreement));
            v1::OutcomeCode::Agreement
        }
        OutcomeResult::SettledAndWithdrawn => v1::OutcomeCode::SettledAndWithdrawn,
        OutcomeResult::NoAgreement(why) => {
            raw.no_agreement = Some(proto_no_agreement(why));
            v1::OutcomeCode::NoAgreement
        }
        OutcomeResult::Terminated(why) => {
            raw.no_agreement = Some(proto_no_agreement(why));
            v1::OutcomeCode::Terminated
        }
        OutcomeResult::Answered(answer) => {
            raw.answer = Some(proto_written_answer(answer));
            v1::OutcomeCode::Answered
        }
        OutcomeResult::Replied(reply) => {
            raw.reply = Some(proto_written_answer(reply));
            v1::OutcomeCode::Replied
        }
        OutcomeResult::Ruled(ruling) => {
            raw.ruling = Some(proto_ruling(ruling));
            v1::OutcomeCode::Ruled
        }
    };
    raw.code = code as i32;
    raw
}

fn released(raw: &v1::ReleasedWords) -> Result<ReleasedWords, FieldError> {
    Ok(ReleasedWords { text: text("text", &raw.text, limits::WORDS)?, consents: agreed("consents", &raw.consents)? })
}

fn proto_released(released: &ReleasedWords) -> v1::ReleasedWords {
    v1::ReleasedWords { text: released.text.as_str().to_owned(), consents: proto_agreed(&released.consents) }
}

/// A written answer to a supervision.
///
/// # Errors
/// The first field that is wrong.
pub fn written_answer(raw: &v1::WrittenAnswer) -> Result<WrittenAnswer, FieldError> {
    Ok(WrittenAnswer {
        text: text("text", &raw.text, limits::WORDS)?,
        materials: materials("materials", &raw.materials)?,
    })
}

fn proto_written_answer(answer: &WrittenAnswer) -> v1::WrittenAnswer {
    v1::WrittenAnswer {
        text: answer.text.as_str().to_owned(),
        materials: answer.materials.iter().map(proto_material).collect(),
    }
}

/// A court's ruling. Only a rejection has a ground.
///
/// # Errors
/// The first field that is wrong.
pub fn ruling(raw: &v1::ConfirmationRuling) -> Result<ConfirmationRuling, FieldError> {
    let decision = match v1::ConfirmationDecision::try_from(raw.decision).map_err(|_| tokens::unknown("decision"))? {
        v1::ConfirmationDecision::Unspecified => return Err(FieldError::missing("decision")),
        v1::ConfirmationDecision::Valid if raw.ground != 0 => {
            let (zh, en) = ("裁定有效时不填驳回理由", "a ruling of validity has no ground of rejection");
            return Err(FieldError::new("ground", "CONTRADICTION", zh, en));
        }
        v1::ConfirmationDecision::Valid => ConfirmationDecision::Valid,
        v1::ConfirmationDecision::Rejected => {
            ConfirmationDecision::Rejected(tokens::rejection_ground("ground", raw.ground)?)
        }
    };
    Ok(ConfirmationRuling {
        number: text("number", &raw.number, limits::NAME)?,
        decision,
        document: field::optional("document", raw.document.as_ref(), material)?,
    })
}

fn proto_ruling(ruling: &ConfirmationRuling) -> v1::ConfirmationRuling {
    let (decision, ground) = match ruling.decision {
        ConfirmationDecision::Valid => (v1::ConfirmationDecision::Valid, 0),
        ConfirmationDecision::Rejected(ground) => {
            (v1::ConfirmationDecision::Rejected, tokens::rejection_ground_number(ground))
        }
    };
    v1::ConfirmationRuling {
        number: ruling.number.as_str().to_owned(),
        decision: decision as i32,
        ground,
        document: ruling.document.as_ref().map(proto_material),
    }
}

fn agreement(raw: &v1::Agreement) -> Result<Agreement, FieldError> {
    let document = required("document", raw.document.as_ref(), material)?;
    let marks = [
        ("signed_by_parties", raw.signed_by_parties, "调解协议须由各方当事人签名", "the parties must have signed it"),
        ("signed_by_mediator", raw.signed_by_mediator, "调解协议须由调解员签名", "the mediator must have signed it"),
        (
            "sealed_by_organisation",
            raw.sealed_by_organisation,
            "调解协议须加盖调解组织印章",
            "the organisation must have sealed it",
        ),
    ];
    match marks.into_iter().find(|(_, there, _, _)| !there) {
        Some((field, _, zh, en)) => Err(FieldError::new(field, "NOT_SIGNED", zh, en)),
        None => Ok(Agreement { document, perform_by: optional_date("perform_by", &raw.perform_by)? }),
    }
}

fn proto_agreement(agreement: &Agreement) -> v1::Agreement {
    v1::Agreement {
        document: Some(proto_material(&agreement.document)),
        signed_by_parties: true,
        signed_by_mediator: true,
        sealed_by_organisation: true,
        perform_by: agreement.perform_by.map_or_else(String::new, |date| date.to_string()),
    }
}

fn no_agreement(raw: &v1::NoAgreement) -> Result<NoAgreement, FieldError> {
    Ok(NoAgreement {
        reason: failure_reason("reason", "finer", raw)?,
        facts: text("facts", &raw.facts, limits::WORDS)?,
        undisputed_facts: field::optional_text("undisputed_facts", &raw.undisputed_facts, limits::WORDS)?,
        returned: materials("returned", &raw.returned)?,
    })
}

fn proto_no_agreement(why: &NoAgreement) -> v1::NoAgreement {
    let (reason, finer) = proto_failure_reason(why.reason);
    v1::NoAgreement {
        reason: reason as i32,
        finer: finer as i32,
        facts: why.facts.as_str().to_owned(),
        undisputed_facts: or_empty(why.undisputed_facts.as_ref()),
        returned: why.returned.iter().map(proto_material).collect(),
    }
}

/// Why mediation failed. What the first release did not know says OTHER there and more in a field of its own, which whoever
/// does not know it passes over.
///
/// # Errors
/// If the reason is unspecified or unknown, or if there is a finer one beside another than OTHER.
pub fn failure_reason(field: &str, finer: &str, raw: &v1::NoAgreement) -> Result<FailureReason, FieldError> {
    use v1::{FailureReason as Raw, FinerReason as Finer};
    let reason = Raw::try_from(raw.reason).map_err(|_| tokens::unknown(field))?;
    match (reason, Finer::try_from(raw.finer).map_err(|_| tokens::unknown(finer))?) {
        (Raw::Unspecified, _) => Err(FieldError::missing(field)),
        (Raw::Other, Finer::Unspecified) => Ok(FailureReason::Other),
        (Raw::Other, Finer::OutOfScope) => Ok(FailureReason::OutOfScope),
        (Raw::Other, Finer::NoJurisdiction) => Ok(FailureReason::NoJurisdiction),
        (Raw::Other, Finer::HandledElsewhere) => Ok(FailureReason::HandledElsewhere),
        (_, Finer::OutOfScope | Finer::NoJurisdiction | Finer::HandledElsewhere) => {
            Err(FieldError::new(finer, "CONTRADICTION", "只与“其他”一并填写", "goes only with the reason other"))
        }
        (Raw::PartyRefuses, Finer::Unspecified) => Ok(FailureReason::PartyRefuses),
        (Raw::TermEnded, Finer::Unspecified) => Ok(FailureReason::TermEnded),
        (Raw::TooFarApart, Finer::Unspecified) => Ok(FailureReason::TooFarApart),
        (Raw::PartyUnreachable, Finer::Unspecified) => Ok(FailureReason::PartyUnreachable),
        (Raw::RefusesToSign, Finer::Unspecified) => Ok(FailureReason::RefusesToSign),
        (Raw::Sued, Finer::Unspecified) => Ok(FailureReason::Sued),
        (Raw::NoShow, Finer::Unspecified) => Ok(FailureReason::NoShow),
        (Raw::ShamSuspected, Finer::Unspecified) => Ok(FailureReason::ShamSuspected),
    }
}

const fn proto_failure_reason(reason: FailureReason) -> (v1::FailureReason, v1::FinerReason) {
    use v1::{FailureReason as Raw, FinerReason as Finer};
    match reason {
        FailureReason::PartyRefuses => (Raw::PartyRefuses, Finer::Unspecified),
        FailureReason::TermEnded => (Raw::TermEnded, Finer::Unspecified),
        FailureReason::TooFarApart => (Raw::TooFarApart, Finer::Unspecified),
        FailureReason::PartyUnreachable => (Raw::PartyUnreachable, Finer::Unspecified),
        FailureReason::RefusesToSign => (Raw::RefusesToSign, Finer::Unspecified),
        FailureReason::Sued => (Raw::Sued, Finer::Unspecified),
        FailureReason::NoShow => (Raw::NoShow, Finer::Unspecified),
        FailureReason::ShamSuspected => (Raw::ShamSuspected, Finer::Unspecified),
        FailureReason::OutOfScope => (Raw::Other, Finer::OutOfScope),
        FailureReason::NoJurisdiction => (Raw::Other, Finer::NoJurisdiction),
        FailureReason::HandledElsewhere => (Raw::Other, Finer::HandledElsewhere),
        FailureReason::Other => (Raw::Other, Finer::Unspecified),
    }
}

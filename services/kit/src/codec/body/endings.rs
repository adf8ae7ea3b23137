//! The bodies that end a referral early or say which letter won: recall, withdraw, lapse, verdict.

use crate::codec::{
    field::{FieldError, agency, instant, optional, optional_instant, optional_plain, optional_text, or_empty, plain},
    field::{proto_instant, required, text},
    limits, tokens,
    values::{letter_ref, proto_letter_ref},
};
use duijie_core::letter::body::{Lapse, LapseGround, Recall, Ruling, SuperiorOrder, Verdict, Withdraw};
use duijie_proto::v1;

pub(super) fn recall(raw: &v1::Recall) -> Result<Recall, FieldError> {
    Ok(Recall {
        officer: text("officer", &raw.officer, limits::NAME)?,
        reason: text("reason", &raw.reason, limits::WORDS)?,
        order: optional("order", raw.order.as_ref(), order)?,
    })
}

pub(super) fn proto_recall(body: &Recall) -> v1::Recall {
    v1::Recall {
        officer: body.officer.as_str().to_owned(),
        reason: body.reason.as_str().to_owned(),
        order: body.order.as_ref().map(|order| v1::SuperiorOrder {
            superior: order.superior.as_str().to_owned(),
            number: order.number.as_str().to_owned(),
        }),
    }
}

fn order(raw: &v1::SuperiorOrder) -> Result<SuperiorOrder, FieldError> {
    Ok(SuperiorOrder {
        superior: agency("superior", &raw.superior)?,
        number: text("number", &raw.number, limits::NAME)?,
    })
}

pub(super) fn withdraw(raw: &v1::Withdraw) -> Result<Withdraw, FieldError> {
    Ok(Withdraw {
        officer: text("officer", &raw.officer, limits::NAME)?,
        party: text("party", &raw.party, limits::NAME)?,
        reason: optional_text("reason", &raw.reason, limits::WORDS)?,
    })
}

pub(super) fn proto_withdraw(body: &Withdraw) -> v1::Withdraw {
    v1::Withdraw {
        officer: body.officer.as_str().to_owned(),
        party: body.party.as_str().to_owned(),
        reason: or_empty(body.reason.as_ref()),
    }
}

pub(super) fn lapse(raw: &v1::Lapse) -> Result<Lapse, FieldError> {
    let overridden = !raw.override_reason.is_empty() || !raw.officer.is_empty();
    let ground = match (overridden, raw.proven_as_of.as_ref()) {
        (true, Some(_)) => {
            let (zh, en) = ("逾期须有证明或经人工认定，二者只能有其一", "a lapse is either proven or overridden");
            return Err(FieldError::new("override_reason", "CONTRADICTION", zh, en));
        }
        (true, None) => LapseGround::Override {
            officer: text("officer", &raw.officer, limits::NAME)?,
            reason: text("override_reason", &raw.override_reason, limits::WORDS)?,
        },
        (false, proven) => LapseGround::Proof { as_of: instant("proven_as_of", proven)? },
    };
    Ok(Lapse {
        duty: tokens::referral_duty("duty", raw.duty)?,
        due: optional_instant("due", raw.due.as_ref())?,
        ground,
    })
}

pub(super) fn proto_lapse(body: &Lapse) -> v1::Lapse {
    let (proven_as_of, override_reason, officer) = match &body.ground {
        LapseGround::Proof { as_of } => (Some(proto_instant(*as_of)), String::new(), String::new()),
        LapseGround::Override { officer, reason } => (None, reason.as_str().to_owned(), officer.as_str().to_owned()),
    };
    v1::Lapse {
        duty: tokens::duty_number(body.duty),
        due: body.due.map(proto_instant),
        proven_as_of,
        override_reason,
        officer,
    }
}

pub(super) fn verdict(raw: &v1::Verdict) -> Result<Verdict, FieldError> {
    Ok(Verdict {
        ruling: ruling(raw)?,
        decided_by: required("decided_by", raw.decided_by.as_ref(), letter_ref)?,
        officer: optional_text("officer", &raw.officer, limits::NAME)?,
    })
}

fn ruling(raw: &v1::Verdict) -> Result<Ruling, FieldError> {
    match v1::VerdictCode::try_from(raw.code).map_err(|_| tokens::unknown("code"))? {
        v1::VerdictCode::Unspecified => Err(FieldError::missing("code")),
        v1::VerdictCode::Taken => Ok(Ruling::Taken),
        v1::VerdictCode::Superseded => Ok(Ruling::Superseded),
        v1::VerdictCode::Deemed => Ok(Ruling::Deemed),
        v1::VerdictCode::Recalled => Ok(Ruling::Recalled),
        v1::VerdictCode::RecallRefused => Ok(Ruling::RecallRefused),
        v1::VerdictCode::Withdrawn => Ok(Ruling::Withdrawn),
        v1::VerdictCode::Concluded => Ok(Ruling::Concluded),
        v1::VerdictCode::Refused => Ok(Ruling::Refused {
            code: plain("refusal_code", &raw.refusal_code, limits::TOKEN)?,
            zh: plain("text_zh", &raw.text_zh, limits::SENTENCE)?,
            en: plain("text_en", &raw.text_en, limits::SENTENCE)?,
            basis: optional_plain("basis", &raw.basis, limits::SENTENCE)?,
        }),
    }
}

pub(super) fn proto_verdict(body: &Verdict) -> v1::Verdict {
    let code = match &body.ruling {
        Ruling::Taken => v1::VerdictCode::Taken,
        Ruling::Superseded => v1::VerdictCode::Superseded,
        Ruling::Deemed => v1::VerdictCode::Deemed,
        Ruling::Recalled => v1::VerdictCode::Recalled,
        Ruling::RecallRefused => v1::VerdictCode::RecallRefused,
        Ruling::Withdrawn => v1::VerdictCode::Withdrawn,
        Ruling::Concluded => v1::VerdictCode::Concluded,
        Ruling::Refused { .. } => v1::VerdictCode::Refused,
    };
    let mut raw = v1::Verdict {
        code: code as i32,
        decided_by: Some(proto_letter_ref(&body.decided_by)),
        officer: or_empty(body.officer.as_ref()),
        ..v1::Verdict::default()
    };
    if let Ruling::Refused { code, zh, en, basis } = &body.ruling {
        raw.refusal_code.clone_from(code);
        raw.text_zh.clone_from(zh);
        raw.text_en.clone_from(en);
        raw.basis = basis.clone().unwrap_or_default();
    }
    raw
}

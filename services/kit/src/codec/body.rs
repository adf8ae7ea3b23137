//! Bodies of letters and their bytes, one family per file. Unknown names, numbers and missing fields are refused with
//! the field's path.

use super::{field::FieldError, purpose};
use duijie_core::{
    letter::{
        Body,
        body::{Conclude, LapseGround, Refer},
    },
    outcome::OutcomeResult,
    purpose::Purpose,
};
use duijie_proto::v1;
use prost::Message;

mod answers;
mod asking;
mod contesting;
mod endings;
mod extending;
mod handing_over;
mod handling;
mod recounting;

pub(crate) use extending::{ground, proto_ground};

/// The bytes of a body message.
#[must_use]
pub fn encode(body: &Body) -> Vec<u8> {
    match body {
        Body::Refer(body) => encode_refer(body),
        Body::Arrived(body) => handing_over::proto_arrived(body).encode_to_vec(),
        Body::Acknowledge(body) => answers::proto_acknowledge(body).encode_to_vec(),
        Body::Accept(body) => answers::proto_accept(body).encode_to_vec(),
        Body::Decline(body) => answers::proto_decline(body).encode_to_vec(),
        Body::Object(body) => contesting::proto_object(body).encode_to_vec(),
        Body::DecideObjection(body) => contesting::proto_decide_objection(body).encode_to_vec(),
        Body::RequestSupplement(body) => asking::proto_request_supplement(body).encode_to_vec(),
        Body::Supplement(body) => asking::proto_supplement(body).encode_to_vec(),
        Body::MaterialRequest(body) => asking::proto_material_request(body).encode_to_vec(),
        Body::Progress(body) => handling::proto_progress(body).encode_to_vec(),
        Body::Suspend(body) => handling::proto_suspend(body).encode_to_vec(),
        Body::Resume(body) => handling::proto_resume(body).encode_to_vec(),
        Body::Extend(body) => extending::proto_extend(body).encode_to_vec(),
        Body::Recount(body) => recounting::proto_recount(body).encode_to_vec(),
        Body::Conclude(body) => encode_conclude(body),
        Body::ConfirmOutcome(body) => handling::proto_confirm_outcome(body).encode_to_vec(),
        Body::Recall(body) => endings::proto_recall(body).encode_to_vec(),
        Body::Withdraw(body) => endings::proto_withdraw(body).encode_to_vec(),
        Body::Lapse(body) => endings::proto_lapse(body).encode_to_vec(),
        Body::Verdict(body) => endings::proto_verdict(body).encode_to_vec(),
        Body::Remind(body) => asking::proto_remind(body).encode_to_vec(),
        Body::Note(body) => asking::proto_note(body).encode_to_vec(),
        Body::NotUnderstood(body) => asking::proto_not_understood(body).encode_to_vec(),
    }
}

/// Reads the bytes of the body message that `name` names.
///
/// # Errors
/// If the name is not known, or what is wrong in the message.
pub fn decode(name: &str, bytes: &[u8]) -> Result<Body, FieldError> {
    match name {
        "refer" => read(bytes, handing_over::plain).map(opens),
        "supervise" => read(bytes, handing_over::supervise).map(opens),
        "request_confirmation" => read(bytes, handing_over::request_confirmation).map(opens),
        "arrived" => read(bytes, handing_over::arrived).map(Body::Arrived),
        "acknowledge" => read(bytes, answers::acknowledge).map(Body::Acknowledge),
        "accept" => read(bytes, answers::accept).map(Body::Accept),
        "decline" => read(bytes, answers::decline).map(Body::Decline),
        "object" => read(bytes, contesting::object).map(Body::Object),
        "decide_objection" => read(bytes, contesting::decide_objection).map(Body::DecideObjection),
        "request_supplement" => read(bytes, asking::request_supplement).map(Body::RequestSupplement),
        "supplement" => read(bytes, asking::supplement).map(Body::Supplement),
        "material_request" => read(bytes, asking::material_request).map(Body::MaterialRequest),
        "progress" => read(bytes, handling::progress).map(Body::Progress),
        "suspend" => read(bytes, handling::suspend).map(Body::Suspend),
        "resume" => read(bytes, handling::resume).map(Body::Resume),
        "extend" => read(bytes, extending::extend).map(Body::Extend),
        "recount" => read(bytes, recounting::recount).map(Body::Recount),
        "conclude" | "answer_supervision" | "decide_confirmation" => decode_conclude(name, bytes).map(Body::Conclude),
        "confirm_outcome" => read(bytes, handling::confirm_outcome).map(Body::ConfirmOutcome),
        "recall" => read(bytes, endings::recall).map(Body::Recall),
        "withdraw" => read(bytes, endings::withdraw).map(Body::Withdraw),
        "lapse" => read(bytes, endings::lapse).map(Body::Lapse),
        "verdict" => read(bytes, endings::verdict).map(Body::Verdict),
        "remind" => read(bytes, asking::remind).map(Body::Remind),
        "note" => read(bytes, asking::note).map(Body::Note),
        "not_understood" => read(bytes, asking::not_understood).map(Body::NotUnderstood),
        _ => Err(FieldError::new(
            "body_type",
            "UNKNOWN_BODY",
            "本版本不识别该函类型",
            "is a body this version does not know",
        )),
    }
}

fn opens(refer: Refer) -> Body {
    Body::Refer(Box::new(refer))
}

fn encode_refer(refer: &Refer) -> Vec<u8> {
    let raw = handing_over::proto_refer(refer);
    match &refer.purpose {
        Purpose::Handling | Purpose::Petition(_) => raw.encode_to_vec(),
        Purpose::Supervision(supervision) => {
            let supervision = Some(purpose::proto_supervision(supervision));
            v1::Supervise { refer: Some(raw), supervision }.encode_to_vec()
        }
        Purpose::Confirmation(application) => {
            let application = Some(purpose::proto_application(application));
            v1::RequestConfirmation { refer: Some(raw), application }.encode_to_vec()
        }
    }
}

/// The three messages have the same fields; their names tell what was asked.
fn encode_conclude(conclude: &Conclude) -> Vec<u8> {
    let v1::Conclude { officer, outcome, feed_back_due } = handling::proto_conclude(conclude);
    match conclude.outcome.result {
        OutcomeResult::Answered(_) => v1::AnswerSupervision { officer, outcome, feed_back_due }.encode_to_vec(),
        OutcomeResult::Ruled(_) => v1::DecideConfirmation { officer, outcome, feed_back_due }.encode_to_vec(),
        OutcomeResult::Agreement(_)
        | OutcomeResult::SettledAndWithdrawn
        | OutcomeResult::NoAgreement(_)
        | OutcomeResult::Terminated(_)
        | OutcomeResult::Replied(_) => v1::Conclude { officer, outcome, feed_back_due }.encode_to_vec(),
    }
}

/// The outcome must be of the sort that the name says.
fn decode_conclude(name: &str, bytes: &[u8]) -> Result<Conclude, FieldError> {
    let conclude = read(bytes, handling::conclude)?;
    if Body::Conclude(conclude.clone()).name() == name {
        return Ok(conclude);
    }
    let (zh, en) = ("结果与函类型不符", "is an outcome that this body does not tell");
    Err(FieldError::new("outcome.code", "CONTRADICTION", zh, en))
}

/// Whether the body carries personal data or free words, and so travels encrypted.
#[must_use]
pub const fn is_personal(body: &Body) -> bool {
    match body {
        Body::Refer(_)
        | Body::Decline(_)
        | Body::Object(_)
        | Body::DecideObjection(_)
        | Body::RequestSupplement(_)
        | Body::Supplement(_)
        | Body::MaterialRequest(_)
        | Body::Progress(_)
        | Body::Suspend(_)
        | Body::Extend(_)
        | Body::Conclude(_)
        | Body::Recall(_)
        | Body::Withdraw(_)
        | Body::Verdict(_)
        | Body::Note(_) => true,
        Body::Lapse(lapse) => matches!(lapse.ground, LapseGround::Override { .. }),
        Body::Arrived(_)
        | Body::Acknowledge(_)
        | Body::Accept(_)
        | Body::Resume(_)
        | Body::Recount(_)
        | Body::ConfirmOutcome(_)
        | Body::Remind(_)
        | Body::NotUnderstood(_) => false,
    }
}

fn read<M: Message + Default, T>(
    bytes: &[u8],
    parse: impl FnOnce(&M) -> Result<T, FieldError>,
) -> Result<T, FieldError> {
    let raw = M::decode(bytes).map_err(|_| FieldError::damaged("body"))?;
    parse(&raw)
}

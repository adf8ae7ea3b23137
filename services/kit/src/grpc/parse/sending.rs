//! Requests of a sending agency.

use super::{Fields, Ids, PAGE, step};
use crate::{
    codec::{
        field::{self, FieldError},
        limits, petition, tokens,
    },
    status::Problem,
};
use duijie_core::{
    command::{Answer, Command, Refer, Step},
    commission::Mode,
    letter::body::SuperiorOrder,
    petition::{ASSIGNMENT, PassedOn, Requirements, is_passed_on},
    purpose::Purpose,
};
use duijie_proto::v1;

pub(super) fn refer(raw: &v1::ReferRequest, ids: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let matter = fields.take(field::token("matter_id", &raw.matter_id));
    let kind = fields.take(field::token("kind", &raw.kind));
    let receiver = fields.take(field::agency("receiver", &raw.receiver));
    let procedure = fields.take(optional_procedure(raw.procedure));
    let mode = fields.take(optional_mode(raw.mode));
    let opinion = fields.optional_text("opinion", &raw.opinion, PAGE);
    let replaces = fields.take(field::optional_token("replaces_referral", &raw.replaces_referral));
    let purpose = purpose(&mut fields, raw);
    let referral = ids.referral()?;
    let refer = || {
        Some(Refer {
            matter: matter?,
            referral,
            kind: kind?,
            purpose: purpose?,
            receiver: receiver?,
            procedure: procedure?,
            mode: mode?,
            opinion: opinion?,
            replaces: replaces?,
        })
    };
    let refer = refer();
    fields.finish(refer.map(|refer| Command::Refer(Box::new(refer))))
}

/// A petition passed on says more, an assignment six things more, each of which that is missing is told.
fn purpose(fields: &mut Fields, raw: &v1::ReferRequest) -> Option<Purpose> {
    let requirements = match (raw.kind.as_str(), &raw.requirements) {
        (ASSIGNMENT, given) => Some(requirements(fields, given.as_ref().unwrap_or(&v1::Requirements::default()))?),
        (_, None) => None,
        (_, Some(_)) => {
            let (zh, en) = ("只有交办（assignment）才写六定要求，请勿填写", "belongs to kind assignment and no other");
            fields.refuse(FieldError::new("requirements", "NOT_APPLICABLE", zh, en));
            None
        }
    };
    Some(if is_passed_on(&raw.kind) {
        Purpose::Petition(PassedOn { sort: None, requirements, accused: Vec::new() })
    } else {
        Purpose::Handling
    })
}

/// 六定, all of which are asked for.
fn requirements(fields: &mut Fields, raw: &v1::Requirements) -> Option<Requirements> {
    let unit = fields.text("requirements.unit", &raw.unit, limits::NAME);
    let leader = fields.text("requirements.leader", &raw.leader, limits::NAME);
    let handler = fields.text("requirements.handler", &raw.handler, limits::NAME);
    let supervisor = fields.text("requirements.supervisor", &raw.supervisor, limits::NAME);
    let demand = fields.text("requirements.demand", &raw.demand, limits::SENTENCE);
    let days = fields.take(petition::days("requirements.days", raw.days));
    Some(Requirements {
        unit: unit?,
        leader: leader?,
        handler: handler?,
        supervisor: supervisor?,
        demand: demand?,
        days: days?,
    })
}

/// Whether the kind needs it is the desk's to say; here an unknown number is refused.
fn optional_procedure(raw: i32) -> Result<Option<duijie_core::subject::Procedure>, FieldError> {
    if raw == v1::Procedure::Unspecified as i32 { Ok(None) } else { tokens::procedure("procedure", raw).map(Some) }
}

fn optional_mode(raw: i32) -> Result<Option<Mode>, FieldError> {
    if raw == v1::CommissionMode::Unspecified as i32 {
        Ok(None)
    } else {
        tokens::commission_mode("mode", raw).map(Some)
    }
}

pub(super) fn confirm_outcome(raw: &v1::ConfirmOutcomeRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    step(Fields::default(), &raw.referral_id, Some(Step::ConfirmOutcome))
}

pub(super) fn recall(raw: &v1::RecallRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let reason = fields.text("reason", &raw.reason, limits::SENTENCE);
    let superior = fields.take(field::optional_agency("order_superior", &raw.order_superior));
    let number = fields.optional_text("order_number", &raw.order_number, limits::NAME);
    let order = superior.zip(number).and_then(|order| match order {
        (Some(superior), Some(number)) => Some(Some(SuperiorOrder { superior, number })),
        (None, None) => Some(None),
        (Some(_), None) => {
            fields.refuse(order_needs("order_number", "上级命令须写明文号", "an order of a superior has a number"));
            None
        }
        (None, Some(_)) => {
            fields.refuse(order_needs("order_superior", "有文号须写明下达命令的上级", "an order has a superior"));
            None
        }
    });
    step(fields, &raw.referral_id, reason.zip(order).map(|(reason, order)| Step::Recall { reason, order }))
}

fn order_needs(field: &str, zh: &str, en: &str) -> FieldError {
    FieldError::new(field, "INCOMPLETE_ORDER", zh, en)
}

pub(super) fn supply(raw: &v1::SupplyRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let materials = fields.materials(&raw.materials);
    let text = fields.optional_text("text", &raw.text, limits::WORDS);
    if raw.materials.is_empty() && raw.text.is_empty() {
        let (zh, en) = ("补充材料或说明至少填写一项", "either materials or text must be there");
        fields.refuse(FieldError::new("materials", "MISSING_FIELD", zh, en));
    }
    step(fields, &raw.referral_id, materials.zip(text).map(|(materials, text)| Step::Supply { materials, text }))
}

pub(super) fn answer_offer(raw: &v1::AnswerOfferRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let answer = fields.take(answer(raw.answer));
    step(fields, &raw.referral_id, answer.map(Step::AnswerOffer))
}

pub(super) fn override_lapse(raw: &v1::OverrideLapseRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let reason = fields.text("reason", &raw.reason, limits::SENTENCE);
    step(fields, &raw.referral_id, reason.map(|reason| Step::OverrideLapse { reason }))
}

pub(super) fn decide_objection(raw: &v1::DecideObjectionRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let answer = fields.take(answer(raw.answer));
    let text = fields.text("text", &raw.text, limits::SENTENCE);
    step(fields, &raw.referral_id, answer.zip(text).map(|(answer, text)| Step::DecideObjection { answer, text }))
}

pub(super) fn answer(raw: i32) -> Result<Answer, FieldError> {
    tokens::answer("answer", raw)
}

//! The result of a `Conclude` request. An agreement that lacks something is told everything it lacks, with the article.

use super::Fields;
use crate::codec::{
    field::{self, FieldError},
    limits, outcome, tokens, values,
};
use duijie_core::outcome::{Agreement, NoAgreement, Outcome, OutcomeResult};
use duijie_proto::v1;

/// What an agreement must bear.
const AGREEMENT_BASIS: &str = "《最高人民法院关于人民法院特邀调解的规定》第24条第2款";

pub(super) fn outcome(fields: &mut Fields, raw: &v1::Outcome) -> Option<Outcome> {
    let remarks = fields.optional_text("outcome.remarks", &raw.remarks, limits::WORDS);
    let code = match v1::OutcomeCode::try_from(raw.code) {
        Ok(v1::OutcomeCode::Unspecified) => fields.take(Err(FieldError::missing("outcome.code"))),
        Ok(code) => Some(code),
        Err(_) => fields.take(Err(tokens::unknown("outcome.code"))),
    };
    if !raw.released.is_empty() {
        let (zh, en) = (
            "由系统按卷宗填写，请在 releases 中填写公开记录的流水号",
            "is written from the dossier; name entries in `releases`",
        );
        fields.refuse(FieldError::new("outcome.released", "NOT_WRITTEN_BY_HAND", zh, en));
    }
    not_with(fields, "answer", raw.answer.is_some());
    not_with(fields, "ruling", raw.ruling.is_some());
    if raw.code != v1::OutcomeCode::Replied as i32 {
        not_with(fields, "reply", raw.reply.is_some());
    }
    let result = match code? {
        v1::OutcomeCode::Unspecified => None,
        v1::OutcomeCode::Answered | v1::OutcomeCode::Ruled => {
            let zh = "督办答复用 AnswerSupervision，司法确认裁定用 DecideConfirmation";
            let en = "has a request of its own: AnswerSupervision, or DecideConfirmation";
            fields.take(Err(FieldError::new("outcome.code", "WRONG_REQUEST", zh, en)))
        }
        v1::OutcomeCode::Replied => {
            not_with(fields, "agreement", raw.agreement.is_some());
            not_with(fields, "no_agreement", raw.no_agreement.is_some());
            let reply = field::required("outcome.reply", raw.reply.as_ref(), outcome::written_answer);
            fields.take(reply).map(OutcomeResult::Replied)
        }
        v1::OutcomeCode::Agreement => {
            not_with(fields, "no_agreement", raw.no_agreement.is_some());
            agreement(fields, raw.agreement.as_ref()).map(OutcomeResult::Agreement)
        }
        v1::OutcomeCode::SettledAndWithdrawn => {
            not_with(fields, "agreement", raw.agreement.is_some());
            not_with(fields, "no_agreement", raw.no_agreement.is_some());
            Some(OutcomeResult::SettledAndWithdrawn)
        }
        v1::OutcomeCode::NoAgreement => no_agreement(fields, raw).map(OutcomeResult::NoAgreement),
        v1::OutcomeCode::Terminated => no_agreement(fields, raw).map(OutcomeResult::Terminated),
    };
    result.zip(remarks).map(|(result, remarks)| Outcome { remarks, ..Outcome::of(result) })
}

/// What belongs to another result must not be there.
fn not_with(fields: &mut Fields, name: &str, is_there: bool) {
    if is_there {
        let (zh, en) = ("与所选结果不符，请勿填写", "belongs to another result than the code says");
        fields.refuse(FieldError::new(&format!("outcome.{name}"), "CONTRADICTION", zh, en));
    }
}

fn agreement(fields: &mut Fields, raw: Option<&v1::Agreement>) -> Option<Agreement> {
    let empty = v1::Agreement::default();
    let raw = raw.unwrap_or(&empty);
    let marks = [
        ("document", raw.document.is_some(), "缺调解协议书", "the agreement document is missing"),
        ("signed_by_parties", raw.signed_by_parties, "缺各方当事人签名", "the parties' signatures are missing"),
        ("signed_by_mediator", raw.signed_by_mediator, "缺调解员签名", "the mediator's signature is missing"),
        ("sealed_by_organisation", raw.sealed_by_organisation, "缺调解组织印章", "the organisation's seal is missing"),
    ];
    for (name, _, zh, en) in marks.into_iter().filter(|(_, is_there, _, _)| !is_there) {
        let (zh, en) = (format!("{zh}（{AGREEMENT_BASIS}）"), format!("{en} ({AGREEMENT_BASIS})"));
        fields.refuse(FieldError::new(&format!("outcome.agreement.{name}"), "AGREEMENT_INCOMPLETE", zh, en));
    }
    let complete = marks.iter().all(|(_, is_there, _, _)| *is_there);
    let document = raw.document.as_ref().and_then(|document| {
        fields.take(values::material(document).map_err(|error| error.within("outcome.agreement.document")))
    });
    let perform_by = fields.take(field::optional_date("outcome.agreement.perform_by", &raw.perform_by));
    let agreement = document.zip(perform_by).map(|(document, perform_by)| Agreement { document, perform_by });
    agreement.filter(|_| complete)
}

fn no_agreement(fields: &mut Fields, raw: &v1::Outcome) -> Option<NoAgreement> {
    not_with(fields, "agreement", raw.agreement.is_some());
    let Some(raw) = &raw.no_agreement else {
        return fields.take(Err(FieldError::missing("outcome.no_agreement")));
    };
    let within = |name: &str| format!("outcome.no_agreement.{name}");
    let reason = fields.take(outcome::failure_reason(&within("reason"), &within("finer"), raw));
    let facts = fields.text(&within("facts"), &raw.facts, limits::WORDS);
    let undisputed_facts = fields.optional_text(&within("undisputed_facts"), &raw.undisputed_facts, limits::WORDS);
    let returned = fields.list(&within("returned"), &raw.returned, 0..=limits::MATERIALS, values::material);
    Some(NoAgreement { reason: reason?, facts: facts?, undisputed_facts: undisputed_facts?, returned: returned? })
}

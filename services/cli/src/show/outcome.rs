//! What came of a referral, for people: the agreement, why there is none and what is not disputed, or the court's ruling.

use duijie_core::outcome::DeclineCode as Known;
use duijie_proto::v1::{
    Agreement, ConfirmationDecision, ConfirmationRuling, DeclineCode, FailureReason, FinerReason, NoAgreement, Outcome,
    RejectionGround,
};

use super::words;
use crate::args::tokens::word;

/// One line for each thing that is told of it.
#[must_use]
pub fn told(outcome: &Outcome) -> String {
    let mut lines = vec![format!("{} {}", words::outcome(outcome.code), outcome.remarks).trim().to_owned()];
    lines.extend(outcome.agreement.iter().flat_map(agreement));
    lines.extend(outcome.no_agreement.iter().flat_map(no_agreement));
    lines.extend(outcome.ruling.iter().flat_map(ruling));
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

fn agreement(it: &Agreement) -> Vec<String> {
    let document = it.document.as_ref().map_or_else(String::new, |it| format!("协议书：{}", it.name));
    let until =
        if it.perform_by.is_empty() { "即时履行".to_owned() } else { format!("履行期限：{}", it.perform_by) };
    vec![document, until]
}

fn no_agreement(it: &NoAgreement) -> Vec<String> {
    let labelled =
        |label: &str, words: &str| if words.is_empty() { String::new() } else { format!("{label}：{words}") };
    let returned: Vec<_> = it.returned.iter().map(|material| material.name.as_str()).collect();
    vec![
        labelled("原因", &why(it)),
        labelled("基本事实", &it.facts),
        labelled("无争议事实", &it.undisputed_facts),
        labelled("退回材料", &returned.join("、")),
    ]
}

fn why(it: &NoAgreement) -> String {
    match FinerReason::try_from(it.finer) {
        Ok(FinerReason::OutOfScope) => return "不属于受案或者调解范围".to_owned(),
        Ok(FinerReason::NoJurisdiction) => return "无管辖权".to_owned(),
        Ok(FinerReason::HandledElsewhere) => return "已由其他机关受理".to_owned(),
        Ok(FinerReason::Unspecified) | Err(_) => {}
    }
    match FailureReason::try_from(it.reason) {
        Ok(FailureReason::PartyRefuses) => "一方明确不愿继续".to_owned(),
        Ok(FailureReason::TermEnded) => "期限届满未延长".to_owned(),
        Ok(FailureReason::TooFarApart) => "分歧过大".to_owned(),
        Ok(FailureReason::PartyUnreachable) => "联系不上当事人".to_owned(),
        Ok(FailureReason::RefusesToSign) => "拒绝签章".to_owned(),
        Ok(FailureReason::Sued) => "一方已起诉".to_owned(),
        Ok(FailureReason::NoShow) => "无正当理由不参加或者中途退出".to_owned(),
        Ok(FailureReason::ShamSuspected) => "虚假调解嫌疑".to_owned(),
        Ok(FailureReason::Other) => "其他".to_owned(),
        Ok(FailureReason::Unspecified) | Err(_) => word::<FailureReason>(it.reason),
    }
}

/// Why it was not taken on.
#[must_use]
pub fn declined(code: i32) -> String {
    let code_known = match DeclineCode::try_from(code) {
        Ok(DeclineCode::OutOfScope) => Known::OutOfScope,
        Ok(DeclineCode::NoJurisdiction) => Known::NoJurisdiction,
        Ok(DeclineCode::NoConsent) => Known::NoConsent,
        Ok(DeclineCode::HandledElsewhere) => Known::HandledElsewhere,
        Ok(DeclineCode::MaterialsMissing) => Known::MaterialsMissing,
        Ok(DeclineCode::ConflictOfInterest) => Known::ConflictOfInterest,
        Ok(DeclineCode::StatusConfirmation) => Known::StatusConfirmation,
        Ok(DeclineCode::OtherProcedure) => Known::OtherProcedure,
        Ok(DeclineCode::TitleConfirmation) => Known::TitleConfirmation,
        Ok(DeclineCode::Other) => Known::Other,
        Ok(DeclineCode::Unspecified) | Err(_) => return word::<DeclineCode>(code),
    };
    code_known.zh().to_owned()
}

fn ruling(it: &ConfirmationRuling) -> Vec<String> {
    let decision = match ConfirmationDecision::try_from(it.decision) {
        Ok(ConfirmationDecision::Valid) => "裁定有效".to_owned(),
        Ok(ConfirmationDecision::Rejected) => format!("裁定驳回：{}", ground(it.ground)),
        Ok(ConfirmationDecision::Unspecified) | Err(_) => word::<ConfirmationDecision>(it.decision),
    };
    vec![format!("{} {decision}", it.number)]
}

fn ground(number: i32) -> String {
    match RejectionGround::try_from(number) {
        Ok(RejectionGround::AgainstLaw) => "违反法律强制性规定".to_owned(),
        Ok(RejectionGround::HarmsOthers) => "损害国家利益、社会公共利益、他人合法权益".to_owned(),
        Ok(RejectionGround::AgainstMorals) => "违背公序良俗".to_owned(),
        Ok(RejectionGround::NotVoluntary) => "违反自愿原则".to_owned(),
        Ok(RejectionGround::Unclear) => "内容不明确".to_owned(),
        Ok(RejectionGround::Inadmissible) => "属于不予受理的情形".to_owned(),
        Ok(RejectionGround::Other) => "其他不能进行司法确认的情形".to_owned(),
        Ok(RejectionGround::Unspecified) | Err(_) => word::<RejectionGround>(number),
    }
}

#[cfg(test)]
mod tests {
    use super::told;
    use duijie_proto::v1::{
        ConfirmationDecision, ConfirmationRuling, FailureReason, NoAgreement, Outcome, OutcomeCode, RejectionGround,
    };

    #[test]
    fn what_is_not_disputed_is_shown_with_why_there_is_no_agreement() {
        let failed = NoAgreement {
            reason: FailureReason::TooFarApart.into(),
            facts: "赔偿数额".to_owned(),
            undisputed_facts: "借款本金".to_owned(),
            ..NoAgreement::default()
        };
        let code = OutcomeCode::NoAgreement.into();
        let shown = told(&Outcome { code, no_agreement: Some(failed), ..Outcome::default() });
        assert_eq!(shown, "调解不成\n原因：分歧过大\n基本事实：赔偿数额\n无争议事实：借款本金");
    }

    #[test]
    fn a_ruling_is_shown_with_its_number_and_ground() {
        let ruling = ConfirmationRuling {
            number: "（2026）临0101民特12号".to_owned(),
            decision: ConfirmationDecision::Rejected.into(),
            ground: RejectionGround::Unclear.into(),
            document: None,
        };
        let shown = told(&Outcome { code: OutcomeCode::Ruled.into(), ruling: Some(ruling), ..Outcome::default() });
        assert_eq!(shown, "司法确认裁定\n（2026）临0101民特12号 裁定驳回：内容不明确");
    }
}

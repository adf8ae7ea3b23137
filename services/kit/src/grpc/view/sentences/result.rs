//! What a result says, and what was released with it.

use duijie_core::outcome::{ConfirmationDecision, Outcome, OutcomeResult};

pub(super) const fn name(outcome: &Outcome) -> (&'static str, &'static str) {
    match outcome.result {
        OutcomeResult::Agreement(_) => ("达成调解协议", "an agreement was reached"),
        OutcomeResult::SettledAndWithdrawn => ("和解撤回", "settled and withdrawn"),
        OutcomeResult::NoAgreement(_) => ("调解不成", "no agreement"),
        OutcomeResult::Terminated(_) => ("终止调解", "mediation was terminated"),
        OutcomeResult::Answered(_) => ("督办答复", "answered in writing"),
        OutcomeResult::Replied(_) => ("报送办结报告", "reported what became of it"),
        OutcomeResult::Ruled(ref ruling) => match ruling.decision {
            ConfirmationDecision::Valid => ("裁定协议有效", "the agreement is valid"),
            ConfirmationDecision::Rejected(_) => ("裁定驳回申请", "the application is rejected"),
        },
    }
}

/// What was said in mediation is told as what it is: released by the parties.
pub(super) fn released(outcome: &Outcome) -> (String, String) {
    if outcome.released.is_empty() {
        return Default::default();
    }
    let said: Vec<_> = outcome.released.iter().map(|released| released.text.as_str()).collect();
    let zh = format!("；经各方当事人书面同意公开的调解内容：{}", said.join("；"));
    (zh, format!("; said in mediation and released by all parties: {}", said.join("; ")))
}

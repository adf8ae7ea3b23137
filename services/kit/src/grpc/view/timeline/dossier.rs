//! What is written into the dossier, in a sentence of each language.

mod rules;

use duijie_core::{
    dossier::{Circumstance, ConsentState, Entry, Finding, Intake, Override, Source, Triage, TriageClass},
    exclusion::Excluded,
};

/// Name of what was written, and both sentences.
pub(super) fn words(entry: &Entry) -> (&'static str, String, String) {
    match entry {
        Entry::Consent(consent) => {
            let (zh, en) = match consent.state {
                ConsentState::Given => ("同意调解", "agrees to mediation"),
                ConsentState::Refused => ("不同意调解", "does not agree to mediation"),
                ConsentState::Withdrawn => ("撤回调解同意", "no longer agrees to mediation"),
            };
            let party = consent.party.as_str();
            ("consent", format!("{party}{zh}"), format!("{party} {en}"))
        }
        Entry::Intake(intake) => intake_words(intake),
        Entry::Identified(one) => {
            let (party, masked) = (one.party.as_str(), one.masked.as_str());
            (
                "identified",
                format!("登记{party}的证件号码 {masked}"),
                format!("{party} is known by the number {masked}"),
            )
        }
        Entry::Triaged(triage) => triage_words(triage),
        Entry::Linked(link) => {
            let (code, reason) = (&link.dispute, link.reason.as_str());
            let zh = format!("并入一案一码 {code}：{reason}");
            ("dispute_linked", zh, format!("joined the dispute {code}: {reason}"))
        }
        Entry::Circumstance(it) => circumstance(it),
        Entry::Override(it) => let_pass(it),
        Entry::Card(card) => rules::card(card),
        Entry::Approval(approval) => rules::approval(approval),
        Entry::Elsewhere(it) => rules::elsewhere(it),
        Entry::AccidentFinding(it) => rules::finding(it),
        Entry::MediationAsked(it) => rules::asked(it),
        Entry::Sparing(it) => rules::sparing(it),
        Entry::MediatorNamed(it) => rules::mediator(it),
    }
}

fn circumstance(it: &Circumstance) -> (&'static str, String, String) {
    let (zh, en) = match it.finding {
        Finding::Found => ("查明有下列情形", "this circumstance was found"),
        Finding::Corrected => ("更正，查明没有下列情形", "corrected: this circumstance is not so"),
    };
    let (code, text) = (it.code.as_str(), it.text.as_str());
    ("circumstance", format!("{zh}（{code}）：{text}"), format!("{en} ({code}): {text}"))
}

fn let_pass(it: &Override) -> (&'static str, String, String) {
    let what = match &it.excluded {
        Excluded::Kind(kind) => kind.as_str(),
        Excluded::Rule(rule) => rule.as_str(),
    };
    let (code, reason) = (it.code.as_str(), it.reason.as_str());
    let zh = format!("例外批准：虽有情形 {code}，仍可办理 {what}；理由：{reason}");
    ("override", zh, format!("`{what}` was let pass in spite of `{code}`: {reason}"))
}

fn intake_words(intake: &Intake) -> (&'static str, String, String) {
    let (zh, en) = (intake.source.zh(), intake.source.en());
    let (zh, en) = match &intake.source {
        Source::Proxy { on_behalf_of } => {
            (format!("代 {on_behalf_of} 收件，待移交"), format!("taken in for {on_behalf_of}, to be handed over"))
        }
        Source::Call110 | Source::Window | Source::Visit | Source::Letter | Source::Online | Source::Transfer => {
            (format!("来源：{zh}"), format!("came by {en}"))
        }
    };
    let (mut zh, mut en) = (zh, en);
    if let Some(at) = intake.occurred_at {
        zh.push_str(&format!("，发生于 {at}"));
        en.push_str(&format!(", happened at {at}"));
    }
    if let Some(at) = intake.received_at {
        zh.push_str(&format!("，收到于 {at}"));
        en.push_str(&format!(", received at {at}"));
    }
    ("intake", zh, en)
}

fn triage_words(triage: &Triage) -> (&'static str, String, String) {
    let (zh, en, reason) = (triage.class.zh(), triage.class.en(), triage.reason.as_str());
    let (more_zh, more_en) = match &triage.class {
        TriageClass::SolvedOnTheSpot { result } => {
            (format!("结果：{}", result.as_str()), format!("result: {}", result.as_str()))
        }
        TriageClass::TimeLimited { until, handler } => {
            (format!("{}于 {until} 前办理", handler.as_str()), format!("{} until {until}", handler.as_str()))
        }
        TriageClass::Explained { explanation } => (explanation.as_str().to_owned(), explanation.as_str().to_owned()),
        TriageClass::ToBeStudied { until, lead } => {
            (format!("{}牵头，{until} 前研究", lead.as_str()), format!("led by {}, until {until}", lead.as_str()))
        }
    };
    ("triaged", format!("分类处理：{zh}（{reason}）；{more_zh}"), format!("triaged as {en} ({reason}); {more_en}"))
}

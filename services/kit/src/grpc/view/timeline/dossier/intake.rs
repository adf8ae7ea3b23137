//! What is written about taking in.

use duijie_core::dossier::{DisputeLink, Identification, Intake, Source, Triage, TriageClass};

/// Name of what was written, and both sentences.
type Words = (&'static str, String, String);

pub(super) fn intake(intake: &Intake) -> Words {
    let (mut zh, mut en) = match &intake.source {
        Source::Proxy { on_behalf_of } => {
            (format!("代 {on_behalf_of} 收件，待移交"), format!("taken in for {on_behalf_of}, to be handed over"))
        }
        source @ (Source::Call110
        | Source::Window
        | Source::Visit
        | Source::Letter
        | Source::Online
        | Source::Transfer
        | Source::Screening) => (format!("来源：{}", source.zh()), format!("came by {}", source.en())),
    };
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

pub(super) fn identified(one: &Identification) -> Words {
    let (party, masked) = (one.party.as_str(), one.masked.as_str());
    let zh = format!("登记{party}的证件号码 {masked}");
    ("identified", zh, format!("{party} is known by the number {masked}"))
}

pub(super) fn triaged(triage: &Triage) -> Words {
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

pub(super) fn linked(link: &DisputeLink) -> Words {
    let (code, reason) = (&link.dispute, link.reason.as_str());
    let zh = format!("并入一案一码 {code}：{reason}");
    ("dispute_linked", zh, format!("joined the dispute {code}: {reason}"))
}

//! How a matter came here and how it was classed, as lines of its table.

use duijie_proto::v1::{Matter, Source, triage::Class};

use super::words;
use crate::args::tokens::word;

/// From where, and when it happened and was received.
#[must_use]
pub(super) fn source(matter: &Matter) -> String {
    let Some(intake) = &matter.intake else { return String::new() };
    let zh = match Source::try_from(intake.source) {
        Ok(Source::Call110) => "110接报".to_owned(),
        Ok(Source::Window) => "窗口".to_owned(),
        Ok(Source::Visit) => "来访".to_owned(),
        Ok(Source::Letter) => "来信".to_owned(),
        Ok(Source::Online) => "网上".to_owned(),
        Ok(Source::Transfer) => "移送".to_owned(),
        Ok(Source::Screening) => "排查".to_owned(),
        Ok(Source::Proxy) => format!("代 {} 收", intake.on_behalf_of),
        Ok(Source::Unspecified) | Err(_) => word::<Source>(intake.source),
    };
    let at = |name: &str, at: &Option<prost_types::Timestamp>| {
        at.as_ref().map_or_else(String::new, |at| format!("，{name} {}", words::minute(Some(at))))
    };
    format!("{zh}{}{}", at("发生", &intake.occurred_at), at("收到", &intake.received_at))
}

/// Parties and how their numbers end.
#[must_use]
pub(super) fn identifications(matter: &Matter) -> String {
    let known = matter.intake.iter().flat_map(|intake| &intake.identifications);
    known.map(|one| format!("{} {}", one.party, one.masked)).collect::<Vec<_>>().join("\n")
}

/// The class and what it asks for.
#[must_use]
pub(super) fn triage(matter: &Matter) -> String {
    let Some(class) = matter.triage.as_ref().and_then(|triage| triage.class.as_ref()) else { return String::new() };
    match class {
        Class::SolvedOnTheSpot(it) => format!("当场解决：{}", it.result),
        Class::TimeLimited(it) => format!("限期办理：{}，{} 止", it.handler, it.until),
        Class::Explained(it) => format!("解释说明：{}", it.explanation),
        Class::ToBeStudied(it) => format!("研究解决：{}牵头，{} 止", it.lead, it.until),
    }
}

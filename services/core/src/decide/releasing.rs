//! What was said in mediation and may be made known, for every party agreed in writing (特邀调解规定第22条).

use crate::{confidential::ConsentOfAll, matter::Matter, outcome::ReleasedWords, refusal::Refusal, text::Text};

/// By which the parties may agree that what they conceded is made known.
const BASIS: &str = "《最高人民法院关于人民法院特邀调解的规定》第22条";

/// The words that these entries released, as a result carries them.
pub(super) fn with_result(matter: &Matter, entries: &[u64]) -> Result<Vec<ReleasedWords>, Refusal> {
    let words = |entry: &u64| {
        let (_, released) =
            matter.released().find(|(position, _)| position == entry).ok_or_else(|| not_released(*entry))?;
        Ok(ReleasedWords { text: released.text.clone(), consents: proof(matter)?.of_each() })
    };
    entries.iter().map(words).collect()
}

/// That all parties agreed, or whose word is missing.
pub(super) fn proof(matter: &Matter) -> Result<ConsentOfAll, Refusal> {
    matter.consent_of_all().map_err(|missing| consent_missing(&missing))
}

fn consent_missing(missing: &[&Text]) -> Refusal {
    let names = missing.iter().map(|party| party.as_str()).collect::<Vec<_>>();
    Refusal::out_of_order(
        "CONSENT_OF_ALL_MISSING",
        format!(
            "公开调解中的陈述须各方当事人书面同意，卷宗中还缺：{}；请先登记其书面同意（release_consent），否则只反馈结果、协议、\
             无争议事实和不成原因",
            names.join("、")
        ),
        format!(
            "what was said in mediation is released only if every party agrees in writing; missing: {}; write their \
             `release_consent` first, or tell what came of it alone",
            names.join(", ")
        ),
    )
    .with_basis(BASIS)
}

fn not_released(entry: u64) -> Refusal {
    Refusal::out_of_order(
        "NOT_RELEASED",
        format!("流水号 {entry} 不是公开调解内容的记录；请先登记公开（released），再填写其流水号"),
        format!("record {entry} released nothing; write a `released` entry first and name it by its position"),
    )
}

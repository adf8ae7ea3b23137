//! 公开调解内容: word for word what was said, and only once every party has agreed to it in writing.

use super::{Act, named};
use crate::{
    decide::releasing,
    dossier::{ReleaseConsent, ReleaseWord, Released},
    matter::Matter,
    refusal::Refusal,
};

pub(super) fn consent(matter: &Matter, it: &ReleaseConsent) -> Result<Vec<Act>, Refusal> {
    named(matter, &it.party)?;
    match it.word {
        ReleaseWord::Withdrawn(_) if matter.release_consent_of(&it.party).is_none() => {
            Err(nothing_to_withdraw(it.party.as_str()))
        }
        ReleaseWord::Given(_) | ReleaseWord::Withdrawn(_) => Ok(Vec::new()),
    }
}

/// What leaves is the part of what was said, not what the officer typed.
pub(super) fn release(matter: &Matter, it: &mut Released) -> Result<Vec<Act>, Refusal> {
    let said = matter.said().find(|(position, _)| *position == it.said_at).ok_or_else(|| nothing_said(it.said_at))?;
    let part = said.1.part(&it.text).ok_or_else(|| other_words(it.said_at))?;
    it.text = part.release(&releasing::proof(matter)?);
    Ok(Vec::new())
}

fn nothing_to_withdraw(party: &str) -> Refusal {
    Refusal::out_of_order(
        "NO_CONSENT_TO_WITHDRAW",
        format!("“{party}”没有登记过同意公开调解内容，不能登记撤回；没有各方同意，本来就不得公开"),
        format!(
            "no `release_consent` of `{party}` is written down that it could withdraw; without every party's nothing leaves"
        ),
    )
}

fn nothing_said(position: u64) -> Refusal {
    Refusal::out_of_order(
        "NOTHING_SAID_THERE",
        format!(
            "流水号 {position} 没有调解中的陈述；请填写调解会、会诊、披露、回避申请或者调解不成记录的流水号（said_at）"
        ),
        format!(
            "record {position} has nothing that was said in mediation; name a session, a joint panel, a disclosure, an \
             application for recusal or a failed attempt in `said_at`"
        ),
    )
}

fn other_words(position: u64) -> Refusal {
    Refusal::out_of_order(
        "OTHER_WORDS",
        format!("公开的内容（text）须与流水号 {position} 记录中的文字逐字一致；请从该记录复制"),
        format!("`text` must be a part of what record {position} says, word for word; copy it from there"),
    )
}

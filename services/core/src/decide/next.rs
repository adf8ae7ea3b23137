//! What the law has follow from how a referral stands, for people to do. Nothing is done by it: it is shown.

use super::dossier::repeat::is_under_way;
use crate::{
    dossier::{ConsentState, Level},
    matter::Matter,
    purpose::Purpose,
    referral::{Referral, Side, Stage},
    rules::{Came, Rules, includes},
    term::{Words, words},
    time::Timestamp,
};

const OBEY: Words = words(
    "有当事人不再同意调解：应当办理当事人撤回（Withdraw），终止调解并退回材料",
    "a party does not agree to mediation any more: withdraw it for the party, so that it ends and the papers go back",
);
const VOLUNTARY: &str = "《民事诉讼法》第96条、第125条；《人民调解法》第26条";

const PASS_UP: Words = words(
    "连续调解不成已达规定次数：应当指派上一级调解组织（duijie route 查看建议），或者移交上一级",
    "as many attempts as the rule allows have failed: assign the mediation body above (`duijie route` proposes), or pass it up",
);

/// Each with the statute and article.
#[must_use]
pub fn next_steps(rules: &Rules, matter: &Matter, referral: &Referral) -> Vec<(Words, &'static str)> {
    let mut steps = Vec::new();
    if referral.purpose == Purpose::Handling && goes_on(referral.stage) && unwilling(matter) {
        steps.push((OBEY, VOLUNTARY));
    }
    if referral.side == Side::Receiver && goes_on(referral.stage) && referral.must_be_passed_up() {
        let rule = rules.offer(&referral.kind, referral.sender().role()).and_then(|offer| offer.passing_up);
        steps.extend(rule.and_then(|rule| rules.term(&rule)).map(|term| (PASS_UP, term.basis.article)));
    }
    let came = referral.outcome.as_ref().and_then(|outcome| Came::of(&outcome.result));
    let sends = rules.sends(&referral.kind).filter(|_| referral.side == Side::Sender && has_result(referral.stage));
    if let (Some(came), Some(sends)) = (came, sends) {
        let mode = referral.commission.mode.or_else(|| sends.modes.first().map(|usual| usual.mode));
        let after = sends.afterwards.iter().filter(|after| after.came == came && includes(after.modes, mode));
        steps.extend(after.map(|after| (after.what, after.article)));
    }
    steps
}

/// What follows for a petition if `other` is about the same facts and reasons: it is exhausted, or under way below.
#[must_use]
pub fn after_another(now: Timestamp, matter: &Matter, other: &Matter) -> Option<(String, String, &'static str)> {
    after_second_review(matter, other).or_else(|| while_under_way(now, matter, other))
}

/// The same petition is being handled within its term by the agency to which it was passed on.
fn while_under_way(now: Timestamp, matter: &Matter, other: &Matter) -> Option<(String, String, &'static str)> {
    let passed_on = other.referrals.iter().rfind(|it| it.side == Side::Sender && it.purpose.passed_on().is_some())?;
    let begun = matter.closed.is_some() || matter.repeat().is_some() || !matter.referrals.is_empty();
    if begun || matter.registered_at < other.registered_at || !is_under_way(now, other) {
        return None;
    }
    let (title, peer) = (other.subject.title.as_str(), &passed_on.peer);
    let zh = format!(
        "“{title}”已转送 {peer}，正在规定期限内受理办理：经核对属同一事项的，登记为重复信访（repeat，under_way），上级机关不予受理"
    );
    let en = format!(
        "`{title}` was passed on to `{peer}`, where it is being handled within its term: if it is the same, write down that this is a \
         repeated petition (`repeat`, under_way), which a superior does not take on"
    );
    Some((zh, en, "《信访工作条例》第19条第3款"))
}

/// What follows for a petition if `other` is about the same facts and reasons and has been through its second review: whether
/// it is, an officer says by registering it as a repeated one.
fn after_second_review(matter: &Matter, other: &Matter) -> Option<(String, String, &'static str)> {
    let reply = other.reply(Level::SecondReview)?;
    let settled = matter.closed.is_some() || matter.repeat().is_some() || matter.reply(Level::SecondReview).is_some();
    if settled || matter.id == other.id {
        return None;
    }
    let (title, number) = (other.subject.title.as_str(), reply.number.as_str());
    let zh = format!(
        "“{title}”的复核意见（{number}）已经作出：经核对属同一事实和理由的，登记为重复信访（repeat，exhausted），不再受理，只作登记"
    );
    let en = format!(
        "the second review of `{title}` is decided ({number}): if facts and reasons are the same, write down that this is a \
         repeated petition (`repeat`, exhausted), which is only registered"
    );
    Some((zh, en, "《信访工作条例》第36条第3款"))
}

fn unwilling(matter: &Matter) -> bool {
    matter.subject.parties.iter().any(|party| {
        let state = matter.consent_of(&party.name).map(|consent| consent.state);
        matches!(state, Some(ConsentState::Refused | ConsentState::Withdrawn))
    })
}

const fn goes_on(stage: Stage) -> bool {
    matches!(
        stage,
        Stage::Sent | Stage::Arrived | Stage::Acknowledged | Stage::Objected | Stage::Accepted | Stage::Suspended
    )
}

const fn has_result(stage: Stage) -> bool {
    matches!(stage, Stage::Concluded | Stage::Confirmed)
}

//! What the law has follow from how a referral stands, for people to do. Nothing is done by it: it is shown.

use crate::{
    bodies::routing::{self, NONE_LEFT},
    dossier::{ConsentState, Level},
    matter::Matter,
    purpose::Purpose,
    referral::{Referral, Side, Stage},
    rules::{Came, Rules, includes},
    term::{Words, words},
};

const OBEY: Words = words(
    "有当事人不再同意调解：应当办理当事人撤回（Withdraw），终止调解并退回材料",
    "a party does not agree to mediation any more: withdraw it for the party, so that it ends and the papers go back",
);
const DECIDE_TIE: Words = words(
    "有披露或者回避申请尚未决定：应当决定更换、驳回，或者经各方书面同意由原调解员继续（duijie dossier check 列出编号，登记为 recusal_decision）",
    "a disclosure or an application for recusal waits: replace, refuse, or go on with every party's written agreement (`recusal_decision`)",
);
const WITHDRAWAL: &str = "《最高人民法院关于人民法院特邀调解的规定》第15条；《人民法院在线调解规则》第13条、第14条";
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
    if referral.side == Side::Receiver && goes_on(referral.stage) && ties_wait(matter) {
        steps.push((DECIDE_TIE, WITHDRAWAL));
    }
    if referral.side == Side::Receiver && goes_on(referral.stage) && referral.must_be_passed_up() {
        let rule = rules.offer(&referral.kind, referral.sender().role()).and_then(|offer| offer.passing_up);
        let none_left = rules.bodies().is_some_and(|bodies| routing::next(bodies, matter, referral).is_empty());
        if none_left {
            steps.push((NONE_LEFT, "《人民调解法》第26条"));
        } else {
            steps.extend(rule.and_then(|rule| rules.term(&rule)).map(|term| (PASS_UP, term.basis.article)));
        }
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

/// What follows for a petition if `other` is about the same facts and reasons and has been through its second review: whether
/// it is, an officer says by registering it as a repeated one.
#[must_use]
pub fn after_second_review(matter: &Matter, other: &Matter) -> Option<(String, String, &'static str)> {
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

fn ties_wait(matter: &Matter) -> bool {
    matter.undecided_recusals().next().is_some() || matter.undecided_disclosures().next().is_some()
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

//! What the law has follow from how a referral stands, for people to do. Nothing is done by it: it is shown.

use super::dossier::repeat::is_under_way;
use crate::{
    bodies::routing::{self, NONE_LEFT},
    commission::Mode,
    dossier::Level,
    exclusion::ConsentNeed,
    matter::Matter,
    purpose::Purpose,
    referral::{Duty, Referral, Side, Stage},
    rules::{Afterwards, Came, Offer, Rules, Sends, Until, includes},
    term::{Words, words},
    time::Timestamp,
};

const WITHDRAW: Words = words(
    "有当事人不再同意调解：应当办理当事人撤回（Withdraw），终止调解并退回材料",
    "a party does not agree to mediation any more: withdraw it for the party, so that it ends and the papers go back",
);
const TERMINATE: Words = words(
    "有当事人不再同意调解：应当终止调解并报告，办结为终止（Conclude，理由：一方明确不愿继续），写明无争议事实，退回材料",
    "a party does not agree to mediation any more: conclude it as terminated, for a party refuses, with what is not disputed, and \
     return the papers",
);
const RESUME_AND_TERMINATE: Words = words(
    "有当事人不再同意调解：应当恢复办理（Resume）后办结为终止（Conclude，理由：一方明确不愿继续），写明无争议事实，退回材料",
    "a party does not agree to mediation any more: resume it and conclude it as terminated, for a party refuses, with what is not \
     disputed, and return the papers",
);
const DECIDE_TIE: Words = words(
    "有披露或者回避申请尚未决定：应当决定更换、驳回，或者经各方书面同意由原调解员继续（duijie dossier check 列出编号，登记为 recusal_decision）",
    "a disclosure or an application for recusal waits: replace, refuse, or go on with every party's written agreement (`recusal_decision`)",
);
const WITHDRAWAL: &str = "《最高人民法院关于人民法院特邀调解的规定》第15条；《人民法院在线调解规则》第13条、第14条";
const VOLUNTARY: &str = "《民事诉讼法》第96条、第125条；《人民调解法》第26条";

const TIME_IS_UP: Words = words(
    "调解期限届满，未延长：应当终止调解并报告，办结为终止（Conclude，理由：期限届满），退回材料",
    "the time for mediation is over and was not extended: conclude it as terminated, for the term expired, and return the papers",
);
const EXPIRED: &str = "《最高人民法院关于人民法院特邀调解的规定》第26条";

const ASK: Words = words(
    "还有当事人没有登记是否同意调解：由调解员征询，同意的登记同意，不同意的终止调解",
    "not every party's word on mediation is written down: the mediator asks; write down who agrees, and end it where one does not",
);

const PASS_UP: Words = words(
    "连续调解不成已达规定次数：应当指派上一级调解组织（duijie route 查看建议），或者移交上一级",
    "as many attempts as the rule allows have failed: assign the mediation body above (`duijie route` proposes), or pass it up",
);

const DECIDE_OBJECTION: Words = words(
    "对确认裁定有异议待审查：异议成立的，撤销或者改变原裁定；不成立的，裁定驳回。决定后登记（case_step，objection_decided）",
    "an objection to the ruling waits: set the ruling aside or change it, or reject the objection, and write that down",
);
const OBJECTIONS: &str = "《民事诉讼法解释》第372条";

/// Each with the statute and article.
#[must_use]
pub fn next_steps(now: Timestamp, rules: &Rules, matter: &Matter, referral: &Referral) -> Vec<(Words, &'static str)> {
    if referral.purpose == Purpose::Handling && goes_on(referral.stage) {
        while_it_goes_on(now, rules, matter, referral)
    } else {
        afterwards(rules, matter, referral)
    }
}

fn while_it_goes_on(now: Timestamp, rules: &Rules, matter: &Matter, referral: &Referral) -> Vec<(Words, &'static str)> {
    let mut steps = Vec::new();
    if matter.unwilling().is_some() {
        steps.push((obeying(referral), VOLUNTARY));
    }
    match referral.side {
        Side::Sender => {
            let need = rules.sends(&referral.kind).map(|sends| consent_need(sends, referral));
            let asked = |need: &ConsentNeed| matches!(need, ConsentNeed::NotRefused { .. });
            let article = need.filter(asked).and_then(ConsentNeed::article).filter(|_| matter.has_unasked());
            steps.extend(article.map(|article| (ASK, article)));
        }
        Side::Receiver => {
            let offer = rules.offer(&referral.kind, referral.sender().role());
            steps.extend(ties_wait(matter).then_some((DECIDE_TIE, WITHDRAWAL)));
            steps.extend(
                offer.filter(|_| referral.must_be_passed_up()).and_then(|offer| up(rules, matter, referral, offer)),
            );
            if offer.is_some_and(ends_with_its_term) && is_over(referral, now) && steps.is_empty() {
                steps.push((TIME_IS_UP, EXPIRED));
            }
        }
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

/// Who mediates ends it with a report; before that, and at the sender, it is withdrawn.
const fn obeying(referral: &Referral) -> Words {
    let mediates = matches!(referral.side, Side::Receiver);
    if mediates && matches!(referral.stage, Stage::Accepted) {
        TERMINATE
    } else if mediates && matches!(referral.stage, Stage::Suspended) {
        RESUME_AND_TERMINATE
    } else {
        WITHDRAW
    }
}

fn consent_need(sends: &Sends, referral: &Referral) -> ConsentNeed {
    let mode = referral.commission.mode;
    let rule = sends.modes.iter().find(|rule| Some(rule.mode) == mode).or_else(|| sends.modes.first());
    rule.map_or(sends.consent, |rule| rule.consent)
}

/// Mediation for a court ends when its term does; people's mediation of its own accord does not.
const fn ends_with_its_term(offer: &Offer) -> bool {
    offer.returning.is_some()
}

fn is_over(referral: &Referral, now: Timestamp) -> bool {
    referral.stage == Stage::Accepted && referral.deadline(Duty::Handle).is_some_and(|handle| handle.overdue(now))
}

/// What follows from how it ended, until it is written down or the matter is handed over anew.
fn afterwards(rules: &Rules, matter: &Matter, referral: &Referral) -> Vec<(Words, &'static str)> {
    let Some(came) = Came::of_referral(referral).filter(|_| !is_handed_over_anew(matter, referral)) else {
        return Vec::new();
    };
    let (mode, after) = match referral.side {
        Side::Sender => rules.sends(&referral.kind).map(|sends| (usual(sends), sends.afterwards)),
        Side::Receiver => rules.offer(&referral.kind, referral.sender().role()).map(|offer| (None, offer.afterwards)),
    }
    .unwrap_or((None, &[]));
    let mode = referral.commission.mode.or(mode);
    let fits = |after: &&Afterwards| {
        after.came == came && includes(after.modes, mode) && is_open(after.until, matter, referral)
    };
    let objected = matter.has_open_objection() && referral.side == Side::Receiver;
    let steps = after.iter().filter(fits).map(|after| (after.what, after.article));
    steps.chain(objected.then_some((DECIDE_OBJECTION, OBJECTIONS))).collect()
}

fn usual(sends: &Sends) -> Option<Mode> {
    sends.modes.first().map(|usual| usual.mode)
}

fn is_open(until: Until, matter: &Matter, referral: &Referral) -> bool {
    match until {
        Until::ForGood => true,
        Until::Step(act) => !matter.has_taken(act, referral),
        Until::Performed => !matter.is_performed(),
    }
}

fn is_handed_over_anew(matter: &Matter, referral: &Referral) -> bool {
    let later = matter.referrals.iter().rev().take_while(|later| later.id != referral.id);
    later
        .into_iter()
        .any(|later| later.side == Side::Sender && later.kind == referral.kind && !came_to_nothing(later.stage))
}

/// Nobody took it on.
const fn came_to_nothing(stage: Stage) -> bool {
    matches!(stage, Stage::Declined | Stage::Returned | Stage::Lapsed | Stage::Recalled)
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

fn ties_wait(matter: &Matter) -> bool {
    matter.undecided_recusals().next().is_some() || matter.undecided_disclosures().next().is_some()
}

/// To the body above, or, where none is left, what is left to do.
fn up(rules: &Rules, matter: &Matter, referral: &Referral, offer: &Offer) -> Option<(Words, &'static str)> {
    if rules.bodies().is_some_and(|bodies| routing::next(bodies, matter, referral).is_empty()) {
        return Some((NONE_LEFT, "《人民调解法》第26条"));
    }
    let rule = offer.passing_up.and_then(|rule| rules.term(&rule))?;
    Some((PASS_UP, rule.basis.article))
}

const fn goes_on(stage: Stage) -> bool {
    matches!(
        stage,
        Stage::Sent | Stage::Arrived | Stage::Acknowledged | Stage::Objected | Stage::Accepted | Stage::Suspended
    )
}

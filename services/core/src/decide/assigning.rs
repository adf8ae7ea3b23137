//! Who mediates: assigning bodies and mediators, and attempts that lead to nothing.

use super::{Act, Context, dossier::recusal, only, referring::DEPTH_MAX};
use crate::{
    bodies::{
        self, MediationBody,
        routing::{self, NONE_LEFT},
    },
    confidential::Confidential,
    event::Event,
    letter::{
        Body,
        body::{FailedAttempt, NextAttempt, Officer, Progress},
    },
    matter::Matter,
    referral::Referral,
    refusal::Refusal,
    term::Measure,
    text::Text,
};

/// The sender learns the body through a progress letter. Where the agency lists its bodies it is one of them, and after failed
/// attempts one that would be proposed; another, or one that has failed already, only if a leader says why.
pub(super) fn body(
    ctx: Context<'_>,
    matter: &Matter,
    referral: &Referral,
    officer: Officer,
    said: &Text,
    again: Option<Text>,
) -> Result<Vec<Act>, Refusal> {
    let body = bodies::known(ctx.rules, said)?;
    if let Some(bodies) = ctx.rules.bodies() {
        let next = routing::next(bodies, matter, referral);
        no_loop(referral, &next, &body, again.as_ref())?;
        if again.is_none() {
            goes_up(ctx, referral, &next, &body)?;
        }
    }
    let progress = Progress {
        officer,
        text: told("指派调解组织", &body),
        body: Some(body.clone()),
        mediator: None,
        attempt: None,
    };
    let event = Event::BodyAssigned { referral: referral.id.clone(), body, again };
    Ok(assigned(referral, event, progress))
}

fn no_loop(referral: &Referral, next: &[&MediationBody], body: &Text, again: Option<&Text>) -> Result<(), Refusal> {
    let name = body.as_str();
    let present = referral.mediation_body.as_ref() == Some(body);
    if referral.has_failed(body) && (present || again.is_none()) {
        let way = referral.failed_bodies.iter().chain(&referral.mediation_body).map(Text::as_str);
        let way = way.collect::<Vec<_>>().join(" → ");
        return Err(Refusal::out_of_order(
            "BODY_FAILED",
            format!(
                "“{name}”在本对接中已调解不成（{way}），不能再指派；{}；确需退回已更换组织的由负责人说明理由（again）",
                instead(next).0
            ),
            format!(
                "`{name}` has failed in this referral already ({way}); {}, or have a leader say why in `again`",
                instead(next).1
            ),
        ));
    }
    if referral.failed_bodies.len() >= DEPTH_MAX && again.is_none() {
        return Err(Refusal::out_of_order(
            "TOO_DEEP",
            format!("本对接已更换 {DEPTH_MAX} 个调解不成的组织，请考虑终止调解；确需继续的由负责人说明理由（again）"),
            format!(
                "{DEPTH_MAX} bodies have failed in this referral; end the mediation, or have a leader say why in `again`"
            ),
        ));
    }
    Ok(())
}

/// After a failed attempt the tier above has its turn, or who is special in the field (某县公调对接做法: two failures pass it up).
fn goes_up(ctx: Context<'_>, referral: &Referral, next: &[&MediationBody], body: &Text) -> Result<(), Refusal> {
    let failed = referral.failed_attempt.is_some() || !referral.failed_bodies.is_empty();
    let goes_on = referral.mediation_body.as_ref() == Some(body);
    if !failed || goes_on || next.iter().any(|one| one.name == *body) {
        return Ok(());
    }
    let name = body.as_str();
    let (zh, en) = instead(next);
    let refusal = Refusal::out_of_order(
        "BODY_NOT_PROPOSED",
        format!(
            "调解不成之后应当指派上一级或者专业对口的调解组织，“{name}”不是；{zh}；确需指派的由负责人说明理由（again）"
        ),
        format!(
            "after a failure the body above follows, or one of the field, which `{name}` is not; {en}, or have a leader say why in `again`"
        ),
    );
    Err(on_passing_up(ctx, referral, refusal))
}

/// As many bodies as a sentence names.
const NAMED_MAX: usize = 3;

fn instead(next: &[&MediationBody]) -> (String, String) {
    let names: Vec<_> = next.iter().take(NAMED_MAX).map(|body| body.name.as_str()).collect();
    if names.is_empty() {
        let (zh, en) = (
            "名录中没有可以再指派的组织，可以会诊（joint_panel），或者办结为调解不成（conclude）",
            "none is left: hold a joint panel, or conclude it",
        );
        return (zh.to_owned(), en.to_owned());
    }
    (format!("可以指派：{}", names.join("、")), format!("assign `{}`", names.join("` or `")))
}

/// The sender learns the mediator through a progress letter. Nobody who was to withdraw, and of the body that was assigned.
pub(super) fn mediator(
    ctx: Context<'_>,
    matter: &Matter,
    referral: &Referral,
    officer: Officer,
    mediator: Text,
) -> Result<Vec<Act>, Refusal> {
    recusal::may_go_on(matter, ctx.now)?;
    recusal::may_mediate(matter, &mediator)?;
    bodies::known_mediator(ctx.rules, referral.mediation_body.as_ref(), &mediator)?;
    let text = told("指派调解员", &mediator);
    let progress = Progress { officer, text, body: None, mediator: Some(mediator.clone()), attempt: None };
    let event = Event::MediatorAssigned { referral: referral.id.clone(), mediator };
    Ok(assigned(referral, event, progress))
}

/// The sender learns only that an attempt failed, and whether the matter must be passed up.
pub(super) fn record_attempt(
    ctx: Context<'_>,
    matter: &Matter,
    referral: &Referral,
    officer: Officer,
    text: Confidential<Text>,
) -> Result<Vec<Act>, Refusal> {
    recusal::may_go_on(matter, ctx.now)?;
    if let Some(mediator) = &referral.mediator {
        recusal::may_mediate(matter, mediator)?;
    }
    let in_a_row = referral.failed_attempt.map_or(0, |attempt| attempt.in_a_row).saturating_add(1);
    let next = match attempts_allowed(ctx, referral) {
        Some(allowed) if in_a_row >= allowed => NextAttempt::PassUp,
        Some(_) | None => NextAttempt::Allowed,
    };
    let said = match next {
        NextAttempt::Allowed => format!("连续第{in_a_row}次调解不成"),
        NextAttempt::PassUp => format!("连续第{in_a_row}次调解不成，应当升级移交"),
    };
    let said = Text::parse(&said, usize::MAX).unwrap_or_else(|_| officer.clone());
    let attempt = Some(FailedAttempt { in_a_row, next });
    let event = Event::AttemptFailed { referral: referral.id.clone(), text };
    Ok(assigned(referral, event, Progress { officer, text: said, body: None, mediator: None, attempt }))
}

/// How many attempts may fail in a row before the matter is passed up; none where no rule counts them.
fn attempts_allowed(ctx: Context<'_>, referral: &Referral) -> Option<u32> {
    let rule = ctx.rules.offer(&referral.kind, referral.sender().role())?.passing_up?;
    match ctx.rules.term_at(&rule, ctx.now)?.measure {
        Measure::Times(times) => Some(times),
        Measure::After(_)
        | Measure::Before(_)
        | Measure::Specified(_)
        | Measure::UntilEvent
        | Measure::Unset
        | Measure::Warnings(_) => None,
    }
}

/// Why a third attempt is not made: the body has had its number.
pub(super) fn pass_up(ctx: Context<'_>, matter: &Matter, referral: &Referral) -> Refusal {
    let none_left = ctx.rules.bodies().is_some_and(|bodies| routing::next(bodies, matter, referral).is_empty());
    let count = referral.failed_attempt.map_or(0, |attempt| attempt.in_a_row);
    let (zh, en) = if none_left {
        (NONE_LEFT.zh.to_owned(), NONE_LEFT.en.to_owned())
    } else {
        (
            format!("该调解组织已连续 {count} 次调解不成，应当升级移交；另行指派调解组织后再登记"),
            format!(
                "{count} attempts of this body failed in a row; the matter is to be passed up, so assign another body"
            ),
        )
    };
    on_passing_up(ctx, referral, Refusal::out_of_order("PASS_UP", zh, en))
}

/// With the rule that counts the attempts.
fn on_passing_up(ctx: Context<'_>, referral: &Referral, refusal: Refusal) -> Refusal {
    let rule = ctx.rules.offer(&referral.kind, referral.sender().role()).and_then(|offer| offer.passing_up);
    match rule.and_then(|rule| ctx.rules.term_at(&rule, ctx.now)) {
        Some(term) => refusal.with_basis(&term.basis.to_string()),
        None => refusal,
    }
}

fn assigned(referral: &Referral, event: Event, progress: Progress) -> Vec<Act> {
    let mut acts = vec![Act::Happen(event)];
    acts.extend(only(referral, Body::Progress(progress)));
    acts
}

/// Both words are bounded, so their sentence is too; it is never blank.
fn told(what: &str, whom: &Text) -> Text {
    Text::parse(&format!("{what}：{}", whom.as_str()), usize::MAX).unwrap_or_else(|_| whom.clone())
}

//! Who mediates: assigning bodies and mediators, and attempts that lead to nothing.

use super::{Act, Context, dossier::recusal, only, referring::DEPTH_MAX};
use crate::{
    bodies,
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

/// The sender learns the body through a progress letter. Where the agency lists its bodies it is one of them, and one that
/// has failed already is not asked again, nor a further one without end, unless a leader says why.
pub(super) fn body(
    ctx: Context<'_>,
    referral: &Referral,
    officer: Officer,
    said: &Text,
    again: Option<Text>,
) -> Result<Vec<Act>, Refusal> {
    let body = bodies::known(ctx.rules, said)?;
    if ctx.rules.bodies().is_some() {
        no_loop(referral, &body, again.as_ref())?;
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

fn no_loop(referral: &Referral, body: &Text, again: Option<&Text>) -> Result<(), Refusal> {
    let name = body.as_str();
    let present = referral.mediation_body.as_ref() == Some(body);
    if referral.has_failed(body) && (present || again.is_none()) {
        let way = referral.failed_bodies.iter().chain(&referral.mediation_body).map(Text::as_str);
        let way = way.collect::<Vec<_>>().join(" → ");
        return Err(Refusal::out_of_order(
            "BODY_FAILED",
            format!(
                "“{name}”在本对接中已调解不成（{way}），不能再指派；请指派上一级组织，确需退回已更换组织的由负责人说明理由（again）"
            ),
            format!(
                "`{name}` has failed in this referral already ({way}); assign the body above, or have a leader say why in `again`"
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
pub(super) fn pass_up(ctx: Context<'_>, referral: &Referral) -> Refusal {
    let count = referral.failed_attempt.map_or(0, |attempt| attempt.in_a_row);
    let refusal = Refusal::out_of_order(
        "PASS_UP",
        format!("该调解组织已连续 {count} 次调解不成，应当升级移交；另行指派调解组织后再登记"),
        format!("{count} attempts of this body failed in a row; the matter is to be passed up, so assign another body"),
    );
    let rule = ctx.rules.offer(&referral.kind, referral.sender().role()).and_then(|offer| offer.passing_up);
    let basis = rule.and_then(|rule| ctx.rules.term_at(&rule, ctx.now)).map(|term| term.basis.to_string());
    basis.map_or(refusal.clone(), |basis| refusal.with_basis(&basis))
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

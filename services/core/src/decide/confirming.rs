//! Applying for judicial confirmation (司法确认): by all parties, within the window, for an agreement that mediation led to, with
//! the materials that 民诉法解释第354条 names, and not for one that was rejected already.

use super::{Act, Context, own, parties, special::opened};
use crate::{
    command::Refer,
    due::{display_due, due},
    matter::Matter,
    numbers::CaseNumber,
    outcome::{ConfirmationDecision, ConfirmationRuling, OutcomeResult},
    purpose::{Application, Property, Purpose},
    referral::{Referral, Side, Stage},
    refusal::Refusal,
    term::{Milestone, RuleId},
    text::Text,
    time::Timestamp,
};

/// SC01: the parties apply within 30 days of the day on which the agreement took effect (民事诉讼法第205条).
pub const CONFIRMATION_WINDOW: RuleId = RuleId::literal("SC01");

const CONFIRMATION_BASIS: &str = "《民事诉讼法》第205条";

pub(super) fn apply_for_confirmation(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    mut refer: Refer,
) -> Result<Vec<Act>, Refusal> {
    let Purpose::Confirmation(application) = &mut refer.purpose else { return Ok(Vec::new()) };
    let incoming = matter.incoming().filter(|incoming| {
        let agreed = incoming.outcome.as_ref().map(|outcome| &outcome.result);
        matches!(incoming.stage, Stage::Concluded | Stage::Confirmed)
            && matches!(agreed, Some(OutcomeResult::Agreement(_)))
    });
    let incoming = incoming.ok_or_else(|| {
        Refusal::out_of_order(
            "NO_AGREEMENT_REACHED",
            "只有达成调解协议并办结的事项才能申请司法确认",
            "judicial confirmation is applied for once mediation was concluded with an agreement",
        )
        .with_basis(CONFIRMATION_BASIS)
    })?;
    application.from_referral = Some(incoming.id.clone());
    all_apply(application, matter)?;
    for (at, agent) in application.agents.iter().enumerate() {
        parties::named_in(matter, &format!("application.agents[{at}].party"), &agent.party)?;
    }
    in_effect(ctx, application)?;
    if !was_ended_before(matter) {
        as_concluded(application, incoming)?;
    }
    in_time(ctx, application)?;
    if let Some(open) = applications(matter).find(|open| !open.stage.is_ended() && !is_ruled(open)) {
        return Err(Refusal::out_of_order(
            "ALREADY_APPLIED",
            format!("司法确认申请 {} 正在办理", open.id),
            format!("application `{}` for confirmation is under way", open.id),
        ));
    }
    decided(application, matter)?;
    complete(application)?;
    let mut acts = opened(ctx, matter, officer, refer, matter.subject.clone());
    acts.extend(own::where_known(ctx, matter, officer, Milestone::ConfirmationAsked, ctx.now)?);
    Ok(acts)
}

/// Whether an application came to nothing, so that the parties may have made another agreement since (民事诉讼法第206条).
fn was_ended_before(matter: &Matter) -> bool {
    applications(matter).any(|before| {
        before.stage == Stage::Declined || matches!(decision(before), Some(ConfirmationDecision::Rejected(_)))
    })
}

/// It is the agreement that the mediation was concluded with, in effect from a day of that mediation: not from before it began,
/// nor, unless the agreement itself says so, from after its conclusion (人民调解法第29条).
fn as_concluded(application: &Application, incoming: &Referral) -> Result<(), Refusal> {
    if let Some(OutcomeResult::Agreement(agreement)) = incoming.outcome.as_ref().map(|outcome| &outcome.result)
        && agreement.document.digest != application.agreement.digest
    {
        let name = agreement.document.name.as_str();
        return Err(Refusal::out_of_order(
            "AGREEMENT_DIFFERS",
            format!("所附调解协议与办结时登记的“{name}”不是同一份文件。请附办结时的调解协议书"),
            format!("this is not the agreement `{name}` with which the mediation was concluded; give that one"),
        )
        .in_field("application.agreement", name)
        .with_basis(CONFIRMATION_BASIS));
    }
    let day = |at: Option<Timestamp>| at.map(Timestamp::beijing_date);
    let (began, ended) = (day(incoming.milestones.accepted_at), day(incoming.milestones.concluded_at));
    let effective = application.effective_on;
    if let Some(began) = began.filter(|began| effective < *began) {
        return Err(Refusal::out_of_order(
            "EFFECTIVE_BEFORE_MEDIATION",
            format!("所填生效日 {effective} 早于受理调解之日 {began}，请核对协议书的签订日期"),
            format!("{effective} is before mediation began on {began}; see the date on the agreement"),
        )
        .in_field("application.effective_on", ended.unwrap_or(began))
        .with_basis("《人民调解法》第29条"));
    }
    if let Some(ended) = ended.filter(|ended| effective > *ended && application.effective_because.is_none()) {
        return Err(Refusal::out_of_order(
            "EFFECTIVE_DAY_DIFFERS",
            format!(
                "所填生效日 {effective} 晚于办结登记达成协议之日 {ended}；协议自签名、盖章之日起生效，另有约定的须说明（effective_because）"
            ),
            format!(
                "{effective} is after {ended}, when the agreement was concluded; it takes effect when it is signed, so say in \
                 `effective_because` where the agreement names another day"
            ),
        )
        .in_field("application.effective_on", ended)
        .with_basis("《人民调解法》第29条"));
    }
    Ok(())
}

fn applications(matter: &Matter) -> impl Iterator<Item = &Referral> {
    let is =
        |referral: &&Referral| referral.side == Side::Sender && matches!(referral.purpose, Purpose::Confirmation(_));
    matter.referrals.iter().filter(is)
}

/// Once the court has ruled, nothing is under way there any more, whether or not we have signed for the ruling.
fn is_ruled(referral: &Referral) -> bool {
    decision(referral).is_some()
}

fn decision(referral: &Referral) -> Option<ConfirmationDecision> {
    match referral.outcome.as_ref().map(|outcome| &outcome.result) {
        Some(OutcomeResult::Ruled(ruling)) => Some(ruling.decision),
        Some(
            OutcomeResult::Agreement(_)
            | OutcomeResult::SettledAndWithdrawn
            | OutcomeResult::NoAgreement(_)
            | OutcomeResult::Terminated(_)
            | OutcomeResult::Answered(_)
            | OutcomeResult::Replied(_),
        )
        | None => None,
    }
}

/// A ruling on confirmation bears a 案号 of special procedure.
pub(super) fn numbered(ctx: Context<'_>, ruling: &ConfirmationRuling) -> Result<(), Refusal> {
    let today = ctx.now.beijing_date();
    let (said, example) = (ruling.number.as_str(), "（2026）临9921民特12号");
    let why = match CaseNumber::parse(said, today) {
        Ok(number) if number.kind() == SPECIAL => return Ok(()),
        Ok(_) => (
            "司法确认适用特别程序，案号类型代字应为“民特”",
            "confirmation goes by special procedure, so its type of case is 民特",
        ),
        Err(wrong) => (wrong.zh, wrong.en),
    };
    Err(Refusal::out_of_order("BAD_RULING_NUMBER", format!("“{said}”：{}", why.0), format!("`{said}`: {}", why.1))
        .in_field("ruling.number", example)
        .with_basis("《关于人民法院案件案号的若干规定》"))
}

/// 类型代字 of special procedure.
const SPECIAL: &str = "民特";

/// What was confirmed is confirmed; what was rejected must be changed first (民事诉讼法第206条).
fn decided(application: &Application, matter: &Matter) -> Result<(), Refusal> {
    for earlier in applications(matter) {
        let Purpose::Confirmation(before) = &earlier.purpose else { continue };
        let same = before.agreement.digest == application.agreement.digest;
        let refusal = match decision(earlier) {
            Some(ConfirmationDecision::Rejected(_)) if same => Refusal::out_of_order(
                "AGREEMENT_REJECTED",
                format!("该协议已被裁定驳回（{}）。可以：变更原协议或者达成新的协议后再申请，或者起诉", earlier.id),
                format!(
                    "this agreement was rejected (`{}`). Instead: change it or agree anew and apply, or sue",
                    earlier.id
                ),
            ),
            Some(ConfirmationDecision::Valid) if same => Refusal::out_of_order(
                "AGREEMENT_CONFIRMED",
                format!("该协议已被裁定有效（{}），无须再申请", earlier.id),
                format!("this agreement was confirmed already (`{}`)", earlier.id),
            ),
            Some(_) | None => continue,
        };
        return Err(refusal.with_basis("《民事诉讼法》第206条"));
    }
    Ok(())
}

/// The materials that must come with it, each that is missing by its name.
fn complete(application: &Application) -> Result<(), Refusal> {
    let mut missing = Vec::new();
    if matches!(&application.property, Property::Concerned(proofs) if proofs.is_empty()) {
        missing.push(("与调解协议相关的财产权利证明".to_owned(), "proof of the property concerned".to_owned()));
    }
    for agent in application.agents.iter().filter(|agent| agent.authorisation.is_none()) {
        let (name, party) = (agent.name.as_str(), agent.party.as_str());
        missing.push((format!("“{party}”对“{name}”的授权委托书"), format!("`{party}`'s authorisation of `{name}`")));
    }
    if missing.is_empty() {
        return Ok(());
    }
    let (zh, en): (Vec<_>, Vec<_>) = missing.into_iter().unzip();
    Err(Refusal::out_of_order(
        "MATERIALS_MISSING",
        format!("申请司法确认的材料不全，还缺：{}", zh.join("、")),
        format!("materials are missing from the application: {}", en.join(", ")),
    )
    .with_basis("《民事诉讼法解释》第354条"))
}

fn all_apply(application: &Application, matter: &Matter) -> Result<(), Refusal> {
    let parties = &matter.subject.parties;
    let missing = parties.iter().filter(|party| !application.applicants.contains(&party.name));
    let missing: Vec<_> = missing.map(|party| party.name.as_str()).collect();
    let strangers = application.applicants.iter().filter(|name| !parties.iter().any(|party| party.name == **name));
    let strangers: Vec<_> = strangers.map(Text::as_str).collect();
    if missing.is_empty() && strangers.is_empty() {
        return Ok(());
    }
    let said = |names: &[&str], zh: &str, en: &str| match names {
        [] => (String::new(), String::new()),
        names => (format!("；{zh}：{}", names.join("、")), format!("; {en}: {}", names.join(", "))),
    };
    let (missing, strangers) = (said(&missing, "还缺", "missing"), said(&strangers, "不是当事人", "no party"));
    Err(Refusal::out_of_order(
        "APPLICANTS_INCOMPLETE",
        format!("司法确认须由各方当事人共同申请{}{}", missing.0, strangers.0),
        format!("all parties of the matter apply together, and nobody else{}{}", missing.1, strangers.1),
    )
    .with_basis(CONFIRMATION_BASIS))
}

fn in_effect(ctx: Context<'_>, application: &Application) -> Result<(), Refusal> {
    if Timestamp::beijing_midnight(application.effective_on) <= ctx.now {
        return Ok(());
    }
    Err(Refusal::out_of_order(
        "NOT_IN_EFFECT",
        "调解协议尚未生效，不能申请司法确认",
        "the agreement is not in effect yet",
    )
    .in_field("application.effective_on", ctx.now.beijing_date())
    .with_basis(CONFIRMATION_BASIS))
}

/// Agencies that know the term check it; whether a court admits the application is its officer's to decide.
fn in_time(ctx: Context<'_>, application: &Application) -> Result<(), Refusal> {
    let effective_at = Timestamp::beijing_midnight(application.effective_on);
    let Some(window) = ctx.rules.counting(&CONFIRMATION_WINDOW, effective_at) else { return Ok(()) };
    let ends = due(&window, effective_at, ctx.calendar).due;
    if ctx.now < ends {
        return Ok(());
    }
    Err(Refusal::out_of_order(
        "CONFIRMATION_LATE",
        format!(
            "申请司法确认的期限为调解协议生效之日起三十日，已于 {} 届满。可以：另行达成协议后申请，或者就协议的履行起诉；\
             因不可抗拒的事由或者其他正当理由耽误的，障碍消除后十日内可以向法院申请顺延（《民事诉讼法》第86条）",
            display_due(ends)
        ),
        format!(
            "confirmation is applied for within 30 days of the agreement's effect, which ended at {}. \
             Instead: agree anew and apply, or sue for its performance; who was kept from it without fault may ask the court \
             within ten days for more time (Article 86)",
            display_due(ends)
        ),
    )
    .with_basis(CONFIRMATION_BASIS))
}

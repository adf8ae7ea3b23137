//! What a dispute's circumstances and the parties' word keep from being done. Which do is data of the agency.

use super::Context;
use crate::{
    command::Answer,
    dossier::ConsentState,
    exclusion::{ApprovalNeed, ConsentNeed, Excluded, Exclusion, Overriding, ShownBy},
    ids::Kind,
    matter::Matter,
    refusal::Refusal,
    subject::Party,
};

/// Refuses what a circumstance of the dispute excludes, unless who may has let it pass.
pub(super) fn check(ctx: Context<'_>, matter: &Matter, what: &Excluded) -> Result<(), Refusal> {
    let stands = |exclusion: &&Exclusion| {
        let written = matter.has_circumstance(exclusion.circumstance);
        let so = match exclusion.shown_by {
            ShownBy::Entry => written,
            ShownBy::Word => written || unwilling(matter).is_some(),
        };
        so && !matter.is_overridden(exclusion.circumstance, what)
    };
    match ctx.rules.exclusions_from(what).iter().find(stands) {
        Some(exclusion) => Err(refused(ctx, exclusion, what)),
        None => Ok(()),
    }
}

fn refused(ctx: Context<'_>, exclusion: &Exclusion, what: &Excluded) -> Refusal {
    let (not_zh, not_en) = match what {
        Excluded::Kind(kind) => (format!("不得移交 {kind} 类对接"), format!("is not handed over as `{kind}`")),
        Excluded::Rule(rule) => {
            let name = ctx.rules.term(rule).map_or(("", ""), |term| (term.name_zh, term.name_en));
            (format!("不得进行{}（{rule}）", name.0), format!("does not begin {} (`{rule}`)", name.1))
        }
    };
    let (unless_zh, unless_en) = match exclusion.overriding {
        Overriding::Never => (String::new(), String::new()),
        Overriding::By(rank) => (
            format!("；确需办理的，由{}登记例外批准（{}）", rank.whom.zh, rank.article),
            format!("; only {} may let it pass", rank.whom.en),
        ),
    };
    let (zh, en) = (exclusion.what.zh, exclusion.what.en);
    Refusal::out_of_order(
        &exclusion.code(),
        format!("本事项有“{zh}”的情形，{not_zh}。可以：{}{unless_zh}", exclusion.instead.zh),
        format!("a matter with this circumstance ({en}) {not_en}. Instead: {}{unless_en}", exclusion.instead.en),
    )
    .with_basis(exclusion.article)
}

/// A party whose last word is no.
fn unwilling(matter: &Matter) -> Option<&Party> {
    matter.subject.parties.iter().find(|party| {
        let state = matter.consent_of(&party.name).map(|consent| consent.state);
        matches!(state, Some(ConsentState::Refused | ConsentState::Withdrawn))
    })
}

/// Refuses what a party does not agree to. That nothing is written down about a party's word is no refusal of mediation.
pub(super) fn check_consent(ctx: Context<'_>, matter: &Matter, kind: &Kind) -> Result<(), Refusal> {
    let need = ctx.rules.sends(kind).map_or(ConsentNeed::None, |sends| sends.consent);
    let state = |party: &Party| matter.consent_of(&party.name).map(|consent| consent.state);
    let parties = &matter.subject.parties;
    let article = match need {
        ConsentNeed::None => return Ok(()),
        ConsentNeed::NotRefused { article } | ConsentNeed::Every { article } => article,
    };
    if let Some(party) = unwilling(matter) {
        let name = party.name.as_str();
        return Err(Refusal::out_of_order(
            "CONSENT_REFUSED",
            format!("“{name}”不同意调解，不能移交 {kind} 类对接。可以：告知其他救济途径；其改变意愿的，先登记同意"),
            format!(
                "`{name}` does not agree to mediation, so the matter is not handed over as `{kind}`. Instead: tell the \
                 other ways; if the party has changed its mind, write its consent down first"
            ),
        )
        .with_basis(article));
    }
    let asked_of_all = matches!(need, ConsentNeed::Every { .. });
    if let Some(party) = parties.iter().find(|party| asked_of_all && state(party) != Some(ConsentState::Given)) {
        let name = party.name.as_str();
        return Err(Refusal::out_of_order(
            "CONSENT_MISSING",
            format!("{kind} 类对接须各方当事人同意，还没有登记“{name}”的意愿；请先征询并登记"),
            format!("kind `{kind}` needs every party's consent; ask `{name}` and write down what it says first"),
        )
        .with_basis(article));
    }
    Ok(())
}

/// Refuses what a leader has not approved and should have, or has said no to.
pub(super) fn check_approval(ctx: Context<'_>, matter: &Matter, kind: &Kind) -> Result<(), Refusal> {
    let need = ctx.rules.sends(kind).map_or(ApprovalNeed::None, |sends| sends.approval);
    let (rank, word) = match need {
        ApprovalNeed::None => (None, matter.approval_of(kind)),
        ApprovalNeed::Required(rank) => (Some(rank), matter.approval_of(kind)),
        ApprovalNeed::OfCard(rank) => (Some(rank), matter.approval_of(kind).or_else(|| matter.approval_of_card())),
    };
    let refusal = match (word.map(|approval| approval.answer), rank) {
        (Some(Answer::Grant), _) | (None, None) => return Ok(()),
        (Some(Answer::Refuse), _) => Refusal::out_of_order(
            "APPROVAL_REFUSED",
            format!("负责人没有批准移交 {kind} 类对接。可以：按审批意见办理，情况变化的重新报批"),
            format!(
                "a leader has not approved handing over as `{kind}`; do as was said, or ask again if things changed"
            ),
        ),
        (None, Some(rank)) => Refusal::out_of_order(
            "APPROVAL_MISSING",
            format!("移交 {kind} 类对接须先经{}批准；请报批，由其登记审批", rank.whom.zh),
            format!(
                "handing over as `{kind}` is approved by {} first; ask, and let the approval be written",
                rank.whom.en
            ),
        ),
    };
    Err(match rank {
        Some(rank) => refusal.with_basis(rank.article),
        None => refusal,
    })
}

//! What a dispute's circumstances and the parties' word keep from being done. Which do is data of the agency.

use super::Context;
use crate::{
    command::{Answer, Refer},
    dossier::ConsentState,
    exclusion::{ApprovalNeed, ConsentNeed, Excluded, Exclusion, Overriding, ShownBy},
    ids::Kind,
    matter::Matter,
    numbers::CaseNumber,
    refusal::Refusal,
    subject::Party,
};

/// Refuses what a circumstance of the dispute excludes, unless who may has let it pass.
pub(super) fn check(ctx: Context<'_>, matter: &Matter, what: &Excluded) -> Result<(), Refusal> {
    let stands = |exclusion: &&Exclusion| {
        let written = matter.has_circumstance(exclusion.circumstance);
        let so = match exclusion.shown_by {
            ShownBy::Entry => written,
            ShownBy::Word => written || matter.unwilling().is_some(),
            ShownBy::CaseType(types) => written || is_case_of(ctx, matter, types),
        };
        so && !matter.is_overridden(exclusion.circumstance, what)
    };
    match ctx.rules.exclusions_from(what).iter().find(stands) {
        Some(exclusion) => Err(refused(ctx, exclusion, what)),
        None => Ok(()),
    }
}

/// Whether the file's own number is a 案号 of one of these types.
fn is_case_of(ctx: Context<'_>, matter: &Matter, types: &[&str]) -> bool {
    let number = matter.subject.own_number.as_ref().map(|number| number.as_str());
    let number = number.and_then(|number| CaseNumber::parse(number, ctx.now.beijing_date()).ok());
    number.is_some_and(|number| types.contains(&number.kind()))
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

/// Refuses what a party does not agree to.
pub(super) fn check_word(matter: &Matter, kind: &Kind, need: ConsentNeed) -> Result<(), Refusal> {
    let (Some(article), Some((consent, _))) = (need.article(), matter.unwilling()) else { return Ok(()) };
    let name = consent.party.as_str();
    Err(Refusal::out_of_order(
        "CONSENT_REFUSED",
        format!("“{name}”不同意调解，不能移交 {kind} 类对接。可以：告知其他救济途径；其改变意愿的，先登记同意"),
        format!(
            "`{name}` does not agree to mediation, so the matter is not handed over as `{kind}`. Instead: tell the \
             other ways; if the party has changed its mind, write its consent down first"
        ),
    )
    .with_basis(article))
}

/// Refuses what parties should have been asked about and were not. What was taken in for the receiver is its own to ask about.
pub(super) fn check_asked(matter: &Matter, refer: &Refer, need: ConsentNeed) -> Result<(), Refusal> {
    let (kind, agreed) = (&refer.kind, |party: &&Party| {
        matter.consent_of(&party.name).is_some_and(|consent| consent.state == ConsentState::Given)
    });
    let parties = &matter.subject.parties;
    let enough = match need {
        ConsentNeed::None | ConsentNeed::NotRefused { .. } => true,
        ConsentNeed::One { .. } => parties.iter().any(|party| agreed(&party)),
        ConsentNeed::Every { .. } => parties.iter().all(|party| agreed(&party)),
    };
    if enough || matter.deferred_handoff() == Some(&refer.receiver) {
        return Ok(());
    }
    let unasked: Vec<_> = parties.iter().filter(|party| !agreed(party)).map(|party| party.name.as_str()).collect();
    let (whose_zh, whose_en) = match need {
        ConsentNeed::One { .. } => ("至少一方当事人同意", "the consent of one party at least"),
        ConsentNeed::None | ConsentNeed::NotRefused { .. } | ConsentNeed::Every { .. } => {
            ("各方当事人同意", "every party's consent")
        }
    };
    let refusal = Refusal::out_of_order(
        "CONSENT_MISSING",
        format!(
            "移交 {kind} 类对接须先征得{whose_zh}，尚未登记同意的：{}。请先征询：同意的登记同意（有书面意见的一并登记）再移交；\
             不同意的登记不同意，并告知其他救济途径",
            unasked.join("、")
        ),
        format!(
            "handing over as `{kind}` needs {whose_en}; none is written down of: {}. Ask first: write down who agrees, with \
             the paper if there is one, and hand over then; write down who does not, and tell the other ways",
            unasked.join(", ")
        ),
    );
    Err(match need.article() {
        Some(article) => refusal.with_basis(article),
        None => refusal,
    })
}

/// Refuses what a leader has not approved and should have, or has said no to.
pub(super) fn check_approval(matter: &Matter, refer: &Refer, need: ApprovalNeed) -> Result<(), Refusal> {
    let kind = &refer.kind;
    let (rank, word) = match need {
        ApprovalNeed::None => (None, matter.approval_of(kind)),
        ApprovalNeed::Required(rank) => (Some(rank), matter.approval_of(kind)),
        ApprovalNeed::OfCard(rank) => (Some(rank), matter.approval_of(kind).or_else(|| matter.approval_of_card())),
    };
    let refusal = match (word.map(|approval| approval.answer), rank) {
        (Some(Answer::Grant), _) | (None, None) => return with_opinion(refer, need),
        // What was taken in for the receiver is not this agency's to send or to keep.
        (None, Some(_)) if matter.deferred_handoff() == Some(&refer.receiver) => return Ok(()),
        (Some(Answer::Refuse), _) => Refusal::out_of_order(
            "APPROVAL_REFUSED",
            format!("负责人没有批准移交 {kind} 类对接。可以：按审批意见办理，情况变化的重新报批"),
            format!(
                "a leader has not approved handing over as `{kind}`; do as was said, or ask again if things changed"
            ),
        ),
        (None, Some(rank)) => {
            let (of_zh, of_en) = what_to_approve(matter, need);
            Refusal::out_of_order(
                "APPROVAL_MISSING",
                format!(
                    "移交 {kind} 类对接须先经{}批准；请{of_zh}报批，由其以负责人身份登记审批（approval）",
                    rank.whom.zh
                ),
                format!(
                    "handing over as `{kind}` is approved by {} first; {of_en}ask, and let the approval be written by a leader",
                    rank.whom.en
                ),
            )
        }
    };
    Err(match rank {
        Some(rank) => refusal.with_basis(rank.article),
        None => refusal,
    })
}

/// What the leader looks at, where it is not there yet.
fn what_to_approve(matter: &Matter, need: ApprovalNeed) -> (&'static str, &'static str) {
    match need {
        ApprovalNeed::OfCard(_) if matter.transfer_card().is_none() => (
            "先登记移交卡（card.another，附工作意见）再",
            "write the transfer card (`card.another`) with your opinion, ",
        ),
        ApprovalNeed::None | ApprovalNeed::Required(_) | ApprovalNeed::OfCard(_) => ("", ""),
    }
}

/// What was approved goes with the opinion of who hands it over.
fn with_opinion(refer: &Refer, need: ApprovalNeed) -> Result<(), Refusal> {
    match need {
        ApprovalNeed::OfCard(rank) if refer.opinion.is_none() => Err(Refusal::out_of_order(
            "OPINION_MISSING",
            format!("移交 {} 类对接须附工作意见；请登记移交卡（card.another），或者移交时填写 opinion", refer.kind),
            format!(
                "handing over as `{}` goes with your opinion: write the transfer card (`card.another`), or tell it as \
                 `opinion`",
                refer.kind
            ),
        )
        .with_basis(rank.article)),
        ApprovalNeed::None | ApprovalNeed::Required(_) | ApprovalNeed::OfCard(_) => Ok(()),
    }
}

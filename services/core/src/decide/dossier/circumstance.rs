//! 排除情形和例外批准: which circumstances may be written down, and who lets pass what they exclude.

use super::{Act, Context};
use crate::{
    decide::special,
    dossier::{Circumstance, Finding, Override},
    exclusion::{Excluded, Overriding},
    matter::Matter,
    refusal::Refusal,
    text::Text,
};

/// One that excludes something here, and that is not written down as so already; a correction has something to correct.
pub(super) fn may_be_written(
    ctx: Context<'_>,
    matter: &Matter,
    circumstance: &Circumstance,
) -> Result<Vec<Act>, Refusal> {
    let code = circumstance.code.as_str();
    let known = ctx.rules.circumstances();
    if !known.iter().any(|exclusion| exclusion.circumstance == code) {
        let zh: Vec<_> = known.iter().map(|it| format!("{}（{}）", it.circumstance, it.what.zh)).collect();
        let en: Vec<_> = known.iter().map(|it| it.circumstance).collect();
        return Err(Refusal::out_of_order(
            "CIRCUMSTANCE_UNKNOWN",
            format!("本单位的规则没有情形“{code}”；可登记：{}", zh.join("、")),
            format!("no rule here knows the circumstance `{code}`; known: {}", en.join(", ")),
        ));
    }
    match (circumstance.finding, matter.has_circumstance(code)) {
        (Finding::Found, true) => Err(Refusal::out_of_order(
            "CIRCUMSTANCE_STANDS",
            format!("情形“{code}”已经登记，无须重复；有误的请登记更正"),
            format!("the circumstance `{code}` is written down already; correct it if it is wrong"),
        )),
        (Finding::Corrected, false) => Err(Refusal::out_of_order(
            "NO_CIRCUMSTANCE_TO_CORRECT",
            format!("没有登记过情形“{code}”，无须更正"),
            format!("no circumstance `{code}` is written down that could be corrected"),
        )),
        (Finding::Found, false) | (Finding::Corrected, true) => Ok(Vec::new()),
    }
}

/// Only what stands, only once, and only where a text gives somebody that power. Who supervises this agency is told.
pub(super) fn let_pass(ctx: Context<'_>, matter: &Matter, officer: &Text, it: &Override) -> Result<Vec<Act>, Refusal> {
    let code = it.code.as_str();
    let Some(exclusion) = ctx.rules.exclusion(&it.excluded, &it.code) else {
        let what = said(&it.excluded);
        return Err(Refusal::out_of_order(
            "NOTHING_EXCLUDED",
            format!("情形“{code}”不排除 {what}，无须例外批准"),
            format!("the circumstance `{code}` excludes nothing from `{what}`; there is nothing to let pass"),
        ));
    };
    if !matter.has_circumstance(code) {
        return Err(Refusal::out_of_order(
            "NO_CIRCUMSTANCE_TO_OVERRIDE",
            format!("没有登记情形“{code}”，无须例外批准"),
            format!("no circumstance `{code}` is written down, so there is nothing to let pass"),
        ));
    }
    let Overriding::By(rank) = exclusion.overriding else {
        return Err(Refusal::out_of_order(
            "NOT_OVERRIDABLE",
            format!("“{}”没有例外，任何人不得批准。可以：{}", exclusion.what.zh, exclusion.instead.zh),
            format!("nobody may let this pass ({}). Instead: {}", exclusion.what.en, exclusion.instead.en),
        )
        .with_basis(exclusion.article));
    };
    if matter.is_overridden(code, &it.excluded) {
        return Err(Refusal::out_of_order(
            "ALREADY_OVERRIDDEN",
            format!("情形“{code}”已经例外批准，无须重复"),
            format!("what the circumstance `{code}` excludes was let pass already"),
        ));
    }
    let demand = format!(
        "{}以{}身份例外批准：事项有“{}”的情形（{}），仍办理 {}，依据{}。理由：{}。请监督。",
        officer.as_str(),
        rank.whom.zh,
        exclusion.what.zh,
        exclusion.article,
        said(&it.excluded),
        rank.article,
        it.reason.as_str(),
    );
    Ok(special::report_own(ctx, matter, "override", &demand))
}

fn said(what: &Excluded) -> &str {
    match what {
        Excluded::Kind(kind) => kind.as_str(),
        Excluded::Rule(rule) => rule.as_str(),
    }
}

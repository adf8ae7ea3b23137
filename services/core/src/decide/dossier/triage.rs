//! 分类处理: which may be written, and what follows from the class.

use crate::{
    decide::{Act, Context, matters, own},
    dossier::{Triage, TriageClass},
    matter::Matter,
    refusal::Refusal,
    terms_common::HAND_OVER_INTAKE,
};

pub(super) fn may_be_written(ctx: Context<'_>, matter: &Matter, triage: &Triage) -> Result<Vec<Act>, Refusal> {
    let today = ctx.now.beijing_date();
    if let Some(until) = triage.class.until().filter(|until| *until < today) {
        return Err(Refusal::out_of_order(
            "UNTIL_PASSED",
            format!("所填期限 {until} 已过，应为今天或者以后的日期"),
            format!("{until} has passed; write today or a later date"),
        )
        .in_field(&format!("entry.triage.{}.until", triage.class.token()), today));
    }
    match &triage.class {
        // Then there is nothing left to hand over.
        TriageClass::SolvedOnTheSpot { result } => {
            let ended = matters::end(ctx, matter, result.clone(), Some(HAND_OVER_INTAKE))?;
            Ok(own::dropped(ctx, matter, HAND_OVER_INTAKE).into_iter().chain(ended).collect())
        }
        TriageClass::TimeLimited { .. } | TriageClass::Explained { .. } | TriageClass::ToBeStudied { .. } => {
            Ok(Vec::new())
        }
    }
}

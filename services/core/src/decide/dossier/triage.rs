//! 分类处理: which may be written, and what follows from the class.

use crate::{
    decide::{Act, Context, matters, own},
    dossier::{Triage, TriageClass},
    matter::{Matter, own::Ending},
    refusal::Refusal,
    terms_common::{HAND_OVER_INTAKE, KEEP_TRIAGE},
    text::Text,
};

/// What is promised until a day is a deadline of this agency's own, in place of an earlier promise.
pub(super) fn may_be_written(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    triage: &Triage,
) -> Result<Vec<Act>, Refusal> {
    let today = ctx.now.beijing_date();
    if let Some(until) = triage.class.until().filter(|until| *until < today) {
        return Err(Refusal::out_of_order(
            "UNTIL_PASSED",
            format!("所填期限 {until} 已过，应为今天或者以后的日期"),
            format!("{until} has passed; write today or a later date"),
        )
        .in_field(&format!("entry.triage.{}.until", triage.class.token()), today));
    }
    let promised = || own::dropped(ctx, matter, KEEP_TRIAGE);
    match &triage.class {
        // Then there is nothing left to hand over, and who came was told at once.
        TriageClass::SolvedOnTheSpot { result } => {
            let told = own::received_ends(ctx, matter, Ending::Done);
            let dropped = own::dropped(ctx, matter, HAND_OVER_INTAKE).into_iter().chain(promised());
            matters::end(ctx, matter, result.clone(), dropped.chain(told).collect())
        }
        TriageClass::TimeLimited { until, .. } | TriageClass::ToBeStudied { until, .. } => {
            own::until(ctx, matter, officer, KEEP_TRIAGE, *until)
        }
        TriageClass::Explained { .. } => Ok(promised()),
    }
}

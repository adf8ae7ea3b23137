//! 分类处理: which may be written. What follows from a class is beside what follows from other entries.

use crate::{decide::Context, dossier::Triage, refusal::Refusal};

pub(super) fn may_be_written(ctx: Context<'_>, triage: &Triage) -> Result<(), Refusal> {
    let today = ctx.now.beijing_date();
    match triage.class.until() {
        Some(until) if until < today => Err(Refusal::out_of_order(
            "UNTIL_PASSED",
            format!("所填期限 {until} 已过，应为今天（{today}）或者以后的日期，例如 {today}"),
            format!("{until} has passed; write today ({today}) or a later date, for example {today}"),
        )),
        Some(_) | None => Ok(()),
    }
}

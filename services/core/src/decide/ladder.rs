//! The ladder (DS05): which step of it a running term has reached, and when the next one follows. A legal due instant is never
//! moved by it.

use super::Context;
use crate::{
    due::ends,
    letter::body::RemindStage,
    referral::Wake,
    term::{Measure, Period, Warning},
    terms_common::WARN,
    time::Timestamp,
};
use std::time::Duration;

/// A step that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// Which.
    pub(super) stage: RemindStage,
    /// When it was due itself.
    pub(super) at: Timestamp,
    /// When the next one follows, if it cannot be told from the deadline alone.
    pub(super) next_at: Option<Timestamp>,
}

/// The highest step at or above the `wanted` one whose time has come. Below the due instant that is the wanted one.
pub(super) fn reached(ctx: Context<'_>, due: Timestamp, wanted: Wake) -> Step {
    let Wake { at, stage } = wanted;
    match stage {
        RemindStage::Suspended => of_review(ctx, at),
        RemindStage::Half | RemindStage::Local | RemindStage::Early | RemindStage::Due if ctx.now >= due => {
            let (yellow, red) = cards(ctx, due);
            match (red.filter(|at| ctx.now >= *at), yellow.filter(|at| ctx.now >= *at)) {
                (Some(at), _) => Step { stage: RemindStage::Red, at, next_at: None },
                (None, Some(at)) => Step { stage: RemindStage::Yellow, at, next_at: red },
                (None, None) => Step { stage: RemindStage::Due, at: due, next_at: yellow },
            }
        }
        RemindStage::Half | RemindStage::Local | RemindStage::Early | RemindStage::Due => {
            Step { stage, at, next_at: None }
        }
        RemindStage::Yellow => match cards(ctx, due).1 {
            Some(at) if ctx.now >= at => Step { stage: RemindStage::Red, at, next_at: None },
            red => Step { stage, at, next_at: red },
        },
        RemindStage::Red => Step { stage, at, next_at: None },
    }
}

/// A suspension that nobody looked at goes to the top at once: there is no yellow card for it.
fn of_review(ctx: Context<'_>, due: Timestamp) -> Step {
    match cards(ctx, due).1 {
        Some(at) if ctx.now >= at => Step { stage: RemindStage::Red, at, next_at: None },
        red => Step { stage: RemindStage::Suspended, at: due, next_at: red },
    }
}

/// When the yellow and the red card are due.
fn cards(ctx: Context<'_>, due: Timestamp) -> (Option<Timestamp>, Option<Timestamp>) {
    let warnings: &[Warning] = match ctx.rules.term(&WARN).map(|term| term.measure) {
        Some(Measure::Warnings(warnings)) => warnings,
        Some(
            Measure::After(_)
            | Measure::Before(_)
            | Measure::Times(_)
            | Measure::Specified(_)
            | Measure::UntilEvent
            | Measure::Unset,
        )
        | None => &[],
    };
    let mut beyond = warnings.iter().filter_map(|warning| match warning {
        Warning::Overdue(period) => Some(*period),
        Warning::Percent(_) => None,
    });
    (beyond.next().map(|period| after(ctx, due, period)), beyond.next().map(|period| after(ctx, due, period)))
}

/// So long after the day on which a term ended.
fn after(ctx: Context<'_>, due: Timestamp, period: Period) -> Timestamp {
    let counting = crate::terms_common::ds05().counted_as(period, crate::terms_common::ds05().basis);
    ends(&counting, due.minus(Duration::from_micros(1)), ctx.calendar).due
}

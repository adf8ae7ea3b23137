//! The ladder (DS05): which step of it a running term has reached, and when the next one follows. A legal due instant is never
//! moved by it.

use super::Context;
use crate::{
    due::{ends, last_day},
    letter::body::RemindStage,
    referral::Wake,
    term::{Ladder, Measure, Period},
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

/// The highest step at or above the `wanted` one whose time has come.
pub(super) fn reached(ctx: Context<'_>, due: Timestamp, wanted: Wake) -> Step {
    let Wake { at, stage } = wanted;
    match stage {
        RemindStage::Suspended => of_review(ctx, at),
        RemindStage::Half | RemindStage::Local | RemindStage::Early | RemindStage::LastDay | RemindStage::Due
            if ctx.now >= due =>
        {
            let (yellow, red) = cards(ctx, due);
            match (red.filter(|at| ctx.now >= *at), yellow.filter(|at| ctx.now >= *at)) {
                (Some(at), _) => Step { stage: RemindStage::Red, at, next_at: None },
                (None, Some(at)) => Step { stage: RemindStage::Yellow, at, next_at: red },
                (None, None) => Step { stage: RemindStage::Due, at: due, next_at: yellow },
            }
        }
        RemindStage::Local | RemindStage::Early => match last_day_after(ctx, at, due) {
            Some(at) if ctx.now >= at => Step { stage: RemindStage::LastDay, at, next_at: None },
            last => Step { stage, at, next_at: last },
        },
        RemindStage::Half | RemindStage::LastDay | RemindStage::Due => Step { stage, at, next_at: None },
        RemindStage::Yellow => match cards(ctx, due).1 {
            Some(at) if ctx.now >= at => Step { stage: RemindStage::Red, at, next_at: None },
            red => Step { stage, at, next_at: red },
        },
        RemindStage::Red => Step { stage, at, next_at: None },
    }
}

/// A right that is over is over: nobody is late, so there are no cards.
pub(super) fn of_right(reached: Step, due: Timestamp) -> Step {
    match reached.stage {
        RemindStage::Due | RemindStage::Yellow | RemindStage::Red if reached.at >= due => {
            Step { stage: RemindStage::Due, at: due, next_at: None }
        }
        RemindStage::Half
        | RemindStage::Local
        | RemindStage::Early
        | RemindStage::LastDay
        | RemindStage::Due
        | RemindStage::Suspended
        | RemindStage::Yellow
        | RemindStage::Red => reached,
    }
}

/// A suspension that nobody looked at goes to the top at once: there is no yellow card for it.
fn of_review(ctx: Context<'_>, due: Timestamp) -> Step {
    match cards(ctx, due).1 {
        Some(at) if ctx.now >= at => Step { stage: RemindStage::Red, at, next_at: None },
        red => Step { stage: RemindStage::Suspended, at: due, next_at: red },
    }
}

/// When the last working day begins, for on a rest day a reminder is read too late; or the very last day, if that alone is later
/// than the step at `at`.
fn last_day_after(ctx: Context<'_>, at: Timestamp, due: Timestamp) -> Option<Timestamp> {
    let last = last_day(due);
    let mut working = Some(last);
    while let Some(rest) = working.filter(|day| ctx.calendar.is_rest_day(*day)) {
        working = rest.yesterday().ok();
    }
    working.into_iter().chain([last]).map(Timestamp::beijing_midnight).find(|begins| *begins > at)
}

/// When the yellow and the red card are due.
pub(super) fn cards(ctx: Context<'_>, due: Timestamp) -> (Option<Timestamp>, Option<Timestamp>) {
    match ctx.rules.term(&WARN).map(|term| term.measure) {
        Some(Measure::Warnings(Ladder { yellow, red, .. })) => {
            (Some(after(ctx, due, yellow)), Some(after(ctx, due, red)))
        }
        Some(
            Measure::After(_)
            | Measure::Before(_)
            | Measure::Times(_)
            | Measure::Specified(_)
            | Measure::UntilEvent
            | Measure::Unset,
        )
        | None => (None, None),
    }
}

/// So long after the day on which a term ended.
fn after(ctx: Context<'_>, due: Timestamp, period: Period) -> Timestamp {
    let counting = crate::terms_common::ds05().counted_as(period, crate::terms_common::ds05().basis);
    ends(&counting, due.minus(Duration::from_micros(1)), ctx.calendar).due
}

//! Filters as conditions on rows in memory.

use super::state::State;
use crate::store::{
    rows::{DeadlineFilter, DeadlineRow, MatterFilter, MatterRow, ReferralFilter, ReferralRow, Told},
    tokens::OPEN,
    words::{phrases, words},
};
use duijie_core::ids::ReferralId;

pub(super) fn matter(state: &State, filter: &MatterFilter, row: &MatterRow) -> bool {
    filter.closed.is_none_or(|closed| row.closed == closed)
        && filter.dispute.as_ref().is_none_or(|dispute| row.dispute == *dispute)
        && filter.text.as_deref().is_none_or(|query| finds(query, &row.text))
        && filter.due_before.is_none_or(|at| {
            state.deadlines.values().any(|one| one.matter == row.id && one.state == OPEN && one.due < at)
        })
        && filter.referral.as_ref().is_none_or(|filter| {
            let mut own = state.referrals.values().filter(|one| one.matter == row.id);
            own.any(|one| referral(state, filter, one))
        })
}

pub(super) fn referral(state: &State, filter: &ReferralFilter, row: &ReferralRow) -> bool {
    let mut open = deadlines_of(state, &row.id).filter(|one| one.state == OPEN);
    let soonest = open.next().map(|first| open.map(|one| one.due).fold(first.due, Ord::min));
    (filter.stages.is_empty() || filter.stages.contains(&row.stage))
        && filter.kind.as_ref().is_none_or(|kind| row.kind == *kind)
        && filter.peer.as_ref().is_none_or(|peer| row.peer == *peer)
        && filter.side.is_none_or(|side| row.side == side)
        && filter.dispute.as_ref().is_none_or(|dispute| row.dispute == *dispute)
        && filter.overdue.is_none_or(|(overdue, at)| soonest.is_some_and(|due| due <= at) == overdue)
        && filter.due_before.is_none_or(|at| soonest.is_some_and(|due| due < at))
        && filter.text.as_deref().is_none_or(|query| {
            asks_nothing(query) || state.matters.get(&row.matter).is_some_and(|matter| finds(query, &matter.text))
        })
}

pub(super) fn deadline(filter: &DeadlineFilter, row: &DeadlineRow) -> bool {
    (filter.states.is_empty() || filter.states.contains(&row.state))
        && filter.owed_by_us.is_none_or(|owed_by_us| row.owed_by_us == owed_by_us)
        && filter.overdue.is_none_or(|(overdue, at)| (row.state == OPEN && row.due <= at) == overdue)
        && filter.due_before.is_none_or(|at| row.due < at)
        && filter.referral.as_ref().is_none_or(|referral| row.key.referral() == Some(referral))
        && (filter.duties.is_empty() || filter.duties.contains(&row.key.parts().1))
        && filter.told.as_ref().is_none_or(|told| is_told(told, row))
}

fn is_told(told: &Told, row: &DeadlineRow) -> bool {
    (row.state == OPEN || row.state == "suspended")
        && row.step.is_some_and(|(_, position)| position > told.after)
        && row.officer.as_ref().is_none_or(|officer| *officer == told.officer)
}

fn deadlines_of<'a>(state: &'a State, referral: &'a ReferralId) -> impl Iterator<Item = &'a DeadlineRow> {
    let from = state.deadlines.range((referral.as_str().to_owned(), "")..);
    let named = from.take_while(move |((of, _), _)| of == referral.as_str()).map(|(_, row)| row);
    named.filter(move |row| row.key.referral() == Some(referral))
}

fn finds(query: &str, text: &str) -> bool {
    let words = words(text);
    phrases(query).iter().all(|phrase| words.windows(phrase.len()).any(|run| run == phrase))
}

fn asks_nothing(query: &str) -> bool {
    phrases(query).is_empty()
}

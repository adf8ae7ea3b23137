//! The facts that a record changes, for statistics.

use crate::{
    journal::{Entry, Record},
    store::counted::{CountedChange, CountedRow},
};
use duijie_core::{
    letter::Letter,
    matter::Matter,
    statistics::{self, Change, Fact},
};

/// What `record` did to the facts of its matter.
pub(crate) fn counted(record: &Record, before: Option<&Matter>, after: &Matter) -> Vec<CountedChange> {
    let position = record.position;
    let put = |fact: Fact| {
        let until_position = fact.until.map(|_| position);
        CountedChange::Put(CountedRow { fact, position, until_position })
    };
    let changes = statistics::changes(before, after).into_iter().map(|change| match change {
        Change::Put(fact) => put(fact),
        Change::Gone(key) => CountedChange::Gone(key),
    });
    let letters = record.entries.iter().filter_map(letter_of);
    let told = letters.filter_map(|letter| statistics::of_letter(before, after, letter, position)).map(put);
    changes.chain(told).collect()
}

fn letter_of(entry: &Entry) -> Option<&Letter> {
    match entry {
        Entry::Sent { letter, .. } | Entry::Received { letter, .. } | Entry::Unparked { letter, .. } => Some(letter),
        Entry::SkipProposed { .. }
        | Entry::Skipped { .. }
        | Entry::Happened(_)
        | Entry::Refused(_)
        | Entry::AbsenceProven { .. }
        | Entry::Parked(_)
        | Entry::PeerHeard { .. }
        | Entry::Forked { .. }
        | Entry::ForkEnded { .. }
        | Entry::MemoryLost { .. }
        | Entry::Damaged { .. }
        | Entry::ClockConfirmed { .. }
        | Entry::DigestRead { .. }
        | Entry::CalendarLoaded(_)
        | Entry::CalendarApplied { .. }
        | Entry::Tick => None,
    }
}

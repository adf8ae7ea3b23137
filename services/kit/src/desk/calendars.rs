//! Which calendar is in force, and the sweep in which every running deadline of ours is counted again once another one is:
//! one page per batch, so that others are served in between. An interrupted sweep begins again; it writes nothing twice.

use super::{Batch, ClockState, Desk, matters};
use crate::{
    journal::{CalendarId, Cause, Entry},
    seal::Keyring,
    store::{Store, StoreError, rows::DeadlineRow},
};
use duijie_core::{decide, matter::DeadlineKey};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Deadlines counted again in one batch: a page of letters takes some tens of milliseconds.
const PAGE: usize = 500;
/// Records read at a time when the newest calendar is looked for.
const RECORDS: usize = 512;

/// What the journal says of calendars.
#[derive(Default)]
pub(super) struct Calendars {
    /// The one that was in force when the newest record about calendars was written.
    recorded: Option<CalendarId>,
    /// Not every running deadline is counted with it yet.
    sweep: Option<Sweep>,
}

/// How far a sweep has come.
#[derive(Default)]
struct Sweep {
    after: Option<DeadlineKey>,
    examined: u64,
    moved: u64,
}

impl Calendars {
    /// Looks back through the records that are about no matter. There are few of them behind the newest calendar, which is
    /// a year old at most.
    pub(super) fn load(store: &dyn Store, keyring: &Keyring) -> Result<Self, StoreError> {
        let mut before = u64::MAX;
        let mut applied = None;
        loop {
            let page = store.records_of_none(before, RECORDS)?;
            for stored in &page {
                before = stored.position;
                for entry in matters::read(stored, keyring)?.entries.into_iter().rev() {
                    match entry {
                        Entry::CalendarApplied { calendar, .. } => applied = applied.or(Some(calendar)),
                        Entry::CalendarLoaded(calendar) => {
                            let sweep = (applied.as_ref() != Some(&calendar)).then(Sweep::default);
                            return Ok(Self { recorded: Some(calendar), sweep });
                        }
                        _ => {}
                    }
                }
            }
            if page.len() < RECORDS {
                return Ok(Self::default());
            }
        }
    }
}

impl Desk {
    /// Whether a page of running deadlines waits to be counted again. Not while the clock is suspect: nothing is decided.
    #[must_use]
    pub fn wants_recount(&self) -> bool {
        self.calendars.sweep.is_some() && self.clock.state() == ClockState::Believed
    }

    /// From this batch on decisions use what is in force now; another calendar is recorded before anything is decided by it.
    pub(super) fn adopt_data(&mut self, batch: &mut Batch) {
        self.data = self.office.data.get();
        let calendar = self.data.calendar_id();
        if self.calendars.recorded.as_ref() == Some(&calendar) {
            return;
        }
        tracing::info!(version = calendar.version, digest = %calendar.digest, "another calendar is in force");
        let mut entries = vec![Entry::CalendarLoaded(calendar.clone())];
        if batch.head.position == 0 {
            // Nothing has begun yet.
            entries.push(Entry::CalendarApplied { calendar: calendar.clone(), examined: 0, moved: 0 });
        } else {
            self.calendars.sweep = Some(Sweep::default());
        }
        self.write(batch, None, Cause::Desk, entries);
        self.calendars.recorded = Some(calendar);
    }

    /// Counts the next page of running deadlines of ours again and tells what moved; after the last one, that all are.
    pub(super) fn recount_page(&mut self, batch: &mut Batch) -> Result<(), StoreError> {
        let Some(mut sweep) = self.calendars.sweep.take() else { return Ok(()) };
        let rows = self.store.running(sweep.after.as_ref(), PAGE)?;
        let ours = || rows.iter().filter(|row| row.owed_by_us);
        self.matters.fetch(ours().filter_map(|row| row.key.referral()), &*self.store, &self.office.keyring)?;
        for row in ours() {
            sweep.examined += 1;
            sweep.moved += self.recount(batch, row)?;
        }
        match rows.last() {
            Some(last) if rows.len() == PAGE => {
                sweep.after = Some(last.key.clone());
                self.calendars.sweep = Some(sweep);
            }
            Some(_) | None => {
                let (calendar, Sweep { examined, moved, .. }) = (self.data.calendar_id(), sweep);
                tracing::info!(version = calendar.version, examined, moved, "running deadlines are counted again");
                let applied = Entry::CalendarApplied { calendar, examined, moved };
                self.write(batch, None, Cause::Desk, vec![applied]);
            }
        }
        Ok(())
    }

    /// How many letters or events that took.
    fn recount(&mut self, batch: &mut Batch, row: &DeadlineRow) -> Result<u64, StoreError> {
        let Some(matter) = self.matter(&row.matter)? else { return Ok(0) };
        let ctx = self.context(batch.now);
        let decided = catch_unwind(AssertUnwindSafe(|| match &row.key {
            DeadlineKey::Referral(id, duty) => {
                let Some(referral) = matter.referral(id) else { return Vec::new() };
                let delivered = self.peers.get(&referral.peer).map_or(0, |peer| peer.delivered);
                decide::recount(ctx, referral, *duty, delivered)
            }
            DeadlineKey::Own(id) => matter.own(id).and_then(|own| decide::recount_own(ctx, own)).into_iter().collect(),
        }));
        let acts = decided.unwrap_or_else(|_| {
            tracing::error!(deadline = %row.key, "counting a deadline again panicked; it stays as told");
            Vec::new()
        });
        let moved = acts.len() as u64;
        if moved > 0 {
            self.record_acts(batch, &matter, acts, Vec::new());
        }
        Ok(moved)
    }
}

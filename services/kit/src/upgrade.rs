//! What a newer release knows better about rows that an earlier one wrote: they are read again from the journal, once, before
//! the desk opens. Interrupted, it begins again.

use crate::{
    desk::read_record,
    projection,
    seal::Keyring,
    store::{
        Store, StoreError,
        rows::{MatterFilter, PageRequest},
        sqlite::SqliteStore,
    },
};

/// Matters read and written at a time.
const PAGE: usize = 256;

/// Writes the deadlines anew if the store was moved on from a version that had no ladder. Tells how many.
///
/// # Errors
/// If the store fails or its journal cannot be read.
pub fn refresh(store: &SqliteStore, keyring: &Keyring) -> Result<usize, StoreError> {
    if !store.has_stale_deadlines()? {
        return Ok(0);
    }
    let mut written = 0;
    let mut page = PageRequest::first(PAGE);
    loop {
        let found = store.list_matters(&MatterFilter::default(), &page)?;
        let mut rows = Vec::new();
        for matter in &found.rows {
            let mut folded = None;
            for stored in store.records_of(&matter.id, 0)? {
                folded = projection::fold(folded, &read_record(&stored, keyring)?);
            }
            rows.extend(folded.iter().flat_map(projection::deadline_rows));
        }
        written += rows.len();
        store.rewrite_deadlines(&rows)?;
        match found.next {
            Some(next) => page.after = Some(next),
            None => break,
        }
    }
    store.deadlines_are_fresh()?;
    Ok(written)
}

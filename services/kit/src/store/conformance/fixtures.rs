//! Rows with everything that a sentence does not care about filled in, and lists read to their end.

use crate::store::{Store, rows::*};
use duijie_core::{
    agency::AgencyId,
    ids::Digest,
    matter::DeadlineKey,
    referral::{Duty, Side, Stage},
    statistics::{Fact, FactKey, Ground, Part, Standing, State},
    term::RuleId,
    text::Text,
    time::Timestamp,
};
use std::str::FromStr;

pub(super) fn id<T: FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

pub(super) fn at(micros: i64) -> Timestamp {
    Timestamp::from_micros(micros)
}

pub(super) fn digest(seed: u8) -> Digest {
    Digest::new([seed; 32])
}

pub(super) fn courts() -> AgencyId {
    id("320102.courts")
}

pub(super) fn police() -> AgencyId {
    id("320102.public-security")
}

pub(super) fn document(serial: u32, position: u64) -> DocumentRow {
    DocumentRow { class: "人调字".into(), year: 2026, serial, matter: id("M-1"), position, digest: digest(7) }
}

pub(super) fn record(position: u64, matter: Option<&str>) -> StoredRecord {
    StoredRecord {
        position,
        recorded_at: at(position as i64 * 10),
        matter: matter.map(id),
        bytes: format!("record {position}").into_bytes().into(),
        digest: digest(position as u8),
    }
}

pub(super) fn letter(peer: &AgencyId, direction: Direction, number: u64) -> LetterRow {
    LetterRow { peer: peer.clone(), direction, number, content: digest(1), link: digest(2), position: 7, entry: 3 }
}

pub(super) fn matter(name: &str) -> MatterRow {
    MatterRow {
        id: id(name),
        dispute: id("D-1"),
        closed: false,
        registered_at: at(100),
        position: 1,
        text: String::new(),
    }
}

pub(super) fn referral(name: &str, of: &str) -> ReferralRow {
    ReferralRow {
        id: id(name),
        matter: id(of),
        dispute: id("D-1"),
        side: Side::Sender,
        peer: courts(),
        kind: "litigation".to_owned(),
        stage: Stage::Sent,
        sent_at: at(100),
        due: None,
        position: 1,
        silent_from: None,
    }
}

pub(super) fn deadline(of: &str, duty: Duty, due: i64) -> DeadlineRow {
    DeadlineRow {
        key: DeadlineKey::of(of, duty).unwrap(),
        matter: id("M-1"),
        state: "open",
        owed_by_us: true,
        due: at(due),
        wake_at: Some(at(due)),
        provisional: false,
        officer: None,
        step: None,
    }
}

pub(super) fn memo(request: &str) -> MemoRow {
    MemoRow { request: id(request), digest: digest(9), position: 1 }
}

pub(super) fn peer(agency: AgencyId) -> PeerRow {
    PeerRow {
        agency,
        sent: (1, digest(1)),
        received: (0, Digest::ZERO),
        received_decided_at: at(0),
        delivered: 0,
        statement: None,
        forked_at: None,
        lost: false,
    }
}

pub(super) fn derived(store: &dyn Store) -> Vec<String> {
    let mut lines = Vec::new();
    store.derived_rows(&mut |line| lines.push(line.to_owned())).unwrap();
    lines
}

pub(super) fn first_page(order: OrderBy, run: Run, limit: usize) -> PageRequest {
    PageRequest { order, run, limit, after: None }
}

/// All rows of a list, read page by page; every page but the last is full.
pub(super) fn all_pages<T>(order: OrderBy, run: Run, limit: usize, list: impl Fn(&PageRequest) -> Page<T>) -> Vec<T> {
    let mut request = first_page(order, run, limit);
    let mut rows = Vec::new();
    loop {
        let page = list(&request);
        rows.extend(page.rows);
        assert!(rows.len() < 1000, "a list comes to its end");
        match page.next {
            None => return rows,
            next => {
                assert_eq!(rows.len() % limit, 0, "a page with a next one is full");
                request.after = next;
            }
        }
    }
}

pub(super) fn matters(store: &dyn Store, filter: &MatterFilter, order: OrderBy, run: Run, limit: usize) -> Vec<String> {
    let rows = all_pages(order, run, limit, |page| store.list_matters(filter, page).unwrap());
    rows.into_iter().map(|row| row.id.to_string()).collect()
}

pub(super) fn referrals(
    store: &dyn Store,
    filter: &ReferralFilter,
    order: OrderBy,
    run: Run,
    limit: usize,
) -> Vec<String> {
    let rows = all_pages(order, run, limit, |page| store.list_referrals(filter, page).unwrap());
    rows.into_iter().map(|row| row.id.to_string()).collect()
}

pub(super) fn deadlines(store: &dyn Store, filter: &DeadlineFilter, run: Run, limit: usize) -> Vec<String> {
    let rows = all_pages(OrderBy::Due, run, limit, |page| store.list_deadlines(filter, page).unwrap());
    rows.into_iter().map(|row| row.key.to_string()).collect()
}

pub(super) fn parked(peer: &AgencyId, number: u64) -> ParkedRow {
    let (referral, state) = (Some(id("R-1")), ParkedState::Waiting);
    ParkedRow { peer: peer.clone(), number, referral, state, proposal: None }
}

pub(super) fn fact(of: &str, part: Part, when: i64) -> Fact {
    Fact {
        key: FactKey { of: of.into(), part, nth: 0 },
        at: at(when),
        state: State::Met,
        until: None,
        warn_at: Some(at(when - 1)),
        rule: Some(RuleId::literal("DS01")),
        ground: Ground::Statutory,
        standing: Standing::Sent,
        peer: Some(courts()),
        kind: Some(id("litigation")),
        category: Text::parse("邻里纠纷", 100).unwrap(),
        body: None,
        dispute: id("D-1"),
    }
}

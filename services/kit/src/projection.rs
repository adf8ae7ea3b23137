//! What a record derives: the matter after it and the rows of every table. The desk writes with it and
//! `journal verify` proves with it, so the tables cannot differ from the journal unseen.

pub(crate) mod counted;
pub mod peers;

use crate::{
    codec,
    journal::{Cause, Entry, Record},
    marks,
    store::rows::{
        Commit, DeadlineRow, Direction, DocumentRow, FiredRow, LetterRow, MatterRow, MemoRow, ParkedRow, ParkedState,
        ReadRow, ReferralRow,
    },
};
use duijie_core::{
    apply::apply,
    dossier::Document,
    event::{Event, Stamp},
    ids::Digest,
    letter::body::RemindStage,
    matter::{DeadlineKey, Matter, OwnDeadline},
    referral::{Climb, Deadline, DeadlineStatus, Referral},
    text::Text,
    time::Timestamp,
};

/// The matter after a record about it.
#[must_use]
pub fn fold(before: Option<Matter>, record: &Record) -> Option<Matter> {
    let Some(id) = &record.matter else { return before };
    let stamp = Stamp { matter: id, recorded_at: record.recorded_at, position: record.position };
    record.entries.iter().filter_map(Entry::event).fold(before, |matter, event| apply(matter, stamp, &event))
}

/// Adds the rows that a record changes to a commit. Rows of peers depend on more than one matter: they are in [`peers`].
pub fn project(record: &Record, before: Option<&Matter>, after: Option<&Matter>, commit: &mut Commit) {
    for (index, entry) in record.entries.iter().enumerate() {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        commit.letters.extend(letter_row(record, index, entry));
        commit.parked.extend(parked_row(record.position, entry));
    }
    commit.reads.extend(read_row(record));
    commit.documents.extend(record.entries.iter().filter_map(|entry| document_row(record, issued(entry)?)));
    if let Cause::Command(cause) = &record.cause {
        let memo = MemoRow { request: cause.request.clone(), digest: cause.digest, position: record.position };
        commit.memos.push(memo);
    }
    let Some(after) = after else { return };
    put(&mut commit.matters, matter_row(after), |row| row.id.clone());
    commit.counted.extend(counted::counted(record, before, after));
    for own in &after.own {
        if before.and_then(|matter| matter.own(&own.id)) != Some(own) {
            put(&mut commit.deadlines, own_row(after, own), |row| row.key.clone());
        }
    }
    for referral in &after.referrals {
        let old = before.and_then(|matter| matter.referral(&referral.id));
        // A matter that joined another dispute takes its referrals' rows along.
        if old != Some(referral) || before.is_some_and(|before| before.dispute != after.dispute) {
            project_referral(record, after, old, referral, commit);
        }
    }
}

/// The same rows for a record that says no more than that a duty of ours took a step of the ladder, without the matter.
pub fn project_fired(
    record_position: u64,
    deadline: &DeadlineRow,
    stage: RemindStage,
    wake_at: Option<Timestamp>,
    commit: &mut Commit,
) {
    let (key, matter) = (deadline.key.clone(), deadline.matter.clone());
    commit.fired.push(FiredRow { key, matter, position: record_position, stage, wake_at });
}

fn project_referral(record: &Record, matter: &Matter, old: Option<&Referral>, new: &Referral, commit: &mut Commit) {
    put(&mut commit.referrals, referral_row(record.position, matter, new), |row| row.id.clone());
    for deadline in &new.deadlines {
        let same_officer = old.is_some_and(|old| old.officer == new.officer);
        if !same_officer || old.and_then(|old| old.deadline(deadline.duty)) != Some(deadline) {
            let key = DeadlineKey::Referral(new.id.clone(), deadline.duty);
            let row = deadline_row(matter, key, new.officer.as_ref(), deadline);
            put(&mut commit.deadlines, row, |row| row.key.clone());
        }
    }
}

/// One row per key and commit: the last stands. Searched from the end, where a row of the same batch is.
fn put<T, K: PartialEq>(rows: &mut Vec<T>, row: T, key: impl Fn(&T) -> K) {
    let wanted = key(&row);
    match rows.iter_mut().rev().take(SAME_BATCH_WINDOW).find(|old| key(old) == wanted) {
        Some(old) => *old = row,
        None => rows.push(row),
    }
}

/// Rows further back than this are simply written twice: upserts are applied in order, so the last still stands.
const SAME_BATCH_WINDOW: usize = 8;

fn letter_row(record: &Record, entry: u32, what: &Entry) -> Option<LetterRow> {
    let (peer, direction, number, content, link) = match what {
        Entry::Sent { letter, bytes } => {
            let reference = &letter.reference;
            (reference.to.clone(), Direction::Out, reference.number, reference.content, link_of(bytes))
        }
        Entry::Received { letter, sealed, .. } => {
            let reference = &letter.reference;
            let link = codec::letter::open(sealed).map(|parts| parts.envelope.link());
            (reference.from.clone(), Direction::In, reference.number, reference.content, link.unwrap_or_default())
        }
        Entry::Parked(parked) => {
            let link = codec::letter::open(&parked.sealed).map(|parts| parts.envelope.link());
            (parked.from.clone(), Direction::In, parked.number, parked.content, link.unwrap_or_default())
        }
        Entry::Unparked { .. }
        | Entry::SkipProposed { .. }
        | Entry::Skipped { .. }
        | Entry::Happened(_)
        | Entry::Refused(_)
        | Entry::AbsenceProven { .. }
        | Entry::PeerHeard { .. }
        | Entry::Forked { .. }
        | Entry::ForkEnded { .. }
        | Entry::MemoryLost { .. }
        | Entry::Damaged { .. }
        | Entry::ClockConfirmed { .. }
        | Entry::DigestRead { .. }
        | Entry::CalendarLoaded(_)
        | Entry::CalendarApplied { .. }
        | Entry::Tick => return None,
    };
    Some(LetterRow { peer, direction, number, content, link, position: record.position, entry })
}

/// What becomes of a parked letter; the letter itself is where its letters row says.
fn parked_row(position: u64, what: &Entry) -> Option<ParkedRow> {
    let (peer, number, referral, state, proposal) = match what {
        Entry::Parked(parked) => (&parked.from, parked.number, parked.referral.as_ref(), ParkedState::Waiting, None),
        Entry::Unparked { letter, .. } => {
            let reference = &letter.reference;
            (&reference.from, reference.number, Some(&letter.referral), ParkedState::Applied, None)
        }
        Entry::SkipProposed { letter, .. } => {
            (&letter.peer, letter.number, letter.referral.as_ref(), ParkedState::Waiting, Some(position))
        }
        Entry::Skipped { letter, proposal } => {
            (&letter.peer, letter.number, letter.referral.as_ref(), ParkedState::Skipped, Some(proposal.position))
        }
        Entry::Sent { .. }
        | Entry::Received { .. }
        | Entry::Happened(_)
        | Entry::Refused(_)
        | Entry::AbsenceProven { .. }
        | Entry::PeerHeard { .. }
        | Entry::Forked { .. }
        | Entry::ForkEnded { .. }
        | Entry::MemoryLost { .. }
        | Entry::Damaged { .. }
        | Entry::ClockConfirmed { .. }
        | Entry::DigestRead { .. }
        | Entry::CalendarLoaded(_)
        | Entry::CalendarApplied { .. }
        | Entry::Tick => return None,
    };
    Some(ParkedRow { peer: peer.clone(), number, referral: referral.cloned(), state, proposal })
}

fn read_row(record: &Record) -> Option<ReadRow> {
    let Cause::Command(cause) = &record.cause else { return None };
    let up_to = record.entries.iter().find_map(|entry| match entry {
        Entry::DigestRead { up_to } => Some(*up_to),
        _ => None,
    })?;
    Some(ReadRow { officer: cause.officer.as_str().to_owned(), up_to, read_at: record.recorded_at })
}

/// The document that an entry issues, if it issues one.
#[must_use]
pub fn issued(entry: &Entry) -> Option<&Document> {
    match entry {
        Entry::Happened(Event::Entered { entry, .. }) => entry.document(),
        _ => None,
    }
}

fn document_row(record: &Record, document: &Document) -> Option<DocumentRow> {
    Some(DocumentRow {
        class: document.class.as_str().to_owned(),
        year: document.year,
        serial: document.serial,
        matter: record.matter.clone()?,
        position: record.position,
        digest: document.digest,
    })
}

fn link_of(letter_bytes: &[u8]) -> Digest {
    codec::letter::envelope(letter_bytes).map(|envelope| envelope.link()).unwrap_or_default()
}

fn matter_row(matter: &Matter) -> MatterRow {
    let subject = &matter.subject;
    let mut text = String::new();
    let names = subject.parties.iter().map(|party| party.name.as_str());
    let words = [&subject.title, &subject.category].into_iter().chain(&subject.summary).chain(&subject.own_number);
    for word in words.map(|text| text.as_str()).chain(names) {
        text.push_str(word);
        text.push('\n');
    }
    for more in matter.former_disputes().map(|code| code.as_str().to_owned()).chain(marks_of(matter)) {
        text.push_str(&more);
        text.push('\n');
    }
    text.push_str(matter.dispute.as_str());
    MatterRow {
        id: matter.id.clone(),
        dispute: matter.dispute.clone(),
        closed: matter.closed.is_some(),
        registered_at: matter.registered_at,
        position: matter.position,
        text,
    }
}

/// So that a matter is found by a party's number, which is not written anywhere.
fn marks_of(matter: &Matter) -> impl Iterator<Item = String> {
    matter.identifications().into_iter().map(|one| marks::word(&one.mark))
}

fn referral_row(position: u64, matter: &Matter, referral: &Referral) -> ReferralRow {
    let open = referral.deadlines.iter().filter(|deadline| deadline.status == DeadlineStatus::Open);
    ReferralRow {
        id: referral.id.clone(),
        matter: matter.id.clone(),
        dispute: matter.dispute.clone(),
        side: referral.side,
        peer: referral.peer.clone(),
        kind: referral.kind.as_str().to_owned(),
        stage: referral.stage,
        sent_at: referral.milestones.sent_at,
        due: open.map(|deadline| deadline.due.due).min(),
        position,
        silent_from: silent_from(referral),
    }
}

/// When silence about an open authority deadline begins to decide, whichever side this is.
fn silent_from(referral: &Referral) -> Option<Timestamp> {
    let deadline = referral.authority()?;
    deadline.silence_decides().then_some(deadline.due.due)
}

/// The newest step of the ladder: while a term stands still, that of its review where it took one.
fn step(deadline: &Deadline) -> Option<(RemindStage, u64)> {
    let of = |climb: &Climb| climb.stage.map(|stage| (stage, climb.position));
    deadline.review.as_ref().and_then(|review| of(&review.climb)).or_else(|| of(&deadline.climb))
}

/// Every deadline of the matter, its own and those of its referrals.
pub(crate) fn deadline_rows(matter: &Matter) -> Vec<DeadlineRow> {
    let own = matter.own.iter().map(|own| own_row(matter, own));
    let of_referrals = matter.referrals.iter().flat_map(|referral| {
        let key = |deadline: &Deadline| DeadlineKey::Referral(referral.id.clone(), deadline.duty);
        let officer = referral.officer.as_ref();
        referral.deadlines.iter().map(move |deadline| deadline_row(matter, key(deadline), officer, deadline))
    });
    own.chain(of_referrals).collect()
}

fn own_row(matter: &Matter, own: &OwnDeadline) -> DeadlineRow {
    deadline_row(matter, DeadlineKey::Own(own.id.clone()), own.officer.as_ref(), &own.deadline)
}

fn deadline_row(matter: &Matter, key: DeadlineKey, officer: Option<&Text>, deadline: &Deadline) -> DeadlineRow {
    let state = match deadline.status {
        DeadlineStatus::Open => "open",
        DeadlineStatus::Suspended => "suspended",
        DeadlineStatus::Met { .. } => "met",
        DeadlineStatus::Cancelled { .. } => "cancelled",
    };
    DeadlineRow {
        key,
        matter: matter.id.clone(),
        state,
        owed_by_us: deadline.owed == duijie_core::referral::Owed::ByUs,
        due: deadline.due.due,
        wake_at: deadline.wake().map(|wake| wake.at),
        provisional: deadline.due.provisional,
        officer: officer.map(|officer| officer.as_str().to_owned()),
        step: step(deadline),
    }
}

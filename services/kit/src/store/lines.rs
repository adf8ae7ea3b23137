//! Derived rows as lines of text, the same for every store, so that two of them can be compared. Free text and statements
//! are written as their digest: a line may be shown, and what people wrote may not.

use super::{
    counted::CountedRow,
    rows::{DeadlineRow, DocumentRow, LetterRow, MatterRow, MemoRow, ParkedRow, PeerRow, ReadRow, ReferralRow},
    tokens,
};
use duijie_core::{ids::Digest, time::Timestamp};
use sha2::{Digest as _, Sha256};

pub(super) fn deadline(row: &DeadlineRow) -> String {
    format!(
        "deadlines {} matter={} state={} owed_by_us={} due={} wake_at={} provisional={} officer={} step={}",
        row.key,
        row.matter,
        row.state,
        row.owed_by_us,
        row.due.as_micros(),
        instant(row.wake_at),
        row.provisional,
        row.officer.as_ref().map_or_else(none, |officer| digest(officer.as_bytes()).to_string()),
        row.step.map_or_else(none, |(stage, position)| format!("{}/{position}", stage.as_str())),
    )
}

pub(super) fn counted(row: &CountedRow) -> String {
    let fact = &row.fact;
    format!(
        "facts {}/{}/{} at={} until={} state={} warn_at={} rule={} ground={} standing={} peer={} kind={} category={} body={} \
         dispute={} position={} until_position={}",
        fact.key.of,
        fact.key.part.as_str(),
        fact.key.nth,
        fact.at.as_micros(),
        instant(fact.until),
        fact.state.as_str(),
        instant(fact.warn_at),
        fact.rule.map_or_else(none, |rule| rule.to_string()),
        fact.ground.as_str(),
        fact.standing.as_str(),
        fact.peer.as_ref().map_or_else(none, ToString::to_string),
        fact.kind.as_ref().map_or_else(none, ToString::to_string),
        digest(fact.category.as_str().as_bytes()),
        fact.body.as_ref().map_or_else(none, |body| digest(body.as_str().as_bytes()).to_string()),
        fact.dispute,
        row.position,
        row.until_position.map_or_else(none, |position| position.to_string()),
    )
}

pub(super) fn read(row: &ReadRow) -> String {
    format!("reads {}/{} read_at={}", digest(row.officer.as_bytes()), row.up_to, row.read_at.as_micros())
}

pub(super) fn document(row: &DocumentRow) -> String {
    let DocumentRow { class, year, serial, matter, position, digest } = row;
    format!("documents {class}/{year}/{serial} matter={matter} digest={digest} position={position}")
}

pub(super) fn letter(row: &LetterRow) -> String {
    format!(
        "letters {}/{}/{} content={} link={} position={} entry={}",
        row.peer,
        tokens::direction(row.direction),
        row.number,
        row.content,
        row.link,
        row.position,
        row.entry,
    )
}

pub(super) fn matter(row: &MatterRow) -> String {
    format!(
        "matters {} dispute={} closed={} registered_at={} position={} text={}",
        row.id,
        row.dispute,
        row.closed,
        row.registered_at.as_micros(),
        row.position,
        digest(row.text.as_bytes()),
    )
}

pub(super) fn memo(row: &MemoRow) -> String {
    format!("memos {} digest={} position={}", row.request, row.digest, row.position)
}

pub(super) fn parked(row: &ParkedRow) -> String {
    format!(
        "parked {}/{} referral={} state={} proposal={}",
        row.peer,
        row.number,
        row.referral.as_ref().map_or_else(none, ToString::to_string),
        tokens::parked_state(row.state),
        row.proposal.map_or_else(none, |position| position.to_string()),
    )
}

pub(super) fn peer(row: &PeerRow) -> String {
    format!(
        "peers {} sent={}/{} received={}/{} received_decided_at={} delivered={} statement={} \
         forked_at={} lost={}",
        row.agency,
        row.sent.0,
        row.sent.1,
        row.received.0,
        row.received.1,
        row.received_decided_at.as_micros(),
        row.delivered,
        row.statement.as_ref().map_or_else(none, |bytes| digest(bytes).to_string()),
        row.forked_at.map_or_else(none, |number| number.to_string()),
        row.lost,
    )
}

pub(super) fn referral(row: &ReferralRow) -> String {
    format!(
        "referrals {} matter={} dispute={} side={} peer={} kind={:?} stage={} sent_at={} due={} position={} \
         silent_from={}",
        row.id,
        row.matter,
        row.dispute,
        tokens::side(row.side),
        row.peer,
        row.kind,
        row.stage.as_str(),
        row.sent_at.as_micros(),
        instant(row.due),
        row.position,
        instant(row.silent_from),
    )
}

fn instant(at: Option<Timestamp>) -> String {
    at.map_or_else(none, |at| at.as_micros().to_string())
}

fn none() -> String {
    "-".to_owned()
}

fn digest(bytes: &[u8]) -> Digest {
    Digest::new(Sha256::digest(bytes).into())
}

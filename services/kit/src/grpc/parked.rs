//! Parked letters: which there are, and skipping one, which takes two officers.

use super::{Front, Service, ask::officer, page::Asked, parse::Fields, parse::request_id, read::Reader};
use crate::{
    access::{self, Officer},
    codec::{
        self,
        field::{self, FieldError, proto_instant},
        limits, values,
    },
    desk::{Answer, Mode, Skip, SkipDone, SkipStep, read_proposal, read_record},
    digest,
    journal::{CommandCause, Entry, Parked, SkipProposal},
    status::Problem,
    store::{
        StoreError,
        rows::{Cursor, Direction, OrderBy, ParkedRow, Run},
    },
};
use duijie_core::{agency::AgencyId, text::Text, time::Timestamp};
use duijie_proto::v1;
use prost::Message;
use tonic::{Request, Response, Status};

/// A request about one parked letter.
pub(super) trait SkipRequest: Message + Sized + 'static {
    /// Full name of the rpc.
    const METHOD: &'static str;

    fn request_id(&mut self) -> &mut String;
    fn validate_only(&mut self) -> &mut bool;
    fn skip(&self, fields: &mut Fields) -> Option<Skip>;
}

impl SkipRequest for v1::SkipParkedRequest {
    const METHOD: &'static str = "duijie.v1.OperatorService/SkipParked";

    fn request_id(&mut self) -> &mut String {
        &mut self.request_id
    }

    fn validate_only(&mut self) -> &mut bool {
        &mut self.validate_only
    }

    fn skip(&self, fields: &mut Fields) -> Option<Skip> {
        let peer = fields.take(field::agency("peer", &self.peer));
        let number = fields.take(values::number("number", self.number));
        let reason = fields.text("reason", &self.reason, limits::SENTENCE);
        Some(Skip { peer: peer?, number: number?, step: SkipStep::Propose { reason: reason? } })
    }
}

impl SkipRequest for v1::ConfirmSkipRequest {
    const METHOD: &'static str = "duijie.v1.OperatorService/ConfirmSkip";

    fn request_id(&mut self) -> &mut String {
        &mut self.request_id
    }

    fn validate_only(&mut self) -> &mut bool {
        &mut self.validate_only
    }

    fn skip(&self, fields: &mut Fields) -> Option<Skip> {
        let peer = fields.take(field::agency("peer", &self.peer));
        let number = fields.take(values::number("number", self.number));
        let proposal = (self.proposal != 0).then_some(self.proposal);
        Some(Skip { peer: peer?, number: number?, step: SkipStep::Confirm { proposal } })
    }
}

impl Service {
    pub(super) async fn skip<R: SkipRequest>(&self, request: Request<R>) -> Result<Response<v1::ParkedAnswer>, Status> {
        let officer = officer(&request)?;
        if officer.role != access::SKIPS_PARKED {
            return Err(Problem::NeedsRole(access::SKIPS_PARKED).into());
        }
        let answer = self.0.ask_to_skip(officer, request.into_inner()).await?;
        Ok(Response::new(answer))
    }
}

impl Front {
    async fn ask_to_skip<R: SkipRequest>(&self, officer: Officer, mut raw: R) -> Result<v1::ParkedAnswer, Problem> {
        let mode = if std::mem::take(raw.validate_only()) { Mode::ValidateOnly } else { Mode::Do };
        let mut fields = Fields::default();
        let request = fields.take(request_id(raw.request_id()));
        let skip = raw.skip(&mut fields);
        let (request, skip) = fields.finish(request.zip(skip))?;
        request.as_str().clone_into(raw.request_id());
        let digest = digest::request(R::METHOD, &[&raw.encode_to_vec()]);
        let (role, method) = (officer.role.as_str().to_owned(), R::METHOD.to_owned());
        let cause = CommandCause { request, digest, officer: officer.name, role, method };
        match self.edge.desk.skip(cause, skip, mode).await? {
            Answer::Skip(done) => Ok(self.skipped(*done)),
            Answer::Valid => Ok(v1::ParkedAnswer::default()),
            Answer::Refused(refusal) => {
                tracing::info!(method = R::METHOD, code = refusal.code, "a command was refused");
                Err(Problem::Refused(Box::new(refusal)))
            }
            Answer::ClockSuspect => Err(Problem::ClockSuspect),
            Answer::Full => Err(Problem::DiskFull),
            Answer::Crowded => Err(Problem::LogTooLong),
            Answer::Unknown => Err(Problem::Unknown),
            Answer::Done(_) | Answer::Exhausted | Answer::Aside(_) | Answer::ClockConfirmed(_) => {
                Err(Problem::Fault("a parked letter was answered with something else"))
            }
        }
    }

    fn skipped(&self, done: SkipDone) -> v1::ParkedAnswer {
        let SkipDone { parked, arrived_at, proposal, confirmed, position, digest, recorded_at } = done;
        let receipt = self.receipt_of(position, &digest, recorded_at);
        let state = if confirmed.is_some() { v1::ParkedState::Skipped } else { v1::ParkedState::Waiting };
        let mut letter = letter(&parked, arrived_at, state);
        letter.skip = Some(skip(proposal, confirmed));
        v1::ParkedAnswer { letter: Some(letter), receipt: Some(receipt) }
    }
}

/// One page of the letters that wait, by peer and number.
pub(super) fn list(reader: &Reader, request: &v1::ListParkedRequest) -> Result<v1::ListParkedResponse, Problem> {
    let list = v1::ListParkedRequest { page_size: 0, page_token: String::new(), min_position: 0, ..request.clone() };
    let list = list.encode_to_vec();
    let asked = Asked { page_size: request.page_size, page_token: &request.page_token, list: &list };
    let mut fields = Fields::default();
    let page = fields.take(asked.page((OrderBy::Began, Run::Up)));
    let only = match request.peer.as_str() {
        "" => Some(None),
        peer => fields.take(field::agency("peer", peer)).map(Some),
    };
    let (page, only) = fields.finish(page.zip(only))?;
    let after = match &page.after {
        Some(cursor) => Some(place(cursor)?),
        None => only.clone().map(|peer| (peer, 0)),
    };
    let mut rows = reader.store.parked(after.as_ref().map(|(peer, number)| (peer, *number)), page.limit + 1)?;
    rows.retain(|row| only.as_ref().is_none_or(|only| row.peer == *only));
    let more = rows.len() > page.limit;
    rows.truncate(page.limit);
    let next = rows
        .last()
        .filter(|_| more)
        .map(|row| Cursor { value: i64::try_from(row.number).unwrap_or(i64::MAX), key: row.peer.as_str().to_owned() });
    let letters = rows.iter().map(|row| waiting(reader, row)).collect::<Result<_, _>>()?;
    Ok(v1::ListParkedResponse { letters, next_page_token: asked.next(next.as_ref()) })
}

/// Where a page ended: peer and number.
fn place(cursor: &Cursor) -> Result<(AgencyId, u64), Problem> {
    let peer = field::agency("page_token", &cursor.key)?;
    let number = u64::try_from(cursor.value).map_err(|_| FieldError::damaged("page_token"))?;
    Ok((peer, number))
}

/// A letter that waits, read from the journal.
fn waiting(reader: &Reader, row: &ParkedRow) -> Result<v1::ParkedLetter, Problem> {
    let missing = || StoreError::Damaged { what: format!("letter {} of `{}` is parked nowhere", row.number, row.peer) };
    let (store, keyring) = (&reader.store, &reader.office.keyring);
    let place = store.letters(&row.peer, Direction::In, row.number, 1)?.into_iter().next().ok_or_else(missing)?;
    let stored = store.record(place.position)?.ok_or_else(missing)?;
    let entry = read_record(&stored, keyring)?.entries.into_iter().nth(place.entry as usize);
    let Some(Entry::Parked(parked)) = entry else { return Err(missing().into()) };
    let mut shown = letter(&parked, stored.recorded_at, v1::ParkedState::Waiting);
    if let Some(position) = row.proposal {
        let proposed = store.record(position)?.ok_or_else(missing)?;
        shown.skip = Some(skip(read_proposal(&proposed, keyring)?, None));
    }
    Ok(shown)
}

fn letter(parked: &Parked, arrived_at: Timestamp, state: v1::ParkedState) -> v1::ParkedLetter {
    let opened = codec::letter::open(&parked.sealed).ok();
    v1::ParkedLetter {
        peer: parked.from.as_str().to_owned(),
        number: parked.number,
        body_type: opened.map_or_else(String::new, |opened| opened.envelope.body_type),
        referral_id: parked.referral.as_ref().map_or_else(String::new, ToString::to_string),
        why: parked.why.clone(),
        arrived_at: Some(proto_instant(arrived_at)),
        decided_at: Some(proto_instant(parked.decided_at)),
        content: parked.content.as_bytes().to_vec(),
        state: state as i32,
        skip: None,
    }
}

fn skip(proposal: SkipProposal, confirmed: Option<(Text, Timestamp)>) -> v1::Skip {
    let (confirmed_by, confirmed_at) = confirmed.map(|(by, at)| (by.as_str().to_owned(), proto_instant(at))).unzip();
    v1::Skip {
        proposal: proposal.position,
        reason: proposal.reason.as_str().to_owned(),
        proposed_by: proposal.officer.as_str().to_owned(),
        proposed_at: Some(proto_instant(proposal.at)),
        confirmed_by: confirmed_by.unwrap_or_default(),
        confirmed_at,
    }
}

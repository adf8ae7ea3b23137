//! What an officer is told of: running duties that reached a step of the ladder (DS05), and that the officer has read it.

use super::{
    Front,
    page::{Asked, order},
    parse::{Fields, request_id},
    read::Reader,
};
use crate::{
    access::Officer,
    desk::{Aside, Mode},
    digest,
    journal::{CommandCause, Entry},
    status::Problem,
    store::rows::{DeadlineFilter, OrderBy, Told},
};
use duijie_proto::v1;
use prost::Message;

const READ: &str = "duijie.v1.DeadlineService/ReadDigest";

/// One page of what `officer` is told of.
pub(super) fn digest_of(
    reader: &Reader,
    officer: &Officer,
    request: &v1::GetDigestRequest,
) -> Result<v1::GetDigestResponse, Problem> {
    let up_to = reader.store.head()?.position;
    let list = v1::GetDigestRequest { page_size: 0, page_token: String::new(), min_position: 0, ..request.clone() };
    let list = list.encode_to_vec();
    let asked = Asked { page_size: request.page_size, page_token: &request.page_token, list: &list };
    let mut fields = Fields::default();
    let page = fields.take(order("", &[("due", OrderBy::Due)]).and_then(|order| asked.page(order)));
    let page = fields.finish(page)?;
    let name = officer.name.as_str();
    let after = if request.unread_only { reader.store.read_up_to(name)? } else { 0 };
    let told = Told { officer: name.to_owned(), after };
    let rows = reader.store.list_deadlines(&DeadlineFilter { told: Some(told), ..DeadlineFilter::default() }, &page)?;
    let mut deadlines = Vec::with_capacity(rows.rows.len());
    for row in &rows.rows {
        deadlines.extend(reader.deadline(row)?);
    }
    Ok(v1::GetDigestResponse { deadlines, next_page_token: asked.next(rows.next.as_ref()), up_to })
}

impl Front {
    /// The officer has read what was told up to a position.
    pub(super) async fn ask_to_read_digest(
        &self,
        officer: Officer,
        mut raw: v1::ReadDigestRequest,
    ) -> Result<v1::ReadDigestResponse, Problem> {
        let mode = if std::mem::take(&mut raw.validate_only) { Mode::ValidateOnly } else { Mode::Do };
        let mut fields = Fields::default();
        let request = fields.take(request_id(&raw.request_id));
        let request = fields.finish(request)?;
        request.as_str().clone_into(&mut raw.request_id);
        // Who read it belongs to what was asked: two officers do not share a reading.
        let digest = digest::request(READ, &[&raw.encode_to_vec(), officer.name.as_str().as_bytes()]);
        let (role, method) = (officer.role.as_str().to_owned(), READ.to_owned());
        let cause = CommandCause { request, digest, officer: officer.name, role, method };
        let done = self.ask_aside(cause, Aside::ReadDigest { up_to: raw.up_to }, mode).await?;
        let Some(done) = done else { return Ok(v1::ReadDigestResponse::default()) };
        let Entry::DigestRead { up_to } = done.entry else {
            return Err(Problem::Fault("the reading of a digest was answered with something else"));
        };
        let receipt = self.receipt_of(done.position, &done.digest, done.recorded_at);
        Ok(v1::ReadDigestResponse { up_to, receipt: Some(receipt) })
    }
}

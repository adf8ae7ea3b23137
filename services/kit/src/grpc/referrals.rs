//! `ReferralService`: handoffs, whichever side this agency is on.

use super::{
    Service,
    page::{Asked, order},
    parse::Fields,
    read::Reader,
    view,
    watch::{self, Changes},
};
use crate::{
    codec::{
        field::{self, FieldError, optional_agency, optional_instant, optional_token},
        limits, tokens,
    },
    status::Problem,
    store::rows::{OrderBy, ReferralFilter},
};
use duijie_core::{
    ids::{Kind, ReferralId},
    referral::{Side, Stage},
};
use duijie_proto::v1::{self, referral_service_server::ReferralService};
use prost::Message;
use tonic::{Request, Response, Status};

/// What referrals can be ordered by.
const ORDERS: [(&str, OrderBy); 3] =
    [("sent_at", OrderBy::Began), ("due", OrderBy::Due), ("position", OrderBy::Position)];

#[tonic::async_trait]
impl ReferralService for Service {
    type WatchReferralsStream = Changes;

    async fn get_referral(&self, request: Request<v1::GetReferralRequest>) -> Result<Response<v1::Referral>, Status> {
        let request = request.into_inner();
        let id: ReferralId = field::token("referral_id", &request.referral_id).map_err(Problem::from)?;
        let read = move |reader: &Reader| {
            let history = reader.matter_of(&id)?;
            reader.view().referral_of(&history, &id).ok_or(Problem::NotFound)
        };
        Ok(Response::new(self.0.read(request.min_position, read).await?))
    }

    async fn list_referrals(
        &self,
        request: Request<v1::ListReferralsRequest>,
    ) -> Result<Response<v1::ListReferralsResponse>, Status> {
        let request = request.into_inner();
        let min_position = request.min_position;
        Ok(Response::new(self.0.read(min_position, move |reader| list(reader, &request)).await?))
    }

    async fn watch_referrals(
        &self,
        request: Request<v1::WatchReferralsRequest>,
    ) -> Result<Response<Self::WatchReferralsStream>, Status> {
        Ok(Response::new(watch::changes(&self.0, &request.into_inner())?))
    }

    async fn withdraw(&self, request: Request<v1::WithdrawRequest>) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }
}

fn list(reader: &Reader, request: &v1::ListReferralsRequest) -> Result<v1::ListReferralsResponse, Problem> {
    let list = v1::ListReferralsRequest { page_size: 0, page_token: String::new(), min_position: 0, ..request.clone() };
    let list = list.encode_to_vec();
    let asked = Asked { page_size: request.page_size, page_token: &request.page_token, list: &list };
    let mut fields = Fields::default();
    let page = fields.take(order(&request.order_by, &ORDERS).and_then(|order| asked.page(order)));
    let filter = filter(&mut fields, reader, request);
    let (page, filter) = fields.finish(page.zip(filter))?;
    let rows = reader.store.list_referrals(&filter, &page)?;
    let view = reader.view();
    let mut referrals = Vec::with_capacity(rows.rows.len());
    for row in &rows.rows {
        referrals.extend(view.referral_of(&*reader.matter(&row.matter, u64::MAX)?, &row.id));
    }
    Ok(v1::ListReferralsResponse { referrals, next_page_token: asked.next(rows.next.as_ref()) })
}

fn filter(fields: &mut Fields, reader: &Reader, request: &v1::ListReferralsRequest) -> Option<ReferralFilter> {
    let stages: Vec<_> = request.states.iter().enumerate().map(|(at, raw)| fields.take(stage(at, *raw))).collect();
    let kind = fields.take(optional_token::<Kind>("kind", &request.kind));
    let peer = fields.take(optional_agency("peer", &request.peer));
    let side = fields.take(side(request.side));
    let dispute = fields.take(optional_token("dispute_code", &request.dispute_code));
    let due_before = fields.take(optional_instant("due_before", request.due_before.as_ref()));
    let text = fields.take(field::optional_plain("text", &request.text, limits::TITLE));
    Some(ReferralFilter {
        stages: stages.into_iter().collect::<Option<_>>()?,
        kind: kind?.map(|kind| kind.as_str().to_owned()),
        peer: peer?,
        side: side?,
        dispute: dispute?,
        overdue: request.overdue.map(|overdue| (overdue, reader.now)),
        due_before: due_before?,
        text: text?,
    })
}

fn stage(at: usize, raw: i32) -> Result<Stage, FieldError> {
    let path = format!("states[{at}]");
    if raw == v1::ReferralState::Unspecified as i32 {
        return Err(FieldError::missing(&path));
    }
    Stage::ALL.into_iter().find(|stage| view::state(*stage) as i32 == raw).ok_or_else(|| tokens::unknown(&path))
}

fn side(raw: i32) -> Result<Option<Side>, FieldError> {
    match v1::Side::try_from(raw) {
        Ok(v1::Side::Unspecified) => Ok(None),
        Ok(v1::Side::Sender) => Ok(Some(Side::Sender)),
        Ok(v1::Side::Receiver) => Ok(Some(Side::Receiver)),
        Err(_) => Err(tokens::unknown("side")),
    }
}

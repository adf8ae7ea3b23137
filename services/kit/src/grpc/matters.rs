//! `MatterService`: files of disputes.

use super::{
    Service,
    ask::officer,
    duplicates,
    page::{Asked, order},
    parse::Fields,
    read::Reader,
    view::intake::reached,
};
use crate::{
    codec::{
        field::{self, FieldError, optional_agency, optional_instant, optional_token},
        limits, tokens,
    },
    status::Problem,
    store::rows::{MatterFilter, OrderBy, PageRequest, ReferralFilter},
};
use duijie_core::{
    ids::{Kind, MatterId, ReferralId},
    matter::Matter,
    term::Whose,
};
use duijie_proto::v1::{self, matter_service_server::MatterService};
use prost::Message;
use std::time::Duration;
use tonic::{Request, Response, Status};

/// What matters can be ordered by.
const ORDERS: [(&str, OrderBy); 2] = [("registered_at", OrderBy::Began), ("position", OrderBy::Position)];
/// Pages looked through for matters with nothing overdue before a short page is given.
const LOOKS_MAX: usize = 10;

#[tonic::async_trait]
impl MatterService for Service {
    async fn register_matter(
        &self,
        request: Request<v1::RegisterMatterRequest>,
    ) -> Result<Response<v1::MatterAnswer>, Status> {
        self.ask_matter(request).await
    }

    async fn close_matter(
        &self,
        request: Request<v1::CloseMatterRequest>,
    ) -> Result<Response<v1::MatterAnswer>, Status> {
        self.ask_matter(request).await
    }

    async fn get_matter(&self, request: Request<v1::GetMatterRequest>) -> Result<Response<v1::Matter>, Status> {
        let contacts = request.get_ref().contacts;
        if contacts {
            // How to reach people is shown to somebody, not to nobody in particular.
            officer(&request)?;
        }
        let request = request.into_inner();
        let id: MatterId = field::token("matter_id", &request.matter_id).map_err(Problem::from)?;
        let read = move |reader: &Reader| {
            let history = reader.matter(&id, u64::MAX)?;
            let next_steps = duplicates::followed_from(reader, &history.matter)?;
            let shown = v1::Matter { next_steps, ..reader.view().matter(&history) };
            Ok(if contacts { v1::Matter { parties: reached(&history.matter), ..shown } } else { shown })
        };
        Ok(Response::new(self.0.read(request.min_position, read).await?))
    }

    async fn list_matters(
        &self,
        request: Request<v1::ListMattersRequest>,
    ) -> Result<Response<v1::ListMattersResponse>, Status> {
        let request = request.into_inner();
        let min_position = request.min_position;
        Ok(Response::new(self.0.read(min_position, move |reader| list(reader, &request)).await?))
    }

    async fn get_timeline(
        &self,
        request: Request<v1::GetTimelineRequest>,
    ) -> Result<Response<v1::GetTimelineResponse>, Status> {
        let request = request.into_inner();
        let about = about(&request)?;
        let read = move |reader: &Reader| {
            let (history, only) = match &about {
                About::Matter(id) => (reader.matter(id, u64::MAX)?, None),
                About::Referral(id) => (reader.matter_of(id)?, Some(id)),
            };
            Ok(v1::GetTimelineResponse { entries: reader.view().timeline(&history, only) })
        };
        Ok(Response::new(self.0.read(request.min_position, read).await?))
    }

    async fn find_duplicates(
        &self,
        request: Request<v1::FindDuplicatesRequest>,
    ) -> Result<Response<v1::FindDuplicatesResponse>, Status> {
        let request = request.into_inner();
        let min_position = request.min_position;
        Ok(Response::new(self.0.read(min_position, move |reader| duplicates::find(reader, &request)).await?))
    }
}

enum About {
    Matter(MatterId),
    Referral(ReferralId),
}

fn about(request: &v1::GetTimelineRequest) -> Result<About, Problem> {
    let matter = optional_token("matter_id", &request.matter_id)?;
    let referral = optional_token("referral_id", &request.referral_id)?;
    match (matter, referral) {
        (Some(matter), None) => Ok(About::Matter(matter)),
        (None, Some(referral)) => Ok(About::Referral(referral)),
        (None, None) => Err(FieldError::missing("matter_id").into()),
        (Some(_), Some(_)) => {
            let (zh, en) = ("事项编号和对接编号只能填写一个", "give either this or matter_id");
            Err(FieldError::new("referral_id", "CONTRADICTION", zh, en).into())
        }
    }
}

fn list(reader: &Reader, request: &v1::ListMattersRequest) -> Result<v1::ListMattersResponse, Problem> {
    let list = v1::ListMattersRequest { page_size: 0, page_token: String::new(), min_position: 0, ..request.clone() };
    let list = list.encode_to_vec();
    let asked = Asked { page_size: request.page_size, page_token: &request.page_token, list: &list };
    let mut fields = Fields::default();
    let page = fields.take(order(&request.order_by, &ORDERS).and_then(|order| asked.page(order)));
    let filter = filter(&mut fields, reader, request);
    let (mut page, filter) = fields.finish(page.zip(filter))?;
    // "With none overdue" is not "with one that is not overdue", so it is looked at here.
    let none_overdue = request.overdue == Some(false);
    let view = reader.view();
    let (mut matters, limit) = (Vec::new(), page.limit);
    let mut next = None;
    for _ in 0..LOOKS_MAX {
        let rows = reader.store.list_matters(&filter, &page)?;
        for row in &rows.rows {
            let history = reader.matter(&row.id, u64::MAX)?;
            if !(none_overdue && any_overdue(reader, &history.matter)) {
                matters.push(view.matter(&history));
            }
        }
        next = rows.next;
        if next.is_none() || matters.len() >= limit {
            break;
        }
        page = PageRequest { limit: limit - matters.len(), after: next.clone(), ..page };
    }
    Ok(v1::ListMattersResponse { matters, next_page_token: asked.next(next.as_ref()) })
}

fn any_overdue(reader: &Reader, matter: &Matter) -> bool {
    let own = matter.own.iter().any(|own| own.whose == Whose::Duty && own.deadline.overdue(reader.now));
    own || matter.referrals.iter().any(|referral| referral.overdue(reader.now))
}

fn filter(fields: &mut Fields, reader: &Reader, request: &v1::ListMattersRequest) -> Option<MatterFilter> {
    let closed = fields.take(closed(&request.states));
    let dispute = fields.take(optional_token("dispute_code", &request.dispute_code));
    let text = fields.take(field::optional_plain("text", &request.text, limits::TITLE));
    let kind = fields.take(optional_token::<Kind>("kind", &request.kind));
    let peer = fields.take(optional_agency("peer", &request.peer));
    let due_before = fields.take(optional_instant("due_before", request.due_before.as_ref()));
    let (closed, dispute, text, due_before) = (closed?, dispute?, text?, due_before?);
    let mut referral =
        ReferralFilter { kind: kind?.map(|kind| kind.as_str().to_owned()), peer: peer?, ..Default::default() };
    let overdue = request.overdue == Some(true);
    if referral == ReferralFilter::default() {
        // Overdue is what is due by now, that is before the instant after now.
        let by_now = overdue.then(|| reader.now.plus(Duration::from_micros(1)));
        let due_before = [by_now, due_before].into_iter().flatten().min();
        return Some(MatterFilter { closed, dispute, text, referral: None, due_before });
    }
    referral.due_before = due_before;
    referral.overdue = overdue.then_some((true, reader.now));
    Some(MatterFilter { closed, dispute, text, referral: Some(referral), due_before: None })
}

/// Both states are no filter, like none.
fn closed(states: &[i32]) -> Result<Option<bool>, FieldError> {
    let mut wanted = (false, false);
    for (at, raw) in states.iter().enumerate() {
        match v1::MatterState::try_from(*raw) {
            Ok(v1::MatterState::Open) => wanted.0 = true,
            Ok(v1::MatterState::Closed) => wanted.1 = true,
            Ok(v1::MatterState::Unspecified) => return Err(FieldError::missing(&format!("states[{at}]"))),
            Err(_) => return Err(tokens::unknown(&format!("states[{at}]"))),
        }
    }
    Ok(match wanted {
        (true, false) => Some(false),
        (false, true) => Some(true),
        (true, true) | (false, false) => None,
    })
}

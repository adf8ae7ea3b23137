//! `DeadlineService`: what is due when, and why.

use super::{
    Service,
    ask::{About, officer},
    digest::digest_of,
    page::{Asked, order},
    parse::Fields,
    read::Reader,
    view::deadline::{deadline_id, state_token},
};
use crate::{
    codec::{
        field::{FieldError, optional_instant, optional_token},
        tokens,
    },
    projection::deadline_rows,
    status::Problem,
    store::{
        deadlines_among,
        rows::{DeadlineFilter, OrderBy},
    },
};
use duijie_core::{ids::MatterId, matter::DeadlineKey};
use duijie_proto::v1::{self, deadline_service_server::DeadlineService};
use prost::Message;
use tonic::{Request, Response, Status};

#[tonic::async_trait]
impl DeadlineService for Service {
    async fn list_deadlines(
        &self,
        request: Request<v1::ListDeadlinesRequest>,
    ) -> Result<Response<v1::ListDeadlinesResponse>, Status> {
        let request = request.into_inner();
        let min_position = request.min_position;
        Ok(Response::new(self.0.read(min_position, move |reader| list(reader, &request)).await?))
    }

    async fn explain_deadline(
        &self,
        request: Request<v1::ExplainDeadlineRequest>,
    ) -> Result<Response<v1::ExplainDeadlineResponse>, Status> {
        let raw = request.into_inner().deadline_id;
        if raw.is_empty() {
            return Err(Problem::from(FieldError::missing("deadline_id")).into());
        }
        let wrong = || {
            let zh = "截止编号应写作“对接编号/义务”，自有期限直接写其编号";
            FieldError::new("deadline_id", "BAD_ID", zh, "is `<referral>/<duty>`, or the id of an own deadline")
        };
        let key = deadline_id(&raw).ok_or_else(wrong).map_err(Problem::from)?;
        Ok(Response::new(self.0.read(0, move |reader| explain(reader, &key)).await?))
    }

    async fn start_deadline(
        &self,
        request: Request<v1::StartDeadlineRequest>,
    ) -> Result<Response<v1::DeadlineAnswer>, Status> {
        self.ask_deadline(request, About::Newest).await
    }

    async fn end_deadline(
        &self,
        request: Request<v1::EndDeadlineRequest>,
    ) -> Result<Response<v1::DeadlineAnswer>, Status> {
        let about = About::this(&request.get_ref().deadline_id);
        self.ask_deadline(request, about).await
    }

    async fn suspend_deadline(
        &self,
        request: Request<v1::SuspendDeadlineRequest>,
    ) -> Result<Response<v1::DeadlineAnswer>, Status> {
        let about = About::this(&request.get_ref().deadline_id);
        self.ask_deadline(request, about).await
    }

    async fn resume_deadline(
        &self,
        request: Request<v1::ResumeDeadlineRequest>,
    ) -> Result<Response<v1::DeadlineAnswer>, Status> {
        let about = About::this(&request.get_ref().deadline_id);
        self.ask_deadline(request, about).await
    }

    async fn extend_deadline(
        &self,
        request: Request<v1::ExtendDeadlineRequest>,
    ) -> Result<Response<v1::DeadlineAnswer>, Status> {
        let about = About::this(&request.get_ref().deadline_id);
        self.ask_deadline(request, about).await
    }

    async fn restart_deadline(
        &self,
        request: Request<v1::RestartDeadlineRequest>,
    ) -> Result<Response<v1::DeadlineAnswer>, Status> {
        self.ask_deadline(request, About::Newest).await
    }

    async fn get_digest(
        &self,
        request: Request<v1::GetDigestRequest>,
    ) -> Result<Response<v1::GetDigestResponse>, Status> {
        let officer = officer(&request)?;
        let request = request.into_inner();
        let min_position = request.min_position;
        let read = move |reader: &Reader| digest_of(reader, &officer, &request);
        Ok(Response::new(self.0.read(min_position, read).await?))
    }

    async fn read_digest(
        &self,
        request: Request<v1::ReadDigestRequest>,
    ) -> Result<Response<v1::ReadDigestResponse>, Status> {
        let officer = officer(&request)?;
        Ok(Response::new(self.0.ask_to_read_digest(officer, request.into_inner()).await?))
    }
}

fn list(reader: &Reader, request: &v1::ListDeadlinesRequest) -> Result<v1::ListDeadlinesResponse, Problem> {
    let list = v1::ListDeadlinesRequest { page_size: 0, page_token: String::new(), min_position: 0, ..request.clone() };
    let list = list.encode_to_vec();
    let asked = Asked { page_size: request.page_size, page_token: &request.page_token, list: &list };
    let mut fields = Fields::default();
    let page = fields.take(order("", &[("due", OrderBy::Due)]).and_then(|order| asked.page(order)));
    let filter = filter(&mut fields, reader, request);
    let matter = fields.take(optional_token::<MatterId>("matter_id", &request.matter_id));
    let ((page, filter), matter) = fields.finish(page.zip(filter).zip(matter))?;
    let rows = match matter {
        None => reader.store.list_deadlines(&filter, &page)?,
        // Of one matter they are few, and the store would look through all to find them.
        Some(id) => deadlines_among(&deadline_rows(&reader.matter(&id, u64::MAX)?.matter), &filter, &page),
    };
    let mut deadlines = Vec::with_capacity(rows.rows.len());
    for row in &rows.rows {
        let shown = reader.deadline(row)?;
        // One that is met by a delivery nobody has recorded yet is shown as met, not among the open ones.
        deadlines.extend(shown.filter(|shown| request.states.is_empty() || request.states.contains(&shown.state)));
    }
    Ok(v1::ListDeadlinesResponse { deadlines, next_page_token: asked.next(rows.next.as_ref()) })
}

fn explain(reader: &Reader, key: &DeadlineKey) -> Result<v1::ExplainDeadlineResponse, Problem> {
    let view = reader.view();
    match key {
        DeadlineKey::Referral(id, duty) => {
            let history = reader.matter_of(id)?;
            let referral = history.matter.referral(id).ok_or(Problem::NotFound)?;
            let deadline = referral.deadline(*duty).ok_or(Problem::NotFound)?;
            Ok(view.explained(view.deadline(&history.matter, referral, deadline), deadline))
        }
        DeadlineKey::Own(id) => {
            let matter = id.matter().map_err(|_| Problem::NotFound)?;
            let history = reader.matter(&matter, u64::MAX)?;
            let own = history.matter.own(id).ok_or(Problem::NotFound)?;
            Ok(view.own_explained(&history.matter, own))
        }
    }
}

fn filter(fields: &mut Fields, reader: &Reader, request: &v1::ListDeadlinesRequest) -> Option<DeadlineFilter> {
    let states: Vec<_> = request.states.iter().enumerate().map(|(at, raw)| fields.take(state(at, *raw))).collect();
    let due_before = fields.take(optional_instant("due_before", request.due_before.as_ref()));
    let referral = fields.take(optional_token("referral_id", &request.referral_id));
    Some(DeadlineFilter {
        states: states.into_iter().collect::<Option<_>>()?,
        owed_by_us: request.owed_by_us,
        overdue: request.overdue.map(|overdue| (overdue, reader.now)),
        due_before: due_before?,
        referral: referral?,
        duties: Vec::new(),
        told: None,
    })
}

fn state(at: usize, raw: i32) -> Result<&'static str, FieldError> {
    let path = format!("states[{at}]");
    let state = v1::DeadlineState::try_from(raw).map_err(|_| tokens::unknown(&path))?;
    state_token(state).ok_or_else(|| FieldError::missing(&path))
}

//! Commands: from a request to the desk's answer.

use super::{
    Front, Service,
    gate::Caller,
    history::History,
    parse::requests::{CommandRequest, Desk, Parsed, parse},
    view::View,
};
use crate::{
    access::{self, Officer},
    codec::{field::proto_instant, tokens},
    desk::{Answer, Aside, AsideDone, Done, Mode},
    journal::CommandCause,
    status::Problem,
};
use duijie_core::{
    ids::{Digest, OwnId},
    refusal::Refusal,
    time::Timestamp,
};
use duijie_proto::v1;
use std::sync::Arc;
use tonic::{Request, Response, Status};

impl Service {
    /// Asks something about a referral.
    pub(super) async fn ask_referral<R: CommandRequest>(
        &self,
        request: Request<R>,
    ) -> Result<Response<v1::ReferralAnswer>, Status> {
        let Some(done) = self.0.ask(request).await? else { return Ok(Response::default_answer()) };
        let history = History::of_answer(&done.matter, done.referral.as_ref(), done.position);
        let view = self.0.view_of(&done);
        let referral = done.referral.as_ref().and_then(|id| view.referral_of(&history, id));
        let referral = referral.ok_or(Problem::Fault("an answer about a referral has none"))?;
        Ok(Response::new(v1::ReferralAnswer { referral: Some(referral), receipt: Some(self.0.receipt(&done)) }))
    }

    /// Asks something about a matter, which is read again with all its referrals.
    pub(super) async fn ask_matter<R: CommandRequest>(
        &self,
        request: Request<R>,
    ) -> Result<Response<v1::MatterAnswer>, Status> {
        let Some(done) = self.0.ask(request).await? else { return Ok(Response::default_answer()) };
        let history = if done.matter.referrals.is_empty() {
            Arc::new(History::of_answer(&done.matter, None, done.position))
        } else {
            let (id, position) = (done.matter.id.clone(), done.position);
            self.0.read(0, move |reader| reader.matter(&id, position)).await?
        };
        let matter = self.0.view_of(&done).matter(&history);
        Ok(Response::new(v1::MatterAnswer { matter: Some(matter), receipt: Some(self.0.receipt(&done)) }))
    }
}

/// Which own deadline an answer shows.
pub(super) enum About {
    /// The one that was asked about; an id that is none was refused before.
    This(Option<OwnId>),
    /// The one that the request made.
    Newest,
}

impl About {
    pub(super) fn this(raw: &str) -> Self {
        Self::This(raw.parse().ok())
    }
}

impl Service {
    /// Asks something about an own deadline; the answer shows its matter with all its deadlines.
    pub(super) async fn ask_deadline<R: CommandRequest>(
        &self,
        request: Request<R>,
        about: About,
    ) -> Result<Response<v1::DeadlineAnswer>, Status> {
        let Some(done) = self.0.ask(request).await? else { return Ok(Response::default_answer()) };
        let (id, position) = (done.matter.id.clone(), done.position);
        let history = self.0.read(0, move |reader| reader.matter(&id, position)).await?;
        let view = self.0.view_of(&done);
        let own = match &about {
            About::This(id) => id.as_ref().and_then(|id| done.matter.own(id)),
            About::Newest => done.matter.own.last(),
        };
        Ok(Response::new(v1::DeadlineAnswer {
            deadline: own.map(|own| view.own_deadline(&done.matter, own)),
            matter: Some(view.matter(&history)),
            receipt: Some(self.0.receipt(&done)),
        }))
    }
}

impl Service {
    /// Writes into a dossier; the answer shows the entry and its matter.
    pub(super) async fn ask_entry<R: CommandRequest>(
        &self,
        request: Request<R>,
    ) -> Result<Response<v1::EntryAnswer>, Status> {
        let Some(done) = self.0.ask(request).await? else { return Ok(Response::default_answer()) };
        let (id, position) = (done.matter.id.clone(), done.position);
        let history = self.0.read(0, move |reader| reader.matter(&id, position)).await?;
        Ok(Response::new(v1::EntryAnswer {
            item: done.matter.dossier.last().map(super::dossier::item),
            matter: Some(self.0.view_of(&done).matter(&history)),
            receipt: Some(self.0.receipt(&done)),
        }))
    }
}

/// What `validate_only` answers when all is well: nothing was done, so there is nothing to show.
trait DefaultAnswer {
    fn default_answer() -> Self;
}

impl<T: Default> DefaultAnswer for Response<T> {
    fn default_answer() -> Self {
        Self::new(T::default())
    }
}

/// The officer behind a command.
///
/// # Errors
/// If the call names none.
pub(super) fn officer<T>(request: &Request<T>) -> Result<Officer, Problem> {
    let caller: Option<&Caller> = request.extensions().get();
    caller.and_then(|caller| caller.0.clone()).ok_or(Problem::NoOfficer)
}

impl Front {
    /// What was done; none if it was only validated.
    async fn ask<R: CommandRequest>(&self, request: Request<R>) -> Result<Option<Box<Done>>, Problem> {
        let officer = officer(&request)?;
        let office = Arc::clone(self.edge.desk.office());
        let at = Desk { me: &office.me, marks: office.keyring.marks(), now: self.edge.clock.read().wall };
        let Parsed { request, digest, mode, command } = parse(request.into_inner(), &at)?;
        if let Some(role) = access::needed(&command).filter(|role| *role != officer.role) {
            return Err(Problem::NeedsRole(role));
        }
        let role = officer.role.as_str().to_owned();
        let method = R::METHOD.to_owned();
        let cause = CommandCause { request, digest, officer: officer.name, role, method };
        answered(R::METHOD, self.edge.desk.ask(cause, command, mode).await?)
    }

    /// What was done beside the matters; none if it was only validated.
    pub(super) async fn ask_aside(
        &self,
        cause: CommandCause,
        what: Aside,
        mode: Mode,
    ) -> Result<Option<Box<AsideDone>>, Problem> {
        let method = cause.method.clone();
        match self.edge.desk.aside(cause, what, mode).await? {
            Answer::Aside(done) => Ok(Some(done)),
            other => answered(&method, other)?
                .map_or(Ok(None), |_| Err(Problem::Fault("what is beside the matters was answered with one"))),
        }
    }

    /// An answer is seen from its record, so that the same request gets the same answer for ever.
    fn view_of(&self, done: &Done) -> View<'_> {
        View { office: self.edge.desk.office(), now: done.recorded_at, delivered: None }
    }

    fn receipt(&self, done: &Done) -> v1::Receipt {
        self.receipt_of(done.position, &done.digest, done.recorded_at)
    }

    pub(super) fn receipt_of(&self, position: u64, digest: &Digest, recorded_at: Timestamp) -> v1::Receipt {
        v1::Receipt {
            position,
            record_digest: digest.as_bytes().to_vec(),
            recorded_at: Some(proto_instant(recorded_at)),
            environment: tokens::environment_number(self.edge.desk.office().keyring.environment()),
        }
    }
}

fn answered(method: &str, answer: Answer) -> Result<Option<Box<Done>>, Problem> {
    match answer {
        Answer::Done(done) => Ok(Some(done)),
        Answer::Valid => Ok(None),
        Answer::Refused(refusal) => {
            let Refusal { code, .. } = &refusal;
            tracing::info!(method, code, "a command was refused");
            Err(Problem::Refused(Box::new(refusal)))
        }
        Answer::Exhausted => Err(Problem::Exhausted),
        Answer::ClockSuspect => Err(Problem::ClockSuspect),
        Answer::Full => Err(Problem::DiskFull),
        Answer::Unknown => Err(Problem::Unknown),
        Answer::Crowded => Err(Problem::LogTooLong),
        Answer::ClockConfirmed(_) | Answer::Skip(_) | Answer::Aside(_) => {
            Err(Problem::Fault("a command was answered with something else"))
        }
    }
}

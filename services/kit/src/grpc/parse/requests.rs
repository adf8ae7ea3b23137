//! What all commands have in common: a request id, `validate_only`, a full name, and a digest of what was asked.

use super::{Fields, Ids, dossier, intake, matters, own, receiving, request_id, sending, special};
use crate::{codec::field::FieldError, desk::Mode, digest, marks::MarkKey, status::Problem};
use duijie_core::{
    agency::AgencyId,
    command::Command,
    ids::{Digest, RequestId},
    time::Timestamp,
};
use duijie_proto::v1;

/// A request that asks the desk for something.
pub(in crate::grpc) trait CommandRequest: prost::Message + Sized + 'static {
    /// Full name of the rpc.
    const METHOD: &'static str;

    fn request_id(&mut self) -> &mut String;
    fn validate_only(&mut self) -> &mut bool;
    /// Replaces what must not be kept, not even in a digest that could be tried out, by a mark of it. Tells what is wrong with it.
    fn hide(&mut self, at: &Desk<'_>) -> Vec<FieldError>;
    fn command(&self, ids: &Ids<'_>) -> Result<Command, Problem>;
}

/// The desk that is asked, as far as parsing needs to know it.
#[derive(Clone, Copy)]
pub(in crate::grpc) struct Desk<'a> {
    pub(in crate::grpc) me: &'a AgencyId,
    pub(in crate::grpc) marks: &'a MarkKey,
    pub(in crate::grpc) now: Timestamp,
}

/// A request as the desk takes it.
pub(in crate::grpc) struct Parsed {
    pub(in crate::grpc) request: RequestId,
    pub(in crate::grpc) digest: Digest,
    pub(in crate::grpc) mode: Mode,
    pub(in crate::grpc) command: Command,
}

/// Parses a request. Its digest covers everything but `validate_only`, which does not change what is asked.
pub(in crate::grpc) fn parse<R: CommandRequest>(mut raw: R, at: &Desk<'_>) -> Result<Parsed, Problem> {
    let mode = if std::mem::take(raw.validate_only()) { Mode::ValidateOnly } else { Mode::Do };
    let mut fields = Fields::default();
    let unfit = raw.hide(at);
    let Some(request) = fields.take(request_id(raw.request_id())) else {
        // Everything else that is wrong is told with it; any id will do to look.
        return Err(besides(fields, unfit, &raw, at));
    };
    if !unfit.is_empty() {
        return Err(besides(fields, unfit, &raw, at));
    }
    request.as_str().clone_into(raw.request_id());
    let digest = digest::request(R::METHOD, &[&raw.encode_to_vec()]);
    let command = raw.command(&Ids { me: at.me, request: &request, now: at.now })?;
    Ok(Parsed { request, digest, mode, command })
}

fn besides<R: CommandRequest>(mut fields: Fields, unfit: Vec<FieldError>, raw: &R, at: &Desk<'_>) -> Problem {
    unfit.into_iter().for_each(|error| fields.refuse(error));
    let any: Result<RequestId, _> = "none".parse();
    let command = any.ok().map(|request| raw.command(&Ids { me: at.me, request: &request, now: at.now }));
    if let Some(Err(Problem::Fields(others))) = command {
        others.into_iter().for_each(|error| fields.refuse(error));
    }
    match fields.finish::<()>(None) {
        Ok(()) => Problem::Fault("a bad request id was lost"),
        Err(problem) => problem,
    }
}

/// The accessors are the same text for every request; only the names differ.
macro_rules! commands {
    ($($request:ident = $service:ident / $rpc:ident => $parse:path $(, hiding $hide:path)?;)+) => {
        $(impl CommandRequest for v1::$request {
            const METHOD: &'static str = concat!("duijie.v1.", stringify!($service), "/", stringify!($rpc));

            fn request_id(&mut self) -> &mut String {
                &mut self.request_id
            }

            fn validate_only(&mut self) -> &mut bool {
                &mut self.validate_only
            }

            fn hide(&mut self, _at: &Desk<'_>) -> Vec<FieldError> {
                let unfit = [Vec::new(), $($hide(self, _at))?];
                unfit.concat()
            }

            fn command(&self, ids: &Ids<'_>) -> Result<Command, Problem> {
                $parse(self, ids)
            }
        })+
    };
}

commands! {
    RegisterMatterRequest = MatterService / RegisterMatter => matters::register, hiding intake::of_registration;
    CloseMatterRequest = MatterService / CloseMatter => matters::close;
    WithdrawRequest = ReferralService / Withdraw => matters::withdraw;
    ReferRequest = SendingService / Refer => sending::refer;
    ConfirmOutcomeRequest = SendingService / ConfirmOutcome => sending::confirm_outcome;
    RecallRequest = SendingService / Recall => sending::recall;
    SupplyRequest = SendingService / Supply => sending::supply;
    AnswerOfferRequest = SendingService / AnswerOffer => sending::answer_offer;
    OverrideLapseRequest = SendingService / OverrideLapse => sending::override_lapse;
    DecideObjectionRequest = SendingService / DecideObjection => sending::decide_objection;
    SuperviseRequest = SendingService / Supervise => special::supervise;
    AcknowledgeRequest = ReceivingService / Acknowledge => receiving::acknowledge;
    AcceptRequest = ReceivingService / Accept => receiving::accept;
    DeclineRequest = ReceivingService / Decline => receiving::decline;
    RequestSupplementRequest = ReceivingService / RequestSupplement => receiving::request_supplement;
    ReportProgressRequest = ReceivingService / ReportProgress => receiving::report_progress;
    SuspendRequest = ReceivingService / Suspend => receiving::suspend;
    ResumeRequest = ReceivingService / Resume => receiving::resume;
    ConcludeRequest = ReceivingService / Conclude => receiving::conclude;
    AnswerRecallRequest = ReceivingService / AnswerRecall => receiving::answer_recall;
    ObjectRequest = ReceivingService / Object => receiving::object;
    RequestMaterialRequest = ReceivingService / RequestMaterial => receiving::request_material;
    ExtendRequest = ReceivingService / Extend => receiving::extend;
    AnswerSupervisionRequest = ReceivingService / AnswerSupervision => special::answer_supervision;
    AssignBodyRequest = MediationService / AssignBody => receiving::assign_body;
    AssignMediatorRequest = MediationService / AssignMediator => receiving::assign_mediator;
    RecordAttemptRequest = MediationService / RecordAttempt => receiving::record_attempt;
    RequestConfirmationRequest = MediationService / RequestConfirmation => special::request_confirmation;
    AddEntryRequest = DossierService / AddEntry => dossier::add, hiding intake::of_entry;
    StartDeadlineRequest = DeadlineService / StartDeadline => own::start;
    EndDeadlineRequest = DeadlineService / EndDeadline => own::end;
    SuspendDeadlineRequest = DeadlineService / SuspendDeadline => own::suspend;
    ResumeDeadlineRequest = DeadlineService / ResumeDeadline => own::resume;
    ExtendDeadlineRequest = DeadlineService / ExtendDeadline => own::extend;
    RestartDeadlineRequest = DeadlineService / RestartDeadline => own::restart;
    DecideConfirmationRequest = AdjudicationService / DecideConfirmation => special::decide_confirmation;
}

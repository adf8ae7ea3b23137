//! Commands that change something: the arguments become the request of one rpc, its answer is printed.

use std::path::PathBuf;

use anyhow::bail;
use duijie_proto::v1::{
    AcceptRequest, AcknowledgeRequest, Agreement, AnswerOfferRequest, AnswerRecallRequest, AnswerSupervisionRequest,
    AssignBodyRequest, AssignMediatorRequest, CloseMatterRequest, ConcludeRequest, ConfirmClockRequest,
    ConfirmOutcomeRequest, Consent, ConsentState, DecideConfirmationRequest, DecideObjectionRequest, DeclineRequest,
    EndForkRequest, ExtendRequest, MatterAnswer, NoAgreement, ObjectRequest, Outcome, OutcomeCode,
    OverrideLapseRequest, RecallRequest, RecordAttemptRequest, ReferRequest, ReferralAnswer, RegisterMatterRequest,
    ReportProgressRequest, RequestConfirmationRequest, RequestMaterialRequest, RequestSupplementRequest, ResumeRequest,
    Sorting, SuperviseRequest, SupplyRequest, SuspendRequest, WithdrawRequest, WrittenAnswer,
};

use super::materials;
use crate::args::steps::{Ask, Close, Conclude, Refer, Register, Step};
use crate::args::{Global, Output, json};
use crate::client::Client;
use crate::exit::Exit;
use crate::show::{self, tables, words};

/// Asks and prints.
///
/// # Errors
/// When the service cannot be reached or refuses, or a material cannot be read.
pub async fn act(global: &Global, step: Step) -> anyhow::Result<Exit> {
    // Files are read before anybody is asked anything.
    let request = Request::of(step)?;
    let client = Client::of(global).await?;
    match request {
        Request::Register(request) => {
            let answer = client.matters().register_matter(*request).await?.into_inner();
            matter(global.output, &answer)?;
            super::intake::suggest(&client, global.output, &answer).await?;
        }
        Request::Close(request) => matter(global.output, &client.matters().close_matter(request).await?.into_inner())?,
        Request::EndFork(request) => {
            let answer = client.operator().end_fork(request).await?.into_inner();
            show::answer(global.output, "EndForkResponse", &answer, |it| format!("{} 第 {} 号", it.peer, it.number))?;
        }
        Request::ConfirmClock(request) => {
            let answer = client.operator().confirm_clock(request).await?.into_inner();
            show::print(global.output, "ConfirmClockResponse", &answer, |it| words::minute(it.wall.as_ref()))?;
        }
        Request::About(request) => referral(global.output, &request.send(&client).await?)?,
    }
    Ok(Exit::Done)
}

fn matter(output: Output, answer: &MatterAnswer) -> anyhow::Result<()> {
    show::answer(output, "MatterAnswer", answer, |it| tables::matter(&it.matter.clone().unwrap_or_default()))
}

fn referral(output: Output, answer: &ReferralAnswer) -> anyhow::Result<()> {
    show::answer(output, "ReferralAnswer", answer, |it| tables::referral(&it.referral.clone().unwrap_or_default()))
}

/// A request ready to be sent.
enum Request {
    Register(Box<RegisterMatterRequest>),
    Close(CloseMatterRequest),
    ConfirmClock(ConfirmClockRequest),
    EndFork(EndForkRequest),
    About(Box<About>),
}

macro_rules! about {
    ($($variant:ident($request:ident) $service:ident.$rpc:ident),+ $(,)?) => {
        /// A request about a referral; all of them are answered alike.
        pub(super) enum About {
            $($variant($request),)+
        }

        impl About {
            async fn send(self, client: &Client) -> Result<ReferralAnswer, tonic::Status> {
                let answer = match self {
                    $(Self::$variant(request) => client.$service().$rpc(request).await?,)+
                };
                Ok(answer.into_inner())
            }
        }
    };
}

about! {
    Refer(ReferRequest) sending.refer,
    Confirm(ConfirmOutcomeRequest) sending.confirm_outcome,
    Recall(RecallRequest) sending.recall,
    Supply(SupplyRequest) sending.supply,
    AnswerOffer(AnswerOfferRequest) sending.answer_offer,
    OverrideLapse(OverrideLapseRequest) sending.override_lapse,
    Acknowledge(AcknowledgeRequest) receiving.acknowledge,
    Accept(AcceptRequest) receiving.accept,
    Decline(DeclineRequest) receiving.decline,
    RequestSupplement(RequestSupplementRequest) receiving.request_supplement,
    Progress(ReportProgressRequest) receiving.report_progress,
    Suspend(SuspendRequest) receiving.suspend,
    Resume(ResumeRequest) receiving.resume,
    Conclude(ConcludeRequest) receiving.conclude,
    AnswerRecall(AnswerRecallRequest) receiving.answer_recall,
    Withdraw(WithdrawRequest) referrals.withdraw,
    AssignBody(AssignBodyRequest) mediation.assign_body,
    AssignMediator(AssignMediatorRequest) mediation.assign_mediator,
    RecordAttempt(RecordAttemptRequest) mediation.record_attempt,
    Object(ObjectRequest) receiving.object,
    DecideObjection(DecideObjectionRequest) sending.decide_objection,
    RequestMaterial(RequestMaterialRequest) receiving.request_material,
    Extend(ExtendRequest) receiving.extend,
    Supervise(SuperviseRequest) sending.supervise,
    AnswerSupervision(AnswerSupervisionRequest) receiving.answer_supervision,
    RequestConfirmation(RequestConfirmationRequest) mediation.request_confirmation,
    DecideConfirmation(DecideConfirmationRequest) adjudication.decide_confirmation,
}

/// A request about a referral from its arguments: the three fields that all have, and its own.
macro_rules! request {
    ($variant:ident $request:ident, $args:ident $(, $field:ident: $value:expr)* $(,)?) => {{
        let (request_id, validate_only) = asked($args.ask);
        About::$variant($request { request_id, validate_only, referral_id: $args.referral $(, $field: $value)* })
    }};
}

impl Request {
    fn of(step: Step) -> anyhow::Result<Self> {
        Ok(Self::About(Box::new(match step {
            Step::Register(args) => return Ok(Self::Register(Box::new(register(args)?))),
            Step::Close(Close { matter, reason, ask }) => {
                let (request_id, validate_only) = asked(ask);
                return Ok(Self::Close(CloseMatterRequest { request_id, matter_id: matter, reason, validate_only }));
            }
            Step::EndFork { peer, reason, ask } => {
                let (request_id, validate_only) = asked(ask);
                return Ok(Self::EndFork(EndForkRequest { request_id, peer, reason, validate_only }));
            }
            Step::ConfirmClock { request_id } => {
                let request_id = request_id.unwrap_or_else(new_request_id);
                return Ok(Self::ConfirmClock(ConfirmClockRequest { request_id }));
            }
            Step::Special(special) => super::special::request(special)?,
            Step::Refer(args) => About::Refer(refer(args)?),
            Step::Acknowledge(it) => {
                request!(Acknowledge AcknowledgeRequest, it, shown: it.shown.map(|it| it.0).unwrap_or_default())
            }
            Step::Accept(it) => request!(Accept AcceptRequest, it, own_number: it.own_number.unwrap_or_default()),
            Step::Decline(it) => request!(
                Decline DeclineRequest, it,
                code: it.code.into(), basis: it.basis.unwrap_or_default(), text: it.text,
                suggestion: it.suggestion.unwrap_or_default(),
            ),
            Step::RequestSupplement(it) => request!(
                RequestSupplement RequestSupplementRequest, it, items: it.items, text: it.text.unwrap_or_default(),
            ),
            Step::Supply(it) => request!(
                Supply SupplyRequest, it,
                materials: materials::of_files(&it.materials)?, text: it.text.unwrap_or_default(),
            ),
            Step::Progress(it) => request!(Progress ReportProgressRequest, it, text: it.text),
            Step::Suspend(it) => request!(
                Suspend SuspendRequest, it,
                reason: it.reason.into(), basis: it.basis.unwrap_or_default(),
                evidence: it.evidence.as_deref().map(materials::of_file).transpose()?,
            ),
            Step::Resume(it) => request!(Resume ResumeRequest, it),
            Step::Conclude(it) => {
                let outcome = Some(outcome(&it)?);
                request!(Conclude ConcludeRequest, it, outcome: outcome, releases: it.releases)
            }
            Step::Confirm(it) => request!(Confirm ConfirmOutcomeRequest, it),
            Step::Recall(it) => request!(
                Recall RecallRequest, it,
                reason: it.reason, order_superior: it.order_superior.unwrap_or_default(),
                order_number: it.order_number.unwrap_or_default(),
            ),
            Step::AnswerRecall(it) => request!(AnswerRecall AnswerRecallRequest, it, answer: it.answer.into()),
            Step::Withdraw(it) => {
                request!(Withdraw WithdrawRequest, it, party: it.party, reason: it.reason.unwrap_or_default())
            }
            Step::AnswerOffer(it) => request!(AnswerOffer AnswerOfferRequest, it, answer: it.answer.into()),
            Step::OverrideLapse(it) => request!(OverrideLapse OverrideLapseRequest, it, reason: it.reason),
            Step::AssignBody(it) => request!(AssignBody AssignBodyRequest, it, body: it.body, again: it.again),
            Step::RecordAttempt(it) => request!(RecordAttempt RecordAttemptRequest, it, text: it.text),
            Step::AssignMediator(it) => request!(AssignMediator AssignMediatorRequest, it, mediator: it.mediator),
        })))
    }
}

fn register(args: Register) -> anyhow::Result<RegisterMatterRequest> {
    let (request_id, validate_only) = asked(args.ask);
    Ok(RegisterMatterRequest {
        request_id,
        validate_only,
        dispute_code: args.dispute.unwrap_or_default(),
        title: args.title,
        category: args.category,
        place_code: args.place,
        summary: args.summary,
        intake: super::intake::of(&args.intake, &args.parties)?,
        own_number_kind: args.intake.own_number_kind.map_or(0, i32::from),
        parties: args.parties,
        consents: args.consents.into_iter().map(consent).collect::<anyhow::Result<_>>()?,
        materials: materials::of_files(&args.materials)?,
        own_number: args.own_number.unwrap_or_default(),
        sorting: args.sorted.sort.map(|sort| Sorting {
            sort: sort.into(),
            way: args.sorted.way.map_or(0, i32::from),
            accused: args.sorted.accused,
            accused_in_words: args.sorted.accused_in_words.unwrap_or_default(),
            ..Sorting::default()
        }),
    })
}

fn consent((party, file): (String, Option<PathBuf>)) -> anyhow::Result<Consent> {
    let evidence = file.as_deref().map(materials::of_file).transpose()?;
    Ok(Consent { party, state: ConsentState::Given.into(), evidence })
}

fn refer(args: Refer) -> anyhow::Result<ReferRequest> {
    let (request_id, validate_only) = asked(args.ask);
    Ok(ReferRequest {
        request_id,
        validate_only,
        matter_id: args.matter,
        kind: args.kind,
        receiver: args.to,
        procedure: args.procedure.map_or(0, i32::from),
        mode: args.mode.map_or(0, i32::from),
        opinion: args.opinion.unwrap_or_default(),
        replaces_referral: args.replaces.unwrap_or_default(),
        requirements: args.requirements.map(|text| json::message("Requirements", &text)).transpose()?,
    })
}

/// The typed result. What is missing the service says; only what would be dropped silently is refused here.
fn outcome(args: &Conclude) -> anyhow::Result<Outcome> {
    let agreed = args.outcome == OutcomeCode::Agreement;
    let failed = matches!(args.outcome, OutcomeCode::NoAgreement | OutcomeCode::Terminated);
    if args.agreement.is_some() && !agreed {
        bail!("--agreement belongs to `--outcome agreement`");
    }
    if args.agreement.is_some() && args.perform_by.is_none() && !args.performed {
        bail!(
            "请写明协议如何履行：当场履行的加 --performed，约定期限的加 --perform-by 2026-12-31 / say how the agreement is performed: \
             `--performed` if it was at once, or `--perform-by` with the date"
        );
    }
    if !failed
        && (args.failure.is_some() || args.facts.is_some() || args.undisputed.is_some() || !args.returned.is_empty())
    {
        bail!("--failure, --facts, --undisputed and --returned belong to `--outcome no_agreement` and `terminated`");
    }
    let replied = args.outcome == OutcomeCode::Replied;
    if args.reply.is_some() && !replied {
        bail!("--reply and --attached belong to `--outcome replied`");
    }
    let reply =
        WrittenAnswer { text: args.reply.clone().unwrap_or_default(), materials: materials::of_files(&args.attached)? };
    let agreement = args.agreement.as_deref().map(materials::of_file).transpose()?.map(|document| Agreement {
        document: Some(document),
        signed_by_parties: true,
        signed_by_mediator: true,
        sealed_by_organisation: true,
        perform_by: args.perform_by.clone().unwrap_or_default(),
    });
    let no_agreement = NoAgreement {
        reason: args.failure.map_or(0, i32::from),
        finer: args.finer.map_or(0, i32::from),
        facts: args.facts.clone().unwrap_or_default(),
        undisputed_facts: args.undisputed.clone().unwrap_or_default(),
        returned: materials::of_files(&args.returned)?,
    };
    Ok(Outcome {
        code: args.outcome.into(),
        agreement,
        no_agreement: failed.then_some(no_agreement),
        reply: replied.then_some(reply),
        remarks: args.remarks.clone().unwrap_or_default(),
        ..Outcome::default()
    })
}

pub(super) fn asked(ask: Ask) -> (String, bool) {
    (ask.request_id.unwrap_or_else(new_request_id), ask.validate_only)
}

/// A new request id.
#[must_use]
pub fn new_request_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

//! Every rpc that the tests use, as a request that can be sent and sent again.

use duijie_cli::client::Client;
use duijie_proto::v1::{
    self, AcceptRequest, AcknowledgeRequest, AddEntryRequest, AdvanceClockRequest, AnswerOfferRequest,
    AnswerRecallRequest, AnswerSupervisionRequest, AssignBodyRequest, AssignMediatorRequest, CheckDossierRequest,
    CloseMatterRequest, ConcludeRequest, ConfirmOutcomeRequest, ConfirmSkipRequest, DecideConfirmationRequest,
    DecideObjectionRequest, DeclineRequest, EndDeadlineRequest, EndForkRequest, ExplainDeadlineRequest,
    ExtendDeadlineRequest, ExtendRequest, FindDuplicatesRequest, GetClockRequest, GetDigestRequest, GetDossierRequest,
    GetMatterRequest, GetReferralRequest, GetStatisticsRequest, GetStatusRequest, GetTimelineRequest,
    IssueDocumentRequest, ListDeadlinesRequest, ListDocumentsRequest, ListMattersRequest, ListParkedRequest,
    ListPeersRequest, ListPositionsRequest, ListReferralsRequest, ObjectRequest, OverrideLapseRequest,
    PreviewRecountRequest, ProposeRoutingRequest, ReadDigestRequest, RecallRequest, RecordAttemptRequest, ReferRequest,
    RegisterMatterRequest, ReloadRequest, RenderDocumentRequest, ReportProgressRequest, RequestConfirmationRequest,
    RequestMaterialRequest, RequestSupplementRequest, ResumeRequest, SetClockRequest, SkipParkedRequest,
    StartDeadlineRequest, SuperviseRequest, SupplyRequest, SuspendRequest, VoidDocumentRequest, WithdrawRequest,
};
use tonic::Status;

/// A request of one rpc.
pub trait Ask: Clone + Send + Sync + 'static {
    /// What the rpc answers.
    type Answer: Send;

    /// Sends it once.
    fn send(self, client: Client) -> impl Future<Output = Result<Self::Answer, Status>> + Send;
}

macro_rules! asks {
    ($($request:ident => $answer:ident: $service:ident.$rpc:ident;)+) => {
        $(impl Ask for $request {
            type Answer = v1::$answer;

            async fn send(self, client: Client) -> Result<Self::Answer, Status> {
                client.$service().$rpc(self).await.map(tonic::Response::into_inner)
            }
        })+
    };
}

asks! {
    RegisterMatterRequest => MatterAnswer: matters.register_matter;
    CloseMatterRequest => MatterAnswer: matters.close_matter;
    FindDuplicatesRequest => FindDuplicatesResponse: matters.find_duplicates;
    GetMatterRequest => Matter: matters.get_matter;
    ListMattersRequest => ListMattersResponse: matters.list_matters;
    GetTimelineRequest => GetTimelineResponse: matters.get_timeline;
    GetReferralRequest => Referral: referrals.get_referral;
    ListReferralsRequest => ListReferralsResponse: referrals.list_referrals;
    WithdrawRequest => ReferralAnswer: referrals.withdraw;
    ReferRequest => ReferralAnswer: sending.refer;
    ConfirmOutcomeRequest => ReferralAnswer: sending.confirm_outcome;
    RecallRequest => ReferralAnswer: sending.recall;
    SupplyRequest => ReferralAnswer: sending.supply;
    AnswerOfferRequest => ReferralAnswer: sending.answer_offer;
    OverrideLapseRequest => ReferralAnswer: sending.override_lapse;
    AcknowledgeRequest => ReferralAnswer: receiving.acknowledge;
    AcceptRequest => ReferralAnswer: receiving.accept;
    DeclineRequest => ReferralAnswer: receiving.decline;
    RequestSupplementRequest => ReferralAnswer: receiving.request_supplement;
    ReportProgressRequest => ReferralAnswer: receiving.report_progress;
    SuspendRequest => ReferralAnswer: receiving.suspend;
    ResumeRequest => ReferralAnswer: receiving.resume;
    ConcludeRequest => ReferralAnswer: receiving.conclude;
    AnswerRecallRequest => ReferralAnswer: receiving.answer_recall;
    ObjectRequest => ReferralAnswer: receiving.object;
    DecideObjectionRequest => ReferralAnswer: sending.decide_objection;
    RequestMaterialRequest => ReferralAnswer: receiving.request_material;
    ExtendRequest => ReferralAnswer: receiving.extend;
    SuperviseRequest => ReferralAnswer: sending.supervise;
    AnswerSupervisionRequest => ReferralAnswer: receiving.answer_supervision;
    RequestConfirmationRequest => ReferralAnswer: mediation.request_confirmation;
    DecideConfirmationRequest => ReferralAnswer: adjudication.decide_confirmation;
    AssignBodyRequest => ReferralAnswer: mediation.assign_body;
    RecordAttemptRequest => ReferralAnswer: mediation.record_attempt;
    AssignMediatorRequest => ReferralAnswer: mediation.assign_mediator;
    IssueDocumentRequest => DocumentAnswer: documents.issue_document;
    VoidDocumentRequest => DocumentAnswer: documents.void_document;
    ListDocumentsRequest => ListDocumentsResponse: documents.list_documents;
    RenderDocumentRequest => RenderedDocument: documents.render_document;
    AddEntryRequest => EntryAnswer: dossiers.add_entry;
    GetDossierRequest => Dossier: dossiers.get_dossier;
    CheckDossierRequest => DossierCheck: dossiers.check_dossier;
    ProposeRoutingRequest => ProposeRoutingResponse: mediation.propose_routing;
    ListDeadlinesRequest => ListDeadlinesResponse: deadlines.list_deadlines;
    ExplainDeadlineRequest => ExplainDeadlineResponse: deadlines.explain_deadline;
    GetDigestRequest => GetDigestResponse: deadlines.get_digest;
    ReadDigestRequest => ReadDigestResponse: deadlines.read_digest;
    StartDeadlineRequest => DeadlineAnswer: deadlines.start_deadline;
    EndDeadlineRequest => DeadlineAnswer: deadlines.end_deadline;
    ExtendDeadlineRequest => DeadlineAnswer: deadlines.extend_deadline;
    GetStatisticsRequest => GetStatisticsResponse: statistics.get_statistics;
    ListPositionsRequest => ListPositionsResponse: statistics.list_positions;
    ListPeersRequest => ListPeersResponse: peers.list_peers;
    GetStatusRequest => GetStatusResponse: operator.get_status;
    ListParkedRequest => ListParkedResponse: operator.list_parked;
    SkipParkedRequest => ParkedAnswer: operator.skip_parked;
    ConfirmSkipRequest => ParkedAnswer: operator.confirm_skip;
    EndForkRequest => EndForkResponse: operator.end_fork;
    ReloadRequest => ReloadResponse: operator.reload;
    PreviewRecountRequest => PreviewRecountResponse: operator.preview_recount;
    GetClockRequest => SandboxClock: sandbox.get_clock;
    AdvanceClockRequest => SandboxClock: sandbox.advance_clock;
    SetClockRequest => SandboxClock: sandbox.set_clock;
}

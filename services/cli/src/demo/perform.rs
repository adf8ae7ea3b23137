//! One step of a script as the request of one rpc. Waiting for the other side is in `stage`.

mod own;

pub(super) use own::{entry, matter, own, rule_of};

use anyhow::Context;
use duijie_proto::v1::{
    AcceptRequest, AcknowledgeRequest, Agreement, AnswerRecallRequest, AssignBodyRequest, AssignMediatorRequest,
    ClaimWay, CloseMatterRequest, ConcludeRequest, ConfirmOutcomeRequest, ConfirmationApplication, ConfirmationRuling,
    Consent, ConsentState, DecideConfirmationRequest, DecideObjectionRequest, DeclineRequest, ExtendRequest, Material,
    NoAgreement, ObjectRequest, Outcome, OutcomeCode, Party, PartyConsent, PetitionSort, RecallRequest,
    RecordAttemptRequest, ReferRequest, Referral, RegisterMatterRequest, ReportProgressRequest,
    RequestConfirmationRequest, RequestSupplementRequest, ResumeRequest, Sorting, SupplyRequest, SuspendRequest,
    WithdrawRequest, WrittenAnswer,
};
use sha2::{Digest, Sha256};

use super::script::{Act, Case, Line, Person};
use crate::client::Client;

/// The place of all cases: a town of the invented county.
const PLACE: &str = "990121102";

/// Who does something, about what, and under which request id.
pub(super) struct At<'a> {
    /// The agency, asked by the officer.
    pub client: &'a Client,
    /// The case.
    pub case: &'a Case,
    /// Its line.
    pub line: Line,
    /// The matter of the line at its sender.
    pub matter: &'a str,
    /// The line's newest referral.
    pub referral: Option<&'a str>,
    /// Who receives.
    pub receiver: &'a str,
    /// The request's id.
    pub request: &'a str,
}

/// Registers the case's matter; returns its id and the dispute's code.
pub(super) async fn register(at: &At<'_>) -> anyhow::Result<(String, String)> {
    let case = at.case;
    let party = |person: &Person| Party {
        kind: person.kind.into(),
        position: person.position.into(),
        name: person.name.to_owned(),
        ..Party::default()
    };
    let request = RegisterMatterRequest {
        request_id: at.request.to_owned(),
        title: case.title.to_owned(),
        category: case.category.to_owned(),
        place_code: PLACE.to_owned(),
        summary: case.summary.to_owned(),
        parties: case.parties.iter().map(party).collect(),
        materials: case.materials.iter().map(|name| material(name)).collect(),
        // Another agency numbers it itself.
        own_number: if at.line.name.is_empty() { case.own_number.to_owned() } else { String::new() },
        consents: case.agreed.iter().map(|party| agrees(party)).collect(),
        sorting: (at.line.kind == duijie_core::petition::MEDIATION).then(claim),
        ..RegisterMatterRequest::default()
    };
    let matter = at.client.matters().register_matter(request).await?.into_inner().matter.unwrap_or_default();
    Ok((matter.matter_id, matter.dispute_code))
}

/// A petition that may be mediated.
fn claim() -> Sorting {
    Sorting { sort: PetitionSort::Claim.into(), way: ClaimWay::Handling.into(), ..Sorting::default() }
}

fn agrees(party: &str) -> Consent {
    let evidence = Some(material("同意调解书.pdf"));
    Consent { party: party.to_owned(), state: ConsentState::Given.into(), evidence }
}

/// Closes the matter.
pub(super) async fn close(at: &At<'_>, reason: &str) -> anyhow::Result<()> {
    let request = CloseMatterRequest {
        request_id: at.request.to_owned(),
        matter_id: at.matter.to_owned(),
        reason: reason.to_owned(),
        validate_only: false,
    };
    at.client.matters().close_matter(request).await?;
    Ok(())
}

/// Hands the matter over; returns the new referral's id.
pub(super) async fn refer(at: &At<'_>, opinion: &str, replaces: Option<&str>) -> anyhow::Result<String> {
    let request = ReferRequest {
        request_id: at.request.to_owned(),
        matter_id: at.matter.to_owned(),
        kind: at.line.kind.to_owned(),
        receiver: at.receiver.to_owned(),
        procedure: at.line.procedure.map_or(0, i32::from),
        mode: at.line.mode.map_or(0, i32::from),
        opinion: opinion.to_owned(),
        replaces_referral: replaces.unwrap_or_default().to_owned(),
        ..ReferRequest::default()
    };
    let answer = at.client.sending().refer(request).await?.into_inner();
    Ok(answer.referral.unwrap_or_default().referral_id)
}

/// Asks the court to confirm what all parties agreed on; returns the new referral's id.
pub(super) async fn apply(at: &At<'_>, effective_on: &str, agreement: &str) -> anyhow::Result<String> {
    let application = ConfirmationApplication {
        applicants: at.case.parties.iter().map(|person| person.name.to_owned()).collect(),
        agreement: Some(material(agreement)),
        mediated_by: Some(material("主持调解的证明.pdf")),
        effective_on: effective_on.to_owned(),
        from_referral: String::new(),
        ..ConfirmationApplication::default()
    };
    let request = RequestConfirmationRequest {
        request_id: at.request.to_owned(),
        matter_id: at.matter.to_owned(),
        receiver: at.receiver.to_owned(),
        application: Some(application),
        validate_only: false,
    };
    let answer = at.client.mediation().request_confirmation(request).await?.into_inner();
    Ok(answer.referral.unwrap_or_default().referral_id)
}

macro_rules! ask {
    ($at:ident, $client:ident.$service:ident.$rpc:ident($request:ident, $id:ident $(, $field:ident: $value:expr)* $(,)?)) => {{
        let request = $request {
            request_id: $at.request.to_owned(),
            referral_id: $id.to_owned(),
            validate_only: false,
            $($field: $value,)*
        };
        $client.$service().$rpc(request).await?.into_inner().referral
    }};
}

/// Does one step about the line's newest referral. `None` where nobody has to do anything about one.
pub(super) async fn step(at: &At<'_>, act: &Act) -> anyhow::Result<Option<Referral>> {
    let (client, id) = (at.client, at.referral.context("the script has no referral yet")?);
    Ok(match act {
        Act::Register
        | Act::Refer(_)
        | Act::ReferAgain(_)
        | Act::ApplyForConfirmation(..)
        | Act::Own(_)
        | Act::Entry(_)
        | Act::LeaderEntry(_)
        | Act::OneDispute(_)
        | Act::Close(_)
        | Act::Twice(_)
        | Act::Refused(..)
        | Act::Advised(_)
        | Act::Due(..)
        | Act::Silence => None,
        Act::Acknowledge => ask!(at, client.receiving.acknowledge(AcknowledgeRequest, id, shown: Vec::new())),
        Act::Accept(number) => {
            ask!(at, client.receiving.accept(AcceptRequest, id, own_number: (*number).to_owned()))
        }
        Act::Decline(code, text) => ask!(at, client.receiving.decline(
            DeclineRequest, id, code: (*code).into(), text: (*text).to_owned(),
            basis: String::new(), suggestion: String::new(),
        )),
        Act::RequestSupplement(items) => ask!(at, client.receiving.request_supplement(
            RequestSupplementRequest, id,
            items: items.iter().map(|item| (*item).to_owned()).collect(), text: String::new(),
        )),
        Act::Supply(names) => ask!(at, client.sending.supply(
            SupplyRequest, id, materials: names.iter().map(|name| material(name)).collect(), text: String::new(),
        )),
        Act::AssignBody(body) => {
            ask!(at, client.mediation.assign_body(AssignBodyRequest, id, body: (*body).to_owned(), again: String::new()))
        }
        Act::AssignMediator(name) => {
            ask!(at, client.mediation.assign_mediator(AssignMediatorRequest, id, mediator: (*name).to_owned()))
        }
        Act::Progress(text) => {
            ask!(at, client.receiving.report_progress(ReportProgressRequest, id, text: (*text).to_owned()))
        }
        Act::Suspend(reason, basis, evidence) => ask!(at, client.receiving.suspend(
            SuspendRequest, id,
            reason: (*reason).into(), basis: (*basis).to_owned(), evidence: Some(material(evidence)),
        )),
        Act::Resume => ask!(at, client.receiving.resume(ResumeRequest, id)),
        Act::Agree(..) | Act::Settle(_) | Act::Fail(..) | Act::Report(_) => {
            ask!(at, client.receiving.conclude(ConcludeRequest, id, outcome: outcome(act), releases: Vec::new()))
        }
        Act::Confirm => ask!(at, client.sending.confirm_outcome(ConfirmOutcomeRequest, id)),
        Act::Recall(reason, _) => ask!(at, client.sending.recall(
            RecallRequest, id, reason: (*reason).to_owned(),
            order_superior: String::new(), order_number: String::new(),
        )),
        Act::AnswerRecall(answer) => {
            ask!(at, client.receiving.answer_recall(AnswerRecallRequest, id, answer: (*answer).into()))
        }
        Act::Object(basis, text, suggestion) => ask!(at, client.receiving.object(
            ObjectRequest, id, basis: (*basis).to_owned(), text: (*text).to_owned(),
            suggestion: (*suggestion).to_owned(),
        )),
        Act::DecideObjection(answer, text) => ask!(at, client.sending.decide_objection(
            DecideObjectionRequest, id, answer: (*answer).into(), text: (*text).to_owned(),
        )),
        Act::Attempt(text) => {
            ask!(at, client.mediation.record_attempt(RecordAttemptRequest, id, text: (*text).to_owned()))
        }
        Act::Extend(length, reason) => ask!(at, client.receiving.extend(
            ExtendRequest, id, length: *length, consents: consents(at.case), approved_by: String::new(), approval: None,
            reason: (*reason).to_owned(),
        )),
        Act::Rule(decision, ground, number) => {
            let ruling = ConfirmationRuling {
                number: (*number).to_owned(),
                decision: (*decision).into(),
                ground: ground.map_or(0, i32::from),
                document: Some(material("司法确认裁定书.pdf")),
            };
            ask!(at, client.adjudication.decide_confirmation(DecideConfirmationRequest, id, ruling: Some(ruling)))
        }
        Act::Withdraw(party, reason) => ask!(at, client.referrals.withdraw(
            WithdrawRequest, id, party: (*party).to_owned(), reason: (*reason).to_owned(),
        )),
    })
}

fn outcome(act: &Act) -> Option<Outcome> {
    match act {
        Act::Agree(remarks, perform_by) => Some(Outcome {
            code: OutcomeCode::Agreement.into(),
            agreement: Some(Agreement {
                document: Some(material("人民调解协议书.pdf")),
                signed_by_parties: true,
                signed_by_mediator: true,
                sealed_by_organisation: true,
                perform_by: (*perform_by).to_owned(),
            }),
            remarks: (*remarks).to_owned(),
            ..Outcome::default()
        }),
        Act::Settle(remarks) => Some(Outcome {
            code: OutcomeCode::SettledAndWithdrawn.into(),
            remarks: (*remarks).to_owned(),
            ..Outcome::default()
        }),
        Act::Report(text) => Some(Outcome {
            code: OutcomeCode::Replied.into(),
            reply: Some(WrittenAnswer { text: (*text).to_owned(), materials: Vec::new() }),
            ..Outcome::default()
        }),
        Act::Fail(reason, facts, undisputed) => Some(Outcome {
            code: OutcomeCode::NoAgreement.into(),
            no_agreement: Some(NoAgreement {
                finer: 0,
                reason: (*reason).into(),
                facts: (*facts).to_owned(),
                undisputed_facts: (*undisputed).to_owned(),
                returned: Vec::new(),
            }),
            ..Outcome::default()
        }),
        _ => None,
    }
}

/// Every party's consent in writing.
fn consents(case: &Case) -> Vec<PartyConsent> {
    let consent = |person: &Person| PartyConsent {
        party: person.name.to_owned(),
        evidence: Some(material("同意延长的书面意见.pdf")),
    };
    case.parties.iter().map(consent).collect()
}

/// A document that exists only by name: its content is its name.
fn material(name: &str) -> Material {
    Material {
        name: name.to_owned(),
        digest: Sha256::digest(name.as_bytes()).to_vec(),
        size: name.len() as u64,
        media_type: if name.ends_with(".pdf") { "application/pdf".to_owned() } else { "image/jpeg".to_owned() },
    }
}

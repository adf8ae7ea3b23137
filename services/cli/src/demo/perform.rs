//! One step of a script as the request of one rpc. Waiting for the other side is in `stage`.

use duijie_proto::v1::{
    AcceptRequest, AcknowledgeRequest, Agreement, AnswerRecallRequest, AssignBodyRequest, AssignMediatorRequest,
    ConcludeRequest, ConfirmOutcomeRequest, DeclineRequest, Material, NoAgreement, Outcome, OutcomeCode, Party,
    RecallRequest, ReferRequest, Referral, RegisterMatterRequest, ReportProgressRequest, RequestSupplementRequest,
    ResumeRequest, SupplyRequest, SuspendRequest, WithdrawRequest,
};
use sha2::{Digest, Sha256};
use tonic::Status;

use super::script::{Act, Case};
use crate::call::steps::new_request_id;
use crate::client::Client;

/// The place of all cases: a town of the invented county.
const PLACE: &str = "990121102";

/// Registers the case's matter; returns its id.
pub(super) async fn register(client: &Client, case: &Case) -> Result<String, Status> {
    let party = |person: &super::script::Person| Party {
        kind: person.kind.into(),
        position: person.position.into(),
        name: person.name.to_owned(),
        contact: String::new(),
    };
    let request = RegisterMatterRequest {
        request_id: new_request_id(),
        title: case.title.to_owned(),
        category: case.category.to_owned(),
        place_code: PLACE.to_owned(),
        summary: case.summary.to_owned(),
        parties: case.parties.iter().map(party).collect(),
        materials: case.materials.iter().map(|name| material(name)).collect(),
        own_number: case.own_number.to_owned(),
        ..RegisterMatterRequest::default()
    };
    let answer = client.matters().register_matter(request).await?.into_inner();
    Ok(answer.matter.unwrap_or_default().matter_id)
}

/// Hands the matter over; returns the new referral's id.
pub(super) async fn refer(
    client: &Client,
    case: &Case,
    matter_id: &str,
    receiver: String,
    opinion: &str,
    replaces: Option<&str>,
) -> Result<String, Status> {
    let request = ReferRequest {
        request_id: new_request_id(),
        matter_id: matter_id.to_owned(),
        kind: case.kind.to_owned(),
        receiver,
        procedure: case.procedure.map_or(0, i32::from),
        mode: 0,
        opinion: opinion.to_owned(),
        replaces_referral: replaces.unwrap_or_default().to_owned(),
        requirements: None,
        validate_only: false,
    };
    let answer = client.sending().refer(request).await?.into_inner();
    Ok(answer.referral.unwrap_or_default().referral_id)
}

macro_rules! ask {
    ($client:ident.$service:ident.$rpc:ident($request:ident, $id:ident $(, $field:ident: $value:expr)* $(,)?)) => {{
        let request = $request {
            request_id: new_request_id(),
            referral_id: $id.to_owned(),
            validate_only: false,
            $($field: $value,)*
        };
        $client.$service().$rpc(request).await?.into_inner().referral
    }};
}

/// Does one step about a referral. `None` where nobody has to do anything.
pub(super) async fn step(client: &Client, id: &str, act: &Act) -> Result<Option<Referral>, Status> {
    Ok(match act {
        Act::Register | Act::Refer(_) | Act::ReferAgain(_) | Act::Silence => None,
        Act::Acknowledge => ask!(client.receiving.acknowledge(AcknowledgeRequest, id, shown: Vec::new())),
        Act::Accept(number) => {
            ask!(client.receiving.accept(AcceptRequest, id, own_number: (*number).to_owned()))
        }
        Act::Decline(code, text) => ask!(client.receiving.decline(
            DeclineRequest, id, code: (*code).into(), text: (*text).to_owned(),
            basis: String::new(), suggestion: String::new(),
        )),
        Act::RequestSupplement(items) => ask!(client.receiving.request_supplement(
            RequestSupplementRequest, id,
            items: items.iter().map(|item| (*item).to_owned()).collect(), text: String::new(),
        )),
        Act::Supply(names) => ask!(client.sending.supply(
            SupplyRequest, id, materials: names.iter().map(|name| material(name)).collect(), text: String::new(),
        )),
        Act::AssignBody(body) => ask!(client.mediation.assign_body(AssignBodyRequest, id, body: (*body).to_owned())),
        Act::AssignMediator(name) => {
            ask!(client.mediation.assign_mediator(AssignMediatorRequest, id, mediator: (*name).to_owned()))
        }
        Act::Progress(text) => {
            ask!(client.receiving.report_progress(ReportProgressRequest, id, text: (*text).to_owned()))
        }
        Act::Suspend(reason, basis, evidence) => ask!(client.receiving.suspend(
            SuspendRequest, id,
            reason: (*reason).into(), basis: (*basis).to_owned(), evidence: Some(material(evidence)),
        )),
        Act::Resume => ask!(client.receiving.resume(ResumeRequest, id)),
        Act::Agree(..) | Act::Settle(_) | Act::Fail(..) => {
            ask!(client.receiving.conclude(ConcludeRequest, id, outcome: outcome(act)))
        }
        Act::Confirm => ask!(client.sending.confirm_outcome(ConfirmOutcomeRequest, id)),
        Act::Recall(reason, _) => ask!(client.sending.recall(
            RecallRequest, id, reason: (*reason).to_owned(),
            order_superior: String::new(), order_number: String::new(),
        )),
        Act::AnswerRecall(answer) => {
            ask!(client.receiving.answer_recall(AnswerRecallRequest, id, answer: (*answer).into()))
        }
        Act::Withdraw(party, reason) => ask!(client.referrals.withdraw(
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
        Act::Fail(reason, facts, undisputed) => Some(Outcome {
            code: OutcomeCode::NoAgreement.into(),
            no_agreement: Some(NoAgreement {
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

/// A document that exists only by name: its content is its name.
fn material(name: &str) -> Material {
    Material {
        name: name.to_owned(),
        digest: Sha256::digest(name.as_bytes()).to_vec(),
        size: name.len() as u64,
        media_type: if name.ends_with(".pdf") { "application/pdf".to_owned() } else { "image/jpeg".to_owned() },
    }
}

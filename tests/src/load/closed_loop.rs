//! How many referrals per second go round: refer, acknowledge, accept, conclude, confirm outcome, by gRPC commands at one
//! sender and one receiver.

use super::watching::Watched;
use anyhow::{Context, Result};
use duijie_proto::v1::{
    self, AcceptRequest, AcknowledgeRequest, ConcludeRequest, ConfirmOutcomeRequest, ReferRequest, ReferralState,
    RegisterMatterRequest, matter_service_client::MatterServiceClient, peer_service_client::PeerServiceClient,
    receiving_service_client::ReceivingServiceClient, sending_service_client::SendingServiceClient,
};
use std::time::{Duration, Instant};
use tonic::{Request, transport::Channel};

/// A matter is used for this many loops, so that it stays as small as real ones.
const LOOPS_PER_MATTER: usize = 4;

/// Both ends.
#[derive(Clone)]
pub struct Ends {
    /// Channel to the sender.
    pub sender: Channel,
    /// Channel to the receiver.
    pub receiver: Channel,
    /// What the sender tells of its referrals.
    pub at_sender: Watched,
    /// What the receiver tells of its referrals.
    pub at_receiver: Watched,
    /// Agency id of the receiver.
    pub receiver_id: String,
    /// Kind that the sender hands over.
    pub kind: &'static str,
}

/// What one worker did.
#[derive(Default)]
pub struct Tally {
    /// Loops closed before the end.
    pub loops: u64,
    /// How long each command took.
    pub commands: Vec<Duration>,
}

impl Tally {
    /// Adds another worker's.
    pub fn add(&mut self, other: Self) {
        self.loops += other.loops;
        self.commands.extend(other.commands);
    }

    /// The time within which this share of the commands was answered, in milliseconds.
    #[must_use]
    pub fn quantile_ms(&mut self, share: f64) -> f64 {
        self.commands.sort_unstable();
        let index = (self.commands.len() as f64 * share) as usize;
        let at = self.commands.get(index.min(self.commands.len().saturating_sub(1)));
        at.map_or(0.0, |duration| duration.as_secs_f64() * 1_000.0)
    }
}

/// Letters this service has committed to its peers.
///
/// # Errors
/// If it does not answer.
pub async fn letters(at: &Channel) -> Result<u64> {
    let peers = PeerServiceClient::new(at.clone()).list_peers(by(v1::ListPeersRequest {})).await?.into_inner();
    Ok(peers.peers.iter().map(|peer| peer.committed).sum())
}

/// Closes loops until `until`.
///
/// # Errors
/// If a command is refused or a loop does not close.
pub async fn work(ends: Ends, until: Instant) -> Result<Tally> {
    let mut tally = Tally::default();
    while Instant::now() < until {
        let matter = register(&ends).await?;
        for _ in 0..LOOPS_PER_MATTER {
            one(&ends, &matter, &mut tally).await?;
            if Instant::now() >= until {
                return Ok(tally);
            }
            tally.loops += 1;
        }
    }
    Ok(tally)
}

async fn register(ends: &Ends) -> Result<String> {
    let mut matters = MatterServiceClient::new(ends.sender.clone());
    let request = RegisterMatterRequest {
        request_id: id(),
        title: "邻里漏水纠纷".to_owned(),
        category: "邻里纠纷".to_owned(),
        place_code: "320102".to_owned(),
        summary: "楼上漏水致楼下吊顶受损，双方对赔偿数额有争议。".to_owned(),
        parties: vec![party("甲某", v1::PartyPosition::Applicant), party("乙某", v1::PartyPosition::Respondent)],
        consents: ["甲某", "乙某"].map(agrees).into(),
        sorting: Some(v1::Sorting {
            sort: v1::PetitionSort::Claim as i32,
            way: v1::ClaimWay::Handling as i32,
            ..v1::Sorting::default()
        }),
        ..RegisterMatterRequest::default()
    };
    let answer = matters.register_matter(by(request)).await.context("registering a matter")?.into_inner();
    Ok(answer.matter.context("no matter in the answer")?.matter_id)
}

async fn one(ends: &Ends, matter: &str, tally: &mut Tally) -> Result<()> {
    let mut sending = SendingServiceClient::new(ends.sender.clone());
    let mut receiving = ReceivingServiceClient::new(ends.receiver.clone());
    let refer = ReferRequest {
        request_id: id(),
        matter_id: matter.to_owned(),
        kind: ends.kind.to_owned(),
        receiver: ends.receiver_id.clone(),
        ..ReferRequest::default()
    };
    let answer = timed(tally, sending.refer(by(refer))).await.context("referring")?;
    let referral_id = answer.referral.context("no referral in the answer")?.referral_id;
    ends.at_receiver.reach(&referral_id, ReferralState::Arrived).await?;
    let acknowledge =
        AcknowledgeRequest { request_id: id(), referral_id: referral_id.clone(), ..AcknowledgeRequest::default() };
    timed(tally, receiving.acknowledge(by(acknowledge))).await.context("acknowledging")?;
    let accept = AcceptRequest { request_id: id(), referral_id: referral_id.clone(), ..AcceptRequest::default() };
    timed(tally, receiving.accept(by(accept))).await.context("accepting")?;
    let outcome = v1::Outcome { code: v1::OutcomeCode::SettledAndWithdrawn.into(), ..v1::Outcome::default() };
    let conclude = ConcludeRequest {
        request_id: id(),
        referral_id: referral_id.clone(),
        outcome: Some(outcome),
        ..ConcludeRequest::default()
    };
    timed(tally, receiving.conclude(by(conclude))).await.context("concluding")?;
    ends.at_sender.reach(&referral_id, ReferralState::Concluded).await?;
    let confirm = ConfirmOutcomeRequest { request_id: id(), referral_id, ..ConfirmOutcomeRequest::default() };
    timed(tally, sending.confirm_outcome(by(confirm))).await.context("confirming")?;
    Ok(())
}

async fn timed<T>(
    tally: &mut Tally,
    call: impl Future<Output = Result<tonic::Response<T>, tonic::Status>>,
) -> Result<T, tonic::Status> {
    let begun = Instant::now();
    let answer = call.await?.into_inner();
    tally.commands.push(begun.elapsed());
    Ok(answer)
}

fn party(name: &str, position: v1::PartyPosition) -> v1::Party {
    let kind = v1::PartyKind::Person.into();
    v1::Party { kind, position: position.into(), name: name.to_owned(), contact: String::new() }
}

fn agrees(party: &str) -> v1::Consent {
    v1::Consent { party: party.to_owned(), state: v1::ConsentState::Given.into(), evidence: None }
}

fn id() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// As a clerk in development.
pub(super) fn by<T>(message: T) -> Request<T> {
    let mut request = Request::new(message);
    let officer = tonic::metadata::MetadataValue::from_static("load.clerk; role=clerk");
    request.metadata_mut().insert("x-duijie-officer", officer);
    request
}

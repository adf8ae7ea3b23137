//! One officer at one agency's service: asks, and where the outcome is unknown, asks again with the very same request.

use super::{
    asking::Ask,
    waiting::{until, until_ok},
};
use duijie_cli::{
    args::Role,
    client::{Client, Officer},
    fleet::agency::Addresses,
    init::Home,
};
use duijie_proto::v1::{GetReferralRequest, GetStatusRequest, Peer, Referral, ReferralState};
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU64, Ordering},
};
use tonic::{Code, Status};
use tonic_types::StatusExt;

/// An officer. Clones share the connection.
#[derive(Clone, Debug)]
pub struct Clerk {
    home: Home,
    officer: Officer,
    line: Arc<Mutex<Option<Client>>>,
    answers: Arc<AtomicU64>,
}

impl Clerk {
    /// An officer of the agency that lives at `home`. Whatever is answered is counted in `answers`.
    #[must_use]
    pub fn new(home: &Home, name: &str, role: Role, answers: &Arc<AtomicU64>) -> Self {
        let officer = Officer::new(name, role).expect("a name can be sent");
        Self { home: home.clone(), officer, line: Arc::default(), answers: Arc::clone(answers) }
    }

    /// A leader of the same agency.
    #[must_use]
    pub fn leader(&self, name: &str) -> Self {
        Self::new(&self.home, name, Role::Leader, &self.answers)
    }

    /// The agency's id.
    #[must_use]
    pub fn agency(&self) -> &str {
        self.home.agency.as_str()
    }

    /// Asks once.
    ///
    /// # Errors
    /// What the service answers, or that it cannot be reached.
    pub async fn ask<A: Ask>(&self, request: A) -> Result<A::Answer, Status> {
        let client = self.client().await?;
        let answer = request.send(client).await;
        if answer.as_ref().is_err_and(is_unknown) {
            *self.line.lock().unwrap() = None;
        }
        answer
    }

    /// Asks the same again until there is an answer.
    ///
    /// # Errors
    /// What the service answers.
    pub async fn insist<A: Ask>(&self, request: A) -> Result<A::Answer, Status> {
        let what = format!("an answer of `{}` to `{}`", self.agency(), std::any::type_name::<A>());
        until_ok(&what, || async {
            let answer = self.ask(request.clone()).await;
            match answer {
                Err(status) if is_unknown(&status) => Err(status.to_string()),
                answer => {
                    self.answers.fetch_add(1, Ordering::Relaxed);
                    Ok(answer)
                }
            }
        })
        .await
    }

    /// The referral as this agency knows it; none before it arrived.
    pub async fn referral(&self, referral_id: &str) -> Option<Referral> {
        match self.insist(GetReferralRequest { referral_id: referral_id.to_owned(), min_position: 0 }).await {
            Ok(referral) => Some(referral),
            Err(status) if status.code() == Code::NotFound => None,
            Err(status) => panic!("`{}` asked for `{referral_id}`: {status}", self.agency()),
        }
    }

    /// Waits until the referral is in this state here.
    pub async fn sees(&self, referral_id: &str, state: ReferralState) -> Referral {
        let what = format!("`{}` sees `{referral_id}` as {}", self.agency(), state.as_str_name());
        until(&what, async || self.referral(referral_id).await.filter(|referral| referral.state() == state)).await
    }

    /// How things stand with a peer, if there were ever letters.
    pub async fn peer(&self, agency: &str) -> Option<Peer> {
        let peers = self.insist(duijie_proto::v1::ListPeersRequest {}).await.expect("peers are listed").peers;
        peers.into_iter().find(|peer| peer.agency == agency)
    }

    /// The newest position of the agency's journal.
    pub async fn position(&self) -> u64 {
        self.insist(GetStatusRequest {}).await.expect("the status is told").position
    }

    /// A connection to the service as it runs now. An address left behind by a killed process may be another agency's
    /// by now, so the service is asked who it is.
    ///
    /// # Errors
    /// If it is not there.
    pub async fn client(&self) -> Result<Client, Status> {
        if let Some(client) = self.line.lock().unwrap().clone() {
            return Ok(client);
        }
        let away = |why: String| Status::unavailable(why);
        let file = self.home.data_dir().join("addresses.json");
        let text = std::fs::read_to_string(file).map_err(|error| away(error.to_string()))?;
        let addresses: Addresses = serde_json::from_str(&text).map_err(|error| away(error.to_string()))?;
        let url = format!("http://{}", addresses.grpc);
        let client = Client::connect(&url, self.officer.clone()).await.map_err(|error| away(format!("{error:#}")))?;
        let status = GetStatusRequest {}.send(client.clone()).await?;
        if status.agency != self.agency() {
            return Err(away(format!("`{}` answers at the address of `{}`", status.agency, self.agency())));
        }
        *self.line.lock().unwrap() = Some(client.clone());
        Ok(client)
    }
}

/// Whether nobody can tell what became of a request. What the service itself says bears a reason; a broken connection does not.
#[must_use]
pub fn is_unknown(status: &Status) -> bool {
    match status.code() {
        Code::Unavailable | Code::DeadlineExceeded | Code::Cancelled => true,
        Code::Unknown | Code::Internal => status.get_details_error_info().is_none(),
        _ => false,
    }
}

/// The stable reason of a refusal.
#[must_use]
pub fn reason(status: &Status) -> String {
    status.get_details_error_info().map_or_else(|| format!("no reason: {status}"), |info| info.reason)
}

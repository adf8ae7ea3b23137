//! How clerks learn what the other side did: one watch per agency, as a console holds it for everybody who works there.

use anyhow::{Context, Result};
use duijie_proto::v1::{ReferralState, WatchReferralsRequest, referral_service_client::ReferralServiceClient};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::sync::oneshot;
use tonic::transport::Channel;

/// A loop that takes longer than this has lost something.
const LOOP_MAX: Duration = Duration::from_secs(60);

/// What one agency has told of its referrals since the watch began.
#[derive(Clone, Default)]
pub struct Watched(Arc<Mutex<HashMap<String, Told>>>);

enum Told {
    State(ReferralState),
    /// Nobody has told of this state yet, and one clerk waits for it.
    Awaited(ReferralState, oneshot::Sender<()>),
}

impl Watched {
    /// Begins to watch all referrals of an agency.
    ///
    /// # Errors
    /// If it does not let us.
    pub async fn begin(at: &Channel) -> Result<Self> {
        let watched = Self::default();
        let request = super::closed_loop::by(WatchReferralsRequest::default());
        let answer = ReferralServiceClient::new(at.clone()).watch_referrals(request).await;
        let mut changes = answer.context("beginning to watch")?.into_inner();
        let told = watched.clone();
        // It ends with the agency; whoever waits then is told by the limit.
        tokio::spawn(async move {
            while let Ok(Some(change)) = changes.message().await {
                if let Some(referral) = change.referral {
                    let state = referral.state();
                    told.note(referral.referral_id, state);
                }
            }
        });
        Ok(watched)
    }

    /// Waits until the referral is in this state.
    ///
    /// # Errors
    /// If it does not come to that.
    pub async fn reach(&self, referral_id: &str, state: ReferralState) -> Result<()> {
        let Some(reached) = self.awaited(referral_id, state) else { return Ok(()) };
        let lost = || format!("referral `{referral_id}` did not become {state:?} within {LOOP_MAX:?}");
        tokio::time::timeout(LOOP_MAX, reached).await.with_context(lost)?.with_context(lost)
    }

    fn awaited(&self, referral_id: &str, state: ReferralState) -> Option<oneshot::Receiver<()>> {
        let mut all = self.0.lock().unwrap();
        if matches!(all.get(referral_id), Some(Told::State(told)) if *told == state) {
            return None;
        }
        let (reached, awaited) = oneshot::channel();
        all.insert(referral_id.to_owned(), Told::Awaited(state, reached));
        Some(awaited)
    }

    fn note(&self, referral_id: String, state: ReferralState) {
        let mut all = self.0.lock().unwrap();
        if state == ReferralState::Confirmed {
            // It ends here and nobody asks again.
            all.remove(&referral_id);
            return;
        }
        match all.remove(&referral_id) {
            Some(Told::Awaited(awaited, reached)) if awaited == state => {
                // A clerk who has gone away does not need to know.
                reached.send(()).unwrap_or_default();
                all.insert(referral_id, Told::State(state));
            }
            Some(awaits @ Told::Awaited(..)) => drop(all.insert(referral_id, awaits)),
            Some(Told::State(_)) | None => drop(all.insert(referral_id, Told::State(state))),
        }
    }
}

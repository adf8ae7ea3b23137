//! A town: a fleet in a directory of its own, what its operator can do to it, and whether its books agree in the end.

use super::{
    clerk::Clerk,
    handoff::{KINDS, RECEIVER},
    waiting::{until, until_ok},
};
use duijie_cli::{
    args::Role,
    fleet::{
        agencies::{Fleet, FleetOptions, every_seat},
        agency::Agency,
        binaries::Binaries,
        nats_server,
    },
    journal::verify_agency,
};
use duijie_proto::v1::{ListPeersRequest, ListReferralsRequest, Referral, SandboxClock, SetClockRequest};
use futures::future::join_all;
use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Arc, OnceLock, atomic::AtomicU64},
};
use tempfile::TempDir;

/// A running fleet. Dropping it kills every process and removes its directory.
pub struct Town {
    /// The processes.
    pub fleet: Fleet,
    clerks: BTreeMap<&'static str, Clerk>,
    answers: Arc<AtomicU64>,
    dir: TempDir,
}

impl Drop for Town {
    /// A test that fails leaves its town's files and says where.
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.dir.disable_cleanup(true);
            eprintln!("the logs and stores are kept in {}", self.dir.path().display());
        }
    }
}

/// The programs, built or found once per test program.
#[derive(Clone, Debug)]
pub struct Programs {
    /// The services.
    pub services: Binaries,
    /// The bus server.
    pub bus: PathBuf,
}

/// Builds or finds the programs. The first caller waits for the build, the others for the first.
pub async fn programs() -> Programs {
    static PROGRAMS: OnceLock<Programs> = OnceLock::new();
    let obtain = || {
        let services = Binaries::obtain().expect("the services are built");
        Programs { services, bus: nats_server::obtain().expect("the bus server is there") }
    };
    tokio::task::spawn_blocking(move || PROGRAMS.get_or_init(obtain).clone()).await.expect("building does not panic")
}

/// The id of the agency with this role in a town.
#[must_use]
pub fn id_of(role: &str) -> String {
    format!("{}.{role}", FleetOptions::default().division)
}

impl Town {
    /// Opens a town.
    pub async fn open(options: FleetOptions) -> Self {
        let programs = programs().await;
        let dir = tempfile::tempdir().expect("a directory of its own");
        let seats = options.seats.clone();
        let fleet = Fleet::start(dir.path(), &programs.bus, &programs.services, options).await;
        let fleet = fleet.unwrap_or_else(|error| panic!("the fleet does not start: {error:#}"));
        let answers = Arc::default();
        let clerk = |role: &'static str| {
            let home = fleet.agency(role).expect("one of the fleet").home();
            (role, Clerk::new(home, "王芳", Role::Clerk, &answers))
        };
        let clerks = seats.iter().map(|seat| clerk(seat.role)).collect();
        Self { fleet, clerks, answers, dir }
    }

    /// A town on the machine's clock.
    pub async fn production() -> Self {
        Self::open(FleetOptions::default()).await
    }

    /// A town on sandbox clocks that begin at `start`.
    pub async fn sandbox(start: &str) -> Self {
        Self::open(FleetOptions { sandbox: Some(start.to_owned()), ..FleetOptions::default() }).await
    }

    /// The same with the agency that oversees the others.
    pub async fn overseen(start: &str) -> Self {
        let options =
            FleetOptions { sandbox: Some(start.to_owned()), seats: every_seat().collect(), ..FleetOptions::default() };
        Self::open(options).await
    }

    fn roles(&self) -> Vec<&'static str> {
        self.clerks.keys().copied().collect()
    }

    /// The clerk of the agency with this role.
    #[must_use]
    pub fn clerk(&self, role: &str) -> Clerk {
        self.clerks.get(role).expect("one of the fleet").clone()
    }

    /// An officer of the agency with another role than clerk.
    #[must_use]
    pub fn officer(&self, role: &str, name: &str, may: Role) -> Clerk {
        Clerk::new(self.agency(role).home(), name, may, &self.answers)
    }

    /// How many answers all officers have got: how far things are, without a clock.
    #[must_use]
    pub fn answers(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.answers)
    }

    /// The agency with this role.
    #[must_use]
    pub fn agency(&self, role: &str) -> &Agency {
        self.fleet.agency(role).expect("one of the fleet")
    }

    /// Kills the service of this role as `kill -9` does.
    pub async fn kill(&mut self, role: &str) {
        let agency = self.fleet.agency_mut(role).expect("one of the fleet");
        agency.kill_dash_nine().await.expect("a signal can be sent");
    }

    /// Starts the service of this role.
    pub async fn start(&mut self, role: &str) {
        let agency = self.fleet.agency_mut(role).expect("one of the fleet");
        agency.start().await.unwrap_or_else(|error| panic!("`{role}` does not start: {error:#}"));
    }

    /// Stops the service of this role in order.
    pub async fn stop(&mut self, role: &str) {
        let agency = self.fleet.agency_mut(role).expect("one of the fleet");
        agency.stop().await.expect("a signal can be sent");
    }

    /// Sets the clocks of these agencies, in this order.
    pub async fn set_clocks(&self, roles: &[&str], to: &str) {
        let to = instant(to);
        for role in roles {
            let _: SandboxClock = super::handoff::done(&self.clerk(role), SetClockRequest { to: Some(to) }).await;
        }
    }

    /// Sets all clocks.
    pub async fn set_all_clocks(&self, to: &str) {
        self.set_clocks(&self.roles(), to).await;
    }

    /// Every referral that an agency knows, by id.
    pub async fn referrals(&self, role: &str) -> BTreeMap<String, Referral> {
        let clerk = self.clerk(role);
        let mut all = BTreeMap::new();
        let mut page_token = String::new();
        loop {
            let request = ListReferralsRequest { page_size: 500, page_token, ..ListReferralsRequest::default() };
            let page = super::handoff::done(&clerk, request).await;
            all.extend(page.referrals.into_iter().map(|referral| (referral.referral_id.clone(), referral)));
            if page.next_page_token.is_empty() {
                return all;
            }
            page_token = page.next_page_token;
        }
    }

    /// Waits until both sides of every referral agree: same state by the same letter, everything delivered, and nobody has
    /// one that the other has not. Returns how many there are.
    pub async fn agrees(&self) -> usize {
        until_ok("the books of all agencies agree", || async {
            let (count, differences) = self.differences().await;
            if differences.is_empty() { Ok(count) } else { Err(differences.join("\n")) }
        })
        .await
    }

    /// How many referrals there are, and what the two sides see differently.
    pub async fn differences(&self) -> (usize, Vec<String>) {
        let received = self.referrals(RECEIVER).await;
        let mut sent = BTreeMap::new();
        for (_, role) in KINDS {
            sent.extend(self.referrals(role).await);
        }
        let mut differences = Vec::new();
        for id in sent.keys().chain(received.keys().filter(|id| !sent.contains_key(*id))) {
            let said = |referral: Option<&Referral>| referral.map(|it| (it.state(), it.reference.clone()));
            let (ours, theirs) = (said(sent.get(id)), said(received.get(id)));
            if ours != theirs {
                differences.push(format!("`{id}`: the sender says {ours:?}, the receiver {theirs:?}"));
            }
        }
        (sent.len(), differences)
    }

    /// Waits until every letter between any two agencies is known to be there, and tells how many there are.
    pub async fn all_delivered(&self) -> u64 {
        until("every letter is delivered", || async {
            let mut letters = 0;
            for role in self.roles() {
                let peers = self.clerk(role).insist(ListPeersRequest {}).await.expect("peers are listed").peers;
                if peers.iter().any(|peer| peer.delivered < peer.committed || peer.undelivered_since.is_some()) {
                    return None;
                }
                letters += peers.iter().map(|peer| peer.committed).sum::<u64>();
            }
            Some(letters)
        })
        .await
    }

    /// Stops all services, then proves all journals and every row derived from them; returns the records of each.
    pub async fn verify_stores(&mut self) -> BTreeMap<String, u64> {
        for role in self.roles() {
            self.stop(role).await;
        }
        self.prove_stores().await
    }

    /// Proves all journals and every row derived from them, whether their services run or not.
    pub async fn prove_stores(&self) -> BTreeMap<String, u64> {
        let proofs = self.fleet.agencies().iter().map(|agency| {
            let home = Arc::new(agency.home().clone());
            tokio::task::spawn_blocking(move || {
                let (data, key) = (home.data_dir(), home.key_file());
                let verified = verify_agency(&data, &key, &home.directory, home.agency.as_str());
                let verified = verified.unwrap_or_else(|error| panic!("the store of {}: {error:#}", home.agency));
                (home.agency.to_string(), verified.records)
            })
        });
        join_all(proofs).await.into_iter().map(|proof| proof.expect("verifying ends")).collect()
    }
}

/// An instant from its RFC 3339 text.
#[must_use]
pub fn instant(text: &str) -> prost_types::Timestamp {
    let at: jiff::Timestamp = text.parse().expect("an RFC 3339 instant");
    prost_types::Timestamp { seconds: at.as_second(), nanos: at.subsec_nanosecond() }
}

//! One agency in a test: a desk on a memory store, its driver on a thread, and its interface on a loopback port.

use crate::{
    access::Access,
    clocks::SandboxClock,
    data::{
        files::{DataFiles, Reloader},
        in_force::{Current, InForce},
    },
    desk::{Office, TimeSource},
    driver::{DeskHandle, Driver, Opening, Outlets, RelayTask},
    grpc::{Edge, serve},
    metrics::Metrics,
    relay::Relay,
    sample,
    store::memory::MemoryStore,
    watermark::WatermarkFile,
};
use duijie_core::{
    agency::AgencyId,
    clock::Clock,
    rules::{Handling, Mediates, Offer, ProcedureNeed, Rules, Sends},
};
use duijie_testkit::sample::{FIFTEEN_DAYS, PASSING_UP, SEVEN_DAYS, calendar, kind, monday, receiver_rules};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::Arc,
};
use tokio::sync::{mpsc, watch};
use tokio_util::sync::{CancellationToken, DropGuard};
use tonic::{
    metadata::MetadataValue,
    service::{Interceptor, interceptor::InterceptedService},
    transport::Channel,
};

/// Courts, which hand `litigation` over to a bureau and receive nothing.
pub fn courts() -> Rules {
    let sends = Sends::new(kind("litigation"), &["judicial-bureau"], ProcedureNeed::Required);
    Rules {
        role: "courts",
        sends: vec![sends],
        offers: Vec::new(),
        terms: duijie_core::terms_common::all(),
        mediates: Mediates::No,
        forms: Vec::new(),
    }
}

/// A bureau, which receives it, hands nothing over and mediates.
pub fn bureau() -> Rules {
    let handling = Handling::ByProcedure { ordinary: FIFTEEN_DAYS, summary: SEVEN_DAYS };
    let offer = Offer { passing_up: Some(PASSING_UP), ..Offer::common(kind("litigation"), &["courts"], handling) };
    Rules { sends: Vec::new(), offers: vec![offer], mediates: Mediates::Yes, ..receiver_rules() }
}

/// How an agency is set up.
pub struct Plan {
    pub who: &'static str,
    pub rules: Rules,
    pub access: Access,
    pub sandbox: bool,
    /// Calendar and local terms, if not the sample's.
    pub files: (Option<PathBuf>, Option<PathBuf>),
}

impl Plan {
    pub fn courts() -> Self {
        Self { who: sample::COURTS, rules: courts(), access: Access::Dev, sandbox: true, files: (None, None) }
    }

    pub fn bureau() -> Self {
        Self { who: sample::BUREAU, rules: bureau(), ..Self::courts() }
    }
}

/// A running agency; it stops when dropped.
pub struct House {
    pub channel: Channel,
    pub desk: DeskHandle,
    pub clock: Arc<SandboxClock>,
    pub store: MemoryStore,
    pub stop: CancellationToken,
    mail: Option<Mail>,
    _end: DropGuard,
    _directory: tempfile::TempDir,
}

struct Mail {
    statements: mpsc::UnboundedReceiver<(AgencyId, crate::journal::Bytes)>,
    relay: mpsc::UnboundedReceiver<RelayTask>,
    store: MemoryStore,
}

/// Says who the officer is.
#[derive(Clone)]
pub struct As(Option<&'static str>);

impl Interceptor for As {
    fn call(&mut self, mut request: tonic::Request<()>) -> Result<tonic::Request<()>, tonic::Status> {
        if let Some(said) = self.0 {
            request.metadata_mut().insert(crate::access::OFFICER_KEY, MetadataValue::from_static(said));
        }
        Ok(request)
    }
}

pub type Officer = InterceptedService<Channel, As>;

impl House {
    pub async fn open(plan: Plan) -> Self {
        let Plan { who, rules, access, sandbox, files } = plan;
        let directory = tempfile::tempdir().unwrap();
        let keyring = sample::keyring(who);
        let metrics = Arc::new(Metrics::default());
        let files = DataFiles {
            rules: rules.clone(),
            calendar: files.0,
            terms: files.1,
            kinds: None,
            bodies: None,
            roles: BTreeSet::default(),
        };
        let data = match &files {
            DataFiles { calendar: None, terms: None, .. } => InForce::unfiled(rules, calendar()),
            DataFiles { .. } => files.read().unwrap(),
        };
        let current = Arc::new(Current::new(data));
        let reloader = Arc::new(Reloader::new(files, Arc::clone(&current), Arc::clone(&metrics)));
        let office = Arc::new(Office {
            me: sample::agency(who),
            name: "某单位".into(),
            data: Arc::clone(&current),
            directory: Arc::new(keyring.directory().clone()),
            supervisors: keyring.directory().supervisors(),
            keyring,
            time: TimeSource::Sandbox,
            generation: 1,
            software: "duijie/test".into(),
            documents: crate::documents::Documents::default(),
        });
        let clock = Arc::new(SandboxClock::at(monday()));
        let store = MemoryStore::new();
        let opening = Opening {
            office: Arc::clone(&office),
            store: Arc::new(store.clone()),
            watermark: WatermarkFile::open(&directory.path().join("watermark")).unwrap(),
            boot: [who.len().try_into().unwrap(); 16],
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            nonces: || Box::new(|| [9; 24]),
            metrics,
        };
        let ((statements_in, statements), (relay_in, relay)) = (mpsc::unbounded_channel(), mpsc::unbounded_channel());
        let (driver, desk) = Driver::open(opening, Outlets { statements: statements_in, relay: relay_in }).unwrap();
        let runtime = tokio::runtime::Handle::current();
        std::thread::spawn(move || driver.run(&runtime));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let edge = Edge {
            desk: desk.clone(),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            sandbox: sandbox.then(|| Arc::clone(&clock)),
            access,
            software: "duijie/test".into(),
            reloader,
            bus_connected: watch::channel(true).1,
            published: watch::channel(BTreeMap::new()).1,
        };
        tokio::spawn(serve(listener, edge, stop.clone()));
        let channel = Channel::from_shared(format!("http://{address}")).unwrap().connect_lazy();
        let mail = Some(Mail { statements, relay, store: store.clone() });
        Self { channel, desk, clock, store, _end: stop.clone().drop_guard(), stop, mail, _directory: directory }
    }

    /// As an officer, `王芳` unless said otherwise.
    pub fn officer(&self) -> Officer {
        self.saying("%E7%8E%8B%E8%8A%B3")
    }

    pub fn leader(&self) -> Officer {
        self.saying("%E8%B5%B5%E5%B1%80; role=leader")
    }

    pub fn saying(&self, said: &'static str) -> Officer {
        InterceptedService::new(self.channel.clone(), As(Some(said)))
    }

    pub fn nobody(&self) -> Officer {
        InterceptedService::new(self.channel.clone(), As(None))
    }

    /// What this agency sends arrives at `other` from now on.
    pub fn writes_to(&mut self, other: &Self) {
        let Mail { mut statements, mut relay, store } = self.mail.take().unwrap();
        let mut runs = Relay::new(Arc::clone(self.desk.office()), Arc::new(store)).unwrap();
        let (to, clock) = (other.desk.clone(), Arc::clone(&self.clock));
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    Some((_, statement)) = statements.recv() => { let _stopping = to.deliver(Vec::new(), vec![statement]).await; }
                    Some(task) = relay.recv() => {
                        let (RelayTask::Fresh(peer) | RelayTask::Again(peer, _) | RelayTask::GiveBack(peer, _)) = &task;
                        let peer = peer.clone();
                        runs.task(task);
                        while let Some(run) = runs.next_run(&peer, clock.now()).unwrap() {
                            let _stopping = to.deliver(run.letters, Vec::new()).await;
                        }
                    }
                    else => return,
                }
            }
        });
    }
}

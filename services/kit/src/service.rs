//! One agency's service from arguments to exit code, in the order in which things are needed.

use crate::{
    access::Access,
    args::Args,
    bus::{self, Bus, BusAddress},
    clocks::{MachineClock, SandboxClock},
    config::Config,
    data::{
        files::{DataFiles, Reloader, watch},
        in_force::Current,
    },
    desk::{Office, TimeSource},
    directory::Directory,
    documents::Documents,
    driver::{Driver, Nonces, Opening, Outlets},
    grpc::{self, Edge},
    lifecycle::{DRAIN, Exit, chain, signals, spawn},
    metrics::Metrics,
    ops::{self, Ops},
    relay::Relay,
    seal::{Environment, KeyFile, Keyring},
    store::{Store, StoreError, sqlite::SqliteStore},
    telemetry,
    timekeeper::count_deadlines,
    upgrade,
    watermark::{Watermark, WatermarkFile},
};
use clap::Parser;
use duijie_core::{
    agency::AgencyId,
    clock::Clock,
    rules::{Mediates, Rules},
    time::Timestamp,
};
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};
use tokio::{
    net::TcpListener,
    sync::{mpsc, watch},
};
use tokio_util::sync::CancellationToken;

/// The generation of a desk that never recovered.
const FIRST_GENERATION: u32 = 1;

/// Runs an agency's service with these rules until it is told to stop.
#[must_use]
pub fn main(rules: Rules) -> ExitCode {
    let args = Args::parse();
    telemetry::begin();
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        tracing::debug!("a TLS provider was installed already");
    }
    let exit = match prepare(rules, &args) {
        Ok(prepared) => match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
            Ok(runtime) => runtime.block_on(run(prepared)),
            Err(error) => Exit::Unavailable(error.to_string()),
        },
        Err(exit) => exit,
    };
    if let Some(words) = exit.words() {
        tracing::error!(code = exit.code(), words, "the service ends");
    }
    exit.into_code()
}

/// Everything that can be wrong before anything runs.
struct Prepared {
    office: Arc<Office>,
    files: DataFiles,
    store: Arc<dyn Store>,
    watermark: (WatermarkFile, Option<Watermark>),
    clock: Arc<dyn Clock>,
    sandbox: Option<Arc<SandboxClock>>,
    bus: BusAddress,
    listen: (SocketAddr, SocketAddr),
    addresses: PathBuf,
    access: Access,
}

fn prepare(rules: Rules, args: &Args) -> Result<Prepared, Exit> {
    let wrong = |error: &dyn std::error::Error| Exit::Configuration(chain(error));
    let config = Config::read(&args.config, std::env::vars()).map_err(|error| wrong(&error))?;
    let file = args.config.display();
    let me: AgencyId = config
        .agency
        .parse()
        .map_err(|error| Exit::Configuration(format!("configuration `{file}`, key `agency`: {error}")))?;
    if me.role() != rules.role {
        let role = rules.role;
        let words = format!("configuration `{file}`, key `agency`: `{me}` is no `{role}`; allowed: <division>.{role}");
        return Err(Exit::Configuration(words));
    }
    let access = if args.dev { Access::Dev } else { Access::Closed };
    if config.bodies_file.is_some() && rules.mediates == Mediates::No {
        let role = rules.role;
        let words =
            format!("configuration `{file}`, key `bodies_file`: a `{role}` assigns no mediation bodies; leave it out");
        return Err(Exit::Configuration(words));
    }
    let directory = Arc::new(Directory::read(&config.directory_file).map_err(|error| wrong(&error))?);
    let files = DataFiles {
        rules,
        calendar: config.calendar_file.clone(),
        terms: config.terms_file.clone(),
        kinds: config.kinds_file.clone(),
        bodies: config.bodies_file.clone(),
        roles: directory.agencies().map(|agency| agency.id.role().to_owned()).collect(),
    };
    let office = Arc::new(office(&files, args, &config, directory, me)?);
    std::fs::create_dir_all(&config.data_dir).map_err(|error| unusable(&config.data_dir, &error))?;
    let store = SqliteStore::open(&config.data_dir.join("duijie.sqlite")).map_err(not_opened)?;
    if let Some(folder) = config.watermark_file.parent() {
        std::fs::create_dir_all(folder).map_err(|error| unusable(folder, &error))?;
    }
    let watermark =
        WatermarkFile::open(&config.watermark_file).map_err(|error| unusable(&config.watermark_file, &error))?;
    let anew = upgrade::refresh(&store, &office.keyring).map_err(not_opened)?;
    if anew > 0 {
        tracing::info!(rows = anew, "deadlines and facts of an earlier release were written anew from the journal");
    }
    let recorded = store.head().map_err(not_opened)?.recorded_at;
    let (clock, sandbox) = clock(args, recorded);
    let seed = config.nats.seed_file.as_deref().map(read_seed).transpose()?;
    Ok(Prepared {
        office,
        files,
        store: Arc::new(store),
        watermark,
        clock,
        sandbox,
        bus: BusAddress { url: config.nats.url.clone(), seed },
        listen: (config.grpc.listen, config.ops.listen),
        addresses: config.data_dir.join("addresses.json"),
        access,
    })
}

fn office(
    files: &DataFiles,
    args: &Args,
    config: &Config,
    directory: Arc<Directory>,
    me: AgencyId,
) -> Result<Office, Exit> {
    let wrong = |error: &dyn std::error::Error| Exit::Configuration(chain(error));
    let data = Arc::new(Current::new(files.read().map_err(|error| wrong(&error))?));
    if !directory.knows(&me) {
        let file = config.directory_file.display();
        return Err(Exit::Configuration(format!("directory `{file}` does not list this agency `{me}`")));
    }
    let key_file = KeyFile::read(&config.key_file).map_err(|error| wrong(&error))?;
    let (environment, time) = if args.sandbox {
        (Environment::Sandbox, TimeSource::Sandbox)
    } else {
        (Environment::Production, TimeSource::Machine)
    };
    let keyring = Keyring::from_file(me.clone(), environment, &key_file, Arc::clone(&directory));
    if directory.key(&me, keyring.key_id()).is_none() {
        let (file, key) = (config.directory_file.display(), keyring.key_id());
        return Err(Exit::Configuration(format!("directory `{file}` does not list key `{key}` of `{me}`")));
    }
    let names = directory.agencies().map(|agency| (agency.id.clone(), agency.name.clone()));
    let own_name = std::iter::once((me.clone(), config.name.clone()));
    let documents = Documents::configured(&config.documents, names.chain(own_name), &files.rules.forms)
        .map_err(|what| Exit::Configuration(format!("configuration `{}`, {what}", args.config.display())))?;
    let software = concat!("duijie/", env!("CARGO_PKG_VERSION")).to_owned();
    Ok(Office {
        me,
        name: config.name.clone(),
        data,
        keyring,
        supervisors: directory.supervisors(),
        directory,
        time,
        generation: FIRST_GENERATION,
        software,
        documents,
    })
}

/// The sandbox clock never begins before what was recorded.
fn clock(args: &Args, recorded: Timestamp) -> (Arc<dyn Clock>, Option<Arc<SandboxClock>>) {
    let machine = MachineClock::start();
    if !args.sandbox {
        return (Arc::new(machine), None);
    }
    let asked = args.sandbox_start.map(|start| Timestamp::from_micros(start.as_microsecond()));
    let start = asked.unwrap_or_else(|| machine.read().wall).max(recorded);
    let sandbox = Arc::new(SandboxClock::at(start));
    (Arc::clone(&sandbox) as Arc<dyn Clock>, Some(sandbox))
}

async fn run(prepared: Prepared) -> Exit {
    match start(prepared).await {
        Ok(exit) | Err(exit) => exit,
    }
}

async fn start(prepared: Prepared) -> Result<Exit, Exit> {
    let Prepared { office, files, store, watermark, clock, sandbox, bus, listen, addresses, access } = prepared;
    let stop = CancellationToken::new();
    let metrics = Arc::new(Metrics::default());
    let reloader = Arc::new(Reloader::new(files, Arc::clone(&office.data), Arc::clone(&metrics)));
    let (statements_in, statements) = mpsc::unbounded_channel();
    let (relay_in, relay_tasks) = mpsc::unbounded_channel();
    let opening = Opening {
        office: Arc::clone(&office),
        store: Arc::clone(&store),
        watermark,
        boot: random::<16>()?,
        clock: Arc::clone(&clock),
        nonces,
        metrics: Arc::clone(&metrics),
    };
    let (driver, desk) = Driver::open(opening, Outlets { statements: statements_in, relay: relay_in })?;
    let relay = Relay::new(Arc::clone(&office), store).map_err(|error| Exit::StoreFailed(chain(&error)))?;
    let bus = Bus::connect(&office.me, &bus).await.map_err(|error| Exit::Configuration(chain(&error)))?;
    let (published_in, published) = watch::channel(relay.published().clone());
    let (grpc_listener, ops_listener) = (listener(listen.0).await?, listener(listen.1).await?);

    let runtime = tokio::runtime::Handle::current();
    let ended = stop.clone();
    let desk_thread = std::thread::Builder::new()
        .name("desk".to_owned())
        .spawn(move || {
            let exit = driver.run(&runtime);
            ended.cancel();
            exit
        })
        .map_err(|error| Exit::Unavailable(error.to_string()))?;
    spawn("signals", &CancellationToken::new(), signals(stop.clone()));
    spawn("letters in", &stop, bus::inbox::letters(bus.clone(), desk.clone()));
    spawn("deadline counts", &stop, count_deadlines(desk.clone(), Arc::clone(&metrics)));
    spawn("data files", &stop, watch(Arc::clone(&reloader)));
    spawn("statements in", &stop, bus::inbox::statements(bus.clone(), desk.clone()));
    let out =
        bus::outbox::letters(bus.clone(), Arc::clone(&office), Arc::clone(&clock), relay, relay_tasks, published_in);
    spawn("letters out", &stop, out);
    spawn("statements out", &stop, bus::outbox::statements(bus.clone(), Arc::clone(&office), statements));

    let places = write_addresses(&addresses, &grpc_listener, &ops_listener)?;
    tracing::info!(agency = %office.me, grpc = %places.0, ops = %places.1, "the service is ready");
    let ops = Ops {
        desk: desk.clone(),
        bus: bus.clone(),
        registry: Arc::new(metrics.registry()),
        metrics,
        stop: stop.clone(),
    };
    spawn("ops", &CancellationToken::new(), async move {
        if let Err(error) = ops::serve(ops_listener, ops).await {
            tracing::error!(%error, "the ops port failed");
        }
    });
    let software = office.software.clone();
    let bus_connected = bus.connection();
    let edge = Edge { desk, clock, sandbox, access, software, reloader, bus_connected, published };
    let served = grpc::serve(grpc_listener, edge, stop.clone()).await;
    stop.cancel();
    // What is left over says nothing: whoever reads it finds nobody there.
    std::fs::remove_file(&addresses).unwrap_or_default();
    if let Err(error) = served {
        tracing::error!(%error, "the gRPC port failed");
    }
    let finished = tokio::task::spawn_blocking(move || desk_thread.join());
    match tokio::time::timeout(DRAIN, finished).await {
        Ok(Ok(Ok(exit))) => Ok(exit),
        Ok(_) => Ok(Exit::Unavailable("the desk panicked".to_owned())),
        Err(_) => Ok(Exit::Unavailable("the desk did not finish in time".to_owned())),
    }
}

async fn listener(at: SocketAddr) -> Result<TcpListener, Exit> {
    TcpListener::bind(at).await.map_err(|error| Exit::Unavailable(format!("cannot listen on `{at}`: {error}")))
}

/// Tells whoever started the service where it listens: a file that appears whole and goes when the service stops.
fn write_addresses(path: &Path, grpc: &TcpListener, ops: &TcpListener) -> Result<(SocketAddr, SocketAddr), Exit> {
    let unusable = |error: std::io::Error| unusable(path, &error);
    let (grpc, ops) = (grpc.local_addr().map_err(unusable)?, ops.local_addr().map_err(unusable)?);
    let text = format!("{{\"grpc\":\"{grpc}\",\"ops\":\"{ops}\",\"pid\":{}}}\n", std::process::id());
    let new = path.with_extension("new");
    std::fs::write(&new, text).and_then(|()| std::fs::rename(&new, path)).map_err(unusable)?;
    Ok((grpc, ops))
}

fn read_seed(file: &Path) -> Result<String, Exit> {
    let text = std::fs::read_to_string(file).map_err(|error| unusable(file, &error))?;
    Ok(text.trim().to_owned())
}

fn unusable(path: &Path, error: &std::io::Error) -> Exit {
    Exit::Configuration(format!("cannot use `{}`: {error}", path.display()))
}

fn not_opened(error: StoreError) -> Exit {
    match error {
        StoreError::Leased => Exit::Unavailable(format!("{error}; 数据库正被另一进程使用")),
        StoreError::Io { .. } | StoreError::Full | StoreError::Damaged { .. } => Exit::StoreFailed(chain(&error)),
    }
}

fn random<const N: usize>() -> Result<[u8; N], Exit> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| Exit::Unavailable(format!("no randomness: {error}")))?;
    Ok(bytes)
}

/// Nonces of encrypted bodies and the jitter of pacing. Without randomness there is no service.
fn nonces() -> Nonces {
    Box::new(|| {
        let mut bytes = [0; 24];
        if let Err(error) = getrandom::fill(&mut bytes) {
            tracing::error!(%error, "no randomness");
            std::process::exit(69);
        }
        bytes
    })
}

//! A real bus server with file storage, started, killed, restarted and robbed of its storage. Streams and letters are not known here.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::Duration;

use anyhow::{Context, anyhow, bail, ensure};
use serde::Deserialize;

use super::process::{Child, Program};

/// How long a start may take: recovery of a large store on two shared cores, with a margin.
const START_LIMIT: Duration = Duration::from_secs(30);

/// How long an orderly stop may take before SIGKILL. The server drains its clients for up to 10 s only in lame-duck mode, which we do not use.
const STOP_LIMIT: Duration = Duration::from_secs(10);

/// How often the ports file is looked for; the server writes it when it is ready.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// How much of the end of the log goes into an error, in bytes.
const LOG_TAIL: usize = 2000;

/// How the server is to run.
#[derive(Debug, Clone, Default)]
pub struct NatsOptions {
    /// The client port on 127.0.0.1; 0 lets the system choose one, which a restart then keeps.
    pub port: u16,
    /// The server's own configuration file (users, accounts, encryption, limits). Address, ports and storage directory are ours:
    /// the file may name a port, which is overridden, but no `store_dir`, and no monitoring address other than loopback.
    pub config: Option<PathBuf>,
}

/// One bus server. Dropping it kills it; its directory stays.
#[derive(Debug)]
pub struct NatsServer {
    binary: PathBuf,
    dir: PathBuf,
    options: NatsOptions,
    addr: SocketAddr,
    monitoring: String,
    child: Child,
}

/// The file that the server writes when every listener is open. With TLS the scheme differs, the rest does not.
#[derive(Debug, Deserialize)]
struct Ports {
    nats: Vec<String>,
    monitoring: Vec<String>,
}

/// What a start has found out.
struct Started {
    child: Child,
    addr: SocketAddr,
    monitoring: String,
}

impl NatsServer {
    /// Starts `binary` with everything it writes under `dir`: `nats.log`, `ports/`, `storage/`. Returns when clients can connect.
    ///
    /// # Errors
    /// When it cannot be started, ends at once (the error carries the end of its log), is not ready in time, or opens its monitoring
    /// port to other machines.
    pub async fn start(binary: &Path, dir: &Path, options: NatsOptions) -> anyhow::Result<Self> {
        fs::create_dir_all(dir).with_context(|| format!("creating the bus directory `{}`", dir.display()))?;
        let started = launch(binary, dir, &options).await?;
        let Started { child, addr, monitoring } = started;
        Ok(Self { binary: binary.to_owned(), dir: dir.to_owned(), options, addr, monitoring, child })
    }

    /// Where clients connect: `nats://127.0.0.1:<port>`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("nats://{}", self.addr)
    }

    /// The client address, for example as the target of a fault proxy.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The root of the monitoring pages (`/healthz`, `/jsz`, `/varz`), on loopback. Changes with every restart.
    #[must_use]
    pub fn monitoring_url(&self) -> &str {
        &self.monitoring
    }

    /// The process id of the running or last running server.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.pid()
    }

    /// The file with all it has printed, over all restarts.
    #[must_use]
    pub fn log_file(&self) -> PathBuf {
        program(&self.binary, &self.dir).log_file()
    }

    /// Where the streams are stored.
    #[must_use]
    pub fn storage_dir(&self) -> PathBuf {
        self.dir.join(STORAGE)
    }

    /// Kills the server as `kill -9` does and waits until it is gone.
    ///
    /// # Errors
    /// When the signal cannot be sent.
    pub async fn kill_dash_nine(&self) -> anyhow::Result<ExitStatus> {
        self.child.kill_dash_nine().await
    }

    /// Stops the server in order and waits until it is gone.
    ///
    /// # Errors
    /// When a signal cannot be sent.
    pub async fn stop(&self) -> anyhow::Result<ExitStatus> {
        self.child.stop(STOP_LIMIT).await
    }

    /// Starts the server again on the same client port, with the storage as it is found. A running one is stopped first.
    ///
    /// # Errors
    /// As for the first start.
    pub async fn restart(&mut self) -> anyhow::Result<()> {
        self.stop().await?;
        let options = NatsOptions { port: self.addr.port(), ..self.options.clone() };
        let Started { child, addr, monitoring } = launch(&self.binary, &self.dir, &options).await?;
        (self.child, self.addr, self.monitoring) = (child, addr, monitoring);
        Ok(())
    }

    /// Deletes all streams from the disk, as a lost disk would.
    ///
    /// # Errors
    /// When the server is running, or the directory cannot be deleted.
    pub fn delete_storage(&self) -> anyhow::Result<()> {
        ensure!(self.child.ended().is_some(), "deleting the bus storage: the server is running, stop or kill it first");
        remove_dir_if_there(&self.storage_dir())
    }
}

const STORAGE: &str = "storage";
const PORTS: &str = "ports";

fn program(binary: &Path, dir: &Path) -> Program {
    Program::new("nats", binary, dir)
}

/// Starts the server and waits until it is ready, within the limit.
async fn launch(binary: &Path, dir: &Path, options: &NatsOptions) -> anyhow::Result<Started> {
    let ports = dir.join(PORTS);
    // A killed server leaves its file behind, and a process id may come back.
    remove_dir_if_there(&ports)?;
    fs::create_dir_all(&ports).with_context(|| format!("creating `{}`", ports.display()))?;
    let port = if options.port == 0 { "-1".to_owned() } else { options.port.to_string() };
    let mut program = program(binary, dir)
        .arg("--addr")
        .arg("127.0.0.1")
        .arg("--port")
        .arg(port)
        .arg("--http_port")
        .arg("-1")
        .arg("--jetstream")
        .arg("--store_dir")
        .arg(dir.join(STORAGE))
        .arg("--ports_file_dir")
        .arg(&ports);
    if let Some(config) = &options.config {
        program = program.arg("--config").arg(config);
    }
    let log = program.log_file();
    let child = Child::start(&program)?;
    let ready = tokio::time::timeout(START_LIMIT, ready(&child, &ports)).await;
    let ports = ready
        .map_err(|_| anyhow!("the bus server is not ready after {START_LIMIT:?}"))
        .flatten()
        .with_context(|| format!("starting the bus server; the end of its log:\n{}", tail(&log)))?;
    Ok(Started { addr: client_addr(&ports)?, monitoring: monitoring_url(&ports)?, child })
}

/// Looks for the ports file until it is whole or the server has ended.
async fn ready(child: &Child, ports: &Path) -> anyhow::Result<Ports> {
    let mut look = tokio::time::interval(LOOK_EVERY);
    loop {
        look.tick().await;
        if let Some(status) = child.ended() {
            bail!("the bus server ended at once ({status})");
        }
        if let Some(ports) = read_ports(ports)? {
            return Ok(ports);
        }
    }
}

/// The only file in the directory, if it is there and complete; the server does not write it atomically.
fn read_ports(dir: &Path) -> anyhow::Result<Option<Ports>> {
    let mut files = fs::read_dir(dir).with_context(|| format!("looking into `{}`", dir.display()))?;
    let Some(file) = files.next() else { return Ok(None) };
    let file = file.with_context(|| format!("looking into `{}`", dir.display()))?.path();
    // Gone again (the server is ending) or half written: look later.
    Ok(fs::read_to_string(file).ok().and_then(|text| serde_json::from_str(&text).ok()))
}

fn client_addr(ports: &Ports) -> anyhow::Result<SocketAddr> {
    let url = ports.nats.first().context("the bus server opened no client port")?;
    let (_, addr) = url.split_once("://").with_context(|| format!("reading the bus address `{url}`"))?;
    let addr: SocketAddr = addr.parse().with_context(|| format!("reading the bus address `{url}`"))?;
    ensure!(addr.ip().is_loopback(), "the bus server listens on `{addr}`, not on loopback");
    Ok(addr)
}

fn monitoring_url(ports: &Ports) -> anyhow::Result<String> {
    // A configuration file with an address for monitoring wins over our `--addr`, so this has to be looked at.
    let foreign = ports.monitoring.iter().find(|url| !url.contains("://127.0.0.1:"));
    if let Some(url) = foreign {
        bail!(
            "the bus server's configuration opens monitoring to other machines (`{url}`): remove `http` and `https` from it"
        );
    }
    ports.monitoring.first().cloned().context("the bus server opened no monitoring port")
}

fn remove_dir_if_there(dir: &Path) -> anyhow::Result<()> {
    match fs::remove_dir_all(dir) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("deleting `{}`", dir.display()))
        }
        _ => Ok(()),
    }
}

fn tail(log: &Path) -> String {
    let bytes = fs::read(log).unwrap_or_default();
    String::from_utf8_lossy(&bytes[bytes.len().saturating_sub(LOG_TAIL)..]).into_owned()
}

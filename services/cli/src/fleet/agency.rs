//! One agency's service as a process: started from its configuration, awaited, asked, stopped, killed.

use std::path::PathBuf;
use std::process::ExitStatus;
use std::time::Duration;

use anyhow::{Context, bail};
use serde::Deserialize;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::fault_proxy::FaultProxy;
use super::process::{Child, Program};
use crate::args::Role;
use crate::client::{Client, Officer};
use crate::init::Home;

/// How long a start may take: opening a large store on two shared cores, with a margin.
const START_LIMIT: Duration = Duration::from_secs(60);

/// How long an orderly stop may take before SIGKILL: the service drains for up to ten seconds.
const STOP_LIMIT: Duration = Duration::from_secs(15);

/// How often the addresses are looked for.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// How much of the end of the log goes into an error, in bytes.
const LOG_TAIL: usize = 2000;

/// One agency's service.
#[derive(Debug)]
pub struct Agency {
    home: Home,
    program: Program,
    line: Option<FaultProxy>,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    child: Child,
    addresses: Addresses,
}

/// Where a running service listens, as it says itself.
#[derive(Debug, Clone, Deserialize)]
pub struct Addresses {
    /// gRPC, such as `127.0.0.1:40001`.
    pub grpc: String,
    /// Operations.
    pub ops: String,
    /// Whose file it is.
    pub pid: u32,
}

impl Agency {
    /// An agency that is not started yet. `line` is what stands between it and the bus.
    #[must_use]
    pub fn new(home: Home, program: Program, line: Option<FaultProxy>) -> Self {
        Self { home, program, line, running: None }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        self.home.agency.as_str()
    }

    /// Its role, the second half of the id.
    #[must_use]
    pub fn role(&self) -> &str {
        self.home.agency.role()
    }

    /// Its files.
    #[must_use]
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// Its log, over all starts.
    #[must_use]
    pub fn log_file(&self) -> PathBuf {
        self.program.log_file()
    }

    /// The line between it and the bus, if the fleet was started with lines.
    #[must_use]
    pub fn line(&self) -> Option<&FaultProxy> {
        self.line.as_ref()
    }

    /// Where it listens.
    ///
    /// # Errors
    /// When it is not running.
    pub fn addresses(&self) -> anyhow::Result<&Addresses> {
        let running = self.running.as_ref().with_context(|| format!("asking `{}`: it is not running", self.id()))?;
        Ok(&running.addresses)
    }

    /// Starts it and waits until it is ready. One that is running stays as it is.
    ///
    /// # Errors
    /// When it ends at once (the error carries the end of its log), or is not ready in time.
    pub async fn start(&mut self) -> anyhow::Result<()> {
        if self.running.as_ref().is_some_and(|running| running.child.ended().is_none()) {
            return Ok(());
        }
        let child = Child::start(&self.program)?;
        let ready = tokio::time::timeout(START_LIMIT, self.ready(&child)).await;
        let addresses = match ready {
            Ok(ready) => ready,
            Err(_) => Err(anyhow::anyhow!("it is not ready after {START_LIMIT:?}")),
        };
        let addresses = addresses.with_context(|| {
            format!("starting the service of `{}`; the end of its log:\n{}", self.id(), self.log_tail())
        })?;
        self.running = Some(Running { child, addresses });
        Ok(())
    }

    /// Asks it as an officer.
    ///
    /// # Errors
    /// When it is not running or does not answer.
    pub async fn client(&self, officer: &str, role: Role) -> anyhow::Result<Client> {
        Client::connect(&format!("http://{}", self.addresses()?.grpc), Officer::new(officer, role)?).await
    }

    /// Stops it in order and waits until it is gone.
    ///
    /// # Errors
    /// When a signal cannot be sent.
    pub async fn stop(&mut self) -> anyhow::Result<Option<ExitStatus>> {
        match self.running.take() {
            Some(running) => Ok(Some(running.child.stop(STOP_LIMIT).await?)),
            None => Ok(None),
        }
    }

    /// Kills it as `kill -9` does and waits until it is gone.
    ///
    /// # Errors
    /// When the signal cannot be sent.
    pub async fn kill_dash_nine(&mut self) -> anyhow::Result<()> {
        if let Some(running) = self.running.take() {
            running.child.kill_dash_nine().await?;
        }
        Ok(())
    }

    /// Waits for its addresses and then for its own word that it takes commands. A file of an earlier process has another number.
    async fn ready(&self, child: &Child) -> anyhow::Result<Addresses> {
        let file = self.home.data_dir().join("addresses.json");
        let mut look = tokio::time::interval(LOOK_EVERY);
        loop {
            look.tick().await;
            if let Some(status) = child.ended() {
                bail!("it ended at once ({status})");
            }
            let text = std::fs::read_to_string(&file).ok();
            let addresses: Option<Addresses> = text.and_then(|text| serde_json::from_str(&text).ok());
            let Some(addresses) = addresses.filter(|addresses| addresses.pid == child.pid()) else { continue };
            if is_ready(&addresses.ops).await.unwrap_or(false) {
                return Ok(addresses);
            }
        }
    }

    fn log_tail(&self) -> String {
        let bytes = std::fs::read(self.log_file()).unwrap_or_default();
        String::from_utf8_lossy(&bytes[bytes.len().saturating_sub(LOG_TAIL)..]).into_owned()
    }
}

/// Asks `/readyz`.
async fn is_ready(ops: &str) -> std::io::Result<bool> {
    let mut stream = TcpStream::connect(ops).await?;
    stream.write_all(format!("GET /readyz HTTP/1.1\r\nHost: {ops}\r\nConnection: close\r\n\r\n").as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    Ok(answer.starts_with(b"HTTP/1.1 200"))
}

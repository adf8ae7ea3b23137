//! A whole fleet: the bus server and the agencies, each with its own keys, configuration and store, as real processes.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use jiff::Timestamp;

use super::agency::Agency;
use super::binaries::Binaries;
use super::fault_proxy::FaultProxy;
use super::nats::{NatsOptions, NatsServer};
use super::process::Program;
use crate::init::directory_file::{Entry, Overseeing};
use crate::init::{Home, Listen};

/// One of the agencies.
#[derive(Debug, Clone, Copy)]
pub struct Seat {
    /// Its role.
    pub role: &'static str,
    /// Its name for people. The county is invented.
    pub name: &'static str,
    /// Its division, where it is not the fleet's.
    pub division: Option<&'static str>,
}

impl Seat {
    /// One of the fleet's own division.
    #[must_use]
    pub const fn of_county(role: &'static str, name: &'static str) -> Self {
        Self { role, name, division: None }
    }
}

/// The four agencies. The county 青河县 is invented.
pub const SEATS: [Seat; 4] = [
    Seat::of_county("public-security", "青河县公安局"),
    Seat::of_county("courts", "青河县人民法院"),
    Seat::of_county("judicial-bureau", "青河县司法局"),
    Seat::of_county("petitions", "青河县信访局"),
];

/// The agency that oversees the others, where a fleet has one.
pub const OVERSEER: Seat = Seat::of_county("oversight", "青河县综治中心");

/// The four with the one that oversees them.
pub fn every_seat() -> impl Iterator<Item = Seat> {
    SEATS.into_iter().chain([OVERSEER])
}

/// How a fleet is to run.
#[derive(Debug, Clone)]
pub struct FleetOptions {
    /// Which agencies are in it; all of [`SEATS`], or [`every_seat`].
    pub seats: Vec<Seat>,
    /// The division of all of them.
    pub division: String,
    /// RFC 3339: sandbox clocks that begin here; the machine's clock when absent.
    pub sandbox: Option<String>,
    /// The bus server's client port; 0 for any.
    pub nats_port: u16,
    /// A configuration with users for the bus server, such as `deploy/nats/accounts.conf`: each `$DUIJIE_NKEY_<ROLE>` in it, and
    /// `$DUIJIE_NKEY_OPERATOR`, becomes the public key; a bus that is open to all when absent.
    pub nats_config: Option<PathBuf>,
    /// Kinds that deployment adds, such as `deploy/kinds.example.toml`, for all of them.
    pub kinds: Option<PathBuf>,
    /// Whether a line that can be cut stands between each service and the bus.
    pub lines: Lines,
}

/// How services reach the bus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// Directly.
    Direct,
    /// Each over its own [`FaultProxy`].
    Breakable,
}

impl Default for FleetOptions {
    /// The four, the machine's clock, any port, an open bus, direct lines, the division of the examples.
    fn default() -> Self {
        Self {
            seats: SEATS.to_vec(),
            division: "320102".to_owned(),
            sandbox: None,
            nats_port: 0,
            nats_config: None,
            kinds: None,
            lines: Lines::Direct,
        }
    }
}

/// The running fleet. Dropping it kills every process.
#[derive(Debug)]
pub struct Fleet {
    /// The bus server; a test may kill it.
    pub nats: NatsServer,
    dir: PathBuf,
    agencies: Vec<Agency>,
}

impl Fleet {
    /// Makes keys and configurations under `dir`, which must be empty, starts everything, and waits until all are ready.
    ///
    /// # Errors
    /// When anything cannot be made or started.
    pub async fn start(
        dir: &Path,
        nats_server: &Path,
        binaries: &Binaries,
        options: FleetOptions,
    ) -> anyhow::Result<Self> {
        fs::create_dir_all(dir).with_context(|| format!("making the directory `{}`", dir.display()))?;
        let (homes, users) = make_homes(dir, &options)?;
        let config = options.nats_config.as_deref().map(|path| with_users(path, dir, &users)).transpose()?;
        let nats_options = NatsOptions { port: options.nats_port, config };
        let nats = NatsServer::start(nats_server, &dir.join("nats"), nats_options).await?;
        let mut agencies = Vec::new();
        for home in homes {
            agencies.push(seated(home, &nats, binaries, &options).await?);
        }
        let mut fleet = Self { nats, dir: dir.to_owned(), agencies };
        let starts = fleet.agencies.iter_mut().map(Agency::start);
        futures::future::try_join_all(starts).await?;
        Ok(fleet)
    }

    /// Where everything is.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// All of them.
    #[must_use]
    pub fn agencies(&self) -> &[Agency] {
        &self.agencies
    }

    /// The one with this role.
    ///
    /// # Errors
    /// When there is none.
    pub fn agency(&self, role: &str) -> anyhow::Result<&Agency> {
        let found = self.agencies.iter().find(|agency| agency.role() == role);
        found.ok_or_else(|| anyhow!("there is no agency with the role `{role}`"))
    }

    /// The one with this role, to stop, kill or start it.
    ///
    /// # Errors
    /// When there is none.
    pub fn agency_mut(&mut self, role: &str) -> anyhow::Result<&mut Agency> {
        let found = self.agencies.iter_mut().find(|agency| agency.role() == role);
        found.ok_or_else(|| anyhow!("there is no agency with the role `{role}`"))
    }

    /// Stops one in order and starts it again.
    ///
    /// # Errors
    /// When it does not come up again.
    pub async fn restart(&mut self, role: &str) -> anyhow::Result<()> {
        let agency = self.agency_mut(role)?;
        agency.stop().await?;
        agency.start().await
    }

    /// Stops all services in order, then the bus.
    ///
    /// # Errors
    /// When a signal cannot be sent.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        let stops = self.agencies.iter_mut().map(Agency::stop);
        futures::future::try_join_all(stops).await?;
        self.nats.stop().await?;
        Ok(())
    }
}

/// Public keys of the bus's users, by the names that their variables end with.
type Users = Vec<(String, String)>;

/// Keys for all of them.
fn make_homes(dir: &Path, options: &FleetOptions) -> anyhow::Result<(Vec<Home>, Users)> {
    let directory = dir.join("directory.toml");
    // Valid at any time that a sandbox clock may show.
    let valid_from = "2000-01-01T00:00:00+08:00".parse::<Timestamp>()?;
    let valid_until = "2100-01-01T00:00:00+08:00".parse::<Timestamp>()?;
    let entry = |seat: &Seat| Entry {
        superior: None,
        overseeing: if seat.role == OVERSEER.role { Overseeing::Oversees } else { Overseeing::ByDivision },
        valid_from,
        valid_until,
    };
    let (mut homes, mut users) = (Vec::new(), Vec::new());
    for seat in &options.seats {
        let id = format!("{}.{}", seat.division.unwrap_or(&options.division), seat.role);
        let folder = if seat.division.is_none() { seat.role } else { &id };
        let home = Home::new(&id, seat.name, &dir.join(folder), &directory)?;
        let published = home.make_keys(&entry(seat))?;
        users.push((variable(seat), published.nats_user));
        homes.push(home);
    }
    Ok((homes, users))
}

/// How the name of the variable ends that has the public key of an agency's user.
fn variable(seat: &Seat) -> String {
    seat.role.replace('-', "_").to_uppercase()
}

async fn seated(home: Home, nats: &NatsServer, binaries: &Binaries, options: &FleetOptions) -> anyhow::Result<Agency> {
    let line = match options.lines {
        Lines::Direct => None,
        Lines::Breakable => Some(FaultProxy::start(nats.addr()).await.context("opening a line to the bus")?),
    };
    let url = line.as_ref().map_or_else(|| nats.url(), |line| format!("nats://{}", line.addr()));
    let any = "127.0.0.1:0".to_owned();
    home.write_config(&Listen { grpc: any.clone(), ops: any }, &url)?;
    let role = home.agency.role().to_owned();
    let mut program =
        Program::new(&role, binaries.of(&role)?, &home.dir).arg("--config").arg(home.config_file()).arg("--dev");
    if let Some(kinds) = &options.kinds {
        let kinds = kinds.canonicalize().with_context(|| format!("finding the kinds `{}`", kinds.display()))?;
        program = program.env("DUIJIE__KINDS_FILE", kinds);
    }
    if let Some(start) = &options.sandbox {
        program = program.arg("--sandbox").arg("--sandbox-start").arg(start);
    }
    Ok(Agency::new(home, program, line))
}

/// The bus's configuration with the public keys in the places of their variables; the operator's seed is kept beside it.
fn with_users(config: &Path, dir: &Path, users: &[(String, String)]) -> anyhow::Result<PathBuf> {
    let text = fs::read_to_string(config).with_context(|| format!("reading `{}`", config.display()))?;
    let operator = nkeys::KeyPair::new_user();
    let seed = operator.seed().map_err(|error| anyhow!("making the operator of the bus: {error}"))?;
    fs::write(dir.join("operator.seed"), seed).context("writing the seed of the bus's operator")?;
    let operator = ("OPERATOR".to_owned(), operator.public_key());
    let text = users
        .iter()
        .chain([&operator])
        .fold(text, |text, (name, key)| text.replace(&format!("$DUIJIE_NKEY_{name}"), &format!("\"{key}\"")));
    let text = with_strangers(text);
    let path = dir.join("nats.conf");
    fs::write(&path, text).with_context(|| format!("writing `{}`", path.display()))?;
    Ok(path)
}

/// Users of agencies that are not in this fleet are nobody's.
fn with_strangers(mut text: String) -> String {
    const VARIABLE: &str = "$DUIJIE_NKEY_";
    while let Some(begin) = text.find(VARIABLE) {
        let name = text[begin + VARIABLE.len()..]
            .chars()
            .take_while(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || *c == '_');
        let variable = text[begin..begin + VARIABLE.len() + name.count()].to_owned();
        text = text.replace(&variable, &format!("\"{}\"", nkeys::KeyPair::new_user().public_key()));
    }
    text
}

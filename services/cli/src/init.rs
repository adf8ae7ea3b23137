//! `duijie init`: an agency's keys, its configuration, and its entry in the directory. Nothing that exists is overwritten.

pub mod accounts;
pub mod directory_file;

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, ensure};
use duijie_core::agency::AgencyId;
use duijie_kit::seal::KeyFile;
use jiff::{Timestamp, ToSpan, civil, tz::TimeZone};

use crate::args::Init;
use crate::args::times::BEIJING;
use crate::exit::Exit;
use crate::show;
use directory_file::{Entry, Listing, Overseeing};

/// The files of one agency.
#[derive(Debug, Clone)]
pub struct Home {
    /// Who it is.
    pub agency: AgencyId,
    /// Its name for people.
    pub name: String,
    /// Where its files are.
    pub dir: PathBuf,
    /// The directory of all agencies.
    pub directory: PathBuf,
}

/// What an operator has to tell others.
#[derive(Debug, Clone)]
pub struct Published {
    /// The agency's user at the bus.
    pub nats_user: String,
    /// The directory's version that lists its keys.
    pub version: u64,
}

/// Where a service listens.
#[derive(Debug, Clone)]
pub struct Listen {
    /// gRPC, such as `127.0.0.1:7401`.
    pub grpc: String,
    /// Operations, such as `127.0.0.1:9401`.
    pub ops: String,
}

/// Makes everything and says what to tell others.
///
/// # Errors
/// When keys are there already, the directory is damaged or lists the agency, or a file cannot be written.
pub fn act(args: &Init) -> anyhow::Result<Exit> {
    let home = Home::new(&args.agency, &args.name, &args.dir, &args.directory)?;
    let from = match args.valid_from {
        Some(from) => Timestamp::new(from.seconds, from.nanos).context("reading --valid-from")?,
        None => new_year()?,
    };
    let until = match args.valid_until {
        Some(until) => Timestamp::new(until.seconds, until.nanos).context("reading --valid-until")?,
        None => (from.to_zoned(TimeZone::fixed(BEIJING)) + 3.years()).timestamp(),
    };
    let overseeing = match &args.supervisor {
        Some(supervisor) => Overseeing::By(supervisor.clone()),
        None if args.oversees => Overseeing::Oversees,
        None => Overseeing::ByDivision,
    };
    let entry = Entry { superior: args.superior.clone(), overseeing, valid_from: from, valid_until: until };
    let published = home.make_keys(&entry)?;
    let listen = Listen { grpc: args.grpc_listen.to_string(), ops: args.ops_listen.to_string() };
    home.write_config(&listen, &args.nats)?;
    show::print_text(&format!(
        "{} {}\n已生成 agency.key、nats.seed、agency.toml；目录 {} 现为第 {} 版\n\
         made agency.key, nats.seed and agency.toml; the directory is at version {}\nNATS user: {}",
        home.agency,
        home.name,
        home.directory.display(),
        published.version,
        published.version,
        published.nats_user,
    ))?;
    Ok(Exit::Done)
}

/// 1 January of this year in Beijing.
fn new_year() -> anyhow::Result<Timestamp> {
    let year = BEIJING.to_datetime(Timestamp::now()).year();
    let day = civil::Date::new(year, 1, 1).context("finding the beginning of the year")?;
    Ok(day.to_zoned(TimeZone::fixed(BEIJING)).context("finding the beginning of the year")?.timestamp())
}

impl Home {
    /// Names the files; nothing is made yet.
    ///
    /// # Errors
    /// When `agency` is no agency.
    pub fn new(agency: &str, name: &str, dir: &Path, directory: &Path) -> anyhow::Result<Self> {
        let agency = agency.parse().with_context(|| format!("reading the agency `{agency}`"))?;
        Ok(Self { agency, name: name.to_owned(), dir: dir.to_owned(), directory: directory.to_owned() })
    }

    /// The agency's configuration.
    #[must_use]
    pub fn config_file(&self) -> PathBuf {
        self.dir.join("agency.toml")
    }

    /// The agency's secrets.
    #[must_use]
    pub fn key_file(&self) -> PathBuf {
        self.dir.join("agency.key")
    }

    /// The secret of its user at the bus.
    #[must_use]
    pub fn seed_file(&self) -> PathBuf {
        self.dir.join("nats.seed")
    }

    /// The agency's store and addresses.
    #[must_use]
    pub fn data_dir(&self) -> PathBuf {
        self.dir.join("data")
    }

    /// Makes both secrets and lists the public keys in the directory.
    ///
    /// # Errors
    /// When a secret is there already, the directory is damaged or lists the agency, or a file cannot be written.
    pub fn make_keys(&self, entry: &Entry) -> anyhow::Result<Published> {
        for file in [self.key_file(), self.seed_file()] {
            ensure!(
                !file.exists(),
                "making keys for `{}`: `{}` is there already and stays as it is",
                self.agency,
                file.display()
            );
        }
        let mut listing = Listing::read(&self.directory)?;
        let mut random = [0; 64];
        getrandom::fill(&mut random).map_err(|error| anyhow!("getting random bytes: {error}"))?;
        let key = KeyFile::generate(&listing.free_key_id(&self.agency), &random)?;
        listing.add(&self.agency, &self.name, entry, &key)?;
        let user = nkeys::KeyPair::new_user();
        let seed = user.seed().map_err(|error| anyhow!("making the user of the bus: {error}"))?;
        fs::create_dir_all(&self.dir).with_context(|| format!("making the directory `{}`", self.dir.display()))?;
        secret_file(&self.key_file(), &key.to_text())?;
        secret_file(&self.seed_file(), &format!("{seed}\n"))?;
        let version = listing.write()?;
        Ok(Published { nats_user: user.public_key(), version })
    }

    /// Writes the configuration if there is none.
    ///
    /// # Errors
    /// When there is one, or it cannot be written.
    pub fn write_config(&self, listen: &Listen, nats_url: &str) -> anyhow::Result<()> {
        let path = self.config_file();
        let file = OpenOptions::new().write(true).create_new(true).open(&path);
        let mut file = file.with_context(|| format!("making `{}`", path.display()))?;
        file.write_all(self.config(listen, nats_url)?.as_bytes())
            .with_context(|| format!("writing `{}`", path.display()))
    }

    fn config(&self, listen: &Listen, nats_url: &str) -> anyhow::Result<String> {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let directory = relative(&self.dir, &self.directory)?;
        Ok(format!(
            "# 一个单位的服务配置；相对路径以本文件所在目录为准。Relative paths are relative to this file.\n\
             agency = {}\nname = {}\ndata_dir = \"data\"\nkey_file = \"agency.key\"\nwatermark_file = \"watermark\"\n\
             directory_file = {}\n\n[grpc]\nlisten = {}\n\n[ops]\nlisten = {}\n\n[nats]\nurl = {}\nseed_file = \"nats.seed\"\n",
            quoted(self.agency.as_str()),
            quoted(&self.name),
            quoted(&directory.to_string_lossy()),
            quoted(&listen.grpc),
            quoted(&listen.ops),
            quoted(nats_url),
        ))
    }
}

/// A file that only its owner can read, and that was not there.
fn secret_file(path: &Path, text: &str) -> anyhow::Result<()> {
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    let mut file = file.with_context(|| format!("making `{}`", path.display()))?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .with_context(|| format!("writing `{}`", path.display()))
}

/// The way from the directory `from` to the file `to`, so that both can be moved together.
fn relative(from: &Path, to: &Path) -> anyhow::Result<PathBuf> {
    let absolute = |path: &Path| path.canonicalize().with_context(|| format!("finding `{}`", path.display()));
    let (from, to) = (absolute(from)?, absolute(to)?);
    let shared = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(shared).map(|_| "..");
    Ok(up.map(PathBuf::from).chain(to.components().skip(shared).map(|part| PathBuf::from(part.as_os_str()))).collect())
}

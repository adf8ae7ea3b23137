//! What a service with very many open deadlines needs to start, how much memory, and how fast it fires those that fall
//! due at one instant while officers go on working.

pub mod watching;

use super::filling::{self, Plan};
use anyhow::{Context, Result, bail, ensure};
use duijie_cli::{
    fleet::{
        agencies::{Fleet, FleetOptions},
        agency::Agency,
        binaries::Binaries,
        nats_server,
    },
    journal::verify_agency,
};
use duijie_core::{event::Event, matter::DeadlineKey, time::Timestamp};
use duijie_kit::{
    codec::{field::proto_instant, record},
    directory::Directory,
    journal::Entry,
    seal::{Environment, KeyFile, Keyring},
    store::{Store, sqlite::SqliteStore},
};
use duijie_proto::v1::{self, AcknowledgeRequest, receiving_service_client, sandbox_service_client};
use std::{
    collections::HashSet,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tonic::transport::Channel;
use watching::{cpu_seconds, metric, resident_mb};

const RECEIVER: &str = "judicial-bureau";
const SENDER: &str = "petitions";
/// 2 March 2026, 09:00 in Beijing: what is accepted then is to be handled by the end of 2 April.
const ACCEPTED: &str = "2026-03-02T01:00:00Z";
/// 2 April 2026, 09:00 in Beijing: what arrives then is to be acknowledged by the end of 3 April.
const ARRIVED: &str = "2026-04-02T01:00:00Z";
/// The end of 2 April in Beijing.
const DUE: &str = "2026-04-02T16:00:00Z";
/// Officers who work while deadlines fire, each with a short rest between two commands.
const OFFICERS: usize = 8;
const REST: Duration = Duration::from_millis(10);
/// How often the metrics are read while waiting for the last deadline to fire; part of the time measured.
const LOOK_EVERY: Duration = Duration::from_millis(10);
/// Firing that takes longer has got stuck.
const FIRE_MAX: Duration = Duration::from_secs(600);

/// What is measured.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// Open deadlines in the store.
    pub open: u64,
    /// How many of them fall due at one instant.
    pub due: u64,
    /// Whether the journal is verified at the end, which takes minutes.
    pub verify: bool,
}

/// Measures and tells the figures.
///
/// # Errors
/// If anything is not as it must be.
pub async fn measure(asked: Asked) -> Result<serde_json::Value> {
    ensure!(asked.due < asked.open, "--due must be less than --open, for officers work on the others");
    let (server, binaries) =
        tokio::task::spawn_blocking(|| anyhow::Ok((nats_server::obtain()?, Binaries::obtain()?))).await??;
    let dir = tempfile::tempdir().context("making a directory for the run")?;
    let sandbox = Some(ARRIVED.to_owned());
    let options = FleetOptions { sandbox, ..FleetOptions::default() };
    let mut fleet = Fleet::start(dir.path(), &server, &binaries, options).await?;
    let empty_mb = settled_mb(fleet.agency(RECEIVER)?).await?;
    let mut sender = fleet.agency(SENDER)?.home().clone();
    sender.name = "sender".to_owned();
    for seat in duijie_cli::fleet::agencies::SEATS {
        fleet.agency_mut(seat.role)?.stop().await?;
    }
    let receiver = fleet.agency(RECEIVER)?.home().clone();
    std::fs::remove_dir_all(receiver.data_dir())?;
    std::fs::remove_file(receiver.dir.join("watermark"))?;
    let plan =
        Plan { open: asked.open, due: asked.due, accepted_at: instant(ACCEPTED)?, arrived_at: instant(ARRIVED)? };
    let begun = Instant::now();
    let home = receiver.clone();
    tokio::task::spawn_blocking(move || filling::fill(&home, &sender, plan)).await??;
    let fill_seconds = begun.elapsed().as_secs_f64();
    progress(&format!("{} deadlines are in the store after {fill_seconds:.0} s", asked.open));
    let store_mb = std::fs::metadata(receiver.data_dir().join("duijie.sqlite"))?.len() as f64 / 1_000_000.0;

    let begun = Instant::now();
    fleet.agency_mut(RECEIVER)?.start().await?;
    let restart_seconds = begun.elapsed().as_secs_f64();
    let agency = fleet.agency(RECEIVER)?;
    let loaded_mb = settled_mb(agency).await?;
    progress(&format!("the service started in {restart_seconds:.2} s"));
    let cpu = cpu_seconds(agency)?;
    let mut fired = fire(agency, asked.due).await?;
    let fire_cpu_seconds = cpu_seconds(agency)? - cpu;
    progress(&format!("{} deadlines fired in {:.2} s, {fire_cpu_seconds:.2} s of processor", asked.due, fired.seconds));
    let after_mb = settled_mb(agency).await?;
    let missing = metric(agency, "duijie_deadline_audit_missing").await?;
    fleet.agency_mut(RECEIVER)?.stop().await?;
    let home = receiver.clone();
    tokio::task::spawn_blocking(move || each_fired_once(&home, asked.due)).await??;
    let verified = if asked.verify { Some(verify(&receiver).await?) } else { None };
    fleet.stop().await?;
    let figures = serde_json::json!({
        "open": asked.open,
        "due": asked.due,
        "fire_100k_seconds": round(fired.seconds * 100_000.0 / asked.due as f64),
        "fire_seconds": round(fired.seconds),
        "fire_cpu_seconds": round(fire_cpu_seconds),
        "restart_seconds": round(restart_seconds),
        "rss_delta_mb": round(loaded_mb - empty_mb),
        "rss_delta_after_firing_mb": round(after_mb - empty_mb),
        "rss_empty_mb": round(empty_mb),
        "command_p50_ms": round(quantile_ms(&mut fired.commands, 0.5)),
        "command_p99_ms": round(quantile_ms(&mut fired.commands, 0.99)),
        "commands": fired.commands.len(),
        "deadline_audit_missing": missing,
        "fill_seconds": round(fill_seconds),
        "store_mb": round(store_mb),
        "verified_records": verified,
    });
    Ok(figures)
}

/// What firing took.
struct Fired {
    seconds: f64,
    commands: Vec<Duration>,
}

/// Moves the clock to the due instant and waits until every deadline is fired and committed; officers work meanwhile.
async fn fire(agency: &Agency, due: u64) -> Result<Fired> {
    let url = format!("http://{}", agency.addresses()?.grpc);
    let channel = Channel::from_shared(url)?.tcp_nodelay(true).connect().await.context("connecting")?;
    let open: Arc<Vec<String>> = Arc::new(arrived(agency).await?);
    let over = Arc::new(AtomicBool::new(false));
    let mut sandbox = sandbox_service_client::SandboxServiceClient::new(channel.clone());
    let officers: Vec<_> = (0..OFFICERS)
        .map(|officer| tokio::spawn(work(channel.clone(), Arc::clone(&open), officer, Arc::clone(&over))))
        .collect();
    let begun = Instant::now();
    let moving = tokio::spawn(async move {
        let to = Some(proto_instant(instant(DUE)?));
        anyhow::Ok(sandbox.set_clock(super::closed_loop::by(v1::SetClockRequest { to })).await?)
    });
    while metric(agency, "duijie_deadlines_fired_total").await? < due as f64 {
        ensure!(begun.elapsed() < FIRE_MAX, "not all deadlines have fired after {FIRE_MAX:?}");
        tokio::time::sleep(LOOK_EVERY).await;
    }
    let seconds = begun.elapsed().as_secs_f64();
    over.store(true, Ordering::Relaxed);
    let mut commands = Vec::new();
    for officer in officers {
        commands.extend(officer.await??);
    }
    moving.await??;
    Ok(Fired { seconds, commands })
}

/// Referrals that arrived and wait for 签收, spread over all of them so that few are in any cache.
async fn arrived(agency: &Agency) -> Result<Vec<String>> {
    let store = SqliteStore::open_read_only(&agency.home().data_dir().join("duijie.sqlite"))?;
    let wakes = |after: Option<&_>| store.wakes(after, SAMPLE);
    let due = instant(DUE)?;
    let last_before = DeadlineKey::Referral("zzz".parse()?, duijie_core::referral::Duty::FeedBack);
    let first = duijie_kit::store::WakeKey { at: due, key: last_before };
    let found = wakes(Some(&first))?;
    Ok(found.into_iter().filter_map(|wake| Some(wake.key.referral()?.as_str().to_owned())).collect())
}

/// More than officers can acknowledge while deadlines fire.
const SAMPLE: usize = 100_000;

async fn work(
    channel: Channel,
    open: Arc<Vec<String>>,
    officer: usize,
    over: Arc<AtomicBool>,
) -> Result<Vec<Duration>> {
    let mut receiving = receiving_service_client::ReceivingServiceClient::new(channel);
    let mut commands = Vec::new();
    // Each officer takes every eighth; a stride keeps neighbours, which lie together in the store, apart.
    let mine = open.iter().skip(officer * (open.len() / OFFICERS)).step_by(STRIDE);
    for referral in mine {
        if over.load(Ordering::Relaxed) {
            return Ok(commands);
        }
        let request = AcknowledgeRequest {
            request_id: uuid::Uuid::now_v7().to_string(),
            referral_id: referral.clone(),
            ..AcknowledgeRequest::default()
        };
        let begun = Instant::now();
        receiving.acknowledge(super::closed_loop::by(request)).await.context("acknowledging")?;
        commands.push(begun.elapsed());
        tokio::time::sleep(REST).await;
    }
    bail!("an officer has nothing left to do")
}

const STRIDE: usize = 7;

/// Proves from the journal that each of `due` deadlines fired, and once.
fn each_fired_once(home: &duijie_cli::init::Home, due: u64) -> Result<()> {
    let directory = Arc::new(Directory::read(&home.directory)?);
    let file = KeyFile::read(&home.key_file())?;
    let keyring = Keyring::from_file(home.agency.clone(), Environment::Sandbox, &file, directory);
    let store = SqliteStore::open_read_only(&home.data_dir().join("duijie.sqlite"))?;
    let mut fired = HashSet::new();
    let mut position = store.head()?.position.saturating_sub(due * 2);
    loop {
        let page = store.records_after(position, 4_096)?;
        let Some(last) = page.last() else { break };
        position = last.position;
        for stored in &page {
            for entry in record::decode(&stored.bytes, &keyring)?.entries {
                if let Entry::Happened(Event::DeadlineFired { referral, duty, .. }) = entry {
                    ensure!(fired.insert((referral.clone(), duty)), "`{referral}` fired twice");
                }
            }
        }
    }
    ensure!(fired.len() as u64 == due, "{} of {due} deadlines fired", fired.len());
    Ok(())
}

async fn verify(home: &duijie_cli::init::Home) -> Result<u64> {
    let home = home.clone();
    let verified = tokio::task::spawn_blocking(move || {
        verify_agency(&home.data_dir(), &home.key_file(), &home.directory, home.agency.as_str())
    });
    Ok(verified.await??.records)
}

/// Memory once the service has had time to do what it does after a start or a burst.
async fn settled_mb(agency: &Agency) -> Result<f64> {
    tokio::time::sleep(SETTLE).await;
    resident_mb(agency)
}

/// Longer than the pace of statements while something is near.
const SETTLE: Duration = Duration::from_secs(12);

/// What happens, on the standard error: only the figures go to the standard output.
fn progress(words: &str) {
    eprintln!("{words}");
}

fn instant(text: &str) -> Result<Timestamp> {
    let at: jiff::Timestamp = text.parse()?;
    Ok(Timestamp::from_micros(at.as_microsecond()))
}

fn quantile_ms(commands: &mut [Duration], share: f64) -> f64 {
    commands.sort_unstable();
    let index = (commands.len() as f64 * share) as usize;
    commands.get(index.min(commands.len().saturating_sub(1))).map_or(0.0, |took| took.as_secs_f64() * 1_000.0)
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

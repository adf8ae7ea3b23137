//! Looks at a service from outside: its memory as the kernel counts it, its metrics as its ops port tells them.

use anyhow::{Context, Result};
use duijie_cli::fleet::agency::Agency;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// Resident memory of the service's process in megabytes (10⁶ bytes).
///
/// # Errors
/// If it is not running.
pub fn resident_mb(agency: &Agency) -> Result<f64> {
    let pid = agency.addresses()?.pid;
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).context("reading the process's memory")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    let kibibytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kibibytes * 1_024.0 / 1_000_000.0)
}

/// Processor time that the service's process has used: unlike time on the wall it does not depend on what else the machine
/// does.
///
/// # Errors
/// If it is not running.
pub fn cpu_seconds(agency: &Agency) -> Result<f64> {
    let pid = agency.addresses()?.pid;
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).context("reading the process's time")?;
    // The name in brackets may hold blanks; user and system time are the 12th and 13th fields after it.
    let after_name = stat.rsplit_once(')').context("no name")?.1;
    let ticks = after_name.split_whitespace().skip(11).take(2).map(str::parse::<f64>);
    Ok(ticks.sum::<Result<f64, _>>()? / TICKS_PER_SECOND)
}

/// `USER_HZ` is 100 on every Linux there is.
const TICKS_PER_SECOND: f64 = 100.0;

/// The value of a metric without labels.
///
/// # Errors
/// If the ops port does not tell it.
pub async fn metric(agency: &Agency, name: &str) -> Result<f64> {
    let text = metrics(agency).await?;
    let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    Ok(value.with_context(|| format!("no metric `{name}`"))?.parse()?)
}

/// Everything the ops port tells in numbers.
///
/// # Errors
/// If it does not answer.
pub async fn metrics(agency: &Agency) -> Result<String> {
    let ops = &agency.addresses()?.ops;
    let mut stream = TcpStream::connect(ops).await.context("connecting to the ops port")?;
    stream.write_all(format!("GET /metrics HTTP/1.1\r\nHost: {ops}\r\nConnection: close\r\n\r\n").as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}

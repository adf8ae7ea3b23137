//! How long figures take: a store with a year of work, asked for a month and for the year, and counted anew from its journal.

use super::filling;
use anyhow::{Context, Result, ensure};
use duijie_cli::{
    args::statistics::Recount,
    call::statistics::recounted,
    fleet::{
        agencies::{Fleet, FleetOptions, SEATS},
        agency::Agency,
        binaries::Binaries,
        nats_server,
    },
};
use duijie_core::time::{Date, Timestamp};
use duijie_proto::v1::{
    GetStatisticsRequest, GetStatisticsResponse, StatisticsBy, statistics_service_client::StatisticsServiceClient,
};
use std::time::{Duration, Instant};
use tonic::transport::Channel;

const RECEIVER: &str = "judicial-bureau";
const SENDER: &str = "petitions";
/// When the year is looked back at.
const NOW: &str = "2026-12-31T09:00:00+08:00";
const YEAR: i16 = 2026;
/// Days of each month on which matters are accepted, at nine in the morning.
const DAYS: [i8; 4] = [5, 12, 19, 26];
const NINE: Duration = Duration::from_secs(9 * 3600);
/// Each question is asked this often, and the middle one of the answers' times is told.
const TIMES: usize = 3;

/// Measures and tells the figures, in seconds.
///
/// # Errors
/// If anything is not as it must be.
pub async fn measure(matters: u64) -> Result<serde_json::Value> {
    let (server, binaries) =
        tokio::task::spawn_blocking(|| anyhow::Ok((nats_server::obtain()?, Binaries::obtain()?))).await??;
    let dir = tempfile::tempdir().context("making a directory for the run")?;
    let options = FleetOptions { sandbox: Some(NOW.to_owned()), ..FleetOptions::default() };
    let mut fleet = Fleet::start(dir.path(), &server, &binaries, options).await?;
    let mut sender = fleet.agency(SENDER)?.home().clone();
    sender.name = "sender".to_owned();
    for seat in SEATS {
        fleet.agency_mut(seat.role)?.stop().await?;
    }
    let receiver = fleet.agency(RECEIVER)?.home().clone();
    std::fs::remove_dir_all(receiver.data_dir())?;
    std::fs::remove_file(receiver.dir.join("watermark"))?;
    let (home, days) = (receiver.clone(), days()?);
    let begun = Instant::now();
    tokio::task::spawn_blocking(move || filling::fill_days(&home, &sender, &days, matters)).await??;
    let fill = begun.elapsed();
    eprintln!("{matters} matters are in the store after {:.0} s", fill.as_secs_f64());
    fleet.agency_mut(RECEIVER)?.start().await?;
    let agency = fleet.agency(RECEIVER)?;
    let month = asked(agency, "2026-06", StatisticsBy::Unspecified).await?;
    let year = asked(agency, "2026", StatisticsBy::Unspecified).await?;
    let by_category = asked(agency, "2026", StatisticsBy::Category).await?;
    fleet.agency_mut(RECEIVER)?.stop().await?;
    let begun = Instant::now();
    let wanted = Recount {
        data: receiver.data_dir(),
        key: receiver.key_file(),
        directory: receiver.directory.clone(),
        agency: receiver.agency.to_string(),
        period: YEAR.to_string(),
        by: Some(StatisticsBy::Category),
    };
    let recounted = tokio::task::spawn_blocking(move || recounted(&wanted)).await??;
    let recount = begun.elapsed();
    ensure!(recounted.differs.is_none(), "the figures differ from the journal: {:?}", recounted.differs);
    fleet.stop().await?;
    let rate = year.1.figures.iter().find(|one| one.measure == "success_rate").context("no success rate")?;
    Ok(serde_json::json!({
        "matters": matters,
        "success_rate": format!("{}/{}", rate.numerator.unwrap_or_default(), rate.denominator.unwrap_or_default()),
        "month_seconds": round(month.0),
        "year_seconds": round(year.0),
        "year_by_category_seconds": round(by_category.0),
        "recount_seconds": round(recount),
        "records": recounted.records,
        "fill_seconds": round(fill),
    }))
}

/// The middle one of the times that all measures of a period take, and the figures.
async fn asked(agency: &Agency, period: &str, by: StatisticsBy) -> Result<(Duration, GetStatisticsResponse)> {
    let url = format!("http://{}", agency.addresses()?.grpc);
    let channel = Channel::from_shared(url)?.connect().await.context("connecting")?;
    let mut statistics = StatisticsServiceClient::new(channel).max_decoding_message_size(usize::MAX);
    let request = GetStatisticsRequest { period: period.to_owned(), by: by.into(), ..GetStatisticsRequest::default() };
    let mut answers = Vec::new();
    for _ in 0..TIMES {
        let begun = Instant::now();
        let answer = statistics.get_statistics(super::closed_loop::by(request.clone())).await?.into_inner();
        answers.push((begun.elapsed(), answer));
    }
    answers.sort_by_key(|(took, _)| *took);
    Ok(answers.swap_remove(TIMES / 2))
}

fn days() -> Result<Vec<Timestamp>> {
    let months = 1..=12_i8;
    let days = months.flat_map(|month| DAYS.map(|day| (month, day)));
    days.map(|(month, day)| Ok(Timestamp::beijing_midnight(Date::new(YEAR, month, day)?).plus(NINE))).collect()
}

fn round(took: Duration) -> f64 {
    (took.as_secs_f64() * 1_000.0).round() / 1_000.0
}

//! Statistics asked of a service and printed, or counted anew from a journal.

use anyhow::{Context, bail};
use duijie_kit::statistics::{Recounted, asked, recount};
use duijie_proto::v1::{
    GetStatisticsRequest, GetStatisticsResponse, ListPositionsRequest, ListPositionsResponse, StatisticsBy,
};

use super::queries::page_size;
use crate::args::statistics::{Figures, Positions, Rank, Recount, Statistics, What};
use crate::args::{Global, Output};
use crate::client::Client;
use crate::exit::Exit;
use crate::journal::opened;
use crate::show::{self, statistics};

/// Asks and prints.
///
/// # Errors
/// When the service cannot be reached or refuses, a file cannot be written, or a recount differs.
pub async fn act(global: &Global, statistics: Statistics) -> anyhow::Result<Exit> {
    match statistics.what {
        None => figures(global, statistics.figures).await,
        Some(What::Rank(wanted)) => ranking(global, wanted).await,
        Some(What::Positions(wanted)) => positions(global, wanted).await,
        Some(What::Recount(wanted)) => counted_anew(&wanted),
    }
}

async fn figures(global: &Global, wanted: Figures) -> anyhow::Result<Exit> {
    let Figures { period, by, measures, population, csv, xlsx } = wanted;
    let request = GetStatisticsRequest {
        period: period.unwrap_or_default(),
        by: by.unwrap_or_default().into(),
        measures,
        min_position: 0,
        population,
    };
    let answer = asked_for(global, request).await?;
    if let Some(file) = &xlsx {
        statistics::xlsx::write(file, &answer)?;
    }
    match &csv {
        Some(file) if file.as_os_str() == "-" => {
            show::print_text(&statistics::csv::text(&answer))?;
            return Ok(Exit::Done);
        }
        Some(file) => std::fs::write(file, statistics::csv::text(&answer))
            .with_context(|| format!("writing `{}`", file.display()))?,
        None => {}
    }
    printed(global.output, &answer, statistics::table)?;
    Ok(Exit::Done)
}

/// The groups alone, in their order.
async fn ranking(global: &Global, wanted: Rank) -> anyhow::Result<Exit> {
    let request = GetStatisticsRequest {
        period: wanted.period,
        by: wanted.by.into(),
        measures: vec![wanted.measure],
        ..GetStatisticsRequest::default()
    };
    let mut answer = asked_for(global, request).await?;
    answer.figures.retain(|figure| figure.group.is_some() && wanted.part.is_none_or(|part| part == figure.part()));
    statistics::ranking::sort(&mut answer.figures, wanted.ascending);
    printed(global.output, &answer, statistics::ranking::table)?;
    Ok(Exit::Done)
}

async fn asked_for(global: &Global, request: GetStatisticsRequest) -> anyhow::Result<GetStatisticsResponse> {
    Ok(Client::of(global).await?.statistics().get_statistics(request).await?.into_inner())
}

fn printed(
    output: Output,
    answer: &GetStatisticsResponse,
    table: impl Fn(&GetStatisticsResponse) -> String,
) -> anyhow::Result<()> {
    match output {
        Output::Csv => show::print_text(&statistics::csv::text(answer)),
        Output::Table | Output::Json | Output::Jsonl => show::print(output, "GetStatisticsResponse", answer, table),
    }
}

async fn positions(global: &Global, wanted: Positions) -> anyhow::Result<Exit> {
    let client = Client::of(global).await?;
    let mut request = ListPositionsRequest {
        period: wanted.period,
        measure: wanted.measure,
        part: wanted.part.into(),
        side: wanted.side.into(),
        by: wanted.by.unwrap_or_default().into(),
        group: wanted.group,
        ..ListPositionsRequest::default()
    };
    let mut all = ListPositionsResponse::default();
    loop {
        request.page_size = page_size(wanted.limit, all.positions.len());
        let page = client.statistics().list_positions(request.clone()).await?.into_inner();
        all.positions.extend(page.positions);
        all.next_page_token.clone_from(&page.next_page_token);
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() || all.positions.len() >= wanted.limit {
            break;
        }
    }
    show::print(global.output, "ListPositionsResponse", &all, statistics::positions)?;
    Ok(Exit::Done)
}

/// Counts anew from the journal of an agency, whose service may be running, and compares with what its store keeps.
///
/// # Errors
/// When something cannot be read.
pub fn recounted(wanted: &Recount) -> anyhow::Result<Recounted> {
    let Recount { data, key, directory, agency, period, by } = wanted;
    let (store, keyring) = opened(data, key, directory, agency)?;
    let period = period.parse().with_context(|| format!("reading the period `{period}`"))?;
    let by = by.unwrap_or(StatisticsBy::Unspecified);
    recount(&store, &keyring, |as_of| asked(period, by, as_of)).context("counting anew")
}

fn counted_anew(wanted: &Recount) -> anyhow::Result<Exit> {
    let recounted = recounted(wanted)?;
    if let Some((kept, anew)) = recounted.differs {
        bail!("the figures kept differ from the journal: kept {kept}; the journal says {anew}");
    }
    show::print_text(&format!(
        "重新统计 {} 条流水：{} 个数字与查询结果一致\nrecounted from {} records: {} figures equal",
        recounted.records, recounted.figures, recounted.records, recounted.figures
    ))?;
    Ok(Exit::Done)
}

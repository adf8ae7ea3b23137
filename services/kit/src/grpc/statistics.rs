//! `StatisticsService`: figures and what they were counted from.

use super::{Service, page::Asked as AskedPage, parse::Fields, read::Reader};
use crate::{
    codec::{
        field::{self, FieldError, proto_instant},
        tokens,
    },
    statistics::{Number, counted, figures},
    status::Problem,
    store::{
        counted::{CountedRow, Stand},
        rows::{Cursor, OrderBy, Run},
    },
};
use duijie_core::{
    statistics::{Asked, By, Cell, Measure, Part, Period, Shape, measure, measures},
    time::Timestamp,
};
use duijie_proto::v1::{self, statistics_service_server::StatisticsService};
use prost::Message;
use std::time::Duration;
use tonic::{Request, Response, Status};

/// More measures than there are; a request that names one twice is counted twice.
const MEASURES_MAX: usize = 100;

#[tonic::async_trait]
impl StatisticsService for Service {
    async fn get_statistics(
        &self,
        request: Request<v1::GetStatisticsRequest>,
    ) -> Result<Response<v1::GetStatisticsResponse>, Status> {
        let request = request.into_inner();
        let _turn = self.0.turn_to_count().await?;
        let min_position = request.min_position;
        let counting = move |reader: &Reader| answer(reader, &request);
        Ok(Response::new(self.0.read(min_position, counting).await?))
    }

    async fn list_positions(
        &self,
        request: Request<v1::ListPositionsRequest>,
    ) -> Result<Response<v1::ListPositionsResponse>, Status> {
        let request = request.into_inner();
        let _turn = self.0.turn_to_count().await?;
        Ok(Response::new(self.0.read(request.min_position, move |reader| listed(reader, &request)).await?))
    }
}

fn answer(reader: &Reader, request: &v1::GetStatisticsRequest) -> Result<v1::GetStatisticsResponse, Problem> {
    let mut fields = Fields::default();
    let period = fields.take(period(&request.period));
    let by = fields.take(by(request.by));
    let named = fields.list("measures", &request.measures, 0..=MEASURES_MAX, |raw| named("", raw));
    let population = fields.take(population(request.population));
    let ((period, by), (named, population)) = fields.finish(period.zip(by).zip(named.zip(population)))?;
    let chosen = if named.is_empty() { measures().collect() } else { named };
    let asked = Asked { period, as_of: reader.now, by, measures: chosen, population };
    let (position, cells) = figures(&*reader.store, asked)?;
    Ok(v1::GetStatisticsResponse {
        period: period.to_string(),
        as_of: Some(proto_instant(reader.now)),
        position,
        figures: cells.into_iter().map(figure).collect(),
    })
}

fn listed(reader: &Reader, request: &v1::ListPositionsRequest) -> Result<v1::ListPositionsResponse, Problem> {
    let list = v1::ListPositionsRequest { page_size: 0, page_token: String::new(), min_position: 0, ..request.clone() };
    let list = list.encode_to_vec();
    let page = AskedPage { page_size: request.page_size, page_token: &request.page_token, list: &list };
    let mut fields = Fields::default();
    let period = fields.take(period(&request.period));
    let measure = fields.take(named("measure", &request.measure));
    let standing = fields.take(tokens::standing("part", request.part));
    let side = fields.take(tokens::statistics_side("side", request.side));
    let by = fields.take(by(request.by));
    let as_of = fields.take(field::optional_instant("as_of", request.as_of.as_ref()));
    let turned = fields.take(page.page((OrderBy::Began, Run::Up)));
    let made = period.zip(measure).zip(standing.zip(side)).zip(by.zip(as_of)).zip(turned);
    let ((((period, measure), (standing, side)), (by, as_of)), turned) = fields.finish(made)?;
    let group = match (by, &request.group) {
        (Some(by), Some(value)) => Some((by, value.clone())),
        (None, None) | (Some(_), None) => None,
        (None, Some(_)) => return Err(FieldError::missing("by").into()),
    };
    let as_of = as_of.unwrap_or(reader.now);
    let asked = Asked { period, as_of, by, measures: vec![measure], population: None };
    let after = turned.after.as_ref().map(stand).transpose()?;
    let number = Number { measure, standing, side, group };
    let (rows, next) = counted(&*reader.store, (&number, &asked), after.as_ref(), turned.limit)?;
    let next =
        next.map(|next| Cursor { value: next.at.as_micros(), key: format!("{}/{}/{}", next.of, next.part, next.nth) });
    Ok(v1::ListPositionsResponse {
        positions: rows.iter().map(position).collect(),
        next_page_token: page.next(next.as_ref()),
    })
}

fn stand(cursor: &Cursor) -> Result<Stand, FieldError> {
    let wrong = || FieldError::new("page_token", "BAD_PAGE_TOKEN", "翻页标记无法识别", "is not a token of this list");
    let parts: Vec<&str> = cursor.key.split('/').collect();
    let [of, part, nth] = parts[..] else { return Err(wrong()) };
    let part = Part::parse(part).ok_or_else(wrong)?.as_str();
    let nth = nth.parse().map_err(|_| wrong())?;
    Ok(Stand { at: Timestamp::from_micros(cursor.value), of: of.to_owned(), part, nth })
}

fn position(row: &CountedRow) -> v1::CountedPosition {
    v1::CountedPosition {
        position: row.position,
        until_position: row.until_position,
        of: row.fact.key.of.to_string(),
        at: Some(proto_instant(row.fact.at)),
    }
}

fn population(raw: Option<u64>) -> Result<Option<u64>, FieldError> {
    if raw == Some(0) {
        let (zh, en) = (
            "人口数应大于零，例如 523000；没有人口数的不写",
            "is more than none, such as 523000; leave it out if unknown",
        );
        return Err(FieldError::new("population", "OUT_OF_RANGE", zh, en));
    }
    Ok(raw)
}

fn period(raw: &str) -> Result<Period, FieldError> {
    let zh = "统计期写作 2026、2026-H1（半年）、2026-Q3、2026-09、2026-09-H2（半月）、2026-09-S1（17日调度前的半月）、2026-09-01 或 2026-09-01..2026-09-30，最长十年";
    raw.parse().map_err(|error: duijie_core::statistics::period::PeriodError| {
        FieldError::new("period", "BAD_PERIOD", zh, error.to_string())
    })
}

fn named(field: &str, raw: &str) -> Result<&'static Measure, FieldError> {
    measure(raw).ok_or_else(|| {
        let (zh, en) = ("没有这个指标；不写指标则列出全部", "is no measure; all are listed when none is named");
        FieldError::new(field, "UNKNOWN_MEASURE", zh, en)
    })
}

fn by(raw: i32) -> Result<Option<By>, FieldError> {
    if raw == v1::StatisticsBy::Unspecified as i32 { Ok(None) } else { tokens::statistics_by("by", raw).map(Some) }
}

fn figure(cell: Cell) -> v1::Figure {
    let (per_mille, per_ten_thousand) = (cell.per_mille(), cell.per_ten_thousand());
    let Cell { measure, standing, group, numerator, denominator, open, quantiles } = cell;
    let (median, ninth_decile) = quantiles.unwrap_or_default();
    v1::Figure {
        measure: measure.id.to_owned(),
        name_zh: measure.name.zh.to_owned(),
        name_en: measure.name.en.to_owned(),
        part: tokens::standing_number(standing),
        group,
        numerator: Some(numerator).filter(|_| !matches!(measure.shape, Shape::OfPeople(_)) || denominator.is_some()),
        denominator,
        per_mille,
        open,
        median: median.map(duration),
        ninth_decile: ninth_decile.map(duration),
        basis: measure.basis.to_owned(),
        note_zh: measure.note.zh.to_owned(),
        note_en: measure.note.en.to_owned(),
        per_ten_thousand,
    }
}

fn duration(time: Duration) -> prost_types::Duration {
    let seconds = i64::try_from(time.as_secs()).unwrap_or(i64::MAX);
    prost_types::Duration { seconds, nanos: i32::try_from(time.subsec_nanos()).unwrap_or(0) }
}

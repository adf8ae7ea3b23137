//! How a petition is passed on: its sort and what an assignment requires. Letters, dossiers and requests share it.

use super::{
    field::{FieldError, agency, list, optional, text},
    limits, tokens,
};
use duijie_core::petition::{PassedOn, Requirements, Sort, Way};
use duijie_proto::v1;

/// How a petition is passed on.
///
/// # Errors
/// The first field that is wrong.
pub fn passed_on(raw: &v1::PassedOn) -> Result<PassedOn, FieldError> {
    let sort = (raw.sort != 0 || raw.way != 0).then(|| sort(raw.sort, raw.way)).transpose()?;
    Ok(PassedOn {
        sort,
        requirements: optional("requirements", raw.requirements.as_ref(), requirements)?,
        accused: list("accused", &raw.accused, limits::PATH, |raw| agency("", raw))?,
    })
}

/// The same for the wire.
#[must_use]
pub fn proto_passed_on(passed_on: &PassedOn) -> v1::PassedOn {
    let (sort, way) = passed_on.sort.map_or((0, 0), proto_sort);
    let requirements = passed_on.requirements.as_ref().map(proto_requirements);
    let accused = passed_on.accused.iter().map(|agency| agency.as_str().to_owned()).collect();
    v1::PassedOn { sort, way, requirements, accused }
}

/// A sort; only a claim takes a way, and it takes one.
///
/// # Errors
/// Which of the two fields is wrong.
pub fn sort(sort: i32, way: i32) -> Result<Sort, FieldError> {
    let sort = match v1::PetitionSort::try_from(sort).map_err(|_| tokens::unknown("sort"))? {
        v1::PetitionSort::Unspecified => return Err(FieldError::missing("sort")),
        v1::PetitionSort::Claim => return tokens::claim_way("way", way).map(Sort::Claim),
        v1::PetitionSort::Suggestion => Sort::Suggestion,
        v1::PetitionSort::Accusation => Sort::Accusation,
    };
    if way == 0 {
        return Ok(sort);
    }
    Err(FieldError::new("way", "CONTRADICTION", "只有申诉求决才填处理途径", "only a claim takes a way"))
}

/// The numbers of sort and way.
#[must_use]
pub const fn proto_sort(sort: Sort) -> (i32, i32) {
    match sort {
        Sort::Suggestion => (v1::PetitionSort::Suggestion as i32, 0),
        Sort::Accusation => (v1::PetitionSort::Accusation as i32, 0),
        Sort::Claim(way) => (v1::PetitionSort::Claim as i32, way_number(way)),
    }
}

const fn way_number(way: Way) -> i32 {
    tokens::claim_way_number(way)
}

/// 六定.
///
/// # Errors
/// The first that is missing or wrong.
pub fn requirements(raw: &v1::Requirements) -> Result<Requirements, FieldError> {
    Ok(Requirements {
        unit: text("unit", &raw.unit, limits::NAME)?,
        leader: text("leader", &raw.leader, limits::NAME)?,
        handler: text("handler", &raw.handler, limits::NAME)?,
        supervisor: text("supervisor", &raw.supervisor, limits::NAME)?,
        demand: text("demand", &raw.demand, limits::SENTENCE)?,
        days: days("days", raw.days)?,
    })
}

/// 办理时限.
///
/// # Errors
/// If it is none, or longer than any.
pub fn days(field: &str, raw: u32) -> Result<u32, FieldError> {
    match raw {
        0 => Err(FieldError::missing(field)),
        1..=Requirements::DAYS_MAX => Ok(raw),
        _ => Err(FieldError::new(field, "TOO_LONG", "办理时限应为 1 至 365 日", "is 1 to 365 natural days")),
    }
}

fn proto_requirements(requirements: &Requirements) -> v1::Requirements {
    let Requirements { unit, leader, handler, supervisor, demand, days } = requirements;
    v1::Requirements {
        unit: unit.as_str().to_owned(),
        leader: leader.as_str().to_owned(),
        handler: handler.as_str().to_owned(),
        supervisor: supervisor.as_str().to_owned(),
        demand: demand.as_str().to_owned(),
        days: *days,
    }
}

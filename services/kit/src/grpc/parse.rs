//! Requests into commands: every limit of the contract is checked here once, and all bad fields of a request are told
//! together. Nothing is decided here.

mod dossier;
mod intake;
pub(super) mod matters;
pub(super) mod outcome;
mod own;
pub(super) mod receiving;
pub(super) mod requests;
pub(super) mod sending;
mod special;

use crate::{
    codec::{
        field::{self, FieldError},
        limits, values,
    },
    digest::{derived_id, order_of_uuid, ordered_prefix},
    status::Problem,
};
use duijie_core::{
    agency::AgencyId,
    command::{Command, Step},
    ids::{DisputeCode, MatterId, ReferralId, RequestId},
    subject::{Material, Party},
    text::Text,
    time::Timestamp,
};
use duijie_proto::v1;

/// Statute and article in a request: one line.
pub(super) const BASIS: usize = 200;
/// Parties of one request, fewer than a letter may carry.
pub(super) const PARTIES: usize = 50;
/// 工作意见 and progress reports: a printed page each.
pub(super) const PAGE: usize = 2_000;

/// Ids that follow from who asks under which request id, so that a repeat finds what it made.
pub(super) struct Ids<'a> {
    pub(super) me: &'a AgencyId,
    pub(super) request: &'a RequestId,
    /// Against what is told of dates and times.
    pub(super) now: Timestamp,
}

impl Ids<'_> {
    /// Ids of what is made one after another are neighbours, as the request ids are.
    fn derived<T: std::str::FromStr>(&self, prefix: &str, tag: &str) -> Result<T, Problem> {
        let parts = [self.me.as_str().as_bytes(), self.request.as_str().as_bytes()];
        derived_id(&ordered_prefix(prefix, &order_of_uuid(self.request.as_str())), tag, &parts)
            .parse()
            .map_err(|_| Problem::Fault("a derived id is no id"))
    }

    pub(super) fn matter(&self) -> Result<MatterId, Problem> {
        self.derived("m", "matter")
    }

    pub(super) fn referral(&self) -> Result<ReferralId, Problem> {
        self.derived("r", "referral")
    }

    /// Begins with the county's division code, so that people can tell where it was made.
    pub(super) fn dispute(&self) -> Result<DisputeCode, Problem> {
        let division = self.me.division();
        let county = division.get(..6).unwrap_or(division);
        self.derived(&format!("DJ-{county}"), "dispute")
    }
}

/// Collects what is wrong, so that a caller is told everything at once.
#[derive(Default)]
pub(super) struct Fields {
    wrong: Vec<FieldError>,
}

impl Fields {
    /// The value, or a note of what is wrong with it.
    pub(super) fn take<T>(&mut self, result: Result<T, FieldError>) -> Option<T> {
        result.map_err(|error| self.wrong.push(error)).ok()
    }

    pub(super) fn text(&mut self, name: &str, raw: &str, max: usize) -> Option<Text> {
        self.take(field::text(name, raw, max))
    }

    pub(super) fn optional_text(&mut self, name: &str, raw: &str, max: usize) -> Option<Option<Text>> {
        self.take(field::optional_text(name, raw, max))
    }

    /// Each element is looked at, so that every bad one is told.
    pub(super) fn list<R, T>(
        &mut self,
        name: &str,
        raw: &[R],
        bounds: std::ops::RangeInclusive<usize>,
        parse: impl Fn(&R) -> Result<T, FieldError>,
    ) -> Option<Vec<T>> {
        let (has, min, max) = (raw.len(), *bounds.start(), *bounds.end());
        if has < min {
            return self.take(Err(FieldError::missing(name)));
        }
        if has > max {
            let zh = format!("有 {has} 项，最多 {max} 项");
            let en = format!("has {has} entries, at most {max} are allowed");
            return self.take(Err(FieldError::new(name, "TOO_MANY", zh, en)));
        }
        let each = raw.iter().enumerate().map(|(at, raw)| parse(raw).map_err(|e| e.within(&format!("{name}[{at}]"))));
        let parsed: Vec<Option<T>> = each.map(|result| self.take(result)).collect();
        parsed.into_iter().collect()
    }

    pub(super) fn parties(&mut self, raw: &[v1::Party]) -> Option<Vec<Party>> {
        self.list("parties", raw, 1..=PARTIES, values::party)
    }

    pub(super) fn materials(&mut self, raw: &[v1::Material]) -> Option<Vec<Material>> {
        self.list("materials", raw, 0..=limits::MATERIALS, values::material)
    }

    /// A rule between fields is broken.
    pub(super) fn refuse(&mut self, error: FieldError) {
        self.wrong.push(error);
    }

    /// What was made of the fields, if none is wrong.
    pub(super) fn finish<T>(self, made: Option<T>) -> Result<T, Problem> {
        match made {
            Some(made) if self.wrong.is_empty() => Ok(made),
            _ if self.wrong.is_empty() => Err(Problem::Fault("a field was lost in parsing")),
            _ => Err(Problem::Fields(self.wrong)),
        }
    }
}

/// Finishes a step about a referral.
pub(super) fn step(mut fields: Fields, referral_id: &str, step: Option<Step>) -> Result<Command, Problem> {
    let referral = fields.take(field::token("referral_id", referral_id));
    fields.finish(referral.zip(step).map(|(referral, step)| Command::Step { referral, step }))
}

/// A UUID of any version, in lowercase; written so that the same request never has two ids.
///
/// # Errors
/// If it is missing or not `8-4-4-4-12` hexadecimal digits.
pub(super) fn request_id(raw: &str) -> Result<RequestId, FieldError> {
    if raw.is_empty() {
        return Err(FieldError::missing("request_id"));
    }
    let shaped = raw.len() == 36
        && raw.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        });
    let wrong = || FieldError::new("request_id", "NOT_A_UUID", "请求编号应为 UUID", "is not a UUID");
    if shaped { raw.to_ascii_lowercase().parse().map_err(|_| wrong()) } else { Err(wrong()) }
}

//! The interface as callers find it: real clients over loopback, real desks on memory stores.

mod calendars;
mod commands;
mod crowded;
mod documents;
mod dossier;
mod edges;
mod fields;
mod house;
mod intake;
mod mediation;
mod own;
mod parked;
mod petitions;
mod queries;
mod statistics;
mod told;
mod two_houses;
mod watching;

use duijie_proto::v1;
use prost::Message;
use tonic::{Code, Status};
use tonic_types::pb;

/// A UUID with this number in it.
fn uuid(number: u32) -> String {
    format!("01890000-0000-7000-8000-0000{number:08x}")
}

fn party(name: &str) -> v1::Party {
    let (kind, position) = (v1::PartyKind::Person as i32, v1::PartyPosition::Applicant as i32);
    v1::Party { kind, position, name: name.into(), contact: String::new() }
}

fn material(name: &str) -> v1::Material {
    v1::Material { name: name.into(), digest: vec![7; 32], size: 3, media_type: String::new() }
}

fn register(number: u32) -> v1::RegisterMatterRequest {
    v1::RegisterMatterRequest {
        request_id: uuid(number),
        title: format!("楼上漏水 {number}"),
        category: "邻里纠纷".into(),
        place_code: "320102".into(),
        summary: "楼上卫生间漏水".into(),
        parties: vec![party("甲"), party("乙")],
        ..Default::default()
    }
}

fn refer(number: u32, matter_id: &str) -> v1::ReferRequest {
    v1::ReferRequest {
        request_id: uuid(number),
        matter_id: matter_id.into(),
        kind: "litigation".into(),
        receiver: crate::sample::BUREAU.into(),
        procedure: v1::Procedure::Ordinary as i32,
        ..Default::default()
    }
}

/// Code and stable reason of a refusal.
fn reason(status: &Status) -> (Code, String) {
    (status.code(), error_info(status).reason)
}

fn error_info(status: &Status) -> pb::ErrorInfo {
    detail(status, "ErrorInfo").first().map(|any| pb::ErrorInfo::decode(&any[..]).unwrap()).unwrap()
}

/// Paths and codes of the bad fields.
fn violations(status: &Status) -> Vec<(String, String)> {
    let requests = detail(status, "BadRequest").into_iter().map(|any| pb::BadRequest::decode(&any[..]).unwrap());
    requests.flat_map(|bad| bad.field_violations).map(|bad| (bad.field, bad.reason)).collect()
}

fn locales(status: &Status) -> Vec<String> {
    let each = detail(status, "LocalizedMessage").into_iter();
    each.map(|any| pb::LocalizedMessage::decode(&any[..]).unwrap().locale).collect()
}

fn detail(status: &Status, name: &str) -> Vec<Vec<u8>> {
    let full = pb::Status::decode(status.details()).unwrap();
    let named = full.details.into_iter().filter(|any| any.type_url.ends_with(&format!("/google.rpc.{name}")));
    named.map(|any| any.value).collect()
}

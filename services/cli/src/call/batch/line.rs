//! One line of a batch: a matter, and the steps to take with it.

use anyhow::{Context, anyhow, bail};
use prost::Message;
use prost_reflect::{DescriptorPool, DynamicMessage, MessageDescriptor, MethodDescriptor, Value};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use tonic::Status;
use tonic::codegen::http::uri::PathAndQuery;

use crate::args::json;

/// A line, read.
#[derive(Debug)]
pub struct Line {
    /// Which, from 1.
    pub(super) number: u64,
    /// As the ledger names it; no other line of the file is named so.
    pub(super) named: String,
    /// The matter, once it is known.
    pub(super) matter: String,
    /// The referral, once it is known.
    pub(super) referral: String,
    /// What is to be done.
    pub(super) steps: Vec<Step>,
}

/// One request.
#[derive(Debug)]
pub(super) struct Step {
    /// Its rpc.
    pub(super) method: MethodDescriptor,
    request: DynamicMessage,
}

impl Line {
    pub(super) fn read(pool: &DescriptorPool, number: u64, text: &str) -> anyhow::Result<Self> {
        let json: Json = serde_json::from_str(text).context("reading the JSON")?;
        let line = json.as_object().context("an object is expected")?;
        if let Some(unknown) = line.keys().find(|key| !KNOWN.contains(&key.as_str())) {
            bail!("{unknown}: is not known here; there are {}", KNOWN.join(", "));
        }
        let word = |key| line.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
        let named = word("ref");
        if named.trim().is_empty() {
            bail!(
                "ref: 须写台账中的编号，重复提交时据此认出已办的；the number in the ledger is expected, by which what was done is known again"
            );
        }
        let steps = line.get("steps").and_then(Json::as_array).filter(|steps| !steps.is_empty());
        let steps = steps.context("steps: a list of steps is expected, such as [{\"RegisterMatter\": {...}}]")?;
        let mut asked = BTreeMap::new();
        let mut step = |(at, step): (u64, &Json)| {
            let nth = asked.entry(known_by(step)).and_modify(|nth| *nth += 1).or_insert(0_u64);
            let id = request_id(&named, &known_by(step), *nth);
            Step::read(pool, step, &id).map_err(|why| anyhow!("steps.[{at}]: {why:#}"))
        };
        let steps = (0..).zip(steps).map(&mut step).collect::<anyhow::Result<_>>()?;
        Ok(Self { number, named, matter: word("matter_id"), referral: word("referral_id"), steps })
    }

    /// The request of a step as it is sent, with what is known of the line filled in where the file leaves it out.
    pub(super) fn request(&self, step: Step) -> Result<(PathAndQuery, Vec<u8>, MessageDescriptor), Status> {
        let Step { method, mut request } = step;
        for (field, value) in [("matter_id", &self.matter), ("referral_id", &self.referral)] {
            let missing = request.get_field_by_name(field).is_some_and(|it| it.as_str() == Some(""));
            if missing && !value.is_empty() {
                request.set_field_by_name(field, Value::String(value.clone()));
            }
        }
        let path = format!("/{}/{}", method.parent_service().full_name(), method.name());
        let path = path.parse().map_err(|error| Status::internal(format!("writing the path `{path}`: {error}")))?;
        Ok((path, request.encode_to_vec(), method.output()))
    }
}

/// What a line can have.
const KNOWN: [&str; 4] = ["ref", "matter_id", "referral_id", "steps"];

impl Step {
    fn read(pool: &DescriptorPool, json: &Json, id: &str) -> anyhow::Result<Self> {
        let step = json.as_object().filter(|step| step.len() == 1);
        let Some((name, request)) = step.and_then(|step| step.iter().next()) else {
            bail!("one rpc with its request is expected, such as {{\"Accept\": {{}}}}");
        };
        let method = changing(pool).find(|method| method.name() == name).with_context(|| {
            let names: Vec<_> = changing(pool).map(|method| method.name().to_owned()).collect();
            format!("{name}: is no rpc that changes something; there are {}", names.join(", "))
        })?;
        let mut request = json::dynamic(&method.input(), request).with_context(|| name.clone())?;
        if request.get_field_by_name(REQUEST_ID).is_some_and(|it| it.as_str() == Some("")) {
            request.set_field_by_name(REQUEST_ID, Value::String(id.to_owned()));
        }
        Ok(Self { method, request })
    }
}

const REQUEST_ID: &str = "request_id";
const REGISTER: &str = "RegisterMatter";

/// Every rpc that changes something: those whose requests are idempotent by their id.
fn changing(pool: &DescriptorPool) -> impl Iterator<Item = MethodDescriptor> {
    let methods = pool.services().flat_map(|service| service.methods().collect::<Vec<_>>());
    methods.filter(|method| method.input().get_field_by_name(REQUEST_ID).is_some())
}

/// By what a step is known again. A matter is registered once under a name, whatever the ledger says of it: a line corrected after
/// that is refused, not registered a second time. Any other step that says something else is another step.
fn known_by(step: &Json) -> String {
    if step.get(REGISTER).is_some() { REGISTER.to_owned() } else { step.to_string() }
}

/// The same for the same step of the same name in the ledger, wherever its line stands, so that a file can be given again when lines
/// were added, taken away or corrected: a UUID of version 7 of no time.
fn request_id(named: &str, known_by: &str, nth: u64) -> String {
    let mut digest = Sha256::new();
    digest.update(b"duijie-batch");
    for part in [named.trim(), known_by] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part.as_bytes());
    }
    digest.update(nth.to_be_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest.finalize()[..16]);
    bytes[..6].fill(0);
    bytes[6] = bytes[6] & 0x0f | 0x70;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    uuid::Uuid::from_bytes(bytes).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(number: u64, text: &str) -> anyhow::Result<Line> {
        Line::read(&json::pool().unwrap(), number, text)
    }

    fn ids(line: &Line) -> Vec<String> {
        let id = |step: &Step| step.request.get_field_by_name(REQUEST_ID).unwrap().as_str().unwrap().to_owned();
        line.steps.iter().map(id).collect()
    }

    const LINE: &str =
        r#"{"ref": "1", "steps": [{"RegisterMatter": {"title": "漏水"}}, {"Acknowledge": {}}, {"Accept": {}}]}"#;

    #[test]
    fn the_same_step_of_the_same_name_asks_the_same_wherever_its_line_stands() {
        let first = ids(&read(1, LINE).unwrap());
        assert_eq!(first, ids(&read(7, &format!(" {LINE}")).unwrap()), "lines before it were added");
        assert_ne!(first[1], first[2]);
        let other = ids(&read(1, &LINE.replace(r#""ref": "1""#, r#""ref": "2""#)).unwrap());
        assert!(first.iter().zip(&other).all(|(one, other)| one != other), "two alike are two matters");
    }

    #[test]
    fn a_corrected_line_repeats_what_it_did_and_registers_nothing_twice() {
        let first = ids(&read(1, LINE).unwrap());
        let corrected =
            ids(&read(1, &LINE.replace(r#"{"Accept": {}}"#, r#"{"Accept": {"validate_only": true}}"#)).unwrap());
        assert!(first[..2] == corrected[..2] && first[2] != corrected[2]);
        let renamed = ids(&read(1, &LINE.replace("漏水", "噪声")).unwrap());
        assert_eq!(first, renamed, "the service says that this name is registered with other content");
        let twice = ids(&read(1, r#"{"ref": "1", "steps": [{"Accept": {}}, {"Accept": {}}]}"#).unwrap());
        assert_ne!(twice[0], twice[1], "a step that is asked for twice is two steps");
    }

    #[test]
    fn what_the_line_knows_is_filled_in_and_what_a_step_says_stays() {
        let mut line = read(
            1,
            r#"{"ref": "1", "referral_id": "r-1", "steps": [{"Accept": {}}, {"Accept": {"referral_id": "r-2"}}]}"#,
        )
        .unwrap();
        let sent: Vec<_> = std::mem::take(&mut line.steps)
            .into_iter()
            .map(|step| duijie_proto::v1::AcceptRequest::decode(line.request(step).unwrap().1.as_slice()).unwrap())
            .collect();
        assert_eq!((sent[0].referral_id.as_str(), sent[1].referral_id.as_str()), ("r-1", "r-2"));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        for (text, told) in [
            ("[]", "an object is expected"),
            (r#"{"step": []}"#, "step: is not known here; there are ref, matter_id, referral_id, steps"),
            (r#"{"ref": " ", "steps": [{"Accept": {}}]}"#, "ref: 须写台账中的编号"),
            (r#"{"ref": "1", "steps": []}"#, "steps: a list of steps is expected"),
            (
                r#"{"ref": "1", "steps": [{"GetMatter": {}}]}"#,
                "steps.[0]: GetMatter: is no rpc that changes something; there are RegisterMatter",
            ),
            (r#"{"ref": "1", "steps": [{"Accept": {"number": 1}}]}"#, "steps.[0]: Accept: number: is not known here"),
        ] {
            let said = format!("{:#}", read(1, text).err().unwrap());
            assert!(said.starts_with(told), "{text}: {said}");
        }
    }
}

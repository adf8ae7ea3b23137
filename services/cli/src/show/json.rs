//! Messages of the contract as JSON: field names as in the .proto files, enums as lower-case words without their prefix, instants as
//! RFC 3339 in Beijing time, digests in hex. Read from the descriptors, so no field can be forgotten.

use std::sync::LazyLock;

use anyhow::{Context, anyhow};
use jiff::Timestamp;
use prost::Message;
use prost_reflect::{DescriptorPool, DynamicMessage, EnumDescriptor, FieldDescriptor, Kind, ReflectMessage, Value};
use serde_json::{Map, Value as Json, json};

use crate::args::times::BEIJING;

static POOL: LazyLock<Result<DescriptorPool, String>> = LazyLock::new(|| {
    DescriptorPool::decode(duijie_proto::FILE_DESCRIPTOR_SET)
        .map_err(|error| format!("reading the descriptors: {error}"))
});

/// The message `duijie.v1.<name>` as JSON. Every field is there: absent messages are null, absent lists empty.
///
/// # Errors
/// When there is no such message, which a test would show.
pub fn value(name: &str, message: &impl Message) -> anyhow::Result<Json> {
    let pool = POOL.as_ref().map_err(|error| anyhow!("{error}"))?;
    let full = format!("duijie.v1.{name}");
    let descriptor = pool.get_message_by_name(&full).with_context(|| format!("finding the message `{full}`"))?;
    let bytes = message.encode_to_vec();
    let message =
        DynamicMessage::decode(descriptor, bytes.as_slice()).with_context(|| format!("reading a `{full}`"))?;
    Ok(of_message(&message))
}

/// The same of a message that brings its descriptor.
#[must_use]
pub fn dynamic(message: &DynamicMessage) -> Json {
    of_message(message)
}

/// An instant as RFC 3339 in Beijing time.
#[must_use]
pub fn instant(at: &prost_types::Timestamp) -> Option<String> {
    let at = Timestamp::new(at.seconds, at.nanos).ok()?;
    Some(at.display_with_offset(BEIJING).to_string())
}

fn of_message(message: &DynamicMessage) -> Json {
    match message.descriptor().full_name() {
        "google.protobuf.Timestamp" => {
            let at = prost_types::Timestamp { seconds: number(message, "seconds"), nanos: nanos(message) };
            instant(&at).map_or(Json::Null, Json::String)
        }
        "google.protobuf.Duration" => json!(format!("{}s", number(message, "seconds"))),
        _ => {
            let descriptor = message.descriptor();
            let fields = descriptor.fields().map(|field| (field.name().to_owned(), of_field(message, &field)));
            Json::Object(fields.collect::<Map<_, _>>())
        }
    }
}

fn number(message: &DynamicMessage, field: &str) -> i64 {
    message.get_field_by_name(field).and_then(|value| value.as_i64()).unwrap_or_default()
}

fn nanos(message: &DynamicMessage) -> i32 {
    message.get_field_by_name("nanos").and_then(|value| value.as_i32()).unwrap_or_default()
}

fn of_field(message: &DynamicMessage, field: &FieldDescriptor) -> Json {
    if field.supports_presence() && !message.has_field(field) {
        return Json::Null;
    }
    of_value(&message.get_field(field), field)
}

fn of_value(value: &Value, field: &FieldDescriptor) -> Json {
    match value {
        Value::Bool(it) => json!(it),
        Value::I32(it) => json!(it),
        Value::I64(it) => json!(it),
        Value::U32(it) => json!(it),
        Value::U64(it) => json!(it),
        Value::F32(it) => json!(it),
        Value::F64(it) => json!(it),
        Value::String(it) => json!(it),
        Value::Bytes(it) => json!(hex::encode(it)),
        Value::EnumNumber(number) => match field.kind() {
            Kind::Enum(descriptor) => of_enum(&descriptor, *number),
            _ => json!(number),
        },
        Value::Message(it) => of_message(it),
        Value::List(items) => items.iter().map(|item| of_value(item, field)).collect(),
        Value::Map(entries) => {
            let value_field = match field.kind() {
                Kind::Message(entry) => entry.map_entry_value_field(),
                _ => field.clone(),
            };
            let entries = entries.iter().map(|(key, value)| (key_text(key), of_value(value, &value_field)));
            Json::Object(entries.collect::<std::collections::BTreeMap<_, _>>().into_iter().collect())
        }
    }
}

fn key_text(key: &prost_reflect::MapKey) -> String {
    match key {
        prost_reflect::MapKey::Bool(it) => it.to_string(),
        prost_reflect::MapKey::I32(it) => it.to_string(),
        prost_reflect::MapKey::I64(it) => it.to_string(),
        prost_reflect::MapKey::U32(it) => it.to_string(),
        prost_reflect::MapKey::U64(it) => it.to_string(),
        prost_reflect::MapKey::String(it) => it.clone(),
    }
}

/// A value of a newer peer that we have no word for is told as its number.
fn of_enum(descriptor: &EnumDescriptor, number: i32) -> Json {
    let Some(value) = descriptor.get_value(number) else { return json!(number) };
    let zero = descriptor.default_value();
    let prefix = zero.name().trim_end_matches("UNSPECIFIED");
    json!(value.name().strip_prefix(prefix).unwrap_or(value.name()).to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::value;
    use duijie_proto::v1::{LetterRef, Peer, Referral, ReferralState};

    #[test]
    fn a_referral_is_written_with_words_hex_and_beijing_time() {
        let referral = Referral {
            referral_id: "r1".into(),
            state: ReferralState::Acknowledged.into(),
            reference: Some(LetterRef { number: 3, content: vec![0xab; 2], ..LetterRef::default() }),
            sent_at: Some(prost_types::Timestamp { seconds: 1_772_413_200, nanos: 0 }),
            ..Referral::default()
        };
        let json = value("Referral", &referral).unwrap();
        assert_eq!(json["state"], "acknowledged");
        assert_eq!(json["reference"]["content"], "abab");
        assert_eq!(json["sent_at"], "2026-03-02T09:00:00+08:00");
        assert_eq!(json["ended_at"], serde_json::Value::Null);
        assert_eq!(json["deadlines"], serde_json::json!([]));
        assert_eq!(json["overdue"], false);
    }

    #[test]
    fn a_map_is_an_object_and_an_absent_number_is_null() {
        let peer = Peer { refused: [("DUPLICATE".to_owned(), 2)].into(), forked_at: None, ..Peer::default() };
        let json = value("Peer", &peer).unwrap();
        assert_eq!(json["refused"]["DUPLICATE"], 2);
        assert_eq!(json["forked_at"], serde_json::Value::Null);
    }
}

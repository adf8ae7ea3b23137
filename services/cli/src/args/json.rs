//! Messages of the contract from JSON, as `show::json` writes them: field names as in the .proto files, enums as lower-case words
//! without their prefix, instants as RFC 3339 or as `args::times` reads them, digests in hex. A material may be `"@<file>"`, which
//! is digested. Read by the descriptors, so a new field can be written at once; what nobody knows is refused by its path.

use std::path::Path;

use anyhow::{Context, anyhow, bail};
use prost::Message;
use prost_reflect::{DescriptorPool, DynamicMessage, EnumDescriptor, FieldDescriptor, Kind, MessageDescriptor, Value};
use serde_json::Value as Json;

use super::times;
use crate::call::materials;

/// What a material is called in the contract.
const MATERIAL: &str = "duijie.v1.Material";

/// The message `duijie.v1.<name>` that this text describes; a text that begins with `@` names a file that has it.
///
/// # Errors
/// What is wrong, with the path to it and what could stand there.
pub fn message<M: Message + Default>(name: &str, text: &str) -> anyhow::Result<M> {
    let read;
    let text = match text.strip_prefix('@') {
        Some(file) => {
            read = std::fs::read_to_string(file).with_context(|| format!("reading `{file}`"))?;
            &read
        }
        None => text,
    };
    let json: Json = serde_json::from_str(text).context("reading the JSON")?;
    let pool = pool()?;
    let full = format!("duijie.v1.{name}");
    let descriptor = pool.get_message_by_name(&full).with_context(|| format!("finding the message `{full}`"))?;
    M::decode(dynamic(&descriptor, &json)?.encode_to_vec().as_slice()).with_context(|| format!("reading a `{full}`"))
}

/// The contract as descriptors.
///
/// # Errors
/// Never in practice: they are compiled in.
pub fn pool() -> anyhow::Result<DescriptorPool> {
    DescriptorPool::decode(duijie_proto::FILE_DESCRIPTOR_SET).context("reading the descriptors")
}

/// The message that this JSON describes.
///
/// # Errors
/// What is wrong, with the path to it and what could stand there.
pub fn dynamic(descriptor: &MessageDescriptor, json: &Json) -> anyhow::Result<DynamicMessage> {
    of_message(descriptor, json).map_err(|wrong| anyhow!("{}: {}", wrong.path(), wrong.why))
}

/// What is wrong, and where, innermost first.
struct Wrong {
    at: Vec<String>,
    why: String,
}

impl Wrong {
    fn path(&self) -> String {
        let path: Vec<_> = self.at.iter().rev().map(String::as_str).collect();
        if path.is_empty() { "the entry".to_owned() } else { path.join(".") }
    }

    fn within(mut self, at: impl Into<String>) -> Self {
        self.at.push(at.into());
        self
    }
}

impl From<anyhow::Error> for Wrong {
    fn from(error: anyhow::Error) -> Self {
        Self { at: Vec::new(), why: format!("{error:#}") }
    }
}

fn of_message(descriptor: &MessageDescriptor, json: &Json) -> Result<DynamicMessage, Wrong> {
    match (descriptor.full_name(), json) {
        ("google.protobuf.Timestamp", Json::String(text)) => {
            let at = times::instant(text).map_err(|why| anyhow!(why))?;
            return transcoded(descriptor, &at);
        }
        (MATERIAL, Json::String(text)) => {
            let file = text.strip_prefix('@').ok_or_else(|| anyhow!("write `@` and a file, or its parts"))?;
            return transcoded(descriptor, &materials::of_file(Path::new(file))?);
        }
        (_, Json::Object(_)) => {}
        _ => return Err(anyhow!("an object is expected").into()),
    }
    let mut message = DynamicMessage::new(descriptor.clone());
    for (key, value) in json.as_object().into_iter().flatten() {
        let field = descriptor.get_field_by_name(key).ok_or_else(|| {
            let known: Vec<_> = descriptor.fields().map(|field| field.name().to_owned()).collect();
            Wrong::from(anyhow!("is not known here; there are {}", known.join(", "))).within(key)
        })?;
        if value.is_null() {
            continue;
        }
        let value = of_field(&field, value).map_err(|wrong| wrong.within(key))?;
        message.try_set_field(&field, value).map_err(|_| Wrong::from(anyhow!("does not fit")).within(key))?;
    }
    Ok(message)
}

fn transcoded(descriptor: &MessageDescriptor, message: &impl Message) -> Result<DynamicMessage, Wrong> {
    let bytes = message.encode_to_vec();
    let message = DynamicMessage::decode(descriptor.clone(), bytes.as_slice()).context("reading a value again")?;
    Ok(message)
}

fn of_field(field: &FieldDescriptor, json: &Json) -> Result<Value, Wrong> {
    if let (true, Kind::Message(entry)) = (field.is_map(), field.kind()) {
        let of = entry.map_entry_value_field();
        let mut map = std::collections::HashMap::new();
        for (key, value) in json.as_object().ok_or_else(|| anyhow!("an object is expected"))? {
            let value = of_value(&of, value).map_err(|wrong| wrong.within(key))?;
            map.insert(prost_reflect::MapKey::String(key.clone()), value);
        }
        return Ok(Value::Map(map));
    }
    if !field.is_list() {
        return of_value(field, json);
    }
    let items = json.as_array().ok_or_else(|| anyhow!("a list is expected"))?;
    let item = |(at, item)| of_value(field, item).map_err(|wrong| wrong.within(format!("[{at}]")));
    items.iter().enumerate().map(item).collect::<Result<_, _>>().map(Value::List)
}

fn of_value(field: &FieldDescriptor, json: &Json) -> Result<Value, Wrong> {
    let value = match (field.kind(), json) {
        (Kind::Message(descriptor), json) => Value::Message(of_message(&descriptor, json)?),
        (Kind::Enum(descriptor), Json::String(word)) => Value::EnumNumber(of_word(&descriptor, word)?),
        (Kind::String, Json::String(text)) => Value::String(text.clone()),
        (Kind::Bytes, Json::String(hexed)) => {
            Value::Bytes(hex::decode(hexed).context("hexadecimal digits are expected")?.into())
        }
        (Kind::Bool, Json::Bool(it)) => Value::Bool(*it),
        (kind, Json::Number(number)) => of_number(&kind, number)?,
        (kind, _) => return Err(anyhow!("a value of the kind `{kind:?}` is expected").into()),
    };
    Ok(value)
}

fn of_number(kind: &Kind, number: &serde_json::Number) -> anyhow::Result<Value> {
    let out = || format!("`{number}` is too large or has the wrong sign");
    let value = match kind {
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => {
            Value::I32(number.as_i64().and_then(|it| it.try_into().ok()).with_context(out)?)
        }
        Kind::Uint32 | Kind::Fixed32 => {
            Value::U32(number.as_u64().and_then(|it| it.try_into().ok()).with_context(out)?)
        }
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => Value::I64(number.as_i64().with_context(out)?),
        Kind::Uint64 | Kind::Fixed64 => Value::U64(number.as_u64().with_context(out)?),
        _ => bail!("no number is expected"),
    };
    Ok(value)
}

fn of_word(descriptor: &EnumDescriptor, word: &str) -> anyhow::Result<i32> {
    let zero = descriptor.default_value();
    let prefix = zero.name().trim_end_matches("UNSPECIFIED");
    let wanted = word.replace('-', "_").to_ascii_lowercase();
    let words = descriptor.values().filter(|value| value.number() != 0);
    let words: Vec<_> = words
        .map(|value| {
            let name = value.name();
            (name.strip_prefix(prefix).unwrap_or(name).to_ascii_lowercase(), value.number())
        })
        .collect();
    let found = words.iter().find(|(word, _)| *word == wanted).map(|(_, number)| *number);
    found.with_context(|| {
        let words: Vec<_> = words.iter().map(|(word, _)| word.as_str()).collect();
        format!("possible values: {}", words.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::message;
    use duijie_proto::v1::{Consent, ConsentState, DossierEntry, Peer, dossier_entry::Entry};

    fn refused(text: &str) -> String {
        format!("{:#}", message::<DossierEntry>("DossierEntry", text).unwrap_err())
    }

    #[test]
    fn what_is_shown_can_be_written_again() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("同意书.pdf");
        std::fs::write(&file, b"abc").unwrap();
        let text = format!(r#"{{"consent": {{"party": "甲", "state": "given", "evidence": "@{}"}}}}"#, file.display());
        let entry: DossierEntry = message("DossierEntry", &text).unwrap();
        let Some(Entry::Consent(Consent { evidence: Some(evidence), state, .. })) = &entry.entry else { panic!() };
        assert_eq!((evidence.name.as_str(), *state), ("同意书.pdf", ConsentState::Given as i32));
        let shown = crate::show::json::value("DossierEntry", &entry).unwrap().to_string();
        assert_eq!(message::<DossierEntry>("DossierEntry", &shown).unwrap(), entry);
        let file = dir.path().join("entry.json");
        std::fs::write(&file, &shown).unwrap();
        assert_eq!(message::<DossierEntry>("DossierEntry", &format!("@{}", file.display())).unwrap(), entry);
    }

    #[test]
    fn what_nobody_knows_is_refused_with_what_could_stand_there() {
        assert!(refused(r#"{"consents": {}}"#).starts_with("consents: is not known here; there are consent"));
        let said = refused(r#"{"consent": {"state": "maybe"}}"#);
        assert_eq!(said, "consent.state: possible values: given, refused, withdrawn");
        assert!(refused(r#"{"consent": {"evidence": {"digest": "xyz"}}}"#).starts_with("consent.evidence.digest: "));
        assert!(refused(r#"{"consent": []}"#).starts_with("consent: an object"));
        assert!(refused("{").starts_with("reading the JSON"));
    }

    #[test]
    fn numbers_and_maps_are_read_as_they_are_shown() {
        let peer = Peer { refused: [("DUPLICATE".to_owned(), 2)].into(), committed: 7, ..Peer::default() };
        let shown = crate::show::json::value("Peer", &peer).unwrap().to_string();
        assert_eq!(message::<Peer>("Peer", &shown).unwrap(), peer);
        assert!(message::<Peer>("Peer", r#"{"committed": -1}"#).is_err());
    }
}

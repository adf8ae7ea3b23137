//! The shapes of requests, from the contract's own descriptors: a field that this version does not know is refused, for
//! prost would drop it silently and something else than was asked would be done.

use crate::codec::field::FieldError;
use prost_types::{
    DescriptorProto, FieldDescriptorProto, FileDescriptorSet,
    field_descriptor_proto::{Label, Type},
};
use std::collections::HashMap;

/// Messages within messages; no request comes near it.
const DEPTH_MAX: usize = 16;

/// Which fields each message has, and which message each rpc takes.
pub(super) struct Shapes {
    messages: HashMap<String, HashMap<u64, Field>>,
    requests: HashMap<String, String>,
}

struct Field {
    name: String,
    kind: Kind,
    wire: u64,
    repeated: bool,
}

enum Kind {
    Plain,
    Words,
    Message(String),
}

/// One field as it lies on the wire.
struct Part<'b> {
    number: u64,
    wire: u64,
    bytes: &'b [u8],
}

impl Shapes {
    pub(super) fn new(set: &FileDescriptorSet) -> Self {
        let mut shapes = Self { messages: HashMap::new(), requests: HashMap::new() };
        for file in &set.file {
            let package = file.package();
            for message in &file.message_type {
                shapes.add(&format!(".{package}.{}", message.name()), message);
            }
            for service in &file.service {
                for method in &service.method {
                    let path = format!("/{package}.{}/{}", service.name(), method.name());
                    shapes.requests.insert(path, method.input_type().to_owned());
                }
            }
        }
        shapes
    }

    fn add(&mut self, name: &str, message: &DescriptorProto) {
        let number = |field: &FieldDescriptorProto| u64::try_from(field.number()).unwrap_or(0);
        let fields = message.field.iter().map(|field| (number(field), Field::new(field))).collect();
        self.messages.insert(name.to_owned(), fields);
        for nested in &message.nested_type {
            self.add(&format!("{name}.{}", nested.name()), nested);
        }
    }

    /// Whether the contract has this rpc.
    pub(super) fn has(&self, path: &str) -> bool {
        self.requests.contains_key(path)
    }

    /// Checks the bytes of the request of the rpc `path`.
    ///
    /// # Errors
    /// The first field that is unknown, or not of its shape.
    pub(super) fn check(&self, path: &str, bytes: &[u8]) -> Result<(), FieldError> {
        let Some(message) = self.requests.get(path) else { return Ok(()) };
        self.walk(message, bytes, "", DEPTH_MAX)
    }

    fn walk(&self, message: &str, bytes: &[u8], at: &str, depth: usize) -> Result<(), FieldError> {
        let fields = self.messages.get(message).filter(|_| depth > 0).ok_or_else(|| FieldError::damaged(at))?;
        let mut seen = HashMap::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let part = part(&mut rest).ok_or_else(|| FieldError::damaged(at))?;
            let field = fields.get(&part.number).ok_or_else(|| unknown(at, part.number))?;
            let index: &mut usize = seen.entry(part.number).or_default();
            let path = field.path(at, *index);
            *index += 1;
            if part.wire != field.wire && !(field.repeated && part.wire == LENGTH) {
                return Err(FieldError::damaged(&path));
            }
            match &field.kind {
                Kind::Plain => {}
                Kind::Words if str::from_utf8(part.bytes).is_ok() => {}
                Kind::Words => return Err(not_utf8(&path)),
                Kind::Message(name) => self.walk(name, part.bytes, &path, depth - 1)?,
            }
        }
        Ok(())
    }
}

const VARINT: u64 = 0;
const EIGHT_BYTES: u64 = 1;
const LENGTH: u64 = 2;
const FOUR_BYTES: u64 = 5;

impl Field {
    fn new(field: &FieldDescriptorProto) -> Self {
        let kind = match field.r#type() {
            Type::Message | Type::Group => Kind::Message(field.type_name().to_owned()),
            Type::String => Kind::Words,
            _ => Kind::Plain,
        };
        let wire = match field.r#type() {
            Type::Double | Type::Fixed64 | Type::Sfixed64 => EIGHT_BYTES,
            Type::Float | Type::Fixed32 | Type::Sfixed32 => FOUR_BYTES,
            Type::String | Type::Bytes | Type::Message | Type::Group => LENGTH,
            Type::Int64
            | Type::Uint64
            | Type::Int32
            | Type::Bool
            | Type::Uint32
            | Type::Enum
            | Type::Sint32
            | Type::Sint64 => VARINT,
        };
        Self { name: field.name().to_owned(), kind, wire, repeated: field.label() == Label::Repeated }
    }

    fn path(&self, at: &str, index: usize) -> String {
        let name = if at.is_empty() { self.name.clone() } else { format!("{at}.{}", self.name) };
        if self.repeated { format!("{name}[{index}]") } else { name }
    }
}

/// Named by its number, as protobuf's text format does.
fn unknown(at: &str, number: u64) -> FieldError {
    let path = if at.is_empty() { number.to_string() } else { format!("{at}.{number}") };
    FieldError::new(
        &path,
        "UNKNOWN_FIELD",
        format!("编号 {number} 的字段，本版本不认识"),
        format!("is field number {number}, which this version does not know"),
    )
}

fn not_utf8(path: &str) -> FieldError {
    FieldError::new(path, "NOT_UTF8", "文字不是 UTF-8 编码", "is not UTF-8")
}

/// The next field; none if the bytes are no message.
fn part<'b>(rest: &mut &'b [u8]) -> Option<Part<'b>> {
    let tag = varint(rest)?;
    let (number, wire) = (tag >> 3, tag & 7);
    let length = match wire {
        VARINT => {
            varint(rest)?;
            0
        }
        EIGHT_BYTES => 8,
        LENGTH => usize::try_from(varint(rest)?).ok()?,
        FOUR_BYTES => 4,
        _ => return None,
    };
    let (bytes, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(Part { number, wire, bytes })
}

fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use duijie_proto::v1;
    use prost::Message as _;

    fn shapes() -> Shapes {
        Shapes::new(&FileDescriptorSet::decode(duijie_proto::FILE_DESCRIPTOR_SET).unwrap())
    }

    const REGISTER: &str = "/duijie.v1.MatterService/RegisterMatter";

    #[test]
    fn a_request_of_this_version_passes() {
        let request = v1::RegisterMatterRequest {
            request_id: "x".into(),
            parties: vec![v1::Party { kind: 1, position: 2, name: "张三".into(), contact: String::new() }],
            materials: vec![v1::Material { size: u64::MAX, digest: vec![1; 32], ..Default::default() }],
            validate_only: true,
            ..Default::default()
        };
        assert_eq!(shapes().check(REGISTER, &request.encode_to_vec()), Ok(()));
        let list = v1::ListMattersRequest { states: vec![1, 2], overdue: Some(false), ..Default::default() };
        assert_eq!(shapes().check("/duijie.v1.MatterService/ListMatters", &list.encode_to_vec()), Ok(()));
    }

    #[test]
    fn a_field_from_another_version_is_named_by_its_number_and_place() {
        let mut bytes = v1::RegisterMatterRequest::default().encode_to_vec();
        bytes.extend([(14 << 3), 1]);
        let error = shapes().check(REGISTER, &bytes).unwrap_err();
        assert_eq!((error.path.as_str(), error.code), ("14", "UNKNOWN_FIELD"));
        assert!(error.en.contains("field number 14"));

        let party = [(1 << 3), 1, (9 << 3), 1];
        let inside = [&[(7 << 3) | 2, 0, (7 << 3) | 2, 4], &party[..]].concat();
        let error = shapes().check(REGISTER, &inside).unwrap_err();
        assert_eq!((error.path.as_str(), error.code), ("parties[1].9", "UNKNOWN_FIELD"));
    }

    #[test]
    fn bytes_that_are_no_message_are_refused_with_their_place() {
        let refused = |bytes: &[u8]| shapes().check(REGISTER, bytes).unwrap_err();
        assert_eq!(refused(&[0xff]).code, "NOT_A_MESSAGE");
        assert_eq!(refused(&[(3 << 3) | 2, 9, 1]).code, "NOT_A_MESSAGE");
        assert_eq!((refused(&[(3 << 3), 1]).path.as_str(), refused(&[(3 << 3), 1]).code), ("title", "NOT_A_MESSAGE"));
        assert_eq!(
            (refused(&[(3 << 3) | 2, 1, 0xff]).path.as_str(), refused(&[26, 1, 0xff]).code),
            ("title", "NOT_UTF8")
        );
    }
}

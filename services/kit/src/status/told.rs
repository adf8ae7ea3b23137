//! One failure as gRPC carries it: code, message and `google.rpc` details. The same failure always has the same bytes,
//! because a refusal is an answer that is given again.

use prost::Message;
use prost_types::Any;
use std::collections::BTreeMap;
use tonic::{Code, Status};
use tonic_types::pb;

/// The domain of every reason.
const DOMAIN: &str = "duijie.v1";
/// Bytes of one sentence: 200 Chinese characters, three times as long when percent-encoded, or a long English one. In both languages,
/// plain and as details, it stays within the 8 KiB of metadata that clients take.
const SENTENCE_MAX: usize = 600;

/// What people and programs are told.
pub(super) struct Told {
    code: Code,
    reason: String,
    zh: String,
    en: String,
    metadata: BTreeMap<String, String>,
    pub(super) violations: Vec<pb::bad_request::FieldViolation>,
}

/// `google.rpc.ErrorInfo` with its metadata in order; that of `tonic-types` has them in none.
#[derive(Clone, PartialEq, Message)]
struct ErrorInfo {
    #[prost(string, tag = "1")]
    reason: String,
    #[prost(string, tag = "2")]
    domain: String,
    #[prost(btree_map = "string, string", tag = "3")]
    metadata: BTreeMap<String, String>,
}

impl Told {
    pub(super) fn new(code: Code, reason: &str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        let (reason, zh, en) = (reason.to_owned(), bounded(&zh.into()), en.into());
        Self { code, reason, zh, en: bounded(&en), metadata: BTreeMap::new(), violations: Vec::new() }
    }

    pub(super) fn with(mut self, key: &str, value: &str) -> Self {
        self.metadata.insert(key.to_owned(), bounded(value));
        self
    }

    pub(super) fn status(self) -> Status {
        let Self { code, reason, zh, en, metadata, violations } = self;
        let message = format!("{en} / {zh}");
        let mut details = vec![any("ErrorInfo", &ErrorInfo { reason, domain: DOMAIN.to_owned(), metadata })];
        if !violations.is_empty() {
            details.push(any("BadRequest", &pb::BadRequest { field_violations: violations }));
        }
        for (locale, message) in [("zh-CN", zh), ("en", en)] {
            details.push(any("LocalizedMessage", &pb::LocalizedMessage { locale: locale.to_owned(), message }));
        }
        let full = pb::Status { code: code as i32, message: message.clone(), details };
        Status::with_details(code, message, full.encode_to_vec().into())
    }
}

fn any(name: &str, message: &impl Message) -> Any {
    Any { type_url: format!("type.googleapis.com/google.rpc.{name}"), value: message.encode_to_vec() }
}

/// Words that fit.
pub(super) fn bounded(words: &str) -> String {
    words[..words.floor_char_boundary(SENTENCE_MAX)].to_owned()
}

#[cfg(test)]
mod tests {
    use super::{SENTENCE_MAX, bounded};

    #[test]
    fn a_sentence_is_cut_between_characters_and_a_long_english_one_is_whole() {
        let instead = "hand it over once every party was asked. ".repeat(10);
        assert_eq!(bounded(&instead), instead);
        let cut = bounded(&"请".repeat(SENTENCE_MAX));
        assert_eq!(cut.chars().count(), SENTENCE_MAX / "请".len());
    }
}

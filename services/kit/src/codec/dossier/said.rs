//! What is said in mediation, on its way into the own journal and back. Nothing else may take it apart.

use crate::codec::field::{FieldError, optional_text, text};
use duijie_core::{confidential::Confidential, text::Text};

pub(in crate::codec) fn read(field: &str, raw: &str, max: usize) -> Result<Confidential<Text>, FieldError> {
    text(field, raw, max).map(Confidential::new)
}

pub(super) fn read_optional(field: &str, raw: &str, max: usize) -> Result<Option<Confidential<Text>>, FieldError> {
    Ok(optional_text(field, raw, max)?.map(Confidential::new))
}

pub(in crate::codec) fn kept(said: &Confidential<Text>) -> String {
    said.in_the_file().as_str().to_owned()
}

pub(super) fn kept_if_any(said: Option<&Confidential<Text>>) -> String {
    said.map_or_else(String::new, kept)
}

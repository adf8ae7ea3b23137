//! The file an agency keeps its own secrets in. Secrets have no `Debug` and no `Display`; only `to_text` shows them.

use crate::{
    data::{self, DataFileError, Source},
    directory::{KEY_ID_SHAPE, SUITE, is_key_id, key_bytes},
};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use serde::Deserialize;
use std::{fmt::Write, path::Path};
use thiserror::Error;
use toml::Spanned;

/// How a damaged secret is refused, without quoting it.
const SECRET_SHAPE: &str = "a secret is 32 bytes in base64";

/// Why a key id cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a key id is 1 to 64 characters of A-Z, a-z, 0-9, `-`, `_` and `.`, and each is used once")]
pub struct KeyFileError;

/// The secrets of one agency: the current key, and the agreement secrets of those before it.
#[derive(Clone)]
pub struct KeyFile {
    key_id: String,
    sign: [u8; 32],
    agree: [u8; 32],
    former: Vec<(String, [u8; 32])>,
}

impl KeyFile {
    /// A new key from 64 random bytes.
    ///
    /// # Errors
    /// If `key_id` cannot be a key id.
    pub fn generate(key_id: &str, random: &[u8; 64]) -> Result<Self, KeyFileError> {
        if !is_key_id(key_id) {
            return Err(KeyFileError);
        }
        let (mut sign, mut agree) = ([0; 32], [0; 32]);
        sign.copy_from_slice(&random[..32]);
        agree.copy_from_slice(&random[32..]);
        Ok(Self { key_id: key_id.to_owned(), sign, agree, former: Vec::new() })
    }

    /// The next key of the same agency. The agreement secret of the present one is kept, because bodies that were
    /// encrypted with it are still to be read.
    ///
    /// # Errors
    /// If `key_id` cannot be a key id or was used before.
    pub fn rotate(&self, key_id: &str, random: &[u8; 64]) -> Result<Self, KeyFileError> {
        let mut next = Self::generate(key_id, random)?;
        next.former = self.agreement_secrets().map(|(id, secret)| (id.to_owned(), *secret)).collect();
        let used = next.former.iter().any(|(id, _)| id == key_id);
        if used { Err(KeyFileError) } else { Ok(next) }
    }

    /// Reads the file at `path`.
    ///
    /// # Errors
    /// The file cannot be read, or the first thing wrong in it.
    pub fn read(path: &Path) -> Result<Self, DataFileError> {
        Self::parse(&path.display().to_string(), &data::read(path)?)
    }

    /// Reads the file's text; errors call it `file` and never quote a secret.
    ///
    /// # Errors
    /// The first thing wrong in it.
    pub fn parse(file: &str, text: &str) -> Result<Self, DataFileError> {
        let source = Source { file, text };
        let raw: RawKeyFile = source.parse()?;
        if raw.suite.get_ref() != SUITE {
            let what = format!("there is no such suite; allowed is `{SUITE}`");
            return Err(source.wrong(raw.suite.span().start, "suite", &what));
        }
        let id = |key: &str, raw: &Spanned<String>| {
            let id = raw.get_ref().clone();
            if is_key_id(&id) { Ok(id) } else { Err(source.wrong(raw.span().start, key, KEY_ID_SHAPE)) }
        };
        let secret = |key: &str, raw: &Spanned<String>| {
            key_bytes(raw.get_ref()).ok_or_else(|| source.wrong(raw.span().start, key, SECRET_SHAPE))
        };
        let former = raw.former.iter().enumerate().map(|(index, raw)| {
            let at = format!("former[{index}]");
            Ok((id(&format!("{at}.key_id"), &raw.key_id)?, secret(&format!("{at}.agree"), &raw.agree)?))
        });
        Ok(Self {
            key_id: id("key_id", &raw.key_id)?,
            sign: secret("sign", &raw.sign)?,
            agree: secret("agree", &raw.agree)?,
            former: former.collect::<Result<_, _>>()?,
        })
    }

    /// The text of the file, secrets and all.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!(
            "# Secret. Whoever has this file can seal letters in the agency's name.\n\
             key_id = \"{}\"\nsuite = \"{SUITE}\"\nsign = \"{}\"\nagree = \"{}\"\n",
            self.key_id,
            BASE64.encode(self.sign),
            BASE64.encode(self.agree),
        );
        for (id, secret) in &self.former {
            // Writing to a String cannot fail.
            let _ = write!(text, "\n[[former]]\nkey_id = \"{id}\"\nagree = \"{}\"\n", BASE64.encode(secret));
        }
        text
    }

    /// The lines of the directory that publish the key; validity is the directory's to say.
    #[must_use]
    pub fn directory_lines(&self) -> String {
        format!(
            "key_id = \"{}\"\nsuite = \"{SUITE}\"\nverify = \"{}\"\nagree = \"{}\"\n",
            self.key_id,
            BASE64.encode(ed25519_dalek::SigningKey::from_bytes(&self.sign).verifying_key().as_bytes()),
            BASE64.encode(x25519_dalek::PublicKey::from(&x25519_dalek::StaticSecret::from(self.agree)).as_bytes()),
        )
    }

    /// The id of the current key.
    #[must_use]
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// The secret that signs.
    pub(super) const fn signing_seed(&self) -> &[u8; 32] {
        &self.sign
    }

    /// The agreement secret of the oldest key; it stays in the file for ever, because old bodies are still to be read.
    pub(super) fn first_agreement_secret(&self) -> &[u8; 32] {
        self.former.last().map_or(&self.agree, |(_, secret)| secret)
    }

    /// Every agreement secret with its key id, the current one first.
    pub(super) fn agreement_secrets(&self) -> impl Iterator<Item = (&str, &[u8; 32])> {
        std::iter::once((self.key_id.as_str(), &self.agree))
            .chain(self.former.iter().map(|(id, secret)| (id.as_str(), secret)))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawKeyFile {
    key_id: Spanned<String>,
    suite: Spanned<String>,
    sign: Spanned<String>,
    agree: Spanned<String>,
    #[serde(default)]
    former: Vec<RawFormer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFormer {
    key_id: Spanned<String>,
    agree: Spanned<String>,
}

//! Configuration: defaults, then the file, then the environment (`DUIJIE__GRPC__LISTEN=…`). A wrong one names file, key,
//! line where it has one, and what is allowed; the service then ends with 78.

use serde::Deserialize;
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};
use thiserror::Error;

/// What an agency's service is told.
#[derive(Clone, Debug, Deserialize)]
pub struct Config {
    /// `<division>.<role>`
    pub agency: String,
    /// The agency's name, for people.
    pub name: String,
    /// Where database and lease are.
    pub data_dir: PathBuf,
    /// The agency's keys.
    pub key_file: PathBuf,
    /// The watermark, beside the keys and outside the database.
    pub watermark_file: PathBuf,
    /// Who there is, with their keys.
    pub directory_file: PathBuf,
    /// Holidays and make-up workdays; the built-in calendar when absent.
    pub calendar_file: Option<PathBuf>,
    /// A county's own lengths for rules without legal basis.
    pub terms_file: Option<PathBuf>,
    /// The mediation bodies, at an agency that mediates; bodies are free text when absent.
    pub bodies_file: Option<PathBuf>,
    /// Kinds of handoff that deployment adds.
    pub kinds_file: Option<PathBuf>,
    /// gRPC.
    #[serde(default)]
    pub grpc: Listen,
    /// Health and metrics.
    #[serde(default)]
    pub ops: Listen,
    /// The bus.
    pub nats: Nats,
    /// What documents are written with.
    #[serde(default)]
    pub documents: Paper,
}

/// What documents are written with.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Paper {
    /// 机关代字, with which its numbers begin; the agency's name when absent.
    pub mark: Option<String>,
    /// Short name of its mediation committee (×调委); the mark when absent.
    pub mediation_mark: Option<String>,
    /// Directory of its own templates.
    pub templates: Option<PathBuf>,
    /// TrueType or OpenType font that PDFs embed; without one they name the font that readers have.
    pub pdf_font: Option<PathBuf>,
    /// Which face, by its full or family name, where the file is a collection.
    pub pdf_font_face: Option<String>,
}

/// The font that PDFs embed.
#[derive(Clone, Copy, Debug)]
pub struct PdfFont<'a> {
    /// The file.
    pub file: &'a Path,
    /// Which face of a collection, by name.
    pub face: Option<&'a str>,
}

impl Paper {
    /// The font that PDFs embed, if they embed one.
    #[must_use]
    pub fn pdf_font(&self) -> Option<PdfFont<'_>> {
        Some(PdfFont { file: self.pdf_font.as_deref()?, face: self.pdf_font_face.as_deref() })
    }
}

/// Where a port listens.
#[derive(Clone, Debug, Deserialize)]
pub struct Listen {
    /// Address and port; port 0 takes any.
    pub listen: SocketAddr,
}

impl Default for Listen {
    /// Any port of loopback.
    fn default() -> Self {
        Self { listen: SocketAddr::from(([127, 0, 0, 1], 0)) }
    }
}

/// How the bus is reached.
#[derive(Clone, Debug, Deserialize)]
pub struct Nats {
    /// `nats://host:port`, several separated by commas.
    pub url: String,
    /// File with the nkey seed of this agency's user; none on a bus without users.
    pub seed_file: Option<PathBuf>,
}

/// Why a configuration is refused.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read configuration `{file}` / 无法读取配置文件")]
    Unreadable {
        /// Which.
        file: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// Something in it is wrong.
    #[error("configuration `{file}`{line}, key `{key}`: {what}")]
    Wrong {
        /// Which file.
        file: String,
        /// ` line N`, or nothing.
        line: String,
        /// Which key.
        key: String,
        /// What is wrong, and what is allowed.
        what: String,
    },
}

/// Every key there is.
const KEYS: [&str; 23] = [
    "agency",
    "name",
    "data_dir",
    "key_file",
    "watermark_file",
    "directory_file",
    "calendar_file",
    "terms_file",
    "bodies_file",
    "kinds_file",
    "grpc",
    "grpc.listen",
    "ops",
    "ops.listen",
    "nats",
    "nats.url",
    "nats.seed_file",
    "documents",
    "documents.mark",
    "documents.mediation_mark",
    "documents.templates",
    "documents.pdf_font",
    "documents.pdf_font_face",
];

impl Config {
    /// Reads the file, lays the environment over it and resolves paths against the file's folder.
    ///
    /// # Errors
    /// What is wrong and where.
    pub fn read(file: &Path, environment: impl Iterator<Item = (String, String)>) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(file)
            .map_err(|source| ConfigError::Unreadable { file: file.display().to_string(), source })?;
        let mut config = Self::parse(&file.display().to_string(), &text, environment)?;
        let folder = file.parent().unwrap_or_else(|| Path::new("."));
        config.resolve(folder);
        Ok(config)
    }

    /// Parses the text of a file.
    ///
    /// # Errors
    /// What is wrong and where.
    pub fn parse(
        file: &str,
        text: &str,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            let at = error.span().map(|span| span.start);
            wrong(file, text, at, "", error.message().to_owned())
        })?;
        overlay(&mut table, environment);
        let mut unknown = Vec::new();
        let parsed = serde_ignored::deserialize(table.clone(), |path| unknown.push(path.to_string()));
        if let Some(key) = unknown.first() {
            let hint = did_you_mean(key);
            let what = format!("unknown key / 未知的键{hint}; allowed / 可用: {}", KEYS.join(", "));
            return Err(wrong(file, text, None, key, what));
        }
        match parsed {
            Ok(config) => Ok(config),
            Err(_) => Err(explain(file, text, table)),
        }
    }

    fn resolve(&mut self, folder: &Path) {
        let paths = [
            Some(&mut self.data_dir),
            Some(&mut self.key_file),
            Some(&mut self.watermark_file),
            Some(&mut self.directory_file),
            self.calendar_file.as_mut(),
            self.terms_file.as_mut(),
            self.bodies_file.as_mut(),
            self.kinds_file.as_mut(),
            self.nats.seed_file.as_mut(),
            self.documents.templates.as_mut(),
            self.documents.pdf_font.as_mut(),
        ];
        for path in paths.into_iter().flatten() {
            *path = folder.join(&*path);
        }
    }
}

/// `DUIJIE__NATS__URL=x` stands for `nats.url = "x"`.
fn overlay(table: &mut toml::Table, environment: impl Iterator<Item = (String, String)>) {
    for (name, value) in environment {
        let Some(path) = name.strip_prefix("DUIJIE__") else { continue };
        let keys: Vec<String> = path.split("__").map(str::to_lowercase).collect();
        put(table, &keys, value);
    }
}

fn put(table: &mut toml::Table, keys: &[String], value: String) {
    match keys {
        [] => {}
        [last] => {
            table.insert(last.clone(), toml::Value::String(value));
        }
        [folder, rest @ ..] => {
            let entry = table.entry(folder.clone()).or_insert_with(|| toml::Value::Table(toml::Table::new()));
            if let Some(inner) = entry.as_table_mut() {
                put(inner, rest, value);
            }
        }
    }
}

/// Deserialises once more to learn which key was wrong.
fn explain(file: &str, text: &str, table: toml::Table) -> ConfigError {
    match serde_path_to_error::deserialize::<_, Config>(table) {
        Ok(_) => wrong(file, text, None, "", "cannot be read".to_owned()),
        Err(error) => {
            let key = error.path().to_string();
            let key = if key == "." { missing(&error.inner().to_string()).unwrap_or(key) } else { key };
            let allowed = allowed(&key);
            wrong(file, text, None, &key, format!("{}{allowed}", error.inner().message()))
        }
    }
}

fn did_you_mean(key: &str) -> String {
    let near = KEYS.iter().min_by_key(|known| strsim::damerau_levenshtein(key, known));
    near.map_or_else(String::new, |near| format!("; did you mean / 是否应为 `{near}`?"))
}

/// Which field `missing field `x`` is about.
fn missing(message: &str) -> Option<String> {
    message.split('`').nth(1).map(str::to_owned)
}

fn allowed(key: &str) -> &'static str {
    match key {
        "agency" => "; allowed / 格式: <6, 9 or 12 digits>.<role>, for example 320102.courts",
        "grpc.listen" | "ops.listen" => "; allowed / 格式: address:port, for example 127.0.0.1:7402",
        "nats.url" => "; allowed / 格式: nats://host:port",
        _ => "",
    }
}

fn wrong(file: &str, text: &str, at: Option<usize>, key: &str, what: String) -> ConfigError {
    let line = at.map(|at| line_of_offset(text, at)).or_else(|| line_of_key(text, key));
    let line = line.map_or_else(String::new, |line| format!(" line {line}"));
    ConfigError::Wrong { file: file.to_owned(), line, key: key.to_owned(), what: what.trim().to_owned() }
}

fn line_of_offset(text: &str, offset: usize) -> usize {
    text.get(..offset).map_or(1, |before| before.matches('\n').count() + 1)
}

/// The line where the last part of a dotted key is set.
fn line_of_key(text: &str, key: &str) -> Option<usize> {
    let last = key.rsplit('.').next().filter(|last| !last.is_empty())?;
    let sets = |line: &str| line.trim_start().strip_prefix(last).is_some_and(|rest| rest.trim_start().starts_with('='));
    let opens = |line: &str| line.trim() == format!("[{key}]");
    text.lines().position(|line| sets(line) || opens(line)).map(|index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"agency = "320102.courts"
name = "某某区人民法院"
data_dir = "data"
key_file = "agency.key"
watermark_file = "watermark"
directory_file = "directory.toml"
[nats]
url = "nats://127.0.0.1:4222"
"#;

    fn parse(text: &str, environment: &[(&str, &str)]) -> Result<Config, String> {
        let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Config::parse("agency.toml", text, environment).map_err(|error| error.to_string())
    }

    #[test]
    fn a_small_file_is_enough_and_the_environment_stands_above_it() {
        let config =
            parse(GOOD, &[("DUIJIE__NATS__URL", "nats://bus:1"), ("DUIJIE__GRPC__LISTEN", "127.0.0.1:9")]).unwrap();
        assert_eq!(
            (config.nats.url.as_str(), config.grpc.listen.port(), config.ops.listen.port()),
            ("nats://bus:1", 9, 0)
        );
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line_and_what_was_meant() {
        let error = parse(&GOOD.replace("name =", "nmae ="), &[]).unwrap_err();
        assert!(error.contains("line 2") && error.contains("`nmae`") && error.contains("name"), "{error}");
    }

    #[test]
    fn a_wrong_value_is_named_with_its_line_and_what_is_allowed() {
        let error = parse(&format!("{GOOD}[grpc]\nlisten = \"here\"\n"), &[]).unwrap_err();
        assert!(
            error.contains("line 10") && error.contains("grpc.listen") && error.contains("127.0.0.1:7402"),
            "{error}"
        );
    }

    #[test]
    fn a_missing_key_is_named() {
        let error = parse(&GOOD.replace("key_file = \"agency.key\"\n", ""), &[]).unwrap_err();
        assert!(error.contains("`key_file`"), "{error}");
    }

    #[test]
    fn what_is_not_toml_is_told_with_its_line() {
        let error = parse(&GOOD.replace("data_dir = ", "data_dir : "), &[]).unwrap_err();
        assert!(error.contains("line 3"), "{error}");
    }
}

//! Arguments about documents (文书).

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::steps::Ask;

/// What can be done with documents.
#[derive(Debug, Subcommand)]
pub enum Document {
    /// 文书格式。The forms of this agency and what each must say.
    Forms {
        /// 只看这一格式及其字段。Only this form, with its fields.
        form: Option<String>,
    },
    /// 出具。Issues one; everything that is missing is told at once, and `--validate-only` only checks that.
    Issue(Issue),
    /// 作废。Voids one; its number stays used. Needs `--role leader`.
    Void(Void),
    /// 清单。Documents of a matter, voided ones included.
    List {
        /// 事项编号。The matter.
        matter: String,
    },
    /// 打印。Renders one into a file.
    Render {
        /// 文书编号（duijie document list 列出）。As `list` names it.
        document: u64,
        /// 文件格式。As what.
        #[arg(long, value_enum, default_value_t = Format::Html)]
        format: Format,
        /// Where to; standard output when `-`, the document's own name in this directory when absent.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

/// A document to issue.
#[derive(Debug, Args)]
pub struct Issue {
    /// 事项编号。The matter.
    pub matter: String,
    /// 文书格式（duijie document forms 列出）。The form, as `forms` names it.
    pub form: String,
    /// 对接编号：事项只有一次对接时可以不填。The referral it is about; may be left out where the matter has one only.
    #[arg(long)]
    pub referral: Option<String>,
    /// 字段：键=值，可重复；值写作 @文件 则取文件内容。A field, as often as needed; `@file` takes the file's words.
    #[arg(long = "field", value_name = "KEY=VALUE", value_parser = field)]
    pub fields: Vec<(String, String)>,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

/// A document to void.
#[derive(Debug, Args)]
pub struct Void {
    /// 事项编号。The matter.
    pub matter: String,
    /// 文书编号（duijie document list 列出）。As `list` names it.
    pub document: u64,
    /// 理由。Why.
    #[arg(long)]
    pub reason: String,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

/// As what a document is rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For print from a browser.
    Html,
    /// For word processors.
    Docx,
    /// For print and filing.
    Pdf,
}

fn field(said: &str) -> Result<(String, String), String> {
    let (key, value) = said.split_once('=').ok_or("a field is written `key=value` / 字段写作“键=值”")?;
    let value = match value.strip_prefix('@') {
        Some(path) => std::fs::read_to_string(path).map_err(|error| format!("cannot read `{path}`: {error}"))?,
        None => value.to_owned(),
    };
    Ok((key.to_owned(), value.trim_end().to_owned()))
}

//! Arguments about the dossier of a matter (卷宗).

use clap::{Args, Subcommand};

/// What can be done with a dossier.
#[derive(Debug, Subcommand)]
pub enum Dossier {
    /// 写入。Writes one entry.
    Add(Add),
    /// 卷宗目录。Which mandatory parts of the file are there and which are missing, and what its entries suggest.
    Check {
        /// 事项编号。The matter.
        matter: String,
    },
    /// 查看。Everything that was written, oldest first.
    Show {
        /// 事项编号。The matter.
        matter: String,
    },
}

/// A new entry.
#[derive(Debug, Args)]
pub struct Add {
    /// 事项编号。The matter.
    pub matter: String,
    /// The entry as JSON, or `@file`: `{"consent": {"party": "甲", "state": "given", "evidence": "@同意书.pdf"}}`. Entries and
    /// their fields are those of dossier.proto; a material may be `"@file"`.
    pub entry: String,
    /// What every command has.
    #[command(flatten)]
    pub ask: super::steps::Ask,
}

//! Arguments of a batch: which file, and how much of it at once.

use std::path::PathBuf;

use clap::Args;

/// 批量办理。Takes a ledger along: a file of JSON, one matter a line, each with the steps to take in their order. A line is
/// `{"ref": "台账第1号", "steps": [{"RegisterMatter": {...}}, {"Refer": {...}}]}` or, of what is there already,
/// `{"ref": "台账第1号", "referral_id": "r-...", "steps": [{"Acknowledge": {}}, {"Accept": {}}, {"Conclude": {...}}]}`; a step is named as its rpc and has
/// the fields of that rpc's request. Ids of the matter and the referral need not be repeated. Steps of a line are taken in their
/// order, lines side by side. One line of JSON is printed for each, with `ref`, the ids, and what was refused. `ref` names the matter in
/// the ledger, once in a file. The file can be given again after an interruption, or with lines added, taken away or corrected: a step
/// that was done is not done twice, and no matter is registered twice under one `ref`.
#[derive(Debug, Clone, Args)]
pub struct Batch {
    /// The file; `-` for standard input.
    pub file: PathBuf,
    /// Lines at work at a time.
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u16).range(1..=512))]
    pub at_once: u16,
    /// Reads the whole file and says what is wrong with it, without asking anybody.
    #[arg(long)]
    pub check: bool,
}

//! A ledger taken along: each line is a matter with its steps, which go to the service as if they had been typed.

mod line;

use std::collections::BTreeMap;
use std::io::Read;
use std::pin::pin;

use anyhow::{Context, bail};
use futures::{Stream, StreamExt, stream};
use prost_reflect::DynamicMessage;
use serde_json::{Value as Json, json};
use tonic::Status;
use tonic_types::StatusExt;

use crate::args::batch::Batch;
use crate::args::{Global, json};
use crate::client::Client;
use crate::exit::{self, Exit};
use crate::show;
pub use line::Line;
use line::Step;

/// Wrong lines that are told at once; a file that is wrong as a whole would tell the same of every line.
const WRONG_MAX: usize = 20;

/// Takes every line's steps and prints what became of each.
///
/// # Errors
/// When the file cannot be read, a line of it is wrong, or the service cannot be reached. Nothing is asked before every line is read.
pub async fn act(global: &Global, batch: Batch) -> anyhow::Result<Exit> {
    let lines = read(&text_of(&batch)?)?;
    if batch.check {
        let steps: usize = lines.iter().map(|line| line.steps.len()).sum();
        show::print_text(&format!(
            "{} 行，{steps} 步，格式无误\n{} lines, {steps} steps, well formed",
            lines.len(),
            lines.len()
        ))?;
        return Ok(Exit::Done);
    }
    let client = Client::of(global).await?;
    let mut exit = Exit::Done;
    let mut told = pin!(take(&client, lines, batch.at_once));
    while let Some((said, refused)) = told.next().await {
        exit = refused.unwrap_or(exit);
        show::print_text(&said.to_string())?;
    }
    Ok(exit)
}

/// What became of each line, in their order; and how the command ends if something of it was refused.
pub fn take(client: &Client, lines: Vec<Line>, at_once: u16) -> impl Stream<Item = (Json, Option<Exit>)> {
    stream::iter(lines).map(|line| taken(client, line)).buffered(usize::from(at_once))
}

fn text_of(batch: &Batch) -> anyhow::Result<String> {
    if batch.file.as_os_str() != "-" {
        return std::fs::read_to_string(&batch.file).with_context(|| format!("reading `{}`", batch.file.display()));
    }
    let mut text = String::new();
    std::io::stdin().lock().read_to_string(&mut text).context("reading standard input")?;
    Ok(text)
}

/// The lines of a file.
///
/// # Errors
/// What is wrong with it, line by line.
pub fn read(text: &str) -> anyhow::Result<Vec<Line>> {
    let pool = json::pool()?;
    let numbered = (1_u64..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let (mut lines, mut wrong) = (Vec::<Line>::new(), Vec::new());
    let mut names = BTreeMap::new();
    for (number, line) in numbered {
        match Line::read(&pool, number, line) {
            Ok(line) => {
                if let Some(first) = names.insert(line.named.clone(), number) {
                    let named = &line.named;
                    wrong
                        .push(format!("line {number}: ref: `{named}` 与第 {first} 行重复 is that of line {first} too"));
                }
                lines.push(line);
            }
            Err(why) => wrong.push(format!("line {number}: {why:#}")),
        }
    }
    if wrong.is_empty() {
        return Ok(lines);
    }
    let more = wrong.len().saturating_sub(WRONG_MAX);
    wrong.truncate(WRONG_MAX);
    let more = if more == 0 { String::new() } else { format!("\nand {more} more lines") };
    bail!("文件有误，未办理任何一行。Nothing was done, for the file is wrong:\n{}{more}", wrong.join("\n"))
}

async fn taken(client: &Client, mut line: Line) -> (Json, Option<Exit>) {
    let mut said = json!({ "line": line.number, "ref": line.named, "steps": 0 });
    for (at, step) in (1..).zip(std::mem::take(&mut line.steps)) {
        match line.ask(client, step).await {
            Ok(position) => {
                said["steps"] = json!(at);
                said["position"] = position;
            }
            Err((rpc, status)) => {
                said["refused"] = refusal(at, &rpc, &status);
                return (with_ids(said, &line), Some(exit::of_code(status.code())));
            }
        }
    }
    (with_ids(said, &line), None)
}

fn with_ids(mut said: Json, line: &Line) -> Json {
    said["matter_id"] = json!(line.matter);
    said["referral_id"] = json!(line.referral);
    said
}

fn refusal(step: u64, rpc: &str, status: &Status) -> Json {
    let reason = status.get_details_error_info().map(|info| info.reason);
    json!({ "step": step, "rpc": rpc, "code": reason, "said": exit::lines(status) })
}

impl Line {
    /// One step; tells the position of its record.
    async fn ask(&mut self, client: &Client, step: Step) -> Result<Json, (String, Status)> {
        let rpc = step.method.name().to_owned();
        let failed = |status| (rpc.clone(), status);
        let (path, request, output) = self.request(step).map_err(failed)?;
        let answer = client.ask(path, request).await.map_err(failed)?;
        let answer = DynamicMessage::decode(output, answer.as_slice());
        let answer = answer.map_err(|error| failed(Status::data_loss(format!("reading the answer: {error}"))))?;
        let answer = show::json::dynamic(&answer);
        let id = |pointer| answer.pointer(pointer).and_then(Json::as_str).filter(|id| !id.is_empty());
        if let Some(matter) = id("/matter/matter_id").or_else(|| id("/referral/matter_id")) {
            matter.clone_into(&mut self.matter);
        }
        if let Some(referral) = id("/referral/referral_id") {
            referral.clone_into(&mut self.referral);
        }
        Ok(answer.pointer("/receipt/position").cloned().unwrap_or(Json::Null))
    }
}

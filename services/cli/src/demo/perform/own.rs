//! What an agency does about its own matter: its deadlines there, and its dossier.

use anyhow::Context;
use duijie_proto::v1::{
    AddEntryRequest, Deadline, DossierEntry, EndDeadlineRequest, ExtendDeadlineRequest, GetMatterRequest, Matter,
    RestartDeadlineRequest, ResumeDeadlineRequest, StartDeadlineRequest, SuspendDeadlineRequest,
};
use prost_types::Timestamp;
use serde_json::{Value, json};

use super::{At, consents, material};
use crate::args::json;
use crate::client::Client;
use crate::demo::script::Own;

/// Does something about an own deadline, as of `now`.
pub(in crate::demo) async fn own(at: &At<'_>, own: &Own, now: Timestamp) -> anyhow::Result<()> {
    let (mut service, request_id, validate_only) = (at.client.deadlines(), at.request.to_owned(), false);
    if let Own::Start(rule, variant) = own {
        let request = StartDeadlineRequest {
            request_id,
            validate_only,
            matter_id: at.matter.to_owned(),
            rule_id: (*rule).to_owned(),
            variant: variant.unwrap_or_default().to_owned(),
            started_at: Some(now),
        };
        service.start_deadline(request).await?;
        return Ok(());
    }
    let deadline_id = running(at, own.rule()).await?;
    match own {
        Own::Start(..) => {}
        Own::End(_, ending, text) => {
            let request = EndDeadlineRequest {
                request_id,
                validate_only,
                deadline_id,
                ending: (*ending).into(),
                at: Some(now),
                text: (*text).to_owned(),
                evidence: None,
            };
            service.end_deadline(request).await?;
        }
        Own::Suspend(_, reason, evidence) => {
            let (reason, evidence) = ((*reason).into(), Some(material(evidence)));
            let request = SuspendDeadlineRequest { request_id, validate_only, deadline_id, reason, evidence };
            service.suspend_deadline(request).await?;
        }
        Own::Resume(_) => {
            service.resume_deadline(ResumeDeadlineRequest { request_id, validate_only, deadline_id }).await?;
        }
        Own::Extend(_, length, reason) => {
            let request = ExtendDeadlineRequest {
                request_id,
                validate_only,
                deadline_id,
                length: *length,
                consents: consents(at.case),
                approved_by: String::new(),
                approval: None,
                reason: (*reason).to_owned(),
            };
            service.extend_deadline(request).await?;
        }
        Own::Restart(_, evidence) => {
            let evidence = Some(material(evidence));
            let request = RestartDeadlineRequest { request_id, validate_only, deadline_id, from: Some(now), evidence };
            service.restart_deadline(request).await?;
        }
    }
    Ok(())
}

/// The running own deadline under this rule.
async fn running(at: &At<'_>, rule: &str) -> anyhow::Result<String> {
    let matter = matter(at.client, at.matter).await?;
    let is = |it: &&Deadline| it.referral_id.is_empty() && it.ended_at.is_none() && rule_of(it) == rule;
    let found = matter.deadlines.iter().rfind(is).map(|it| it.deadline_id.clone());
    found.with_context(|| format!("no own deadline runs under `{rule}`"))
}

/// The rule of a deadline.
pub(in crate::demo) fn rule_of(deadline: &Deadline) -> &str {
    deadline.due.as_ref().map_or("", |due| due.rule_id.as_str())
}

/// A matter as its agency has it.
pub(in crate::demo) async fn matter(client: &Client, matter_id: &str) -> anyhow::Result<Matter> {
    let request = GetMatterRequest { matter_id: matter_id.to_owned(), ..GetMatterRequest::default() };
    Ok(client.matters().get_matter(request).await?.into_inner())
}

/// Writes into the dossier what `text` describes; returns its position. The case's own line is of `dispute`, and the entry
/// before this one on the line has the position `before`.
pub(in crate::demo) async fn entry(at: &At<'_>, text: &str, dispute: &str, before: u64) -> anyhow::Result<u64> {
    let text = text.replace("$dispute", dispute).replace("$entry", &before.to_string());
    let mut described: Value = serde_json::from_str(&text).context("reading the entry of the script")?;
    name_materials(&mut described);
    let entry: DossierEntry = json::message("DossierEntry", &described.to_string())?;
    let request = AddEntryRequest {
        request_id: at.request.to_owned(),
        matter_id: at.matter.to_owned(),
        entry: Some(entry),
        validate_only: false,
    };
    let answer = at.client.dossiers().add_entry(request).await?.into_inner();
    Ok(answer.item.unwrap_or_default().position)
}

/// `"#name"` is the material with this name.
fn name_materials(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some(name) = text.strip_prefix('#') {
                let material = material(name);
                *value = json!({
                    "name": material.name, "digest": hex::encode(&material.digest),
                    "size": material.size, "media_type": material.media_type,
                });
            }
        }
        Value::Array(items) => items.iter_mut().for_each(name_materials),
        Value::Object(fields) => fields.values_mut().for_each(name_materials),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

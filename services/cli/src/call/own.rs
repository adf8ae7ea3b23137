//! What is asked about deadlines of the agency's own (自有期限).

use std::path::PathBuf;

use duijie_proto::v1::{
    DeadlineAnswer, EndDeadlineRequest, ExtendDeadlineRequest, PartyConsent, RestartDeadlineRequest,
    ResumeDeadlineRequest, StartDeadlineRequest, SuspendDeadlineRequest,
};

use super::{materials, steps::asked};
use crate::args::{
    Output,
    own::{Extend, Own},
};
use crate::client::Client;
use crate::show::{self, deadlines};

/// Asks and prints.
///
/// # Errors
/// When the service cannot be reached or refuses, or a file cannot be read.
pub(super) async fn act(client: &Client, output: Output, own: Own) -> anyhow::Result<()> {
    let answer = send(client, own).await?;
    show::answer(output, "DeadlineAnswer", &answer, deadlines::answer)
}

async fn send(client: &Client, own: Own) -> anyhow::Result<DeadlineAnswer> {
    let mut service = client.deadlines();
    let answer = match own {
        Own::Start(it) => {
            let (request_id, validate_only) = asked(it.ask);
            let request = StartDeadlineRequest {
                request_id,
                validate_only,
                matter_id: it.matter,
                rule_id: it.rule,
                variant: it.variant.unwrap_or_default(),
                started_at: it.from,
            };
            service.start_deadline(request).await?
        }
        Own::End(it) => {
            let (request_id, validate_only) = asked(it.ask);
            let request = EndDeadlineRequest {
                request_id,
                validate_only,
                deadline_id: it.deadline,
                ending: it.ending.into(),
                at: it.at,
                text: it.text.unwrap_or_default(),
                evidence: it.evidence.as_deref().map(materials::of_file).transpose()?,
            };
            service.end_deadline(request).await?
        }
        Own::Suspend(it) => {
            let (request_id, validate_only) = asked(it.ask);
            let evidence = Some(materials::of_file(&it.evidence)?);
            let (deadline_id, reason) = (it.deadline, it.reason.into());
            service
                .suspend_deadline(SuspendDeadlineRequest { request_id, validate_only, deadline_id, reason, evidence })
                .await?
        }
        Own::Resume(it) => {
            let (request_id, validate_only) = asked(it.ask);
            let deadline_id = it.deadline;
            service.resume_deadline(ResumeDeadlineRequest { request_id, validate_only, deadline_id }).await?
        }
        Own::Extend(it) => service.extend_deadline(extend(it)?).await?,
        Own::Restart(it) => {
            let (request_id, validate_only) = asked(it.ask);
            let evidence = Some(materials::of_file(&it.evidence)?);
            let (deadline_id, from) = (it.deadline, Some(it.from));
            service
                .restart_deadline(RestartDeadlineRequest { request_id, validate_only, deadline_id, from, evidence })
                .await?
        }
    };
    Ok(answer.into_inner())
}

fn extend(it: Extend) -> anyhow::Result<ExtendDeadlineRequest> {
    let (request_id, validate_only) = asked(it.ask);
    let consent =
        |(party, file): (String, PathBuf)| Ok(PartyConsent { party, evidence: Some(materials::of_file(&file)?) });
    Ok(ExtendDeadlineRequest {
        request_id,
        validate_only,
        deadline_id: it.deadline,
        length: it.by,
        consents: it.consents.into_iter().map(consent).collect::<anyhow::Result<_>>()?,
        approved_by: it.approved_by.unwrap_or_default(),
        approval: it.approval.as_deref().map(materials::of_file).transpose()?,
        reason: it.reason.unwrap_or_default(),
    })
}

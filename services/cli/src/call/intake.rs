//! How a matter came here, and which others are likely about the same dispute (登记来源, 疑似重复).

use anyhow::{Context, bail};
use duijie_proto::v1::{
    FindDuplicatesRequest, FindDuplicatesResponse, Identification, IdentifierKind, Intake, MatterAnswer, Party,
    PartyKind,
};

use crate::args::intake::{Identifier, Intake as Typed};
use crate::args::{Global, Output};
use crate::client::Client;
use crate::show::{self, duplicates};

/// What was typed, for a request; none where no source was given.
///
/// # Errors
/// If a party is not named by `--party`, or the file of a number cannot be read.
pub fn of(typed: &Typed, parties: &[Party]) -> anyhow::Result<Option<Intake>> {
    let Some(source) = typed.source else { return Ok(None) };
    let identifications = typed.identifiers.iter().map(|one| identification(one, parties));
    Ok(Some(Intake {
        source: source.into(),
        occurred_at: typed.occurred_at,
        received_at: typed.received_at,
        on_behalf_of: typed.on_behalf_of.clone().unwrap_or_default(),
        identifications: identifications.collect::<anyhow::Result<_>>()?,
    }))
}

/// Asks for likely duplicates and prints them.
///
/// # Errors
/// When the service cannot be reached or refuses.
pub(super) async fn print_duplicates(client: &Client, global: &Global, matter_id: String) -> anyhow::Result<()> {
    let request = FindDuplicatesRequest { matter_id, min_position: 0 };
    let answer: FindDuplicatesResponse = client.matters().find_duplicates(request).await?.into_inner();
    show::print(global.output, "FindDuplicatesResponse", &answer, duplicates::table)
}

/// For people, says that there are likely duplicates of what was just registered. It is registered whatever becomes of this, so
/// nothing is said where it cannot be asked.
///
/// # Errors
/// When standard output is closed.
pub(super) async fn suggest(client: &Client, output: Output, answer: &MatterAnswer) -> anyhow::Result<()> {
    let Some(matter) = answer.matter.as_ref().filter(|_| output == Output::Table) else { return Ok(()) };
    let request = FindDuplicatesRequest { matter_id: matter.matter_id.clone(), min_position: matter.position };
    let Ok(found) = client.matters().find_duplicates(request).await else { return Ok(()) };
    let found = found.into_inner();
    if found.duplicates.is_empty() {
        return Ok(());
    }
    show::print_text(&duplicates::suggestion(&found))
}

fn identification(typed: &Identifier, parties: &[Party]) -> anyhow::Result<Identification> {
    let Identifier { party, number } = typed;
    let Some(named) = parties.iter().find(|one| one.name == *party) else {
        bail!("--identifier is of `{party}`, whom no --party names");
    };
    let kind = match named.kind() {
        PartyKind::Organisation => IdentifierKind::SocialCredit,
        PartyKind::Person | PartyKind::Unspecified => IdentifierKind::ResidentId,
    };
    let number = match number.strip_prefix('@') {
        Some(file) => std::fs::read_to_string(file).with_context(|| format!("reading the number of `{party}`"))?,
        None => number.clone(),
    };
    let number = number.trim().to_owned();
    Ok(Identification { party: party.clone(), kind: kind.into(), number, ..Identification::default() })
}

//! What is asked about the dossier of a matter (卷宗).

use duijie_proto::v1::{AddEntryRequest, CheckDossierRequest, GetDossierRequest};

use super::steps::asked;
use crate::args::dossier::{Add, Dossier};
use crate::args::{Global, json};
use crate::client::Client;
use crate::exit::Exit;
use crate::show::{self, dossier};

/// Asks and prints.
///
/// # Errors
/// When the service cannot be reached or refuses, or the entry cannot be read.
pub async fn act(global: &Global, what: Dossier) -> anyhow::Result<Exit> {
    let output = global.output;
    match what {
        Dossier::Add(Add { matter, entry, ask }) => {
            let (request_id, validate_only) = asked(ask);
            let entry = Some(json::message("DossierEntry", &entry)?);
            let request = AddEntryRequest { request_id, matter_id: matter, entry, validate_only };
            let answer = Client::of(global).await?.dossiers().add_entry(request).await?.into_inner();
            show::answer(output, "EntryAnswer", &answer, |answer| dossier::items(answer.item.as_slice()))?;
        }
        Dossier::Check { matter } => {
            let request = CheckDossierRequest { matter_id: matter, min_position: 0 };
            let answer = Client::of(global).await?.dossiers().check_dossier(request).await?.into_inner();
            show::print(output, "DossierCheck", &answer, dossier::check)?;
        }
        Dossier::Show { matter } => {
            let request = GetDossierRequest { matter_id: matter, min_position: 0 };
            let answer = Client::of(global).await?.dossiers().get_dossier(request).await?.into_inner();
            show::print(output, "Dossier", &answer, |answer| dossier::items(&answer.items))?;
        }
    }
    Ok(Exit::Done)
}

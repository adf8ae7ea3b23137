//! Parked letters: listed, proposed to be skipped, confirmed.

use duijie_proto::v1::{ConfirmSkipRequest, ListParkedRequest, ListParkedResponse, ParkedAnswer, SkipParkedRequest};

use super::{queries::page_size, steps::asked};
use crate::args::parked::{Confirm, List, Parked, Skip};
use crate::args::{Global, Output};
use crate::client::Client;
use crate::exit::Exit;
use crate::show::{self, tables};

/// Asks and prints.
///
/// # Errors
/// When the service cannot be reached or refuses.
pub async fn act(global: &Global, what: Option<Parked>) -> anyhow::Result<Exit> {
    let client = Client::of(global).await?;
    let nothing_said = || Parked::List(List { peer: None, limit: List::LIMIT });
    match what.unwrap_or_else(nothing_said) {
        Parked::List(list) => listed(&client, global.output, list).await?,
        Parked::Skip(Skip { peer, number, reason, ask }) => {
            let (request_id, validate_only) = asked(ask);
            let request = SkipParkedRequest { request_id, peer, number, reason, validate_only };
            answered(global.output, &client.operator().skip_parked(request).await?.into_inner())?;
        }
        Parked::Confirm(Confirm { peer, number, proposal, ask }) => {
            let (request_id, validate_only) = asked(ask);
            let proposal = proposal.unwrap_or_default();
            let request = ConfirmSkipRequest { request_id, peer, number, proposal, validate_only };
            answered(global.output, &client.operator().confirm_skip(request).await?.into_inner())?;
        }
    }
    Ok(Exit::Done)
}

async fn listed(client: &Client, output: Output, list: List) -> anyhow::Result<()> {
    let mut request = ListParkedRequest { peer: list.peer.unwrap_or_default(), ..ListParkedRequest::default() };
    let mut all = ListParkedResponse::default();
    while all.letters.len() < list.limit {
        request.page_size = page_size(list.limit, all.letters.len());
        let page = client.operator().list_parked(request.clone()).await?.into_inner();
        all.letters.extend(page.letters);
        all.next_page_token.clone_from(&page.next_page_token);
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() {
            break;
        }
    }
    show::print(output, "ListParkedResponse", &all, |all| tables::parked(&all.letters))
}

fn answered(output: Output, answer: &ParkedAnswer) -> anyhow::Result<()> {
    show::answer(output, "ParkedAnswer", answer, |answer| tables::parked(answer.letter.as_slice()))
}

//! What the asking officer is told of: listed, and confirmed as read.

use duijie_proto::v1::{GetDigestRequest, GetDigestResponse, ReadDigestRequest};

use super::{queries::page_size, steps::asked};
use crate::args::digest::{Digest, List, Read};
use crate::args::{Global, Output};
use crate::client::Client;
use crate::exit::Exit;
use crate::show::{self, deadlines};

/// Asks and prints.
///
/// # Errors
/// When the service cannot be reached or refuses.
pub async fn act(global: &Global, what: Option<Digest>) -> anyhow::Result<Exit> {
    let client = Client::of(global).await?;
    match what.unwrap_or(Digest::List(List { unread: false, limit: List::LIMIT })) {
        Digest::List(list) => listed(&client, global.output, list).await?,
        Digest::Read(Read { up_to, ask }) => {
            let (request_id, validate_only) = asked(ask);
            let request = ReadDigestRequest { request_id, up_to, validate_only };
            let answer = client.deadlines().read_digest(request).await?.into_inner();
            show::answer(global.output, "ReadDigestResponse", &answer, |answer| format!("已阅至 {}", answer.up_to))?;
        }
    }
    Ok(Exit::Done)
}

async fn listed(client: &Client, output: Output, list: List) -> anyhow::Result<()> {
    let mut request = GetDigestRequest { unread_only: list.unread, ..GetDigestRequest::default() };
    let mut all: Option<GetDigestResponse> = None;
    loop {
        let read = all.as_ref().map_or(0, |all| all.deadlines.len());
        if read >= list.limit {
            break;
        }
        request.page_size = page_size(list.limit, read);
        let page = client.deadlines().get_digest(request.clone()).await?.into_inner();
        request.page_token.clone_from(&page.next_page_token);
        let next = page.next_page_token.clone();
        match &mut all {
            // What the first page was read up to holds for all: later steps are for the next digest.
            Some(all) => {
                all.deadlines.extend(page.deadlines);
                all.next_page_token.clone_from(&next);
            }
            None => all = Some(page),
        }
        if next.is_empty() {
            break;
        }
    }
    show::print(output, "GetDigestResponse", &all.unwrap_or_default(), deadlines::digest)
}

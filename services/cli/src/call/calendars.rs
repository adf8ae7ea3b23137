//! The data files of a service: read again, and what another calendar would move.

use anyhow::Context;
use duijie_proto::v1::{PreviewRecountRequest, PreviewRecountResponse, ReloadRequest};

use super::steps::new_request_id;
use crate::args::Global;
use crate::args::calendars::{Recount, Reload};
use crate::client::Client;
use crate::exit::Exit;
use crate::show::{self, calendars};

/// Deadlines that the service looks at for one page.
const PAGE: i32 = 500;

/// Has the files read again and prints what is in force.
///
/// # Errors
/// When the service cannot be reached or refuses.
pub async fn reload(global: &Global, reload: Reload) -> anyhow::Result<Exit> {
    let client = Client::of(global).await?;
    let request_id = reload.request_id.unwrap_or_else(new_request_id);
    let answer = client.operator().reload(ReloadRequest { request_id }).await?.into_inner();
    show::print(global.output, "ReloadResponse", &answer, |it| {
        show::tables::pairs(calendars::data(&it.data.clone().unwrap_or_default()))
    })?;
    Ok(Exit::Done)
}

/// Prints what a calendar would move.
///
/// # Errors
/// When the file cannot be read, or the service cannot be reached or refuses it.
pub async fn recount(global: &Global, recount: Recount) -> anyhow::Result<Exit> {
    let file = recount.calendar.display().to_string();
    let calendar = std::fs::read_to_string(&recount.calendar).with_context(|| format!("reading `{file}`"))?;
    let client = Client::of(global).await?;
    let mut request = PreviewRecountRequest { calendar, page_size: PAGE, page_token: String::new() };
    let mut all = PreviewRecountResponse::default();
    loop {
        let page = client.operator().preview_recount(request.clone()).await?.into_inner();
        all.calendar_version = page.calendar_version;
        all.moved.extend(page.moved);
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() || all.moved.len() >= recount.limit {
            break;
        }
    }
    all.moved.truncate(recount.limit);
    show::print(global.output, "PreviewRecountResponse", &all, calendars::moved)?;
    Ok(Exit::Done)
}

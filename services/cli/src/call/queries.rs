//! Commands that only read. Lists are read page by page up to the limit and printed as one document.

use duijie_proto::v1::{
    DeadlineState, ExplainDeadlineRequest, GetMatterRequest, GetReferralRequest, GetStatusRequest, GetTimelineRequest,
    ListDeadlinesRequest, ListDeadlinesResponse, ListMattersRequest, ListMattersResponse, ListPeersRequest,
    ListReferralsRequest, ListReferralsResponse, WatchReferralsRequest,
};

use super::{found, own};
use crate::args::queries::{Deadlines, DueWhat, List, Matters, Query};
use crate::args::{Global, Output};
use crate::client::Client;
use crate::exit::Exit;
use crate::show::{self, deadlines, json, tables, words};

/// The largest page a service gives.
const PAGE_MAX: usize = 500;

/// Asks and prints.
///
/// # Errors
/// When the service cannot be reached or refuses.
pub async fn act(global: &Global, query: Query) -> anyhow::Result<Exit> {
    let client = Client::of(global).await?;
    let output = global.output;
    match query {
        Query::List(list) => referrals(&client, output, list).await?,
        Query::Matters(matters) => self::matters(&client, output, matters).await?,
        Query::Show { id, contacts } => show_one(&client, output, id, contacts).await?,
        Query::Duplicates { matter } => super::intake::print_duplicates(&client, global, matter).await?,
        Query::Timeline { id } => timeline(&client, output, id).await?,
        Query::Watch { after, kind, peer } => {
            let kind = kind.unwrap_or_default();
            let peer = peer.unwrap_or_default();
            watch(&client, output, WatchReferralsRequest { after_position: after, kind, peer }).await?;
        }
        Query::Items(which) => super::items::list(&client, output, &which).await?,
        Query::Due(due) => match due.what {
            None => self::deadlines(&client, output, due.which).await?,
            Some(DueWhat::List(which)) => self::deadlines(&client, output, which).await?,
            Some(DueWhat::Explain { deadline, json }) => {
                let output = if json && output == Output::Table { Output::Json } else { output };
                explain(&client, output, deadline).await?
            }
            Some(DueWhat::Own(own)) => own::act(&client, output, own).await?,
        },
        Query::Peers => {
            let answer = client.peers().list_peers(ListPeersRequest {}).await?.into_inner();
            show::print(output, "ListPeersResponse", &answer, |answer| tables::peers(&answer.peers))?;
        }
        Query::Status => {
            let answer = client.operator().get_status(GetStatusRequest {}).await?.into_inner();
            show::print(output, "GetStatusResponse", &answer, tables::status)?;
        }
    }
    Ok(Exit::Done)
}

/// How many rows the next page should have.
pub(super) fn page_size(limit: usize, read: usize) -> i32 {
    i32::try_from((limit - read).min(PAGE_MAX)).unwrap_or(i32::MAX)
}

async fn referrals(client: &Client, output: Output, list: List) -> anyhow::Result<()> {
    let mut request = ListReferralsRequest {
        states: list.states.iter().map(|state| *state as i32).collect(),
        kind: list.kind.unwrap_or_default(),
        peer: list.peer.unwrap_or_default(),
        overdue: list.overdue,
        due_before: list.due_before,
        text: list.text.unwrap_or_default(),
        side: list.side.map_or(0, i32::from),
        dispute_code: list.dispute.unwrap_or_default(),
        order_by: list.order_by.unwrap_or_default(),
        ..ListReferralsRequest::default()
    };
    let mut all = ListReferralsResponse::default();
    while all.referrals.len() < list.limit {
        request.page_size = page_size(list.limit, all.referrals.len());
        let page = client.referrals().list_referrals(request.clone()).await?.into_inner();
        all.referrals.extend(page.referrals);
        all.next_page_token.clone_from(&page.next_page_token);
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() {
            break;
        }
    }
    show::print(output, "ListReferralsResponse", &all, |all| tables::referrals(&all.referrals))
}

async fn matters(client: &Client, output: Output, matters: Matters) -> anyhow::Result<()> {
    let mut request = ListMattersRequest {
        states: matters.states.iter().map(|state| *state as i32).collect(),
        dispute_code: matters.dispute.unwrap_or_default(),
        text: matters.text.unwrap_or_default(),
        order_by: matters.order_by.unwrap_or_default(),
        kind: matters.kind.unwrap_or_default(),
        peer: matters.peer.unwrap_or_default(),
        overdue: matters.overdue,
        due_before: matters.due_before,
        ..ListMattersRequest::default()
    };
    let mut all = ListMattersResponse::default();
    while all.matters.len() < matters.limit {
        request.page_size = page_size(matters.limit, all.matters.len());
        let page = client.matters().list_matters(request.clone()).await?.into_inner();
        all.matters.extend(page.matters);
        all.next_page_token.clone_from(&page.next_page_token);
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() {
            break;
        }
    }
    show::print(output, "ListMattersResponse", &all, |all| tables::matters(&all.matters))
}

async fn deadlines(client: &Client, output: Output, due: Deadlines) -> anyhow::Result<()> {
    let states = if due.states.is_empty() { vec![DeadlineState::Open] } else { due.states };
    let mut request = ListDeadlinesRequest {
        states: states.into_iter().map(i32::from).collect(),
        owed_by_us: if due.ours { Some(true) } else { due.theirs.then_some(false) },
        overdue: due.overdue.then_some(true),
        due_before: due.before,
        referral_id: due.referral.unwrap_or_default(),
        matter_id: due.matter.unwrap_or_default(),
        ..ListDeadlinesRequest::default()
    };
    let mut all = ListDeadlinesResponse::default();
    while all.deadlines.len() < due.limit {
        request.page_size = page_size(due.limit, all.deadlines.len());
        let page = client.deadlines().list_deadlines(request.clone()).await?.into_inner();
        all.deadlines.extend(page.deadlines);
        all.next_page_token.clone_from(&page.next_page_token);
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() {
            break;
        }
    }
    show::print(output, "ListDeadlinesResponse", &all, |all| deadlines::listed(&all.deadlines))
}

async fn explain(client: &Client, output: Output, deadline_id: String) -> anyhow::Result<()> {
    let answer = client.deadlines().explain_deadline(ExplainDeadlineRequest { deadline_id }).await?;
    show::print(output, "ExplainDeadlineResponse", &answer.into_inner(), show::explanation::table)
}

/// Referrals are asked for more often, so they are tried first.
async fn show_one(client: &Client, output: Output, id: String, contacts: bool) -> anyhow::Result<()> {
    let request = GetReferralRequest { referral_id: id.clone(), min_position: 0 };
    if let Some(referral) = found(client.referrals().get_referral(request).await)? {
        return show::print(output, "Referral", &referral, tables::referral);
    }
    let request = GetMatterRequest { matter_id: id, contacts, ..Default::default() };
    let matter = client.matters().get_matter(request).await?;
    show::print(output, "Matter", &matter.into_inner(), tables::matter)
}

async fn timeline(client: &Client, output: Output, id: String) -> anyhow::Result<()> {
    let request = GetTimelineRequest { referral_id: id.clone(), ..GetTimelineRequest::default() };
    let answer = match found(client.matters().get_timeline(request).await)? {
        Some(answer) => answer,
        None => {
            let request = GetTimelineRequest { matter_id: id, ..GetTimelineRequest::default() };
            client.matters().get_timeline(request).await?.into_inner()
        }
    };
    show::print(output, "GetTimelineResponse", &answer, |answer| tables::timeline(&answer.entries))
}

/// One line per change, until the service ends it or Ctrl-C.
async fn watch(client: &Client, output: Output, request: WatchReferralsRequest) -> anyhow::Result<()> {
    let mut changes = client.referrals().watch_referrals(request).await?.into_inner();
    while let Some(change) = changes.message().await? {
        let line = match output {
            Output::Json | Output::Jsonl => json::value("ReferralChange", &change)?.to_string(),
            Output::Table | Output::Csv => {
                let referral = change.referral.unwrap_or_default();
                format!(
                    "{:>8}  {}  {}  {} → {}  {}",
                    change.position,
                    referral.referral_id,
                    words::referral_state(referral.state),
                    referral.sender,
                    referral.receiver,
                    referral.title,
                )
            }
        };
        show::print_text(&line)?;
    }
    Ok(())
}

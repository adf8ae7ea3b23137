//! The open items (台账): supervisions and petitions assigned, read as referrals of the two kinds, whichever side this agency is on.

use anyhow::Context;
use duijie_core::{petition::ASSIGNMENT, purpose::SUPERVISION, terms_common::FOLLOW_UP_RECEPTION};
use duijie_proto::v1::{
    Deadline, DeadlineState, GetClockRequest, GetMatterRequest, GetStatusRequest, ListReferralsRequest, Referral,
    ReferralState, Side,
};
use jiff::Timestamp;

use super::queries::page_size;
use crate::args::{Output, queries::Items};
use crate::client::Client;
use crate::show::{
    self,
    items::{self, Item, OPEN},
};

/// Lists them.
///
/// # Errors
/// When the service cannot be reached or refuses.
pub(super) async fn list(client: &Client, output: Output, which: &Items) -> anyhow::Result<()> {
    let (items, now) = read_all(client, which).await?;
    match output {
        Output::Table | Output::Csv if !which.json => show::print_text(&items::table(&items, &now)),
        Output::Jsonl => show::print_text(&items::document(&items, &now)?.to_string()),
        Output::Table | Output::Csv | Output::Json => show::print_json(&items::document(&items, &now)?),
    }
}

/// Those that are open, and where asked those that were struck off (销号) too; with the service's own time.
///
/// # Errors
/// When the service cannot be reached or refuses.
pub async fn read_all(client: &Client, which: &Items) -> anyhow::Result<(Vec<Item>, prost_types::Timestamp)> {
    let mut items = Vec::new();
    for kind in [SUPERVISION, ASSIGNMENT] {
        let mut request = ListReferralsRequest { kind: kind.to_owned(), ..ListReferralsRequest::default() };
        if !which.all {
            request.states = OPEN.map(i32::from).to_vec();
        }
        for referral in read(client, request, which.limit - items.len()).await? {
            let ordered = ordered_after(client, &referral).await?;
            let followed = followed(client, &referral).await?;
            items.push(Item { referral, ordered, followed });
        }
    }
    Ok((items, now(client).await?))
}

async fn read(client: &Client, mut request: ListReferralsRequest, limit: usize) -> anyhow::Result<Vec<Referral>> {
    let mut all = Vec::new();
    while all.len() < limit {
        request.page_size = page_size(limit, all.len());
        let page = client.referrals().list_referrals(request.clone()).await?.into_inner();
        all.extend(page.referrals);
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() {
            break;
        }
    }
    Ok(all)
}

/// What was ordered of the agency that a report to us is about: the newest of the same dispute about the same referral.
async fn ordered_after(client: &Client, report: &Referral) -> anyhow::Result<Option<Referral>> {
    let Some(reported) = &report.supervision else { return Ok(None) };
    if report.side() != Side::Receiver || reported.agency == report.receiver || !items::is_open(report.state()) {
        return Ok(None);
    }
    let request = ListReferralsRequest {
        kind: SUPERVISION.to_owned(),
        side: Side::Sender.into(),
        peer: reported.agency.clone(),
        dispute_code: report.dispute_code.clone(),
        order_by: "sent_at desc".to_owned(),
        ..ListReferralsRequest::default()
    };
    let same = |sent: &Referral| {
        let about = sent.supervision.as_ref().map(|it| &it.about_referral);
        about == Some(&reported.about_referral) && sent.state() != ReferralState::Recalled
    };
    Ok(read(client, request, LOOKED_AT_MAX).await?.into_iter().find(same))
}

/// The follow-up of what a leader took up and we assigned (跟踪督办), while it runs.
async fn followed(client: &Client, referral: &Referral) -> anyhow::Result<Option<Deadline>> {
    if referral.kind != ASSIGNMENT || referral.side() != Side::Sender {
        return Ok(None);
    }
    let request = GetMatterRequest { matter_id: referral.matter_id.clone(), ..Default::default() };
    let deadlines = client.matters().get_matter(request).await?.into_inner().deadlines;
    let follows = |it: &Deadline| {
        let rule = it.due.as_ref().map(|due| due.rule_id.as_str());
        it.state() == DeadlineState::Open && rule == Some(FOLLOW_UP_RECEPTION.as_str())
    };
    Ok(deadlines.into_iter().find(follows))
}

/// Supervisions of one dispute by one agency of another that are looked through; each referral has one at a time.
const LOOKED_AT_MAX: usize = 500;

/// The service's own time: a sandbox clock where it has one, else the machine's.
async fn now(client: &Client) -> anyhow::Result<prost_types::Timestamp> {
    let status = client.operator().get_status(GetStatusRequest {}).await?.into_inner();
    if status.environment() == duijie_proto::v1::Environment::Sandbox
        && let Ok(clock) = client.sandbox().get_clock(GetClockRequest {}).await
    {
        return clock.into_inner().now.context("reading the sandbox clock");
    }
    let at = Timestamp::now();
    Ok(prost_types::Timestamp { seconds: at.as_second(), nanos: at.subsec_nanosecond() })
}

//! What is proposed for a referral (分流建议): the bodies that the agency lists, against what is open there now.

use super::read::Reader;
use crate::{
    codec::field::proto_instant,
    status::Problem,
    store::rows::{PageRequest, ReferralFilter},
};
use duijie_core::{
    bodies::routing::{Proposal, propose},
    due::display_due,
    ids::ReferralId,
    referral::{Duty, Referral, Side, Stage},
    refusal::{Refusal, RefusalKind},
};
use duijie_proto::v1;
use std::collections::BTreeMap;

/// Open referrals that are looked at to learn the load. A county has some thousands; of more the newest count.
const LOOKED_AT: usize = 5_000;

pub(super) fn of(reader: &Reader, id: &ReferralId) -> Result<v1::ProposeRoutingResponse, Problem> {
    let data = reader.office.data.get();
    let Some(bodies) = data.rules.bodies() else {
        return Err(Problem::Refused(Box::new(Refusal::new(
            RefusalKind::OutOfOrder,
            "NO_BODIES_LISTED",
            "本单位没有调解组织名录，无法建议；请在配置中填写 bodies_file（样例 deploy/bodies.example.toml）",
            "this agency lists no mediation bodies; set `bodies_file` in its configuration as deploy/bodies.example.toml shows",
        ))));
    };
    let history = reader.matter_of(id)?;
    let referral = history.matter.referral(id).ok_or(Problem::NotFound)?;
    let load = load(reader)?;
    let routing = propose(bodies, &history.matter, referral, |name| load.get(name).copied().unwrap_or(0));
    let (time_zh, time_en) = time(reader, referral);
    let (nothing_zh, nothing_en) = routing.nothing.unwrap_or_default();
    Ok(v1::ProposeRoutingResponse {
        referral_id: id.as_str().to_owned(),
        proposals: routing.proposals.into_iter().map(proposal).collect(),
        set_aside: routing.set_aside.into_iter().map(proposal).collect(),
        handle_due: referral.deadline(Duty::Handle).map(|deadline| proto_instant(deadline.due.due)),
        not_after: referral.not_after.map(proto_instant),
        time_zh,
        time_en,
        nothing_zh,
        nothing_en,
    })
}

/// Open referrals by the body that has them.
fn load(reader: &Reader) -> Result<BTreeMap<String, u32>, Problem> {
    let stages = vec![Stage::Accepted, Stage::Suspended];
    let filter = ReferralFilter { stages, side: Some(Side::Receiver), ..ReferralFilter::default() };
    let open = reader.store.list_referrals(&filter, &PageRequest::first(LOOKED_AT))?;
    let mut load = BTreeMap::new();
    for row in &open.rows {
        let history = reader.matter(&row.matter, u64::MAX)?;
        let body = history.matter.referral(&row.id).and_then(|referral| referral.mediation_body.as_ref());
        if let Some(body) = body {
            let count: &mut u32 = load.entry(body.as_str().to_owned()).or_default();
            *count = count.saturating_add(1);
        }
    }
    Ok(load)
}

fn proposal(it: Proposal<'_>) -> v1::RoutingProposal {
    let (reasons_zh, reasons_en) = it.reasons.into_iter().unzip();
    v1::RoutingProposal {
        body_id: it.body.id.as_str().to_owned(),
        name: it.body.name.as_str().to_owned(),
        tier: it.body.tier.as_str().to_owned(),
        reasons_zh,
        reasons_en,
        load: it.load,
        capacity: it.body.capacity,
        mediators: it.mediators.into_iter().map(str::to_owned).collect(),
    }
}

/// What time is left, whoever mediates: another body does not give the citizen less or more of it.
fn time(reader: &Reader, referral: &Referral) -> (String, String) {
    let Some(deadline) = referral.deadline(Duty::Handle) else {
        return match referral.not_after {
            Some(limit) => {
                let shown = display_due(limit);
                (
                    format!("尚未受理；上一级移交所余期限至 {shown}，受理后的办理期限不得超过"),
                    format!("not accepted yet; what the hop before left ends at {shown}, and handling with it"),
                )
            }
            None => ("尚未受理，办理期限未起算".to_owned(), "not accepted yet, so no handling term runs".to_owned()),
        };
    };
    let shown = display_due(deadline.due.due);
    let (mut zh, mut en) = (
        format!("办理期限至 {shown}，更换调解组织不重新起算"),
        format!("handling ends at {shown}; another body does not begin it anew"),
    );
    if deadline.overdue(reader.now) {
        zh.push_str("；已逾期");
        en.push_str("; that has passed");
    }
    if let Some(limit) = referral.not_after.filter(|limit| *limit <= deadline.due.due) {
        let shown = display_due(limit);
        zh.push_str(&format!("；受上一级移交所余期限 {shown} 限制"));
        en.push_str(&format!("; bounded by what the hop before left, {shown}"));
    }
    (zh, en)
}

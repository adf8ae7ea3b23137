//! Proposed mediation bodies as a table for people.

use comfy_table::Cell;
use duijie_proto::v1::{ProposeRoutingResponse, RoutingProposal};

use super::tables::table;

/// Best first, then what is set aside, then why nothing is proposed, if nothing is, and the time that is left.
#[must_use]
pub fn proposals(answer: &ProposeRoutingResponse) -> String {
    let mut table = table(["序", "编号", "调解组织", "在办/可承办", "调解员", "理由"]);
    for (at, proposal) in answer.proposals.iter().enumerate() {
        table.add_row(row((at + 1).to_string(), proposal));
    }
    for proposal in &answer.set_aside {
        table.add_row(row("不建议".to_owned(), proposal));
    }
    let nothing =
        if answer.nothing_zh.is_empty() { String::new() } else { format!("无可建议：{}\n", answer.nothing_zh) };
    let how = if answer.proposals.is_empty() { "" } else { "\n以上仅为建议，指派请用 duijie assign-body" };
    format!("{table}\n{nothing}{}{how}", answer.time_zh)
}

fn row(first: String, proposal: &RoutingProposal) -> Vec<Cell> {
    vec![
        Cell::new(first),
        Cell::new(&proposal.body_id),
        Cell::new(&proposal.name),
        Cell::new(format!("{}/{}", proposal.load, proposal.capacity)),
        Cell::new(proposal.mediators.join("、")),
        Cell::new(proposal.reasons_zh.join("\n")),
    ]
}

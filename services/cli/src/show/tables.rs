//! Answers as tables for people; Chinese characters take two columns. Overdue things are red where colour is wanted.

use comfy_table::{Cell, Color, ContentArrangement, LineStyle, Table, TableStyle, presets};
use duijie_proto::v1::{Deadline, GetStatusResponse, LetterRef, Matter, ParkedLetter, Peer, Referral, TimelineEntry};

use super::{commission, deadlines, intake, outcome, words};
use crate::args::tokens::word;

/// A line under the head and nothing else: rows stay one line each, for `grep` and the eye.
const LINES: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// An empty table with a head.
#[must_use]
pub fn table<const N: usize>(head: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_style(LINES).set_content_arrangement(ContentArrangement::Dynamic).set_header(head);
    // Colours are always written here and taken out on the way to where they are not wanted.
    table.enforce_styling();
    table
}

pub(super) fn marked(text: String, overdue: bool) -> Cell {
    if overdue { Cell::new(text).fg(Color::Red) } else { Cell::new(text) }
}

/// Referrals, one per line.
#[must_use]
pub fn referrals(referrals: &[Referral]) -> String {
    let mut table = table(["对接", "类别", "标题", "对方", "本单位", "状态", "移交时间", "最近期限"]);
    for referral in referrals {
        let peer = if referral.side == 1 { &referral.receiver } else { &referral.sender };
        let next = referral
            .deadlines
            .iter()
            .filter(|deadline| deadline.state == 1)
            .min_by_key(|deadline| due_second(deadline));
        let next = next.map(|deadline| format!("{} {}", words::duty(deadline.duty), deadline.due_text));
        table.add_row(vec![
            Cell::new(&referral.referral_id),
            Cell::new(words::kind(&referral.kind)),
            Cell::new(&referral.title),
            Cell::new(peer),
            Cell::new(words::side(referral.side)),
            Cell::new(words::referral_state(referral.state)),
            Cell::new(words::minute(referral.sent_at.as_ref())),
            marked(next.unwrap_or_default(), referral.overdue),
        ]);
    }
    format!("{table}\n共 {} 件", referrals.len())
}

fn due_second(deadline: &Deadline) -> i64 {
    deadline.due.as_ref().and_then(|due| due.due.as_ref()).map_or(i64::MAX, |at| at.seconds)
}

/// Matters, one per line.
#[must_use]
pub fn matters(matters: &[Matter]) -> String {
    let mut table = table(["事项", "一案一码", "标题", "类别", "状态", "登记时间", "对接", "责任在本单位"]);
    for matter in matters {
        let states: Vec<_> = matter.referrals.iter().map(|referral| words::referral_state(referral.state)).collect();
        table.add_row(vec![
            Cell::new(&matter.matter_id),
            Cell::new(&matter.dispute_code),
            Cell::new(&matter.title),
            Cell::new(&matter.category),
            Cell::new(words::matter_state(matter.state)),
            Cell::new(words::minute(matter.registered_at.as_ref())),
            Cell::new(states.join("、")),
            Cell::new(if matter.responsible { "是" } else { "否" }),
        ]);
    }
    format!("{table}\n共 {} 件", matters.len())
}

/// Peers, one per line.
#[must_use]
pub fn peers(peers: &[Peer]) -> String {
    let mut table =
        table(["对方", "已决定", "已发出", "已送达", "已收到", "未送达起", "对账时间", "挂起", "暂存", "分叉"]);
    for peer in peers {
        let forked = match (peer.forked_at, peer.peer_says_forked_at) {
            (Some(at), _) => format!("对方 {at}"),
            (None, Some(at)) => format!("本方 {at}"),
            (None, None) => String::new(),
        };
        table.add_row(vec![
            Cell::new(&peer.agency),
            Cell::new(peer.committed),
            Cell::new(peer.published),
            marked(peer.delivered.to_string(), peer.delivered < peer.committed),
            Cell::new(peer.received),
            Cell::new(words::minute(peer.undelivered_since.as_ref())),
            Cell::new(words::minute(peer.newest_statement_as_of.as_ref())),
            Cell::new(peer.parked),
            Cell::new(peer.held),
            marked(forked, true),
        ]);
    }
    table.to_string()
}

/// Parked letters, one per line.
#[must_use]
pub fn parked(letters: &[ParkedLetter]) -> String {
    let mut table =
        table(["来函单位", "函号", "函类型", "对接", "原因", "到达时间", "状态", "提议", "提议人", "理由", "确认人"]);
    for letter in letters {
        let skip = letter.skip.clone().unwrap_or_default();
        table.add_row(vec![
            Cell::new(&letter.peer),
            Cell::new(letter.number),
            Cell::new(&letter.body_type),
            Cell::new(&letter.referral_id),
            Cell::new(&letter.why),
            Cell::new(words::minute(letter.arrived_at.as_ref())),
            Cell::new(words::parked_state(letter.state)),
            Cell::new(if skip.proposal == 0 { String::new() } else { skip.proposal.to_string() }),
            Cell::new(skip.proposed_by),
            Cell::new(skip.reason),
            Cell::new(skip.confirmed_by),
        ]);
    }
    format!("{table}\n共 {} 件", letters.len())
}

/// What happened, one entry per line.
#[must_use]
pub fn timeline(entries: &[TimelineEntry]) -> String {
    let mut table = table(["流水号", "时间", "单位", "经办人", "事实", "依据"]);
    for entry in entries {
        let at = entry.decided_at.as_ref().or(entry.recorded_at.as_ref());
        let position = entry.position.to_string();
        table.add_row(vec![&position, &words::minute(at), &entry.agency, &entry.officer, &entry.text_zh, &entry.basis]);
    }
    table.to_string()
}

/// One line per thing known, with its name before it.
#[must_use]
pub fn pairs(pairs: Vec<(&str, String)>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
        table.add_row([name, &value]);
    }
    table.to_string()
}

/// One matter with its referrals and all its deadlines.
#[must_use]
pub fn matter(matter: &Matter) -> String {
    let parties: Vec<_> =
        matter.parties.iter().map(|party| format!("{} {}", party.name, party.contact).trim().to_owned()).collect();
    let materials: Vec<_> =
        matter.materials.iter().map(|it| format!("{} {}", it.name, words::short(&it.digest))).collect();
    let head = pairs(vec![
        ("事项", matter.matter_id.clone()),
        ("一案一码", matter.dispute_code.clone()),
        ("标题", matter.title.clone()),
        ("类别", matter.category.clone()),
        ("状态", words::matter_state(matter.state)),
        ("地点", matter.place_code.clone()),
        ("当事人", parties.join("、")),
        ("材料", materials.join("\n")),
        ("本单位文号", matter.own_number.clone()),
        ("来源", intake::source(matter)),
        ("证件", intake::identifications(matter)),
        ("分类处理", intake::triage(matter)),
        ("代收待移交", matter.deferred_handoff_to.clone()),
        ("曾用码", matter.former_dispute_codes.join("、")),
        ("登记时间", words::minute(matter.registered_at.as_ref())),
        ("关闭", format!("{} {}", words::minute(matter.closed_at.as_ref()), matter.close_reason).trim().to_owned()),
        ("责任在本单位", if matter.responsible { "是" } else { "否" }.to_owned()),
        ("事由", matter.summary.clone()),
        ("接下来", matter.next_steps.iter().map(words::next_step).collect::<Vec<_>>().join("\n")),
    ]);
    let mut told = vec![head];
    if !matter.referrals.is_empty() {
        told.push(referrals(&matter.referrals));
    }
    if !matter.deadlines.is_empty() {
        told.push(deadlines::deadlines(&matter.deadlines));
    }
    told.join("\n")
}

/// What was said in mediation and came with the result, and whose word in writing lets it.
fn released(referral: &Referral) -> String {
    let words = referral.outcome.iter().flat_map(|outcome| &outcome.released).map(|released| {
        let of: Vec<_> = released.consents.iter().map(|consent| consent.party.as_str()).collect();
        format!("{}（{}书面同意）", released.text, of.join("、"))
    });
    words.collect::<Vec<_>>().join("；")
}

/// One referral with its deadlines.
#[must_use]
pub fn referral(referral: &Referral) -> String {
    let decline =
        referral.decline.as_ref().map(|it| format!("{}：{} {}", outcome::declined(it.code), it.text, it.basis));
    let objection = referral.objection.as_ref().map(|it| format!("{} {}", it.text, it.basis));
    let delivery = referral
        .delivery
        .as_ref()
        .map(|it| format!("第 {} 号 {}", it.number, if it.delivered { "已送达" } else { "未送达" }));
    let commission = commission::Told::of(referral);
    let head = pairs(vec![
        ("对接", referral.referral_id.clone()),
        ("事项", referral.matter_id.clone()),
        ("一案一码", referral.dispute_code.clone()),
        ("标题", referral.title.clone()),
        ("类别", words::kind(&referral.kind).to_owned()),
        ("委托方式", commission.mode),
        ("当事人意愿", commission.consents),
        ("选定、指定调解员", referral.named_mediator.clone()),
        ("移交方 → 接收方", format!("{} → {}", referral.sender, referral.receiver)),
        ("本单位", words::side(referral.side)),
        ("状态", words::referral_state(referral.state)),
        ("依据函件", reference(referral.reference.as_ref())),
        ("责任单位", referral.holder.clone()),
        ("移交", words::minute(referral.sent_at.as_ref())),
        ("到达", words::minute(referral.arrived_at.as_ref())),
        (
            "签收",
            format!("{} {}", words::minute(referral.acknowledged_at.as_ref()), referral.acknowledged_by)
                .trim()
                .to_owned(),
        ),
        ("受理", words::minute(referral.accepted_at.as_ref())),
        ("办结", words::minute(referral.concluded_at.as_ref())),
        ("结束", words::minute(referral.ended_at.as_ref())),
        ("调解组织", referral.mediation_body.clone()),
        ("调解员", referral.mediator.clone()),
        ("连续调解不成", attempts(referral)),
        ("不予受理", decline.unwrap_or_default().trim().to_owned()),
        ("异议", objection.unwrap_or_default().trim().to_owned()),
        ("督办要求", referral.supervision.as_ref().map(|it| it.demand.clone()).unwrap_or_default()),
        ("六定要求", requirements(referral)),
        ("司法确认申请", commission.application),
        ("结果", referral.outcome.as_ref().map(outcome::told).unwrap_or_default()),
        ("经同意公开", released(referral)),
        ("待补充", referral.supplement_items.join("、")),
        ("代替", referral.replaces_referral.clone()),
        ("催办", if referral.reminders == 0 { String::new() } else { referral.reminders.to_string() }),
        ("人工认定", referral.override_reason.clone()),
        ("最新函件", delivery.unwrap_or_default()),
        ("移交函摘要", hex::encode(&referral.content)),
        ("现在可以", words::steps(&referral.allowed)),
        ("接下来", commission.next),
    ]);
    if referral.deadlines.is_empty() { head } else { format!("{head}\n{}", deadlines::deadlines(&referral.deadlines)) }
}

fn requirements(referral: &Referral) -> String {
    let told = referral.passed_on.as_ref().and_then(|passed_on| passed_on.requirements.as_ref());
    told.map_or_else(String::new, |it| {
        let (unit, leader, handler, supervisor) = (&it.unit, &it.leader, &it.handler, &it.supervisor);
        let (demand, days) = (&it.demand, it.days);
        format!("单位{unit} 领导{leader} 责任人{handler} 督办{supervisor} 要求{demand} 时限{days}日")
    })
}

fn attempts(referral: &Referral) -> String {
    match (referral.failed_attempts, referral.pass_up) {
        (0, _) => String::new(),
        (times, false) => format!("{times} 次"),
        (times, true) => format!("{times} 次，应当升级移交"),
    }
}

/// A letter by its place and digest.
#[must_use]
pub fn reference(letter: Option<&LetterRef>) -> String {
    letter.map_or_else(String::new, |it| {
        format!("{} → {} 第 {} 号 {}", it.from, it.to, it.number, words::short(&it.content))
    })
}

/// The service itself.
#[must_use]
pub fn status(status: &GetStatusResponse) -> String {
    let mut told = vec![
        ("单位", format!("{} {}", status.agency, status.name)),
        ("环境", word::<duijie_proto::v1::Environment>(status.environment)),
        ("流水号", status.position.to_string()),
        ("流水摘要", hex::encode(&status.record_digest)),
        ("记录时间", words::minute(status.recorded_at.as_ref())),
        ("总线", if status.bus_connected { "已连接" } else { "未连接" }.to_owned()),
        ("时钟", if status.clock_suspect { "存疑，待确认" } else { "正常" }.to_owned()),
        ("软件", status.software.clone()),
        ("代次", status.generation.to_string()),
    ];
    told.extend(status.data.iter().flat_map(super::calendars::data));
    pairs(told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use duijie_proto::v1::{ParkedState, Skip};

    #[test]
    fn a_parked_letter_is_shown_with_who_proposes_to_skip_it() {
        let skip =
            Skip { proposal: 41, reason: "软件有误".into(), proposed_by: "周运维".into(), ..Skip::default() };
        let letter = ParkedLetter {
            peer: "320102.courts".into(),
            number: 7,
            state: ParkedState::Waiting.into(),
            skip: Some(skip),
            ..ParkedLetter::default()
        };
        let shown = parked(&[letter]);
        for word in ["320102.courts", "7", "挂起", "41", "周运维", "软件有误", "共 1 件"] {
            assert!(shown.contains(word), "`{word}` is not in {shown}");
        }
    }
}

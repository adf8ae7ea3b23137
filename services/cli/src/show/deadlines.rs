//! Deadlines as tables for people: of a referral, of a matter, of the whole agency, or as an officer is told of them.

use comfy_table::Cell;
use duijie_proto::v1::{Deadline, DeadlineAnswer, DeadlineState, Ending, GetDigestResponse};

use super::{
    tables::{marked, table},
    words,
};

/// Deadlines of one matter, one per line.
#[must_use]
pub fn deadlines(deadlines: &[Deadline]) -> String {
    let mut table = table(["期限", "义务", "义务单位", "到期", "状态", "规则", "依据"]);
    for deadline in deadlines {
        table.add_row(cells(deadline));
    }
    format!("{table}\n共 {} 条", deadlines.len())
}

/// Whom the rule obliges, by name where each person has a time of their own.
fn obliged(deadline: &Deadline) -> String {
    let whom = if deadline.obliged_zh.is_empty() { &deadline.owed_by } else { &deadline.obliged_zh };
    if deadline.of.is_empty() { whom.clone() } else { format!("{whom}（{}）", deadline.of) }
}

/// Deadlines of several matters, one per line, each with the title of its matter.
#[must_use]
pub fn listed(deadlines: &[Deadline]) -> String {
    let mut table = table(["期限", "事项", "义务", "义务单位", "到期", "状态", "规则", "依据"]);
    for deadline in deadlines {
        let mut row = cells(deadline);
        row.insert(1, Cell::new(&deadline.title));
        table.add_row(row);
    }
    format!("{table}\n共 {} 条", deadlines.len())
}

fn cells(deadline: &Deadline) -> Vec<Cell> {
    let due = deadline.due.clone().unwrap_or_default();
    let provisional = if due.provisional { "（暂定）" } else { "" };
    let first = if deadline.first { "（最先到期）" } else { "" };
    vec![
        Cell::new(&deadline.deadline_id),
        Cell::new(duty(deadline)),
        Cell::new(obliged(deadline)),
        marked(format!("{}{provisional}{first}", deadline.due_text), deadline.overdue),
        Cell::new(state(deadline)),
        Cell::new(due.rule_id),
        Cell::new(due.basis),
    ]
}

/// An own deadline says what its rule asks for.
fn duty(deadline: &Deadline) -> String {
    if deadline.rule_zh.is_empty() { words::duty(deadline.duty) } else { deadline.rule_zh.clone() }
}

fn state(deadline: &Deadline) -> String {
    if deadline.replaced {
        "已由后续期限代替".to_owned()
    } else if deadline.ending() == Ending::Unspecified {
        format!("{}{}", words::deadline_state(deadline.state), words::step(deadline.step))
    } else {
        words::ending(deadline.ending)
    }
}

/// What an own deadline is after something was asked of it, with all deadlines of its matter.
#[must_use]
pub fn answer(answer: &DeadlineAnswer) -> String {
    let all = answer.matter.as_ref().map_or_else(String::new, |matter| deadlines(&matter.deadlines));
    let Some(deadline) = &answer.deadline else { return all };
    let ends = match deadline.state() {
        DeadlineState::Open => format!("至 {} (due {})", deadline.due_text, deadline.due_text),
        DeadlineState::Suspended => "停表 (stands still)".to_owned(),
        DeadlineState::Met | DeadlineState::Cancelled | DeadlineState::Unspecified => {
            format!("{} (ended)", state(deadline))
        }
    };
    format!("{} {}（{}）：{ends}\n{all}", deadline.deadline_id, deadline.rule_zh, deadline.rule_en)
}

/// What an officer is told of, with what was read.
#[must_use]
pub fn digest(told: &GetDigestResponse) -> String {
    if told.deadlines.is_empty() {
        return "没有需要提醒的期限".to_owned();
    }
    let unread = told.deadlines.iter().filter(|deadline| deadline.read_at.is_none()).count();
    format!("{}，未阅 {unread} 条；阅后请确认：duijie digest read {}", listed(&told.deadlines), told.up_to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use duijie_proto::v1::Matter;

    #[test]
    fn an_own_deadline_is_shown_by_its_rule_and_the_first_to_bite_is_marked() {
        let own = Deadline {
            deadline_id: "m-1-d1".into(),
            rule_zh: "办结信访事项".into(),
            rule_en: "settle the petition".into(),
            owed_by: "990102.petitions".into(),
            obliged_zh: "有权处理的机关、单位".into(),
            state: DeadlineState::Open.into(),
            due_text: "2026-05-06 24:00".into(),
            first: true,
            ..Deadline::default()
        };
        let ended = Deadline { ending: Ending::Failed.into(), state: DeadlineState::Met.into(), ..own.clone() };
        let replaced = Deadline { replaced: true, first: false, ..own.clone() };
        let matter = Matter { deadlines: vec![own.clone(), ended, replaced], ..Matter::default() };
        let shown = answer(&DeadlineAnswer { deadline: Some(own), matter: Some(matter), receipt: None });
        for word in [
            "m-1-d1",
            "办结信访事项",
            "settle the petition",
            "有权处理的机关、单位",
            "（最先到期）",
            "不成",
            "已由后续期限代替",
            "共 3 条",
        ] {
            assert!(shown.contains(word), "`{word}` is not in {shown}");
        }
    }
}

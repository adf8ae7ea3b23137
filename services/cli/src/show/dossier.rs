//! A dossier as a table for people: each entry in a sentence.

use comfy_table::Cell;
use duijie_proto::v1::{DossierCheck, DossierItem};

use super::{tables::table, words};

/// Entries, one per line.
#[must_use]
pub fn items(items: &[DossierItem]) -> String {
    let mut table = table(["流水号", "时间", "经办人", "记录"]);
    for item in items {
        table.add_row(vec![
            Cell::new(item.position),
            Cell::new(words::minute(item.recorded_at.as_ref())),
            Cell::new(&item.officer),
            Cell::new(&item.text_zh),
        ]);
    }
    format!("{table}\n共 {} 条", items.len())
}

/// The parts of a file, one per line, and what its entries suggest.
#[must_use]
pub fn check(check: &DossierCheck) -> String {
    let mut table = table(["卷宗材料", "必备", "状态", "流水号"]);
    for part in &check.parts {
        let state = match (part.present, part.mandatory) {
            (true, _) => "有",
            (false, true) => "缺",
            (false, false) => "无",
        };
        let positions: Vec<_> = part.positions.iter().map(u64::to_string).collect();
        table.add_row(vec![
            Cell::new(&part.name),
            Cell::new(if part.mandatory { "★" } else { "" }),
            Cell::new(state),
            Cell::new(positions.join("、")),
        ]);
    }
    let complete = if check.complete { "必备材料齐全" } else { "必备材料不全，不能归档" };
    let archived = if check.archived { "，已归档" } else { "" };
    let suggestions: String = check.suggestions.iter().map(|it| format!("\n建议：{}", it.zh)).collect();
    format!("{table}\n{complete}{archived}{suggestions}")
}

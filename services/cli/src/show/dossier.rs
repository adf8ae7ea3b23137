//! A dossier as a table for people: each entry with what it says, whatever kind it is.

use comfy_table::Cell;
use duijie_proto::v1::DossierItem;
use serde_json::Value;

use super::{json, tables::table};

/// Entries, one per line.
#[must_use]
pub fn items(items: &[DossierItem]) -> String {
    let mut table = table(["流水号", "时间", "经办人", "记录", "内容"]);
    for item in items {
        let entry = item.entry.as_ref().and_then(|entry| json::value("DossierEntry", entry).ok());
        let written = entry.as_ref().and_then(Value::as_object).into_iter().flatten().find(|(_, said)| !said.is_null());
        let (kind, said) = written.map_or_else(Default::default, |(kind, said)| (kind.clone(), words(said)));
        table.add_row(vec![
            Cell::new(item.position),
            Cell::new(item.recorded_at.as_ref().and_then(json::instant).unwrap_or_default()),
            Cell::new(&item.officer),
            Cell::new(kind),
            Cell::new(said),
        ]);
    }
    format!("{table}\n共 {} 条", items.len())
}

/// What is there, in one line: names and values, without what is empty.
fn words(said: &Value) -> String {
    match said {
        Value::Null => String::new(),
        Value::Bool(it) => it.to_string(),
        Value::Number(it) => it.to_string(),
        Value::String(it) => it.clone(),
        Value::Array(items) => items.iter().map(words).filter(|it| !it.is_empty()).collect::<Vec<_>>().join("、"),
        Value::Object(fields) => {
            let shown = fields.iter().map(|(name, value)| (name, words(value))).filter(|(_, value)| !value.is_empty());
            shown.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
        }
    }
}

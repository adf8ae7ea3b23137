//! Calendar and other data files in force, and what another calendar would move.

use comfy_table::Cell;
use duijie_core::{due::display_due, time::Timestamp};
use duijie_proto::v1::{DataInForce, Due, PreviewRecountResponse, moved_term::Of};

use super::{tables::table, words};

/// What is in force, one line per thing known.
#[must_use]
pub fn data(data: &DataInForce) -> Vec<(&'static str, String)> {
    vec![
        ("日历", data.calendar_version.clone()),
        ("日历摘要", hex::encode(&data.calendar_sha256)),
        ("日历未采用", data.calendar_refused.clone()),
        ("本地期限摘要", hex::encode(&data.terms_sha256)),
        ("本地期限未采用", data.terms_refused.clone()),
        ("新增类别摘要", hex::encode(&data.kinds_sha256)),
        ("新增类别未采用", data.kinds_refused.clone()),
        ("调解组织名录摘要", hex::encode(&data.bodies_sha256)),
        ("调解组织名录未采用", data.bodies_refused.clone()),
    ]
}

/// Moved deadlines, one per line.
#[must_use]
pub fn moved(preview: &PreviewRecountResponse) -> String {
    let mut table = table(["对接", "义务", "对方", "原到期", "新到期", "规则", "依据"]);
    for term in &preview.moved {
        let duty = match term.of {
            Some(Of::Duty(duty)) => words::duty(duty),
            Some(Of::Objection(_)) | None => "异议".to_owned(),
        };
        let (from, to) = (term.from.clone().unwrap_or_default(), term.to.clone().unwrap_or_default());
        table.add_row(vec![
            Cell::new(&term.referral_id),
            Cell::new(duty),
            Cell::new(&term.peer),
            Cell::new(shown(&from)),
            Cell::new(shown(&to)),
            Cell::new(&from.rule_id),
            Cell::new(&from.basis),
        ]);
    }
    format!("{table}\n日历 {}：{} 条期限将变动", preview.calendar_version, preview.moved.len())
}

fn shown(due: &Due) -> String {
    let provisional = if due.provisional { "（暂定）" } else { "" };
    let micros = due.due.as_ref().map_or(0, |at| at.seconds * 1_000_000 + i64::from(at.nanos) / 1_000);
    format!("{}{provisional}", display_due(Timestamp::from_micros(micros)))
}

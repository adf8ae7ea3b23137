//! Likely duplicates (疑似重复) as a table.

use comfy_table::Cell;
use duijie_proto::v1::FindDuplicatesResponse;

use super::{tables, words};

/// The same after a registration, with what to do about it.
#[must_use]
pub fn suggestion(answer: &FindDuplicatesResponse) -> String {
    format!("疑似重复，请核对；确属同一纠纷的并入一案一码（dossier add，dispute_link）：\n{}", table(answer))
}

/// One per line, the likeliest first.
#[must_use]
pub fn table(answer: &FindDuplicatesResponse) -> String {
    let mut table = tables::table(["疑似重复事项", "一案一码", "标题", "状态", "登记时间", "已并入", "理由"]);
    for one in &answer.duplicates {
        let reasons: Vec<_> = one.reasons.iter().map(|reason| reason.text_zh.as_str()).collect();
        table.add_row(vec![
            Cell::new(&one.matter_id),
            Cell::new(&one.dispute_code),
            Cell::new(&one.title),
            Cell::new(words::matter_state(one.state)),
            Cell::new(words::minute(one.registered_at.as_ref())),
            Cell::new(if one.linked { "是" } else { "否" }),
            Cell::new(reasons.join("；")),
        ]);
    }
    let next = answer.duplicates.iter().flat_map(|one| &one.next_steps).map(words::next_step);
    let told = [format!("{table}\n共 {} 件", answer.duplicates.len())].into_iter().chain(next);
    told.collect::<Vec<_>>().join("\n")
}

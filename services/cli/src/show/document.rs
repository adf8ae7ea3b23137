//! Documents and forms as tables for people.

use comfy_table::Cell;
use duijie_proto::v1::{Document, FilledBy, Form, ListFormsResponse};

use super::{tables::table, words};

/// Documents, one per line.
#[must_use]
pub fn list(documents: &[Document]) -> String {
    let mut table = table(["编号", "文书", "文号", "时间", "经办人", "状态"]);
    for document in documents {
        let content = document.content.clone().unwrap_or_default();
        let state =
            if document.voided_by == 0 { "有效".to_owned() } else { format!("作废：{}", document.void_reason) };
        table.add_row(vec![
            Cell::new(document.document),
            Cell::new(content.title),
            Cell::new(content.number),
            Cell::new(words::minute(document.issued_at.as_ref())),
            Cell::new(&document.officer),
            Cell::new(state),
        ]);
    }
    format!("{table}\n共 {} 件", documents.len())
}

/// Forms, one per line, or the fields of the only one; and which templates are refused.
#[must_use]
pub fn forms(listed: &ListFormsResponse, with_fields: bool) -> String {
    let shown = match listed.forms.as_slice() {
        [form] if with_fields => fields(form),
        all => all_forms(all),
    };
    let refused = listed.refused_templates.iter().map(|what| format!("\n模板未采用：{what}"));
    refused.fold(shown, |all, line| all + &line)
}

fn all_forms(forms: &[Form]) -> String {
    let mut table = table(["格式", "文书", "方向", "文号样式", "必备字段"]);
    for form in forms {
        let mandatory = form.fields.iter().filter(|field| field.mandatory).map(|field| field.name_zh.as_str());
        table.add_row(vec![
            Cell::new(&form.form_id),
            Cell::new(&form.name_zh),
            Cell::new(&form.direction),
            Cell::new(&form.number_example),
            Cell::new(mandatory.collect::<Vec<_>>().join("、")),
        ]);
    }
    format!("{table}\n共 {} 种", forms.len())
}

fn fields(form: &Form) -> String {
    let mut table = table(["字段", "名称", "必备", "依据", "填写"]);
    for field in &form.fields {
        let filled = match field.filled_by() {
            FilledBy::Unspecified => "",
            FilledBy::Clerk => "经办人",
            FilledBy::ServiceUnlessWritten => "系统代填，可改写",
            FilledBy::Service => "系统",
        };
        let mandatory = if field.mandatory { "必备" } else { "" };
        table.add_row(vec![
            Cell::new(&field.key),
            Cell::new(&field.name_zh),
            Cell::new(mandatory),
            Cell::new(&field.basis),
            Cell::new(filled),
        ]);
    }
    format!("{} {}（{}）\n{table}", form.form_id, form.name_zh, form.number_example)
}

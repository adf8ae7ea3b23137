//! A dossier as a table for people: each entry in a sentence.

use comfy_table::Cell;
use duijie_proto::v1::{DossierCheck, DossierItem, PartProof, part_proof::What};

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
    let mut table = table(["卷宗材料", "必备", "状态", "流水号", "由何而来"]);
    for part in &check.parts {
        let state = match (part.present, part.mandatory) {
            (true, _) => "有",
            (false, true) => "缺",
            (false, false) => "无",
        };
        let positions: Vec<_> = part.positions.iter().map(u64::to_string).collect();
        let by: Vec<_> = part.by.iter().map(proof).collect();
        table.add_row(vec![
            Cell::new(&part.name),
            Cell::new(if part.mandatory { "★" } else { "" }),
            Cell::new(state),
            Cell::new(positions.join("、")),
            Cell::new(by.join("\n")),
        ]);
    }
    let complete = if check.complete { "必备材料齐全" } else { "必备材料不全，不能归档" };
    let archived = if check.archived { "，已归档" } else { "" };
    let suggestions: String = check.suggestions.iter().map(|it| format!("\n建议：{}", it.zh)).collect();
    format!("{table}\n{complete}{archived}{suggestions}")
}

/// What has a part, with the digest by which people compare papers.
fn proof(by: &PartProof) -> String {
    let digest = match &by.what {
        Some(What::Filed(material)) => &material.digest,
        Some(What::Issued(document)) => &document.digest,
        None => return by.zh.clone(),
    };
    format!("{}（摘要 {}）", by.zh, words::short(digest))
}

#[cfg(test)]
mod tests {
    use super::check;
    use duijie_proto::v1::{DossierCheck, Material, Part, PartCheck, PartIssued, PartProof, part_proof::What};

    #[test]
    fn each_part_is_shown_with_what_it_comes_from_and_its_digest() {
        let part = |part: Part, name: &str, by: Vec<PartProof>| PartCheck {
            part: part.into(),
            name: name.to_owned(),
            mandatory: true,
            present: !by.is_empty(),
            positions: by.iter().map(|it| it.position).collect(),
            by,
        };
        let proof = |position, zh: &str, what| PartProof {
            position,
            zh: zh.to_owned(),
            what: Some(what),
            ..Default::default()
        };
        let issued = What::Issued(PartIssued { digest: vec![0xAB; 32], ..PartIssued::default() });
        let filed = What::Filed(Material { digest: vec![0xCD; 32], ..Material::default() });
        let parts = vec![
            part(
                Part::Notice,
                "权利义务告知书",
                vec![proof(7, "已出具《告知书》某号", issued), proof(9, "已立卷《签名件》", filed)],
            ),
            part(Part::BackCover, "封底", Vec::new()),
        ];
        let shown = check(&DossierCheck { parts, ..DossierCheck::default() });
        for words in [
            "已出具《告知书》某号（摘要 abababababab）",
            "已立卷《签名件》（摘要 cdcdcdcdcdcd）",
            "7、9",
            "缺",
            "不能归档",
        ] {
            assert!(shown.contains(words), "`{words}` is not in:\n{shown}");
        }
    }
}

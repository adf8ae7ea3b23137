//! The count of one deadline for people: day by day, then what it rests on and how it ends.

use duijie_proto::v1::{Due, ExplainDeadlineResponse};

use super::{tables, words};

/// Every day with why it is counted or not; below it basis, reading of the law, pauses, extensions, certainty, the due date.
#[must_use]
pub fn table(told: &ExplainDeadlineResponse) -> String {
    let mut days = tables::table(["日期", "星期", "第几日", "说明", "Why"]);
    for day in &told.days {
        let counted = if day.counted == 0 { "—".to_owned() } else { day.counted.to_string() };
        let why = if day.noticed { day.why_zh.clone() } else { format!("{}（放假通知未载入）", day.why_zh) };
        days.add_row(vec![&day.date, &day.weekday_zh, &counted, &why, &day.why_en]);
    }
    let deadline = told.deadline.clone().unwrap_or_default();
    let due = deadline.due.clone().unwrap_or_default();
    let pauses: Vec<_> = told.pauses.iter().map(|pause| span(pause.from.as_ref(), pause.until.as_ref())).collect();
    let foot = tables::pairs(vec![
        ("规则", format!("{} {}", due.rule_id, told.rule_zh)),
        ("依据", due.basis.clone()),
        ("读法", told.reading_zh.clone()),
        ("停表", pauses.join("\n")),
        ("延长", deadline.earlier.iter().map(extended).collect::<Vec<_>>().join("\n")),
        ("顺延自", told.rolled_from.clone()),
        ("日历", due.calendar_version.clone()),
        ("暂定", if due.provisional { PROVISIONAL.to_owned() } else { String::new() }),
        ("到期", deadline.due_text.clone()),
    ]);
    format!("{}（{}）\n{days}\n{}\n{}\n{foot}", told.rule_zh, told.rule_en, told.text_zh, told.text_en)
}

/// Why a due date may still move.
const PROVISIONAL: &str = "放假安排尚未全部公布，日期可能变动。Not all holidays are announced; the date may move.";

fn span(from: Option<&prost_types::Timestamp>, until: Option<&prost_types::Timestamp>) -> String {
    match until {
        Some(until) => format!("{} 至 {}", words::minute(from), words::minute(Some(until))),
        None => format!("{} 起，尚未恢复", words::minute(from)),
    }
}

fn extended(earlier: &Due) -> String {
    format!(
        "原期限自 {} 至 {}（不含）",
        words::minute(earlier.started_at.as_ref()),
        words::minute(earlier.due.as_ref())
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use duijie_proto::v1::{DayLine, Deadline, Pause};

    #[test]
    fn a_count_ends_with_basis_reading_pauses_extensions_certainty_and_the_due_date() {
        let at = |seconds| Some(prost_types::Timestamp { seconds, nanos: 0 });
        let due = Due {
            rule_id: "RM01".into(),
            basis: "《某规定》第33条".into(),
            provisional: true,
            started_at: at(1_772_413_200),
            due: at(1_772_499_600),
            ..Due::default()
        };
        let deadline = Deadline {
            due_text: "2026-04-02 24:00".into(),
            earlier: vec![due.clone()],
            due: Some(due),
            ..Deadline::default()
        };
        let day =
            DayLine {
                date: "2026-03-02".into(), why_zh: "起算日不计入".into(), noticed: true, ..DayLine::default()
            };
        let told = ExplainDeadlineResponse {
            deadline: Some(deadline),
            days: vec![day],
            reading_zh: "末日遇休息日顺延".into(),
            pauses: vec![Pause { from: at(1_772_413_200), until: None }],
            ..ExplainDeadlineResponse::default()
        };
        let shown = table(&told);
        for word in [
            "起算日不计入",
            "《某规定》第33条",
            "末日遇休息日顺延",
            "尚未恢复",
            "原期限自 2026-03-02 09:00",
            "可能变动",
            "2026-04-02 24:00",
        ] {
            assert!(shown.contains(word), "`{word}` is not in {shown}");
        }
    }
}

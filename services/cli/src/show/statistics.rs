//! Figures as tables; as files in the modules below. A rate never stands without its two numbers, and there is none over none.

pub mod csv;
pub mod ranking;
pub mod xlsx;

use duijie_proto::v1::{Figure, GetStatisticsResponse, ListPositionsResponse, StatisticsPart};

use super::tables::table as new_table;
use super::words;

/// What stands where there is no rate.
pub const NO_RATE: &str = "无";
/// What stands where nothing is recorded that could be counted.
pub const NOT_RECORDED: &str = "暂无数据";

/// The columns of every form.
pub const HEAD: [&str; 12] = [
    "指标",
    "标识",
    "位置",
    "分组",
    "分子",
    "分母",
    "比率",
    "尚在等待",
    "中位用时（小时）",
    "九成用时（小时）",
    "依据",
    "口径",
];

/// Figures, one per line.
#[must_use]
pub fn table(answer: &GetStatisticsResponse) -> String {
    let mut table = new_table(["指标", "位置", "分组", "分子", "分母", "比率", "用时（中位/九成）", "口径"]);
    for figure in &answer.figures {
        table.add_row(vec![
            figure.name_zh.clone(),
            part(figure).to_owned(),
            group(figure),
            numerator(figure),
            number(figure.denominator),
            rate(figure).unwrap_or_default(),
            times(figure),
            figure.note_zh.clone(),
        ]);
    }
    let as_of = words::minute(answer.as_of.as_ref());
    format!("{table}\n统计期 {}，截至 {as_of}，流水号 {}", answer.period, answer.position)
}

/// The records a number was counted from.
#[must_use]
pub fn positions(answer: &ListPositionsResponse) -> String {
    let mut table = new_table(["流水号", "完成流水号", "事项、对接或期限", "计数时间"]);
    for one in &answer.positions {
        table.add_row(vec![
            one.position.to_string(),
            number(one.until_position),
            one.of.clone(),
            words::minute(one.at.as_ref()),
        ]);
    }
    format!("{table}\n共 {} 条", answer.positions.len())
}

fn part(figure: &Figure) -> &'static str {
    match figure.part() {
        StatisticsPart::Received => "接收",
        StatisticsPart::Sent => "移交",
        StatisticsPart::Own => "本单位",
        StatisticsPart::Unspecified => "",
    }
}

fn group(figure: &Figure) -> String {
    match figure.group.as_deref() {
        None => "合计".to_owned(),
        Some("") => "（无）".to_owned(),
        Some(group) => group.to_owned(),
    }
}

fn numerator(figure: &Figure) -> String {
    figure.numerator.map_or_else(|| NOT_RECORDED.to_owned(), |number| number.to_string())
}

fn number(number: Option<u64>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}

/// Of what has two numbers; times have them too and are no rates.
fn rate(figure: &Figure) -> Option<String> {
    if let Some(hundredths) = figure.per_ten_thousand {
        return Some(format!("{}.{:02} 件/万人", hundredths / 100, hundredths % 100));
    }
    figure.denominator?;
    if figure.open.is_some() {
        return None;
    }
    Some(figure.per_mille.map_or_else(|| NO_RATE.to_owned(), |tenths| format!("{}.{} %", tenths / 10, tenths % 10)))
}

fn times(figure: &Figure) -> String {
    let Some(open) = figure.open else { return String::new() };
    let hours = |time: Option<prost_types::Duration>| time.map_or_else(|| "未知".to_owned(), |time| in_hours(&time));
    format!("{} / {} 小时，{open} 件尚在等待", hours(figure.median), hours(figure.ninth_decile))
}

/// With one decimal.
fn in_hours(time: &prost_types::Duration) -> String {
    let tenths = time.seconds / 360;
    format!("{}.{}", tenths / 10, tenths % 10)
}

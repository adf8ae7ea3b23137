//! Figures as CSV (RFC 4180) with the mark by which spreadsheets know UTF-8. What people wrote is never a formula.

use duijie_proto::v1::{Figure, GetStatisticsResponse};

use super::{HEAD, NOT_RECORDED, group, in_hours, number, part, rate};

/// U+FEFF.
const MARK: char = '\u{feff}';

/// The whole file.
#[must_use]
pub fn text(answer: &GetStatisticsResponse) -> String {
    let mut text = String::from(MARK);
    let mut line = |cells: &[String]| {
        let cells: Vec<_> = cells.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    };
    line(&HEAD.map(str::to_owned));
    for figure in &answer.figures {
        line(&cells(figure));
    }
    line(&["统计期".to_owned(), answer.period.clone(), "流水号".to_owned(), answer.position.to_string()]);
    text
}

fn cells(figure: &Figure) -> [String; 12] {
    let hours = |time: Option<prost_types::Duration>| time.map_or_else(String::new, |time| in_hours(&time));
    [
        figure.name_zh.clone(),
        figure.measure.clone(),
        part(figure).to_owned(),
        group(figure),
        figure.numerator.map_or_else(|| NOT_RECORDED.to_owned(), |number| number.to_string()),
        number(figure.denominator),
        rate(figure).unwrap_or_default().replace(' ', ""),
        number(figure.open),
        hours(figure.median),
        hours(figure.ninth_decile),
        figure.basis.clone(),
        figure.note_zh.clone(),
    ]
}

/// A cell that a spreadsheet would take for a formula begins with an apostrophe.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;
    use duijie_proto::v1::StatisticsPart;

    fn answer(figure: Figure) -> GetStatisticsResponse {
        GetStatisticsResponse { period: "2026-09-01..2026-09-30".into(), figures: vec![figure], ..Default::default() }
    }

    fn figure() -> Figure {
        let part = StatisticsPart::Received.into();
        Figure {
            name_zh: "调解成功率".into(), part, numerator: Some(0), denominator: Some(0), ..Figure::default()
        }
    }

    #[test]
    fn there_is_no_rate_over_none_and_both_numbers_stand() {
        let text = text(&answer(figure()));
        assert!(text.starts_with("\u{feff}指标,"), "{text}");
        assert!(text.contains("调解成功率,,接收,合计,0,0,无,"), "{text}");
        let with = super::text(&answer(Figure {
            numerator: Some(10_784),
            denominator: Some(11_210),
            per_mille: Some(962),
            ..figure()
        }));
        assert!(with.contains(",10784,11210,96.2%,"), "{with}");
    }

    #[test]
    fn what_people_wrote_is_no_formula_and_breaks_no_line() {
        let text = text(&answer(Figure { group: Some("=1+1,\"x\"\n".into()), ..figure() }));
        assert!(text.contains(",\"'=1+1,\"\"x\"\"\n\","), "{text}");
    }

    #[test]
    fn what_is_not_recorded_is_not_none() {
        assert!(text(&answer(Figure { numerator: None, denominator: None, ..figure() })).contains(",暂无数据,,,"));
    }
}

//! Groups of one measure compared (排名): by rate where the measure is one, else by number. What has no rate is ranked nowhere.

use std::cmp::Ordering;

use duijie_proto::v1::{Figure, GetStatisticsResponse};

use super::{group, new_table, number, numerator, part, rate};
use crate::show::words;

/// Puts the groups of each part in their order; what has no rate comes last.
pub fn sort(figures: &mut [Figure], ascending: bool) {
    figures.sort_by(|a, b| {
        let ranked = if ascending { compared(a, b) } else { compared(b, a) };
        let unranked = is_ranked(b).cmp(&is_ranked(a));
        a.part.cmp(&b.part).then(unranked).then(ranked).then_with(|| a.group.cmp(&b.group))
    });
}

/// Groups in the order that [`sort`] gave them; equal ones have the same place.
#[must_use]
pub fn table(answer: &GetStatisticsResponse) -> String {
    let mut table = new_table(["名次", "位置", "分组", "分子", "分母", "比率"]);
    for (figure, place) in answer.figures.iter().zip(places(&answer.figures)) {
        table.add_row(vec![
            place.map_or_else(|| "—".to_owned(), |place| place.to_string()),
            part(figure).to_owned(),
            group(figure),
            numerator(figure),
            number(figure.denominator),
            rate(figure).unwrap_or_default(),
        ]);
    }
    let (name, as_of) = (answer.figures.first().map(|it| it.name_zh.as_str()), words::minute(answer.as_of.as_ref()));
    let name = name.unwrap_or("没有分组数字");
    format!("{table}\n{name}，统计期 {}，截至 {as_of}，流水号 {}", answer.period, answer.position)
}

fn places(figures: &[Figure]) -> Vec<Option<usize>> {
    let mut places: Vec<Option<usize>> = Vec::new();
    let mut first = 0;
    for (at, figure) in figures.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| (&figures[before], places[before]));
        let place = match before {
            _ if !is_ranked(figure) => None,
            Some((before, Some(place))) if before.part == figure.part => {
                Some(if compared(before, figure) == Ordering::Equal { place } else { at - first + 1 })
            }
            Some(_) | None => {
                first = at;
                Some(1)
            }
        };
        places.push(place);
    }
    places
}

/// There is no rate over none.
fn is_ranked(figure: &Figure) -> bool {
    figure.numerator.is_some() && figure.denominator != Some(0)
}

/// Fractions are compared crosswise, so that none is rounded.
fn compared(a: &Figure, b: &Figure) -> Ordering {
    let parts = |it: &Figure| (u128::from(it.numerator.unwrap_or(0)), u128::from(it.denominator.unwrap_or(1)));
    let ((a, of_a), (b, of_b)) = (parts(a), parts(b));
    (a * of_b).cmp(&(b * of_a))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(group: &str, numerator: u64, denominator: Option<u64>) -> Figure {
        Figure { group: Some(group.to_owned()), numerator: Some(numerator), denominator, ..Figure::default() }
    }

    fn ranked(mut figures: Vec<Figure>, ascending: bool) -> Vec<(String, Option<usize>)> {
        sort(&mut figures, ascending);
        figures.iter().map(group).zip(places(&figures)).collect()
    }

    #[test]
    fn rates_are_compared_as_fractions_and_what_has_none_comes_last() {
        let of = |group: &str, place| (group.to_owned(), place);
        let figures = vec![
            figure("甲", 0, Some(0)),
            figure("乙", 1, Some(2)),
            figure("丙", 2, Some(3)),
            figure("丁", 3, Some(6)),
        ];
        let descending = [of("丙", Some(1)), of("丁", Some(2)), of("乙", Some(2)), of("甲", None)];
        assert_eq!(ranked(figures.clone(), false), descending);
        assert_eq!(ranked(figures, true)[2], of("丙", Some(3)));
        assert_eq!(ranked(vec![figure("甲", 1, None), figure("乙", 7, None)], false)[0], of("乙", Some(1)));
    }
}

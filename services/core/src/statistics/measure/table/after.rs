//! The measures of what follows mediation: performance, call-backs, documents and files; and of suits.

use super::{events, number, rate};
use crate::{
    statistics::{
        fact::Part,
        measure::{Across, Count, Measure, Once, Only, Shape},
    },
    term::words,
};

/// Every answer of a party that was called back.
const ANSWERS: &[Part] = &[Part::Satisfied, Part::MostlySatisfied, Part::Dissatisfied];

/// Of all that was to be done in the period.
const fn of_due(parts: &'static [Part], only: Only) -> Shape {
    Shape::Rate { numerator: Count::Due { parts, only }, denominator: Count::Due { parts, only: Only::All } }
}

/// What became of agreements, and what was put on paper.
pub(super) const AFTERWARDS: &[Measure] = &[
    Measure {
        id: "follow_up_rate",
        name: words("回访率", "rate of follow-ups"),
        shape: of_due(&[Part::CallBack], Only::Done),
        across: Across::File,
        basis: "实践做法",
        note: words(
            "已回访 ÷ 应回访：履行期在期内届满的协议（无履行期的，达成之日届满），至查询时已回访的",
            "called back by now over agreements whose time for performance ended in the period",
        ),
    },
    Measure {
        id: "followed_up",
        name: words("回访数", "call-backs"),
        shape: number(ANSWERS, &[]),
        across: Across::File,
        basis: "实践做法",
        note: words("按回访之日，每位当事人一次", "by the day of the call-back, one for each party asked"),
    },
    Measure {
        id: "follow_up_measures",
        name: words("回访整改措施数", "measures taken after call-backs"),
        shape: number(&[Part::Measures], &[]),
        across: Across::File,
        basis: "实践做法",
        note: words("写明采取措施的回访", "call-backs that say what is done about what was said"),
    },
    Measure {
        id: "satisfied_rate",
        name: words("群众满意率", "rate of satisfaction"),
        shape: rate(&[Part::Satisfied, Part::MostlySatisfied], ANSWERS, &[]),
        across: Across::File,
        basis: "实践做法",
        note: words(
            "满意和基本满意 ÷ 参评（期内回访的当事人）",
            "satisfied and mostly satisfied over those who were asked in the period",
        ),
    },
    Measure {
        id: "performed_rate",
        name: words("自动履行率", "rate of voluntary performance"),
        shape: of_due(&[Part::Performance], Only::InTime),
        across: Across::File,
        basis: "无法定依据",
        note: words(
            "期限内自动履行 ÷ 履行期在期内届满的协议；不约定履行期的为即时履行，逾期履行（含申请执行）不计入分子",
            "performed in time over agreements whose time has come; one that names no time is performed at once",
        ),
    },
    Measure {
        id: "documents_issued",
        name: words("出具文书数", "documents issued"),
        shape: number(&[Part::DocumentIssued], &[]),
        across: Across::File,
        basis: "实践做法",
        note: words("按出具之日，含以后作废的", "by the day they were issued, those voided later included"),
    },
    Measure {
        id: "archived",
        name: words("归档数", "files put away"),
        shape: number(&[Part::Archived], &[]),
        across: Across::File,
        basis: "《人民调解法》第27条",
        note: words("按归档之日", "by the day they were put away"),
    },
    Measure {
        id: "sued_rate",
        name: words("万人起诉率", "suits per ten thousand people"),
        shape: Shape::OfPeople(events(&[Part::Filed], &[], Once::Fact)),
        across: Across::File,
        basis: "人民法院报2023-11-16",
        note: words(
            "一审民事、行政受理数（登记的民初、行初案号）÷（常住人口＋登记流动人口）× 10000；人口数不在本系统，随查询给出",
            "suits of first instance, by their case numbers, over population, which is not recorded here but told with the question",
        ),
    },
];

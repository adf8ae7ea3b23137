//! The measures of terms kept and missed, of supervision and confirmation, and of how long things take.

use super::{number, rate, rate_of};
use crate::{
    statistics::{
        fact::{Ground, Part, Standing},
        measure::{Across, Count, Measure, Only, Shape},
    },
    term::words,
};

const fn due(parts: &'static [Part]) -> Shape {
    let numerator = Count::Due { parts, only: Only::InTime };
    Shape::Rate { numerator, denominator: Count::Due { parts, only: Only::All } }
}

/// How terms were kept.
pub(super) const KEPT: &[Measure] = &[
    Measure {
        id: "acknowledged_in_time",
        name: words("按期签收率", "signed for in time"),
        shape: due(&[Part::DutyAcknowledge]),
        across: Across::Parts,
        basis: "无法定依据",
        note: words("到期前签收 ÷ 期内签收到期应签", "signed for before it was due over due in the period"),
    },
    Measure {
        id: "accepted_in_time",
        name: words("及时受理率", "accepted in time"),
        shape: due(&[Part::DutyAccept]),
        across: Across::Parts,
        basis: "信访工作条例第22、23条",
        note: words("期限内受理告知 ÷ 期内到期应告知", "told in time over due in the period"),
    },
    Measure {
        id: "concluded_in_time",
        name: words("按期办结率", "concluded in time"),
        shape: due(&[Part::DutyHandle]),
        across: Across::Parts,
        basis: "—",
        note: words(
            "期限（含合法延长）内办结 ÷ 期内到期应办结；停表期间不计到期",
            "within the term with lawful extensions over due in the period",
        ),
    },
    Measure {
        id: "fed_back_in_time",
        name: words("按期反馈率", "results fed back in time"),
        shape: due(&[Part::DutyFeedBack]),
        across: Across::Parts,
        basis: "无法定依据",
        note: words("到期前反馈 ÷ 期内到期应反馈", "fed back before it was due over due in the period"),
    },
    Measure {
        id: "objection_answered_in_time",
        name: words("异议按期答复率", "objections answered in time"),
        shape: due(&[Part::DutyAnswerObjection]),
        across: Across::Parts,
        basis: "信访工作条例第23条",
        note: words(
            "到期前答复 ÷ 期内到期应答复；移交方负此义务",
            "answered before it was due over due in the period; the sender owes it",
        ),
    },
    Measure {
        id: "own_in_time",
        name: words("自有期限按期率", "own deadlines met in time"),
        shape: due(&[Part::DutyOwn]),
        across: Across::File,
        basis: "—",
        note: words(
            "到期前完成 ÷ 期内到期；按规则分组可见各项",
            "done before it was due over due in the period; grouped by rule it shows each",
        ),
    },
    Measure {
        id: "overdue_statutory",
        name: words("法定超期数（期末未完成）", "statutory terms overdue at the end"),
        shape: Shape::Number(Count::OverdueAtEnd(Ground::Statutory)),
        across: Across::Parts,
        basis: "—",
        note: words(
            "期末未完成且已过法定到期；现行到期日（含延长）",
            "not done at the end of the period and past a term set by law, as it stands now",
        ),
    },
    Measure {
        id: "done_late_statutory",
        name: words("法定超期数（期内超期完成）", "statutory terms done late"),
        shape: Shape::Number(Count::DoneLate(Ground::Statutory)),
        across: Across::Parts,
        basis: "—",
        note: words("期内完成但已过法定到期", "done in the period, after a term set by law had ended"),
    },
    Measure {
        id: "overdue_internal",
        name: words("内定超期数（期末未完成）", "internal terms overdue at the end"),
        shape: Shape::Number(Count::OverdueAtEnd(Ground::Internal)),
        across: Across::Parts,
        basis: "无法定依据",
        note: words(
            "无法定依据的期限或者地方规定的期限，不计入法定超期",
            "terms that no law sets, not counted among the statutory ones",
        ),
    },
    Measure {
        id: "done_late_internal",
        name: words("内定超期数（期内超期完成）", "internal terms done late"),
        shape: Shape::Number(Count::DoneLate(Ground::Internal)),
        across: Across::Parts,
        basis: "无法定依据",
        note: words(
            "无法定依据的期限或者地方规定的期限，不计入法定超期",
            "terms that no law sets, not counted among the statutory ones",
        ),
    },
    Measure {
        id: "warned",
        name: words("内部预警数", "terms watched closely at the end"),
        shape: Shape::Number(Count::WarnedAtEnd),
        across: Across::Parts,
        basis: "无法定依据",
        note: words(
            "期末未到期而已进入预警（五分之四期限或者本地更短期限），不是超期",
            "not yet due and most of the time gone: a warning, not overdue",
        ),
    },
    Measure {
        id: "supervised",
        name: words("督办数", "supervisions"),
        shape: number(&[Part::Supervised], &[]),
        across: Across::Parts,
        basis: "信访工作条例第38至40条",
        note: words("按督办日", "by the day they were sent"),
    },
    Measure {
        id: "supervisions_answered",
        name: words("督办答复数", "supervisions answered"),
        shape: number(&[Part::Answered], &[]),
        across: Across::Parts,
        basis: "信访工作条例第40条",
        note: words("按答复日", "by the day of the answer"),
    },
    Measure {
        id: "confirmation_applied_rate",
        name: words("司法确认率", "rate of agreements brought to court"),
        shape: rate_of(&[Part::Applied], &[Standing::Sent], &[Part::Agreed], &[]),
        across: Across::File,
        basis: "无法定依据",
        note: words(
            "期内申请司法确认 ÷ 期内可确认的协议（达成调解协议）",
            "applications over agreements reached in the period",
        ),
    },
    Measure {
        id: "confirmed_rate",
        name: words("确认有效率", "rate of confirmations granted"),
        shape: rate(&[Part::ConfirmedValid], &[Part::ConfirmedValid, Part::ConfirmationRejected], &[]),
        across: Across::Parts,
        basis: "民事诉讼法第206条",
        note: words("裁定有效 ÷ 申请审结", "ruled valid over ruled on"),
    },
];

/// How long things took.
pub(super) const TAKEN: &[Measure] = &[
    Measure {
        id: "time_to_acknowledge",
        name: words("签收用时", "time to being signed for"),
        shape: Shape::Wait(Part::HandedOver),
        across: Across::Parts,
        basis: "无法定依据",
        note: words(
            "期内移交的，从移交到签收；未签收的计为尚在等待",
            "of what was handed over in the period; what still waits counts as waiting",
        ),
    },
    Measure {
        id: "time_to_accept",
        name: words("受理用时", "time to acceptance"),
        shape: Shape::Wait(Part::Acknowledged),
        across: Across::Parts,
        basis: "无法定依据",
        note: words(
            "期内签收的，从签收到受理；未受理的计为尚在等待",
            "of what was signed for in the period; what still waits counts as waiting",
        ),
    },
    Measure {
        id: "time_to_conclude",
        name: words("办结用时", "time to conclusion"),
        shape: Shape::Wait(Part::Accepted),
        across: Across::Parts,
        basis: "无法定依据",
        note: words(
            "期内受理的，从受理到办结；未办结的计为尚在等待",
            "of what was accepted in the period; what still waits counts as waiting",
        ),
    },
];

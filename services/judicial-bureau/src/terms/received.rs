//! What the bureau keeps beside mediation itself: contesting a petition handed over (信访工作条例第23条), and leading the
//! parties to the court in time (民事诉讼法第205条).

use duijie_core::term::{BY_ANALOGY, Confidence, Measure, OnSilence, Term, days, law, words, workdays};

/// By name.
pub(super) const TERMS: &[Term] = &[
    Term::new(
        "SC01",
        words("共同申请司法确认", "ask the court together to confirm"),
        Measure::After(days(30)),
        law("《民事诉讼法》第205条；《人民调解法》第33条"),
        Confidence::FullText,
    )
    .rolls_by("《民事诉讼法》第85条")
    .right_of("双方当事人", "both parties")
    .starts("调解协议生效之日", "the agreement takes effect")
    .stops("向有管辖权的法院提交申请", "the request is filed with the court that has jurisdiction")
    .note(
        "不延长；不可抗力的，障碍消除后10日内可以申请顺延（《民事诉讼法》第86条）",
        "not extended; after force majeure one may ask within ten days to be let in (Article 86)",
    ),
    Term::new(
        "XF04",
        words("对转送、交办提出异议", "object to a petition passed on or assigned"),
        Measure::After(workdays(5)),
        law("《信访工作条例》第23条第3款"),
        Confidence::FullText,
    )
    .rolls_by(BY_ANALOGY)
    .from(2022, 5, 1)
    .owed_by("承办机关、单位", "the agency it was passed on to")
    .starts("收到转送、交办的信访事项", "the petition passed on or assigned is received")
    .stops("异议和详细理由送达转送、交办机关", "the objection with full reasons reaches the agency that passed it on")
    .on_silence(OnSilence::DeemedAcknowledged)
    .note(
        "经核实同意方可退回；逾期后果条文未写，按视为签收处理",
        "it goes back only after the other has checked and agreed; what lateness means is not written, so it counts as signed for",
    ),
];

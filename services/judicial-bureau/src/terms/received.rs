//! What the bureau keeps beside mediation itself: leading the parties to the court in time (民事诉讼法第205条).

use duijie_core::term::{Confidence, Measure, Milestone, Term, days, law, words};

/// By name.
pub(super) const TERMS: &[Term] = &[Term::new(
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
.begun_by(Milestone::AgreementInEffect)
.done_by(Milestone::ConfirmationAsked)
.note(
    "不延长；不可抗力的，障碍消除后10日内可以申请顺延（《民事诉讼法》第86条）",
    "not extended; after force majeure one may ask within ten days to be let in (Article 86)",
)];

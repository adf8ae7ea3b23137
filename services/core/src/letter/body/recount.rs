//! A running term counted again with another calendar, told by the desk that owes the duty.

use super::Writer;
use crate::{
    due::Due,
    referral::{Duty, Side},
    time::Timestamp,
};

/// 重新计算: when a running term now ends. No officer decides it; it follows from the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recount {
    /// Which term.
    pub of: Recounted,
    /// The due instant told before. A letter that finds another one has been overtaken and moves nothing.
    pub told: Timestamp,
    /// The term as it now ends, with the calendar that says so.
    pub due: Due,
}

/// What can be counted again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recounted {
    /// The term of a duty.
    Duty(Duty),
    /// Until when the receiver may contest its competence (信访工作条例第23条第3款).
    Objection,
}

impl Recounted {
    /// The end that owes the duty, or has the right, and so tells its term.
    #[must_use]
    pub const fn writer(self) -> Writer {
        match self {
            Self::Objection => Writer::Receiver,
            Self::Duty(duty) => match duty.owed_by() {
                Some(Side::Sender) => Writer::Sender,
                // No letter speaks of an own deadline.
                Some(Side::Receiver) | None => Writer::Receiver,
            },
        }
    }

    /// As clerks say it.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Duty(duty) => duty.zh(),
            Self::Objection => "异议",
        }
    }
}

//! Which steps clerks like to take, and which they seldom do.

use duijie_core::command::StepName;

/// What takes a referral on, which clerks do mostly.
pub(super) const fn goes_on(name: StepName) -> bool {
    matches!(
        name,
        StepName::Acknowledge
            | StepName::Accept
            | StepName::Conclude
            | StepName::Extend
            | StepName::Object
            | StepName::AnswerSupervision
            | StepName::DecideConfirmation
            | StepName::DecideObjection
            | StepName::ConfirmOutcome
            | StepName::Supply
            | StepName::Resume
            | StepName::AnswerOffer
            | StepName::AnswerRecall
    )
}

/// What ends it early, which they seldom do.
pub(super) const fn breaks_off(name: StepName) -> bool {
    matches!(name, StepName::Recall | StepName::Withdraw | StepName::OverrideLapse | StepName::Decline)
}

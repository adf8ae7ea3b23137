//! Enum values of the contract as lower-case words without their prefix: `no_agreement` for `OUTCOME_CODE_NO_AGREEMENT`.

use duijie_proto::v1;

/// Numbers of values are below this: lists leave gaps for what belongs together.
const NUMBERS: i32 = 100;

/// An enum of the contract.
pub trait Token: Sized + Copy + TryFrom<i32> {
    /// What its names begin with.
    const PREFIX: &'static str;

    /// Its name in the contract.
    fn full_name(self) -> &'static str;

    /// The word for it.
    fn word(self) -> String {
        let full = self.full_name();
        full.strip_prefix(Self::PREFIX).unwrap_or(full).to_ascii_lowercase()
    }

    /// Every value that can be asked for; `unspecified` cannot.
    fn all() -> impl Iterator<Item = Self> {
        (1..NUMBERS).filter_map(|number| Self::try_from(number).ok())
    }
}

/// The value that `word` names; dashes may stand for underscores.
///
/// # Errors
/// The words that there are.
pub fn token<T: Token>(word: &str) -> Result<T, String> {
    let wanted = word.replace('-', "_").to_ascii_lowercase();
    T::all().find(|value| value.word() == wanted).ok_or_else(|| {
        let words: Vec<_> = T::all().map(T::word).collect();
        format!("possible values: {}", words.join(", "))
    })
}

/// A number from 1.
///
/// # Errors
/// What was expected instead.
pub fn count(text: &str) -> Result<u32, String> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "请填写 1 以上的整数 / write a whole number from 1, such as 10".to_owned())
}

/// The word for a number that came over the wire; a newer peer's value is told as its number.
#[must_use]
pub fn word<T: Token>(number: i32) -> String {
    T::try_from(number).map_or_else(|_| number.to_string(), Token::word)
}

macro_rules! tokens {
    ($($name:ident $prefix:literal),+ $(,)?) => {
        $(impl Token for v1::$name {
            const PREFIX: &'static str = $prefix;

            fn full_name(self) -> &'static str {
                self.as_str_name()
            }
        })+
    };
}

tokens! {
    StatisticsBy "STATISTICS_BY_",
    StatisticsPart "STATISTICS_PART_",
    StatisticsSide "STATISTICS_SIDE_",
    ConfirmationDecision "CONFIRMATION_DECISION_",
    RejectionGround "REJECTION_GROUND_",
    MatterState "MATTER_STATE_",
    Source "SOURCE_",
    PetitionSort "PETITION_SORT_",
    ClaimWay "CLAIM_WAY_",
    OwnNumberKind "OWN_NUMBER_KIND_",
    ReferralState "REFERRAL_STATE_",
    ParkedState "PARKED_STATE_",
    DeadlineState "DEADLINE_STATE_",
    Ending "ENDING_",
    Side "SIDE_",
    Duty "DUTY_",
    Procedure "PROCEDURE_",
    CommissionMode "COMMISSION_MODE_",
    DeclineCode "DECLINE_CODE_",
    SuspendReason "SUSPEND_REASON_",
    OutcomeCode "OUTCOME_CODE_",
    FailureReason "FAILURE_REASON_",
    FinerReason "FINER_REASON_",
    PartyKind "PARTY_KIND_",
    PartyPosition "PARTY_POSITION_",
    Answer "ANSWER_",
    Environment "ENVIRONMENT_",
}

#[cfg(test)]
mod tests {
    use super::{token, word};
    use duijie_proto::v1::{DeclineCode, OutcomeCode, ReferralState};

    #[test]
    fn a_word_names_a_value_and_back() {
        assert_eq!(token::<OutcomeCode>("no-agreement").unwrap(), OutcomeCode::NoAgreement);
        assert_eq!(word::<ReferralState>(ReferralState::Lapsed as i32), "lapsed");
        assert_eq!(word::<ReferralState>(99), "99");
        assert_eq!(token::<DeclineCode>("title-confirmation").unwrap(), DeclineCode::TitleConfirmation);
    }

    #[test]
    fn an_unknown_word_is_answered_with_the_known_ones() {
        let said = token::<ReferralState>("gone").unwrap_err();
        assert!(said.contains("sent, arrived, acknowledged"), "{said}");
        assert!(token::<ReferralState>("unspecified").is_err());
    }
}

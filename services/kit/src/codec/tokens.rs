//! The closed lists of the contract, each with its number on the wire. An unknown number is refused: what it would mean
//! is not ours to guess.

use super::field::FieldError;
use crate::seal::Environment;
use duijie_core::{
    command::Answer,
    commission::Mode,
    dossier::{
        AccidentDocument, CaseAct, ConsentState, ElsewhereStep, Finding, IdentifierKind, Level, LossKnownBy, NamedBy,
        Part, Performed, Presence, ReceptionOutcome, RepeatWhy, Satisfaction, Tie,
    },
    letter::body::RemindStage,
    matter::own::Ending,
    outcome::{DeclineCode, RejectionGround, SuspendReason},
    petition::Way,
    referral::Duty,
    refusal::RefusalKind,
    statistics::{By, Side, Standing},
    subject::{PartyKind, PartyPosition, Procedure},
    term::{HourStart, OnSilence, Roll, Unit},
};
use duijie_proto::v1;

/// Both directions of one list whose names are the same on both sides. A macro, because a dozen pairs of functions
/// written out would hide the one that is wrong; both matches are exhaustive.
macro_rules! list {
    ($(#[$doc:meta])* $parse:ident, $number:ident: $core:ident <=> v1::$proto:ident { $($name:ident),+ }) => {
        $(#[$doc])*
        ///
        /// # Errors
        /// If the number is unspecified or unknown.
        pub fn $parse(field: &str, raw: i32) -> Result<$core, FieldError> {
            match v1::$proto::try_from(raw).map_err(|_| unknown(field))? {
                v1::$proto::Unspecified => Err(FieldError::missing(field)),
                $(v1::$proto::$name => Ok($core::$name),)+
            }
        }

        /// Its number on the wire.
        #[must_use]
        pub const fn $number(value: $core) -> i32 {
            match value {
                $($core::$name => v1::$proto::$name as i32,)+
            }
        }
    };
}

list!(
    /// 自然人 or organisation.
    party_kind, party_kind_number: PartyKind <=> v1::PartyKind { Person, Organisation });
list!(
    /// On which side a party is.
    party_position, party_position_number: PartyPosition <=> v1::PartyPosition { Applicant, Respondent, ThirdParty });
list!(
    /// What a party says about mediation.
    consent_state, consent_state_number: ConsentState <=> v1::ConsentState { Given, Refused, Withdrawn });
list!(
    /// What ties somebody to a dispute.
    tie, tie_number: Tie <=> v1::Tie { NearRelative, Interest, Other });
list!(
    /// Whether an invited party came.
    presence, presence_number: Presence <=> v1::Presence { Came, Excused, Absent });
list!(
    /// Whether an agreement was performed.
    performed, performed_number: Performed <=> v1::Performed { Done, Breached });
list!(
    /// How satisfied a party is.
    satisfaction, satisfaction_number: Satisfaction <=> v1::Satisfaction { Satisfied, Mostly, Dissatisfied });
list!(
/// A part of a file of mediation.
part, part_number: Part <=> v1::Part {
    Cover, Application, Notice, Identity, Mandate, Inquiry, Evidence, Record, Agreement, Performance, FollowUp,
    Confirmation, Explanation, BackCover
});
list!(
    /// By what figures are told apart.
    statistics_by, statistics_by_number: By <=> v1::StatisticsBy { Agency, Kind, Category, Body, Rule });
list!(
    /// In which part what is counted was done.
    standing, standing_number: Standing <=> v1::StatisticsPart { Received, Sent, Own });
list!(
    /// Which number of a figure.
    statistics_side, statistics_side_number: Side <=> v1::StatisticsSide { Numerator, Denominator });
list!(
/// Which way a claim takes.
claim_way, claim_way_number: Way <=> v1::ClaimWay {
    Judicial, Arbitration, PartyAppeal, Administrative, Protection, Handling
});
list!(
/// What came of a leader's reception.
reception_outcome, reception_outcome_number: ReceptionOutcome <=> v1::ReceptionOutcome {
    Solved, WithinTime, Explained, ToBeStudied
});
list!(
    /// At which level a petition is answered.
    petition_level, petition_level_number: Level <=> v1::PetitionLevel { First, Review, SecondReview });
list!(
    /// Why a repeated petition is only registered.
    repeat_why, repeat_why_number: RepeatWhy <=> v1::RepeatWhy { Exhausted, UnderWay });
list!(
    /// Whether a circumstance is so.
    finding, finding_number: Finding <=> v1::Finding { Found, Corrected });
list!(
/// How far a transfer to another unit has come.
elsewhere_step, elsewhere_step_number: ElsewhereStep <=> v1::ElsewhereStep { Found, PassedOn });
list!(
/// Which document says what was found about an accident.
accident_document, accident_document_number: AccidentDocument <=> v1::AccidentDocument {
    Finding, Certificate, Upheld
});
list!(
/// By what it is known what an accident cost.
loss_known_by, loss_known_by_number: LossKnownBy <=> v1::LossKnownBy {
    Burial, Treatment, Disability, Assessment
});
list!(
    /// By whom a mediator was named.
    named_by, named_by_number: NamedBy <=> v1::NamedBy { Parties, Agency });
list!(
/// Which step of a case was taken.
case_act, case_act_number: CaseAct <=> v1::CaseAct {
    OnlineAsked, FeeNotified, TrialResumed, Filed, RulingServed, PartyObjected, InterestedObjected, ObjectionDecided,
    EnforcementAsked
});
list!(
/// How mediation is commissioned.
commission_mode, commission_mode_number: Mode <=> v1::CommissionMode {
    PostFilingCommission, PreFilingDelegation, InvitedAssist, PartyDirect
});
list!(
    /// Which sort of number a party is known by.
    identifier_kind, identifier_kind_number: IdentifierKind <=> v1::IdentifierKind { ResidentId, SocialCredit });
list!(
    /// By which procedure a court commissions.
    procedure, procedure_number: Procedure <=> v1::Procedure { Ordinary, Summary });
list!(
/// Why a receiver does not take it on.
decline_code, decline_code_number: DeclineCode <=> v1::DeclineCode {
    OutOfScope, NoJurisdiction, NoConsent, HandledElsewhere, MaterialsMissing, ConflictOfInterest, Other,
    StatusConfirmation, OtherProcedure, TitleConfirmation
});
list!(
/// Why handling stands still.
suspend_reason, suspend_reason_number: SuspendReason <=> v1::SuspendReason {
    Appraisal, Hearing, PublicNotice, SettlementTalks, ForceMajeure
});
list!(
/// Why an agreement is not confirmed.
rejection_ground, rejection_ground_number: RejectionGround <=> v1::RejectionGround {
    AgainstLaw, HarmsOthers, AgainstMorals, NotVoluntary, Unclear, Other, Inadmissible
});
list!(
    /// Yes or no.
    answer, answer_number: Answer <=> v1::Answer { Grant, Refuse });
list!(
    /// Which obligation.
    duty, duty_number: Duty <=> v1::Duty { Acknowledge, Accept, Handle, FeedBack, AnswerObjection, Own });
/// An obligation of a referral, as letters name them: an agency's own are nobody else's.
///
/// # Errors
/// If the number is unspecified, unknown or that of an own deadline.
pub fn referral_duty(field: &str, raw: i32) -> Result<Duty, FieldError> {
    duty(field, raw).and_then(|duty| if duty == Duty::Own { Err(unknown(field)) } else { Ok(duty) })
}

list!(
    /// How an own deadline ends.
    ending, ending_number: Ending <=> v1::Ending { Done, Failed, Dropped });
list!(
    /// What silence means.
    on_silence, on_silence_number: OnSilence <=> v1::OnSilence { Lapse, DeemedAcknowledged, RemindOnly });
list!(
    /// Whether a term rolls off a rest day.
    roll, roll_number: Roll <=> v1::Roll { ToNextWorkday, None });
list!(
/// Which reminder.
remind_stage, remind_stage_number: RemindStage <=> v1::RemindStage {
    Half, Local, Early, LastDay, Suspended, Due, Yellow, Red
});
list!(
/// What sort of refusal.
refusal_kind, refusal_kind_number: RefusalKind <=> v1::RefusalKind {
    OutOfOrder, NotFound, Conflict, NotPermitted, Fault
});
list!(
    /// Which of the two worlds.
    environment, environment_number: Environment <=> v1::Environment { Production, Sandbox });

/// What a term is counted in.
///
/// # Errors
/// If the number is unspecified or unknown.
pub fn unit(field: &str, raw: i32) -> Result<Unit, FieldError> {
    match v1::Unit::try_from(raw).map_err(|_| unknown(field))? {
        v1::Unit::Unspecified => Err(FieldError::missing(field)),
        v1::Unit::Immediate => Ok(Unit::Immediate),
        v1::Unit::HourAtOnce => Ok(Unit::Hour(HourStart::AtOnce)),
        v1::Unit::HourNextFull => Ok(Unit::Hour(HourStart::NextFullHour)),
        v1::Unit::Day => Ok(Unit::Day),
        v1::Unit::Workday => Ok(Unit::Workday),
        v1::Unit::Month => Ok(Unit::Month),
        v1::Unit::Year => Ok(Unit::Year),
    }
}

/// Its number on the wire.
#[must_use]
pub const fn unit_number(value: Unit) -> i32 {
    (match value {
        Unit::Immediate => v1::Unit::Immediate,
        Unit::Hour(HourStart::AtOnce) => v1::Unit::HourAtOnce,
        Unit::Hour(HourStart::NextFullHour) => v1::Unit::HourNextFull,
        Unit::Day => v1::Unit::Day,
        Unit::Workday => v1::Unit::Workday,
        Unit::Month => v1::Unit::Month,
        Unit::Year => v1::Unit::Year,
    }) as i32
}

/// A number that this version does not know.
pub(crate) fn unknown(field: &str) -> FieldError {
    FieldError::new(field, "UNKNOWN_VALUE", "取值不在本版本的清单内", "is a value that this version does not know")
}

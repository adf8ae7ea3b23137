//! Which step is allowed where: every step in every stage at either end, against a table written by hand.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::{Step, StepName},
    decide::guard::allowed,
    referral::{Side, Stage},
    refusal::RefusalKind,
    rules::Mediates,
};
use duijie_testkit::{
    TwoDesks,
    desk::code,
    sample::text,
    steps::{
        accept, acknowledge, agree_to_objection, answer_supervision, conclude, confirm, decide_confirmation, decline,
        extend, grant_recall, object, override_lapse, recall, record_attempt, report, request_material,
        request_supplement, resume, supply, suspend, take_offer, withdraw,
    },
};

fn every_step() -> Vec<Step> {
    vec![
        confirm(),
        recall(),
        supply(),
        agree_to_objection(),
        take_offer(),
        override_lapse(),
        acknowledge(),
        accept(),
        decline(),
        object(),
        request_supplement(),
        request_material(),
        report(),
        suspend(),
        resume(),
        extend(&["甲", "乙"]),
        conclude(),
        answer_supervision(),
        decide_confirmation(),
        grant_recall(),
        withdraw(),
        Step::AssignBody { body: text("第一调委会"), again: None },
        Step::AssignMediator { mediator: text("李调解员") },
        record_attempt(),
    ]
}

/// What each end may do in a stage reached without haste, in time.
fn expected(side: Side, stage: Stage) -> Vec<StepName> {
    use StepName::{
        Accept, Acknowledge, AssignBody, Conclude, ConfirmOutcome, DecideObjection, Decline, Extend, OverrideLapse,
        Recall, RecordAttempt, ReportProgress, RequestMaterial, RequestSupplement, Resume, Suspend, Withdraw,
    };
    match (side, stage) {
        (Side::Sender, Stage::Sent | Stage::Arrived | Stage::Acknowledged) => vec![Recall, OverrideLapse, Withdraw],
        (Side::Sender, Stage::Objected) => vec![Recall, DecideObjection, Withdraw],
        (Side::Receiver, Stage::Objected) => vec![ReportProgress, Withdraw],
        (Side::Sender, Stage::Accepted | Stage::Suspended) => vec![Recall, Withdraw],
        (Side::Sender, Stage::Concluded) => vec![ConfirmOutcome],
        (Side::Receiver, Stage::Arrived) => vec![Acknowledge, Decline, RequestMaterial, Withdraw],
        (Side::Receiver, Stage::Acknowledged) => {
            vec![Accept, Decline, RequestSupplement, RequestMaterial, ReportProgress, Withdraw]
        }
        (Side::Receiver, Stage::Accepted) => {
            vec![
                RequestSupplement,
                RequestMaterial,
                ReportProgress,
                Suspend,
                Extend,
                Conclude,
                Withdraw,
                AssignBody,
                RecordAttempt,
            ]
        }
        (Side::Receiver, Stage::Suspended) => vec![RequestMaterial, ReportProgress, Resume, Withdraw, AssignBody],
        (Side::Receiver, Stage::Concluded) => vec![ReportProgress],
        (Side::Receiver, Stage::Sent)
        | (
            Side::Sender | Side::Receiver,
            Stage::Confirmed | Stage::Declined | Stage::Returned | Stage::Lapsed | Stage::Recalled | Stage::Withdrawn,
        ) => vec![],
    }
}

fn everywhere() -> impl Iterator<Item = (Side, Stage)> {
    let known = |(side, stage): &(Side, Stage)| *side == Side::Sender || *stage != Stage::Sent;
    Stage::ALL.into_iter().flat_map(|stage| [(Side::Sender, stage), (Side::Receiver, stage)]).filter(known)
}

#[test]
fn in_every_stage_each_end_may_do_exactly_what_the_table_says() {
    // C03, A15
    for (side, stage) in everywhere() {
        let desks = TwoDesks::at(stage);
        let may: Vec<_> = every_step()
            .into_iter()
            .filter(|step| desks.clone().step(side, step.clone()).is_ok())
            .map(|step| step.name())
            .collect();
        assert_eq!(may, expected(side, stage), "{side:?} {stage:?}");
    }
}

#[test]
fn what_is_listed_as_allowed_is_what_is_not_refused() {
    for (side, stage) in everywhere() {
        let desks = TwoDesks::at(stage);
        let desk = desks.desk(side);
        let listed = allowed(desk.now, &desk.rules, desk.matter.as_ref().unwrap(), desk.referral());
        assert_eq!(listed, expected(side, stage), "{side:?} {stage:?}");
    }
}

#[test]
fn a_refusal_changes_nothing_and_names_the_state_and_what_is_allowed() {
    for (side, stage) in everywhere() {
        for step in every_step() {
            let mut desks = TwoDesks::at(stage);
            let before = desks.desk(side).referral().clone();
            let Err(refusal) = desks.step(side, step) else { continue };
            assert_eq!(refusal.kind, RefusalKind::OutOfOrder);
            assert_eq!(refusal.state.as_deref(), Some(stage.as_str()));
            let names: Vec<_> = expected(side, stage).into_iter().map(StepName::as_str).collect();
            assert_eq!(refusal.allowed, names);
            assert_eq!(*desks.desk(side).referral(), before);
        }
    }
}

#[test]
fn a_step_of_the_other_end_is_refused_as_such() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    assert_eq!(code(desks.sender(conclude())), "WRONG_SIDE");
    assert_eq!(code(desks.receiver(confirm())), "WRONG_SIDE");
}

#[test]
fn an_agency_that_does_not_mediate_assigns_nobody() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.receiver.rules.mediates = Mediates::No;
    assert_eq!(code(desks.receiver(Step::AssignBody { body: text("第一调委会"), again: None })), "OUT_OF_ORDER");
}

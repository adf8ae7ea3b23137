//! The shapes that came after the first edition of the contract, each fixed as it was first written.

use super::{due, letter_ref, material, subject, text};
use crate::{
    journal::{CalendarId, Cause, CommandCause, Entry, Record},
    sample::{BUREAU, COURTS, NOW, PETITIONS, agency},
};
use duijie_core::{
    command::Answer,
    commission::{Commission, Mode},
    confidential::Confidential,
    dossier::{Consent, ConsentState},
    due::Due,
    event::{Climbed, Event, OwnEvent},
    ids::{Digest, OwnId, ReferralId},
    letter::{Body, body::*},
    matter::own::{EndedBy, Ending},
    outcome::*,
    purpose::{Agent, Application, Missed, Overseen, Property, Purpose, Supervision},
    referral::Duty,
    term::{OnSilence, Roll, RuleId, Unit, Whose},
    time::Date,
};

/// Every one of them, by the name of its golden sample.
pub fn later_bodies() -> Vec<(&'static str, Body)> {
    let officer = || text("officer-1");
    let days = || due(Unit::Day, Roll::ToNextWorkday, OnSilence::RemindOnly);
    let opens = |kind: &str, purpose| {
        Body::Refer(Box::new(Refer {
            kind: kind.parse().unwrap(),
            purpose,
            subject: subject(),
            procedure: None,
            commission: Commission::default(),
            opinion: None,
            path: vec![agency(COURTS)],
            parent: None,
            replaces: None,
            officer: officer(),
            not_after: None,
        }))
    };
    let outlined = |body| match body {
        Body::Refer(refer) => Body::Refer(Box::new(Refer { subject: refer.subject.outline(), ..*refer })),
        other => other,
    };
    let [passed_on, assigned, accusing] = super::dossier::petition::passed_on();
    let commissioned = |body| match body {
        Body::Refer(refer) => {
            let consents = vec![Consent { party: text("甲"), state: ConsentState::Given, evidence: Some(material()) }];
            let (mode, mediator) = (Some(Mode::PreFilingDelegation), Some(text("丙")));
            Body::Refer(Box::new(Refer { commission: Commission { mode, consents, mediator }, ..*refer }))
        }
        other => other,
    };
    let closing = |due| Due { close: "17:30".parse().ok(), ..due };
    let concludes = |result| {
        let outcome = Outcome::of(result);
        Body::Conclude(Conclude { officer: officer(), outcome, feed_back_due: days() })
    };
    let missed = Missed { duty: Duty::Accept, rule: RuleId::literal("DS02"), due: NOW };
    let supervision = Supervision {
        agency: agency(BUREAU),
        about: Some("r-1".parse().unwrap()),
        missed: Some(missed),
        demand: text("请书面说明"),
        of: Overseen::Dispute,
    };
    let report = Supervision { missed: None, about: None, ..supervision.clone() };
    let of_accusation = Supervision { of: Overseen::Accusation, ..report.clone() };
    let application = Application {
        applicants: vec![text("甲"), text("乙")],
        agreement: material(),
        mediated_by: material(),
        effective_on: Date::constant(2026, 3, 27),
        effective_because: None,
        property: Property::NotConcerned,
        agents: Vec::new(),
        from_referral: Some("r-1".parse().unwrap()),
    };
    let agents = vec![Agent { party: text("甲"), name: text("丁"), authorisation: Some(material()) }];
    let represented = Application { property: Property::Concerned(vec![material()]), agents, ..application.clone() };
    let effective_because = Some(text("协议约定自首付款支付之日起生效"));
    let effective_later = Application { effective_because, ..application.clone() };
    let rejected = ConfirmationDecision::Rejected(RejectionGround::Unclear);
    let ruling =
        ConfirmationRuling {
            number: text("（2026）临0101民特12号"), decision: rejected, document: Some(material())
        };
    let extend = |ground| {
        Body::Extend(Extend { officer: officer(), ground, reason: Some(text("双方同意")), handle_due: days() })
    };
    let consent = PartyConsent { party: text("甲"), evidence: material() };
    let words = ReleasedWords { text: text("甲愿意让步"), consents: vec![consent.clone()] };
    let released = Outcome { released: vec![words], ..Outcome::of(OutcomeResult::SettledAndWithdrawn) };
    let lapsing = due(Unit::Day, Roll::ToNextWorkday, OnSilence::Lapse);
    let (content, arrived_at) = (Digest::new([3; 32]), NOW);
    vec![
        ("supervise", opens("supervision", Purpose::Supervision(supervision))),
        ("supervise_outline", outlined(opens("supervision", Purpose::Supervision(report)))),
        ("supervise_accusation", outlined(opens("supervision", Purpose::Supervision(of_accusation)))),
        ("refer_commissioned", commissioned(opens("litigation", Purpose::Handling))),
        ("request_confirmation_represented", opens("confirmation", Purpose::Confirmation(represented))),
        ("request_confirmation_later", opens("confirmation", Purpose::Confirmation(effective_later))),
        ("request_confirmation", opens("confirmation", Purpose::Confirmation(application))),
        ("refer_transfer", opens("transfer", Purpose::Petition(passed_on))),
        ("refer_accusation", opens("accusation", Purpose::Petition(accusing))),
        ("refer_assignment", opens("assignment", Purpose::Petition(assigned))),
        (
            "conclude_replied",
            concludes(OutcomeResult::Replied(WrittenAnswer { text: text("已办结"), materials: vec![material()] })),
        ),
        (
            "conclude_released",
            Body::Conclude(Conclude { officer: officer(), outcome: released, feed_back_due: days() }),
        ),
        ("arrived", Body::Arrived(Arrived { content, arrived_at, due: lapsing, object_due: None })),
        ("arrived_objectable", Body::Arrived(Arrived { content, arrived_at, due: days(), object_due: Some(days()) })),
        ("arrived_closing", Body::Arrived(Arrived { content, arrived_at, due: closing(days()), object_due: None })),
        (
            "object",
            Body::Object(Object {
                officer: officer(),
                basis: Some(text("《某规定》第6条")),
                text: text("属城管职责"),
                suggestion: Some(agency(PETITIONS)),
            }),
        ),
        (
            "decide_objection",
            Body::DecideObjection(DecideObjection {
                officer: officer(), answer: Answer::Refuse, text: text("经核实")
            }),
        ),
        (
            "material_request",
            Body::MaterialRequest(MaterialRequest { officer: officer(), materials: vec![material()], text: None }),
        ),
        ("extend_consent", extend(ExtensionGround::Consent(vec![consent]))),
        ("extend_approval", extend(ExtensionGround::Approval { by: text("某局长"), document: material() })),
        (
            "answer_supervision",
            concludes(OutcomeResult::Answered(WrittenAnswer { text: text("已办"), materials: vec![material()] })),
        ),
        ("decide_confirmation", concludes(OutcomeResult::Ruled(ruling))),
        (
            "suspend_reviewed",
            Body::Suspend(Suspend {
                officer: officer(),
                reason: SuspendReason::Appraisal,
                basis: None,
                evidence: None,
                suspended_at: NOW,
                review_due: Some(days()),
            }),
        ),
        (
            "remind_red",
            Body::Remind(Remind {
                stage: RemindStage::Red,
                duty: Duty::Handle,
                rule: RuleId::literal("RM01"),
                due: NOW,
                at: Some(NOW),
                next_at: Some(NOW),
            }),
        ),
        ("recount", Body::Recount(Recount { of: Recounted::Duty(Duty::Handle), told: NOW, due: days() })),
        ("recount_objection", Body::Recount(Recount { of: Recounted::Objection, told: NOW, due: days() })),
        (
            "progress_attempt",
            Body::Progress(Progress {
                officer: officer(),
                text: text("连续第2次调解不成，应当升级移交"),
                body: None,
                mediator: None,
                attempt: Some(FailedAttempt { in_a_row: 2, next: NextAttempt::PassUp }),
            }),
        ),
        ("verdict_deemed", Body::Verdict(Verdict { ruling: Ruling::Deemed, decided_by: letter_ref(), officer: None })),
    ]
}

/// A record of the courts in which duties of theirs climbed the ladder, and an officer had read of it.
pub fn record_of_a_ladder() -> Record {
    let command = CommandCause {
        request: "q-3".parse().unwrap(),
        digest: Digest::new([8; 32]),
        officer: text("officer-1"),
        role: "clerk".to_owned(),
        method: "duijie.v1.DeadlineService/ReadDigest".to_owned(),
    };
    let (referral, duty) = ("r-1".parse().unwrap(), Duty::Handle);
    let climbed = |stage| Climbed { stage, at: NOW, told: Some(text("officer-1")), next_at: Some(NOW) };
    let entries = vec![
        Entry::Happened(Event::DeadlineFired {
            referral: ReferralId::clone(&referral),
            duty,
            due: NOW,
            climbed: climbed(RemindStage::Yellow),
        }),
        Entry::Happened(Event::DeadlineClimbed { referral, duty, climbed: climbed(RemindStage::Red) }),
        Entry::DigestRead { up_to: 7 },
    ];
    Record { position: 5, recorded_at: NOW, matter: None, cause: Cause::Command(command), entries }
}

/// A record of the courts in which an operator ended a fork.
pub fn record_of_an_ended_fork() -> Record {
    let command = CommandCause {
        request: "q-2".parse().unwrap(),
        digest: Digest::new([8; 32]),
        officer: text("operator-1"),
        role: "operator".to_owned(),
        method: "duijie.v1.OperatorService/EndFork".to_owned(),
    };
    let entries = vec![Entry::ForkEnded { peer: agency(BUREAU), number: 7, reason: text("已核对") }];
    Record { position: 4, recorded_at: NOW, matter: None, cause: Cause::Command(command), entries }
}

/// A record of the courts after which another calendar is in force and has been counted with.
pub fn record_of_a_calendar() -> Record {
    let calendar = || CalendarId { version: "cn-2026-12-20".to_owned(), digest: Digest::new([6; 32]) };
    let applied = Entry::CalendarApplied { calendar: calendar(), examined: 500, moved: 3 };
    let entries = vec![Entry::CalendarLoaded(calendar()), applied];
    Record { position: 5, recorded_at: NOW, matter: None, cause: Cause::Desk, entries }
}

/// A record of the courts with everything that happens to deadlines of an agency's own.
pub fn record_of_own_deadlines() -> Record {
    let days = || due(Unit::Day, Roll::ToNextWorkday, OnSilence::RemindOnly);
    let own =
        |nth, what| Entry::Happened(Event::Own { id: OwnId::nth(&"m-1".parse().unwrap(), nth), what: Box::new(what) });
    let climbed = |stage| Climbed { stage, at: NOW, told: Some(text("officer-1")), next_at: Some(NOW) };
    let ended = |by, text, evidence| OwnEvent::Ended { at: NOW, by, text, evidence };
    let consent = PartyConsent { party: text("甲"), evidence: material() };
    let extended = |ground, reason| OwnEvent::Extended { ground, reason, due: days() };
    let started = |variant, follows, officer| OwnEvent::Started {
        due: days(),
        variant,
        follows,
        officer,
        whose: Whose::Duty,
        of: None,
    };
    let before = OwnId::nth(&"m-1".parse().unwrap(), 1);
    let entries = vec![
        own(1, started(Some("summary".parse().unwrap()), None, Some(text("officer-1")))),
        own(
            1,
            OwnEvent::Suspended {
                at: NOW,
                reason: SuspendReason::PublicNotice,
                evidence: material(),
                review_due: Some(days()),
            },
        ),
        own(1, OwnEvent::Resumed { at: NOW, due: days() }),
        own(1, extended(ExtensionGround::Consent(vec![consent]), None)),
        own(1, extended(ExtensionGround::Approval { by: text("某院长"), document: material() }, Some(text("复杂")))),
        own(1, OwnEvent::Excluded { from: NOW, until: NOW, referral: "r-1".parse().unwrap(), due: days() }),
        own(1, OwnEvent::Fired { due: NOW, climbed: climbed(RemindStage::Due) }),
        own(1, OwnEvent::Climbed(climbed(RemindStage::Yellow))),
        own(1, OwnEvent::Recounted { told: NOW, due: days() }),
        own(1, ended(EndedBy::Word(Ending::Failed), Some(text("未选定")), Some(material()))),
        own(2, started(None, Some(before), None)),
        own(2, ended(EndedBy::Successor, None, None)),
    ];
    Record { position: 5, recorded_at: NOW, matter: Some("m-1".parse().unwrap()), cause: Cause::Desk, entries }
}

/// A record in which a party's own time to do something begins.
pub fn record_of_a_right() -> Record {
    let what = OwnEvent::Started {
        due: due(Unit::Day, Roll::ToNextWorkday, OnSilence::RemindOnly),
        variant: None,
        follows: None,
        officer: Some(text("officer-1")),
        whose: Whose::Right,
        of: Some(text("甲")),
    };
    let id = OwnId::nth(&"m-1".parse().unwrap(), 1);
    let entries = vec![Entry::Happened(Event::Own { id, what: Box::new(what) })];
    Record { position: 5, recorded_at: NOW, matter: Some("m-1".parse().unwrap()), cause: Cause::Desk, entries }
}

/// A record of a mediating agency in which an attempt led to nothing.
pub fn record_of_a_failed_attempt() -> Record {
    let event = Event::AttemptFailed {
        referral: "r-1".parse().unwrap(),
        text: Confidential::new(text("对赔偿数额分歧过大")),
    };
    let entries = vec![Entry::Happened(event)];
    Record { position: 6, recorded_at: NOW, matter: Some("m-1".parse().unwrap()), cause: Cause::Desk, entries }
}

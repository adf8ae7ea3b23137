//! One fixed value of every shape, for the golden samples. Add to these lists; never change what is in them, because the
//! samples were written from it.

pub mod dossier;
mod later;

use super::{BUREAU, COURTS, NOW, PETITIONS, agency, letter_from};
use crate::{
    codec::{letter, sealed},
    digest,
    journal::{Cause, CommandCause, Entry, Parked, ParkedId, Record, SkipProposal},
    sample::keyring,
};
use duijie_core::{
    due::Due,
    event::{Climbed, Event},
    ids::Digest,
    letter::{Body, LetterRef, body::*},
    outcome::*,
    purpose::Purpose,
    referral::Duty,
    refusal::{Refusal, RefusalKind},
    subject::*,
    term::{HourStart, OnSilence, Roll, RuleId, Unit},
    text::Text,
    time::{Date, Timestamp},
};
pub use later::*;
use std::sync::Arc;

fn text(words: &str) -> Text {
    Text::parse(words, 100).unwrap()
}

fn due(unit: Unit, roll: Roll, on_silence: OnSilence) -> Due {
    Due {
        rule: RuleId::literal("DS01"),
        length: 2,
        unit,
        roll,
        started_at: NOW,
        due: NOW.plus(std::time::Duration::from_secs(86_400)),
        on_silence,
        basis: "《某规定》第1条".into(),
        calendar_version: "cn-2026".into(),
        provisional: true,
        remind_by: None,
        close: None,
    }
}

fn material() -> Material {
    Material {
        name: text("调解协议书"),
        digest: Digest::new([1; 32]),
        size: 7,
        media_type: Some(text("application/pdf")),
    }
}

fn letter_ref() -> LetterRef {
    LetterRef { from: agency(COURTS), to: agency(BUREAU), number: 4, content: Digest::new([2; 32]) }
}

fn subject() -> Subject {
    let party = |kind, position| Party { kind, position, name: text("𠮷某\u{301}"), contact: Some(text("0000")) };
    Subject {
        title: text("相邻关系纠纷"),
        category: text("相邻关系"),
        place: Place::parse("320102001").unwrap(),
        summary: Some(text("漏水\u{2A700}")),
        parties: vec![
            party(PartyKind::Person, PartyPosition::Applicant),
            party(PartyKind::Organisation, PartyPosition::Respondent),
            party(PartyKind::Person, PartyPosition::ThirdParty),
        ],
        materials: vec![material()],
        own_number: Some(text("（2026）1号")),
    }
}

fn no_agreement() -> NoAgreement {
    let (facts, undisputed_facts) = (text("基本事实"), Some(text("无争议事实")));
    NoAgreement { reason: FailureReason::TermEnded, facts, undisputed_facts, returned: vec![material()] }
}

/// Every body, by the name of its golden sample.
pub fn bodies() -> Vec<(&'static str, Body)> {
    let officer = || text("officer-1");
    let days = || due(Unit::Day, Roll::ToNextWorkday, OnSilence::Lapse);
    let conclude = |result| {
        Body::Conclude(Conclude {
            officer: officer(),
            outcome: Outcome { remarks: Some(text("备注")), ..Outcome::of(result) },
            feed_back_due: due(Unit::Workday, Roll::None, OnSilence::RemindOnly),
        })
    };
    let lapse = |ground| Body::Lapse(Lapse { duty: Duty::Acknowledge, due: Some(NOW), ground });
    let verdict = |ruling| Body::Verdict(Verdict { ruling, decided_by: letter_ref(), officer: Some(officer()) });
    let finer = NoAgreement { reason: FailureReason::HandledElsewhere, ..no_agreement() };
    let agreement = Agreement { document: material(), perform_by: Some(Date::constant(2026, 5, 1)) };
    let refused = Ruling::Refused {
        code: "OUT_OF_ORDER".to_owned(),
        zh: "已办结".to_owned(),
        en: "already concluded".to_owned(),
        basis: Some("《某规定》第2条".to_owned()),
    };
    let order = SuperiorOrder { superior: agency("320100.courts"), number: text("督〔2026〕1号") };
    vec![
        (
            "refer",
            Body::Refer(Box::new(Refer {
                kind: "litigation".parse().unwrap(),
                purpose: Purpose::Handling,
                subject: subject(),
                procedure: Some(Procedure::Summary),
                commission: Default::default(),
                opinion: Some(text("宜先行调解")),
                path: vec![agency(PETITIONS), agency(COURTS)],
                parent: Some("r-0".parse().unwrap()),
                replaces: Some(("r-9".parse().unwrap(), letter_ref())),
                officer: officer(),
                not_after: Some(NOW),
            })),
        ),
        (
            "acknowledge",
            Body::Acknowledge(Acknowledge {
                officer: officer(),
                shown: Digest::new([3; 32]),
                timing: Timing::InTime,
                accept_due: due(Unit::Hour(HourStart::NextFullHour), Roll::None, OnSilence::DeemedAcknowledged),
            }),
        ),
        (
            "accept_late",
            Body::Accept(Accept {
                officer: officer(),
                timing: Timing::Late,
                handle_due: due(Unit::Month, Roll::None, OnSilence::RemindOnly),
                own_number: Some(text("调字1号")),
            }),
        ),
        (
            "decline",
            Body::Decline(Decline {
                officer: officer(),
                code: DeclineCode::NoJurisdiction,
                basis: Some(text("《某规定》第3条")),
                text: text("不属于本单位管辖"),
                suggestion: Some(agency(PETITIONS)),
            }),
        ),
        (
            "request_supplement",
            Body::RequestSupplement(RequestSupplement {
                officer: officer(),
                items: vec![text("身份证明")],
                text: Some(text("请补充")),
            }),
        ),
        (
            "supplement",
            Body::Supplement(Supplement {
                officer: officer(), materials: vec![material()], text: Some(text("附后"))
            }),
        ),
        (
            "progress",
            Body::Progress(Progress {
                officer: officer(),
                text: text("已指派"),
                body: Some(text("某调委会")),
                mediator: Some(text("调解员甲")),
                attempt: None,
            }),
        ),
        (
            "suspend",
            Body::Suspend(Suspend {
                officer: officer(),
                reason: SuspendReason::Appraisal,
                basis: Some(text("《某规定》第4条")),
                evidence: Some(material()),
                suspended_at: NOW,
                review_due: None,
            }),
        ),
        ("resume", Body::Resume(Resume { officer: officer(), resumed_at: NOW, handle_due: days() })),
        ("conclude_agreement", conclude(OutcomeResult::Agreement(agreement))),
        ("conclude_settled", conclude(OutcomeResult::SettledAndWithdrawn)),
        ("conclude_no_agreement", conclude(OutcomeResult::NoAgreement(no_agreement()))),
        ("conclude_no_agreement_finer", conclude(OutcomeResult::NoAgreement(finer))),
        ("conclude_terminated", conclude(OutcomeResult::Terminated(no_agreement()))),
        ("confirm_outcome", Body::ConfirmOutcome(ConfirmOutcome { officer: officer(), shown: Digest::new([4; 32]) })),
        ("recall", Body::Recall(Recall { officer: officer(), reason: text("误移"), order: Some(order) })),
        (
            "withdraw",
            Body::Withdraw(Withdraw { officer: officer(), party: text("申请人"), reason: Some(text("已和解")) }),
        ),
        ("lapse_proven", lapse(LapseGround::Proof { as_of: NOW })),
        ("lapse_override", lapse(LapseGround::Override { officer: officer(), reason: text("对方失联") })),
        ("verdict_taken", verdict(Ruling::Taken)),
        ("verdict_refused", verdict(refused)),
        (
            "remind",
            Body::Remind(Remind {
                stage: RemindStage::Half,
                duty: Duty::Handle,
                rule: RuleId::literal("RM1"),
                due: NOW,
                at: None,
                next_at: None,
            }),
        ),
        ("note", Body::Note(Note { officer: officer(), text: text("说明") })),
        ("not_understood", Body::NotUnderstood(NotUnderstood { number: 5, body_type: "from_the_future".to_owned() })),
    ]
}

/// A record of the courts with every entry, decided for this cause.
pub fn record(cause: Cause) -> Record {
    let bytes = |words: &[u8]| Arc::<[u8]>::from(words);
    let keys = keyring(COURTS);
    let read = |raw: &[u8]| Arc::new(letter::read(&letter::envelope(raw).unwrap(), &keys).unwrap());
    let note = Body::Note(Note { officer: text("officer-1"), text: text("说明") });
    let ours = letter_from(COURTS, BUREAU, 1, &note);
    let theirs = letter_from(BUREAU, COURTS, 2, &note);
    let seal = keyring(BUREAU).seal_letter(&agency(COURTS), 2, &Digest::new([5; 32]), 1, NOW);
    let wrapped = sealed::wrap_letter(&theirs, Some(seal));
    let referral = || "r-1".parse().unwrap();
    let peer = || agency(BUREAU);
    let refusal = Refusal {
        basis: Some("《某规定》第5条".to_owned()),
        state: Some("concluded".to_owned()),
        allowed: vec!["ConfirmOutcome".to_owned()],
        ..Refusal::new(RefusalKind::OutOfOrder, "OUT_OF_ORDER", "已办结", "already concluded")
    };
    let parked = Parked {
        from: peer(),
        number: 2,
        content: digest::content(&theirs),
        previous_link: Digest::new([7; 32]),
        referral: Some(referral()),
        decided_at: NOW,
        sealed: bytes(&wrapped),
        treated_at: None,
        why: "UNKNOWN_BODY".to_owned(),
    };
    let climbed = Climbed { stage: RemindStage::Due, at: NOW, told: None, next_at: None };
    let (our_link, their_link) = (Digest::new([5; 32]), Digest::new([6; 32]));
    let entries = vec![
        Entry::Sent { letter: read(&ours), bytes: bytes(&ours) },
        Entry::Received { letter: read(&theirs), sealed: bytes(&wrapped), treated_at: None },
        Entry::Happened(Event::Registered { dispute: "D-1".parse().unwrap(), subject: Box::new(subject()) }),
        Entry::Happened(Event::Closed { reason: text("已了结") }),
        Entry::Happened(Event::BodyAssigned { referral: referral(), body: text("某调委会"), again: None }),
        Entry::Happened(Event::MediatorAssigned { referral: referral(), mediator: text("调解员甲") }),
        Entry::Happened(Event::DeadlineFired { referral: referral(), duty: Duty::FeedBack, due: NOW, climbed }),
        Entry::Happened(Event::FedBack { referral: referral() }),
        Entry::Refused(refusal),
        Entry::AbsenceProven { referral: referral(), statement: bytes(b"statement") },
        Entry::Parked(parked),
        Entry::PeerHeard { peer: peer(), statement: bytes(b"statement") },
        Entry::Forked { peer: peer(), number: 2, our_link, their_link, evidence: bytes(b"evidence") },
        Entry::MemoryLost { peer: peer(), why: "received more".to_owned(), evidence: bytes(b"evidence") },
        Entry::Damaged { peer: peer(), code: "BAD_SIGNATURE".to_owned(), evidence: bytes(b"\xff\x00") },
        Entry::ClockConfirmed { wall: NOW },
        Entry::Tick,
    ];
    Record { position: 3, recorded_at: NOW, matter: Some("m-1".parse().unwrap()), cause, entries }
}

/// A record of the courts about letters that were parked: what became of them.
pub fn record_of_parked() -> Record {
    let keys = keyring(COURTS);
    let note = Body::Note(Note { officer: text("officer-1"), text: text("说明") });
    let theirs = letter_from(BUREAU, COURTS, 2, &note);
    let mut letter = letter::read(&letter::envelope(&theirs).unwrap(), &keys).unwrap();
    letter.decided_at = Timestamp::from_micros(NOW.as_micros() + 1);
    let seal = keyring(BUREAU).seal_letter(&agency(COURTS), 2, &Digest::new([5; 32]), 1, NOW);
    let sealed: Arc<[u8]> = sealed::wrap_letter(&theirs, Some(seal)).into();
    let parked = |number, referral| ParkedId { peer: agency(BUREAU), number, content: Digest::new([2; 32]), referral };
    let (reason, treated_at) = (text("内容无法识别，已电话核实"), Some(letter.decided_at));
    let entry = Entry::Parked(Parked {
        from: agency(BUREAU),
        number: 1,
        content: Digest::new([2; 32]),
        previous_link: Digest::ZERO,
        referral: None,
        decided_at: NOW,
        sealed: Arc::clone(&sealed),
        treated_at,
        why: "MISSING_FIELD".to_owned(),
    });
    let proposal = SkipProposal { position: 2, officer: text("officer-2"), at: NOW, reason: reason.clone() };
    let entries = vec![
        entry,
        Entry::SkipProposed { letter: parked(1, None), reason },
        Entry::Skipped { letter: parked(1, Some("r-1".parse().unwrap())), proposal },
        Entry::Unparked { letter: Arc::new(letter), sealed, treated_at },
    ];
    let cause = causes().swap_remove(0).1;
    Record { position: 4, recorded_at: NOW, matter: Some("m-1".parse().unwrap()), cause, entries }
}

/// Every cause, by the name of its golden sample.
pub fn causes() -> Vec<(&'static str, Cause)> {
    let command = CommandCause {
        request: "q-1".parse().unwrap(),
        digest: Digest::new([8; 32]),
        officer: text("officer-1"),
        role: "handler".to_owned(),
        method: "duijie.v1.Desk/Refer".to_owned(),
    };
    vec![("command", Cause::Command(command)), ("peer", Cause::Peer(agency(BUREAU))), ("desk", Cause::Desk)]
}

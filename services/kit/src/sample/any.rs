//! Arbitrary values: every variant, empty and full fields, rare characters.

mod content;

use super::{BUREAU, COURTS, PETITIONS, agency};
use content::{commission, outcome, purpose};
use duijie_core::{
    agency::AgencyId,
    command::Answer,
    due::Due,
    ids::Digest,
    letter::{Body, LetterRef, body::*},
    outcome::*,
    referral::Duty,
    subject::*,
    term::{HourStart, OnSilence, Roll, RuleId, Unit},
    text::Text,
    time::Timestamp,
};
use proptest::{collection::vec, option::of, prelude::*, sample::select};
use std::str::FromStr;

/// Up to 40 characters: Latin, Han of the extensions B to G, combining marks, spaces, line ends.
pub fn text() -> BoxedStrategy<Text> {
    let character = prop_oneof![
        prop::char::range('a', 'z'),
        prop::char::range('\u{4E00}', '\u{9FFF}'),
        prop::char::range('\u{20000}', '\u{2A6DF}'),
        prop::char::range('\u{2A700}', '\u{2EBE0}'),
        prop::char::range('\u{30000}', '\u{3134A}'),
        prop::char::range('\u{300}', '\u{36F}'),
        select(vec![' ', '\n', '\u{200D}', '"', '\\', '\u{FE00}', '\u{E0100}']),
    ];
    (select(vec!['张', '𠮷', 'A']), vec(character, 0..39))
        .prop_map(|(first, rest)| Text::parse(&std::iter::once(first).chain(rest).collect::<String>(), 40).unwrap())
        .boxed()
}

pub fn id<T: FromStr<Err: std::fmt::Debug> + std::fmt::Debug + 'static>() -> BoxedStrategy<T> {
    "[A-Za-z0-9_-]{1,64}".prop_map(|text| text.parse().unwrap()).boxed()
}

pub fn who() -> BoxedStrategy<AgencyId> {
    select(vec![COURTS, BUREAU, PETITIONS, "320102001.people-s-mediation"]).prop_map(agency).boxed()
}

pub fn digest() -> BoxedStrategy<Digest> {
    any::<[u8; 32]>().prop_map(Digest::new).boxed()
}

pub fn time() -> BoxedStrategy<Timestamp> {
    prop_oneof![any::<i64>(), 0..4_102_444_800_000_000_i64].prop_map(Timestamp::from_micros).boxed()
}

pub fn duty() -> BoxedStrategy<Duty> {
    // An own deadline is in no letter.
    select(Duty::ALL.into_iter().filter(|duty| *duty != Duty::Own).collect::<Vec<_>>()).boxed()
}

fn words() -> BoxedStrategy<String> {
    text().prop_map(|text| text.as_str().to_owned()).boxed()
}

pub fn letter_ref() -> BoxedStrategy<LetterRef> {
    (who(), who(), 1..u64::MAX, digest())
        .prop_map(|(from, to, number, content)| LetterRef { from, to, number, content })
        .boxed()
}

pub fn due() -> BoxedStrategy<Due> {
    let unit = select(vec![
        Unit::Immediate,
        Unit::Hour(HourStart::AtOnce),
        Unit::Hour(HourStart::NextFullHour),
        Unit::Day,
        Unit::Workday,
        Unit::Month,
        Unit::Year,
    ]);
    let close = of(select(vec!["00:01", "17:30", "23:59"])).prop_map(|close| close.map(|it| it.parse().unwrap()));
    let rest = (any::<u32>(), unit, select(vec![Roll::ToNextWorkday, Roll::None]), any::<bool>(), of(time()), close);
    let silence = select(vec![OnSilence::Lapse, OnSilence::DeemedAcknowledged, OnSilence::RemindOnly]);
    ("[A-Z][A-Z0-9]{1,7}", time(), time(), silence, words(), words(), rest)
        .prop_map(
            |(
                rule,
                started_at,
                due,
                on_silence,
                basis,
                calendar_version,
                (length, unit, roll, provisional, remind_by, close),
            )| {
                let rule = RuleId::parse(&rule).unwrap();
                let (basis, calendar_version) = (basis.into(), calendar_version.into());
                Due {
                    rule,
                    length,
                    unit,
                    roll,
                    started_at,
                    due,
                    on_silence,
                    basis,
                    calendar_version,
                    provisional,
                    remind_by,
                    close,
                }
            },
        )
        .boxed()
}

pub fn material() -> BoxedStrategy<Material> {
    (text(), digest(), any::<u64>(), of(text()))
        .prop_map(|(name, digest, size, media_type)| Material { name, digest, size, media_type })
        .boxed()
}

fn party() -> BoxedStrategy<Party> {
    let kind = select(vec![PartyKind::Person, PartyKind::Organisation]);
    let position = select(vec![PartyPosition::Applicant, PartyPosition::Respondent, PartyPosition::ThirdParty]);
    (kind, position, text(), of(text()))
        .prop_map(|(kind, position, name, contact)| Party { kind, position, name, contact })
        .boxed()
}

pub fn subject() -> BoxedStrategy<Subject> {
    let place = select(vec!["320102", "320102001", "320102001002"]).prop_map(|code| Place::parse(code).unwrap());
    (text(), text(), place, text(), vec(party(), 0..4), vec(material(), 0..4), of(text()))
        .prop_map(|(title, category, place, summary, parties, materials, own_number)| Subject {
            title,
            category,
            place,
            summary: Some(summary),
            parties,
            materials,
            own_number,
        })
        .boxed()
}

fn refer() -> BoxedStrategy<Body> {
    let procedure = of(select(vec![Procedure::Ordinary, Procedure::Summary]));
    let tail = (of((id(), letter_ref())), text(), of(time()));
    (id(), subject(), procedure, of(text()), vec(who(), 0..6), of(id()), (tail, purpose(), commission()))
        .prop_map(
            |(
                kind,
                subject,
                procedure,
                opinion,
                path,
                parent,
                ((replaces, officer, not_after), purpose, commission),
            )| {
                Body::Refer(Box::new(Refer {
                    kind,
                    purpose,
                    subject,
                    procedure,
                    commission,
                    opinion,
                    path,
                    parent,
                    replaces,
                    officer,
                    not_after,
                }))
            },
        )
        .boxed()
}

fn verdict() -> BoxedStrategy<Body> {
    let refused = (words(), words(), words(), of(words())).prop_map(|(code, zh, en, basis)| Ruling::Refused {
        code,
        zh,
        en,
        basis,
    });
    let plain = select(vec![
        Ruling::Taken,
        Ruling::Superseded,
        Ruling::Deemed,
        Ruling::Recalled,
        Ruling::RecallRefused,
        Ruling::Withdrawn,
        Ruling::Concluded,
    ]);
    (prop_oneof![plain, refused], letter_ref(), of(text()))
        .prop_map(|(ruling, decided_by, officer)| Body::Verdict(Verdict { ruling, decided_by, officer }))
        .boxed()
}

fn answers() -> BoxedStrategy<Body> {
    let timing = select(vec![Timing::InTime, Timing::Late]);
    let code = select(vec![
        DeclineCode::OutOfScope,
        DeclineCode::NoJurisdiction,
        DeclineCode::NoConsent,
        DeclineCode::HandledElsewhere,
        DeclineCode::MaterialsMissing,
        DeclineCode::ConflictOfInterest,
        DeclineCode::Other,
    ]);
    prop_oneof![
        (digest(), time(), due(), of(due())).prop_map(|(content, arrived_at, due, object_due)| {
            Body::Arrived(Arrived { content, arrived_at, due, object_due })
        }),
        (text(), of(text()), text(), of(who())).prop_map(|(officer, basis, text, suggestion)| {
            Body::Object(Object { officer, basis, text, suggestion })
        }),
        (text(), select(vec![Answer::Grant, Answer::Refuse]), text())
            .prop_map(|(officer, answer, text)| { Body::DecideObjection(DecideObjection { officer, answer, text }) }),
        (text(), digest(), timing.clone(), due()).prop_map(|(officer, shown, timing, accept_due)| {
            Body::Acknowledge(Acknowledge { officer, shown, timing, accept_due })
        }),
        (text(), timing, due(), of(text())).prop_map(|(officer, timing, handle_due, own_number)| {
            Body::Accept(Accept { officer, timing, handle_due, own_number })
        }),
        (text(), code, of(text()), text(), of(who())).prop_map(|(officer, code, basis, text, suggestion)| {
            Body::Decline(Decline { officer, code, basis, text, suggestion })
        }),
    ]
    .boxed()
}

fn attempt() -> BoxedStrategy<FailedAttempt> {
    (1..u32::MAX, select(vec![NextAttempt::Allowed, NextAttempt::PassUp]))
        .prop_map(|(in_a_row, next)| FailedAttempt { in_a_row, next })
        .boxed()
}

fn handling() -> BoxedStrategy<Body> {
    let reason = select(vec![
        SuspendReason::Appraisal,
        SuspendReason::Hearing,
        SuspendReason::PublicNotice,
        SuspendReason::SettlementTalks,
        SuspendReason::ForceMajeure,
    ]);
    let consent = (text(), material()).prop_map(|(party, evidence)| PartyConsent { party, evidence });
    let ground = prop_oneof![
        vec(consent, 1..4).prop_map(ExtensionGround::Consent),
        (text(), material()).prop_map(|(by, document)| ExtensionGround::Approval { by, document }),
    ];
    prop_oneof![
        (text(), ground, of(text()), due()).prop_map(|(officer, ground, reason, handle_due)| {
            Body::Extend(Extend { officer, ground, reason, handle_due })
        }),
        (text(), vec(material(), 0..4), of(text())).prop_map(|(officer, materials, text)| {
            Body::MaterialRequest(MaterialRequest { officer, materials, text })
        }),
        (text(), vec(text(), 0..4), of(text()))
            .prop_map(|(officer, items, text)| { Body::RequestSupplement(RequestSupplement { officer, items, text }) }),
        (text(), vec(material(), 0..4), of(text()))
            .prop_map(|(officer, materials, text)| { Body::Supplement(Supplement { officer, materials, text }) }),
        (text(), text(), of(text()), of(text()), of(attempt())).prop_map(|(officer, text, body, mediator, attempt)| {
            Body::Progress(Progress { officer, text, body, mediator, attempt })
        }),
        (text(), reason, of(text()), of(material()), time(), of(due())).prop_map(
            |(officer, reason, basis, evidence, suspended_at, review_due)| {
                Body::Suspend(Suspend { officer, reason, basis, evidence, suspended_at, review_due })
            }
        ),
        (text(), time(), due())
            .prop_map(|(officer, resumed_at, handle_due)| { Body::Resume(Resume { officer, resumed_at, handle_due }) }),
        (prop_oneof![duty().prop_map(Recounted::Duty), Just(Recounted::Objection)], time(), due())
            .prop_map(|(of, told, due)| Body::Recount(Recount { of, told, due })),
        (text(), outcome(), due()).prop_map(|(officer, outcome, feed_back_due)| {
            Body::Conclude(Conclude { officer, outcome, feed_back_due })
        }),
        (text(), digest()).prop_map(|(officer, shown)| Body::ConfirmOutcome(ConfirmOutcome { officer, shown })),
    ]
    .boxed()
}

fn endings() -> BoxedStrategy<Body> {
    let order = (who(), text()).prop_map(|(superior, number)| SuperiorOrder { superior, number });
    let ground = prop_oneof![
        time().prop_map(|as_of| LapseGround::Proof { as_of }),
        (text(), text()).prop_map(|(officer, reason)| LapseGround::Override { officer, reason }),
    ];
    let stage = select(RemindStage::ALL.to_vec());
    prop_oneof![
        (text(), text(), of(order)).prop_map(|(officer, reason, order)| Body::Recall(Recall {
            officer,
            reason,
            order
        })),
        (text(), text(), of(text())).prop_map(|(officer, party, reason)| Body::Withdraw(Withdraw {
            officer,
            party,
            reason
        })),
        (duty(), of(time()), ground).prop_map(|(duty, due, ground)| Body::Lapse(Lapse { duty, due, ground })),
        (stage, duty(), time(), of(time()), of(time())).prop_map(|(stage, duty, due, at, next_at)| {
            Body::Remind(Remind { stage, duty, rule: RuleId::literal("DS01"), due, at, next_at })
        }),
        (text(), text()).prop_map(|(officer, text)| Body::Note(Note { officer, text })),
        (1..u64::MAX, "[a-z_]{1,64}")
            .prop_map(|(number, body_type)| { Body::NotUnderstood(NotUnderstood { number, body_type }) }),
    ]
    .boxed()
}

/// A body of any shape.
pub fn body() -> BoxedStrategy<Body> {
    prop_oneof![1 => refer(), 6 => answers(), 10 => handling(), 6 => endings(), 1 => verdict()].boxed()
}

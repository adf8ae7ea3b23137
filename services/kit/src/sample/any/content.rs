//! Arbitrary outcomes and purposes: what referrals are for and what comes of them.

use super::{duty, id, material, text, time, who};
use duijie_core::{
    commission::{Commission, Mode},
    dossier::{Consent, ConsentState},
    letter::body::PartyConsent,
    outcome::*,
    petition::{PassedOn, Requirements, Sort, Way},
    purpose::{Agent, Application, Missed, Overseen, Property, Purpose, Supervision},
    term::RuleId,
    time::Date,
};
use proptest::{collection::vec, option::of, prelude::*, sample::select};

pub(super) fn outcome() -> BoxedStrategy<Outcome> {
    let reason = select(vec![
        FailureReason::PartyRefuses,
        FailureReason::TermEnded,
        FailureReason::TooFarApart,
        FailureReason::PartyUnreachable,
        FailureReason::RefusesToSign,
        FailureReason::Sued,
        FailureReason::NoShow,
        FailureReason::ShamSuspected,
        FailureReason::OutOfScope,
        FailureReason::NoJurisdiction,
        FailureReason::HandledElsewhere,
        FailureReason::Other,
    ]);
    let no =
        (reason, text(), of(text()), vec(material(), 0..3)).prop_map(|(reason, facts, undisputed_facts, returned)| {
            NoAgreement { reason, facts, undisputed_facts, returned }
        });
    let date = (1..=9999_i16, 1..=12_i8, 1..=28_i8).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap());
    let yes = (material(), of(date)).prop_map(|(document, perform_by)| Agreement { document, perform_by });
    let answer = (text(), vec(material(), 0..3))
        .prop_map(|(text, materials)| OutcomeResult::Answered(WrittenAnswer { text, materials }));
    let replied = (text(), vec(material(), 0..3))
        .prop_map(|(text, materials)| OutcomeResult::Replied(WrittenAnswer { text, materials }));
    let ground = select(vec![
        RejectionGround::AgainstLaw,
        RejectionGround::HarmsOthers,
        RejectionGround::AgainstMorals,
        RejectionGround::NotVoluntary,
        RejectionGround::Unclear,
        RejectionGround::Other,
    ]);
    let decision = prop_oneof![Just(ConfirmationDecision::Valid), ground.prop_map(ConfirmationDecision::Rejected)];
    let ruled = (text(), decision, of(material())).prop_map(|(number, decision, document)| {
        OutcomeResult::Ruled(ConfirmationRuling { number, decision, document })
    });
    let result = prop_oneof![
        answer,
        replied,
        ruled,
        yes.prop_map(OutcomeResult::Agreement),
        Just(OutcomeResult::SettledAndWithdrawn),
        no.clone().prop_map(OutcomeResult::NoAgreement),
        no.prop_map(OutcomeResult::Terminated),
    ];
    let consents = vec((text(), material()).prop_map(|(party, evidence)| PartyConsent { party, evidence }), 0..3);
    let released = (text(), consents).prop_map(|(text, consents)| ReleasedWords { text, consents });
    (result, of(text()), vec(released, 0..3))
        .prop_map(|(result, remarks, released)| Outcome { result, remarks, released })
        .boxed()
}

pub(super) fn purpose() -> BoxedStrategy<Purpose> {
    let missed = (duty(), time()).prop_map(|(duty, due)| Missed { duty, rule: RuleId::literal("DS01"), due });
    let supervision = (who(), of(id()), of(missed), text(), select(vec![Overseen::Dispute, Overseen::Accusation]));
    let supervision =
        supervision.prop_map(|(agency, about, missed, demand, of)| Supervision { agency, about, missed, demand, of });
    let date = (1..=9999_i16, 1..=12_i8, 1..=28_i8).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap());
    let property = of(vec(material(), 0..3)).prop_map(|it| it.map_or(Property::NotConcerned, Property::Concerned));
    let agent = (text(), text(), of(material()));
    let agent = agent.prop_map(|(party, name, authorisation)| Agent { party, name, authorisation });
    let beside = (property, vec(agent, 0..3));
    let effective = (date, of(text()));
    let application = (vec(text(), 0..4), material(), material(), effective, of(id()), beside).prop_map(
        |(applicants, agreement, mediated_by, (effective_on, effective_because), from_referral, (property, agents))| {
            Application {
                property,
                agents,
                applicants,
                agreement,
                mediated_by,
                effective_on,
                effective_because,
                from_referral,
            }
        },
    );
    prop_oneof![
        Just(Purpose::Handling),
        supervision.prop_map(Purpose::Supervision),
        application.prop_map(Purpose::Confirmation),
        passed_on().prop_map(Purpose::Petition),
    ]
    .boxed()
}

fn passed_on() -> impl Strategy<Value = PassedOn> {
    let sort = select(vec![
        Sort::Suggestion,
        Sort::Accusation,
        Sort::Claim(Way::Judicial),
        Sort::Claim(Way::Arbitration),
        Sort::Claim(Way::PartyAppeal),
        Sort::Claim(Way::Administrative),
        Sort::Claim(Way::Protection),
        Sort::Claim(Way::Handling),
    ]);
    let requirements = (text(), text(), text(), text(), text(), 1..=Requirements::DAYS_MAX).prop_map(
        |(unit, leader, handler, supervisor, demand, days)| Requirements {
            unit,
            leader,
            handler,
            supervisor,
            demand,
            days,
        },
    );
    (of(sort), of(requirements), vec(who(), 0..3)).prop_map(|(sort, requirements, accused)| PassedOn {
        sort,
        requirements,
        accused,
    })
}

pub(super) fn commission() -> BoxedStrategy<Commission> {
    let state = select(vec![ConsentState::Given, ConsentState::Refused, ConsentState::Withdrawn]);
    let consent = (text(), state, of(material()));
    let consent = consent.prop_map(|(party, state, evidence)| Consent { party, state, evidence });
    (of(select(Mode::ALL.to_vec())), vec(consent, 0..3), of(text()))
        .prop_map(|(mode, consents, mediator)| Commission { mode, consents, mediator })
        .boxed()
}

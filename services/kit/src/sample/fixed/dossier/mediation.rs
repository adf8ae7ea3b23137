//! Entries of a mediation, each fixed as it was first written.

use super::{material, text};
use crate::sample::NOW;
use duijie_core::{
    confidential::Confidential,
    dossier::{
        Archive, Attendance, Disclosure, Entry, FilePart, FollowUp, Instalment, JointPanel, Keep, Part, Performance,
        Performed, Presence, Recusal, RecusalDecision, RecusalRuling, ReleaseConsent, ReleaseWord, Released,
        ReplacementRejected, Satisfaction, Session, Tie,
    },
    letter::body::PartyConsent,
    time::Date,
};
use std::num::NonZeroU32;

pub(super) fn entries() -> Vec<(&'static str, Entry)> {
    let said = |words| Confidential::new(text(words));
    let recusal = |tie, evidence| {
        let (party, whom, text) = (text("甲"), text("丙"), said("系院方法律顾问"));
        Entry::Recusal(Recusal { party, whom, tie, text, evidence })
    };
    let decision = |ruling, reason| {
        Entry::RecusalDecision(RecusalDecision { about: 7, ruling, decided_by: text("医调委"), reason })
    };
    let agreed = |party| PartyConsent { party: text(party), evidence: material() };
    let came = |party, presence, invitation| Attendance { party: text(party), presence, invitation };
    let attendance = vec![
        came("甲", Presence::Came, None),
        came("乙", Presence::Absent, Some(material())),
        came("丙", Presence::Excused, None),
    ];
    let session = Session { held_at: NOW, place: text("调解室"), attendance, note: Some(said("甲愿意让步")) };
    let quiet = Session { note: None, ..session.clone() };
    let panel = JointPanel {
        lead: text("县调解中心"),
        assisting: vec![text("乡镇调处中心"), text("村调委会")],
        held_at: NOW,
        opinion: said("建议共用通道"),
    };
    vec![
        ("disclosure", Entry::Disclosure(Disclosure { whom: text("丙"), tie: Tie::Interest, text: said("曾任顾问") })),
        ("recusal", recusal(Tie::NearRelative, Some(material()))),
        ("recusal_other", recusal(Tie::Other, None)),
        ("recusal_replaced", decision(RecusalRuling::Replaced, None)),
        ("recusal_refused", decision(RecusalRuling::Refused, Some(text("不属回避情形")))),
        ("recusal_continues", decision(RecusalRuling::Continues(vec![agreed("甲"), agreed("乙")]), None)),
        (
            "replacement_rejected",
            Entry::ReplacementRejected(ReplacementRejected { party: text("甲"), text: Some(said("不信任")) }),
        ),
        ("session", Entry::Session(session)),
        ("session_without_note", Entry::Session(quiet)),
        ("joint_panel", Entry::JointPanel(panel)),
        ("released", Entry::Released(Released { said_at: 7, text: text("甲愿意让步") })),
        ("release_consent", release_consent(ReleaseWord::Given(material()))),
        ("release_consent_withdrawn", release_consent(ReleaseWord::Withdrawn(None))),
    ]
    .into_iter()
    .chain(after())
    .collect()
}

fn release_consent(word: ReleaseWord) -> Entry {
    Entry::ReleaseConsent(ReleaseConsent { party: text("甲"), word })
}

fn after() -> Vec<(&'static str, Entry)> {
    let on = Date::constant(2026, 5, 6);
    let performance = |performed, instalment, evidence, text| {
        Entry::Performance(Performance { performed, instalment, on, evidence, text })
    };
    let follow_up =
        |satisfaction, measures| Entry::FollowUp(FollowUp { on, party: text("甲"), satisfaction, measures });
    let part = |part| Entry::FilePart(FilePart { part, document: material() });
    let number = |number| NonZeroU32::new(number).unwrap();
    let second = Some(Instalment { number: number(2), of: number(3) });
    vec![
        ("performance", performance(Performed::Done, None, Some(material()), None)),
        ("performance_breached", performance(Performed::Breached, second, None, Some(text("第二期未付")))),
        ("follow_up", follow_up(Satisfaction::Satisfied, None)),
        ("follow_up_mostly", follow_up(Satisfaction::Mostly, None)),
        ("follow_up_dissatisfied", follow_up(Satisfaction::Dissatisfied, Some(text("再次约谈")))),
        ("file_part", part(Part::Notice)),
        ("file_part_back_cover", part(Part::BackCover)),
        ("archive", Entry::Archive(Archive { number: text("（2026）人调字第8号"), keep: Keep::Years(number(10)) })),
        ("archive_for_ever", Entry::Archive(Archive { number: text("第9号"), keep: Keep::ForEver })),
    ]
}

//! Entries about taking in.

use crate::sample::{BUREAU, NOW, agency, fixed::text};
use duijie_core::{
    dossier::{DisputeLink, Entry, Identification, IdentifierKind, Intake, Source, Triage, TriageClass},
    ids::Digest,
    time::Date,
};
use std::time::Duration;

/// By the names of their golden samples.
pub(super) fn entries() -> Vec<(&'static str, Entry)> {
    let until = Date::constant(2026, 3, 9);
    let intake = Intake {
        source: Source::Call110,
        occurred_at: Some(NOW.minus(Duration::from_secs(3600))),
        received_at: Some(NOW),
        identifications: vec![identification("甲", IdentifierKind::ResidentId)],
    };
    let proxy = Intake {
        source: Source::Proxy { on_behalf_of: agency(BUREAU) },
        occurred_at: None,
        received_at: None,
        identifications: Vec::new(),
    };
    vec![
        ("intake", Entry::Intake(intake)),
        ("proxy", Entry::Intake(proxy)),
        ("identification", Entry::Identified(identification("某物业公司", IdentifierKind::SocialCredit))),
        ("triage_solved", triage(TriageClass::SolvedOnTheSpot { result: text("当场修复") })),
        ("triage_limited", triage(TriageClass::TimeLimited { until, handler: text("王芳") })),
        ("triage_explained", triage(TriageClass::Explained { explanation: text("民法典第二百八十八条") })),
        ("triage_studied", triage(TriageClass::ToBeStudied { until, lead: text("赵局") })),
        (
            "dispute_link",
            Entry::Linked(DisputeLink {
                dispute: "D-2".parse().unwrap(),
                former: Some("D-1".parse().unwrap()),
                reason: text("与信访件同一纠纷"),
            }),
        ),
    ]
}

fn triage(class: TriageClass) -> Entry {
    Entry::Triaged(Triage { reason: text("情况清楚"), class })
}

fn identification(party: &str, kind: IdentifierKind) -> Identification {
    Identification { party: text(party), kind, masked: text("**************002X"), mark: Digest::new([8; 32]) }
}

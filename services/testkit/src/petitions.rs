//! Petitions between a petitions office and an agency that takes them by the shared offers alone.

use crate::{
    Desk, TwoDesks,
    sample::{agency, kind, text},
    steps,
};
use duijie_core::{
    agency::AgencyId,
    command::{Command, Refer},
    decide::Act,
    dossier::{Entry, Sorting},
    petition::{PassedOn, Requirements, Sort},
    purpose::Purpose,
    refusal::Refusal,
    rules::{Handed, Mediates, Offer, ProcedureNeed, Rules, Sends},
    terms_common,
};

/// An agency yet to come.
#[must_use]
pub fn housing() -> AgencyId {
    agency("320102.housing")
}

/// A petitions office and an agency yet to come, which has nothing but the shared offers.
#[must_use]
pub fn two() -> TwoDesks {
    // As discipline inspection hands the civil dispute in an accusation on.
    let alone = Sends::new(kind("civil-alone"), &["judicial-bureau"], ProcedureNeed::None);
    let alone = Sends { handed: Handed::DisputeAlone, ..alone };
    let sends = vec![
        Sends::mediation_of_petition(),
        Sends::transfer(),
        Sends::assignment(),
        Sends::accusation(),
        Sends::supervision(),
        alone,
    ];
    let rules = |role, sends, offers| Rules {
        role,
        sends,
        offers,
        terms: terms_common::all(),
        forms: Vec::new(),
        mediates: Mediates::No,
    };
    let handling = vec![Sends::mediation_of_petition()];
    let offers = vec![Offer::transfer(), Offer::assignment(), Offer::supervision()];
    TwoDesks::of(
        Desk::new(agency("320102.petitions"), rules("petitions", sends, Vec::new()), "matter-1"),
        Desk::new(housing(), rules("housing", handling, offers), "matter-2"),
    )
}

/// Sorted so, and nothing else said.
#[must_use]
pub fn sorting(sort: Sort) -> Sorting {
    let accused_in_words = (sort == Sort::Accusation).then(|| text("某局某科长"));
    Sorting { sort, accused: Vec::new(), accepted_at: None, text: None, accused_in_words }
}

/// An officer writes it into the file.
///
/// # Errors
/// As `decide` refuses.
pub fn write(desk: &mut Desk, entry: Entry) -> Result<Vec<Act>, Refusal> {
    let matter = desk.matter.as_ref().unwrap().id.clone();
    desk.command(Command::AddEntry { matter, entry: Box::new(entry) })
}

/// The office has sorted its matter so.
#[must_use]
pub fn sorted(sort: Sort) -> TwoDesks {
    let mut desks = two();
    write(&mut desks.sender, Entry::Sorting(sorting(sort))).unwrap();
    desks
}

/// Hands the matter over as this kind.
#[must_use]
pub fn passing(to: &str, receiver: AgencyId, requirements: Option<Requirements>) -> Refer {
    let purpose = match to {
        "transfer" | "assignment" | "accusation" => {
            Purpose::Petition(PassedOn { sort: None, requirements, accused: Vec::new() })
        }
        _ => Purpose::Handling,
    };
    Refer { kind: kind(to), purpose, receiver, ..steps::refer() }
}

/// Passes it on to the agency yet to come.
#[must_use]
pub fn transfer() -> Refer {
    passing("transfer", housing(), None)
}

/// 六定
#[must_use]
pub fn requirements() -> Requirements {
    Requirements {
        unit: text("某住建局"),
        leader: text("某副局长"),
        handler: text("某科长"),
        supervisor: text("某综治中心"),
        demand: text("查清原因并书面答复"),
        days: 45,
    }
}

//! A court and the bureau that mediates for it, under the agencies' real rules: how stories of commissions begin.

use duijie_core::{
    command::{Command, Refer, Step},
    commission::Mode,
    decide::{Act, next_steps},
    dossier::{CaseAct, CaseStep, Consent, ConsentState, Entry},
    referral::Stage,
    refusal::Refusal,
    subject::Procedure,
};
use duijie_kit::data::calendar_file::built_in;
use duijie_testkit::{
    Desk, TwoDesks,
    own::at,
    sample::{bureau, kind, material, text},
    steps::{accept, acknowledge, refer},
};

/// A court and the bureau under their real rules, on Monday 2 March 2026.
pub fn desks() -> TwoDesks {
    let mut court = Desk::new("320102.courts".parse().unwrap(), duijie_courts::rules(), "matter-1");
    let mut receiver = Desk::new(bureau(), duijie_judicial_bureau::rules(), "matter-2");
    for desk in [&mut court, &mut receiver] {
        desk.calendar = built_in().unwrap();
        desk.now = at("2026-03-02");
    }
    TwoDesks::of(court, receiver)
}

/// Commissions the mediation in this mode.
pub fn commission(mode: Option<Mode>, procedure: Option<Procedure>) -> Refer {
    Refer { kind: kind("litigation"), mode, procedure, ..refer() }
}

/// The bureau has accepted it, on the same day.
pub fn accepted(mode: Option<Mode>, procedure: Option<Procedure>) -> TwoDesks {
    let mut desks = desks();
    says(&mut desks.sender, "甲", ConsentState::Given);
    desks.refer(commission(mode, procedure)).unwrap();
    desks.settle();
    for step in [acknowledge(), accept()] {
        desks.receiver(step).unwrap();
        desks.settle();
    }
    desks
}

/// An officer writes this into the dossier.
///
/// # Errors
/// As `decide` refuses.
pub fn write(desk: &mut Desk, entry: Entry) -> Result<Vec<Act>, Refusal> {
    let matter = desk.matter.as_ref().unwrap().id.clone();
    desk.command(Command::AddEntry { matter, entry: Box::new(entry) })
}

/// A party says this about mediation, in writing.
pub fn says(desk: &mut Desk, party: &str, state: ConsentState) {
    let evidence = Some(material("书面意见"));
    write(desk, Entry::Consent(Consent { party: text(party), state, evidence })).unwrap();
}

/// 普通程序
pub const ORDINARY: Option<Procedure> = Some(Procedure::Ordinary);
/// 简易程序
pub const SUMMARY: Option<Procedure> = Some(Procedure::Summary);

/// It was concluded with this step, on 5 March.
pub fn concluded(mode: Mode, procedure: Option<Procedure>, step: Step) -> TwoDesks {
    let mut desks = accepted(Some(mode), procedure);
    desks.clock(at("2026-03-05"));
    desks.receiver(step).unwrap();
    desks.settle();
    desks.agree_on(Stage::Concluded);
    desks
}

/// What the first referral of the matter has follow, in Chinese.
pub fn next(desk: &Desk) -> Vec<&'static str> {
    let matter = desk.matter.as_ref().unwrap();
    let steps = next_steps(desk.now, &desk.rules, matter, &matter.referrals[0]);
    steps.into_iter().map(|(words, _)| words.zh).collect()
}

/// A step of the case on this date, of nobody in particular.
pub fn step(act: CaseAct, on: &str) -> Entry {
    Entry::CaseStep(CaseStep {
        act,
        on: on.parse().unwrap(),
        person: None,
        counted_from: None,
        document: None,
        text: None,
    })
}

//! A medical dispute under the bureau's own rules (case script 11): thirty working days, an appraisal, ten more by three-party
//! agreement, and its end when a court has taken the dispute on.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests stop at the first thing that is not as it says")]

use duijie_core::{
    command::{Command, OwnStep},
    dossier::{Circumstance, Entry, Finding},
    letter::body::{ExtensionGround, PartyConsent},
    matter::own::Ending,
    outcome::SuspendReason,
};
use duijie_kit::data::calendar_file::built_in;
use duijie_testkit::{
    desk::code,
    own::OwnClock,
    sample::{material, text},
};

fn bureau() -> OwnClock {
    let agency = "990102.judicial-bureau".parse().unwrap();
    OwnClock::new(agency, duijie_judicial_bureau::rules(), built_in().unwrap(), "2026-01-20")
}

fn extend(
    clock: &mut OwnClock,
    parties: &[&str],
) -> Result<Vec<duijie_core::decide::Act>, duijie_core::refusal::Refusal> {
    let consent = |party: &&str| PartyConsent { party: text(party), evidence: material("三方延期协议") };
    let ground = ExtensionGround::Consent(parties.iter().map(consent).collect());
    clock.ask("RM03", OwnStep::Extend { length: 10, ground, reason: None })
}

fn sued(clock: &mut OwnClock) {
    let code = "court_accepted".parse().unwrap();
    let found = Circumstance { code, finding: Finding::Found, text: text("法院已受理"), evidence: None };
    let matter = clock.matter().id.clone();
    let entry = Box::new(Entry::Circumstance(found));
    clock.desk.command(Command::AddEntry { matter, entry }).unwrap();
}

#[test]
fn an_appraisal_is_not_counted_and_more_time_needs_every_party() {
    let mut clock = bureau();
    clock.start("RM03").unwrap();
    assert_eq!(clock.due("RM03"), "2026-03-09 24:00");
    clock.on("2026-02-03").suspend("RM03", SuspendReason::Appraisal).unwrap();
    // Twenty working days after 3 February: the spring festival from the 15th to the 23rd is none of them.
    clock.on("2026-03-09").resume("RM03").unwrap();
    assert_eq!(clock.due("RM03"), "2026-04-07 24:00");
    assert!(extend(&mut clock, &["甲"]).is_err(), "one party is not all");
    extend(&mut clock, &["甲", "乙"]).unwrap();
    assert_eq!(clock.due("RM03"), "2026-04-21 24:00");
}

#[test]
fn none_begins_beside_a_court_and_one_that_runs_is_ended_by_an_officer() {
    let mut clock = bureau();
    clock.start("RM03").unwrap();
    sued(&mut clock);
    assert_eq!(clock.running(), ["RM03"], "nothing ends by itself");
    assert_eq!(code(clock.suspend("RM03", SuspendReason::Appraisal)), "EXCLUDED_COURT_ACCEPTED");
    assert_eq!(code(extend(&mut clock, &["甲", "乙"])), "EXCLUDED_COURT_ACCEPTED");
    clock.end("RM03", Ending::Failed).unwrap();
    assert_eq!(code(clock.start("RM03")), "EXCLUDED_COURT_ACCEPTED");
}

//! What officers write into the file of a matter: it is kept, it stays there, and what cannot be is refused.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::Command,
    dossier::{Consent, ConsentState, Entry},
};
use duijie_testkit::{desk::code, own::OwnClock, sample::text};

fn consent(clock: &OwnClock, party: &str, state: ConsentState) -> Command {
    let entry = Entry::Consent(Consent { party: text(party), state, evidence: None });
    Command::AddEntry { matter: clock.matter().id.clone(), entry: Box::new(entry) }
}

#[test]
fn what_a_party_says_last_is_its_word() {
    let mut clock = OwnClock::sample();
    let party = clock.matter().subject.parties[0].name.clone();
    for state in [ConsentState::Refused, ConsentState::Given, ConsentState::Withdrawn] {
        let command = consent(&clock, party.as_str(), state);
        clock.desk.command(command).unwrap();
        assert_eq!(clock.matter().consent_of(&party).unwrap().state, state);
    }
    assert_eq!(clock.matter().dossier.len(), 3);
    let again = consent(&clock, party.as_str(), ConsentState::Withdrawn);
    assert_eq!(code(clock.desk.command(again)), "NO_CONSENT_TO_WITHDRAW");
}

#[test]
fn only_a_party_of_the_matter_is_heard_and_only_while_the_matter_is_open() {
    let mut clock = OwnClock::sample();
    let command = consent(&clock, "路人", ConsentState::Given);
    assert_eq!(code(clock.desk.command(command)), "PARTY_UNKNOWN");
    let party = clock.matter().subject.parties[0].name.clone();
    let matter = clock.matter().id.clone();
    clock.desk.command(Command::Close { matter, reason: text("办结") }).unwrap();
    let command = consent(&clock, party.as_str(), ConsentState::Given);
    assert_eq!(code(clock.desk.command(command)), "MATTER_CLOSED");
}

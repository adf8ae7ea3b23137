//! The cases of the demo. Places, names, numbers and events are invented; the dates follow the calendar of 2026, in which 2 March is
//! a Monday.

mod ended_early;
mod lapsed;
mod plain;
mod suspended;

use super::script::{Case, Person, Step};
use duijie_proto::v1::{PartyKind, PartyPosition};

/// All cases, in the order of the table.
#[must_use]
pub fn all() -> Vec<&'static Case> {
    let families = [plain::CASES, suspended::CASES, ended_early::CASES, lapsed::CASES];
    families.into_iter().flatten().copied().collect()
}

const BUREAU: &str = "judicial-bureau";
const POLICE: &str = "public-security";
const COURTS: &str = "courts";
const PETITIONS: &str = "petitions";

const fn applicant(name: &'static str) -> Person {
    Person { name, kind: PartyKind::Person, position: PartyPosition::Applicant }
}

const fn respondent(name: &'static str) -> Person {
    Person { name, kind: PartyKind::Person, position: PartyPosition::Respondent }
}

const fn organisation(name: &'static str) -> Person {
    Person { name, kind: PartyKind::Organisation, position: PartyPosition::Respondent }
}

const fn step(at: &'static str, by: &'static str, act: super::script::Act) -> Step {
    Step { at, by, act }
}

#[cfg(test)]
mod tests {
    use super::super::script::Act;
    use super::super::stage::check;
    use super::all;

    #[test]
    fn every_script_keeps_the_order_of_its_dates() {
        check(&all()).unwrap();
    }

    #[test]
    fn the_cases_show_what_the_demo_promises() {
        let cases = all();
        assert!(cases.len() >= 8);
        let any = |wanted: fn(&Act) -> bool| {
            assert!(cases.iter().flat_map(|case| case.steps).any(|step| wanted(&step.act)));
        };
        any(|act| matches!(act, Act::Decline(..)));
        any(|act| matches!(act, Act::ReferAgain(_)));
        any(|act| matches!(act, Act::Recall(..)));
        any(|act| matches!(act, Act::Withdraw(..)));
        any(|act| matches!(act, Act::Suspend(..)));
        any(|act| matches!(act, Act::Silence));
        for kind in ["police", "litigation", "petition"] {
            let ended = |act: &Act| matches!(act, Act::Confirm);
            assert!(cases.iter().any(|case| case.kind == kind && case.steps.iter().any(|step| ended(&step.act))));
        }
    }
}

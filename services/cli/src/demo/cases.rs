//! The cases of the demo. Places, names, numbers and events are invented; the dates follow the calendar of 2026, in which 2 March is
//! a Monday.

mod ended_early;
mod lapsed;
mod plain;
mod scripts;
mod suspended;

use std::collections::BTreeSet;

use super::script::{Case, Person, Step};
use crate::fleet::agencies::{Seat, every_seat};
use duijie_proto::v1::{PartyKind, PartyPosition};

/// Which of the scripts of cases were asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// The one with this number.
    One(u8),
    /// All of them, in one county.
    All,
}

/// `1` to `13`, or `all`.
///
/// # Errors
/// What was expected instead.
pub fn chosen(text: &str) -> Result<Chosen, String> {
    let numbers = scripts::CASES.iter().map(|case| case.number);
    match text {
        "all" => Ok(Chosen::All),
        text => {
            let number = text.parse().ok().filter(|number| numbers.clone().any(|known| known == *number));
            number.map(Chosen::One).ok_or_else(|| "write a number from 1 to 13, or all".to_owned())
        }
    }
}

/// The cases asked for; those of the plain demo when none were.
#[must_use]
pub fn of(chosen: Option<Chosen>) -> Vec<&'static Case> {
    let scripts = scripts::CASES.iter().copied();
    match chosen {
        None => all(),
        Some(Chosen::All) => scripts.collect(),
        Some(Chosen::One(number)) => scripts.filter(|case| case.number == number).collect(),
    }
}

/// The agencies that act in these cases.
#[must_use]
pub fn seats(cases: &[&'static Case]) -> Vec<Seat> {
    let lines = cases.iter().flat_map(|case| case.lines());
    let keys: BTreeSet<_> = lines.flat_map(|line| [line.sender, line.receiver]).filter(|key| !key.is_empty()).collect();
    keys.into_iter().map(seat).collect()
}

/// The agency that scripts name by this role, or by its division and role.
fn seat(key: &'static str) -> Seat {
    let (division, role) = key.split_once('.').map_or((None, key), |(division, role)| (Some(division), role));
    let known = every_seat().chain(JOINED).find(|seat| seat.role == role && seat.division == division);
    known.unwrap_or(Seat { role, name: key, division })
}

/// Agencies that have a part in the scripts alone.
const JOINED: [Seat; 6] = [
    Seat { role: "procuratorate", name: "青河县人民检察院", division: None },
    Seat { role: "discipline", name: "青河县纪委监委", division: None },
    Seat {
        role: "petitions", name: "青河县住房和城乡建设局（信访机构）", division: Some("990121901")
    },
    Seat { role: "petitions", name: "青河县城市管理局（信访机构）", division: Some("990121902") },
    Seat { role: "judicial-bureau", name: "青河县临湖镇调处中心", division: Some("990121102") },
    Seat {
        role: "judicial-bureau", name: "青河县临湖镇柳湾村人民调解委员会", division: Some("990121102203")
    },
];

/// All cases of the plain demo, in the order of the table.
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

/// A step on another line than the case's own.
const fn on(line: &'static str, at: &'static str, by: &'static str, act: super::script::Act) -> Step {
    Step { at, by, on: line, act }
}

/// 值班领导审核同意: without it the police hand nothing over to mediation.
const APPROVED: super::script::Act = super::script::Act::LeaderEntry(
    r#"{"approval":{"kind":"police","answer":"grant","opinion":"同意移交人民调解。"}}"#,
);

/// A deadline on the case's own line.
const fn due(at: &'static str, rule: &'static str, last_day: &'static str) -> Step {
    due_on("", at, rule, last_day)
}

/// A deadline on another line.
const fn due_on(line: &'static str, at: &'static str, rule: &'static str, last_day: &'static str) -> Step {
    Step { at, by: "系统", on: line, act: super::script::Act::Due(rule, last_day) }
}

const fn step(at: &'static str, by: &'static str, act: super::script::Act) -> Step {
    Step { at, by, on: "", act }
}

#[cfg(test)]
mod tests {
    use super::super::script::Act;
    use super::{Chosen, all, of};

    #[test]
    fn every_script_keeps_the_order_of_its_dates() {
        for case in all().into_iter().chain(of(Some(Chosen::All))) {
            assert!(case.steps.windows(2).all(|pair| pair[0].at <= pair[1].at), "{}", case.title);
            for step in case.steps {
                assert!(crate::args::times::instant(step.at).is_ok(), "{}: {}", case.title, step.at);
            }
        }
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

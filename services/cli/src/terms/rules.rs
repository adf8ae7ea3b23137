//! All rules, each from the one agency that carries it. The only place outside their own directories that gathers them.

use std::{collections::BTreeMap, path::Path};

use duijie_core::{rules::Rules, term::Term, terms_common};
use duijie_kit::data::{DataFileError, terms_file};

/// Who carries what all agencies owe.
pub(super) const COMMON: &str = "common";

/// Every rule in every version, by name.
pub(super) fn all() -> Vec<Term> {
    let mut terms: Vec<Term> = sources().into_iter().flat_map(|(_, terms)| terms).collect();
    terms.sort_by_key(|term| (term.rule, term.in_force.from));
    terms
}

/// Every rule with a local file laid over it, if there is one.
pub(super) fn with(file: Option<&Path>) -> Result<Vec<Term>, DataFileError> {
    let mut terms = all();
    if let Some(file) = file {
        terms_file::overlay_from(file, terms_file::Rules::All, &mut terms)?;
    }
    Ok(terms)
}

/// What each agency carries, what all owe included.
pub(super) fn tables() -> BTreeMap<&'static str, Vec<Term>> {
    agencies().into_iter().map(|rules| (rules.role, rules.terms)).collect()
}

/// Role of the agency whose service carries this rule.
pub(super) fn carried_by(term: &Term) -> &'static str {
    let carries = |terms: &[Term]| terms.iter().any(|own| own.rule == term.rule);
    sources().into_iter().find(|(_, terms)| carries(terms)).map_or(COMMON, |(role, _)| role)
}

/// Each agency's own terms, and those of all.
fn sources() -> Vec<(&'static str, Vec<Term>)> {
    let common = terms_common::all();
    let own = |rules: Rules| {
        let own = rules.terms.into_iter().filter(|term| !common.iter().any(|other| other.rule == term.rule));
        (rules.role, own.collect())
    };
    agencies().into_iter().map(own).chain([(COMMON, terms_common::all())]).collect()
}

/// The rules of every agency: a new one has its line here.
#[must_use]
pub fn agencies() -> Vec<Rules> {
    vec![
        duijie_petitions::rules(),
        duijie_public_security::rules(),
        duijie_courts::rules(),
        duijie_judicial_bureau::rules(),
        duijie_oversight::rules(),
        duijie_procuratorate::rules(),
        duijie_discipline::rules(),
    ]
}

#[cfg(test)]
mod tests {
    use duijie_core::{rules::Handling, term::InForce};

    use super::*;

    fn by_rule() -> BTreeMap<String, Vec<Term>> {
        let mut rules = BTreeMap::<String, Vec<Term>>::new();
        for term in all() {
            rules.entry(term.rule.to_string()).or_default().push(term);
        }
        rules
    }

    #[test]
    fn there_are_seventy_one_rules_of_the_table_and_ten_of_our_own() {
        let names = |prefix: &str, last: u32| (1..=last).map(|n| format!("{prefix}{n:02}")).collect::<Vec<_>>();
        let mut expected =
            [names("XF", 16), names("GA", 17), names("SU", 12), names("SC", 6), names("RM", 15)].concat();
        expected.extend(names("DS", 12));
        expected.extend(["DS15", "DS16", "DS17"].map(str::to_owned));
        expected.sort();
        assert_eq!(expected.len(), 71 + 10);
        assert_eq!(by_rule().into_keys().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn each_rule_is_carried_by_exactly_one_agency() {
        for term in all() {
            let carriers = sources().into_iter().filter(|(_, terms)| terms.iter().any(|own| own.rule == term.rule));
            assert_eq!(carriers.count(), 1, "{}", term.rule);
        }
    }

    #[test]
    fn every_kind_that_an_agency_receives_runs_under_terms_that_it_carries_and_that_can_be_counted() {
        let today = duijie_core::time::Timestamp::from_micros(1_772_413_200_000_000);
        for rules in agencies() {
            assert!(rules.counting(&terms_common::ANSWER_OBJECTION, today).is_some(), "{}", rules.role);
            for offer in &rules.offers {
                let handling = match &offer.handling {
                    Handling::One(rule) => vec![*rule],
                    Handling::ByProcedure { ordinary, summary } => vec![*ordinary, *summary],
                    // The letter tells how long it is.
                    Handling::Told(_) => Vec::new(),
                    Handling::ByMode(terms) => terms.iter().map(|term| term.rule).collect(),
                };
                let of_all = [offer.acknowledging, offer.deciding].into_iter().chain(offer.objecting).chain(handling);
                for rule in of_all {
                    assert!(rules.counting(&rule, today).is_some(), "{} {} {rule}", rules.role, offer.kind);
                }
            }
        }
    }

    #[test]
    fn every_agency_orders_supervision_of_anyone_and_is_supervised_by_anyone() {
        let all = agencies();
        let kind = duijie_core::ids::Kind::literal(duijie_core::purpose::SUPERVISION);
        for rules in &all {
            for role in all.iter().map(|other| other.role).chain(["an-agency-yet-to-come"]) {
                assert!(rules.offer(&kind, role).is_some(), "{} from {role}", rules.role);
                assert!(
                    rules.sends(&kind).is_some_and(|sends| sends.to_roles.include(role)),
                    "{} to {role}",
                    rules.role
                );
            }
        }
    }

    #[test]
    fn every_agency_that_handles_anything_takes_petitions_from_anyone_and_only_discipline_inspection_accusations() {
        let takes = |rules: &duijie_core::rules::Rules, kind: &str| {
            rules.offer(&kind.parse().unwrap(), "an-agency-yet-to-come").is_some()
        };
        for rules in agencies().iter().filter(|rules| rules.role != duijie_oversight::ROLE) {
            assert!(takes(rules, "transfer") && takes(rules, "assignment"), "{}", rules.role);
            assert_eq!(takes(rules, "accusation"), rules.role == duijie_discipline::ROLE, "{}", rules.role);
        }
        assert!(!takes(&duijie_oversight::rules(), "transfer"), "it is told no more of a dispute than its outline");
    }

    #[test]
    fn the_versions_of_a_rule_follow_one_another_without_gap_or_overlap() {
        for (rule, versions) in by_rule() {
            for pair in versions.windows(2) {
                assert_eq!(pair[0].in_force.until, pair[1].in_force.from, "{rule}");
                assert!(pair[1].in_force.from.is_some(), "{rule}");
            }
        }
        let several: Vec<_> = by_rule().into_iter().filter(|(_, all)| all.len() > 1).map(|(rule, _)| rule).collect();
        assert_eq!(several, ["GA07", "SU07", "SU08"]);
    }

    #[test]
    fn every_rule_says_who_owes_what_from_when_until_when_on_what_basis() {
        for term in all() {
            let said = [
                term.name_zh,
                term.name_en,
                term.owed_by.zh,
                term.owed_by.en,
                term.starts.zh,
                term.starts.en,
                term.stops.zh,
                term.stops.en,
                term.basis.article,
                term.roll_basis,
            ];
            assert!(said.iter().all(|words| !words.trim().is_empty()), "{}: {said:?}", term.rule);
        }
    }

    #[test]
    fn a_rule_that_binds_only_since_a_date_does_not_hold_before_it() {
        let term = |rule: &str| all().into_iter().find(|term| term.rule.as_str() == rule).unwrap();
        assert_eq!(term("XF01").in_force, InForce { from: Some("2022-05-01".parse().unwrap()), until: None });
        assert_eq!(term("GA07").in_force, InForce { from: None, until: Some("2026-01-01".parse().unwrap()) });
    }
}

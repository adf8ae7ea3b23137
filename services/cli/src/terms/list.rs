//! `duijie terms list`.

use duijie_core::term::{BasisKind, Term};
use serde_json::Value;

use super::{refused, rules, said};
use crate::args::{Output, terms::List};
use crate::exit::Exit;
use crate::show::{self, tables};

/// Prints the rules that are asked for.
///
/// # Errors
/// When standard output is closed.
pub(super) fn act(output: Output, which: &List) -> anyhow::Result<Exit> {
    let terms = match rules::with(which.terms.as_deref()) {
        Ok(terms) => terms,
        Err(error) => return refused(&error),
    };
    let chosen: Vec<_> = terms.iter().filter(|term| is_chosen(term, which, &terms)).collect();
    match output {
        Output::Table | Output::Csv => show::print_text(&table(&chosen))?,
        Output::Json => show::print_json(&Value::Array(chosen.into_iter().map(said::json).collect()))?,
        Output::Jsonl => {
            let lines: Vec<_> = chosen.into_iter().map(|term| said::json(term).to_string()).collect();
            show::print_text(&lines.join("\n"))?;
        }
    }
    Ok(Exit::Done)
}

fn is_chosen(term: &Term, which: &List, all: &[Term]) -> bool {
    let newest = || {
        let versions = all.iter().filter(|other| other.rule == term.rule);
        versions.max_by_key(|other| other.in_force.from).is_some_and(|newest| newest.in_force == term.in_force)
    };
    let version = match which.on {
        Some(date) => term.in_force.holds_on(date),
        None => which.versions || newest(),
    };
    let agency = which.agency.as_ref().is_none_or(|agency| rules::carried_by(term) == agency);
    let kind = which.kind.is_none_or(|kind| term.basis.kind == BasisKind::from(kind));
    let id = which.ids.is_empty() || which.ids.iter().any(|id| term.rule.as_str().eq_ignore_ascii_case(id.trim()));
    version && agency && kind && id
}

fn table(terms: &[&Term]) -> String {
    let mut table = tables::table(["规则", "单位", "义务", "时长", "依据", "信度", "施行"]);
    for term in terms {
        table.add_row([
            term.rule.to_string(),
            rules::carried_by(term).to_owned(),
            term.name_zh.to_owned(),
            said::length(term),
            term.basis.to_string(),
            term.mark().to_owned(),
            said::in_force(&term.in_force),
        ]);
    }
    format!("{table}\n共 {} 条", terms.len())
}

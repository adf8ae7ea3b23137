//! `duijie terms check` and `diff`: calendars, local terms, added kinds and lists of mediation bodies, offline.

use std::path::Path;

use anyhow::Context;
use duijie_core::{
    bodies::Bodies,
    calendar::{Calendar, Day, DayKind},
    term::{BY_ANALOGY, Roll, Term, Words},
    time::Date,
};
use duijie_kit::data::{DataFileError, bodies_file, calendar_file, kinds_file};
use serde_json::{Value, json};

use super::{refused, rules, said};
use crate::args::Output;
use crate::exit::Exit;
use crate::show;

/// The days of the years that a calendar file may have.
const FIRST: Date = Date::constant(1999, 12, 1);
const LAST: Date = Date::constant(2999, 12, 31);

/// A file as it would be in force.
enum File {
    Calendar(Calendar),
    Terms(Vec<Term>),
    Kinds(Vec<(String, Words)>),
    Bodies(Bodies),
}

impl File {
    /// Reads a calendar if the file has years, added kinds if it has kinds, mediation bodies if it has some, local terms
    /// otherwise.
    fn read(path: &Path) -> Result<Self, DataFileError> {
        // What is no TOML at all is refused by whichever reads it.
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let table = text.parse::<toml::Table>();
        let has = |key: &str| match &table {
            Ok(table) => table.contains_key(key),
            Err(_) => text.contains(&format!("[[{key}]]")),
        };
        if has("years") {
            calendar_file::read(path).map(Self::Calendar)
        } else if has("kinds") {
            kinds_file::check(&path.display().to_string(), &text, &rules::tables()).map(Self::Kinds)
        } else if has("bodies") {
            bodies_file::parse(&path.display().to_string(), &text).map(Self::Bodies)
        } else {
            rules::with(Some(path)).map(Self::Terms)
        }
    }

    fn said(&self) -> String {
        match self {
            Self::Calendar(calendar) => format!("calendar {}", calendar.version()),
            Self::Terms(terms) => {
                let built_in = rules::all();
                let changed = terms.iter().filter(|term| !built_in.contains(term)).count();
                format!("local terms, {changed} of them other than built in")
            }
            Self::Kinds(kinds) => {
                let said = |(kind, name): &(String, Words)| format!("{kind} ({}, {})", name.zh, name.en);
                format!("added kinds: {}", kinds.iter().map(said).collect::<Vec<_>>().join("; "))
            }
            Self::Bodies(bodies) => {
                let mediators: usize = bodies.iter().map(|body| body.mediators.len()).sum();
                format!("mediation bodies: {}, with {mediators} mediators", bodies.iter().count())
            }
        }
    }
}

/// Says of each file that it is in order, or what is wrong in it.
///
/// # Errors
/// When standard output or error is closed.
pub(super) fn check(output: Output, files: &[std::path::PathBuf]) -> anyhow::Result<Exit> {
    let mut exit = Exit::Done;
    for path in files {
        let name = path.display().to_string();
        let (good, what) = match File::read(path) {
            Ok(file) => (true, file.said()),
            Err(error) => (false, error.to_string()),
        };
        if !good {
            exit = Exit::BadData;
        }
        match output {
            Output::Table | Output::Csv if good => show::print_text(&format!("ok      {name}: {what}"))?,
            Output::Table | Output::Csv => show::print_text(&format!("WRONG   {what}"))?,
            Output::Json | Output::Jsonl => {
                show::print_text(&json!({ "file": name, "ok": good, "what": what }).to_string())?;
            }
        }
    }
    Ok(exit)
}

/// Says what changes when `after` is in force instead of `before`.
///
/// # Errors
/// When one is a calendar and the other is not; when standard output or error is closed.
pub(super) fn diff(output: Output, before: &Path, after: &Path) -> anyhow::Result<Exit> {
    let (a, b) = match (File::read(before), File::read(after)) {
        (Ok(a), Ok(b)) => (a, b),
        (Err(error), _) | (_, Err(error)) => return refused(&error),
    };
    let changes = match (&a, &b) {
        (File::Calendar(a), File::Calendar(b)) => of_calendars(a, b),
        (File::Terms(a), File::Terms(b)) => of_terms(a, b),
        (
            File::Calendar(_) | File::Terms(_) | File::Kinds(_) | File::Bodies(_),
            File::Calendar(_) | File::Terms(_) | File::Kinds(_) | File::Bodies(_),
        ) => {
            let (before, after) = (before.display(), after.display());
            let what =
                format!("two calendars or two files of local terms can be compared; with `{after}` these are neither");
            return refused(&DataFileError::Unreadable { file: before.to_string(), what });
        }
    };
    let text = match output {
        Output::Table | Output::Csv if changes.is_empty() => "没有差别。No difference.".to_owned(),
        Output::Table | Output::Csv => changes.iter().map(Change::text).collect::<Vec<_>>().join("\n"),
        Output::Json => serde_json::to_string_pretty(&changes.iter().map(Change::json).collect::<Vec<_>>())
            .context("writing JSON")?,
        Output::Jsonl => changes.iter().map(|change| change.json().to_string()).collect::<Vec<_>>().join("\n"),
    };
    show::print_text(&text)?;
    Ok(Exit::Done)
}

/// One thing that differs: what of, and both its values.
struct Change {
    what: String,
    before: String,
    after: String,
}

impl Change {
    fn text(&self) -> String {
        format!("{}: {} → {}", self.what, self.before, self.after)
    }

    fn json(&self) -> Value {
        json!({ "what": self.what, "before": self.before, "after": self.after })
    }
}

fn of_calendars(a: &Calendar, b: &Calendar) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut differ = |what: String, before: String, after: String| {
        if before != after {
            changes.push(Change { what, before, after });
        }
    };
    differ("version".to_owned(), a.version().to_owned(), b.version().to_owned());
    for date in FIRST.series(jiff::Span::new().days(1)).take_while(|date| *date <= LAST) {
        let (before, after) = (a.day(date), b.day(date));
        if before.kind != after.kind {
            differ(date.to_string(), kind(before), kind(after));
        }
    }
    for year in FIRST.year()..=LAST.year() {
        let middle = Date::constant(year, 7, 1);
        differ(year.to_string(), standing(a.day(middle)), standing(b.day(middle)));
    }
    changes
}

fn kind(day: Day<'_>) -> String {
    match day.kind {
        DayKind::Workday => "工作日 working day".to_owned(),
        DayKind::Makeup(festival) => format!("{festival}调休上班 make-up workday"),
        DayKind::Weekend => "周末 weekend".to_owned(),
        DayKind::Festival(festival) => format!("{festival}放假 day off"),
    }
}

fn standing(day: Day<'_>) -> String {
    if day.noticed { "已公布 announced".to_owned() } else { "未公布 not announced".to_owned() }
}

fn of_terms(a: &[Term], b: &[Term]) -> Vec<Change> {
    let mut rules: Vec<_> = a.iter().chain(b).map(|term| term.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let versions =
        |terms: &[Term], rule| -> Vec<String> { terms.iter().filter(|term| term.rule == rule).map(version).collect() };
    let both = rules.into_iter().map(|rule| (rule, versions(a, rule), versions(b, rule)));
    both.filter(|(_, before, after)| before != after)
        .map(|(rule, before, after)| Change {
            what: rule.to_string(),
            before: before.join(" | "),
            after: after.join(" | "),
        })
        .collect()
}

fn version(term: &Term) -> String {
    let roll = match term.roll {
        Roll::ToNextWorkday => "",
        Roll::None if term.roll_basis == BY_ANALOGY => "，不顺延",
        Roll::None => "",
    };
    let remind = term.remind.map(|remind| format!("，提醒依据{}", remind.basis)).unwrap_or_default();
    format!("{}{roll}（{}{remind}）{}", said::length(term), term.basis, said::in_force(&term.in_force))
}

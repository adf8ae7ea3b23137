//! `duijie terms whatif`: what another length of a rule would have meant for duties that were done in time. Read from an
//! agency's journal, folded as `journal verify` folds it; nothing is written.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use duijie_core::{
    calendar::Calendar,
    due::{Counting, Due, display_due, due, resumed},
    matter::Matter,
    referral::{Deadline, DeadlineStatus, Owed, Referral},
    term::{OnSilence, Unit},
    time::Timestamp,
};
use duijie_kit::{
    config::Config,
    data::{DataFileError, calendar_file},
    directory::Directory,
    seal::{Environment, KeyFile, Keyring},
    store::sqlite::SqliteStore,
    verify::{Told, fold_journal},
};
use serde_json::{Value, json};

use super::{refused, rules, said};
use crate::args::{Output, terms::WhatIf};
use crate::exit::Exit;
use crate::journal::DATABASE;
use crate::show::{self, tables, words};

const INSTANT: std::time::Duration = std::time::Duration::from_micros(1);

/// Another length of a rule.
#[derive(Clone, Copy, Debug)]
struct Instead {
    length: u32,
    unit: Option<Unit>,
}

/// A duty that was done in time and would not have been.
#[derive(Debug)]
struct Missed<'a> {
    referral: &'a Referral,
    deadline: &'a Deadline,
    began: Timestamp,
    done: Timestamp,
    would_be_due: Timestamp,
}

/// What was found among the duties under the rule that began in time to be looked at.
#[derive(Debug, Default)]
struct Found<'a> {
    examined: usize,
    missed: Vec<Missed<'a>>,
    late_anyway: usize,
    not_done: usize,
}

/// Reads, counts and prints.
///
/// # Errors
/// When the store, its key or its configuration cannot be read, or a record in it is not in order.
pub(super) fn act(output: Output, asked: &WhatIf) -> anyhow::Result<Exit> {
    if let Err(wrong) = sound(asked) {
        crate::exit::tell_line(&wrong)?;
        return Ok(Exit::BadData);
    }
    let calendar = match calendar(asked) {
        Ok(calendar) => calendar,
        Err(error) => return refused(&error),
    };
    let told = read(asked)?;
    let found = examine(&told, asked, &calendar);
    match output {
        Output::Table | Output::Csv if !asked.json => show::print_text(&table(&found, asked))?,
        Output::Jsonl => show::print_text(&document(&found, asked).to_string())?,
        Output::Table | Output::Csv | Output::Json => show::print_json(&document(&found, asked))?,
    }
    Ok(Exit::Done)
}

/// What `--json` prints.
///
/// # Errors
/// When what is asked makes no sense, or a file or the journal cannot be read.
pub fn answer(asked: &WhatIf) -> anyhow::Result<Value> {
    sound(asked).map_err(anyhow::Error::msg)?;
    Ok(document(&examine(&read(asked)?, asked, &calendar(asked)?), asked))
}

fn calendar(asked: &WhatIf) -> Result<Calendar, DataFileError> {
    asked.calendar.as_deref().map_or_else(calendar_file::built_in, calendar_file::read)
}

/// What is asked makes sense: there is such a rule, and a term can be so long.
fn sound(asked: &WhatIf) -> Result<(), String> {
    let Some(term) = rules::all().into_iter().find(|term| term.rule == asked.rule) else {
        let rule = asked.rule;
        return Err(format!(
            "--rule: 没有规则“{rule}”；there is no rule `{rule}`, such as SU04; see duijie terms list"
        ));
    };
    let unit = asked.unit.map(Unit::from).or_else(|| term.counting().map(|counting| counting.unit));
    let longest = unit.map_or(Unit::Day.longest(), Unit::longest);
    let length = asked.length;
    if longest == 0 {
        return Err(format!("--rule: {}应当立即办理，没有时长；{} is to be done at once", term.name_zh, term.name_en));
    }
    if (1..=longest).contains(&length) {
        return Ok(());
    }
    Err(format!("--length: 应当在 1 至 {longest} 之间，不是 {length}；from 1 to {longest}, not {length}, such as 2"))
}

/// The journal in a data directory or a database file. Whose it is, is told by the configuration beside it.
fn read(asked: &WhatIf) -> anyhow::Result<Told> {
    let file: PathBuf = if asked.journal.is_dir() { asked.journal.join(DATABASE) } else { asked.journal.clone() };
    let beside = || file.parent().and_then(Path::parent).unwrap_or(Path::new(".")).join("agency.toml");
    let config_file = asked.config.clone().unwrap_or_else(beside);
    let config = Config::read(&config_file, std::iter::empty()).with_context(|| {
        format!("finding out whose journal `{}` is; name the agency's agency.toml with --config", file.display())
    })?;
    let agency = config.agency.parse().with_context(|| format!("reading the agency `{}`", config.agency))?;
    let directory = Arc::new(Directory::read(&config.directory_file)?);
    // No seal is made or checked here, so the environment does not matter.
    let keyring = Keyring::from_file(agency, Environment::Production, &KeyFile::read(&config.key_file)?, directory);
    let store =
        SqliteStore::open_read_only(&file).with_context(|| format!("opening the store `{}`", file.display()))?;
    fold_journal(&store, &keyring).with_context(|| format!("reading the journal in `{}`", file.display()))
}

fn examine<'a>(told: &'a Told, asked: &WhatIf, calendar: &Calendar) -> Found<'a> {
    let instead = Instead { length: asked.length, unit: asked.unit.map(Unit::from) };
    let since = Timestamp::beijing_midnight(asked.since);
    let mut found = Found::default();
    let duties = told.matters.iter().flat_map(|matter: &Matter| &matter.referrals);
    for (referral, deadline) in duties.flat_map(|it| it.deadlines.iter().map(move |deadline| (it, deadline))) {
        let base = deadline.earlier.first().unwrap_or(&deadline.due);
        if base.rule != asked.rule || base.started_at < since {
            continue;
        }
        found.examined += 1;
        let due = deadline.due.due;
        match deadline.status {
            DeadlineStatus::Met { at } if at < due => {
                let would_be_due = would_be_due(deadline, instead, calendar);
                if at >= would_be_due {
                    let began = base.started_at;
                    found.missed.push(Missed { referral, deadline, began, done: at, would_be_due });
                }
            }
            DeadlineStatus::Met { .. } => found.late_anyway += 1,
            DeadlineStatus::Open if told.recorded_at.is_some_and(|now| due <= now) => found.late_anyway += 1,
            DeadlineStatus::Cancelled { at } if due <= at => found.late_anyway += 1,
            DeadlineStatus::Open | DeadlineStatus::Suspended | DeadlineStatus::Cancelled { .. } => found.not_done += 1,
        }
    }
    found
}

/// When the duty would have been due: the other length with the same pauses, then the same extensions.
fn would_be_due(deadline: &Deadline, instead: Instead, calendar: &Calendar) -> Timestamp {
    let pauses: Vec<_> = deadline.pauses.iter().filter_map(|(from, until)| Some((*from, (*until)?))).collect();
    let base = deadline.earlier.first().unwrap_or(&deadline.due);
    let counting = Counting { length: instead.length, unit: instead.unit.unwrap_or(base.unit), ..base.counting() };
    let end = resumed(&counting, base.started_at, &pauses, calendar).due;
    let extensions = deadline.earlier.iter().skip(1).chain((!deadline.earlier.is_empty()).then_some(&deadline.due));
    extensions.fold(end, |end, further: &Due| due(&further.counting(), end.minus(INSTANT), calendar).due)
}

fn consequence(on_silence: OnSilence) -> (&'static str, &'static str) {
    match on_silence {
        OnSilence::Lapse => ("lapsed", "逾期未确认"),
        OnSilence::DeemedAcknowledged => ("deemed_acknowledged", "视为签收"),
        OnSilence::RemindOnly => ("missed", "逾期"),
    }
}

const fn owed(owed: Owed) -> (&'static str, &'static str) {
    match owed {
        Owed::ByUs => ("us", "本单位"),
        Owed::ByPeer => ("peer", "对方"),
    }
}

fn proto(at: Timestamp) -> prost_types::Timestamp {
    let micros = at.as_micros();
    let nanos = i32::try_from(micros.rem_euclid(1_000_000) * 1_000).unwrap_or(0);
    prost_types::Timestamp { seconds: micros.div_euclid(1_000_000), nanos }
}

fn table(found: &Found<'_>, asked: &WhatIf) -> String {
    let mut table = tables::table(["对接", "义务", "义务方", "起算", "完成", "依规则到期", "假设到期", "后果"]);
    for missed in &found.missed {
        table.add_row([
            missed.referral.id.as_str().to_owned(),
            missed.deadline.duty.zh().to_owned(),
            owed(missed.deadline.owed).1.to_owned(),
            words::minute(Some(&proto(missed.began))),
            words::minute(Some(&proto(missed.done))),
            display_due(missed.deadline.due.due),
            display_due(missed.would_be_due),
            consequence(missed.deadline.due.on_silence).1.to_owned(),
        ]);
    }
    let Found { examined, missed, late_anyway, not_done } = found;
    let count = missed.len();
    format!(
        "{table}\n规则 {}，{} 起：查看 {examined} 件，改为 {} 则有 {count} 件逾期，本已逾期 {late_anyway} 件，未办完 {not_done} 件\n\
         {examined} examined, {count} would have been late, {late_anyway} were late anyway, {not_done} are not done",
        asked.rule, asked.since, asked.length,
    )
}

fn document(found: &Found<'_>, asked: &WhatIf) -> Value {
    let instant = |at: Timestamp| show::json::instant(&proto(at));
    let missed = |missed: &Missed<'_>| {
        json!({
            "referral_id": missed.referral.id.as_str(),
            "duty": missed.deadline.duty.as_str(),
            "owed_by": owed(missed.deadline.owed).0,
            "peer": missed.referral.peer.as_str(),
            "began": instant(missed.began),
            "done": instant(missed.done),
            "due": instant(missed.deadline.due.due),
            "would_be_due": instant(missed.would_be_due),
            "would_have": consequence(missed.deadline.due.on_silence).0,
        })
    };
    json!({
        "rule": asked.rule.as_str(),
        "length": asked.length,
        "unit": asked.unit.map(|unit| said::unit_token(unit.into())),
        "since": asked.since.to_string(),
        "examined": found.examined,
        "would_have_lapsed": found.missed.len(),
        "late_anyway": found.late_anyway,
        "not_done": found.not_done,
        "referrals": found.missed.iter().map(missed).collect::<Vec<_>>(),
    })
}

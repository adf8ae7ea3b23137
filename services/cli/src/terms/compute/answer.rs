//! The answer to one line of `compute`.

use std::io::{self, Write};

use duijie_core::{
    calendar::Calendar,
    due::{Close, Counting, Ends, before, ends, last_day},
    term::{Basis, BasisKind, HourStart, Measure, OnSilence, Period, Roll, RuleId, Term, Unit},
    time::{Date, Timestamp},
};
use serde_json::json;

use super::line::{Direction, Line, Wrong};
use crate::terms::said::unit_token;

/// Stands for the rule where a line gives unit and number itself; it is never said.
const NO_RULE: RuleId = RuleId::literal("LINE");

/// Answers lines under these rules and this calendar.
pub(super) struct Answers<'a> {
    terms: &'a [Term],
    calendar: &'a Calendar,
    text: Vec<u8>,
}

/// What a line asks.
struct Asked<'a> {
    counting: Counting,
    from: Timestamp,
    direction: Direction,
    term: Option<&'a Term>,
}

impl<'a> Answers<'a> {
    /// With these.
    pub(super) const fn new(terms: &'a [Term], calendar: &'a Calendar) -> Self {
        Self { terms, calendar, text: Vec::new() }
    }

    /// Writes the answer to the line with this number; whether the line was a good one.
    pub(super) fn answer(&mut self, line: &[u8], number: u64, output: &mut impl Write) -> io::Result<bool> {
        match Line::read(line).and_then(|line| self.asked(&line)) {
            Ok(asked) => {
                self.text.clear();
                self.write(&asked)?;
                output.write_all(&self.text)?;
                Ok(true)
            }
            Err(wrong) => self.refuse(&wrong, number, output),
        }
    }

    /// Writes that the line with this number was refused; gives false.
    #[expect(clippy::unused_self, reason = "answers and refusals are written by the same one")]
    pub(super) fn refuse(&self, wrong: &Wrong, number: u64, output: &mut impl Write) -> io::Result<bool> {
        let Wrong { field, zh, en } = wrong;
        writeln!(output, "{}", json!({ "line": number, "error": { "field": field, "zh": zh, "en": en } }))?;
        Ok(false)
    }

    fn asked(&self, line: &Line<'_>) -> Result<Asked<'a>, Wrong> {
        let from = line.from()?;
        let said = line.direction()?;
        let (term, period, roll, on_silence, basis) = match line.rule.as_deref() {
            Some(rule) => {
                let term = self.term(rule, from)?;
                (Some(term), of_rule(term, line)?, term.roll, term.on_silence, term.basis)
            }
            None => {
                let period = of_line(line)?;
                (
                    None,
                    period,
                    Roll::ToNextWorkday,
                    OnSilence::RemindOnly,
                    Basis { kind: BasisKind::Design, article: "" },
                )
            }
        };
        let roll = match line.roll {
            None => roll,
            Some(true) => Roll::ToNextWorkday,
            Some(false) => Roll::None,
        };
        let direction = direction(term, said, period)?;
        let rule = term.map_or(NO_RULE, |term| term.rule);
        let close = closing(line.close()?, term, period, direction)?;
        let counting = Counting { rule, length: period.length, unit: period.unit, roll, on_silence, basis, close };
        Ok(Asked { counting, from, direction, term })
    }

    fn term(&self, rule: &str, from: Timestamp) -> Result<&'a Term, Wrong> {
        let mut versions = self.terms.iter().filter(|term| term.rule.as_str() == rule).peekable();
        if versions.peek().is_none() {
            return Err(Wrong::new(
                "rule",
                format!("没有规则“{rule}”；见 duijie terms list"),
                format!("there is no rule `{rule}`; see duijie terms list"),
            ));
        }
        let date = from.beijing_date();
        versions.find(|term| term.in_force.holds_on(date)).ok_or_else(|| {
            Wrong::new(
                "from",
                format!("规则 {rule} 在 {date} 尚未施行或者已经失效"),
                format!("the rule {rule} does not hold on {date}"),
            )
        })
    }

    fn write(&mut self, asked: &Asked<'_>) -> io::Result<()> {
        let Asked { counting, from, direction, term } = asked;
        let back = before(counting, *from, self.calendar).filter(|_| *direction == Direction::Back);
        let Ends { due, days, provisional, .. } = back.unwrap_or_else(|| ends(counting, *from, self.calendar));
        let out = &mut self.text;
        out.extend_from_slice(b"{\"due\":\"");
        write_instant(out, due)?;
        out.extend_from_slice(b"\",\"due_date\":\"");
        write_date(out, last_day(due))?;
        write!(out, "\",\"provisional\":{provisional},\"days\":")?;
        match days {
            Some(days) => write!(out, "{days}")?,
            None => out.extend_from_slice(b"null"),
        }
        if *direction == Direction::Back {
            out.extend_from_slice(b",\"direction\":\"back\"");
        }
        if let Some(close) = counting.close {
            write!(out, ",\"close\":\"{close}\"")?;
        }
        if let Some(term) = term {
            write!(
                out,
                ",\"rule\":\"{}\",\"n\":{},\"unit\":\"{}\",\"roll\":{}",
                counting.rule,
                counting.length,
                unit_token(counting.unit),
                counting.roll == Roll::ToNextWorkday,
            )?;
            out.extend_from_slice(b",\"roll_basis\":");
            serde_json::to_writer(&mut *out, term.roll_basis)?;
            if let Some(remind) = term.reminding() {
                let remind = Counting { roll: counting.roll, ..remind };
                out.extend_from_slice(b",\"remind\":\"");
                // Whichever is earlier reminds: the stricter one, whatever its unit.
                write_instant(out, ends(&remind, *from, self.calendar).due.min(due))?;
                out.push(b'"');
            }
        }
        out.extend_from_slice(b"}\n");
        Ok(())
    }
}

/// The length of a rule; the line gives what the rule leaves open, and nothing else.
fn of_rule(term: &Term, line: &Line<'_>) -> Result<Period, Wrong> {
    let rule = term.rule;
    let open =
        |zh: &str, en: &str| Err(Wrong::new("rule", format!("规则 {rule} {zh}"), format!("the rule {rule} {en}")));
    match term.measure {
        Measure::After(period) | Measure::Before(period) if line.n.is_none() && line.unit.is_none() => Ok(period),
        Measure::After(_) | Measure::Before(_) => Err(Wrong::new(
            if line.n.is_some() { "n" } else { "unit" },
            format!("规则 {rule} 已有时长和单位，不得另给"),
            format!("the rule {rule} has its own length and unit; give neither"),
        )),
        Measure::Specified(unit) if line.unit.is_none() => Ok(Period { length: number(line, unit)?, unit }),
        Measure::Specified(_) => Err(Wrong::new(
            "unit",
            format!("规则 {rule} 已有单位，只给 n"),
            format!("the rule {rule} has its own unit; give `n` alone"),
        )),
        Measure::Unset if line.unit.is_some() || line.n.is_some() => of_line(line),
        Measure::Unset => open(
            "无法定依据，没有时长；给出 n 和 unit，或者在本地期限文件中设定",
            "has no length by law; give `n` and `unit`, or set it in a local terms file",
        ),
        Measure::Times(_) => open("按次数触发，没有到期时间", "goes by a number of times and has no due instant"),
        Measure::UntilEvent => open("以事件为限，没有到期时间", "ends with an event and has no due instant"),
        Measure::Warnings(_) => {
            open("是其他期限的预警点，没有自己的到期时间", "warns of other terms and has no due instant")
        }
    }
}

/// Which way it is counted: a rule says so itself, a line without one may.
fn direction(term: Option<&Term>, said: Option<Direction>, period: Period) -> Result<Direction, Wrong> {
    let own = term.map(|term| match term.measure {
        Measure::Before(_) => Direction::Back,
        Measure::After(_)
        | Measure::Times(_)
        | Measure::Specified(_)
        | Measure::UntilEvent
        | Measure::Unset
        | Measure::Warnings(_) => Direction::Forward,
    });
    let direction = own.or(said).unwrap_or(Direction::Forward);
    if said.is_some_and(|said| said != direction) {
        let (zh, en) = match direction {
            Direction::Back => {
                ("自将来的事件倒推（back），from 写该事件的时间", "is counted back from the event at `from`")
            }
            Direction::Forward => ("自 from 起算（forward）", "is counted forward from `from`"),
        };
        return Err(Wrong::new("direction", format!("该规则{zh}"), format!("this rule {en}")));
    }
    if direction == Direction::Back && matches!(period.unit, Unit::Hour(_) | Unit::Immediate) {
        return Err(Wrong::new(
            "direction",
            "小时和立即办理不能倒推；可用单位：day, workday, month, year",
            "hours and what is due at once are not counted back; allowed are day, workday, month, year",
        ));
    }
    Ok(direction)
}

/// The close of business that ends the last day: the line's, else the rule's. What is not counted forward in days has none.
fn closing(
    said: Option<Close>,
    term: Option<&Term>,
    period: Period,
    direction: Direction,
) -> Result<Option<Close>, Wrong> {
    let timed = matches!(period.unit, Unit::Hour(_) | Unit::Immediate);
    if said.is_some() && (timed || direction == Direction::Back) {
        return Err(Wrong::new(
            "close",
            "停止业务时间只用于按日、工作日、月、年向后计算的期限；请删去 close",
            "a close of business ends only terms counted forward in days, working days, months or years; leave `close` out",
        ));
    }
    let own = term.and_then(|term| term.close).filter(|_| direction == Direction::Forward);
    Ok(said.or(own))
}

/// The length that a line gives itself.
fn of_line(line: &Line<'_>) -> Result<Period, Wrong> {
    let Some(unit) = line.unit.as_deref() else {
        return Err(Wrong::new("unit", "缺少 unit（或者 rule）", "`unit` is missing (or `rule`)"));
    };
    let hours_begin = match line.hours_begin.as_deref() {
        None | Some("at_once") => HourStart::AtOnce,
        Some("next_full_hour") => HourStart::NextFullHour,
        Some(other) => {
            return Err(Wrong::new(
                "hours_begin",
                format!("“{other}”无效；可用：at_once, next_full_hour"),
                format!("`{other}` is neither at_once nor next_full_hour"),
            ));
        }
    };
    let unit = match unit {
        "workday" => Unit::Workday,
        "day" => Unit::Day,
        "month" => Unit::Month,
        "year" => Unit::Year,
        "hour" => Unit::Hour(hours_begin),
        "immediate" => return Ok(Period { length: 0, unit: Unit::Immediate }),
        other => {
            return Err(Wrong::new(
                "unit",
                format!("“{other}”不是单位；可用：hour, day, workday, month, year, immediate"),
                format!("`{other}` is not a unit; allowed are hour, day, workday, month, year, immediate"),
            ));
        }
    };
    Ok(Period { length: number(line, unit)?, unit })
}

fn number(line: &Line<'_>, unit: Unit) -> Result<u32, Wrong> {
    let longest = unit.longest();
    match line.n {
        Some(n) if (1..=longest).contains(&n) => Ok(n),
        Some(n) => Err(Wrong::new(
            "n",
            format!("n 应当在 1 至 {longest} 之间，不是 {n}"),
            format!("`n` is from 1 to {longest}, not {n}"),
        )),
        None => Err(Wrong::new("n", "缺少 n：数目", "`n` is missing: how many")),
    }
}

/// RFC 3339 in Beijing; fractions of a second only where there are any.
fn write_instant(out: &mut Vec<u8>, at: Timestamp) -> io::Result<()> {
    write_date(out, at.beijing_date())?;
    let time = at.beijing_time_of_day();
    let seconds = time.as_secs();
    write!(out, "T{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)?;
    if time.subsec_micros() != 0 {
        write!(out, ".{:06}", time.subsec_micros())?;
    }
    out.extend_from_slice(b"+08:00");
    Ok(())
}

fn write_date(out: &mut Vec<u8>, date: Date) -> io::Result<()> {
    write!(out, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

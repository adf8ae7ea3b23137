//! What the demo shows while it plays: a table that is redrawn in place on a terminal, one line per step otherwise.

use std::io::Write;

use anyhow::Context;

use super::script::{Act, Step};
use super::stage::Play;
use crate::show::{tables, words};

/// Where and how progress is shown.
pub struct Board {
    out: Out,
    /// Lines of the table on the screen.
    drawn: usize,
    /// The last step of each case, with the state after it.
    rows: Vec<Option<(&'static str, String, i32)>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Out {
    Live,
    Lines,
    LinesOnStderr,
}

impl Board {
    /// On standard output; `live` redraws a table.
    #[must_use]
    pub fn on_stdout(live: bool) -> Self {
        Self::new(if live { Out::Live } else { Out::Lines })
    }

    /// Lines on standard error, where standard output is for a program.
    #[must_use]
    pub fn on_stderr() -> Self {
        Self::new(Out::LinesOnStderr)
    }

    const fn new(out: Out) -> Self {
        Self { out, drawn: 0, rows: Vec::new() }
    }

    /// One line about what is being prepared.
    ///
    /// # Errors
    /// When the output is closed.
    pub fn note(&mut self, line: &str) -> anyhow::Result<()> {
        self.write(&format!("{line}\n"))
    }

    /// A step of the case at `index` is done, and both sides show `state`.
    ///
    /// # Errors
    /// When the output is closed.
    pub fn step(&mut self, plays: &[Play], index: usize, step: &Step, state: i32) -> anyhow::Result<()> {
        self.rows.resize_with(plays.len(), || None);
        self.rows[index] = Some((step.act.zh(), format!("{} {}", step.at.replace('T', " "), step.by), state));
        if self.out == Out::Live {
            return self.redraw(plays);
        }
        let case = plays[index].case;
        let what = match &step.act {
            Act::Due(..) => plays[index].dues.last().map_or_else(String::new, |due| {
                let verdict = if due.is_right() { "相符" } else { "不符" };
                format!("期限 {} 算得 {}，脚本 {}，{verdict}", due.what, due.found, due.expected)
            }),
            Act::Refused(_, code) => format!("{}  {}：不予办理（{code}）", step.by, step.act.zh()),
            act if state == 0 => format!("{}  {}", step.by, act.zh()),
            act => format!("{}  {} → {}", step.by, act.zh(), words::referral_state(state)),
        };
        let number =
            if case.number == 0 { words::kind(case.kind).to_owned() } else { format!("案例 {}", case.number) };
        self.write(&format!("{}  {number}  {}  {what}\n", step.at.replace('T', " "), case.title))
    }

    /// The end of the demo: the table of all referrals, and one sentence.
    ///
    /// # Errors
    /// When the output is closed.
    pub fn end(&mut self, table: &str, sentence: &str) -> anyhow::Result<()> {
        self.write(&format!("\n{table}\n{sentence}\n"))
    }

    /// Draws over the table before.
    fn redraw(&mut self, plays: &[Play]) -> anyhow::Result<()> {
        let mut table = tables::table(["对接", "标题", "移交方", "状态", "最近一步", "时间与经办人"]);
        for (play, row) in plays.iter().zip(&self.rows) {
            let case = play.case;
            let (act, when, state) = row.clone().unwrap_or(("", String::new(), 0));
            let state = if state == 0 { String::new() } else { words::referral_state(state) };
            table.add_row([words::kind(case.kind), case.title, case.sender, &state, act, &when]);
        }
        let text = table.to_string();
        // Up to where the table before began, and everything below away.
        let back = if self.drawn == 0 { String::new() } else { format!("\x1b[{}A\x1b[J", self.drawn) };
        self.drawn = text.lines().count();
        self.write(&format!("{back}{text}\n"))
    }

    fn write(&self, text: &str) -> anyhow::Result<()> {
        let written = match self.out {
            // Straight to the terminal: colour may be unwanted there, but moving the cursor is what makes it live.
            Out::Live => {
                let mut out = std::io::stdout().lock();
                out.write_all(text.as_bytes()).and_then(|()| out.flush())
            }
            Out::Lines => anstream::stdout().lock().write_all(text.as_bytes()),
            Out::LinesOnStderr => anstream::stderr().lock().write_all(text.as_bytes()),
        };
        written.context("showing progress")
    }
}

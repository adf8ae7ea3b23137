//! What a case told while it was played: its steps, and its due dates beside those that its script writes down.

use serde::Serialize;

use super::script::{Act, Step};
use super::stage::Play;
use super::summary::Summary;
use crate::show::words;

/// One step that was done.
#[derive(Debug, Clone, Serialize)]
pub struct StepTold {
    /// When, in Beijing.
    pub at: String,
    /// Who.
    pub by: String,
    /// Of which agency.
    pub agency: String,
    /// What.
    pub what: String,
    /// The state that both sides then show; none where there is none.
    pub state: Option<String>,
    /// The code with which it was refused, as the script says.
    pub refused: Option<String>,
}

/// One deadline.
#[derive(Debug, Clone, Serialize)]
pub struct DueTold {
    /// When it was looked at, in Beijing.
    pub at: String,
    /// On which line of the case; empty for its own.
    pub line: &'static str,
    /// Its rule.
    pub what: String,
    /// Its last day by the script.
    pub expected: String,
    /// Its last day, or its end if that is not midnight; of several that differ all, empty if no agency shows one.
    pub found: String,
}

/// One case, as `--json` prints it.
#[derive(Debug, Serialize)]
pub struct CaseTold<'a> {
    /// Its number.
    pub case: u8,
    /// Its title.
    pub title: &'a str,
    /// Its steps.
    pub steps: &'a [StepTold],
    /// Its deadlines.
    pub dues: &'a [DueTold],
    /// How many of them are not as the script says.
    pub mismatches: usize,
}

impl StepTold {
    /// A step that was done.
    #[must_use]
    pub fn new(step: &Step, agency: String, state: i32) -> Self {
        let refused = match &step.act {
            Act::Refused(_, code) => Some((*code).to_owned()),
            _ => None,
        };
        Self {
            at: step.at.replace('T', " "),
            by: step.by.to_owned(),
            agency,
            what: step.act.zh().to_owned(),
            state: (state != 0).then(|| words::referral_state(state)),
            refused,
        }
    }
}

impl DueTold {
    /// What the agencies show, each once.
    #[must_use]
    pub fn new(step: &Step, rule: &str, expected: &str, found: &[String]) -> Self {
        let shown = |text: &String| text.strip_suffix(" 24:00").unwrap_or(text).to_owned();
        let found = found.iter().map(shown).collect::<Vec<_>>().join(" / ");
        Self {
            at: step.at.replace('T', " "),
            line: step.on,
            what: rule.to_owned(),
            expected: expected.to_owned(),
            found,
        }
    }

    /// Whether it is as the script says.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.expected == self.found
    }
}

/// The last words of the demo: every deadline that is not as its script says, and all counts in one sentence.
#[must_use]
pub fn ended(summary: &Summary, plays: &[Play]) -> String {
    let wrong =
        plays.iter().flat_map(|play| play.dues.iter().filter(|due| !due.is_right()).map(move |due| (play, due)));
    let line = |(play, due): (&Play, &DueTold)| {
        let DueTold { at, line, what, expected, found } = due;
        let found = if found.is_empty() { "没有该期限" } else { found };
        format!(
            "不符：案例 {} {} {at} {line} 期限 {what}：脚本 {expected}，算得 {found}",
            play.case.number, play.case.title
        )
    };
    wrong.map(line).chain([summary.sentence()]).collect::<Vec<_>>().join("\n")
}

impl<'a> CaseTold<'a> {
    /// Of what was played.
    #[must_use]
    pub fn of(play: &'a Play) -> Self {
        let wrong = play.dues.iter().filter(|due| !due.is_right()).count();
        Self { case: play.case.number, title: play.case.title, steps: &play.steps, dues: &play.dues, mismatches: wrong }
    }
}

#[cfg(test)]
mod tests {
    use super::{Act, DueTold, Step};

    fn told(found: &[&str]) -> DueTold {
        let found: Vec<_> = found.iter().map(|text| (*text).to_owned()).collect();
        let step = Step { at: "2026-11-06T09:05", by: "系统", on: "", act: Act::Due("SU08", "2026-11-13") };
        DueTold::new(&step, "SU08", "2026-11-13", &found)
    }

    #[test]
    fn a_due_date_is_right_only_if_every_agency_that_shows_one_shows_this_day_to_its_end() {
        assert!(told(&["2026-11-13 24:00"]).is_right());
        assert!(!told(&["2026-11-13 17:30"]).is_right(), "business closes earlier");
        assert!(!told(&["2026-11-16 24:00"]).is_right());
        assert!(!told(&[]).is_right(), "nobody shows one");
        let differ = told(&["2026-11-13 24:00", "2026-11-14 24:00"]);
        assert_eq!((differ.is_right(), differ.found.as_str()), (false, "2026-11-13 / 2026-11-14"));
    }
}

//! When a deadline of a case ends, as the agencies show it, beside what its script says.

use anyhow::ensure;
use duijie_proto::v1::{Deadline, Matter, Referral};
use prost_types::Timestamp;

use super::{Stage, Thread};
use crate::args::times::BEIJING;
use crate::demo::{
    perform::{matter, rule_of},
    report::DueTold,
    script::{Act, Step},
};

impl Stage {
    /// The newest deadline under `rule` on this line, at every agency that shows one: its own or its referral's.
    pub(super) async fn due(&self, index: usize, place: usize, step: &Step) -> anyhow::Result<Option<DueTold>> {
        let Act::Due(rule, expected) = step.act else { return Ok(None) };
        let mut found = Vec::new();
        for (matter, referral) in self.shown(&self.plays[index].lines[place]).await? {
            found.extend(newest(&matter, referral.as_ref(), rule));
        }
        found.dedup();
        Ok(Some(DueTold::new(step, rule, expected, &found)))
    }

    /// That an agency of this line shows what follows from this article, with its matter or its newest referral.
    pub(super) async fn advised(&self, index: usize, place: usize, article: &str) -> anyhow::Result<()> {
        let shown = self.shown(&self.plays[index].lines[place]).await?;
        let steps = shown.iter().flat_map(|(matter, referral)| {
            matter.next_steps.iter().chain(referral.iter().flat_map(|it| &it.next_steps))
        });
        let bases: Vec<_> = steps.map(|step| step.basis.as_str()).collect();
        ensure!(bases.contains(&article), "nobody shows what follows from {article}; shown: {bases:?}");
        Ok(())
    }

    /// The line's matter at both ends, with its newest referral.
    pub(super) async fn shown(&self, thread: &Thread) -> anyhow::Result<Vec<(Matter, Option<Referral>)>> {
        let line = thread.line;
        let Some(referral) = thread.referrals.last() else {
            return Ok(vec![(matter(self.client(line.sender)?, &thread.matter).await?, None)]);
        };
        let both = self.both_sides(line, referral).await?;
        let mut shown = Vec::new();
        for (agency, side) in [(line.sender, both.sender), (line.receiver, both.receiver)] {
            if let Some(side) = side {
                shown.push((matter(self.client(agency)?, &side.matter_id).await?, Some(side)));
            }
        }
        Ok(shown)
    }
}

/// Of those under the rule the one that began last, as people read its end. Until when competence can be contested is with
/// the referral.
fn newest(matter: &Matter, referral: Option<&Referral>, rule: &str) -> Option<String> {
    let began = |deadline: &Deadline| {
        let began = deadline.earlier.first().or(deadline.due.as_ref()).and_then(|due| due.started_at);
        began.map_or((0, 0), |at| (at.seconds, at.nanos))
    };
    let deadline = matter.deadlines.iter().filter(|it| rule_of(it) == rule).max_by_key(|it| began(it));
    let objection = || {
        let due = referral.and_then(|it| it.object_due.as_ref()).filter(|due| due.rule_id == rule)?;
        last_day(due.due.as_ref()?)
    };
    deadline.map(|it| it.due_text.clone()).or_else(objection)
}

/// An exclusive end as people read it.
fn last_day(due: &Timestamp) -> Option<String> {
    let before = jiff::Timestamp::from_second(due.seconds - 1).ok()?;
    Some(format!("{} 24:00", BEIJING.to_datetime(before).date()))
}

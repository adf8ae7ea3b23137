//! What clerks ask about deadlines of their own agency: mostly what can be, and some that cannot.

use super::{chance::Chance, site::Site};
use duijie_core::{
    command::{Command, OwnStep, Start},
    letter::body::{ExtensionGround, PartyConsent},
    matter::{Matter, OwnDeadline, own::Ending},
    outcome::SuspendReason,
    term::Term,
    time::Timestamp,
};
use duijie_testkit::sample;
use std::time::Duration;

/// Own deadlines that clerks start on one matter; what follows from an ending comes on top.
const STARTED_MAX: usize = 6;
/// Clerks remember what happened some days ago.
const REMEMBERED_HOURS: u64 = 72;

/// A request about an own deadline of `matter`; none where nothing comes to mind.
pub fn command(chance: &mut Chance, site: &Site, matter: &Matter, now: Timestamp) -> Option<Command> {
    let running: Vec<&OwnDeadline> = matter.own.iter().filter(|own| own.runs()).collect();
    if running.is_empty() || (matter.own.len() < STARTED_MAX && chance.percent(25)) {
        return start(chance, site, matter, now);
    }
    let own = if chance.percent(90) { *chance.pick(&running) } else { chance.pick(&matter.own) };
    let id = own.id.clone();
    let step = match chance.below(10) {
        0..=2 => {
            let ending = *chance.pick(&[Ending::Done, Ending::Failed, Ending::Dropped]);
            OwnStep::End { ending, at: before(chance, now), text: None, evidence: None }
        }
        3 | 4 => {
            let reason = *chance.pick(&[SuspendReason::Appraisal, SuspendReason::ForceMajeure, SuspendReason::Hearing]);
            OwnStep::Suspend { reason, evidence: sample::material("委托书") }
        }
        5 | 6 => OwnStep::Resume,
        7 | 8 if !is_rebased(site, own) => extend(chance),
        _ => OwnStep::Restart { from: before(chance, now).unwrap_or(now), evidence: sample::material("鉴定意见") },
    };
    Some(Command::Own { id, step })
}

/// Whether an appraisal begins it anew, so that clerks are more likely to say that.
fn is_rebased(site: &Site, own: &OwnDeadline) -> bool {
    site.office.data.get().rules.term(&own.rule()).is_some_and(|term| term.rebased_by.is_some())
}

/// Under any rule of the agency's table, more often one of a sequence or one that the end of a referral touches.
fn start(chance: &mut Chance, site: &Site, matter: &Matter, now: Timestamp) -> Option<Command> {
    let data = site.office.data.get();
    let terms: Vec<&Term> = data.rules.terms.iter().filter(|term| term.counting().is_some()).collect();
    let touched = |term: &Term| {
        data.rules.sends.iter().any(|sends| {
            let by_failure = sends.failed.iter().any(|after| after.where_runs.contains(&term.rule));
            by_failure || sends.extension_not_counted_in == Some(term.rule)
        })
    };
    let only = |of: &dyn Fn(&Term) -> bool| terms.iter().copied().filter(|term| of(term)).collect::<Vec<_>>();
    let likely = match chance.below(4) {
        0 | 1 => only(&touched),
        2 => only(&|term| term.rebased_by.is_some() || !term.then.is_empty()),
        _ => Vec::new(),
    };
    let from = if likely.is_empty() { &terms } else { &likely };
    if from.is_empty() {
        return None;
    }
    let term = *chance.pick(from);
    let variant = (!term.variants.is_empty() && chance.percent(30)).then(|| chance.pick(term.variants).token);
    Some(Command::Start(Start {
        matter: matter.id.clone(),
        rule: term.rule,
        variant: variant.map(|token| token.parse().unwrap()),
        started_at: before(chance, now),
    }))
}

fn extend(chance: &mut Chance) -> OwnStep {
    let length = u32::try_from(chance.below(20)).unwrap();
    let consent = |party| PartyConsent { party: sample::text(party), evidence: sample::material("同意书") };
    let ground = if chance.percent(50) {
        ExtensionGround::Consent(vec![consent("甲"), consent("乙")])
    } else {
        ExtensionGround::Approval { by: sample::text("某负责人"), document: sample::material("批准文书") }
    };
    OwnStep::Extend { length, ground, reason: None }
}

fn before(chance: &mut Chance, now: Timestamp) -> Option<Timestamp> {
    chance.percent(40).then(|| now.minus(Duration::from_secs(3_600 * chance.below(REMEMBERED_HOURS))))
}

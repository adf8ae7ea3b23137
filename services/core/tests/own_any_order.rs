//! Own deadlines asked about in any order: whatever is asked, none is lost, none fires twice, and one runs under each rule.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    apply::apply,
    event::{Event, OwnEvent, Stamp},
    ids::OwnId,
    matter::{Matter, OwnDeadline, own::Ending},
    outcome::SuspendReason,
    referral::DeadlineStatus,
    time::Timestamp,
};
use duijie_testkit::own::OwnClock;
use proptest::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

const RULES: [&str; 7] = ["AA01", "AA02", "AA03", "AA04", "AA05", "AA06", "AA07"];

#[derive(Clone, Debug)]
enum Asked {
    Start(usize, bool, u64),
    End(usize, Ending, u64),
    Suspend(usize, bool),
    Resume(usize),
    Extend(usize, u32),
    Restart(usize, u64),
    Pass(u64),
    Wake,
}

fn any_asked() -> impl Strategy<Value = Asked> {
    let rule = 0..RULES.len();
    let ending = prop::sample::select(vec![Ending::Done, Ending::Failed, Ending::Dropped]);
    prop_oneof![
        4 => (rule.clone(), any::<bool>(), 0..400_u64).prop_map(|(rule, short, hours)| Asked::Start(rule, short, hours)),
        4 => (rule.clone(), ending, 0..100_u64).prop_map(|(rule, ending, hours)| Asked::End(rule, ending, hours)),
        2 => (rule.clone(), any::<bool>()).prop_map(|(rule, force)| Asked::Suspend(rule, force)),
        2 => rule.clone().prop_map(Asked::Resume),
        2 => (rule.clone(), 0..40_u32).prop_map(|(rule, length)| Asked::Extend(rule, length)),
        1 => (rule, 0..100_u64).prop_map(|(rule, hours)| Asked::Restart(rule, hours)),
        4 => (0..300_u64).prop_map(Asked::Pass),
        3 => Just(Asked::Wake),
    ]
}

fn ago(now: Timestamp, hours: u64) -> Timestamp {
    now.minus(Duration::from_secs(hours * 3600))
}

/// Refusals are as good as anything else here.
fn ask(clock: &mut OwnClock, asked: &Asked) {
    use duijie_core::command::OwnStep;
    let now = clock.desk.now;
    let known = |clock: &OwnClock, rule: usize| clock.matter().own.iter().any(|own| own.rule().as_str() == RULES[rule]);
    match *asked {
        Asked::Start(rule, short, hours) => {
            drop(clock.start_with(RULES[rule], short.then_some("short"), Some(ago(now, hours))));
        }
        Asked::End(rule, ending, hours) if known(clock, rule) => {
            let step = OwnStep::End { ending, at: Some(ago(now, hours)), text: None, evidence: None };
            drop(clock.ask(RULES[rule], step));
        }
        Asked::Suspend(rule, force) if known(clock, rule) => {
            let reason = if force { SuspendReason::ForceMajeure } else { SuspendReason::Appraisal };
            drop(clock.suspend(RULES[rule], reason));
        }
        Asked::Resume(rule) if known(clock, rule) => drop(clock.resume(RULES[rule])),
        Asked::Extend(rule, length) if known(clock, rule) => drop(clock.extend(RULES[rule], length)),
        Asked::Restart(rule, hours) if known(clock, rule) => {
            let evidence = duijie_testkit::sample::material("鉴定意见");
            drop(clock.ask(RULES[rule], OwnStep::Restart { from: ago(now, hours), evidence }));
        }
        Asked::Pass(hours) => clock.desk.now = now.plus(Duration::from_secs(hours * 3600)),
        Asked::Wake => {
            clock.wake_all();
            let late = clock.matter().own.iter().find(|own| own.deadline.wake().is_some_and(|wake| wake.at <= now));
            assert_eq!(late, None, "woken and still wanting to be");
        }
        Asked::End(..) | Asked::Suspend(..) | Asked::Resume(_) | Asked::Extend(..) | Asked::Restart(..) => {}
    }
}

fn watch(before: &Matter, after: &Matter) {
    for (at, own) in after.own.iter().enumerate() {
        assert_eq!(own.id, OwnId::nth(&after.id, at + 1), "ids count on");
        let deadline = &own.deadline;
        assert_eq!(deadline.pauses.len(), own.paused_for.len());
        let open = deadline.pauses.last().is_some_and(|(_, until)| until.is_none());
        assert!(deadline.status != DeadlineStatus::Suspended || open, "{own:?}");
        assert!(deadline.status != DeadlineStatus::Open || !open, "{own:?}");
        assert_eq!(own.runs(), own.ended.is_none());
        assert!(own.follows.as_ref().is_none_or(|id| after.own(id).is_some()));
    }
    let running: Vec<_> = after.own.iter().filter(|own| own.runs()).map(OwnDeadline::rule).collect();
    assert_eq!(running.iter().collect::<BTreeSet<_>>().len(), running.len(), "two under one rule: {running:?}");
    for old in &before.own {
        let new = after.own(&old.id).unwrap_or_else(|| panic!("{} is lost", old.id));
        assert!(old.runs() || old == new, "{} was ended and changed", old.id);
        assert!(new.deadline.due.due >= old.deadline.due.due, "{} came earlier", old.id);
    }
}

/// The same events fold to the same matter, and each end is told to have passed once.
fn fold_again(clock: &OwnClock) {
    let id = clock.matter().id.clone();
    let mut fired: BTreeMap<(OwnId, Timestamp), u32> = BTreeMap::new();
    let mut folded = None;
    for (at, event) in clock.desk.events.iter().enumerate() {
        if let Event::Own { id, what } = event
            && let OwnEvent::Fired { due, .. } = **what
        {
            *fired.entry((id.clone(), due)).or_default() += 1;
        }
        let stamp = Stamp { matter: &id, recorded_at: clock.desk.now, position: at as u64 + 1 };
        folded = apply(folded, stamp, event);
    }
    assert!(fired.values().all(|times| *times == 1), "{fired:?}");
    let ids = |matter: &Matter| matter.own.iter().map(|own| (own.id.clone(), own.ended.clone())).collect::<Vec<_>>();
    assert_eq!(ids(&folded.unwrap()), ids(clock.matter()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn none_is_lost_none_fires_twice_and_one_runs_under_each_rule(story in prop::collection::vec(any_asked(), 1..40)) {
        let mut clock = OwnClock::sample();
        for asked in &story {
            let before = clock.matter().clone();
            ask(&mut clock, asked);
            watch(&before, clock.matter());
        }
        fold_again(&clock);
    }
}

//! Random commits to both stores: every list, search and line is the same.

use super::fixtures::*;
use crate::store::{Store, memory::MemoryStore, rows::*, sqlite::SqliteStore};
use duijie_core::{
    letter::body::RemindStage,
    referral::{Duty, Side, Stage},
};
use proptest::prelude::*;

const DUTIES: [Duty; 4] = [Duty::Acknowledge, Duty::Own, Duty::Handle, Duty::FeedBack];
const OFFICERS: [&str; 2] = ["王某", "李某"];
const STATES: [&str; 4] = ["open", "suspended", "met", "cancelled"];
/// Few values each, so that rows meet, tie and replace each other.
const FEW: i64 = 5;

prop_compose! {
    fn a_matter()(n in 0..6, closed: bool, dispute in 0..3, registered in 0..FEW, position in 0..FEW as u64,
                  text in "[张三李𠮷aB9 ,\"*]{0,7}") -> MatterRow {
        MatterRow { closed, dispute: id(&format!("D-{dispute}")), registered_at: at(registered), position, text,
            ..matter(&format!("M-{n}")) }
    }
}

prop_compose! {
    fn a_referral()(n in 0..8, of in 0..6, dispute in 0..3, sent: bool, theirs: bool, police_kind: bool,
                    stage in 0..Stage::ALL.len(), sent_at in 0..FEW, due in proptest::option::of(0..FEW),
                    position in 0..FEW as u64, silent in proptest::option::of(0..FEW)) -> ReferralRow {
        ReferralRow {
            dispute: id(&format!("D-{dispute}")),
            side: if sent { Side::Sender } else { Side::Receiver },
            peer: if theirs { courts() } else { police() },
            kind: if police_kind { "police" } else { "petition" }.to_owned(),
            stage: Stage::ALL[stage],
            sent_at: at(sent_at),
            due: due.map(at),
            position,
            silent_from: silent.map(at),
            ..referral(&format!("R-{n}-d1"), &format!("M-{of}"))
        }
    }
}

prop_compose! {
    fn a_deadline()(of in 0..8, matter in 0..6, duty in 0..4_usize, state in 0..4_usize, ours: bool, due in 0..FEW,
                    wake in proptest::option::of(0..FEW), provisional: bool,
                    officer in proptest::option::of(0..OFFICERS.len()),
                    step in proptest::option::of((0..RemindStage::ALL.len(), 0..FEW as u64))) -> DeadlineRow {
        DeadlineRow { state: STATES[state], owed_by_us: ours, wake_at: wake.map(at), provisional,
            matter: id(&format!("M-{matter}")),
            officer: officer.map(|n| OFFICERS[n].to_owned()), step: step.map(|(n, at)| (RemindStage::ALL[n], at)),
            ..deadline(&format!("R-{of}-d1"), DUTIES[duty], due) }
    }
}

prop_compose! {
    fn a_commit()(matters in prop::collection::vec(a_matter(), 0..4),
                  referrals in prop::collection::vec(a_referral(), 0..5),
                  deadlines in prop::collection::vec(a_deadline(), 0..6),
                  memos in prop::collection::vec(0..30, 0..2)) -> Commit {
        let memos = memos.iter().map(|n| memo(&format!("q-{n}"))).collect();
        Commit { matters, referrals, deadlines, memos, ..Commit::default() }
    }
}

prop_compose! {
    fn a_referral_filter()(stages in prop::collection::vec(0..Stage::ALL.len(), 0..4), kind: Option<bool>,
                           peer: Option<bool>, side: Option<bool>, dispute in proptest::option::of(0..3),
                           overdue in proptest::option::of((any::<bool>(), 0..FEW)),
                           due_before in proptest::option::of(0..FEW), text in a_query()) -> ReferralFilter {
        ReferralFilter {
            stages: stages.into_iter().map(|n| Stage::ALL[n]).collect(),
            kind: kind.map(|police| if police { "police" } else { "petition" }.to_owned()),
            peer: peer.map(|theirs| if theirs { courts() } else { police() }),
            side: side.map(|sent| if sent { Side::Sender } else { Side::Receiver }),
            dispute: dispute.map(|n| id(&format!("D-{n}"))),
            overdue: overdue.map(|(overdue, t)| (overdue, at(t))),
            due_before: due_before.map(at),
            text,
        }
    }
}

prop_compose! {
    fn a_matter_filter()(closed: Option<bool>, dispute in proptest::option::of(0..3), text in a_query(),
                         referral in proptest::option::of(a_referral_filter()),
                         due_before in proptest::option::of(0..FEW)) -> MatterFilter {
        let due_before = due_before.map(at);
        MatterFilter { closed, dispute: dispute.map(|n| id(&format!("D-{n}"))), text, referral, due_before }
    }
}

prop_compose! {
    fn a_deadline_filter()(states in prop::collection::vec(0..4_usize, 0..3), owed_by_us: Option<bool>,
                           overdue in proptest::option::of((any::<bool>(), 0..FEW)),
                           due_before in proptest::option::of(0..FEW),
                           referral in proptest::option::of(0..8),
                           duties in prop::collection::vec(0..DUTIES.len(), 0..3),
                           told in proptest::option::weighted(0.3, (0..OFFICERS.len(), 0..FEW))) -> DeadlineFilter {
        DeadlineFilter {
            states: states.into_iter().map(|n| STATES[n]).collect(),
            owed_by_us,
            overdue: overdue.map(|(overdue, t)| (overdue, at(t))),
            due_before: due_before.map(at),
            referral: referral.map(|n| id(&format!("R-{n}-d1"))),
            duties: duties.into_iter().map(|n| DUTIES[n]).collect(),
            told: told.map(|(n, after)| Told { officer: OFFICERS[n].to_owned(), after: after.unsigned_abs() }),
        }
    }
}

fn a_query() -> impl Strategy<Value = Option<String>> {
    proptest::option::weighted(0.3, "[张三李𠮷aB9 *\"]{0,3}")
}

/// Everything that can be asked, once; the answers of both stores are compared as text.
fn answers(
    store: &dyn Store,
    matters: &MatterFilter,
    referrals: &ReferralFilter,
    deadlines: &DeadlineFilter,
    limit: usize,
) -> Vec<String> {
    let mut answers = derived(store);
    for order in [OrderBy::Began, OrderBy::Due, OrderBy::Position] {
        for run in [Run::Up, Run::Down] {
            let pages = all_pages(order, run, limit, |page| store.list_matters(matters, page).unwrap());
            answers.push(format!("{order:?} {run:?} {pages:?}"));
            let pages = all_pages(order, run, limit, |page| store.list_referrals(referrals, page).unwrap());
            answers.push(format!("{order:?} {run:?} {pages:?}"));
            let pages = all_pages(order, run, limit, |page| store.list_deadlines(deadlines, page).unwrap());
            answers.push(format!("{order:?} {run:?} {pages:?}"));
        }
    }
    let wakes = store.wakes(None, limit).unwrap();
    answers.push(format!("{:?} {:?}", store.wakes(wakes.last(), limit).unwrap(), wakes));
    let silent = store.silent(at(2), None, limit).unwrap();
    answers.push(format!("{:?} {:?}", store.silent(at(2), silent.last(), limit).unwrap(), silent));
    answers
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn both_stores_answer_alike_whatever_is_committed(
        commits in prop::collection::vec(a_commit(), 1..8),
        filters in prop::collection::vec((a_matter_filter(), a_referral_filter(), a_deadline_filter()), 6),
        limit in 1..5_usize,
    ) {
        let directory = tempfile::tempdir().unwrap();
        let sqlite = SqliteStore::open(&directory.path().join("store")).unwrap();
        let memory = MemoryStore::new();
        for mut commit in commits {
            let next = memory.head().unwrap().position + 1;
            commit.records = vec![record(next, Some("M-1"))];
            prop_assert_eq!(sqlite.commit(&commit).is_ok(), memory.commit(&commit).is_ok());
            prop_assert_eq!(sqlite.head().unwrap(), memory.head().unwrap());
        }
        for (matters, referrals, deadlines) in &filters {
            let ours = answers(&sqlite, matters, referrals, deadlines, limit);
            prop_assert_eq!(ours, answers(&memory, matters, referrals, deadlines, limit));
        }
    }
}

//! Commits and what is read back by key: all or nothing, positions without gaps, records, letters, memos, peers.

use super::fixtures::*;
use crate::store::counted::{CountedChange, CountedRow};
use crate::store::{Head, Store, StoreError, WakeKey, rows::*};
use duijie_core::statistics::Part;
use duijie_core::{
    letter::body::RemindStage,
    matter::DeadlineKey,
    referral::{Duty, Stage},
};

on_every_store! {
    an_empty_store_has_an_empty_head,
    the_head_is_the_newest_record,
    a_gap_in_positions_is_refused_and_nothing_is_written,
    a_repeated_position_is_refused,
    a_letter_that_is_there_already_undoes_the_whole_commit,
    a_memo_that_is_there_already_undoes_the_whole_commit,
    records_of_a_matter_come_oldest_first_and_alone,
    records_are_read_by_position_and_after_one,
    records_about_no_matter_come_newest_first_and_alone,
    letters_of_one_chain_are_paged_by_number,
    a_memo_is_found_by_its_request,
    a_sequence_of_documents_has_a_newest_number_and_none_twice,
    the_matter_of_a_referral_is_found,
    records_of_the_matters_of_many_referrals_come_in_their_order,
    peers_come_back_as_written_and_are_replaced,
    parked_letters_that_wait_are_paged_by_peer_and_number,
    a_row_written_again_replaces_the_one_before,
    what_fired_wakes_no_more_and_is_the_newest_of_its_referral_and_matter,
    an_own_deadline_that_fired_is_the_newest_of_its_matter_alone,
    what_cannot_fire_undoes_the_whole_commit,
    derived_rows_are_sorted_lines_of_which_free_text_shows_only_a_digest,
}

fn an_empty_store_has_an_empty_head(store: &dyn Store) {
    assert_eq!(store.head().unwrap(), Head::default());
    assert_eq!(derived(store), Vec::<String>::new());
}

fn the_head_is_the_newest_record(store: &dyn Store) {
    store.commit(&Commit { records: vec![record(1, None), record(2, Some("M-1"))], ..Commit::default() }).unwrap();
    store.commit(&Commit { records: vec![record(3, None)], ..Commit::default() }).unwrap();
    assert_eq!(store.head().unwrap(), Head { position: 3, digest: digest(3), recorded_at: at(30) });
}

fn a_gap_in_positions_is_refused_and_nothing_is_written(store: &dyn Store) {
    for records in [vec![record(2, None)], vec![record(1, None), record(3, None)]] {
        let commit = Commit { records, matters: vec![matter("M-1")], ..Commit::default() };
        assert!(matches!(store.commit(&commit), Err(StoreError::Damaged { .. })));
        assert_eq!((store.head().unwrap().position, derived(store).len()), (0, 0));
    }
}

fn a_repeated_position_is_refused(store: &dyn Store) {
    let commit = Commit { records: vec![record(1, None)], ..Commit::default() };
    store.commit(&commit).unwrap();
    assert!(matches!(store.commit(&commit), Err(StoreError::Damaged { .. })));
}

fn a_letter_that_is_there_already_undoes_the_whole_commit(store: &dyn Store) {
    let letters = vec![letter(&courts(), Direction::Out, 1)];
    store.commit(&Commit { letters: letters.clone(), ..Commit::default() }).unwrap();
    let again = Commit { records: vec![record(1, None)], letters, matters: vec![matter("M-1")], ..Commit::default() };
    assert!(matches!(store.commit(&again), Err(StoreError::Damaged { .. })));
    assert_eq!((store.head().unwrap().position, derived(store).len()), (0, 1));
}

fn a_memo_that_is_there_already_undoes_the_whole_commit(store: &dyn Store) {
    let twice = Commit { records: vec![record(1, None)], memos: vec![memo("q-1"), memo("q-1")], ..Commit::default() };
    assert!(matches!(store.commit(&twice), Err(StoreError::Damaged { .. })));
    assert_eq!((store.head().unwrap().position, store.memo(&id("q-1")).unwrap()), (0, None));
}

fn records_of_a_matter_come_oldest_first_and_alone(store: &dyn Store) {
    let records = vec![record(1, Some("M-1")), record(2, Some("M-2")), record(3, None), record(4, Some("M-1"))];
    store.commit(&Commit { records, ..Commit::default() }).unwrap();
    assert_eq!(store.records_of(&id("M-1"), 0).unwrap(), [record(1, Some("M-1")), record(4, Some("M-1"))]);
    assert_eq!(store.records_of(&id("M-1"), 1).unwrap(), [record(4, Some("M-1"))]);
    assert_eq!(store.records_of(&id("M-3"), 0).unwrap(), []);
}

fn records_are_read_by_position_and_after_one(store: &dyn Store) {
    store.commit(&Commit { records: (1..=5).map(|n| record(n, None)).collect(), ..Commit::default() }).unwrap();
    assert_eq!(store.records_after(2, 2).unwrap(), [record(3, None), record(4, None)]);
    assert_eq!(store.records_after(5, 2).unwrap(), []);
    assert_eq!(store.records_after(u64::MAX, 2).unwrap(), []);
    assert_eq!(store.record(5).unwrap(), Some(record(5, None)));
    assert_eq!((store.record(0).unwrap(), store.record(6).unwrap()), (None, None));
}

fn letters_of_one_chain_are_paged_by_number(store: &dyn Store) {
    let chain = |direction| (1..=12).map(move |number| letter(&courts(), direction, number));
    let letters = chain(Direction::Out).chain(chain(Direction::In)).chain([letter(&police(), Direction::Out, 1)]);
    store.commit(&Commit { letters: letters.collect(), ..Commit::default() }).unwrap();
    for direction in [Direction::Out, Direction::In] {
        let page = store.letters(&courts(), direction, 9, 3).unwrap();
        assert_eq!(page, (9..=11).map(|n| letter(&courts(), direction, n)).collect::<Vec<_>>());
        assert_eq!(store.letters(&courts(), direction, 12, 3).unwrap(), [letter(&courts(), direction, 12)]);
        assert_eq!(store.letters(&courts(), direction, u64::MAX, 3).unwrap(), []);
    }
    assert_eq!(store.letters(&police(), Direction::In, 0, 3).unwrap(), []);
}

fn a_memo_is_found_by_its_request(store: &dyn Store) {
    store.commit(&Commit { memos: vec![memo("q-1")], ..Commit::default() }).unwrap();
    assert_eq!(store.memo(&id("q-1")).unwrap(), Some(memo("q-1")));
    assert_eq!(store.memo(&id("q-2")).unwrap(), None);
}

fn fired(of: &str, position: u64) -> FiredRow {
    fired_of(DeadlineKey::Referral(id(of), Duty::Handle), position)
}

fn fired_of(key: DeadlineKey, position: u64) -> FiredRow {
    FiredRow { key, matter: id("M-1"), position, stage: RemindStage::Due, wake_at: Some(at(90)) }
}

fn an_own_deadline_that_fired_is_the_newest_of_its_matter_alone(store: &dyn Store) {
    let key = DeadlineKey::Own(id("M-1-d1"));
    let rows = |position, wake_at, step: Option<u64>| Commit {
        matters: vec![MatterRow { position, ..matter("M-1") }],
        // Named as the own deadline is.
        referrals: vec![ReferralRow { position: 1, ..referral("M-1-d1", "M-1") }],
        deadlines: vec![DeadlineRow {
            wake_at,
            step: step.map(|at| (RemindStage::Due, at)),
            ..deadline("M-1-d1", Duty::Own, 5)
        }],
        ..Commit::default()
    };
    store.commit(&rows(1, Some(at(5)), None)).unwrap();
    let wake = WakeKey { at: at(5), key: key.clone() };
    assert_eq!(store.deadlines_of(&[wake]).unwrap(), [Some(deadline("M-1-d1", Duty::Own, 5))]);
    store.commit(&Commit { fired: vec![fired_of(key, 7)], ..Commit::default() }).unwrap();
    let fresh = crate::store::memory::MemoryStore::new();
    fresh.commit(&rows(7, Some(at(90)), Some(7))).unwrap();
    assert_eq!(derived(store), derived(&fresh));
    let unknown = fired_of(DeadlineKey::Own(id("M-1-d2")), 8);
    assert!(store.commit(&Commit { fired: vec![unknown], ..Commit::default() }).is_err());
}

fn what_fired_wakes_no_more_and_is_the_newest_of_its_referral_and_matter(store: &dyn Store) {
    let rows = |position, wake_at, step: Option<u64>| Commit {
        matters: vec![MatterRow { position, ..matter("M-1") }],
        referrals: vec![ReferralRow { position, ..referral("R-1", "M-1") }],
        deadlines: vec![
            DeadlineRow { wake_at, step: step.map(|at| (RemindStage::Due, at)), ..deadline("R-1", Duty::Handle, 5) },
            deadline("R-1", Duty::Accept, 5),
        ],
        ..Commit::default()
    };
    store.commit(&rows(1, Some(at(5)), None)).unwrap();
    let keys =
        [Duty::Handle, Duty::FeedBack].map(|duty| WakeKey { at: at(5), key: DeadlineKey::Referral(id("R-1"), duty) });
    assert_eq!(store.deadlines_of(&keys).unwrap(), [Some(deadline("R-1", Duty::Handle, 5)), None]);
    store.commit(&Commit { fired: vec![fired("R-1", 7)], ..Commit::default() }).unwrap();
    let fresh = crate::store::memory::MemoryStore::new();
    fresh.commit(&rows(7, Some(at(90)), Some(7))).unwrap();
    assert_eq!(derived(store), derived(&fresh));
    // Whatever else a commit says of a row is written after it.
    store.commit(&Commit { fired: vec![fired("R-1", 8)], ..rows(9, None, Some(9)) }).unwrap();
    fresh.commit(&rows(9, None, Some(9))).unwrap();
    assert_eq!(derived(store), derived(&fresh));
}

fn what_cannot_fire_undoes_the_whole_commit(store: &dyn Store) {
    let commit = Commit { records: vec![record(1, None)], fired: vec![fired("R-1", 1)], ..Commit::default() };
    assert!(matches!(store.commit(&commit), Err(StoreError::Damaged { .. })));
    assert_eq!(store.head().unwrap().position, 0);
}

fn records_of_the_matters_of_many_referrals_come_in_their_order(store: &dyn Store) {
    let records = vec![record(1, Some("M-1")), record(2, Some("M-2")), record(3, None), record(4, Some("M-1"))];
    let referrals = vec![referral("R-1", "M-1"), referral("R-2", "M-2"), referral("R-3", "M-3")];
    store.commit(&Commit { records, referrals, ..Commit::default() }).unwrap();
    let asked = ["R-2", "R-9", "R-1", "R-3"].map(id);
    let found = store.records_of_referrals(&asked).unwrap();
    let positions = |records: &Vec<StoredRecord>| records.iter().map(|record| record.position).collect::<Vec<_>>();
    assert_eq!(found.iter().map(positions).collect::<Vec<_>>(), [vec![2], vec![], vec![1, 4], vec![]]);
}

fn the_matter_of_a_referral_is_found(store: &dyn Store) {
    store.commit(&Commit { referrals: vec![referral("R-1", "M-1")], ..Commit::default() }).unwrap();
    assert_eq!(store.matter_of(&id("R-1")).unwrap(), Some(id("M-1")));
    assert_eq!(store.matter_of(&id("R-2")).unwrap(), None);
}

fn peers_come_back_as_written_and_are_replaced(store: &dyn Store) {
    let known = PeerRow {
        sent: (8, digest(3)),
        received: (5, digest(4)),
        received_decided_at: at(-3),
        delivered: 6,
        statement: Some(vec![0, 255].into()),
        forked_at: Some(4),
        lost: true,
        ..peer(courts())
    };
    store.commit(&Commit { peers: vec![peer(police()), peer(courts())], ..Commit::default() }).unwrap();
    store.commit(&Commit { peers: vec![known.clone()], ..Commit::default() }).unwrap();
    assert_eq!(store.peers().unwrap(), [known, peer(police())]);
}

fn parked_letters_that_wait_are_paged_by_peer_and_number(store: &dyn Store) {
    let mut rows = vec![parked(&police(), 2), parked(&courts(), 10), parked(&courts(), 9), parked(&courts(), 3)];
    rows[0].referral = None;
    store.commit(&Commit { parked: rows.clone(), ..Commit::default() }).unwrap();
    assert_eq!(store.parked(None, 2).unwrap(), [rows[3].clone(), rows[2].clone()]);
    assert_eq!(store.parked(Some((&courts(), 9)), 9).unwrap(), [rows[1].clone(), rows[0].clone()]);
    assert_eq!(store.parked(Some((&police(), 2)), 9).unwrap(), []);
    let proposed = ParkedRow { proposal: Some(7), ..rows[3].clone() };
    let settled = [ParkedState::Skipped, ParkedState::Applied].into_iter().zip(&rows[1..3]);
    let settled = settled.map(|(state, row)| ParkedRow { state, proposal: Some(8), ..row.clone() });
    let parked = settled.chain([proposed.clone()]).collect();
    store.commit(&Commit { parked, ..Commit::default() }).unwrap();
    assert_eq!(store.parked(None, 9).unwrap(), [proposed, rows[0].clone()]);
}

fn a_row_written_again_replaces_the_one_before(store: &dyn Store) {
    let page = first_page(OrderBy::Began, Run::Up, 9);
    let old = Commit { matters: vec![matter("M-1")], referrals: vec![referral("R-1", "M-1")], ..Commit::default() };
    store.commit(&old).unwrap();
    let new_matter = MatterRow { dispute: id("D-2"), closed: true, registered_at: at(5), position: 9, ..matter("M-1") };
    let new_referral = ReferralRow { stage: Stage::Lapsed, sent_at: at(5), due: Some(at(7)), ..referral("R-1", "M-2") };
    let new = Commit { matters: vec![new_matter.clone()], referrals: vec![new_referral.clone()], ..Commit::default() };
    store.commit(&new).unwrap();
    assert_eq!(store.list_matters(&MatterFilter::default(), &page).unwrap().rows, [new_matter]);
    assert_eq!(store.list_referrals(&ReferralFilter::default(), &page).unwrap().rows, [new_referral]);
}

fn a_sequence_of_documents_has_a_newest_number_and_none_twice(store: &dyn Store) {
    assert_eq!(store.newest_document("人调字", 2026).unwrap(), 0);
    let next = DocumentRow { year: 2027, ..document(1, 1) };
    let documents = vec![document(1, 1), document(2, 1), next.clone()];
    store.commit(&Commit { records: vec![record(1, Some("M-1"))], documents, ..Commit::default() }).unwrap();
    let newest = |class, year| store.newest_document(class, year).unwrap();
    assert_eq!((newest("人调字", 2026), newest("人调字", 2027), newest("人调", 2026)), (2, 1, 0));
    let again = Commit { records: vec![record(2, Some("M-1"))], documents: vec![next], ..Commit::default() };
    assert!(store.commit(&again).is_err(), "a number is used once");
    assert_eq!(store.head().unwrap().position, 1);
}

fn derived_rows_are_sorted_lines_of_which_free_text_shows_only_a_digest(store: &dyn Store) {
    let commit = Commit {
        letters: [10, 9].map(|number| letter(&courts(), Direction::Out, number)).to_vec(),
        matters: vec![MatterRow { text: "张三\n李四".to_owned(), ..matter("M-1") }],
        memos: vec![memo("q-1")],
        peers: vec![peer(courts())],
        referrals: vec![ReferralRow { kind: "a\nb".to_owned(), ..referral("R-1", "M-1") }],
        deadlines: vec![deadline("R-1", duijie_core::referral::Duty::Accept, 5)],
        parked: vec![parked(&courts(), 9)],
        records: vec![record(1, Some("M-1"))],
        fired: Vec::new(),
        counted: vec![CountedChange::Put(CountedRow {
            fact: fact("R-1", Part::DutyHandle, 9),
            position: 1,
            until_position: None,
        })],
        reads: vec![ReadRow { officer: "王某".to_owned(), up_to: 7, read_at: at(3) }],
        documents: vec![document(2, 1), document(1, 1)],
    };
    store.commit(&commit).unwrap();
    let lines = derived(store);
    let starts: Vec<String> = lines.iter().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(
        starts,
        [
            "deadlines R-1/accept",
            "documents 人调字/2026/1",
            "documents 人调字/2026/2",
            "facts R-1/duty_handle/0",
            "letters 320102.courts/out/9",
            "letters 320102.courts/out/10",
            "matters M-1",
            "memos q-1",
            "parked 320102.courts/9",
            "peers 320102.courts",
            "reads bfce63b262667ec1e8247a702738886724edcd1793c8af8b2952d0135c004fb3/7",
            "referrals R-1",
        ]
    );
    assert!(lines.iter().all(|line| !line.contains('\n') && !line.contains("张三")));
}

fn records_about_no_matter_come_newest_first_and_alone(store: &dyn Store) {
    let matters = [None, Some("M-1"), None, Some("M-2"), None];
    let records = (1..).zip(matters).map(|(position, matter)| record(position, matter)).collect();
    store.commit(&Commit { records, ..Commit::default() }).unwrap();
    let positions = |before, limit| -> Vec<u64> {
        store.records_of_none(before, limit).unwrap().iter().map(|record| record.position).collect()
    };
    assert_eq!(positions(u64::MAX, 9), [5, 3, 1]);
    assert_eq!((positions(u64::MAX, 2), positions(3, 2), positions(1, 2)), (vec![5, 3], vec![1], vec![]));
}

//! What a relay publishes at once: runs between two seals, and the window of what is published again (exchange §2, §3.2).

use super::*;
use crate::{
    codec::{letter::Outgoing, record, sealed::open_letter},
    data::in_force::{Current, InForce},
    desk::TimeSource,
    journal::{Cause, Entry, Record},
    projection::{self, peers::Peers},
    sample::{BUREAU, COURTS, NOW, agency, keyring},
    store::{
        memory::MemoryStore,
        rows::{Commit, StoredRecord},
    },
};
use duijie_core::{
    ids::Digest,
    letter::{
        Body,
        body::{NotUnderstood, Note},
    },
    text::Text,
};

fn short() -> Body {
    Body::NotUnderstood(NotUnderstood { number: 1, body_type: "from_the_future".to_owned() })
}

/// Some 12 KB: what people write at length.
fn long() -> Body {
    let text = |words: &str| Text::parse(words, 4_000).unwrap();
    Body::Note(Note { officer: text("书记员"), text: text(&"长".repeat(4_000)) })
}

/// The courts' relay with so many committed letters to the bureau, none of them published.
fn relay(letters: u64, body: &Body) -> Relay {
    let (store, keyring, mut peers, mut commit) =
        (MemoryStore::new(), keyring(COURTS), Peers::default(), Commit::default());
    let office = Arc::new(Office {
        supervisors: keyring.directory().supervisors(),
        me: agency(COURTS),
        name: "某单位".to_owned(),
        data: Arc::new(Current::new(InForce::unfiled(
            duijie_testkit::sample::sender_rules(),
            duijie_testkit::sample::calendar(),
        ))),
        directory: Arc::new(keyring.directory().clone()),
        keyring,
        time: TimeSource::Sandbox,
        generation: 1,
        software: "duijie/test".to_owned(),
        documents: crate::documents::Documents::default(),
    });
    let relay = Relay::new(Arc::clone(&office), Arc::new(store.clone())).unwrap();
    for number in 1..=letters {
        let outgoing = Outgoing {
            from: &office.me,
            to: &agency(BUREAU),
            number,
            previous_link: &Digest::ZERO,
            decided_at: NOW,
            seen_number: 0,
            dispute: &"D-1".parse().unwrap(),
            referral: &"r-1".parse().unwrap(),
            body,
        };
        let bytes = codec::letter::encode(&outgoing, &office.keyring, [9; 24]).unwrap();
        let letter = codec::letter::read(&codec::letter::envelope(&bytes).unwrap(), &office.keyring).unwrap();
        let entries = vec![Entry::Sent { letter: Arc::new(letter), bytes: bytes.into() }];
        let record = Record { position: number, recorded_at: NOW, matter: None, cause: Cause::Desk, entries };
        projection::project(&record, None, None, &mut commit);
        peers.fold(&record, &mut commit.peers);
        let bytes = record::encode(&record).unwrap().into();
        let digest = Digest::ZERO;
        commit.records.push(StoredRecord { position: number, recorded_at: NOW, matter: None, bytes, digest });
    }
    store.commit(&commit).unwrap();
    relay
}

fn runs(relay: &mut Relay) -> Vec<Run> {
    std::iter::from_fn(|| relay.next_run(&agency(BUREAU), NOW).unwrap()).collect()
}

/// Which letters of a run bear a seal, by their place.
fn seals(run: &Run) -> Vec<usize> {
    let sealed = run.letters.iter().enumerate().filter(|(_, letter)| open_letter(letter).unwrap().seal.is_some());
    sealed.map(|(place, _)| place).collect()
}

fn size(runs: &[Run]) -> usize {
    runs.iter().flat_map(|run| &run.letters).map(|letter| letter.len()).sum()
}

#[test]
fn at_most_sixty_four_letters_lie_between_two_seals_and_the_last_is_sealed() {
    let runs = runs(&mut relay(130, &short()));
    assert_eq!(
        runs.iter().map(|run| (run.letters.len(), run.through)).collect::<Vec<_>>(),
        [(64, 64), (64, 128), (2, 130)]
    );
    assert_eq!(runs.iter().map(seals).collect::<Vec<_>>(), [vec![63], vec![63], vec![1]]);
}

#[test]
fn at_most_256_kib_lie_between_two_seals() {
    let runs = runs(&mut relay(50, &long()));
    let bytes = |run: &Run| run.letters.iter().map(|letter| open_letter(letter).unwrap().bytes.len()).sum::<usize>();
    assert!(runs.len() > 1 && runs.iter().all(|run| bytes(run) <= 256 * 1024 && seals(run) == [run.letters.len() - 1]));
    let one = bytes(&runs[0]) / runs[0].letters.len();
    assert!(bytes(&runs[0]) + one > 256 * 1024, "a run is as long as it may be");
}

#[test]
fn at_most_4096_letters_are_published_again_at_once() {
    let mut relay = relay(4_200, &short());
    assert_eq!(runs(&mut relay).last().unwrap().through, 4_200);
    relay.task(RelayTask::Again(agency(BUREAU), 10));
    let again = runs(&mut relay);
    assert_eq!(again.iter().map(|run| run.letters.len()).sum::<usize>(), 4_096);
    assert_eq!(again.last().unwrap().through, 4_106);
    // Nothing goes again that nobody asks for.
    assert_eq!(runs(&mut relay), []);
}

#[test]
fn at_most_8_mib_are_published_again_at_once() {
    let mut relay = relay(750, &long());
    assert!(size(&runs(&mut relay)) > 8 * 1024 * 1024);
    relay.task(RelayTask::Again(agency(BUREAU), 0));
    let again = size(&runs(&mut relay));
    assert!(again <= 8 * 1024 * 1024 && again + 2 * RUN_BYTES_MAX > 8 * 1024 * 1024, "{again}");
}

#[test]
fn what_was_not_published_yet_is_not_published_again() {
    let mut relay = relay(5, &short());
    relay.task(RelayTask::Again(agency(BUREAU), 2));
    assert_eq!(runs(&mut relay).iter().map(|run| (run.letters.len(), run.through)).collect::<Vec<_>>(), [(5, 5)]);
}

//! Letters that are not understood are parked, and replayed as of their arrival once they are (exchange §2).

use super::{
    pen::{Pen, Said, newer_directory, recall, refer},
    room::{DAY, Room, arrived_at},
};
use crate::{
    desk::Input,
    journal::Entry,
    sample::{BUREAU, COURTS, NOW, agency},
    store::Store,
};
use duijie_core::referral::Stage;

fn stage(room: &mut Room, referral: &str) -> Stage {
    let matter = room.desk.matter_of(&referral.parse().unwrap()).unwrap().unwrap();
    matter.referral(&referral.parse().unwrap()).unwrap().stage
}

#[test]
fn a_parked_letter_that_is_understood_after_a_restart_is_applied_once_as_of_its_arrival() {
    let (mut room, mut courts) = (Room::bureau(), Pen::of(COURTS, BUREAU));
    let effects = room.step(vec![Input::Letter(courts.sealed("r-1", &Said::UnderANewKey(&refer()), NOW))]);
    assert_eq!(effects.alarms, [("NOT_UNDERSTOOD", agency(COURTS))]);
    // The first record says which calendar is in force.
    assert!(matches!(
        room.entries()[..],
        [Entry::CalendarLoaded(_), Entry::CalendarApplied { .. }, Entry::Parked(_), ..]
    ));
    assert_eq!((room.said(), room.waiting()), (vec!["not_understood"], vec![1]));

    room.later(3 * DAY);
    room.reopen(Some(newer_directory()));
    room.step(Vec::new());
    assert_eq!(room.said(), ["not_understood", "arrived"]);
    assert_eq!(arrived_at(&room), NOW, "the term of 签收 runs from the arrival, not from the replay");
    assert_eq!((room.waiting(), room.store.peers().unwrap()[0].received.0), (vec![], 1));
    assert_eq!(stage(&mut room, "r-1"), Stage::Arrived);

    room.reopen(Some(newer_directory()));
    room.step(Vec::new());
    assert_eq!(room.unparked(), [1], "nothing new but statements");
    room.verify();
}

#[test]
fn a_parked_letter_that_is_still_not_understood_stays_parked() {
    let (mut room, mut courts) = (Room::bureau(), Pen::of(COURTS, BUREAU));
    room.step(vec![Input::Letter(courts.sealed("r-1", &Said::UnderANewKey(&refer()), NOW))]);
    room.later(DAY);
    room.reopen(None);
    room.step(Vec::new());
    assert_eq!((room.waiting(), room.unparked()), (vec![1], vec![]));
    room.verify();
}

#[test]
fn a_parked_letter_holds_up_its_own_referral_and_no_other() {
    let (mut room, mut courts) = (Room::bureau(), Pen::of(COURTS, BUREAU));
    let letters = [
        courts.sealed("r-1", &Said::Unheard(9), NOW),
        courts.sealed("r-2", &Said::Well(&refer()), NOW),
        courts.sealed("r-1", &Said::Well(&refer()), NOW),
    ];
    room.step(letters.map(Input::Letter).to_vec());
    assert_eq!((room.said(), room.waiting()), (vec!["not_understood", "arrived"], vec![1, 3]));
    assert_eq!(stage(&mut room, "r-2"), Stage::Arrived);
    room.verify();
}

#[test]
fn a_letter_about_nothing_holds_up_everything_after_it() {
    let (mut room, mut courts) = (Room::bureau(), Pen::of(COURTS, BUREAU));
    let letters = [
        courts.sealed("r-1", &Said::Well(&refer()), NOW),
        courts.sealed("r-1", &Said::UnheardAboutNothing, NOW),
        courts.sealed("r-1", &Said::Well(&recall()), NOW),
        courts.sealed("r-2", &Said::Well(&refer()), NOW),
    ];
    room.step(letters.map(Input::Letter).to_vec());
    assert_eq!((room.said(), room.waiting()), (vec!["arrived"], vec![2, 3, 4]));
    room.verify();
}

#[test]
fn letters_understood_by_now_are_applied_up_to_the_first_that_is_not() {
    let (mut room, mut courts) = (Room::bureau(), Pen::of(COURTS, BUREAU));
    let letters = [
        courts.sealed("r-1", &Said::UnderANewKey(&refer()), NOW),
        courts.sealed("r-1", &Said::Unheard(0), NOW),
        courts.sealed("r-1", &Said::Well(&recall()), NOW),
    ];
    room.step(letters.map(Input::Letter).to_vec());
    assert_eq!(room.waiting(), [1, 2, 3]);
    room.reopen(Some(newer_directory()));
    room.step(Vec::new());
    assert_eq!((room.unparked(), room.waiting()), (vec![1], vec![2, 3]));
    // What comes later about the referral still waits behind the second.
    room.step(vec![Input::Letter(courts.sealed("r-1", &Said::Well(&recall()), NOW))]);
    assert_eq!(room.waiting(), [2, 3, 4]);
    room.verify();
}

#[test]
fn a_backdated_letter_counts_as_decided_when_its_sender_had_stated_otherwise_also_after_waiting() {
    let (mut room, mut courts) = (Room::bureau(), Pen::of(COURTS, BUREAU));
    room.step(vec![Input::Letter(courts.sealed("r-1", &Said::Well(&refer()), NOW))]);
    room.later(DAY);
    room.step(vec![Input::Statement(courts.statement(room.now()))]);
    let stated_at = room.now();
    room.later(DAY);
    let backdated = courts.sealed("r-1", &Said::UnderANewKey(&recall()), NOW);
    assert_eq!(room.step(vec![Input::Letter(backdated)]).alarms[0].0, "BACKDATED");
    room.reopen(Some(newer_directory()));
    room.step(Vec::new());
    let applied = room.entries().into_iter().find_map(|entry| match entry {
        Entry::Unparked { letter, treated_at, .. } => Some((letter.decided_at, treated_at)),
        _ => None,
    });
    assert_eq!(applied, Some((stated_at, Some(stated_at))));
    room.verify();
}

//! Letters ahead of the next one are held, within limits, and never in the way of the next (exchange §2).

use super::{
    pen::{Pen, Said},
    room::Room,
};
use crate::{
    codec::sealed::wrap_letter,
    desk::Input,
    sample::{BUREAU, COURTS, NOW, agency},
};

fn held(room: &Room) -> (u64, usize) {
    let notes = room.desk.peer_notes();
    let courts = notes.iter().find(|note| note.agency == agency(COURTS)).unwrap();
    (courts.held, room.desk.peers.get(&agency(COURTS)).unwrap().hold.bytes())
}

/// Letters of the courts, all with a seal of their own.
fn letters(pen: &mut Pen, count: u64, length: usize) -> Vec<Input> {
    (0..count).map(|_| Input::Letter(pen.sealed("r-1", &Said::Unheard(length), NOW))).collect()
}

#[test]
fn letters_ahead_are_held_up_to_1024_beyond_what_is_applied_and_applied_in_order_once_the_gap_is_filled() {
    let (mut room, mut courts) = (Room::bureau(), Pen::of(COURTS, BUREAU));
    let mut all = letters(&mut courts, 1_030, 0);
    let ahead = all.split_off(1);
    room.step(ahead);
    assert_eq!(held(&room).0, 1_023, "numbers 2 to 1,024");
    room.step(all);
    assert_eq!((held(&room).0, room.waiting().len()), (0, 1_024));
    room.verify();
}

#[test]
fn at_most_8_mib_are_held_and_the_nearest_stay() {
    let (mut room, mut courts) = (Room::bureau(), Pen::of(COURTS, BUREAU));
    let mut all = letters(&mut courts, 12, 1_000_000);
    let first = all.remove(0);
    room.step(all);
    let (count, bytes) = held(&room);
    assert_eq!(count, 8);
    assert!(bytes <= 8 * 1024 * 1024, "{bytes}");
    // The next one finds a place although there is none left, and those behind it follow.
    room.step(vec![first]);
    assert_eq!(room.waiting(), (1..=8).collect::<Vec<_>>());
    assert_eq!(held(&room), (0, 0));
    room.verify();
}

#[test]
fn what_a_stranger_fills_the_hold_with_does_not_keep_the_next_letter_out() {
    let (mut room, mut courts, mut stranger) = (Room::bureau(), Pen::of(COURTS, BUREAU), Pen::of(COURTS, BUREAU));
    stranger.letter("r-1", &Said::Unheard(0), NOW);
    let junk = (0..9).map(|_| wrap_letter(&stranger.letter("r-1", &Said::Unheard(900_000), NOW), None).into());
    room.step(junk.map(Input::Letter).collect());
    assert_eq!(held(&room).0, 9);
    let letters = letters(&mut courts, 3, 900_000);
    room.step(letters);
    assert_eq!(room.waiting(), [1, 2, 3]);
    room.verify();
}

#[test]
fn a_letter_without_a_seal_is_covered_by_the_seal_of_a_later_one_or_by_a_statement() {
    let (mut room, mut courts) = (Room::bureau(), Pen::of(COURTS, BUREAU));
    let bare =
        |courts: &mut Pen| Input::Letter(wrap_letter(&courts.letter("r-1", &Said::Unheard(0), NOW), None).into());
    let first = bare(&mut courts);
    room.step(vec![first]);
    assert_eq!((room.waiting(), held(&room).0), (vec![], 1));
    let second = letters(&mut courts, 1, 0);
    room.step(second);
    assert_eq!(room.waiting(), [1, 2]);
    let third = bare(&mut courts);
    room.step(vec![third]);
    assert_eq!(held(&room).0, 1);
    room.step(vec![Input::Statement(courts.statement(NOW))]);
    assert_eq!((room.waiting(), held(&room).0), (vec![1, 2, 3], 0));
    room.verify();
}

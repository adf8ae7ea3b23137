//! Another calendar comes into force at a desk: it is recorded, and running deadlines are counted again page by page.

use super::{
    pen::{Pen, Said, refer},
    room::Room,
};
use crate::{
    data::in_force::InForce,
    desk::Input,
    journal::Entry,
    sample::{BUREAU, COURTS, NOW},
    store::Store,
};
use duijie_core::{
    calendar::{Calendar, Standing},
    letter::Body,
    referral::Duty,
};
use duijie_testkit::sample::{self as testkit, calendar_with};

/// NOW is Wednesday 4 March 2026 and 签收 is due on Thursday, which becomes a day off.
fn thursday_off() -> Calendar {
    calendar_with("2026-b", Standing::Noticed, &[(3, 5)])
}

fn with_referrals(count: usize) -> Room {
    let (mut room, mut courts) = (Room::bureau(), Pen::of(COURTS, BUREAU));
    let letters =
        (0..count).map(|number| Input::Letter(courts.sealed(&format!("r-{number:04}"), &Said::Well(&refer()), NOW)));
    let letters: Vec<_> = letters.collect();
    for page in letters.chunks(200) {
        room.step(page.to_vec());
    }
    assert_eq!(room.store.running(None, 2_000).unwrap().len(), count);
    room
}

fn put(room: &Room, calendar: Calendar) {
    let rules = room.data.get().rules.clone();
    room.data.put(InForce::unfiled(rules, calendar));
}

fn recounts(room: &Room) -> usize {
    room.sent().iter().filter(|letter| matches!(letter.body, Body::Recount(_))).count()
}

/// What is recorded of calendars, in order.
fn recorded(room: &Room) -> Vec<String> {
    let said = room.entries().into_iter().filter_map(|entry| match entry {
        Entry::CalendarLoaded(calendar) => Some(format!("{} loaded", calendar.version)),
        Entry::CalendarApplied { calendar, examined, moved } => {
            Some(format!("{} applied to {examined}, moved {moved}", calendar.version))
        }
        _ => None,
    });
    said.collect()
}

fn swept(room: &mut Room) -> usize {
    let mut pages = 0;
    while room.desk.wants_recount() {
        room.step(vec![Input::Recount]);
        pages += 1;
    }
    pages
}

#[test]
fn a_desk_begins_by_saying_which_calendar_is_in_force() {
    let mut room = Room::bureau();
    room.step(Vec::new());
    assert_eq!(recorded(&room), ["test-2026 loaded", "test-2026 applied to 0, moved 0"]);
    room.reopen(None);
    room.step(Vec::new());
    assert_eq!(recorded(&room).len(), 2, "the same after a restart is no news");
}

#[test]
fn another_calendar_is_recorded_and_every_running_deadline_told_anew() {
    let mut room = with_referrals(3);
    put(&room, thursday_off());
    room.step(Vec::new());
    assert_eq!(swept(&mut room), 1);
    assert_eq!(recorded(&room)[2..], ["2026-b loaded", "2026-b applied to 3, moved 3"]);
    let rows = room.store.running(None, 9).unwrap();
    assert!(
        rows.iter().all(|row| row.due == testkit::beijing(2026, 3, 7, 0) && row.key.parts().1 == Duty::Acknowledge)
    );
    room.verify();
    room.reopen(None);
    room.step(Vec::new());
    assert_eq!((swept(&mut room), recounts(&room)), (0, 3), "after a restart nothing is left to do");
}

#[test]
fn a_sweep_takes_pages_and_goes_on_from_the_beginning_after_a_crash_without_saying_anything_twice() {
    let mut room = with_referrals(1_100);
    put(&room, thursday_off());
    room.step(vec![Input::Recount]);
    room.step(vec![Input::Recount]);
    assert_eq!(recounts(&room), 1_000);
    // The process dies here.
    room.reopen(None);
    assert!(room.desk.wants_recount());
    assert_eq!((swept(&mut room), recounts(&room)), (3, 1_100));
    assert_eq!(recorded(&room)[2..], ["2026-b loaded", "2026-b applied to 1100, moved 100"]);
    room.verify();
}

#[test]
fn a_calendar_that_is_put_in_force_in_the_middle_of_a_sweep_begins_another() {
    let mut room = with_referrals(600);
    put(&room, thursday_off());
    room.step(vec![Input::Recount]);
    put(&room, calendar_with("2026-c", Standing::Noticed, &[(3, 5), (3, 6)]));
    room.step(Vec::new());
    assert_eq!(swept(&mut room), 2);
    assert_eq!(recorded(&room)[2..], ["2026-b loaded", "2026-c loaded", "2026-c applied to 600, moved 600"]);
    // Thursday and Friday are off: Monday the 9th.
    let rows = room.store.running(None, 1_000).unwrap();
    assert!(rows.iter().all(|row| row.due == testkit::beijing(2026, 3, 10, 0)));
}

#[test]
fn letters_and_commands_are_served_between_two_pages() {
    let (mut room, mut courts) = (with_referrals(600), Pen::of(COURTS, BUREAU));
    put(&room, thursday_off());
    room.step(vec![Input::Recount]);
    assert!(room.desk.wants_recount());
    for number in 0..600 {
        // The chain goes on where the first one ended.
        courts.sealed(&format!("r-{number:04}"), &Said::Well(&refer()), NOW);
    }
    room.step(vec![Input::Letter(courts.sealed("r-late", &Said::Well(&refer()), NOW))]);
    assert_eq!(room.store.running(None, 1_000).unwrap().len(), 601);
    swept(&mut room);
    assert_eq!(recounts(&room), 600, "what began in between was counted with the new calendar at once");
}

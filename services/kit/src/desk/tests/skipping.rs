//! A parked letter is skipped by two officers and by nobody alone (exchange §2).

use super::{
    pen::{Pen, Said, newer_directory, recall, refer},
    room::{DAY, Room, one, refused},
};
use crate::{
    desk::{Answer, Input, Mode, Skip, SkipAsked, SkipDone, SkipStep},
    journal::{CommandCause, Entry, ParkedId},
    sample::{BUREAU, COURTS, NOW, agency},
    store::Store,
};
use duijie_core::{
    command::{Command, Refer as ReferCommand},
    ids::ReferralId,
    letter::{Body, body::Arrived},
    matter::DeadlineKey,
    subject::Procedure,
};
use duijie_testkit::sample::{self as testkit, text};

const FIRST: &str = "周运维";
const SECOND: &str = "吴运维";

fn propose() -> SkipStep {
    SkipStep::Propose { reason: text("对方软件有误，已电话核实") }
}

const CONFIRM: SkipStep = SkipStep::Confirm { proposal: None };

fn done(answer: Answer) -> SkipDone {
    match answer {
        Answer::Skip(done) => *done,
        other => panic!("it was not done: {other:?}"),
    }
}

/// The bureau with a referral that arrived, a letter about it that nobody understands, and a recall behind that.
fn waiting_recall() -> (Room, Pen) {
    let (mut room, mut courts) = (Room::bureau(), Pen::of(COURTS, BUREAU));
    let letters = [
        courts.sealed("r-1", &Said::Well(&refer()), NOW),
        courts.sealed("r-1", &Said::Unheard(9), NOW),
        courts.sealed("r-1", &Said::Well(&recall()), NOW),
    ];
    room.step(letters.map(Input::Letter).to_vec());
    assert_eq!(room.waiting(), [2, 3]);
    (room, courts)
}

#[test]
fn a_letter_is_skipped_when_a_second_officer_confirms_and_what_waited_is_applied_as_of_its_arrival() {
    let (mut room, _) = waiting_recall();
    room.later(DAY);
    let proposed = done(room.skip(FIRST, 2, propose()));
    assert_eq!((proposed.proposal.officer.as_str(), proposed.confirmed), (FIRST, None));
    assert_eq!((room.waiting(), room.said()), (vec![2, 3], vec!["arrived", "not_understood"]));

    room.later(30 * DAY);
    let skipped = done(room.skip(SECOND, 2, CONFIRM));
    assert_eq!(skipped.proposal, proposed.proposal);
    assert_eq!(skipped.confirmed, Some((text(SECOND), room.now())));
    assert_eq!((skipped.parked.number, skipped.arrived_at), (2, NOW));
    // The recall came long before the end of the term of 签收, so it is granted although that has passed by now.
    assert_eq!((room.waiting(), room.unparked()), (vec![], vec![3]));
    assert_eq!(room.said(), ["arrived", "not_understood", "verdict"]);
    let entry = room.entries().into_iter().find(|entry| matches!(entry, Entry::Skipped { .. })).unwrap();
    let (peer, content) = (agency(COURTS), proposed.parked.content);
    let letter = ParkedId { peer, number: 2, content, referral: Some("r-1".parse().unwrap()) };
    assert_eq!(entry, Entry::Skipped { letter, proposal: proposed.proposal });
    room.verify();

    // The letter stays in the journal, and stays skipped.
    assert!(room.entries().iter().any(|entry| matches!(entry, Entry::Parked(parked) if parked.number == 2)));
    room.reopen(Some(newer_directory()));
    room.step(Vec::new());
    assert_eq!((room.waiting(), room.unparked()), (vec![], vec![3]));
}

#[test]
fn nobody_skips_a_letter_alone() {
    let (mut room, _) = waiting_recall();
    assert_eq!(refused(room.skip(SECOND, 2, CONFIRM)), "SKIP_NOT_PROPOSED");
    done(room.skip(FIRST, 2, propose()));
    assert_eq!(refused(room.skip(FIRST, 2, CONFIRM)), "SECOND_OFFICER_NEEDED");
    assert_eq!(room.waiting(), [2, 3]);
    // A proposal outlives a restart, and so does who made it.
    room.reopen(None);
    assert_eq!(refused(room.skip(FIRST, 2, CONFIRM)), "SECOND_OFFICER_NEEDED");
    done(room.skip(SECOND, 2, CONFIRM));
    assert_eq!(room.waiting(), Vec::<u64>::new());
    room.verify();
}

#[test]
fn only_what_is_parked_and_not_understood_is_skipped() {
    let (mut room, _) = waiting_recall();
    for number in [1, 4] {
        assert_eq!(refused(room.skip(FIRST, number, propose())), "NOT_PARKED");
    }
    assert_eq!(refused(room.skip(FIRST, 3, propose())), "PARKED_UNDERSTOOD");
    done(room.skip(FIRST, 2, propose()));
    done(room.skip(SECOND, 2, CONFIRM));
    assert_eq!(refused(room.skip(SECOND, 2, CONFIRM)), "NOT_PARKED");
    room.verify();
}

#[test]
fn a_newer_proposal_takes_the_place_of_the_one_before_and_is_not_confirmed_unseen() {
    let (mut room, _) = waiting_recall();
    let first = done(room.skip(FIRST, 2, propose()));
    let newer = done(room.skip(SECOND, 2, propose()));
    assert_eq!(refused(room.skip(SECOND, 2, CONFIRM)), "SECOND_OFFICER_NEEDED");
    let seen = SkipStep::Confirm { proposal: Some(first.position) };
    assert_eq!(refused(room.skip(FIRST, 2, seen)), "SKIP_PROPOSAL_CHANGED");
    let skipped = done(room.skip(FIRST, 2, SkipStep::Confirm { proposal: Some(newer.position) }));
    assert_eq!((skipped.proposal.position, skipped.proposal.officer.as_str()), (newer.position, SECOND));
    room.verify();
}

#[test]
fn a_repeated_request_gets_the_answer_it_got_and_another_content_is_a_conflict() {
    let (mut room, _) = waiting_recall();
    let proposed = done(room.skip_again(FIRST, 100, 2, propose()));
    done(room.skip_again(SECOND, 101, 2, CONFIRM));
    let head = room.store.head().unwrap();
    room.reopen(None);
    for _ in 0..2 {
        let again = done(room.skip_again(FIRST, 100, 2, propose()));
        assert_eq!(format!("{again:?}"), format!("{proposed:?}"));
        let again = done(room.skip_again(SECOND, 101, 2, CONFIRM));
        assert_eq!((again.confirmed, again.proposal), (Some((text(SECOND), NOW)), proposed.proposal.clone()));
    }
    assert_eq!(refused(room.skip_again(SECOND, 100, 2, CONFIRM)), "REQUEST_ID_REUSED");
    let refusal = refused(room.skip_again(FIRST, 102, 9, propose()));
    assert_eq!(
        (refused(room.skip_again(FIRST, 102, 9, propose())), refusal.as_str()),
        ("NOT_PARKED".into(), "NOT_PARKED")
    );
    let recorded: Vec<_> = room.entries().into_iter().filter(|entry| matches!(entry, Entry::Skipped { .. })).collect();
    assert_eq!((recorded.len(), head.position < room.store.head().unwrap().position), (1, true));
    room.verify();
}

#[test]
fn both_steps_and_the_letter_itself_may_come_in_one_batch() {
    let (mut room, mut courts) = (Room::bureau(), Pen::of(COURTS, BUREAU));
    let asked = |officer: &str, request: &str, step| {
        let cause = CommandCause {
            request: request.parse().unwrap(),
            digest: crate::digest::request(request, &[]),
            officer: text(officer),
            role: "operator".to_owned(),
            method: "test".to_owned(),
        };
        let skip = Skip { peer: agency(COURTS), number: 1, step };
        Input::Skip(Box::new(SkipAsked { cause, skip, mode: Mode::Do, ticket: 1 }))
    };
    let effects = room.step(vec![
        Input::Letter(courts.sealed("r-1", &Said::Unheard(9), NOW)),
        Input::Letter(courts.sealed("r-1", &Said::Well(&refer()), NOW)),
        asked(FIRST, "q-1", propose()),
        asked(SECOND, "q-2", CONFIRM),
        asked(SECOND, "q-2", CONFIRM),
    ]);
    assert_eq!(effects.answers.len(), 3);
    assert!(effects.answers.into_iter().all(|(_, answer)| matches!(answer, Answer::Skip(_))));
    assert_eq!((room.waiting(), room.said()), (vec![], vec!["not_understood", "arrived"]));
    room.verify();
}

#[test]
fn what_could_be_done_is_said_without_doing_it() {
    let (mut room, _) = waiting_recall();
    let head = room.store.head().unwrap();
    let cause = CommandCause {
        request: "q-9".parse().unwrap(),
        digest: crate::digest::request("x", &[]),
        officer: text(FIRST),
        role: "operator".to_owned(),
        method: "test".to_owned(),
    };
    for (number, code) in [(2, None), (3, Some("PARKED_UNDERSTOOD"))] {
        let skip = Skip { peer: agency(COURTS), number, step: propose() };
        let asked = SkipAsked { cause: cause.clone(), skip, mode: Mode::ValidateOnly, ticket: 1 };
        match (one(room.step(vec![Input::Skip(Box::new(asked))])), code) {
            (Answer::Valid, None) => {}
            (answer, Some(code)) => assert_eq!(refused(answer), code),
            (answer, None) => panic!("{answer:?}"),
        }
    }
    assert_eq!(room.store.head().unwrap(), head);
}

#[test]
fn skipping_the_letter_that_holds_up_the_channel_frees_every_referral_up_to_its_own_first_parked_one() {
    let (mut room, mut courts) = (Room::bureau(), Pen::of(COURTS, BUREAU));
    let letters = [
        courts.sealed("r-9", &Said::UnheardAboutNothing, NOW),
        courts.sealed("r-1", &Said::Well(&refer()), NOW),
        courts.sealed("r-2", &Said::Well(&refer()), NOW),
        courts.sealed("r-2", &Said::Unheard(1), NOW),
        courts.sealed("r-2", &Said::Well(&recall()), NOW),
        courts.sealed("r-1", &Said::Well(&recall()), NOW),
    ];
    room.step(letters.map(Input::Letter).to_vec());
    assert_eq!(room.waiting(), [1, 2, 3, 4, 5, 6]);
    done(room.skip(FIRST, 1, propose()));
    done(room.skip(SECOND, 1, CONFIRM));
    assert_eq!((room.unparked(), room.waiting()), (vec![2, 3, 6], vec![4, 5]));
    // The channel is open again.
    room.step(vec![Input::Letter(courts.sealed("r-3", &Said::Well(&refer()), NOW))]);
    assert_eq!((room.waiting(), room.said().len()), (vec![4, 5], 4));
    room.verify();
}

#[test]
fn a_referral_that_waited_behind_a_parked_letter_lapses_once_that_is_skipped() {
    let (mut room, mut bureau) = (Room::courts(), Pen::of(BUREAU, COURTS));
    let (matter, dispute) = ("m-1".parse().unwrap(), "D-1".parse().unwrap());
    room.command(Command::Register { matter, dispute, subject: Box::new(testkit::subject()), told: Vec::new() });
    let referral: ReferralId = "r-1".parse().unwrap();
    let answer = room.command(Command::Refer(Box::new(ReferCommand {
        matter: "m-1".parse().unwrap(),
        referral: referral.clone(),
        kind: testkit::kind("litigation"),
        purpose: duijie_core::purpose::Purpose::Handling,
        receiver: agency(BUREAU),
        procedure: Some(Procedure::Ordinary),
        mode: None,
        opinion: None,
        replaces: None,
    })));
    assert!(matches!(answer, Answer::Done(_)), "{answer:?}");
    let refer = room.sent().swap_remove(0);
    bureau.received = room.store.peers().unwrap()[0].sent;
    let acknowledge_due = crate::sample::fixed::later_bodies().into_iter().find_map(|(_, body)| match body {
        Body::Arrived(arrived) => Some(arrived.due),
        _ => None,
    });
    let acknowledge_due = acknowledge_due.unwrap();
    let due = acknowledge_due.due;
    let arrived = Body::Arrived(Arrived {
        content: refer.reference.content,
        arrived_at: NOW,
        due: acknowledge_due,
        object_due: None,
    });
    let letters = [bureau.sealed("r-1", &Said::Well(&arrived), NOW), bureau.sealed("r-1", &Said::Unheard(3), NOW)];
    room.step(letters.map(Input::Letter).to_vec());
    room.later(2 * DAY);
    assert!(room.now() >= due);
    let wake = crate::store::WakeKey {
        at: due,
        key: DeadlineKey::Referral(referral, duijie_core::referral::Duty::Acknowledge),
    };
    room.step(vec![Input::Wake(wake), Input::Statement(bureau.statement(room.now()))]);
    assert!(!room.said().contains(&"lapse"), "{:?}", room.said());

    let skip = |room: &mut Room, officer: &str, request: &str, step| {
        let cause = CommandCause {
            request: request.parse().unwrap(),
            digest: crate::digest::request(request, &[]),
            officer: text(officer),
            role: "operator".to_owned(),
            method: "test".to_owned(),
        };
        let skip = Skip { peer: agency(BUREAU), number: 2, step };
        done(one(room.step(vec![Input::Skip(Box::new(SkipAsked { cause, skip, mode: Mode::Do, ticket: 1 }))])))
    };
    skip(&mut room, FIRST, "q-91", propose());
    assert!(!room.said().contains(&"lapse"));
    skip(&mut room, SECOND, "q-92", CONFIRM);
    assert_eq!(room.said().last(), Some(&"lapse"));
    room.verify();
}

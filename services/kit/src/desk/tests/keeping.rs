//! What was said in mediation is kept in every matter of the dispute, whatever code it bears now and whenever it was written.

use super::{
    documents::NOTE,
    room::{Room, refused},
};
use crate::{
    desk::{Answer, Asked, Input, Mode},
    digest,
    journal::CommandCause,
    sample::BUREAU,
};
use duijie_core::{
    command::{Command, Issue},
    confidential::Confidential,
    dossier::{Attendance, DisputeLink, Entry, Presence, Session},
    ids::MatterId,
};
use duijie_testkit::sample::{self as testkit, text};

const SAID: &str = "愿意分三期付清";
const KEPT: &str = "SAID_IN_MEDIATION";

fn id(matter: &str) -> MatterId {
    matter.parse().unwrap()
}

fn register(matter: &str, dispute: &str, summary: &str) -> Command {
    let subject = duijie_core::subject::Subject { summary: Some(text(summary)), ..testkit::subject() };
    let (matter, dispute) = (id(matter), dispute.parse().unwrap());
    Command::Register { matter, dispute, subject: Box::new(subject), told: Vec::new() }
}

fn said(matter: &str) -> Command {
    let note = Some(Confidential::new(text(SAID)));
    let attendance = vec![Attendance { party: text("甲"), presence: Presence::Came, invitation: None }];
    let session = Session { held_at: crate::sample::NOW, place: text("调解室"), attendance, note };
    Command::AddEntry { matter: id(matter), entry: Box::new(Entry::Session(session)) }
}

fn link(matter: &str, dispute: &str) -> Command {
    let link = DisputeLink { dispute: dispute.parse().unwrap(), former: None, reason: text("同一纠纷") };
    Command::AddEntry { matter: id(matter), entry: Box::new(Entry::Linked(link)) }
}

fn write(matter: &str, words: &str) -> Command {
    let fields = vec![(text("reason"), text(words))];
    Command::Issue(Issue { matter: id(matter), form: text(NOTE.id), referral: None, fields })
}

fn done(answer: Answer) {
    assert!(matches!(answer, Answer::Done(_)), "{answer:?}");
}

#[test]
fn words_of_one_matter_do_not_leave_by_another_of_the_dispute() {
    let mut room = Room::bureau();
    for command in [register("m-1", "D-1", "漏水"), register("m-2", "D-1", "漏水"), register("m-3", "D-2", "漏水")]
    {
        done(room.command(command));
    }
    done(room.command(said("m-1")));
    assert_eq!(refused(room.command(write("m-2", "经了解，乙愿意分三期付清"))), KEPT);
    done(room.command(write("m-3", "乙愿意分三期付清，与另案无关")));
    assert_eq!(refused(room.command(register("m-4", "D-1", "乙愿意分三期付清"))), KEPT);
    done(room.command(register("m-5", "D-3", "乙愿意分三期付清")));
    assert_eq!(refused(room.command(link("m-5", "D-1"))), KEPT);
    for command in [register("m-6", "D-8", "漏水"), register("m-7", "D-9", "漏水")] {
        done(room.command(command));
    }
    // The matter of the mediation moves on, and the others still bear the code that it bore.
    done(room.command(link("m-1", "D-9")));
    assert_eq!(refused(room.command(write("m-2", "经了解，乙愿意分三期付清"))), KEPT);
    // One that bore it too and moved elsewhere.
    done(room.command(link("m-2", "D-8")));
    assert_eq!(refused(room.command(write("m-2", "经了解，乙愿意分三期付清"))), KEPT);
    done(room.command(write("m-2", "双方分歧过大，调解不成")));
    room.verify();
}

#[test]
fn words_that_were_said_a_moment_ago_are_kept_in_the_same_batch() {
    let mut room = Room::bureau();
    let commands =
        [register("m-1", "D-1", "漏水"), said("m-1"), register("m-2", "D-1", "漏水"), write("m-2", "愿意分三期付清")];
    let asked = commands.into_iter().zip(1_u64..).map(|(command, ticket)| {
        let cause = CommandCause {
            request: format!("q-{ticket}").parse().unwrap(),
            digest: digest::request(BUREAU, &[&ticket.to_be_bytes()]),
            officer: text("王芳"),
            role: "operator".to_owned(),
            method: "test".to_owned(),
        };
        Input::Command(Box::new(Asked { cause, command, mode: Mode::Do, ticket }))
    });
    let mut answers = room.step(asked.collect()).answers;
    assert_eq!(refused(answers.pop().unwrap().1), KEPT);
    answers.into_iter().for_each(|(_, answer)| done(answer));
}

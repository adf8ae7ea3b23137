//! Two desks under every order of commands, deliveries, statements and time that chance finds: what exchange §4 promises
//! holds after each commit and after quiet. The letters keep their order per direction; the exchange sees to that.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::{Command, Refer},
    decide::Act,
    event::Event,
    letter::{
        Body,
        body::{LapseGround, Recount, Recounted, RemindStage},
    },
    referral::{Deadline, DeadlineStatus, Duty, PendingKind, Referral, Side, Stage},
    term::OnSilence,
    terms_common::ACKNOWLEDGE,
    time::Timestamp,
};
use duijie_testkit::{
    Desk, Statement, TwoDesks, sample,
    steps::{self, referral},
};
use proptest::prelude::*;
use std::time::Duration;

#[path = "interleavings/moves.rs"]
mod moves;

use moves::{Move, calendars, happens};

const MINUTE: Duration = Duration::from_secs(60);

/// Longer than all terms of the sample together.
const UNTIL_ALL_IS_DUE: Duration = Duration::from_secs(60 * 24 * 3600);

/// As many as run in a few seconds unoptimised.
const CASES: u32 = 10_000;

/// What the story begins with.
#[derive(Clone, Copy, Debug)]
enum Handed {
    Plain,
    NotOffered,
    /// Competence can be contested.
    Petition,
    /// The same, and silence counts as 签收.
    DeemedPetition,
    /// Silence counts as 签收, which is taking it on.
    Supervision,
}

impl Handed {
    fn refer(self) -> Refer {
        match self {
            Self::Plain | Self::NotOffered => steps::refer(),
            Self::Petition | Self::DeemedPetition => steps::refer_petition(),
            Self::Supervision => steps::supervise(),
        }
    }
}

/// What must never be untrue, beyond what `TwoDesks` watches itself.
#[derive(Clone, Debug)]
struct World {
    desks: TwoDesks,
    said: Statement,
    /// Desks whose calendar changed and that have not counted again since.
    uncounted: Vec<Side>,
}

impl World {
    fn new(sender_ahead: u64, handed: Handed) -> Self {
        let mut desks = TwoDesks::new();
        let terms = &mut desks.receiver.rules.terms;
        match handed {
            Handed::NotOffered => desks.receiver.rules.offers.clear(),
            Handed::DeemedPetition => {
                let term = terms.iter_mut().find(|term| term.rule == ACKNOWLEDGE).unwrap();
                term.on_silence = OnSilence::DeemedAcknowledged;
            }
            Handed::Plain | Handed::Petition | Handed::Supervision => {}
        }
        desks.clock_of(Side::Sender, sample::monday().plus(MINUTE * u32::try_from(sender_ahead).unwrap()));
        desks.clock_of(Side::Receiver, sample::monday().plus(MINUTE * 60));
        desks.refer(handed.refer()).unwrap();
        let said = desks.statement(Side::Receiver);
        Self { desks, said, uncounted: Vec::new() }
    }

    fn make(&mut self, happens: &Move) {
        match happens {
            Move::Step(side, step) => drop(self.desks.step(*side, step.clone())),
            Move::ReferElsewhere { replaces } => {
                let replaces = replaces.then(referral);
                let receiver = sample::other_bureau();
                let next = Refer { referral: "referral-2".parse().unwrap(), receiver, replaces, ..steps::refer() };
                drop(self.desks.refer(next));
            }
            Move::CloseAt(side) => {
                let desk = match side {
                    Side::Sender => &mut self.desks.sender,
                    Side::Receiver => &mut self.desks.receiver,
                };
                let reason = sample::text("办结归档");
                drop(desk.command(Command::Close { matter: "matter".parse().unwrap(), reason }));
            }
            Move::DeliverTo(side) => drop(self.desks.deliver_to(*side)),
            Move::Pass { minutes } => self.desks.pass(MINUTE * u32::try_from(*minutes).unwrap()),
            Move::Wake(side) => drop(self.desks.wake_all(*side)),
            Move::State => self.said = self.desks.statement(Side::Receiver),
            Move::Hear => self.desks.sender.delivered = self.desks.sender.delivered.max(self.said.received_number),
            Move::HearAtReceiver => self.desks.hear(Side::Receiver),
            Move::Lapse => drop(self.desks.lapse_by(self.said)),
            Move::Calendar(side, which) => {
                self.desk_mut(*side).calendar = calendars()[*which].clone();
                self.uncounted.push(*side);
            }
            Move::Recount(side) => self.recount(*side),
        }
    }

    fn recount(&mut self, side: Side) {
        drop(self.desk_mut(side).recount());
        self.uncounted.retain(|uncounted| *uncounted != side);
    }

    fn desk_mut(&mut self, side: Side) -> &mut Desk {
        match side {
            Side::Sender => &mut self.desks.sender,
            Side::Receiver => &mut self.desks.receiver,
        }
    }

    /// Nobody commands any more; letters, statements and time go on until nothing is left to do.
    fn quiet(&mut self) {
        // A sweep that was interrupted begins again and comes to its end; one that came to its end is not made again.
        for side in std::mem::take(&mut self.uncounted) {
            self.recount(side);
        }
        for _ in 0..4 {
            self.desks.settle();
            drop(self.desks.wake_all(Side::Sender));
            drop(self.desks.wake_all(Side::Receiver));
            self.desks.settle();
            drop(self.desks.lapse());
            self.desks.settle();
            self.desks.pass(UNTIL_ALL_IS_DUE);
        }
    }

    fn check_quiet(&self) -> Result<(), TestCaseError> {
        let (here, there) = (self.desks.sender.referral(), self.desks.receiver.referral());
        prop_assert_eq!((here.stage, &here.reference), (there.stage, &there.reference));
        prop_assert_eq!(here.failed_attempt, there.failed_attempt);
        prop_assert!(
            self.desks.sender.answers() != self.desks.receiver.answers(),
            "exactly one answers at {:?}",
            here.stage
        );
        let matter = self.desks.sender.matter.as_ref().unwrap();
        let officer_may_take =
            here.stage == Stage::Lapsed && matter.closed.is_none() && !matter.designated_besides(&here.id);
        prop_assert!(here.offer.is_none() || officer_may_take, "an offer hangs at {:?}", here.stage);
        prop_assert!(there.offer.is_none() || here.offer == there.offer, "the receiver waits for nobody");
        for end in [here, there] {
            let recall = end.pending.as_ref().map(|pending| pending.kind);
            let officer_may_answer = recall == Some(PendingKind::Recall) && end.stage.is_held_by_receiver();
            prop_assert!(recall.is_none() || officer_may_answer, "{:?} hangs at {:?}", recall, end.stage);
        }
        let receiving = self.desks.receiver.matter.as_ref().unwrap();
        prop_assert!(here.stage.is_ended() || receiving.closed.is_none(), "the receiver's matter is closed");
        Ok(())
    }

    /// Both ends show the same term for every duty that runs, and no calendar has anything left to say.
    fn check_dues(&mut self) -> Result<(), TestCaseError> {
        let (here, there) = (self.desks.sender.referral(), self.desks.receiver.referral());
        for duty in Duty::ALL.into_iter().filter(|duty| *duty != Duty::FeedBack) {
            let running =
                |end: &Referral| end.deadline(duty).filter(|it| runs(it)).map(|it| (it.status, it.due.clone()));
            prop_assert_eq!(running(here), running(there), "{:?} at {:?}", duty, here.stage);
        }
        if matches!(here.stage, Stage::Arrived | Stage::Acknowledged) {
            prop_assert_eq!(&here.object_due, &there.object_due);
        }
        for side in [Side::Sender, Side::Receiver] {
            prop_assert_eq!(self.desk_mut(side).recount(), Vec::<Act>::new(), "counted again and again");
        }
        Ok(())
    }

    fn check_proofs(&self) -> Result<(), TestCaseError> {
        for lapse in &self.desks.sender.sent {
            let Body::Lapse(said) = &lapse.body else { continue };
            let LapseGround::Proof { as_of } = said.ground else { continue };
            let due = said.due.unwrap();
            prop_assert!(lapse.decided_at >= due && as_of >= due);
            let unseen = self.desks.receiver.sent.iter().filter(|letter| letter.reference.number > lapse.seen_number);
            for letter in unseen {
                prop_assert!(letter.decided_at >= due, "{} was in time, and lapsed by proof", letter.body.name());
            }
        }
        Ok(())
    }

    fn check_once(&self) -> Result<(), TestCaseError> {
        for desk in [&self.desks.sender, &self.desks.receiver] {
            let (mut fired, mut reminded) = (Vec::new(), Vec::<(Duty, Timestamp, RemindStage)>::new());
            let mut climbs = Vec::new();
            for event in &desk.events {
                match event {
                    Event::DeadlineFired { duty, due, .. } => {
                        prop_assert!(!fired.contains(&(*duty, *due)), "{:?} fired twice", duty);
                        fired.push((*duty, *due));
                    }
                    Event::DeadlineClimbed { duty, climbed, .. } => {
                        let this = (*duty, climbed.stage, climbed.at);
                        prop_assert!(!climbs.contains(&this), "climbed twice: {:?}", this);
                        climbs.push(this);
                    }
                    Event::Sent(letter) | Event::Received(letter) => match &letter.body {
                        Body::Recount(Recount { of: Recounted::Duty(duty), .. }) => {
                            // Moved away and back again it passes again.
                            fired.retain(|(of, _)| of != duty);
                            climbs.retain(|(of, ..)| of != duty);
                            reminded.retain(|(of, ..)| of != duty);
                        }
                        Body::Remind(remind) if letter.reference.from == desk.agency => {
                            let this = (remind.duty, remind.due, remind.stage);
                            prop_assert!(!reminded.contains(&this), "reminded twice: {:?}", this);
                            reminded.push(this);
                        }
                        _ => {}
                    },
                    _ => {}
                }
            }
        }
        Ok(())
    }
}

fn runs(deadline: &Deadline) -> bool {
    matches!(deadline.status, DeadlineStatus::Open | DeadlineStatus::Suspended)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_order_both_sides_agree_and_exactly_one_answers(
        sender_ahead in 0_u64..=120,
        handed in proptest::sample::select(vec![
            Handed::Plain, Handed::Plain, Handed::Plain, Handed::NotOffered, Handed::Petition, Handed::Petition,
            Handed::DeemedPetition, Handed::Supervision,
        ]),
        story in proptest::collection::vec(proptest::sample::select(happens()), 1..45),
    ) {
        let mut world = World::new(sender_ahead, handed);
        for happens in &story {
            world.make(happens);
        }
        world.quiet();
        world.check_quiet()?;
        world.check_dues()?;
        world.check_proofs()?;
        world.check_once()?;
    }
}

#[test]
fn a_wake_up_that_is_not_wanted_does_nothing() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    for side in [Side::Sender, Side::Receiver] {
        for duty in Duty::ALL {
            assert_eq!(desks.wake(side, duty), Vec::<Act>::new());
        }
    }
}

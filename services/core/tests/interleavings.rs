//! Two desks under every order of commands, deliveries, statements and time that chance finds: what exchange §4 promises
//! holds after each commit and after quiet. The letters keep their order per direction; the exchange sees to that.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::{Command, Refer, Step},
    decide::Act,
    event::Event,
    letter::{Body, body::LapseGround},
    referral::{PendingKind, Side, Stage},
};
use duijie_testkit::{
    Statement, TwoDesks, sample,
    steps::{self, referral},
    two_desks::DUTIES,
};
use proptest::prelude::*;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

/// Longer than all terms of the sample together.
const UNTIL_ALL_IS_DUE: Duration = Duration::from_secs(60 * 24 * 3600);

/// As many as run in a few seconds unoptimised.
const CASES: u32 = 3_000;

/// One thing that happens.
#[derive(Clone, Debug)]
enum Move {
    Step(Side, Step),
    ReferElsewhere {
        replaces: bool,
    },
    CloseAt(Side),
    DeliverTo(Side),
    Pass {
        minutes: u64,
    },
    Wake(Side),
    /// The receiver signs a statement; it may be used at any time later.
    State,
    /// The newest statement reaches the sender.
    Hear,
    HearAtReceiver,
    Lapse,
}

/// What must never be untrue, beyond what `TwoDesks` watches itself.
#[derive(Clone, Debug)]
struct World {
    desks: TwoDesks,
    said: Statement,
}

impl World {
    fn new(sender_ahead: u64) -> Self {
        let mut desks = TwoDesks::new();
        desks.clock_of(Side::Sender, sample::monday().plus(MINUTE * u32::try_from(sender_ahead).unwrap()));
        desks.clock_of(Side::Receiver, sample::monday().plus(MINUTE * 60));
        desks.refer(steps::refer()).unwrap();
        let said = desks.statement(Side::Receiver);
        Self { desks, said }
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
        }
    }

    /// Nobody commands any more; letters, statements and time go on until nothing is left to do.
    fn quiet(&mut self) {
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
        let mut fired = Vec::new();
        for event in &self.desks.receiver.events {
            if let Event::DeadlineFired { duty, due, .. } = event {
                prop_assert!(!fired.contains(&(*duty, *due)), "{:?} fired twice", duty);
                fired.push((*duty, *due));
            }
        }
        let mut reminded = Vec::new();
        for letter in &self.desks.sender.sent {
            if let Body::Remind(remind) = &letter.body {
                let this = (remind.duty, remind.due, remind.stage);
                prop_assert!(!reminded.contains(&this), "reminded twice: {:?}", this);
                reminded.push(this);
            }
        }
        Ok(())
    }
}

fn either() -> impl Strategy<Value = Side> {
    prop_oneof![Just(Side::Sender), Just(Side::Receiver)]
}

fn step() -> impl Strategy<Value = (Side, Step)> {
    let by = |side, weight, step: Step| (weight, Just((side, step)).boxed());
    proptest::strategy::Union::new_weighted(vec![
        by(Side::Receiver, 8, steps::acknowledge()),
        by(Side::Receiver, 8, steps::accept()),
        by(Side::Receiver, 2, steps::decline()),
        by(Side::Receiver, 1, steps::request_supplement()),
        by(Side::Receiver, 1, steps::report()),
        by(Side::Receiver, 2, steps::suspend()),
        by(Side::Receiver, 2, steps::resume()),
        by(Side::Receiver, 3, steps::conclude()),
        by(Side::Receiver, 1, steps::grant_recall()),
        by(Side::Receiver, 1, steps::refuse_recall()),
        by(Side::Receiver, 2, steps::withdraw()),
        by(Side::Sender, 2, steps::withdraw()),
        by(Side::Sender, 3, steps::recall()),
        by(Side::Sender, 2, steps::recall_by_order()),
        by(Side::Sender, 1, steps::supply()),
        by(Side::Sender, 4, steps::override_lapse()),
        by(Side::Sender, 4, steps::take_offer()),
        by(Side::Sender, 1, steps::refuse_offer()),
        by(Side::Sender, 2, steps::confirm()),
    ])
}

fn happens() -> impl Strategy<Value = Move> {
    prop_oneof![
        12 => step().prop_map(|(side, step)| Move::Step(side, step)),
        1 => any::<bool>().prop_map(|replaces| Move::ReferElsewhere { replaces }),
        1 => either().prop_map(Move::CloseAt),
        12 => either().prop_map(Move::DeliverTo),
        4 => prop_oneof![0_u64..90, 300_u64..1_500, 2_000_u64..9_000].prop_map(|minutes| Move::Pass { minutes }),
        2 => either().prop_map(Move::Wake),
        2 => Just(Move::State),
        2 => Just(Move::Hear),
        1 => Just(Move::HearAtReceiver),
        3 => Just(Move::Lapse),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_order_both_sides_agree_and_exactly_one_answers(
        sender_ahead in 0_u64..=120,
        story in proptest::collection::vec(happens(), 1..45),
    ) {
        let mut world = World::new(sender_ahead);
        for happens in &story {
            world.make(happens);
        }
        world.quiet();
        world.check_quiet()?;
        world.check_proofs()?;
        world.check_once()?;
    }
}

#[test]
fn a_wake_up_that_is_not_wanted_does_nothing() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    for side in [Side::Sender, Side::Receiver] {
        for duty in DUTIES {
            assert_eq!(desks.wake(side, duty), Vec::<Act>::new());
        }
    }
}

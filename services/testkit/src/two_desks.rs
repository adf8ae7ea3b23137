//! A sender's and a receiver's desk with letters on their way between them. Nothing moves by itself: a test says who
//! acts, which letter arrives and what time it is, so it can try every order.

use crate::{Desk, sample, steps};
use duijie_core::{
    calendar::Calendar,
    command::{Command, Refer, Step},
    decide::{Act, Draft, Proof},
    dossier::Entry,
    ids::ReferralId,
    letter::{Body, Letter, LetterRef},
    referral::{Duty, Side, Stage},
    refusal::Refusal,
    time::Timestamp,
};
use std::time::Duration;

/// The two ends of one referral. After every commit at least one of them must answer for it; this is asserted always.
#[derive(Clone, Debug)]
pub struct TwoDesks {
    /// Who hands over.
    pub sender: Desk,
    /// To whom.
    pub receiver: Desk,
}

/// What a statement says that matters here (exchange §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Recorded time.
    pub as_of: Timestamp,
    /// Letters decided for the other desk.
    pub sent_number: u64,
    /// Letters of the other desk applied.
    pub received_number: u64,
}

impl TwoDesks {
    /// The sender has registered a matter and sorted it as a claim, so that it may be handed over by any kind; nothing is
    /// referred yet.
    #[must_use]
    pub fn new() -> Self {
        let sender = Desk::new(sample::police(), sample::sender_rules(), "matter-1");
        let receiver = Desk::new(sample::bureau(), sample::receiver_rules(), "matter-2");
        Self::registered(sender, receiver, vec![Entry::Sorting(sample::claim())])
    }

    /// These two desks, with a matter of which nothing more is told.
    #[must_use]
    pub fn of(sender: Desk, receiver: Desk) -> Self {
        Self::registered(sender, receiver, Vec::new())
    }

    fn registered(sender: Desk, receiver: Desk, told: Vec<Entry>) -> Self {
        let mut desks = Self { sender, receiver };
        desks
            .sender
            .command(Command::Register {
                matter: "matter-1".parse().unwrap(),
                dispute: "dispute-1".parse().unwrap(),
                subject: Box::new(sample::subject()),
                told,
            })
            .unwrap();
        desks
    }

    /// Both desks at `stage` with nothing on its way, on Monday morning.
    #[must_use]
    pub fn at(stage: Stage) -> Self {
        let mut desks = Self::new();
        let objecting = matches!(stage, Stage::Objected | Stage::Returned);
        desks.refer(if objecting { steps::refer_petition() } else { steps::refer() }).unwrap();
        let way: &[(Side, Step)] = &match stage {
            Stage::Sent => return desks,
            Stage::Arrived => vec![],
            Stage::Acknowledged => vec![(Side::Receiver, steps::acknowledge())],
            Stage::Objected => Self::objecting(),
            Stage::Returned => [Self::objecting(), vec![(Side::Sender, steps::agree_to_objection())]].concat(),
            Stage::Accepted => Self::accepting(),
            Stage::Suspended => [Self::accepting(), vec![(Side::Receiver, steps::suspend())]].concat(),
            Stage::Concluded => [Self::accepting(), vec![(Side::Receiver, steps::conclude())]].concat(),
            Stage::Confirmed => {
                [Self::accepting(), vec![(Side::Receiver, steps::conclude()), (Side::Sender, steps::confirm())]]
                    .concat()
            }
            Stage::Declined => vec![(Side::Receiver, steps::decline())],
            Stage::Lapsed => vec![(Side::Sender, steps::override_lapse())],
            Stage::Recalled => vec![(Side::Sender, steps::recall())],
            Stage::Withdrawn => vec![(Side::Receiver, steps::withdraw())],
        };
        desks.settle();
        for (side, step) in way {
            desks.step(*side, step.clone()).unwrap();
            desks.settle();
        }
        desks.agree_on(stage);
        desks
    }

    fn accepting() -> Vec<(Side, Step)> {
        vec![(Side::Receiver, steps::acknowledge()), (Side::Receiver, steps::accept())]
    }

    fn objecting() -> Vec<(Side, Step)> {
        vec![(Side::Receiver, steps::acknowledge()), (Side::Receiver, steps::object())]
    }

    /// The desk at that end.
    #[must_use]
    pub fn desk(&self, side: Side) -> &Desk {
        match side {
            Side::Sender => &self.sender,
            Side::Receiver => &self.receiver,
        }
    }

    fn desk_mut(&mut self, side: Side) -> &mut Desk {
        match side {
            Side::Sender => &mut self.sender,
            Side::Receiver => &mut self.receiver,
        }
    }

    /// Both clocks at `now`, or where they are if that is later.
    pub fn clock(&mut self, now: Timestamp) {
        self.clock_of(Side::Sender, now);
        self.clock_of(Side::Receiver, now);
    }

    /// One desk's clock at `now`, or where it is if that is later.
    pub fn clock_of(&mut self, side: Side, now: Timestamp) {
        let desk = self.desk_mut(side);
        desk.now = desk.now.max(now);
    }

    /// Time passes at both.
    pub fn pass(&mut self, time: Duration) {
        self.sender.now = self.sender.now.plus(time);
        self.receiver.now = self.receiver.now.plus(time);
    }

    /// The sender hands over.
    ///
    /// # Errors
    /// As `decide` refuses.
    pub fn refer(&mut self, refer: Refer) -> Result<Vec<Act>, Refusal> {
        let acts = self.sender.command(Command::Refer(Box::new(refer)));
        self.watch();
        acts
    }

    /// A step about the one referral.
    ///
    /// # Errors
    /// As `decide` refuses.
    pub fn step(&mut self, side: Side, step: Step) -> Result<Vec<Act>, Refusal> {
        self.step_of(side, steps::referral(), step)
    }

    /// A step about some referral.
    ///
    /// # Errors
    /// As `decide` refuses.
    pub fn step_of(&mut self, side: Side, referral: ReferralId, step: Step) -> Result<Vec<Act>, Refusal> {
        let acts = self.desk_mut(side).command(Command::Step { referral, step });
        self.watch();
        acts
    }

    /// A step of the sender.
    ///
    /// # Errors
    /// As `decide` refuses.
    pub fn sender(&mut self, step: Step) -> Result<Vec<Act>, Refusal> {
        self.step(Side::Sender, step)
    }

    /// A step of the receiver.
    ///
    /// # Errors
    /// As `decide` refuses.
    pub fn receiver(&mut self, step: Step) -> Result<Vec<Act>, Refusal> {
        self.step(Side::Receiver, step)
    }

    /// The next letter to `side` arrives; what its desk does. `None` if none is on its way.
    pub fn deliver_to(&mut self, side: Side) -> Option<Vec<Act>> {
        let letter = self.next_to(side)?.clone();
        let acts = self.desk_mut(side).receive(&letter);
        self.watch();
        Some(acts)
    }

    /// The next letter on its way to `side`.
    #[must_use]
    pub fn next_to(&self, side: Side) -> Option<&Letter> {
        let (from, to) = match side {
            Side::Sender => (&self.receiver, &self.sender),
            Side::Receiver => (&self.sender, &self.receiver),
        };
        from.letters_to(&to.agency).find(|letter| letter.reference.number == to.applied + 1)
    }

    /// Every letter arrives, and both hear that theirs did.
    pub fn settle(&mut self) {
        while self.deliver_to(Side::Receiver).is_some() || self.deliver_to(Side::Sender).is_some() {}
        self.hear(Side::Sender);
        self.hear(Side::Receiver);
    }

    /// What the desk at `side` would state now.
    #[must_use]
    pub fn statement(&self, side: Side) -> Statement {
        let (desk, peer) = match side {
            Side::Sender => (&self.sender, &self.receiver),
            Side::Receiver => (&self.receiver, &self.sender),
        };
        let sent_number = desk.letters_to(&peer.agency).count() as u64;
        Statement { as_of: desk.now, sent_number, received_number: desk.applied }
    }

    /// The desk at `side` hears the other's newest statement.
    pub fn hear(&mut self, side: Side) {
        let said = match side {
            Side::Sender => self.statement(Side::Receiver),
            Side::Receiver => self.statement(Side::Sender),
        };
        self.desk_mut(side).delivered = said.received_number;
        self.watch();
    }

    /// The sender's desk uses a statement of the receiver as proof of silence, if it has applied all it counts.
    pub fn lapse_by(&mut self, said: Statement) -> Option<Draft> {
        if self.sender.applied < said.sent_number {
            return None;
        }
        let draft = self.sender.lapse(Proof { as_of: said.as_of });
        self.watch();
        draft
    }

    /// The sender's desk hears the receiver's newest statement and uses it as proof of silence.
    pub fn lapse(&mut self) -> Option<Draft> {
        self.hear(Side::Sender);
        self.lapse_by(self.statement(Side::Receiver))
    }

    /// The wake-up of a duty comes at `side`.
    pub fn wake(&mut self, side: Side, duty: Duty) -> Vec<Act> {
        let acts = self.desk_mut(side).wake(duty);
        self.watch();
        acts
    }

    /// Every wake-up at `side` that is wanted by now comes.
    pub fn wake_all(&mut self, side: Side) -> Vec<Act> {
        let mut acts = Vec::new();
        for duty in Duty::ALL {
            acts.extend(self.wake(side, duty));
        }
        acts
    }

    /// Another calendar is in force at `side`; every running term of its own is counted again.
    pub fn recount(&mut self, side: Side, calendar: Calendar) -> Vec<Act> {
        let desk = self.desk_mut(side);
        desk.calendar = calendar;
        let acts = desk.recount();
        self.watch();
        acts
    }

    /// After quiet both show this stage by the same letter and exactly one of them answers for it. The letter.
    #[track_caller]
    pub fn agree_on(&self, stage: Stage) -> LetterRef {
        let (here, there) = (self.sender.referral(), self.receiver.referral());
        assert_eq!((here.stage, there.stage), (stage, stage));
        assert_eq!(here.reference, there.reference);
        assert_ne!(self.sender.answers(), self.receiver.answers(), "one of the two answers for it, not both");
        here.reference.clone()
    }

    /// At every commit at least one answers for it.
    #[track_caller]
    fn watch(&self) {
        if self.sender.find().is_some() {
            assert!(self.sender.answers() || self.receiver.answers(), "nobody answers for the referral");
        }
    }
}

impl Default for TwoDesks {
    fn default() -> Self {
        Self::new()
    }
}

/// The one letter among `acts`.
#[must_use]
#[track_caller]
pub fn body(acts: &[Act]) -> &Body {
    match acts {
        [Act::Send(draft)] => &draft.body,
        other => panic!("not exactly one letter: {other:?}"),
    }
}

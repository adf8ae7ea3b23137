//! What can happen to two desks, and how often it does.

use duijie_core::{
    calendar::{Calendar, Standing},
    command::Step,
    referral::Side,
};
use duijie_testkit::{sample, steps};
use std::sync::LazyLock;

/// One thing that happens.
#[derive(Clone, Debug)]
pub enum Move {
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
    /// Another calendar is in force at a desk; what runs is not counted again yet.
    Calendar(Side, usize),
    /// What runs is counted again, as far as the sweep comes.
    Recount(Side),
}

/// Everything that can happen, as often as its weight says; a plain choice from a list is quick to generate.
pub fn happens() -> Vec<Move> {
    let mut all = Vec::new();
    let mut often = |weight, happens: Move| all.extend(vec![happens; weight]);
    for side in [Side::Sender, Side::Receiver] {
        often(24, Move::DeliverTo(side));
        often(4, Move::Wake(side));
        often(2, Move::CloseAt(side));
    }
    // Within the skew of the clocks, within a day, and past the terms of 签收 and 受理.
    for minutes in [1, 30, 90, 700, 1_440, 3_000, 5_000, 8_000] {
        often(2, Move::Pass { minutes });
    }
    often(1, Move::ReferElsewhere { replaces: true });
    often(1, Move::ReferElsewhere { replaces: false });
    often(8, Move::State);
    often(8, Move::Hear);
    often(4, Move::HearAtReceiver);
    often(12, Move::Lapse);
    for side in [Side::Sender, Side::Receiver] {
        (0..calendars().len()).for_each(|which| often(1, Move::Calendar(side, which)));
        often(8, Move::Recount(side));
    }
    for (weight, side, step) in steps_by_weight() {
        often(weight, Move::Step(side, step));
    }
    all
}

/// A plain year; two festivals that move every term of the story; a year without notice.
pub fn calendars() -> &'static [Calendar] {
    static CALENDARS: LazyLock<Vec<Calendar>> = LazyLock::new(|| {
        let week = [(3, 3), (3, 4), (3, 5)];
        let later = [(3, 6), (3, 9), (4, 2), (4, 3), (5, 4), (5, 5)];
        vec![
            sample::calendar(),
            sample::calendar_with("week", Standing::Noticed, &week),
            sample::calendar_with("later", Standing::Noticed, &later),
            sample::calendar_with("unannounced", Standing::StatutoryOnly, &[]),
        ]
    });
    &CALENDARS
}

fn steps_by_weight() -> Vec<(usize, Side, Step)> {
    vec![
        (8, Side::Receiver, steps::acknowledge()),
        (8, Side::Receiver, steps::accept()),
        (2, Side::Receiver, steps::decline()),
        (1, Side::Receiver, steps::request_supplement()),
        (2, Side::Receiver, steps::record_attempt()),
        (1, Side::Receiver, steps::report()),
        (6, Side::Receiver, steps::object()),
        (2, Side::Receiver, steps::request_material()),
        (2, Side::Receiver, steps::extend(&["甲", "乙"])),
        (3, Side::Receiver, steps::answer_supervision()),
        (4, Side::Sender, steps::agree_to_objection()),
        (4, Side::Sender, steps::refuse_objection()),
        (2, Side::Receiver, steps::suspend()),
        (2, Side::Receiver, steps::resume()),
        (3, Side::Receiver, steps::conclude()),
        (1, Side::Receiver, steps::grant_recall()),
        (1, Side::Receiver, steps::refuse_recall()),
        (2, Side::Receiver, steps::withdraw()),
        (2, Side::Sender, steps::withdraw()),
        (3, Side::Sender, steps::recall()),
        (2, Side::Sender, steps::recall_by_order()),
        (1, Side::Sender, steps::supply()),
        (4, Side::Sender, steps::override_lapse()),
        (4, Side::Sender, steps::take_offer()),
        (1, Side::Sender, steps::refuse_offer()),
        (2, Side::Sender, steps::confirm()),
    ]
}

//! The simulator: four real desks under chance. Clerks, a bad network, crashes and wrong clocks come from one seed; no
//! thread, no wall clock and no randomness but the seed's is used, so a seed is a whole story that can be told again.

pub mod calm;
pub mod chance;
pub mod clerk;
pub mod counts;
pub mod driving;
pub mod faults;
mod habits;
pub mod invariants;
pub mod ledger;
pub mod mood;
pub mod network;
pub mod offices;
pub mod own_clerk;
pub mod report;
pub mod site;
pub mod stranger;
pub mod told;
pub mod world;

pub use counts::Counts;
pub use invariants::Violation;
pub use report::Report;
pub use world::{Sabotage, World};

/// What one seed came to.
#[derive(Debug)]
pub struct Story {
    /// The seed.
    pub seed: u64,
    /// What happened how often.
    pub counts: Counts,
    /// Digest of all journals at the end: the same seed must give the same.
    pub digest: String,
    /// The first sentence that did not hold.
    pub violation: Option<Violation>,
    /// The newest lines of what happened.
    pub trace: Vec<String>,
}

/// Plays one seed to its end.
#[must_use]
pub fn play(seed: u64) -> Story {
    tell(World::new(seed, Sabotage::None))
}

/// Plays a world to its end: the random phase, then calm, checking the invariants all along.
#[must_use]
pub fn tell(mut world: World) -> Story {
    faults::random_phase(&mut world);
    if world.violation.is_none() {
        calm::calm(&mut world);
    }
    world.into_story()
}

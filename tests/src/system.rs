//! Four real services and a real bus for the system tests: a town, its clerks, and a stranger at the bus. No test lives here.

pub mod alone;
pub mod asking;
pub mod clerk;
pub mod forger;
pub mod hand;
pub mod handoff;
pub mod metrics;
pub mod python;
pub mod requests;
pub mod stranger;
pub mod sweep;
pub mod town;
pub mod waiting;

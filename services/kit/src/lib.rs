//! Every edge of an agency's service, one module each. Nothing here names an agency or knows a kind of handoff; what an
//! agency is comes in as `duijie_core::rules::Rules`.

pub mod codec;
pub mod data;
pub mod digest;
pub mod directory;
pub mod journal;
#[cfg(test)]
mod sample;
pub mod seal;
pub mod store;

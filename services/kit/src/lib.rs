//! Every edge of an agency's service, one module each. Nothing here names an agency or knows a kind of handoff; what an
//! agency is comes in as `duijie_core::rules::Rules`.

pub mod access;
pub mod args;
pub mod bus;
pub mod clocks;
pub mod codec;
pub mod config;
pub mod data;
pub mod desk;
pub mod digest;
pub mod directory;
pub mod documents;
pub mod driver;
pub mod grpc;
pub mod journal;
pub mod lifecycle;
pub mod marks;
pub mod metrics;
pub mod ops;
pub mod projection;
pub mod relay;
#[cfg(test)]
mod sample;
pub mod seal;
pub mod service;
pub mod statistics;
pub mod status;
pub mod store;
pub mod telemetry;
pub mod timekeeper;
pub mod upgrade;
pub mod verify;
pub mod watermark;

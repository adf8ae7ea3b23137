//! Measuring: real processes, a real bus, real stores. Every figure is a ratio to something measured in the same run.

pub mod closed_loop;
pub mod cpu;
pub mod deadlines;
pub mod filling;
pub mod raw_publish;
pub mod statistics;
pub mod watching;

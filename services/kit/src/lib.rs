//! Everything an agency's service shares with the others around the pure core. No division's rules live here.

pub mod data;

//! What the tests share: measuring under load. Each kind of test has its own room.

pub mod load;

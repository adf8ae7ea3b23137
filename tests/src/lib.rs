//! What the tests share: measuring under load, and the simulator. Each kind of test has its own room.

pub mod load;
pub mod sim;

//! What the tests share: measuring under load, the simulator, and the town of real processes that the system tests play
//! in. Each kind of test has its own room.

pub mod commissioned;
#[expect(clippy::disallowed_methods, reason = "measuring is done on the machine's clock")]
pub mod load;
pub mod sim;
pub mod system;

//! The service of petitions (信访局).

use std::process::ExitCode;

fn main() -> ExitCode {
    duijie_kit::service::main(duijie_petitions::rules())
}

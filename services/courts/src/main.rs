//! The service of courts (法院).

use std::process::ExitCode;

fn main() -> ExitCode {
    duijie_kit::service::main(duijie_courts::rules())
}

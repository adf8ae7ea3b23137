//! The service of oversight (综治中心).

use std::process::ExitCode;

fn main() -> ExitCode {
    duijie_kit::service::main(duijie_oversight::rules())
}

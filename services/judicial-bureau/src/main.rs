//! The service of the judicial bureau (司法局).

use std::process::ExitCode;

fn main() -> ExitCode {
    duijie_kit::service::main(duijie_judicial_bureau::rules())
}

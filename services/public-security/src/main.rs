//! The service of public security (公安).

use std::process::ExitCode;

fn main() -> ExitCode {
    duijie_kit::service::main(duijie_public_security::rules())
}

//! The service of discipline inspection (纪委监委).

use std::process::ExitCode;

fn main() -> ExitCode {
    duijie_kit::service::main(duijie_discipline::rules())
}

//! The service of the procuratorate (检察院).

use std::process::ExitCode;

fn main() -> ExitCode {
    duijie_kit::service::main(duijie_procuratorate::rules())
}

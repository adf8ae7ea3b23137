//! The `duijie` command. Nothing but the call into the library may live here.

fn main() -> std::process::ExitCode {
    duijie_cli::run()
}

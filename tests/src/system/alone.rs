//! One service run by hand to its end, to see its exit code and its last words.

use super::town::programs;
use duijie_cli::init::Home;
use std::{path::Path, process::Stdio, time::Duration};

/// How long a service that cannot run may take to say so.
const END_LIMIT: Duration = Duration::from_secs(30);

/// How a process ended.
#[derive(Debug)]
pub struct End {
    /// Its exit code.
    pub code: Option<i32>,
    /// What it wrote to standard error.
    pub said: String,
}

/// Runs the service of the agency that lives at `home` with its own configuration until it ends.
pub async fn run_to_the_end(home: &Home) -> End {
    run_with(home, &home.config_file(), &["--dev"]).await
}

/// The same, with another configuration and other arguments.
pub async fn run_with(home: &Home, config: &Path, args: &[&str]) -> End {
    let program = programs().await.services.of(home.agency.role()).expect("the service is built");
    let mut command = tokio::process::Command::new(program);
    command.arg("--config").arg(config).args(args).kill_on_drop(true);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let child = command.spawn().expect("the service can be run");
    let output = tokio::time::timeout(END_LIMIT, child.wait_with_output()).await;
    let output = output.expect("a service that cannot run ends").expect("it can be waited for");
    End { code: output.status.code(), said: String::from_utf8_lossy(&output.stderr).into_owned() }
}

//! The sandbox clock.

use duijie_proto::v1::{AdvanceClockRequest, GetClockRequest, SandboxClock, SetClockRequest};

use crate::args::{Global, Sandbox};
use crate::client::Client;
use crate::exit::Exit;
use crate::show::{self, json};

/// Tells, moves or sets the clock, and prints it.
///
/// # Errors
/// When the service cannot be reached or refuses.
pub async fn act(global: &Global, what: Sandbox) -> anyhow::Result<Exit> {
    let mut clock = Client::of(global).await?.sandbox();
    let answer = match what {
        Sandbox::Get => clock.get_clock(GetClockRequest {}).await?,
        Sandbox::Advance { by } => clock.advance_clock(AdvanceClockRequest { by: Some(by) }).await?,
        Sandbox::Set { to } => clock.set_clock(SetClockRequest { to: Some(to) }).await?,
    };
    let text = |clock: &SandboxClock| clock.now.as_ref().and_then(json::instant).unwrap_or_default();
    show::print(global.output, "SandboxClock", &answer.into_inner(), text)?;
    Ok(Exit::Done)
}

//! What is proposed for a referral (分流建议).

use duijie_proto::v1::ProposeRoutingRequest;

use crate::args::Global;
use crate::client::Client;
use crate::exit::Exit;
use crate::show::{self, routing};

/// Asks and prints.
///
/// # Errors
/// When the service cannot be reached or refuses.
pub async fn act(global: &Global, referral: String) -> anyhow::Result<Exit> {
    let request = ProposeRoutingRequest { referral_id: referral, min_position: 0 };
    let answer = Client::of(global).await?.mediation().propose_routing(request).await?.into_inner();
    show::print(global.output, "ProposeRoutingResponse", &answer, routing::proposals)?;
    Ok(Exit::Done)
}

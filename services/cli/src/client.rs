//! The connection to one agency's service: where it is, and which officer asks. What is asked lives in `call`.

mod encoded;

use std::time::Duration;

use anyhow::Context;
use duijie_proto::v1::{
    adjudication_service_client::AdjudicationServiceClient, deadline_service_client::DeadlineServiceClient,
    document_service_client::DocumentServiceClient, dossier_service_client::DossierServiceClient,
    matter_service_client::MatterServiceClient, mediation_service_client::MediationServiceClient,
    operator_service_client::OperatorServiceClient, peer_service_client::PeerServiceClient,
    receiving_service_client::ReceivingServiceClient, referral_service_client::ReferralServiceClient,
    sandbox_service_client::SandboxServiceClient, sending_service_client::SendingServiceClient,
    statistics_service_client::StatisticsServiceClient,
};
use encoded::Encoded;
use tonic::client::Grpc;
use tonic::codegen::http::uri::PathAndQuery;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::service::Interceptor;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::{Channel, Endpoint};
use tonic::{Request, Status};

use crate::args::{Global, Role};

/// How long a connection may take to come about; services are near.
const CONNECT_LIMIT: Duration = Duration::from_secs(5);

/// How long an answer may take: a service answers after a commit, and gives up by itself sooner than this.
const ANSWER_LIMIT: Duration = Duration::from_secs(30);

/// A channel whose requests name the officer.
pub type Line = InterceptedService<Channel, Officer>;

/// One agency's service, asked by one officer. Clones share the connection.
#[derive(Debug, Clone)]
pub struct Client {
    channel: Channel,
    officer: Officer,
}

/// Puts the officer into every request.
#[derive(Debug, Clone, Default)]
pub struct Officer {
    said: Option<MetadataValue<Ascii>>,
}

impl Officer {
    /// The officer by name and role. A name may have any characters; it is percent-encoded on the way.
    ///
    /// # Errors
    /// Never in practice: what is percent-encoded is ASCII.
    pub fn new(name: &str, role: Role) -> anyhow::Result<Self> {
        let said = format!("{}; role={}", percent_encoded(name), role.as_str());
        let said = said.parse().with_context(|| format!("writing the officer `{name}` into the request"))?;
        Ok(Self { said: Some(said) })
    }
}

impl Interceptor for Officer {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        if let Some(said) = &self.said {
            request.metadata_mut().insert("x-duijie-officer", said.clone());
        }
        Ok(request)
    }
}

macro_rules! services {
    ($($(#[$doc:meta])* $name:ident: $client:ident),+ $(,)?) => {
        impl Client {
            $($(#[$doc])*
            #[must_use]
            pub fn $name(&self) -> $client<Line> {
                $client::new(self.line())
            })+
        }
    };
}

services! {
    /// Files of disputes.
    matters: MatterServiceClient,
    /// Handoffs.
    referrals: ReferralServiceClient,
    /// What a sender does.
    sending: SendingServiceClient,
    /// What a receiver does.
    receiving: ReceivingServiceClient,
    /// Mediation bodies and mediators.
    mediation: MediationServiceClient,
    /// Rulings of a court.
    adjudication: AdjudicationServiceClient,
    /// Files of matters.
    dossiers: DossierServiceClient,
    /// Documents on paper.
    documents: DocumentServiceClient,
    /// Deadlines.
    deadlines: DeadlineServiceClient,
    /// Figures.
    statistics: StatisticsServiceClient,
    /// Peers.
    peers: PeerServiceClient,
    /// For the operator.
    operator: OperatorServiceClient,
    /// The sandbox clock.
    sandbox: SandboxServiceClient,
}

impl Client {
    /// Connects as the global arguments say.
    ///
    /// # Errors
    /// When the address is no address or nobody answers there.
    pub async fn of(global: &Global) -> anyhow::Result<Self> {
        let officer = match &global.officer {
            Some(name) => Officer::new(name, global.role)?,
            None => Officer::default(),
        };
        Self::connect(&global.agency_url, officer).await
    }

    /// Connects to the service at `url`, such as `http://127.0.0.1:7401`.
    ///
    /// # Errors
    /// When the address is no address or nobody answers there.
    pub async fn connect(url: &str, officer: Officer) -> anyhow::Result<Self> {
        let endpoint = Endpoint::from_shared(url.to_owned()).with_context(|| format!("reading the address `{url}`"))?;
        let endpoint = endpoint.connect_timeout(CONNECT_LIMIT).timeout(ANSWER_LIMIT).tcp_nodelay(true);
        let channel = endpoint.connect().await.with_context(|| format!("connecting to `{url}`"))?;
        Ok(Self { channel, officer })
    }

    /// The same service asked by another officer.
    #[must_use]
    pub fn by(&self, officer: Officer) -> Self {
        Self { channel: self.channel.clone(), officer }
    }

    /// Asks any rpc of the contract by its path, such as `/duijie.v1.MatterService/RegisterMatter`, with the encoded request; tells
    /// the encoded answer.
    ///
    /// # Errors
    /// What the service answers, or that it cannot be reached.
    pub async fn ask(&self, path: PathAndQuery, request: Vec<u8>) -> Result<Vec<u8>, Status> {
        let mut line = Grpc::new(self.line());
        line.ready().await.map_err(|error| Status::unavailable(format!("waiting for the connection: {error}")))?;
        Ok(line.unary(Request::new(request), path, Encoded).await?.into_inner())
    }

    fn line(&self) -> Line {
        InterceptedService::new(self.channel.clone(), self.officer.clone())
    }
}

/// RFC 3986: everything but unreserved characters as `%XX` of its UTF-8 bytes.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::percent_encoded;

    #[test]
    fn a_chinese_name_and_a_separator_are_percent_encoded() {
        assert_eq!(percent_encoded("王丽; role=operator"), "%E7%8E%8B%E4%B8%BD%3B%20role%3Doperator");
        assert_eq!(percent_encoded("wang.li"), "wang.li");
    }
}

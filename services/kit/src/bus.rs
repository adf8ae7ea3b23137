//! The bus: connecting to NATS, the two streams, subjects. It only carries letters; nothing here is trusted with the
//! truth, and the service works while the bus is away.

pub mod inbox;
pub mod outbox;

use async_nats::{
    Client, ConnectOptions, Event,
    jetstream::{
        self,
        stream::{Config as StreamConfig, DiscardPolicy, RetentionPolicy, StorageType},
    },
};
use duijie_core::agency::AgencyId;
use std::{sync::Arc, time::Duration};
use thiserror::Error;
use tokio::sync::watch;

/// Stream of letters.
pub const LETTERS: &str = "DUIJIE_LETTERS";
/// Stream of statements.
pub const STATEMENTS: &str = "DUIJIE_STATEMENTS";
/// Letters stay on the bus this long; the truth is in the journals.
const LETTERS_MAX_AGE: Duration = Duration::from_secs(14 * 24 * 3600);
/// Of letters; the oldest are discarded. As deployed (`deploy/nats/streams`): the bus sets this much of its disk aside at once, and
/// refuses the stream where it has less.
const LETTERS_MAX_BYTES: i64 = 1024 * 1024 * 1024;
/// Of statements: one of less than a kibibyte for each pair of agencies.
const STATEMENTS_MAX_BYTES: i64 = 64 * 1024 * 1024;
/// Of one message.
const MESSAGE_MAX_BYTES: i32 = 1024 * 1024;
/// A half-open connection is noticed after two missed answers.
const PING_EVERY: Duration = Duration::from_secs(10);

/// How to reach the bus.
#[derive(Clone, Debug)]
pub struct BusAddress {
    /// `nats://host:port`, several separated by commas.
    pub url: String,
    /// nkey seed of this agency's user; none on a bus without users.
    pub seed: Option<String>,
}

/// The bus as one service uses it.
#[derive(Clone)]
pub struct Bus {
    /// The connection, which reconnects by itself.
    pub client: Client,
    /// JetStream over it.
    pub jetstream: jetstream::Context,
    connected: Arc<watch::Sender<bool>>,
}

/// Why the bus cannot be used as it is.
#[derive(Debug, Error)]
pub enum BusError {
    /// The address or the seed is wrong.
    #[error("cannot use the bus address `{url}`")]
    Address {
        /// As configured.
        url: String,
        /// What the client says.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A stream exists with another configuration.
    #[error("stream `{stream}` has {field} `{found}`, wanted `{wanted}`; nothing was changed")]
    Differs {
        /// Which stream.
        stream: &'static str,
        /// Which field.
        field: &'static str,
        /// As it is.
        found: String,
        /// As it should be.
        wanted: String,
    },
    /// The bus did not answer or refused.
    #[error("the bus did not do it: {0}")]
    Refused(String),
}

/// `duijie.v1.letter.<to>.<from>`
#[must_use]
pub fn letter_subject(to: &AgencyId, from: &AgencyId) -> String {
    format!("duijie.v1.letter.{to}.{from}")
}

/// `duijie.v1.statement.<to>.<from>`
#[must_use]
pub fn statement_subject(to: &AgencyId, from: &AgencyId) -> String {
    format!("duijie.v1.statement.{to}.{from}")
}

impl Bus {
    /// Begins to connect; returns at once, whether the bus is there or not.
    ///
    /// # Errors
    /// If the address or the seed is malformed.
    pub async fn connect(me: &AgencyId, address: &BusAddress) -> Result<Self, BusError> {
        let connected = Arc::new(watch::Sender::new(false));
        let told = Arc::clone(&connected);
        let inbox = format!("_INBOX.{}.{}", me.division(), me.role().replace('-', "_"));
        let mut options = ConnectOptions::new()
            .name(format!("duijie {me}"))
            .retry_on_initial_connect()
            .ping_interval(PING_EVERY)
            .custom_inbox_prefix(inbox)
            .event_callback(move |event| {
                let told = Arc::clone(&told);
                async move { note(&told, &event) }
            });
        if let Some(seed) = &address.seed {
            options = options.nkey(seed.clone());
        }
        let servers: Vec<&str> = address.url.split(',').map(str::trim).collect();
        let client = options
            .connect(servers)
            .await
            .map_err(|error| BusError::Address { url: address.url.clone(), source: Box::new(error) })?;
        let jetstream = jetstream::new(client.clone());
        Ok(Self { client, jetstream, connected })
    }

    /// Whether the bus is reachable now.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        self.client.connection_state() == async_nats::connection::State::Connected && *self.connected.borrow()
    }

    /// Whether the bus is reachable, and every change of it.
    #[must_use]
    pub fn connection(&self) -> watch::Receiver<bool> {
        self.connected.subscribe()
    }

    /// Looks for both streams, compares them, and creates what is absent. Never changes or deletes one.
    ///
    /// # Errors
    /// If a stream differs, or the bus does not answer.
    pub async fn provision(&self) -> Result<(), BusError> {
        for wanted in [letters_config(), statements_config()] {
            self.provision_stream(wanted).await?;
        }
        Ok(())
    }

    async fn provision_stream(&self, wanted: (&'static str, StreamConfig)) -> Result<(), BusError> {
        let (name, config) = wanted;
        match self.jetstream.get_stream(name).await {
            Ok(stream) => compare(name, &stream.cached_info().config, &config),
            Err(error) if is_absent(&error) => {
                let created = self.jetstream.create_stream(config.clone()).await;
                let stream = created.map_err(|error| BusError::Refused(error.to_string()))?;
                compare(name, &stream.cached_info().config, &config)
            }
            Err(error) => Err(BusError::Refused(error.to_string())),
        }
    }
}

fn note(connected: &watch::Sender<bool>, event: &Event) {
    match event {
        Event::Connected => {
            connected.send_replace(true);
            tracing::info!("connected to the bus");
        }
        Event::Disconnected | Event::Closed => {
            connected.send_replace(false);
            tracing::warn!("the bus is away; letters wait");
        }
        // A denied publish gives no reply at all: this event is the only sign of it.
        Event::ServerError(error) => tracing::error!(%error, "the bus refused something"),
        Event::ClientError(error) => tracing::warn!(%error, "the connection to the bus failed"),
        other => tracing::warn!(event = %other, "the bus says"),
    }
}

fn is_absent(error: &jetstream::context::GetStreamError) -> bool {
    use jetstream::{ErrorCode, context::GetStreamErrorKind};
    matches!(error.kind(), GetStreamErrorKind::JetStream(error) if error.error_code() == ErrorCode::STREAM_NOT_FOUND)
}

fn letters_config() -> (&'static str, StreamConfig) {
    let config = StreamConfig {
        name: LETTERS.to_owned(),
        subjects: vec!["duijie.v1.letter.>".to_owned()],
        retention: RetentionPolicy::Limits,
        discard: DiscardPolicy::Old,
        max_age: LETTERS_MAX_AGE,
        max_bytes: LETTERS_MAX_BYTES,
        max_message_size: MESSAGE_MAX_BYTES,
        storage: StorageType::File,
        ..StreamConfig::default()
    };
    (LETTERS, config)
}

fn statements_config() -> (&'static str, StreamConfig) {
    let config = StreamConfig {
        name: STATEMENTS.to_owned(),
        subjects: vec!["duijie.v1.statement.>".to_owned()],
        retention: RetentionPolicy::Limits,
        discard: DiscardPolicy::Old,
        max_messages_per_subject: 1,
        max_bytes: STATEMENTS_MAX_BYTES,
        max_message_size: MESSAGE_MAX_BYTES,
        storage: StorageType::File,
        allow_direct: true,
        ..StreamConfig::default()
    };
    (STATEMENTS, config)
}

/// Compares what matters for us. Limits of size are the operator's to widen.
fn compare(stream: &'static str, found: &StreamConfig, wanted: &StreamConfig) -> Result<(), BusError> {
    let differs = |field, found: String, wanted: String| {
        if found == wanted { Ok(()) } else { Err(BusError::Differs { stream, field, found, wanted }) }
    };
    differs("subjects", found.subjects.join(","), wanted.subjects.join(","))?;
    differs("retention", format!("{:?}", found.retention), format!("{:?}", wanted.retention))?;
    differs("discard", format!("{:?}", found.discard), format!("{:?}", wanted.discard))?;
    differs("storage", format!("{:?}", found.storage), format!("{:?}", wanted.storage))?;
    let per_subject = |config: &StreamConfig| config.max_messages_per_subject.max(0).to_string();
    differs("max_msgs_per_subject", per_subject(found), per_subject(wanted))?;
    differs("allow_direct", found.allow_direct.to_string(), (found.allow_direct || wanted.allow_direct).to_string())
}

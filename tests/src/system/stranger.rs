//! Somebody at the bus who is no agency: reads what lies there and publishes whatever he likes. A service must not mind.

use async_nats::{Client, ConnectOptions, jetstream};

/// The streams, as any third party would name them.
const LETTERS: &str = "DUIJIE_LETTERS";

/// A raw connection to the bus.
pub struct Stranger {
    client: Client,
}

/// One message as it lies on the bus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Where it was published.
    pub subject: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The subject of letters.
#[must_use]
pub fn letter_subject(to: &str, from: &str) -> String {
    format!("duijie.v1.letter.{to}.{from}")
}

/// The subject of statements.
#[must_use]
pub fn statement_subject(to: &str, from: &str) -> String {
    format!("duijie.v1.statement.{to}.{from}")
}

impl Stranger {
    /// Connects to a bus that is open to all.
    pub async fn at(url: &str) -> Self {
        Self { client: async_nats::connect(url).await.expect("the bus is there") }
    }

    /// Connects as the user with this seed.
    pub async fn as_user(url: &str, seed: &str, inbox: &str) -> Self {
        let options = ConnectOptions::with_nkey(seed.trim().to_owned()).custom_inbox_prefix(inbox);
        Self { client: options.connect(url).await.expect("the bus is there") }
    }

    /// The connection.
    #[must_use]
    pub const fn client(&self) -> &Client {
        &self.client
    }

    /// Publishes and waits until the server has read it.
    pub async fn publish(&self, subject: &str, bytes: &[u8]) {
        self.client.publish(subject.to_owned(), bytes.to_vec().into()).await.expect("publishing");
        self.client.flush().await.expect("flushing");
    }

    /// Publishes many and waits once.
    pub async fn publish_all<'a>(&self, messages: impl IntoIterator<Item = &'a Message>) {
        for Message { subject, bytes } in messages {
            self.client.publish(subject.clone(), bytes.clone().into()).await.expect("publishing");
        }
        self.client.flush().await.expect("flushing");
    }

    /// Every letter on the bus, oldest first.
    pub async fn letters(&self) -> Vec<Message> {
        let stream = jetstream::new(self.client.clone()).get_stream(LETTERS).await.expect("the stream is there");
        let state = &stream.cached_info().state;
        let mut letters = Vec::new();
        for sequence in state.first_sequence..=state.last_sequence {
            let message = stream.get_raw_message(sequence).await.expect("nothing was deleted");
            letters.push(Message { subject: message.subject.to_string(), bytes: message.payload.to_vec() });
        }
        letters
    }

    /// How many letters were ever published on the stream that is there now.
    pub async fn last_sequence(&self) -> u64 {
        let stream = jetstream::new(self.client.clone()).get_stream(LETTERS).await.expect("the stream is there");
        stream.cached_info().state.last_sequence
    }
}

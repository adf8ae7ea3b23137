//! What the bus alone can do on this machine in this run: acknowledged JetStream publications of the same size.

use anyhow::{Context, Result};
use async_nats::jetstream::{self, stream::Config};
use futures::{StreamExt, stream::FuturesUnordered};
use std::time::{Duration, Instant};

/// Publications whose acknowledgement is awaited at once, as many as the relay's.
const IN_FLIGHT: usize = 1_024;

/// Bytes of a letter as the bus stored it in this run, on average, its subject included.
///
/// # Errors
/// If the bus does not answer.
pub async fn letter_bytes(url: &str) -> Result<usize> {
    let client = async_nats::connect(url).await.context("connecting to the bus")?;
    let stream = jetstream::new(client).get_stream("DUIJIE_LETTERS").await.context("looking at the letters")?;
    let state = &stream.cached_info().state;
    Ok(usize::try_from(state.bytes / state.messages.max(1))?)
}

/// Acknowledged publications per second of `bytes` each, over `during`.
///
/// # Errors
/// If the bus refuses.
pub async fn rate(url: &str, bytes: usize, during: Duration) -> Result<f64> {
    let client = async_nats::connect(url).await.context("connecting to the bus")?;
    let jetstream = jetstream::new(client);
    let config = Config { name: "LOAD".to_owned(), subjects: vec!["load.raw".to_owned()], ..Config::default() };
    jetstream.create_stream(config).await.context("creating the stream to measure with")?;
    let payload = bytes::Bytes::from(vec![b'x'; bytes]);
    let begun = Instant::now();
    let mut acks = FuturesUnordered::new();
    let mut count = 0_u64;
    while begun.elapsed() < during {
        while acks.len() < IN_FLIGHT {
            acks.push(jetstream.publish("load.raw", payload.clone()).await.context("publishing")?.into_future());
        }
        if let Some(ack) = acks.next().await {
            ack.context("the bus did not acknowledge")?;
            count += 1;
        }
    }
    let rate = count as f64 / begun.elapsed().as_secs_f64();
    jetstream.delete_stream("LOAD").await.context("deleting the stream measured with")?;
    Ok(rate)
}

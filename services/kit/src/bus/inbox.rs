//! Letters and statements in. Letters come through one durable pull consumer, acknowledged once per committed batch;
//! statements through a plain subscription and one look at the last of each peer on every connect. Both loops are rebuilt
//! after any trouble: numbers, not the bus, recognise what comes twice.

use super::{Bus, BusError, LETTERS, STATEMENTS, statement_subject};
use crate::{desk::TimeSource, driver::DeskHandle, journal::Bytes};
use async_nats::jetstream::{
    AckKind,
    consumer::{AckPolicy, DeliverPolicy, pull},
};
use duijie_core::agency::AgencyId;
use futures::StreamExt;
use std::time::Duration;
use tokio::sync::watch;

/// Letters handed to the desk at once; far below what the client drops at.
const BATCH_MAX: usize = 512;
/// Unacknowledged letters that the bus sends ahead: several batches.
const AHEAD_MAX: i64 = 8_192;
/// A letter that was not acknowledged comes again after this.
const ACK_WAIT: Duration = Duration::from_secs(30);
/// Without a sign of life for twice this long the pull loop is rebuilt.
const HEARTBEAT: Duration = Duration::from_secs(5);
const PULL_EXPIRES: Duration = Duration::from_secs(20);
/// How often the connection is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Pause before a loop is rebuilt.
const REBUILD_AFTER: Duration = Duration::from_millis(500);
/// A new consumer begins this long before the last applied letter (clocks differ between bus and desk).
const LOOK_BACK: Duration = Duration::from_secs(600);

/// Brings letters to the desk for ever.
pub async fn letters(bus: Bus, desk: DeskHandle) {
    let mut connection = bus.connection();
    loop {
        tokio::select! {
            ended = pull_letters(&bus, &desk) => {
                match ended {
                    Ok(()) => {}
                    // Nothing goes on until the operator of the bus makes the stream as it should be.
                    Err(error @ BusError::Differs { .. }) => tracing::error!(%error, "letters cannot be read"),
                    Err(error) => tracing::warn!(%error, "reading letters begins anew"),
                }
                tokio::time::sleep(REBUILD_AFTER).await;
            }
            // A bus that comes back may have lost the stream or the consumer, which a pull notices only by silence.
            () = came_back(&mut connection) => tracing::info!("the bus is back; reading letters begins anew"),
        }
    }
}

/// Ends when the bus is connected again after it was connected before.
async fn came_back(connection: &mut watch::Receiver<bool>) {
    let mut gone = connection.wait_for(|connected| *connected).await.is_err();
    while !gone {
        gone = connection.changed().await.is_err();
        if !gone && *connection.borrow_and_update() {
            return;
        }
    }
    std::future::pending().await
}

async fn pull_letters(bus: &Bus, desk: &DeskHandle) -> Result<(), BusError> {
    bus.provision().await?;
    let consumer = consumer(bus, desk).await?;
    let messages = consumer
        .stream()
        .max_messages_per_batch(BATCH_MAX)
        .expires(PULL_EXPIRES)
        .heartbeat(HEARTBEAT)
        .messages()
        .await
        .map_err(refused)?;
    let mut batches = messages.ready_chunks(BATCH_MAX);
    while let Some(batch) = batches.next().await {
        let mut letters: Vec<Bytes> = Vec::with_capacity(batch.len());
        let mut last = None;
        let mut trouble = None;
        for message in batch {
            match message {
                Ok(message) => {
                    letters.push(Bytes::from(&message.payload[..]));
                    last = Some(message);
                }
                Err(error) => trouble = Some(error),
            }
        }
        if let Some(last) = last {
            // Only what is committed is acknowledged; AckPolicy All covers the whole batch.
            if desk.deliver(letters, Vec::new()).await.is_err() {
                return Err(BusError::Refused("the desk did not commit".to_owned()));
            }
            last.ack_with(AckKind::Ack).await.map_err(refused)?;
        }
        if let Some(error) = trouble {
            return Err(refused(error));
        }
    }
    Err(BusError::Refused("the stream of letters ended".to_owned()))
}

async fn consumer(bus: &Bus, desk: &DeskHandle) -> Result<async_nats::jetstream::consumer::PullConsumer, BusError> {
    let me = &desk.office().me;
    let name = format!("desk_{}_{}", me.division(), me.role());
    let stream = bus.jetstream.get_stream_no_info(LETTERS).await.map_err(refused)?;
    let deliver_policy = match desk.office().time {
        TimeSource::Machine => start_of(desk.snapshot().recorded_at),
        // The bus does not live on the sandbox clock.
        TimeSource::Sandbox => DeliverPolicy::All,
    };
    let config = pull::Config {
        durable_name: Some(name.clone()),
        filter_subject: format!("duijie.v1.letter.{me}.>"),
        ack_policy: AckPolicy::All,
        ack_wait: ACK_WAIT,
        max_deliver: -1,
        max_ack_pending: AHEAD_MAX,
        deliver_policy,
        ..pull::Config::default()
    };
    stream.get_or_create_consumer(&name, config).await.map_err(refused)
}

/// A desk that has recorded something begins shortly before that; what comes twice is recognised by its number.
fn start_of(applied: duijie_core::time::Timestamp) -> DeliverPolicy {
    let from = applied.minus(LOOK_BACK).as_micros();
    let start_time = (from > 0).then(|| time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(from) * 1_000).ok());
    match start_time.flatten() {
        Some(start_time) => DeliverPolicy::ByStartTime { start_time },
        None => DeliverPolicy::All,
    }
}

/// Brings statements to the desk for ever.
pub async fn statements(bus: Bus, desk: DeskHandle) {
    loop {
        if let Err(error) = hear_statements(&bus, &desk).await {
            tracing::warn!(%error, "reading statements begins anew");
        }
        tokio::time::sleep(REBUILD_AFTER).await;
    }
}

async fn hear_statements(bus: &Bus, desk: &DeskHandle) -> Result<(), BusError> {
    let me = desk.office().me.clone();
    let subscription = bus.client.subscribe(format!("duijie.v1.statement.{me}.>")).await.map_err(refused)?;
    let mut batches = subscription.ready_chunks(BATCH_MAX);
    read_last(bus, desk).await;
    let mut connected = bus.is_connected();
    let mut look = tokio::time::interval(LOOK_EVERY);
    loop {
        tokio::select! {
            batch = batches.next() => {
                let Some(batch) = batch else { return Err(BusError::Refused("the subscription ended".to_owned())) };
                let statements = batch.iter().map(|message| Bytes::from(&message.payload[..])).collect();
                if desk.deliver(Vec::new(), statements).await.is_err() {
                    // A statement that is lost here comes again by cadence.
                    tracing::warn!("statements were not committed");
                }
            }
            _ = look.tick() => {
                let now = bus.is_connected();
                if now && !connected {
                    read_last(bus, desk).await;
                    // What was under way may be lost: say where we stand, so that it is asked for or sent again.
                    if desk.state_at_once().await.is_err() {
                        tracing::warn!("the desk is busy; statements follow by cadence");
                    }
                }
                connected = now;
            }
        }
    }
}

/// The newest statement of each known agency, which may have waited while this desk was away.
async fn read_last(bus: &Bus, desk: &DeskHandle) {
    let office = desk.office();
    let Ok(stream) = bus.jetstream.get_stream_no_info(STATEMENTS).await else { return };
    let peers: Vec<AgencyId> = office.directory.agencies().map(|agency| agency.id.clone()).collect();
    let mut statements: Vec<Bytes> = Vec::new();
    for peer in peers.iter().filter(|peer| **peer != office.me) {
        let subject = statement_subject(&office.me, peer);
        if let Ok(message) = stream.direct_get_last_for_subject(subject).await {
            statements.push(Bytes::from(&message.payload[..]));
        }
    }
    if !statements.is_empty() && desk.deliver(Vec::new(), statements).await.is_err() {
        tracing::warn!("statements were not committed");
    }
}

fn refused(error: impl std::fmt::Display) -> BusError {
    BusError::Refused(error.to_string())
}

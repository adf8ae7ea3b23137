//! The bus as the tests and the demo see it, with the real server: killed, restarted, robbed of its storage, cut off. No agency takes part.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::process::Command;
use std::time::Duration;

use async_nats::jetstream::{self, stream::Config};
use async_nats::{ConnectOptions, Event};
use duijie_cli::fleet::fault_proxy::{CutMode, FaultProxy};
use duijie_cli::fleet::nats::{NatsOptions, NatsServer};
use duijie_cli::fleet::nats_server::obtain;

/// How long something that must happen may take before the test fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long something that must not happen is given to happen after all.
const GRACE: Duration = Duration::from_millis(300);

struct Bus {
    server: NatsServer,
    _dir: tempfile::TempDir,
}

async fn bus() -> Bus {
    let dir = tempfile::tempdir().unwrap();
    let binary = tokio::task::spawn_blocking(obtain).await.unwrap().unwrap();
    let server = NatsServer::start(&binary, dir.path(), NatsOptions::default()).await.unwrap();
    Bus { server, _dir: dir }
}

async fn client(addr: impl std::fmt::Display) -> async_nats::Client {
    ConnectOptions::new().retry_on_initial_connect().connect(format!("nats://{addr}")).await.unwrap()
}

async fn publish(client: &async_nats::Client, text: &'static str) {
    let bus = jetstream::new(client.clone());
    let config = Config { name: "letters".into(), subjects: vec!["letter.>".into()], ..Config::default() };
    bus.get_or_create_stream(config).await.unwrap();
    bus.publish("letter.a", text.into()).await.unwrap().await.unwrap();
}

async fn stored(client: &async_nats::Client) -> Option<u64> {
    let mut stream = jetstream::new(client.clone()).get_stream("letters").await.ok()?;
    Some(stream.info().await.unwrap().state.messages)
}

#[tokio::test]
async fn the_obtained_server_runs_and_listens_on_loopback_only() {
    let bus = bus().await;
    let client = client(bus.server.addr()).await;
    client.flush().await.unwrap();
    let said = Command::new(obtain().unwrap()).arg("--version").output().unwrap();
    assert_eq!(String::from_utf8_lossy(&said.stdout).trim(), format!("nats-server: v{}", client.server_info().version));
    assert!(bus.server.addr().ip().is_loopback());
    assert!(bus.server.monitoring_url().starts_with("http://127.0.0.1:"));
}

#[tokio::test]
async fn a_stored_message_survives_kill_dash_nine_and_a_restart_on_the_same_port() {
    let mut bus = bus().await;
    let client = client(bus.server.addr()).await;
    publish(&client, "one").await;
    let (url, pid) = (bus.server.url(), bus.server.pid());

    let status = bus.server.kill_dash_nine().await.unwrap();
    assert_eq!(std::os::unix::process::ExitStatusExt::signal(&status), Some(9));
    bus.server.restart().await.unwrap();

    assert_eq!(bus.server.url(), url);
    assert_ne!(bus.server.pid(), pid);
    let fresh = self::client(bus.server.addr()).await;
    assert_eq!(stored(&fresh).await, Some(1));
}

#[tokio::test]
async fn a_stream_is_gone_after_its_storage_was_deleted() {
    let mut bus = bus().await;
    publish(&client(bus.server.addr()).await, "one").await;
    assert!(bus.server.delete_storage().is_err(), "the storage of a running server was deleted");

    bus.server.stop().await.unwrap();
    bus.server.delete_storage().unwrap();
    bus.server.restart().await.unwrap();

    assert_eq!(stored(&client(bus.server.addr()).await).await, None);
}

#[tokio::test]
async fn a_configuration_file_keeps_its_users_but_not_its_port() {
    let dir = tempfile::tempdir().unwrap();
    let config = dir.path().join("server.conf");
    let user = nkeys::KeyPair::new_user();
    fs::write(&config, format!("port: 4222\nauthorization {{ users: [ {{ nkey: {} }} ] }}\n", user.public_key()))
        .unwrap();
    let options = NatsOptions { port: 0, config: Some(config) };
    let server = NatsServer::start(&obtain().unwrap(), dir.path(), options).await.unwrap();

    assert_ne!(server.addr().port(), 4222);
    assert!(async_nats::connect(server.url()).await.is_err(), "a stranger was let in");
    ConnectOptions::with_nkey(user.seed().unwrap()).connect(server.url()).await.unwrap();
}

#[tokio::test]
async fn a_configuration_that_opens_monitoring_to_other_machines_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let config = dir.path().join("server.conf");
    fs::write(&config, "http: \"0.0.0.0:8222\"\n").unwrap();
    let options = NatsOptions { port: 0, config: Some(config) };
    let error = NatsServer::start(&obtain().unwrap(), dir.path(), options).await.unwrap_err();
    assert!(error.to_string().contains("monitoring to other machines"), "{error:#}");
}

#[tokio::test]
async fn a_server_that_cannot_start_says_why() {
    let dir = tempfile::tempdir().unwrap();
    let config = dir.path().join("server.conf");
    fs::write(&config, "nonsense {\n").unwrap();
    let options = NatsOptions { port: 0, config: Some(config) };
    let error = NatsServer::start(&obtain().unwrap(), dir.path(), options).await.unwrap_err();
    assert!(format!("{error:#}").contains("Parse error"), "{error:#}");
}

#[tokio::test]
async fn a_client_comes_back_over_a_line_that_was_cut_and_healed() {
    let bus = bus().await;
    let proxy = FaultProxy::start(bus.server.addr()).await.unwrap();
    let (events, mut seen) = tokio::sync::mpsc::unbounded_channel();
    let connecting = ConnectOptions::new().event_callback(move |event| {
        let events = events.clone();
        async move {
            let _ = events.send(event);
        }
    });
    let client = connecting.connect(format!("nats://{}", proxy.addr())).await.unwrap();
    publish(&client, "one").await;
    wait_for(&mut seen, &Event::Connected).await;

    proxy.cut(CutMode::Reset);
    wait_for(&mut seen, &Event::Disconnected).await;
    proxy.heal();
    wait_for(&mut seen, &Event::Connected).await;

    publish(&client, "two").await;
    assert_eq!(stored(&client).await, Some(2));
}

async fn wait_for(seen: &mut tokio::sync::mpsc::UnboundedReceiver<Event>, wanted: &Event) {
    let found = async { while seen.recv().await.unwrap() != *wanted {} };
    tokio::time::timeout(PATIENCE, found).await.unwrap();
}

#[tokio::test]
async fn a_request_held_by_a_black_hole_is_answered_after_healing() {
    let bus = bus().await;
    let proxy = FaultProxy::start(bus.server.addr()).await.unwrap();
    let client = client(proxy.addr()).await;
    publish(&client, "one").await;

    proxy.cut(CutMode::Blackhole);
    let asking = stored(&client);
    tokio::pin!(asking);
    assert!(tokio::time::timeout(GRACE, &mut asking).await.is_err(), "an answer came over a cut line");
    proxy.heal();

    assert_eq!(tokio::time::timeout(PATIENCE, asking).await.unwrap(), Some(1));
}

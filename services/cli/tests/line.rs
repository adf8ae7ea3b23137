//! The line that can be cut, with a plain echo server behind it: what passes, what waits, what breaks. No bus takes part.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::net::SocketAddr;
use std::time::Duration;

use duijie_cli::fleet::fault_proxy::{CutMode, FaultProxy};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

/// How long something that must happen may take before the test fails.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long something that must not happen is given to happen after all.
const GRACE: Duration = Duration::from_millis(200);

/// Answers every byte, and also tells the test what has arrived.
async fn echo() -> (SocketAddr, mpsc::UnboundedReceiver<u8>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let (arrived, arrivals) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let arrived = arrived.clone();
            tokio::spawn(async move {
                while let Ok(byte) = socket.read_u8().await {
                    let _ = arrived.send(byte);
                    if socket.write_u8(byte).await.is_err() {
                        break;
                    }
                }
            });
        }
    });
    (addr, arrivals)
}

async fn read(socket: &mut TcpStream) -> std::io::Result<u8> {
    tokio::time::timeout(PATIENCE, socket.read_u8()).await.unwrap()
}

async fn nothing_comes(socket: &mut TcpStream) {
    assert!(tokio::time::timeout(GRACE, socket.read_u8()).await.is_err(), "something came over a cut line");
}

#[tokio::test]
async fn a_reset_ends_open_connections_and_refuses_new_ones_until_healed() {
    let (target, _arrivals) = echo().await;
    let proxy = FaultProxy::start(target).await.unwrap();
    let mut open = TcpStream::connect(proxy.addr()).await.unwrap();
    open.write_u8(1).await.unwrap();
    assert_eq!(read(&mut open).await.unwrap(), 1);

    proxy.cut(CutMode::Reset);
    assert_eq!(read(&mut open).await.unwrap_err().kind(), std::io::ErrorKind::ConnectionReset);
    let refused = match TcpStream::connect(proxy.addr()).await {
        Ok(mut new) => read(&mut new).await.is_err(),
        Err(_) => true,
    };
    assert!(refused);

    proxy.heal();
    let mut new = TcpStream::connect(proxy.addr()).await.unwrap();
    new.write_u8(2).await.unwrap();
    assert_eq!(read(&mut new).await.unwrap(), 2);
}

#[tokio::test]
async fn a_reset_that_is_healed_at_once_still_ends_open_connections() {
    let (target, _arrivals) = echo().await;
    let proxy = FaultProxy::start(target).await.unwrap();
    let mut open = TcpStream::connect(proxy.addr()).await.unwrap();
    open.write_u8(1).await.unwrap();
    assert_eq!(read(&mut open).await.unwrap(), 1);

    proxy.cut(CutMode::Reset);
    proxy.heal();

    assert!(read(&mut open).await.is_err());
}

#[tokio::test]
async fn a_black_hole_holds_old_and_new_connections_and_delivers_after_healing() {
    let (target, mut arrivals) = echo().await;
    let proxy = FaultProxy::start(target).await.unwrap();
    let mut old = TcpStream::connect(proxy.addr()).await.unwrap();
    old.write_u8(1).await.unwrap();
    assert_eq!(read(&mut old).await.unwrap(), 1);
    assert_eq!(arrivals.recv().await, Some(1));

    proxy.cut(CutMode::Blackhole);
    let mut new = TcpStream::connect(proxy.addr()).await.unwrap();
    old.write_u8(2).await.unwrap();
    new.write_u8(3).await.unwrap();
    nothing_comes(&mut old).await;
    nothing_comes(&mut new).await;
    assert!(arrivals.try_recv().is_err());

    proxy.heal();
    assert_eq!(read(&mut old).await.unwrap(), 2);
    assert_eq!(read(&mut new).await.unwrap(), 3);
}

#[tokio::test]
async fn a_one_way_black_hole_to_the_client_still_lets_the_server_hear() {
    let (target, mut arrivals) = echo().await;
    let proxy = FaultProxy::start(target).await.unwrap();
    let mut open = TcpStream::connect(proxy.addr()).await.unwrap();
    open.write_u8(1).await.unwrap();
    assert_eq!(read(&mut open).await.unwrap(), 1);

    proxy.cut(CutMode::BlackholeToClient);
    open.write_u8(2).await.unwrap();
    assert_eq!(arrivals.recv().await, Some(1));
    assert_eq!(tokio::time::timeout(PATIENCE, arrivals.recv()).await.unwrap(), Some(2));
    nothing_comes(&mut open).await;

    proxy.heal();
    assert_eq!(read(&mut open).await.unwrap(), 2);
}

#[tokio::test]
async fn a_one_way_black_hole_to_the_server_still_lets_the_client_hear() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = FaultProxy::start(listener.local_addr().unwrap()).await.unwrap();
    let mut client = TcpStream::connect(proxy.addr()).await.unwrap();
    let (mut server, _) = listener.accept().await.unwrap();

    proxy.cut(CutMode::BlackholeToServer);
    client.write_u8(1).await.unwrap();
    server.write_u8(2).await.unwrap();
    assert_eq!(read(&mut client).await.unwrap(), 2);
    nothing_comes(&mut server).await;

    proxy.heal();
    assert_eq!(read(&mut server).await.unwrap(), 1);
}

#[tokio::test]
async fn a_delay_holds_each_direction_and_the_order_stays() {
    let (target, _arrivals) = echo().await;
    let proxy = FaultProxy::start(target).await.unwrap();
    let mut open = TcpStream::connect(proxy.addr()).await.unwrap();
    proxy.delay(Duration::from_millis(100));

    let sent_at = tokio::time::Instant::now();
    open.write_all(&[1, 2, 3]).await.unwrap();
    for wanted in [1, 2, 3] {
        assert_eq!(read(&mut open).await.unwrap(), wanted);
    }
    assert!(sent_at.elapsed() >= Duration::from_millis(200));
}

#[tokio::test]
async fn an_orderly_end_is_passed_on_after_everything_before_it() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = FaultProxy::start(listener.local_addr().unwrap()).await.unwrap();
    let mut client = TcpStream::connect(proxy.addr()).await.unwrap();
    let (mut server, _) = listener.accept().await.unwrap();
    let sent = vec![7; 1_000_000];
    let sending = sent.clone();
    tokio::spawn(async move {
        server.write_all(&sending).await.unwrap();
    });

    let mut got = Vec::new();
    client.shutdown().await.unwrap();
    tokio::time::timeout(PATIENCE, client.read_to_end(&mut got)).await.unwrap().unwrap();

    assert_eq!(got, sent);
}

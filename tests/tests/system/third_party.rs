//! Somebody else's client, in another language and with nothing but the addresses, can work with the agencies.

use duijie_tests::system::{
    python::{obtain, run},
    town::Town,
};
use std::{path::Path, process::Command};

#[tokio::test(flavor = "multi_thread")]
async fn a_python_client_finds_everything_by_reflection_and_hands_a_dispute_over() {
    let python = tokio::task::spawn_blocking(obtain).await.unwrap();
    let mut town = Town::production().await;
    let mut client = Command::new(python);
    client.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("system/third_party.py"));
    for role in ["courts", "judicial-bureau"] {
        client.arg(&town.agency(role).addresses().unwrap().grpc);
    }
    // A proxy of the machine is not meant for its own services.
    client.env("no_proxy", "*").env("NO_GRPC_PROXY", "*").env("PYTHONDONTWRITEBYTECODE", "1");
    let output = tokio::task::spawn_blocking(move || run(&mut client)).await.unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "ok");
    assert_eq!(town.agrees().await, 1);
    town.verify_stores().await;
}

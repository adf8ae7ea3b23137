//! The two streams of the bus as a service finds them: made if absent, compared field by field, never changed or deleted.

use async_nats::jetstream::{
    self,
    stream::{Config, RetentionPolicy},
};
use duijie_cli::fleet::nats::{NatsOptions, NatsServer};
use duijie_kit::bus::{Bus, BusAddress, LETTERS, STATEMENTS};
use duijie_tests::system::town::programs;
use futures::StreamExt;

/// Makes one field other than it should be.
type Differ = fn(&mut Config);

struct Streams {
    bus: Bus,
    jetstream: jetstream::Context,
    _server: NatsServer,
    _dir: tempfile::TempDir,
}

async fn streams() -> Streams {
    let dir = tempfile::tempdir().unwrap();
    let server = NatsServer::start(&programs().await.bus, dir.path(), NatsOptions::default()).await.unwrap();
    let me = "320102.courts".parse().unwrap();
    let bus = Bus::connect(&me, &BusAddress { url: server.url(), seed: None }).await.unwrap();
    let client = async_nats::connect(server.url()).await.unwrap();
    Streams { bus, jetstream: jetstream::new(client), _server: server, _dir: dir }
}

async fn config(streams: &Streams, name: &str) -> Config {
    streams.jetstream.get_stream(name).await.unwrap().cached_info().config.clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn absent_streams_are_made_as_the_protocol_says_and_found_in_order_again() {
    let streams = streams().await;
    streams.bus.provision().await.unwrap();
    let (letters, statements) = (config(&streams, LETTERS).await, config(&streams, STATEMENTS).await);
    assert_eq!((letters.subjects, letters.retention), (vec!["duijie.v1.letter.>".to_owned()], RetentionPolicy::Limits));
    assert_eq!((letters.max_age.as_secs(), letters.max_message_size), (14 * 86_400, 1024 * 1024));
    assert_eq!(statements.max_messages_per_subject, 1);
    streams.bus.provision().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_that_differs_is_an_error_that_names_the_field_and_nothing_is_changed() {
    let differing: [(&str, Differ); 4] = [
        ("subjects", |config| config.subjects = vec!["duijie.v1.letter.*.*.*.*".to_owned()]),
        ("retention", |config| config.retention = RetentionPolicy::WorkQueue),
        ("discard", |config| config.discard = jetstream::stream::DiscardPolicy::New),
        ("storage", |config| config.storage = jetstream::stream::StorageType::Memory),
    ];
    for (field, differ) in differing {
        let streams = streams().await;
        let mut letters =
            Config { name: LETTERS.to_owned(), subjects: vec!["duijie.v1.letter.>".to_owned()], ..Config::default() };
        differ(&mut letters);
        streams.jetstream.create_stream(letters).await.unwrap();
        streams.jetstream.publish("duijie.v1.letter.a.b.c.d", "x".into()).await.unwrap().await.unwrap();
        let before = config(&streams, LETTERS).await;
        let error = streams.bus.provision().await.unwrap_err().to_string();
        assert!(error.starts_with(&format!("stream `{LETTERS}` has {field} `")), "{error}");
        assert!(error.ends_with("nothing was changed"), "{error}");
        let mut stream = streams.jetstream.get_stream(LETTERS).await.unwrap();
        assert_eq!((stream.info().await.unwrap().state.messages, config(&streams, LETTERS).await), (1, before));
        let names: Vec<_> = streams.jetstream.stream_names().collect().await;
        assert_eq!(names.len(), 1, "the other stream is not made either: {names:?}");
    }
}

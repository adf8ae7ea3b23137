//! The services on a bus with the very users of `deploy/nats/accounts.conf`: they work, and nobody can do what is not his (F01, F05).

use async_nats::{ConnectOptions, RequestErrorKind};
use duijie_cli::fleet::agencies::{FleetOptions, OVERSEER, every_seat};
use duijie_proto::v1::{ReferralState, SuperviseRequest};
use duijie_tests::system::{
    handoff::{Course, Handoff, KINDS, done},
    requests::{self, new_id},
    stranger::{Stranger, letter_subject, statement_subject},
    town::{Town, id_of},
    waiting::until,
};
use futures::{FutureExt, StreamExt};
use std::path::{Path, PathBuf};

/// The files that an operator deploys.
fn deployed(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy/nats").join(file)
}

/// The operator makes the streams from the deployed files, as `streams.sh` does.
async fn make_streams(town: &Town) -> Stranger {
    let seed = std::fs::read_to_string(town.fleet.dir().join("operator.seed")).unwrap();
    let operator = Stranger::as_user(&town.fleet.nats.url(), &seed, "_INBOX.operator").await;
    for name in ["DUIJIE_LETTERS", "DUIJIE_STATEMENTS"] {
        let config = std::fs::read(deployed(&format!("streams/{name}.json"))).unwrap();
        let answer = operator.client().request(format!("$JS.API.STREAM.CREATE.{name}"), config.into()).await.unwrap();
        let answer: serde_json::Value = serde_json::from_slice(&answer.payload).unwrap();
        assert!(answer.get("created").is_some(), "{answer}");
    }
    operator
}

/// How many letters lie on the bus, by subject.
async fn on_the_bus(operator: &Stranger) -> serde_json::Value {
    let asked = br#"{"subjects_filter":">"}"#.to_vec();
    let answer = operator.client().request("$JS.API.STREAM.INFO.DUIJIE_LETTERS", asked.into()).await.unwrap();
    serde_json::from_slice::<serde_json::Value>(&answer.payload).unwrap()["state"]["subjects"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_services_work_as_users_of_the_deployed_bus_and_foreign_subjects_are_denied() {
    let options = FleetOptions { nats_config: Some(deployed("accounts.conf")), ..FleetOptions::default() };
    let mut town = Town::open(options).await;
    let operator = make_streams(&town).await;
    let seed = std::fs::read_to_string(town.agency("petitions").home().seed_file()).unwrap();
    let petitions = Stranger::as_user(&town.fleet.nats.url(), &seed, "_INBOX.320102.petitions").await;
    let mut ears = Vec::new();
    let (courts, bureau) = (id_of("courts"), id_of("judicial-bureau"));
    for subject in [
        format!("duijie.v1.letter.{courts}.>"),
        format!("duijie.v1.statement.{courts}.>"),
        letter_subject(&bureau, &courts),
        statement_subject(&bureau, &courts),
    ] {
        ears.push(petitions.client().subscribe(subject).await.unwrap());
    }
    petitions.client().flush().await.unwrap();

    for (kind, _) in KINDS {
        for course in Course::ALL {
            let handoff = Handoff::begin(&town, kind, &format!("{kind} {course:?}")).await;
            handoff.play(course).await;
            handoff.both(course.end()).await;
        }
    }
    town.all_delivered().await;

    petitions.client().flush().await.unwrap();
    for mut ear in ears {
        let heard = ear.next().now_or_never().flatten().map(|message| message.subject.to_string());
        assert_eq!(heard, None, "petitions heard somebody else's message");
        // An own ear would hear what this user publishes next, within its own account.
        ear.unsubscribe().await.unwrap();
    }

    let before = on_the_bus(&operator).await;
    let create = format!("$JS.API.CONSUMER.CREATE.DUIJIE_LETTERS.desk_320102_courts.duijie.v1.letter.{courts}.>");
    for subject in [
        letter_subject(&bureau, &courts),
        statement_subject(&bureau, &courts),
        "$JS.API.STREAM.PURGE.DUIJIE_LETTERS".to_owned(),
        "$JS.API.STREAM.DELETE.DUIJIE_LETTERS".to_owned(),
        "$JS.API.STREAM.MSG.GET.DUIJIE_LETTERS".to_owned(),
        "$JS.API.CONSUMER.DELETE.DUIJIE_LETTERS.desk_320102_courts".to_owned(),
        create,
    ] {
        let denied = petitions.client().request(subject.clone(), "{}".into()).await.unwrap_err();
        assert_eq!(denied.kind(), RequestErrorKind::NoResponders, "{subject}");
    }
    assert_eq!(on_the_bus(&operator).await, before);
    let anonymous = ConnectOptions::new().connect(town.fleet.nats.url()).await;
    assert!(anonymous.is_err(), "a user without a key came in");

    // It goes on, also after the bus was killed.
    town.fleet.nats.kill_dash_nine().await.unwrap();
    town.fleet.nats.restart().await.unwrap();
    let after = Handoff::begin(&town, "petition", "之后").await;
    after.play(Course::Agreement).await;
    after.both(ReferralState::Confirmed).await;
    assert_eq!(town.agrees().await, 19);
    town.verify_stores().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn services_that_started_before_the_operator_made_the_streams_wait_for_him() {
    let options = FleetOptions { nats_config: Some(deployed("accounts.conf")), ..FleetOptions::default() };
    let mut town = Town::open(options).await;
    let handoff = Handoff::begin(&town, "police", "流尚未建立").await;
    until("the service is connected", || async {
        handoff.sender.insist(duijie_proto::v1::GetStatusRequest {}).await.unwrap().bus_connected.then_some(())
    })
    .await;
    make_streams(&town).await;
    handoff.play(Course::Agreement).await;
    handoff.both(ReferralState::Confirmed).await;
    town.verify_stores().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_agency_that_oversees_works_as_a_user_of_the_deployed_bus_too() {
    let nats_config = Some(deployed("accounts.conf"));
    let options = FleetOptions { nats_config, seats: every_seat().collect(), ..FleetOptions::default() };
    let mut town = Town::open(options).await;
    make_streams(&town).await;
    let (courts, overseer) = (town.clerk("courts"), town.clerk(OVERSEER.role));
    let matter_id = done(&courts, requests::register("案件")).await.matter.unwrap().matter_id;
    let report = SuperviseRequest {
        request_id: new_id(),
        matter_id: matter_id.clone(),
        receiver: overseer.agency().to_owned(),
        agency: id_of("judicial-bureau"),
        demand: "请督办".to_owned(),
        ..SuperviseRequest::default()
    };
    let id = done(&courts, report).await.referral.unwrap().referral_id;
    Handoff { sender: courts, receiver: overseer, matter_id, id }.both(ReferralState::Arrived).await;
    town.verify_stores().await;
}

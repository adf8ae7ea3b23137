//! A peer that sealed two letters under one number: nothing more of it is applied until an operator says so (exchange §2).

use duijie_cli::args::Role;
use duijie_core::time::Timestamp;
use duijie_kit::seal::Environment;
use duijie_proto::v1::{EndForkRequest, ReferralState};
use duijie_tests::system::{
    clerk::reason,
    hand::{Hand, Manner, recall, refer},
    handoff::{RECEIVER, done},
    requests::new_id,
    stranger::{Stranger, letter_subject},
    town::{Town, id_of, instant},
    waiting::until,
};

const OPENING: &str = "2026-03-02T09:00:00+08:00";
const WRITER: &str = "petitions";

#[tokio::test(flavor = "multi_thread")]
async fn a_fork_outlives_kill_9_and_ends_only_by_an_operators_recorded_act() {
    let mut town = Town::sandbox(OPENING).await;
    town.stop(WRITER).await;
    let bus = Stranger::at(&town.fleet.nats.url()).await;
    let home = town.agency(WRITER).home().clone();
    let (mut hand, mut other) = (
        Hand::of(&home, &id_of(RECEIVER), Environment::Sandbox),
        Hand::of(&home, &id_of(RECEIVER), Environment::Sandbox),
    );
    let subject = letter_subject(&id_of(RECEIVER), &id_of(WRITER));
    let now = Timestamp::from_micros(instant(OPENING).seconds * 1_000_000);
    let receiver = town.clerk(RECEIVER);
    bus.publish(&subject, &hand.letter("r-hand", &refer(&home.agency), Manner::Well, now)).await;
    receiver.sees("r-hand", ReferralState::Arrived).await;
    bus.publish(&subject, &other.letter("r-hand", &recall(), Manner::Well, now)).await;
    let forked = |at: Option<u64>| {
        let receiver = &receiver;
        until("the fork is seen, or not any more", move || async move {
            receiver.peer(&id_of(WRITER)).await.filter(|peer| peer.forked_at == at)
        })
    };
    forked(Some(1)).await;

    town.kill(RECEIVER).await;
    town.start(RECEIVER).await;
    forked(Some(1)).await;
    let recalled = hand.letter("r-hand", &recall(), Manner::Well, now);
    bus.publish(&subject, &recalled).await;
    let request = EndForkRequest {
        request_id: new_id(),
        peer: id_of(WRITER),
        reason: "已与对方核对，以第一份为准".to_owned(),
        validate_only: false,
    };
    assert_eq!(reason(&receiver.insist(request.clone()).await.unwrap_err()), "ROLE_NEEDED");
    let operator = town.officer(RECEIVER, "周运维", Role::Operator);
    let blank = EndForkRequest { reason: " ".to_owned(), ..request.clone() };
    assert_eq!(operator.insist(blank).await.unwrap_err().code(), tonic::Code::InvalidArgument);
    let ended = done(&operator, request.clone()).await;
    assert_eq!((ended.peer.as_str(), ended.number), (id_of(WRITER).as_str(), 1));
    town.kill(RECEIVER).await;
    town.start(RECEIVER).await;
    assert_eq!(done(&operator, request).await, ended, "the same request, the same answer, across a kill");
    forked(None).await;

    bus.publish(&subject, &recalled).await;
    receiver.sees("r-hand", ReferralState::Recalled).await;
    let again =
        EndForkRequest { request_id: new_id(), peer: id_of(WRITER), reason: "再次".to_owned(), validate_only: false };
    assert_eq!(reason(&operator.insist(again).await.unwrap_err()), "NOT_FORKED");
    town.verify_stores().await;
}

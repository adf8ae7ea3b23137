//! Letters that are authentic and next but not understood, through running services: parked, told, and applied once they are
//! understood, or skipped by two operators (exchange §2).

use duijie_cli::{args::Role, exit};
use duijie_core::time::Timestamp;
use duijie_kit::{codec::letter, seal::Environment};
use duijie_proto::v1::{
    ConfirmSkipRequest, ListParkedRequest, ParkedLetter, ParkedState, ReferralState, SkipParkedRequest,
};
use duijie_tests::system::{
    clerk::{Clerk, reason},
    hand::{Hand, Manner, recall, refer},
    handoff::{Handoff, RECEIVER, done},
    metrics::alarms,
    requests::new_id,
    stranger::{Stranger, letter_subject},
    town::{Town, id_of, instant},
    waiting::until,
};

/// Monday morning; 签收 is due at the end of Wednesday.
const OPENING: &str = "2026-03-02T09:00:00+08:00";
const WRITER: &str = "petitions";

fn at(text: &str) -> Timestamp {
    let at = instant(text);
    Timestamp::from_micros(at.seconds * 1_000_000 + i64::from(at.nanos) / 1_000)
}

/// A town in which the petitions office writes by hand, and the bus it writes to.
async fn written_to() -> (Town, Stranger, Hand, String) {
    let mut town = Town::sandbox(OPENING).await;
    town.stop(WRITER).await;
    let bus = Stranger::at(&town.fleet.nats.url()).await;
    let hand = Hand::of(town.agency(WRITER).home(), &id_of(RECEIVER), Environment::Sandbox);
    let subject = letter_subject(&id_of(RECEIVER), &id_of(WRITER));
    (town, bus, hand, subject)
}

/// Waits until the receiver has parked so many letters of the petitions office.
async fn parked(receiver: &Clerk, letters: u64) {
    until(&format!("{letters} letters are parked"), || async {
        receiver.peer(&id_of(WRITER)).await.filter(|peer| peer.parked == letters)
    })
    .await;
}

async fn listed(receiver: &Clerk) -> Vec<ParkedLetter> {
    done(receiver, ListParkedRequest { peer: id_of(WRITER), ..ListParkedRequest::default() }).await.letters
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_of_a_type_nobody_knows_is_parked_until_two_operators_skip_it() {
    let (mut town, bus, mut hand, subject) = written_to().await;
    let (now, from) = (at(OPENING), town.agency(WRITER).home().agency.clone());
    let letters = [
        hand.letter("r-hand", &refer(&from), Manner::Well, now),
        hand.letter("r-hand", &recall(), Manner::OfAnUnknownType, now),
        hand.letter("r-hand", &recall(), Manner::Well, now),
    ];
    for letter in &letters {
        bus.publish(&subject, letter).await;
    }
    let receiver = town.clerk(RECEIVER);
    parked(&receiver, 2).await;
    receiver.sees("r-hand", ReferralState::Arrived).await;
    assert_eq!(alarms(town.agency(RECEIVER), "NOT_UNDERSTOOD", &id_of(WRITER)).await, 1);
    let answers = letter_subject(&id_of(WRITER), &id_of(RECEIVER));
    until("the writer is told that the letter is not understood", || async {
        let told = bus.letters().await.into_iter().filter(|message| message.subject == answers);
        let bodies: Vec<_> = told.map(|told| letter::open(&told.bytes).unwrap().envelope.body_type).collect();
        (bodies == ["arrived", "not_understood"]).then_some(())
    })
    .await;
    let list = listed(&receiver).await;
    assert_eq!((list[0].number, list[0].body_type.as_str(), list[1].number), (2, "from_the_future", 3));
    // Other agencies' referrals do not mind.
    Handoff::arrived(&town, "police", "照常").await;

    // Long after the term of 签收 has passed.
    town.set_clocks(&[RECEIVER], "2026-03-10T09:00:00+08:00").await;
    let first = town.officer(RECEIVER, "周运维", Role::Operator);
    let second = town.officer(RECEIVER, "吴运维", Role::Operator);
    let skip = |number| SkipParkedRequest {
        request_id: new_id(),
        peer: id_of(WRITER),
        number,
        reason: "对方软件有误，已电话核实".to_owned(),
        validate_only: false,
    };
    let understood = first.insist(skip(3)).await.unwrap_err();
    assert_eq!(reason(&understood), "PARKED_UNDERSTOOD");
    let proposal = done(&first, skip(2)).await.letter.unwrap().skip.unwrap().proposal;
    let confirm =
        ConfirmSkipRequest { request_id: new_id(), peer: id_of(WRITER), number: 2, proposal, validate_only: false };
    let alone = first.insist(ConfirmSkipRequest { request_id: new_id(), ..confirm.clone() }).await.unwrap_err();
    assert_eq!(reason(&alone), "SECOND_OFFICER_NEEDED");
    let told = exit::lines(&alone);
    assert!(told[0].contains("另一名人员") && told[1].contains("another officer"), "{told:?}");

    town.kill(RECEIVER).await;
    town.start(RECEIVER).await;
    assert_eq!(listed(&receiver).await[0].skip.as_ref().unwrap().proposed_by, "周运维");
    let skipped = done(&second, confirm.clone()).await;
    assert_eq!(skipped.letter.as_ref().unwrap().state(), ParkedState::Skipped);
    // The recall came before the term had passed, and is granted as it would have been then.
    receiver.sees("r-hand", ReferralState::Recalled).await;
    assert_eq!(listed(&receiver).await, []);
    town.kill(RECEIVER).await;
    town.start(RECEIVER).await;
    assert_eq!(done(&second, confirm).await, skipped);
    assert_eq!(listed(&receiver).await, []);
    town.verify_stores().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_under_a_key_the_directory_lacks_is_applied_as_of_its_arrival_once_it_is_listed() {
    let (mut town, bus, mut hand, subject) = written_to().await;
    let from = town.agency(WRITER).home().agency.clone();
    let letter = hand.letter("r-hand", &refer(&from), Manner::UnderANewKey, at(OPENING));
    bus.publish(&subject, &letter).await;
    let receiver = town.clerk(RECEIVER);
    parked(&receiver, 1).await;
    let why = listed(&receiver).await[0].why.clone();
    assert!(why.starts_with("NO_PEER_BODY_KEY"), "{why}");
    assert!(receiver.referral("r-hand").await.is_none());

    // A restart alone changes nothing.
    town.set_clocks(&[RECEIVER], "2026-03-03T09:00:00+08:00").await;
    town.kill(RECEIVER).await;
    town.start(RECEIVER).await;
    parked(&receiver, 1).await;
    hand.complete_directory();
    town.kill(RECEIVER).await;
    town.start(RECEIVER).await;
    let referral = receiver.sees("r-hand", ReferralState::Arrived).await;
    assert_eq!(referral.arrived_at, Some(instant(OPENING)));
    let due = referral.deadlines[0].due.as_ref().unwrap();
    assert_eq!(due.started_at, Some(instant(OPENING)));
    parked(&receiver, 0).await;
    town.verify_stores().await;
}

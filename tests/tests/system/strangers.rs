//! Whoever can reach the bus can publish anything. Letters that come twice, in any order, or were never written have no effect,
//! are counted where an officer can see them, and stop nothing (B05, B08, B23, E01, E03, F05).

use duijie_cli::fleet::agencies::SEATS;
use duijie_kit::{
    codec::{self, sealed::wrap_letter},
    seal::{Environment, KeyFile},
};
use duijie_proto::v1::{self, Referral, ReferralState};
use duijie_tests::system::{
    clerk::Clerk,
    forger::Forger,
    handoff::{Course, Handoff, KINDS},
    metrics::alarms,
    stranger::{Message, Stranger, letter_subject, statement_subject},
    town::{Town, id_of},
    waiting::{until, until_ok},
};
use futures::{StreamExt, future::join_all};
use prost::Message as _;
use rand::{RngExt, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;

/// What is published again in all.
const REPEATS: usize = 1_000;

/// Every agency's view of every referral.
async fn all_views(town: &Town) -> Vec<BTreeMap<String, Referral>> {
    join_all(SEATS.map(|seat| town.referrals(seat.role))).await
}

/// How often `clerk`'s desk refused something of `peer` for this reason.
async fn refused(clerk: &Clerk, peer: &str, code: &str) -> u64 {
    clerk.peer(peer).await.and_then(|peer| peer.refused.get(code).copied()).unwrap_or(0)
}

// B05, B08, B23
#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_letters_published_again_in_any_order_have_no_second_effect() {
    let mut town = Town::production().await;
    let bus = Stranger::at(&town.fleet.nats.url()).await;
    let mut statements = bus.client().subscribe("duijie.v1.statement.>").await.unwrap();
    let courses = KINDS.into_iter().flat_map(|(kind, _)| Course::ALL.map(|course| (kind, course)));
    join_all(courses.map(async |(kind, course)| {
        let handoff = Handoff::begin(&town, kind, &format!("{kind} {course:?}")).await;
        handoff.play(course).await;
        handoff.both(course.end()).await;
    }))
    .await;
    town.all_delivered().await;
    let before = all_views(&town).await;

    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let letters = bus.letters().await;
    let mut again: Vec<Message> = (0..REPEATS).map(|_| letters[rng.random_range(0..letters.len())].clone()).collect();
    again.extend(letters);
    again.shuffle(&mut rng);
    let mut expected: BTreeMap<String, u64> = BTreeMap::new();
    for message in &again {
        *expected.entry(message.subject.clone()).or_default() += 1;
    }
    let heard: Vec<Message> = std::iter::from_fn(|| futures::FutureExt::now_or_never(statements.next()).flatten())
        .map(|message| Message { subject: message.subject.to_string(), bytes: message.payload.to_vec() })
        .collect();
    assert!(!heard.is_empty());
    bus.publish_all(again.iter().chain(&heard)).await;

    until_ok("every repeated letter is counted as a duplicate", || async {
        for (subject, times) in &expected {
            let (to, from) = subject.strip_prefix("duijie.v1.letter.").and_then(parties).unwrap();
            let clerk = town.clerk(to.split_once('.').unwrap().1);
            let counted = refused(&clerk, from, "DUPLICATE").await;
            if counted < *times {
                return Err(format!("{subject}: {counted} of {times}"));
            }
        }
        Ok(())
    })
    .await;
    assert_eq!(all_views(&town).await, before);
    // And it goes on.
    let handoff = Handoff::begin(&town, "police", "之后").await;
    handoff.play(Course::Agreement).await;
    handoff.both(ReferralState::Confirmed).await;
    assert_eq!(town.agrees().await, 19);
    town.verify_stores().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_and_statements_bear_no_message_id_and_no_header_at_all() {
    let mut town = Town::production().await;
    let bus = Stranger::at(&town.fleet.nats.url()).await;
    let mut heard = bus.client().subscribe("duijie.v1.>").await.unwrap();
    bus.client().flush().await.unwrap();
    Handoff::arrived(&town, "litigation", "张三诉李四").await.play(Course::Agreement).await;
    town.all_delivered().await;
    let (mut letters, mut statements) = (0, 0);
    while let Some(message) = futures::FutureExt::now_or_never(heard.next()).flatten() {
        assert!(message.headers.is_none(), "{:?}", message.headers);
        if message.subject.starts_with("duijie.v1.letter.") { letters += 1 } else { statements += 1 }
    }
    assert!(letters >= 6 && statements >= 2, "{letters} letters, {statements} statements");
    town.verify_stores().await;
}

/// `<division>.<role>.<division>.<role>` as two agencies.
fn parties(rest: &str) -> Option<(&str, &str)> {
    let second_dot = rest.match_indices('.').nth(1)?.0;
    Some((&rest[..second_dot], &rest[second_dot + 1..]))
}

/// The town in which one referral of the courts has arrived, and what a forger needs.
struct Target {
    town: Town,
    bus: Stranger,
    handoff: Handoff,
    forger: Forger,
    last: Message,
}

impl Target {
    async fn new() -> Self {
        let town = Town::production().await;
        let handoff = Handoff::arrived(&town, "litigation", "伪造的对象").await;
        town.all_delivered().await;
        let bus = Stranger::at(&town.fleet.nats.url()).await;
        let subject = letter_subject(&id_of("judicial-bureau"), &id_of("courts"));
        let last = bus.letters().await.into_iter().rfind(|message| message.subject == subject).unwrap();
        let forger = Forger::after(town.agency("courts").home(), &last.bytes);
        Self { town, bus, handoff, forger, last }
    }

    /// Publishes to the judicial bureau in the name of the courts, and waits until it is refused for this reason.
    async fn refuses(&self, bytes: &[u8], code: &str) {
        self.bus.publish(&self.last.subject, bytes).await;
        self.counted("judicial-bureau", code).await;
    }

    async fn counted(&self, role: &str, code: &str) {
        until(&format!("`{role}` counts `{code}` against the courts"), || async {
            (refused(&self.town.clerk(role), &id_of("courts"), code).await > 0).then_some(())
        })
        .await;
    }

    /// Nothing happened to the referral, and both sides play it to its end.
    async fn goes_on(mut self) {
        let (ours, theirs) = self.handoff.both(ReferralState::Arrived).await;
        assert!(ours.pending.is_none() && theirs.pending.is_none());
        // Runs of letters without a seal of their own must get past whatever was left lying about.
        let more = (0..20).map(|number| Handoff::begin(&self.town, "litigation", "照常").map_play(number));
        join_all(more).await;
        self.handoff.play(Course::Agreement).await;
        self.handoff.both(ReferralState::Confirmed).await;
        assert_eq!(self.town.agrees().await, 21);
        let peer = self.town.clerk("judicial-bureau").peer(&id_of("courts")).await.unwrap();
        assert_eq!((peer.forked_at, peer.parked), (None, 0));
        self.town.verify_stores().await;
    }
}

/// Plays what begins.
trait MapPlay {
    fn map_play(self, number: usize) -> impl Future<Output = ()>;
}

impl<F: Future<Output = Handoff>> MapPlay for F {
    async fn map_play(self, number: usize) {
        let handoff = self.await;
        let course = Course::ALL[number % Course::ALL.len()];
        handoff.play(course).await;
        handoff.both(course.end()).await;
    }
}

// E01, E03
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_sealed_with_another_key_has_no_effect_and_is_counted_by_its_code() {
    let target = Target::new().await;
    let home = target.town.agency("courts").home();
    let own = target.forger.own_keyring(Environment::Production);
    let letter = target.forger.withdrawal(&own);
    let listed = KeyFile::read(&home.key_file()).unwrap().key_id().to_owned();
    let same_name = target.forger.foreign_keyring(&listed);
    target.refuses(&target.forger.sealed(&letter, &same_name), "BAD_SIGNATURE").await;
    let unlisted = target.forger.foreign_keyring("nobody-1");
    target.refuses(&target.forger.sealed(&letter, &unlisted), "UNKNOWN_KEY").await;
    target.goes_on().await;
}

// F05
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_in_another_agencys_name_has_no_effect() {
    let target = Target::new().await;
    let own = target.forger.own_keyring(Environment::Production);
    let petitions = target.forger.borrowed_keyring(target.town.agency("petitions").home());
    let letter = target.forger.sealed(&target.forger.withdrawal(&own), &petitions);
    target.refuses(&letter, "FOREIGN_KEY").await;
    target.goes_on().await;
}

// E03
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_without_a_seal_waits_for_one_without_effect_and_without_standing_in_the_way() {
    let target = Target::new().await;
    let own = target.forger.own_keyring(Environment::Production);
    let unsealed = wrap_letter(&target.forger.withdrawal(&own), None);
    target.bus.publish(&target.last.subject, &unsealed).await;
    let clerk = target.town.clerk("judicial-bureau");
    until("the letter is held", || async { clerk.peer(&id_of("courts")).await.filter(|peer| peer.held == 1) }).await;
    target.goes_on().await;
}

// E01
#[tokio::test(flavor = "multi_thread")]
async fn a_flipped_bit_is_noticed_wherever_it_is() {
    let target = Target::new().await;
    let own = target.forger.own_keyring(Environment::Production);
    // In the next letter, after sealing.
    let mut letter = target.forger.withdrawal(&own);
    let sealed = target.forger.sealed(&letter, &own);
    let seal = codec::sealed::open_letter(&sealed).unwrap().seal;
    *letter.last_mut().unwrap() ^= 1;
    target.refuses(&wrap_letter(&letter, seal), "BAD_SIGNATURE").await;
    // In one that was applied already, with its seal taken away.
    let mut old = codec::sealed::open_letter(&target.last.bytes).unwrap().bytes;
    *old.last_mut().unwrap() ^= 1;
    target.refuses(&wrap_letter(&old, None), "CONTENT_DIFFERS").await;
    target.goes_on().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_letter_means_nothing_to_a_production_desk() {
    let target = Target::new().await;
    let sandbox = target.forger.own_keyring(Environment::Sandbox);
    let letter = target.forger.sealed(&target.forger.withdrawal(&sandbox), &sandbox);
    target.refuses(&letter, "WRONG_ENVIRONMENT").await;
    target.goes_on().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_to_somebody_else_is_not_taken() {
    let target = Target::new().await;
    let subject = letter_subject(&id_of("petitions"), &id_of("courts"));
    target.bus.publish(&subject, &target.last.bytes).await;
    target.counted("petitions", "WRONG_ADDRESSEE").await;
    target.goes_on().await;
}

// B20
#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_letter_and_no_statement_stops_nothing() {
    let target = Target::new().await;
    let mut rng = ChaCha8Rng::seed_from_u64(20);
    let statements = statement_subject(&id_of("judicial-bureau"), &id_of("courts"));
    let mut rubbish = vec![Vec::new(), vec![0], b"<html>502 Bad Gateway</html>".to_vec(), vec![0xff; 900_000]];
    rubbish.extend((0..50).map(|_| (0..rng.random_range(1..400)).map(|_| rng.random()).collect::<Vec<u8>>()));
    rubbish.extend((1..target.last.bytes.len()).step_by(37).map(|cut| target.last.bytes[..cut].to_vec()));
    for bytes in &rubbish {
        target.bus.publish(&target.last.subject, bytes).await;
        target.bus.publish(&statements, bytes).await;
    }
    let bureau = target.town.agency("judicial-bureau");
    for code in ["NOT_A_LETTER", "NOT_A_STATEMENT"] {
        until(&format!("every one is counted as `{code}` under the agency's own name"), || async {
            let counted = alarms(bureau, code, bureau.id()).await;
            (counted == rubbish.len() as u64).then_some(())
        })
        .await;
    }
    target.goes_on().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sender_whom_no_directory_lists_is_counted_under_the_agencys_own_name() {
    let target = Target::new().await;
    let (me, nobody) = (id_of("judicial-bureau"), "320102.nobody");
    let mut letter =
        v1::Letter::decode(codec::sealed::open_letter(&target.last.bytes).unwrap().bytes.as_slice()).unwrap();
    letter.from = nobody.to_owned();
    target.bus.publish(&letter_subject(&me, nobody), &wrap_letter(&letter.encode_to_vec(), None)).await;
    let own = target.forger.own_keyring(Environment::Production);
    let boasting = v1::SealedStatement::decode(target.forger.boasting_statement(Some(&own)).as_slice()).unwrap();
    let mut statement = v1::Statement::decode(boasting.statement.as_slice()).unwrap();
    statement.from = nobody.to_owned();
    let statement = v1::SealedStatement { statement: statement.encode_to_vec(), ..boasting };
    target.bus.publish(&statement_subject(&me, nobody), &statement.encode_to_vec()).await;
    let bureau = target.town.agency("judicial-bureau");
    until("letter and statement are counted", || async {
        (alarms(bureau, "UNKNOWN_AGENCY", bureau.id()).await == 2).then_some(())
    })
    .await;
    assert!(target.town.clerk("judicial-bureau").peer(nobody).await.is_none());
    target.goes_on().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forged_statement_neither_stops_a_desk_nor_delivers_anything() {
    let target = Target::new().await;
    let own = target.forger.own_keyring(Environment::Production);
    let listed = own.key_id().to_owned();
    let subject = statement_subject(&id_of("judicial-bureau"), &id_of("courts"));
    let foreign = target.forger.foreign_keyring(&listed);
    target.bus.publish(&subject, &target.forger.boasting_statement(Some(&foreign))).await;
    target.counted("judicial-bureau", "BAD_SIGNATURE").await;
    target.bus.publish(&subject, &target.forger.boasting_statement(None)).await;
    target.counted("judicial-bureau", "NO_SEAL").await;
    target.goes_on().await;
}

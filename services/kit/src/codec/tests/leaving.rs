//! Every string that a letter carries is compared with what was said in mediation, or is here as one that nobody types.

use super::body;
use crate::sample::{any, fixed};
use duijie_core::letter::Body;
use proptest::strategy::{Strategy, ValueTree};
use prost_reflect::{DescriptorPool, DynamicMessage, MessageDescriptor, ReflectMessage, Value};
use std::collections::BTreeSet;

/// By message and field: what the desk itself writes, ids of what it knows, codes, dates, what all parties released, and (as any
/// `officer`) who the officer is.
const NOT_TYPED: [&str; 25] = [
    "Agreement.perform_by",
    "ConfirmationApplication.effective_on",
    "ConfirmationApplication.from_referral",
    "Due.basis",
    "Due.calendar_version",
    "Due.close",
    "Due.rule_id",
    "LetterRef.from",
    "LetterRef.to",
    "NotUnderstood.body_type",
    "PassedOn.accused",
    "Progress.text",
    "Refer.kind",
    "Refer.parent_referral",
    "Refer.path",
    "Refer.place_code",
    "Refer.replaces_referral",
    "ReleasedWords.text",
    "Remind.rule_id",
    "Supervision.about_referral",
    "Supervision.missed_rule_id",
    "Verdict.basis",
    "Verdict.refusal_code",
    "Verdict.text_en",
    "Verdict.text_zh",
];

fn message(pool: &DescriptorPool, body: &Body) -> DynamicMessage {
    let name: String =
        body.name().split('_').flat_map(|part| [part[..1].to_uppercase(), part[1..].to_owned()]).collect();
    let descriptor: MessageDescriptor = pool.get_message_by_name(&format!("duijie.v1.{name}")).unwrap();
    DynamicMessage::decode(descriptor, body::encode(body).as_slice()).unwrap()
}

fn strings(message: &DynamicMessage, found: &mut BTreeSet<(String, String)>) {
    for (field, value) in message.fields() {
        strings_in(&format!("{}.{}", message.descriptor().name(), field.name()), value, found);
    }
}

fn strings_in(at: &str, value: &Value, found: &mut BTreeSet<(String, String)>) {
    match value {
        Value::String(text) => drop(found.insert((at.to_owned(), text.clone()))),
        Value::Message(inner) => strings(inner, found),
        Value::List(all) => all.iter().for_each(|one| strings_in(at, one, found)),
        _ => {}
    }
}

/// Where there is a string that is not among the words of the body.
fn forgotten(pool: &DescriptorPool, body: &Body) -> BTreeSet<String> {
    let words: Vec<_> = body.words().into_iter().map(|(_, text)| text.as_str().to_owned()).collect();
    let mut found = BTreeSet::new();
    strings(&message(pool, body), &mut found);
    let forgotten = found.into_iter().filter(|(_, text)| !words.contains(text)).map(|(at, _)| at);
    forgotten.filter(|at| !at.ends_with(".officer")).collect()
}

#[test]
fn no_string_of_a_letter_is_forgotten_and_none_is_excused_that_is_not_there() {
    let pool = DescriptorPool::decode(duijie_proto::FILE_DESCRIPTOR_SET).unwrap();
    let samples = fixed::bodies().into_iter().chain(fixed::later_bodies());
    let mut all: BTreeSet<String> = samples.flat_map(|(_, body)| forgotten(&pool, &body)).collect();
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..500 {
        all.extend(forgotten(&pool, &any::body().new_tree(&mut runner).unwrap().current()));
    }
    assert_eq!(all, NOT_TYPED.iter().map(|at| (*at).to_owned()).collect());
}

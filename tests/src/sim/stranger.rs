//! Somebody at the bus who is no agency and has no key: letters in anybody's name, as many and as long as he likes.

use super::offices::{AGENCIES, BEGIN};
use duijie_kit::{
    codec::{field::proto_instant, sealed::wrap_letter},
    journal::Bytes,
};
use duijie_proto::v1::{self, body_form::Form};
use prost::Message;

/// What a desk holds of one peer (exchange §2).
const HELD_BYTES: usize = 8 * 1024 * 1024;
/// Of one of these letters: a message on the bus has at most 1 MiB.
const LONG: usize = 1_000_000;

/// Letters from `first` on that together are as long as what a desk holds.
#[must_use]
pub fn fill(from: usize, to: usize, first: u64) -> Vec<Bytes> {
    let mut left = HELD_BYTES;
    let mut letters = Vec::new();
    // A letter of no length has some bytes of its own; the numbers of its lengths have a few more.
    let bare = letter(from, to, first, 0).len() + 16;
    while left > bare {
        let letter = letter(from, to, first + letters.len() as u64, (left - bare).min(LONG));
        left -= letter.len();
        letters.push(letter);
    }
    letters
}

fn letter(from: usize, to: usize, number: u64, length: usize) -> Bytes {
    let form = v1::BodyForm { form: Some(Form::Plain(vec![0; length])) };
    let letter = v1::Letter {
        from: AGENCIES[from].to_owned(),
        to: AGENCIES[to].to_owned(),
        number,
        previous_link: vec![5; 32],
        decided_at: Some(proto_instant(BEGIN)),
        seen_number: 0,
        dispute_code: "D-0".to_owned(),
        referral_id: "r-0".to_owned(),
        body_type: "note".to_owned(),
        body: form.encode_to_vec(),
    };
    wrap_letter(&letter.encode_to_vec(), None).into()
}

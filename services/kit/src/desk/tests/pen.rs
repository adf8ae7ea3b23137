//! A peer that writes by hand: numbered, chained, sealed letters and statements, of any shape.

use crate::{
    codec::{
        letter::{Outgoing, encode},
        sealed::{wrap_letter, wrap_statement},
        statement::{self, Statement},
    },
    digest,
    directory::Directory,
    journal::Bytes,
    sample::{BUREAU, COURTS, PETITIONS, VALIDITY, agency, key_file, keyring, listed},
    seal::{Environment, Keyring},
};
use duijie_core::{
    agency::AgencyId,
    ids::Digest,
    letter::{
        Body,
        body::{Recall, Refer},
    },
    subject::Procedure,
    time::Timestamp,
};
use duijie_proto::v1;
use duijie_testkit::sample as testkit;
use prost::Message;
use std::sync::Arc;

/// The directory of the day on which the courts have a second key, which the sample directory does not list yet.
pub fn newer_directory() -> Arc<Directory> {
    let second = key_file(COURTS).rotate("courts-2", &[77; 64]).unwrap().directory_lines();
    let courts = format!("{}[[agencies.keys]]\n{second}{VALIDITY}\n", listed(COURTS, VALIDITY));
    let all = [courts, listed(BUREAU, VALIDITY), listed(PETITIONS, VALIDITY)].concat();
    Arc::new(Directory::parse("directory.toml", &format!("version = 2\n{all}")).unwrap())
}

/// What a letter is to look like.
pub enum Said<'a> {
    /// As everybody writes.
    Well(&'a Body),
    /// Encrypted under a second key, which only [`newer_directory`] lists.
    UnderANewKey(&'a Body),
    /// With a body that no version knows, as long as asked.
    Unheard(usize),
    /// The same, about nothing that the envelope names.
    UnheardAboutNothing,
}

/// The peer.
pub struct Pen {
    pub me: AgencyId,
    pub to: AgencyId,
    pub sent: (u64, Digest),
    pub received: (u64, Digest),
    pub generation: u32,
}

impl Pen {
    pub fn of(me: &str, to: &str) -> Self {
        let (sent, received) = ((0, Digest::ZERO), (0, Digest::ZERO));
        Self { me: agency(me), to: agency(to), sent, received, generation: 1 }
    }

    /// The next letter about a referral, without a seal.
    pub fn letter(&mut self, referral: &str, said: &Said<'_>, decided_at: Timestamp) -> Vec<u8> {
        let (number, previous) = (self.sent.0 + 1, self.sent.1);
        let body = match said {
            Said::Well(body) | Said::UnderANewKey(body) => (*body).clone(),
            Said::Unheard(_) | Said::UnheardAboutNothing => recall(),
        };
        let keys = match said {
            Said::UnderANewKey(_) => {
                let second = key_file(self.me.as_str()).rotate("courts-2", &[77; 64]).unwrap();
                Keyring::from_file(self.me.clone(), Environment::Sandbox, &second, newer_directory())
            }
            _ => keyring(self.me.as_str()),
        };
        let outgoing = Outgoing {
            from: &self.me,
            to: &self.to,
            number,
            previous_link: &previous,
            decided_at,
            seen_number: self.received.0,
            dispute: &"D-1".parse().unwrap(),
            referral: &referral.parse().unwrap(),
            body: &body,
        };
        let mut bytes = encode(&outgoing, &keys, [9; 24]).unwrap();
        let unheard = match said {
            Said::Unheard(length) => Some((*length, referral)),
            Said::UnheardAboutNothing => Some((0, "")),
            Said::Well(_) | Said::UnderANewKey(_) => None,
        };
        if let Some((length, referral)) = unheard {
            let form = v1::BodyForm { form: Some(v1::body_form::Form::Plain(vec![7; length])) };
            let mut raw = v1::Letter::decode(bytes.as_slice()).unwrap();
            raw.body_type = "from_the_future".to_owned();
            raw.body = form.encode_to_vec();
            raw.referral_id = referral.to_owned();
            bytes = raw.encode_to_vec();
        }
        self.sent = (number, digest::link(&self.me, &self.to, number, &previous, &digest::content(&bytes)));
        bytes
    }

    /// The same, sealed.
    pub fn sealed(&mut self, referral: &str, said: &Said<'_>, decided_at: Timestamp) -> Bytes {
        let bytes = self.letter(referral, said, decided_at);
        let seal =
            keyring(self.me.as_str()).seal_letter(&self.to, self.sent.0, &self.sent.1, self.generation, decided_at);
        wrap_letter(&bytes, Some(seal)).into()
    }

    /// A statement of what was sent and received.
    pub fn statement(&self, as_of: Timestamp) -> Bytes {
        let bytes = statement::encode(&Statement {
            from: self.me.clone(),
            to: self.to.clone(),
            generation: self.generation,
            boot: [3; 16],
            echo_boot: None,
            as_of,
            sent: self.sent,
            received: self.received,
            forked_at: None,
            journal_head: (1, Digest::new([1; 32])),
            environment: Environment::Sandbox,
            software: "pen".to_owned(),
        });
        wrap_statement(&bytes, keyring(self.me.as_str()).seal_statement(&bytes, self.generation, as_of)).into()
    }
}

pub fn refer() -> Body {
    Body::Refer(Box::new(Refer {
        kind: testkit::kind("litigation"),
        purpose: duijie_core::purpose::Purpose::Handling,
        subject: testkit::subject(),
        procedure: Some(Procedure::Ordinary),
        commission: Default::default(),
        opinion: None,
        path: vec![agency(COURTS)],
        parent: None,
        replaces: None,
        officer: testkit::text("法官"),
        not_after: None,
    }))
}

pub fn recall() -> Body {
    Body::Recall(Recall { officer: testkit::text("法官"), reason: testkit::text("误移"), order: None })
}

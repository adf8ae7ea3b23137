//! An agency without a service: whoever has its keys and writes its letters by hand, well or so that nobody understands them.

use duijie_cli::init::Home;
use duijie_core::{
    agency::AgencyId,
    ids::Digest,
    letter::{
        Body,
        body::{Recall, Refer},
    },
    subject::{Party, PartyKind, PartyPosition, Place, Subject},
    text::Text,
    time::Timestamp,
};
use duijie_kit::{
    codec::{
        letter::{self, Outgoing},
        sealed::wrap_letter,
    },
    digest,
    directory::Directory,
    seal::{Environment, KeyFile, Keyring},
};
use duijie_proto::v1::{self, body_form::Form};
use prost::Message;
use std::sync::Arc;

/// How the next letter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// As everybody writes.
    Well,
    /// Encrypted under a key that no directory lists yet.
    UnderANewKey,
    /// With a body of a type that no version knows.
    OfAnUnknownType,
}

/// Writes the chain of letters from one agency to another.
pub struct Hand {
    home: Home,
    to: AgencyId,
    environment: Environment,
    sent: (u64, Digest),
}

impl Hand {
    /// Begins the chain. The service of the agency must not run, or its letters would fork.
    #[must_use]
    pub fn of(home: &Home, to: &str, environment: Environment) -> Self {
        let to = to.parse().expect("an agency");
        Self { home: home.clone(), to, environment, sent: (0, Digest::ZERO) }
    }

    /// The agency's next key, which [`Self::complete_directory`] publishes.
    fn next_key(&self) -> KeyFile {
        let id = format!("{}-next", self.home.agency);
        self.key().rotate(&id, &[42; 64]).expect("a key can be made")
    }

    fn key(&self) -> KeyFile {
        KeyFile::read(&self.home.key_file()).expect("the key file")
    }

    fn keyring(&self, key: &KeyFile) -> Keyring {
        let directory = Directory::read(&self.home.directory).expect("the directory");
        Keyring::from_file(self.home.agency.clone(), self.environment, key, Arc::new(directory))
    }

    /// The next letter about a referral, sealed with the key that everybody knows.
    pub fn letter(&mut self, referral: &str, body: &Body, manner: Manner, decided_at: Timestamp) -> Vec<u8> {
        let (from, number, previous_link) = (self.home.agency.clone(), self.sent.0 + 1, self.sent.1);
        let known = self.keyring(&self.key());
        let outgoing = Outgoing {
            from: &from,
            to: &self.to,
            number,
            previous_link: &previous_link,
            decided_at,
            seen_number: 0,
            dispute: &"D-hand".parse().expect("a dispute code"),
            referral: &referral.parse().expect("a referral id"),
            body,
        };
        let encrypts = if manner == Manner::UnderANewKey { self.keyring(&self.next_key()) } else { known.clone() };
        let mut bytes = letter::encode(&outgoing, &encrypts, [3; 24]).expect("it can be written");
        if manner == Manner::OfAnUnknownType {
            let mut raw = v1::Letter::decode(bytes.as_slice()).expect("a letter");
            raw.body_type = "from_the_future".to_owned();
            raw.body = v1::BodyForm { form: Some(Form::Plain(vec![7; 9])) }.encode_to_vec();
            bytes = raw.encode_to_vec();
        }
        let link = digest::link(&from, &self.to, number, &previous_link, &digest::content(&bytes));
        self.sent = (number, link);
        wrap_letter(&bytes, Some(known.seal_letter(&self.to, number, &link, 1, decided_at)))
    }

    /// Adds the agency's next key to the directory of all, as its keeper would.
    pub fn complete_directory(&self) {
        let text = std::fs::read_to_string(&self.home.directory).expect("the directory");
        let directory = Directory::read(&self.home.directory).expect("the directory");
        let lines = self.next_key().directory_lines();
        let validity = "valid_from = 2020-01-01T00:00:00+08:00\nvalid_until = 2040-01-01T00:00:00+08:00\n";
        let (before, after) = text.split_once(&format!("id = \"{}\"", self.home.agency)).expect("it is listed");
        let (agency, others) = match after.find("[[agencies]]") {
            Some(next) => after.split_at(next),
            None => (after, ""),
        };
        let text =
            format!("{before}id = \"{}\"{agency}\n[[agencies.keys]]\n{lines}{validity}\n{others}", self.home.agency);
        let version = |number: u64| format!("version = {number}");
        let text = text.replacen(&version(directory.version()), &version(directory.version() + 1), 1);
        Directory::parse("directory.toml", &text).expect("the directory is still one");
        std::fs::write(&self.home.directory, text).expect("it can be written");
    }
}

/// A petition that is handed over.
#[must_use]
pub fn refer(from: &AgencyId) -> Body {
    let text = |words: &str| Text::parse(words, 100).expect("short words");
    let party = |name, position| Party { kind: PartyKind::Person, position, name: text(name), contact: None };
    Body::Refer(Box::new(Refer {
        kind: "petition".parse().expect("a kind"),
        purpose: duijie_core::purpose::Purpose::Handling,
        subject: Subject {
            title: text("噪声扰民"),
            category: text("邻里纠纷"),
            place: Place::parse("320102").expect("a place"),
            summary: Some(text("夜间施工噪声扰民。")),
            parties: vec![party("赵甲", PartyPosition::Applicant), party("钱乙", PartyPosition::Respondent)],
            materials: Vec::new(),
            own_number: None,
        },
        procedure: None,
        commission: Default::default(),
        opinion: None,
        path: vec![from.clone()],
        parent: None,
        replaces: None,
        officer: text("信访员"),
        not_after: None,
    }))
}

/// The sender takes it back.
#[must_use]
pub fn recall() -> Body {
    let text = |words: &str| Text::parse(words, 100).expect("short words");
    Body::Recall(Recall { officer: text("信访员"), reason: text("误移"), order: None })
}

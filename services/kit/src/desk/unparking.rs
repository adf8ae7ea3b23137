//! Parked letters that are understood by now (a newer version, a directory with the missing key) are replayed when the desk
//! opens: in order, all of a referral's or none, as of their recorded arrival (exchange §2).

use super::{Batch, Desk};
use crate::{
    codec,
    journal::{Bytes, Cause, Entry, Parked},
    store::{StoreError, rows::Direction},
};
use duijie_core::{agency::AgencyId, decide, ids::ReferralId, letter::Letter, time::Timestamp};
use std::{
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

/// Letters looked through at a time.
const PAGE: usize = 512;

/// A parked letter with when it arrived.
struct Waiting {
    parked: Parked,
    arrived_at: Timestamp,
}

/// One that is understood now.
struct Understood {
    letter: Letter,
    sealed: Bytes,
    arrived_at: Timestamp,
}

impl Desk {
    /// Once after opening.
    pub(super) fn replay_parked(&mut self, batch: &mut Batch) -> Result<(), StoreError> {
        if !std::mem::take(&mut self.replay_due) {
            return Ok(());
        }
        for (agency, referrals) in self.peers.with_parked() {
            let mut groups: BTreeMap<Option<ReferralId>, Vec<Waiting>> = BTreeMap::new();
            let everything = referrals.contains(&None);
            for waiting in self.waiting(&agency, &referrals)? {
                let group = if everything { None } else { waiting.parked.referral.clone() };
                groups.entry(group).or_default().push(waiting);
            }
            for group in groups.into_values() {
                self.replay(batch, &agency, group)?;
            }
        }
        Ok(())
    }

    /// Letters of `agency` about these referrals that are parked and were not replayed before, in order.
    fn waiting(&self, agency: &AgencyId, referrals: &BTreeSet<Option<ReferralId>>) -> Result<Vec<Waiting>, StoreError> {
        let everything = referrals.contains(&None);
        let (mut waiting, mut replayed, mut number) = (Vec::new(), BTreeSet::new(), 1);
        loop {
            let page = self.store.letters(agency, Direction::In, number, PAGE)?;
            for row in &page {
                let Some(stored) = self.store.record(row.position)? else { continue };
                let record = super::matters::read(&stored, &self.office.keyring)?;
                if let Some(Entry::Parked(parked)) = record.entries.into_iter().nth(row.entry as usize)
                    && (everything || referrals.contains(&parked.referral))
                {
                    waiting.push(Waiting { parked, arrived_at: stored.recorded_at });
                }
            }
            match page.last() {
                Some(last) if page.len() == PAGE => number = last.number + 1,
                Some(_) | None => break,
            }
        }
        for referral in waiting.iter().filter_map(|waiting| waiting.parked.referral.clone()).collect::<BTreeSet<_>>() {
            replayed.extend(self.replayed(agency, &referral)?);
        }
        waiting.retain(|waiting| !replayed.contains(&waiting.parked.number));
        Ok(waiting)
    }

    /// Numbers of letters about this referral that an earlier start replayed.
    fn replayed(&self, agency: &AgencyId, referral: &ReferralId) -> Result<Vec<u64>, StoreError> {
        let Some(matter) = self.store.matter_of(referral)? else { return Ok(Vec::new()) };
        let mut numbers = Vec::new();
        for stored in self.store.records_of(&matter, 0)? {
            for entry in super::matters::read(&stored, &self.office.keyring)?.entries {
                if let Entry::Unparked { letter, .. } = entry
                    && letter.reference.from == *agency
                {
                    numbers.push(letter.reference.number);
                }
            }
        }
        Ok(numbers)
    }

    /// All of them or none: a later letter must not go before an earlier one that is still not understood.
    fn replay(&mut self, batch: &mut Batch, agency: &AgencyId, group: Vec<Waiting>) -> Result<(), StoreError> {
        let keyring = &self.office.keyring;
        let understood: Option<Vec<Understood>> = group
            .into_iter()
            .map(|Waiting { parked, arrived_at }| {
                let opened = codec::letter::open(&parked.sealed).ok()?;
                let letter = codec::letter::read(&opened.envelope, keyring).ok()?;
                Some(Understood { letter, sealed: parked.sealed, arrived_at })
            })
            .collect();
        for one in understood.into_iter().flatten() {
            self.replay_one(batch, agency, one)?;
        }
        Ok(())
    }

    fn replay_one(&mut self, batch: &mut Batch, agency: &AgencyId, one: Understood) -> Result<(), StoreError> {
        let Understood { letter, sealed, arrived_at } = one;
        let before = self.matter_of(&letter.referral)?;
        let ctx = Self::context(&self.office, arrived_at);
        let decided = catch_unwind(AssertUnwindSafe(|| decide::receive(ctx, before.as_deref(), &letter)));
        let number = letter.reference.number;
        let answers = decided.ok().and_then(|acts| self.entries(batch, acts).ok());
        let Some(answers) = answers else {
            tracing::error!(peer = %agency, number, "a parked letter is understood but cannot be answered; it stays");
            return Ok(());
        };
        tracing::info!(peer = %agency, number, "a parked letter is understood now");
        let matter = self.matter_for(&letter, before);
        self.peers.entry(agency).unpark(&letter.referral);
        batch.peers_changed.insert(agency.clone());
        batch.silence_news.insert(agency.clone());
        let mut entries = vec![Entry::Unparked { letter: Arc::new(letter), sealed }];
        entries.extend(answers);
        self.write(batch, matter, Cause::Peer(agency.clone()), entries);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        codec::{
            letter::{Outgoing, encode},
            record,
            sealed::wrap_letter,
        },
        desk::{Desk, Input, Office, TimeSource},
        digest,
        directory::Directory,
        journal::Entry,
        sample::{BUREAU, COURTS, NOW, PETITIONS, VALIDITY, agency, key_file, keyring, listed},
        seal::{Environment, Keyring},
        store::{Store, memory::MemoryStore},
        verify,
        watermark::Watermark,
    };
    use duijie_core::{
        clock::Reading,
        ids::Digest,
        letter::{Body, body::Refer},
        purpose::Purpose,
        referral::Stage,
        subject::Procedure,
    };
    use duijie_testkit::sample as testkit;
    use std::{sync::Arc, time::Duration};

    /// The directory of the day on which the courts have a second key, which the sample directory does not list yet.
    fn newer_directory() -> Arc<Directory> {
        let second = key_file(COURTS).rotate("courts-2", &[77; 64]).unwrap().directory_lines();
        let courts = format!("{}[[agencies.keys]]\n{second}{VALIDITY}\n", listed(COURTS, VALIDITY));
        let all = [courts, listed(BUREAU, VALIDITY), listed(PETITIONS, VALIDITY)].concat();
        Arc::new(Directory::parse("directory.toml", &format!("version = 2\n{all}")).unwrap())
    }

    fn desk(store: &MemoryStore, directory: Option<Arc<Directory>>) -> Desk {
        let old = keyring(BUREAU);
        let mut rules = testkit::receiver_rules();
        rules.offers.iter_mut().for_each(|offer| offer.from_roles = &["courts"]);
        let keyring = directory.map_or(old.clone(), |directory| old.with_directory(directory));
        let office = Office {
            me: agency(BUREAU),
            name: "某单位".to_owned(),
            rules,
            calendar: testkit::calendar(),
            directory: Arc::new(keyring.directory().clone()),
            keyring,
            time: TimeSource::Sandbox,
            generation: 1,
            software: "duijie/test".to_owned(),
        };
        let nonces = Box::new(|| [5; 24]);
        let head = store.head().unwrap();
        let mark =
            Watermark { generation: 1, position: head.position, digest: head.digest, recorded_at: head.recorded_at };
        Desk::open(Arc::new(office), Arc::new(store.clone()), Some(&mark), [1; 16], Duration::ZERO, nonces).unwrap()
    }

    /// A `Refer` whose body is encrypted under the courts' second key, sealed with the first, which everybody knows.
    fn letter() -> Vec<u8> {
        let (from, to) = (agency(COURTS), agency(BUREAU));
        let second = key_file(COURTS).rotate("courts-2", &[77; 64]).unwrap();
        let writer = Keyring::from_file(from.clone(), Environment::Sandbox, &second, newer_directory());
        let body = Body::Refer(Box::new(Refer {
            kind: testkit::kind("litigation"),
            purpose: Purpose::Handling,
            subject: testkit::subject(),
            procedure: Some(Procedure::Ordinary),
            opinion: None,
            path: vec![from.clone()],
            parent: None,
            replaces: None,
            officer: testkit::text("法官"),
            not_after: None,
        }));
        let outgoing = Outgoing {
            from: &from,
            to: &to,
            number: 1,
            previous_link: &Digest::ZERO,
            decided_at: NOW,
            seen_number: 0,
            dispute: &"D-1".parse().unwrap(),
            referral: &"r-1".parse().unwrap(),
            body: &body,
        };
        let bytes = encode(&outgoing, &writer, [9; 24]).unwrap();
        let link = digest::link(&from, &to, 1, &Digest::ZERO, &digest::content(&bytes));
        wrap_letter(&bytes, Some(keyring(COURTS).seal_letter(&to, 1, &link, 1, NOW)))
    }

    fn step(desk: &mut Desk, store: &MemoryStore, day: u64, inputs: Vec<Input>) {
        let after = Duration::from_secs(day * 24 * 3600);
        let reading = Reading { wall: NOW.plus(after), monotonic: after };
        let step = desk.step(reading, inputs).unwrap();
        store.commit(&step.commit).unwrap();
    }

    fn entries(store: &MemoryStore) -> Vec<Entry> {
        let keyring = keyring(BUREAU).with_directory(newer_directory());
        let records = store.records_after(0, 100).unwrap();
        records.iter().flat_map(|stored| record::decode(&stored.bytes, &keyring).unwrap().entries).collect()
    }

    #[test]
    fn a_parked_letter_that_is_understood_after_a_restart_is_applied_once_as_of_its_arrival() {
        let store = MemoryStore::new();
        let mut first = desk(&store, None);
        step(&mut first, &store, 0, vec![Input::Letter(letter().into())]);
        assert!(matches!(entries(&store).first(), Some(Entry::Parked(_))));
        assert_eq!(store.peers().unwrap()[0].parked_letters, 1);

        let mut second = desk(&store, Some(newer_directory()));
        step(&mut second, &store, 3, Vec::new());
        let arrived = entries(&store).into_iter().find_map(|entry| match entry {
            Entry::Sent { letter, .. } => match &letter.body {
                Body::Arrived(arrived) => Some(arrived.arrived_at),
                _ => None,
            },
            _ => None,
        });
        assert_eq!(arrived, Some(NOW), "the term of 签收 runs from the arrival, not from the replay");
        let peer = &store.peers().unwrap()[0];
        assert_eq!((peer.parked_letters, peer.parked.len(), peer.received.0), (0, 0, 1));
        let matter = second.matter_of(&"r-1".parse().unwrap()).unwrap().unwrap();
        assert_eq!(matter.referrals[0].stage, Stage::Arrived);

        let position = store.head().unwrap().position;
        let mut third = desk(&store, Some(newer_directory()));
        step(&mut third, &store, 3, Vec::new());
        let again = entries(&store).into_iter().filter(|entry| matches!(entry, Entry::Unparked { .. })).count();
        assert_eq!(again, 1, "nothing new since position {position} but statements");
        verify::verify(&store, &keyring(BUREAU).with_directory(newer_directory())).unwrap();
    }

    #[test]
    fn a_parked_letter_that_is_still_not_understood_stays_parked() {
        let store = MemoryStore::new();
        step(&mut desk(&store, None), &store, 0, vec![Input::Letter(letter().into())]);
        step(&mut desk(&store, None), &store, 1, Vec::new());
        assert_eq!(store.peers().unwrap()[0].parked_letters, 1);
        assert!(!entries(&store).iter().any(|entry| matches!(entry, Entry::Unparked { .. })));
    }
}

//! One desk over the pure core, as thin as can be: it numbers letters, records events and folds them. No store, no bus,
//! no seals.

use crate::{sample, steps};
use duijie_core::{
    agency::AgencyId,
    apply::apply,
    calendar::Calendar,
    command::Command,
    decide::{self, Act, Asker, Context, Draft, Proof, Running, Unnumbered},
    dossier::{Document, Entry},
    event::{Event, Stamp},
    ids::{Digest, MatterId, OwnId},
    letter::{Letter, LetterRef},
    matter::{DeadlineKey, Matter},
    referral::{Deadline, DeadlineStatus, Duty, Owed, Referral},
    refusal::Refusal,
    rules::Rules,
    term::Whose,
    text::Text,
    time::Timestamp,
};
use std::collections::BTreeMap;

/// One agency's desk with its one matter.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Who it is.
    pub agency: AgencyId,
    /// Its rules.
    pub rules: Rules,
    /// Its calendar.
    pub calendar: Calendar,
    /// Who supervises whom.
    pub supervisors: BTreeMap<AgencyId, AgencyId>,
    /// Names of agencies.
    pub names: BTreeMap<AgencyId, Text>,
    /// Who asks.
    pub officer: Text,
    /// What they may answer for.
    pub asker: Asker,
    /// Another matter of this agency that the next commands name.
    pub other: Option<Matter>,
    /// Its matter, once it has one.
    pub matter: Option<Matter>,
    /// Its recorded time, which never decreases.
    pub now: Timestamp,
    /// Every letter it decided, to whomever.
    pub sent: Vec<Letter>,
    /// How many letters of the other desk it has applied.
    pub applied: u64,
    /// How many of its letters the other desk is known to have applied.
    pub delivered: u64,
    /// Everything it recorded.
    pub events: Vec<Event>,
    matter_id: MatterId,
}

impl Desk {
    /// A desk on Monday morning without a matter.
    #[must_use]
    pub fn new(agency: AgencyId, rules: Rules, matter_id: &str) -> Self {
        Self {
            agency,
            rules,
            calendar: sample::calendar(),
            supervisors: BTreeMap::new(),
            names: BTreeMap::new(),
            officer: sample::text("王某"),
            asker: Asker::Clerk,
            other: None,
            matter: None,
            now: sample::monday(),
            sent: Vec::new(),
            applied: 0,
            delivered: 0,
            events: Vec::new(),
            matter_id: matter_id.parse().unwrap(),
        }
    }

    /// Its view of the one referral.
    #[must_use]
    pub fn find(&self) -> Option<&Referral> {
        self.matter.as_ref()?.referral(&steps::referral())
    }

    /// Its view of the one referral, which must exist.
    #[must_use]
    pub fn referral(&self) -> &Referral {
        self.find().unwrap_or_else(|| panic!("{} does not know the referral", self.agency))
    }

    /// Whether it answers for the one referral; a desk that does not know it does not.
    #[must_use]
    pub fn answers(&self) -> bool {
        self.find().is_some_and(|referral| referral.answerable(self.delivered))
    }

    /// How often it recorded what `is` says.
    #[must_use]
    pub fn recorded(&self, is: impl Fn(&Event) -> bool) -> usize {
        self.events.iter().filter(|event| is(event)).count()
    }

    /// The letters to `peer`, by number.
    pub fn letters_to<'a>(&'a self, peer: &'a AgencyId) -> impl DoubleEndedIterator<Item = &'a Letter> {
        self.sent.iter().filter(move |letter| letter.reference.to == *peer)
    }

    /// An officer asks; what follows is recorded, and a refusal too.
    ///
    /// # Errors
    /// As `decide` refuses.
    pub fn command(&mut self, command: Command) -> Result<Vec<Act>, Refusal> {
        let officer = self.officer.clone();
        let matter = self.matter.as_ref();
        let decided = decide::command(self.context(), matter, &officer, command);
        let decided = decided.and_then(|decided| decided.kept(self.context(), matter, &[]));
        match &decided {
            Ok(acts) => self.carry_out(acts.clone()),
            Err(_) => self.record(Event::Refused),
        }
        decided
    }

    /// A letter is applied: itself first, then what follows from it.
    pub fn receive(&mut self, letter: &Letter) -> Vec<Act> {
        let acts = decide::receive(self.context(), self.matter.as_ref(), letter);
        self.applied = letter.reference.number;
        self.record(Event::Received(Box::new(letter.clone())));
        self.carry_out(acts.clone());
        acts
    }

    /// The wake-up of a duty comes.
    pub fn wake(&mut self, duty: Duty) -> Vec<Act> {
        let woken = self.matter.as_ref().zip(self.find());
        let acts =
            woken.map_or_else(Vec::new, |(matter, of)| decide::wake(self.context(), matter, of, duty, self.delivered));
        self.watch_firing(duty, &acts);
        self.carry_out(acts.clone());
        acts
    }

    /// Every running term of ours is counted again with the calendar in force.
    pub fn recount(&mut self) -> Vec<Act> {
        let mut acts = Vec::new();
        for duty in Duty::ALL {
            let told =
                self.find().map_or_else(Vec::new, |of| decide::recount(self.context(), of, duty, self.delivered));
            self.carry_out(told.clone());
            acts.extend(told);
        }
        acts
    }

    /// Every own deadline is counted again with the calendar in force.
    pub fn recount_own(&mut self) -> Vec<Act> {
        let own = self.matter.iter().flat_map(|matter| &matter.own);
        let acts: Vec<_> = own.filter_map(|own| decide::recount_own(self.context(), own)).collect();
        self.carry_out(acts.clone());
        acts
    }

    /// What is decided by a deadline alone, if that can be, is what is decided by everything.
    fn watch_firing(&self, duty: Duty, acts: &[Act]) {
        let Some(of) = self.find() else { return };
        let ours = |deadline: &&Deadline| deadline.owed == Owed::ByUs && deadline.status == DeadlineStatus::Open;
        let Some(deadline) = of.deadline(duty).filter(ours).filter(|_| duty != Duty::FeedBack) else { return };
        let Some(wake) = deadline.wake() else { return };
        let key = DeadlineKey::Referral(of.id.clone(), duty);
        let alone: Vec<_> = self.alone(&key, deadline, of.officer.as_ref(), wake.at).into_iter().collect();
        assert_eq!(acts, alone, "the deadline alone says something else");
    }

    fn alone(&self, key: &DeadlineKey, deadline: &Deadline, officer: Option<&Text>, at: Timestamp) -> Option<Act> {
        let running = Running {
            due: deadline.due.due,
            stage: deadline.climb.stage,
            officer: officer.cloned(),
            whose: Whose::Duty,
        };
        decide::fire(self.context(), key, &running, at).map(Act::Happen)
    }

    /// The wake-up of an own deadline comes; what is decided by its row alone is what is decided by everything.
    pub fn wake_own(&mut self, id: &OwnId) -> Vec<Act> {
        let Some((matter, own)) = self.matter.as_ref().and_then(|it| Some((it, it.own(id)?))) else {
            return Vec::new();
        };
        let acts = decide::wake_own(self.context(), matter, own);
        if let Some(wake) = own.deadline.wake().filter(|_| own.deadline.status == DeadlineStatus::Open) {
            let key = DeadlineKey::Own(id.clone());
            let alone = self.alone(&key, &own.deadline, own.officer.as_ref(), wake.at);
            // What may be reported besides needs the matter, and so does what the passing of a right means.
            let needs_it = self.supervisors.contains_key(&self.agency) || own.deadline.overdue(self.now);
            let more = alone.is_none() && needs_it;
            assert!(more || alone.iter().eq(&acts), "the deadline alone says something else");
        }
        self.carry_out(acts.clone());
        acts
    }

    /// A proof of silence is at hand.
    pub fn lapse(&mut self, proof: Proof) -> Option<Draft> {
        let draft = decide::lapse(self.find()?, self.now, proof)?;
        self.carry_out(vec![Act::Send(draft.clone())]);
        Some(draft)
    }

    /// What decisions of this desk may look at.
    #[must_use]
    pub fn context(&self) -> Context<'_> {
        Context {
            me: &self.agency,
            now: self.now,
            rules: &self.rules,
            calendar: &self.calendar,
            supervisors: &self.supervisors,
            names: &self.names,
            asker: self.asker,
            other: self.other.as_ref(),
        }
    }

    fn carry_out(&mut self, acts: Vec<Act>) {
        for act in acts {
            match act {
                Act::Send(draft) => self.send(draft),
                Act::Happen(event) => self.record(event),
                Act::Issue(draft) => self.issue(draft),
            }
        }
    }

    /// Numbered among what this desk issued; the digest is that of nothing.
    fn issue(&mut self, draft: Unnumbered) {
        let issued_on = self.now.beijing_date();
        let class = sample::text(draft.form.class.word);
        let earlier = self.matter.iter().flat_map(|matter| matter.documents());
        let serial = 1 + u32::try_from(earlier.filter(|it| it.document.class == class).count()).unwrap();
        let document = Document {
            form: sample::text(draft.form.id),
            title: sample::text(draft.form.name.zh),
            referral: draft.referral,
            number: sample::text(&draft.form.class.number("测", issued_on.year(), serial)),
            class,
            year: issued_on.year(),
            serial,
            issuer: draft.issuer,
            issued_on,
            fields: draft.fields,
            layout: draft.form.layout,
            clauses: draft.clauses.iter().copied().map(sample::text).collect(),
            signatures: draft.form.signatures.iter().copied().map(sample::text).collect(),
            digest: Digest::ZERO,
        };
        self.record(Event::Entered { officer: draft.officer, entry: Box::new(Entry::Document(document)) });
    }

    fn send(&mut self, draft: Draft) {
        let Draft { to, dispute, referral, body } = draft;
        let number = self.letters_to(&to).count() as u64 + 1;
        let content = content(&self.agency, &to, number);
        let reference = LetterRef { from: self.agency.clone(), to, number, content };
        let letter = Letter { reference, decided_at: self.now, seen_number: self.applied, dispute, referral, body };
        self.sent.push(letter.clone());
        self.record(Event::Sent(Box::new(letter)));
    }

    fn record(&mut self, event: Event) {
        self.events.push(event.clone());
        let position = self.events.len() as u64;
        let stamp = Stamp { matter: &self.matter_id, recorded_at: self.now, position };
        self.matter = apply(self.matter.take(), stamp, &event);
    }
}

/// Not a hash of the letter's bytes, but as distinct and as repeatable.
fn content(from: &AgencyId, to: &AgencyId, number: u64) -> Digest {
    let mut bytes = [0_u8; 32];
    for (at, byte) in format!("{from}>{to}#{number}").bytes().enumerate() {
        let slot = &mut bytes[at % 32];
        *slot = slot.rotate_left(3) ^ byte;
    }
    bytes[24..].copy_from_slice(&number.to_be_bytes());
    Digest::new(bytes)
}

/// The words of a refusal's code, for short assertions.
#[must_use]
pub fn code(refused: Result<Vec<Act>, Refusal>) -> String {
    match refused {
        Ok(acts) => panic!("not refused: {acts:?}"),
        Err(refusal) => refusal.code,
    }
}

//! One agency with one matter and deadlines of its own on it. A test says what an officer asks and which day it is.

use crate::{Desk, sample};
use duijie_core::{
    agency::AgencyId,
    calendar::Calendar,
    command::{Command, OwnStep, Start},
    decide::{Act, Asker},
    due::display_due,
    ids::OwnId,
    letter::body::ExtensionGround,
    matter::{Matter, OwnDeadline, own::Ending},
    outcome::SuspendReason,
    refusal::Refusal,
    rules::{Mediates, Rules, Sends},
    term::{
        Approval, Bar, BasisKind, Confidence, Extension, Measure, RuleId, Term, Then, basis, days, then, variant,
        words, workdays,
    },
    time::{Date, Timestamp},
};

/// The agency's desk, with its matter registered.
#[derive(Clone, Debug)]
pub struct OwnClock {
    /// The desk.
    pub desk: Desk,
}

/// Ten o'clock in Beijing on this date of 2025 to 2027, such as `2026-06-08`.
#[must_use]
pub fn at(date: &str) -> Timestamp {
    let date: Date = date.parse().unwrap();
    sample::beijing(date.year(), date.month(), date.day(), 10)
}

/// It was tried twice.
const BAR: Bar = Bar {
    after: RuleId::literal("AA02"),
    code: "TRIED_TWICE",
    why: words("已经两次", "it was tried twice"),
    article: "《某规定》第9条",
};
const TWICE: Extension = Extension { times: 2, ..Extension::once(days(30), Approval::Superior) };
const AFTER_FIRST: &[Then] = &[then(Ending::Failed, "AA02"), then(Ending::Failed, "AA03")];

/// The shapes that rules of own deadlines have, under names of no law: AA01 to AA05 as mediation and the term of a case by
/// the police, AA06 with a stricter reminder, AA07 without a number.
const TERMS: &[Term] = &[
    rule("AA01", Measure::After(workdays(3)))
        .suspensions(&[SuspendReason::Appraisal])
        .rebased_by("AA04")
        .then(AFTER_FIRST)
        .barred(BAR),
    rule("AA02", Measure::After(workdays(7))).then(&[then(Ending::Failed, "AA03")]).barred(BAR),
    rule("AA03", Measure::After(days(30)))
        .in_place_of(&[RuleId::literal("AA03"), RuleId::literal("AA05")])
        .extension(TWICE),
    rule("AA04", Measure::After(workdays(3))).then(AFTER_FIRST).barred(BAR),
    rule("AA05", Measure::After(days(30))).suspensions(&[SuspendReason::Appraisal]).extension(TWICE).variants(&[
        variant("short", words("简易", "short"), days(10)).extension(Extension::once(days(5), Approval::Head)),
    ]),
    rule("AA06", Measure::After(workdays(5))).remind(days(2), basis(BasisKind::Local, "《某办法》第2条")),
    rule("AA07", Measure::Unset),
    rule("AA08", Measure::After(days(3))).right_of("某当事人", "a party"),
];

const fn rule(id: &'static str, measure: Measure) -> Term {
    let basis = basis(BasisKind::Law, "《某规定》第8条");
    Term::new(id, words("某事", "something"), measure, basis, Confidence::FullText)
}

/// An agency that owes duties of every shape and hands nothing over, but knows supervision.
#[must_use]
pub fn rules() -> Rules {
    let terms = TERMS.to_vec();
    Rules {
        role: "test",
        sends: vec![Sends::supervision()],
        offers: Vec::new(),
        terms,
        mediates: Mediates::No,
        forms: Vec::new(),
    }
}

impl OwnClock {
    /// An agency under [`rules`], on Monday morning in a year without festivals.
    #[must_use]
    pub fn sample() -> Self {
        Self::new(sample::police(), rules(), sample::calendar(), "2026-03-02")
    }

    /// With a matter registered at `date`.
    #[must_use]
    pub fn new(agency: AgencyId, rules: Rules, calendar: Calendar, date: &str) -> Self {
        let mut desk = Desk::new(agency, rules, "matter-1");
        desk.calendar = calendar;
        desk.now = at(date);
        let register = Command::Register {
            matter: "matter-1".parse().unwrap(),
            dispute: "dispute-1".parse().unwrap(),
            subject: Box::new(sample::subject()),
            told: Vec::new(),
        };
        desk.command(register).unwrap();
        Self { desk }
    }

    /// The day has come.
    pub fn on(&mut self, date: &str) -> &mut Self {
        self.desk.now = at(date);
        self
    }

    /// Starts one now.
    ///
    /// # Errors
    /// As `decide` refuses.
    pub fn start(&mut self, rule: &str) -> Result<Vec<Act>, Refusal> {
        self.start_with(rule, None, None)
    }

    /// Starts one in a special case, or as of an earlier instant.
    ///
    /// # Errors
    /// As `decide` refuses.
    pub fn start_with(
        &mut self,
        rule: &str,
        variant: Option<&str>,
        started_at: Option<Timestamp>,
    ) -> Result<Vec<Act>, Refusal> {
        let (rule, variant) = (RuleId::parse(rule).unwrap(), variant.map(|token| token.parse().unwrap()));
        self.desk.command(Command::Start(Start { matter: "matter-1".parse().unwrap(), rule, variant, started_at }))
    }

    /// Ends the one that runs under `rule`, now.
    ///
    /// # Errors
    /// As `decide` refuses.
    pub fn end(&mut self, rule: &str, ending: Ending) -> Result<Vec<Act>, Refusal> {
        self.ask(rule, OwnStep::End { ending, at: None, text: None, evidence: None })
    }

    /// It stands still, now.
    ///
    /// # Errors
    /// As `decide` refuses.
    pub fn suspend(&mut self, rule: &str, reason: SuspendReason) -> Result<Vec<Act>, Refusal> {
        self.ask(rule, OwnStep::Suspend { reason, evidence: sample::material("委托书") })
    }

    /// It runs on, now.
    ///
    /// # Errors
    /// As `decide` refuses.
    pub fn resume(&mut self, rule: &str) -> Result<Vec<Act>, Refusal> {
        self.ask(rule, OwnStep::Resume)
    }

    /// A leader extends it.
    ///
    /// # Errors
    /// As `decide` refuses.
    pub fn extend(&mut self, rule: &str, length: u32) -> Result<Vec<Act>, Refusal> {
        let ground =
            ExtensionGround::Approval { by: sample::text("某负责人"), document: sample::material("批准文书") };
        let asker = std::mem::replace(&mut self.desk.asker, Asker::Leader);
        let extended = self.ask(rule, OwnStep::Extend { length, ground, reason: None });
        self.desk.asker = asker;
        extended
    }

    /// It is counted anew from this date.
    ///
    /// # Errors
    /// As `decide` refuses.
    pub fn restart(&mut self, rule: &str, from: &str) -> Result<Vec<Act>, Refusal> {
        self.ask(rule, OwnStep::Restart { from: at(from), evidence: sample::material("鉴定意见") })
    }

    /// Something about the one that runs under `rule`, or, if none does, the newest that did.
    ///
    /// # Errors
    /// As `decide` refuses.
    pub fn ask(&mut self, rule: &str, step: OwnStep) -> Result<Vec<Act>, Refusal> {
        let id = self.newest(rule).id.clone();
        self.desk.command(Command::Own { id, step })
    }

    /// Wakes every own deadline once; the ids of those that fire.
    pub fn wake_all(&mut self) -> Vec<OwnId> {
        let ids: Vec<_> = self.matter().own.iter().map(|own| own.id.clone()).collect();
        ids.into_iter().filter(|id| !self.desk.wake_own(id).is_empty()).collect()
    }

    /// The matter.
    #[must_use]
    pub fn matter(&self) -> &Matter {
        self.desk.matter.as_ref().unwrap()
    }

    /// The newest under `rule`, running or not.
    #[must_use]
    pub fn newest(&self, rule: &str) -> &OwnDeadline {
        let rule = RuleId::parse(rule).unwrap();
        let found = self.matter().own.iter().rev().find(|own| own.rule() == rule);
        found.unwrap_or_else(|| panic!("nothing was begun under {rule}"))
    }

    /// When what runs under `rule` is due, as people write it.
    #[must_use]
    pub fn due(&self, rule: &str) -> String {
        let own = self.matter().running(RuleId::parse(rule).unwrap());
        own.map_or_else(|| panic!("nothing runs under {rule}"), |own| display_due(own.deadline.due.due))
    }

    /// The rules under which something runs or stands still, in the order in which they began.
    #[must_use]
    pub fn running(&self) -> Vec<String> {
        let running = self.matter().own.iter().filter(|own| own.runs());
        running.map(|own| own.rule().to_string()).collect()
    }
}

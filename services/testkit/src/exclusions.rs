//! Every exclusion of an agency, tried one by one: what it excludes is refused with its article and what to do instead.

use crate::{own::OwnClock, sample, steps};
use duijie_core::{
    agency::AgencyId,
    command::{Command, OwnStep, Refer, Start},
    decide::Act,
    dossier::{Circumstance, Consent, ConsentState, Entry, Finding},
    exclusion::Exclusion,
    ids::Kind,
    matter::own::Ending,
    purpose::{CONFIRMATION, Purpose},
    refusal::Refusal,
    rules::{ProcedureNeed, Roles, Rules, Sends},
    subject::Procedure,
    term::RuleId,
};

impl OwnClock {
    /// An officer writes this into the dossier.
    ///
    /// # Errors
    /// As `decide` refuses.
    pub fn write(&mut self, entry: Entry) -> Result<Vec<Act>, Refusal> {
        let matter = self.matter().id.clone();
        self.desk.command(Command::AddEntry { matter, entry: Box::new(entry) })
    }

    /// The circumstance is found.
    ///
    /// # Errors
    /// As `decide` refuses.
    pub fn find(&mut self, circumstance: &str) -> Result<Vec<Act>, Refusal> {
        let code = circumstance.parse().unwrap();
        let (finding, text) = (Finding::Found, sample::text("经查属实"));
        self.write(Entry::Circumstance(Circumstance { code, finding, text, evidence: None }))
    }

    /// A party says this about mediation.
    pub fn say(&mut self, party: &str, state: ConsentState) {
        self.write(Entry::Consent(Consent { party: sample::text(party), state, evidence: None })).unwrap();
    }

    /// The matter is handed over as `kind` to the first role that takes it.
    ///
    /// # Errors
    /// As `decide` refuses.
    pub fn hand_over(&mut self, kind: &str) -> Result<Vec<Act>, Refusal> {
        let refer = hand_over(&self.desk.rules, &self.desk.agency, &sample::kind(kind));
        self.desk.command(Command::Refer(Box::new(refer)))
    }

    /// As [`Self::end`], for what a test says in passing.
    ///
    /// # Errors
    /// As `decide` refuses.
    pub fn fail(&mut self, rule: &str) -> Result<Vec<Act>, Refusal> {
        self.ask(rule, OwnStep::End { ending: Ending::Failed, at: None, text: None, evidence: None })
    }
}

fn hand_over(rules: &Rules, me: &AgencyId, kind: &Kind) -> Refer {
    let sends = rules.sends(kind).unwrap_or_else(|| panic!("{kind} is not sent"));
    let role = match sends.to_roles {
        Roles::These(roles) => roles[0],
        // Anyone includes who mediates.
        Roles::Anyone => "judicial-bureau",
    };
    let division = me.as_str().split('.').next().unwrap();
    let procedure = match sends.procedure {
        ProcedureNeed::Required => Some(Procedure::Ordinary),
        ProcedureNeed::None => None,
    };
    let purpose = if kind.as_str() == CONFIRMATION {
        let application = steps::apply_for_confirmation(
            vec![sample::text("甲"), sample::text("乙")],
            sample::monday().beijing_date(),
        );
        application.purpose
    } else {
        Purpose::Handling
    };
    let receiver = format!("{division}.{role}").parse().unwrap();
    Refer { kind: kind.clone(), procedure, purpose, receiver, ..steps::refer() }
}

/// Tries every exclusion of every kind and rule of the agency on a matter of its own: the codes by which they are refused,
/// each after what it excludes from.
pub fn tried(clock: impl Fn() -> OwnClock) -> Vec<String> {
    let rules = clock().desk.rules;
    let mut codes = Vec::new();
    for Sends { kind, exclusions, .. } in &rules.sends {
        for exclusion in *exclusions {
            let mut clock = clock();
            clock.write(Entry::Sorting(sample::claim())).unwrap();
            clock.find(exclusion.circumstance).unwrap();
            let refer = hand_over(&rules, &clock.desk.agency, kind);
            let refused = clock.desk.command(Command::Refer(Box::new(refer)));
            codes.push(format!("{kind} {}", checked(exclusion, refused)));
        }
    }
    for term in &rules.terms {
        for exclusion in term.exclusions {
            let mut clock = clock();
            clock.find(exclusion.circumstance).unwrap();
            let refused = start(&mut clock, term.rule);
            codes.push(format!("{} {}", term.rule, checked(exclusion, refused)));
        }
    }
    codes
}

fn start(clock: &mut OwnClock, rule: RuleId) -> Result<Vec<Act>, Refusal> {
    let matter = clock.matter().id.clone();
    clock.desk.command(Command::Start(Start { matter, rule, variant: None, started_at: None }))
}

fn checked(exclusion: &Exclusion, refused: Result<Vec<Act>, Refusal>) -> String {
    let refusal = match refused {
        Ok(acts) => panic!("{} is not refused: {acts:?}", exclusion.circumstance),
        Err(refusal) => refusal,
    };
    assert_eq!(refusal.basis.as_deref(), Some(exclusion.article), "{}", exclusion.circumstance);
    assert!(refusal.zh.contains(exclusion.instead.zh), "{}", refusal.zh);
    assert!(refusal.en.contains(exclusion.instead.en), "{}", refusal.en);
    refusal.code
}

//! The clerks: sensible steps mostly, senseless ones too, and requests that are repeated or used for something else.

use super::{
    chance::Chance,
    habits::{breaks_off, goes_on},
    offices::{self, BUREAU, COURTS, KINDS},
    own_clerk,
    site::Site,
};
use duijie_core::{
    command::{Command, Refer, Step, StepName},
    decide::guard,
    ids::{Digest, MatterId, ReferralId, RequestId},
    matter::Matter,
    outcome::{Outcome, OutcomeResult},
    purpose::{Overseen, Purpose, Supervision},
    referral::Side,
    subject::Procedure,
    time::Timestamp,
};
use duijie_kit::{
    desk::{Answer, Asked, Done, Mode},
    digest,
    journal::CommandCause,
};
use duijie_testkit::{sample, steps};
use std::collections::BTreeMap;

/// Matters that one sender opens; enough for chains of referrals, few enough to meet each other.
const MATTERS_MAX: usize = 5;

/// What was asked, and what was answered first.
pub struct Clerk {
    next_request: u64,
    /// Every request, with the index of who asked.
    pub asked: Vec<(usize, Asked)>,
    /// First answers by agency and request.
    pub answers: BTreeMap<(usize, RequestId), (Digest, Answer)>,
    /// The first answer that differs from the one before it.
    pub contradiction: Option<String>,
}

impl Default for Clerk {
    fn default() -> Self {
        Self { next_request: 1, asked: Vec::new(), answers: BTreeMap::new(), contradiction: None }
    }
}

impl Clerk {
    /// A request of some clerk at `site`, as its desk's journal now stands; `now` is what the clerk believes.
    pub fn request(&mut self, chance: &mut Chance, site: &Site, now: Timestamp) -> Option<Asked> {
        if chance.percent(8) && !self.asked.is_empty() {
            return self.repeat(chance, site.index);
        }
        let request = self.fresh_id();
        let command = command(chance, site, now, &request)?;
        let mode = if chance.percent(4) { Mode::ValidateOnly } else { Mode::Do };
        let asked = self.ask(request, command, mode);
        self.asked.push((site.index, asked.clone()));
        Some(asked)
    }

    /// A request as given.
    pub fn ask(&mut self, request: RequestId, command: Command, mode: Mode) -> Asked {
        let method = match &command {
            Command::Register { .. } => "Register",
            Command::Close { .. } => "Close",
            Command::Refer(_) => "Refer",
            Command::Step { step, .. } => step.name().as_str(),
            Command::AddEntry { .. } => "AddEntry",
            Command::Issue(_) | Command::Void { .. } => "ChangeDocument",
            Command::Start(_) => "StartDeadline",
            Command::Own { .. } => "ChangeDeadline",
        };
        let cause = CommandCause {
            digest: digest::request(method, &[request.as_str().as_bytes()]),
            request,
            officer: sample::text("王某"),
            // Who may approve an extension too.
            role: "leader".to_owned(),
            method: format!("duijie.v1.Desk/{method}"),
        };
        Asked { cause, command, mode, ticket: self.ticket() }
    }

    /// A new request id.
    pub fn fresh_id(&mut self) -> RequestId {
        self.next_request += 1;
        format!("request-{}", self.next_request).parse().unwrap()
    }

    fn ticket(&mut self) -> u64 {
        self.next_request += 1;
        self.next_request
    }

    /// The same request again, or its id with another content.
    fn repeat(&mut self, chance: &mut Chance, site: usize) -> Option<Asked> {
        let ours: Vec<usize> = (0..self.asked.len()).filter(|at| self.asked[*at].0 == site).collect();
        if ours.is_empty() {
            return None;
        }
        let recent = &ours[ours.len().saturating_sub(4)..];
        let from = if chance.percent(50) { recent } else { &ours[..] };
        let mut again = self.asked[*chance.pick(from)].1.clone();
        again.ticket = self.ticket();
        if chance.percent(25) {
            again.cause.digest = digest::request("another", &[&chance.bytes::<8>()]);
        }
        Some(again)
    }

    /// An answer came for what `asked` had asked: the first is remembered, a later one must be the same.
    pub fn answered(&mut self, site: usize, asked: &Asked, answer: &Answer) {
        if asked.mode == Mode::ValidateOnly || !is_of_decide(answer) {
            return;
        }
        let key = (site, asked.cause.request.clone());
        let Some((digest, first)) = self.answers.get(&key) else {
            if matches!(answer, Answer::Refused(refusal) if refusal.code == "REQUEST_ID_REUSED") {
                // The first was carried out although its answer was lost; this one asked for something else.
                return;
            }
            self.answers.insert(key, (asked.cause.digest, answer.clone()));
            return;
        };
        let fits = if *digest == asked.cause.digest {
            same(first, answer)
        } else {
            matches!(answer, Answer::Refused(refusal) if refusal.code == "REQUEST_ID_REUSED")
        };
        if !fits && self.contradiction.is_none() {
            let method = &asked.cause.method;
            self.contradiction = Some(format!("{} ({method}): first {}, then {}", key.1, words(first), words(answer)));
        }
    }
}

/// Whether an answer is one that is remembered.
fn is_of_decide(answer: &Answer) -> bool {
    matches!(answer, Answer::Done(_) | Answer::Refused(_))
}

fn same(first: &Answer, again: &Answer) -> bool {
    match (first, again) {
        (Answer::Done(first), Answer::Done(again)) => {
            let parts = |done: &Done| (done.referral.clone(), done.position, done.digest, done.recorded_at);
            parts(first) == parts(again) && first.matter == again.matter
        }
        (Answer::Refused(first), Answer::Refused(again)) => first == again,
        _ => false,
    }
}

fn words(answer: &Answer) -> String {
    match answer {
        Answer::Done(done) => format!("done in record {} about {:?}", done.position, done.referral),
        Answer::Refused(refusal) => format!("refused {} {:?}", refusal.code, refusal.allowed),
        other => format!("{other:?}"),
    }
}

fn command(chance: &mut Chance, site: &Site, now: Timestamp, request: &RequestId) -> Option<Command> {
    let matters: Vec<_> = site.ledger.matters.values().collect();
    if site.index != BUREAU && (matters.is_empty() || (matters.len() < MATTERS_MAX && chance.percent(12))) {
        return Some(register(site, request));
    }
    if matters.is_empty() {
        return None;
    }
    let matter = *chance.pick(&matters);
    if chance.percent(20) {
        return own_clerk::command(chance, site, matter, now);
    }
    if chance.percent(4) {
        return Some(Command::Close { matter: matter.id.clone(), reason: sample::text("已办妥") });
    }
    let open = matter.referrals.iter().any(|referral| referral.side == Side::Sender && !referral.stage.is_ended());
    if chance.percent(4) {
        return Some(supervise(chance, site, matter, request));
    }
    if site.index == BUREAU && chance.percent(12) {
        let agreed = matters.iter().copied().find(|matter| {
            let outcome = matter.incoming().and_then(|incoming| incoming.outcome.as_ref());
            outcome.is_some_and(|outcome| matches!(outcome.result, OutcomeResult::Agreement(_)))
        });
        return Some(apply_for_confirmation(site, agreed.unwrap_or(matter), now, request));
    }
    if site.index != BUREAU && (chance.percent(3) || (!open && chance.percent(60))) {
        return Some(refer(chance, site, &matter.id, request));
    }
    if let Some(command) = forward(chance, site, now) {
        return Some(command);
    }
    let referral = matter.referrals.last()?;
    let referral = if chance.percent(20) { chance.pick(&matter.referrals) } else { referral };
    let allowed = guard::allowed(now, &site.office.data.get().rules, matter, referral);
    let name =
        *if allowed.is_empty() || chance.percent(10) { chance.pick(&StepName::ALL) } else { chance.pick(&allowed) };
    if breaks_off(name) && chance.percent(60) {
        return None;
    }
    Some(Command::Step { referral: referral.id.clone(), step: step(chance, name) })
}

/// Mostly clerks take the next step where one is to be taken.
fn forward(chance: &mut Chance, site: &Site, now: Timestamp) -> Option<Command> {
    if chance.percent(30) {
        return None;
    }
    let open = site.ledger.referrals().flat_map(|(matter, referral)| {
        let allowed = guard::allowed(now, &site.office.data.get().rules, matter, referral);
        allowed.into_iter().filter(|name| goes_on(*name)).map(move |name| (referral.id.clone(), name))
    });
    let open: Vec<_> = open.collect();
    if open.is_empty() {
        return None;
    }
    let (referral, name) = chance.pick(&open).clone();
    Some(Command::Step { referral, step: step(chance, name) })
}

fn register(site: &Site, request: &RequestId) -> Command {
    let matter: MatterId = derived(site, "m", request).parse().unwrap();
    let (dispute, subject) = (derived(site, "d", request).parse().unwrap(), Box::new(sample::subject()));
    Command::Register { matter, dispute, subject, told: offices::told(site.index) }
}

fn refer(chance: &mut Chance, site: &Site, matter: &MatterId, request: &RequestId) -> Command {
    let referral: ReferralId = derived(site, "r", request).parse().unwrap();
    let kind = if chance.percent(4) { *chance.pick(&KINDS) } else { KINDS[site.index] };
    let procedures = [Procedure::Ordinary, Procedure::Summary];
    let procedure = (kind == "litigation" || chance.percent(3)).then(|| *chance.pick(&procedures));
    let ended: Vec<_> = site.ledger.matters[matter].referrals.iter().filter(|old| old.stage.is_ended()).collect();
    let replaces = (!ended.is_empty() && chance.percent(60)).then(|| chance.pick(&ended).id.clone());
    Command::Refer(Box::new(Refer {
        matter: matter.clone(),
        referral,
        kind: sample::kind(kind),
        purpose: Purpose::Handling,
        receiver: offices::agency(BUREAU),
        procedure,
        mode: None,
        opinion: None,
        replaces,
    }))
}

/// About the newest referral, whatever it is: an order to the bureau, or to any other agency a report about it.
fn supervise(chance: &mut Chance, site: &Site, matter: &Matter, request: &RequestId) -> Command {
    let about = matter.referrals.last().map(|referral| referral.id.clone());
    let demand = sample::text("请书面说明办理情况");
    let others: Vec<_> = (0..offices::AGENCIES.len()).filter(|index| *index != site.index).collect();
    let (receiver, agency) = (offices::agency(*chance.pick(&others)), offices::agency(BUREAU));
    let supervision = Supervision { agency, about, missed: None, demand, of: Overseen::Dispute };
    Command::Refer(Box::new(Refer {
        matter: matter.id.clone(),
        referral: derived(site, "s", request).parse().unwrap(),
        receiver,
        ..steps::supervise_with(supervision)
    }))
}

/// Whether there is an agreement to confirm is the desk's to say.
fn apply_for_confirmation(site: &Site, matter: &Matter, now: Timestamp, request: &RequestId) -> Command {
    // In effect since it was concluded, if it was.
    let concluded = matter.incoming().and_then(|incoming| incoming.milestones.concluded_at);
    let parties = matter.subject.parties.iter().map(|party| party.name.clone()).collect();
    Command::Refer(Box::new(Refer {
        matter: matter.id.clone(),
        referral: derived(site, "c", request).parse().unwrap(),
        receiver: offices::agency(COURTS),
        ..steps::apply_for_confirmation(parties, concluded.unwrap_or(now).beijing_date())
    }))
}

fn derived(site: &Site, prefix: &str, request: &RequestId) -> String {
    let parts = [site.office.me.as_str().as_bytes(), request.as_str().as_bytes()];
    digest::derived_id(prefix, "duijie/1/sim", &parts)
}

/// A step with words that do not matter.
fn step(chance: &mut Chance, name: StepName) -> Step {
    match name {
        StepName::ConfirmOutcome => steps::confirm(),
        StepName::Recall if chance.percent(30) => steps::recall_by_order(),
        StepName::Recall => steps::recall(),
        StepName::Supply => steps::supply(),
        StepName::DecideObjection if chance.percent(50) => steps::agree_to_objection(),
        StepName::DecideObjection => steps::refuse_objection(),
        StepName::AnswerOffer if chance.percent(60) => steps::take_offer(),
        StepName::AnswerOffer => steps::refuse_offer(),
        StepName::OverrideLapse => steps::override_lapse(),
        StepName::Acknowledge => steps::acknowledge(),
        StepName::Accept => steps::accept(),
        StepName::Decline => steps::decline(),
        StepName::Object => steps::object(),
        StepName::RequestMaterial => steps::request_material(),
        StepName::Extend => steps::extend(&["甲", "乙"]),
        StepName::AnswerSupervision => steps::answer_supervision(),
        StepName::DecideConfirmation => steps::decide_confirmation(),
        StepName::RequestSupplement => steps::request_supplement(),
        StepName::ReportProgress => steps::report(),
        StepName::Suspend => steps::suspend(),
        StepName::Resume => steps::resume(),
        StepName::Conclude if chance.percent(30) => {
            steps::conclude_with(OutcomeResult::NoAgreement(steps::no_agreement()))
        }
        StepName::Conclude if chance.percent(20) => {
            let outcome = Outcome::of(OutcomeResult::SettledAndWithdrawn);
            Step::Conclude { outcome: Box::new(outcome), releases: Vec::new() }
        }
        StepName::Conclude => steps::conclude(),
        StepName::AnswerRecall if chance.percent(50) => steps::grant_recall(),
        StepName::AnswerRecall => steps::refuse_recall(),
        StepName::Withdraw => steps::withdraw(),
        StepName::AssignBody => Step::AssignBody { body: sample::text("某调委会"), again: None },
        StepName::RecordAttempt => steps::record_attempt(),
        StepName::AssignMediator => Step::AssignMediator { mediator: sample::text("李某") },
    }
}

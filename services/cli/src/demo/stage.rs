//! Plays the scripts: all steps of all cases in the order of their dates, all clocks together, and after each step waits until
//! both sides show the same. Waiting means asking again, never sleeping on a guess.

mod dues;

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use duijie_proto::v1::{GetReferralRequest, Referral, ReferralState, SetClockRequest, Side};
use futures::future::try_join_all;
use tonic::Status;
use tonic_types::StatusExt;

use super::board::Board;
use super::perform::{self, At};
use super::report::{DueTold, StepTold};
use super::script::{Act, Case, Line, Source, Step};
use crate::args::{Role, times};
use crate::call::{found, steps::new_request_id};
use crate::client::{Client, Officer};
use crate::fleet::agencies::Fleet;
use crate::show::words;

/// How long both sides may take to agree after a step. Statements are at most ten seconds apart while something is open.
const AGREE_LIMIT: Duration = Duration::from_secs(45);

/// How often both sides are asked.
const ASK_EVERY: Duration = Duration::from_millis(15);

/// The cases under way.
pub struct Stage {
    clients: BTreeMap<String, Client>,
    division: String,
    /// The cases, with what they have become.
    pub plays: Vec<Play>,
}

/// One case under way.
pub struct Play {
    /// Its script.
    pub case: &'static Case,
    /// Its lines, its own first.
    pub lines: Vec<Thread>,
    /// Its steps so far.
    pub steps: Vec<StepTold>,
    /// Its deadlines that were looked at.
    pub dues: Vec<DueTold>,
}

/// One line under way.
pub struct Thread {
    /// What the script says of it.
    pub line: Line,
    /// The matter of its sender.
    pub matter: String,
    /// 一案一码
    dispute: String,
    /// Its referrals; the last is the present one.
    pub referrals: Vec<String>,
    /// Position of the newest entry in its matter's dossier.
    entry: u64,
}

/// What came of a step.
#[derive(Debug, Default, PartialEq)]
struct Done {
    matter: Option<(String, String)>,
    referral: Option<String>,
    entry: Option<u64>,
    answer: Option<Referral>,
}

/// A referral as both sides show it.
pub struct BothSides {
    /// The sender.
    pub sender: Option<Referral>,
    /// The receiver; none until it has arrived.
    pub receiver: Option<Referral>,
}

impl BothSides {
    /// Same state, same reference.
    #[must_use]
    pub fn agree(&self) -> bool {
        match (&self.sender, &self.receiver) {
            (Some(sender), Some(receiver)) => {
                sender.state == receiver.state && sender.reference == receiver.reference && sender.reference.is_some()
            }
            _ => false,
        }
    }
}

impl Play {
    fn new(case: &'static Case) -> Self {
        let thread =
            |line| Thread { line, matter: String::new(), dispute: String::new(), referrals: Vec::new(), entry: 0 };
        Self { case, lines: case.lines().map(thread).collect(), steps: Vec::new(), dues: Vec::new() }
    }

    fn line(&self, name: &str) -> anyhow::Result<usize> {
        let found = self.lines.iter().position(|thread| thread.line.name == name);
        found.with_context(|| format!("the script has no line `{name}`"))
    }
}

impl Stage {
    /// Connects to all agencies. Those of scripts that name only a role are of `division`.
    ///
    /// # Errors
    /// When one does not answer.
    pub async fn open(fleet: &Fleet, division: &str, cases: Vec<&'static Case>) -> anyhow::Result<Self> {
        let mut clients = BTreeMap::new();
        for agency in fleet.agencies() {
            clients.insert(agency.id().to_owned(), agency.client("演示", Role::Operator).await?);
        }
        Ok(Self { clients, division: division.to_owned(), plays: cases.into_iter().map(Play::new).collect() })
    }

    /// Plays all cases to their ends.
    ///
    /// # Errors
    /// When a step is refused that should not be, or both sides do not come to agree.
    pub async fn play(&mut self, board: &mut Board) -> anyhow::Result<()> {
        let mut steps: Vec<(usize, &'static Step)> = Vec::new();
        for (index, play) in self.plays.iter().enumerate() {
            steps.extend(play.case.steps.iter().map(|step| (index, step)));
        }
        // Stable: steps of one case and one moment keep their order.
        steps.sort_by_key(|(_, step)| step.at);
        let mut now = "";
        for (index, step) in steps {
            if step.at != now {
                now = step.at;
                self.set_clocks(now).await?;
            }
            let title = self.plays[index].case.title;
            let state = self.step(index, step);
            let state = state.await.with_context(|| format!("playing `{title}`, {} {}", step.at, step.act.zh()))?;
            board.step(&self.plays, index, step, state)?;
        }
        Ok(())
    }

    /// Everybody's client.
    pub fn clients(&self) -> impl Iterator<Item = &Client> {
        self.clients.values()
    }

    /// The referral as both sides show it now.
    ///
    /// # Errors
    /// When one of them does not answer.
    pub async fn both_sides(&self, line: Line, referral: &str) -> anyhow::Result<BothSides> {
        let ask = async |agency: &str| {
            let request = GetReferralRequest { referral_id: referral.to_owned(), min_position: 0 };
            anyhow::Ok(found(self.client(agency)?.referrals().get_referral(request).await)?)
        };
        let (sender, receiver) = tokio::try_join!(ask(line.sender), ask(line.receiver))?;
        Ok(BothSides { sender, receiver })
    }

    /// The id of an agency of which a script names the role, or role and division.
    fn id(&self, agency: &str) -> String {
        if agency.contains('.') { agency.to_owned() } else { format!("{}.{agency}", self.division) }
    }

    fn client(&self, agency: &str) -> anyhow::Result<&Client> {
        self.clients.get(&self.id(agency)).with_context(|| format!("there is no agency `{agency}`"))
    }

    async fn set_clocks(&self, to: &str) -> anyhow::Result<()> {
        let to = times::instant(to).map_err(anyhow::Error::msg)?;
        let sets = self.clients.iter().map(|(id, client)| async move {
            let set = client.sandbox().set_clock(SetClockRequest { to: Some(to) }).await;
            set.with_context(|| format!("setting the clock of `{id}`"))
        });
        try_join_all(sets).await?;
        Ok(())
    }

    /// Does one step and waits until both sides show it; returns the state they then show, 0 where there is none.
    async fn step(&mut self, index: usize, step: &Step) -> anyhow::Result<i32> {
        let place = self.plays[index].line(step.on)?;
        self.find_matter(index, place).await?;
        let request = new_request_id();
        let state = match &step.act {
            Act::Due(..) => {
                let told = self.due(index, place, step).await?;
                self.plays[index].dues.extend(told);
                0
            }
            Act::Advised(article) => {
                self.advised(index, place, article).await?;
                0
            }
            Act::OneDispute(other) => {
                let other = self.plays[index].line(other)?;
                self.one_dispute(index, place, other).await?;
                0
            }
            Act::Refused(act, code) => {
                refused(self.perform(index, place, step, act, &request).await, code)?;
                0
            }
            Act::Twice(act) => {
                let first = self.perform(index, place, step, act, &request).await?;
                let second = self.perform(index, place, step, act, &request).await?;
                ensure!(first == second, "the same request got another answer: {first:?}, then {second:?}");
                self.keep(index, place, first);
                self.agreed(index, place, act).await?
            }
            act => {
                let done = self.perform(index, place, step, act, &request).await?;
                self.keep(index, place, done);
                self.agreed(index, place, act).await?
            }
        };
        let line = self.plays[index].lines[place].line;
        let agency = self.id(if step.act.side() == Side::Sender { line.sender } else { line.receiver });
        self.plays[index].steps.push(StepTold::new(step, agency, state));
        Ok(state)
    }

    /// The matter of another line is known once that has one, or once that has brought it.
    async fn find_matter(&mut self, index: usize, place: usize) -> anyhow::Result<()> {
        let play = &self.plays[index];
        let thread = &play.lines[place];
        let by = match thread.line.matter {
            Source::BroughtBy(name) if thread.matter.is_empty() => &play.lines[play.line(name)?],
            Source::SameAs(name) => {
                let same = play.lines[play.line(name)?].matter.clone();
                self.plays[index].lines[place].matter = same;
                return Ok(());
            }
            Source::BroughtBy(_) | Source::Registered => return Ok(()),
        };
        let referral =
            by.referrals.last().with_context(|| format!("line `{}` has brought nothing yet", by.line.name))?;
        let received = self.both_sides(by.line, referral).await?.receiver;
        self.plays[index].lines[place].matter = received.context("it has not arrived yet")?.matter_id;
        Ok(())
    }

    async fn perform(&self, index: usize, place: usize, step: &Step, act: &Act, request: &str) -> anyhow::Result<Done> {
        let Play { case, lines, .. } = &self.plays[index];
        let thread = &lines[place];
        let line = thread.line;
        let agency = if act.side() == Side::Sender { line.sender } else { line.receiver };
        let rank = if matches!(act, Act::AnswerRecall(_) | Act::LeaderEntry(_)) { Role::Leader } else { Role::Clerk };
        let client = self.client(agency)?.by(Officer::new(step.by, rank)?);
        let (receiver, last) = (self.id(line.receiver), thread.referrals.last().map(String::as_str));
        let at =
            At { client: &client, case, line, matter: &thread.matter, referral: last, receiver: &receiver, request };
        let mut done = Done::default();
        match act {
            Act::Register => done.matter = Some(perform::register(&at).await?),
            Act::Refer(opinion) => done.referral = Some(perform::refer(&at, opinion, None).await?),
            Act::ReferAgain(opinion) => done.referral = Some(perform::refer(&at, opinion, last).await?),
            Act::ApplyForConfirmation(effective, agreement) => {
                done.referral = Some(perform::apply(&at, effective, agreement).await?);
            }
            Act::Own(own) => {
                let now = times::instant(step.at).map_err(anyhow::Error::msg)?;
                perform::own(&at, own, now).await?;
            }
            Act::Entry(entry) | Act::LeaderEntry(entry) => {
                done.entry = Some(perform::entry(&at, entry, &lines[0].dispute, thread.entry).await?);
            }
            Act::Close(reason) => perform::close(&at, reason).await?,
            act => done.answer = perform::step(&at, act).await?,
        }
        Ok(done)
    }

    /// What two lines are about bears one dispute code at everyone who has it.
    async fn one_dispute(&self, index: usize, place: usize, other: usize) -> anyhow::Result<()> {
        let mut codes = Vec::new();
        for thread in [&self.plays[index].lines[place], &self.plays[index].lines[other]] {
            codes.extend(self.shown(thread).await?.into_iter().map(|(matter, _)| matter.dispute_code));
        }
        codes.dedup();
        ensure!(codes.len() == 1, "the matters bear different dispute codes: {codes:?}");
        Ok(())
    }

    fn keep(&mut self, index: usize, place: usize, done: Done) {
        let thread = &mut self.plays[index].lines[place];
        if let Some(matter) = done.matter {
            (thread.matter, thread.dispute) = matter;
        }
        thread.entry = done.entry.unwrap_or(thread.entry);
        thread.referrals.extend(done.referral);
    }

    /// Asks both sides until they show what the step leads to, and the one who acted knows that it arrived.
    async fn agreed(&self, index: usize, place: usize, act: &Act) -> anyhow::Result<i32> {
        if matches!(act, Act::Register | Act::Own(_) | Act::Entry(_) | Act::LeaderEntry(_) | Act::Close(_)) {
            return Ok(ReferralState::Unspecified.into());
        }
        let thread = &self.plays[index].lines[place];
        let id = thread.referrals.last().context("the script has no referral yet")?;
        let mut seen = None;
        let asked = tokio::time::timeout(AGREE_LIMIT, async {
            let mut ask = tokio::time::interval(ASK_EVERY);
            loop {
                ask.tick().await;
                let both = self.both_sides(thread.line, id).await?;
                let state = arrived(&both, act);
                seen = Some(both);
                if let Some(state) = state {
                    return anyhow::Ok(state);
                }
            }
        });
        if let Ok(state) = asked.await {
            return state;
        }
        let shown = |referral: Option<&Referral>| match referral {
            Some(referral) => format!("{} {:?}", words::referral_state(referral.state), referral.delivery),
            None => "nothing".to_owned(),
        };
        let both = seen.as_ref();
        bail!(
            "after {AGREE_LIMIT:?} the sides do not agree on `{id}`: the sender shows {}, the receiver {}",
            shown(both.and_then(|both| both.sender.as_ref())),
            shown(both.and_then(|both| both.receiver.as_ref())),
        )
    }
}

/// The state that both sides show, once it is the one that `act` leads to and whoever acted knows that it arrived.
fn arrived(both: &BothSides, act: &Act) -> Option<i32> {
    let (sender, receiver) = (both.sender.as_ref()?, both.receiver.as_ref()?);
    let acted = if act.side() == Side::Sender { sender } else { receiver };
    let as_expected = act.leads_to().is_none_or(|state| sender.state == i32::from(state));
    let delivered = acted.delivery.as_ref().is_some_and(|delivery| delivery.delivered);
    (both.agree() && as_expected && delivered).then_some(sender.state)
}

/// That a step was refused with this code, and with no other and not at all done.
fn refused(outcome: anyhow::Result<Done>, code: &str) -> anyhow::Result<()> {
    let error = match outcome {
        Ok(done) => bail!("it was done and should have been refused with `{code}`: {done:?}"),
        Err(error) => error,
    };
    let reason = error.downcast_ref::<Status>().and_then(StatusExt::get_details_error_info).map(|info| info.reason);
    ensure!(reason.as_deref() == Some(code), "it should have been refused with `{code}`, not so: {error:#}");
    Ok(())
}

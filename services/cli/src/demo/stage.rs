//! Plays the scripts: all steps of all cases in the order of their dates, all four clocks together, and after each step waits until
//! both sides show the same. Waiting means asking again, never sleeping on a guess.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use duijie_proto::v1::{GetReferralRequest, Referral, ReferralState, SetClockRequest, Side};
use futures::future::try_join_all;

use super::board::Board;
use super::perform;
use super::script::{Act, Case, Step};
use crate::args::{Role, times};
use crate::call::found;
use crate::client::{Client, Officer};
use crate::fleet::agencies::Fleet;
use crate::show::words;

/// How long both sides may take to agree after a step. Statements are at most ten seconds apart while something is open.
const AGREE_LIMIT: Duration = Duration::from_secs(45);

/// How often both sides are asked.
const ASK_EVERY: Duration = Duration::from_millis(15);

/// The cases under way.
pub struct Stage {
    clients: BTreeMap<String, (String, Client)>,
    /// The cases, with what they have become.
    pub plays: Vec<Play>,
}

/// One case under way.
pub struct Play {
    /// Its script.
    pub case: &'static Case,
    /// The sender's matter.
    pub matter: String,
    /// Its referrals; the last is the present one.
    pub referrals: Vec<String>,
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

impl Stage {
    /// Connects to all agencies.
    ///
    /// # Errors
    /// When one does not answer.
    pub async fn open(fleet: &Fleet, cases: Vec<&'static Case>) -> anyhow::Result<Self> {
        let mut clients = BTreeMap::new();
        for agency in fleet.agencies() {
            let client = agency.client("演示", Role::Operator).await?;
            clients.insert(agency.role().to_owned(), (agency.id().to_owned(), client));
        }
        let plays = cases.into_iter().map(|case| Play { case, matter: String::new(), referrals: Vec::new() });
        Ok(Self { clients, plays: plays.collect() })
    }

    /// Plays all cases to their ends.
    ///
    /// # Errors
    /// When a step is refused, or both sides do not come to agree.
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

    /// Everybody's client, with the agency's id.
    pub fn clients(&self) -> impl Iterator<Item = &(String, Client)> {
        self.clients.values()
    }

    /// The referral as both sides show it now.
    ///
    /// # Errors
    /// When one of them does not answer.
    pub async fn both_sides(&self, case: &Case, referral: &str) -> anyhow::Result<BothSides> {
        let ask = async |role: &str| {
            let request = GetReferralRequest { referral_id: referral.to_owned(), min_position: 0 };
            anyhow::Ok(found(self.client(role)?.1.referrals().get_referral(request).await)?)
        };
        let (sender, receiver) = tokio::try_join!(ask(case.sender), ask(case.receiver))?;
        Ok(BothSides { sender, receiver })
    }

    fn client(&self, role: &str) -> anyhow::Result<&(String, Client)> {
        self.clients.get(role).with_context(|| format!("there is no agency with the role `{role}`"))
    }

    async fn set_clocks(&self, to: &str) -> anyhow::Result<()> {
        let to = times::instant(to).map_err(anyhow::Error::msg)?;
        let sets = self.clients.values().map(|(id, client)| async move {
            let set = client.sandbox().set_clock(SetClockRequest { to: Some(to) }).await;
            set.with_context(|| format!("setting the clock of `{id}`"))
        });
        try_join_all(sets).await?;
        Ok(())
    }

    /// Does one step and waits until both sides show it; returns the state they then show.
    async fn step(&mut self, index: usize, step: &Step) -> anyhow::Result<i32> {
        let Play { case, matter, referrals } = &self.plays[index];
        let role = if step.act.side() == Side::Sender { case.sender } else { case.receiver };
        let rank = if matches!(step.act, Act::AnswerRecall(_)) { Role::Leader } else { Role::Clerk };
        let client = self.client(role)?.1.by(Officer::new(step.by, rank)?);
        match &step.act {
            Act::Register => {
                self.plays[index].matter = perform::register(&client, case).await?;
                return Ok(ReferralState::Unspecified.into());
            }
            Act::Refer(opinion) | Act::ReferAgain(opinion) => {
                let receiver = self.client(case.receiver)?.0.clone();
                let replaces = referrals.last().filter(|_| matches!(step.act, Act::ReferAgain(_)));
                let replaces = replaces.map(String::as_str);
                let id = perform::refer(&client, case, matter, receiver, opinion, replaces).await?;
                self.plays[index].referrals.push(id);
            }
            act => {
                let id = referrals.last().context("the script has no referral yet")?;
                perform::step(&client, id, act).await?;
            }
        }
        self.agreed(&self.plays[index], &step.act).await
    }

    /// Asks both sides until they show what the step leads to, and the one who acted knows that it arrived.
    async fn agreed(&self, play: &Play, act: &Act) -> anyhow::Result<i32> {
        let id = play.referrals.last().context("the script has no referral yet")?;
        let mut seen = None;
        let asked = tokio::time::timeout(AGREE_LIMIT, async {
            let mut ask = tokio::time::interval(ASK_EVERY);
            loop {
                ask.tick().await;
                let both = self.both_sides(play.case, id).await?;
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

/// Checks the scripts themselves, so that a mistake in a date is not a mystery of the exchange.
///
/// # Errors
/// What is wrong with which case.
pub fn check(cases: &[&Case]) -> anyhow::Result<()> {
    for case in cases {
        let ordered = case.steps.windows(2).all(|pair| pair[0].at <= pair[1].at);
        ensure!(ordered, "the steps of `{}` are not in the order of their dates", case.title);
        for step in case.steps {
            times::instant(step.at).map_err(|error| anyhow::anyhow!("`{}`, `{}`: {error}", case.title, step.at))?;
        }
    }
    Ok(())
}

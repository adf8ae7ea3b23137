//! How the demo ended: every referral as both sides show it, and the counts that must be zero.

use std::time::Duration;

use comfy_table::{Cell, Color};
use duijie_proto::v1::{ListPeersRequest, Referral, ReferralState};
use serde::Serialize;

use super::stage::{BothSides, Stage, Thread};
use crate::show::{tables, words};

/// How long the last letters may take to be shown delivered.
const QUIET_LIMIT: Duration = Duration::from_secs(45);

/// How often the peers are asked.
const ASK_EVERY: Duration = Duration::from_millis(25);

/// Every referral and the counts.
pub struct Summary {
    /// The counts.
    pub totals: Totals,
    /// How many deadlines were compared with what their scripts say.
    pub checked: usize,
    /// Of those the ones that differ.
    pub wrong: usize,
    referrals: Vec<(&'static str, &'static str, BothSides)>,
}

/// The counts, as the last line of `--json` prints them.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Totals {
    /// Referrals played.
    pub referrals: usize,
    /// Those whose result the sender signed for.
    pub closed: usize,
    /// Those that lapsed.
    pub lapsed: usize,
    /// Those on which the two sides do not show the same state and the same letter.
    pub mismatches: usize,
    /// Letters that are not known to have arrived.
    pub undelivered: u64,
    /// Letters sent by all agencies.
    pub letters: u64,
    /// How long it took from the command to here.
    pub seconds: f64,
}

/// Waits until no letter is under way, then compares.
///
/// # Errors
/// When an agency does not answer.
pub(super) async fn of(stage: &Stage) -> anyhow::Result<Summary> {
    let mut totals = Totals::default();
    let mut referrals = Vec::new();
    (totals.letters, totals.undelivered) = quiet(stage).await?;
    for play in &stage.plays {
        let referrals_of = |thread: &'_ Thread| {
            let line = thread.line;
            thread.referrals.clone().into_iter().map(move |id| (line, id)).collect::<Vec<_>>()
        };
        for (line, id) in play.lines.iter().flat_map(referrals_of) {
            let both = stage.both_sides(line, &id).await?;
            totals.referrals += 1;
            totals.mismatches += usize::from(!both.agree());
            let is = |state: ReferralState| both.sender.as_ref().is_some_and(|it| it.state == i32::from(state));
            totals.closed += usize::from(is(ReferralState::Confirmed));
            totals.lapsed += usize::from(is(ReferralState::Lapsed));
            referrals.push((play.case.title, line.kind, both));
        }
    }
    let dues = stage.plays.iter().flat_map(|play| &play.dues);
    let (mut checked, mut wrong) = (0, 0);
    for due in dues {
        checked += 1;
        wrong += usize::from(!due.is_right());
    }
    Ok(Summary { totals, referrals, checked, wrong })
}

/// Letters and undelivered letters, once there are none under way or it has taken too long.
async fn quiet(stage: &Stage) -> anyhow::Result<(u64, u64)> {
    let mut last = (0, 0);
    let waited = tokio::time::timeout(QUIET_LIMIT, async {
        let mut ask = tokio::time::interval(ASK_EVERY);
        loop {
            ask.tick().await;
            last = (0, 0);
            for client in stage.clients() {
                for peer in client.peers().list_peers(ListPeersRequest {}).await?.into_inner().peers {
                    last.0 += peer.committed;
                    last.1 += peer.committed.saturating_sub(peer.delivered);
                }
            }
            if last.1 == 0 {
                return anyhow::Ok(());
            }
        }
    });
    // If it took too long, the count itself says so.
    if let Ok(asked) = waited.await {
        asked?;
    }
    Ok(last)
}

impl Summary {
    /// Whether both sides of every referral agree, every letter arrived, and every deadline is as its script says.
    #[must_use]
    pub const fn agrees(&self) -> bool {
        self.totals.mismatches == 0
            && self.totals.undelivered == 0
            && self.wrong == 0
            && self.totals.referrals + self.checked > 0
    }

    /// One line per referral, both sides beside each other.
    #[must_use]
    pub fn table(&self) -> String {
        let mut table =
            tables::table(["类别", "标题", "移交方", "移交方状态", "依据函件", "接收方状态", "依据函件", "一致"]);
        for (title, kind, both) in &self.referrals {
            let state = |side: &Option<Referral>| side.as_ref().map(|it| words::referral_state(it.state));
            let letter = |side: &Option<Referral>| {
                let reference = side.as_ref().and_then(|it| it.reference.as_ref());
                reference.map(|it| format!("第 {} 号 {}", it.number, words::short(&it.content)))
            };
            let sender = both.sender.as_ref().map(|it| it.sender.clone());
            table.add_row([
                Cell::new(words::kind(kind)),
                Cell::new(title),
                Cell::new(sender.unwrap_or_default()),
                Cell::new(state(&both.sender).unwrap_or_default()),
                Cell::new(letter(&both.sender).unwrap_or_default()),
                Cell::new(state(&both.receiver).unwrap_or_default()),
                Cell::new(letter(&both.receiver).unwrap_or_default()),
                if both.agree() { Cell::new("是").fg(Color::Green) } else { Cell::new("否").fg(Color::Red) },
            ]);
        }
        table.to_string()
    }

    /// Everything in one sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let Totals { referrals, closed, lapsed, mismatches, undelivered, letters, seconds } = &self.totals;
        let dues = match self.checked {
            0 => String::new(),
            checked => format!("核对期限 {checked} 个，与脚本不符 {}；", self.wrong),
        };
        format!(
            "{dues}对接 {referrals} 件：结果已签收 {closed}，逾期未确认 {lapsed}；双方不一致 {mismatches}；函 {letters} 件，\
             未送达 {undelivered}；用时 {seconds} 秒"
        )
    }
}

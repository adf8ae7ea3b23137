//! Open items (台账): what a supervision, or a petition assigned (交办), says to those who keep the list, and what is still to be
//! done before it can be struck off (销号). Nothing here asks a service.

use comfy_table::Cell;
use duijie_core::petition::ASSIGNMENT;
use duijie_proto::v1::{Deadline, DeadlineState, Duty, LetterRef, Referral, ReferralState, Side, Supervision};
use serde_json::{Value, json};

use super::{json::instant, tables, words};

/// A day in seconds.
const DAY: i64 = 24 * 3600;

/// One supervision or assignment, on whichever side this agency is.
#[derive(Debug, Clone)]
pub struct Item {
    /// The supervision or assignment itself.
    pub referral: Referral,
    /// For a report to us: the supervision that we sent to the agency it is about, if there is one.
    pub ordered: Option<Referral>,
    /// For an assignment of ours after a leader's reception: until when it is followed up (跟踪督办).
    pub followed: Option<Deadline>,
}

/// What is still to be done before an item can be struck off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToDo {
    /// Stable, for programs.
    pub code: &'static str,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// Whether a referral can still change.
#[must_use]
pub fn is_open(state: ReferralState) -> bool {
    OPEN.contains(&state)
}

/// The states of what is not struck off yet.
pub const OPEN: [ReferralState; 7] = [
    ReferralState::Sent,
    ReferralState::Arrived,
    ReferralState::Acknowledged,
    ReferralState::Objected,
    ReferralState::Accepted,
    ReferralState::Suspended,
    ReferralState::Concluded,
];

impl Item {
    /// An assignment is to be read as an order to report on the petition; what it owes is missed once that is overdue.
    fn supervision(&self) -> Supervision {
        if !self.is_assignment() {
            return self.referral.supervision.clone().unwrap_or_default();
        }
        let missed = self.report().filter(|report| report.overdue);
        let due = missed.and_then(|report| report.due.clone()).unwrap_or_default();
        Supervision {
            agency: self.referral.receiver.clone(),
            missed_duty: missed.map_or(0, |report| report.duty),
            missed_rule_id: due.rule_id,
            missed_due: due.due,
            ..Supervision::default()
        }
    }

    fn is_assignment(&self) -> bool {
        self.referral.kind == ASSIGNMENT
    }

    /// When an assignment is reported on, while that is owed.
    fn report(&self) -> Option<&Deadline> {
        let owed = |it: &&Deadline| it.duty() == Duty::Handle && it.state() == DeadlineState::Open;
        self.referral.deadlines.iter().find(owed)
    }

    /// Whether it tells an agency about another's duty instead of ordering that agency itself.
    #[must_use]
    pub fn is_report(&self) -> bool {
        self.supervision().agency != self.referral.receiver
    }

    /// Days since the missed duty was due, the one that has begun included; none if nothing was missed or it is struck off.
    #[must_use]
    pub fn days_overdue(&self, now: &prost_types::Timestamp) -> Option<i64> {
        let due = self.supervision().missed_due.filter(|_| is_open(self.referral.state()))?;
        Some(
            (now.seconds - due.seconds).max(0).div_euclid(DAY)
                + i64::from((now.seconds - due.seconds).max(0) % DAY > 0),
        )
    }

    /// What comes next, by stage, side, and what was ordered of the agency that owes the duty.
    #[must_use]
    pub fn to_do(&self) -> Option<ToDo> {
        let ours = self.referral.side() == Side::Sender;
        let (code, zh, en) = match (self.referral.state(), ours) {
            (ReferralState::Sent | ReferralState::Arrived, true) => {
                ("await_signature", "等待对方签收".into(), "the receiver has to sign for it".into())
            }
            (ReferralState::Sent | ReferralState::Arrived, false) => ("sign", "签收".into(), "sign for it".into()),
            (ReferralState::Concluded, true) => {
                ("sign_for_answer", "签收答复后销号".into(), "sign for the answer, which strikes it off".into())
            }
            (ReferralState::Concluded, false) => (
                "await_signature_for_answer",
                "已答复，等待对方签收答复".into(),
                "answered; the sender has to sign for the answer".into(),
            ),
            (ReferralState::Objected, true) if self.is_assignment() => {
                ("answer_objection", "核实异议并答复".into(), "verify the objection and answer it".into())
            }
            (state, true) if is_open(state) && self.is_assignment() => {
                ("await_report", "等待对方报送办结报告".into(), "the receiver has to report on it".into())
            }
            (state, false) if is_open(state) && self.is_assignment() => {
                ("report", "报送办结报告".into(), "report what became of it".into())
            }
            (state, true) if is_open(state) => {
                ("await_answer", "等待对方书面答复".into(), "the receiver has to answer in writing".into())
            }
            (state, false) if is_open(state) && self.is_report() => return Some(self.on_a_report()),
            (state, false) if is_open(state) => ("answer", "书面答复".into(), "answer it in writing".into()),
            (_, _) => return None,
        };
        Some(ToDo { code, zh, en })
    }

    /// A report is answered once the agency it is about has answered.
    fn on_a_report(&self) -> ToDo {
        let about = self.supervision().agency;
        let (code, zh, en) = match &self.ordered {
            None => ("order", format!("向 {about} 发督办函"), format!("send a supervision to {about}")),
            Some(ordered) if is_open(ordered.state()) => (
                "await_ordered",
                format!("督办函 {} 尚未销号", ordered.referral_id),
                format!("supervision {} is not struck off yet", ordered.referral_id),
            ),
            Some(ordered) => (
                "answer_report",
                format!("督办函 {} 已销号，答复报告单位", ordered.referral_id),
                format!("supervision {} is struck off; answer the report", ordered.referral_id),
            ),
        };
        ToDo { code, zh, en }
    }

    /// When it was struck off and by which letter; none while it is open.
    fn struck_off(&self) -> Option<(Option<prost_types::Timestamp>, LetterRef)> {
        let referral = &self.referral;
        (!is_open(referral.state())).then(|| (referral.ended_at, referral.reference.clone().unwrap_or_default()))
    }
}

/// One line per item, for people.
#[must_use]
pub fn table(items: &[Item], now: &prost_types::Timestamp) -> String {
    let head = [
        "督办",
        "一案一码",
        "标题",
        "类型",
        "责任单位",
        "逾期义务",
        "到期",
        "跟踪至",
        "逾期天数",
        "状态",
        "销号前还须",
        "销号",
        "答复",
    ];
    let mut table = tables::table(head);
    for item in items {
        let (referral, supervision) = (&item.referral, item.supervision());
        let missed = supervision.missed_due.is_some();
        let struck = item.struck_off().map(|(at, letter)| {
            format!("{} {}", words::minute(at.as_ref()), tables::reference(Some(&letter))).trim().to_owned()
        });
        let overdue = item.days_overdue(now).map(|days| days.to_string()).unwrap_or_default();
        table.add_row(vec![
            Cell::new(&referral.referral_id),
            Cell::new(&referral.dispute_code),
            Cell::new(&referral.title),
            Cell::new(kind(item)),
            Cell::new(&supervision.agency),
            Cell::new(if missed { missed_duty(&supervision) } else { String::new() }),
            Cell::new(
                item.report()
                    .map_or_else(|| words::minute(supervision.missed_due.as_ref()), |report| report.due_text.clone()),
            ),
            Cell::new(item.followed.as_ref().map_or("", |followed| followed.due_text.as_str())),
            Cell::new(overdue),
            Cell::new(words::referral_state(referral.state)),
            Cell::new(item.to_do().map(|it| it.zh).unwrap_or_default()),
            Cell::new(struck.unwrap_or_default()),
            Cell::new(answer(referral).unwrap_or_default()),
        ]);
    }
    let open = items.iter().filter(|item| is_open(item.referral.state())).count();
    format!("{table}\n共 {} 件，未销号 {open} 件", items.len())
}

fn kind(item: &Item) -> &'static str {
    if item.is_assignment() {
        return if item.referral.side() == Side::Sender { "交办" } else { "承办" };
    }
    match (item.is_report(), item.referral.side() == Side::Sender) {
        (true, true) => "报告",
        (true, false) => "收到报告",
        (false, true) => "督办函",
        (false, false) => "被督办",
    }
}

fn missed_duty(supervision: &Supervision) -> String {
    format!("{} {}", words::duty(supervision.missed_duty), supervision.missed_rule_id)
}

fn answer(referral: &Referral) -> Option<String> {
    let outcome = referral.outcome.as_ref()?;
    let answer = outcome.answer.as_ref().or(outcome.reply.as_ref())?;
    Some(answer.text.clone())
}

/// The same for programs.
///
/// # Errors
/// When there is no message `Referral` in the contract, which a test would show.
pub fn document(items: &[Item], now: &prost_types::Timestamp) -> anyhow::Result<Value> {
    let items = items.iter().map(|item| one(item, now)).collect::<anyhow::Result<Vec<_>>>()?;
    Ok(json!({ "as_of": instant(now), "items": items }))
}

fn one(item: &Item, now: &prost_types::Timestamp) -> anyhow::Result<Value> {
    let referral = super::json::value("Referral", &item.referral)?;
    let to_do = item.to_do().map(|it| json!({ "code": it.code, "zh": it.zh, "en": it.en }));
    let struck = item.struck_off().map(|_| json!({ "at": referral["ended_at"], "by": referral["reference"] }));
    let supervision = super::json::value("Supervision", &item.supervision())?;
    let missed = item.supervision().missed_due.map(|_| {
        let it = &supervision;
        json!({ "duty": it["missed_duty"], "rule_id": it["missed_rule_id"], "due": it["missed_due"] })
    });
    let due = |deadline: Option<&Deadline>| deadline.and_then(|it| it.due.as_ref()?.due).map(|at| instant(&at));
    Ok(json!({
        "referral_id": referral["referral_id"],
        "dispute_code": referral["dispute_code"],
        "title": referral["title"],
        "type": match (item.is_assignment(), item.is_report()) {
            (true, _) => "assignment",
            (false, true) => "report",
            (false, false) => "order",
        },
        "side": referral["side"],
        "sender": referral["sender"],
        "receiver": referral["receiver"],
        "agency": supervision["agency"],
        "about_referral": supervision["about_referral"],
        "missed": missed,
        "report_due": due(item.report()),
        "followed_until": due(item.followed.as_ref()),
        "days_overdue": item.days_overdue(now),
        "state": referral["state"],
        "to_do": to_do,
        "ordered": item.ordered.as_ref().map(|ordered| &ordered.referral_id),
        "struck_off": struck,
        "answer": answer(&item.referral),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use duijie_proto::v1::Due;

    fn at(seconds: i64) -> prost_types::Timestamp {
        prost_types::Timestamp { seconds, nanos: 0 }
    }

    fn item(side: Side, state: ReferralState, agency: &str) -> Item {
        let supervision =
            Supervision { agency: agency.to_owned(), missed_due: Some(at(DAY)), missed_duty: 3, ..Default::default() };
        let referral = Referral {
            referral_id: "r-9".into(),
            receiver: "320102.overseer".into(),
            side: side.into(),
            state: state.into(),
            supervision: Some(supervision),
            ..Referral::default()
        };
        Item { referral, ordered: None, followed: None }
    }

    #[test]
    fn a_day_that_has_begun_is_a_day_overdue() {
        let item = item(Side::Sender, ReferralState::Accepted, "320102.bureau");
        let days = |seconds| item.days_overdue(&at(seconds));
        assert_eq!((days(DAY), days(DAY + 1), days(2 * DAY), days(2 * DAY + 1)), (Some(0), Some(1), Some(1), Some(2)));
    }

    #[test]
    fn a_report_waits_for_the_supervision_that_follows_from_it() {
        let report = item(Side::Receiver, ReferralState::Accepted, "320102.bureau");
        let code = |item: &Item| item.to_do().map(|it| it.code);
        assert_eq!(code(&report), Some("order"));
        let ordered =
            |state| Item { ordered: Some(item(Side::Sender, state, "320102.overseer").referral), ..report.clone() };
        assert_eq!(code(&ordered(ReferralState::Concluded)), Some("await_ordered"));
        assert_eq!(code(&ordered(ReferralState::Confirmed)), Some("answer_report"));
    }

    #[test]
    fn an_assignment_waits_for_its_report_and_is_overdue_once_that_is() {
        let due = Due { due: Some(at(DAY)), rule_id: "XF10".into(), ..Due::default() };
        let report = Deadline {
            duty: Duty::Handle.into(),
            state: DeadlineState::Open.into(),
            overdue: true,
            due: Some(due),
            ..Deadline::default()
        };
        let mut item = item(Side::Sender, ReferralState::Accepted, "");
        item.referral = Referral { kind: ASSIGNMENT.into(), deadlines: vec![report], ..item.referral };
        assert_eq!((item.to_do().unwrap().code, item.days_overdue(&at(2 * DAY))), ("await_report", Some(1)));
        let told = document(&[item], &at(2 * DAY)).unwrap()["items"][0].clone();
        assert_eq!((told["type"].as_str(), told["missed"]["rule_id"].as_str()), (Some("assignment"), Some("XF10")));
        assert_eq!(told["agency"], "320102.overseer");
    }

    #[test]
    fn what_is_struck_off_wants_nothing_and_counts_no_days() {
        let done = item(Side::Sender, ReferralState::Confirmed, "320102.bureau");
        assert_eq!((done.to_do(), done.days_overdue(&at(9 * DAY))), (None, None));
        assert_eq!(document(&[done], &at(9 * DAY)).unwrap()["items"][0]["struck_off"]["at"], Value::Null);
    }
}

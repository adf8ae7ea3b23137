//! Deadlines as resources, and the day-by-day explanation of one.

use super::View;
use crate::codec::{
    field::{or_empty, proto_instant},
    tokens,
    values::proto_due,
};
use duijie_core::{
    due::{DayLine, Due, display_due, explain},
    matter::{DeadlineKey, Matter},
    referral::{Deadline, DeadlineStatus, Duty, Owed, Referral, Side, Stage},
    rules::Rules,
    term::{Roll, Term, Unit, Words},
    terms_common,
    time::{Timestamp, Weekday},
};
use duijie_proto::v1;

impl View<'_> {
    pub(in crate::grpc) fn deadlines(&self, matter: &Matter, referral: &Referral) -> Vec<v1::Deadline> {
        referral.deadlines.iter().map(|deadline| self.deadline(matter, referral, deadline)).collect()
    }

    /// A duty of a referral.
    pub(in crate::grpc) fn deadline(&self, matter: &Matter, referral: &Referral, deadline: &Deadline) -> v1::Deadline {
        let done = deadline.duty == Duty::FeedBack && self.fed_back(referral);
        let mut shown = self.term(matter, deadline);
        if done && deadline.status == DeadlineStatus::Open {
            shown.state = v1::DeadlineState::Met as i32;
            shown.overdue = false;
        }
        if deadline.owed == Owed::ByPeer {
            referral.peer.as_str().clone_into(&mut shown.owed_by);
        }
        shown.deadline_id = format!("{}/{}", referral.id, deadline.duty.as_str());
        shown.referral_id = referral.id.as_str().to_owned();
        shown.kind = referral.kind.as_str().to_owned();
        shown.peer = referral.peer.as_str().to_owned();
        shown.first = self.first_of(matter) == Some(DeadlineKey::Referral(referral.id.clone(), deadline.duty));
        shown
    }

    /// What every deadline has, as one that this agency owes.
    pub(super) fn term(&self, matter: &Matter, deadline: &Deadline) -> v1::Deadline {
        let (state, met_at) = match deadline.status {
            DeadlineStatus::Open => (v1::DeadlineState::Open, None),
            DeadlineStatus::Suspended => (v1::DeadlineState::Suspended, None),
            DeadlineStatus::Met { at } => (v1::DeadlineState::Met, Some(at)),
            DeadlineStatus::Cancelled { .. } => (v1::DeadlineState::Cancelled, None),
        };
        let reviewed = deadline.review.as_ref().map(|review| &review.climb).filter(|climb| climb.stage.is_some());
        let climb = reviewed.unwrap_or(&deadline.climb);
        v1::Deadline {
            matter_id: matter.id.as_str().to_owned(),
            title: matter.subject.title.as_str().to_owned(),
            duty: tokens::duty_number(deadline.duty),
            state: state as i32,
            due: Some(proto_due(&deadline.due)),
            owed_by: self.office.me.as_str().to_owned(),
            overdue: deadline.overdue(self.now),
            fired_at: deadline.fired_at.map(proto_instant),
            met_at: met_at.map(proto_instant),
            due_text: display_due(deadline.due.due),
            earlier: deadline.earlier.iter().map(proto_due).collect(),
            step: climb.stage.map_or(0, tokens::remind_stage_number),
            told: or_empty(climb.told.as_ref()),
            step_position: climb.position,
            next_step_at: deadline.wake().map(|wake| proto_instant(wake.at)),
            ..v1::Deadline::default()
        }
    }

    /// The open deadline of the matter that is due first.
    pub(super) fn first_of(&self, matter: &Matter) -> Option<DeadlineKey> {
        let own = matter.own.iter().map(|own| (&own.deadline, DeadlineKey::Own(own.id.clone())));
        let of_referrals = matter.referrals.iter().flat_map(|referral| {
            let done = |deadline: &Deadline| deadline.duty == Duty::FeedBack && self.fed_back(referral);
            let open = referral.deadlines.iter().filter(move |deadline| !done(deadline));
            open.map(|deadline| (deadline, DeadlineKey::Referral(referral.id.clone(), deadline.duty)))
        });
        let open = own.chain(of_referrals).filter(|(deadline, _)| deadline.status == DeadlineStatus::Open);
        open.map(|(deadline, key)| (deadline.due.due, key)).min().map(|(_, key)| key)
    }

    /// Our result is known to have reached the sender, although nobody has recorded it yet.
    fn fed_back(&self, referral: &Referral) -> bool {
        referral.side == Side::Receiver
            && referral.stage == Stage::Concluded
            && referral.reference.from != referral.peer
            && referral.reference.number <= self.delivered(referral)
    }

    /// Every day from the start of the term to its end. It is counted with our calendar; where the agency that owes the
    /// duty counted with another, or cut the term at an earlier one, the sentence says so.
    pub(in crate::grpc) fn explained(&self, shown: v1::Deadline, deadline: &Deadline) -> v1::ExplainDeadlineResponse {
        let due = &deadline.due;
        let (pauses, data) = (deadline.ended_pauses(), self.office.data.get());
        let explained = |due: &Due| explain(&due.counting(), due.started_at, &pauses, &data.calendar);
        let told = explained(due);
        // An extension begins on the last day of the term before it, which is told there already.
        let before = deadline.earlier.iter().flat_map(|earlier| explained(earlier).days);
        let again = usize::from(!deadline.earlier.is_empty());
        let days = before.chain(told.days.iter().skip(again).cloned()).map(|line| day(&line)).collect();
        let (rule_zh, rule_en) = rule_name(&data.rules, deadline);
        let Words { zh: unit_zh, en: unit_en } = due.unit.words();
        let ends = display_due(due.due);
        let (started, length) = (due.started_at.beijing_date(), due.length);
        let mut text_zh =
            format!("{rule_zh}：自 {started} 起算，期限 {length} {unit_zh}，至 {ends} 届满（{}）", due.basis);
        let mut text_en =
            format!("{rule_en}: {length} {unit_en} from {started}, ends at {ends} Beijing time ({})", due.basis);
        if told.due.due != due.due {
            let counted = display_due(told.due.due);
            let (theirs, ours) = (&due.calendar_version, &told.due.calendar_version);
            text_zh.push_str(&format!(
                "；按本单位日历（{ours}）逐日计算为 {counted}，义务单位按其日历（{theirs}）或上级对接的期限确定，以所载时间为准"
            ));
            text_en.push_str(&format!(
                "; counted day by day with this agency's calendar ({ours}) it would be {counted}; the agency that owes it \
                 used its own ({theirs}) or the parent referral's limit, and its date holds"
            ));
        }
        if let Some(by) = due.remind_by {
            let by = display_due(by);
            text_zh.push_str(&format!("；本地规定更严，按 {by} 提醒，法定后果不变"));
            text_en
                .push_str(&format!("; a stricter local rule reminds by {by}, what the law attaches to the end stays"));
        }
        for earlier in &deadline.earlier {
            let ended = display_due(earlier.due);
            text_zh.push_str(&format!("；由原期限（至 {ended}）延长"));
            text_en.push_str(&format!("; extended from the term that ended at {ended}"));
        }
        if deadline.status == DeadlineStatus::Suspended {
            text_zh.push_str("；现处于停表，恢复后重新计算");
            text_en.push_str("; the term stands still and is counted anew when it resumes");
        }
        let (reading_zh, reading_en) = reading(&data.rules, due);
        v1::ExplainDeadlineResponse {
            deadline: Some(shown),
            rule_zh,
            rule_en,
            days,
            rolled_from: told.rolled_from.map_or_else(String::new, |date| date.to_string()),
            text_zh,
            text_en,
            reading_zh,
            reading_en,
            pauses: deadline.pauses.iter().map(pause).collect(),
        }
    }
}

/// Reads `<referral>/<duty>`, or the id of an own deadline.
pub(in crate::grpc) fn deadline_id(raw: &str) -> Option<DeadlineKey> {
    let Some((referral, duty)) = raw.split_once('/') else { return raw.parse().ok().map(DeadlineKey::Own) };
    DeadlineKey::of(referral, Duty::parse(duty)?)
}

/// The rule's name where this agency has the rule, or everybody has it; else the duty's.
pub(super) fn rule_name(rules: &Rules, deadline: &Deadline) -> (String, String) {
    let named = |term: &Term| (term.name_zh.to_owned(), term.name_en.to_owned());
    let rule = &deadline.due.rule;
    let ours = rules.term(rule).map(named);
    let common = || terms_common::all().iter().find(|term| term.rule == *rule).map(named);
    ours.or_else(common).unwrap_or_else(|| (deadline.duty.zh().to_owned(), deadline.duty.as_str().to_owned()))
}

/// The rule as it held when the term began, where this agency has it or everybody does.
fn term(rules: &Rules, due: &Due) -> Option<Term> {
    let date = due.started_at.beijing_date();
    let common = || terms_common::all().into_iter().find(|term| term.rule == due.rule && term.in_force.holds_on(date));
    rules.term_at(&due.rule, due.started_at).copied().or_else(common)
}

/// How the law is read at the end of a term.
fn reading(rules: &Rules, due: &Due) -> (String, String) {
    let (mut zh, mut en) = match (due.unit, due.roll) {
        (Unit::Immediate, _) => ("应当立即办理".to_owned(), "to be done at once".to_owned()),
        (Unit::Hour(_), _) => {
            ("按小时连续计算，不顺延".to_owned(), "hours run on every day and do not roll".to_owned())
        }
        (Unit::Workday, _) => (
            "只计工作日（含调休上班），末日即工作日".to_owned(),
            "working days alone, make-up workdays included".to_owned(),
        ),
        (Unit::Day | Unit::Month | Unit::Year, Roll::None) => {
            ("末日遇休息日不顺延".to_owned(), "the last day does not roll off a rest day".to_owned())
        }
        (Unit::Day | Unit::Month | Unit::Year, Roll::ToNextWorkday) => {
            let by = term(rules, due).map(|term| term.roll_basis);
            let (by_zh, by_en) = by.map_or_else(Default::default, |by| (format!("（{by}）"), format!(" ({by})")));
            (
                format!("末日遇休息日顺延至其后第一个工作日{by_zh}"),
                format!("a last day that is a rest day rolls to the first working day after it{by_en}"),
            )
        }
    };
    match (due.close, due.unit) {
        (_, Unit::Immediate | Unit::Hour(_)) => {}
        (Some(close), Unit::Day | Unit::Workday | Unit::Month | Unit::Year) => {
            zh.push_str(&format!("；末日 {close} 停止业务活动时截止（民法典第203条第2款）"));
            en.push_str(&format!("; the last day ends when business closes, at {close} (民法典第203条第2款)"));
        }
        (None, Unit::Day | Unit::Workday | Unit::Month | Unit::Year) => {
            zh.push_str("；末日 24:00 截止");
            en.push_str("; the last day ends at 24:00");
        }
    }
    (zh, en)
}

fn pause((from, until): &(Timestamp, Option<Timestamp>)) -> v1::Pause {
    v1::Pause { from: Some(proto_instant(*from)), until: until.map(proto_instant) }
}

fn day(line: &DayLine) -> v1::DayLine {
    v1::DayLine {
        date: line.date.to_string(),
        weekday_zh: weekday(line.weekday).to_owned(),
        counted: line.counted.unwrap_or(0),
        paused: line.paused,
        why_zh: line.why_zh.clone(),
        why_en: line.why_en.clone(),
        noticed: line.noticed,
    }
}

const fn weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "星期一",
        Weekday::Tuesday => "星期二",
        Weekday::Wednesday => "星期三",
        Weekday::Thursday => "星期四",
        Weekday::Friday => "星期五",
        Weekday::Saturday => "星期六",
        Weekday::Sunday => "星期日",
    }
}

/// The state as the store keeps it.
pub(in crate::grpc) const fn state_token(state: v1::DeadlineState) -> Option<&'static str> {
    match state {
        v1::DeadlineState::Unspecified => None,
        v1::DeadlineState::Open => Some("open"),
        v1::DeadlineState::Suspended => Some("suspended"),
        v1::DeadlineState::Met => Some("met"),
        v1::DeadlineState::Cancelled => Some("cancelled"),
    }
}

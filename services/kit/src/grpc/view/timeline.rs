//! What happened to a matter, one entry per event, in sentences for people.

pub(in crate::grpc) mod dossier;
mod own;

use super::{
    View,
    sentences::{self, step},
};
use crate::{
    codec::{field::proto_instant, values::proto_letter_ref},
    grpc::history::History,
    journal::{Cause, Entry, Record},
};
use duijie_core::{
    event::{Climbed, Event},
    ids::ReferralId,
    letter::{Letter, LetterRef},
    time::Timestamp,
};
use duijie_proto::v1;

/// One thing that happened, before it is put on a line.
struct Happened<'a> {
    what: String,
    text: (String, String),
    letter: Option<&'a LetterRef>,
    decided_at: Timestamp,
    agency: &'a str,
    officer: String,
    basis: String,
    referral: Option<&'a ReferralId>,
}

impl View<'_> {
    /// Everything about the matter, or only about one of its referrals, oldest first.
    pub(in crate::grpc) fn timeline(&self, history: &History, only: Option<&ReferralId>) -> Vec<v1::TimelineEntry> {
        let mut lines = Vec::new();
        for record in &history.records {
            let happened = record.entries.iter().filter_map(|entry| self.happened(record, entry));
            let wanted = happened.filter(|happened| only.is_none() || happened.referral == only);
            lines.extend(wanted.map(|happened| line(record, happened)));
        }
        lines
    }

    fn happened<'a>(&'a self, record: &'a Record, entry: &'a Entry) -> Option<Happened<'a>> {
        match entry {
            Entry::Sent { letter, .. } => Some(letter_line(letter, letter.decided_at)),
            Entry::Received { letter, treated_at, .. } | Entry::Unparked { letter, treated_at, .. } => {
                Some(letter_line(letter, treated_at.unwrap_or(letter.decided_at)))
            }
            Entry::Happened(event) => {
                let (what, zh, en, referral) = event_words(event)?;
                let mut happened = self.own(record, what, (zh, en), referral);
                if let Event::Own { what, .. } = event {
                    happened.basis = own::basis(what);
                }
                Some(happened)
            }
            Entry::Refused(refusal) => {
                let zh = format!("请求未办理：{}", refusal.zh);
                let en = format!("a request was refused: {}", refusal.en);
                let mut own = self.own(record, "refused", (zh, en), None);
                own.basis = refusal.basis.clone().unwrap_or_default();
                Some(own)
            }
            Entry::AbsenceProven { referral, .. } => {
                let zh = "对方对账单证明期限内没有确认".to_owned();
                let en = "a statement of the peer proves that nothing was decided in time".to_owned();
                Some(self.own(record, "absence_proven", (zh, en), Some(referral)))
            }
            Entry::Parked(parked) => {
                let zh = format!("{} 的第 {} 号函暂不能识别，原样保存", parked.from, parked.number);
                let en = format!("letter {} of {} is not understood yet and is kept", parked.number, parked.from);
                let mut own = self.own(record, "parked", (zh, en), parked.referral.as_ref());
                own.agency = parked.from.as_str();
                Some(own)
            }
            Entry::SkipProposed { letter, reason } => {
                let (peer, number, reason) = (&letter.peer, letter.number, reason.as_str());
                let zh = format!("提议跳过 {peer} 的第 {number} 号函：{reason}，待另一名人员确认");
                let en = format!("proposed to skip letter {number} of {peer}: {reason}; another officer is to confirm");
                Some(self.own(record, "skip_proposed", (zh, en), letter.referral.as_ref()))
            }
            Entry::Skipped { letter, proposal } => {
                let (peer, number) = (&letter.peer, letter.number);
                let (by, reason) = (proposal.officer.as_str(), proposal.reason.as_str());
                let zh = format!("确认跳过 {peer} 的第 {number} 号函（{by} 提议：{reason}）");
                let en = format!("letter {number} of {peer} is skipped, as {by} proposed: {reason}");
                Some(self.own(record, "skipped", (zh, en), letter.referral.as_ref()))
            }
            Entry::PeerHeard { .. }
            | Entry::Forked { .. }
            | Entry::ForkEnded { .. }
            | Entry::MemoryLost { .. }
            | Entry::Damaged { .. }
            | Entry::ClockConfirmed { .. }
            | Entry::DigestRead { .. }
            | Entry::CalendarLoaded(_)
            | Entry::CalendarApplied { .. }
            | Entry::Tick => None,
        }
    }

    /// Something of this desk's own.
    fn own<'a>(
        &'a self,
        record: &'a Record,
        what: &str,
        text: (String, String),
        referral: Option<&'a ReferralId>,
    ) -> Happened<'a> {
        let officer = match &record.cause {
            Cause::Command(cause) => cause.officer.as_str().to_owned(),
            Cause::Peer(_) | Cause::Desk => String::new(),
        };
        Happened {
            what: what.to_owned(),
            text,
            letter: None,
            decided_at: record.recorded_at,
            agency: self.office.me.as_str(),
            officer,
            basis: String::new(),
            referral,
        }
    }
}

fn letter_line(letter: &Letter, decided_at: Timestamp) -> Happened<'_> {
    let said = sentences::said(&letter.body);
    let to = &letter.reference.to;
    Happened {
        what: letter.body.name().to_owned(),
        text: (format!("{}（致 {to}）", said.zh), format!("{} (to {to})", said.en)),
        letter: Some(&letter.reference),
        decided_at,
        agency: letter.reference.from.as_str(),
        officer: said.officer,
        basis: said.basis,
        referral: Some(&letter.referral),
    }
}

/// Name, both sentences, and the referral; none for events that are entries of their own.
fn event_words(event: &Event) -> Option<(&'static str, String, String, Option<&ReferralId>)> {
    let words = match event {
        Event::Registered { .. } => ("registered", "登记事项".to_owned(), "the matter was registered".to_owned(), None),
        Event::Closed { reason } => {
            let reason = reason.as_str();
            ("closed", format!("关闭事项：{reason}"), format!("the matter was closed: {reason}"), None)
        }
        Event::BodyAssigned { referral, body, again } => {
            let body = body.as_str();
            let (why_zh, why_en) = again.as_ref().map_or_else(Default::default, |why| {
                (format!("，再次指派，理由：{}", why.as_str()), format!(" once more: {}", why.as_str()))
            });
            let zh = format!("指派调解组织：{body}{why_zh}");
            let en = format!("the mediation body {body} was assigned{why_en}");
            ("body_assigned", zh, en, Some(referral))
        }
        Event::MediatorAssigned { referral, mediator } => {
            let mediator = mediator.as_str();
            let (zh, en) = (format!("指派调解员：{mediator}"), format!("the mediator {mediator} was assigned"));
            ("mediator_assigned", zh, en, Some(referral))
        }
        Event::AttemptFailed { referral, text } => {
            let text = text.in_the_file().as_str();
            let (zh, en) = (format!("登记调解不成：{text}"), format!("a mediation attempt failed: {text}"));
            ("attempt_failed", zh, en, Some(referral))
        }
        Event::DeadlineFired { referral, duty, due, climbed } => {
            let shown = duijie_core::due::display_due(*due);
            let (told_zh, told_en) = told(climbed);
            let zh = format!("{}期限已过（{shown}）{told_zh}", duty.zh());
            let en = format!("the duty `{}` was not done by {shown}{told_en}", duty.as_str());
            ("deadline_fired", zh, en, Some(referral))
        }
        Event::DeadlineClimbed { referral, duty, climbed } => {
            let (zh, en) = step(climbed.stage);
            let (told_zh, told_en) = told(climbed);
            let at = duijie_core::due::display_due(climbed.at);
            let zh = format!("{}{zh}（{at}）{told_zh}", duty.zh());
            let en = format!("the duty `{}`: {en} ({at}){told_en}", duty.as_str());
            ("deadline_climbed", zh, en, Some(referral))
        }
        Event::FedBack { referral } => {
            let en = "the result is known to have reached the sender".to_owned();
            ("fed_back", "结果已送达移交方".to_owned(), en, Some(referral))
        }
        Event::Entered { officer: _, entry } => {
            let (name, zh, en) = dossier::words(entry);
            (name, zh, en, None)
        }
        Event::Own { id, what } => {
            let (name, zh, en) = own::words(id, what);
            (name, zh, en, own::referral(what))
        }
        Event::Sent(_) | Event::Received(_) | Event::Refused => return None,
    };
    Some(words)
}

/// Whom the desk told.
fn told(climbed: &Climbed) -> (String, String) {
    match &climbed.told {
        Some(officer) => (format!("，已告知{}", officer.as_str()), format!("; {} was told", officer.as_str())),
        None => ("，尚无承办人，列入全体提醒".to_owned(), "; nobody handles it yet, so all are told".to_owned()),
    }
}

fn line(record: &Record, happened: Happened<'_>) -> v1::TimelineEntry {
    let Happened { what, text: (text_zh, text_en), letter, decided_at, agency, officer, basis, referral } = happened;
    v1::TimelineEntry {
        position: record.position,
        recorded_at: Some(proto_instant(record.recorded_at)),
        what,
        text_zh,
        text_en,
        officer,
        agency: agency.to_owned(),
        letter: letter.map(proto_letter_ref),
        basis,
        referral_id: referral.map_or_else(String::new, |id| id.as_str().to_owned()),
        decided_at: Some(proto_instant(decided_at)),
    }
}

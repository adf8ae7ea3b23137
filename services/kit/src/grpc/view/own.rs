//! Own deadlines (自有期限) as resources, all deadlines of a matter in one list, and what there is to tell of an own one
//! besides its days.

use super::{View, deadline::rule_name};
use crate::codec::{
    field::{or_empty, proto_instant},
    tokens,
};
use duijie_core::{
    due::display_due,
    ids::OwnId,
    matter::{
        DeadlineKey, Matter, OwnDeadline,
        own::{EndedBy, PauseReason},
    },
    term::{Whose, Words},
    time::Timestamp,
};
use duijie_proto::v1;

impl View<'_> {
    /// Every deadline of the matter, its own and those of its referrals, soonest first.
    pub(in crate::grpc) fn all_deadlines(&self, matter: &Matter) -> Vec<v1::Deadline> {
        let own = matter.own.iter().map(|own| (own.deadline.due.due, self.own_deadline(matter, own)));
        let of_referrals = matter.referrals.iter().flat_map(|referral| {
            let shown = move |it| self.deadline(matter, referral, it);
            referral.deadlines.iter().map(move |it| (it.due.due, shown(it)))
        });
        let mut all: Vec<_> = own.chain(of_referrals).collect();
        all.sort_by(|(a, one), (b, other)| (a, &one.deadline_id).cmp(&(b, &other.deadline_id)));
        all.into_iter().map(|(_, shown)| shown).collect()
    }

    /// The deadline with this key, if the matter has it.
    pub(in crate::grpc) fn deadline_of(&self, matter: &Matter, key: &DeadlineKey) -> Option<v1::Deadline> {
        match key {
            DeadlineKey::Referral(id, duty) => {
                let referral = matter.referral(id)?;
                Some(self.deadline(matter, referral, referral.deadline(*duty)?))
            }
            DeadlineKey::Own(id) => matter.own(id).map(|own| self.own_deadline(matter, own)),
        }
    }

    pub(in crate::grpc) fn own_deadline(&self, matter: &Matter, own: &OwnDeadline) -> v1::Deadline {
        let data = self.office.data.get();
        let (rule_zh, rule_en) = rule_name(&data.rules, &own.deadline);
        let term = data.rules.term_at(&own.rule(), own.began_at());
        let obliged = term.map_or(Words { zh: "", en: "" }, |term| term.owed_by);
        let ended = own.ended.as_ref();
        let by = ended.map(|ended| ended.by);
        let shown = self.term(matter, &own.deadline);
        v1::Deadline {
            // Nobody is late with a right that is over.
            overdue: shown.overdue && own.whose == Whose::Duty,
            deadline_id: own.id.as_str().to_owned(),
            first: self.first_of(matter) == Some(DeadlineKey::Own(own.id.clone())),
            rule_zh,
            rule_en,
            obliged_zh: obliged.zh.to_owned(),
            obliged_en: obliged.en.to_owned(),
            variant: own.variant.as_ref().map_or_else(String::new, |variant| variant.as_str().to_owned()),
            follows: own.follows.as_ref().map_or_else(String::new, |id| id.as_str().to_owned()),
            started_by: or_empty(own.officer.as_ref()),
            pauses: pauses(own).map(|(from, until, why)| pause(from, until, why)).collect(),
            ended_at: ended.map(|ended| proto_instant(ended.at)),
            ending: match by {
                Some(EndedBy::Word(ending)) => tokens::ending_number(ending),
                Some(EndedBy::Successor) | None => v1::Ending::Unspecified as i32,
            },
            ended_text: or_empty(ended.and_then(|ended| ended.text.as_ref())),
            right: own.whose == Whose::Right,
            of: or_empty(own.of.as_ref()),
            replaced: by == Some(EndedBy::Successor),
            ..shown
        }
    }

    /// Its days, and what made it begin, stand still and end.
    pub(in crate::grpc) fn own_explained(&self, matter: &Matter, own: &OwnDeadline) -> v1::ExplainDeadlineResponse {
        let mut told = self.explained(self.own_deadline(matter, own), &own.deadline);
        let mut add = |(zh, en): (String, String)| {
            told.text_zh.push('；');
            told.text_zh.push_str(&zh);
            told.text_en.push_str("; ");
            told.text_en.push_str(&en);
        };
        if let Some(before) = own.follows.as_ref().and_then(|id| matter.own(id)) {
            add(followed(before));
        }
        // One that ended while it stood still did so until then.
        let ended_at = own.ended.as_ref().map(|ended| ended.at);
        pauses(own)
            .filter_map(|(from, until, why)| Some(stood_still(from, until.or(ended_at)?, why)))
            .for_each(&mut add);
        if let Some(ended) = &own.ended {
            let at = ended.at.beijing_date();
            add(match ended.by {
                EndedBy::Word(ending) => {
                    (format!("{at} {}", ending.zh()), format!("ended as {} on {at}", ending.as_str()))
                }
                EndedBy::Successor => (format!("{at} 由后续期限代替"), format!("another took its place on {at}")),
            });
        }
        told
    }
}

/// Its pauses with why.
fn pauses(own: &OwnDeadline) -> impl Iterator<Item = (Timestamp, Option<Timestamp>, &PauseReason)> {
    own.deadline.pauses.iter().zip(&own.paused_for).map(|((from, until), why)| (*from, *until, why))
}

fn pause(from: Timestamp, until: Option<Timestamp>, why: &PauseReason) -> v1::DeadlinePause {
    let (reason, referral_id) = match why {
        PauseReason::Lawful(reason) => (tokens::suspend_reason_number(*reason), String::new()),
        PauseReason::Mediation(referral) => (0, referral.as_str().to_owned()),
    };
    v1::DeadlinePause { from: Some(proto_instant(from)), until: until.map(proto_instant), reason, referral_id }
}

fn followed(before: &OwnDeadline) -> (String, String) {
    let (id, rule): (&OwnId, _) = (&before.id, before.rule());
    match before.ended.as_ref().map(|ended| ended.by) {
        Some(EndedBy::Word(ending)) => (
            format!("接续 {rule}（{id}，{}）", ending.zh()),
            format!("follows {rule} ({id}), which ended as {}", ending.as_str()),
        ),
        Some(EndedBy::Successor) | None => (
            format!("代替 {rule}（{id}，原期限至 {}），重新起算，不是延长", display_due(before.deadline.due.due)),
            format!(
                "takes the place of {rule} ({id}), which would have ended at {}; counted anew, not extended",
                display_due(before.deadline.due.due)
            ),
        ),
    }
}

fn stood_still(from: Timestamp, until: Timestamp, why: &PauseReason) -> (String, String) {
    let (from, until) = (from.beijing_date(), until.beijing_date());
    match why {
        PauseReason::Lawful(reason) => {
            let words = reason.words();
            let zh = format!("{from} 至 {until} 因{}停表", words.zh);
            (zh, format!("stood still from {from} to {until} for {}", words.en))
        }
        PauseReason::Mediation(referral) => (
            format!("{from} 至 {until} 为当事人同意延长的调解期间（对接 {referral}），不计入"),
            format!(
                "{from} to {until} is time by which the parties extended mediation ({referral}) and is not counted"
            ),
        ),
    }
}

//! Core's values as resources of the contract. What depends on the moment (overdue, allowed, delivered) depends on the
//! moment the view is told: now for queries, the record for answers and watches, so that those never change again.

pub(super) mod deadline;
pub(super) mod intake;
mod next;
mod own;
pub(super) mod peer;
mod sentences;
pub(super) mod timeline;

use super::history::History;
use crate::{
    codec::{
        commission,
        dossier::proto_triage,
        field::{or_empty, proto_instant},
        outcome::proto_outcome,
        petition::proto_passed_on,
        purpose::{proto_application, proto_supervision},
        tokens,
        values::{proto_due, proto_letter_ref, proto_material},
    },
    desk::Office,
};
use duijie_core::{
    agency::AgencyId,
    decide::guard::allowed,
    ids::ReferralId,
    letter::body::{Decline, Object},
    matter::Matter,
    purpose::Purpose,
    referral::{ClaimTarget, PendingKind, Referral, Side, Stage},
    time::Timestamp,
};
use duijie_proto::v1;
use std::collections::BTreeMap;

/// From where and when resources are seen.
pub(super) struct View<'a> {
    pub(super) office: &'a Office,
    /// The moment.
    pub(super) now: Timestamp,
    /// How many of our letters each peer is known to have; none where that must not matter.
    pub(super) delivered: Option<&'a BTreeMap<AgencyId, u64>>,
}

impl View<'_> {
    pub(super) fn environment(&self) -> i32 {
        tokens::environment_number(self.office.keyring.environment())
    }

    /// Letters of ours that the peer of `referral` is known to have.
    fn delivered(&self, referral: &Referral) -> u64 {
        self.delivered.and_then(|all| all.get(&referral.peer)).copied().unwrap_or(0)
    }

    pub(super) fn matter(&self, history: &History) -> v1::Matter {
        let matter = &history.matter;
        let subject = &matter.subject;
        let state = if matter.closed.is_some() { v1::MatterState::Closed } else { v1::MatterState::Open };
        v1::Matter {
            matter_id: matter.id.as_str().to_owned(),
            dispute_code: matter.dispute.as_str().to_owned(),
            state: state as i32,
            title: subject.title.as_str().to_owned(),
            category: subject.category.as_str().to_owned(),
            place_code: subject.place.as_str().to_owned(),
            summary: or_empty(subject.summary.as_ref()),
            parties: intake::parties(matter),
            materials: subject.materials.iter().map(proto_material).collect(),
            own_number: or_empty(subject.own_number.as_ref()),
            registered_at: Some(proto_instant(matter.registered_at)),
            closed_at: matter.closed.as_ref().map(|closed| proto_instant(closed.at)),
            close_reason: or_empty(matter.closed.as_ref().map(|closed| &closed.reason)),
            referrals: matter.referrals.iter().map(|referral| self.referral(history, referral)).collect(),
            responsible: matter.responsible(|referral| self.delivered(referral)),
            position: matter.position,
            environment: self.environment(),
            deadlines: self.all_deadlines(matter),
            intake: intake::shown(matter),
            triage: matter.triage().map(proto_triage),
            deferred_handoff_to: matter.deferred_handoff().map_or_else(String::new, |to| to.as_str().to_owned()),
            former_dispute_codes: matter.former_disputes().map(|code| code.as_str().to_owned()).collect(),
            next_steps: Vec::new(),
        }
    }

    pub(super) fn referral_of(&self, history: &History, id: &ReferralId) -> Option<v1::Referral> {
        history.matter.referral(id).map(|referral| self.referral(history, referral))
    }

    fn referral(&self, history: &History, referral: &Referral) -> v1::Referral {
        let Matter { id, subject, .. } = &*history.matter;
        let milestones = &referral.milestones;
        let acknowledged = milestones.acknowledged.as_ref();
        let deadlines = self.deadlines(&history.matter, referral);
        let can = allowed(self.now, &self.office.data.get().rules, &history.matter, referral);
        let (supervision, application) = match &referral.purpose {
            Purpose::Handling | Purpose::Petition(_) => (None, None),
            Purpose::Supervision(supervision) => (Some(proto_supervision(supervision)), None),
            Purpose::Confirmation(application) => (None, Some(proto_application(application))),
        };
        let passed_on = referral.purpose.passed_on().map(proto_passed_on);
        let commission::Told { mode, consents, mediator } = commission::proto(&referral.commission);
        v1::Referral {
            mode,
            consents,
            named_mediator: mediator,
            next_steps: self.next_steps(&history.matter, referral),
            referral_id: referral.id.as_str().to_owned(),
            matter_id: id.as_str().to_owned(),
            dispute_code: referral.dispute.as_str().to_owned(),
            kind: referral.kind.as_str().to_owned(),
            sender: referral.sender().as_str().to_owned(),
            receiver: referral.receiver().as_str().to_owned(),
            side: side(referral.side) as i32,
            state: state(referral.stage) as i32,
            reference: Some(proto_letter_ref(&referral.reference)),
            title: subject.title.as_str().to_owned(),
            sent_at: Some(proto_instant(milestones.sent_at)),
            arrived_at: milestones.arrived_at.map(proto_instant),
            acknowledged_at: acknowledged.map(|(at, _)| proto_instant(*at)),
            acknowledged_by: or_empty(acknowledged.map(|(_, officer)| officer)),
            accepted_at: milestones.accepted_at.map(proto_instant),
            concluded_at: milestones.concluded_at.map(proto_instant),
            ended_at: milestones.ended_at.map(proto_instant),
            overdue: deadlines.iter().any(|deadline| deadline.overdue),
            deadlines,
            holder: referral.holder().as_str().to_owned(),
            answerable: referral.answerable(self.delivered(referral)),
            allowed: can.into_iter().map(|step| step.as_str().to_owned()).collect(),
            decline: referral.decline.as_ref().map(decline),
            outcome: referral.outcome.as_ref().map(proto_outcome),
            offer: offer(referral),
            pending: referral.pending.as_ref().map(|pending| v1::PendingAnswer {
                letter: Some(proto_letter_ref(&pending.letter)),
                kind: pending_kind(pending.kind) as i32,
            }),
            override_reason: or_empty(referral.overridden.as_ref()),
            mediation_body: or_empty(referral.mediation_body.as_ref()),
            mediator: or_empty(referral.mediator.as_ref()),
            failed_attempts: referral.failed_attempt.map_or(0, |attempt| attempt.in_a_row),
            pass_up: referral.must_be_passed_up(),
            parent_referral: id_or_empty(referral.parent.as_ref()),
            replaces_referral: id_or_empty(referral.replaces.as_ref()),
            path: referral.path.iter().map(|agency| agency.as_str().to_owned()).collect(),
            supplement_items: referral.missing.iter().map(|item| item.as_str().to_owned()).collect(),
            reminders: referral.reminders,
            suspend_reason: milestones.suspended.map_or(0, tokens::suspend_reason_number),
            procedure: referral.procedure.map_or(0, tokens::procedure_number),
            delivery: self.delivery(history, referral),
            position: history.changed_at(&referral.id),
            environment: self.environment(),
            content: referral.refer.content.as_bytes().to_vec(),
            deemed_at: milestones.deemed_at.map(proto_instant),
            objection: referral.objection.as_ref().map(|(_, object)| objection(object)),
            object_due: referral.object_due.as_ref().map(proto_due),
            supervision,
            application,
            passed_on,
        }
    }

    /// Only where it is known how far our letters have come, and there are any.
    fn delivery(&self, history: &History, referral: &Referral) -> Option<v1::Delivery> {
        let number = referral.newest_sent;
        if self.delivered.is_none() || number == 0 {
            return None;
        }
        let reached = self.delivered(referral);
        let since = history.first_sent_after(&referral.id, reached);
        Some(v1::Delivery { number, delivered: number <= reached, undelivered_since: since.map(proto_instant) })
    }
}

fn offer(referral: &Referral) -> Option<v1::LateOffer> {
    let letter = referral.offer.as_ref()?;
    let target = referral.claims.iter().find(|claim| claim.letter == *letter).map(|claim| match claim.target {
        ClaimTarget::Acknowledged => v1::ReferralState::Acknowledged,
        ClaimTarget::Accepted => v1::ReferralState::Accepted,
    });
    let target = target.unwrap_or(v1::ReferralState::Unspecified) as i32;
    Some(v1::LateOffer { letter: Some(proto_letter_ref(letter)), target })
}

fn decline(decline: &Decline) -> v1::DeclineNotice {
    v1::DeclineNotice {
        code: tokens::decline_code_number(decline.code),
        basis: or_empty(decline.basis.as_ref()),
        text: decline.text.as_str().to_owned(),
        suggestion: decline.suggestion.as_ref().map_or_else(String::new, |agency| agency.as_str().to_owned()),
    }
}

fn objection(object: &Object) -> v1::ObjectionNotice {
    v1::ObjectionNotice {
        basis: or_empty(object.basis.as_ref()),
        text: object.text.as_str().to_owned(),
        suggestion: object.suggestion.as_ref().map_or_else(String::new, |agency| agency.as_str().to_owned()),
    }
}

fn id_or_empty(id: Option<&ReferralId>) -> String {
    id.map_or_else(String::new, |id| id.as_str().to_owned())
}

const fn side(side: Side) -> v1::Side {
    match side {
        Side::Sender => v1::Side::Sender,
        Side::Receiver => v1::Side::Receiver,
    }
}

const fn pending_kind(kind: PendingKind) -> v1::PendingKind {
    match kind {
        PendingKind::Recall => v1::PendingKind::Recall,
        PendingKind::Withdrawal => v1::PendingKind::Withdrawal,
    }
}

/// The stage as the contract names it.
pub(super) const fn state(stage: Stage) -> v1::ReferralState {
    match stage {
        Stage::Sent => v1::ReferralState::Sent,
        Stage::Arrived => v1::ReferralState::Arrived,
        Stage::Acknowledged => v1::ReferralState::Acknowledged,
        Stage::Objected => v1::ReferralState::Objected,
        Stage::Accepted => v1::ReferralState::Accepted,
        Stage::Suspended => v1::ReferralState::Suspended,
        Stage::Concluded => v1::ReferralState::Concluded,
        Stage::Confirmed => v1::ReferralState::Confirmed,
        Stage::Declined => v1::ReferralState::Declined,
        Stage::Returned => v1::ReferralState::Returned,
        Stage::Lapsed => v1::ReferralState::Lapsed,
        Stage::Recalled => v1::ReferralState::Recalled,
        Stage::Withdrawn => v1::ReferralState::Withdrawn,
    }
}

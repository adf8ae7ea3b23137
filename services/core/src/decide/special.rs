//! Referrals beside the dispute's own: supervising its handling, and asking a court to confirm its agreement.

use super::{Act, Context, Draft};
use crate::{
    agency::AgencyId,
    command::Refer,
    commission::Commission,
    due::display_due,
    ids::{Kind, ReferralId},
    letter::{Body, body},
    matter::{Matter, OwnDeadline},
    purpose::{Missed, Overseen, Purpose, SUPERVISION, Supervision},
    referral::{Deadline, DeadlineStatus, Referral, Side},
    refusal::Refusal,
    rules::Handed,
    subject::Subject,
    term::Whose,
    terms_common::REVIEW_SUSPENSION,
    text::Text,
};

/// The longest demand.
const DEMAND_MAX: usize = 2_000;
/// The longest title.
const TITLE_MAX: usize = 200;

/// One open supervision of an agency about the same referral is enough. It says what was missed as far as this desk knows,
/// and carries of the matter only what overseeing needs.
pub(super) fn supervise(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    mut refer: Refer,
) -> Result<Vec<Act>, Refusal> {
    let Purpose::Supervision(supervision) = &mut refer.purpose else { return Ok(Vec::new()) };
    supervision.of = overseen(matter);
    supervision.missed = supervision.missed.take().or_else(|| missed(ctx, matter, supervision));
    if supervision.about.as_ref().is_some_and(|about| !knows(matter, about)) {
        return Err(Refusal::not_found());
    }
    let again = matter.referrals.iter().find(|open| {
        let same = matches!(&open.purpose, Purpose::Supervision(earlier) if earlier.about == supervision.about);
        same && open.side == Side::Sender && open.peer == refer.receiver && !open.stage.is_ended()
    });
    if let Some(open) = again {
        return Err(Refusal::out_of_order(
            "ALREADY_SUPERVISED",
            format!("对同一事由的督办 {} 尚未销号，请先催办或签收其答复", open.id),
            format!("supervision `{}` about the same is still open; remind of it or sign for its answer", open.id),
        ));
    }
    Ok(opened(ctx, matter, officer, refer, outline(ctx, matter)))
}

/// What overseeing needs of a matter. Of an accusation it is no more than that it is one, and at an agency that hands over the
/// dispute alone the number of the file is no part of it, for it may show who informed (信访工作条例第30条第3款).
fn outline(ctx: Context<'_>, matter: &Matter) -> Subject {
    let outline = matter.subject.outline();
    let words = |words| Text::parse(words, TITLE_MAX);
    if let (true, Ok(title), Ok(category)) = (matter.is_accusation(), words("检举控告事项"), words("检举控告"))
    {
        return Subject { title, category, own_number: None, ..outline };
    }
    let of_informant = ctx.rules.sends.iter().any(|sends| sends.handed == Handed::DisputeAlone);
    Subject { own_number: outline.own_number.filter(|_| !of_informant), ..outline }
}

fn overseen(matter: &Matter) -> Overseen {
    if matter.is_accusation() { Overseen::Accusation } else { Overseen::Dispute }
}

/// What the supervised agency has missed: of its own overdue duties in the referral the one that was due first; of a referral
/// that is not here, what the report that brought the matter here says.
fn missed(ctx: Context<'_>, matter: &Matter, supervision: &Supervision) -> Option<Missed> {
    let about = supervision.about.as_ref()?;
    let Some(referral) = matter.referral(about) else {
        return matter.incoming().and_then(|incoming| match &incoming.purpose {
            Purpose::Supervision(report) if report.agency == supervision.agency => report.missed.clone(),
            Purpose::Supervision(_) | Purpose::Handling | Purpose::Confirmation(_) | Purpose::Petition(_) => None,
        });
    };
    let owes = |deadline: &&Deadline| match deadline.duty.owed_by() {
        Some(Side::Sender) => *referral.sender() == supervision.agency,
        Some(Side::Receiver) => *referral.receiver() == supervision.agency,
        None => false,
    };
    let overdue = referral.deadlines.iter().filter(|deadline| deadline.overdue(ctx.now)).filter(owes);
    let first = overdue.min_by_key(|deadline| deadline.due.due)?;
    Some(Missed { duty: first.duty, rule: first.due.rule, due: first.due.due })
}

/// The desk's own report (红牌): a duty that the peer owes is long overdue, and who supervises the peer is told. Nothing, if
/// nobody supervises it, if that is this agency, or if it was told already.
pub(super) fn report(ctx: Context<'_>, matter: &Matter, referral: &Referral, missed: Missed) -> Vec<Act> {
    let Some(supervisor) = ctx.supervisors.get(&referral.peer).filter(|supervisor| *supervisor != ctx.me) else {
        return Vec::new();
    };
    let about = Some(referral.id.clone());
    let told = matter.referrals.iter().any(|open| {
        let same = matches!(&open.purpose, Purpose::Supervision(it) if it.about == about);
        same && open.side == Side::Sender && open.peer == *supervisor && !open.stage.is_ended()
    });
    if told {
        return Vec::new();
    }
    let (whose, duty, due) = (&referral.peer, missed.duty.zh(), display_due(missed.due));
    let demand = if missed.rule == REVIEW_SUSPENSION {
        format!("{whose}的{duty}期限中止已久，核查期限 {due} 已过，中止事由是否消除不明。请督办。")
    } else {
        format!("{whose}的{duty}（{}）应于 {due} 前完成，至今未完成。请督办。", missed.rule)
    };
    let id = format!("{}-{}-red", referral.id, missed.duty.as_str()).replace('_', "-");
    let agency = referral.peer.clone();
    reported(ctx, matter, supervisor, &id, &demand, |demand| Supervision {
        agency,
        about,
        missed: Some(missed),
        demand,
        of: overseen(matter),
    })
}

/// The same of an own duty of this agency, to who supervises it. A right that the parties let pass is nobody's fault.
pub(super) fn report_duty(ctx: Context<'_>, matter: &Matter, own: &OwnDeadline) -> Vec<Act> {
    let (rule, due) = (own.rule(), display_due(own.deadline.due.due));
    let duty = ctx.rules.term_at(&rule, own.deadline.due.started_at).filter(|term| term.whose == Whose::Duty);
    let (Some(supervisor), Some(duty)) = (ctx.supervisor(), duty) else { return Vec::new() };
    let standing = own.deadline.status == DeadlineStatus::Suspended;
    let (me, name) = (ctx.me, duty.name_zh);
    let demand = if standing {
        format!("{me}的自有期限“{name}”（{rule}）中止已久，中止事由是否消除不明。请督办。")
    } else {
        format!("{me}的“{name}”（{rule}）应于 {due} 前完成，至今未完成。请督办。")
    };
    let id = format!("{}-red-{}", own.id, own.deadline.due.due.as_micros() / 1_000_000);
    reported(ctx, matter, supervisor, &id, &demand, |demand| of_own(ctx, matter, demand))
}

/// A report of the desk's own, if this agency's rules know supervision.
fn reported(
    ctx: Context<'_>,
    matter: &Matter,
    supervisor: &AgencyId,
    id: &str,
    demand: &str,
    supervision: impl FnOnce(Text) -> Supervision,
) -> Vec<Act> {
    let kind = Kind::literal(SUPERVISION);
    if matter.accused().contains(supervisor) {
        return Vec::new();
    }
    let (Ok(id), Ok(demand), Ok(officer), Some(_)) =
        (id.parse(), Text::parse(demand, DEMAND_MAX), Text::parse(body::DESK, DEMAND_MAX), ctx.rules.sends(&kind))
    else {
        return Vec::new();
    };
    if matter.referral(&id).is_some() {
        return Vec::new();
    }
    let refer = Refer {
        matter: matter.id.clone(),
        referral: id,
        kind,
        purpose: Purpose::Supervision(supervision(demand)),
        receiver: supervisor.clone(),
        procedure: None,
        mode: None,
        opinion: None,
        replaces: None,
    };
    opened(ctx, matter, &officer, refer, outline(ctx, matter))
}

/// This agency's own report to who supervises it, of something its officers decided that oversight is to know of. Nothing, if
/// nobody supervises this agency.
pub(super) fn report_own(ctx: Context<'_>, matter: &Matter, of: &str, demand: &str) -> Vec<Act> {
    let Some(supervisor) = ctx.supervisor() else { return Vec::new() };
    // Each is about an entry that is written with it, so their number tells them apart.
    let id = format!("{}-{of}-{}", matter.id, matter.dossier.len() + 1);
    let demand: String = demand.chars().take(DEMAND_MAX).collect();
    reported(ctx, matter, supervisor, &id, &demand, |demand| of_own(ctx, matter, demand))
}

/// What is reported of this agency itself, which is about no referral.
fn of_own(ctx: Context<'_>, matter: &Matter, demand: Text) -> Supervision {
    Supervision { agency: ctx.me.clone(), about: None, missed: None, demand, of: overseen(matter) }
}

/// Whether a referral is one of the matter's, or the one that a supervision brought the matter here for.
fn knows(matter: &Matter, about: &ReferralId) -> bool {
    let brought =
        |referral: &Referral| matches!(&referral.purpose, Purpose::Supervision(it) if it.about.as_ref() == Some(about));
    matter.referral(about).is_some() || matter.incoming().is_some_and(brought)
}

/// It goes straight from here, whatever way the dispute itself has come.
pub(super) fn opened(ctx: Context<'_>, matter: &Matter, officer: &Text, refer: Refer, subject: Subject) -> Vec<Act> {
    let body = body::Refer {
        kind: refer.kind,
        purpose: refer.purpose,
        subject,
        procedure: None,
        commission: Commission::default(),
        opinion: refer.opinion,
        path: vec![ctx.me.clone()],
        parent: None,
        replaces: None,
        officer: officer.clone(),
        not_after: None,
    };
    vec![Act::Send(Draft {
        to: refer.receiver,
        dispute: matter.dispute.clone(),
        referral: refer.referral,
        body: Body::Refer(Box::new(body)),
    })]
}

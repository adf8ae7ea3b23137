//! Handing a matter over: who may send which kind to whom, without loops, one holder at a time.

use super::{Act, Context, Draft, commissioning, confirming, excluding, offers, own, petitions, protecting, special};
use crate::{
    agency::AgencyId,
    command::Refer,
    exclusion::Excluded,
    letter::{Body, body},
    matter::Matter,
    petition::ACCUSATION,
    purpose::{PROXY, Purpose, PurposeKind},
    referral::{Referral, Side, Stage},
    refusal::{Refusal, RefusalKind},
    rules::{Handed, Sends},
    term::{Milestone, Words},
    terms_common::{HAND_OVER_INTAKE, KEEP_TRIAGE},
    text::Text,
};

/// How many agencies a dispute may pass one after another (exchange §4).
pub(super) const DEPTH_MAX: usize = 5;

pub(super) fn refer(ctx: Context<'_>, matter: &Matter, officer: &Text, mut refer: Refer) -> Result<Vec<Act>, Refusal> {
    if matter.closed.is_some() {
        return Err(Refusal::out_of_order(
            "MATTER_CLOSED",
            "该事项已关闭，不能移交",
            "a closed matter is not handed over",
        ));
    }
    let sends = check_kind(ctx, &refer)?;
    let consent = commissioning::mode(sends, refer.mode)?.map_or(sends.consent, |mode| mode.consent);
    for_who_it_was_taken_in(matter, &refer)?;
    petitions::leaves(ctx, matter, sends, &mut refer)?;
    excluding::check_word(matter, &refer.kind, consent)?;
    excluding::check(ctx, matter, &Excluded::Kind(refer.kind.clone()))?;
    if refer.opinion.is_none() {
        refer.opinion = matter.transfer_card().map(|(_, opinion)| opinion.clone());
    }
    excluding::check_asked(matter, &refer, consent)?;
    excluding::check_approval(matter, &refer, sends.approval)?;
    match &refer.purpose {
        Purpose::Handling | Purpose::Petition(_) => handle(ctx, sends.handed, matter, officer, refer),
        Purpose::Supervision(_) => special::supervise(ctx, matter, officer, refer),
        Purpose::Confirmation(_) => confirming::apply_for_confirmation(ctx, matter, officer, refer),
    }
}

/// 代收移交 is for what was taken in for that agency and is not there yet.
fn for_who_it_was_taken_in(matter: &Matter, refer: &Refer) -> Result<(), Refusal> {
    if refer.kind.as_str() != PROXY || matter.deferred_handoff() == Some(&refer.receiver) {
        return Ok(());
    }
    let receiver = &refer.receiver;
    Err(Refusal::out_of_order(
        "NOT_TAKEN_IN_FOR_IT",
        format!("{PROXY} 类对接只移交代 {receiver} 收、尚未移交的事项（登记来源为代收）；其他事项请用相应的对接类别"),
        format!(
            "kind `{PROXY}` hands over what was taken in for `{receiver}` (source `proxy`) and is not there yet; use the kind that fits \
             otherwise"
        ),
    ))
}

/// The dispute itself goes to one receiver at a time.
fn handle(
    ctx: Context<'_>,
    handed: Handed,
    matter: &Matter,
    officer: &Text,
    refer: Refer,
) -> Result<Vec<Act>, Refusal> {
    if let Some(open) = matter
        .referrals
        .iter()
        .find(|open| open.side == Side::Sender && open.purpose.kind().hands_over() && !open.stage.is_ended())
    {
        let mut refusal = Refusal::out_of_order(
            "ALREADY_REFERRED",
            format!("事项已移交（对接 {}，{}），同一时间只能有一个接收方", open.id, open.stage.zh()),
            format!("referral `{}` is `{}`; a matter has one receiver at a time", open.id, open.stage.as_str()),
        );
        refusal.state = Some(open.stage.as_str().to_owned());
        return Err(refusal);
    }
    if matter.subject.summary.is_none() {
        return Err(Refusal::out_of_order(
            "SUBJECT_INCOMPLETE",
            "该事项仅因督办建立，没有事由和当事人，不能移交办理；请另行登记事项",
            "this matter is here only to be overseen, without summary or parties, and cannot be handed over for handling; \
             register one that has them",
        ));
    }
    let (path, parent, not_after) = where_from(ctx, matter)?;
    check_path(&path, &refer.receiver)?;
    let replaced = replaced(matter, &refer)?;
    let commission = commissioning::commission(ctx, handed, matter, &refer)?;
    let mut acts = offers::supersede_all(matter);
    if matter.deferred_handoff() == Some(&refer.receiver) && matter.running(HAND_OVER_INTAKE).is_some() {
        acts.extend(own::by_entry(ctx, matter, officer, Milestone::HandedToIt, ctx.now)?);
    }
    let fulfilled = ctx.rules.sends(&refer.kind).map_or(&[][..], |sends| sends.sending_fulfils);
    let fulfilled: Vec<_> = fulfilled.iter().copied().chain([KEEP_TRIAGE]).collect();
    let body = body::Refer {
        kind: refer.kind,
        purpose: refer.purpose,
        subject: handed.part_of(&matter.subject),
        procedure: refer.procedure,
        commission,
        opinion: refer.opinion,
        path,
        parent,
        replaces: replaced.map(|old| (old.id.clone(), old.reference.clone())),
        officer: officer.clone(),
        not_after,
    };
    acts.push(Act::Send(Draft {
        to: refer.receiver,
        dispute: matter.dispute.clone(),
        referral: refer.referral,
        body: Body::Refer(Box::new(body)),
    }));
    acts.extend(own::fulfilled(ctx, matter, officer, &fulfilled)?);
    Ok(acts)
}

fn check_kind<'r>(ctx: Context<'r>, refer: &Refer) -> Result<&'r Sends, Refusal> {
    let not_sent = |zh: String, en: String| Err(Refusal::new(RefusalKind::NotPermitted, "KIND_NOT_SENT", zh, en));
    let Some(sends) = ctx.rules.sends(&refer.kind) else {
        let said = |name: fn(Words) -> &'static str, between: &str| {
            let said = |sends: &Sends| match sends.name {
                Some(words) => format!("{} ({})", sends.kind, name(words)),
                None => sends.kind.to_string(),
            };
            ctx.rules.sends.iter().map(said).collect::<Vec<_>>().join(between)
        };
        return not_sent(
            format!("本单位不移交 {} 类对接，可移交：{}", refer.kind, said(|name| name.zh, "、")),
            format!("this agency does not send kind `{}`; it sends: {}", refer.kind, said(|name| name.en, ", ")),
        );
    };
    if refer.receiver == *ctx.me {
        return not_sent("不能移交给本单位".into(), "a matter is not handed over to the agency that has it".into());
    }
    if PurposeKind::of(&refer.kind) != refer.purpose.kind() {
        let kind = &refer.kind;
        return not_sent(
            format!("{kind} 类对接有自己的请求：督办用 Supervise，司法确认用 RequestConfirmation"),
            format!("kind `{kind}` has a request of its own: Supervise, or RequestConfirmation"),
        );
    }
    if !sends.to_roles.include(refer.receiver.role()) {
        let (zh, en) = (sends.to_roles.said("、", "名录内单位"), sends.to_roles.said("` or `", "listed agency"));
        let refused = not_sent(
            format!("{} 类对接只能移交给 {zh}，不能移交给 {}", refer.kind, refer.receiver),
            format!("kind `{}` goes to a `{en}`, not to `{}`", refer.kind, refer.receiver),
        );
        return match refer.kind.as_str() {
            ACCUSATION => refused.map_err(|refusal| refusal.with_basis(protecting::INFORMANT)),
            _ => refused,
        };
    }
    commissioning::procedure(sends, commissioning::mode(sends, refer.mode)?, refer.procedure)?;
    Ok(sends)
}

type Origin = (Vec<AgencyId>, Option<crate::ids::ReferralId>, Option<crate::time::Timestamp>);

/// The path so far with this agency at its end; for a matter that was handed to us, its referral and handling due.
fn where_from(ctx: Context<'_>, matter: &Matter) -> Result<Origin, Refusal> {
    let Some(incoming) = matter.incoming() else { return Ok((vec![ctx.me.clone()], None, None)) };
    if incoming.stage != Stage::Accepted {
        let mut refusal = Refusal::out_of_order(
            "NOT_ACCEPTED",
            format!("移交来的事项受理后才能再移交，现为“{}”", incoming.stage.zh()),
            format!("a matter handed to us goes onward only once accepted; it is `{}`", incoming.stage.as_str()),
        );
        refusal.state = Some(incoming.stage.as_str().to_owned());
        return Err(refusal);
    }
    let mut path = incoming.path.clone();
    path.push(ctx.me.clone());
    let handle = incoming.deadline(crate::referral::Duty::Handle).map(|deadline| deadline.due.due);
    Ok((path, Some(incoming.id.clone()), handle))
}

/// No loops and no endless chains.
pub(super) fn check_path(path: &[AgencyId], receiver: &AgencyId) -> Result<(), Refusal> {
    if path.contains(receiver) {
        let way: Vec<_> = path.iter().chain([receiver]).map(AgencyId::as_str).collect();
        return Err(Refusal::out_of_order(
            "LOOP",
            format!("移交路径成环：{}", way.join(" → ")),
            format!("the matter would come back: {}", way.join(" → ")),
        ));
    }
    if path.len() > DEPTH_MAX {
        return Err(Refusal::out_of_order(
            "TOO_DEEP",
            format!("移交层级超过 {DEPTH_MAX} 级，请报共同上级协调"),
            format!("more than {DEPTH_MAX} handoffs in a row; ask the common superior"),
        ));
    }
    Ok(())
}

fn replaced<'a>(matter: &'a Matter, refer: &Refer) -> Result<Option<&'a Referral>, Refusal> {
    let Some(id) = &refer.replaces else { return Ok(None) };
    let old = matter.referral(id).filter(|old| old.side == Side::Sender).ok_or_else(Refusal::not_found)?;
    if !old.stage.is_ended() || old.stage.is_confirmed() {
        return Err(Refusal::out_of_order(
            "NOT_ENDED",
            format!("对接 {id} 现为“{}”，不能由新对接代替", old.stage.zh()),
            format!("referral `{id}` is `{}` and cannot be replaced", old.stage.as_str()),
        ));
    }
    Ok(Some(old))
}

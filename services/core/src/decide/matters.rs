//! Opening and closing a matter.

use super::{Act, Context, dossier, offers, own, parties};
use crate::{
    apply::apply,
    dossier::Entry,
    event::{Event, Stamp},
    ids::MatterId,
    matter::{Matter, OwnDeadline, own::Ending},
    purpose::PROXY,
    refusal::Refusal,
    term::Whose,
    terms_common::KEEP_TRIAGE,
    text::Text,
};

/// What is told of it at once is written into its dossier with the same record.
pub(super) fn register(
    ctx: Context<'_>,
    id: MatterId,
    existing: Option<&Matter>,
    officer: &Text,
    registered: Event,
    told: Vec<Entry>,
) -> Result<Vec<Act>, Refusal> {
    if existing.is_some() {
        return Err(Refusal::out_of_order("ALREADY_REGISTERED", "该事项已登记", "this matter is registered already"));
    }
    if let Event::Registered { subject, .. } = &registered {
        parties::told_apart(&subject.parties)?;
    }
    let stamp = Stamp { matter: &id, recorded_at: ctx.now, position: 0 };
    let mut opened = apply(None, stamp, &registered).ok_or_else(Refusal::not_found)?;
    let mut acts = vec![Act::Happen(registered)];
    for entry in told {
        // Each is written into the file as those before it left it: two of them may begin a deadline.
        let written = dossier::add(ctx, &opened, officer, Box::new(entry))?;
        for act in &written {
            if let Act::Happen(event) = act {
                opened = apply(Some(opened), stamp, event).ok_or_else(Refusal::not_found)?;
            }
        }
        acts.extend(written);
    }
    Ok(acts)
}

/// An officer closes it.
pub(super) fn close(ctx: Context<'_>, matter: &Matter, reason: Text) -> Result<Vec<Act>, Refusal> {
    if let Some(agency) = matter.deferred_handoff() {
        return Err(Refusal::out_of_order(
            "PROXY_NOT_HANDED_OVER",
            format!("该事项是代 {agency} 收的，尚未移交，不能关闭；请先移交（{PROXY} 类对接），或者登记为当场解决"),
            format!(
                "the matter was taken in for `{agency}` and is not handed over yet; refer it (kind `{PROXY}`), or triage it as solved \
                 on the spot"
            ),
        ));
    }
    end(ctx, matter, reason, own::ended(ctx, matter, KEEP_TRIAGE, Ending::Done))
}

/// It is over, whoever took it in. Own deadlines are ended by `endings` in the same record; rights of parties are not kept here any
/// longer.
pub(super) fn end(ctx: Context<'_>, matter: &Matter, reason: Text, endings: Vec<Act>) -> Result<Vec<Act>, Refusal> {
    if matter.closed.is_some() {
        return Err(Refusal::out_of_order("MATTER_CLOSED", "该事项已关闭", "this matter is closed already"));
    }
    if let Some(open) = matter.referrals.iter().find(|referral| !referral.stage.is_ended()) {
        let mut refusal = Refusal::out_of_order(
            "OPEN_REFERRAL",
            format!("事项还有未结束的对接 {}（{}），不能关闭", open.id, open.stage.zh()),
            format!("referral `{}` is still `{}`, so the matter cannot be closed", open.id, open.stage.as_str()),
        );
        refusal.state = Some(open.stage.as_str().to_owned());
        return Err(refusal);
    }
    let ended = |own: &OwnDeadline| {
        endings.iter().any(|act| matches!(act, Act::Happen(Event::Own { id, .. }) if *id == own.id))
    };
    let duty = |own: &&OwnDeadline| own.runs() && own.whose == Whose::Duty && !ended(own);
    if let Some(running) = matter.own.iter().find(duty) {
        let (id, rule) = (&running.id, running.rule());
        return Err(Refusal::out_of_order(
            "OPEN_DEADLINE",
            format!("事项的自有期限 {id}（{rule}）尚未结束，请先登记其完成、不成或者撤销"),
            format!("own deadline `{id}` ({rule}) of the matter still runs; end it first, as done, failed or dropped"),
        ));
    }
    if matter.incoming().is_some_and(|incoming| incoming.offer.is_some()) {
        return Err(Refusal::out_of_order(
            "OFFER_OPEN",
            "逾期确认尚待移交方答复，不能关闭",
            "a late offer still waits for the sender, so the matter cannot be closed",
        ));
    }
    let mut acts = endings;
    acts.extend(offers::supersede_all(matter));
    acts.extend(own::rights_dropped(ctx, matter));
    acts.push(Act::Happen(Event::Closed { reason }));
    Ok(acts)
}

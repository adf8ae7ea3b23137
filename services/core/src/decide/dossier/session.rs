//! 调解会 and 会诊: written down once they were held, with who is a party, who was invited and which bodies there are.

use super::{Act, Context, named, past, recusal};
use crate::{
    bodies,
    dossier::{JointPanel, Presence, Session},
    matter::Matter,
    refusal::Refusal,
    time::Timestamp,
};

/// Whoever stayed away without reason was provably invited.
pub(super) fn hold(ctx: Context<'_>, matter: &Matter, it: &Session) -> Result<Vec<Act>, Refusal> {
    past(ctx, "entry.session.held_at", it.held_at)?;
    goes_on(matter, it.held_at)?;
    held_here(matter, it.held_at)?;
    somebody_came(it)?;
    for (index, one) in it.attendance.iter().enumerate() {
        named(matter, &one.party)?;
        if it.attendance.iter().take(index).any(|before| before.party == one.party) {
            let party = one.party.as_str();
            return Err(Refusal::out_of_order(
                "PARTY_TWICE",
                format!("“{party}”的到场情况写了两次"),
                format!("the attendance of `{party}` is written twice"),
            ));
        }
        if one.presence == Presence::Absent && one.invitation.is_none() {
            let party = one.party.as_str();
            return Err(Refusal::out_of_order(
                "NO_PROOF_OF_INVITATION",
                format!("“{party}”无正当理由未到须附邀请的证明（invitation）；没有通知到的，请登记为有正当理由未到"),
                format!(
                    "that `{party}` stayed away without reason needs proof of the invitation; write excused instead"
                ),
            ));
        }
    }
    Ok(Vec::new())
}

/// The lead is one body, those that assist are others, one at least; where the agency lists its bodies, they are on the list.
pub(super) fn confer(ctx: Context<'_>, matter: &Matter, it: &JointPanel) -> Result<Vec<Act>, Refusal> {
    past(ctx, "entry.joint_panel.held_at", it.held_at)?;
    if it.assisting.is_empty() {
        return Err(Refusal::out_of_order(
            "ASSISTING_MISSING",
            "会诊由牵头和协助的调解组织共同进行，请至少填写一个协助组织；只有一个组织的，登记为调解会（session）",
            "a joint panel is of a lead and at least one body that assists; what one body holds alone is a `session`",
        )
        .in_field("entry.joint_panel.assisting", "乡镇调处中心"));
    }
    goes_on(matter, it.held_at)?;
    let mut seen = Vec::new();
    for name in std::iter::once(&it.lead).chain(&it.assisting) {
        let name = bodies::known(ctx.rules, name)?;
        if seen.contains(&name) {
            let name = name.as_str();
            return Err(Refusal::out_of_order(
                "BODY_TWICE",
                format!("会诊的调解组织“{name}”写了两次，牵头和协助应当是不同的组织"),
                format!("`{name}` is named twice; the lead and those that assist are different bodies"),
            ));
        }
        seen.push(name);
    }
    Ok(Vec::new())
}

/// A matter that was handed to us was not mediated here before it came.
fn held_here(matter: &Matter, at: Timestamp) -> Result<(), Refusal> {
    let came = matter.incoming().and_then(|incoming| incoming.milestones.arrived_at);
    match came.filter(|came| at < *came) {
        None => Ok(()),
        Some(came) => Err(Refusal::out_of_order(
            "BEFORE_ARRIVAL",
            format!("所填时间 {at} 早于移交材料到达的时间 {came}，请核对"),
            format!("{at} is before the matter came here, at {came}"),
        )
        .in_field("entry.session.held_at", came)),
    }
}

/// Who stayed away without reason is written down too; but that all were excused, or nobody was there, is no session.
fn somebody_came(it: &Session) -> Result<(), Refusal> {
    if it.attendance.iter().any(|one| one.presence != Presence::Excused) {
        return Ok(());
    }
    Err(Refusal::out_of_order(
        "NOBODY_CAME",
        "没有当事人到场，调解会没有召开；改期的，召开后再登记，并写明到场的当事人（attendance）",
        "no party came, so no session was held; write it down once it was, with who came in `attendance`",
    ))
}

fn goes_on(matter: &Matter, at: Timestamp) -> Result<(), Refusal> {
    recusal::may_go_on(matter, at)?;
    let mediator = matter.incoming().and_then(|incoming| incoming.mediator.as_ref());
    mediator.map_or(Ok(()), |mediator| recusal::may_mediate(matter, mediator))
}

//! Making a handling term longer: only as its rule allows, and only on the word that the rule asks for.

use super::{Act, Asker, Context, not_loaded, only};
use crate::{
    due::{Due, due},
    letter::{
        Body,
        body::{Extend, ExtensionGround, Officer, PartyConsent},
    },
    matter::Matter,
    referral::{Deadline, Duty, Referral},
    refusal::{Refusal, RefusalKind},
    term::{Approval, Extension, Period, Term, Words},
    text::Text,
    time::Timestamp,
};
use std::time::Duration;

pub(super) fn extend(
    ctx: Context<'_>,
    matter: &Matter,
    referral: &Referral,
    officer: Officer,
    length: u32,
    ground: ExtensionGround,
    reason: Option<Text>,
) -> Result<Vec<Act>, Refusal> {
    let deadline = referral.deadline(Duty::Handle).ok_or_else(|| {
        Refusal::out_of_order("NO_HANDLING_TERM", "该对接没有办理期限", "the referral has no handling term")
    })?;
    let (rule, started_at) = (&deadline.due.rule, deadline.due.started_at);
    let rule = ctx.rules.term_at(rule, started_at).ok_or_else(|| not_loaded(rule))?;
    let basis = rule.basis.to_string();
    let extension =
        allowed(ctx.now, rule, rule.extension, deadline, length).map_err(|refusal| refusal.with_basis(&basis))?;
    let made = deadline.earlier.len();
    evidenced(ctx, (rule, extension, made), &ground, matter).map_err(|refusal| refusal.with_basis(&basis))?;
    let handle_due = longer(ctx, rule, extension, deadline, length, referral.not_after)?;
    Ok(only(referral, Body::Extend(Extend { officer, ground, reason, handle_due })))
}

/// Whether the rule, by `extension` as it has one here, lets the term grow by `length` once more, now.
pub(super) fn allowed(
    now: Timestamp,
    rule: &Term,
    extension: Option<Extension>,
    deadline: &Deadline,
    length: u32,
) -> Result<Extension, Refusal> {
    let Some(extension) = extension else {
        return Err(Refusal::out_of_order(
            "EXTENSION_NOT_PROVIDED",
            format!("{}（{}）没有延长的规定", rule.name_zh, rule.rule),
            format!("rule `{}` ({}) provides for no extension", rule.rule, rule.name_en),
        ));
    };
    let made = u32::try_from(deadline.earlier.len()).unwrap_or(u32::MAX);
    if made >= extension.times {
        return Err(Refusal::out_of_order(
            "EXTENSION_USED",
            format!("最多延长 {} 次，已延长 {made} 次", extension.times),
            format!("it may be extended {} time(s), and was {made} time(s)", extension.times),
        ));
    }
    let longest = left(extension, deadline)?;
    if length == 0 || length > longest {
        let Words { zh, en } = extension.unit.words();
        let (when, when_en) = match extension.total {
            None => ("每次可延长", "each extension is"),
            Some(_) => ("现在可延长", "an extension is now"),
        };
        return Err(Refusal::out_of_order(
            "EXTENSION_TOO_LONG",
            format!("{when} 1 至 {longest} {zh}，不能延长 {length} {zh}"),
            format!("{when_en} 1 to {longest} {en}, not {length}"),
        ));
    }
    if deadline.overdue(now) {
        return Err(Refusal::out_of_order(
            "TERM_ENDED",
            format!("期限已于 {} 届满，届满后不能延长", crate::due::display_due(deadline.due.due)),
            format!(
                "the term ended at {} Beijing time and can no longer be extended",
                crate::due::display_due(deadline.due.due)
            ),
        ));
    }
    Ok(extension)
}

/// By how many of its unit it may grow now: where the sum is capped, by what is left of it.
fn left(extension: Extension, deadline: &Deadline) -> Result<u32, Refusal> {
    let Some(total) = extension.total else { return Ok(extension.longest) };
    let terms = deadline.earlier.iter().chain([&deadline.due]).skip(1);
    let made = terms.map(|further| further.length).fold(0, u32::saturating_add);
    let Words { zh, en } = extension.unit.words();
    match total.checked_sub(made).filter(|left| *left > 0) {
        Some(left) => Ok(left.min(extension.longest)),
        None => Err(Refusal::out_of_order(
            "EXTENSION_USED",
            format!(
                "各次合计最多延长 {total} {zh}，已延长 {made} {zh}。可以：期限届满前达成协议的办结；不成的终止调解并报告，退回材料"
            ),
            format!(
                "all extensions together are {total} {en} at most, and {made} were made. Instead: conclude it with an agreement \
                 before it is due, or end it with a report and return the papers"
            ),
        )),
    }
}

/// The word that the rule asks for is there, for one more extension than were made.
pub(super) fn evidenced(
    ctx: Context<'_>,
    (rule, extension, made): (&Term, Extension, usize),
    ground: &ExtensionGround,
    matter: &Matter,
) -> Result<(), Refusal> {
    match (extension.needs, ground) {
        (Approval::AllParties, ExtensionGround::Consent(consents)) => all_consent(consents, matter),
        (Approval::Head | Approval::Superior, ExtensionGround::Approval { .. }) => approved(ctx, rule, made, matter),
        (Approval::AllParties, ExtensionGround::Approval { .. }) => Err(Refusal::out_of_order(
            "EXTENSION_EVIDENCE",
            "延长须各方当事人同意，请附每一方的同意证明，不能以批准代替",
            "an extension needs the consent of all parties, each with its evidence; an approval does not replace it",
        )),
        (Approval::Head | Approval::Superior, ExtensionGround::Consent(_)) => Err(Refusal::out_of_order(
            "EXTENSION_EVIDENCE",
            "延长须经批准，请附批准文书，当事人同意不能代替",
            "an extension needs an approval with its document; the parties' consent does not replace it",
        )),
    }
}

/// A leader writes the extension down, or has approved it in the file: a name that a clerk typed is no approval.
fn approved(ctx: Context<'_>, rule: &Term, made: usize, matter: &Matter) -> Result<(), Refusal> {
    if ctx.asker == Asker::Leader || matter.extensions_approved(rule.rule) > made {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalKind::NotPermitted,
        "APPROVAL_MISSING",
        format!(
            "延长 {}（{}）须经批准：由负责人（leader）办理延长，或者先由负责人登记审批（approval，extension 填 {}），每次延长各须一次",
            rule.name_zh, rule.rule, rule.rule
        ),
        format!(
            "extending `{}` ({}) needs an approval: an officer with the role `leader` extends it, or first writes an `approval` with \
             `extension` {}; each extension needs one",
            rule.rule, rule.name_en, rule.rule
        ),
    ))
}

/// Each party of the matter has consented, and nobody else.
fn all_consent(consents: &[PartyConsent], matter: &Matter) -> Result<(), Refusal> {
    let consented = |name: &Text| consents.iter().any(|consent| consent.party == *name);
    let parties = &matter.subject.parties;
    let missing: Vec<_> =
        parties.iter().filter(|party| !consented(&party.name)).map(|party| party.name.as_str()).collect();
    let stranger = consents.iter().find(|consent| !parties.iter().any(|party| party.name == consent.party));
    if let Some(stranger) = stranger {
        let name = stranger.party.as_str();
        return Err(Refusal::out_of_order(
            "NOT_A_PARTY",
            format!("“{name}”不是该事项的当事人"),
            format!("`{name}` is not a party of the matter"),
        ));
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(Refusal::out_of_order(
        "EXTENSION_EVIDENCE",
        format!("延长须各方当事人同意，还缺同意证明的：{}", missing.join("、")),
        format!("an extension needs the consent of all parties; the evidence is missing of: {}", missing.join(", ")),
    ))
}

/// A further term that begins when the one told before ends; never past the parent's.
pub(super) fn longer(
    ctx: Context<'_>,
    rule: &Term,
    extension: Extension,
    deadline: &Deadline,
    length: u32,
    not_after: Option<Timestamp>,
) -> Result<Due, Refusal> {
    let further = rule.counted_as(Period { length, unit: extension.unit }, rule.basis);
    let last_moment = deadline.due.due.minus(Duration::from_micros(1));
    let mut longer = due(&further, last_moment, ctx.calendar);
    if let Some(limit) = not_after.filter(|limit| *limit < longer.due) {
        longer.due = limit;
    }
    if longer.due <= deadline.due.due {
        return Err(Refusal::out_of_order(
            "PARENT_TERM",
            "上级对接的办理期限不允许再延长，请先由其延长",
            "the parent referral's handling term leaves no room; it must be extended first",
        ));
    }
    Ok(longer)
}

//! 登记来源、当事人证件、并入一案一码: which may be written.

use super::named;
use crate::{
    decide::{Act, Asker, Context, own, parties, protecting::INFORMANT},
    dossier::{DisputeLink, Identification, IdentifierKind, Intake, Source},
    matter::Matter,
    refusal::{Refusal, RefusalKind},
    subject::{Party, PartyKind, Subject},
    term::Milestone,
    text::Text,
};

/// An intake that is written down after the matter was registered or received.
pub(super) fn may_be_written(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    intake: &Intake,
) -> Result<Vec<Act>, Refusal> {
    if matter.intake().is_some() {
        return Err(Refusal::out_of_order(
            "INTAKE_WRITTEN",
            "该事项的登记来源已写入，不能再写；当事人证件请单独登记",
            "how the matter came here is written down already; identify parties by an entry of their own",
        ));
    }
    fits(ctx, &matter.subject, intake)?;
    match &intake.source {
        Source::Proxy { .. } => {
            let at = intake.received_at.unwrap_or(ctx.now).min(ctx.now);
            own::by_entry(ctx, matter, officer, Milestone::TakenInForAnother, at)
        }
        // What was passed on by an agency of this exchange has the terms of its kind.
        source if matter.incoming().is_none() => {
            let at = intake.received_at.unwrap_or(matter.registered_at).min(ctx.now);
            own::received(ctx, matter, officer, source.channel(), at)
        }
        Source::Call110
        | Source::Window
        | Source::Visit
        | Source::Letter
        | Source::Online
        | Source::Transfer
        | Source::Screening => Ok(Vec::new()),
    }
}

/// What is told of an intake fits what the matter is about and who takes it in.
fn fits(ctx: Context<'_>, subject: &Subject, intake: &Intake) -> Result<(), Refusal> {
    if let Source::Proxy { on_behalf_of } = &intake.source
        && on_behalf_of == ctx.me
    {
        return Err(Refusal::out_of_order(
            "PROXY_FOR_SELF",
            "代收是替其他单位收件，不能填写本单位",
            "intake by proxy is for another agency, not for this one",
        ));
    }
    for (at, identification) in intake.identifications.iter().enumerate() {
        let party = subject.parties.iter().find(|party| party.name == identification.party);
        kind_fits(party.ok_or_else(|| parties::unknown(subject, &identification.party))?, identification)?;
        if intake.identifications.iter().take(at).any(|earlier| earlier.party == identification.party) {
            return Err(identified(&identification.party));
        }
    }
    Ok(())
}

/// An identification that is not known yet; a later one of the same party takes its place.
pub(super) fn identifies(matter: &Matter, identification: &Identification) -> Result<Vec<Act>, Refusal> {
    named(matter, &identification.party)?;
    for party in matter.subject.parties.iter().filter(|party| party.name == identification.party) {
        kind_fits(party, identification)?;
    }
    if matter.identifications().contains(&identification) {
        return Err(identified(&identification.party));
    }
    Ok(Vec::new())
}

/// A link to another dispute, whose code is known here, unless a leader answers for it; the code borne until now is remembered
/// in it. An accusation's code is nobody else's, for it would show who informed.
pub(super) fn link(ctx: Context<'_>, matter: &Matter, link: &mut DisputeLink) -> Result<Vec<Act>, Refusal> {
    if link.dispute == matter.dispute {
        return Err(Refusal::out_of_order(
            "ALREADY_LINKED",
            format!("该事项的一案一码已经是 {}", link.dispute),
            format!("the matter bears the dispute code `{}` already", link.dispute),
        ));
    }
    let accusations = || [Some(matter), ctx.other].into_iter().flatten().filter(|it| it.is_accusation());
    if let Some(accusation) = accusations().next().filter(|_| accusations().count() == 1) {
        return Err(Refusal::new(
            RefusalKind::NotPermitted,
            "ACCUSATION_PROTECTED",
            format!("一案一码 {} 属于检举控告事项，不与其他事项并案；民事纠纷另用一案一码", accusation.dispute),
            format!("the dispute code `{}` is an accusation's and is shared with nothing else", accusation.dispute),
        )
        .with_basis(INFORMANT));
    }
    if ctx.other.is_none() && ctx.asker == Asker::Clerk {
        return Err(Refusal::out_of_order(
            "DISPUTE_UNKNOWN",
            format!("本单位没有一案一码为 {} 的事项，也没有收到过；请核对，确属同一争议的由负责人登记", link.dispute),
            format!(
                "no matter here bears the dispute code `{}`; compare it, or have a leader write it down",
                link.dispute
            ),
        ));
    }
    link.former = Some(matter.dispute.clone());
    Ok(Vec::new())
}

fn kind_fits(party: &Party, identification: &Identification) -> Result<(), Refusal> {
    match (party.kind, identification.kind) {
        (PartyKind::Person, IdentifierKind::ResidentId) | (PartyKind::Organisation, IdentifierKind::SocialCredit) => {
            Ok(())
        }
        (PartyKind::Person, IdentifierKind::SocialCredit) | (PartyKind::Organisation, IdentifierKind::ResidentId) => {
            let party = party.name.as_str();
            Err(Refusal::out_of_order(
                "WRONG_IDENTIFIER_KIND",
                format!("“{party}”的证件种类不符：自然人用公民身份号码，法人或者其他组织用统一社会信用代码"),
                format!(
                    "`{party}` cannot have a number of this kind: a person has a resident's number, an organisation a unified social credit code"
                ),
            ))
        }
    }
}

fn identified(party: &Text) -> Refusal {
    let party = party.as_str();
    Refusal::out_of_order(
        "ALREADY_IDENTIFIED",
        format!("“{party}”的该证件号码已登记"),
        format!("`{party}` is identified by this number already"),
    )
}

//! Who is a party of a matter, and what follows if one of them does not agree to mediation.

use crate::{
    dossier::Consent,
    matter::Matter,
    refusal::Refusal,
    subject::{Party, Subject},
    text::Text,
    time::Timestamp,
};

/// Nobody is mediated against their will.
const VOLUNTARY: &str = "《人民调解法》第17条；《民事诉讼法》第125条";

/// Refuses somebody who is no party, and names those who are.
pub(super) fn named(matter: &Matter, name: &Text) -> Result<(), Refusal> {
    if matter.subject.parties.iter().any(|party| party.name == *name) {
        Ok(())
    } else {
        Err(unknown(&matter.subject, name))
    }
}

/// The same of one field of the request.
pub(super) fn named_in(matter: &Matter, field: &str, name: &Text) -> Result<(), Refusal> {
    named(matter, name).map_err(|refusal| match matter.subject.parties.first() {
        Some(first) => refusal.in_field(field, first.name.as_str()),
        None => refusal,
    })
}

/// Somebody who is no party.
pub(super) fn unknown(subject: &Subject, name: &Text) -> Refusal {
    let parties: Vec<_> = subject.parties.iter().map(|party| party.name.as_str()).collect();
    let name = name.as_str();
    Refusal::out_of_order(
        "PARTY_UNKNOWN",
        format!("“{name}”不是该事项的当事人，请按登记的姓名或者名称填写；当事人：{}", parties.join("、")),
        format!("`{name}` is no party of the matter; write the name as it was registered, of: {}", parties.join(", ")),
    )
}

/// Parties go by their names from then on, so two of one name are told apart.
pub(super) fn told_apart(parties: &[Party]) -> Result<(), Refusal> {
    let twice = parties.iter().enumerate().find(|(at, party)| parties.iter().take(*at).any(|it| it.name == party.name));
    let Some((at, party)) = twice else { return Ok(()) };
    let name = party.name.as_str();
    Err(Refusal::out_of_order(
        "PARTY_TWICE",
        format!("有两方当事人都写作“{name}”，以后的同意、到场、回访按姓名登记，无法区分；重名的请加注区分"),
        format!("two parties are written `{name}`; consent, attendance and call-backs go by name, so tell them apart"),
    )
    .in_field(&format!("parties[{at}].name"), format!("{name}（大）")))
}

/// Refuses what belongs to a mediation that a party did not agree to any more when it happened (`at`). What was held before
/// that may still be written down.
pub(super) fn willing(matter: &Matter, at: Timestamp) -> Result<(), Refusal> {
    match matter.unwilling() {
        Some((consent, since)) if since.is_none_or(|since| since <= at) => Err(unwilling(consent)),
        Some(_) | None => Ok(()),
    }
}

fn unwilling(consent: &Consent) -> Refusal {
    let (party, said) = (consent.party.as_str(), consent.state.words());
    Refusal::out_of_order(
        "MEDIATION_REFUSED",
        format!(
            "“{party}”{}，不得继续调解。可以：办结为终止（理由：一方明确不愿继续），材料退回；该当事人又同意的，先登记同意再办理",
            said.zh
        ),
        format!(
            "`{party}` {}, so mediation does not go on. Instead: conclude it as terminated, for a party refuses, and return the \
             papers; if the party agrees again, write its consent down first",
            said.en
        ),
    )
    .with_basis(VOLUNTARY)
}

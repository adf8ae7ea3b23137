//! What a referral is for, where it is more than handling: supervision and application for confirmation.

use super::{
    field::{FieldError, agency, optional_text, optional_token, or_empty, proto_instant, required, text},
    field::{instant, list, optional, optional_date},
    limits, tokens,
    values::{material, materials, proto_material, rule},
};
use duijie_core::{
    purpose::{Agent, Application, Missed, Overseen, Property, Supervision},
    subject::Material,
};
use duijie_proto::v1;

/// What is supervised.
///
/// # Errors
/// The first field that is wrong.
pub fn supervision(raw: &v1::Supervision) -> Result<Supervision, FieldError> {
    let missed = raw.missed_duty != 0 || !raw.missed_rule_id.is_empty() || raw.missed_due.is_some();
    Ok(Supervision {
        agency: agency("agency", &raw.agency)?,
        about: optional_token("about_referral", &raw.about_referral)?,
        missed: missed.then(|| self::missed(raw)).transpose()?,
        demand: text("demand", &raw.demand, limits::WORDS)?,
        of: if raw.accusation { Overseen::Accusation } else { Overseen::Dispute },
    })
}

fn missed(raw: &v1::Supervision) -> Result<Missed, FieldError> {
    Ok(Missed {
        duty: tokens::referral_duty("missed_duty", raw.missed_duty)?,
        rule: rule("missed_rule_id", &raw.missed_rule_id)?,
        due: instant("missed_due", raw.missed_due.as_ref())?,
    })
}

/// What is supervised, for the wire.
#[must_use]
pub fn proto_supervision(supervision: &Supervision) -> v1::Supervision {
    let missed = supervision.missed.as_ref();
    v1::Supervision {
        agency: supervision.agency.as_str().to_owned(),
        about_referral: supervision.about.as_ref().map_or_else(String::new, |id| id.as_str().to_owned()),
        missed_duty: missed.map_or(0, |missed| tokens::duty_number(missed.duty)),
        missed_rule_id: missed.map_or_else(String::new, |missed| missed.rule.as_str().to_owned()),
        missed_due: missed.map(|missed| proto_instant(missed.due)),
        demand: supervision.demand.as_str().to_owned(),
        accusation: supervision.of == Overseen::Accusation,
    }
}

/// A joint application for confirmation.
///
/// # Errors
/// The first field that is wrong.
pub fn application(raw: &v1::ConfirmationApplication) -> Result<Application, FieldError> {
    let effective_on = optional_date("effective_on", &raw.effective_on)?;
    let proofs = materials("property_proofs", &raw.property_proofs)?;
    if !raw.concerns_property && !proofs.is_empty() {
        let (zh, en) =
            ("协议不涉及财产时不附财产权利证明", "an agreement that concerns no property needs no proofs of it");
        return Err(FieldError::new("property_proofs", "CONTRADICTION", zh, en));
    }
    Ok(Application {
        property: if raw.concerns_property { Property::Concerned(proofs) } else { Property::NotConcerned },
        agents: list("agents", &raw.agents, limits::PARTIES, agent)?,
        applicants: list("applicants", &raw.applicants, limits::PARTIES, |raw| text("", raw, limits::NAME))?,
        agreement: required("agreement", raw.agreement.as_ref(), material)?,
        mediated_by: required("mediated_by", raw.mediated_by.as_ref(), material)?,
        effective_on: effective_on.ok_or_else(|| FieldError::missing("effective_on"))?,
        effective_because: optional_text("effective_because", &raw.effective_because, limits::SENTENCE)?,
        from_referral: optional_token("from_referral", &raw.from_referral)?,
    })
}

fn agent(raw: &v1::ApplicationAgent) -> Result<Agent, FieldError> {
    Ok(Agent {
        party: text("party", &raw.party, limits::NAME)?,
        name: text("name", &raw.name, limits::NAME)?,
        authorisation: optional("authorisation", raw.authorisation.as_ref(), material)?,
    })
}

/// A joint application, for the wire.
#[must_use]
pub fn proto_application(application: &Application) -> v1::ConfirmationApplication {
    let (concerns_property, proofs): (bool, &[Material]) = match &application.property {
        Property::NotConcerned => (false, &[]),
        Property::Concerned(proofs) => (true, proofs),
    };
    let agent = |agent: &Agent| v1::ApplicationAgent {
        party: agent.party.as_str().to_owned(),
        name: agent.name.as_str().to_owned(),
        authorisation: agent.authorisation.as_ref().map(proto_material),
    };
    v1::ConfirmationApplication {
        concerns_property,
        property_proofs: proofs.iter().map(proto_material).collect(),
        agents: application.agents.iter().map(agent).collect(),
        applicants: application.applicants.iter().map(|name| name.as_str().to_owned()).collect(),
        agreement: Some(proto_material(&application.agreement)),
        mediated_by: Some(proto_material(&application.mediated_by)),
        effective_on: application.effective_on.to_string(),
        effective_because: or_empty(application.effective_because.as_ref()),
        from_referral: application.from_referral.as_ref().map_or_else(String::new, |id| id.as_str().to_owned()),
    }
}

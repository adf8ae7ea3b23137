//! Requests beside the plain course of a referral, from their arguments.

use duijie_proto::v1::{
    AnswerSupervisionRequest, ApplicationAgent, ConfirmationApplication, ConfirmationRuling, DecideConfirmationRequest,
    DecideObjectionRequest, ExtendRequest, ObjectRequest, PartyConsent, RequestConfirmationRequest,
    RequestMaterialRequest, SuperviseRequest, WrittenAnswer,
};

use super::materials;
use super::steps::{About, asked};
use crate::args::special::Special;

/// The request that the arguments ask for.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn request(special: Special) -> anyhow::Result<About> {
    Ok(match special {
        Special::Object(it) => {
            let (request_id, validate_only) = asked(it.ask);
            About::Object(ObjectRequest {
                request_id,
                validate_only,
                referral_id: it.referral,
                basis: it.basis.unwrap_or_default(),
                text: it.text,
                suggestion: it.suggestion.unwrap_or_default(),
            })
        }
        Special::DecideObjection(it) => {
            let (request_id, validate_only) = asked(it.ask);
            let (referral_id, answer) = (it.referral, it.answer.into());
            About::DecideObjection(DecideObjectionRequest {
                request_id,
                validate_only,
                referral_id,
                answer,
                text: it.text,
            })
        }
        Special::RequestMaterial(it) => {
            let (request_id, validate_only) = asked(it.ask);
            About::RequestMaterial(RequestMaterialRequest {
                request_id,
                validate_only,
                referral_id: it.referral,
                digests: it.digests.into_iter().map(|digest| digest.0).collect(),
                text: it.text.unwrap_or_default(),
            })
        }
        Special::Extend(it) => About::Extend(extend(it)?),
        Special::Supervise(it) => {
            let (request_id, validate_only) = asked(it.ask);
            About::Supervise(SuperviseRequest {
                request_id,
                validate_only,
                matter_id: it.matter,
                receiver: it.to,
                agency: it.agency.unwrap_or_default(),
                about_referral: it.about.unwrap_or_default(),
                demand: it.demand,
            })
        }
        Special::AnswerSupervision(it) => {
            let (request_id, validate_only) = asked(it.ask);
            let answer = Some(WrittenAnswer { text: it.text, materials: materials::of_files(&it.materials)? });
            let referral_id = it.referral;
            About::AnswerSupervision(AnswerSupervisionRequest { request_id, validate_only, referral_id, answer })
        }
        Special::RequestConfirmation(it) => About::RequestConfirmation(confirmation(it)?),
        Special::DecideConfirmation(it) => {
            let (request_id, validate_only) = asked(it.ask);
            let ruling = Some(ConfirmationRuling {
                number: it.number,
                decision: it.decision.into(),
                ground: it.ground.map_or(0, i32::from),
                document: it.document.as_deref().map(materials::of_file).transpose()?,
            });
            let referral_id = it.referral;
            About::DecideConfirmation(DecideConfirmationRequest { request_id, validate_only, referral_id, ruling })
        }
    })
}

fn extend(it: crate::args::special::Extend) -> anyhow::Result<ExtendRequest> {
    let (request_id, validate_only) = asked(it.ask);
    let consent = |(party, file): (String, std::path::PathBuf)| {
        Ok(PartyConsent { party, evidence: Some(materials::of_file(&file)?) })
    };
    Ok(ExtendRequest {
        request_id,
        validate_only,
        referral_id: it.referral,
        length: it.days,
        consents: it.consents.into_iter().map(consent).collect::<anyhow::Result<_>>()?,
        approved_by: it.approved_by.unwrap_or_default(),
        approval: it.approval.as_deref().map(materials::of_file).transpose()?,
        reason: it.reason.unwrap_or_default(),
    })
}

fn confirmation(it: crate::args::special::RequestConfirmation) -> anyhow::Result<RequestConfirmationRequest> {
    let (request_id, validate_only) = asked(it.ask);
    let agent = |(party, name, file): (String, String, std::path::PathBuf)| {
        let file = (!file.as_os_str().is_empty()).then_some(file);
        let authorisation = file.as_deref().map(materials::of_file).transpose()?;
        Ok(ApplicationAgent { party, name, authorisation })
    };
    let application = ConfirmationApplication {
        concerns_property: it.concerns_property,
        property_proofs: materials::of_files(&it.property_proofs)?,
        agents: it.agents.into_iter().map(agent).collect::<anyhow::Result<_>>()?,
        applicants: it.applicants,
        agreement: Some(materials::of_file(&it.agreement)?),
        mediated_by: Some(materials::of_file(&it.mediated_by)?),
        effective_on: it.effective_on,
        effective_because: it.effective_because.unwrap_or_default(),
        from_referral: String::new(),
    };
    Ok(RequestConfirmationRequest {
        request_id,
        validate_only,
        matter_id: it.matter,
        receiver: it.to,
        application: Some(application),
    })
}

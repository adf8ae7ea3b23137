//! In which mode, by which procedure and with what a matter goes to a mediator. Which modes there are is data of the kind.

use super::Context;
use crate::{
    command::Refer,
    commission::{Commission, Mode, ModeRule},
    dossier::Consent,
    matter::Matter,
    refusal::Refusal,
    rules::{Handed, ProcedureNeed, Sends},
    subject::Procedure,
};

/// The mode that is meant: the kind's first where none is told.
pub(super) fn mode(sends: &Sends, told: Option<Mode>) -> Result<Option<&'static ModeRule>, Refusal> {
    let Some(told) = told else { return Ok(sends.modes.first()) };
    let found = sends.modes.iter().find(|rule| rule.mode == told);
    found.map(Some).ok_or_else(|| {
        let (kind, it) = (&sends.kind, told.words());
        let (zh, en): (Vec<_>, Vec<_>) =
            sends.modes.iter().map(|rule| (rule.mode.words().zh, rule.mode.words().en)).unzip();
        let (zh, en) =
            if zh.is_empty() { ("无".to_owned(), "none".to_owned()) } else { (zh.join("、"), en.join(", ")) };
        Refusal::out_of_order(
            "MODE_NOT_APPLICABLE",
            format!("{kind} 类对接没有“{}”的方式；可选：{zh}", it.zh),
            format!("kind `{kind}` is not {}; it knows: {en}", it.en),
        )
    })
}

/// The procedure is told where the mode or kind depends on it, and only there.
pub(super) fn procedure(sends: &Sends, mode: Option<&ModeRule>, procedure: Option<Procedure>) -> Result<(), Refusal> {
    let need = mode.map_or(sends.procedure, |rule| rule.procedure);
    match (need, procedure) {
        (ProcedureNeed::Required, Some(_)) | (ProcedureNeed::None, None) => Ok(()),
        (ProcedureNeed::Required, None) => Err(Refusal::out_of_order(
            "PROCEDURE_MISSING",
            "诉调对接须写明普通程序或简易程序，调解期限由此而定",
            "this kind must tell the court's procedure, on which the mediation term depends",
        )
        .with_basis(
            mode.map_or("最高人民法院《关于严格依法规范民事案件立案与调解工作的意见》三", |rule| rule.article),
        )),
        (ProcedureNeed::None, Some(_)) => {
            let kind = &sends.kind;
            let refusal = match mode {
                None => Refusal::out_of_order(
                    "PROCEDURE_NOT_APPLICABLE",
                    format!("{kind} 类对接没有审理程序，请勿填写"),
                    format!("kind `{kind}` has no court procedure; leave it empty"),
                ),
                Some(rule) => Refusal::out_of_order(
                    "PROCEDURE_NOT_APPLICABLE",
                    format!("{}尚无审理程序，请勿填写；已立案的请用立案后委托", rule.mode.words().zh),
                    format!("what is {} has no court procedure yet; leave it empty", rule.mode.words().en),
                )
                .with_basis(rule.article),
            };
            Err(refusal)
        }
    }
}

/// What goes with the letter. Where the dispute alone is handed over, parties' words go without their papers, as all papers do.
pub(super) fn commission(
    ctx: Context<'_>,
    handed: Handed,
    matter: &Matter,
    refer: &Refer,
) -> Result<Commission, Refusal> {
    let Some(sends) = ctx.rules.sends(&refer.kind) else { return Ok(Commission::default()) };
    let parties = &matter.subject.parties;
    let said = |consent: &Consent| Consent { evidence: handed.paper(consent.evidence.as_ref()), ..consent.clone() };
    Ok(Commission {
        mode: mode(sends, refer.mode)?.map(|rule| rule.mode),
        consents: parties.iter().filter_map(|party| matter.consent_of(&party.name)).map(said).collect(),
        mediator: matter.mediator_named().map(|named| named.mediator.clone()),
    })
}

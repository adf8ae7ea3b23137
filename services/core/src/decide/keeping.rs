//! What was said in mediation does not leave in what officers write themselves (调解保密): letters and documents for others
//! are compared with it before they go.

use super::{Act, Context};
use crate::{
    confidential::WhatWasSaid,
    document::Reach,
    matter::Matter,
    refusal::{FieldRefusal, Refusal},
    text::Text,
};

/// By which what was said is kept.
const BASIS: &str = "《最高人民法院关于人民法院特邀调解的规定》第22条、《人民调解法》第15条";

/// Refuses letters and documents that repeat what was said in the mediation of `matter`, naming every field that does.
///
/// # Errors
/// A refusal with the fields, the entries that they repeat, and what may be done instead.
pub fn keeps(ctx: Context<'_>, matter: &Matter, acts: &[Act]) -> Result<(), Refusal> {
    let said = WhatWasSaid::in_mediation_of(matter, ctx.names.values());
    let fields: Vec<_> =
        acts.iter().flat_map(leaving).filter_map(|(path, text)| Some(repeats(path, said.repeated_in(text)?))).collect();
    if fields.is_empty() { Ok(()) } else { Err(repeated(fields)) }
}

/// Words that leave by it, with the paths of the fields in which they were asked for.
fn leaving(act: &Act) -> Vec<(String, &Text)> {
    match act {
        Act::Send(draft) => draft.body.words().into_iter().map(|(path, text)| (path.to_owned(), text)).collect(),
        Act::Issue(document) => match document.form.reach {
            Reach::Parties => Vec::new(),
            Reach::Others => {
                document.fields.iter().map(|it| (format!("fields.{}", it.key.as_str()), &it.value)).collect()
            }
        },
        Act::Happen(_) => Vec::new(),
    }
}

fn repeats(path: String, position: u64) -> FieldRefusal {
    FieldRefusal {
        zh: format!("逐字重复了调解中的陈述（流水号 {position}）"),
        en: format!("repeats word for word what was said in mediation (record {position})"),
        path,
    }
}

fn repeated(fields: Vec<FieldRefusal>) -> Refusal {
    let paths: Vec<_> = fields.iter().map(|field| field.path.as_str()).collect();
    let refusal = Refusal::out_of_order(
        "SAID_IN_MEDIATION",
        format!(
            "逐字写了调解中的陈述，不得发出；请只写结果、协议、无争议事实和不成原因，确需反馈的先登记各方书面同意\
             （release_consent）并公开该内容（released）：{}",
            paths.join("、")
        ),
        format!(
            "words said in mediation do not leave; tell what came of it, or write every party's `release_consent` and a \
             `released` entry first: {}",
            paths.join(", ")
        ),
    );
    Refusal { fields, ..refusal }.with_basis(BASIS)
}

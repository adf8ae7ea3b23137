//! Documents (文书): whether one is complete and may be issued, and whether one may be voided. The desk numbers it.

use super::{Act, Context, dossier::open};
use crate::{
    command::Issue,
    document::{About, Field, Fill, Form, Need, source::Known},
    dossier::{Entry, Filled, Voided},
    event::Event,
    ids::ReferralId,
    matter::Matter,
    referral::Referral,
    refusal::{FieldRefusal, Refusal, RefusalKind},
    text::Text,
};

/// A document before it has a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unnumbered {
    /// Its form.
    pub form: Form,
    /// The referral it is about, if it is about one.
    pub referral: Option<ReferralId>,
    /// What it says.
    pub fields: Vec<Filled>,
    /// Who issues it, by name.
    pub issuer: Text,
    /// The officer.
    pub officer: Text,
}

/// An officer issues a document.
pub(super) fn issue(ctx: Context<'_>, matter: &Matter, officer: &Text, asked: &Issue) -> Result<Vec<Act>, Refusal> {
    open(matter)?;
    let form = ctx.rules.form(asked.form.as_str()).ok_or_else(|| no_such_form(ctx))?;
    let referral = subject(matter, form, asked)?;
    let (me, names, forms) = (ctx.me, ctx.names, &ctx.rules.forms);
    let known = Known { me, names, forms, now: ctx.now, officer, matter, referral };
    let fields = filled(form, &known, asked)?;
    let issuer = ctx.names.get(ctx.me).cloned().map_or_else(|| Text::parse(ctx.me.as_str(), 100), Ok);
    let issuer = issuer.map_err(|_| Refusal::not_found())?;
    let referral = referral.map(|referral| referral.id.clone());
    Ok(vec![Act::Issue(Unnumbered { form: *form, referral, fields, issuer, officer: officer.clone() })])
}

/// A leader voids one.
pub(super) fn void(matter: &Matter, officer: &Text, document: u64, reason: Text) -> Result<Vec<Act>, Refusal> {
    open(matter)?;
    let issued = matter.document(document).ok_or_else(|| {
        Refusal::new(
            RefusalKind::NotFound,
            "NO_SUCH_DOCUMENT",
            format!("该事项没有流水号 {document} 的文书，请用文书清单中的编号"),
            format!(
                "no document was issued in the matter at position {document}; use one that the list of documents shows"
            ),
        )
    })?;
    if issued.voided.is_some() {
        return Err(Refusal::out_of_order(
            "ALREADY_VOIDED",
            "该文书已作废，编号保留，不能再次作废",
            "the document is void already; its number stays used",
        ));
    }
    let entry = Box::new(Entry::DocumentVoided(Voided { document, reason }));
    Ok(vec![Act::Happen(Event::Entered { officer: officer.clone(), entry })])
}

fn subject<'a>(matter: &'a Matter, form: &Form, asked: &Issue) -> Result<Option<&'a Referral>, Refusal> {
    match (&asked.referral, form.about) {
        (Some(id), About::Matter | About::Referral) => matter.referral(id).map(Some).ok_or_else(Refusal::not_found),
        (None, About::Matter) => Ok(None),
        (None, About::Referral) => match matter.referrals.as_slice() {
            [only] => Ok(Some(only)),
            [] | [_, ..] => Err(Refusal::out_of_order(
                "REFERRAL_NEEDED",
                format!("《{}》针对一次对接出具，请写明对接编号 referral_id", form.name.zh),
                format!("the form `{}` is about one referral; name it in `referral_id`", form.id),
            )),
        },
    }
}

/// Every field with its value, or everything that is wrong at once.
fn filled(form: &Form, known: &Known<'_>, asked: &Issue) -> Result<Vec<Filled>, Refusal> {
    let mut fields = Vec::new();
    let mut wrong: Vec<_> = asked.fields.iter().filter_map(|(key, _)| unknown(form, key)).collect();
    let mut missing = Vec::new();
    for field in form.fields {
        let written = asked.fields.iter().find(|(key, _)| key.as_str() == field.key).map(|(_, value)| value);
        let value = match field.fill {
            Fill::Clerk => written.cloned(),
            Fill::Offered(source) => written.cloned().or_else(|| source.value(known)),
            Fill::Fixed(source) => match (source.value(known), written) {
                (Some(value), Some(written)) if value != *written => {
                    wrong.push(not_yours(field.key, field.name));
                    continue;
                }
                (Some(value), _) => Some(value),
                (None, written) => written.cloned(),
            },
            Fill::Alone(source) => {
                let value = source.value(known);
                if written.is_some_and(|written| value.as_ref() != Some(written)) {
                    wrong.push(not_yours(field.key, field.name));
                }
                value
            }
        };
        match (value, field.need) {
            (Some(value), _) => fields.push(one(field.key, field.name, value)?),
            (None, Need::Mandatory(article)) => missing.push((field, article)),
            (None, Need::Optional) => {}
        }
    }
    match (missing.is_empty(), wrong.is_empty()) {
        (true, true) => Ok(fields),
        (false, _) => Err(incomplete(form, &missing, wrong)),
        (true, false) => Err(badly_filled(form, wrong)),
    }
}

fn one(key: &str, name: &str, value: Text) -> Result<Filled, Refusal> {
    let text = |words: &str| Text::parse(words, 100).map_err(|_| Refusal::not_found());
    Ok(Filled { key: text(key)?, name: text(name)?, value })
}

fn absent(field: &Field, article: &str) -> FieldRefusal {
    let Field { key, name, .. } = field;
    FieldRefusal {
        path: format!("fields.{key}"),
        zh: format!("必备字段“{name}”未填写（{article}）"),
        en: format!("the mandatory field `{key}` is missing ({article})"),
    }
}

fn unknown(form: &Form, key: &Text) -> Option<FieldRefusal> {
    if form.field(key.as_str()).is_some() {
        return None;
    }
    let all = form.fields.iter().map(|field| field.key).collect::<Vec<_>>().join("、");
    Some(FieldRefusal {
        path: "fields".to_owned(),
        zh: format!("有一个字段不属于《{}》；可用字段：{all}", form.name.zh),
        en: format!("one key is no field of the form `{}`; its fields: {all}", form.id),
    })
}

fn not_yours(key: &str, name: &str) -> FieldRefusal {
    FieldRefusal {
        path: format!("fields.{key}"),
        zh: format!("字段“{name}”由系统按登记填写，请不要另填；登记有误的先更正登记"),
        en: format!("the field `{key}` is filled from what is registered; leave it out, or correct the registration"),
    }
}

fn incomplete(form: &Form, missing: &[(&Field, &str)], wrong: Vec<FieldRefusal>) -> Refusal {
    let paths = missing.iter().map(|(field, _)| format!("fields.{}", field.key)).collect::<Vec<_>>().join(", ");
    // Those of one article together, so that a long list stays a sentence.
    let groups = missing.chunk_by(|(_, one), (_, other)| one == other).map(|group| {
        let names = group.iter().map(|(field, _)| field.name).collect::<Vec<_>>().join("、");
        let article = group.first().map_or("", |(_, article)| *article);
        format!("{names}（{article}）")
    });
    let refusal = Refusal::out_of_order(
        "DOCUMENT_INCOMPLETE",
        format!(
            "《{}》缺少 {} 个必备字段，请补填后再出具：{}",
            form.name.zh,
            missing.len(),
            groups.collect::<Vec<_>>().join("；")
        ),
        format!(
            "the document `{}` lacks {} mandatory fields: {paths}; fill them and ask again",
            form.id,
            missing.len()
        ),
    );
    let missing = missing.iter().map(|(field, article)| absent(field, article));
    Refusal { fields: missing.chain(wrong).collect(), ..refusal }
}

fn badly_filled(form: &Form, wrong: Vec<FieldRefusal>) -> Refusal {
    let zh = wrong.iter().map(|it| it.zh.as_str()).collect::<Vec<_>>().join("；");
    let en = wrong.iter().map(|it| it.en.as_str()).collect::<Vec<_>>().join("; ");
    let refusal = Refusal::out_of_order(
        "DOCUMENT_BADLY_FILLED",
        format!("《{}》填写有误：{zh}", form.name.zh),
        format!("the document `{}` is badly filled: {en}", form.id),
    );
    Refusal { fields: wrong, ..refusal }
}

fn no_such_form(ctx: Context<'_>) -> Refusal {
    let all = ctx.rules.forms.iter().map(|form| form.id).collect::<Vec<_>>().join(", ");
    Refusal::out_of_order(
        "NO_SUCH_FORM",
        format!("本单位没有该格式的文书；可用：{all}"),
        format!("this agency has no such form; it has: {all}"),
    )
}

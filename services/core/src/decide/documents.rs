//! Documents (文书): whether one is complete and may be issued, and whether one may be voided. The desk numbers it.

mod given;

use super::{Act, Context, dossier::open};
use crate::{
    command::Issue,
    document::{About, Field, Fill, Form, Need, Wrong, source::Known},
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
    /// Printed words, as far as they belong to what is so.
    pub clauses: Vec<&'static str>,
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
    given::check(ctx, form, &known)?;
    let fields = filled(form, &known, asked)?;
    let issuer = ctx.names.get(ctx.me).cloned().map_or_else(|| Text::parse(ctx.me.as_str(), 100), Ok);
    let issuer = issuer.map_err(|_| Refusal::not_found())?;
    let referral = referral.map(|referral| referral.id.clone());
    let clauses = given::clauses(ctx, form, &known);
    Ok(vec![Act::Issue(Unnumbered { form: *form, referral, fields, clauses, issuer, officer: officer.clone() })])
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
        let written = match written(field, known, asked) {
            Ok(written) => written,
            Err(refused) => {
                wrong.push(refused);
                continue;
            }
        };
        match (value(field, known, written), field.need) {
            (Ok(Some(value)), _) => fields.push(one(field.key, field.name, value)?),
            (Ok(None), Need::Mandatory(article)) => missing.push((field, article)),
            (Ok(None), Need::Optional) => {}
            (Err(refused), Need::Mandatory(_) | Need::Optional) => wrong.push(refused),
        }
    }
    match (missing.is_empty(), wrong.is_empty()) {
        (true, true) => Ok(fields),
        (false, _) => Err(incomplete(form, &missing, wrong)),
        (true, false) => Err(badly_filled(form, wrong)),
    }
}

/// What the clerk wrote, read as what the field takes. Without a letter or a digit nothing was written.
fn written(field: &Field, known: &Known<'_>, asked: &Issue) -> Result<Option<Text>, FieldRefusal> {
    let says = |text: &&Text| text.as_str().chars().any(char::is_alphanumeric);
    let words = asked.fields.iter().find(|(key, _)| key.as_str() == field.key).map(|(_, value)| value);
    let read = words.filter(says).map(|words| field.takes.read(words, known.now.beijing_date()));
    read.transpose().map_err(|wrong| ill_written(field, &wrong))
}

/// What the field says: who fills it decides whose word stands.
fn value(field: &Field, known: &Known<'_>, written: Option<Text>) -> Result<Option<Text>, FieldRefusal> {
    let (said, another) = match field.fill {
        Fill::Clerk => return Ok(written),
        Fill::Offered(source) => return Ok(written.or_else(|| source.value(known))),
        Fill::Fixed(source) => {
            let said = source.value(known);
            (said.clone().or_else(|| written.clone()), said.is_some() && said != written)
        }
        Fill::Alone(source) => {
            let said = source.value(known);
            (said.clone(), said != written)
        }
    };
    if another && written.is_some() { Err(not_yours(field.key, field.name)) } else { Ok(said) }
}

fn one(key: &str, name: &str, value: Text) -> Result<Filled, Refusal> {
    let text = |words: &str| Text::parse(words, 100).map_err(|_| Refusal::not_found());
    Ok(Filled { key: text(key)?, name: text(name)?, value })
}

fn absent(field: &Field, article: &str) -> FieldRefusal {
    let Field { key, name, .. } = field;
    let (zh, en) = match field.fill {
        Fill::Clerk | Fill::Offered(_) | Fill::Fixed(_) => ("", ""),
        Fill::Alone(_) => (
            "，由系统按卷宗填写，请先在卷宗中登记（如审批 approval、当事人意愿 consent）",
            "; the service fills it from the dossier: write it there first (such as `approval`, `consent`)",
        ),
    };
    FieldRefusal {
        path: format!("fields.{key}"),
        zh: format!("必备字段“{name}”未填写（{article}）{zh}"),
        en: format!("the mandatory field `{key}` is missing ({article}){en}"),
    }
}

fn ill_written(field: &Field, wrong: &Wrong) -> FieldRefusal {
    let (Field { key, name, .. }, Wrong { zh, en, example }) = (field, wrong);
    FieldRefusal {
        path: format!("fields.{key}"),
        zh: format!("字段“{name}”：{zh}，例如 {example}"),
        en: format!("the field `{key}`: {en}; for example {example}"),
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
        zh: format!("字段“{name}”由系统按登记填写，请不要另填；登记有误或者尚未登记的，先更正或者补登"),
        en: format!(
            "the field `{key}` is filled from what is registered; leave it out, and correct or complete what is registered"
        ),
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

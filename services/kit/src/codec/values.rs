//! Values that letters, records and requests share: parties, materials, dues, references. Closed lists are in
//! `codec::tokens`, results in `codec::outcome`.

use super::{
    field::{self, FieldError, instant, or_empty, proto_instant},
    limits, tokens,
};
use duijie_core::{
    due::{Close, CloseError, Due},
    letter::LetterRef,
    subject::{Material, Party, Place, Subject},
    term::RuleId,
};
use duijie_proto::v1;

/// A party.
///
/// # Errors
/// The first field that is wrong.
pub fn party(raw: &v1::Party) -> Result<Party, FieldError> {
    Ok(Party {
        kind: tokens::party_kind("kind", raw.kind)?,
        position: tokens::party_position("position", raw.position)?,
        name: field::text("name", &raw.name, limits::NAME)?,
        contact: field::optional_text("contact", &raw.contact, limits::NAME)?,
    })
}

/// A party for the wire.
#[must_use]
pub fn proto_party(party: &Party) -> v1::Party {
    v1::Party {
        kind: tokens::party_kind_number(party.kind),
        position: tokens::party_position_number(party.position),
        name: party.name.as_str().to_owned(),
        contact: or_empty(party.contact.as_ref()),
    }
}

/// At most [`limits::PARTIES`] parties.
///
/// # Errors
/// The first that is wrong.
pub fn parties(field: &str, raw: &[v1::Party]) -> Result<Vec<Party>, FieldError> {
    field::list(field, raw, limits::PARTIES, party)
}

/// A material.
///
/// # Errors
/// The first field that is wrong.
pub fn material(raw: &v1::Material) -> Result<Material, FieldError> {
    Ok(Material {
        name: field::text("name", &raw.name, limits::TITLE)?,
        digest: field::digest("digest", &raw.digest)?,
        size: raw.size,
        media_type: field::optional_text("media_type", &raw.media_type, limits::TOKEN)?,
    })
}

/// A material for the wire.
#[must_use]
pub fn proto_material(material: &Material) -> v1::Material {
    v1::Material {
        name: material.name.as_str().to_owned(),
        digest: material.digest.as_bytes().to_vec(),
        size: material.size,
        media_type: or_empty(material.media_type.as_ref()),
    }
}

/// At most [`limits::MATERIALS`] materials.
///
/// # Errors
/// The first that is wrong.
pub fn materials(field: &str, raw: &[v1::Material]) -> Result<Vec<Material>, FieldError> {
    field::list(field, raw, limits::MATERIALS, material)
}

/// A place by its GB/T 2260 code.
///
/// # Errors
/// If it has not 6, 9 or 12 digits.
pub fn place(field: &str, raw: &str) -> Result<Place, FieldError> {
    if raw.is_empty() {
        return Err(FieldError::missing(field));
    }
    Place::parse(raw).ok_or_else(|| {
        FieldError::new(field, "BAD_PLACE", "区划代码应为 6、9 或 12 位数字", "a place code has 6, 9 or 12 digits")
    })
}

/// The raw fields of a subject, which lie flat in each message that has one.
#[derive(Clone, Copy)]
pub struct RawSubject<'r> {
    /// `title`
    pub title: &'r str,
    /// `category`
    pub category: &'r str,
    /// `place_code`
    pub place_code: &'r str,
    /// `summary`
    pub summary: &'r str,
    /// `parties`
    pub parties: &'r [v1::Party],
    /// `materials`
    pub materials: &'r [v1::Material],
    /// `own_number`
    pub own_number: &'r str,
}

/// What a dispute is about, with what happened.
///
/// # Errors
/// The first field that is wrong.
pub fn subject(raw: RawSubject<'_>) -> Result<Subject, FieldError> {
    if raw.summary.is_empty() {
        return Err(FieldError::missing("summary"));
    }
    outline(raw)
}

/// What a dispute is about, for overseeing, which needs no summary. Letters written before that have one.
///
/// # Errors
/// The first field that is wrong.
pub fn outline(raw: RawSubject<'_>) -> Result<Subject, FieldError> {
    Ok(Subject {
        title: field::text("title", raw.title, limits::TITLE)?,
        category: field::text("category", raw.category, limits::NAME)?,
        place: place("place_code", raw.place_code)?,
        summary: field::optional_text("summary", raw.summary, limits::WORDS)?,
        parties: parties("parties", raw.parties)?,
        materials: materials("materials", raw.materials)?,
        own_number: field::optional_text("own_number", raw.own_number, limits::NAME)?,
    })
}

/// The name of a rule.
///
/// # Errors
/// If it is empty or not of a rule's shape.
pub fn rule(field: &str, raw: &str) -> Result<RuleId, FieldError> {
    if raw.is_empty() {
        return Err(FieldError::missing(field));
    }
    RuleId::parse(raw).map_err(|error| FieldError::new(field, "BAD_ID", "规则编号格式不正确", error.to_string()))
}

/// A due instant with how it was counted.
///
/// # Errors
/// The first field that is wrong.
pub fn due(raw: &v1::Due) -> Result<Due, FieldError> {
    Ok(Due {
        rule: rule("rule_id", &raw.rule_id)?,
        length: raw.length,
        unit: tokens::unit("unit", raw.unit)?,
        roll: tokens::roll("roll", raw.roll)?,
        started_at: instant("started_at", raw.started_at.as_ref())?,
        due: instant("due", raw.due.as_ref())?,
        on_silence: tokens::on_silence("on_silence", raw.on_silence)?,
        basis: field::plain("basis", &raw.basis, limits::SENTENCE)?.into(),
        calendar_version: field::plain("calendar_version", &raw.calendar_version, limits::TOKEN)?.into(),
        provisional: raw.provisional,
        remind_by: field::optional_instant("remind_by", raw.remind_by.as_ref())?,
        close: close(&raw.close)?,
    })
}

/// A due instant for the wire.
#[must_use]
pub fn proto_due(due: &Due) -> v1::Due {
    v1::Due {
        rule_id: due.rule.as_str().to_owned(),
        started_at: Some(proto_instant(due.started_at)),
        due: Some(proto_instant(due.due)),
        on_silence: tokens::on_silence_number(due.on_silence),
        basis: due.basis.as_ref().to_owned(),
        calendar_version: due.calendar_version.as_ref().to_owned(),
        provisional: due.provisional,
        remind_by: due.remind_by.map(proto_instant),
        length: due.length,
        unit: tokens::unit_number(due.unit),
        roll: tokens::roll_number(due.roll),
        close: due.close.map_or_else(String::new, |close| close.to_string()),
    }
}

/// The close of business; none if it is empty.
fn close(raw: &str) -> Result<Option<Close>, FieldError> {
    let wrong = |error: CloseError| FieldError::new("close", "BAD_TIME", "停止业务时间应写作 17:30", error.to_string());
    (!raw.is_empty()).then(|| raw.parse().map_err(wrong)).transpose()
}

/// The name of a letter.
///
/// # Errors
/// The first field that is wrong.
pub fn letter_ref(raw: &v1::LetterRef) -> Result<LetterRef, FieldError> {
    Ok(LetterRef {
        from: field::agency("from", &raw.from)?,
        to: field::agency("to", &raw.to)?,
        number: number("number", raw.number)?,
        content: field::digest("content", &raw.content)?,
    })
}

/// The name of a letter for the wire.
#[must_use]
pub fn proto_letter_ref(reference: &LetterRef) -> v1::LetterRef {
    v1::LetterRef {
        from: reference.from.as_str().to_owned(),
        to: reference.to.as_str().to_owned(),
        number: reference.number,
        content: reference.content.as_bytes().to_vec(),
    }
}

/// A number that counts from 1.
///
/// # Errors
/// If it is 0.
pub fn number(field: &str, raw: u64) -> Result<u64, FieldError> {
    if raw == 0 { Err(FieldError::missing(field)) } else { Ok(raw) }
}

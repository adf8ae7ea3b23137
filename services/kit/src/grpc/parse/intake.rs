//! What is told when a matter is taken in: numbers are checked by their standards, dates against now, and a party's number is
//! replaced by its mark before anything else sees the request.

use super::requests::Desk;
use crate::codec::{
    dossier,
    field::{FieldError, optional_text, within},
    limits, tokens,
};
use duijie_core::{
    dossier::{IdentifierKind, Intake, Sorting},
    numbers::{self, Malformed, OwnNumberKind, ResidentId, SocialCredit, division},
    subject::Place,
    text::Text,
    time::{Date, Timestamp},
};
use duijie_proto::v1;

/// The agency's own number in the form of its kind.
pub(super) fn own_number(raw: &v1::RegisterMatterRequest, now: Timestamp) -> Result<Option<Text>, FieldError> {
    let kind = match v1::OwnNumberKind::try_from(raw.own_number_kind) {
        Err(_) => return Err(tokens::unknown("own_number_kind")),
        Ok(v1::OwnNumberKind::Unspecified) => None,
        Ok(v1::OwnNumberKind::CourtCase) => Some(OwnNumberKind::CourtCase),
        Ok(v1::OwnNumberKind::PoliceCase) => Some(OwnNumberKind::PoliceCase),
        Ok(v1::OwnNumberKind::Petition) => Some(OwnNumberKind::Petition),
        Ok(v1::OwnNumberKind::Document) => Some(OwnNumberKind::Document),
    };
    match (number("own_number", &raw.own_number, kind, now)?, kind) {
        (None, Some(_)) => Err(FieldError::missing("own_number")),
        (number, _) => Ok(number),
    }
}

/// A number of an agency's own, as its kind asks; of no kind, only what looks like a 案号 is looked at.
pub(super) fn number(
    field: &str,
    raw: &str,
    kind: Option<OwnNumberKind>,
    now: Timestamp,
) -> Result<Option<Text>, FieldError> {
    let Some(typed) = optional_text(field, raw, limits::NAME)? else { return Ok(None) };
    let checked = numbers::own_number(kind, typed.as_str(), now.beijing_date());
    optional_text(field, &checked.map_err(|wrong| malformed(field, wrong))?, limits::NAME)
}

/// A place as a clerk writes it; what peers write is read by its length alone.
pub(super) fn place(field: &str, raw: &str) -> Result<Place, FieldError> {
    if raw.is_empty() {
        return Err(FieldError::missing(field));
    }
    division::check(raw).map_err(|wrong| malformed(field, wrong))?;
    crate::codec::values::place(field, raw)
}

/// How a matter came here; nothing of it is still to come.
pub(super) fn intake(raw: &v1::Intake, now: Timestamp) -> Result<Intake, FieldError> {
    let intake = dossier::intake(raw)?;
    let (occurred, received) = (intake.occurred_at, intake.received_at);
    for (field, at) in [("occurred_at", occurred), ("received_at", received)] {
        if at.is_some_and(|at| at > now) {
            return Err(in_future(field, now));
        }
    }
    if occurred.zip(received).is_some_and(|(occurred, received)| received < occurred) {
        let zh = "收到时间早于发生时间，请核对两个时间";
        let en = "is before the time at which it occurred; compare the two";
        return Err(FieldError::new("received_at", "CONTRADICTION", zh, en));
    }
    Ok(intake)
}

/// Of which sort a petition is, written down when it is registered.
pub(super) fn sorting(raw: &v1::Sorting, now: Timestamp) -> Result<Sorting, FieldError> {
    let sorting = dossier::sorting(raw)?;
    if sorting.accepted_at.is_some_and(|at| at > now) {
        return Err(in_future("accepted_at", now));
    }
    Ok(sorting)
}

/// The same for an intake that is written down later.
pub(super) fn in_entry(raw: &v1::AddEntryRequest, now: Timestamp) -> Result<(), FieldError> {
    match raw.entry.as_ref().and_then(|entry| entry.entry.as_ref()) {
        // What is wrong with its shape has been told.
        Some(v1::dossier_entry::Entry::Intake(raw)) if dossier::intake(raw).is_ok() => {
            within("entry.intake", intake(raw, now)).map(|_| ())
        }
        Some(_) | None => Ok(()),
    }
}

/// Hides every number in a registration.
pub(super) fn of_registration(raw: &mut v1::RegisterMatterRequest, at: &Desk<'_>) -> Vec<FieldError> {
    raw.intake.as_mut().map_or_else(Vec::new, |intake| in_intake("intake", intake, at))
}

/// Hides every number in an entry.
pub(super) fn of_entry(raw: &mut v1::AddEntryRequest, at: &Desk<'_>) -> Vec<FieldError> {
    match raw.entry.as_mut().and_then(|entry| entry.entry.as_mut()) {
        Some(v1::dossier_entry::Entry::Intake(intake)) => in_intake("entry.intake", intake, at),
        Some(v1::dossier_entry::Entry::Identification(one)) => {
            hide(one, at).err().map(|error| error.within("entry.identification")).into_iter().collect()
        }
        Some(_) | None => Vec::new(),
    }
}

fn in_intake(path: &str, intake: &mut v1::Intake, at: &Desk<'_>) -> Vec<FieldError> {
    let each = intake.identifications.iter_mut().enumerate();
    let wrong = each
        .filter_map(|(n, one)| hide(one, at).err().map(|error| error.within(&format!("{path}.identifications[{n}]"))));
    wrong.collect()
}

/// Puts mark and ending in the number's place. Whatever is wrong, the number is gone.
fn hide(raw: &mut v1::Identification, at: &Desk<'_>) -> Result<(), FieldError> {
    let number = std::mem::take(&mut raw.number);
    for (field, given) in [("masked", !raw.masked.is_empty()), ("mark", !raw.mark.is_empty())] {
        if given {
            let (zh, en) = ("由系统填写，请只填写号码", "is filled by the desk; give the number only");
            return Err(FieldError::new(field, "NOT_YOURS", zh, en));
        }
    }
    if number.is_empty() {
        // So that the shape of the rest is looked at all the same.
        (raw.masked, raw.mark) = ("*".to_owned(), vec![0; 32]);
        return Err(FieldError::missing("number"));
    }
    let today = at.now.beijing_date();
    let (kind, checked) = match v1::IdentifierKind::try_from(raw.kind) {
        Ok(v1::IdentifierKind::ResidentId) => (IdentifierKind::ResidentId, resident(&number, today)),
        Ok(v1::IdentifierKind::SocialCredit) => (IdentifierKind::SocialCredit, organisation(&number)),
        Ok(v1::IdentifierKind::Unspecified) | Err(_) => {
            (raw.masked, raw.mark) = ("*".to_owned(), vec![0; 32]);
            return Ok(());
        }
    };
    match checked {
        Ok((number, masked)) => {
            (raw.masked, raw.mark) = (masked, at.marks.mark(kind, &number).as_bytes().to_vec());
            Ok(())
        }
        Err(wrong) => {
            (raw.masked, raw.mark) = ("*".to_owned(), vec![0; 32]);
            Err(malformed("number", wrong))
        }
    }
}

fn resident(number: &str, today: Date) -> Result<(String, String), Malformed> {
    ResidentId::parse(number, today).map(|id| (id.reveal().to_owned(), id.masked()))
}

fn organisation(number: &str) -> Result<(String, String), Malformed> {
    SocialCredit::parse(number).map(|code| (code.reveal().to_owned(), code.masked()))
}

fn malformed(field: &str, wrong: Malformed) -> FieldError {
    let Malformed { code, zh, en, example } = wrong;
    FieldError::new(field, code, format!("{zh}，例如 {example}"), format!("{en}; for example {example}"))
}

fn in_future(field: &str, now: Timestamp) -> FieldError {
    let zh = format!("不能晚于现在，例如 {now}");
    FieldError::new(field, "IN_FUTURE", zh, format!("must not be in the future; for example {now}"))
}

//! 履行, 回访, 立卷, 归档, and the parties' word that what was said may be made known.

use super::tokens;
use crate::codec::{
    field::{FieldError, optional, optional_date, optional_text, or_empty, required, text},
    limits, values,
};
use duijie_core::{
    dossier::{Archive, FilePart, FollowUp, Instalment, Keep, Performance, ReleaseConsent, ReleaseWord, Released},
    time::Date,
};
use duijie_proto::v1;
use std::num::NonZeroU32;

/// Instalments of one agreement: thirty years of months.
const INSTALMENTS: u32 = 360;

pub(super) fn performance(raw: &v1::Performance) -> Result<Performance, FieldError> {
    let wrong = || {
        let zh = format!("第几期、共几期应当同时填写或者都不填，第几期不大于共几期，共几期不超过 {INSTALMENTS}");
        let en = format!("`instalment` is 1 to `instalments`, which is at most {INSTALMENTS}; or leave both empty");
        FieldError::new("instalment", "INSTALMENT", zh, en)
    };
    let instalment = match (NonZeroU32::new(raw.instalment), NonZeroU32::new(raw.instalments)) {
        (None, None) => None,
        (Some(number), Some(of)) if number <= of && of.get() <= INSTALMENTS => Some(Instalment { number, of }),
        (Some(_) | None, Some(_)) | (Some(_), None) => return Err(wrong()),
    };
    Ok(Performance {
        performed: tokens::performed("performed", raw.performed)?,
        instalment,
        on: date("on", &raw.on)?,
        evidence: optional("evidence", raw.evidence.as_ref(), values::material)?,
        text: optional_text("text", &raw.text, limits::SENTENCE)?,
    })
}

pub(super) fn proto_performance(it: &Performance) -> v1::Performance {
    v1::Performance {
        performed: tokens::performed_number(it.performed),
        instalment: it.instalment.map_or(0, |it| it.number.get()),
        instalments: it.instalment.map_or(0, |it| it.of.get()),
        on: it.on.to_string(),
        evidence: it.evidence.as_ref().map(values::proto_material),
        text: or_empty(it.text.as_ref()),
    }
}

pub(super) fn follow_up(raw: &v1::FollowUp) -> Result<FollowUp, FieldError> {
    Ok(FollowUp {
        on: date("on", &raw.on)?,
        party: text("party", &raw.party, limits::NAME)?,
        satisfaction: tokens::satisfaction("satisfaction", raw.satisfaction)?,
        measures: optional_text("measures", &raw.measures, limits::SENTENCE)?,
    })
}

pub(super) fn proto_follow_up(it: &FollowUp) -> v1::FollowUp {
    v1::FollowUp {
        on: it.on.to_string(),
        satisfaction: tokens::satisfaction_number(it.satisfaction),
        measures: or_empty(it.measures.as_ref()),
        party: it.party.as_str().to_owned(),
    }
}

pub(super) fn file_part(raw: &v1::FilePart) -> Result<FilePart, FieldError> {
    Ok(FilePart {
        part: tokens::part("part", raw.part)?,
        document: required("document", raw.document.as_ref(), values::material)?,
    })
}

pub(super) fn proto_file_part(it: &FilePart) -> v1::FilePart {
    v1::FilePart { part: tokens::part_number(it.part), document: Some(values::proto_material(&it.document)) }
}

pub(super) fn archive(raw: &v1::Archive) -> Result<Archive, FieldError> {
    let keep = NonZeroU32::new(raw.keep_years).map_or(Keep::ForEver, Keep::Years);
    Ok(Archive { number: text("number", &raw.number, limits::NAME)?, keep })
}

pub(super) fn proto_archive(it: &Archive) -> v1::Archive {
    let keep_years = match it.keep {
        Keep::Years(years) => years.get(),
        Keep::ForEver => 0,
    };
    v1::Archive { number: it.number.as_str().to_owned(), keep_years }
}

pub(super) fn release_consent(raw: &v1::ReleaseConsent) -> Result<ReleaseConsent, FieldError> {
    Ok(ReleaseConsent {
        party: text("party", &raw.party, limits::NAME)?,
        word: if raw.withdrawn {
            ReleaseWord::Withdrawn(optional("evidence", raw.evidence.as_ref(), values::material)?)
        } else {
            ReleaseWord::Given(required("evidence", raw.evidence.as_ref(), values::material)?)
        },
    })
}

pub(super) fn proto_release_consent(it: &ReleaseConsent) -> v1::ReleaseConsent {
    let (evidence, withdrawn) = match &it.word {
        ReleaseWord::Given(evidence) => (Some(evidence), false),
        ReleaseWord::Withdrawn(evidence) => (evidence.as_ref(), true),
    };
    let evidence = evidence.map(values::proto_material);
    v1::ReleaseConsent { party: it.party.as_str().to_owned(), evidence, withdrawn }
}

pub(super) fn released(raw: &v1::Released) -> Result<Released, FieldError> {
    let said_at = if raw.said_at == 0 { Err(FieldError::missing("said_at")) } else { Ok(raw.said_at) };
    Ok(Released { said_at: said_at?, text: text("text", &raw.text, limits::WORDS)? })
}

pub(super) fn proto_released(it: &Released) -> v1::Released {
    v1::Released { said_at: it.said_at, text: it.text.as_str().to_owned() }
}

fn date(field: &str, raw: &str) -> Result<Date, FieldError> {
    optional_date(field, raw)?.ok_or_else(|| FieldError::missing(field))
}

//! Sample agencies, rules, a calendar, instants and words. Small on purpose; the law itself is in the agencies.

use duijie_core::{
    agency::AgencyId,
    calendar::{Calendar, Standing, YearTable},
    dossier::{Consent, ConsentState, Entry, Sorting},
    ids::{Digest, Kind},
    outcome::SuspendReason,
    petition::{Sort, Way},
    purpose::CONFIRMATION,
    rules::{Handling, Mediates, Offer, ProcedureNeed, Rules, Sends},
    subject::{Material, Party, PartyKind, PartyPosition, Place, Subject},
    term::{Approval, BasisKind, Confidence, Extension, Measure, Period, RuleId, Term, Unit, basis, days, words},
    terms_common,
    text::Text,
    time::{Date, Timestamp},
};
use std::time::Duration;

/// One month of people's mediation.
pub const MONTH: RuleId = RuleId::literal("RM01");
/// Fifteen days of entrusted mediation, ordinary procedure.
pub const FIFTEEN_DAYS: RuleId = RuleId::literal("SU07");
/// Seven days of entrusted mediation, summary procedure.
pub const SEVEN_DAYS: RuleId = RuleId::literal("SU08");

/// Two failed attempts in a row.
pub const PASSING_UP: RuleId = RuleId::literal("GA17");
/// Five working days to object.
pub const OBJECTION: RuleId = RuleId::literal("XF04");

/// A police station, which hands over `police` and, so that both shapes have a test, `litigation`.
#[must_use]
pub fn police() -> AgencyId {
    "320102.public-security".parse().unwrap()
}

/// The mediation receiver.
#[must_use]
pub fn bureau() -> AgencyId {
    "320102.judicial-bureau".parse().unwrap()
}

/// Another mediation receiver, to which a lapsed referral can go next.
#[must_use]
pub fn other_bureau() -> AgencyId {
    "320104.judicial-bureau".parse().unwrap()
}

/// What the sender may hand over.
#[must_use]
pub fn sender_rules() -> Rules {
    let sends = |token, procedure| Sends::new(kind(token), &["judicial-bureau"], procedure);
    let none = ProcedureNeed::None;
    Rules {
        role: "public-security",
        sends: vec![
            sends("police", none),
            sends("litigation", ProcedureNeed::Required),
            sends("petition", none),
            Sends::supervision(),
        ],
        offers: Vec::new(),
        terms: terms_common::all(),
        mediates: Mediates::No,
        forms: Vec::new(),
    }
}

/// What the receiver takes on. It may hand `police` onward to another bureau.
#[must_use]
pub fn receiver_rules() -> Rules {
    let offer = |token, handling| Offer::common(kind(token), &["public-security"], handling);
    let by_procedure = Handling::ByProcedure { ordinary: FIFTEEN_DAYS, summary: SEVEN_DAYS };
    let mut terms = terms_common::all();
    terms.extend([term("RM01", 1, Unit::Month), term("SU07", 15, Unit::Day), term("SU08", 7, Unit::Day)]);
    terms.push(term("SC01", 30, Unit::Day));
    let twice = basis(BasisKind::Practice, "某县公调对接做法");
    terms.push(Term::new("GA17", words("升级移交", "pass up"), Measure::Times(2), twice, Confidence::Report));
    Rules {
        role: "judicial-bureau",
        sends: vec![
            Sends::new(kind("police"), &["judicial-bureau"], ProcedureNeed::None),
            Sends::new(kind(CONFIRMATION), &["public-security"], ProcedureNeed::None),
        ],
        offers: vec![
            Offer { passing_up: Some(PASSING_UP), ..offer("police", Handling::One(MONTH)) },
            offer("litigation", by_procedure),
            Offer { objecting: Some(OBJECTION), ..offer("petition", Handling::One(MONTH)) },
            Offer::supervision(),
        ],
        terms,
        mediates: Mediates::Yes,
        forms: Vec::new(),
    }
}

/// An agency by its id.
#[must_use]
pub fn agency(id: &str) -> AgencyId {
    id.parse().unwrap()
}

fn term(rule: &'static str, length: u32, unit: Unit) -> Term {
    let measure = Measure::After(Period { length, unit });
    Term::new(rule, words("调解", "mediation"), measure, basis(BasisKind::Design, "测试"), Confidence::Design)
        .extension(Extension::once(days(30), Approval::AllParties))
        .suspensions(&[SuspendReason::Appraisal])
}

/// 2026 without festivals, so that every Monday to Friday is a working day.
#[must_use]
pub fn calendar() -> Calendar {
    let year = YearTable { year: 2026, standing: Standing::Noticed, off_days: Vec::new(), makeup_workdays: Vec::new() };
    Calendar::new("test-2026", &[year]).unwrap()
}

/// 2026 with the working days `off`, as month and day, as a festival.
#[must_use]
pub fn calendar_with(version: &str, standing: Standing, off: &[(i8, i8)]) -> Calendar {
    let off_days = off.iter().map(|(month, day)| (Date::constant(2026, *month, *day), "某节".to_owned())).collect();
    Calendar::new(version, &[YearTable { year: 2026, standing, off_days, makeup_workdays: Vec::new() }]).unwrap()
}

/// 09:00 in Beijing on Monday 2 March 2026, when every story begins.
#[must_use]
pub fn monday() -> Timestamp {
    beijing(2026, 3, 2, 9)
}

/// A full hour in Beijing.
#[must_use]
pub fn beijing(year: i16, month: i8, day: i8, hour: u64) -> Timestamp {
    Timestamp::beijing_midnight(Date::constant(year, month, day)).plus(Duration::from_secs(hour * 3600))
}

/// Words.
#[must_use]
pub fn text(words: &str) -> Text {
    Text::parse(words, 4000).unwrap()
}

/// A kind by its token.
#[must_use]
pub fn kind(token: &str) -> Kind {
    token.parse().unwrap()
}

/// A neighbours' quarrel.
#[must_use]
pub fn subject() -> Subject {
    let party = |position, name| Party { kind: PartyKind::Person, position, name: text(name), contact: None };
    Subject {
        title: text("楼上漏水"),
        category: text("邻里纠纷"),
        place: Place::parse("320102").unwrap(),
        summary: Some(text("楼上卫生间漏水，双方发生争吵。")),
        parties: vec![party(PartyPosition::Applicant, "甲"), party(PartyPosition::Respondent, "乙")],
        materials: vec![material("报警记录")],
        own_number: None,
    }
}

/// Both of them agree to mediation.
#[must_use]
pub fn agreed() -> Vec<Consent> {
    let agrees = |party| Consent { party: text(party), state: ConsentState::Given, evidence: None };
    vec![agrees("甲"), agrees("乙")]
}

/// A claim that nobody else has to settle.
#[must_use]
pub const fn claim() -> Sorting {
    Sorting {
        sort: Sort::Claim(Way::Handling),
        accused: Vec::new(),
        accepted_at: None,
        text: None,
        accused_in_words: None,
    }
}

/// What is told with a registration, so that the matter may go to mediation by any kind: it is a claim, and both agree.
#[must_use]
pub fn told() -> Vec<Entry> {
    [Entry::Sorting(claim())].into_iter().chain(agreed().into_iter().map(Entry::Consent)).collect()
}

/// A document with that name.
#[must_use]
pub fn material(name: &str) -> Material {
    Material { name: text(name), digest: Digest::new([7; 32]), size: 1024, media_type: None }
}

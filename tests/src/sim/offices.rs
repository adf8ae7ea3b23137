//! The four agencies of every story: ids, keys, directory, the agencies' own rules, and a plain calendar.

use duijie_core::{
    agency::AgencyId,
    calendar::{Calendar, Standing, YearTable},
    command::Answer,
    dossier::{Approval, Approved, Card, Entry},
    rules::Rules,
    time::{Date, Timestamp},
};
use duijie_kit::{
    data::in_force::{Current, InForce},
    desk::{Office, TimeSource},
    directory::Directory,
    seal::{Environment, KeyFile, Keyring},
};
use duijie_testkit::sample;
use std::sync::Arc;

/// Public security, courts and petitions hand over; the judicial bureau receives, and asks the courts for confirmation. All
/// supervise one another.
pub const AGENCIES: [&str; 4] =
    ["320102.public-security", "320102.courts", "320102.petitions", "320102.judicial-bureau"];
/// Index of the agency that receives applications for confirmation.
pub const COURTS: usize = 1;
/// Index of the receiver among them.
pub const BUREAU: usize = 3;
/// What each sender hands over.
pub const KINDS: [&str; 3] = ["police", "litigation", "petition"];

/// Index of the petitions office, which in the stories supervises the three others.
const PETITIONS: usize = 2;

/// 09:00 in Beijing on Monday 2 March 2026, when every story begins.
pub const BEGIN: Timestamp = Timestamp::from_micros(1_772_413_200_000_000);

/// An agency by its index.
#[must_use]
pub fn agency(index: usize) -> AgencyId {
    AGENCIES[index].parse().unwrap()
}

/// The index of an agency.
#[must_use]
pub fn index_of(agency: &AgencyId) -> usize {
    AGENCIES.iter().position(|known| *known == agency.as_str()).unwrap()
}

/// What each tells with a registration, so that it may hand the matter over by its kind; the police's leader has approved it.
#[must_use]
pub fn told(index: usize) -> Vec<Entry> {
    let mut told = sample::told();
    if KINDS.get(index) == Some(&"police") {
        let of = Approved::Kind(sample::kind("police"));
        let card =
            Card::Another { to: sample::text("驻所人民调解室"), opinion: sample::text("属民间纠纷") };
        let approval = Approval { of, answer: Answer::Grant, opinion: None, document: None };
        told.extend([Entry::Card(card), Entry::Approval(approval)]);
    }
    told
}

/// All four desks' offices; `times` says where each takes its time from.
#[must_use]
pub fn offices(times: [TimeSource; 4]) -> Vec<Arc<Office>> {
    let directory = Arc::new(directory());
    let calendar = calendar();
    let office = |index: usize| {
        let me = agency(index);
        let keyring = Keyring::from_file(me.clone(), Environment::Sandbox, &key_file(index), Arc::clone(&directory));
        Arc::new(Office {
            me,
            name: "某单位".to_owned(),
            data: Arc::new(Current::new(InForce::unfiled(rules(index), calendar.clone()))),
            keyring,
            directory: Arc::clone(&directory),
            supervisors: directory.supervisors(),
            time: times[index],
            generation: 1,
            software: "sim".to_owned(),
            documents: duijie_kit::documents::Documents::default(),
        })
    };
    (0..AGENCIES.len()).map(office).collect()
}

fn key_file(index: usize) -> KeyFile {
    let seed = u8::try_from(index + 1).unwrap();
    KeyFile::generate(&format!("key-{index}"), &[seed; 64]).unwrap()
}

fn directory() -> Directory {
    let mut text = "version = 1\n".to_owned();
    for (index, id) in AGENCIES.iter().enumerate() {
        let lines = key_file(index).directory_lines();
        let supervisor =
            if index == PETITIONS { String::new() } else { format!("supervisor = \"{}\"\n", AGENCIES[PETITIONS]) };
        text.push_str(&format!(
            "[[agencies]]\nid = \"{id}\"\nname = \"某单位\"\n{supervisor}[[agencies.keys]]\n{lines}\
             valid_from = 2026-01-01T00:00:00+08:00\nvalid_until = 2046-01-01T00:00:00+08:00\n"
        ));
    }
    Directory::parse("directory.toml", &text).unwrap()
}

fn rules(index: usize) -> Rules {
    let all =
        [duijie_public_security::rules, duijie_courts::rules, duijie_petitions::rules, duijie_judicial_bureau::rules];
    all[index]()
}

/// Puts one of a few calendars in force at an office, as an operator does: a plain one, two with festivals that move terms,
/// one whose year is not announced.
pub fn replace_calendar(office: &Office, which: usize) {
    let off = |days: &[(i8, i8)]| -> Vec<_> {
        days.iter().map(|(month, day)| (Date::constant(2026, *month, *day), "某节".to_owned())).collect()
    };
    let (version, standing, off_days) = match which % CALENDARS {
        0 => return office.data.put(InForce::unfiled(office.data.get().rules.clone(), calendar())),
        1 => ("sim-b", Standing::Noticed, off(&[(3, 3), (3, 4), (3, 6), (4, 1), (4, 2), (5, 4)])),
        2 => ("sim-c", Standing::Noticed, off(&[(3, 5), (3, 6), (3, 9), (3, 10), (4, 2), (4, 3), (4, 6), (5, 5)])),
        _ => ("sim-d", Standing::StatutoryOnly, Vec::new()),
    };
    let year = |year, off_days| YearTable { year, standing, off_days, makeup_workdays: Vec::new() };
    let calendar = Calendar::new(version, &[year(2026, off_days), year(2027, Vec::new())]).unwrap();
    office.data.put(InForce::unfiled(office.data.get().rules.clone(), calendar));
}

/// How many calendars there are.
pub const CALENDARS: usize = 4;

/// Years without festivals: every Monday to Friday is a working day.
fn calendar() -> Calendar {
    let year =
        |year| YearTable { year, standing: Standing::Noticed, off_days: Vec::new(), makeup_workdays: Vec::new() };
    Calendar::new("sim", &[year(2026), year(2027)]).unwrap()
}

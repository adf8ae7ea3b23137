//! What the directory file may and may not say.

use super::Directory;
use crate::sample::{BUREAU, COURTS, NOW, VALIDITY, agency, directory_with, listed};

fn refusal(text: &str) -> String {
    Directory::parse("directory.toml", text).unwrap_err().to_string()
}

fn altered(from: &str, to: &str) -> String {
    let text = format!("version = 1\n{}", listed(COURTS, VALIDITY));
    assert!(text.contains(from), "{from}");
    refusal(&text.replace(from, to))
}

#[test]
fn agencies_and_keys_are_found_only_where_they_belong() {
    let directory = directory_with(VALIDITY);
    assert_eq!(directory.version(), 1);
    assert!(directory.knows(&agency(COURTS)) && !directory.knows(&agency("110101.courts")));
    assert!(directory.key(&agency(COURTS), "courts-1").is_some());
    assert!(directory.key(&agency(BUREAU), "courts-1").is_none());
    assert_eq!(directory.owner_of("courts-1"), Some(&agency(COURTS)));
    assert_eq!(directory.key_for(&agency(COURTS), NOW).unwrap().key_id, "courts-1");
}

#[test]
fn what_is_wrong_is_named_with_its_key_and_what_is_allowed() {
    let at = "`directory.toml` line";
    assert!(altered("name", "nam").starts_with(&format!("{at} 4, `agencies[0].nam`: unknown field `nam`")));
    assert_eq!(
        altered("ed25519-sha256", "sm2"),
        format!("{at} 7, `agencies[0].keys[0].suite`: there is no suite `sm2`; allowed is `ed25519-sha256`")
    );
    assert_eq!(
        altered("320102.courts", "320102"),
        format!("{at} 3, `agencies[0].id`: `320102`: an agency is written `<division>.<role>`")
    );
    assert_eq!(
        altered("verify = \"", "verify = \"AA"),
        format!("{at} 8, `agencies[0].keys[0].verify`: a key is 32 bytes in base64")
    );
    assert_eq!(
        altered("2027-01-01", "2025-01-01"),
        format!("{at} 11, `agencies[0].keys[0].valid_until`: must be after `valid_from`")
    );
    assert!(
        altered("2027-01-01T00:00:00+08:00", "2027-01-01")
            .ends_with("write date, time and offset without quotes, such as 2026-01-01T00:00:00+08:00")
    );
}

#[test]
fn overdue_duties_are_reported_to_the_supervisor_that_is_listed() {
    let overseen = listed(COURTS, VALIDITY).replace("name = ", &format!("supervisor = \"{BUREAU}\"\nname = "));
    let both = format!("version = 1\n{overseen}{}", listed(BUREAU, VALIDITY));
    let directory = Directory::parse("directory.toml", &both).unwrap();
    assert_eq!(directory.supervisor_of(&agency(COURTS)), Some(&agency(BUREAU)));
    assert_eq!(directory.supervisor_of(&agency(BUREAU)), None);
    let alone = Directory::parse("directory.toml", &format!("version = 1\n{overseen}")).unwrap();
    assert_eq!(alone.supervisor_of(&agency(COURTS)), None, "nothing can be sent to one that is not listed");
    let own = overseen.replace(BUREAU, COURTS);
    assert!(refusal(&format!("version = 1\n{own}")).ends_with("an agency is not its own supervisor"));
}

#[test]
fn an_agency_or_a_key_id_listed_twice_is_refused() {
    let twice = format!("version = 1\n{}{}", listed(COURTS, VALIDITY), listed(COURTS, VALIDITY));
    assert!(refusal(&twice).ends_with("each agency is listed once, with all its keys"));
    let other = listed(BUREAU, VALIDITY).replace("judicial-bureau-1", "courts-1");
    let shared = format!("version = 1\n{}{other}", listed(COURTS, VALIDITY));
    assert!(refusal(&shared).ends_with("`courts-1` is also a key of `320102.courts`; no two keys have the same id"));
}

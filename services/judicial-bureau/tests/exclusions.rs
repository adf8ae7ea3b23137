//! Which agreements the bureau does not send to a court for confirmation.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests stop at the first thing that is not as it says")]

use duijie_kit::data::calendar_file::built_in;
use duijie_testkit::{exclusions::tried, own::OwnClock};

fn bureau() -> OwnClock {
    let agency = "990102.judicial-bureau".parse().unwrap();
    OwnClock::new(agency, duijie_judicial_bureau::rules(), built_in().unwrap(), "2026-03-02")
}

#[test]
fn every_exclusion_is_refused_with_its_article_and_what_to_do_instead() {
    let codes = [
        "OUTSIDE_CIVIL_JURISDICTION",
        "NO_JURISDICTION",
        "STATUS_CONFIRMATION",
        "OTHER_PROCEDURE",
        "TITLE_CONFIRMATION",
    ];
    assert_eq!(tried(bureau), codes.map(|code| format!("confirmation EXCLUDED_{code}")));
}

//! What the procuratorate does not hand over to mediation (检调): every circumstance in which the law lets nobody settle.
#![allow(clippy::unwrap_used, reason = "tests stop at the first thing that is not as it says")]

use duijie_kit::data::calendar_file::built_in;
use duijie_testkit::{exclusions::tried, own::OwnClock};

fn procuratorate() -> OwnClock {
    let agency = "990102.procuratorate".parse().unwrap();
    OwnClock::new(agency, duijie_procuratorate::rules(), built_in().unwrap(), "2026-03-02")
}

#[test]
fn every_exclusion_is_refused_with_its_article_and_what_to_do_instead() {
    let codes = [
        "HIRED_VIOLENCE",
        "ORGANISED_CRIME",
        "AFFRAY",
        "GROUP_FIGHT",
        "REPEATED_INJURY",
        "SETTLEMENT_UNSUITABLE",
        "INTENTIONAL_CRIME_WITHIN_FIVE_YEARS",
        "TOO_GRAVE",
        "NO_REPENTANCE",
    ];
    assert_eq!(tried(procuratorate), codes.map(|code| format!("prosecution EXCLUDED_{code}")));
}

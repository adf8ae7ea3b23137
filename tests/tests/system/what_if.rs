//! What a county sets over a rule, and what another length would have meant by the journal (`duijie terms whatif`).

use duijie_cli::{
    args::terms::{Counted, WhatIf},
    terms::whatif,
};
use duijie_core::term::RuleId;
use duijie_proto::v1::{Duty, ExplainDeadlineRequest, ReferralState};
use duijie_tests::{
    step,
    system::{
        handoff::{Handoff, RECEIVER, done},
        town::{Town, instant},
    },
};

/// 09:00 on Monday 2 March 2026.
const MONDAY: &str = "2026-03-02T09:00:00+08:00";

fn asked(town: &Town, rule: &str, length: u32) -> WhatIf {
    WhatIf {
        rule: RuleId::parse(rule).unwrap(),
        length,
        unit: Some(Counted::Workday),
        since: "2026-01-01".parse().unwrap(),
        journal: town.agency(RECEIVER).home().data_dir(),
        config: None,
        calendar: None,
        json: true,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shorter_length_shows_what_was_taken_on_in_time_and_would_have_lapsed() {
    let town = Town::sandbox(MONDAY).await;
    let (quick, slow) =
        (Handoff::arrived(&town, "police", "当日受理").await, Handoff::arrived(&town, "police", "第三日受理").await);
    for handoff in [&quick, &slow] {
        done(&handoff.receiver, step!(AcknowledgeRequest, handoff.id)).await;
    }
    done(&quick.receiver, step!(AcceptRequest, quick.id)).await;
    town.set_all_clocks("2026-03-04T10:00:00+08:00").await;
    done(&slow.receiver, step!(AcceptRequest, slow.id)).await;
    slow.both(ReferralState::Accepted).await;

    let told = whatif::answer(&asked(&town, "DS02", 1)).unwrap();
    assert_eq!((told["examined"].as_u64(), told["would_have_lapsed"].as_u64()), (Some(2), Some(1)), "{told}");
    let missed = &told["referrals"][0];
    assert_eq!((missed["referral_id"].as_str(), missed["would_have"].as_str()), (Some(&*slow.id), Some("lapsed")));
    assert_eq!(missed["due"], "2026-03-06T00:00:00+08:00");
    assert_eq!(missed["would_be_due"], "2026-03-04T00:00:00+08:00");
    assert_eq!(whatif::answer(&asked(&town, "DS02", 2)).unwrap()["would_have_lapsed"], 0);
    assert_eq!(whatif::answer(&asked(&town, "SU04", 2)).unwrap()["examined"], 0, "no duty ran under it");
    let unknown = whatif::answer(&asked(&town, "SU99", 2)).unwrap_err().to_string();
    assert!(unknown.contains("there is no rule `SU99`, such as SU04"), "{unknown}");
    let too_long = whatif::answer(&asked(&town, "DS02", 4000)).unwrap_err().to_string();
    assert!(too_long.starts_with("--length: 应当在 1 至 3660 之间"), "{too_long}");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_county_says_when_business_closes_both_ends_see_and_explain_that_end() {
    let mut town = Town::sandbox(MONDAY).await;
    town.stop(RECEIVER).await;
    let home = town.agency(RECEIVER).home().clone();
    std::fs::write(home.dir.join("local.toml"), "[terms.DS01]\nends = \"17:30\"\nbasis = \"某号文件\"\n").unwrap();
    let config = std::fs::read_to_string(home.config_file()).unwrap();
    std::fs::write(home.config_file(), format!("terms_file = \"local.toml\"\n{config}")).unwrap();
    town.start(RECEIVER).await;
    let handoff = Handoff::arrived(&town, "police", "次日下班前签收").await;
    for clerk in [&handoff.sender, &handoff.receiver] {
        let referral = clerk.referral(&handoff.id).await.unwrap();
        let deadline = referral.deadlines.iter().find(|it| it.duty() == Duty::Acknowledge).unwrap();
        assert_eq!(deadline.due_text, "2026-03-03 17:30");
        assert_eq!(deadline.due.as_ref().unwrap().due, Some(instant("2026-03-03T17:30:00+08:00")));
        let told = done(clerk, ExplainDeadlineRequest { deadline_id: deadline.deadline_id.clone() }).await;
        assert!(told.days.last().unwrap().why_zh.ends_with("（17:30 停止业务活动时截止）"), "{told:?}");
        assert!(told.reading_zh.contains("17:30") && !told.text_zh.contains("逐日计算为"), "{told:?}");
    }
    town.verify_stores().await;
}

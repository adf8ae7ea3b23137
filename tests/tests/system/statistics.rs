//! Statistics of real services: figures of the published shape, each leading back to the journal, which alone gives the same ones.

use duijie_cli::{
    args::statistics::Recount,
    call::statistics::recounted,
    show::statistics::{csv, xlsx},
};
use duijie_proto::v1::{
    AddEntryRequest, DossierEntry, Figure, GetStatisticsRequest, GetStatisticsResponse, Intake, ListPositionsRequest,
    ReferralState, RegisterMatterRequest, SolvedOnTheSpot, Source, StatisticsBy, StatisticsPart, StatisticsSide,
    Triage, dossier_entry::Entry, triage::Class,
};
use duijie_tests::{
    step,
    system::{
        clerk::Clerk,
        handoff::{Course, Handoff, RECEIVER, done},
        requests,
        town::Town,
    },
};
use futures::future::join_all;

const PETITIONS: &str = "petitions";
const BOTH: [&str; 2] = [PETITIONS, RECEIVER];

async fn figures(clerk: &Clerk, period: &str, by: StatisticsBy) -> GetStatisticsResponse {
    let request = GetStatisticsRequest { period: period.to_owned(), by: by.into(), ..GetStatisticsRequest::default() };
    done(clerk, request).await
}

fn total<'a>(answer: &'a GetStatisticsResponse, measure: &str, part: StatisticsPart) -> &'a Figure {
    let is = |figure: &&Figure| figure.measure == measure && figure.part() == part && figure.group.is_none();
    answer.figures.iter().find(is).unwrap()
}

fn numbers(figure: &Figure) -> (Option<u64>, Option<u64>, Option<u64>) {
    (figure.numerator, figure.denominator, figure.per_mille)
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_five_successes_of_twenty_six_are_told_at_both_ends_with_the_records_behind_them() {
    let town = Town::sandbox("2026-09-21T09:00:00+08:00").await;
    let courses = (0..26).map(|number| if number == 0 { Course::SuspendedAndFailed } else { Course::Agreement });
    let played = courses.enumerate().map(async |(number, course)| {
        let handoff = Handoff::begin(&town, "petition", &format!("第 {number} 件")).await;
        handoff.play(course).await;
        handoff.both(course.end()).await;
    });
    join_all(played).await;
    for (role, part) in [(PETITIONS, StatisticsPart::Sent), (RECEIVER, StatisticsPart::Received)] {
        let clerk = town.clerk(role);
        let answer = figures(&clerk, "2026-09", StatisticsBy::Kind).await;
        assert_eq!(numbers(total(&answer, "success_rate", part)), (Some(25), Some(26), Some(962)), "{role}");
        let request = ListPositionsRequest {
            period: "2026-09".to_owned(),
            measure: "success_rate".to_owned(),
            part: part.into(),
            side: StatisticsSide::Numerator.into(),
            page_size: 500,
            as_of: answer.as_of,
            ..ListPositionsRequest::default()
        };
        let behind = done(&clerk, request).await.positions;
        assert_eq!(behind.len(), 25);
        assert!(behind.iter().all(|one| one.position > 0 && one.position <= answer.position));
        let table = csv::text(&answer);
        assert!(table.contains("调解成功率（按受理）,success_rate,") && table.contains(",25,26,96.2%,"), "{table}");
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("统计.xlsx");
        xlsx::write(&file, &answer).unwrap();
        assert!(std::fs::read(&file).unwrap().starts_with(b"PK"), "a spreadsheet is a zip file");
    }
    town.prove_stores().await;
    recounted_alike(&town);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_what_a_screening_found_only_that_counts_as_found_and_as_settled() {
    let town = Town::sandbox("2026-09-21T09:00:00+08:00").await;
    let office = town.clerk(PETITIONS);
    for (source, ends) in [
        (Source::Screening, Some(Course::Agreement)),
        (Source::Screening, Some(Course::SuspendedAndFailed)),
        (Source::Screening, None),
        (Source::Visit, Some(Course::Agreement)),
    ] {
        let intake = Some(Intake { source: source as i32, ..Intake::default() });
        let request = RegisterMatterRequest { intake, ..requests::register("楼上漏水") };
        let matter_id = done(&office, request).await.matter.unwrap().matter_id;
        if let Some(course) = ends {
            let receiver = town.clerk(RECEIVER);
            let refer = requests::refer(&matter_id, "petition", receiver.agency());
            let id = done(&office, refer).await.referral.unwrap().referral_id;
            let handoff = Handoff { sender: office.clone(), receiver, matter_id, id };
            handoff.play(course).await;
            handoff.both(course.end()).await;
        } else {
            let class = Some(Class::SolvedOnTheSpot(SolvedOnTheSpot { result: "当场清理".to_owned() }));
            let triage = Triage { reason: "事实清楚".to_owned(), class };
            let entry = Some(DossierEntry { entry: Some(Entry::Triage(triage)) });
            let request_id = requests::new_id();
            done(&office, AddEntryRequest { request_id, matter_id, entry, validate_only: false }).await;
        }
    }
    let answer = figures(&office, "2026-09", StatisticsBy::Kind).await;
    let own = |measure| numbers(total(&answer, measure, StatisticsPart::Own));
    assert_eq!(own("screened_settled_rate"), (Some(2), Some(3), Some(667)));
    assert_eq!(own("settled_rate"), (Some(3), Some(4), Some(750)));
    town.prove_stores().await;
    recounted_alike(&town);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_accepted_in_the_last_millisecond_of_a_month_is_of_that_month() {
    let town = Town::sandbox("2026-09-29T09:00:00+08:00").await;
    let (last, first) = (accepting(&town, "九月").await, accepting(&town, "十月").await);
    town.set_clocks(&BOTH, "2026-09-30T23:59:59.999+08:00").await;
    done(&last.receiver, step!(AcceptRequest, last.id)).await;
    town.set_clocks(&BOTH, "2026-10-01T00:00:00+08:00").await;
    done(&first.receiver, step!(AcceptRequest, first.id)).await;
    first.both(ReferralState::Accepted).await;
    for period in ["2026-09", "2026-09-H2", "2026-Q3", "2026-10", "2026-10-H1", "2026-10-01"] {
        let answer = figures(&town.clerk(RECEIVER), period, StatisticsBy::Unspecified).await;
        assert_eq!(total(&answer, "accepted", StatisticsPart::Received).numerator, Some(1), "{period}");
    }
    recounted_alike(&town);
}

async fn accepting(town: &Town, title: &str) -> Handoff {
    let handoff = Handoff::arrived(town, "petition", title).await;
    done(&handoff.receiver, step!(AcknowledgeRequest, handoff.id)).await;
    handoff
}

/// What the journals alone give is what the stores keep, while the services run.
fn recounted_alike(town: &Town) {
    for role in BOTH {
        let home = town.agency(role).home();
        let wanted = Recount {
            data: home.data_dir(),
            key: home.key_file(),
            directory: home.directory.clone(),
            agency: home.agency.to_string(),
            period: "2026".to_owned(),
            by: Some(StatisticsBy::Category),
        };
        let recounted = recounted(&wanted).unwrap();
        assert_eq!(recounted.differs, None, "{role}");
        assert!(recounted.figures > 40, "{role}");
    }
}

//! Figures over the interface, the records behind them page by page, and the same figures from the journal alone.

use super::{
    house::{House, Plan},
    refer, register, violations,
};
use crate::{sample, statistics, statistics::Recounted};
use duijie_proto::v1::{
    self, matter_service_client::MatterServiceClient, sandbox_service_client::SandboxServiceClient,
    sending_service_client::SendingServiceClient, statistics_service_client::StatisticsServiceClient,
};

/// Courts with five matters, of which three are handed over; the positions of both.
async fn house() -> (House, Vec<u64>, Vec<u64>) {
    let house = House::open(Plan::courts()).await;
    let (mut matters, mut sending) =
        (MatterServiceClient::new(house.officer()), SendingServiceClient::new(house.officer()));
    let (mut registered, mut handed_over) = (Vec::new(), Vec::new());
    for number in 0..5 {
        let answer = matters.register_matter(register(number)).await.unwrap().into_inner();
        registered.push(answer.receipt.unwrap().position);
        if number < 3 {
            let request = refer(10 + number, &answer.matter.unwrap().matter_id);
            handed_over.push(sending.refer(request).await.unwrap().into_inner().receipt.unwrap().position);
        }
    }
    (house, registered, handed_over)
}

fn march() -> v1::GetStatisticsRequest {
    v1::GetStatisticsRequest { period: "2026-03".into(), ..Default::default() }
}

async fn figures(house: &House, request: v1::GetStatisticsRequest) -> v1::GetStatisticsResponse {
    StatisticsServiceClient::new(house.nobody()).get_statistics(request).await.unwrap().into_inner()
}

fn figure<'a>(answer: &'a v1::GetStatisticsResponse, measure: &str, part: v1::StatisticsPart) -> &'a v1::Figure {
    answer.figures.iter().find(|figure| figure.measure == measure && figure.part() == part).unwrap()
}

fn positions_of(measure: &str, part: v1::StatisticsPart) -> v1::ListPositionsRequest {
    v1::ListPositionsRequest {
        period: "2026-03".into(),
        measure: measure.into(),
        part: part.into(),
        side: v1::StatisticsSide::Numerator.into(),
        page_size: 2,
        ..Default::default()
    }
}

/// Every page, two facts each.
async fn pages(house: &House, mut request: v1::ListPositionsRequest) -> Vec<Vec<u64>> {
    let mut client = StatisticsServiceClient::new(house.nobody());
    let mut pages = Vec::new();
    loop {
        let page = client.list_positions(request.clone()).await.unwrap().into_inner();
        pages.push(page.positions.iter().map(|one| one.position).collect());
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() {
            return pages;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_figure_leads_back_to_its_records_page_by_page() {
    let (house, registered, handed_over) = house().await;
    let answer = figures(&house, march()).await;
    assert_eq!(answer.period, "2026-03-01..2026-03-31");
    assert_eq!(figure(&answer, "registered", v1::StatisticsPart::Own).numerator, Some(5));
    assert_eq!(figure(&answer, "handed_over", v1::StatisticsPart::Sent).numerator, Some(3));
    assert_eq!(figure(&answer, "handed_over", v1::StatisticsPart::Received).numerator, Some(0));

    let listed = pages(&house, positions_of("registered", v1::StatisticsPart::Own)).await;
    assert_eq!(listed.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1]);
    let mut listed = listed.concat();
    listed.sort_unstable();
    assert_eq!(listed, registered);
    let group = v1::ListPositionsRequest {
        by: v1::StatisticsBy::Kind.into(),
        group: Some("litigation".into()),
        ..positions_of("handed_over", v1::StatisticsPart::Sent)
    };
    let mut listed = pages(&house, group.clone()).await.concat();
    listed.sort_unstable();
    assert_eq!(listed, handed_over);
    let other = v1::ListPositionsRequest { group: Some("police".into()), ..group };
    assert_eq!(pages(&house, other).await, [Vec::<u64>::new()]);
    let share = v1::ListPositionsRequest {
        side: v1::StatisticsSide::Denominator.into(),
        ..positions_of("settled_rate", v1::StatisticsPart::Own)
    };
    assert_eq!(pages(&house, share).await.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1], "dispute by dispute");
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_no_rate_over_none_and_what_is_not_recorded_has_no_number() {
    let (house, ..) = house().await;
    let answer = figures(&house, march()).await;
    let success = figure(&answer, "success_rate", v1::StatisticsPart::Sent);
    assert_eq!((success.numerator, success.denominator, success.per_mille), (Some(0), Some(0), None));
    let sued = figure(&answer, "sued_rate", v1::StatisticsPart::Own);
    assert_eq!((sued.numerator, sued.denominator, sued.per_mille), (None, None, None));
    let told = figures(&house, v1::GetStatisticsRequest { population: Some(523_000), ..march() }).await;
    let sued = figure(&told, "sued_rate", v1::StatisticsPart::Own);
    assert_eq!((sued.numerator, sued.denominator, sued.per_ten_thousand), (Some(0), Some(523_000), Some(0)));
    let waiting = figure(&answer, "time_to_acknowledge", v1::StatisticsPart::Sent);
    assert_eq!(
        (waiting.numerator, waiting.denominator, waiting.open, waiting.median),
        (Some(0), Some(3), Some(3), None)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_journal_alone_gives_the_same_figures() {
    let (house, ..) = house().await;
    SandboxServiceClient::new(house.officer())
        .advance_clock(v1::AdvanceClockRequest { by: Some(prost_types::Duration { seconds: 40 * 86_400, nanos: 0 }) })
        .await
        .unwrap();
    let keyring = sample::keyring(sample::COURTS);
    let asked = |as_of| statistics::asked("2026".parse().unwrap(), v1::StatisticsBy::Agency, as_of);
    let Recounted { records, figures, differs } = statistics::recount(&house.store, &keyring, asked).unwrap();
    assert_eq!(differs, None);
    assert!(records >= 8 && figures > 40, "{records} {figures}");
    crate::verify::verify(&house.store, &keyring).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn no_figure_and_no_position_tells_of_a_person() {
    let (house, ..) = house().await;
    for by in 0..=5 {
        let answer = figures(&house, v1::GetStatisticsRequest { by, ..march() }).await;
        let listed = pages(&house, positions_of("registered", v1::StatisticsPart::Own)).await;
        let said = format!("{answer:?} {listed:?}");
        for personal in ["甲", "乙", "楼上漏水", "王芳"] {
            assert!(!said.contains(personal), "{personal}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_period_measure_or_group_is_refused_by_its_name() {
    let (house, ..) = house().await;
    let mut client = StatisticsServiceClient::new(house.nobody());
    let wrong = v1::GetStatisticsRequest {
        period: "九月".into(),
        measures: vec!["accepted".into(), "happiness".into()],
        by: 9,
        population: Some(0),
        ..Default::default()
    };
    let refused = client.get_statistics(wrong).await.unwrap_err();
    let names: Vec<_> = violations(&refused).into_iter().map(|(field, code)| format!("{field} {code}")).collect();
    assert_eq!(
        names,
        ["period BAD_PERIOD", "by UNKNOWN_VALUE", "measures[1] UNKNOWN_MEASURE", "population OUT_OF_RANGE"]
    );
    let grouped =
        v1::ListPositionsRequest { group: Some("x".into()), ..positions_of("registered", v1::StatisticsPart::Own) };
    assert_eq!(violations(&client.list_positions(grouped).await.unwrap_err())[0].0, "by");
    let mut turned = positions_of("registered", v1::StatisticsPart::Own);
    turned.page_token = client.list_positions(turned.clone()).await.unwrap().into_inner().next_page_token;
    turned.measure = "handed_over".into();
    assert_eq!(violations(&client.list_positions(turned).await.unwrap_err())[0].0, "page_token");
}

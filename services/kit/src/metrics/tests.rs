//! What the ops port says of deadlines, and that the page for operators names it.

use super::*;
use prometheus_client::encoding::text::encode;

const PAGE: &str = include_str!("../../../../deploy/README.md");

fn second(second: i64) -> Timestamp {
    Timestamp::from_micros(second * 1_000_000)
}

fn told(metrics: &Metrics) -> String {
    let mut text = String::new();
    encode(&mut text, &metrics.registry()).unwrap();
    text
}

#[track_caller]
fn says(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.lines().any(|told| told == *line), "`{line}` is not in:\n{text}");
    }
}

#[test]
fn coverage_counts_and_the_last_audit_are_told() {
    let metrics = Metrics::default();
    metrics.armed(5);
    metrics.audited(Audit { checked: 9, missing: 2 }, second(1_772_413_200));
    metrics.audited(Audit { checked: 11, missing: 0 }, second(1_772_413_230));
    metrics.counted(DeadlineCounts { open: 30, ahead: 21, waking: 20, unwakeable: 1, provisional: 3, suspended: 4 });
    let lines = [
        "duijie_deadlines_armed 5",
        "duijie_deadline_audit_missing 0",
        "duijie_deadline_audit_repaired_total 2",
        "duijie_deadline_audit_checked 11",
        "duijie_deadline_audit_at_seconds 1772413230",
        "duijie_deadlines_open 30",
        "duijie_deadlines_provisional 3",
        "duijie_deadlines_suspended 4",
        "duijie_deadlines_unwakeable 1",
    ];
    says(&told(&metrics), &lines);
}

#[test]
fn what_fired_is_counted_with_how_late_it_was() {
    let metrics = Metrics::default();
    metrics.fired(&[second(100), second(98)], second(100));
    metrics.fired(&[second(40)], second(100));
    let lines = [
        "duijie_deadlines_fired_total 3",
        "duijie_deadline_lateness_seconds_sum 62.0",
        "duijie_deadline_lateness_seconds_bucket{le=\"0.1\"} 1",
        "duijie_deadline_lateness_seconds_bucket{le=\"2.5\"} 2",
        "duijie_deadline_lateness_seconds_bucket{le=\"60.0\"} 3",
    ];
    says(&told(&metrics), &lines);
}

#[test]
fn the_page_for_operators_names_every_metric_of_deadlines() {
    let text = told(&Metrics::default());
    let samples = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split([' ', '{']).next());
    let names = samples.filter_map(|name| name.strip_prefix("duijie_")).filter(|name| name.starts_with("deadline"));
    let histogram = ["_sum", "_count", "_bucket"];
    let names = names.map(|name| histogram.iter().fold(name, |name, end| name.strip_suffix(end).unwrap_or(name)));
    let unnamed: Vec<&str> = names.filter(|name| !PAGE.contains(&format!("| `{name}` |"))).collect();
    assert_eq!(unnamed, Vec::<&str>::new());
}

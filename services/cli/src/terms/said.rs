//! What a rule says, as words for people and as JSON for programs.

use duijie_core::{
    outcome::SuspendReason,
    term::{
        Approval, BasisKind, Extension, HourStart, InForce, Ladder, Measure, OnSilence, Period, Roll, RuleId, Term,
        Unit, Variant, Words, evidence,
    },
};
use serde_json::{Value, json};

use super::rules;

/// The length in Chinese, special cases included.
pub(super) fn length(term: &Term) -> String {
    let mut said = measure(&term.measure);
    for Variant { when, period, .. } in term.variants {
        said.push_str(&format!("；{}：{}", when.zh, self::period(*period)));
    }
    if let Some(remind) = &term.remind {
        said.push_str(&format!("；提醒：{}", period(remind.period)));
    }
    if let Some(close) = term.close {
        said.push_str(&format!("；末日 {close} 截止"));
    }
    said
}

fn measure(measure: &Measure) -> String {
    match measure {
        Measure::After(period) => self::period(*period),
        Measure::Before(period) => format!("提前{}", self::period(*period)),
        Measure::Times(times) => format!("{times}次"),
        Measure::Specified(unit) => format!("由文书或者事项类别指定（{}）", self::unit(*unit)),
        Measure::UntilEvent => "以事件为限".to_owned(),
        Measure::Unset => "无法定依据（由本单位设定）".to_owned(),
        Measure::Warnings(Ladder { early_percent, yellow, red }) => {
            let (yellow, red) = (self::period(*yellow), self::period(*red));
            format!("{early_percent}%、100%、逾期{yellow}、逾期{red}")
        }
    }
}

/// A period in Chinese.
pub(super) fn period(period: Period) -> String {
    match period.unit {
        Unit::Immediate => "立即".to_owned(),
        unit => format!("{}{}", period.length, self::unit(unit)),
    }
}

const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Immediate => "立即",
        Unit::Hour(HourStart::AtOnce) => "小时",
        Unit::Hour(HourStart::NextFullHour) => "小时（次时起算）",
        Unit::Day => "日",
        Unit::Workday => "个工作日",
        Unit::Month => "个月",
        Unit::Year => "年",
    }
}

/// From when until when it holds, in Chinese.
pub(super) fn in_force(in_force: &InForce) -> String {
    match (in_force.from, in_force.until) {
        (None, None) => "—".to_owned(),
        (Some(from), None) => format!("{from}起"),
        (None, Some(until)) => format!("{until}前"),
        (Some(from), Some(until)) => format!("{from}起，{until}前"),
    }
}

/// The unit as `compute` takes it.
pub(super) const fn unit_token(unit: Unit) -> &'static str {
    match unit {
        Unit::Immediate => "immediate",
        Unit::Hour(_) => "hour",
        Unit::Day => "day",
        Unit::Workday => "workday",
        Unit::Month => "month",
        Unit::Year => "year",
    }
}

/// Everything a rule says.
pub(super) fn json(term: &Term) -> Value {
    let (kind, length, unit) = match term.measure {
        Measure::After(Period { length, unit }) => ("after", Some(length), Some(unit)),
        Measure::Before(Period { length, unit }) => ("before", Some(length), Some(unit)),
        Measure::Times(times) => ("times", Some(times), None),
        Measure::Specified(unit) => ("specified", None, Some(unit)),
        Measure::UntilEvent => ("until_event", None, None),
        Measure::Unset => ("unset", None, None),
        Measure::Warnings(_) => ("warnings", None, None),
    };
    let rolls = term.roll == Roll::ToNextWorkday && matches!(unit, Some(Unit::Day | Unit::Month | Unit::Year));
    json!({
        "id": term.rule.as_str(),
        "agency": rules::carried_by(term),
        "duty": { "zh": term.name_zh, "en": term.name_en },
        "owed_by": words(term.owed_by),
        "measure": kind,
        "length": length,
        "unit": unit.map(unit_token),
        "hours_begin": unit.and_then(hours_begin),
        "length_zh": self::length(term),
        "variants": term.variants.iter().map(variant).collect::<Vec<_>>(),
        "warnings": warnings(&term.measure),
        "remind": term.remind.map(|remind| json!({
            "length": remind.period.length,
            "unit": unit_token(remind.period.unit),
            "basis": remind.basis.article,
        })),
        "ends": term.close.map(|close| close.to_string()),
        "starts": words(term.starts),
        "stops": words(term.stops),
        "roll": rolls,
        "roll_basis": rolls.then_some(term.roll_basis),
        "on_silence": on_silence(term.on_silence),
        "extension": term.extension.map(extension),
        "suspensions": term.suspensions.iter().map(suspension).collect::<Vec<_>>(),
        "basis": { "kind": basis_kind(term.basis.kind), "article": term.basis.article, "text": term.basis.to_string() },
        "confidence": term.mark(),
        "in_force": {
            "from": term.in_force.from.map(|date| date.to_string()),
            "until": term.in_force.until.map(|date| date.to_string()),
        },
        "sequence": sequence(term),
        "note": term.note.map(words),
    })
}

const fn hours_begin(unit: Unit) -> Option<&'static str> {
    match unit {
        Unit::Hour(HourStart::AtOnce) => Some("at_once"),
        Unit::Hour(HourStart::NextFullHour) => Some("next_full_hour"),
        Unit::Immediate | Unit::Day | Unit::Workday | Unit::Month | Unit::Year => None,
    }
}

fn words(words: Words) -> Value {
    json!({ "zh": words.zh, "en": words.en })
}

fn variant(variant: &Variant) -> Value {
    json!({
        "token": variant.token,
        "when": words(variant.when),
        "length": variant.period.length,
        "unit": unit_token(variant.period.unit),
        "extension": variant.extension.map(extension),
    })
}

/// What begins with it, what it takes the place of, and what ends the sequence.
fn sequence(term: &Term) -> Value {
    let names = |rules: &[RuleId]| rules.iter().map(|rule| rule.as_str().to_owned()).collect::<Vec<_>>();
    let then = term.then.iter().map(|next| json!({ "after": next.after.as_str(), "begins": next.begins.as_str() }));
    json!({
        "then": then.collect::<Vec<_>>(),
        "in_place_of": names(term.in_place_of),
        "rebased_by": term.rebased_by.map(|rule| rule.as_str().to_owned()),
        "barred_after": term.barred.map(|bar| json!({
            "rule": bar.after.as_str(),
            "code": bar.code,
            "why": words(bar.why),
            "basis": bar.article,
        })),
    })
}

fn warnings(measure: &Measure) -> Vec<Value> {
    let Measure::Warnings(Ladder { early_percent, yellow, red }) = measure else { return Vec::new() };
    let share = |percent: u8| json!({ "percent": percent });
    let card = |period: &Period| json!({ "overdue": period.length, "unit": unit_token(period.unit) });
    vec![share(*early_percent), share(100), card(yellow), card(red)]
}

/// A text that sets no limit gives no number.
fn extension(extension: Extension) -> Value {
    let Extension { longest, unit, times, total, needs } = extension;
    let limited = times != u32::MAX;
    json!({
        "longest": (limited || total.is_some()).then_some(longest),
        "total": total,
        "unit": unit_token(unit),
        "times": limited.then_some(times),
        "needs": match needs {
            Approval::AllParties => "all_parties",
            Approval::Head => "head",
            Approval::Superior => "superior",
        },
        "evidence": words(needs.evidence()),
    })
}

fn suspension(reason: &SuspendReason) -> Value {
    let token = match reason {
        SuspendReason::Appraisal => "appraisal",
        SuspendReason::Hearing => "hearing",
        SuspendReason::PublicNotice => "public_notice",
        SuspendReason::SettlementTalks => "settlement_talks",
        SuspendReason::ForceMajeure => "force_majeure",
    };
    json!({ "reason": token, "evidence": words(evidence(*reason)) })
}

const fn on_silence(meaning: OnSilence) -> &'static str {
    match meaning {
        OnSilence::Lapse => "lapse",
        OnSilence::DeemedAcknowledged => "deemed_acknowledged",
        OnSilence::RemindOnly => "remind_only",
    }
}

const fn basis_kind(kind: BasisKind) -> &'static str {
    match kind {
        BasisKind::Law => "law",
        BasisKind::Policy => "policy",
        BasisKind::Local => "local",
        BasisKind::Practice => "practice",
        BasisKind::Design => "design",
    }
}

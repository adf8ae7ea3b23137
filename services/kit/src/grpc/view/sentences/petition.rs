//! A petition passed on or assigned, in a sentence of each language.

use duijie_core::petition::{PassedOn, Requirements};

/// With what an assignment requires, and of whom: units and officers are named, for the letter is addressed to them.
pub(super) fn passed_on(passed_on: &PassedOn) -> (String, String) {
    let (zh, en) = passed_on
        .sort
        .map_or((String::new(), String::new()), |sort| (format!("（{}）", sort.zh()), format!(" ({})", sort.en())));
    match &passed_on.requirements {
        None => (format!("转送信访事项{zh}"), format!("passed a petition on{en}")),
        Some(Requirements { unit, leader, handler, supervisor, demand, days }) => (
            format!(
                "交办信访事项{zh}：责任单位{}，责任领导{}，责任人{}，督办单位{}，{days} 日内报送结果；{}",
                unit.as_str(),
                leader.as_str(),
                handler.as_str(),
                supervisor.as_str(),
                demand.as_str()
            ),
            format!(
                "assigned a petition{en}: unit {}, leader {}, handler {}, supervisor {}, report within {days} days; {}",
                unit.as_str(),
                leader.as_str(),
                handler.as_str(),
                supervisor.as_str(),
                demand.as_str()
            ),
        ),
    }
}

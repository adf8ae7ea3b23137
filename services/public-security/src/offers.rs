//! What public security (公安) hands over and receives (受理清单).

use crate::exclusions::NOT_MEDIATED;
use duijie_core::{
    exclusion::{
        ConsentNeed,
        criminal::{NOT_RECONCILED, RECONCILIATION_APPROVED},
    },
    ids::Kind,
    rules::{AfterFailure, Offer, ProcedureNeed, Sends},
    term::RuleId,
};

/// GA07: the term of the case.
const CASE: RuleId = RuleId::literal("GA07");
/// GA08: the term of the case after mediation.
const CASE_ANEW: RuleId = RuleId::literal("GA08");
/// GA11: the parties ask the traffic police to mediate.
const ASK_TRAFFIC_POLICE: RuleId = RuleId::literal("GA11");
/// GA13: they ask after people's mediation ended.
const ASK_TRAFFIC_POLICE_LATER: RuleId = RuleId::literal("GA13");

/// 调解不成: the term of a public security case that is being handled begins anew (程序规定第185条), and the parties to an
/// accident who could still turn to the traffic police have three days to do so (道路交通事故处理程序规定第85条).
const AFTER_FAILURE: &[AfterFailure] = &[
    AfterFailure { begins: CASE_ANEW, where_runs: &[CASE, CASE_ANEW] },
    AfterFailure { begins: ASK_TRAFFIC_POLICE_LATER, where_runs: &[ASK_TRAFFIC_POLICE] },
];

/// Nobody is mediated against their will.
const VOLUNTARY: ConsentNeed = ConsentNeed::NotRefused { article: "《人民调解法》第3条第1项、第17条" };

/// 公调: disputes heard at police stations go to people's mediation (治安管理处罚法 9; 公安机关办理行政案件程序规定 178–186). 检调: so do the
/// damages of a minor crime that is handled as one to be settled, whose own terms run on (公安机关办理刑事案件程序规定 333–338). 督办 as
/// everyone may.
#[must_use]
pub fn sends() -> Vec<Sends> {
    let police = Sends::new(Kind::literal("police"), &["judicial-bureau"], ProcedureNeed::None);
    let prosecution = Sends::new(Kind::literal("prosecution"), &["judicial-bureau"], ProcedureNeed::None);
    vec![
        Sends { failed: AFTER_FAILURE, exclusions: NOT_MEDIATED, consent: VOLUNTARY, ..police },
        Sends { exclusions: NOT_RECONCILED, approval: RECONCILIATION_APPROVED, consent: VOLUNTARY, ..prosecution },
        Sends::supervision(),
    ]
}

/// 督办 of what it owes itself; disputes are not handed to it yet.
#[must_use]
pub fn offers() -> Vec<Offer> {
    vec![Offer::supervision()]
}

//! What public security (公安) hands over and receives (受理清单).

use crate::exclusions::NOT_MEDIATED;
use duijie_core::{
    exclusion::{
        ApprovalNeed, ConsentNeed, Rank,
        criminal::{NOT_RECONCILED_BY_POLICE, RECONCILIATION_APPROVED},
    },
    ids::Kind,
    rules::{AfterFailure, Afterwards, Came, Offer, ProcedureNeed, Sends, Until},
    term::{RuleId, words},
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
    AfterFailure::where_runs(CASE_ANEW, &[CASE, CASE_ANEW]),
    AfterFailure::where_runs(ASK_TRAFFIC_POLICE_LATER, &[ASK_TRAFFIC_POLICE]),
];

/// After people's mediation of a case of ours.
const AFTERWARDS: &[Afterwards] = &[
    Afterwards {
        came: Came::Agreed,
        modes: &[],
        what: words(
            "属治安案件的：处理决定作出前履行完毕，双方书面申请（sparing）并经公安机关认可（approval）的，不予处罚",
            "in a public security case nobody is punished if it is performed before the decision, both ask in writing (sparing) and the police accept it (approval)",
        ),
        article: "《治安管理处罚法》第9条第4款；《公安机关办理行政案件程序规定》第186条",
        until: Until::ForGood,
    },
    Afterwards {
        came: Came::Failed,
        modes: &[],
        what: words(
            "属治安案件的依法处理；民事赔偿告知当事人可以向人民法院起诉（告知卡）",
            "decide a public security case; tell the parties that they may sue for damages (notice card)",
        ),
        article: "《治安管理处罚法》第9条第3款",
        until: Until::ForGood,
    },
];

/// 双方自愿: parties are asked before the police hand them over to people's mediation.
const VOLUNTARY: ConsentNeed = ConsentNeed::Every { article: "《人民调解法》第3条第1项、第17条" };
/// 移交卡 (or 矛盾纠纷移送审批表): the officer's opinion, and the word of the leader on duty. A local rule that other places follow;
/// no statute asks for it.
const ON_DUTY: Rank = Rank {
    whom: words("值班领导", "the leader on duty"),
    article: "南京《关于完善全市公调对接工作机制的实施意见》（2024年）（地方规定）",
};
/// 被害人自愿和解: so are those of a crime.
const RECONCILED: ConsentNeed =
    ConsentNeed::Every { article: "《刑事诉讼法》第288条第1款；《人民调解法》第3条第1项" };

/// 公调: disputes heard at police stations go to people's mediation (治安管理处罚法 9; 公安机关办理行政案件程序规定 178–186). 检调: so do the
/// damages of a minor crime that is handled as one to be settled, whose own terms run on (公安机关办理刑事案件程序规定 333–338). 访调:
/// petitions passed on to it may go there too. 督办 as everyone may.
#[must_use]
pub fn sends() -> Vec<Sends> {
    let police = Sends::new(Kind::literal("police"), &["judicial-bureau"], ProcedureNeed::None);
    let prosecution = Sends::new(Kind::literal("prosecution"), &["judicial-bureau"], ProcedureNeed::None);
    vec![
        Sends {
            failed: AFTER_FAILURE,
            afterwards: AFTERWARDS,
            exclusions: NOT_MEDIATED,
            consent: VOLUNTARY,
            approval: ApprovalNeed::OfCard(ON_DUTY),
            ..police
        },
        Sends {
            exclusions: NOT_RECONCILED_BY_POLICE,
            approval: RECONCILIATION_APPROVED,
            consent: RECONCILED,
            ..prosecution
        },
        Sends::mediation_of_petition(),
        Sends::supervision(),
        Sends::proxy(),
    ]
}

/// Petitions passed on and assigned (信访工作条例第22条), and 督办 of what it owes itself.
#[must_use]
pub fn offers() -> Vec<Offer> {
    vec![Offer::transfer(), Offer::assignment(), Offer::supervision(), Offer::proxy()]
}

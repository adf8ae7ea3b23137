//! In which modes a court has disputes mediated (诉调对接), whose consent each asks for, and what the court does when one comes back.

use duijie_core::{
    commission::{Mode, ModeRule},
    dossier::CaseAct,
    exclusion::ConsentNeed,
    rules::{Afterwards, Came, ProcedureNeed, Until},
    term::words,
};

const OPINION_OF_2025: &str = "最高人民法院《关于严格依法规范民事案件立案与调解工作的意见》三";

/// Since 2025 a case is filed first, and commissioned then. Of a filed case nobody may have refused; before filing it is delegated
/// with consent, and where one party alone gave it the mediator asks the other (在线调解规则第15条).
pub const MODES: &[ModeRule] = &[
    ModeRule {
        mode: Mode::PostFilingCommission,
        procedure: ProcedureNeed::Required,
        consent: ConsentNeed::NotRefused { article: "《民事诉讼法》第125条" },
        article: OPINION_OF_2025,
    },
    ModeRule {
        mode: Mode::PreFilingDelegation,
        procedure: ProcedureNeed::None,
        consent: ConsentNeed::One {
            article: "《最高人民法院关于人民法院特邀调解的规定》第11条第1款；《人民法院在线调解规则》第15条第1款",
        },
        article: "《最高人民法院关于人民法院特邀调解的规定》第27条",
    },
    ModeRule {
        mode: Mode::InvitedAssist,
        procedure: ProcedureNeed::Required,
        consent: ConsentNeed::NotRefused { article: "《民事诉讼法》第96条" },
        article: "《民事诉讼法》第98条",
    },
    ModeRule {
        mode: Mode::PartyDirect,
        procedure: ProcedureNeed::None,
        consent: ConsentNeed::One { article: "《人民法院在线调解规则》第4条、第10条" },
        article: "《人民法院在线调解规则》第12条",
    },
];

const COMMISSIONED: &[Mode] = &[Mode::PostFilingCommission, Mode::InvitedAssist];

/// By result and mode.
pub const AFTERWARDS: &[Afterwards] = &[
    Afterwards {
        came: Came::Agreed,
        modes: COMMISSIONED,
        what: words(
            "审查调解协议，制作调解书；当事人申请撤诉的，裁定是否准许",
            "examine the agreement and make the mediation document; or decide on the withdrawal that is asked for",
        ),
        article: "《民事诉讼法》第100条；《最高人民法院关于人民法院特邀调解的规定》第20条",
        until: Until::ForGood,
    },
    Afterwards {
        came: Came::Agreed,
        modes: &[Mode::PreFilingDelegation],
        what: words(
            "调解协议送达当事人并留存备案；当事人可以自协议生效之日起三十日内共同申请司法确认",
            "the agreement is served and filed; the parties may ask together for confirmation within thirty days of its effect",
        ),
        article: "《最高人民法院关于人民法院特邀调解的规定》第19条；《民事诉讼法》第205条",
        until: Until::ForGood,
    },
    Afterwards {
        came: Came::Agreed,
        modes: &[Mode::PartyDirect],
        what: words(
            "当事人可以自协议生效之日起三十日内共同申请司法确认",
            "the parties may ask together for confirmation within thirty days of its effect",
        ),
        article: "《民事诉讼法》第205条",
        until: Until::ForGood,
    },
    Afterwards {
        came: Came::Settled,
        modes: COMMISSIONED,
        what: words("裁定是否准许撤诉", "decide on the withdrawal"),
        article: "《民事诉讼法》第148条",
        until: Until::ForGood,
    },
    Afterwards {
        came: Came::Failed,
        modes: COMMISSIONED,
        what: words(
            "转入审理，无争议事实以书面形式确认",
            "the trial goes on; what is not disputed is confirmed in writing",
        ),
        article: "《最高人民法院关于人民法院特邀调解的规定》第21条第2款；《人民法院在线调解规则》第22条第1款",
        until: Until::Step(CaseAct::TrialResumed),
    },
    Afterwards {
        came: Came::Failed,
        modes: COMMISSIONED,
        what: words(
            "转入审理前通知交纳案件受理费；未按期交纳的，按撤诉处理",
            "before the trial the fee is asked for; unpaid, the case counts as withdrawn",
        ),
        article: "最高人民法院《关于严格依法规范民事案件立案与调解工作的意见》六",
        until: Until::Step(CaseAct::FeeNotified),
    },
    Afterwards {
        came: Came::Failed,
        modes: &[Mode::PreFilingDelegation],
        what: words("当事人坚持诉讼的，依法登记立案", "register the case if the party goes on suing"),
        article: "《最高人民法院关于人民法院特邀调解的规定》第21条第1款；《民事诉讼法》第126条",
        until: Until::Step(CaseAct::Filed),
    },
    Afterwards {
        came: Came::Failed,
        modes: &[Mode::PartyDirect],
        what: words("告知当事人可以依法起诉", "tell the parties that they may sue"),
        article: "《人民法院在线调解规则》第21条第1款第1项",
        until: Until::ForGood,
    },
];

/// What the court does with its own ruling on confirmation.
pub const AFTER_RULING: &[Afterwards] = &[
    Afterwards {
        came: Came::Confirmed,
        modes: &[],
        what: words(
            "向各方当事人送达裁定，逐一登记送达（case_step，ruling_served）；当事人自收到之日起十五日内可以提出异议",
            "serve the ruling on each party and write each service down; a party may object within fifteen days of receiving it",
        ),
        article: "《民事诉讼法解释》第372条",
        until: Until::Step(CaseAct::RulingServed),
    },
    Afterwards {
        came: Came::Rejected,
        modes: &[],
        what: words(
            "向各方当事人送达裁定，逐一登记送达（case_step，ruling_served）",
            "serve the ruling on each party and write each service down",
        ),
        article: "《民事诉讼法》第206条",
        until: Until::Step(CaseAct::RulingServed),
    },
];

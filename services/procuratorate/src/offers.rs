//! What the procuratorate (检察院) hands over and receives (受理清单). That the judicial bureau takes it on is deployment's to say
//! (the kinds file).

use duijie_core::{
    exclusion::{ConsentNeed, criminal::NOT_RECONCILED},
    ids::Kind,
    rules::{Offer, ProcedureNeed, Sends},
};

/// 被害人自愿和解: parties are asked before.
const VOLUNTARY: ConsentNeed =
    ConsentNeed::Every { article: "《刑事诉讼法》第288条第1款；《人民调解法》第3条第1项" };

/// 检调: the civil part of a case in which the parties may settle goes to people's mediation; the criminal terms run on
/// (刑事诉讼法第288条; 公安机关办理刑事案件程序规定第333至338条), unless the law excludes it. 督办 as everyone may.
#[must_use]
pub fn sends() -> Vec<Sends> {
    let prosecution = Sends::new(Kind::literal("prosecution"), &["judicial-bureau"], ProcedureNeed::None);
    vec![Sends { exclusions: NOT_RECONCILED, consent: VOLUNTARY, ..prosecution }, Sends::supervision(), Sends::proxy()]
}

/// Petitions passed on and assigned (信访工作条例第22条), and 督办 of what it owes itself.
#[must_use]
pub fn offers() -> Vec<Offer> {
    vec![Offer::transfer(), Offer::assignment(), Offer::supervision(), Offer::proxy()]
}

//! What discipline inspection (纪委监委) hands over and receives (受理清单). That the judicial bureau takes it on is deployment's to
//! say (the kinds file).

use duijie_core::{
    exclusion::ConsentNeed,
    ids::Kind,
    rules::{Handed, Offer, ProcedureNeed, Sends},
};

/// Who is mediated is asked by the mediator, for to be asked by discipline inspection would show that somebody informed.
const VOLUNTARY: ConsentNeed = ConsentNeed::NotRefused { article: "《人民调解法》第17条" };

/// 纪调: of what informants bring, the civil dispute alone goes to people's mediation. What may show who informed stays
/// here: no material and no number of the file goes with it (信访工作条例第30条第3款). 督办 as everyone may.
#[must_use]
pub fn sends() -> Vec<Sends> {
    let discipline = Sends::new(Kind::literal("discipline"), &["judicial-bureau"], ProcedureNeed::None);
    vec![Sends { handed: Handed::DisputeAlone, consent: VOLUNTARY, ..discipline }, Sends::supervision(), Sends::proxy()]
}

/// Accusations (信访工作条例第30条), petitions passed on and assigned (第22条), and 督办 of what it owes itself.
#[must_use]
pub fn offers() -> Vec<Offer> {
    vec![Offer::accusation(), Offer::transfer(), Offer::assignment(), Offer::supervision(), Offer::proxy()]
}

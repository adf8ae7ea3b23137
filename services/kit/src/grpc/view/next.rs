//! What the law has follow from how a referral stands, for the agency that asks. The rules are its own data.

use super::View;
use duijie_core::{decide::next_steps, matter::Matter, referral::Referral};
use duijie_proto::v1;

impl View<'_> {
    pub(super) fn next_steps(&self, matter: &Matter, referral: &Referral) -> Vec<v1::NextStep> {
        let data = self.office.data.get();
        let steps = next_steps(self.now, &data.rules, matter, referral).into_iter();
        steps
            .map(|(words, basis)| v1::NextStep {
                text_zh: words.zh.to_owned(),
                text_en: words.en.to_owned(),
                basis: basis.to_owned(),
            })
            .collect()
    }
}

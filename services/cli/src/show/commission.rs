//! How a referral was commissioned, and what follows from how it stands, for people.

use duijie_proto::v1::{CommissionMode, ConfirmationApplication, ConsentState, Material, Referral};

/// Each empty where there is nothing to tell.
pub struct Told {
    /// 方式
    pub mode: String,
    /// What the parties said when it was handed over.
    pub consents: String,
    /// 司法确认申请: who applies for what.
    pub application: String,
    /// What the law has follow.
    pub next: String,
}

impl Told {
    /// Of this referral.
    #[must_use]
    pub fn of(referral: &Referral) -> Self {
        let said = referral.consents.iter().map(|it| format!("{}：{}", it.party, state(it.state)));
        let next = referral.next_steps.iter().map(super::words::next_step);
        Self {
            mode: mode(referral.mode).to_owned(),
            consents: said.collect::<Vec<_>>().join("、"),
            application: referral.application.as_ref().map(application).unwrap_or_default(),
            next: next.collect::<Vec<_>>().join("\n"),
        }
    }
}

fn application(it: &ConfirmationApplication) -> String {
    let name = |material: &Option<Material>| material.as_ref().map(|it| it.name.clone()).unwrap_or_default();
    let mut lines = vec![
        format!("申请人：{}", it.applicants.join("、")),
        format!("调解协议：{}，{} 生效 {}", name(&it.agreement), it.effective_on, it.effective_because)
            .trim_end()
            .to_owned(),
        format!("主持调解的证明：{}", name(&it.mediated_by)),
    ];
    if it.concerns_property {
        let proofs: Vec<_> = it.property_proofs.iter().map(|proof| proof.name.as_str()).collect();
        lines.push(format!("财产权利证明：{}", proofs.join("、")));
    }
    for agent in &it.agents {
        lines.push(format!("代理人：{}（代理{}，{}）", agent.name, agent.party, name(&agent.authorisation)));
    }
    lines.join("\n")
}

fn mode(number: i32) -> &'static str {
    match CommissionMode::try_from(number) {
        Ok(CommissionMode::PostFilingCommission) => "立案后委托",
        Ok(CommissionMode::PreFilingDelegation) => "立案前委派",
        Ok(CommissionMode::InvitedAssist) => "邀请协助",
        Ok(CommissionMode::PartyDirect) => "当事人直接申请",
        Ok(CommissionMode::Unspecified) | Err(_) => "",
    }
}

fn state(number: i32) -> &'static str {
    match ConsentState::try_from(number) {
        Ok(ConsentState::Given) => "同意",
        Ok(ConsentState::Refused) => "不同意",
        Ok(ConsentState::Withdrawn) => "撤回同意",
        Ok(ConsentState::Unspecified) | Err(_) => "",
    }
}

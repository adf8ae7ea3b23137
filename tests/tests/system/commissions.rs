//! Commissions and confirmations that are refused, given back and tried again, between real services (domain cases 5 and 7), and
//! overrides that oversight is told of.

use duijie_cli::args::Role;
use duijie_proto::v1::{
    AddEntryRequest, Answer, Approval, Circumstance, CommissionMode, ConfirmationApplication, ConfirmationDecision,
    ConfirmationRuling, Consent, ConsentState, DeclineCode, DossierEntry, Duty, Finding, ListReferralsRequest,
    Material, MediatorNamed, NamedBy, Override, ReferRequest, Referral, ReferralState, RegisterMatterRequest,
    RejectionGround, RequestConfirmationRequest, approval, dossier_entry::Entry, r#override,
};
use duijie_tests::{
    step,
    system::{
        clerk::{Clerk, reason},
        handoff::{Handoff, RECEIVER, done},
        requests::{self, material, new_id},
        town::{Town, instant},
        waiting::until,
    },
};

fn entry(matter_id: &str, entry: Entry) -> AddEntryRequest {
    let entry = Some(DossierEntry { entry: Some(entry) });
    AddEntryRequest { request_id: new_id(), matter_id: matter_id.to_owned(), entry, validate_only: false }
}

fn due(referral: &Referral, duty: Duty) -> Option<prost_types::Timestamp> {
    referral.deadlines.iter().find(|deadline| deadline.duty() == duty)?.due.as_ref()?.due
}

async fn both(sender: &Clerk, receiver: &Clerk, id: &str, state: ReferralState) -> (Referral, Referral) {
    let handoff =
        Handoff { sender: sender.clone(), receiver: receiver.clone(), matter_id: String::new(), id: id.to_owned() };
    handoff.both(state).await
}

// Domain case 5.
#[tokio::test(flavor = "multi_thread")]
async fn a_delegation_that_is_declined_goes_to_another_mediator_with_what_the_parties_said() {
    let town = Town::sandbox("2026-02-13T10:00:00+08:00").await;
    let (courts, bureau) = (town.clerk("courts"), town.clerk(RECEIVER));
    let unasked = RegisterMatterRequest { consents: Vec::new(), ..requests::register("医疗器械专利纠纷") };
    let matter = done(&courts, unasked).await.matter.unwrap().matter_id;
    let consent =
        Consent {
            party: "赵甲".to_owned(), state: ConsentState::Given as i32, evidence: Some(material("同意书.pdf"))
        };
    done(&courts, entry(&matter, Entry::Consent(consent))).await;
    let delegate = |mediator: &str, replaces: &str| {
        let named = MediatorNamed { mediator: mediator.to_owned(), by: NamedBy::Agency as i32 };
        let refer = ReferRequest {
            procedure: 0,
            mode: CommissionMode::PreFilingDelegation as i32,
            replaces_referral: replaces.to_owned(),
            ..requests::refer(&matter, "litigation", bureau.agency())
        };
        (entry(&matter, Entry::MediatorNamed(named)), refer)
    };
    let (named, refer) = delegate("青河县商事调解室", "");
    done(&courts, named).await;
    let with_procedure = ReferRequest { request_id: new_id(), procedure: 1, ..refer.clone() };
    assert_eq!(reason(&courts.insist(with_procedure).await.unwrap_err()), "PROCEDURE_NOT_APPLICABLE");
    let first = done(&courts, refer).await.referral.unwrap().referral_id;
    both(&courts, &bureau, &first, ReferralState::Arrived).await;
    done(&bureau, step!(AcknowledgeRequest, first)).await;
    let (ours, theirs) = both(&courts, &bureau, &first, ReferralState::Acknowledged).await;
    assert_eq!(due(&ours, Duty::Accept), Some(instant("2026-02-26T00:00:00+08:00")), "across the spring festival");
    assert_eq!(theirs.named_mediator, "青河县商事调解室");
    assert_eq!((theirs.consents.len(), theirs.consents[0].party.as_str()), (1, "赵甲"));
    town.set_all_clocks("2026-02-24T10:00:00+08:00").await;
    let decline = requests::decline(&first);
    done(&bureau, duijie_proto::v1::DeclineRequest { text: "超出擅长领域".to_owned(), ..decline }).await;
    both(&courts, &bureau, &first, ReferralState::Declined).await;
    let (named, refer) = delegate("青河县知识产权调解委员会", &first);
    done(&courts, named).await;
    let second = done(&courts, refer).await.referral.unwrap().referral_id;
    both(&courts, &bureau, &second, ReferralState::Arrived).await;
    done(&bureau, step!(AcknowledgeRequest, second)).await;
    done(&bureau, step!(AcceptRequest, second)).await;
    let (ours, theirs) = both(&courts, &bureau, &second, ReferralState::Accepted).await;
    assert_eq!(
        (ours.mode(), theirs.mode()),
        (CommissionMode::PreFilingDelegation, CommissionMode::PreFilingDelegation)
    );
    assert_eq!(theirs.named_mediator, "青河县知识产权调解委员会");
    assert_eq!(due(&theirs, Duty::Handle), Some(instant("2026-03-27T00:00:00+08:00")), "thirty days from acceptance");
}

// Domain case 7.
#[tokio::test(flavor = "multi_thread")]
async fn a_rejected_agreement_is_rewritten_and_confirmed() {
    let town = Town::sandbox("2026-03-27T09:00:00+08:00").await;
    let (bureau, courts) = (town.clerk(RECEIVER), town.clerk("courts"));
    let handoff = Handoff::arrived(&town, "police", "房屋归属").await;
    done(&bureau, step!(AcknowledgeRequest, handoff.id)).await;
    done(&bureau, step!(AcceptRequest, handoff.id)).await;
    let matter = done(&bureau, requests::conclude_with_agreement(&handoff.id)).await.referral.unwrap().matter_id;
    let apply = |agreement: Material, effective_on: &str, proofs: Vec<Material>| RequestConfirmationRequest {
        request_id: new_id(),
        matter_id: matter.clone(),
        receiver: courts.agency().to_owned(),
        application: Some(ConfirmationApplication {
            applicants: vec!["赵甲".to_owned(), "钱乙".to_owned()],
            agreement: Some(agreement),
            mediated_by: Some(material("调解组织证明.pdf")),
            effective_on: effective_on.to_owned(),
            concerns_property: true,
            property_proofs: proofs,
            ..ConfirmationApplication::default()
        }),
        ..RequestConfirmationRequest::default()
    };
    let rewritten = Material { digest: vec![8; 32], ..material("办理过户义务.pdf") };
    let (old, new) = (material("房屋归乙所有.pdf"), rewritten);
    let proofs = || vec![material("不动产权证书.pdf")];
    let refused = bureau.insist(apply(old.clone(), "2026-03-27", Vec::new())).await.unwrap_err();
    assert_eq!(reason(&refused), "MATERIALS_MISSING");
    town.set_all_clocks("2026-04-27T10:00:00+08:00").await;
    let first = done(&bureau, apply(old.clone(), "2026-03-27", proofs())).await.referral.unwrap().referral_id;
    both(&bureau, &courts, &first, ReferralState::Arrived).await;
    done(&courts, step!(AcknowledgeRequest, first)).await;
    town.set_all_clocks("2026-04-28T10:00:00+08:00").await;
    done(&courts, step!(AcceptRequest, first)).await;
    let (_, theirs) = both(&bureau, &courts, &first, ReferralState::Accepted).await;
    assert_eq!(due(&theirs, Duty::Handle), Some(instant("2026-05-29T00:00:00+08:00")));
    town.set_all_clocks("2026-05-20T10:00:00+08:00").await;
    let ruling = |decision: ConfirmationDecision, ground: i32| {
        let number = "（2026）临0101民特12号".to_owned();
        Some(ConfirmationRuling {
            number, decision: decision as i32, ground, document: Some(material("裁定书.pdf"))
        })
    };
    let rejected = ruling(ConfirmationDecision::Rejected, RejectionGround::Inadmissible as i32);
    done(&courts, step!(DecideConfirmationRequest, first, ruling: rejected)).await;
    both(&bureau, &courts, &first, ReferralState::Concluded).await;
    done(&bureau, step!(ConfirmOutcomeRequest, first)).await;
    both(&bureau, &courts, &first, ReferralState::Confirmed).await;
    let again = bureau.insist(apply(old, "2026-05-20", proofs())).await.unwrap_err();
    assert_eq!(reason(&again), "AGREEMENT_REJECTED");
    let second = done(&bureau, apply(new, "2026-05-20", proofs())).await.referral.unwrap().referral_id;
    both(&bureau, &courts, &second, ReferralState::Arrived).await;
    done(&courts, step!(AcknowledgeRequest, second)).await;
    done(&courts, step!(AcceptRequest, second)).await;
    done(&courts, step!(DecideConfirmationRequest, second, ruling: ruling(ConfirmationDecision::Valid, 0))).await;
    both(&bureau, &courts, &second, ReferralState::Concluded).await;
}

// Domain case 7, the other way: it contains a divorce.
#[tokio::test(flavor = "multi_thread")]
async fn a_court_does_not_take_what_is_about_personal_status_and_the_bureau_does_not_send_it() {
    let town = Town::sandbox("2026-03-27T09:00:00+08:00").await;
    let (bureau, courts) = (town.clerk(RECEIVER), town.clerk("courts"));
    let handoff = Handoff::arrived(&town, "police", "离婚").await;
    let refused =
        step!(DeclineRequest, handoff.id, code: DeclineCode::StatusConfirmation as i32, text: "无".to_owned());
    assert_eq!(reason(&bureau.insist(refused).await.unwrap_err()), "DECLINE_CODE_NOT_APPLICABLE");
    done(&bureau, step!(AcknowledgeRequest, handoff.id)).await;
    done(&bureau, step!(AcceptRequest, handoff.id)).await;
    let matter = done(&bureau, requests::conclude_with_agreement(&handoff.id)).await.referral.unwrap().matter_id;
    let apply = || RequestConfirmationRequest {
        request_id: new_id(),
        matter_id: matter.clone(),
        receiver: courts.agency().to_owned(),
        application: Some(ConfirmationApplication {
            applicants: vec!["赵甲".to_owned(), "钱乙".to_owned()],
            agreement: Some(material("协议.pdf")),
            mediated_by: Some(material("证明.pdf")),
            effective_on: "2026-03-27".to_owned(),
            ..ConfirmationApplication::default()
        }),
        ..RequestConfirmationRequest::default()
    };
    let id = done(&bureau, apply()).await.referral.unwrap().referral_id;
    both(&bureau, &courts, &id, ReferralState::Arrived).await;
    let code = DeclineCode::StatusConfirmation as i32;
    done(&courts, step!(DeclineRequest, id, code: code, text: "协议含解除婚姻关系内容".to_owned())).await;
    let (ours, _) = both(&bureau, &courts, &id, ReferralState::Declined).await;
    assert_eq!(ours.decline.unwrap().basis, "《民事诉讼法解释》第355条第3项");
    done(&bureau, entry(&matter, circumstance("status_confirmation"))).await;
    assert_eq!(reason(&bureau.insist(apply()).await.unwrap_err()), "EXCLUDED_STATUS_CONFIRMATION");
}

fn circumstance(code: &str) -> Entry {
    let (code, text) = (code.to_owned(), "经查属实".to_owned());
    Entry::Circumstance(Circumstance { code, finding: Finding::Found as i32, text, evidence: None })
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_leader_lets_an_excluded_settlement_pass_and_oversight_has_it_in_its_list() {
    let town = Town::overseen("2026-03-02T09:00:00+08:00").await;
    let (police, leader) = (town.clerk("public-security"), town.officer("public-security", "分管局长", Role::Leader));
    let matter = done(&police, requests::register("邻里轻伤害")).await.matter.unwrap().matter_id;
    let of = Some(approval::Of::Kind("prosecution".to_owned()));
    let approval = Approval { of, answer: Answer::Grant as i32, ..Approval::default() };
    let approve = || entry(&matter, Entry::Approval(approval.clone()));
    let excluded = Some(r#override::Excluded::Kind("prosecution".to_owned()));
    let (code, reason_why) = ("settlement_unsuitable".to_owned(), "双方系近亲属，已取得谅解".to_owned());
    let it = Override { code, excluded, reason: reason_why, document: None };
    let let_pass = || entry(&matter, Entry::Override(it.clone()));
    for request in [approve(), let_pass()] {
        let refused = police.insist(request).await.unwrap_err();
        assert_eq!(refused.code(), tonic::Code::PermissionDenied, "{refused}");
    }
    done(&leader, approve()).await;
    done(&police, entry(&matter, circumstance("settlement_unsuitable"))).await;
    let bureau = town.clerk(RECEIVER);
    let refer = || requests::refer(&matter, "prosecution", bureau.agency());
    assert_eq!(reason(&police.insist(refer()).await.unwrap_err()), "EXCLUDED_SETTLEMENT_UNSUITABLE");
    done(&leader, let_pass()).await;
    done(&police, refer()).await;
    let oversight = town.clerk("oversight");
    let report = until("the override is told to oversight", async || {
        let list = ListReferralsRequest { kind: "supervision".to_owned(), ..ListReferralsRequest::default() };
        oversight.insist(list).await.ok()?.referrals.into_iter().next()
    })
    .await;
    let supervision = report.supervision.unwrap();
    assert_eq!(supervision.agency, police.agency());
    assert!(
        supervision.demand.contains("例外批准") && supervision.demand.contains("第333条"),
        "{}",
        supervision.demand
    );
}

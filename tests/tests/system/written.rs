//! What officers write into a file begins, ends and shows, between real services and across kill -9.

use duijie_proto::v1::{
    AccidentDocument, AccidentFinding, AccidentLoss, AddEntryRequest, CaseAct, CaseStep, ConfirmationApplication,
    ConfirmationDecision, ConfirmationRuling, Consent, ConsentState, DeadlineState, DossierEntry,
    ExtendDeadlineRequest, FailureReason, GetMatterRequest, Intake, ListReferralsRequest, LossKnownBy, Matter,
    MediationAsked, NoAgreement, Outcome, OutcomeCode, PetitionLevel, ReferralState, RegisterMatterRequest,
    RequestConfirmationRequest, ReviewAsked, ReviewedOpinion, Sorting, Source, TimeLimited, Triage,
    dossier_entry::Entry, triage::Class,
};
use duijie_tests::{
    step,
    system::{
        clerk::{Clerk, reason},
        handoff::{Handoff, RECEIVER, done},
        requests::{self, material, new_id},
        town::{Town, id_of, instant},
    },
};

fn entry(matter: &str, entry: Entry) -> AddEntryRequest {
    let entry = Some(DossierEntry { entry: Some(entry) });
    AddEntryRequest { request_id: new_id(), matter_id: matter.to_owned(), entry, validate_only: false }
}

fn act(act: CaseAct, on: &str) -> CaseStep {
    CaseStep { act: act as i32, on: on.to_owned(), ..CaseStep::default() }
}

async fn matter(clerk: &Clerk, id: &str) -> Matter {
    done(clerk, GetMatterRequest { matter_id: id.to_owned(), ..Default::default() }).await
}

/// Rules of its own deadlines that run, with their last days and whose each is.
async fn running(clerk: &Clerk, id: &str) -> Vec<(String, String, String)> {
    let open = matter(clerk, id).await.deadlines.into_iter().filter(|it| it.state() == DeadlineState::Open);
    let mut shown: Vec<_> = open.map(|it| (it.due.unwrap_or_default().rule_id, it.due_text, it.of)).collect();
    shown.sort();
    shown
}

async fn accepted(town: &Town, kind: &str) -> Handoff {
    let case = Handoff::arrived(town, kind, "楼上漏水").await;
    done(&case.receiver, step!(AcknowledgeRequest, case.id)).await;
    done(&case.receiver, step!(AcceptRequest, case.id)).await;
    case
}

async fn killed(town: &mut Town, role: &str) {
    town.kill(role).await;
    town.start(role).await;
}

// As domain case 4, with a court that is killed on the way.
#[tokio::test(flavor = "multi_thread")]
async fn when_a_party_takes_its_consent_back_the_court_is_told_each_step_until_it_is_written_down() {
    let mut town = Town::sandbox("2026-11-24T10:00:00+08:00").await;
    let case = accepted(&town, "litigation").await;
    let here = case.receiver.referral(&case.id).await.unwrap().matter_id;
    let back = Consent { party: "钱乙".to_owned(), state: ConsentState::Withdrawn as i32, evidence: None };
    done(&case.receiver, entry(&here, Entry::Consent(back))).await;
    let agreed = case.receiver.insist(requests::conclude_with_agreement(&case.id)).await.unwrap_err();
    assert!(agreed.message().contains("钱乙"), "{agreed}");
    let ended = NoAgreement {
        reason: FailureReason::PartyRefuses as i32,
        facts: "一方书面撤回同意。".to_owned(),
        undisputed_facts: "双方确认漏水发生在厨房。".to_owned(),
        ..NoAgreement::default()
    };
    let outcome = Outcome { code: OutcomeCode::Terminated as i32, no_agreement: Some(ended), ..Outcome::default() };
    done(&case.receiver, step!(ConcludeRequest, case.id, outcome: Some(outcome))).await;
    let (ours, _) = case.both(ReferralState::Concluded).await;
    let told = ours.outcome.unwrap().no_agreement.unwrap();
    assert!(!told.returned.is_empty(), "what came goes back");
    let steps = async |clerk: &Clerk| {
        let shown = clerk.referral(&case.id).await.unwrap().next_steps;
        shown.into_iter().map(|step| step.text_zh).collect::<Vec<_>>().join("；")
    };
    let before = steps(&case.sender).await;
    assert!(before.contains("通知交纳案件受理费") && before.contains("转入审理"), "{before}");
    done(&case.sender, entry(&case.matter_id, Entry::CaseStep(act(CaseAct::FeeNotified, "2026-11-24")))).await;
    killed(&mut town, "courts").await;
    let after = steps(&town.clerk("courts")).await;
    assert!(!after.contains("通知交纳案件受理费") && after.contains("转入审理"), "{after}");
    done(&town.clerk("courts"), entry(&case.matter_id, Entry::CaseStep(act(CaseAct::TrialResumed, "2026-11-24"))))
        .await;
    let at_last = steps(&town.clerk("courts")).await;
    assert!(!at_last.contains("转入审理"), "{at_last}");
    town.verify_stores().await;
}

fn application(matter: &str, courts: &str, effective_on: &str, because: &str) -> RequestConfirmationRequest {
    RequestConfirmationRequest {
        request_id: new_id(),
        matter_id: matter.to_owned(),
        receiver: courts.to_owned(),
        application: Some(ConfirmationApplication {
            applicants: vec!["赵甲".to_owned(), "钱乙".to_owned()],
            agreement: Some(material("人民调解协议书.pdf")),
            mediated_by: Some(material("调解组织证明.pdf")),
            effective_on: effective_on.to_owned(),
            effective_because: because.to_owned(),
            ..ConfirmationApplication::default()
        }),
        ..RequestConfirmationRequest::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ruling_that_is_served_begins_each_partys_time_to_object_and_the_time_for_enforcement() {
    let mut town = Town::sandbox("2026-03-27T09:00:00+08:00").await;
    let case = accepted(&town, "police").await;
    let here = case.receiver.referral(&case.id).await.unwrap().matter_id;
    let mut result = requests::conclude_with_agreement(&case.id);
    result.outcome.as_mut().unwrap().agreement.as_mut().unwrap().document = Some(material("人民调解协议书.pdf"));
    done(&case.receiver, result).await;
    let (bureau, courts) = (town.clerk(RECEIVER), town.clerk("courts"));
    assert!(running(&bureau, &here).await.iter().any(|(rule, due, _)| rule == "SC01" && due == "2026-04-27 24:00"));
    town.set_all_clocks("2026-04-01T10:00:00+08:00").await;
    let unexplained = bureau.insist(application(&here, courts.agency(), "2026-03-30", "")).await.unwrap_err();
    assert_eq!(reason(&unexplained), "EFFECTIVE_DAY_DIFFERS");
    let because = "协议约定三日后生效";
    let sent = done(&bureau, application(&here, courts.agency(), "2026-03-30", because)).await.referral.unwrap();
    let sent = Handoff { sender: bureau, receiver: courts, matter_id: here, id: sent.referral_id };
    sent.both(ReferralState::Arrived).await;
    done(&sent.receiver, step!(AcknowledgeRequest, sent.id)).await;
    done(&sent.receiver, step!(AcceptRequest, sent.id)).await;
    let ruling = |number: &str| {
        let document = Some(material("裁定书.pdf"));
        ConfirmationRuling {
            number: number.to_owned(),
            decision: ConfirmationDecision::Valid as i32,
            ground: 0,
            document,
        }
    };
    let wrong = step!(DecideConfirmationRequest, sent.id, ruling: Some(ruling("（2026）临0101民初12号")));
    let wrong = sent.receiver.insist(wrong).await.unwrap_err();
    assert!(wrong.message().contains("民特"), "{wrong}");
    let right = Some(ruling("（2026）临0101民特12号"));
    done(&sent.receiver, step!(DecideConfirmationRequest, sent.id, ruling: right)).await;
    let (ours, theirs) = sent.both(ReferralState::Concluded).await;
    done(&sent.sender, step!(ConfirmOutcomeRequest, sent.id)).await;
    assert_eq!(ours.application.unwrap().effective_because, because);
    let file = theirs.matter_id;
    let served = |person: &str, on: &str, counted_from: &str| CaseStep {
        person: person.to_owned(),
        counted_from: counted_from.to_owned(),
        ..act(CaseAct::RulingServed, on)
    };
    let clerk = &sent.receiver;
    let nobody = clerk.insist(entry(&file, Entry::CaseStep(served("孙丙", "2026-04-01", "")))).await.unwrap_err();
    assert_eq!(reason(&nobody), "PARTY_UNKNOWN");
    done(clerk, entry(&file, Entry::CaseStep(served("赵甲", "2026-03-31", "2026-06-30")))).await;
    done(clerk, entry(&file, Entry::CaseStep(served("钱乙", "2026-04-01", "2026-06-30")))).await;
    killed(&mut town, "courts").await;
    let courts = town.clerk("courts");
    let shown: Vec<_> = running(&courts, &file).await.into_iter().filter(|it| it.0.starts_with("SC0")).collect();
    let expected =
        [("SC05", "2026-04-15 24:00", "赵甲"), ("SC05", "2026-04-16 24:00", "钱乙"), ("SC06", "2028-06-30 24:00", "")];
    assert_eq!(shown, expected.map(|(rule, due, of)| (rule.to_owned(), due.to_owned(), of.to_owned())));
    let objects = CaseStep { person: "钱乙".to_owned(), ..act(CaseAct::PartyObjected, "2026-04-01") };
    done(&courts, entry(&file, Entry::CaseStep(objects))).await;
    let left: Vec<_> = running(&courts, &file).await.into_iter().filter(|it| it.0 == "SC05").map(|it| it.2).collect();
    assert_eq!(left, ["赵甲"]);
    town.verify_stores().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_traffic_police_mediate_from_the_day_the_loss_is_known_and_not_before_all_asked() {
    let mut town = Town::sandbox("2026-06-08T10:00:00+08:00").await;
    let police = town.clerk("public-security");
    let id = done(&police, requests::register("追尾事故")).await.matter.unwrap().matter_id;
    let asked = || {
        let parties = vec!["赵甲".to_owned(), "钱乙".to_owned()];
        Entry::MediationAsked(MediationAsked { parties, document: Some(material("调解申请书.pdf")) })
    };
    assert_eq!(reason(&police.insist(entry(&id, asked())).await.unwrap_err()), "NOT_BEFORE");
    let finding = AccidentFinding {
        kind: AccidentDocument::Finding as i32,
        number: "第12号".to_owned(),
        received_on: "2026-06-05".to_owned(),
        document: None,
    };
    done(&police, entry(&id, Entry::AccidentFinding(finding))).await;
    done(&police, entry(&id, asked())).await;
    assert_eq!(running(&police, &id).await, []);
    killed(&mut town, "public-security").await;
    let police = town.clerk("public-security");
    let loss = |on: &str| {
        let by = LossKnownBy::Treatment as i32;
        Entry::AccidentLoss(AccidentLoss { by, on: on.to_owned(), document: None })
    };
    assert_eq!(reason(&police.insist(entry(&id, loss("2026-06-09"))).await.unwrap_err()), "NOT_YET");
    town.set_all_clocks("2026-07-02T10:00:00+08:00").await;
    done(&police, entry(&id, loss("2026-07-01"))).await;
    assert_eq!(running(&police, &id).await, [("GA12".to_owned(), "2026-07-13 24:00".to_owned(), String::new())]);
    town.verify_stores().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_police_take_in_for_the_petitions_office_goes_there_and_its_promises_are_deadlines() {
    let town = Town::sandbox("2026-03-02T10:00:00+08:00").await;
    let (police, office) = (town.clerk("public-security"), town.clerk("petitions"));
    let (source, on_behalf_of) = (Source::Proxy as i32, id_of("petitions"));
    let mut registered =
        RegisterMatterRequest { sorting: None, consents: Vec::new(), ..requests::register("夜间来访") };
    registered.intake = Some(Intake { source, on_behalf_of, ..Intake::default() });
    registered.parties[0].contact = "13900001234".to_owned();
    let taken_in = done(&police, registered).await.matter.unwrap();
    assert_eq!(taken_in.parties[0].contact, "139****1234");
    let elsewhere = requests::refer(&taken_in.matter_id, "proxy", &id_of(RECEIVER));
    assert!(police.insist(elsewhere).await.is_err(), "it was taken in for the office");
    let refer = requests::refer(&taken_in.matter_id, "proxy", office.agency());
    let id = done(&police, refer).await.referral.unwrap().referral_id;
    let case = Handoff { sender: police, receiver: office.clone(), matter_id: taken_in.matter_id, id };
    case.both(ReferralState::Arrived).await;
    done(&office, step!(AcknowledgeRequest, case.id)).await;
    done(&office, step!(AcceptRequest, case.id)).await;
    let here = office.referral(&case.id).await.unwrap().matter_id;
    let last_days = async || running(&office, &here).await.into_iter().map(|it| (it.0, it.1)).collect::<Vec<_>>();
    let own = last_days().await;
    assert!(own.contains(&("XF01".to_owned(), "2026-03-17 24:00".to_owned())), "{own:?}");
    let class = Some(Class::TimeLimited(TimeLimited { until: "2026-03-20".to_owned(), handler: "程硕".to_owned() }));
    let triage = Triage { reason: "需现场核实".to_owned(), class };
    done(&office, entry(&here, Entry::Triage(triage))).await;
    let own = last_days().await;
    assert!(own.contains(&("DS17".to_owned(), "2026-03-20 24:00".to_owned())), "{own:?}");
    let reach = GetMatterRequest { matter_id: here.clone(), contacts: true, ..Default::default() };
    assert_eq!(done(&office, reach).await.parties[0].contact, "13900001234");
    assert_eq!(matter(&office, &here).await.parties[0].contact, "139****1234");
    let all = done(&office, ListReferralsRequest::default()).await.referrals;
    assert_eq!(all.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_is_done_by_the_agency_above_and_its_clerk_extends_nothing_without_a_leader() {
    let town = Town::sandbox("2026-03-02T10:00:00+08:00").await;
    let office = town.clerk("petitions");
    let id = done(&office, requests::register("不服处理意见")).await.matter.unwrap().matter_id;
    let reviewed = ReviewedOpinion {
        agency: "青河县住房和城乡建设局".to_owned(),
        number: "青建信处〔2026〕7号".to_owned(),
        delivered_at: Some(instant("2026-02-20T10:00:00+08:00")),
        document: Some(material("信访处理意见书.pdf")),
    };
    let asked = ReviewAsked {
        level: PetitionLevel::Review as i32,
        asked_at: Some(instant("2026-03-02T09:00:00+08:00")),
        reviewed: Some(reviewed),
        ..ReviewAsked::default()
    };
    let alone = ReviewAsked { reviewed: None, ..asked.clone() };
    assert_eq!(reason(&office.insist(entry(&id, Entry::ReviewAsked(alone))).await.unwrap_err()), "NOTHING_TO_REVIEW");
    done(&office, entry(&id, Entry::ReviewAsked(asked))).await;
    assert_eq!(running(&office, &id).await, [("XF07".to_owned(), "2026-04-01 24:00".to_owned(), String::new())]);

    let handled = done(&office, requests::register("道路破损")).await.matter.unwrap().matter_id;
    let accepted_at = Some(instant("2026-03-02T09:30:00+08:00"));
    let sorting = Sorting { accepted_at, ..requests::register("").sorting.unwrap() };
    done(&office, entry(&handled, Entry::Sorting(sorting))).await;
    let own = matter(&office, &handled).await.deadlines.pop().unwrap();
    assert_eq!(own.due.as_ref().unwrap().rule_id, "XF05");
    let extend = || ExtendDeadlineRequest {
        request_id: new_id(),
        deadline_id: own.deadline_id.clone(),
        length: 30,
        approved_by: "关局长".to_owned(),
        approval: Some(material("延期审批表.pdf")),
        ..ExtendDeadlineRequest::default()
    };
    assert_eq!(reason(&office.insist(extend()).await.unwrap_err()), "APPROVAL_MISSING");
    done(&office.leader("关局长"), extend()).await;
    assert_eq!(matter(&office, &handled).await.deadlines.pop().unwrap().earlier.len(), 1);
}

//! Letters beside the plain course, between real services: objections, longer terms, materials asked for again, supervision,
//! judicial confirmation (C15, D18, D35).

use duijie_proto::v1::{
    Answer, ConfirmationApplication, ConfirmationDecision, ConfirmationRuling, DeadlineState, DecideObjectionRequest,
    Duty, ExplainDeadlineRequest, ObjectRequest, PartyConsent, Referral, ReferralState, RequestConfirmationRequest,
    SuperviseRequest, WrittenAnswer,
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

/// 09:00 on Tuesday 22 September 2026, before the autumn festival and the national holidays.
const TUESDAY: &str = "2026-09-22T09:00:00+08:00";

fn due(referral: &Referral, duty: Duty) -> Option<prost_types::Timestamp> {
    let deadline = referral.deadlines.iter().find(|deadline| deadline.duty() == duty)?;
    deadline.due.as_ref()?.due
}

/// A petition, signed for at once.
async fn signed(town: &Town) -> Handoff {
    let handoff = Handoff::arrived(town, "petition", "小区排水毁损").await;
    done(&handoff.receiver, step!(AcknowledgeRequest, handoff.id)).await;
    handoff.both(ReferralState::Acknowledged).await;
    handoff
}

fn object(id: &str) -> ObjectRequest {
    step!(ObjectRequest, id, text: "经核查属城管部门职责".to_owned(), basis: "《信访工作条例》第23条".to_owned())
}

fn answer(id: &str, answer: Answer) -> DecideObjectionRequest {
    step!(DecideObjectionRequest, id, answer: answer as i32, text: "已核实".to_owned())
}

/// Both sides see the other end of a referral that was not begun by [`Handoff`].
async fn both(sender: &Clerk, receiver: &Clerk, id: &str, state: ReferralState) -> (Referral, Referral) {
    let handoff =
        Handoff { sender: sender.clone(), receiver: receiver.clone(), matter_id: String::new(), id: id.to_owned() };
    handoff.both(state).await
}

// C15
#[tokio::test(flavor = "multi_thread")]
async fn an_objection_in_five_working_days_returns_the_petition_once_the_sender_agrees() {
    let town = Town::sandbox(TUESDAY).await;
    let handoff = signed(&town).await;
    let window = handoff.receiver.referral(&handoff.id).await.unwrap().object_due.unwrap();
    assert_eq!(window.due, Some(instant("2026-10-01T00:00:00+08:00")), "the festival is no working day");
    done(&handoff.receiver, object(&handoff.id)).await;
    let (ours, theirs) = handoff.both(ReferralState::Objected).await;
    assert_eq!(theirs.holder, handoff.receiver.agency(), "it goes back only when the sender agrees");
    assert_eq!(ours.objection.unwrap().text, "经核查属城管部门职责");
    let clock = until("the sender's clock is seen at both ends", async || {
        let (ours, theirs) =
            (handoff.sender.referral(&handoff.id).await?, handoff.receiver.referral(&handoff.id).await?);
        let dues = (due(&ours, Duty::AnswerObjection)?, due(&theirs, Duty::AnswerObjection)?);
        (dues.0 == dues.1).then_some(dues.0)
    })
    .await;
    assert_eq!(clock, instant("2026-09-29T00:00:00+08:00"), "three working days to verify it");
    done(&handoff.sender, answer(&handoff.id, Answer::Grant)).await;
    let (ours, _) = handoff.both(ReferralState::Returned).await;
    assert_eq!(ours.holder, handoff.sender.agency());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_objection_on_the_sixth_working_day_is_refused_with_the_article() {
    let town = Town::sandbox(TUESDAY).await;
    let handoff = Handoff::arrived(&town, "petition", "小区排水毁损").await;
    done(&handoff.receiver, step!(AcknowledgeRequest, handoff.id)).await;
    town.set_clocks(&[RECEIVER], "2026-10-01T00:00:00+08:00").await;
    let refused = handoff.receiver.insist(object(&handoff.id)).await.unwrap_err();
    assert_eq!(reason(&refused), "OBJECTION_LATE");
    assert!(duijie_cli::exit::lines(&refused).join("\n").contains("第23条第3款"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_objection_leaves_the_petition_with_the_receiver_under_a_new_term_and_is_not_raised_again() {
    let town = Town::sandbox(TUESDAY).await;
    let handoff = signed(&town).await;
    done(&handoff.receiver, object(&handoff.id)).await;
    handoff.both(ReferralState::Objected).await;
    done(&handoff.sender, answer(&handoff.id, Answer::Refuse)).await;
    handoff.both(ReferralState::Acknowledged).await;
    let refused = handoff.receiver.insist(object(&handoff.id)).await.unwrap_err();
    assert_eq!(reason(&refused), "OBJECTION_DECIDED");
    done(&handoff.receiver, step!(AcceptRequest, handoff.id)).await;
    handoff.both(ReferralState::Accepted).await;
}

// D18
#[tokio::test(flavor = "multi_thread")]
async fn the_consent_of_both_parties_extends_the_mediation_of_a_summary_case_by_thirty_days() {
    let town = Town::sandbox("2026-11-06T09:00:00+08:00").await;
    let (courts, bureau) = (town.clerk("courts"), town.clerk(RECEIVER));
    let registered = done(&courts, requests::register("简易程序")).await;
    let matter_id = registered.matter.unwrap().matter_id;
    let mut refer = requests::refer(&matter_id, "litigation", bureau.agency());
    refer.procedure = duijie_proto::v1::Procedure::Summary as i32;
    let id = done(&courts, refer).await.referral.unwrap().referral_id;
    both(&courts, &bureau, &id, ReferralState::Arrived).await;
    done(&bureau, step!(AcknowledgeRequest, id)).await;
    done(&bureau, step!(AcceptRequest, id)).await;
    let (ours, _) = both(&courts, &bureau, &id, ReferralState::Accepted).await;
    assert_eq!(due(&ours, Duty::Handle), Some(instant("2026-11-14T00:00:00+08:00")), "seven days");
    let consent =
        |party: &str| PartyConsent { party: party.to_owned(), evidence: Some(material("同意延长意见书.pdf")) };
    let extend = |consents: Vec<PartyConsent>| step!(ExtendRequest, id, length: 30, consents: consents);
    let refused = bureau.insist(extend(vec![consent("赵甲")])).await.unwrap_err();
    assert_eq!(reason(&refused), "EXTENSION_EVIDENCE");
    let extended = done(&bureau, extend(vec![consent("赵甲"), consent("钱乙")])).await.referral.unwrap();
    assert_eq!(extended.deadlines.iter().find(|it| it.duty() == Duty::Handle).unwrap().earlier.len(), 1);
    let longer = until("the sender hears of the longer term", async || {
        due(&courts.referral(&id).await?, Duty::Handle).filter(|due| *due != instant("2026-11-14T00:00:00+08:00"))
    })
    .await;
    assert_eq!(longer, instant("2026-12-15T00:00:00+08:00"), "13 December is a Sunday");
    let deadline_id = format!("{id}/handle");
    let told = done(&courts, ExplainDeadlineRequest { deadline_id }).await;
    let last = told.days.last().unwrap();
    assert_eq!((told.days[0].date.as_str(), last.date.as_str()), ("2026-11-06", "2026-12-14"));
    assert_eq!(told.days.iter().map(|day| day.counted).max(), Some(30), "seven days, then thirty");
    let again = bureau.insist(extend(vec![consent("赵甲"), consent("钱乙")])).await.unwrap_err();
    assert_eq!(reason(&again), "EXTENSION_USED");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_material_whose_content_is_missing_is_asked_for_by_its_digest() {
    let town = Town::sandbox(TUESDAY).await;
    let handoff = signed(&town).await;
    let unknown = step!(RequestMaterialRequest, handoff.id, digests: vec![vec![9; 32]]);
    assert_eq!(reason(&handoff.receiver.insist(unknown).await.unwrap_err()), "MATERIAL_UNKNOWN");
    let digest = material("询问笔录.pdf").digest;
    done(&handoff.receiver, step!(RequestMaterialRequest, handoff.id, digests: vec![digest])).await;
    let asked = until("the sender is asked for it", async || {
        handoff.sender.referral(&handoff.id).await.filter(|referral| !referral.supplement_items.is_empty())
    })
    .await;
    assert_eq!(asked.supplement_items, ["询问笔录.pdf"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supervision_that_nobody_signs_for_counts_as_signed_and_is_answered_in_writing() {
    let town = Town::sandbox(TUESDAY).await;
    let handoff = signed(&town).await;
    let (petitions, bureau) = (&handoff.sender, &handoff.receiver);
    let supervise = SuperviseRequest {
        request_id: new_id(),
        matter_id: handoff.matter_id.clone(),
        receiver: bureau.agency().to_owned(),
        about_referral: handoff.id.clone(),
        demand: "请书面说明办理情况".to_owned(),
        ..SuperviseRequest::default()
    };
    let id = done(petitions, supervise).await.referral.unwrap().referral_id;
    both(petitions, bureau, &id, ReferralState::Arrived).await;
    town.set_clocks(&["petitions", RECEIVER], "2026-09-24T00:00:00+08:00").await;
    let (ours, theirs) = both(petitions, bureau, &id, ReferralState::Accepted).await;
    assert_eq!(theirs.deemed_at, Some(instant("2026-09-24T00:00:00+08:00")));
    assert_eq!((theirs.acknowledged_by.as_str(), ours.supervision.unwrap().about_referral), ("", handoff.id.clone()));
    let handle =
        until("the term of the answer is told", async || due(&petitions.referral(&id).await?, Duty::Handle)).await;
    assert_eq!(handle, instant("2026-10-10T00:00:00+08:00"), "five working days across both holidays");
    let text = "已约见双方，国庆后办结".to_owned();
    done(bureau, step!(AnswerSupervisionRequest, id, answer: Some(WrittenAnswer { text, materials: Vec::new() })))
        .await;
    both(petitions, bureau, &id, ReferralState::Concluded).await;
    done(petitions, step!(ConfirmOutcomeRequest, id)).await;
    let (ours, _) = both(petitions, bureau, &id, ReferralState::Confirmed).await;
    assert_eq!(ours.outcome.unwrap().answer.unwrap().text, "已约见双方，国庆后办结");
}

// D35
#[tokio::test(flavor = "multi_thread")]
async fn an_agreement_is_taken_to_the_court_and_ruled_on() {
    let town = Town::sandbox("2026-03-27T09:00:00+08:00").await;
    let (bureau, courts) = (town.clerk(RECEIVER), town.clerk("courts"));
    let handoff = Handoff::arrived(&town, "police", "宅基地通行").await;
    done(&bureau, step!(AcknowledgeRequest, handoff.id)).await;
    done(&bureau, step!(AcceptRequest, handoff.id)).await;
    let concluded = done(&bureau, requests::conclude_with_agreement(&handoff.id)).await.referral.unwrap();
    let application = |applicants: &[&str]| RequestConfirmationRequest {
        request_id: new_id(),
        matter_id: concluded.matter_id.clone(),
        receiver: courts.agency().to_owned(),
        application: Some(ConfirmationApplication {
            applicants: applicants.iter().map(|name| (*name).to_owned()).collect(),
            agreement: Some(material("人民调解协议书.pdf")),
            mediated_by: Some(material("调解组织证明.pdf")),
            effective_on: "2026-03-27".to_owned(),
            ..ConfirmationApplication::default()
        }),
        ..RequestConfirmationRequest::default()
    };
    let refused = bureau.insist(application(&["赵甲"])).await.unwrap_err();
    assert_eq!(reason(&refused), "APPLICANTS_INCOMPLETE");
    let id = done(&bureau, application(&["赵甲", "钱乙"])).await.referral.unwrap().referral_id;
    both(&bureau, &courts, &id, ReferralState::Arrived).await;
    done(&courts, step!(AcknowledgeRequest, id)).await;
    let (ours, _) = both(&bureau, &courts, &id, ReferralState::Acknowledged).await;
    assert_eq!(due(&ours, Duty::Accept), Some(instant("2026-03-31T00:00:00+08:00")), "three days to admit it");
    done(&courts, step!(AcceptRequest, id)).await;
    let (_, theirs) = both(&bureau, &courts, &id, ReferralState::Accepted).await;
    assert_eq!(due(&theirs, Duty::Handle), Some(instant("2026-04-28T00:00:00+08:00")), "26 April is a Sunday");
    let ruling = ConfirmationRuling {
        number: "（2026）临0101民特12号".to_owned(),
        decision: ConfirmationDecision::Valid as i32,
        ground: 0,
        document: Some(material("裁定书.pdf")),
    };
    done(&courts, step!(DecideConfirmationRequest, id, ruling: Some(ruling))).await;
    both(&bureau, &courts, &id, ReferralState::Concluded).await;
    done(&bureau, step!(ConfirmOutcomeRequest, id)).await;
    let (ours, _) = both(&bureau, &courts, &id, ReferralState::Confirmed).await;
    assert_eq!(ours.application.unwrap().from_referral, handoff.id);
    let handle = ours.deadlines.iter().find(|deadline| deadline.duty() == Duty::Handle).unwrap();
    assert_eq!(handle.state(), DeadlineState::Met);
}

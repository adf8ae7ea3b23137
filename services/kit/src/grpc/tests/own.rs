//! Deadlines of an agency's own over the interface: started, shown, listed, explained, told, fired, and asked for again.

use super::{
    house::{House, Plan},
    material, reason, register, uuid, violations,
};
use crate::codec::field::proto_instant;
use duijie_core::{rules::Rules, time::Timestamp};
use duijie_proto::v1::{
    self, deadline_service_client::DeadlineServiceClient, matter_service_client::MatterServiceClient,
};
use duijie_testkit::sample::{beijing, monday};
use prost::Message;
use std::time::Duration;
use tonic::Code;

async fn house() -> (House, String) {
    let rules = Rules { role: "courts", ..duijie_testkit::own::rules() };
    let house = House::open(Plan { rules, ..Plan::courts() }).await;
    let matter = MatterServiceClient::new(house.officer()).register_matter(register(1)).await.unwrap().into_inner();
    (house, matter.matter.unwrap().matter_id)
}

fn start(number: u32, matter_id: &str, rule: &str) -> v1::StartDeadlineRequest {
    let (matter_id, rule_id) = (matter_id.to_owned(), rule.to_owned());
    v1::StartDeadlineRequest { request_id: uuid(number), matter_id, rule_id, ..Default::default() }
}

fn end(number: u32, deadline_id: &str, ending: v1::Ending) -> v1::EndDeadlineRequest {
    let (request_id, deadline_id) = (uuid(number), deadline_id.to_owned());
    v1::EndDeadlineRequest { request_id, deadline_id, ending: ending as i32, ..Default::default() }
}

async fn started(house: &House, number: u32, matter: &str, rule: &str) -> v1::Deadline {
    let answer = DeadlineServiceClient::new(house.officer()).start_deadline(start(number, matter, rule)).await;
    answer.unwrap().into_inner().deadline.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_matter_shows_its_deadlines_soonest_first_and_which_bites_first() {
    let (house, matter) = house().await;
    let long = started(&house, 2, &matter, "AA05").await;
    assert_eq!((long.deadline_id.clone(), long.first), (format!("{matter}-d1"), true));
    assert_eq!((long.duty(), long.owed_by.as_str()), (v1::Duty::Own, crate::sample::COURTS));
    assert_eq!((long.rule_zh.as_str(), long.rule_en.as_str(), long.started_by.as_str()), ("某事", "something", "王芳"));
    let mut deadlines = DeadlineServiceClient::new(house.officer());
    let answer = deadlines.start_deadline(start(3, &matter, "AA01")).await.unwrap().into_inner();
    let shown = |matter: v1::Matter| -> Vec<(String, bool)> {
        matter.deadlines.into_iter().map(|it| (it.due.unwrap().rule_id, it.first)).collect()
    };
    let expected = vec![("AA01".to_owned(), true), ("AA05".to_owned(), false)];
    assert_eq!(shown(answer.matter.unwrap()), expected);
    let get = v1::GetMatterRequest { matter_id: matter.clone(), ..Default::default() };
    let told = MatterServiceClient::new(house.nobody()).get_matter(get).await.unwrap().into_inner();
    assert_eq!(shown(told), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_one_matter_has_its_own_deadlines_and_is_paged() {
    let (house, matter) = house().await;
    let other = MatterServiceClient::new(house.officer()).register_matter(register(9)).await.unwrap().into_inner();
    started(&house, 2, &other.matter.unwrap().matter_id, "AA01").await;
    for (number, rule) in [(3, "AA05"), (4, "AA01"), (5, "AA06")] {
        started(&house, number, &matter, rule).await;
    }
    let mut client = DeadlineServiceClient::new(house.nobody());
    let all = client.list_deadlines(v1::ListDeadlinesRequest::default()).await.unwrap().into_inner();
    assert_eq!(all.deadlines.len(), 4);
    let mut request = v1::ListDeadlinesRequest { matter_id: matter.clone(), page_size: 2, ..Default::default() };
    let mut rules = Vec::new();
    loop {
        let page = client.list_deadlines(request.clone()).await.unwrap().into_inner();
        rules.extend(page.deadlines.into_iter().map(|it| (it.due.unwrap().rule_id, it.first)));
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() {
            break;
        }
    }
    let expected = [("AA01", true), ("AA06", false), ("AA05", false)].map(|(rule, first)| (rule.to_owned(), first));
    assert_eq!(rules, expected);
    let overdue = v1::ListDeadlinesRequest { matter_id: matter, overdue: Some(true), ..Default::default() };
    assert_eq!(client.list_deadlines(overdue).await.unwrap().into_inner().deadlines.len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_made_one_begin_stand_still_and_end_is_explained_and_told_in_both_languages() {
    let (house, matter) = house().await;
    let first = started(&house, 2, &matter, "AA01").await.deadline_id;
    let mut client = DeadlineServiceClient::new(house.officer());
    let evidence = Some(material("委托书"));
    let (reason, deadline_id) = (v1::SuspendReason::Appraisal as i32, first.clone());
    let suspend = v1::SuspendDeadlineRequest {
        request_id: uuid(3),
        deadline_id,
        reason,
        evidence: evidence.clone(),
        ..Default::default()
    };
    let stands = client.suspend_deadline(suspend).await.unwrap().into_inner().deadline.unwrap();
    assert_eq!((stands.state(), stands.pauses.len()), (v1::DeadlineState::Suspended, 1));
    house.clock.advance(Duration::from_secs(2 * 86_400));
    let resume = v1::ResumeDeadlineRequest { request_id: uuid(4), deadline_id: first.clone(), ..Default::default() };
    let runs = client.resume_deadline(resume).await.unwrap().into_inner().deadline.unwrap();
    assert_eq!((runs.state(), runs.due_text.as_str()), (v1::DeadlineState::Open, "2026-03-09 24:00"));
    let restart = v1::RestartDeadlineRequest {
        request_id: uuid(5),
        deadline_id: first.clone(),
        from: Some(proto_instant(beijing(2026, 3, 4, 9))),
        evidence,
        ..Default::default()
    };
    let anew = client.restart_deadline(restart).await.unwrap().into_inner();
    let new = anew.deadline.unwrap();
    assert_eq!((new.follows.as_str(), new.due.as_ref().unwrap().rule_id.as_str()), (first.as_str(), "AA04"));
    let old = anew.matter.unwrap().deadlines.into_iter().find(|it| it.deadline_id == first).unwrap();
    assert!(old.replaced && old.ending() == v1::Ending::Unspecified && !old.first);
    let explained = |id: &str| v1::ExplainDeadlineRequest { deadline_id: id.to_owned() };
    let told = client.explain_deadline(explained(&first)).await.unwrap().into_inner();
    assert!(told.text_zh.contains("因鉴定、评估停表") && told.text_zh.contains("由后续期限代替"), "{}", told.text_zh);
    assert!(told.text_en.contains("stood still from 2026-03-02 to 2026-03-04 for appraisal"), "{}", told.text_en);
    assert_eq!(told.days.iter().filter(|day| day.paused).count(), 2);
    let told = client.explain_deadline(explained(&new.deadline_id)).await.unwrap().into_inner();
    assert!(told.text_zh.contains("重新起算，不是延长") && told.text_en.contains("not extended"), "{}", told.text_en);
    let timeline = v1::GetTimelineRequest { matter_id: matter, ..Default::default() };
    let told = MatterServiceClient::new(house.nobody()).get_timeline(timeline).await.unwrap().into_inner().entries;
    let what: Vec<_> = told.iter().map(|entry| entry.what.as_str()).collect();
    assert_eq!(what, ["registered", "own_started", "own_suspended", "own_resumed", "own_replaced", "own_started"]);
    assert_eq!((told[1].officer.as_str(), told[1].basis.as_str()), ("王芳", "《某规定》第8条"));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_ends_while_it_stands_still_is_not_said_to_stand_still() {
    let (house, matter) = house().await;
    let id = started(&house, 2, &matter, "AA01").await.deadline_id;
    let mut client = DeadlineServiceClient::new(house.officer());
    let suspend = v1::SuspendDeadlineRequest {
        request_id: uuid(3),
        deadline_id: id.clone(),
        reason: v1::SuspendReason::Appraisal as i32,
        evidence: Some(material("委托书")),
        ..Default::default()
    };
    client.suspend_deadline(suspend).await.unwrap();
    let explain = v1::ExplainDeadlineRequest { deadline_id: id.clone() };
    let told = client.explain_deadline(explain.clone()).await.unwrap().into_inner();
    assert!(told.text_zh.contains("现处于停表"), "{}", told.text_zh);
    client.end_deadline(end(4, &id, v1::Ending::Dropped)).await.unwrap();
    let told = client.explain_deadline(explain).await.unwrap().into_inner();
    assert!(!told.text_zh.contains("现处于停表") && told.text_zh.contains("因鉴定、评估停表"), "{}", told.text_zh);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_passes_fires_and_is_overdue_until_it_is_ended() {
    let (house, matter) = house().await;
    let id = started(&house, 2, &matter, "AA06").await.deadline_id;
    house.clock.advance(Duration::from_secs(8 * 86_400));
    let mut client = DeadlineServiceClient::new(house.officer());
    let answer = client.end_deadline(end(3, &id, v1::Ending::Done)).await.unwrap().into_inner().deadline.unwrap();
    // Wake-ups are decided after what officers ask in the same batch: it may have fired before, never after.
    assert_eq!((answer.state(), answer.ending(), answer.overdue), (v1::DeadlineState::Met, v1::Ending::Done, false));
    let late = started(&house, 4, &matter, "AA06").await.deadline_id;
    house.clock.advance(Duration::from_secs(8 * 86_400));
    let get = v1::GetMatterRequest { matter_id: matter, ..Default::default() };
    let mut matters = MatterServiceClient::new(house.nobody());
    let fired = async {
        loop {
            let matter = matters.get_matter(get.clone()).await.unwrap().into_inner();
            if let Some(found) = matter.deadlines.into_iter().find(|it| it.deadline_id == late && it.fired_at.is_some())
            {
                return found;
            }
            tokio::task::yield_now().await;
        }
    };
    let fired = tokio::time::timeout(Duration::from_secs(20), fired).await.unwrap();
    assert!(fired.overdue && fired.state() == v1::DeadlineState::Open);
    let mut listed = async |overdue| {
        let request = v1::ListMattersRequest { overdue: Some(overdue), ..Default::default() };
        matters.list_matters(request).await.unwrap().into_inner().matters.len()
    };
    assert_eq!((listed(true).await, listed(false).await), (1, 0), "its matter is overdue without a referral");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeat_gets_the_first_answer_and_a_validation_changes_nothing() {
    let (house, matter) = house().await;
    let mut client = DeadlineServiceClient::new(house.officer());
    let only_validated = v1::StartDeadlineRequest { validate_only: true, ..start(2, &matter, "AA05") };
    assert_eq!(client.start_deadline(only_validated).await.unwrap().into_inner(), v1::DeadlineAnswer::default());
    let first = client.start_deadline(start(2, &matter, "AA05")).await.unwrap().into_inner();
    let id = first.deadline.as_ref().unwrap().deadline_id.clone();
    let ended = client.end_deadline(end(3, &id, v1::Ending::Dropped)).await.unwrap().into_inner();
    house.clock.advance(Duration::from_secs(40 * 86_400));
    let again = client.start_deadline(start(2, &matter, "AA05")).await.unwrap().into_inner();
    assert_eq!(again.encode_to_vec(), first.encode_to_vec());
    let again = client.end_deadline(end(3, &id, v1::Ending::Dropped)).await.unwrap().into_inner();
    assert_eq!(again.encode_to_vec(), ended.encode_to_vec());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_refused_with_its_field_or_its_reason_and_basis() {
    let (house, matter) = house().await;
    let mut client = DeadlineServiceClient::new(house.officer());
    let empty = v1::StartDeadlineRequest { request_id: uuid(2), rule_id: "xf".into(), ..Default::default() };
    let named = violations(&client.start_deadline(empty).await.unwrap_err());
    assert_eq!(named, [("matter_id", "MISSING_FIELD"), ("rule_id", "BAD_ID")].map(|(a, b)| (a.into(), b.into())));
    let id = started(&house, 3, &matter, "AA05").await.deadline_id;
    let bare = v1::SuspendDeadlineRequest { request_id: uuid(4), deadline_id: id.clone(), ..Default::default() };
    let named = violations(&client.suspend_deadline(bare).await.unwrap_err());
    assert_eq!(named, [("reason", "MISSING_FIELD"), ("evidence", "MISSING_FIELD")].map(|(a, b)| (a.into(), b.into())));
    let hearing = v1::SuspendDeadlineRequest {
        request_id: uuid(5),
        deadline_id: id.clone(),
        reason: v1::SuspendReason::Hearing as i32,
        evidence: Some(material("通知")),
        ..Default::default()
    };
    let refused = client.suspend_deadline(hearing).await.unwrap_err();
    assert_eq!(reason(&refused), (Code::FailedPrecondition, "SUSPENSION_NOT_PROVIDED".to_owned()));
    let soon = Some(proto_instant(Timestamp::from_micros(monday().as_micros() + 1)));
    let to_come = v1::EndDeadlineRequest { at: soon, ..end(6, &id, v1::Ending::Done) };
    assert_eq!(reason(&client.end_deadline(to_come).await.unwrap_err()).1, "NOT_YET");
    for (deadline_id, code) in
        [("", Code::InvalidArgument), ("r-1/handle", Code::InvalidArgument), ("m-9-d1", Code::NotFound)]
    {
        let refused = client.end_deadline(end(7, deadline_id, v1::Ending::Done)).await.unwrap_err();
        assert_eq!(refused.code(), code, "{deadline_id}");
    }
}

//! Overseeing between five real services: a duty that was missed is reported, ordered, answered and struck off (督办, 销号).

use duijie_cli::{args::queries::Items, fleet::agencies::OVERSEER};
use duijie_proto::v1::{
    Duty, GetMatterRequest, ListMattersRequest, Referral, ReferralState, StartDeadlineRequest, SuperviseRequest,
    WrittenAnswer,
};
use duijie_tests::{
    step,
    system::{
        clerk::{Clerk, reason},
        handoff::{Handoff, RECEIVER, done},
        requests::{self, new_id},
        town::{Town, id_of, instant},
        waiting::until,
    },
};
use serde_json::Value;

/// 09:00 on Monday 2 March 2026.
const MONDAY: &str = "2026-03-02T09:00:00+08:00";
/// 09:00 on the day after the bureau's fifteen days had passed.
const TOO_LATE: &str = "2026-03-18T09:00:00+08:00";

/// A case that the bureau has taken on and not finished in its fifteen days.
async fn overdue_case(town: &Town) -> Handoff {
    let (courts, bureau) = (town.clerk("courts"), town.clerk(RECEIVER));
    let matter_id = done(&courts, requests::register("房屋漏水")).await.matter.unwrap().matter_id;
    let mut refer = requests::refer(&matter_id, "litigation", bureau.agency());
    refer.procedure = duijie_proto::v1::Procedure::Ordinary as i32;
    let id = done(&courts, refer).await.referral.unwrap().referral_id;
    let case = Handoff { sender: courts, receiver: bureau, matter_id, id };
    case.both(ReferralState::Arrived).await;
    done(&case.receiver, step!(AcknowledgeRequest, case.id)).await;
    done(&case.receiver, step!(AcceptRequest, case.id)).await;
    case.both(ReferralState::Accepted).await;
    town.set_all_clocks(TOO_LATE).await;
    case
}

fn supervise(matter: &str, to: &Clerk, agency: &Clerk, about: &str) -> SuperviseRequest {
    SuperviseRequest {
        request_id: new_id(),
        matter_id: matter.to_owned(),
        receiver: to.agency().to_owned(),
        agency: agency.agency().to_owned(),
        about_referral: about.to_owned(),
        demand: "请督促办理并书面答复".to_owned(),
        ..SuperviseRequest::default()
    }
}

async fn both(sender: &Clerk, receiver: &Clerk, id: &str, state: ReferralState) -> (Referral, Referral) {
    let it =
        Handoff { sender: sender.clone(), receiver: receiver.clone(), matter_id: String::new(), id: id.to_owned() };
    it.both(state).await
}

/// Sent, signed for, and seen so by both.
async fn supervised(from: &Clerk, to: &Clerk, request: SuperviseRequest) -> Referral {
    let id = done(from, request).await.referral.unwrap().referral_id;
    both(from, to, &id, ReferralState::Arrived).await;
    done(to, step!(AcknowledgeRequest, id)).await;
    both(from, to, &id, ReferralState::Accepted).await.1
}

/// Answered in writing and the answer signed for, which strikes it off at both ends.
async fn struck_off(from: &Clerk, to: &Clerk, id: &str, words: &str) {
    let answer = Some(WrittenAnswer { text: words.to_owned(), materials: Vec::new() });
    done(to, step!(AnswerSupervisionRequest, id, answer: answer)).await;
    both(from, to, id, ReferralState::Concluded).await;
    done(from, step!(ConfirmOutcomeRequest, id)).await;
    both(from, to, id, ReferralState::Confirmed).await;
}

/// What `duijie items --json` tells a clerk of this agency, with `--all` or without.
async fn items(clerk: &Clerk, which: Which) -> Vec<Value> {
    let words = Items { all: which == Which::All, json: true, limit: 1000 };
    let client = clerk.client().await.unwrap();
    let (items, now) = duijie_cli::call::items::read_all(&client, &words).await.unwrap();
    duijie_cli::show::items::document(&items, &now).unwrap()["items"].as_array().unwrap().clone()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Open,
    All,
}

// D31
#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_is_long_overdue_is_reported_to_the_overseer_by_the_desk_itself_and_only_once() {
    let mut town = Town::overseen(MONDAY).await;
    let case = overdue_case(&town).await;
    let (courts, bureau, overseer) = (&case.sender, &case.receiver, town.clerk(OVERSEER.role));
    // Due on 17 March; five working days later is Tuesday the 24th.
    let all = ["courts", RECEIVER, OVERSEER.role];
    town.set_clocks(&all, "2026-03-24T23:59:59.999999+08:00").await;
    assert_eq!(items(&overseer, Which::Open).await, Vec::<Value>::new(), "not before the red card");
    town.set_clocks(&all, "2026-03-25T00:00:00+08:00").await;
    let open = until("the overseer has the report", || async {
        let open = items(&overseer, Which::Open).await;
        (!open.is_empty()).then_some(open)
    })
    .await;
    assert_eq!((open.len(), open[0]["agency"].as_str()), (1, Some(bureau.agency())));
    town.kill("courts").await;
    town.start("courts").await;
    town.set_clocks(&all, "2026-04-20T09:00:00+08:00").await;
    let again = courts.insist(supervise(&case.matter_id, &overseer, bureau, &case.id)).await.unwrap_err();
    assert_eq!(reason(&again), "ALREADY_SUPERVISED");
    let report = done(courts, GetMatterRequest { matter_id: case.matter_id.clone(), ..Default::default() }).await;
    let reports: Vec<_> = report.referrals.iter().filter(|referral| referral.kind == "supervision").collect();
    assert_eq!(reports.len(), 1);
    let said = reports[0].supervision.as_ref().unwrap();
    assert_eq!((said.missed_duty(), said.missed_due), (Duty::Handle, Some(instant("2026-03-18T00:00:00+08:00"))));
    assert!(said.demand.contains("SU07"), "{said:?}");
    town.verify_stores().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_overdue_case_is_reported_ordered_answered_and_struck_off_at_all_three() {
    let town = Town::overseen(MONDAY).await;
    let case = overdue_case(&town).await;
    let (courts, bureau, overseer) = (&case.sender, &case.receiver, &town.clerk(OVERSEER.role));

    let report = supervised(courts, overseer, supervise(&case.matter_id, overseer, bureau, &case.id)).await;
    let told = report.supervision.clone().unwrap();
    assert_eq!((told.missed_duty(), told.missed_rule_id.as_str()), (Duty::Handle, "SU07"));
    assert_eq!(told.missed_due, Some(instant("2026-03-18T00:00:00+08:00")));
    let twice = courts.insist(supervise(&case.matter_id, overseer, bureau, &case.id)).await.unwrap_err();
    assert_eq!(reason(&twice), "ALREADY_SUPERVISED");
    let open = items(overseer, Which::Open).await;
    assert_eq!((open.len(), open[0]["to_do"]["code"].as_str()), (1, Some("order")));
    assert_eq!((open[0]["days_overdue"].as_i64(), open[0]["agency"].as_str()), (Some(1), Some(bureau.agency())));

    let order = supervised(overseer, bureau, supervise(&report.matter_id, bureau, bureau, &case.id)).await;
    assert_eq!(order.supervision.as_ref().unwrap().missed_due, told.missed_due, "the order says what was reported");
    let open = items(overseer, Which::Open).await;
    assert_eq!(open.len(), 2);
    let codes: Vec<_> = open.iter().map(|item| item["to_do"]["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"await_ordered") && codes.contains(&"await_answer"), "{codes:?}");
    assert_eq!(items(bureau, Which::Open).await[0]["to_do"]["code"], "answer");

    struck_off(overseer, bureau, &order.referral_id, "已约见双方，本周办结").await;
    assert_eq!(items(overseer, Which::Open).await[0]["to_do"]["code"], "answer_report");
    struck_off(courts, overseer, &report.referral_id, "已督办，司法局答复本周办结").await;
    for (clerk, count) in [(courts, 1), (bureau, 1), (overseer, 2)] {
        assert!(items(clerk, Which::Open).await.is_empty(), "{} has nothing open", clerk.agency());
        let all = items(clerk, Which::All).await;
        assert_eq!(all.len(), count, "{}", clerk.agency());
        for item in all {
            assert!(item["struck_off"]["at"].is_string() && item["struck_off"]["by"].is_object(), "{item}");
            assert!(item["answer"].as_str().unwrap().contains("本周办结"), "{item}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn overseeing_is_told_no_more_of_a_dispute_than_its_name_category_place_and_number() {
    let town = Town::overseen(MONDAY).await;
    let case = overdue_case(&town).await;
    let (courts, bureau, overseer) = (&case.sender, &case.receiver, &town.clerk(OVERSEER.role));
    supervised(courts, overseer, supervise(&case.matter_id, overseer, bureau, &case.id)).await;
    let matters = done(overseer, ListMattersRequest::default()).await.matters;
    let [matter] = matters.as_slice() else { panic!("{matters:?}") };
    assert_eq!((matter.title.as_str(), matter.summary.as_str()), ("房屋漏水", ""));
    assert!(matter.parties.is_empty() && matter.materials.is_empty(), "{matter:?}");
    let own = done(courts, ListMattersRequest::default()).await.matters;
    assert_eq!((own[0].parties.len(), matter.category.clone()), (2, own[0].category.clone()));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_not_in_the_directory_is_neither_supervised_nor_reported_to() {
    let town = Town::sandbox(MONDAY).await;
    let case = overdue_case(&town).await;
    let (courts, bureau) = (&case.sender, &case.receiver);
    let unlisted =
        SuperviseRequest { receiver: id_of(OVERSEER.role), ..supervise(&case.matter_id, bureau, bureau, &case.id) };
    let refused = courts.insist(unlisted).await.unwrap_err();
    assert_eq!(reason(&refused), "UNKNOWN_RECEIVER");
    assert!(courts.peer(&id_of(OVERSEER.role)).await.is_none(), "nothing was sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_duty_of_an_agencys_own_that_is_long_overdue_is_reported_to_the_overseer_by_its_desk() {
    let mut town = Town::overseen(MONDAY).await;
    let (petitions, overseer) = (town.clerk("petitions"), town.clerk(OVERSEER.role));
    let matter_id = done(&petitions, requests::register("农村集体资产")).await.matter.unwrap().matter_id;
    let begun = StartDeadlineRequest {
        request_id: new_id(),
        matter_id: matter_id.clone(),
        rule_id: "XF05".to_owned(),
        ..StartDeadlineRequest::default()
    };
    assert_eq!(done(&petitions, begun).await.deadline.unwrap().due_text, "2026-05-06 24:00");
    // Five working days after 6 May end on Wednesday 13 May, for Saturday the 9th is worked.
    let both = ["petitions", OVERSEER.role];
    town.set_clocks(&both, "2026-05-12T09:00:00+08:00").await;
    assert!(items(&overseer, Which::Open).await.is_empty());
    town.kill("petitions").await;
    town.start("petitions").await;
    town.set_clocks(&both, "2026-05-20T09:00:00+08:00").await;
    let open = until("the overseer has the report", || async {
        let open = items(&overseer, Which::Open).await;
        (!open.is_empty()).then_some(open)
    })
    .await;
    assert_eq!((open.len(), open[0]["agency"].as_str()), (1, Some(petitions.agency())));
    let matter = done(&petitions, GetMatterRequest { matter_id, ..Default::default() }).await;
    let demand = &matter.referrals[0].supervision.as_ref().unwrap().demand;
    assert!(demand.contains("XF05") && demand.contains("2026-05-06 24:00"), "{demand}");
    town.verify_stores().await;
}

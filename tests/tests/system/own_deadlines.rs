//! Own deadlines of real processes: they run beside a referral's, and what its end means for them.

use duijie_proto::v1::{
    Deadline, DeadlineState, EndDeadlineRequest, Ending, GetMatterRequest, GetTimelineRequest, ListDeadlinesRequest,
    Matter, PartyConsent, ReferralState, StartDeadlineRequest,
};
use duijie_tests::{
    step,
    system::{
        clerk::Clerk,
        handoff::{Handoff, done},
        requests::{self, new_id},
        town::{Town, instant},
        waiting::until,
    },
};

const OPENING: &str = "2026-03-02T10:00:00+08:00";

async fn matter(clerk: &Clerk, id: &str) -> Matter {
    done(clerk, GetMatterRequest { matter_id: id.to_owned(), ..Default::default() }).await
}

/// How often something happened to the matter, as this agency tells it.
async fn happened(clerk: &Clerk, matter: &str, what: &str) -> usize {
    let request = GetTimelineRequest { matter_id: matter.to_owned(), ..GetTimelineRequest::default() };
    done(clerk, request).await.entries.iter().filter(|entry| entry.what == what).count()
}

async fn until_happened(clerk: &Clerk, matter: &str, what: &str) {
    until(what, async || (happened(clerk, matter, what).await == 1).then_some(())).await;
}

fn of<'a>(matter: &'a Matter, rule: &str) -> &'a Deadline {
    let rule_of =
        |it: &&Deadline| it.due.as_ref().is_some_and(|due| due.rule_id == rule && it.state() == DeadlineState::Open);
    matter.deadlines.iter().find(rule_of).unwrap_or_else(|| panic!("no {rule} in {:?}", matter.deadlines))
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_days_of_a_petition_and_its_mediation_run_side_by_side_and_each_fires_at_its_instant() {
    let mut town = Town::sandbox(OPENING).await;
    let handoff = Handoff::arrived(&town, "petition", "信访事项").await;
    let (petitions, bureau) = (handoff.sender.clone(), handoff.receiver.clone());
    let started = start(&petitions, &handoff.matter_id, "XF05").await;
    // Sixty days end in the festival of May.
    assert_eq!(started.due_text, "2026-05-06 24:00");
    accepted(&handoff).await;

    let shown = matter(&petitions, &handoff.matter_id).await;
    let (mediation, sixty) = (of(&shown, "RM01"), of(&shown, "XF05"));
    assert_eq!((mediation.first, sixty.first), (true, false), "one month bites before sixty days");
    assert_eq!(mediation.due_text, "2026-04-02 24:00");
    let theirs = bureau.referral(&handoff.id).await.unwrap().matter_id;

    town.set_all_clocks("2026-04-02T23:59:59+08:00").await;
    assert_eq!(happened(&bureau, &theirs, "deadline_fired").await, 0);
    town.set_all_clocks("2026-04-03T00:00:00+08:00").await;
    until_happened(&bureau, &theirs, "deadline_fired").await;
    assert_eq!(happened(&petitions, &handoff.matter_id, "own_fired").await, 0);

    town.set_all_clocks("2026-05-06T23:59:59+08:00").await;
    assert_eq!(happened(&petitions, &handoff.matter_id, "own_fired").await, 0);
    town.set_all_clocks("2026-05-07T00:00:00+08:00").await;
    until_happened(&petitions, &handoff.matter_id, "own_fired").await;
    let overdue = ListDeadlinesRequest {
        matter_id: handoff.matter_id.clone(),
        owed_by_us: Some(true),
        overdue: Some(true),
        ..ListDeadlinesRequest::default()
    };
    let overdue = done(&petitions, overdue).await.deadlines;
    assert_eq!(overdue.iter().map(|it| it.deadline_id.as_str()).collect::<Vec<_>>(), [started.deadline_id.as_str()]);
    assert_eq!(overdue[0].fired_at, Some(instant("2026-05-07T00:00:00+08:00")));

    // The answer is given late; the petitioner's thirty days for a review begin with it. Killed and read again, all is as it was.
    done(&bureau, requests::conclude_without_agreement(&handoff.id)).await;
    handoff.both(ReferralState::Concluded).await;
    let end = EndDeadlineRequest {
        request_id: new_id(),
        deadline_id: started.deadline_id.clone(),
        ending: Ending::Done as i32,
        text: "出具信访处理意见书".to_owned(),
        ..EndDeadlineRequest::default()
    };
    let ended = done(&petitions, end).await;
    let review = of(ended.matter.as_ref().unwrap(), "XF06").clone();
    assert_eq!((review.follows.as_str(), review.due_text.as_str()), (started.deadline_id.as_str(), "2026-06-08 24:00"));
    town.kill("petitions").await;
    town.start("petitions").await;
    let again = matter(&petitions, &handoff.matter_id).await;
    assert_eq!(of(&again, "XF06"), &review);
    town.verify_stores().await;
}

async fn start(clerk: &Clerk, matter: &str, rule: &str) -> Deadline {
    let (matter_id, rule_id) = (matter.to_owned(), rule.to_owned());
    let request = StartDeadlineRequest { request_id: new_id(), matter_id, rule_id, ..StartDeadlineRequest::default() };
    done(clerk, request).await.deadline.unwrap()
}

async fn accepted(handoff: &Handoff) {
    done(&handoff.receiver, step!(AcknowledgeRequest, handoff.id)).await;
    handoff.both(ReferralState::Acknowledged).await;
    done(&handoff.receiver, step!(AcceptRequest, handoff.id)).await;
    handoff.both(ReferralState::Accepted).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_of_mediation_begins_a_case_anew_and_is_not_counted_in_a_trial_as_far_as_it_was_extended() {
    let mut town = Town::sandbox(OPENING).await;
    let (case, trial) =
        (Handoff::arrived(&town, "police", "治安案件").await, Handoff::arrived(&town, "litigation", "民事案件").await);
    let ours = start(&case.sender, &case.matter_id, "GA07").await;
    assert_eq!(start(&trial.sender, &trial.matter_id, "SU12").await.due_text, "2026-09-02 24:00");
    for handoff in [&case, &trial] {
        accepted(handoff).await;
    }
    let consents = ["赵甲", "钱乙"].map(|party| PartyConsent {
        party: party.to_owned(),
        evidence: Some(requests::material("同意延长的书面意见.pdf")),
    });
    done(&trial.receiver, step!(ExtendRequest, trial.id, length: 30, consents: consents.to_vec())).await;
    // Fifteen days of mediation end on 17 March; ten days later it comes to nothing.
    town.set_all_clocks("2026-03-28T10:00:00+08:00").await;
    for handoff in [&case, &trial] {
        done(&handoff.receiver, requests::conclude_without_agreement(&handoff.id)).await;
        handoff.both(ReferralState::Concluded).await;
    }
    let anew = matter(&case.sender, &case.matter_id).await;
    let begun = of(&anew, "GA08");
    assert_eq!((begun.due_text.as_str(), begun.started_by.as_str()), ("2026-04-27 24:00", ""));
    assert_eq!(begun.follows, ours.deadline_id);
    assert!(anew.deadlines.iter().any(|it| it.deadline_id == ours.deadline_id && it.replaced));
    // 18 to 27 March are not counted: ten days.
    let trial_now = matter(&trial.sender, &trial.matter_id).await;
    let counted = of(&trial_now, "SU12");
    assert_eq!((counted.due_text.as_str(), counted.pauses.len()), ("2026-09-14 24:00", 1));
    assert_eq!(counted.pauses[0].referral_id, trial.id);
    town.verify_stores().await;
}

//! Petitions between real processes: passed on to the wrong agency, back by its objection, on to the right one and beside its
//! clock to mediation (case 6 of the domain, with the agencies of the town in the places of housing and city management); and
//! one that goes through both reviews (case 9).

use duijie_proto::v1::{
    AddEntryRequest, Answer, ClaimWay, Consent, ConsentState, Deadline, DeadlineState, DossierEntry, EntryAnswer,
    GetMatterRequest, GetReferralRequest, Matter, Outcome, OutcomeCode, PetitionLevel, PetitionSort, ReferRequest,
    Referral, ReferralState, RegisterMatterRequest, Reply, ReviewAsked, Sorting, StartDeadlineRequest, WrittenAnswer,
    dossier_entry::Entry,
};
use duijie_tests::{
    step,
    system::{
        clerk::Clerk,
        handoff::done,
        requests::{self, new_id},
        town::{Town, id_of, instant},
    },
};
use tonic::Status;
use tonic_types::StatusExt;

fn add(matter: &str, entry: Entry) -> AddEntryRequest {
    let entry = Some(DossierEntry { entry: Some(entry) });
    AddEntryRequest { request_id: new_id(), matter_id: matter.to_owned(), entry, validate_only: false }
}

async fn write(clerk: &Clerk, matter: &str, entry: Entry) -> EntryAnswer {
    done(clerk, add(matter, entry)).await
}

fn claim(accepted: Option<&str>) -> Entry {
    Entry::Sorting(Sorting {
        sort: PetitionSort::Claim as i32,
        way: ClaimWay::Handling as i32,
        accepted_at: accepted.map(instant),
        ..Sorting::default()
    })
}

fn reply(level: PetitionLevel, delivered: &str) -> Entry {
    Entry::Reply(Reply {
        level: level as i32,
        number: "青信答〔2026〕3号".to_owned(),
        request: "请求修复小区排水".to_owned(),
        facts: "排水管被施工毁损".to_owned(),
        opinion: "责成修复".to_owned(),
        legal_basis: "《某市市政设施管理办法》第12条".to_owned(),
        document: Some(requests::material("信访处理意见书.pdf")),
        delivered_at: Some(instant(delivered)),
    })
}

fn asked(level: PetitionLevel, at: &str) -> Entry {
    Entry::ReviewAsked(ReviewAsked { level: level as i32, asked_at: Some(instant(at)), ..ReviewAsked::default() })
}

async fn registered(clerk: &Clerk) -> String {
    let unsorted = RegisterMatterRequest { sorting: None, ..requests::register("小区排水毁损") };
    done(clerk, unsorted).await.matter.unwrap().matter_id
}

async fn passed_on(clerk: &Clerk, matter: &str, to: &str, replaces: &str) -> String {
    let plain = requests::refer(matter, "transfer", &id_of(to));
    let request = ReferRequest { replaces_referral: replaces.to_owned(), ..plain };
    done(clerk, request).await.referral.unwrap().referral_id
}

fn of<'a>(deadlines: &'a [Deadline], rule: &str) -> Option<&'a Deadline> {
    deadlines
        .iter()
        .find(|it| it.due.as_ref().is_some_and(|due| due.rule_id == rule) && it.state() == DeadlineState::Open)
}

fn due(deadlines: &[Deadline], rule: &str) -> String {
    of(deadlines, rule).unwrap_or_else(|| panic!("no {rule} in {deadlines:?}")).due_text.clone()
}

async fn matter(clerk: &Clerk, id: &str) -> Matter {
    done(clerk, GetMatterRequest { matter_id: id.to_owned(), ..Default::default() }).await
}

async fn referral(clerk: &Clerk, id: &str) -> Referral {
    done(clerk, GetReferralRequest { referral_id: id.to_owned(), min_position: 0 }).await
}

fn reason(status: &Status) -> String {
    status.get_details_error_info().map(|info| info.reason).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_petition_passed_on_to_the_wrong_agency_comes_back_by_its_objection_and_is_mediated_beside_its_clock() {
    let mut town = Town::sandbox("2026-09-20T10:00:00+08:00").await;
    let office = town.clerk("petitions");
    let (housing, city, street) = (town.clerk("courts"), town.clerk("public-security"), town.clerk("judicial-bureau"));

    // 收件 on a Sunday that is worked; fifteen days end in a festival.
    let id = registered(&office).await;
    let (matter_id, rule_id) = (id.clone(), "XF01".to_owned());
    let start = StartDeadlineRequest { request_id: new_id(), matter_id, rule_id, ..StartDeadlineRequest::default() };
    assert_eq!(done(&office, start).await.deadline.unwrap().due_text, "2026-10-08 24:00");
    let early = requests::refer(&id, "transfer", &id_of("courts"));
    assert_eq!(reason(&office.insist(early).await.unwrap_err()), "NOT_SORTED");
    write(&office, &id, claim(None)).await;

    // 转送 to the wrong agency, whose five working days pass over a festival.
    town.set_all_clocks("2026-09-22T10:00:00+08:00").await;
    let first = passed_on(&office, &id, "courts", "").await;
    assert_eq!(of(&matter(&office, &id).await.deadlines, "XF01"), None, "passing it on fulfils it");
    let arrived = housing.sees(&first, ReferralState::Arrived).await;
    assert_eq!(due(&arrived.deadlines, "XF04"), "2026-09-30 24:00");
    let declined = requests::decline(&first);
    assert_eq!(reason(&housing.insist(declined).await.unwrap_err()), "OBJECT_INSTEAD");
    done(&housing, step!(AcknowledgeRequest, first)).await;
    town.set_all_clocks("2026-09-28T10:00:00+08:00").await;
    let suggestion = id_of("public-security");
    done(&housing, step!(ObjectRequest, first, text: "属城管职责，详见职责清单".to_owned(), suggestion: suggestion))
        .await;
    office.sees(&first, ReferralState::Objected).await;
    let agreed = step!(DecideObjectionRequest, first, answer: Answer::Grant as i32, text: "经核实，同意".to_owned());
    done(&office, agreed).await;
    housing.sees(&first, ReferralState::Returned).await;

    // 改转: the petitioner is told within fifteen days of receipt, and the claim is settled within sixty of acceptance.
    town.set_all_clocks("2026-09-29T10:00:00+08:00").await;
    let second = passed_on(&office, &id, "public-security", &first).await;
    city.sees(&second, ReferralState::Arrived).await;
    done(&city, step!(AcknowledgeRequest, second)).await;
    let signed = office.sees(&second, ReferralState::Acknowledged).await;
    assert_eq!(due(&signed.deadlines, "XF03"), "2026-10-14 24:00");
    done(&city, step!(AcceptRequest, second)).await;
    office.sees(&second, ReferralState::Accepted).await;
    let theirs = referral(&city, &second).await.matter_id;
    let sixty = of(&matter(&city, &theirs).await.deadlines, "XF05").unwrap().clone();
    assert_eq!(sixty.due_text, "2026-11-30 24:00", "28 November is a Saturday");

    mediated(&town, &city, &street, &theirs).await;
    assert_eq!(of(&matter(&city, &theirs).await.deadlines, "XF05"), Some(&sixty), "mediation did not stop it");

    // 答复, which begins the petitioner's thirty days, and the report to the office.
    town.set_all_clocks("2026-10-20T10:00:00+08:00").await;
    write(&city, &theirs, reply(PetitionLevel::First, "2026-10-20T09:00:00+08:00")).await;
    let answered = matter(&city, &theirs).await.deadlines;
    assert_eq!((of(&answered, "XF05"), due(&answered, "XF06").as_str()), (None, "2026-11-19 24:00"));
    let report = WrittenAnswer { text: "已达成调解协议，修复完毕。".to_owned(), materials: Vec::new() };
    let outcome = Outcome { code: OutcomeCode::Replied as i32, reply: Some(report), ..Outcome::default() };
    done(&city, step!(ConcludeRequest, second, outcome: Some(outcome))).await;
    office.sees(&second, ReferralState::Concluded).await;
    done(&office, step!(ConfirmOutcomeRequest, second)).await;
    city.sees(&second, ReferralState::Confirmed).await;
    town.all_delivered().await;
    town.verify_stores().await;
}

/// Both parties agree, and people's mediation comes to an agreement.
async fn mediated(town: &Town, city: &Clerk, street: &Clerk, matter: &str) {
    for party in ["赵甲", "钱乙"] {
        let consent = Consent { party: party.to_owned(), state: ConsentState::Given as i32, evidence: None };
        write(city, matter, Entry::Consent(consent)).await;
    }
    let mediation = requests::refer(matter, "petition", &id_of("judicial-bureau"));
    let mediation = done(city, mediation).await.referral.unwrap().referral_id;
    street.sees(&mediation, ReferralState::Arrived).await;
    done(street, step!(AcknowledgeRequest, mediation)).await;
    done(street, step!(AcceptRequest, mediation)).await;
    city.sees(&mediation, ReferralState::Accepted).await;
    town.set_all_clocks("2026-10-12T10:00:00+08:00").await;
    done(street, requests::conclude_with_agreement(&mediation)).await;
    city.sees(&mediation, ReferralState::Concluded).await;
    done(city, step!(ConfirmOutcomeRequest, mediation)).await;
    street.sees(&mediation, ReferralState::Confirmed).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_petition_goes_through_both_reviews_to_the_day_and_is_then_only_registered() {
    let mut town = Town::sandbox("2025-12-01T10:00:00+08:00").await;
    let office = town.clerk("petitions");
    let id = registered(&office).await;
    write(&office, &id, claim(Some("2025-12-01T09:00:00+08:00"))).await;
    assert_eq!(due(&matter(&office, &id).await.deadlines, "XF05"), "2026-01-30 24:00");
    for (at, entry, next, until) in [
        (
            "2026-01-30T15:00:00+08:00",
            reply(PetitionLevel::First, "2026-01-30T15:00:00+08:00"),
            "XF06",
            "2026-03-02 24:00",
        ),
        (
            "2026-02-26T10:00:00+08:00",
            asked(PetitionLevel::Review, "2026-02-26T10:00:00+08:00"),
            "XF07",
            "2026-03-30 24:00",
        ),
        (
            "2026-03-27T10:00:00+08:00",
            reply(PetitionLevel::Review, "2026-03-27T10:00:00+08:00"),
            "XF08",
            "2026-04-27 24:00",
        ),
        (
            "2026-04-20T10:00:00+08:00",
            asked(PetitionLevel::SecondReview, "2026-04-20T10:00:00+08:00"),
            "XF09",
            "2026-05-20 24:00",
        ),
    ] {
        town.set_all_clocks(at).await;
        write(&office, &id, entry).await;
        assert_eq!(due(&matter(&office, &id).await.deadlines, next), until);
    }
    town.set_all_clocks("2026-05-15T10:00:00+08:00").await;
    write(&office, &id, reply(PetitionLevel::SecondReview, "2026-05-15T10:00:00+08:00")).await;
    let again = office.insist(add(&id, asked(PetitionLevel::Review, "2026-05-15T10:00:00+08:00"))).await.unwrap_err();
    assert_eq!(reason(&again), "REVIEW_EXHAUSTED");
    assert_eq!(again.get_details_error_info().unwrap().metadata["basis"], "《信访工作条例》第36条第3款");
    town.kill("petitions").await;
    town.start("petitions").await;
    assert!(matter(&office, &id).await.deadlines.iter().all(|it| it.state() != DeadlineState::Open));
    town.verify_stores().await;
}

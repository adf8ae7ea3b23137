//! A request asked again, and a request that is wrong: the original answer for ever, or nothing at all (A10, A11, B05, B06).

use duijie_cli::args::Role;
use duijie_proto::v1::{ConcludeRequest, ListMattersRequest, Party, RegisterMatterRequest};
use duijie_tests::{
    step,
    system::{
        asking::Ask,
        clerk::{Clerk, reason},
        handoff::{Course, Handoff, done},
        requests::{self, conclude_with_agreement, new_id},
        stranger::Stranger,
        town::Town,
        waiting::until,
    },
};
use prost::Message;
use tonic::{Code, Status};
use tonic_types::StatusExt;

/// The bytes of the answer to a request.
async fn answer_bytes<A: Ask<Answer: Message>>(clerk: &Clerk, request: &A) -> Vec<u8> {
    done(clerk, request.clone()).await.encode_to_vec()
}

// B05
#[tokio::test(flavor = "multi_thread")]
async fn the_same_request_gets_the_same_bytes_after_everything_went_on_and_the_service_was_killed() {
    let mut town = Town::production().await;
    let (sender, receiver) = (town.clerk("courts"), town.clerk("judicial-bureau"));
    let register = requests::register("同一请求");
    let registered = done(&sender, register.clone()).await;
    let refer = requests::refer(&registered.matter.clone().unwrap().matter_id, "litigation", receiver.agency());
    let referred = done(&sender, refer.clone()).await;
    let id = referred.referral.clone().unwrap().referral_id;
    receiver.sees(&id, duijie_proto::v1::ReferralState::Arrived).await;
    let acknowledge = step!(AcknowledgeRequest, id);
    let accept = step!(AcceptRequest, id, own_number: "（2026）调字第1号".to_owned());
    let conclude = conclude_with_agreement(&id);
    let acknowledged = answer_bytes(&receiver, &acknowledge).await;
    let accepted = answer_bytes(&receiver, &accept).await;
    let concluded = answer_bytes(&receiver, &conclude).await;
    sender.sees(&id, duijie_proto::v1::ReferralState::Concluded).await;
    for role in ["courts", "judicial-bureau"] {
        town.kill(role).await;
        town.start(role).await;
    }
    assert_eq!(answer_bytes(&sender, &register).await, registered.encode_to_vec());
    assert_eq!(answer_bytes(&sender, &refer).await, referred.encode_to_vec());
    assert_eq!(answer_bytes(&receiver, &acknowledge).await, acknowledged);
    assert_eq!(answer_bytes(&receiver, &accept).await, accepted);
    assert_eq!(answer_bytes(&receiver, &conclude).await, concluded);
    assert_eq!(town.agrees().await, 1);
    town.verify_stores().await;
}

// B05, C03
#[tokio::test(flavor = "multi_thread")]
async fn a_refused_request_is_refused_in_the_same_words_after_a_restart() {
    let mut town = Town::production().await;
    let handoff = Handoff::arrived(&town, "police", "先受理后签收").await;
    let accept = step!(AcceptRequest, handoff.id);
    let refused = handoff.receiver.insist(accept.clone()).await.unwrap_err();
    assert_eq!((refused.code(), reason(&refused).as_str()), (Code::FailedPrecondition, "OUT_OF_ORDER"));
    done(&handoff.receiver, step!(AcknowledgeRequest, handoff.id)).await;
    town.kill("judicial-bureau").await;
    town.start("judicial-bureau").await;
    let again = handoff.receiver.insist(accept).await.unwrap_err();
    assert_eq!((again.message(), again.details()), (refused.message(), refused.details()));
}

// B06
#[tokio::test(flavor = "multi_thread")]
async fn the_same_request_id_with_other_content_is_a_conflict_and_the_first_stands() {
    let town = Town::production().await;
    let clerk = town.clerk("petitions");
    let first = requests::register("第一份");
    let registered = done(&clerk, first.clone()).await;
    let other = RegisterMatterRequest { title: "第二份".to_owned(), ..first.clone() };
    let conflict = clerk.insist(other).await.unwrap_err();
    assert_eq!(conflict.code(), Code::AlreadyExists, "{conflict}");
    both_languages(&conflict);
    // Under another rpc it is another content as well.
    let refer = requests::refer(&registered.matter.clone().unwrap().matter_id, "petition", "320102.judicial-bureau");
    let refer = duijie_proto::v1::ReferRequest { request_id: first.request_id.clone(), ..refer };
    assert_eq!(clerk.insist(refer).await.unwrap_err().code(), Code::AlreadyExists);
    assert_eq!(done(&clerk, first).await, registered);
    let matters = done(&clerk, ListMattersRequest::default()).await.matters;
    assert_eq!(matters.len(), 1);
}

// B10
#[tokio::test(flavor = "multi_thread")]
async fn one_request_sent_forty_times_at_once_has_one_effect_and_one_answer() {
    let town = Town::production().await;
    let request = requests::register("同时四十次");
    let clerks = (0..40).map(|_| town.officer("courts", "王芳", Role::Clerk));
    let asked = clerks.map(|clerk| {
        let request = request.clone();
        async move { answer_bytes(&clerk, &request).await }
    });
    let mut answers = futures::future::join_all(asked).await;
    answers.dedup();
    assert_eq!(answers.len(), 1);
    assert_eq!(done(&town.clerk("courts"), ListMattersRequest::default()).await.matters.len(), 1);
}

/// A refusal says in both languages what is wrong.
fn both_languages(status: &Status) {
    let details = status.get_error_details_vec();
    for wanted in ["zh-CN", "en"] {
        let told = details.iter().any(|detail| {
            matches!(detail, tonic_types::ErrorDetail::LocalizedMessage(said) if said.locale == wanted && !said.message.is_empty())
        });
        assert!(told, "`{wanted}` is missing: {status}");
    }
}

/// Refused for exactly this field.
async fn bad<A: Ask>(clerk: &Clerk, request: A, field: &str) {
    let refused = match clerk.insist(request).await {
        Ok(_) => panic!("`{field}` was taken"),
        Err(status) => status,
    };
    assert_eq!(refused.code(), Code::InvalidArgument, "{field}: {refused}");
    let bad = refused.get_details_bad_request().expect("the fields are named");
    let fields: Vec<_> = bad.field_violations.iter().map(|violation| violation.field.as_str()).collect();
    assert!(fields.contains(&field), "`{field}` is not in {fields:?}");
    both_languages(&refused);
}

type Spoil = fn(&mut RegisterMatterRequest);

// A10, A11
const SPOILT: [(&str, Spoil); 15] = [
    ("request_id", |it| it.request_id.clear()),
    ("request_id", |it| it.request_id = "1".to_owned()),
    ("title", |it| it.title.clear()),
    ("title", |it| it.title = " \u{3000}\t".to_owned()),
    ("title", |it| it.title = "长".repeat(201)),
    ("title", |it| it.title = "a\0b".to_owned()),
    ("category", |it| it.category.clear()),
    ("place_code", |it| it.place_code = "32010".to_owned()),
    ("place_code", |it| it.place_code = "32010a".to_owned()),
    ("summary", |it| it.summary = "长".repeat(4_001)),
    ("parties", |it| it.parties.clear()),
    ("parties[1].name", |it| it.parties[1].name.clear()),
    ("parties[0].kind", |it| it.parties[0].kind = 99),
    ("materials[0].digest", |it| it.materials[0].digest = vec![1; 31]),
    ("dispute_code", |it| it.dispute_code = "../../etc".to_owned()),
];

// A10, A13
#[tokio::test(flavor = "multi_thread")]
async fn a_bad_request_names_its_fields_in_both_languages_and_stores_and_sends_nothing() {
    let town = Town::production().await;
    let (clerk, receiver) = (town.clerk("courts"), town.clerk("judicial-bureau"));
    let matter = done(&clerk, requests::register("好的")).await.matter.unwrap().matter_id;
    let bus = Stranger::at(&town.fleet.nats.url()).await;
    // A desk begins by recording which calendar is in force.
    until("the calendar is recorded", async || (receiver.position().await > 0).then_some(())).await;
    let before = (clerk.position().await, receiver.position().await, bus.last_sequence().await);
    for (field, spoil) in SPOILT {
        let mut request = requests::register("坏的");
        spoil(&mut request);
        bad(&clerk, request, field).await;
    }
    let refer = requests::refer(&matter, "litigation", receiver.agency());
    bad(&clerk, duijie_proto::v1::ReferRequest { receiver: "courts".to_owned(), ..refer.clone() }, "receiver").await;
    bad(&clerk, duijie_proto::v1::ReferRequest { procedure: 77, ..refer.clone() }, "procedure").await;
    bad(&clerk, duijie_proto::v1::ReferRequest { opinion: "字".repeat(2_001), ..refer.clone() }, "opinion").await;
    bad(&receiver, step!(DeclineRequest, "r-1"), "code").await;
    bad(&receiver, step!(ConcludeRequest, "r-1"), "outcome").await;
    let mut unsigned: ConcludeRequest = conclude_with_agreement("r-1");
    if let Some(agreement) = unsigned.outcome.as_mut().and_then(|outcome| outcome.agreement.as_mut()) {
        agreement.signed_by_mediator = false;
    }
    bad(&receiver, unsigned, "outcome.agreement.signed_by_mediator").await;
    let after = (clerk.position().await, receiver.position().await, bus.last_sequence().await);
    assert_eq!(before, after);
    assert_eq!(done(&clerk, ListMattersRequest::default()).await.matters.len(), 1);
}

// A11
#[tokio::test(flavor = "multi_thread")]
async fn rare_characters_come_back_exactly_from_the_other_side() {
    let town = Town::production().await;
    let odd = "𠮷𡈽 𪜶\u{20BB7} e\u{301} עברית 👨‍👩‍👧 \u{202E}x";
    let mut request = requests::register(odd);
    request.parties = vec![Party { name: "㐂𠀋".to_owned(), ..request.parties[0].clone() }];
    request.consents = vec![requests::agrees("㐂𠀋")];
    let clerk = town.clerk("petitions");
    let matter = done(&clerk, request.clone()).await.matter.unwrap();
    let referred = done(&clerk, requests::refer(&matter.matter_id, "petition", "320102.judicial-bureau")).await;
    let receiver = town.clerk("judicial-bureau");
    let arrived =
        receiver.sees(&referred.referral.unwrap().referral_id, duijie_proto::v1::ReferralState::Arrived).await;
    let theirs = done(&receiver, step_get(&arrived.matter_id)).await;
    assert_eq!((theirs.title.as_str(), &theirs.parties), (odd, &request.parties));
}

fn step_get(matter_id: &str) -> duijie_proto::v1::GetMatterRequest {
    duijie_proto::v1::GetMatterRequest { matter_id: matter_id.to_owned(), ..Default::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_is_only_validated_does_nothing_and_can_be_asked_in_earnest() {
    let town = Town::production().await;
    let clerk = town.clerk("courts");
    let request = RegisterMatterRequest { request_id: new_id(), ..requests::register("先验证") };
    // The desk begins by recording which calendar is in force.
    let recorded = async || Some(clerk.position().await).filter(|position| *position > 0);
    let before = until("the calendar is recorded", recorded).await;
    done(&clerk, RegisterMatterRequest { validate_only: true, ..request.clone() }).await;
    assert_eq!(clerk.position().await, before);
    done(&clerk, request).await;
    assert!(clerk.position().await > before);
    let handoff = Handoff::begin(&town, "litigation", "照常").await;
    handoff.play(Course::Agreement).await;
}

//! An unwary officer types what was said in mediation into every string of every request by which words leave, in the matter of the
//! mediation, in that of its supervision and in another of the same dispute; none of it leaves (特邀调解规定第22条).

use duijie_cli::fleet::agencies::OVERSEER;
use duijie_proto::v1::{
    AddEntryRequest, ApplicationAgent, Attendance, ConfirmationApplication, DossierEntry, ExtendRequest, FieldValue,
    IssueDocumentRequest, PartyConsent, Presence, ReferralState, RegisterMatterRequest, RequestConfirmationRequest,
    Session, SuperviseRequest, WrittenAnswer, dossier_entry::Entry,
};
use duijie_tests::{
    step,
    system::{
        asking::Ask,
        clerk::{Clerk, reason},
        handoff::{Handoff, RECEIVER, approved, done},
        requests::{self, material, new_id},
        sweep::{Canary, sweep},
        town::{Town, instant},
        waiting::until,
    },
};
use prost::Message;
use prost_reflect::{DescriptorPool, DynamicMessage, Value};
use std::collections::BTreeSet;

const MONDAY: &str = "2026-03-02T09:00:00+08:00";
/// A sentence, a few words, a word of another script.
const SAID: [&str; 3] = ["金丝雀丙承认曾私下收取定金并愿意全部退还", "愿意分三期付清", "ZQXCANARY"];

/// Strings that are no words: whoever types something else there is told so before anything is compared.
const NO_WORDS: &[&str] = &[
    "request_id",
    "matter_id",
    "referral_id",
    "receiver",
    "kind",
    "place_code",
    "dispute_code",
    "form_id",
    "key",
    "about_referral",
    "from_referral",
    "replaces_referral",
    "effective_on",
    "perform_by",
    "agency",
    "suggestion",
    "order_superior",
    "applicants",
    "party",
];

/// Every string of the message that is filled, by its path, with what the message is with `words` there.
fn typed(message: &DynamicMessage, words: &str) -> Vec<(String, DynamicMessage)> {
    let mut all = Vec::new();
    for (field, value) in message.fields() {
        for (path, changed) in typed_in(value, words) {
            let mut other = message.clone();
            other.set_field(&field, changed);
            all.push((format!("{}{path}", field.name()), other));
        }
    }
    all
}

fn typed_in(value: &Value, words: &str) -> Vec<(String, Value)> {
    match value {
        Value::String(_) => vec![(String::new(), Value::String(words.to_owned()))],
        Value::Message(inner) => {
            let inner = typed(inner, words).into_iter();
            inner.map(|(path, changed)| (format!(".{path}"), Value::Message(changed))).collect()
        }
        Value::List(all) => {
            let each = all.iter().enumerate().flat_map(|(at, one)| {
                typed_in(one, words).into_iter().map(move |(path, changed)| {
                    let mut other = all.clone();
                    other[at] = changed;
                    (path, Value::List(other))
                })
            });
            each.collect()
        }
        _ => Vec::new(),
    }
}

/// Types it everywhere in the request, whose name is noted; what was not refused for it.
async fn tries<A: Ask + Message + Default>(clerk: &Clerk, request: A, tried: &mut BTreeSet<String>) -> Vec<String>
where
    A::Answer: std::fmt::Debug,
{
    let name = std::any::type_name::<A>().rsplit("::").next().unwrap().to_owned();
    let pool = DescriptorPool::decode(duijie_proto::FILE_DESCRIPTOR_SET).unwrap();
    let descriptor = pool.get_message_by_name(&format!("duijie.v1.{name}")).unwrap();
    let base = DynamicMessage::decode(descriptor, request.encode_to_vec().as_slice()).unwrap();
    let mut passed = Vec::new();
    for words in SAID {
        for (path, mut changed) in typed(&base, words) {
            if NO_WORDS.contains(&path.rsplit('.').next().unwrap()) {
                continue;
            }
            changed.set_field_by_name("request_id", Value::String(new_id()));
            let changed = A::decode(changed.encode_to_vec().as_slice()).unwrap();
            match clerk.insist(changed).await {
                Ok(answer) => passed.push(format!("{name}.{path} was done with {words}: {answer:?}")),
                Err(refused) => {
                    let told = duijie_cli::exit::lines(&refused).join("\n");
                    let field = path
                        .rsplit('.')
                        .find(|part| !matches!(*part, "name" | "value" | "media_type"))
                        .unwrap_or(&path);
                    if reason(&refused) != "SAID_IN_MEDIATION" || !told.contains(field) || told.contains(words) {
                        passed.push(format!("{name}.{path} with {words}: {told}"));
                    }
                }
            }
        }
    }
    tried.insert(name);
    passed
}

async fn handed_over(from: &Clerk, to: &Clerk, kind: &str, register: RegisterMatterRequest) -> Handoff {
    let matter_id = done(from, register).await.matter.unwrap().matter_id;
    if kind == "police" {
        approved(from, &matter_id).await;
    }
    let id = done(from, requests::refer(&matter_id, kind, to.agency())).await.referral.unwrap().referral_id;
    let case = Handoff { sender: from.clone(), receiver: to.clone(), matter_id, id };
    case.both(ReferralState::Arrived).await;
    case
}

async fn said_in(clerk: &Clerk, matter_id: &str) {
    for note in SAID {
        let held_at = Some(instant(MONDAY));
        let attendance =
            vec![Attendance { party: "赵甲".to_owned(), presence: Presence::Came as i32, invitation: None }];
        let session = Session { held_at, place: "调解室".to_owned(), attendance, note: note.to_owned() };
        let entry = Some(DossierEntry { entry: Some(Entry::Session(session)) });
        done(
            clerk,
            AddEntryRequest { request_id: new_id(), matter_id: matter_id.to_owned(), entry, validate_only: false },
        )
        .await;
    }
}

fn supervise(matter_id: &str, receiver: &Clerk, agency: &Clerk) -> SuperviseRequest {
    SuperviseRequest {
        request_id: new_id(),
        matter_id: matter_id.to_owned(),
        receiver: receiver.agency().to_owned(),
        agency: agency.agency().to_owned(),
        demand: "请书面说明办理情况".to_owned(),
        ..SuperviseRequest::default()
    }
}

fn application(matter_id: &str, courts: &Clerk) -> RequestConfirmationRequest {
    let agent = ApplicationAgent {
        party: "赵甲".to_owned(),
        name: "仇某".to_owned(),
        authorisation: Some(material("授权书.pdf")),
    };
    let application = ConfirmationApplication {
        applicants: vec!["赵甲".to_owned(), "钱乙".to_owned()],
        agreement: Some(material("人民调解协议书.pdf")),
        mediated_by: Some(material("调解组织证明.pdf")),
        effective_on: "2026-03-02".to_owned(),
        agents: vec![agent],
        ..ConfirmationApplication::default()
    };
    RequestConfirmationRequest {
        request_id: new_id(),
        matter_id: matter_id.to_owned(),
        receiver: courts.agency().to_owned(),
        application: Some(application),
        ..RequestConfirmationRequest::default()
    }
}

fn issue(matter_id: &str, referral_id: &str) -> IssueDocumentRequest {
    let field = |key: &str, value: &str| FieldValue { key: key.to_owned(), value: value.to_owned() };
    IssueDocumentRequest {
        request_id: new_id(),
        matter_id: matter_id.to_owned(),
        form_id: "feedback".to_owned(),
        referral_id: referral_id.to_owned(),
        fields: vec![field("materials", "调解协议书一份")],
        ..IssueDocumentRequest::default()
    }
}

fn extend(id: &str) -> ExtendRequest {
    let consent = |party: &str| PartyConsent { party: party.to_owned(), evidence: Some(material("同意延长.pdf")) };
    step!(ExtendRequest, id, length: 5, consents: vec![consent("赵甲"), consent("钱乙")], reason: "需要再次调解".to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_said_leaves_by_any_string_that_an_officer_types() {
    let mut town = Town::overseen(MONDAY).await;
    let (courts, police, bureau) = (town.clerk("courts"), town.clerk("public-security"), town.clerk(RECEIVER));
    let mut tried = BTreeSet::new();
    let case = handed_over(&courts, &bureau, "litigation", requests::register("房屋漏水")).await;
    let here = bureau.referral(&case.id).await.unwrap();
    let again = RegisterMatterRequest { dispute_code: here.dispute_code.clone(), ..requests::register("房屋漏水") };
    done(&bureau, step!(AcknowledgeRequest, case.id)).await;
    done(&bureau, step!(AcceptRequest, case.id)).await;
    done(&bureau, step!(AssignBodyRequest, case.id, body: "青河镇调委会".to_owned())).await;
    said_in(&bureau, &here.matter_id).await;

    // In the matter of the mediation itself.
    let id = &case.id;
    let text = || "正在调解".to_owned();
    let mut passed = tries(&bureau, step!(ReportProgressRequest, id, text: text()), &mut tried).await;
    let supplement = step!(RequestSupplementRequest, id, items: vec!["票据".to_owned()], text: text());
    passed.extend(tries(&bureau, supplement, &mut tried).await);
    passed.extend(tries(&bureau, requests::suspend(id), &mut tried).await);
    passed.extend(tries(&bureau, extend(id), &mut tried).await);
    passed.extend(tries(&bureau, requests::withdraw(id), &mut tried).await);
    passed.extend(tries(&bureau, step!(AssignBodyRequest, id, body: "青河县调委会".to_owned()), &mut tried).await);
    passed.extend(tries(&bureau, step!(AssignMediatorRequest, id, mediator: "丙".to_owned()), &mut tried).await);
    let mut fails = requests::conclude_without_agreement(id);
    let outcome = fails.outcome.as_mut().unwrap();
    outcome.remarks = text();
    outcome.no_agreement.as_mut().unwrap().undisputed_facts = text();
    passed.extend(tries(&bureau, fails, &mut tried).await);
    passed.extend(tries(&bureau, requests::conclude_with_agreement(id), &mut tried).await);
    passed.extend(tries(&bureau, supervise(&here.matter_id, &town.clerk(OVERSEER.role), &bureau), &mut tried).await);

    // In that of its supervision, which names no referral.
    let order = done(&courts, supervise(&case.matter_id, &bureau, &bureau)).await.referral.unwrap().referral_id;
    let order = Handoff { id: order, ..case.clone() };
    order.both(ReferralState::Arrived).await;
    done(&bureau, step!(AcknowledgeRequest, order.id)).await;
    let answer = WrittenAnswer { text: text(), materials: vec![material("说明.pdf")] };
    passed.extend(tries(&bureau, step!(AnswerSupervisionRequest, order.id, answer: Some(answer)), &mut tried).await);
    passed.extend(tries(&bureau, step!(ReportProgressRequest, order.id, text: text()), &mut tried).await);

    // In another of the same dispute, from another agency, and in one of the bureau's own.
    let second = handed_over(&police, &bureau, "police", again.clone()).await;
    done(&bureau, step!(AcknowledgeRequest, second.id)).await;
    let mut decline = requests::decline(&second.id);
    decline.basis = "《人民调解法》第22条".to_owned();
    passed.extend(tries(&bureau, decline, &mut tried).await);
    let accept = step!(AcceptRequest, second.id, own_number: "青调2026-9".to_owned());
    passed.extend(tries(&bureau, accept.clone(), &mut tried).await);
    done(&bureau, accept).await;
    passed.extend(tries(&bureau, step!(ReportProgressRequest, second.id, text: text()), &mut tried).await);
    passed.extend(tries(&bureau, requests::conclude_without_agreement(&second.id), &mut tried).await);
    let mut own = RegisterMatterRequest { request_id: new_id(), ..again };
    (own.consents, own.sorting, own.own_number) = (Vec::new(), None, "青调2026-10".to_owned());
    passed.extend(tries(&bureau, own, &mut tried).await);

    // After the agreement, in the application to the court; and what the bureau itself sent is taken back.
    done(&bureau, requests::conclude_with_agreement(&second.id)).await;
    second.both(ReferralState::Concluded).await;
    let there = bureau.referral(&second.id).await.unwrap().matter_id;
    passed.extend(tries(&bureau, issue(&there, &second.id), &mut tried).await);
    passed.extend(tries(&bureau, application(&there, &courts), &mut tried).await);
    let sent = done(&bureau, application(&there, &courts)).await.referral.unwrap().referral_id;
    let sent = Handoff { sender: bureau.clone(), receiver: courts.clone(), matter_id: there, id: sent };
    sent.both(ReferralState::Arrived).await;
    done(&courts, step!(AcknowledgeRequest, sent.id)).await;
    done(&courts, step!(AcceptRequest, sent.id)).await;
    sent.both(ReferralState::Accepted).await;
    done(&courts, requests::request_supplement(&sent.id)).await;
    until("the bureau is asked for a supplement", || async {
        bureau.referral(&sent.id).await.filter(|referral| !referral.supplement_items.is_empty())
    })
    .await;
    passed.extend(tries(&bureau, requests::supply(&sent.id), &mut tried).await);
    passed.extend(tries(&bureau, requests::recall(&sent.id), &mut tried).await);

    assert_eq!(passed, Vec::<String>::new());
    town.all_delivered().await;
    let canaries = SAID.map(|word| Canary { word, at: vec![RECEIVER] });
    sweep(&town, &canaries).await;
    town.verify_stores().await;
    every_request_was_tried(&tried);
}

/// Requests with words that stay in the own file, or that were tried at no referral of the bureau's: they are of senders, of courts, and
/// of kinds that can be objected to, and all of them go by the same comparison (a test of the codec enumerates their words).
const ELSEWHERE: [&str; 12] = [
    "AddEntryRequest",
    "AnswerOfferRequest",
    "AnswerRecallRequest",
    "CloseMatterRequest",
    "DecideConfirmationRequest",
    "DecideObjectionRequest",
    "ObjectRequest",
    "OverrideLapseRequest",
    "RecordAttemptRequest",
    "ReferRequest",
    "RequestMaterialRequest",
    "VoidDocumentRequest",
];

/// A new rpc by which words leave is to be tried too.
fn every_request_was_tried(tried: &BTreeSet<String>) {
    let pool = DescriptorPool::decode(duijie_proto::FILE_DESCRIPTOR_SET).unwrap();
    let of_matters = [
        "MatterService",
        "ReferralService",
        "SendingService",
        "ReceivingService",
        "MediationService",
        "AdjudicationService",
        "DossierService",
        "DocumentService",
    ];
    let asked = pool.services().filter(|service| of_matters.contains(&service.name())).flat_map(|service| {
        let changing =
            service.methods().map(|method| method.input()).filter(|it| it.get_field_by_name("request_id").is_some());
        let ids = |name: &str| NO_WORDS.contains(&name);
        let wordy = changing.filter(|it| {
            it.fields().any(|field| {
                field.kind().as_message().is_some()
                    || (field.kind() == prost_reflect::Kind::String && !ids(field.name()))
            })
        });
        wordy.map(|it| it.name().to_owned()).collect::<Vec<_>>()
    });
    let missing: Vec<_> = asked.filter(|name| !tried.contains(name) && !ELSEWHERE.contains(&name.as_str())).collect();
    assert_eq!(missing, Vec::<String>::new(), "requests in which nobody tried to leak");
}

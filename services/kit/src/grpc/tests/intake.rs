//! Taking in over the interface: every wrong field by its name, numbers of people nowhere, likely duplicates with their signs.

use super::{
    house::{House, Officer, Plan},
    locales, party, reason, register, uuid, violations,
};
use crate::{codec::field::proto_instant, sample, verify::verify};
use duijie_proto::v1::{
    self, dossier_entry::Entry, dossier_service_client::DossierServiceClient,
    matter_service_client::MatterServiceClient, receiving_service_client::ReceivingServiceClient, triage::Class,
};
use duijie_testkit::sample::monday;
use std::time::Duration;
use tonic::{Code, Status};

/// The example of the standard itself.
const NUMBER: &str = "11010519491231002X";
const ANOTHER: &str = "440524188001010014";

fn identification(party: &str, number: &str) -> v1::Identification {
    let kind = v1::IdentifierKind::ResidentId as i32;
    v1::Identification { party: party.into(), kind, number: number.into(), ..Default::default() }
}

fn intake(source: v1::Source, identifications: Vec<v1::Identification>) -> v1::Intake {
    v1::Intake { source: source as i32, identifications, ..Default::default() }
}

/// A matter taken in at the window, of which 甲 is known by this number.
fn known_by(request: u32, number: &str) -> v1::RegisterMatterRequest {
    v1::RegisterMatterRequest {
        intake: Some(intake(v1::Source::Window, vec![identification("甲", number)])),
        ..register(request)
    }
}

pub(super) async fn registered(house: &House, request: v1::RegisterMatterRequest) -> v1::Matter {
    let answer = MatterServiceClient::new(house.officer()).register_matter(request).await.unwrap();
    answer.into_inner().matter.unwrap()
}

async fn write(house: &House, number: u32, matter: &str, entry: Entry) -> Result<v1::EntryAnswer, Status> {
    let entry = Some(v1::DossierEntry { entry: Some(entry) });
    let request =
        v1::AddEntryRequest { request_id: uuid(number), matter_id: matter.into(), entry, validate_only: false };
    Ok(DossierServiceClient::new(house.officer()).add_entry(request).await?.into_inner())
}

async fn duplicates(matters: &mut MatterServiceClient<Officer>, matter: &v1::Matter) -> Vec<v1::Duplicate> {
    let request = v1::FindDuplicatesRequest { matter_id: matter.matter_id.clone(), min_position: 0 };
    matters.find_duplicates(request).await.unwrap().into_inner().duplicates
}

#[tokio::test(flavor = "multi_thread")]
async fn every_wrong_field_of_an_intake_is_named_with_a_sentence_and_an_example() {
    let house = House::open(Plan::courts()).await;
    let later = proto_instant(monday().plus(Duration::from_secs(1)));
    let (court, number) = (v1::OwnNumberKind::CourtCase as i32, "intake.identifications[0].number");
    type Request = v1::RegisterMatterRequest;
    let with = |intake: v1::Intake| Request { intake: Some(intake), ..register(1) };
    let window = || intake(v1::Source::Window, Vec::new());
    let numbered = |kind: i32, own: &str| Request { own_number_kind: kind, own_number: own.into(), ..register(1) };
    let table = [
        (Request { place_code: "160102".into(), ..register(1) }, "place_code", "BAD_PLACE"),
        (Request { place_code: "320001".into(), ..register(1) }, "place_code", "BAD_PLACE"),
        (numbered(0, "[2026]苏0102民初1号"), "own_number", "BAD_CASE_NUMBER"),
        (numbered(0, "（2026）苏0102诉前调123号"), "own_number", "LEGACY_CASE_TYPE"),
        (numbered(0, "（2027）苏0102民初1号"), "own_number", "BAD_CASE_NUMBER_YEAR"),
        (numbered(court, "苏0102民初1号"), "own_number", "BAD_CASE_NUMBER"),
        (numbered(court, ""), "own_number", "MISSING_FIELD"),
        (numbered(2, "2026-1"), "own_number", "BAD_POLICE_NUMBER"),
        (numbered(3, "一件"), "own_number", "BAD_PETITION_NUMBER"),
        (numbered(4, "青信〔2026〕第1号"), "own_number", "BAD_DOCUMENT_NUMBER"),
        (numbered(9, "1"), "own_number_kind", "UNKNOWN_VALUE"),
        (with(v1::Intake::default()), "intake.source", "MISSING_FIELD"),
        (with(v1::Intake { source: 99, ..window() }), "intake.source", "UNKNOWN_VALUE"),
        (with(v1::Intake { occurred_at: Some(later), ..window() }), "intake.occurred_at", "IN_FUTURE"),
        (with(v1::Intake { received_at: Some(later), ..window() }), "intake.received_at", "IN_FUTURE"),
        (with(intake(v1::Source::Proxy, Vec::new())), "intake.on_behalf_of", "MISSING_FIELD"),
        (with(v1::Intake { on_behalf_of: sample::BUREAU.into(), ..window() }), "intake.on_behalf_of", "CONTRADICTION"),
        (with(v1::Intake { on_behalf_of: "司法所".into(), ..window() }), "intake.on_behalf_of", "BAD_AGENCY"),
        (known_by(1, "440524188001010013"), number, "BAD_RESIDENT_ID_CHECK"),
        (known_by(1, "440524188002300014"), number, "BAD_RESIDENT_ID_DATE"),
        (known_by(1, "4405241880010\x0001001X"), number, "BAD_RESIDENT_ID"),
        (known_by(1, &"1".repeat(5_000)), number, "BAD_RESIDENT_ID"),
        (known_by(1, ""), number, "MISSING_FIELD"),
    ];
    let mut matters = MatterServiceClient::new(house.officer());
    for (request, field, code) in table {
        let refused = matters.register_matter(request).await.unwrap_err();
        assert_eq!(reason(&refused), (Code::InvalidArgument, code.into()), "{field}: {refused:?}");
        assert_eq!(violations(&refused), [(field.to_owned(), code.to_owned())]);
        assert_eq!(locales(&refused), ["zh-CN", "en"]);
        let shapes = ["MISSING_FIELD", "UNKNOWN_VALUE", "CONTRADICTION", "BAD_AGENCY"];
        assert!(shapes.contains(&code) || refused.message().contains("例如"), "{}", refused.message());
        assert!(!refused.message().contains("440524"), "no refusal quotes a number");
    }
    assert_eq!(house.desk.store().head().unwrap().position, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_case_number_is_refused_when_something_is_taken_on_too() {
    let house = House::open(Plan::bureau()).await;
    let accept = v1::AcceptRequest {
        request_id: uuid(1),
        referral_id: "r-1".into(),
        own_number: "（2027）苏0102民初1号".into(),
        ..Default::default()
    };
    let refused = ReceivingServiceClient::new(house.officer()).accept(accept).await.unwrap_err();
    assert_eq!(violations(&refused), [("own_number".to_owned(), "BAD_CASE_NUMBER_YEAR".to_owned())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_date_to_come_in_an_entry_is_refused_by_its_field_in_both_languages_with_an_example() {
    let house = House::open(Plan::courts()).await;
    let matter = registered(&house, register(1)).await;
    let class = Some(Class::TimeLimited(v1::TimeLimited { until: "2026-02-27".into(), handler: "王某".into() }));
    let triage = Entry::Triage(v1::Triage { reason: "须现场查看".into(), class });
    let refused = write(&house, 2, &matter.matter_id, triage).await.unwrap_err();
    assert_eq!(reason(&refused), (Code::FailedPrecondition, "UNTIL_PASSED".into()));
    assert_eq!(violations(&refused)[0].0, "entry.triage.time_limited.until");
    let told = refused.message();
    assert!(told.contains("例如 2026-03-02") && told.contains("for example 2026-03-02"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_numbers_is_told_together_with_everything_else() {
    let house = House::open(Plan::courts()).await;
    let wrong = v1::RegisterMatterRequest { title: String::new(), ..known_by(1, "1") };
    let refused = MatterServiceClient::new(house.officer()).register_matter(wrong).await.unwrap_err();
    let fields: Vec<_> = violations(&refused).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["intake.identifications[0].number", "title"]);
    let own = v1::Identification { masked: "x".into(), ..identification("甲", NUMBER) };
    let request = v1::RegisterMatterRequest { intake: Some(intake(v1::Source::Window, vec![own])), ..register(1) };
    let refused = MatterServiceClient::new(house.officer()).register_matter(request).await.unwrap_err();
    assert_eq!(violations(&refused)[0].1, "NOT_YOURS");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_shown_by_its_end_and_is_nowhere_in_the_journal_nor_can_be_tried_out_against_it() {
    let house = House::open(Plan::courts()).await;
    let matter = registered(&house, known_by(1, "１１０１０５１９４９１２３１００２ｘ")).await;
    let shown = &matter.intake.as_ref().unwrap().identifications[0];
    let expected = ("", "**************002X", 0);
    assert_eq!((shown.number.as_str(), shown.masked.as_str(), shown.mark.len()), expected);
    let get = v1::GetDossierRequest { matter_id: matter.matter_id.clone(), min_position: 0 };
    let dossier = DossierServiceClient::new(house.officer()).get_dossier(get).await.unwrap().into_inner();
    assert_eq!(dossier.items[0].entry.clone().unwrap().entry, Some(Entry::Intake(matter.intake.clone().unwrap())));

    let store = house.desk.store();
    let mut everything: Vec<u8> =
        store.records_after(0, 100).unwrap().iter().flat_map(|record| record.bytes.to_vec()).collect();
    store.derived_rows(&mut |line| everything.extend(line.as_bytes())).unwrap();
    for part in [NUMBER, "110105", "19491231"] {
        assert!(!everything.windows(part.len()).any(|bytes| bytes == part.as_bytes()), "{part}");
    }
    // The digest of the request is kept for ever: it must not be that of a request with the number in it.
    let tried = crate::digest::request(
        "duijie.v1.MatterService/RegisterMatter",
        &[&prost::Message::encode_to_vec(&known_by(1, NUMBER))],
    );
    let memo = store.memo(&uuid(1).parse().unwrap()).unwrap().unwrap();
    assert_ne!(memo.digest, tried);
    verify(&*store, &sample::keyring(sample::COURTS)).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn asked_again_it_is_answered_alike_however_the_number_is_typed_and_another_number_is_another_request() {
    let house = House::open(Plan::courts()).await;
    let first = registered(&house, known_by(1, NUMBER)).await;
    assert_eq!(registered(&house, known_by(1, "11010519491231002x")).await, first);
    let other = MatterServiceClient::new(house.officer()).register_matter(known_by(1, ANOTHER)).await.unwrap_err();
    assert_eq!(reason(&other).1, "REQUEST_ID_REUSED");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_own_number_is_kept_in_the_form_of_its_kind() {
    let house = House::open(Plan::courts()).await;
    let typed = |n, kind: v1::OwnNumberKind, own: &str| v1::RegisterMatterRequest {
        own_number_kind: kind as i32,
        own_number: own.into(),
        ..register(n)
    };
    for (n, kind, own, kept) in [
        (1, v1::OwnNumberKind::CourtCase, "(2026)苏0102民初1123号", "（2026）苏0102民初1123号"),
        (2, v1::OwnNumberKind::Unspecified, "(2026)苏0102民初1124号", "（2026）苏0102民初1124号"),
        (3, v1::OwnNumberKind::Document, "苏信[2026]12号", "苏信〔2026〕12号"),
        (4, v1::OwnNumberKind::Unspecified, "苏公（湖）接字〔2026〕0311号", "苏公（湖）接字〔2026〕0311号"),
    ] {
        assert_eq!(registered(&house, typed(n, kind, own)).await.own_number, kept);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn likely_duplicates_are_told_with_their_signs_the_strongest_first_and_linked_by_an_officer() {
    let house = House::open(Plan::courts()).await;
    let elsewhere = |n, number| v1::RegisterMatterRequest {
        place_code: "990101".into(),
        category: "借贷纠纷".into(),
        parties: vec![party("甲"), party("丙")],
        ..known_by(n, number)
    };
    let asked = registered(&house, known_by(1, NUMBER)).await;
    let by_names = registered(&house, register(2)).await;
    let by_number = registered(&house, elsewhere(3, NUMBER)).await;
    let _somebody_else_of_that_name = registered(&house, elsewhere(4, ANOTHER)).await;
    let mut matters = MatterServiceClient::new(house.officer());
    let found = duplicates(&mut matters, &asked).await;
    let ids: Vec<_> = found.iter().map(|one| one.matter_id.as_str()).collect();
    assert_eq!(ids, [&by_number.matter_id, &by_names.matter_id]);
    let signs: Vec<Vec<_>> = found.iter().map(|one| one.reasons.iter().map(|it| it.sign()).collect()).collect();
    use v1::DuplicateSign::{SameCategory, SameIdentifier, SameName, SamePlace};
    assert_eq!(signs, [vec![SameIdentifier], vec![SameName, SameName, SamePlace, SameCategory]]);
    assert!(found[0].reasons[0].text_zh.contains('甲') && !found[0].linked);

    let link =
        v1::DisputeLink {
            dispute_code: asked.dispute_code.clone(), reason: "同一纠纷".into(), ..Default::default()
        };
    let linked = write(&house, 5, &by_number.matter_id, Entry::DisputeLink(link)).await.unwrap().matter.unwrap();
    assert_eq!(
        (&linked.dispute_code, &linked.former_dispute_codes),
        (&asked.dispute_code, &vec![by_number.dispute_code])
    );
    assert!(duplicates(&mut matters, &asked).await[0].linked);
    let of_dispute = v1::ListMattersRequest { dispute_code: asked.dispute_code, ..Default::default() };
    assert_eq!(matters.list_matters(of_dispute).await.unwrap().into_inner().matters.len(), 2);
    verify(&*house.desk.store(), &sample::keyring(sample::COURTS)).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_of_rare_characters_is_found_and_one_of_signs_alone_finds_nothing() {
    let house = House::open(Plan::courts()).await;
    let named = |n, name: &str| v1::RegisterMatterRequest { parties: vec![party(name)], ..register(n) };
    let (rare, _other) = (registered(&house, named(1, "李𬱖")).await, registered(&house, named(2, "李 𬱖")).await);
    let signs = registered(&house, named(3, "***")).await;
    let mut matters = MatterServiceClient::new(house.officer());
    assert_eq!(duplicates(&mut matters, &rare).await.len(), 1);
    assert_eq!(duplicates(&mut matters, &signs).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_told_later_is_hidden_too() {
    let house = House::open(Plan::courts()).await;
    let matter = registered(&house, register(1)).await;
    let refused = write(&house, 2, &matter.matter_id, Entry::Identification(identification("甲", "1"))).await;
    assert_eq!(violations(&refused.unwrap_err())[0].0, "entry.identification.number");
    let late = v1::Intake {
        occurred_at: Some(proto_instant(monday().plus(Duration::from_secs(60)))),
        ..intake(v1::Source::Visit, Vec::new())
    };
    let refused = write(&house, 3, &matter.matter_id, Entry::Intake(late)).await.unwrap_err();
    assert_eq!(violations(&refused), [("entry.intake.occurred_at".to_owned(), "IN_FUTURE".to_owned())]);
    let told = write(&house, 4, &matter.matter_id, Entry::Identification(identification("甲", NUMBER))).await.unwrap();
    let Some(Entry::Identification(shown)) = told.item.unwrap().entry.unwrap().entry else { panic!("another entry") };
    assert_eq!((shown.number.as_str(), shown.masked.as_str(), shown.mark.len()), ("", "**************002X", 0));
    let other = registered(&house, known_by(5, NUMBER)).await;
    assert_eq!(duplicates(&mut MatterServiceClient::new(house.officer()), &other).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn intake_for_another_agency_is_shown_as_still_to_be_handed_over_and_only_for_one_that_is_known() {
    let house = House::open(Plan::courts()).await;
    let proxy = |n, agency: &str| {
        let intake = v1::Intake { on_behalf_of: agency.into(), ..intake(v1::Source::Proxy, Vec::new()) };
        v1::RegisterMatterRequest { intake: Some(intake), ..register(n) }
    };
    let unknown = MatterServiceClient::new(house.officer()).register_matter(proxy(1, "999999.nobody")).await;
    assert_eq!(reason(&unknown.unwrap_err()).1, "UNKNOWN_RECEIVER");
    let matter = registered(&house, proxy(2, sample::BUREAU)).await;
    assert_eq!(matter.deferred_handoff_to, sample::BUREAU);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_solved_on_the_spot_is_closed_with_its_result_and_each_class_says_what_it_needs() {
    let house = House::open(Plan::courts()).await;
    let matter = registered(&house, register(1)).await;
    let triage = |class| Entry::Triage(v1::Triage { reason: "事实清楚".into(), class });
    let table = [
        (None, "entry.triage.class"),
        (Some(Class::SolvedOnTheSpot(v1::SolvedOnTheSpot::default())), "entry.triage.solved_on_the_spot.result"),
        (Some(Class::TimeLimited(v1::TimeLimited::default())), "entry.triage.time_limited.until"),
        (Some(Class::Explained(v1::Explained::default())), "entry.triage.explained.explanation"),
        (
            Some(Class::ToBeStudied(v1::ToBeStudied { until: "2026-02-30".into(), lead: "赵局".into() })),
            "entry.triage.to_be_studied.until",
        ),
    ];
    for (class, field) in table {
        let refused = write(&house, 2, &matter.matter_id, triage(class)).await.unwrap_err();
        assert_eq!(violations(&refused)[0].0, field);
    }
    let solved = Class::SolvedOnTheSpot(v1::SolvedOnTheSpot { result: "当场修复".into() });
    let answer = write(&house, 3, &matter.matter_id, triage(Some(solved.clone()))).await.unwrap().matter.unwrap();
    assert_eq!((answer.state(), answer.close_reason.as_str()), (v1::MatterState::Closed, "当场修复"));
    assert_eq!(answer.triage.unwrap().class, Some(solved));
}

//! A county's ledger taken along: files of JSON, one matter a line, from which the figures follow that its report published.

use duijie_cli::{
    call::batch::{read, take},
    exit::Exit,
};
use duijie_proto::v1::{GetStatisticsRequest, ListMattersRequest, ReferralState, StatisticsPart};
use duijie_tests::system::{
    clerk::Clerk,
    handoff::{RECEIVER, done},
    town::{Town, id_of},
};
use futures::{StreamExt, future::join_all};
use serde_json::{Value, json};

const PETITIONS: &str = "petitions";

/// Takes a ledger; what became of each line, and how the command would end.
async fn taken(clerk: &Clerk, ledger: &[Value]) -> (Vec<Value>, Vec<Option<Exit>>) {
    let text: Vec<_> = ledger.iter().map(Value::to_string).collect();
    let lines = read(&text.join("\n")).unwrap();
    let client = clerk.client().await.unwrap();
    take(&client, lines, 8).collect::<Vec<_>>().await.into_iter().unzip()
}

fn handed_over(number: usize, place: &str) -> Value {
    json!({ "ref": format!("台账第{number}号"), "steps": [
        { "RegisterMatter": {
            "title": "楼上漏水", "category": "相邻关系", "place_code": place, "summary": "双方就赔偿数额有争议。",
            "parties": [
                { "kind": "person", "position": "applicant", "name": "赵甲" },
                { "kind": "person", "position": "respondent", "name": "钱乙" },
            ],
            "consents": [{ "party": "赵甲", "state": "given" }, { "party": "钱乙", "state": "given" }],
            "sorting": { "sort": "claim", "way": "handling" },
        } },
        { "Refer": { "kind": "petition", "receiver": id_of(RECEIVER), "opinion": "建议先行调解。" } },
    ] })
}

fn mediated(number: usize, line: &Value) -> Value {
    let outcome = if number == 0 {
        json!({ "code": "no_agreement", "no_agreement": { "reason": "too_far_apart", "facts": "漏水属实" } })
    } else {
        json!({ "code": "settled_and_withdrawn" })
    };
    json!({ "ref": line["ref"], "referral_id": line["referral_id"], "steps": [
        { "Acknowledge": {} }, { "Accept": {} }, { "Conclude": { "outcome": outcome } },
    ] })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_gives_the_published_rate_and_is_taken_only_once_however_often_it_is_given() {
    let town = Town::sandbox("2026-09-21T09:00:00+08:00").await;
    let (petitions, bureau) = (town.clerk(PETITIONS), town.clerk(RECEIVER));
    let mut ledger: Vec<_> = (0..26).map(|number| handed_over(number, "320102")).collect();
    ledger.insert(3, handed_over(99, "3201"));
    let (mut told, exits) = taken(&petitions, &ledger).await;
    assert_eq!(exits.iter().flatten().collect::<Vec<_>>(), [&Exit::BadData], "one line has no place");
    let refused = told.remove(3);
    assert_eq!((&refused["ref"], &refused["refused"]["rpc"]), (&json!("台账第99号"), &json!("RegisterMatter")));
    assert!(refused["refused"]["said"].to_string().contains("place_code"), "{refused}");
    assert_eq!((&told[3]["line"], &told[3]["steps"]), (&json!(5), &json!(2)));

    // The clerk mends the line that was refused and puts another before all: nothing that was done is done again.
    ledger[3] = handed_over(99, "320102");
    ledger.insert(0, handed_over(100, "320102"));
    let (again, exits) = taken(&petitions, &ledger).await;
    assert!(exits.iter().all(Option::is_none), "{again:?}");
    let ids = |lines: &[Value]| lines.iter().map(|line| line["matter_id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids(&[&again[1..4], &again[5..]].concat()), ids(&told));
    let matters = ListMattersRequest { page_size: 100, ..ListMattersRequest::default() };
    assert_eq!(done(&petitions, matters).await.matters.len(), ledger.len());
    // What was registered is not changed by a ledger that says something else of it.
    ledger[1]["steps"][0]["RegisterMatter"]["title"] = json!("另一件事");
    let (changed, _) = taken(&petitions, &ledger[1..2]).await;
    assert_eq!(changed[0]["refused"]["code"], json!("REQUEST_ID_REUSED"), "{changed:?}");

    let referrals: Vec<_> = told.iter().map(|line| line["referral_id"].as_str().unwrap().to_owned()).collect();
    join_all(referrals.iter().map(async |id| bureau.sees(id, ReferralState::Arrived).await)).await;
    let results: Vec<_> = told.iter().enumerate().map(|(number, line)| mediated(number, line)).collect();
    let first = taken(&bureau, &results).await;
    assert!(first.1.iter().all(Option::is_none), "{:?}", first.0);
    assert_eq!(taken(&bureau, &results).await, first, "each is answered by the record that did it");

    let wanted = GetStatisticsRequest {
        period: "2026-09".to_owned(),
        measures: vec!["success_rate".to_owned()],
        ..GetStatisticsRequest::default()
    };
    let figures = done(&bureau, wanted).await.figures;
    let rate = figures.iter().find(|figure| figure.part() == StatisticsPart::Received).unwrap();
    assert_eq!((rate.numerator, rate.denominator, rate.per_mille), (Some(25), Some(26), Some(962)));
    town.agrees().await;
}

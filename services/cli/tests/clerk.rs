//! A petition assigned, as clerks of two agencies type it: the command itself between real services.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::process::{Command, Output};
use std::time::Duration;

use duijie_cli::fleet::{
    agencies::{Fleet, FleetOptions, SEATS},
    binaries::Binaries,
    nats_server,
};
use serde_json::{Value, json};

const OFFICE: &str = "petitions";
const BUREAU: &str = "judicial-bureau";

struct Town {
    fleet: Fleet,
    dir: tempfile::TempDir,
}

impl Town {
    async fn open() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let seats = SEATS.into_iter().filter(|seat| [OFFICE, BUREAU].contains(&seat.role)).collect();
        let sandbox = Some("2026-03-02T09:00:00+08:00".to_owned());
        let options = FleetOptions { seats, sandbox, ..FleetOptions::default() };
        let programs = || (nats_server::obtain().unwrap(), Binaries::obtain().unwrap());
        let (server, binaries) = tokio::task::spawn_blocking(programs).await.unwrap();
        let fleet = Fleet::start(dir.path(), &server, &binaries, options).await.unwrap();
        Self { fleet, dir }
    }

    fn run(&self, role: &str, words: &[&str]) -> Output {
        let agency = self.fleet.agencies().iter().find(|agency| agency.role() == role).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_duijie"));
        command.env("DUIJIE_URL", format!("http://{}", agency.addresses().unwrap().grpc));
        command.env("DUIJIE_OFFICER", "程硕").current_dir(self.dir.path()).args(words).output().unwrap()
    }

    /// What it prints as JSON.
    fn told(&self, role: &str, words: &[&str]) -> Value {
        let output = self.run(role, &[&["--output", "json"], words].concat());
        assert!(output.status.success(), "{words:?}: {}", err(&output));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Once the other side's letter is here.
    async fn told_once_possible(&self, role: &str, words: &[&str]) -> Value {
        let asked = tokio::time::timeout(Duration::from_secs(30), async {
            let mut again = tokio::time::interval(Duration::from_millis(50));
            loop {
                again.tick().await;
                let output = self.run(role, &[&["--output", "json"], words].concat());
                if output.status.success() {
                    return serde_json::from_slice(&output.stdout).unwrap();
                }
            }
        });
        asked.await.unwrap_or_else(|_| panic!("{words:?}: {}", err(&self.run(role, words))))
    }

    fn write(&self, matter: &str, entry: &Value) {
        self.told(OFFICE, &["dossier", "add", matter, &entry.to_string()]);
    }

    /// A petition of these two.
    fn registered(&self) -> String {
        let words = [REGISTER, &["--output", "json"]].concat();
        self.told(OFFICE, &words)["matter"]["matter_id"].as_str().unwrap().to_owned()
    }
}

const REGISTER: &[&str] = &[
    "register",
    "--title",
    "小区排水毁损",
    "--category",
    "物业纠纷",
    "--place",
    "990121102",
    "--summary",
    "排水管被毁损",
    "--party",
    "申请人:赵甲",
    "--party",
    "被申请人:某物业公司@org",
];

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn six() -> Value {
    json!({
        "unit": "某区司法局", "leader": "钱局长", "handler": "孙科长", "supervisor": "某区综治中心", "demand": "查明并修复",
        "days": 45,
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_leader_takes_up_is_assigned_with_six_things_listed_reported_on_and_struck_off() {
    let town = Town::open().await;
    let matter = town.registered();
    town.write(&matter, &json!({ "sorting": { "sort": "claim", "way": "handling" } }));
    let reception = json!({
        "leader": "李书记", "ended_at": "2026-03-02T09:00:00+08:00", "outcome": "within_time", "text": "限期修复",
    });
    town.write(&matter, &json!({ "reception": reception }));
    let due = out(&town.run(OFFICE, &["show", &matter]));
    assert!(due.contains("XF11") && due.contains("2026-03-04 24:00"), "{due}");

    let to = ["refer", matter.as_str(), "--kind", "assignment", "--to", "320102.judicial-bureau", "--requirements"];
    for part in ["unit", "leader", "handler", "supervisor", "demand", "days"] {
        let mut less = six();
        less.as_object_mut().unwrap().remove(part);
        let refused = town.run(OFFICE, &[&to[..], &[&less.to_string()]].concat());
        assert_eq!(refused.status.code(), Some(65), "{part}: {}", out(&refused));
        assert!(err(&refused).contains(&format!("requirements.{part}")), "{}", err(&refused));
    }
    std::fs::write(town.dir.path().join("six.json"), six().to_string()).unwrap();
    let referred = town.told(OFFICE, &[&to[..], &["@six.json"]].concat());
    let referral = referred["referral"]["referral_id"].as_str().unwrap();

    let items = town.told(OFFICE, &["items"]);
    let item = &items["items"][0];
    assert_eq!((&item["type"], &item["agency"]), (&json!("assignment"), &json!("320102.judicial-bureau")), "{item}");
    // Two months from the assignment: 2 May is in the festival, whose first working day is the 6th.
    assert_eq!(item["followed_until"], "2026-05-07T00:00:00+08:00", "{item}");

    town.told_once_possible(BUREAU, &["acknowledge", referral]).await;
    town.told(BUREAU, &["accept", referral]);
    let items = town.told(BUREAU, &["items"]);
    assert_eq!(items["items"][0]["to_do"]["code"], "report", "{items}");
    let shown = out(&town.run(BUREAU, &["items"]));
    assert!(shown.contains("承办") && shown.contains("2026-04-16 24:00"), "{shown}");
    std::fs::write(town.dir.path().join("report.pdf"), "修复验收单").unwrap();
    let report = ["--reply", "已修复并验收。", "--attached", "report.pdf"];
    town.told(BUREAU, &[&["conclude", referral, "--outcome", "replied"], &report[..]].concat());
    town.told_once_possible(OFFICE, &["confirm", referral]).await;
    assert_eq!(town.told(OFFICE, &["items"])["items"], json!([]));
    let all = town.told(OFFICE, &["items", "--all"]);
    assert_eq!(all["items"][0]["answer"], "已修复并验收。", "{all}");
    assert!(!all["items"][0]["struck_off"]["at"].is_null(), "{all}");
    town.fleet.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fourth_try_is_told_at_the_window_by_the_likely_duplicate_and_by_the_dispute_it_is_linked_to() {
    let town = Town::open().await;
    let first = town.registered();
    let at = "2026-03-02T09:00:00+08:00";
    town.write(&first, &json!({ "sorting": { "sort": "claim", "way": "handling", "accepted_at": at } }));
    for (level, asked) in [("first", None), ("review", Some("review")), ("second_review", Some("second_review"))] {
        if let Some(level) = asked {
            town.write(&first, &json!({ "review_asked": { "level": level, "asked_at": at } }));
        }
        let reply = json!({
            "level": level, "number": format!("某信〔2026〕{level}号"), "request": "修复", "facts": "已查明", "opinion": "维持",
            "legal_basis": "《信访工作条例》第32条", "delivered_at": at,
        });
        town.write(&first, &json!({ "reply": reply }));
    }
    let again = out(&town.run(OFFICE, REGISTER));
    assert!(again.contains("疑似重复") && again.contains("《信访工作条例》第36条第3款"), "{again}");
    let second = town.registered();
    let found = town.told(OFFICE, &["duplicates", &second]);
    let likely = found["duplicates"].as_array().unwrap().iter().find(|one| one["matter_id"] == first.as_str()).unwrap();
    assert_eq!(likely["next_steps"][0]["basis"], "《信访工作条例》第36条第3款");
    assert!(likely["next_steps"][0]["text_zh"].as_str().unwrap().contains("某信〔2026〕second_review号"), "{likely}");
    let table = out(&town.run(OFFICE, &["duplicates", &second]));
    assert!(table.contains(&first) && table.contains("登记为重复信访"), "{table}");

    let alone = town.told(OFFICE, &["show", &second]);
    assert_eq!(alone["next_steps"], json!([]));
    let code = town.told(OFFICE, &["show", &first])["dispute_code"].as_str().unwrap().to_owned();
    town.write(&second, &json!({ "dispute_link": { "dispute_code": code, "reason": "同一事实和理由" } }));
    let linked = town.told(OFFICE, &["show", &second]);
    assert_eq!(linked["next_steps"][0]["basis"], "《信访工作条例》第36条第3款", "{linked}");
    town.write(&second, &json!({ "repeat": { "why": "exhausted", "earlier": "某信〔2026〕second_review号" } }));
    assert_eq!(town.told(OFFICE, &["show", &second])["next_steps"], json!([]));
    let refused = town.run(OFFICE, &["due", "start", &second, "--rule", "XF05"]);
    assert!(err(&refused).contains("第36条第3款"), "{}", err(&refused));
    assert_eq!(refused.status.code(), Some(1));
    town.fleet.stop().await.unwrap();
}

//! The notice of the next year comes out while services run: running deadlines follow it at both ends, a bad file changes
//! nothing, and neither does a death in the middle.

use duijie_cli::{
    args::{
        Global, Output, Role,
        calendars::{Recount, Reload},
    },
    call::calendars::{recount, reload},
};
use duijie_proto::v1::{
    DataInForce, Duty, GetStatusRequest, GetTimelineRequest, PreviewRecountRequest, ReferralState, ReloadRequest,
};
use duijie_tests::{
    step,
    system::{
        clerk::Clerk,
        handoff::{Handoff, done},
        requests::new_id,
        town::Town,
        waiting::{until, until_ok},
    },
};
use futures::{StreamExt, stream};
use std::{path::PathBuf, process::Command};

const RECEIVER: &str = "judicial-bureau";
/// The last Thursday of a year whose successor is known by statute only.
const OPENING: &str = "2026-12-31T10:00:00+08:00";
const BUILT_IN: &str = include_str!("../../../deploy/calendar/cn.toml");
/// Referrals whose deadlines take more than one page.
const MANY: usize = 1_200;

/// An invented notice: New Year's break until Monday the 4th, and Sunday 31 January is worked.
fn with_the_notice_of_2027() -> String {
    let (before, _) = BUILT_IN.split_once("[[years]]\nyear = 2027").expect("the year is there");
    let version = BUILT_IN.lines().find(|line| line.starts_with("version")).expect("a version");
    let notice = "[[years]]\nyear = 2027\nnotice = \"国办发明电〔2026〕9号\"\nurl = \"https://www.gov.cn/\"\noff_days = [\n  \
                  { from = 2027-01-01, to = 2027-01-04, festival = \"元旦\" },\n  \
                  { from = 2027-02-05, to = 2027-02-12, festival = \"春节\" },\n]\nmakeup_workdays = [\n  \
                  { date = 2027-01-31, festival = \"春节\" },\n]\n";
    format!("{}{notice}", before.replace(version, "version = \"cn-2026-12-31\""))
}

/// A calendar file of its own at an agency, which begins with what is built in.
struct CalendarFile(PathBuf);

impl CalendarFile {
    async fn of(town: &mut Town, role: &str) -> Self {
        let home = town.agency(role).home().clone();
        let path = home.dir.join("cn.toml");
        std::fs::write(&path, BUILT_IN).unwrap();
        town.stop(role).await;
        let config = std::fs::read_to_string(home.config_file()).unwrap();
        std::fs::write(home.config_file(), format!("calendar_file = \"cn.toml\"\n{config}")).unwrap();
        town.start(role).await;
        Self(path)
    }

    /// As an operator's tool does: the new file takes the old one's place whole.
    fn replace(&self, text: &str) {
        let new = self.0.with_extension("new");
        std::fs::write(&new, text).unwrap();
        std::fs::rename(new, &self.0).unwrap();
    }
}

async fn data(clerk: &Clerk) -> DataInForce {
    done(clerk, GetStatusRequest {}).await.data.unwrap()
}

/// Waits until both ends show this day as the last one, certain.
async fn both_show(handoff: &Handoff, duty: Duty, text: &str) {
    until_ok("both ends show the new due", async || {
        for end in [&handoff.sender, &handoff.receiver] {
            let referral = end.referral(&handoff.id).await.ok_or("no referral")?;
            let found = referral.deadlines.iter().find(|deadline| deadline.duty() == duty).ok_or("no deadline")?;
            let provisional = found.due.as_ref().is_none_or(|due| due.provisional);
            if provisional || found.due_text != text {
                return Err(format!("`{}` says {}, provisional: {provisional}", end.agency(), found.due_text));
            }
        }
        Ok(())
    })
    .await;
}

/// The sentences of all recounts, as this agency tells them.
async fn recounts(clerk: &Clerk, referral: &str) -> Vec<String> {
    let request = GetTimelineRequest { referral_id: referral.to_owned(), ..GetTimelineRequest::default() };
    let entries = done(clerk, request).await.entries.into_iter();
    entries.filter(|entry| entry.what == "recount").map(|entry| entry.text_zh).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_notice_of_the_next_year_moves_what_runs_at_both_ends_and_a_bad_file_changes_nothing() {
    let mut town = Town::sandbox(OPENING).await;
    let files = [CalendarFile::of(&mut town, RECEIVER).await, CalendarFile::of(&mut town, "petitions").await];
    let signing = Handoff::arrived(&town, "petition", "待签收").await;
    let handled = Handoff::arrived(&town, "petition", "在办").await;
    done(&handled.receiver, step!(AcknowledgeRequest, handled.id)).await;
    done(&handled.receiver, step!(AcceptRequest, handled.id)).await;
    let (_, theirs) = handled.both(ReferralState::Accepted).await;
    let due = theirs.deadlines.iter().find(|deadline| deadline.duty() == Duty::Handle).unwrap();
    assert_eq!((due.due_text.as_str(), due.due.as_ref().unwrap().provisional), ("2027-02-01 24:00", true));

    // What it would move is told before anything is changed.
    let notice = with_the_notice_of_2027();
    let request = PreviewRecountRequest { calendar: notice.clone(), ..PreviewRecountRequest::default() };
    let preview = done(&handled.receiver, request).await;
    let moved = |id: &str| preview.moved.iter().filter(|term| term.referral_id == id).count();
    assert_eq!((moved(&handled.id), moved(&signing.id)), (1, 2), "{:?}", preview.moved);
    assert_eq!(data(&handled.receiver).await.calendar_version, "cn-2026-11-21");

    files.iter().for_each(|file| file.replace(&notice));
    both_show(&signing, Duty::Acknowledge, "2027-01-05 24:00").await;
    both_show(&handled, Duty::Handle, "2027-01-31 24:00").await;
    for end in [&handled.sender, &handled.receiver] {
        let said = recounts(end, &handled.id).await;
        let tells = |word: &str| said.iter().any(|said| said.contains(word));
        assert!(
            said.len() == 1 && tells("由 2027-02-01 24:00 改为 2027-01-31 24:00") && tells("cn-2026-12-31"),
            "{said:?}"
        );
    }

    // A bad file, noticed at once by the signal, then a missing one: what holds goes on holding.
    files[0].replace(&notice.replace("2027-01-31", "2027-02-30"));
    let pid = town.agency(RECEIVER).addresses().unwrap().pid.to_string();
    assert!(Command::new("kill").args(["-HUP", &pid]).status().unwrap().success());
    until("the bad file is refused", async || {
        let data = data(&handled.receiver).await;
        let told = data.calendar_refused.contains("cn.toml` line 87");
        (told && data.calendar_version == "cn-2026-12-31").then_some(())
    })
    .await;
    std::fs::remove_file(&files[0].0).unwrap();
    let operator = town.officer(RECEIVER, "周运维", Role::Operator);
    let told = done(&operator, ReloadRequest { request_id: new_id() }).await.data.unwrap();
    assert_eq!((told.calendar_version.as_str(), told.calendar_refused.is_empty()), ("cn-2026-12-31", false));
    both_show(&handled, Duty::Handle, "2027-01-31 24:00").await;
    files[0].replace(&notice);
    let told = done(&operator, ReloadRequest { request_id: new_id() }).await.data.unwrap();
    assert!(told.calendar_refused.is_empty());
    assert_eq!(recounts(&handled.receiver, &handled.id).await.len(), 1, "the same file again moves nothing again");
    let agency_url = format!("http://{}", town.agency(RECEIVER).addresses().unwrap().grpc);
    let officer = Some("周运维".to_owned());
    let global = Global { agency_url, officer, role: Role::Operator, output: Output::Table };
    reload(&global, Reload { request_id: None }).await.expect("`duijie reload` is answered");
    std::fs::write(files[1].0.with_extension("old"), BUILT_IN).unwrap();
    let calendar = files[1].0.with_extension("old");
    recount(&global, Recount { calendar, limit: 10 }).await.expect("`duijie recount` is answered");
    town.agrees().await;
    town.verify_stores().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_death_in_the_middle_of_counting_again_loses_nothing_and_says_nothing_twice() {
    let mut town = Town::sandbox(OPENING).await;
    let file = CalendarFile::of(&mut town, RECEIVER).await;
    let (sender, receiver) = (town.clerk("courts"), town.clerk(RECEIVER));
    let begins = (0..MANY).map(|number| {
        let title = format!("第{number}件");
        let (sender, receiver) = (sender.clone(), receiver.clone());
        async move { Handoff::between(sender, receiver, "litigation", &title).await }
    });
    let handoffs: Vec<Handoff> = stream::iter(begins).buffer_unordered(64).collect().await;
    town.all_delivered().await;

    let before = receiver.position().await;
    file.replace(&with_the_notice_of_2027());
    until("the receiver has begun to count again", async || (receiver.position().await > before + 1).then_some(()))
        .await;
    town.kill(RECEIVER).await;
    town.start(RECEIVER).await;

    let letters = 2 * MANY as u64;
    until_ok("every deadline is told anew", async || {
        let committed = receiver.peer(sender.agency()).await.map_or(0, |peer| peer.committed);
        if committed < letters { Err(format!("{committed} of {letters} letters")) } else { Ok(()) }
    })
    .await;
    town.all_delivered().await;
    for handoff in handoffs.iter().step_by(100) {
        both_show(handoff, Duty::Acknowledge, "2027-01-07 24:00").await;
        assert_eq!(recounts(&handoff.sender, &handoff.id).await.len(), 1);
    }
    // Each arrived once and was counted again once.
    assert_eq!(receiver.peer(sender.agency()).await.unwrap().committed, letters);
    town.agrees().await;
    town.verify_stores().await;
}

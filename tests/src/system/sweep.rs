//! Looking everywhere for words that may be in few places (canaries): the bus and its storage, logs, metrics, stores, and whatever
//! services answer, print and count.

use super::{clerk::Clerk, handoff::done, metrics::scrape, stranger::Stranger, town::Town};
use duijie_cli::{
    args::queries::Items,
    call,
    fleet::agencies::every_seat,
    show::{
        items,
        statistics::{csv, xlsx},
    },
};
use duijie_proto::v1::{
    CheckDossierRequest, DocumentFormat, FindDuplicatesRequest, GetDigestRequest, GetDossierRequest, GetMatterRequest,
    GetStatisticsRequest, GetTimelineRequest, ListDeadlinesRequest, ListDocumentsRequest, ListMattersRequest,
    ListReferralsRequest, RenderDocumentRequest, StatisticsBy,
};
use std::{
    io::{Cursor, Read},
    path::Path,
};

/// A word, and the roles of the agencies that may have it.
#[derive(Clone, Debug)]
pub struct Canary {
    /// The word.
    pub word: &'static str,
    /// The roles.
    pub at: Vec<&'static str>,
}

/// Nothing is found where it may not be, and everything is answered where it may be.
///
/// # Panics
/// Where that is not so.
pub async fn sweep(town: &Town, canaries: &[Canary]) {
    let all: Vec<_> = canaries.iter().map(|canary| canary.word).collect();
    let bus = Stranger::at(&town.fleet.nats.url()).await;
    for letter in bus.letters().await {
        let found: Vec<_> = in_bytes(&letter.bytes, &all).collect();
        assert!(found.is_empty(), "{found:?} on {}", letter.subject);
    }
    assert_eq!(in_files(&town.fleet.nats.storage_dir(), &all), Vec::<String>::new());
    for seat in every_seat() {
        let (agency, clerk) = (town.agency(seat.role), town.clerk(seat.role));
        let log = std::fs::read_to_string(agency.log_file()).expect("a log");
        for (place, text) in [("log", log), ("metrics", scrape(agency).await)] {
            let found: Vec<_> = in_bytes(text.as_bytes(), &all).collect();
            assert!(found.is_empty(), "{found:?} in the {place} of {}", seat.role);
        }
        let may = |canary: &&Canary| canary.at.contains(&seat.role);
        let forbidden: Vec<_> = canaries.iter().filter(|canary| !may(canary)).map(|canary| canary.word).collect();
        let answered = answers(&clerk).await;
        let found: Vec<_> = in_bytes(&answered, &forbidden).collect();
        assert!(found.is_empty(), "{found:?} answered by {}", seat.role);
        assert_eq!(in_files(&agency.home().dir, &forbidden), Vec::<String>::new(), "{}", seat.role);
        let counted = figures(&clerk).await;
        let found: Vec<_> = in_bytes(&counted, &all).collect();
        assert!(found.is_empty(), "{found:?} in the figures of {}", seat.role);
        // The search does find what is there.
        let known: Vec<_> = canaries.iter().filter(may).map(|canary| canary.word).collect();
        assert_eq!(in_bytes(&answered, &known).count(), known.len(), "{} lacks one of {known:?}", seat.role);
    }
}

/// Which of the words are in some file under `dir`, and in which.
fn in_files(dir: &Path, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut rooms = vec![dir.to_owned()];
    while let Some(room) = rooms.pop() {
        for entry in std::fs::read_dir(&room).expect("a directory").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                rooms.push(entry);
            } else {
                // A socket or a file that is gone by now holds nothing.
                let content = std::fs::read(&entry).unwrap_or_default();
                found.extend(in_bytes(&content, words).map(|word| format!("{word} in {}", entry.display())));
            }
        }
    }
    found
}

/// As text, or as a PDF has it.
fn in_bytes<'a>(content: &'a [u8], words: &'a [&str]) -> impl Iterator<Item = &'a str> {
    let has = |bytes: &[u8]| content.windows(bytes.len()).any(|window| window == bytes);
    let printed = |word: &str| word.encode_utf16().map(|unit| format!("{unit:04X}")).collect::<String>();
    words.iter().copied().filter(move |word| has(word.as_bytes()) || has(printed(word).as_bytes()))
}

/// Everything that an agency answers about its matters, documents in every format included.
async fn answers(clerk: &Clerk) -> Vec<u8> {
    let matters = done(clerk, ListMattersRequest::default()).await.matters;
    let mut said = format!("{matters:?}{:?}", done(clerk, ListReferralsRequest::default()).await);
    said += &format!("{:?}", done(clerk, ListDeadlinesRequest::default()).await);
    said += &format!("{:?}", done(clerk, GetDigestRequest::default()).await);
    let client = clerk.client().await.expect("a client");
    let all = Items { all: true, json: true, limit: 1_000 };
    let (listed, now) = call::items::read_all(&client, &all).await.expect("the items");
    said += &items::document(&listed, &now).expect("items as JSON").to_string();
    let mut printed = Vec::new();
    for matter in matters {
        let matter_id = matter.matter_id;
        let timeline = GetTimelineRequest { matter_id: matter_id.clone(), ..GetTimelineRequest::default() };
        said += &format!("{:?}", done(clerk, timeline).await);
        let (id, min_position) = (|| matter_id.clone(), 0);
        said += &format!("{:?}", done(clerk, GetMatterRequest { matter_id: id(), min_position, contacts: true }).await);
        said += &format!("{:?}", done(clerk, GetDossierRequest { matter_id: id(), min_position }).await);
        said += &format!("{:?}", done(clerk, CheckDossierRequest { matter_id: id(), min_position }).await);
        said += &format!("{:?}", done(clerk, FindDuplicatesRequest { matter_id: id(), min_position }).await);
        for document in done(clerk, ListDocumentsRequest { matter_id: id(), min_position }).await.documents {
            said += &format!("{document:?}");
            for format in [DocumentFormat::Html, DocumentFormat::Docx, DocumentFormat::Pdf] {
                let render = RenderDocumentRequest { document: document.document, format: format as i32 };
                let content = done(clerk, render).await.content;
                printed.extend(if format == DocumentFormat::Docx { unzipped(&content) } else { content });
            }
        }
    }
    [said.into_bytes(), printed].concat()
}

/// Its figures, as they are answered and in every form of file.
async fn figures(clerk: &Clerk) -> Vec<u8> {
    let mut all = Vec::new();
    for by in [StatisticsBy::Unspecified, StatisticsBy::Kind, StatisticsBy::Category, StatisticsBy::Body] {
        let period = "2026".to_owned();
        let answer =
            done(clerk, GetStatisticsRequest { period, by: by.into(), ..GetStatisticsRequest::default() }).await;
        let dir = tempfile::tempdir().expect("a directory of its own");
        let file = dir.path().join("统计.xlsx");
        xlsx::write(&file, &answer).expect("a spreadsheet");
        all.extend(format!("{answer:?}{}", csv::text(&answer)).into_bytes());
        all.extend(unzipped(&std::fs::read(&file).expect("the spreadsheet")));
    }
    all
}

/// All parts of a docx or xlsx.
fn unzipped(file: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).expect("a zip file");
    let mut all = Vec::new();
    for part in 0..zip.len() {
        zip.by_index(part).expect("a part").read_to_end(&mut all).expect("its content");
    }
    all
}

//! Documents for archives: a service that was given a font embeds it, and a reader of somebody else's finds every word.

use duijie_proto::v1::{DocumentFormat, FieldValue, IssueDocumentRequest, RenderDocumentRequest};
use duijie_testkit::font;
use duijie_tests::system::{
    alone::run_to_the_end,
    handoff::{RECEIVER, done},
    python::{obtain, run},
    requests::{self, new_id},
    town::Town,
};
use std::{path::Path, process::Command};

const OPENING: &str = "2026-11-02T10:00:00+08:00";
const PARTIES: &str = "赵甲，男，汉族，四十岁，青河县；钱乙，女，汉族，三十八岁，青河县";
const CLAIMS: &str = "赔偿 3200 元";

#[tokio::test(flavor = "multi_thread")]
async fn a_service_with_a_font_prints_what_a_third_partys_reader_reads_without_any_font() {
    let python = tokio::task::spawn_blocking(obtain).await.unwrap();
    let mut town = Town::sandbox(OPENING).await;
    town.stop(RECEIVER).await;
    let home = town.agency(RECEIVER).home().clone();
    let config = std::fs::read_to_string(home.config_file()).unwrap();
    std::fs::write(home.config_file(), format!("{config}\n[documents]\npdf_font = \"boxes.ttf\"\n")).unwrap();
    let end = run_to_the_end(&home).await;
    assert_eq!(end.code, Some(78), "{}", end.said);
    for words in ["documents.pdf_font", "boxes.ttf", "cannot be read", "无法读取"] {
        assert!(end.said.contains(words), "`{words}` is not in: {}", end.said);
    }

    std::fs::write(home.dir.join("boxes.ttf"), font::boxes("Boxes", &font::chinese(), &[])).unwrap();
    town.start(RECEIVER).await;
    let clerk = town.clerk(RECEIVER);
    let matter_id = done(&clerk, requests::register("楼上漏水")).await.matter.unwrap().matter_id;
    let field = |key: &str, value: &str| FieldValue { key: key.to_owned(), value: value.to_owned() };
    let fields = vec![field("parties", PARTIES), field("claims", CLAIMS), field("origin", "公安移交")];
    let form_id = "mediation-registration".to_owned();
    let issue = IssueDocumentRequest { request_id: new_id(), matter_id, form_id, fields, ..Default::default() };
    let document = done(&clerk, issue).await.document.unwrap();
    let render = RenderDocumentRequest { document: document.document, format: DocumentFormat::Pdf as i32 };
    let printed = done(&clerk, render).await.content;
    assert_eq!(done(&clerk, render).await.content, printed, "the same bytes each time");

    let file = home.dir.join("document.pdf");
    std::fs::write(&file, printed).unwrap();
    let content = document.content.unwrap();
    let mut reader = Command::new(python);
    reader.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("system/paper.py")).arg(file);
    reader.args([content.title, content.number]).args(content.fields.into_iter().map(|field| field.value));
    reader.env("PYTHONDONTWRITEBYTECODE", "1").env("PYTHONIOENCODING", "utf-8");
    let output = tokio::task::spawn_blocking(move || run(&mut reader)).await.unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "ok");
}

//! The forms of every agency: complete or refused by name and article, and the same on paper for ever.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "what tests share may stop as tests may")]

mod documents {
    pub mod paper;
    pub mod pdf;
}

use documents::{
    paper::{self, Written, all_forms, text},
    pdf,
};
use duijie_core::{
    document::{About, Field, Fill, Form, Given, Need, Takes},
    refusal::Refusal,
};
use duijie_kit::documents::{Documents, Format, Templates};
use std::{collections::BTreeSet, fs, path::PathBuf};

/// Refused fields that an answer on the wire tells one by one (`kit/src/status.rs`).
const TOLD_MAX: usize = 16;

#[test]
fn every_agency_has_forms_whose_ids_keys_and_sequences_are_its_own() {
    let all = all_forms();
    assert_eq!(all.iter().map(|(role, _)| role).collect::<BTreeSet<_>>().len(), 7);
    for (role, form) in &all {
        let of_agency = || all.iter().filter(|(other, _)| other == role);
        assert_eq!(of_agency().filter(|(_, other)| other.id == form.id).count(), 1, "{role} {}", form.id);
        assert_eq!(of_agency().filter(|(_, other)| other.class == form.class).count(), 1, "{role} {}", form.class.word);
        let keys: BTreeSet<_> = form.fields.iter().map(|field| field.key).collect();
        assert_eq!(keys.len(), form.fields.len(), "{}: a key twice", form.id);
        assert!((1..=64).contains(&keys.len()) && !form.direction.is_empty(), "{}", form.id);
        let articles = form.fields.iter().all(|field| !matches!(field.need, Need::Mandatory("")));
        assert!(articles && form.fields.iter().any(|field| field.need != Need::Optional), "{}", form.id);
    }
}

#[test]
fn each_mandatory_field_left_out_is_refused_by_its_name_and_article_and_takes_no_number() {
    let mut left_out = 0;
    for (_, form) in all_forms() {
        for field in form.fields {
            let Need::Mandatory(article) = field.need else { continue };
            let mut written = Written::of(form);
            written.leave_out(field.key);
            let issued = written.issue();
            match field.fill {
                // What is registered anyway stands in for it.
                Fill::Offered(source) | Fill::Fixed(source) | Fill::Alone(source) if written.knows(source) => {
                    let document = issued.unwrap();
                    assert!(document.fields.iter().any(|it| it.key == text(field.key)), "{} {}", form.id, field.key);
                    continue;
                }
                Fill::Clerk | Fill::Offered(_) | Fill::Fixed(_) => left_out += 1,
                Fill::Alone(_) => panic!("{} {}: nobody could fill it in", form.id, field.key),
            }
            let refusal = issued.unwrap_err();
            let [missing] = refusal.fields.as_slice() else { panic!("{}: {:?}", form.id, refusal.fields) };
            assert_eq!(missing.path, format!("fields.{}", field.key));
            assert_missing(form, field, article, &refusal);
            for blank in ["-", "……", "\u{200B}"] {
                written.put(field.key, blank);
                assert_missing(form, field, article, &written.issue().unwrap_err());
            }
            written.put(field.key, &paper::example(field));
            assert_eq!(written.issue().unwrap().serial, 1, "{}: a refusal takes no number", form.id);
        }
    }
    assert!(left_out > 120, "only {left_out} fields depend on the clerk");
}

fn assert_missing(form: Form, field: &Field, article: &str, refusal: &Refusal) {
    assert_eq!(refusal.code, "DOCUMENT_INCOMPLETE", "{} {}", form.id, field.key);
    let path = format!("fields.{}", field.key);
    let missing = refusal.fields.iter().find(|missing| missing.path == path).unwrap();
    assert!(missing.zh.contains(field.name) && missing.zh.contains(article), "{}", missing.zh);
    assert!(refusal.zh.contains(field.name) && refusal.zh.contains(article), "{}", refusal.zh);
}

#[test]
fn what_the_file_alone_may_say_is_refused_until_it_is_there_whatever_a_clerk_types() {
    let mut seen = Vec::new();
    for (_, form) in all_forms() {
        for field in form.fields {
            let (Fill::Alone(_), Need::Mandatory(article)) = (field.fill, field.need) else { continue };
            let mut written = Written::in_bare_file(Form { given: &[], ..form });
            assert_missing(form, field, article, &written.issue().unwrap_err());
            for mut written in [written, Written::of(form)] {
                written.put(field.key, "所长王五");
                let refusal = written.issue().unwrap_err();
                let path = format!("fields.{}", field.key);
                assert!(refusal.fields.iter().any(|it| it.path == path && it.zh.contains("系统")), "{refusal:?}");
            }
            seen.push((form.id, field.key));
        }
    }
    for form in ["handover-card", "handover-approval", "mediation-referral"] {
        assert!(seen.contains(&(form, "approver")) && seen.contains(&(form, "consent")), "{seen:?}");
    }
}

#[test]
fn days_and_numbers_of_every_form_are_read_and_refused_with_an_example() {
    let mut read = 0;
    for (_, form) in all_forms() {
        for field in form.fields.iter().filter(|field| field.takes != Takes::Words) {
            for nonsense in ["测试", "明天2030-99-99", "abc"] {
                let mut written = Written::of(form);
                written.put(field.key, nonsense);
                let refusal = written.issue().unwrap_err();
                let path = format!("fields.{}", field.key);
                let wrong = refusal.fields.iter().find(|wrong| wrong.path == path).unwrap();
                assert_eq!(refusal.code, "DOCUMENT_BADLY_FILLED", "{} {}", form.id, field.key);
                assert!(wrong.zh.contains(field.name) && wrong.zh.contains("例如"), "{}", wrong.zh);
                assert!(!wrong.zh.contains(nonsense), "what was written is not quoted");
            }
            read += 1;
        }
        for field in form.fields.iter().filter(|field| field.takes == Takes::Past) {
            let mut written = Written::of(form);
            written.put(field.key, "2026年3月3日");
            let refusal = written.issue().unwrap_err();
            assert!(refusal.zh.contains("不晚于今天"), "{} {}: {}", form.id, field.key, refusal.zh);
        }
    }
    assert!(read > 20, "only {read} fields are days or numbers");
}

#[test]
fn a_form_that_tells_of_something_is_refused_in_a_file_that_has_nothing_of_it() {
    let telling: Vec<_> = all_forms().into_iter().filter(|(_, form)| !form.given.is_empty()).collect();
    for (_, form) in &telling {
        // What people's mediators agree on with parties who came to them is in no letter.
        let direct = form.given == [Given::Mediated];
        let mut written = Written::of(*form);
        written.form = Form { about: About::Matter, ..*form };
        written.desk.rules.forms = vec![written.form];
        let refused = written.issue().err().map(|refusal| refusal.code);
        assert_eq!(refused.as_deref(), (!direct).then_some("DOCUMENT_UNFOUNDED"), "{}", form.id);
    }
    let ids: Vec<_> = telling.iter().map(|(_, form)| form.id).collect();
    for id in [
        "entrustment",
        "delegation",
        "invitation",
        "confirmation-ruling",
        "transfer",
        "assignment",
        "acceptance",
        "non-acceptance",
        "feedback",
        "objection",
        "supervision",
        "yellow-card",
        "red-card",
        "traffic-mediation",
        "public-order-agreement",
        "oral-agreement",
    ] {
        assert!(ids.contains(&id), "{id}");
    }
}

#[test]
fn everything_that_is_missing_is_told_at_once() {
    for (_, form) in all_forms() {
        let mut written = Written::of(form);
        written.leave_out_all();
        let refusal = written.issue().unwrap_err();
        let missing: Vec<_> = refusal.fields.iter().map(|field| field.path.clone()).collect();
        let mandatory = form.fields.iter().filter(|field| field.need != Need::Optional);
        let known = |fill| match fill {
            Fill::Offered(source) | Fill::Fixed(source) | Fill::Alone(source) => written.knows(source),
            Fill::Clerk => false,
        };
        let expected: Vec<_> =
            mandatory.filter(|field| !known(field.fill)).map(|field| format!("fields.{}", field.key)).collect();
        assert_eq!(missing, expected, "{}", form.id);
        assert!(missing.len() <= TOLD_MAX, "{}: some are not told on the wire", form.id);
    }
}

#[test]
fn every_form_looks_on_paper_as_it_did() {
    for (role, form) in all_forms() {
        let document = Written::of(form).paper();
        for (format, ending) in [(Format::Html, "html"), (Format::Docx, "docx"), (Format::Pdf, "pdf")] {
            let rendered = document.render(&Documents::default(), format);
            let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
                .join(format!("tests/golden/documents/{role}.{}.{ending}", form.id));
            if std::env::var_os("DUIJIE_WRITE_GOLDEN").is_some() {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(&path, &rendered).unwrap();
            }
            let golden = fs::read(&path).unwrap_or_else(|_| panic!("no golden file {}", path.display()));
            assert!(
                rendered == golden,
                "{} differs; write it anew with DUIJIE_WRITE_GOLDEN=1 if that is meant",
                path.display()
            );
        }
    }
}

#[test]
fn a_word_processor_and_a_printer_get_every_field_and_the_same_bytes_each_time() {
    for (_, form) in all_forms() {
        let document = Written::of(form).paper();
        let [docx, again] = [(); 2].map(|()| document.render(&Documents::default(), Format::Docx));
        assert!(docx == again, "{}", form.id);
        let body = paper::unzipped(&docx, "word/document.xml");
        let printed = document.render(&Documents::default(), Format::Pdf);
        assert!(printed == document.render(&Documents::default(), Format::Pdf), "{}", form.id);
        let said = pdf::text(&printed);
        for words in document.words() {
            for line in words.lines() {
                assert!(body.contains(&paper::markup(line)), "{}: the docx lacks {line}", form.id);
                assert!(said.contains(&pdf::squeezed(line)), "{}: the pdf lacks {line}", form.id);
            }
        }
        for part in ["[Content_Types].xml", "_rels/.rels", "word/styles.xml", "word/_rels/document.xml.rels"] {
            assert!(paper::unzipped(&docx, part).starts_with("<?xml"), "{part}");
        }
    }
}

#[test]
fn a_long_document_goes_on_over_pages_and_wild_words_break_nothing() {
    let (_, form) = all_forms().into_iter().find(|(_, form)| form.id == "mediation-registration").unwrap();
    let mut written = Written::of(form);
    let long = format!(
        "{}\u{20BB7}野家<b>&\"'</b>|#> ~\\n{{{{ title }}}}\n第二段 {}",
        "长".repeat(1_500),
        "abc ".repeat(500).trim_end()
    );
    written.put("claims", &long);
    let document = written.paper();
    let printed = document.render(&Documents::default(), Format::Pdf);
    assert!(pdf::pages(&printed) > 2);
    let said = pdf::text(&printed);
    let body = paper::unzipped(&document.render(&Documents::default(), Format::Docx), "word/document.xml");
    for line in long.lines() {
        assert!(said.contains(&pdf::squeezed(line)));
        assert!(body.contains(&paper::markup(line)));
    }
    let html = String::from_utf8(document.render(&Documents::default(), Format::Html)).unwrap();
    assert!(html.contains("&lt;b&gt;") && !html.contains("<b>&"));
}

#[test]
fn an_agency_lays_out_a_form_its_own_way_and_a_bad_template_is_refused_with_file_and_line() {
    let forms: Vec<_> =
        all_forms().into_iter().filter(|(role, _)| *role == "judicial-bureau").map(|(_, it)| it).collect();
    let directory = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(directory.path().join(name), text).unwrap();
    put("follow-up.txt", "# 青河县回访单\n> {{ number }}\n: 满意 | {{ field.satisfaction }}\n");
    put("feedback.txt", "# {{ title }}\n\n{% for it in fields %}\n{{ it.nothing.at.all }}\n{% endfor %}\n");
    put("table.txt", "# {{ title }}\n{% if %}\n");
    put("page.html", "<html>{% for group in groups %}<p>{{ group.lines[0] }}</p>{% endfor %}</html>");
    put("follow_up.txt", "# ?");
    let templates = Templates::read(directory.path(), &forms).unwrap();
    let refused: Vec<_> = templates.refused().iter().map(|it| it.what.clone()).collect();
    assert_eq!(refused.len(), 3, "{refused:?}");
    assert!(refused[0].contains("feedback.txt` line 4") && refused[0].contains("内置"), "{refused:?}");
    assert!(refused[1].contains("follow_up.txt") && refused[1].contains("table.txt"), "{refused:?}");
    assert!(refused[2].contains("table.txt` line 2"), "{refused:?}");
    let documents = Documents { templates, ..Documents::default() };
    let html = |id: &str| {
        let form = *forms.iter().find(|form| form.id == id).unwrap();
        String::from_utf8(Written::of(form).paper().render(&documents, Format::Html)).unwrap()
    };
    assert!(html("follow-up").starts_with("<html><p>青河县回访单</p>"));
    assert!(html("feedback").contains("<p>调解情况反馈函</p>"), "the built-in one stays in force");
    assert!(html("volume-cover").contains("<p>人民调解卷宗</p>"));
}

#[test]
fn what_is_about_a_referral_says_so() {
    let about: Vec<_> =
        all_forms().into_iter().filter(|(_, form)| form.about == About::Referral).map(|(_, it)| it.id).collect();
    for id in
        ["entrustment", "delegation", "transfer", "assignment", "acceptance", "feedback", "supervision", "red-card"]
    {
        assert!(about.contains(&id), "{id}");
    }
}

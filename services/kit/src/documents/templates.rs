//! Templates: built in, or an agency's own from a directory. Its own are compiled and tried when they are read; one that
//! fails is refused with file and line, and the built-in one stays in force.

use super::blocks::{self, Block};
use duijie_core::{
    document::{Form, Layout},
    dossier::Issued,
};
use minijinja::{AutoEscape, Environment, Error, Output, State, UndefinedBehavior, Value, context};
use serde::Serialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Largest template: a printed page has some thousand characters.
const TEMPLATE_MAX: u64 = 256 * 1024;
/// The page around a document in HTML, and the body of one in DOCX.
const PAGE: &str = "page.html";
const BODY: &str = "document.xml";
/// What a void document begins with.
const VOID: &str = "【作废】";
const BUILT_IN: [(&str, &str); 5] = [
    ("table.txt", include_str!("templates/table.txt")),
    ("letter.txt", include_str!("templates/letter.txt")),
    ("agreement.txt", include_str!("templates/agreement.txt")),
    (PAGE, include_str!("templates/page.html")),
    (BODY, include_str!("templates/document.xml")),
];

/// The templates in force.
#[derive(Debug, Default)]
pub struct Templates {
    /// The agency's own, by name.
    own: BTreeMap<String, String>,
    /// Which of its own are refused.
    refused: Vec<RefusedTemplate>,
}

/// A template that is not in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedTemplate {
    /// File, line and what is wrong.
    pub what: String,
}

/// Blocks as the outer templates see them: rows of one table together.
#[derive(Debug, Serialize)]
struct Group {
    kind: &'static str,
    label: String,
    lines: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    label: String,
    lines: Vec<String>,
}

impl Templates {
    /// Those of `directory` laid over the built-in ones. `forms` are what the agency issues: a template for one of them is
    /// named `<form>.txt`, one for all of a layout `table.txt`, `letter.txt` or `agreement.txt`, and what stands around all
    /// of them `page.html` and `document.xml`.
    ///
    /// # Errors
    /// If the directory cannot be read.
    pub fn read(directory: &Path, forms: &[Form]) -> std::io::Result<Self> {
        let mut templates = Self::default();
        let mut files: Vec<_> = fs::read_dir(directory)?.collect::<Result<_, _>>()?;
        files.sort_by_key(fs::DirEntry::file_name);
        for file in files {
            let name = file.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            match templates.tried(&file.path(), &name, forms) {
                Ok(source) => {
                    templates.own.insert(name, source);
                }
                Err(what) => {
                    templates.refused.push(RefusedTemplate { what: format!("`{}`{what}", file.path().display()) })
                }
            }
        }
        Ok(templates)
    }

    /// What of the agency's own is not in force, and why.
    #[must_use]
    pub fn refused(&self) -> &[RefusedTemplate] {
        &self.refused
    }

    fn tried(&self, path: &Path, name: &str, forms: &[Form]) -> Result<String, String> {
        let form = name.strip_suffix(".txt").and_then(|id| forms.iter().find(|form| form.id == id));
        if form.is_none() && !BUILT_IN.iter().any(|(built_in, _)| *built_in == name) {
            let all: Vec<_> = BUILT_IN.iter().map(|(name, _)| *name).collect();
            return Err(format!(": no template has this name; allowed / 可用: <form>.txt, {}", all.join(", ")));
        }
        let size = fs::metadata(path).map_err(|error| format!(": {error}"))?.len();
        if size > TEMPLATE_MAX {
            return Err(format!(": {size} bytes, at most {TEMPLATE_MAX} are allowed / 文件过大"));
        }
        let source = fs::read_to_string(path).map_err(|error| format!(": {error}"))?;
        self.attempt(name, &source, form, forms).map_err(|error| {
            let line = error.line().map_or_else(String::new, |line| format!(" line {line}"));
            format!("{line}: {}; the built-in template stays in force / 仍用内置模板", words(&error))
        })?;
        Ok(source)
    }

    /// Compiles it and fills it in with what its forms may say.
    fn attempt(&self, name: &str, source: &str, form: Option<&Form>, forms: &[Form]) -> Result<(), Error> {
        let mut environment = if name.ends_with(".txt") { of_content() } else { of_pages() };
        environment.add_template(name, source)?;
        let template = environment.get_template(name)?;
        let is_layout = |form: &&Form| name == format!("{}.txt", form.layout.as_str());
        let content = name.ends_with(".txt");
        let tried: Vec<_> = form.into_iter().chain(forms.iter().filter(is_layout)).collect();
        if content {
            for form in tried {
                template.render(sample(form))?;
            }
            return Ok(());
        }
        let all =
            [Block::Heading("标题".into()), Block::Row("名称".into(), "值".into()), Block::Signature("签名".into())];
        template.render(context! { title => "标题", number => "1号", void => "", groups => groups(&all) }).map(|_| ())
    }

    /// The blocks of a document.
    pub(super) fn blocks(&self, issued: &Issued<'_>) -> Result<Vec<Block>, Error> {
        let document = issued.document;
        let text = self.content(document.form.as_str(), document.layout, || content_of(issued))?;
        let void = issued.voided.map(|(_, voided)| Block::Void(format!("{VOID}{}", voided.reason.as_str())));
        Ok(void.into_iter().chain(blocks::parse(&text)).collect())
    }

    /// Characters that documents of these forms have in common, whatever is written in them.
    pub(super) fn printed(&self, forms: &[Form]) -> Result<BTreeSet<char>, Error> {
        let mut all: BTreeSet<char> = VOID.chars().collect();
        for form in forms {
            let text = self.content(form.id, form.layout, || sample(form))?;
            all.extend(blocks::parse(&text).iter().flat_map(Block::texts).flat_map(str::chars).filter(|c| *c != '\n'));
        }
        Ok(all)
    }

    /// What a form says, in the agency's own words or the built-in ones.
    fn content(&self, form: &str, layout: Layout, said: impl Fn() -> Value) -> Result<String, Error> {
        let own = format!("{form}.txt");
        let layout = format!("{}.txt", layout.as_str());
        let text = [&own, &layout].into_iter().find_map(|name| self.filled(name, &said));
        text.map_or_else(|| built_in(&layout, said()), Ok)
    }

    /// The page in HTML.
    pub(super) fn page(&self, issued: &Issued<'_>, blocks: &[Block]) -> Result<String, Error> {
        self.around(PAGE, issued, blocks)
    }

    /// The body in DOCX.
    pub(super) fn document_xml(&self, issued: &Issued<'_>, blocks: &[Block]) -> Result<String, Error> {
        self.around(BODY, issued, blocks)
    }

    fn around(&self, name: &str, issued: &Issued<'_>, blocks: &[Block]) -> Result<String, Error> {
        let said = || {
            let void = issued.voided.map_or("", |(_, voided)| voided.reason.as_str());
            let document = issued.document;
            context! {
                title => document.title.as_str(), number => document.number.as_str(), void, groups => groups(blocks),
            }
        };
        self.filled(name, said).map_or_else(|| built_in(name, said()), Ok)
    }

    /// The agency's own template filled in, if it has one and that can be done.
    fn filled(&self, name: &str, said: impl Fn() -> Value) -> Option<String> {
        let source = self.own.get(name)?;
        match filled(name, source, said()) {
            Ok(text) => Some(text),
            Err(error) => {
                // Only where and what kind: a message may quote what people wrote.
                tracing::warn!(name, line = error.line(), kind = %error.kind(), "a template of the agency's own failed");
                None
            }
        }
    }
}

fn words(error: &Error) -> String {
    error.detail().map_or_else(|| error.kind().to_string(), |detail| format!("{}: {detail}", error.kind()))
}

fn built_in(name: &str, said: Value) -> Result<String, Error> {
    let source = BUILT_IN.iter().find(|(built_in, _)| *built_in == name).map_or("", |(_, source)| *source);
    filled(name, source, said)
}

fn filled(name: &str, source: &str, said: Value) -> Result<String, Error> {
    let environment = if name.ends_with(".txt") { of_content() } else { of_pages() };
    environment.template_from_named_str(name, source)?.render(said)
}

/// Where every value is escaped as a content template needs it.
fn of_content() -> Environment<'static> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_formatter(|out: &mut Output<'_>, _: &State<'_, '_>, value: &Value| {
        if value.is_undefined() {
            return Err(Error::from(minijinja::ErrorKind::UndefinedError));
        }
        out.write_str(&blocks::escaped(&value.to_string())).map_err(Error::from)
    });
    environment
}

/// Where every value is escaped as markup needs it.
fn of_pages() -> Environment<'static> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment
}

fn content_of(issued: &Issued<'_>) -> Value {
    let document = issued.document;
    let one = |key: &str, name: &str, value: &str| {
        BTreeMap::from([("key", key), ("name", name), ("value", value)].map(|(k, v)| (k, v.to_owned())))
    };
    let fields: Vec<_> =
        document.fields.iter().map(|it| one(it.key.as_str(), it.name.as_str(), it.value.as_str())).collect();
    let by_key: BTreeMap<_, _> =
        document.fields.iter().map(|it| (it.key.as_str().to_owned(), it.value.as_str().to_owned())).collect();
    let date = document.issued_on;
    context! {
        title => document.title.as_str(),
        number => document.number.as_str(),
        issuer => document.issuer.as_str(),
        issued_on => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        fields,
        field => by_key,
        clauses => document.clauses.iter().map(|line| line.as_str()).collect::<Vec<_>>(),
        signatures => document.signatures.iter().map(|line| line.as_str()).collect::<Vec<_>>(),
    }
}

/// A document in which every field of the form says something.
fn sample(form: &Form) -> Value {
    let fields: Vec<BTreeMap<&str, &str>> = form
        .fields
        .iter()
        .map(|field| BTreeMap::from([("key", field.key), ("name", field.name), ("value", "样例")]))
        .collect();
    let by_key: BTreeMap<_, _> = form.fields.iter().map(|field| (field.key, "样例")).collect();
    context! {
        title => form.name.zh,
        number => form.class.number("某", 2026, 1),
        issuer => "某单位",
        issued_on => "2026年1月5日",
        fields,
        field => by_key,
        clauses => form.every_clause().collect::<Vec<_>>(),
        signatures => form.signatures,
    }
}

fn groups(blocks: &[Block]) -> Value {
    let mut groups: Vec<Group> = Vec::new();
    let lines = |text: &str| text.split('\n').map(str::to_owned).collect::<Vec<_>>();
    let plain = |kind, text: &str| Group { kind, label: String::new(), lines: lines(text), rows: Vec::new() };
    for block in blocks {
        match block {
            Block::Heading(text) => groups.push(plain("heading", text)),
            Block::Right(text) => groups.push(plain("right", text)),
            Block::Signature(text) => groups.push(plain("signature", text)),
            Block::Void(text) => groups.push(plain("void", text)),
            Block::Paragraph(text) => groups.push(plain("paragraph", text)),
            Block::Labelled(label, text) => groups.push(Group { label: label.clone(), ..plain("labelled", text) }),
            Block::Row(label, text) => {
                let row = Row { label: label.clone(), lines: lines(text) };
                match groups.last_mut().filter(|group| group.kind == "table") {
                    Some(table) => table.rows.push(row),
                    None => groups.push(Group { rows: vec![row], ..plain("table", "") }),
                }
            }
        }
    }
    Value::from_serialize(&groups)
}

/// Every layout has its template.
const _: () = assert!(Layout::ALL.len() == 3);

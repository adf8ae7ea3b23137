//! A document of every form, with what is written in it: fictional parties of 青河县 in 临江省, whose codes begin with 99.

use duijie_core::{
    command::{Answer, Command, Issue},
    document::{About, Field, Fill, Form, Need, Source, Takes, source::Known},
    dossier::{Approval, Approved, Consent, ConsentState, Document, Entered, Entry, Issued},
    matter::Matter,
    numbers::OwnNumberKind,
    purpose::SUPERVISION,
    refusal::Refusal,
    rules::Rules,
    subject::{Party, PartyKind, PartyPosition, Place, Subject},
    text::Text,
};
use duijie_kit::documents::{Documents, Format};
use duijie_testkit::{Desk, own, sample};
use std::io::{Cursor, Read};

/// Every form with the role of its agency.
pub fn all_forms() -> Vec<(&'static str, Form)> {
    let all = duijie_cli::terms::agencies();
    all.into_iter().flat_map(|rules| rules.forms.into_iter().map(move |form| (rules.role, form))).collect()
}

pub fn text(words: &str) -> Text {
    Text::parse(words, 4_000).unwrap()
}

/// A form as a clerk fills it in.
pub struct Written {
    pub form: Form,
    pub desk: Desk,
    fields: Vec<(Text, Text)>,
}

impl Written {
    /// Every field that the service does not know, in a matter with nothing but what must be registered and what the service
    /// alone may say.
    pub fn of(form: Form) -> Self {
        // Without a referral nothing is known of one, so that each of its fields can be left out; nor is anything given then.
        let mut written = Self::in_bare_file(Form { given: &[], ..form });
        let alone = |field: &Field| matches!((field.fill, field.need), (Fill::Alone(_), Need::Mandatory(_)));
        if form.fields.iter().any(alone) {
            written.agreed_and_approved();
        }
        for field in form.fields {
            let known = match field.fill {
                Fill::Fixed(source) => written.knows(source),
                Fill::Alone(_) => true,
                Fill::Clerk | Fill::Offered(_) => false,
            };
            if !known {
                written.put(field.key, &example(field));
            }
        }
        written
    }

    /// Nothing is filled in, and the file has what was registered alone.
    pub fn in_bare_file(form: Form) -> Self {
        let form = Form { about: About::Matter, ..form };
        let mut desk = Desk::new(sample::agency("990101.judicial-bureau"), rules(form), "m-990101");
        let names = [(desk.agency.clone(), text("青河县司法局"))];
        desk.names = names.into();
        let (matter, dispute) = ("m-990101".parse().unwrap(), "DJ-990101-1".parse().unwrap());
        desk.command(Command::Register { matter, dispute, subject: Box::new(subject()), told: Vec::new() }).unwrap();
        Self { form, desk, fields: Vec::new() }
    }

    /// Both parties agree to mediation, and a leader to handing over.
    fn agreed_and_approved(&mut self) {
        let agrees = |name| Consent { party: text(name), state: ConsentState::Given, evidence: None };
        let of = Approved::Kind(sample::kind(SUPERVISION));
        let approval = Approval { of, answer: Answer::Grant, opinion: Some(text("同意移交。")), document: None };
        for entry in ["甲", "乙"].map(agrees).map(Entry::Consent).into_iter().chain([Entry::Approval(approval)]) {
            let matter = self.matter().id.clone();
            self.desk.command(Command::AddEntry { matter, entry: Box::new(entry) }).unwrap();
        }
    }

    pub fn put(&mut self, key: &str, value: &str) {
        self.leave_out(key);
        self.fields.push((text(key), text(value)));
    }

    pub fn leave_out(&mut self, key: &str) {
        self.fields.retain(|(other, _)| other.as_str() != key);
    }

    pub fn leave_out_all(&mut self) {
        self.fields.clear();
    }

    /// Whether the service can say it of this matter.
    pub fn knows(&self, source: Source) -> bool {
        let (me, names, forms, now) = (&self.desk.agency, &self.desk.names, &self.desk.rules.forms, self.desk.now);
        let officer = &sample::text("王某");
        source.value(&Known { me, names, forms, now, officer, matter: self.matter(), referral: None }).is_some()
    }

    pub fn issue(&mut self) -> Result<Document, Refusal> {
        let (matter, form) = (self.matter().id.clone(), text(self.form.id));
        self.desk.command(Command::Issue(Issue { matter, form, referral: None, fields: self.fields.clone() }))?;
        Ok(self.matter().documents().last().unwrap().document.clone())
    }

    pub fn paper(&mut self) -> Paper {
        let document = self.issue().unwrap();
        let (at, officer) = (self.desk.now, sample::text("王某"));
        Paper(Entered { position: 3, at, officer, entry: Entry::Document(document) })
    }

    fn matter(&self) -> &Matter {
        self.desk.matter.as_ref().unwrap()
    }
}

/// An issued document.
pub struct Paper(Entered);

impl Paper {
    pub fn render(&self, documents: &Documents, format: Format) -> Vec<u8> {
        let document = self.0.entry.document().unwrap();
        documents.render(&Issued { entered: &self.0, document, voided: None }, format).unwrap()
    }

    /// Everything that must be on the paper.
    pub fn words(&self) -> Vec<&str> {
        let document = self.0.entry.document().unwrap();
        let fields = document.fields.iter().map(|field| field.value.as_str());
        let lines = document.clauses.iter().chain(&document.signatures).map(|line| line.as_str());
        fields.chain(lines).chain([document.title.as_str(), document.number.as_str()]).collect()
    }
}

fn rules(form: Form) -> Rules {
    Rules { forms: vec![form], ..own::rules() }
}

fn subject() -> Subject {
    let party = |name, position| Party { kind: PartyKind::Person, position, name: text(name), contact: None };
    Subject {
        title: text("青河县城关镇楼上漏水纠纷"),
        category: text("相邻关系纠纷"),
        place: Place::parse("990101").unwrap(),
        summary: None,
        parties: vec![party("甲", PartyPosition::Applicant), party("乙", PartyPosition::Respondent)],
        materials: Vec::new(),
        own_number: None,
    }
}

/// What a clerk of 青河县 would write.
pub fn example(field: &Field) -> String {
    match (field.takes, field.key) {
        (Takes::Past, _) => "2026年2月20日".to_owned(),
        (Takes::Day, _) => "2026年10月20日".to_owned(),
        (Takes::Number(OwnNumberKind::CourtCase), _) => "（2026）临9901民初1123号".to_owned(),
        (Takes::Number(OwnNumberKind::PoliceCase), _) => "青公（城）受案字〔2026〕302号".to_owned(),
        (Takes::Number(OwnNumberKind::Petition | OwnNumberKind::Document), _) => "青信〔2026〕305号".to_owned(),
        (Takes::Words, key) => words(key, field.name),
    }
}

fn words(key: &str, name: &str) -> String {
    match key {
        "summary" | "facts" | "claims" => "乙家卫生间渗漏，甲家天花板受损；双方对修复费用 3200 元有争议。".to_owned(),
        "content" | "agreement" => "一、乙于2026年10月20日前修复渗漏。\n二、乙赔偿甲修复费用 3200 元。".to_owned(),
        "original" => "青法委调函〔2026〕12号".to_owned(),
        "perform_by" | "due" => "2026年10月20日".to_owned(),
        "perform_where" | "place" | "address" => "临江省云渡市青河县城关镇".to_owned(),
        "to" => "青河县调解中心".to_owned(),
        "judge" => "丁法官，0990-0000000".to_owned(),
        _ => format!("{name}（虚构样例）"),
    }
}

/// One part of a docx.
pub fn unzipped(docx: &[u8], part: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut out = String::new();
    zip.by_name(part).unwrap().read_to_string(&mut out).unwrap();
    out
}

/// Words as markup writes them.
pub fn markup(words: &str) -> String {
    let escaped = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    escaped.replace('"', "&quot;").replace('\'', "&#x27;").replace('/', "&#x2f;")
}

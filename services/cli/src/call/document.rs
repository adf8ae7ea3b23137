//! What is asked about documents (文书).

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use duijie_proto::v1::{
    DocumentFormat, FieldValue, IssueDocumentRequest, ListDocumentsRequest, ListFormsRequest, RenderDocumentRequest,
    VoidDocumentRequest,
};

use super::steps::asked;
use crate::args::Global;
use crate::args::document::{Document, Format, Issue, Void};
use crate::client::Client;
use crate::exit::{self, Exit};
use crate::show::{self, document};

/// Asks and prints.
///
/// # Errors
/// When the service cannot be reached or refuses, or the file cannot be written.
pub async fn act(global: &Global, what: Document) -> anyhow::Result<Exit> {
    let mut documents = Client::of(global).await?.documents();
    let output = global.output;
    match what {
        Document::Forms { form } => {
            let mut listed = documents.list_forms(ListFormsRequest {}).await?.into_inner();
            listed.forms.retain(|one| form.as_ref().is_none_or(|form| one.form_id == *form));
            if listed.forms.is_empty() {
                exit::tell_line(&"no such form / 没有该格式的文书")?;
                return Ok(Exit::Refused);
            }
            let one = form.is_some();
            show::print(output, "ListFormsResponse", &listed, |listed| document::forms(listed, one))?;
        }
        Document::Issue(Issue { matter, form, referral, fields, ask }) => {
            let (request_id, validate_only) = asked(ask);
            let (matter_id, form_id, referral_id) = (matter, form, referral.unwrap_or_default());
            let fields = fields.into_iter().map(|(key, value)| FieldValue { key, value }).collect();
            let request = IssueDocumentRequest { request_id, matter_id, form_id, referral_id, fields, validate_only };
            let answer = documents.issue_document(request).await?.into_inner();
            show::answer(output, "DocumentAnswer", &answer, |answer| document::list(answer.document.as_slice()))?;
        }
        Document::Void(Void { matter, document, reason, ask }) => {
            let (request_id, validate_only) = asked(ask);
            let request = VoidDocumentRequest { request_id, matter_id: matter, document, reason, validate_only };
            let answer = documents.void_document(request).await?.into_inner();
            show::answer(output, "DocumentAnswer", &answer, |answer| document::list(answer.document.as_slice()))?;
        }
        Document::List { matter } => {
            let request = ListDocumentsRequest { matter_id: matter, min_position: 0 };
            let listed = documents.list_documents(request).await?.into_inner();
            show::print(output, "ListDocumentsResponse", &listed, |listed| document::list(&listed.documents))?;
        }
        Document::Render { document, format, out } => {
            let request = RenderDocumentRequest { document, format: number(format) };
            let rendered = documents.render_document(request).await?.into_inner();
            write(out.unwrap_or_else(|| PathBuf::from(&rendered.file_name)), &rendered.content)?;
        }
    }
    Ok(Exit::Done)
}

fn number(format: Format) -> i32 {
    match format {
        Format::Html => DocumentFormat::Html,
        Format::Docx => DocumentFormat::Docx,
        Format::Pdf => DocumentFormat::Pdf,
    }
    .into()
}

fn write(out: PathBuf, content: &[u8]) -> anyhow::Result<()> {
    if out.as_os_str() == "-" {
        return std::io::stdout().lock().write_all(content).context("writing to standard output");
    }
    std::fs::write(&out, content).with_context(|| format!("writing `{}`", out.display()))?;
    show::print_text(&out.display().to_string())
}

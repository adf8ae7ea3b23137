//! `DocumentService`: forms, documents issued by them, and documents for print.

use super::{Service, read::Reader};
use crate::{
    codec::{
        dossier::proto_entry,
        field::{self, FieldError, proto_instant},
        tokens,
    },
    desk::read_record,
    documents::{Documents, Format},
    lifecycle,
    status::Problem,
};
use duijie_core::{
    document::{About, Field, Fill, Form, Need},
    dossier::Issued,
    ids::MatterId,
    matter::Matter,
};
use duijie_proto::v1::{self, document_service_server::DocumentService, dossier_entry::Entry};
use tonic::{Request, Response, Status};

#[tonic::async_trait]
impl DocumentService for Service {
    async fn list_forms(&self, _: Request<v1::ListFormsRequest>) -> Result<Response<v1::ListFormsResponse>, Status> {
        let office = self.0.edge.desk.office();
        let forms = office.data.get().rules.forms.iter().map(form).collect();
        let refused = office.documents.templates.refused().iter().map(|refused| refused.what.clone()).collect();
        Ok(Response::new(v1::ListFormsResponse { forms, refused_templates: refused }))
    }

    async fn issue_document(
        &self,
        request: Request<v1::IssueDocumentRequest>,
    ) -> Result<Response<v1::DocumentAnswer>, Status> {
        // The answer was folded up to its record, so the newest document is the one that the request issued.
        self.ask_document(request, |matter| matter.documents().last()).await
    }

    async fn void_document(
        &self,
        request: Request<v1::VoidDocumentRequest>,
    ) -> Result<Response<v1::DocumentAnswer>, Status> {
        let document = request.get_ref().document;
        self.ask_document(request, move |matter| matter.document(document)).await
    }

    async fn list_documents(
        &self,
        request: Request<v1::ListDocumentsRequest>,
    ) -> Result<Response<v1::ListDocumentsResponse>, Status> {
        let request = request.into_inner();
        let id: MatterId = field::token("matter_id", &request.matter_id).map_err(Problem::from)?;
        let read = move |reader: &Reader| {
            let history = reader.matter(&id, u64::MAX)?;
            let documents = history.matter.documents().map(|issued| shown(&history.matter, &issued)).collect();
            Ok(v1::ListDocumentsResponse { documents })
        };
        Ok(Response::new(self.0.read(request.min_position, read).await?))
    }

    async fn render_document(
        &self,
        request: Request<v1::RenderDocumentRequest>,
    ) -> Result<Response<v1::RenderedDocument>, Status> {
        let request = request.into_inner();
        let format = format(request.format).map_err(Problem::from)?;
        let read = move |reader: &Reader| rendered(reader, request.document, format);
        Ok(Response::new(self.0.read(0, read).await?))
    }
}

fn rendered(reader: &Reader, position: u64, format: Format) -> Result<v1::RenderedDocument, Problem> {
    let stored = reader.store.record(position)?.ok_or(Problem::NotFound)?;
    let record = read_record(&stored, &reader.office.keyring)?;
    let history = reader.matter(&record.matter.ok_or(Problem::NotFound)?, u64::MAX)?;
    let issued = history.matter.document(position).ok_or(Problem::NotFound)?;
    let content = reader.office.documents.render(&issued, format).map_err(|error| {
        tracing::error!(position, %format, error = lifecycle::chain(&error), "a document was not rendered");
        Problem::Fault("a document was not rendered")
    })?;
    let media_type = format.media_type().to_owned();
    Ok(v1::RenderedDocument { content, media_type, file_name: Documents::file_name(&issued, format) })
}

fn format(raw: i32) -> Result<Format, FieldError> {
    match v1::DocumentFormat::try_from(raw) {
        Ok(v1::DocumentFormat::Html) => Ok(Format::Html),
        Ok(v1::DocumentFormat::Docx) => Ok(Format::Docx),
        Ok(v1::DocumentFormat::Pdf) => Ok(Format::Pdf),
        Ok(v1::DocumentFormat::Unspecified) => Err(FieldError::missing("format")),
        Err(_) => Err(FieldError::new("format", "UNKNOWN_VALUE", "未知的格式", "is html, docx or pdf")),
    }
}

/// A document as it is shown.
pub(super) fn shown(matter: &Matter, issued: &Issued<'_>) -> v1::Document {
    let content = match proto_entry(&issued.entered.entry).entry {
        Some(Entry::Document(content)) => Some(content),
        _ => None,
    };
    v1::Document {
        document: issued.entered.position,
        matter_id: matter.id.as_str().to_owned(),
        issued_at: Some(proto_instant(issued.entered.at)),
        officer: issued.entered.officer.as_str().to_owned(),
        content,
        voided_by: issued.voided.map_or(0, |(entered, _)| entered.position),
        void_reason: issued.voided.map_or_else(String::new, |(_, voided)| voided.reason.as_str().to_owned()),
    }
}

fn form(form: &Form) -> v1::Form {
    v1::Form {
        form_id: form.id.to_owned(),
        name_zh: form.name.zh.to_owned(),
        name_en: form.name.en.to_owned(),
        direction: form.direction.to_owned(),
        class: form.class.word.to_owned(),
        number_example: form.class.number("×", 2026, 12),
        of_referral: form.about == About::Referral,
        fields: form.fields.iter().map(form_field).collect(),
        filed_as: form.part.map_or(0, tokens::part_number),
    }
}

fn form_field(field: &Field) -> v1::FormField {
    let (mandatory, basis) = match field.need {
        Need::Mandatory(article) => (true, article.to_owned()),
        Need::Optional => (false, String::new()),
    };
    let filled_by = match field.fill {
        Fill::Clerk => v1::FilledBy::Clerk,
        Fill::Offered(_) => v1::FilledBy::ServiceUnlessWritten,
        Fill::Fixed(_) | Fill::Alone(_) => v1::FilledBy::Service,
    };
    let (key, name_zh) = (field.key.to_owned(), field.name.to_owned());
    v1::FormField { key, name_zh, mandatory, basis, filled_by: filled_by as i32 }
}

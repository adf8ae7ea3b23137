//! `DossierService`: the files of matters (卷宗), which stay with their agency.

use super::{
    Service, file_check,
    read::Reader,
    view::{intake, timeline},
};
use crate::{
    codec::field::{self, proto_instant},
    status::Problem,
};
use duijie_core::{dossier::Entered, ids::MatterId};
use duijie_proto::v1::{self, dossier_service_server::DossierService};
use tonic::{Request, Response, Status};

#[tonic::async_trait]
impl DossierService for Service {
    async fn add_entry(&self, request: Request<v1::AddEntryRequest>) -> Result<Response<v1::EntryAnswer>, Status> {
        self.ask_entry(request).await
    }

    async fn get_dossier(&self, request: Request<v1::GetDossierRequest>) -> Result<Response<v1::Dossier>, Status> {
        let request = request.into_inner();
        let id: MatterId = field::token("matter_id", &request.matter_id).map_err(Problem::from)?;
        let read = move |reader: &Reader| {
            let history = reader.matter(&id, u64::MAX)?;
            let items = history.matter.dossier.iter().map(item).collect();
            Ok(v1::Dossier { matter_id: id.as_str().to_owned(), items })
        };
        Ok(Response::new(self.0.read(request.min_position, read).await?))
    }

    async fn check_dossier(
        &self,
        request: Request<v1::CheckDossierRequest>,
    ) -> Result<Response<v1::DossierCheck>, Status> {
        let request = request.into_inner();
        let id: MatterId = field::token("matter_id", &request.matter_id).map_err(Problem::from)?;
        let read = move |reader: &Reader| {
            let data = reader.office.data.get();
            Ok(file_check::of(&reader.matter(&id, u64::MAX)?.matter, &data.rules.forms))
        };
        Ok(Response::new(self.0.read(request.min_position, read).await?))
    }
}

/// An entry as it is shown.
pub(super) fn item(entered: &Entered) -> v1::DossierItem {
    let (_, text_zh, text_en) = timeline::dossier::words(&entered.entry);
    v1::DossierItem {
        text_zh,
        text_en,
        position: entered.position,
        recorded_at: Some(proto_instant(entered.at)),
        officer: entered.officer.as_str().to_owned(),
        entry: Some(intake::entry(entered)),
    }
}

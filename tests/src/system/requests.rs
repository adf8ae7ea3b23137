//! Requests with everything in them that a service asks for. Each has a request id of its own.

use duijie_proto::v1::{
    Agreement, ClaimWay, ConcludeRequest, Consent, ConsentState, DeclineCode, DeclineRequest, FailureReason, Material,
    NoAgreement, Outcome, OutcomeCode, Party, PartyKind, PartyPosition, PetitionSort, Procedure, RecallRequest,
    ReferRequest, RegisterMatterRequest, RequestSupplementRequest, Sorting, SupplyRequest, SuspendReason,
    SuspendRequest, WithdrawRequest,
};
use uuid::Uuid;

/// A new request id.
#[must_use]
pub fn new_id() -> String {
    Uuid::now_v7().to_string()
}

/// A request about a referral that says nothing else: `step!(AcceptRequest, &id)`.
#[macro_export]
macro_rules! step {
    ($request:ident, $referral:expr $(, $field:ident: $value:expr)* $(,)?) => {
        duijie_proto::v1::$request {
            request_id: $crate::system::requests::new_id(),
            referral_id: $referral.to_string(),
            $($field: $value,)*
            ..Default::default()
        }
    };
}

/// A dispute between neighbours.
#[must_use]
pub fn register(title: &str) -> RegisterMatterRequest {
    let party = |name: &str, position: PartyPosition| Party {
        kind: PartyKind::Person as i32,
        position: position as i32,
        name: name.to_owned(),
        contact: String::new(),
    };
    RegisterMatterRequest {
        request_id: new_id(),
        title: title.to_owned(),
        category: "相邻关系".to_owned(),
        place_code: "320102001".to_owned(),
        summary: "楼上漏水，双方就赔偿数额有争议。".to_owned(),
        parties: vec![party("赵甲", PartyPosition::Applicant), party("钱乙", PartyPosition::Respondent)],
        materials: vec![material("询问笔录.pdf")],
        consents: ["赵甲", "钱乙"].map(agrees).into(),
        sorting: Some(claim()),
        ..RegisterMatterRequest::default()
    }
}

/// What a petitions office finds it to be: a claim that nobody else has to settle.
fn claim() -> Sorting {
    Sorting { sort: PetitionSort::Claim as i32, way: ClaimWay::Handling as i32, ..Sorting::default() }
}

/// A party agrees to mediation, in writing.
#[must_use]
pub fn agrees(party: &str) -> Consent {
    Consent {
        party: party.to_owned(), state: ConsentState::Given as i32, evidence: Some(material("同意调解书.pdf"))
    }
}

/// Hands a matter over; litigation goes by the ordinary procedure.
#[must_use]
pub fn refer(matter_id: &str, kind: &str, receiver: &str) -> ReferRequest {
    let procedure = if kind == "litigation" { Procedure::Ordinary } else { Procedure::Unspecified };
    ReferRequest {
        request_id: new_id(),
        matter_id: matter_id.to_owned(),
        kind: kind.to_owned(),
        receiver: receiver.to_owned(),
        procedure: procedure as i32,
        opinion: "建议先行调解。".to_owned(),
        ..ReferRequest::default()
    }
}

/// Not taken on.
#[must_use]
pub fn decline(referral: &str) -> DeclineRequest {
    step!(DeclineRequest, referral, code: DeclineCode::OutOfScope as i32, text: "不属于人民调解范围".to_owned())
}

/// The parties agreed.
#[must_use]
pub fn conclude_with_agreement(referral: &str) -> ConcludeRequest {
    let agreement = Agreement {
        document: Some(material("人民调解协议书.pdf")),
        signed_by_parties: true,
        signed_by_mediator: true,
        sealed_by_organisation: true,
        perform_by: "2027-06-30".to_owned(),
    };
    let outcome = Outcome { code: OutcomeCode::Agreement as i32, agreement: Some(agreement), ..Outcome::default() };
    step!(ConcludeRequest, referral, outcome: Some(outcome))
}

/// They did not.
#[must_use]
pub fn conclude_without_agreement(referral: &str) -> ConcludeRequest {
    let no_agreement = NoAgreement {
        reason: FailureReason::TooFarApart as i32,
        facts: "双方对漏水原因无争议。".to_owned(),
        ..NoAgreement::default()
    };
    let outcome =
        Outcome { code: OutcomeCode::NoAgreement as i32, no_agreement: Some(no_agreement), ..Outcome::default() };
    step!(ConcludeRequest, referral, outcome: Some(outcome))
}

/// For an appraisal.
#[must_use]
pub fn suspend(referral: &str) -> SuspendRequest {
    step!(
        SuspendRequest, referral,
        reason: SuspendReason::Appraisal as i32,
        basis: "《人民法院在线调解规则》第26条".to_owned(),
        evidence: Some(material("鉴定委托书.pdf")),
    )
}

/// Something is missing.
#[must_use]
pub fn request_supplement(referral: &str) -> RequestSupplementRequest {
    step!(RequestSupplementRequest, referral, items: vec!["身份证明".to_owned()])
}

/// Here it is.
#[must_use]
pub fn supply(referral: &str) -> SupplyRequest {
    step!(SupplyRequest, referral, materials: vec![material("身份证明.jpg")], text: "已补充".to_owned())
}

/// Taken back.
#[must_use]
pub fn recall(referral: &str) -> RecallRequest {
    step!(RecallRequest, referral, reason: "移交有误".to_owned())
}

/// A party withdraws.
#[must_use]
pub fn withdraw(referral: &str) -> WithdrawRequest {
    step!(WithdrawRequest, referral, party: "赵甲".to_owned(), reason: "双方自行和解".to_owned())
}

/// A document that is named and nowhere fetched from.
#[must_use]
pub fn material(name: &str) -> Material {
    Material { name: name.to_owned(), digest: vec![7; 32], size: 1_024, media_type: "application/pdf".to_owned() }
}

//! Refusals (不予办理): why a command was not done, with a stable code, a sentence in both languages, the basis, and
//! where the user can act, what would be allowed.

use crate::referral::Stage;
use std::fmt::Display;

/// Why a command was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What sort of refusal; edges map it to their own codes.
    pub kind: RefusalKind,
    /// Stable code in upper snake case.
    pub code: String,
    /// Chinese sentence.
    pub zh: String,
    /// English sentence.
    pub en: String,
    /// Statute and article, where one says so.
    pub basis: Option<String>,
    /// State of the referral or matter, where that is the reason.
    pub state: Option<String>,
    /// What would be allowed now: names of the rpcs.
    pub allowed: Vec<String>,
    /// Single fields that are missing or wrong, where that is the reason.
    pub fields: Vec<FieldRefusal>,
}

/// One field that is missing or wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRefusal {
    /// Path in the request, such as `fields.reason`.
    pub path: String,
    /// Chinese sentence.
    pub zh: String,
    /// English sentence.
    pub en: String,
}

/// What sort of refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// Not in this state.
    OutOfOrder,
    /// There is no such thing here.
    NotFound,
    /// The request id was used for something else.
    Conflict,
    /// This officer or agency may not.
    NotPermitted,
    /// Our own fault; the item was refused, nothing else was touched.
    Fault,
}

impl Refusal {
    /// A refusal with its two sentences.
    #[must_use]
    pub fn new(kind: RefusalKind, code: &str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            kind,
            code: code.to_owned(),
            zh: zh.into(),
            en: en.into(),
            basis: None,
            state: None,
            allowed: Vec::new(),
            fields: Vec::new(),
        }
    }

    /// Not in this state.
    #[must_use]
    pub fn out_of_order(code: &str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(RefusalKind::OutOfOrder, code, zh, en)
    }

    /// No such matter or referral here; whether it exists elsewhere is not told.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(
            RefusalKind::NotFound,
            "NOT_FOUND",
            "本单位没有该编号的事项、对接或者期限",
            "there is no such matter, referral or deadline here",
        )
    }

    /// With its statute and article.
    #[must_use]
    pub fn with_basis(mut self, basis: &str) -> Self {
        self.basis = Some(basis.to_owned());
        self
    }

    /// About one field of the request, for which this would be right: the sentences name both.
    #[must_use]
    pub fn in_field(mut self, path: &str, example: impl Display) -> Self {
        let (zh, en) = (format!("{}，例如 {example}", self.zh), format!("{}; for example {example}", self.en));
        (self.zh, self.en) = (format!("`{path}` {zh}"), format!("`{path}` {en}"));
        self.fields.push(FieldRefusal { path: path.to_owned(), zh, en });
        self
    }

    /// With the state it was refused in and what would be allowed.
    #[must_use]
    pub fn in_stage(mut self, stage: Stage, allowed: Vec<String>) -> Self {
        self.state = Some(stage.as_str().to_owned());
        self.allowed = allowed;
        self
    }
}

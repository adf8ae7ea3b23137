//! What a dispute is about: the words, parties and materials that a matter and a referral carry. There is no field for
//! labels on persons, their whereabouts or biometrics, and none may be added.

use crate::{ids::Digest, text::Text};
use std::sync::Arc;

/// What a matter is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// A short name, up to 200 characters.
    pub title: Text,
    /// 纠纷类别 in words, up to 100 characters.
    pub category: Text,
    /// GB/T 2260 code of the place.
    pub place: Place,
    /// What happened, up to 4,000 characters; none in a matter that is here only to be overseen (督办).
    pub summary: Option<Text>,
    /// Between whom.
    pub parties: Vec<Party>,
    /// Documents, by digest.
    pub materials: Vec<Material>,
    /// The agency's own number for it.
    pub own_number: Option<Text>,
}

impl Subject {
    /// What overseeing needs of it: name, category, place and number, so that it can be told apart from others, and nothing
    /// of the parties, of what happened, or of the materials (个人信息保护法第6条: no more than the purpose needs).
    #[must_use]
    pub fn outline(&self) -> Self {
        Self {
            title: self.title.clone(),
            category: self.category.clone(),
            place: self.place.clone(),
            summary: None,
            parties: Vec::new(),
            materials: Vec::new(),
            own_number: self.own_number.clone(),
        }
    }
}

/// A place, by its GB/T 2260 code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place(Arc<str>);

impl Place {
    /// The place with this code, if it has 6, 9 or 12 digits.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        crate::agency::is_division(code).then(|| Self(code.into()))
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A person or organisation that the dispute is between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Person or organisation.
    pub kind: PartyKind,
    /// On which side.
    pub position: PartyPosition,
    /// Up to 100 characters.
    pub name: Text,
    /// How to reach them, up to 100 characters.
    pub contact: Option<Text>,
}

/// Person or organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartyKind {
    /// 自然人
    Person,
    /// 法人或其他组织
    Organisation,
}

/// On which side of the dispute a party is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartyPosition {
    /// 申请人, 原告, 信访人
    Applicant,
    /// 被申请人, 被告
    Respondent,
    /// 第三人
    ThirdParty,
}

/// A document or other material, by what it contains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Material {
    /// Up to 200 characters.
    pub name: Text,
    /// SHA-256 of the content.
    pub digest: Digest,
    /// Bytes.
    pub size: u64,
    /// For example `application/pdf`; up to 100 characters.
    pub media_type: Option<Text>,
}

/// By which procedure a court commissions mediation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Procedure {
    /// 普通程序
    Ordinary,
    /// 简易程序
    Summary,
}

//! 立卷归档: the parts that a file of mediation has, what of it has each of them, and its closing.

use super::{Document, Entered, Entry};
use crate::{
    document::Form,
    matter::Matter,
    subject::Material,
    term::{Words, words},
    text::Text,
};

/// A document that is a part of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePart {
    /// Which part.
    pub part: Part,
    /// The document.
    pub document: Material,
}

/// 归档
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archive {
    /// 卷号
    pub number: Text,
    /// 保管期限
    pub keep: Keep,
}

/// How long a file is kept; the mediation body says so (no text gives a number).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// So many years.
    Years(std::num::NonZeroU32),
    /// 永久
    ForEver,
}

/// The parts of a file of people's mediation, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// 封面
    Cover,
    /// 申请书或者受理登记表
    Application,
    /// 权利义务告知书
    Notice,
    /// 身份证明
    Identity,
    /// 授权委托
    Mandate,
    /// 调查记录
    Inquiry,
    /// 证据
    Evidence,
    /// 调解记录
    Record,
    /// 调解协议书
    Agreement,
    /// 履行凭证
    Performance,
    /// 回访记录
    FollowUp,
    /// 司法确认材料
    Confirmation,
    /// 情况说明
    Explanation,
    /// 封底
    BackCover,
}

/// Whether a file must have a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It must.
    Mandatory,
    /// Where there is one.
    IfAny,
}

/// One part as it was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked<'a> {
    /// Which.
    pub part: Part,
    /// Whether it must be there.
    pub need: Need,
    /// What has it, oldest first; nothing where it is not there.
    pub by: Vec<Proof<'a>>,
}

/// What has a part of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof<'a> {
    /// A document that an officer filed as this part, at this position.
    Filed(u64, &'a Material),
    /// A document that was issued here by a form that is this part, and holds.
    Issued(u64, &'a Document),
    /// What was written down of it, with its proof where it has one.
    Written(u64, Option<&'a Material>),
    /// The result of the matter: the agreement that was concluded.
    Concluded,
}

impl Checked<'_> {
    /// Whether the file is incomplete without it.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.need == Need::Mandatory && self.by.is_empty()
    }
}

impl Proof<'_> {
    /// The entry that has it; none where the result itself does.
    #[must_use]
    pub const fn position(self) -> Option<u64> {
        match self {
            Self::Filed(at, _) | Self::Issued(at, _) | Self::Written(at, _) => Some(at),
            Self::Concluded => None,
        }
    }
}

impl Part {
    /// Every part, in order.
    pub const ALL: [Self; 14] = [
        Self::Cover,
        Self::Application,
        Self::Notice,
        Self::Identity,
        Self::Mandate,
        Self::Inquiry,
        Self::Evidence,
        Self::Record,
        Self::Agreement,
        Self::Performance,
        Self::FollowUp,
        Self::Confirmation,
        Self::Explanation,
        Self::BackCover,
    ];

    /// As people say it.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Self::Cover => words("封面", "cover"),
            Self::Application => words("申请书或者受理登记表", "application or register of acceptance"),
            Self::Notice => words("权利义务告知书", "notice of rights and duties"),
            Self::Identity => words("身份证明", "proof of identity"),
            Self::Mandate => words("授权委托", "mandate"),
            Self::Inquiry => words("调查记录", "record of inquiry"),
            Self::Evidence => words("证据", "evidence"),
            Self::Record => words("调解记录", "record of mediation"),
            Self::Agreement => words("调解协议书", "agreement"),
            Self::Performance => words("履行凭证", "proof of performance"),
            Self::FollowUp => words("回访记录", "follow-up"),
            Self::Confirmation => words("司法确认材料", "papers of judicial confirmation"),
            Self::Explanation => words("情况说明", "explanation"),
            Self::BackCover => words("封底", "back cover"),
        }
    }

    /// Where the parties did not agree, an explanation stands for the agreement.
    const fn need(self, agreed: Agreed) -> Need {
        match (self, agreed) {
            (Self::Application | Self::Notice | Self::Identity | Self::Record | Self::BackCover, _)
            | (Self::Agreement, Agreed::Yes)
            | (Self::Explanation, Agreed::No) => Need::Mandatory,
            (Self::Agreement, Agreed::No)
            | (Self::Explanation, Agreed::Yes)
            | (
                Self::Cover
                | Self::Mandate
                | Self::Inquiry
                | Self::Evidence
                | Self::Performance
                | Self::FollowUp
                | Self::Confirmation,
                _,
            ) => Need::IfAny,
        }
    }
}

#[derive(Clone, Copy)]
enum Agreed {
    Yes,
    No,
}

impl Matter {
    /// Every part of the file, and what has it. Which of `forms`, those of the agency, is which part is theirs to say.
    #[must_use]
    pub fn checklist(&self, forms: &[Form]) -> Vec<Checked<'_>> {
        let agreed = if self.agreement().is_some() { Agreed::Yes } else { Agreed::No };
        let check = |part: Part| {
            let concluded = (part == Part::Agreement && matches!(agreed, Agreed::Yes)).then_some(Proof::Concluded);
            let entries = self.dossier.iter().filter_map(|entered| self.proof(entered, part, forms));
            Checked { part, need: part.need(agreed), by: concluded.into_iter().chain(entries).collect() }
        };
        Part::ALL.into_iter().map(check).collect()
    }

    /// How an entry has a part of the file, if it has.
    #[must_use]
    pub fn proof<'a>(&'a self, entered: &'a Entered, part: Part, forms: &[Form]) -> Option<Proof<'a>> {
        let at = entered.position;
        if let Entry::FilePart(it) = &entered.entry {
            return (it.part == part).then_some(Proof::Filed(at, &it.document));
        }
        if let Entry::Document(it) = &entered.entry {
            let form = forms.iter().find(|form| form.id == it.form.as_str())?;
            return (form.part == Some(part) && self.holds(at)).then_some(Proof::Issued(at, it));
        }
        if let Entry::FollowUp(_) = &entered.entry {
            return (part == Part::FollowUp).then_some(Proof::Written(at, None));
        }
        let Entry::Performance(it) = &entered.entry else { return None };
        (part == Part::Performance).then_some(Proof::Written(at, Some(it.evidence.as_ref()?)))
    }

    /// Whether the file was archived.
    #[must_use]
    pub fn is_archived(&self) -> bool {
        self.dossier.iter().any(|entered| matches!(entered.entry, Entry::Archive(_)))
    }
}

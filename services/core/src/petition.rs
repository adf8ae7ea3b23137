//! A petition (信访事项): of which sort it is, and what it is passed on with. 《信访工作条例》 Articles 22, 23 and 31.

mod exclusions;

use crate::{agency::AgencyId, text::Text};
pub(crate) use exclusions::NOT_MEDIATED;
pub use exclusions::ON_MEDIATION;

/// The kind of a petition passed on (转送): the receiver has it, and tells what became of it as far as it can.
pub const TRANSFER: &str = "transfer";
/// The kind of a petition assigned (交办): the letter says by when which unit reports what became of it.
pub const ASSIGNMENT: &str = "assignment";
/// The kind by which a petition goes to mediation (访调).
pub const MEDIATION: &str = "petition";
/// The kind by which accusations go to discipline inspection (纪检), the only one by which they do.
pub const ACCUSATION: &str = "accusation";

/// Whether referrals of this kind pass a petition on.
#[must_use]
pub fn is_passed_on(kind: &str) -> bool {
    matches!(kind, TRANSFER | ASSIGNMENT | ACCUSATION)
}

/// How a petition is passed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOn {
    /// Of which sort the sender found it; the desk says it, whoever asks.
    pub sort: Option<Sort>,
    /// 六定, of an assignment.
    pub requirements: Option<Requirements>,
    /// Who is accused, as far as the sender wrote it down; only of an accusation, and the desk says it.
    pub accused: Vec<AgencyId>,
}

/// The three sorts (意见建议、检举控告、申诉求决).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// 意见建议
    Suggestion,
    /// 检举控告
    Accusation,
    /// 申诉求决, with the way it takes.
    Claim(Way),
}

/// Which way a claim takes, by the items of Article 31.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// 第1项: 涉法涉诉, by the procedures of courts, prosecutors and police.
    Judicial,
    /// 第2项: 仲裁
    Arbitration,
    /// 第3项: 党员申诉、申请复审
    PartyAppeal,
    /// 第4项: 行政复议、行政裁决、行政确认、行政许可、行政处罚等行政程序
    Administrative,
    /// 第5项: 查处违法行为、履行保护职责
    Protection,
    /// 第6项: none of these, so that it is investigated and answered in writing within the sixty days.
    Handling,
}

/// 六定 of a letter of assignment: what it must say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirements {
    /// 责任单位
    pub unit: Text,
    /// 责任领导
    pub leader: Text,
    /// 责任人
    pub handler: Text,
    /// 督办单位
    pub supervisor: Text,
    /// 办理要求
    pub demand: Text,
    /// 办理时限, in natural days from the date of the letter.
    pub days: u32,
}

impl Requirements {
    /// No assignment runs longer than the sixty days and their extension let the matter itself (信访工作条例第34条) but for
    /// what is studied; a year leaves room.
    pub const DAYS_MAX: u32 = 365;

    /// The names of the six.
    pub const NAMES_ZH: &str = "责任单位、责任领导、责任人、督办单位、办理要求、办理时限";
}

impl Sort {
    /// As people say it.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Suggestion => "意见建议",
            Self::Accusation => "检举控告",
            Self::Claim(_) => "申诉求决",
        }
    }

    /// The same in English.
    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::Suggestion => "a suggestion",
            Self::Accusation => "an accusation",
            Self::Claim(_) => "a claim",
        }
    }
}

impl Way {
    /// The item of Article 31.
    #[must_use]
    pub const fn item(self) -> u8 {
        match self {
            Self::Judicial => 1,
            Self::Arbitration => 2,
            Self::PartyAppeal => 3,
            Self::Administrative => 4,
            Self::Protection => 5,
            Self::Handling => 6,
        }
    }
}

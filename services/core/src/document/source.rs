//! What the service itself can say in a document: parties, numbers, names, dates and terms, as the matter and the referral
//! have them.

mod concluded;
mod kept;
mod told;
mod written;

use crate::{
    agency::AgencyId,
    document::Form,
    dossier::{ConsentState, Document, Entry},
    due::display_due,
    matter::Matter,
    purpose::Purpose,
    referral::{DeadlineStatus, Duty, Referral},
    subject::{Party, PartyPosition, Procedure},
    term::RuleId,
    text::Text,
    time::{Date, Timestamp},
};
pub use concluded::Concluded;
pub use kept::Kept;
use std::collections::BTreeMap;
pub use told::Told;
pub use written::Written;

/// Longest value, in characters: what does not fit is cut with an ellipsis.
const VALUE_MAX: usize = 4_000;

/// A day begun counts as one.
const DAY: u64 = 24 * 3600;

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// 当事人: all of them with their positions.
    Parties,
    /// 申请人, 原告, 信访人
    Applicants,
    /// 被申请人, 被告
    Respondents,
    /// 联系方式: of all parties who have one.
    Contacts,
    /// 名称
    Title,
    /// 纠纷类别, 案由
    Category,
    /// 简要情况
    Summary,
    /// 区划代码
    Place,
    /// The agency's own number of the matter: 案号, 受案号, 信访件编号.
    OwnNumber,
    /// 一案一码
    Dispute,
    /// 材料清单
    Materials,
    /// When the matter was registered.
    RegisteredAt,
    /// What each party said about mediation; nothing before each was heard.
    Consents,
    /// Documents already issued in the matter (卷内目录).
    Issued,
    /// Name of the agency that issues.
    Issuer,
    /// The officer who issues.
    Officer,
    /// Beijing date of issue.
    Today,
    /// Name of the other end of the referral.
    Peer,
    /// 对接编号
    ReferralId,
    /// 适用程序
    Procedure,
    /// 签收 and 受理: when.
    AcceptedAt,
    /// Until when the receiver handles it.
    HandlingDue,
    /// Until when this agency's own deadline under this rule runs, with its extensions.
    OwnDue(RuleId),
    /// What is overdue, under which rule, since when and for how many days: what a supervision is about, else what of the
    /// referral itself.
    Overdue,
    /// What a supervision requires.
    Demand,
    /// 调解组织
    Body,
    /// 调解员
    Mediator,
    /// What the result of the referral says.
    Concluded(Concluded),
    /// What its letters told besides.
    Told(Told),
    /// What officers decided and wrote into the dossier.
    Written(Written),
    /// What the dossier keeps of the mediation and of what followed.
    Kept(Kept),
}

/// What a value can be taken from.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The agency that issues.
    pub me: &'a AgencyId,
    /// Names of agencies, for people.
    pub names: &'a BTreeMap<AgencyId, Text>,
    /// Forms of the agency that issues.
    pub forms: &'a [Form],
    /// Recorded time.
    pub now: Timestamp,
    /// Who issues.
    pub officer: &'a Text,
    /// The matter.
    pub matter: &'a Matter,
    /// The referral it is about, if it is about one.
    pub referral: Option<&'a Referral>,
}

impl Source {
    /// What the service knows, if it knows.
    #[must_use]
    pub fn value(self, known: &Known<'_>) -> Option<Text> {
        let said = self.said(known)?;
        let fits = said.chars().count() <= VALUE_MAX;
        let said = if fits { said } else { said.chars().take(VALUE_MAX - 1).chain(['…']).collect() };
        Text::parse(&said, VALUE_MAX).ok()
    }

    fn said(self, known: &Known<'_>) -> Option<String> {
        let subject = &known.matter.subject;
        let words = |text: &Text| text.as_str().to_owned();
        match self {
            Self::Parties => joined(subject.parties.iter().map(|it| format!("{}：{}", position(it), it.name.as_str()))),
            Self::Applicants => names(&subject.parties, PartyPosition::Applicant),
            Self::Respondents => names(&subject.parties, PartyPosition::Respondent),
            Self::Contacts => joined(
                subject
                    .parties
                    .iter()
                    .filter_map(|party| Some(format!("{}：{}", party.name.as_str(), party.contact.as_ref()?.as_str()))),
            ),
            Self::Title => Some(words(&subject.title)),
            Self::Category => Some(words(&subject.category)),
            Self::Summary => subject.summary.as_ref().map(words),
            Self::Place => Some(subject.place.as_str().to_owned()),
            Self::OwnNumber => subject.own_number.as_ref().map(words),
            Self::Dispute => Some(known.matter.dispute.as_str().to_owned()),
            Self::Materials => joined(subject.materials.iter().map(|material| words(&material.name))),
            Self::RegisteredAt => Some(moment(known.matter.registered_at)),
            Self::Consents => consents(known.matter),
            Self::Issued => joined(known.matter.issued().map(|issued| named(issued.document))),
            Self::Issuer => Some(known.name(known.me)),
            Self::Officer => Some(words(known.officer)),
            Self::Today => Some(day(known.now)),
            Self::Peer => known.referral.map(|referral| known.name(&referral.peer)),
            Self::ReferralId => known.referral.map(|referral| referral.id.as_str().to_owned()),
            Self::Procedure => known.referral?.procedure.map(procedure),
            Self::AcceptedAt => known.mediation()?.milestones.accepted_at.map(moment),
            Self::HandlingDue => known.referral?.deadline(Duty::Handle).map(|deadline| display_due(deadline.due.due)),
            Self::OwnDue(rule) => known.matter.running(rule).map(|own| display_due(own.deadline.due.due)),
            Self::Overdue => overdue(known.referral?, known.now),
            Self::Demand => match &known.referral?.purpose {
                Purpose::Supervision(supervision) => Some(words(&supervision.demand)),
                Purpose::Petition(passed_on) => passed_on.requirements.as_ref().map(|told| words(&told.demand)),
                Purpose::Handling | Purpose::Confirmation(_) => None,
            },
            Self::Body => known.mediation()?.mediation_body.as_ref().map(words),
            Self::Mediator => known.mediation()?.mediator.as_ref().map(words),
            Self::Concluded(what) => what.said(known),
            Self::Told(what) => what.said(known),
            Self::Written(what) => what.said(known),
            Self::Kept(what) => what.said(known),
        }
    }
}

impl<'a> Known<'a> {
    /// The referral in which the dispute is or was mediated: the one that is named, or the only one by which it was handed over.
    fn mediation(&self) -> Option<&'a Referral> {
        let handled = |referral: &&Referral| {
            referral.purpose.kind().hands_over() && (!referral.stage.is_ended() || referral.stage.is_confirmed())
        };
        self.referral.or_else(|| {
            let mut all = self.matter.referrals.iter().filter(handled);
            all.next().filter(|_| all.next().is_none())
        })
    }

    fn name(&self, agency: &AgencyId) -> String {
        self.names.get(agency).map_or_else(|| agency.as_str().to_owned(), |name| name.as_str().to_owned())
    }
}

fn joined(parts: impl Iterator<Item = String>) -> Option<String> {
    let all: Vec<_> = parts.collect();
    (!all.is_empty()).then(|| all.join("；"))
}

fn names(parties: &[Party], of: PartyPosition) -> Option<String> {
    let all: Vec<_> = parties.iter().filter(|it| it.position == of).map(|it| it.name.as_str()).collect();
    (!all.is_empty()).then(|| all.join("、"))
}

/// By its number and its heading.
fn named(document: &Document) -> String {
    format!("{} {}", document.number.as_str(), document.title.as_str())
}

const fn position(party: &Party) -> &'static str {
    match party.position {
        PartyPosition::Applicant => "申请人",
        PartyPosition::Respondent => "被申请人",
        PartyPosition::ThirdParty => "第三人",
    }
}

fn procedure(procedure: Procedure) -> String {
    match procedure {
        Procedure::Ordinary => "普通程序",
        Procedure::Summary => "简易程序",
    }
    .to_owned()
}

/// 2026年3月4日
fn day(at: Timestamp) -> String {
    date(at.beijing_date())
}

pub(super) fn date(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// 2026年3月4日9时30分
fn moment(at: Timestamp) -> String {
    let minutes = at.beijing_time_of_day().as_secs() / 60;
    format!("{}{}时{:02}分", day(at), minutes / 60, minutes % 60)
}

fn consents(matter: &Matter) -> Option<String> {
    let said = matter.subject.parties.iter().map(|party| {
        let state = match matter.consent_of(&party.name)?.state {
            ConsentState::Given => "同意调解",
            ConsentState::Refused => "不同意调解",
            ConsentState::Withdrawn => "撤回同意",
        };
        Some(format!("{}：{state}", party.name.as_str()))
    });
    let all: Option<Vec<_>> = said.collect();
    all.filter(|all| !all.is_empty()).map(|all| all.join("；"))
}

fn overdue(referral: &Referral, now: Timestamp) -> Option<String> {
    let late = |due: Timestamp| now.since(due).as_secs().div_ceil(DAY);
    if let Purpose::Supervision(supervision) = &referral.purpose {
        let missed = supervision.missed.as_ref()?;
        let (duty, rule, due) = (missed.duty.zh(), &missed.rule, display_due(missed.due));
        return Some(format!("{duty}：规则{rule}，应于{due}前完成，已逾期{}日", late(missed.due)));
    }
    let open = referral.deadlines.iter().filter(|deadline| deadline.status == DeadlineStatus::Open);
    joined(open.filter(|deadline| deadline.due.due <= now).map(|deadline| {
        let due = &deadline.due;
        let days = late(due.due);
        format!(
            "{}：规则{}（{}），应于{}前完成，已逾期{days}日",
            deadline.duty.zh(),
            due.rule,
            due.basis,
            display_due(due.due)
        )
    }))
}

impl Entry {
    /// The document that was issued, if this is one.
    #[must_use]
    pub const fn document(&self) -> Option<&crate::dossier::Document> {
        if let Self::Document(document) = self { Some(document) } else { None }
    }
}

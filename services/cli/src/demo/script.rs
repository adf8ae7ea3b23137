//! What a case consists of: matters, and steps with their dates. How they are carried out is in `stage` and `perform`.

mod acts;

pub use acts::{Act, OnRecall, Own};

use duijie_proto::v1::{CommissionMode, PartyKind, PartyPosition, Procedure};

/// One case. Everything in it is invented.
#[derive(Debug)]
pub struct Case {
    /// Its number among the scripts of cases; 0 for one that only shows what the exchange does.
    pub number: u8,
    /// 标题
    pub title: &'static str,
    /// 纠纷类别
    pub category: &'static str,
    /// 事由
    pub summary: &'static str,
    /// Between whom.
    pub parties: &'static [Person],
    /// Which of them agree to mediation when it is registered.
    pub agreed: &'static [&'static str],
    /// The sender's own number.
    pub own_number: &'static str,
    /// Names of its materials.
    pub materials: &'static [&'static str],
    /// Who hands it over: a role of the county, or an agency with its division.
    pub sender: &'static str,
    /// Who receives it, likewise; empty where nothing is handed over.
    pub receiver: &'static str,
    /// 对接类别
    pub kind: &'static str,
    /// Which procedure, for 诉调.
    pub procedure: Option<Procedure>,
    /// In which mode, for 诉调; the usual one when absent.
    pub mode: Option<CommissionMode>,
    /// Its other lines.
    pub others: &'static [Line],
    /// The kinds file that it needs, if it needs one.
    pub kinds: &'static str,
    /// What happens, in order.
    pub steps: &'static [Step],
}

/// One matter at one agency and what it hands over of it. The first has no name and is the case's own.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// How steps name it.
    pub name: &'static str,
    /// Where its matter comes from.
    pub matter: Source,
    /// As in [`Case`].
    pub sender: &'static str,
    /// As in [`Case`].
    pub receiver: &'static str,
    /// As in [`Case`].
    pub kind: &'static str,
    /// As in [`Case`].
    pub procedure: Option<Procedure>,
    /// As in [`Case`].
    pub mode: Option<CommissionMode>,
}

/// Where the matter of a line comes from.
#[derive(Debug, Clone, Copy)]
pub enum Source {
    /// It is registered on this line.
    Registered,
    /// It is the matter of another line, whose sender is this line's too.
    SameAs(&'static str),
    /// Another line brought it to its receiver, who is this line's sender.
    BroughtBy(&'static str),
}

impl Case {
    /// What is the same in all that only show what the exchange does.
    pub const PLAIN: Self = Self {
        number: 0,
        title: "",
        category: "",
        summary: "",
        parties: &[],
        agreed: &[],
        own_number: "",
        materials: &[],
        sender: "",
        receiver: "",
        kind: "",
        procedure: None,
        mode: None,
        others: &[],
        kinds: "",
        steps: &[],
    };

    /// All its lines, its own first.
    pub fn lines(&self) -> impl Iterator<Item = Line> {
        let Self { sender, receiver, kind, procedure, mode, .. } = *self;
        let own = Line { name: "", matter: Source::Registered, sender, receiver, kind, procedure, mode };
        std::iter::once(own).chain(self.others.iter().copied())
    }

    /// When it begins.
    #[must_use]
    pub fn begins(&self) -> &'static str {
        self.steps.first().map_or("", |step| step.at)
    }
}

/// A party.
#[derive(Debug)]
pub struct Person {
    /// Its name.
    pub name: &'static str,
    /// Person or organisation.
    pub kind: PartyKind,
    /// On which side.
    pub position: PartyPosition,
}

/// One thing that somebody does.
#[derive(Debug)]
pub struct Step {
    /// When, in Beijing.
    pub at: &'static str,
    /// Who.
    pub by: &'static str,
    /// On which line; empty for the case's own.
    pub on: &'static str,
    /// What.
    pub act: Act,
}

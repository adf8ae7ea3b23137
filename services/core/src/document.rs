//! Forms (文书格式): what a document of an agency must say, as data. Each form is a constant in the directory of the agency
//! that issues it; nothing here renders or numbers.

mod given;
pub mod source;
mod value;

use crate::{
    dossier::Part,
    numbers::OwnNumberKind,
    term::{Words, words},
};
pub use given::Given;
pub use source::Source;
pub use value::{Takes, Wrong};

/// One form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// Stable id, a token such as `mediation-agreement`.
    pub id: &'static str,
    /// Its name, which is also its heading.
    pub name: Words,
    /// From whom to whom, such as 公安→当事人.
    pub direction: &'static str,
    /// The class in which it is numbered.
    pub class: Class,
    /// How it is laid out.
    pub layout: Layout,
    /// Whether it is about a referral.
    pub about: About,
    /// Who gets to see it.
    pub reach: Reach,
    /// What must be so before it is issued, for otherwise it would tell of what is not.
    pub given: &'static [Given],
    /// What it says, in order.
    pub fields: &'static [Field],
    /// Printed words that are the same in each: notices of rights, copies made.
    pub clauses: &'static [&'static str],
    /// Printed words that belong to what is so: each is printed after the others where that is given.
    pub clauses_given: &'static [(Given, &'static str)],
    /// Who signs or seals it, in order.
    pub signatures: &'static [&'static str],
    /// The part of a file of mediation that it is, if it is one: once issued it need not be filed by hand.
    pub part: Option<Part>,
}

/// A class of documents with one sequence of numbers per agency and year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class {
    /// The word in the number, such as 人调字; names the sequence too.
    pub word: &'static str,
    /// How a number is written.
    pub pattern: Pattern,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// `机关代字＋字样〔2026〕12号` (GB/T 9704-2012: U+3014 and U+3015, no 第, no leading zeros).
    Official,
    /// `（2026）×调委 人调字第12号`, as files of people's mediation are numbered.
    Mediation,
}

/// How a document is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// 表格: a table of fields.
    Table,
    /// 函件: paragraphs to an addressee.
    Letter,
    /// 协议: sections, both sides' signatures.
    Agreement,
}

impl Layout {
    /// Its token, which also names its template.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Letter => "letter",
            Self::Agreement => "agreement",
        }
    }

    /// All of them.
    pub const ALL: [Self; 3] = [Self::Table, Self::Letter, Self::Agreement];

    /// The one with this token.
    #[must_use]
    pub fn parse(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layout| layout.as_str() == token)
    }
}

/// What a form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A matter.
    Matter,
    /// One of its referrals.
    Referral,
}

/// Who gets to see a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Others than the parties and who mediates between them, so that nothing said in mediation may be in it.
    Others,
    /// The parties and who mediates between them.
    Parties,
}

/// One thing that a document says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Stable token.
    pub key: &'static str,
    /// 字段名称
    pub name: &'static str,
    /// Whether it may be left out.
    pub need: Need,
    /// Who fills it.
    pub fill: Fill,
    /// What it takes.
    pub takes: Takes,
}

/// Whether a field may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It must be there, by this article.
    Mandatory(&'static str),
    /// It may be left out.
    Optional,
}

/// Who fills a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// The clerk.
    Clerk,
    /// The service where it knows; what the clerk writes stands above it.
    Offered(Source),
    /// The service where it knows, and nobody else then.
    Fixed(Source),
    /// The service alone: where it does not know, nobody says it.
    Alone(Source),
}

/// Fields in one document.
pub const FIELDS_MAX: usize = 64;

impl Form {
    /// A form about a matter, without printed clauses and signatures.
    #[must_use]
    pub const fn new(id: &'static str, zh: &'static str, en: &'static str, class: Class, layout: Layout) -> Self {
        let name = words(zh, en);
        Self {
            id,
            name,
            direction: "",
            class,
            layout,
            about: About::Matter,
            reach: Reach::Others,
            given: &[],
            fields: &[],
            clauses: &[],
            clauses_given: &[],
            signatures: &[],
            part: None,
        }
    }

    /// From whom to whom.
    #[must_use]
    pub const fn from_to(mut self, direction: &'static str) -> Self {
        self.direction = direction;
        self
    }

    /// Only where all of this is so.
    #[must_use]
    pub const fn given(mut self, given: &'static [Given]) -> Self {
        self.given = given;
        self
    }

    /// With these fields.
    #[must_use]
    pub const fn fields(mut self, fields: &'static [Field]) -> Self {
        self.fields = fields;
        self
    }

    /// With these printed words.
    #[must_use]
    pub const fn clauses(mut self, clauses: &'static [&'static str]) -> Self {
        self.clauses = clauses;
        self
    }

    /// With these printed words, each where that is so.
    #[must_use]
    pub const fn clauses_given(mut self, clauses: &'static [(Given, &'static str)]) -> Self {
        self.clauses_given = clauses;
        self
    }

    /// Signed or sealed by these.
    #[must_use]
    pub const fn signed(mut self, signatures: &'static [&'static str]) -> Self {
        self.signatures = signatures;
        self
    }

    /// As this part of a file of mediation.
    #[must_use]
    pub const fn filed_as(mut self, part: Part) -> Self {
        self.part = Some(part);
        self
    }

    /// About one referral.
    #[must_use]
    pub const fn of_referral(mut self) -> Self {
        self.about = About::Referral;
        self
    }

    /// Only the parties and who mediates between them get to see it.
    #[must_use]
    pub const fn among_parties(mut self) -> Self {
        self.reach = Reach::Parties;
        self
    }

    /// All words that it may print, whatever is given.
    pub fn every_clause(&self) -> impl Iterator<Item = &'static str> {
        self.clauses.iter().copied().chain(self.clauses_given.iter().map(|(_, clause)| *clause))
    }

    /// The field with this key.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.key == key)
    }
}

/// A class numbered as official documents are.
#[must_use]
pub const fn official(word: &'static str) -> Class {
    Class { word, pattern: Pattern::Official }
}

/// A class numbered as files of people's mediation are.
#[must_use]
pub const fn mediation(word: &'static str) -> Class {
    Class { word, pattern: Pattern::Mediation }
}

/// A field that must be there, by this article; the clerk writes it.
#[must_use]
pub const fn must(key: &'static str, name: &'static str, article: &'static str) -> Field {
    Field { key, name, need: Need::Mandatory(article), fill: Fill::Clerk, takes: Takes::Words }
}

/// A field that may be left out; the clerk writes it.
#[must_use]
pub const fn may(key: &'static str, name: &'static str) -> Field {
    Field { key, name, need: Need::Optional, fill: Fill::Clerk, takes: Takes::Words }
}

impl Field {
    /// Filled by the service where it knows, unless the clerk writes something else.
    #[must_use]
    pub const fn offered(mut self, source: Source) -> Self {
        self.fill = Fill::Offered(source);
        self
    }

    /// Filled by the service where it knows.
    #[must_use]
    pub const fn fixed(mut self, source: Source) -> Self {
        self.fill = Fill::Fixed(source);
        self
    }

    /// Filled by the service alone, whether it knows or not.
    #[must_use]
    pub const fn alone(mut self, source: Source) -> Self {
        self.fill = Fill::Alone(source);
        self
    }

    /// A day, which may be to come.
    #[must_use]
    pub const fn day(mut self) -> Self {
        self.takes = Takes::Day;
        self
    }

    /// The day of something that happened.
    #[must_use]
    pub const fn past(mut self) -> Self {
        self.takes = Takes::Past;
        self
    }

    /// The number that an agency gave, as it is read at intake.
    #[must_use]
    pub const fn number(mut self, kind: OwnNumberKind) -> Self {
        self.takes = Takes::Number(kind);
        self
    }
}

impl Class {
    /// The `serial`th number of `year` under this mark (机关代字, 调委会简称).
    #[must_use]
    pub fn number(self, mark: &str, year: i16, serial: u32) -> String {
        let word = self.word;
        match self.pattern {
            Pattern::Official => format!("{mark}{word}〔{year}〕{serial}号"),
            Pattern::Mediation => format!("（{year}）{mark} {word}第{serial}号"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_standard_and_the_template_say() {
        assert_eq!(official("函").number("青司", 2026, 12), "青司函〔2026〕12号");
        assert_eq!(mediation("人调字").number("青河调委", 2026, 7), "（2026）青河调委 人调字第7号");
    }
}

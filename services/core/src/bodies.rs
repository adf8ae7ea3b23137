//! Mediation bodies (调解组织) as a county lists them: a tree of village, township and county bodies and the committees of
//! special fields beside it, each with its mediators. Data of a deployment; of a person there is no more than name and field.

mod field;
mod nearest;
pub mod routing;

use crate::{
    ids::{BodyId, Kind},
    refusal::Refusal,
    rules::Rules,
    subject::Place,
    term::{Words, words},
    text::Text,
};
pub use field::Speciality;
use std::sync::Arc;
use thiserror::Error;

/// How many bodies a county lists at most. One practice report has 431.
pub const BODIES_MAX: usize = 5_000;

/// All that an agency lists, checked: ids and names are its own, parents are there, and no body is above itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bodies(Arc<[MediationBody]>);

/// 调解组织
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediationBody {
    /// Its id in the list.
    pub id: BodyId,
    /// Its name.
    pub name: Text,
    /// On which tier.
    pub tier: Tier,
    /// To whom it passes up.
    pub parent: Option<BodyId>,
    /// Places it serves, each with everything below it (GB/T 2260).
    pub places: Vec<Place>,
    /// Kinds it takes; empty for all.
    pub kinds: Vec<Kind>,
    /// Its special fields; empty for disputes of any field.
    pub specialities: Vec<Speciality>,
    /// How many open referrals it can take.
    pub capacity: u32,
    /// Who mediates there.
    pub mediators: Vec<Mediator>,
}

/// 调解员
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mediator {
    /// The name.
    pub name: Text,
    /// The fields.
    pub specialities: Vec<Speciality>,
}

/// On which tier a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// 村（居）
    Village,
    /// 乡镇（街道）
    Township,
    /// 县（市、区）
    County,
    /// 行业性、专业性
    Committee,
}

/// Why a list is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{what}")]
pub struct BodiesError {
    /// Which body, counted from zero.
    pub index: usize,
    /// Which of its keys.
    pub key: &'static str,
    /// What is wrong, and what is allowed.
    pub what: String,
}

impl Tier {
    /// Every tier.
    pub const ALL: [Self; 4] = [Self::Village, Self::Township, Self::County, Self::Committee];

    /// Token in files and answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Village => "village",
            Self::Township => "township",
            Self::County => "county",
            Self::Committee => "committee",
        }
    }

    /// As people say it.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Self::Village => words("村（居）", "village"),
            Self::Township => words("乡镇（街道）", "township"),
            Self::County => words("县（市、区）", "county"),
            Self::Committee => words("行业性、专业性", "specialised"),
        }
    }
}

impl Bodies {
    /// The names of bodies and mediators.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Text> {
        self.0.iter().flat_map(|body| std::iter::once(&body.name).chain(body.mediators.iter().map(|it| &it.name)))
    }

    /// Checks a list.
    ///
    /// # Errors
    /// The first body that cannot be so.
    pub fn new(list: Vec<MediationBody>) -> Result<Self, BodiesError> {
        if list.len() > BODIES_MAX {
            let what = format!("there are {} bodies, at most {BODIES_MAX} are allowed", list.len());
            return Err(BodiesError { index: BODIES_MAX, key: "id", what });
        }
        let bodies = Self(list.into());
        for (index, body) in bodies.0.iter().enumerate() {
            bodies.check(index, body).map_err(|(key, what)| BodiesError { index, key, what })?;
        }
        Ok(bodies)
    }

    fn check(&self, index: usize, body: &MediationBody) -> Result<(), (&'static str, String)> {
        let before = self.0.get(..index).unwrap_or_default();
        if before.iter().any(|other| other.id == body.id) {
            return Err(("id", format!("the id `{}` is there twice; each body has its own", body.id)));
        }
        if before.iter().any(|other| other.name == body.name) {
            return Err(("name", format!("the name `{}` is there twice; each body has its own", body.name.as_str())));
        }
        if let Some(parent) = &body.parent {
            if self.by_id(parent).is_none() {
                let ids = self.0.iter().map(|other| other.id.as_str());
                let hint = nearest::to(parent.as_str(), ids)
                    .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
                return Err(("parent", format!("there is no body `{parent}`{hint}")));
            }
            let above = self.above(body);
            if above.iter().any(|other| other.id == body.id) {
                let way: Vec<_> = std::iter::once(body).chain(above).map(|other| other.id.as_str()).collect();
                return Err(("parent", format!("the tree has a cycle: {}", way.join(" -> "))));
            }
        }
        let twice =
            body.mediators.iter().enumerate().find(|(at, one)| {
                body.mediators.get(..*at).unwrap_or_default().iter().any(|other| other.name == one.name)
            });
        match twice {
            Some((_, one)) => Err(("mediators", format!("the mediator `{}` is there twice", one.name.as_str()))),
            None => Ok(()),
        }
    }

    /// All of them, as listed.
    pub fn iter(&self) -> impl Iterator<Item = &MediationBody> {
        self.0.iter()
    }

    /// The one with this id.
    #[must_use]
    pub fn by_id(&self, id: &BodyId) -> Option<&MediationBody> {
        self.0.iter().find(|body| body.id == *id)
    }

    /// The one with this id or name.
    #[must_use]
    pub fn find(&self, said: &Text) -> Option<&MediationBody> {
        self.0.iter().find(|body| body.name == *said || body.id.as_str() == said.as_str())
    }

    /// Those above a body, nearest first. In a list that has not been checked it ends where the tree begins anew.
    #[must_use]
    pub fn above(&self, body: &MediationBody) -> Vec<&MediationBody> {
        let mut above = Vec::new();
        let mut next = body.parent.as_ref();
        while let Some(parent) = next.and_then(|id| self.by_id(id)) {
            if above.iter().any(|seen: &&MediationBody| seen.id == parent.id) {
                break;
            }
            above.push(parent);
            next = parent.parent.as_ref();
        }
        above
    }
}

/// The body that is meant, by its name; any name where the agency lists none.
///
/// # Errors
/// If there is no such body on the list.
pub(crate) fn known(rules: &Rules, said: &Text) -> Result<Text, Refusal> {
    let Some(bodies) = rules.bodies() else { return Ok(said.clone()) };
    if let Some(body) = bodies.find(said) {
        return Ok(body.name.clone());
    }
    let all = bodies.iter().flat_map(|body| [body.name.as_str(), body.id.as_str()]);
    Err(unknown("BODY_UNKNOWN", ("调解组织", "mediation body"), said, nearest::to(said.as_str(), all)))
}

/// The mediator that is meant, one of the body that was assigned; any name where the agency lists none.
///
/// # Errors
/// If the body has no such mediator.
pub(crate) fn known_mediator(rules: &Rules, body: Option<&Text>, said: &Text) -> Result<(), Refusal> {
    let Some(body) = rules.bodies().zip(body).and_then(|(bodies, body)| bodies.find(body)) else { return Ok(()) };
    if body.mediators.iter().any(|one| one.name == *said) {
        return Ok(());
    }
    let all = body.mediators.iter().map(|one| one.name.as_str());
    Err(unknown(
        "MEDIATOR_UNKNOWN",
        ("该调解组织的调解员", "mediator of this body"),
        said,
        nearest::to(said.as_str(), all),
    ))
}

fn unknown(code: &str, what: (&str, &str), said: &Text, near: Option<&str>) -> Refusal {
    let (zh, en) = near.map_or_else(
        || ("；名录中没有可选的，请更新名录".to_owned(), "; the list has none, so add it there".to_owned()),
        |near| (format!("；是否应为“{near}”？"), format!("; did you mean `{near}`?")),
    );
    let said = said.as_str();
    Refusal::out_of_order(
        code,
        format!("名录中没有{}“{said}”{zh}", what.0),
        format!("the list has no {} `{said}`{en}", what.1),
    )
}

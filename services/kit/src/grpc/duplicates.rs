//! `FindDuplicates` (疑似重复): candidates come from the words of matters, names and marks of numbers among them; whether they
//! are likely is core's to say. Nothing is kept of it.

use super::read::Reader;
use crate::{
    codec::field::{self, proto_instant},
    marks,
    status::Problem,
    store::rows::{MatterFilter, OrderBy, PageRequest, Run},
};
use duijie_core::{
    decide::after_another,
    duplicates::{Sign, plain, signs, strength},
    ids::MatterId,
    matter::Matter,
    time::Timestamp,
};
use duijie_proto::v1;
use std::collections::BTreeSet;

/// Matters looked at for one name or number, newest first: each is folded, so a common name takes some tens of milliseconds.
const LOOKS_MAX: usize = 200;
/// Matters that are told.
const TOLD_MAX: usize = 50;

/// What is likely about the same dispute as the matter that is asked about.
pub(super) fn find(
    reader: &Reader,
    request: &v1::FindDuplicatesRequest,
) -> Result<v1::FindDuplicatesResponse, Problem> {
    let id: MatterId = field::token("matter_id", &request.matter_id)?;
    let asked = reader.matter(&id, u64::MAX)?;
    let mut found = Vec::new();
    for other in candidates(reader, &asked.matter)? {
        let history = reader.matter(&other, u64::MAX)?;
        let signs = signs(&asked.matter, &history.matter);
        if !signs.is_empty() {
            found.push((strength(&signs), duplicate(reader.now, &asked.matter, &history.matter, &signs)));
        }
    }
    // The strongest first, of equal ones the newest.
    let seconds = |one: &v1::Duplicate| one.registered_at.map_or(0, |at| at.seconds);
    found.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| seconds(other).cmp(&seconds(one))));
    let duplicates = found.into_iter().map(|(_, duplicate)| duplicate).take(TOLD_MAX).collect();
    Ok(v1::FindDuplicatesResponse { duplicates })
}

/// What the law has follow for a matter from the others of its dispute that are here.
pub(super) fn followed_from(reader: &Reader, matter: &Matter) -> Result<Vec<v1::NextStep>, Problem> {
    let filter = MatterFilter { dispute: Some(matter.dispute.clone()), ..MatterFilter::default() };
    let page = PageRequest { order: OrderBy::Began, run: Run::Down, limit: LOOKS_MAX, after: None };
    let mut steps = Vec::new();
    for other in reader.store.list_matters(&filter, &page)?.rows.into_iter().filter(|row| row.id != matter.id) {
        steps.extend(next_step(reader.now, matter, &reader.matter(&other.id, u64::MAX)?.matter));
    }
    Ok(steps)
}

fn next_step(now: Timestamp, matter: &Matter, other: &Matter) -> Option<v1::NextStep> {
    let (text_zh, text_en, basis) = after_another(now, matter, other)?;
    Some(v1::NextStep { text_zh, text_en, basis: basis.to_owned() })
}

/// Everything that shares a name or a number with it, but itself.
fn candidates(reader: &Reader, matter: &Matter) -> Result<BTreeSet<MatterId>, Problem> {
    let names = matter.subject.parties.iter().map(|party| plain(&party.name));
    let marks = matter.identifications().into_iter().map(|one| marks::word(&one.mark));
    let mut all = BTreeSet::new();
    // A name of signs alone would ask for nothing and find everything.
    for words in names.chain(marks).filter(|words| words.chars().any(char::is_alphanumeric)) {
        let filter = MatterFilter { text: Some(words), ..MatterFilter::default() };
        let page = PageRequest { order: OrderBy::Began, run: Run::Down, limit: LOOKS_MAX, after: None };
        all.extend(reader.store.list_matters(&filter, &page)?.rows.into_iter().map(|row| row.id));
    }
    all.remove(&matter.id);
    Ok(all)
}

fn duplicate(now: Timestamp, asked: &Matter, matter: &Matter, signs: &[Sign]) -> v1::Duplicate {
    let state = if matter.closed.is_some() { v1::MatterState::Closed } else { v1::MatterState::Open };
    v1::Duplicate {
        matter_id: matter.id.as_str().to_owned(),
        dispute_code: matter.dispute.as_str().to_owned(),
        state: state as i32,
        title: matter.subject.title.as_str().to_owned(),
        registered_at: Some(proto_instant(matter.registered_at)),
        linked: asked.dispute == matter.dispute,
        reasons: signs.iter().map(reason).collect(),
        next_steps: next_step(now, asked, matter).into_iter().collect(),
    }
}

fn reason(sign: &Sign) -> v1::DuplicateReason {
    let (kind, party, zh, en) = match sign {
        Sign::SameIdentifier { party } => {
            let party = party.as_str();
            let (zh, en) = (format!("“{party}”的证件号码相同"), format!("`{party}` is known by the same number"));
            (v1::DuplicateSign::SameIdentifier, party, zh, en)
        }
        Sign::SameName { party } => {
            let party = party.as_str();
            let (zh, en) = (format!("当事人“{party}”同名"), format!("a party is called `{party}` too"));
            (v1::DuplicateSign::SameName, party, zh, en)
        }
        Sign::SamePlace => {
            let (zh, en) = ("地点相同或者一地在另一地之内", "the place is the same, or one lies in the other");
            (v1::DuplicateSign::SamePlace, "", zh.to_owned(), en.to_owned())
        }
        Sign::SameCategory => {
            let (zh, en) = ("纠纷类别相同", "the category is the same");
            (v1::DuplicateSign::SameCategory, "", zh.to_owned(), en.to_owned())
        }
    };
    v1::DuplicateReason { sign: kind as i32, party: party.to_owned(), text_zh: zh, text_en: en }
}

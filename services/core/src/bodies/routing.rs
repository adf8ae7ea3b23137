//! Proposals (分流建议): which mediation bodies a referral could go to, best first, with the reasons. Nothing is assigned by it.

use super::{Bodies, MediationBody, Speciality};
use crate::{
    matter::Matter,
    referral::Referral,
    term::{Words, words},
};
use std::cmp::Reverse;

/// As many are proposed at most: a clerk reads a page, not a register.
pub const PROPOSALS_MAX: usize = 10;

/// What is left when the body on top has failed too (人民调解法第26条 asks to tell the parties of the other ways).
pub const NONE_LEFT: Words = words(
    "连续调解不成已达规定次数，名录中没有可以再指派的调解组织：可以由现调解组织牵头会诊并登记（duijie dossier add，joint_panel）；\
     仍不成的，办结为调解不成（duijie conclude --outcome no_agreement），并告知当事人可以依法通过仲裁、行政、司法等途径维护权利",
    "as many attempts as the rule allows have failed and no other body is left: hold a joint panel (`joint_panel`), or conclude it \
     as `no_agreement` and tell the parties of arbitration, administrative and judicial ways",
);

/// What is proposed for a referral, and what of what would be near is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Routing<'a> {
    /// Best first.
    pub proposals: Vec<Proposal<'a>>,
    /// With why.
    pub set_aside: Vec<Proposal<'a>>,
    /// Why nothing is proposed, in both languages, where nothing is.
    pub nothing: Option<(String, String)>,
}

/// One body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal<'a> {
    /// Which.
    pub body: &'a MediationBody,
    /// Open referrals assigned to it.
    pub load: u32,
    /// Why, in both languages.
    pub reasons: Vec<(String, String)>,
    /// Names of its mediators, those of the field first.
    pub mediators: Vec<&'a str>,
}

/// Proposes bodies by kind, place, field and load. After failed attempts those above the present body come first, and who has
/// failed already is set aside.
pub fn propose<'a>(
    bodies: &'a Bodies,
    matter: &Matter,
    referral: &Referral,
    load: impl Fn(&str) -> u32,
) -> Routing<'a> {
    let asked = Asked::of(bodies, matter, referral);
    let mut ranked = Vec::new();
    let mut set_aside = Vec::new();
    for (body, near) in asked.near() {
        let load = load(body.name.as_str());
        let mediators = mediators(body, asked.field);
        if let Some(why) = not_again(referral, body) {
            set_aside.push(Proposal { body, load, reasons: vec![why], mediators });
        } else if asked.comes_next(body, near) {
            let field = asked.field.filter(|_| near.special);
            let Near { covered, step, special } = near;
            let reasons = reasons(Found { body, referral, field, covered, step, load });
            let full = load >= body.capacity;
            let share = u64::from(load) * 1_000 / u64::from(body.capacity.max(1));
            let rank = (step.unwrap_or(usize::MAX), full, !special, Reverse(covered), share, body.id.as_str());
            ranked.push((rank, Proposal { body, load, reasons, mediators }));
        }
    }
    ranked.sort_by_key(|(one, _)| *one);
    let proposals: Vec<_> = ranked.into_iter().map(|(_, proposal)| proposal).take(PROPOSALS_MAX).collect();
    set_aside.truncate(PROPOSALS_MAX);
    let nothing = proposals.is_empty().then(|| asked.why_nothing());
    Routing { proposals, set_aside, nothing }
}

/// The bodies that may have the referral next, those above the present one first, however much they have to do.
#[must_use]
pub fn next<'a>(bodies: &'a Bodies, matter: &Matter, referral: &Referral) -> Vec<&'a MediationBody> {
    let asked = Asked::of(bodies, matter, referral);
    let mut next: Vec<_> = asked.near().filter(|(body, near)| asked.comes_next(body, *near)).collect();
    next.retain(|(body, _)| not_again(referral, body).is_none());
    next.sort_by_key(|(_, near)| near.step.unwrap_or(usize::MAX));
    next.into_iter().map(|(body, _)| body).collect()
}

/// A referral that looks for a body.
struct Asked<'a, 'r> {
    bodies: &'a Bodies,
    referral: &'r Referral,
    field: Option<Speciality>,
    place: &'r str,
    /// The body that has had its attempts, and those above it.
    present: Option<&'a MediationBody>,
    above: Vec<&'a MediationBody>,
}

/// How near a body is.
#[derive(Clone, Copy)]
struct Near {
    covered: Option<usize>,
    step: Option<usize>,
    special: bool,
}

impl<'a, 'r> Asked<'a, 'r> {
    fn of(bodies: &'a Bodies, matter: &'r Matter, referral: &'r Referral) -> Self {
        let failed = referral.mediation_body.as_ref().filter(|_| referral.must_be_passed_up());
        let present = failed.and_then(|name| bodies.find(name));
        Self {
            bodies,
            referral,
            field: Speciality::of_category(matter.subject.category.as_str()),
            place: matter.subject.place.as_str(),
            present,
            above: present.map(|body| bodies.above(body)).unwrap_or_default(),
        }
    }

    /// Those that take such a dispute, and serve its place or are above the present one.
    fn near(&self) -> impl Iterator<Item = (&'a MediationBody, Near)> {
        self.bodies.iter().filter_map(|body| {
            let step = self.above.iter().position(|other| other.id == body.id);
            let covered = self.covered(body);
            let special = self.field.is_some_and(|field| body.specialities.contains(&field));
            let takes = body.kinds.is_empty() || body.kinds.contains(&self.referral.kind);
            let near = takes && (covered.is_some() || step.is_some()) && (body.specialities.is_empty() || special);
            near.then_some((body, Near { covered, step, special }))
        })
    }

    fn covered(&self, body: &MediationBody) -> Option<usize> {
        body.places.iter().filter_map(|own| covered(own.as_str(), self.place)).max()
    }

    /// Another than the present one, and after failed attempts none of its tier or below it.
    fn comes_next(&self, body: &MediationBody, near: Near) -> bool {
        let present = self.referral.mediation_body.as_ref() == Some(&body.name);
        !present && self.present.is_none_or(|present| near.step.is_some() || body.tier > present.tier)
    }

    fn why_nothing(&self) -> (String, String) {
        if self.present.is_some() {
            return (NONE_LEFT.zh.to_owned(), NONE_LEFT.en.to_owned());
        }
        let place = self.place;
        if self.bodies.iter().all(|body| self.covered(body).is_none()) {
            return (
                format!(
                    "名录中没有服务区划 {place} 的调解组织：请核对事项地点；确不属本地的，不予受理并建议有管辖权的单位"
                ),
                format!("no listed body serves {place}: check the place, or decline and suggest the competent agency"),
            );
        }
        let kind = self.referral.kind.as_str();
        (
            format!(
                "服务区划 {place} 的调解组织都不受理 {kind} 类对接或者该类纠纷，或者都已调解不成：请补充名录，或者由负责人说明理由后指派"
            ),
            format!(
                "no body that serves {place} takes kind `{kind}` and such disputes and has not failed: add one to the list"
            ),
        )
    }
}

struct Found<'a> {
    body: &'a MediationBody,
    referral: &'a Referral,
    field: Option<Speciality>,
    covered: Option<usize>,
    step: Option<usize>,
    load: u32,
}

fn reasons(found: Found<'_>) -> Vec<(String, String)> {
    let Found { body, referral, field, covered, step, load } = found;
    let mut reasons = Vec::new();
    if let Some(step) = step {
        let (zh, en) = if step == 0 {
            ("上一级组织", "the body above")
        } else {
            ("更上一级组织", "a body further above")
        };
        let count = referral.failed_attempt.map_or(0, |attempt| attempt.in_a_row);
        reasons.push((
            format!("现调解组织已连续 {count} 次调解不成，这是其{zh}"),
            format!("{count} attempts of the present body failed in a row; this is {en}"),
        ));
    }
    if let Some(field) = field {
        let it = field.words();
        reasons.push((format!("专业对口：{}", it.zh), format!("its field: {}", it.en)));
    }
    if let Some(digits) = covered {
        let tier = body.tier.words();
        reasons.push((
            format!("属地相符：{}组织，区划代码前缀 {digits} 位", tier.zh),
            format!("it serves the place: {} body, division code of {digits} digits", tier.en),
        ));
    }
    if !body.kinds.is_empty() {
        let kind = referral.kind.as_str();
        reasons.push((format!("受理 {kind} 类对接"), format!("it takes kind `{kind}`")));
    }
    let capacity = body.capacity;
    reasons.push(if load >= capacity {
        (format!("已满：在办 {load} 件，可承办 {capacity} 件"), format!("full: {load} open of {capacity}"))
    } else {
        (format!("在办 {load} 件，可承办 {capacity} 件"), format!("{load} open of {capacity}"))
    });
    reasons
}

fn not_again(referral: &Referral, body: &MediationBody) -> Option<(String, String)> {
    referral.has_failed(&body.name).then(|| {
        let zh = "已在本对接中调解不成，不再建议；确需再次指派的，由负责人说明理由".to_owned();
        (zh, "it has failed in this referral; to try again needs a leader and a reason".to_owned())
    })
}

fn mediators(body: &MediationBody, field: Option<Speciality>) -> Vec<&str> {
    let fits = |one: &&super::Mediator| field.is_some_and(|field| one.specialities.contains(&field));
    let (first, then): (Vec<_>, Vec<_>) = body.mediators.iter().partition(fits);
    first.into_iter().chain(then).map(|one| one.name.as_str()).collect()
}

/// How many digits of `place` the division `own` names, if it contains it. Of a county, city or province, pairs of zeros at the
/// end name all below it, and threes of zeros below a county.
fn covered(own: &str, place: &str) -> Option<usize> {
    let mut own = own;
    let (zeros, least) = if own.len() == 6 { ("00", 2) } else { ("000", 6) };
    while let Some(shorter) = own.strip_suffix(zeros).filter(|shorter| shorter.len() >= least) {
        own = shorter;
    }
    place.starts_with(own).then_some(own.len())
}

#[cfg(test)]
mod tests {
    use super::covered;

    #[test]
    fn a_place_is_within_the_division_whose_code_it_begins_with() {
        assert_eq!(covered("990101", "990101002003"), Some(6));
        assert_eq!(covered("990100", "990101"), Some(4));
        assert_eq!(covered("990000", "990101002"), Some(2));
        assert_eq!(covered("990101002000", "990101002003"), Some(9));
        assert_eq!(covered("990101002", "990101"), None);
        assert_eq!(covered("990102", "990101002"), None);
    }
}

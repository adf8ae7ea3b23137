//! Petitions, each fixed as it was first written: how one is passed on, and what a dossier says of it.

use super::super::{agency, material, text};
use crate::sample::NOW;
use duijie_core::{
    dossier::{
        Entry, Level, Reception, ReceptionOutcome, Repeat, RepeatWhy, Reply, ReviewAsked, ReviewedOpinion, Sorting,
    },
    petition::{PassedOn, Requirements, Sort, Way},
};

/// Passed on, and assigned.
pub(in crate::sample) fn passed_on() -> [PassedOn; 3] {
    let requirements = Requirements {
        unit: text("某局"),
        leader: text("某副局长"),
        handler: text("某科长"),
        supervisor: text("某综治中心"),
        demand: text("查清原因并书面答复"),
        days: 45,
    };
    [
        PassedOn { sort: Some(Sort::Suggestion), requirements: None, accused: Vec::new() },
        PassedOn { sort: Some(Sort::Claim(Way::Handling)), requirements: Some(requirements), accused: Vec::new() },
        PassedOn { sort: Some(Sort::Accusation), requirements: None, accused: vec![agency("320102.courts")] },
    ]
}

/// By the names of their samples.
pub(super) fn entries() -> Vec<(&'static str, Entry)> {
    let reply = Reply {
        level: Level::First,
        number: text("某信答〔2026〕1号"),
        request: text("请求修复排水管"),
        facts: text("排水管破损"),
        opinion: text("一个月内修复"),
        legal_basis: text("《某条例》第8条"),
        document: Some(material()),
        delivered_at: NOW,
    };
    let accusation = Sorting {
        sort: Sort::Accusation,
        accused: vec![agency("320102.courts")],
        accepted_at: None,
        text: Some(text("举报")),
        accused_in_words: None,
    };
    let unlisted =
        Sorting { accused: Vec::new(), accused_in_words: Some(text("某公司经理")), ..accusation.clone() };
    let claim = Sorting {
        sort: Sort::Claim(Way::Handling),
        accused: Vec::new(),
        accepted_at: Some(NOW),
        text: None,
        accused_in_words: None,
    };
    let repeat =
        Repeat { why: RepeatWhy::Exhausted, earlier: text("信〔2025〕7号"), evidence: None, taken_back: None };
    let reception = Reception {
        leader: text("某县长"),
        ended_at: NOW,
        outcome: ReceptionOutcome::WithinTime,
        text: text("责成某局限期办理"),
    };
    let asked = ReviewAsked { level: Level::Review, asked_at: NOW, text: Some(text("不服")), reviewed: None };
    let reviewed = ReviewedOpinion {
        agency: text("某县住建局"),
        number: text("某信答〔2026〕1号"),
        delivered_at: NOW,
        document: Some(material()),
    };
    let asked_above = ReviewAsked { reviewed: Some(reviewed), ..asked.clone() };
    vec![
        ("accusation", Entry::Sorting(accusation)),
        ("claim", Entry::Sorting(claim)),
        ("reception", Entry::Reception(reception)),
        ("reply", Entry::Reply(reply)),
        ("review_asked", Entry::ReviewAsked(asked)),
        ("review_asked_above", Entry::ReviewAsked(asked_above)),
        ("accusation_unlisted", Entry::Sorting(unlisted)),
        ("repeat", Entry::Repeat(repeat.clone())),
        ("repeat_elsewhere", Entry::Repeat(Repeat { evidence: Some(material()), ..repeat.clone() })),
        ("repeat_taken_back", Entry::Repeat(Repeat { taken_back: Some(text("编号有误")), ..repeat })),
    ]
}

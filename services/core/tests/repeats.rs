//! 重复信访: what only repeats another petition, and who answers for saying so (信访工作条例第19条第3款、第36条第3款).
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    decide::Asker,
    dossier::{Entry, Level, Repeat, RepeatWhy, Reply, ReviewAsked, Sorting},
    matter::Matter,
    petition::{Sort, Way},
    refusal::Refusal,
};
use duijie_testkit::{
    TwoDesks,
    desk::code,
    petitions::{housing, passing, sorted, sorting, transfer, write},
    sample::{beijing, material, text},
};

const EXHAUSTED: &str = "《信访工作条例》第36条第3款";
const UNDER_WAY: &str = "《信访工作条例》第19条第3款";

fn claim() -> TwoDesks {
    sorted(Sort::Claim(Way::Handling))
}

fn repeat(why: RepeatWhy) -> Repeat {
    Repeat { why, earlier: text("信〔2025〕7号"), evidence: None, taken_back: None }
}

fn refused<T: std::fmt::Debug>(result: Result<T, Refusal>) -> (String, String) {
    let refusal = result.unwrap_err();
    (refusal.code, refusal.basis.unwrap_or_default())
}

fn said(code: &str, article: &str) -> (String, String) {
    (code.to_owned(), article.to_owned())
}

/// The office's file of another petition.
fn other(mut desks: TwoDesks) -> Matter {
    let mut matter = desks.sender.matter.take().unwrap();
    matter.id = "matter-9".parse().unwrap();
    matter
}

/// One that has been through its second review.
fn exhausted() -> Matter {
    let mut desks = claim();
    let at = desks.sender.now;
    let reply = |level| {
        Entry::Reply(Reply {
            level,
            number: text("青信答〔2026〕3号"),
            request: text("请求"),
            facts: text("事实"),
            opinion: text("意见"),
            legal_basis: text("依据"),
            document: None,
            delivered_at: at,
        })
    };
    let asked = |level| Entry::ReviewAsked(ReviewAsked { level, asked_at: at, text: None, reviewed: None });
    for entry in [
        reply(Level::First),
        asked(Level::Review),
        reply(Level::Review),
        asked(Level::SecondReview),
        reply(Level::SecondReview),
    ] {
        write(&mut desks.sender, entry).unwrap();
    }
    other(desks)
}

/// One that is passed on and waits.
fn under_way() -> Matter {
    let mut desks = claim();
    desks.refer(transfer()).unwrap();
    other(desks)
}

#[test]
fn what_only_repeats_another_petition_is_registered_and_not_handled() {
    for (why, earlier, got, article) in [
        (RepeatWhy::Exhausted, exhausted(), "REVIEW_EXHAUSTED", EXHAUSTED),
        (RepeatWhy::UnderWay, under_way(), "UNDER_WAY_BELOW", UNDER_WAY),
    ] {
        let mut desks = claim();
        desks.sender.other = Some(earlier);
        let entry = Entry::Repeat(repeat(why));
        write(&mut desks.sender, entry.clone()).unwrap();
        assert_eq!(code(write(&mut desks.sender, entry)), "REPEAT_STANDS");
        for to in ["petition", "transfer"] {
            assert_eq!(refused(desks.refer(passing(to, housing(), None))), said(got, article), "{to}");
        }
        let began = Sorting { accepted_at: Some(desks.sender.now), ..sorting(Sort::Claim(Way::Handling)) };
        assert_eq!(refused(write(&mut desks.sender, Entry::Sorting(began))), said(got, article));
    }
}

#[test]
fn an_earlier_petition_that_has_not_come_so_far_is_not_repeated() {
    for (why, earlier, article) in
        [(RepeatWhy::Exhausted, under_way(), EXHAUSTED), (RepeatWhy::UnderWay, other(claim()), UNDER_WAY)]
    {
        let mut desks = claim();
        desks.sender.other = Some(earlier);
        assert_eq!(refused(write(&mut desks.sender, Entry::Repeat(repeat(why)))), said("NOT_REPEATED", article));
    }
    let mut desks = claim();
    desks.sender.other = desks.sender.matter.clone();
    let itself = Entry::Repeat(repeat(RepeatWhy::Exhausted));
    assert_eq!(refused(write(&mut desks.sender, itself)), said("REPEATS_ITSELF", EXHAUSTED));
}

#[test]
fn what_is_overdue_is_not_being_handled_within_its_term() {
    let mut earlier = claim();
    let began = Sorting { accepted_at: Some(earlier.sender.now), ..sorting(Sort::Claim(Way::Handling)) };
    write(&mut earlier.sender, Entry::Sorting(began)).unwrap();
    let earlier = other(earlier);
    for (now, late) in [(beijing(2026, 5, 1, 9), false), (beijing(2026, 5, 9, 9), true)] {
        let mut desks = claim();
        desks.clock(now);
        desks.sender.other = Some(earlier.clone());
        let written = write(&mut desks.sender, Entry::Repeat(repeat(RepeatWhy::UnderWay)));
        assert_eq!(written.is_err(), late, "{written:?}");
    }
}

#[test]
fn another_agencys_petition_is_shown_by_a_document_and_a_leader_answers_for_it() {
    for (why, article) in [(RepeatWhy::Exhausted, EXHAUSTED), (RepeatWhy::UnderWay, UNDER_WAY)] {
        let mut desks = claim();
        let shown = Entry::Repeat(Repeat { evidence: Some(material("复核意见书")), ..repeat(why) });
        assert_eq!(refused(write(&mut desks.sender, shown.clone())), said("LEADER_NEEDED", article));
        desks.sender.asker = Asker::Leader;
        let bare = Entry::Repeat(repeat(why));
        assert_eq!(refused(write(&mut desks.sender, bare)), said("EARLIER_UNKNOWN", article));
        write(&mut desks.sender, shown).unwrap();
    }
}

#[test]
fn a_leader_takes_a_wrong_one_back_with_a_reason() {
    let mut desks = claim();
    let back = Entry::Repeat(Repeat { taken_back: Some(text("编号抄错")), ..repeat(RepeatWhy::Exhausted) });
    assert_eq!(code(write(&mut desks.sender, back.clone())), "NO_REPEAT_TO_TAKE_BACK");
    desks.sender.other = Some(exhausted());
    write(&mut desks.sender, Entry::Repeat(repeat(RepeatWhy::Exhausted))).unwrap();
    assert_eq!(code(write(&mut desks.sender, back.clone())), "LEADER_NEEDED");
    desks.sender.asker = Asker::Leader;
    write(&mut desks.sender, back).unwrap();
    desks.refer(transfer()).unwrap();
}

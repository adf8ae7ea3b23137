//! Entries about petitions, in a sentence of each language. What was said and written stays in the dossier.

use duijie_core::{
    dossier::{Level, Reception, ReceptionOutcome, Repeat, RepeatWhy, Reply, ReviewAsked, Sorting},
    petition::Sort,
};

type Said = (&'static str, String, String);

pub(super) fn sorting(sorting: &Sorting) -> Said {
    let (zh, en) = match sorting.sort {
        Sort::Suggestion => ("甄别为意见建议".to_owned(), "sorted as a suggestion".to_owned()),
        Sort::Accusation => {
            ("甄别为检举控告，材料受保护".to_owned(), "sorted as an accusation, which is protected".to_owned())
        }
        Sort::Claim(way) => {
            let item = way.item();
            (
                format!("甄别为申诉求决，按第31条第{item}项处理"),
                format!("sorted as a claim under item {item} of Article 31"),
            )
        }
    };
    ("sorting", zh, en)
}

pub(super) fn reception(reception: &Reception) -> Said {
    let (zh, en) = match reception.outcome {
        ReceptionOutcome::Solved => ("当场解决", "solved on the spot"),
        ReceptionOutcome::WithinTime => ("限期办理", "to be handled within a time"),
        ReceptionOutcome::Explained => ("解释说明", "explained"),
        ReceptionOutcome::ToBeStudied => ("研究解决", "to be studied"),
    };
    ("reception", format!("领导接访：{zh}"), format!("a leader received the petitioner: {en}"))
}

pub(super) fn reply(reply: &Reply) -> Said {
    let number = reply.number.as_str();
    let (zh, en) = match reply.level {
        Level::First => ("信访处理意见书", "written opinion"),
        Level::Review => ("复查意见", "review opinion"),
        Level::SecondReview => ("复核意见", "second review opinion"),
    };
    ("reply", format!("{zh} {number} 已送达信访人"), format!("{en} {number} reached the petitioner"))
}

pub(super) fn review_asked(asked: &ReviewAsked) -> Said {
    let (zh, en) = match asked.level {
        Level::First | Level::Review => ("信访人请求复查", "the petitioner asks for a review"),
        Level::SecondReview => ("信访人请求复核", "the petitioner asks for a second review"),
    };
    let of = asked.reviewed.as_ref().map(|it| (it.agency.as_str(), it.number.as_str()));
    let (zh, en) = match of {
        Some((agency, number)) => (format!("{zh}（{agency} {number}）"), format!("{en} (of {agency}, {number})")),
        None => (zh.to_owned(), en.to_owned()),
    };
    ("review_asked", zh, en)
}

pub(super) fn repeat(repeat: &Repeat) -> Said {
    let earlier = repeat.earlier.as_str();
    if let Some(reason) = &repeat.taken_back {
        let reason = reason.as_str();
        let zh = format!("撤销与 {earlier} 重复的登记：{reason}");
        return ("repeat", zh, format!("takes back that it repeats {earlier}: {reason}"));
    }
    let (zh, en) = match repeat.why {
        RepeatWhy::Exhausted => ("复核意见已经作出", "its second review is decided"),
        RepeatWhy::UnderWay => ("正在受理办理", "it is being handled"),
    };
    (
        "repeat",
        format!("与 {earlier} 重复（{zh}），只作登记"),
        format!("repeats {earlier} ({en}) and is only registered"),
    )
}

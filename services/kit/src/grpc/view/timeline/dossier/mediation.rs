//! What is written of a mediation. Only the agency's own officers read its timeline, so what was said stands in it.

use duijie_core::{
    confidential::Confidential,
    dossier::{
        Archive, Disclosure, FilePart, FollowUp, JointPanel, Keep, Performance, Performed, Presence, Recusal,
        RecusalDecision, RecusalRuling, ReleaseConsent, ReleaseWord, Released, ReplacementRejected, Satisfaction,
        Session,
    },
    text::Text,
};

type Said = (&'static str, String, String);

pub(super) fn disclosure(it: &Disclosure) -> Said {
    let (whom, tie, said) = (it.whom.as_str(), it.tie.words(), said(&it.text));
    let zh = format!("{whom}披露：{}；{said}", tie.zh);
    ("disclosure", zh, format!("{whom} discloses {}: {said}", tie.en))
}

pub(super) fn recusal(it: &Recusal) -> Said {
    let (party, whom, tie, said) = (it.party.as_str(), it.whom.as_str(), it.tie.words(), said(&it.text));
    let zh = format!("{party}申请{whom}回避：{}；{said}", tie.zh);
    ("recusal", zh, format!("{party} asks that {whom} withdraw for {}: {said}", tie.en))
}

pub(super) fn decision(it: &RecusalDecision) -> Said {
    let (zh, en) = match it.ruling {
        RecusalRuling::Replaced => ("更换", "to be replaced"),
        RecusalRuling::Refused => ("驳回申请", "refused"),
        RecusalRuling::Continues(_) => ("各方同意，由原人员继续", "goes on, as all agree"),
    };
    let (by, about) = (it.decided_by.as_str(), it.about);
    let reason = it.reason.as_ref().map_or("", Text::as_str);
    let zh = format!("回避决定（第 {about} 号）：{zh}，决定人：{by}{}", after("，理由：", reason));
    ("recusal_decision", zh, format!("recusal of entry {about}: {en}, decided by {by}{}", after(": ", reason)))
}

pub(super) fn rejected(it: &ReplacementRejected) -> Said {
    let party = it.party.as_str();
    let text = it.text.as_ref().map_or("", said);
    let zh = format!("{party}不同意更换后的人选，视为拒绝调解{}", after("：", text));
    (
        "replacement_rejected",
        zh,
        format!("{party} rejects the replacement too, which refuses mediation{}", after(": ", text)),
    )
}

pub(super) fn session(it: &Session) -> Said {
    let who = |presence, between: &str| -> String {
        let of = it.attendance.iter().filter(|one| one.presence == presence).map(|one| one.party.as_str());
        of.collect::<Vec<_>>().join(between)
    };
    let place = it.place.as_str();
    let (mut zh, mut en) =
        (format!("召开调解会（{}，{place}）", it.held_at), format!("session at {} in {place}", it.held_at));
    for (presence, name_zh, name_en) in [
        (Presence::Came, "到场", "came"),
        (Presence::Excused, "有正当理由未到", "excused"),
        (Presence::Absent, "无正当理由未到", "stayed away"),
    ] {
        zh.push_str(&after(&format!("；{name_zh}："), &who(presence, "、")));
        en.push_str(&after(&format!("; {name_en}: "), &who(presence, ", ")));
    }
    let note = it.note.as_ref().map_or("", said);
    zh.push_str(&after("；", note));
    en.push_str(&after("; ", note));
    ("session", zh, en)
}

pub(super) fn panel(it: &JointPanel) -> Said {
    let (lead, opinion) = (it.lead.as_str(), said(&it.opinion));
    let assisting: Vec<_> = it.assisting.iter().map(Text::as_str).collect();
    let zh = format!("会诊（{}）：{lead}牵头，{}协助；{opinion}", it.held_at, assisting.join("、"));
    ("joint_panel", zh, format!("joint panel at {}: {lead} with {}; {opinion}", it.held_at, assisting.join(", ")))
}

pub(super) fn performance(it: &Performance) -> Said {
    let (done_zh, done_en) = match it.performed {
        Performed::Done => ("已履行", "performed"),
        Performed::Breached => ("未按约定履行", "not performed as agreed"),
    };
    let (part_zh, part_en) = it.instalment.map_or_else(
        || ("全部".to_owned(), "the whole".to_owned()),
        |it| (format!("第 {} 期（共 {} 期）", it.number, it.of), format!("instalment {} of {}", it.number, it.of)),
    );
    let (on, text) = (it.on, it.text.as_ref().map_or("", Text::as_str));
    let zh = format!("协议履行：{on} {part_zh}{done_zh}{}", after("；", text));
    ("performance", zh, format!("{part_en} {done_en} on {on}{}", after(": ", text)))
}

pub(super) fn follow_up(it: &FollowUp) -> Said {
    let (zh, en) = match it.satisfaction {
        Satisfaction::Satisfied => ("满意", "satisfied"),
        Satisfaction::Mostly => ("基本满意", "mostly satisfied"),
        Satisfaction::Dissatisfied => ("不满意", "not satisfied"),
    };
    let (on, party, measures) = (it.on, it.party.as_str(), it.measures.as_ref().map_or("", Text::as_str));
    let zh = format!("回访（{on}）：{party}{zh}{}", after("；措施：", measures));
    ("follow_up", zh, format!("called back on {on}: {party} is {en}{}", after("; measures: ", measures)))
}

pub(super) fn file_part(it: &FilePart) -> Said {
    let (part, document) = (it.part.words(), it.document.name.as_str());
    ("file_part", format!("立卷：{}《{document}》", part.zh), format!("filed as {}: {document}", part.en))
}

pub(super) fn archive(it: &Archive) -> Said {
    let number = it.number.as_str();
    let (zh, en) = match it.keep {
        Keep::Years(years) => (format!("保管 {years} 年"), format!("kept for {years} years")),
        Keep::ForEver => ("永久保管".to_owned(), "kept for ever".to_owned()),
    };
    ("archive", format!("归档：{number}，{zh}"), format!("archived as {number}, {en}"))
}

pub(super) fn release_consent(it: &ReleaseConsent) -> Said {
    let party = it.party.as_str();
    let (zh, en) = match it.word {
        ReleaseWord::Given(_) => ("书面同意公开调解内容", "agrees in writing that what was said may be made known"),
        ReleaseWord::Withdrawn(_) => ("撤回公开调解内容的同意", "takes back that what was said may be made known"),
    };
    ("release_consent", format!("{party}{zh}"), format!("{party} {en}"))
}

pub(super) fn released(it: &Released) -> Said {
    let (of, text) = (it.said_at, it.text.as_str());
    let zh = format!("经各方当事人书面同意，公开流水号 {of} 中的内容：{text}");
    ("released", zh, format!("released from record {of}, as all parties agreed in writing: {text}"))
}

fn said(said: &Confidential<Text>) -> &str {
    said.in_the_file().as_str()
}

fn after(before: &str, words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("{before}{words}") }
}

//! Which parts of a file of mediation are there (卷宗目录), and what its entries suggest. Nothing of it happens by itself.

use crate::codec::{tokens, values::proto_material};
use duijie_core::{
    document::Form,
    dossier::{
        Document, Proof,
        archive::{Checked, Need},
    },
    matter::Matter,
    referral::Side,
    subject::Material,
};
use duijie_proto::v1::{self, part_proof::What};

pub(super) fn of(matter: &Matter, forms: &[Form]) -> v1::DossierCheck {
    let parts = matter.checklist(forms);
    v1::DossierCheck {
        matter_id: matter.id.as_str().to_owned(),
        complete: !parts.iter().any(Checked::is_missing),
        parts: parts.iter().map(part).collect(),
        archived: matter.is_archived(),
        suggestions: suggestions(matter),
    }
}

fn part(it: &Checked<'_>) -> v1::PartCheck {
    v1::PartCheck {
        part: tokens::part_number(it.part),
        name: it.part.words().zh.to_owned(),
        mandatory: it.need == Need::Mandatory,
        present: !it.by.is_empty(),
        positions: it.by.iter().filter_map(|proof| proof.position()).collect(),
        by: it.by.iter().map(proof).collect(),
    }
}

fn proof(it: &Proof<'_>) -> v1::PartProof {
    let (zh, en, what) = match *it {
        Proof::Filed(_, material) => {
            let name = material.name.as_str();
            (format!("已立卷《{name}》"), format!("filed: {name}"), Some(filed(material)))
        }
        Proof::Issued(_, document) => issued(document),
        Proof::Written(_, Some(material)) => {
            let name = material.name.as_str();
            (format!("已登记，附《{name}》"), format!("written down with {name}"), Some(filed(material)))
        }
        Proof::Written(_, None) => ("已登记".to_owned(), "written down".to_owned(), None),
        Proof::Concluded => ("办理结果中已有协议".to_owned(), "the result has the agreement".to_owned(), None),
    };
    v1::PartProof { position: it.position().unwrap_or(0), zh, en, what }
}

fn filed(material: &Material) -> What {
    What::Filed(proto_material(material))
}

/// A document that people sign by hand may be filed once more as it was signed.
fn issued(document: &Document) -> (String, String, Option<What>) {
    let (title, number) = (document.title.as_str(), document.number.as_str());
    let (mut zh, mut en) = (format!("已出具《{title}》{number}"), format!("issued as {number}"));
    if !document.signatures.is_empty() {
        zh.push_str("，签名后的文本可另行立卷（file_part）");
        en.push_str("; the signed copy may be filed too (`file_part`)");
    }
    let what = v1::PartIssued {
        form: document.form.as_str().to_owned(),
        title: title.to_owned(),
        number: number.to_owned(),
        digest: document.digest.as_bytes().to_vec(),
        signatures: document.signatures.iter().map(|it| it.as_str().to_owned()).collect(),
    };
    (zh, en, Some(What::Issued(what)))
}

fn suggestions(matter: &Matter) -> Vec<v1::Suggestion> {
    let suggestion = |code: &str, zh: String, en: String| v1::Suggestion { code: code.to_owned(), zh, en };
    let mut all: Vec<_> = matter
        .staying_away()
        .map(|(party, times)| {
            let party = party.as_str();
            suggestion(
                "TERMINATE_NO_SHOW",
                format!("“{party}”已 {times} 次经邀请无正当理由未到，可以终止调解（无正当理由不参加），由调解员决定"),
                format!(
                    "`{party}` stayed away {times} times without reason; the mediator may end the mediation as no_show"
                ),
            )
        })
        .collect();
    if let Some(party) = matter.refuses_every_mediator() {
        let party = party.as_str();
        all.push(suggestion(
            "TERMINATE_REFUSED",
            format!("“{party}”不同意更换后的人选，视为拒绝调解，请终止调解（一方明确不愿继续）"),
            format!("`{party}` rejected the replacement too; end the mediation as party_refuses"),
        ));
    }
    all.extend(matter.undecided_recusals().map(|position| {
        suggestion(
            "DECIDE_RECUSAL",
            format!("第 {position} 号回避申请尚未决定"),
            format!("the application for recusal of entry {position} waits for a decision"),
        )
    }));
    all.extend(matter.undecided_disclosures().map(|position| {
        suggestion(
            "DECIDE_DISCLOSURE",
            format!("第 {position} 号披露尚未决定：更换调解员，或者经各方书面同意继续（recusal_decision）"),
            format!(
                "the disclosure of entry {position} waits: replace the mediator, or go on with all parties' agreement"
            ),
        )
    }));
    all.extend(performance(matter));
    let waiting: Vec<_> = matter.not_called_back().map(|party| party.as_str()).collect();
    let mediated = matter.agreed_in().is_some_and(|referral| referral.side == Side::Receiver);
    if mediated && !waiting.is_empty() {
        all.push(suggestion(
            "CALL_BACK",
            format!("尚未回访：{}；联系不上的，结束回访期限时写明（due end，--text）", waiting.join("、")),
            format!(
                "{} parties were not called back; of who cannot be reached say so when ending the deadline",
                waiting.len()
            ),
        ));
    }
    all
}

/// What is not performed is urged; what a court has confirmed can be enforced.
fn performance(matter: &Matter) -> Option<v1::Suggestion> {
    if matter.agreement().is_none() || matter.is_performed() {
        return None;
    }
    let (code, zh, en) = if matter.is_breached() && matter.is_confirmed_by_court() {
        (
            "ENFORCE",
            "协议已经司法确认、未按约定履行：告知对方当事人可以向人民法院申请执行（《民事诉讼法》第206条），并登记情况说明",
            "the agreement was confirmed by a court and breached: tell the other party that it may ask for enforcement",
        )
    } else {
        (
            "WATCH_PERFORMANCE",
            "协议尚未全部履行，请督促并登记履行情况",
            "the agreement is not known to be performed; urge it and write it down",
        )
    };
    Some(v1::Suggestion { code: code.to_owned(), zh: zh.to_owned(), en: en.to_owned() })
}

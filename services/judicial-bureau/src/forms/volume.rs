//! 卷宗: its cover and its index.

use duijie_core::{
    document::{
        Field, Form, Layout, Source, may, mediation, must,
        source::{Concluded, Kept},
    },
    dossier::Part,
};

const FILED: &str = "人民调解法第27条；要素依人民调解卷宗格式";

const COVER: &[Field] = &[
    must("title", "卷名", FILED).offered(Source::Title),
    must("mediator", "调解员", FILED).offered(Source::Mediator),
    must("began", "调解起始日期", FILED).fixed(Source::RegisteredAt),
    must("ended", "调解终结日期", FILED).fixed(Source::Concluded(Concluded::On)).past(),
    must("result", "调解结果", FILED).fixed(Source::Concluded(Concluded::Result)),
    must("filed_by", "立卷人", FILED).offered(Source::Officer),
    must("filed_on", "立卷日期", FILED).fixed(Source::Today),
    must("kept_for", "保管期限", FILED),
    may("pages", "卷内页数"),
    may("dispute", "一案一码").fixed(Source::Dispute),
];

/// In the order of the file.
const INDEX: &[Field] = &[
    must("title", "卷名", FILED).offered(Source::Title),
    may("application", "申请书或者受理登记表").offered(filed(Part::Application)),
    may("notice", "权利义务告知书").offered(filed(Part::Notice)),
    must("identities", "身份证明", FILED).offered(filed(Part::Identity)),
    may("agents", "授权委托").offered(filed(Part::Mandate)),
    may("enquiries", "调查记录").offered(filed(Part::Inquiry)),
    may("evidence", "证据材料").offered(Source::Materials),
    must("mediation_records", "调解记录", FILED).offered(Source::Kept(Kept::Sessions)),
    may("agreement", "调解协议书").offered(filed(Part::Agreement)),
    may("performance", "履行凭证").offered(filed(Part::Performance)),
    may("follow_up", "回访记录").offered(filed(Part::FollowUp)),
    may("confirmation", "司法确认材料").offered(filed(Part::Confirmation)),
    may("remarks", "卷宗情况说明").offered(filed(Part::Explanation)),
    must("documents", "本单位文书", FILED).fixed(Source::Issued),
];

const fn filed(part: Part) -> Source {
    Source::Kept(Kept::Filed(part))
}

/// All of them.
pub(super) const FORMS: &[Form] = &[
    Form::new("volume-cover", "人民调解卷宗", "cover of a file", mediation("人调卷字"), Layout::Table)
        .from_to("归档")
        .among_parties()
        .filed_as(Part::Cover)
        .fields(COVER)
        .signed(&["立卷人"]),
    Form::new("volume-index", "卷内目录", "index of a file", mediation("人调目字"), Layout::Table)
        .from_to("归档")
        .among_parties()
        .fields(INDEX),
];

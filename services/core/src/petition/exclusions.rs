//! What of petitions does not go to people's mediation, by the opinion of February 2025 and the articles it rests on.

use crate::{
    exclusion::{Exclusion, excluded},
    term::words,
};

/// The opinion of the Ministry of Justice and the National Public Complaints and Proposals Administration.
pub const ON_MEDIATION: &str =
    "司法部、国家信访局《关于进一步深化人民调解参与信访工作对接推进信访工作法治化的意见》（2025-02-10）";

/// Of whichever agency hands a petition to mediation. That a party refuses is in its word on mediation, and that it is no
/// claim at all in its sort.
pub(crate) const NOT_MEDIATED: &[Exclusion] = &[
    excluded(
        "exclusive_jurisdiction",
        words("依法只能由专门机关管辖处理", "only a special agency has the power to deal with it"),
        ON_MEDIATION,
        words(
            "转送有管辖权的专门机关（transfer 类对接），并书面告知信访人",
            "pass it on to that agency (kind `transfer`) and tell the petitioner in writing",
        ),
    ),
    excluded(
        "pending_procedure",
        words(
            "应当通过诉讼、复议、检察、公安等法定程序处理且未依法终结",
            "it belongs into the procedures of courts, reviews, prosecutors or police, and these have not ended",
        ),
        "《信访工作条例》第28条第2款、第31条第1项",
        words(
            "转送同级政法部门依法处理（transfer 类对接），并告知信访人相应程序",
            "pass it on to the court, the prosecutors or the police (kind `transfer`) and tell the petitioner the procedure",
        ),
    ),
    excluded(
        "administrative_dispute",
        words("属于行政争议", "it is an administrative dispute"),
        "《信访工作条例》第31条第4项",
        words(
            "引导信访人申请行政复议、行政裁决或者提起行政诉讼；其中的民事权利义务争议可以另行登记",
            "lead the petitioner to administrative review, ruling or suit; what is civil in it can be registered apart",
        ),
    ),
    excluded(
        "otherwise_not_mediable",
        words("法律、法规规定不得采用人民调解方式解决的其他情形", "a law forbids people's mediation of it otherwise"),
        ON_MEDIATION,
        words("按信访程序继续办理，六十日内出具信访处理意见书", "go on with the petition and give the written opinion"),
    ),
];

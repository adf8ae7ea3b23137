//! Which agreements courts do not take for confirmation (民事诉讼法解释第355条): the bureau does not send them there.

use duijie_core::{
    exclusion::{Exclusion, excluded},
    term::words,
};

/// Article 355, as it lists them.
pub const NOT_CONFIRMED: &[Exclusion] = &[
    excluded(
        "outside_civil_jurisdiction",
        words("不属于人民法院受理范围", "courts do not take such things"),
        "《民事诉讼法解释》第355条第1项",
        words("告知向有关机关申请解决", "name the competent organ"),
    ),
    excluded(
        "no_jurisdiction",
        words("不属于收到申请的人民法院管辖", "the court asked has no jurisdiction"),
        "《民事诉讼法解释》第355条第2项",
        words(
            "登记更正后，向住所地、标的物地或者调解组织所在地的基层人民法院申请（《民事诉讼法》第205条）",
            "correct it and apply to the court of the domicile, of the thing or of the mediation body (Article 205)",
        ),
    ),
    excluded(
        "status_confirmation",
        words(
            "申请确认婚姻关系、亲子关系、收养关系等身份关系无效、有效或者解除",
            "it would confirm, annul or dissolve a marriage, parentage, adoption or another personal status",
        ),
        "《民事诉讼法解释》第355条第3项",
        words(
            "告知办理登记或者向人民法院起诉；协议中的财产部分可以另订协议后申请",
            "tell the parties to register it or to sue; what is about property can be agreed upon apart",
        ),
    ),
    excluded(
        "other_procedure",
        words(
            "涉及适用其他特别程序、公示催告程序、破产程序审理",
            "it is for another special procedure, for public summons or for bankruptcy",
        ),
        "《民事诉讼法解释》第355条第4项",
        words("告知依相应程序向人民法院申请", "tell the parties to use that procedure"),
    ),
    excluded(
        "title_confirmation",
        words(
            "调解协议内容涉及物权、知识产权确权",
            "the agreement would confirm title to things or intellectual property",
        ),
        "《民事诉讼法解释》第355条第5项",
        words(
            "请双方将确权条款改写为履行义务（例如办理过户）后登记更正，或者就确权提起诉讼",
            "let the parties rewrite it as a duty to perform (such as a transfer) and correct this, or sue about the title",
        ),
    ),
];

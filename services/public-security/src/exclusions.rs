//! What the police do not mediate and do not hand over to mediation (公安机关办理行政案件程序规定第178条、第179条).

use duijie_core::{
    exclusion::{Exclusion, excluded},
    term::words,
};

/// Article 178: outside of what may be mediated.
const NOT_MINOR: Exclusion = excluded(
    "not_minor",
    words(
        "不属于因民间纠纷引起、情节较轻的违反治安管理行为",
        "the violation is not a minor one that arose from a civil dispute",
    ),
    "《治安管理处罚法》第9条第1款；《公安机关办理行政案件程序规定》第178条",
    DECIDE,
);

/// Article 179, items 1 to 3: what was done excludes mediation, whatever the parties agree on.
const HIRED_VIOLENCE: Exclusion = excluded(
    "hired_violence",
    words("雇凶伤害他人", "somebody was hired to injure another"),
    "《公安机关办理行政案件程序规定》第179条第1项",
    DECIDE,
);

const GANG_AFFRAY: Exclusion = excluded(
    "gang_affray",
    words("结伙斗殴或者其他寻衅滋事", "a gang fight or another affray"),
    "《公安机关办理行政案件程序规定》第179条第2项",
    DECIDE,
);

const REPEATED: Exclusion = excluded(
    "repeated_violations",
    words("多次实施违反治安管理行为", "the violations were repeated"),
    "《公安机关办理行政案件程序规定》第179条第3项",
    DECIDE,
);

/// 属于调解范围 is what sparing asks for (治安管理处罚法第9条第4款): not what happened while the parties were mediated, which they have
/// settled since.
pub const OUT_OF_SCOPE: &[Exclusion] = &[NOT_MINOR, HIRED_VIOLENCE, GANG_AFFRAY, REPEATED];

/// Articles 178 and 179, as they list them.
pub const NOT_MEDIATED: &[Exclusion] = &[
    NOT_MINOR,
    HIRED_VIOLENCE,
    GANG_AFFRAY,
    REPEATED,
    excluded(
        "party_unwilling",
        words("当事人明确表示不愿意调解处理", "a party clearly does not want mediation"),
        "《公安机关办理行政案件程序规定》第179条第4项",
        DECIDE,
    )
    .shown_by_word(),
    excluded(
        "violation_during_mediation",
        words(
            "当事人在治安调解过程中又针对对方实施违反治安管理行为",
            "during the mediation a party committed another violation against the other",
        ),
        "《公安机关办理行政案件程序规定》第179条第5项",
        DECIDE,
    ),
    excluded(
        "suspect_absconded",
        words("调解过程中，违法嫌疑人逃跑", "the suspect ran away during the mediation"),
        "《公安机关办理行政案件程序规定》第179条第6项",
        words("依法传唤、查找并作出处理决定", "summon or find the suspect and decide the case"),
    ),
    excluded(
        "otherwise_unsuitable",
        words("其他不宜调解处理的", "it is unsuitable for mediation otherwise"),
        "《公安机关办理行政案件程序规定》第179条第7项",
        words(
            "依法作出处理决定；认定有误的，登记更正后再办理",
            "decide the case; if the finding was wrong, correct it first",
        ),
    ),
];

const DECIDE: duijie_core::term::Words = words(
    "依法作出处理决定，民事赔偿告知当事人可以向人民法院起诉（告知卡）",
    "decide the case, and tell the parties that they may sue for damages (notice card)",
);

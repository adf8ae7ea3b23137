//! What a court does not mediate and does not commission anybody to mediate (民事诉讼法解释第143条, 在线调解规则第9条).

use duijie_core::{
    exclusion::{Exclusion, excluded},
    term::{Words, words},
};

const TRY: Words = words("依法审理、裁判", "try and decide the case");
const ARTICLE: &str = "《民事诉讼法解释》第143条";
const ONLINE: &str = "《人民法院在线调解规则》第9条";

/// As the articles list them. The 案号 tells by itself by which procedure a case goes.
pub const NOT_MEDIABLE: &[Exclusion] = &[
    excluded("special_procedure", words("适用特别程序的案件", "the case goes by a special procedure"), ARTICLE, TRY)
        .shown_by_case_type(&["民特"]),
    excluded(
        "payment_order_procedure",
        words("适用督促程序的案件", "the case goes by the procedure of payment orders"),
        ARTICLE,
        words("依法审查、发出支付令或者裁定驳回", "examine it and issue a payment order, or reject it"),
    )
    .shown_by_case_type(&["民督"]),
    excluded(
        "public_summons_procedure",
        words("适用公示催告程序的案件", "the case goes by the procedure of public summons"),
        ARTICLE,
        words("依法公告、判决", "give public notice and decide"),
    )
    .shown_by_case_type(&["民催"]),
    excluded(
        "status_confirmation",
        words("婚姻等身份关系确认案件", "the case is about confirming a marriage or another personal status"),
        ARTICLE,
        words("依法判决；财产、子女抚养部分可以另行调解", "decide it; property and custody can be mediated apart"),
    ),
    excluded(
        "not_mediable_by_nature",
        words("其他根据案件性质不能进行调解的案件", "by its nature the case cannot be mediated otherwise"),
        ARTICLE,
        TRY,
    ),
    excluded(
        "outside_civil_jurisdiction",
        words("不属于人民法院受理民事案件的范围", "it is no civil case that courts take"),
        ONLINE,
        words("退回并告知向有关机关申请解决", "give it back and name the competent organ"),
    ),
    excluded(
        "no_jurisdiction",
        words("不属于本院管辖", "this court has no jurisdiction"),
        ONLINE,
        words("退回并告知向有管辖权的人民法院申请", "give it back and name the court that has jurisdiction"),
    ),
];

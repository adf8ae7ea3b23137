//! Settlement in criminal cases (检调, 当事人和解的公诉案件): what cannot be settled, whoever hands it over, police or procuratorate, and
//! who must have approved that it is handled so.

use super::{ApprovalNeed, Exclusion, Rank, excluded};
use crate::term::{Words, words};

/// What may be done with a case that cannot be settled.
const PROSECUTE: Words = words(
    "依法侦查、移送审查起诉；民事赔偿可以提起附带民事诉讼或者另行起诉",
    "investigate and pass on for prosecution; damages can be sued for with the prosecution or apart from it",
);

const HEAD: Words = words("县级以上公安机关负责人", "the head of the public security organ of the county or above");

/// Approval before it is handled as one (公安机关办理刑事案件程序规定第333条).
pub const RECONCILIATION_APPROVED: ApprovalNeed =
    ApprovalNeed::Required(Rank { whom: HEAD, article: "《公安机关办理刑事案件程序规定》第333条" });

const UNSUITABLE: Exclusion = excluded(
    "settlement_unsuitable",
    words("其他不宜和解的", "it is unsuitable for settlement otherwise"),
    "《公安机关办理刑事案件程序规定》第334条第6项",
    PROSECUTE,
);

/// 公安机关办理刑事案件程序规定第333条、第334条, 刑事诉讼法第288条.
pub const NOT_RECONCILED: &[Exclusion] = &not_reconciled(UNSUITABLE);

/// The same for the police, whose head may settle what is unsuitable otherwise.
pub const NOT_RECONCILED_BY_POLICE: &[Exclusion] =
    &not_reconciled(UNSUITABLE.unless(HEAD, "《公安机关办理刑事案件程序规定》第333条"));

const fn not_reconciled(unsuitable: Exclusion) -> [Exclusion; 9] {
    [
        excluded(
            "hired_violence",
            words("雇凶伤害他人", "somebody was hired to injure another"),
            "《公安机关办理刑事案件程序规定》第334条第1项",
            PROSECUTE,
        ),
        excluded(
            "organised_crime",
            words("涉及黑社会性质组织犯罪", "organised crime is involved"),
            "《公安机关办理刑事案件程序规定》第334条第2项",
            PROSECUTE,
        ),
        excluded(
            "affray",
            words("涉及寻衅滋事", "an affray is involved"),
            "《公安机关办理刑事案件程序规定》第334条第3项",
            PROSECUTE,
        ),
        excluded(
            "group_fight",
            words("涉及聚众斗殴", "a group fight is involved"),
            "《公安机关办理刑事案件程序规定》第334条第4项",
            PROSECUTE,
        ),
        excluded(
            "repeated_injury",
            words("多次故意伤害他人身体", "others were injured on purpose more than once"),
            "《公安机关办理刑事案件程序规定》第334条第5项",
            PROSECUTE,
        ),
        unsuitable,
        excluded(
            "intentional_crime_within_five_years",
            words("犯罪嫌疑人在五年以内曾经故意犯罪", "there was an intentional crime within the last five years"),
            "《刑事诉讼法》第288条第2款；《公安机关办理刑事案件程序规定》第333条第2款",
            PROSECUTE,
        ),
        excluded(
            "too_grave",
            words(
                "可能判处三年有期徒刑以上刑罚（过失犯罪七年以上），或者属于渎职犯罪",
                "the penalty may exceed three years (seven for negligence), or it is a dereliction of duty",
            ),
            "《刑事诉讼法》第288条第1款；《公安机关办理刑事案件程序规定》第333条第1款",
            PROSECUTE,
        ),
        excluded(
            "no_repentance",
            words(
                "犯罪嫌疑人没有真诚悔罪，或者没有获得被害人谅解、被害人不自愿和解",
                "there is no repentance, no forgiveness, or the victim does not settle freely",
            ),
            "《刑事诉讼法》第288条第1款；《公安机关办理刑事案件程序规定》第333条第1款",
            PROSECUTE,
        ),
    ]
}

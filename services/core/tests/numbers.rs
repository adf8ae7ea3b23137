//! Numbers as they are typed: what is right is printed in the one right form, what is wrong says what is wrong.
#![allow(clippy::unwrap_used, reason = "what tests share may stop as tests may")]

use duijie_core::{
    numbers::{CaseNumber, DocumentNumber, Malformed, OwnNumberKind, ResidentId, SocialCredit, division, own_number},
    time::Date,
};
use proptest::prelude::*;

const TODAY: Date = Date::constant(2026, 11, 25);

fn case(text: &str) -> Result<String, &'static str> {
    CaseNumber::parse(text, TODAY).map(|number| number.to_string()).map_err(|error| error.code)
}

fn document(text: &str) -> Result<String, Malformed> {
    DocumentNumber::parse(text, TODAY).map(|number| number.to_string())
}

fn resident(text: &str) -> Result<String, &'static str> {
    ResidentId::parse(text, TODAY).map(|id| id.masked()).map_err(|error| error.code)
}

#[test]
fn a_case_number_is_printed_in_one_form_however_it_was_typed() {
    let right = Ok("（2026）临0101民初1123号".to_owned());
    for typed in [
        "（2026）临0101民初1123号",
        "(2026)临0101民初1123号",
        "（2026)临0101民初1123号",
        "（２０２６）临０１０１民初１１２３号",
        " （2026） 临0101 民初 1123 号\u{3000}",
    ] {
        assert_eq!(case(typed), right, "{typed}");
    }
}

#[test]
fn a_case_number_falls_into_year_court_division_type_and_number() {
    let number = CaseNumber::parse("（2019）最高法知民终1号", TODAY).unwrap();
    assert_eq!((number.year(), number.court(), number.division()), (2019, "最高法", Some('知')));
    assert_eq!((number.kind(), number.number()), ("民终", 1));
    for (text, court, kind) in [
        ("（2024）苏民终12号", "苏", "民终"),
        ("（2024）沪74民初9号", "沪74", "民初"),
        ("（2026）临0101执恢3号", "临0101", "执恢"),
        ("（2026）兵0102民特7号", "兵0102", "民特"),
        ("（2020）苏0102诉前调123号", "苏0102", "诉前调"),
        ("（2014）苏0102调确5号", "苏0102", "调确"),
    ] {
        let number = CaseNumber::parse(text, TODAY).unwrap();
        assert_eq!((number.court(), number.kind(), number.to_string().as_str()), (court, kind, text));
    }
}

#[test]
fn a_case_number_that_is_none_says_which_part_is_wrong() {
    for (text, code) in [
        ("", "BAD_CASE_NUMBER"),
        ("2026临0101民初1123号", "BAD_CASE_NUMBER"),
        ("〔2026〕临0101民初1123号", "BAD_CASE_NUMBER"),
        ("（2026临0101民初1123号", "BAD_CASE_NUMBER"),
        ("（26）临0101民初1123号", "BAD_CASE_NUMBER_YEAR"),
        ("（2027）临0101民初1123号", "BAD_CASE_NUMBER_YEAR"),
        ("（1026）临0101民初1123号", "BAD_CASE_NUMBER_YEAR"),
        ("（2026）0101民初1123号", "BAD_CASE_NUMBER_COURT"),
        ("（2026）临010民初1123号", "BAD_CASE_NUMBER_COURT"),
        ("（2026）临01011民初1123号", "BAD_CASE_NUMBER_COURT"),
        ("（2026）临01011123号", "BAD_CASE_NUMBER_COURT"),
        ("（2026）临0101", "BAD_CASE_NUMBER_TYPE"),
        ("（2026）临0101A1123号", "BAD_CASE_NUMBER_TYPE"),
        ("（2026）临0101民诉前调1123号", "BAD_CASE_NUMBER_TYPE"),
        ("（2026）临0101民初01123号", "BAD_CASE_NUMBER_SERIAL"),
        ("（2026）临0101民初第1123号", "BAD_CASE_NUMBER_SERIAL"),
        ("（2026）临0101民初号", "BAD_CASE_NUMBER_SERIAL"),
        ("（2026）临0101民初0号", "BAD_CASE_NUMBER_SERIAL"),
        ("（2026）临0101民初1123", "BAD_CASE_NUMBER"),
        ("（2026）临0101民初1123号之一", "BAD_CASE_NUMBER"),
        ("（2025）苏0102诉前调123号", "LEGACY_CASE_TYPE"),
        ("（2016）苏0102调确1号", "LEGACY_CASE_TYPE"),
    ] {
        assert_eq!(case(text), Err(code), "{text}");
    }
}

#[test]
fn a_document_number_has_hexagonal_brackets_and_nothing_in_vain() {
    for typed in ["青信〔2026〕12号", "青信[2026]12号", "青信［２０２６］１２号", " 青信 〔2026〕 12号"]
    {
        assert_eq!(document(typed), Ok("青信〔2026〕12号".to_owned()), "{typed}");
    }
    assert_eq!(document("青公(城)发[2026]3号"), Ok("青公（城）发〔2026〕3号".to_owned()));
    for (typed, about) in [
        ("青信（2026）12号", "六角括号"),
        ("青信〔26〕12号", "四位"),
        ("青信〔2027〕12号", "今年"),
        ("青信〔2026〕第12号", "不加“第”"),
        ("青信〔2026〕012号", "不编虚位"),
        ("青信〔2026〕12", "“号”结尾"),
        ("〔2026〕12号", "机关代字"),
    ] {
        let refused = document(typed).unwrap_err();
        assert!(refused.zh.contains(about), "{typed}: {}", refused.zh);
        assert!(refused.to_string().contains(refused.example));
    }
}

#[test]
fn numbers_without_a_standard_are_looked_at_leniently_but_looked_at() {
    let police = |text| own_number(Some(OwnNumberKind::PoliceCase), text, TODAY).map_err(|error| error.code);
    assert_eq!(police("青公(湖)受案字[2026]0311号"), Ok("青公（湖）受案字〔2026〕0311号".to_owned()));
    for wrong in ["2026-311", "青信〔2026〕12号", "青公（湖）受案字〔2027〕1号", "青公（湖）受案字〔2026〕号", ""]
    {
        assert_eq!(police(wrong), Err("BAD_POLICE_NUMBER"), "{wrong}");
    }
    let petition = |text| own_number(Some(OwnNumberKind::Petition), text, TODAY).map_err(|error| error.code);
    assert_eq!(petition("XF20260920－0015"), Ok("XF20260920-0015".to_owned()));
    assert_eq!(petition("青信[2026]86号"), Ok("青信〔2026〕86号".to_owned()));
    for wrong in ["86", "关于排水的信访件", "XF-A-B-C-1", ""] {
        assert_eq!(petition(wrong), Err("BAD_PETITION_NUMBER"), "{wrong}");
    }
}

#[test]
fn words_without_a_kind_stay_as_they_are_unless_they_are_meant_as_a_case_number() {
    let free = |text| own_number(None, text, TODAY).map_err(|error| error.code);
    for any in ["青公（湖）接字〔2026〕0311号", "（2026）青调委人调字第1号", "（2026）1号", "档案3-2", "与民初案件有关"]
    {
        assert_eq!(free(any), Ok(any.to_owned()));
    }
    assert_eq!(free("(2026)临0101民初1号"), Ok("（2026）临0101民初1号".to_owned()));
    assert_eq!(free("[2026]临0101民初1号"), Err("BAD_CASE_NUMBER"));
    assert_eq!(free("2026临0101民初1号"), Err("BAD_CASE_NUMBER"));
}

#[test]
fn a_residents_number_is_checked_in_every_part_and_shows_only_its_end() {
    // The examples of GB 11643 itself.
    assert_eq!(resident("11010519491231002X"), Ok("**************002X".to_owned()));
    assert_eq!(resident("440524188001010014"), Ok("**************0014".to_owned()));
    assert_eq!(resident("１１０１０５１９４９１２３１００２ｘ"), Ok("**************002X".to_owned()));
    for (text, code) in [
        ("110105194912310021", "BAD_RESIDENT_ID_CHECK"),
        ("110105194912310", "BAD_RESIDENT_ID"),
        ("1101051949123100XX", "BAD_RESIDENT_ID"),
        ("11010519491231002Y", "BAD_RESIDENT_ID"),
        ("11010519491231002X0", "BAD_RESIDENT_ID"),
        ("一二三四五六七八九十一二三四五六七八", "BAD_RESIDENT_ID"),
        ("01010519491231002X", "BAD_RESIDENT_ID_DIVISION"),
        ("110105194902300021", "BAD_RESIDENT_ID_DATE"),
        ("110105204901010021", "BAD_RESIDENT_ID_DATE"),
        ("", "BAD_RESIDENT_ID"),
    ] {
        assert_eq!(resident(text), Err(code), "{text}");
    }
    let id = ResidentId::parse("11010519491231002X", TODAY).unwrap();
    assert_eq!(format!("{id:?}"), "ResidentId", "no log can show it");
}

#[test]
fn an_organisations_code_is_checked_modulo_31() {
    // The example of GB 32100 itself, and a company's as it publishes it.
    for right in ["91350100M000100Y43", "９１３５０１００m０００１００y４３", "91110000802100433B"] {
        assert!(SocialCredit::parse(right).is_ok(), "{right}");
    }
    for (wrong, code) in [
        ("91350100M000100Y44", "BAD_SOCIAL_CREDIT_CHECK"),
        ("91350100M000100Y4", "BAD_SOCIAL_CREDIT"),
        ("91350100I000100Y43", "BAD_SOCIAL_CREDIT"),
        ("9135010AM000100Y43", "BAD_SOCIAL_CREDIT"),
        ("", "BAD_SOCIAL_CREDIT"),
    ] {
        assert_eq!(SocialCredit::parse(wrong).map_err(|error| error.code), Err(code), "{wrong}");
    }
}

#[test]
fn a_place_code_has_the_form_of_one_and_invented_places_have_theirs() {
    for right in ["320102", "320000", "320100", "441900", "441900003", "990101", "992106", "320102001", "320102001003"]
    {
        assert_eq!(division::check(right), Ok(()), "{right}");
    }
    for wrong in ["", "32010", "3201020", "abcdef", "３２０１０２", "000000", "160102", "320001", "320102000001"]
    {
        assert_eq!(division::check(wrong).map_err(|error| error.code), Err("BAD_PLACE"), "{wrong}");
    }
}

/// A resident's number with this check character appended, whichever is right.
fn with_check(body: &str) -> String {
    let mut right = "0123456789X".chars().map(|check| format!("{body}{check}"));
    let all: Vec<_> = right.by_ref().filter(|id| ResidentId::parse(id, TODAY).is_ok()).collect();
    assert_eq!(all.len(), 1, "one check character is right");
    all[0].clone()
}

proptest! {
    #[test]
    fn what_is_printed_is_read_again_as_the_same(
        year in 1949_i16..=2026, court in "[苏临沪][0-9]{4}|[苏临沪][0-9]{2}|[苏临]|最高法", kind in "民初|民特|行初|执|民终|执恢",
        number in 1_u32..999_999_999,
    ) {
        let text = format!("（{year}）{court}{kind}{number}号");
        let read = CaseNumber::parse(&text, TODAY).unwrap();
        prop_assert_eq!(read.to_string(), text.clone());
        prop_assert_eq!(CaseNumber::parse(&text.replace('（', "(").replace('）', ")"), TODAY), Ok(read));
        let document = format!("青信〔{year}〕{number}号");
        prop_assert_eq!(DocumentNumber::parse(&document, TODAY).unwrap().to_string(), document);
    }

    #[test]
    fn any_words_at_all_are_answered(text in any::<String>(), near in "[（(〔\\[]?2?[0-9]{0,4}[）)〕\\]]?.{0,6}(民初|号|字)?[0-9]{0,12}号?") {
        for text in [text, near] {
            for kind in [OwnNumberKind::CourtCase, OwnNumberKind::PoliceCase, OwnNumberKind::Petition, OwnNumberKind::Document] {
                // What is accepted once is accepted again and does not change.
                if let Ok(printed) = own_number(Some(kind), &text, TODAY) {
                    prop_assert_eq!(own_number(Some(kind), &printed, TODAY), Ok(printed));
                }
            }
            let _ = (ResidentId::parse(&text, TODAY), SocialCredit::parse(&text), division::check(&text));
        }
    }

    #[test]
    fn one_mistyped_or_two_swapped_digits_of_a_residents_number_are_noticed(
        year in 1930_i16..2020, month in 1_i8..=12, day in 1_i8..=28, sequence in 0_u16..1000, at in 0_usize..17, by in 1_u32..10,
    ) {
        let id = with_check(&format!("320102{year}{month:02}{day:02}{sequence:03}"));
        let mut digits: Vec<char> = id.chars().collect();
        let old = digits[at].to_digit(10).unwrap();
        digits[at] = char::from_digit((old + by) % 10, 10).unwrap();
        let mistyped: String = digits.iter().collect();
        prop_assert!(ResidentId::parse(&mistyped, TODAY).is_err(), "{} for {}", mistyped, id);
        let mut digits: Vec<char> = id.chars().collect();
        digits.swap(at, at + 1);
        let swapped: String = digits.iter().collect();
        prop_assert!(swapped == id || ResidentId::parse(&swapped, TODAY).is_err(), "{} for {}", swapped, id);
    }
}

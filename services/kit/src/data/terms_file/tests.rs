//! What a county may set and what it may not.

use super::*;
use duijie_core::{
    term::{Basis, OnSilence, Roll, RuleId, Unit},
    terms_common,
};

fn rule(token: &'static str, unit: Unit, kind: BasisKind) -> Term {
    Term {
        rule: RuleId::literal(token),
        name_zh: "试验",
        name_en: "test",
        length: 1,
        unit,
        roll: Roll::ToNextWorkday,
        on_silence: OnSilence::RemindOnly,
        extension: None,
        basis: Basis { kind, article: "《人民调解工作若干规定》第33条" },
    }
}

fn terms() -> Vec<Term> {
    let mut terms = terms_common::all();
    terms.extend([
        rule("RM01", Unit::Month, BasisKind::Law),
        rule("GA04", Unit::Workday, BasisKind::Policy),
        rule("GA01", Unit::Immediate, BasisKind::Design),
        rule("RM15", Unit::Day, BasisKind::Local),
        rule("XF11", Unit::Day, BasisKind::Practice),
    ]);
    terms
}

fn refusal(text: &str) -> String {
    let mut terms = terms();
    let refusal = overlay("local.toml", text, &mut terms).unwrap_err().to_string();
    assert_eq!(terms, self::terms(), "a refused file must change nothing");
    refusal
}

fn lengths(text: &str) -> Vec<(String, u32)> {
    let mut terms = terms();
    overlay("local.toml", text, &mut terms).unwrap();
    let before = self::terms().into_iter();
    let changed = terms.iter().zip(before).filter(|(term, before)| *term != before);
    changed.map(|(term, _)| (term.rule.to_string(), term.length)).collect()
}

#[test]
fn a_county_sets_what_rests_on_no_law() {
    let set = lengths("[terms.DS01]\nlength = 2\n[terms.RM15]\nlength = 7\n[terms.XF11]\nlength = 4\n");
    assert_eq!(set, [("DS01".to_owned(), 2), ("RM15".to_owned(), 7), ("XF11".to_owned(), 4)]);
}

#[test]
fn an_empty_file_sets_nothing() {
    assert_eq!(lengths("# nothing\n"), []);
}

#[test]
fn the_file_that_is_shipped_sets_what_is_built_in() {
    let shipped = include_str!("../../../../../deploy/terms/local.toml");
    assert_eq!(lengths(shipped), []);
    for term in terms_common::all() {
        assert!(shipped.contains(&format!("[terms.{}]\nlength = {}\n", term.rule, term.length)));
    }
}

#[test]
fn a_length_that_a_law_fixes_is_refused_with_the_article() {
    assert_eq!(
        refusal("[terms.DS01]\nlength = 2\n[terms.RM01]\nlength = 2\n"),
        "`local.toml` line 4, `terms.RM01`: 试验 is fixed by 《人民调解工作若干规定》第33条; the rules that can be set \
         are DS01, DS02, DS03, DS06, DS07, DS08, GA01, RM15, XF11"
    );
}

#[test]
fn a_length_that_a_national_document_fixes_is_refused() {
    assert!(refusal("[terms.GA04]\nlength = 2\n").contains("is fixed by 《人民调解工作若干规定》第33条（规范性文件）"));
}

#[test]
fn a_rule_nobody_knows_is_refused() {
    assert_eq!(
        refusal("[terms.DS99]\nlength = 2\n"),
        "`local.toml` line 2, `terms.DS99`: there is no rule `DS99`; the rules that can be set are DS01, DS02, DS03, DS06, DS07, DS08, \
         GA01, RM15, XF11"
    );
}

#[test]
fn a_length_out_of_range_is_refused() {
    for length in ["0", "3661"] {
        assert_eq!(
            refusal(&format!("[terms.DS01]\nlength = {length}\n")),
            format!(
                "`local.toml` line 2, `terms.DS01.length`: `{length}` is not a length; allowed are whole numbers from \
                 1 to 3660"
            )
        );
    }
    let negative = refusal("[terms.DS01]\nlength = -1\n");
    assert!(negative.ends_with("expected a whole number from 1"), "{negative}");
    assert!(refusal("[terms.GA01]\nlength = 1\n").contains("is to be done at once and has no length to set"));
}

#[test]
fn a_key_nobody_knows_and_a_value_of_the_wrong_kind_are_refused() {
    assert_eq!(
        refusal("[terms.DS01]\nlength = 1\nunit = \"day\"\n"),
        "`local.toml` line 3, `terms.DS01.unit`: unknown field `unit`, expected `length`"
    );
    assert_eq!(
        refusal("[terms.DS01]\nlength = \"two\"\n"),
        "`local.toml` line 2, `terms.DS01.length`: invalid type: string \"two\", expected a whole number from 1"
    );
}

#[test]
fn a_text_that_is_no_toml_is_refused_at_its_line() {
    assert!(refusal("[terms.DS01]\nlength = \n").starts_with("`local.toml` line 2, `.`: "));
}

#[test]
fn a_file_that_is_not_there_is_refused_by_name() {
    let missing = tempfile::tempdir().unwrap().path().join("local.toml");
    let refusal = overlay_from(&missing, &mut terms()).unwrap_err().to_string();
    assert!(refusal.starts_with(&format!("cannot read `{}`: ", missing.display())), "{refusal}");
}

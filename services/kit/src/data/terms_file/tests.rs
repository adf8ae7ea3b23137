//! What a county may set and what it may not.

use super::*;
use duijie_core::{
    term::{Confidence, Ladder, basis, words},
    terms_common,
    time::Date,
};

const LAW: &str = "《人民调解工作若干规定》第33条";

fn rule(token: &'static str, measure: Measure, kind: BasisKind) -> Term {
    Term::new(token, words("试验", "test"), measure, basis(kind, LAW), Confidence::FullText)
}

fn after(length: u32, unit: Unit) -> Measure {
    Measure::After(Period { length, unit })
}

fn terms() -> Vec<Term> {
    let mut terms = terms_common::all();
    terms.extend([
        rule("RM01", after(1, Unit::Month), BasisKind::Law),
        rule("GA04", after(1, Unit::Workday), BasisKind::Policy),
        rule("GA01", after(1, Unit::Immediate), BasisKind::Design),
        rule("RM15", Measure::Specified(Unit::Day), BasisKind::Local),
        rule("XF13", Measure::Unset, BasisKind::Policy),
        rule("XF11", after(2, Unit::Day), BasisKind::Practice),
        rule("GA17", Measure::Times(2), BasisKind::Practice),
    ]);
    terms
}

fn refusal(text: &str) -> String {
    let mut terms = terms();
    let refusal = overlay("local.toml", text, Rules::All, &mut terms).unwrap_err().to_string();
    assert_eq!(terms, self::terms(), "a refused file must change nothing");
    refusal
}

fn set(text: &str) -> Vec<Term> {
    let mut terms = terms();
    assert_eq!(overlay("local.toml", text, Rules::All, &mut terms).unwrap(), Vec::<String>::new());
    terms
}

/// The rules that are not as they were, with their measures.
fn lengths(text: &str) -> Vec<(String, Measure)> {
    let before = terms();
    let changed = set(text).into_iter().filter(|term| !before.contains(term));
    changed.map(|term| (term.rule.to_string(), term.measure)).collect()
}

fn versions(text: &str, rule: &str) -> Vec<(Option<String>, Option<String>, Measure, String)> {
    let dated = |date: Option<Date>| date.map(|date| date.to_string());
    let all = set(text).into_iter().filter(|term| term.rule.as_str() == rule);
    all.map(|it| (dated(it.in_force.from), dated(it.in_force.until), it.measure, it.basis.to_string())).collect()
}

#[test]
fn a_county_sets_what_rests_on_no_law() {
    let text = "[terms.DS01]\nlength = 2\nbasis = '本县办法第3条'\n[terms.RM15]\nlength = 7\nbasis = '本县办法第4条'\n\
                [terms.XF11]\nlength = 24\nunit = 'hour'\nbasis = '无法定依据'\n\
                [terms.XF13]\nlength = 3\nunit = 'workday'\nbasis = '本县办法第5条'\n\
                [terms.GA17]\nlength = 3\nbasis = '本县办法第6条'\n";
    let hours = Unit::Hour(HourStart::AtOnce);
    assert_eq!(
        lengths(text),
        [
            ("DS01".to_owned(), after(2, Unit::Workday)),
            ("RM15".to_owned(), after(7, Unit::Day)),
            ("XF13".to_owned(), after(3, Unit::Workday)),
            ("XF11".to_owned(), after(24, hours)),
            ("GA17".to_owned(), Measure::Times(3)),
        ]
    );
    let basis = |rule: &str| set(text).into_iter().find(|it| it.rule.as_str() == rule).unwrap().basis.to_string();
    assert_eq!(basis("DS01"), "本县办法第3条（地方规定）");
    assert_eq!(basis("XF11"), format!("{LAW}（实践做法，无法定依据）"));
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
        let Some(counting) = term.counting().filter(|_| term.basis.kind == BasisKind::Design) else { continue };
        assert!(shipped.contains(&format!("[terms.{}]\nlength = {}\n", term.rule, counting.length)));
    }
}

#[test]
fn a_stricter_length_reminds_and_leaves_the_law_as_it_is() {
    // D36
    let text = "[terms.XF05]\nremind_length = 5\nunit = 'workday'\nbasis = '某区办法第2条'\n";
    let terms = set(text);
    let term = terms.iter().find(|term| term.rule.as_str() == "XF05").unwrap();
    assert_eq!(term.measure, after(60, Unit::Day));
    assert_eq!(term.basis.to_string(), "《信访工作条例》第34条");
    let remind = term.remind.unwrap();
    assert_eq!(remind.period, Period { length: 5, unit: Unit::Workday });
    assert_eq!(remind.basis.to_string(), "某区办法第2条（地方规定）");
    assert_eq!(
        refusal("[terms.XF05]\nremind_length = 61\nbasis = 'x'\n"),
        "`local.toml` line 2, `terms.XF05.remind_length`: `61` is longer than what it should remind of; allowed are 1 \
         to 60"
    );
}

#[test]
fn the_roll_by_analogy_can_be_switched_off_and_no_other() {
    let rolls = |text: &str, rule: &str| set(text).into_iter().find(|it| it.rule.as_str() == rule).unwrap().roll;
    assert_eq!(rolls("roll_basis = '民法典203类推'\n", "XF05"), Roll::ToNextWorkday);
    assert_eq!(rolls("roll_basis = 'none'\n", "XF05"), Roll::None);
    assert_eq!(rolls("roll_basis = 'none'\n", "RM01"), Roll::ToNextWorkday);
    assert_eq!(
        refusal("roll_basis = 'off'\n"),
        "`local.toml` line 1, `roll_basis`: `off` is not a reading; allowed are `民法典203类推` (they roll) and `none`"
    );
}

#[test]
fn a_rule_with_dates_is_as_built_in_before_and_after_them() {
    let text = "[[terms.XF11]]\nlength = 3\nbasis = '甲'\nfrom = 2026-07-01\nuntil = 2026-10-01\n\
                [[terms.XF11]]\nlength = 4\nbasis = '乙'\nfrom = 2026-10-01\nuntil = 2027-01-01\n";
    let date = |text: &str| Some(text.to_owned());
    let built_in = format!("{LAW}（实践做法，无法定依据）");
    assert_eq!(
        versions(text, "XF11"),
        [
            (None, date("2026-07-01"), after(2, Unit::Day), built_in.clone()),
            (date("2026-07-01"), date("2026-10-01"), after(3, Unit::Day), "甲（地方规定）".to_owned()),
            (date("2026-10-01"), date("2027-01-01"), after(4, Unit::Day), "乙（地方规定）".to_owned()),
            (date("2027-01-01"), None, after(2, Unit::Day), built_in),
        ]
    );
}

#[test]
fn a_gap_and_an_overlap_of_dates_are_refused() {
    let two = |second: &str| {
        refusal(&format!(
            "[[terms.XF11]]\nlength = 3\nbasis = '甲'\nuntil = 2026-10-01\n[[terms.XF11]]\nlength = 4\nbasis = '乙'\n\
             {second}"
        ))
    };
    assert_eq!(
        two("from = 2026-10-02\n"),
        "`local.toml` line 8, `terms.XF11[1].from`: there is a gap: the version before it holds until 2026-10-01, this \
         one from 2026-10-02; begin on 2026-10-01"
    );
    assert_eq!(
        two("from = 2026-09-30\n"),
        "`local.toml` line 8, `terms.XF11[1].from`: it overlaps: the version before it holds until 2026-10-01, this one \
         already from 2026-09-30; begin on 2026-10-01"
    );
    assert_eq!(
        two(""),
        "`local.toml` line 6, `terms.XF11[1].from`: it overlaps: it has no beginning; write `from = 2026-10-01`, where \
         the one before it ends"
    );
}

#[test]
fn dates_the_wrong_way_round_and_dates_there_are_not_are_refused() {
    assert_eq!(
        refusal("[terms.XF11]\nlength = 3\nbasis = '甲'\nfrom = 2026-10-01\nuntil = 2026-10-01\n"),
        "`local.toml` line 5, `terms.XF11.until`: 2026-10-01 is not after 2026-10-01, on which it begins"
    );
    assert!(refusal("[terms.XF11]\nlength = 3\nbasis = '甲'\nfrom = 2026-02-30\n").starts_with("`local.toml` line 4"));
}

#[test]
fn a_missing_basis_and_an_unknown_unit_are_refused() {
    for basis in ["", "basis = ' '\n"] {
        assert_eq!(
            refusal(&format!("[terms.DS01]\nlength = 2\n{basis}")),
            "`local.toml` line 2, `terms.DS01.basis`: it names no `basis`; give the document and article, or \
             `无法定依据`"
        );
    }
    assert_eq!(
        refusal("[terms.DS01]\nlength = 2\nunit = 'week'\nbasis = '甲'\n"),
        "`local.toml` line 3, `terms.DS01.unit`: `week` is not a unit; allowed are hour, day, workday, month, year"
    );
    assert!(refusal("[terms.XF13]\nlength = 2\nbasis = '甲'\n").contains("has no unit of its own; give `unit`"));
    assert!(
        refusal("[terms.XF11]\nbasis = '甲'\n")
            .contains("it sets nothing; give `length`, `remind_length`, `ends`, or of DS05")
    );
}

#[test]
fn what_a_file_says_of_other_agencies_rules_is_passed_over_and_named() {
    let mut terms = terms();
    let text = "[terms.RM02]\nlength = 2\nbasis = '甲'\n[terms.DS01]\nlength = 2\nbasis = '甲'\n";
    assert_eq!(overlay("local.toml", text, Rules::Own, &mut terms).unwrap(), ["RM02"]);
    assert_eq!(terms[0].measure, after(2, Unit::Workday));
    assert!(overlay("local.toml", "[terms.no-rule]\nlength = 2\n", Rules::Own, &mut terms).is_err());
}

#[test]
fn a_length_that_a_law_fixes_is_refused_with_the_article() {
    assert_eq!(
        refusal("[terms.DS01]\nlength = 2\nbasis = '甲'\n[terms.RM01]\nlength = 2\n"),
        "`local.toml` line 5, `terms.RM01`: 试验 is fixed by 《人民调解工作若干规定》第33条; a stricter length that only \
         reminds is `remind_length`; the rules that can be set are DS01, DS02, DS03, DS04, DS06, DS07, DS08, DS09, DS15, DS16, DS17, DS12, GA01, RM15, XF13, XF11, GA17"
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
        "`local.toml` line 2, `terms.DS99`: there is no rule `DS99`; the rules that can be set are DS01, DS02, DS03, \
         DS04, DS06, DS07, DS08, DS09, DS15, DS16, DS17, DS12, GA01, RM15, XF13, XF11, GA17"
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
        refusal("[terms.DS01]\nlength = 1\nlenght = 1\n"),
        "`local.toml` line 3, `terms.DS01.lenght`: unknown field `lenght`, expected one of `length`, `remind_length`, \
         `unit`, `ends`, `yellow`, `red`, `basis`, `from`, `until`"
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
    let refusal = overlay_from(&missing, Rules::Own, &mut terms()).unwrap_err().to_string();
    assert!(refusal.starts_with(&format!("cannot read `{}`: ", missing.display())), "{refusal}");
}

#[test]
fn a_county_says_when_business_closes_and_the_length_stays() {
    let closes = |text: &str, rule: &str| {
        let term = set(text).into_iter().find(|term| term.rule.as_str() == rule).unwrap();
        (term.measure, term.close.map(|close| close.to_string()))
    };
    let own = "[terms.RM01]\nends = \"17:30\"\nbasis = \"某号文件\"\n";
    assert_eq!(closes(own, "RM01"), (after(1, Unit::Month), Some("17:30".to_owned())), "a law's term may end so too");
    let with_length = "[terms.XF13]\nlength = 3\nunit = \"workday\"\nends = \"18:00\"\nbasis = \"某号文件\"\n";
    assert_eq!(closes(with_length, "XF13"), (after(3, Unit::Workday), Some("18:00".to_owned())));
}

#[test]
fn a_county_says_when_the_cards_are_shown() {
    let cards = |yellow, red| Measure::Warnings(Ladder { early_percent: 80, yellow, red });
    let days = |length| Period { length, unit: Unit::Workday };
    let said = |keys: &str| lengths(&format!("[terms.DS05]\n{keys}\nbasis = \"无法定依据\"\n"));
    assert_eq!(said("yellow = 1\nred = 3"), [("DS05".to_owned(), cards(days(1), days(3)))]);
    assert_eq!(said("red = 10"), [("DS05".to_owned(), cards(days(2), days(10)))]);
    assert_eq!(said("yellow = 2\nred = 5"), [], "as built in");
}

#[test]
fn cards_in_the_wrong_order_of_no_length_or_of_another_rule_are_refused_where_they_stand() {
    let said = |rule: &str, keys: &str| refusal(&format!("[terms.{rule}]\nbasis = \"无法定依据\"\n{keys}\n"));
    let order = said("DS05", "yellow = 5");
    assert!(order.ends_with("the red card (5) does not follow the yellow one (5)"), "{order}");
    let none = said("DS05", "yellow = 0");
    assert!(none.starts_with("`local.toml` line 3, `terms.DS05.yellow`: `0` is not a length"), "{none}");
    let other = said("DS01", "red = 3");
    assert!(other.ends_with("`yellow` and `red` belong to DS05"), "{other}");
    let unit = said("DS05", "yellow = 2\nred = 5\nunit = \"fortnight\"");
    assert!(unit.contains("`fortnight` is not a unit"), "{unit}");
}

#[test]
fn a_close_of_business_that_is_no_time_or_ends_nothing_is_refused_where_it_stands() {
    let ends = |rule: &str, ends: &str| refusal(&format!("[terms.{rule}]\nbasis = \"某号文件\"\nends = \"{ends}\"\n"));
    let wrong = ends("DS01", "5pm");
    assert!(
        wrong.starts_with("`local.toml` line 3, `terms.DS01.ends`: `5pm`: a close of business is a time"),
        "{wrong}"
    );
    for rule in ["GA01", "GA17", "XF13", "DS05"] {
        assert!(ends(rule, "17:30").ends_with("no close of business ends it; leave `ends` out"), "{rule}");
    }
}

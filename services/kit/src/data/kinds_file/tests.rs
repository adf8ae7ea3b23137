//! What a file of kinds adds to whom, and what it may not say.

use super::*;
use duijie_core::{
    rules::Mediates,
    term::{Confidence, basis, days, words},
    terms_common,
};

const GOOD: &str = r#"[[kinds]]
kind = "legal-aid"
name_zh = "援调"
name_en = "legal aid to mediation"
from_roles = ["legal-aid", "courts"]
to_roles = ["judicial-bureau"]
handling = "RM01"
purpose = "handling"
"#;

fn term(token: &'static str, measure: Measure) -> Term {
    let basis = basis(duijie_core::term::BasisKind::Law, "某条");
    Term::new(token, words("试验", "test"), measure, basis, Confidence::FullText)
}

fn rules(role: &'static str) -> Rules {
    let mut terms = terms_common::all();
    if role == "judicial-bureau" {
        terms.extend([term("RM01", Measure::After(days(30))), term("GA17", Measure::Times(2))]);
    }
    Rules {
        role,
        sends: vec![Sends::supervision()],
        offers: vec![Offer::supervision()],
        terms,
        mediates: Mediates::No,
        forms: Vec::new(),
    }
}

fn roles() -> BTreeSet<String> {
    ["courts", "judicial-bureau", "legal-aid", "petitions"].map(str::to_owned).into()
}

fn added(role: &'static str, text: &str) -> Rules {
    let mut rules = rules(role);
    add("kinds.toml", text, &roles(), &mut rules).unwrap();
    rules
}

fn refusal(role: &'static str, text: &str) -> String {
    let mut rules = rules(role);
    let refusal = add("kinds.toml", text, &roles(), &mut rules).unwrap_err().to_string();
    assert_eq!((rules.sends.len(), rules.offers.len()), (1, 1), "a refused file must change nothing");
    refusal
}

fn kind() -> Kind {
    Kind::literal("legal-aid")
}

#[test]
fn the_receiver_gets_an_offer_the_senders_a_way_to_send_it_and_all_others_nothing() {
    let bureau = added("judicial-bureau", GOOD);
    let offer = bureau.offer(&kind(), "legal-aid").unwrap();
    assert!(matches!(offer.handling, Handling::One(rule) if rule.as_str() == "RM01"));
    assert_eq!((offer.acknowledging, offer.deciding, offer.name.unwrap().zh), (ACKNOWLEDGE, DECIDE, "援调"));
    assert!(bureau.offer(&kind(), "courts").is_some() && bureau.offer(&kind(), "petitions").is_none());
    assert!(bureau.sends(&kind()).is_none());
    for sender in ["legal-aid", "courts"] {
        let rules = added(sender, GOOD);
        assert!(rules.sends(&kind()).unwrap().to_roles.include("judicial-bureau"), "{sender}");
        assert!(rules.offer(&kind(), "courts").is_none(), "{sender}");
    }
    let other = added("petitions", GOOD);
    assert!(other.sends(&kind()).is_none() && other.offer(&kind(), "courts").is_none());
}

#[test]
fn other_rules_of_signing_and_deciding_can_be_named() {
    let text = GOOD.replace("handling = ", "acknowledging = \"DS07\"\ndeciding = \"DS08\"\nhandling = ");
    let rules = added("judicial-bureau", &text);
    let offer = rules.offer(&kind(), "courts").unwrap();
    assert_eq!((offer.acknowledging.as_str(), offer.deciding.as_str()), ("DS07", "DS08"));
}

#[test]
fn what_its_own_directory_says_of_a_kind_stays_and_reaches_more_roles() {
    let mut rules = rules("courts");
    let own = Sends::new(kind(), &["petitions"], ProcedureNeed::Required);
    rules.sends.push(own);
    add("kinds.toml", GOOD, &roles(), &mut rules).unwrap();
    let sends = rules.sends(&kind()).unwrap();
    assert_eq!(sends.procedure, ProcedureNeed::Required);
    assert!(sends.to_roles.include("petitions") && sends.to_roles.include("judicial-bureau"));
    assert_eq!(rules.sends.len(), 2);
}

#[test]
fn terms_of_the_law_for_a_kind_are_not_set_by_a_file() {
    let mut rules = rules("judicial-bureau");
    rules.offers.push(Offer::common(kind(), &["courts"], Handling::One(DECIDE)));
    let error = add("kinds.toml", GOOD, &roles(), &mut rules).unwrap_err().to_string();
    assert!(error.contains("line 2") && error.contains("from `courts`"), "{error}");
}

#[test]
fn what_is_wrong_is_named_with_its_line_and_what_is_allowed() {
    let cases = [
        (
            "handling = \"RM01\"",
            "handling = \"RM99\"",
            "line 7",
            "has no rule `RM99`; its rules with a length are DS01",
        ),
        ("handling = \"RM01\"", "handling = \"GA17\"", "line 7", "no length of time"),
        ("handling = \"RM01\"", "handling = \"one month\"", "line 7", "is no rule"),
        ("handling = \"RM01\"\n", "", "line 1", "handling"),
        ("\"courts\"]", "\"cuorts\"]", "line 5", "no agency of the directory has the role `cuorts`; there are courts,"),
        ("\"courts\"]", "\"法院\"]", "line 5", "is no role"),
        ("[\"judicial-bureau\"]", "[]", "line 6", "names no role"),
        ("kind = \"legal-aid\"", "kind = \"supervision\"", "line 2", "reserved"),
        ("kind = \"legal-aid\"", "kind = \"confirmation\"", "line 2", "reserved"),
        ("kind = \"legal-aid\"", "kind = \"Legal Aid\"", "line 2", "is no kind"),
        ("name_zh = \"援调\"", "name_zh = \" \"", "line 3", "a name has 1 to 40 characters"),
        ("purpose = \"handling\"", "purpose = \"supervision\"", "line 8", "allowed is `handling`"),
        ("purpose = ", "porpoise = ", "line 8", "porpoise"),
    ];
    for (right, wrong, line, words) in cases {
        let text = GOOD.replace(right, wrong);
        assert_ne!(text, GOOD);
        let error = refusal("judicial-bureau", &text);
        assert!(error.contains("`kinds.toml`") && error.contains(line) && error.contains(words), "{wrong}: {error}");
    }
    let twice = refusal("courts", &format!("{GOOD}{GOOD}"));
    assert!(twice.contains("line 10") && twice.contains("kinds[1].kind") && twice.contains("twice"), "{twice}");
}

#[test]
fn a_file_is_tried_against_every_receivers_table_without_a_directory() {
    let tables =
        BTreeMap::from([("judicial-bureau", rules("judicial-bureau").terms), ("courts", rules("courts").terms)]);
    let kinds = check("kinds.toml", GOOD, &tables).unwrap();
    assert_eq!((kinds.len(), kinds[0].1.en), (1, "legal aid to mediation"));
    let error = check("kinds.toml", &GOOD.replace("[\"judicial-bureau\"]", "[\"courts\"]"), &tables).unwrap_err();
    assert!(error.to_string().contains("`courts` has no rule `RM01`"), "{error}");
}

#[test]
fn a_kind_is_passed_up_after_as_many_failed_attempts_as_a_rule_of_its_receiver_counts() {
    let passing_up = |rule: &str| GOOD.replace("purpose = ", &format!("passing_up = \"{rule}\"\npurpose = "));
    let offer = |text: &str| added("judicial-bureau", text).offer(&kind(), "legal-aid").unwrap().passing_up;
    assert_eq!((offer(GOOD), offer(&passing_up("GA17"))), (None, Some(RuleId::literal("GA17"))));
    let refused = refusal("judicial-bureau", &passing_up("RM01"));
    assert!(
        refused.contains("line 8") && refused.contains("no rule `RM01` that counts attempts; it has GA17"),
        "{refused}"
    );
}

#[test]
fn a_kind_asks_for_the_parties_word_by_the_text_that_its_file_names() {
    let asking = |need: &str| GOOD.replace("purpose = ", &format!("{need}\npurpose = "));
    let consent = |text: &str| added("courts", text).sends(&kind()).unwrap().consent;
    let article = "《人民调解法》第17条";
    let basis = format!("consent_basis = \"{article}\"");
    assert_eq!(consent(GOOD), ConsentNeed::None);
    assert_eq!(consent(&asking(&format!("consent = \"every\"\n{basis}"))), ConsentNeed::Every { article });
    assert_eq!(consent(&asking(&format!("consent = \"one\"\n{basis}"))), ConsentNeed::One { article });
    assert_eq!(consent(&asking(&format!("consent = \"not_refused\"\n{basis}"))), ConsentNeed::NotRefused { article });
    for (need, words) in [
        ("consent = \"every\"".to_owned(), "`consent_basis` is missing"),
        (basis.clone(), "belongs to `consent`"),
        (format!("consent = \"all\"\n{basis}"), "none of every, one, not_refused"),
        ("consent = \"every\"\nconsent_basis = \" \"".to_owned(), "1 to 40 characters"),
    ] {
        let refused = refusal("courts", &asking(&need));
        assert!(refused.contains("line 8") || refused.contains("line 9"), "{refused}");
        assert!(refused.contains(words), "{refused}");
    }
}

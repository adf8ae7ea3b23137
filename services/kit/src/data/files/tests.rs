//! Files that are replaced, mistyped, deleted and put back while a service runs.

use super::*;
use duijie_core::{
    rules::Mediates,
    term::{Measure, Term},
};
use prometheus_client::encoding::text::encode;
use std::path::Path;

const GOOD: &str = "version = \"a\"\n[[years]]\nyear = 2026\nnotice = \"国办发明电〔2025〕7号\"\nurl = \"https://www.gov.cn/\"\n\
                    off_days = [{ from = 2026-01-01, festival = \"元旦\" }]\n";
const TERMS: &str = "[terms.DS01]\nlength = 2\nbasis = \"某县规定第3条\"\n";

const KINDS: &str = "[[kinds]]\nkind = \"assistance\"\nname_zh = \"援调\"\nname_en = \"assistance\"\n\
                     from_roles = [\"courts\"]\nto_roles = [\"petitions\"]\nhandling = \"DS08\"\n";

const BODIES: &str = "[[bodies]]\nid = \"village\"\nname = \"某村调委会\"\ntier = \"village\"\nplaces = [\"990101002003\"]\ncapacity = 5\n";

struct Place {
    reloader: Reloader,
    metrics: Arc<Metrics>,
    calendar: PathBuf,
    terms: PathBuf,
    kinds: PathBuf,
    bodies: PathBuf,
    _directory: tempfile::TempDir,
}

impl Place {
    fn open() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let (calendar, terms) = (directory.path().join("cn.toml"), directory.path().join("local.toml"));
        std::fs::write(&calendar, GOOD).unwrap();
        std::fs::write(&terms, TERMS).unwrap();
        let kinds = directory.path().join("kinds.toml");
        std::fs::write(&kinds, KINDS).unwrap();
        let bodies = directory.path().join("bodies.toml");
        std::fs::write(&bodies, BODIES).unwrap();
        let terms_of = duijie_core::terms_common::all();
        let rules = Rules {
            role: "courts",
            sends: vec![],
            offers: vec![],
            terms: terms_of,
            mediates: Mediates::Yes,
            forms: vec![],
        };
        let files = DataFiles {
            rules,
            calendar: Some(calendar.clone()),
            terms: Some(terms.clone()),
            kinds: Some(kinds.clone()),
            bodies: Some(bodies.clone()),
            roles: ["courts", "petitions"].map(str::to_owned).into(),
        };
        let current = Arc::new(Current::new(files.read().unwrap()));
        let metrics = Arc::new(Metrics::default());
        let reloader = Reloader::new(files, current, Arc::clone(&metrics));
        Self { reloader, metrics, calendar, terms, kinds, bodies, _directory: directory }
    }

    fn measures(&self, line: &str) -> bool {
        let mut text = String::new();
        encode(&mut text, &self.metrics.registry()).unwrap();
        text.lines().any(|told| told == line)
    }
}

/// As an operator's tool does: the new file takes the old one's place whole.
fn renamed_over(path: &Path, text: &str) {
    let new = path.with_extension("new");
    std::fs::write(&new, text).unwrap();
    std::fs::rename(new, path).unwrap();
}

fn version(state: &DataState) -> &str {
    state.data.calendar.version()
}

fn length_of_ds01(state: &DataState) -> u32 {
    let rules = &state.data.rules;
    let term: &Term = rules.terms.iter().find(|term| term.rule.as_str() == "DS01").unwrap();
    let Measure::After(period) = term.measure else { panic!("{:?}", term.measure) };
    period.length
}

#[test]
fn what_has_not_changed_is_left_alone() {
    let place = Place::open();
    let before = place.reloader.state();
    assert!(Arc::ptr_eq(&before.data, &place.reloader.look().data));
    assert_eq!((before.calendar_refused, before.terms_refused), (None, None));
}

#[test]
fn a_calendar_that_is_renamed_over_the_old_one_is_in_force_at_the_next_look() {
    let place = Place::open();
    renamed_over(&place.calendar, &GOOD.replace("\"a\"", "\"b\""));
    let state = place.reloader.look();
    assert_eq!((version(&state), state.calendar_refused.as_deref()), ("b", None));
    assert_eq!(state.data.calendar_digest, sha256(&std::fs::read(&place.calendar).unwrap()));
}

#[test]
fn an_impossible_date_leaves_the_last_good_calendar_in_force_and_says_where_it_is() {
    let place = Place::open();
    renamed_over(&place.calendar, &GOOD.replace("from = 2026-01-01", "from = 2026-02-30"));
    let state = place.reloader.look();
    assert_eq!(version(&state), "a");
    let refused = state.calendar_refused.unwrap();
    assert!(refused.contains("cn.toml") && refused.contains("line 6"), "{refused}");
    assert!(place.measures("duijie_data_refused{file=\"calendar\"} 1"));
    assert_eq!(place.reloader.look().calendar_refused, Some(refused), "it says so until it is right");
}

#[test]
fn a_deleted_calendar_is_missed_and_forgiven_when_it_is_back() {
    let place = Place::open();
    std::fs::remove_file(&place.calendar).unwrap();
    let state = place.reloader.look();
    assert_eq!((version(&state), state.calendar_refused.is_some()), ("a", true));
    std::fs::write(&place.calendar, GOOD).unwrap();
    let state = place.reloader.look();
    assert_eq!((version(&state), &state.calendar_refused), ("a", &None));
    assert!(place.measures("duijie_data_refused{file=\"calendar\"} 0"));
}

#[test]
fn local_terms_are_replaced_as_a_whole_or_not_at_all() {
    let place = Place::open();
    renamed_over(&place.terms, "[terms.DS01]\nlength = 3\nbasis = \"某县规定第3条\"\n");
    assert_eq!(length_of_ds01(&place.reloader.look()), 3);
    let gap = "[terms.DS01]\nlength = 4\nunit = \"fortnight\"\nbasis = \"某县规定第3条\"\n";
    renamed_over(&place.terms, gap);
    let state = place.reloader.look();
    assert_eq!(length_of_ds01(&state), 3);
    assert!(state.terms_refused.unwrap().contains("line 3"));
    assert!(place.measures("duijie_data_refused{file=\"terms\"} 1"));
    // An empty file sets nothing: the rules are those of the law again.
    renamed_over(&place.terms, "");
    let state = place.reloader.look();
    assert_eq!((length_of_ds01(&state), state.terms_refused), (1, None));
}

#[test]
fn a_file_without_a_basis_is_refused() {
    let place = Place::open();
    renamed_over(&place.terms, "[terms.DS01]\nlength = 5\n");
    let state = place.reloader.look();
    assert_eq!(length_of_ds01(&state), 2);
    assert!(state.terms_refused.unwrap().contains("basis"));
}

#[test]
fn a_calendar_whose_version_no_letter_can_name_is_refused() {
    let place = Place::open();
    renamed_over(&place.calendar, &GOOD.replace("\"a\"", &format!("\"{}\"", "v".repeat(101))));
    let state = place.reloader.look();
    assert_eq!(version(&state), "a");
    assert!(state.calendar_refused.unwrap().contains("100"));
}

#[test]
fn kinds_that_are_added_and_taken_away_hold_from_the_next_look_and_outlive_new_terms() {
    let place = Place::open();
    let sent = |state: &DataState| state.data.rules.sends.iter().map(|it| it.kind.to_string()).collect::<Vec<_>>();
    assert_eq!(sent(&place.reloader.look()), ["assistance"]);
    renamed_over(&place.terms, &TERMS.replace('2', "3"));
    let state = place.reloader.look();
    assert_eq!((sent(&state), length_of_ds01(&state)), (vec!["assistance".to_owned()], 3));
    renamed_over(&place.kinds, &KINDS.replace("assistance\"\nname_zh", "supervision\"\nname_zh"));
    let state = place.reloader.look();
    assert!(state.kinds_refused.as_ref().unwrap().contains("line 2"), "{:?}", state.kinds_refused);
    assert!(place.measures("duijie_data_refused{file=\"kinds\"} 1"));
    assert_eq!(sent(&state), ["assistance"]);
    renamed_over(&place.kinds, "");
    let state = place.reloader.look();
    assert_eq!((sent(&state), state.kinds_refused, length_of_ds01(&place.reloader.state())), (vec![], None, 3));
}

#[test]
fn bodies_that_are_added_hold_from_the_next_look_and_a_mistyped_list_leaves_the_last_good_one() {
    let place = Place::open();
    let listed = |state: &DataState| -> Vec<_> {
        let bodies = state.data.rules.bodies().unwrap();
        bodies.iter().map(|body| body.id.to_string()).collect()
    };
    assert_eq!(listed(&place.reloader.look()), ["village"]);
    let more = format!("{BODIES}{}", BODIES.replace("village\"\nname = \"某村", "township\"\nname = \"某镇"));
    renamed_over(&place.bodies, &more);
    let state = place.reloader.look();
    assert_eq!((listed(&state).len(), state.bodies_refused), (2, None));
    assert_eq!(state.data.bodies, Some(sha256(more.as_bytes())));
    renamed_over(&place.bodies, &more.replace("capacity = 5", "capacity = 0"));
    let state = place.reloader.look();
    let refused = state.bodies_refused.clone().unwrap();
    assert!(refused.contains("bodies.toml") && refused.contains("line 6"), "{refused}");
    assert!(refused.contains("at least one referral"), "{refused}");
    assert!(place.measures("duijie_data_refused{file=\"bodies\"} 1"));
    // What else changes meanwhile does not bring the list back to what it was at the start.
    renamed_over(&place.terms, &TERMS.replace('2', "3"));
    let state = place.reloader.look();
    assert_eq!((listed(&state).len(), length_of_ds01(&state)), (2, 3));
    std::fs::remove_file(&place.bodies).unwrap();
    assert_eq!(listed(&place.reloader.look()).len(), 2);
    renamed_over(&place.bodies, BODIES);
    assert_eq!(listed(&place.reloader.look()), ["village"]);
}

//! The house kept tidy: dependency direction, first lines, file length, where agencies are named, what core may use.

mod house;

use house::{House, code_lines};

/// Lines of code in one file (style rule 1). Longer ones carry their reason here.
const LINES_MAX: usize = 300;
const LONGER_WITH_REASON: [(&str, usize, &str); 3] = [
    ("services/core/src/letter/body.rs", 480, "one struct per letter body; splitting would scatter the vocabulary"),
    ("services/core/src/command.rs", 320, "every command with its name, read as one table"),
    ("services/kit/src/store/rows.rs", 330, "every row and question of the store in one vocabulary"),
];

#[test]
fn core_knows_nobody_and_does_no_io() {
    let house = House::here();
    let allowed = ["jiff", "thiserror"];
    for name in house.dependencies("services/core") {
        assert!(allowed.contains(&name.as_str()), "core depends on `{name}`");
    }
    let banned = [
        "async fn",
        "tokio::",
        "tonic::",
        "prost::",
        "serde::",
        "tracing::",
        "std::fs",
        "std::net",
        "SystemTime",
        "Instant::now",
    ];
    for file in house.sources("services/core/src") {
        for word in banned {
            let found = file.code().find(|line| line.contains(word));
            assert!(found.is_none(), "{}: core must not use `{word}`: {}", file.path, found.unwrap_or_default());
        }
    }
}

#[test]
fn dependencies_point_one_way() {
    let house = House::here();
    let ours = |room: &str| -> Vec<String> {
        house.dependencies(room).into_iter().filter(|name| name.starts_with("duijie-")).collect()
    };
    assert_eq!(ours("proto"), Vec::<String>::new());
    assert_eq!(ours("services/core"), Vec::<String>::new());
    assert_eq!(ours("services/kit"), ["duijie-core", "duijie-proto"]);
    for agency in house.agencies() {
        assert_eq!(ours(&format!("services/{agency}")), ["duijie-core", "duijie-kit"], "{agency}");
    }
    // `duijie terms` shows the rules of every agency, each of which lives in that agency's directory alone.
    let agencies: Vec<_> = house.agencies().iter().map(|agency| format!("duijie-{agency}")).collect();
    for name in ours("services/cli") {
        let known = ["duijie-proto", "duijie-kit", "duijie-core"].contains(&name.as_str()) || agencies.contains(&name);
        assert!(known, "the CLI depends on `{name}`");
    }
}

#[test]
fn only_the_terms_of_the_command_line_look_into_the_agencies() {
    let house = House::here();
    let crates: Vec<_> =
        house.agencies().iter().map(|agency| format!("duijie_{}::", agency.replace('-', "_"))).collect();
    for file in house.sources("services/cli/src") {
        let found = file.code().find(|line| crates.iter().any(|name| line.contains(name)));
        let allowed = file.path == "services/cli/src/terms/rules.rs";
        assert!(allowed || found.is_none(), "{}: looks into an agency: {}", file.path, found.unwrap_or_default());
    }
}

#[test]
fn agencies_are_named_only_in_their_own_directories() {
    let house = House::here();
    for room in ["services/core/src", "services/kit/src", "proto/src/lib.rs"] {
        for file in house.sources(room).into_iter().filter(|file| !file.is_test()) {
            for agency in house.agencies() {
                let quoted = format!("\"{agency}\"");
                let found = file.product_code().find(|line| line.contains(&quoted));
                assert!(found.is_none(), "{}: names `{agency}`: {}", file.path, found.unwrap_or_default());
            }
        }
    }
}

// Letters, documents and figures take words, and these are the only doors from what was said in mediation to words: the codec of the
// own journal, the timeline of the own file, the release that all parties have agreed to, and the comparison with what is to leave.
#[test]
fn what_was_said_in_mediation_becomes_words_in_the_own_file_alone() {
    let house = House::here();
    let doors = [
        "services/core/src/confidential.rs",
        "services/core/src/confidential/repeated.rs",
        "services/core/src/decide/dossier/release.rs",
        "services/kit/src/codec/dossier/said.rs",
        "services/kit/src/grpc/view/timeline.rs",
        "services/kit/src/grpc/view/timeline/dossier/mediation.rs",
    ];
    let opens = |line: &str| line.contains("in_the_file") || line.contains(".release(");
    let mut found = Vec::new();
    for room in ["services", "tests/src"] {
        for file in house.sources(room) {
            if !file.is_test() && !file.path.contains("/tests/") && file.product_code().any(opens) {
                found.push(file.path);
            }
        }
    }
    found.sort();
    assert_eq!(found, doors);
    let core = house.read("services/core/src/confidential.rs");
    for way in ["impl<T> Deref", "impl<T> From", "impl<T> AsRef", "impl<T> fmt::Display", "pub T"] {
        assert!(!core.contains(way), "a way around the doors: `{way}`");
    }
    for room in ["services/core/src/letter", "services/core/src/outcome.rs", "services/core/src/subject.rs"] {
        for file in house.sources(room) {
            assert!(!file.text.contains("Confidential"), "{}: a letter carries what was said in mediation", file.path);
        }
    }
}

// A new agency is one directory, data of deployment, and a line in the list of all rules. The scripts of cases name those
// who act in them, and the petitions office those to whom alone the law lets it pass accusations and 涉法涉诉 on (信访工作条例第28、
// 30条): who sends to whom is the sender's own data.
#[test]
fn agencies_that_joined_later_are_named_only_in_their_directories_and_in_the_list_of_all_rules() {
    let house = House::here();
    for agency in ["procuratorate", "discipline"] {
        let (quoted, name) = (format!("\"{agency}\""), format!("duijie_{agency}"));
        for room in ["proto", "services"] {
            for file in house.sources(room).into_iter().filter(|file| !file.is_test()) {
                let allowed = [format!("services/{agency}/"), "services/cli/src/demo/cases".to_owned()];
                let allowed = allowed.iter().any(|room| file.path.starts_with(room))
                    || ["services/cli/src/terms/rules.rs", "services/petitions/src/offers.rs"]
                        .contains(&file.path.as_str());
                let found = file.product_code().find(|line| line.contains(&quoted) || line.contains(&name));
                assert!(allowed || found.is_none(), "{}: names `{agency}`: {}", file.path, found.unwrap_or_default());
            }
        }
        for manifest in ["services/core/Cargo.toml", "services/kit/Cargo.toml", "services/judicial-bureau/Cargo.toml"] {
            assert!(!house.read(manifest).contains(agency), "{manifest}");
        }
    }
}

#[test]
fn oversight_is_named_only_in_its_directory_and_in_the_two_lists_of_all_agencies() {
    let house = House::here();
    let lists = ["services/cli/src/terms/rules.rs", "services/cli/src/fleet/agencies.rs"];
    let mut named = Vec::new();
    for room in ["proto", "services"] {
        for file in house.sources(room) {
            let elsewhere = !file.path.starts_with("services/oversight/");
            let names = |line: &str| line.contains("\"oversight\"") || line.contains("duijie_oversight");
            let found = file.product_code().any(names);
            if elsewhere && found {
                named.push(file.path);
            }
        }
    }
    named.sort();
    let mut expected = lists.map(str::to_owned);
    expected.sort();
    assert_eq!(named, expected);
}

#[test]
fn every_file_says_first_what_lives_in_it() {
    for file in House::here().all_sources() {
        let first = file.text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//!"), "{}: begins with `{first}`", file.path);
    }
}

#[test]
fn no_file_is_too_long_to_proofread() {
    let mut long = Vec::new();
    for file in House::here().all_sources() {
        let reason = LONGER_WITH_REASON.iter().find(|(path, ..)| file.path == *path);
        let max = reason.map_or(LINES_MAX, |(_, max, _)| *max);
        let lines = code_lines(&file.text);
        if lines > max {
            long.push(format!("{}: {lines} lines of code, at most {max}", file.path));
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn every_dependency_says_why_it_is_there() {
    let house = House::here();
    let manifest = house.read("Cargo.toml");
    let table = manifest.split("[workspace.dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    for line in table.lines().filter(|line| line.contains('=') && !line.starts_with("duijie-")) {
        assert!(line.contains(" # "), "no reason in: {line}");
    }
}

#[test]
fn nothing_unfinished_is_left_in_the_code() {
    for file in House::here().all_sources().into_iter().filter(|file| !file.path.ends_with("tests/tidy.rs")) {
        for word in ["todo!(", "unimplemented!(", "#[ignore", "#[should_panic", "FIXME", "dbg!("] {
            assert!(!file.text.contains(word), "{}: contains `{word}`", file.path);
        }
    }
}

#[test]
fn the_top_level_is_what_the_design_says() {
    let house = House::here();
    let mut names = house.tracked_top_level();
    names.sort();
    let expected =
        ["Cargo.lock", "Cargo.toml", "LICENSE", "README.md", "README.zh-CN.md", "deploy", "proto", "services", "tests"];
    let visible: Vec<_> = names.into_iter().filter(|name| !name.starts_with('.')).collect();
    // Two files configure the tools that read them from the top level.
    let visible: Vec<_> = visible.into_iter().filter(|name| name != "clippy.toml" && name != "rustfmt.toml").collect();
    assert_eq!(visible, expected);
}

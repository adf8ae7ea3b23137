//! The source tree as the tidy tests see it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The checkout this test was built in.
pub struct House {
    root: PathBuf,
}

/// One source file.
pub struct Source {
    /// Path from the top of the house.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl House {
    /// The checkout this test was built in.
    pub fn here() -> Self {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self { root: tests.parent().unwrap().to_owned() }
    }

    /// A file's text.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap()
    }

    /// Names of the normal dependencies of the crate in `room`, sorted.
    pub fn dependencies(&self, room: &str) -> Vec<String> {
        let manifest = self.read(&format!("{room}/Cargo.toml"));
        let table = manifest.split("[dependencies]").nth(1).unwrap_or_default();
        let table = table.split("\n[").next().unwrap_or_default();
        let mut names: Vec<_> = table
            .lines()
            .filter_map(|line| line.split(['.', '=', ' ']).next())
            .filter(|name| !name.is_empty() && !name.starts_with('#'))
            .map(str::to_owned)
            .collect();
        names.sort();
        names
    }

    /// Directories of agencies: those with an `offers.rs`.
    pub fn agencies(&self) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(self.root.join("services"))
            .unwrap()
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.path().join("src/offers.rs").exists())
            .map(|entry| entry.file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert!(names.len() >= 4, "found only {names:?}");
        names
    }

    /// Every Rust file that people write.
    pub fn all_sources(&self) -> Vec<Source> {
        ["proto", "services", "tests"].iter().flat_map(|room| self.sources(room)).collect()
    }

    /// Rust files below `room`, without generated ones.
    pub fn sources(&self, room: &str) -> Vec<Source> {
        let mut found = Vec::new();
        self.walk(&self.root.join(room), &mut found);
        found.sort_by(|a, b| a.path.cmp(&b.path));
        assert!(!found.is_empty(), "no sources in `{room}`");
        found
    }

    fn walk(&self, path: &Path, found: &mut Vec<Source>) {
        if path.is_dir() {
            let skip = ["generated", "target"].iter().any(|name| path.ends_with(name));
            for entry in fs::read_dir(path).unwrap().filter(|_| !skip) {
                self.walk(&entry.unwrap().path(), found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(&self.root).unwrap().display().to_string();
            found.push(Source { path: name, text: fs::read_to_string(path).unwrap() });
        }
    }

    /// What git tracks at the top level.
    pub fn tracked_top_level(&self) -> Vec<String> {
        let out =
            Command::new("git").arg("-C").arg(&self.root).args(["ls-tree", "--name-only", "HEAD"]).output().unwrap();
        String::from_utf8(out.stdout).unwrap().lines().map(str::to_owned).collect()
    }
}

impl Source {
    /// Lines that are not comments.
    pub fn code(&self) -> impl Iterator<Item = &str> {
        self.text.lines().filter(|line| !line.trim_start().starts_with("//"))
    }

    /// Lines that are neither comments nor in the file's test module.
    pub fn product_code(&self) -> impl Iterator<Item = &str> {
        self.code().take_while(|line| !line.contains("#[cfg(test)]"))
    }

    /// Whether the whole file is for tests.
    pub fn is_test(&self) -> bool {
        ["tests", "sample", "conformance", "oracle"].iter().any(|word| self.path.contains(word))
    }
}

/// Lines that are neither blank nor comments, without the test module at the end.
pub fn code_lines(text: &str) -> usize {
    text.lines()
        .take_while(|line| !line.starts_with("#[cfg(test)]\nmod tests"))
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .count()
}

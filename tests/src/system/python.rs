//! A third party's Python with the published gRPC packages and a reader of PDF, made once under `target/` and shared by all test programs.

use std::{
    fs::File,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// What a third party would install. Pinned: the tests are about our interface and our paper, not about their newest release.
const PACKAGES: [&str; 6] = [
    "grpcio==1.85.*",
    "grpcio-reflection==1.85.*",
    "grpcio-status==1.85.*",
    "grpcio-health-checking==1.85.*",
    "protobuf",
    "pypdf==7.1.*",
];

/// The Python of the environment, which is made if it is not there. Blocks for as long as that takes.
#[must_use]
pub fn obtain() -> PathBuf {
    let folder = target().join("python-client");
    std::fs::create_dir_all(&folder).expect("a directory under target");
    let lock = File::create(folder.join("lock")).expect("a lock file");
    lock.lock().expect("waiting for another process to install the packages");
    let (python, done) = (folder.join("venv/bin/python"), folder.join("done"));
    let wanted = PACKAGES.join("\n");
    if std::fs::read_to_string(&done).is_ok_and(|installed| installed == wanted) {
        return python;
    }
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(folder.join("venv")));
    let pip =
        ["-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input", "install", "--only-binary", ":all:"];
    run(Command::new(&python).args(pip).args(PACKAGES));
    std::fs::write(done, wanted).expect("noting what is installed");
    python
}

/// Runs a command and fails the test with everything it said if it fails.
pub fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?} cannot be run: {error}"));
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{command:?}\n{}\n{}", said(&output.stdout), said(&output.stderr));
    output
}

/// Cargo's target directory, from where this test program lies in it.
fn target() -> PathBuf {
    let exe = std::env::current_exe().expect("our own program");
    let above = exe.ancestors().find(|dir| dir.file_name().is_some_and(|name| name == "target"));
    above.map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target"), Path::to_owned)
}

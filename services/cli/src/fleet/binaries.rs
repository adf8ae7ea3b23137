//! Where the programs of the services are: built from the workspace when we run in one, beside our own program otherwise.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail, ensure};

/// The programs of the services, by role.
#[derive(Debug, Clone)]
pub struct Binaries {
    dir: PathBuf,
}

impl Binaries {
    /// Builds them with the profile that we were built with, where we run from a workspace; else finds them beside us. Blocks for
    /// as long as the build takes.
    ///
    /// # Errors
    /// When they do not build, or are not there.
    pub fn obtain() -> anyhow::Result<Self> {
        let exe = std::env::current_exe().context("finding our own program")?;
        let dir = profile_dir(&exe);
        if let (Some(cargo), Some(workspace)) = (std::env::var_os("CARGO"), workspace()) {
            build(Path::new(&cargo), &workspace, &dir)?;
        }
        Ok(Self { dir })
    }

    /// The program of the service with this role.
    ///
    /// # Errors
    /// When there is none.
    pub fn of(&self, role: &str) -> anyhow::Result<PathBuf> {
        let program = self.dir.join(format!("duijie-{role}"));
        ensure!(program.is_file(), "starting the services: there is no program `{}`", program.display());
        Ok(program)
    }
}

/// Roles of the workspace's agencies: the directories that have a list of offers.
fn roles(workspace: &Path) -> anyhow::Result<Vec<String>> {
    let services = workspace.join("services");
    let entries = services.read_dir().with_context(|| format!("looking into `{}`", services.display()))?;
    let mut roles = Vec::new();
    for entry in entries {
        let entry = entry.with_context(|| format!("looking into `{}`", services.display()))?;
        if entry.path().join("src/offers.rs").is_file() {
            roles.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(roles)
}

/// The directory of the profile's programs; tests run one deeper, in `deps`.
fn profile_dir(exe: &Path) -> PathBuf {
    let dir = exe.parent().unwrap_or(Path::new("."));
    if dir.ends_with("deps") { dir.parent().unwrap_or(dir).to_owned() } else { dir.to_owned() }
}

/// The workspace of the package that cargo runs us for.
fn workspace() -> Option<PathBuf> {
    let manifest = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR")?);
    let roots = manifest.ancestors().find(|dir| dir.join("Cargo.lock").is_file());
    roots.filter(|root| root.join("services").is_dir()).map(Path::to_owned)
}

fn build(cargo: &Path, workspace: &Path, profile_dir: &Path) -> anyhow::Result<()> {
    let profile = profile_dir.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut command = Command::new(cargo);
    command.current_dir(workspace).args(["build", "--quiet"]);
    // The profile `dev` has the directory `debug`; every other profile has its own name.
    command.args(["--profile", if profile == "debug" { "dev" } else { &profile }]);
    if let Some(target) = profile_dir.parent() {
        command.arg("--target-dir").arg(target);
    }
    // Named as programs, not as packages: features are then resolved for the whole workspace, as every other command does.
    for role in roles(workspace)? {
        command.arg("--bin").arg(format!("duijie-{role}"));
    }
    // What cargo set for our package is not meant for those that it builds now. Build scripts that watch it (ring's) would run
    // again, and everything above them be built again, once for us and once for the next `cargo test`.
    for (name, _) in std::env::vars_os().filter(|(name, _)| is_of_our_package(&name.to_string_lossy())) {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    let output = command.output().context("building the services")?;
    if !output.status.success() {
        bail!("building the services failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}

/// Whether cargo sets this variable for the program of one package, and not for the user's whole session.
fn is_of_our_package(name: &str) -> bool {
    ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"]
        .iter()
        .any(|begins| name.starts_with(begins))
        || name == "OUT_DIR"
}

//! One real process that we started: its own group, its own log file, and never outliving us. What it runs is not known here.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::{Arc, LazyLock, Mutex, PoisonError, mpsc};
use std::time::Duration;

use anyhow::{Context, anyhow, ensure};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions};
use tokio::sync::watch;

/// What to start, and where its output goes.
#[derive(Debug, Clone)]
pub struct Program {
    /// The name in messages, of the log file (`<name>.log`) and of the thread that keeps the process.
    pub name: String,
    /// The executable file; `PATH` is not searched.
    pub path: PathBuf,
    /// Its arguments.
    pub args: Vec<OsString>,
    /// Environment variables on top of our own.
    pub env: Vec<(OsString, OsString)>,
    /// The existing directory of the log file. A second start appends to the same file.
    pub log_dir: PathBuf,
}

impl Program {
    /// A program without arguments, logging to `<log_dir>/<name>.log`.
    pub fn new(name: impl Into<String>, path: impl Into<PathBuf>, log_dir: impl Into<PathBuf>) -> Self {
        Self { name: name.into(), path: path.into(), args: Vec::new(), env: Vec::new(), log_dir: log_dir.into() }
    }

    /// Adds one argument.
    #[must_use]
    pub fn arg(mut self, arg: impl Into<OsString>) -> Self {
        self.args.push(arg.into());
        self
    }

    /// Adds one environment variable.
    #[must_use]
    pub fn env(mut self, key: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        self.env.push((key.into(), value.into()));
        self
    }

    /// The file that receives standard output and standard error.
    #[must_use]
    pub fn log_file(&self) -> PathBuf {
        self.log_dir.join(format!("{}.log", self.name))
    }
}

/// A process that we started. Dropping it kills its whole group with SIGKILL; when it ends by itself, what is left of the group is killed.
///
/// If we are killed ourselves, the kernel kills it too where [`Child::dies_with_us`]. Elsewhere only dropping helps, so a caller must turn
/// SIGINT and SIGTERM into an orderly return. Either way this holds for the process itself, not for processes that it has started.
#[derive(Debug)]
pub struct Child {
    name: String,
    pid: Pid,
    life: Arc<Mutex<Life>>,
    ended: watch::Receiver<Option<ExitStatus>>,
}

/// Whether the process id still belongs to our process. The lock is held over reaping and over signalling, so that no signal can
/// reach a stranger that got the same number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Life {
    Running,
    Reaped,
}

impl Child {
    /// Starts `program`.
    ///
    /// # Errors
    /// When the file is missing or cannot be run, or the log file cannot be opened.
    pub fn start(program: &Program) -> anyhow::Result<Self> {
        ensure!(program.path.is_file(), "starting `{}`: no such file `{}`", program.name, program.path.display());
        let command = command(program)?;
        let life = Arc::new(Mutex::new(Life::Running));
        let (started, start) = mpsc::sync_channel(1);
        let (end, ended) = watch::channel(None);
        let kept = Arc::clone(&life);
        // The thread that starts the process also waits for it. That matters: the kernel's "kill it when its parent dies" watches the
        // parent *thread*, so a process started from a pool's thread would die when the pool shrinks.
        std::thread::Builder::new()
            .name(format!("keeper of {}", program.name))
            .spawn(move || keep(command, &kept, &started, &end))
            .with_context(|| format!("starting the keeper thread of `{}`", program.name))?;
        let pid = start
            .recv()
            .map_err(|_| anyhow!("the keeper thread of `{}` ended early", program.name))?
            .with_context(|| format!("starting `{}` from `{}`", program.name, program.path.display()))?;
        Ok(Self { name: program.name.clone(), pid, life, ended })
    }

    /// Whether the kernel kills what we start when we are killed: where `setpriv` can ask for it (Linux, util-linux 2.33 or newer).
    #[must_use]
    pub fn dies_with_us() -> bool {
        DIES_WITH_US.is_some()
    }

    /// The process id, which is also the id of its group.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.pid.as_raw_nonzero().get().unsigned_abs()
    }

    /// How it ended, if it has.
    #[must_use]
    pub fn ended(&self) -> Option<ExitStatus> {
        *self.ended.borrow()
    }

    /// Waits until it has ended.
    ///
    /// # Errors
    /// When the thread that keeps the process is gone, which cannot be survived sensibly.
    pub async fn wait(&self) -> anyhow::Result<ExitStatus> {
        let mut ended = self.ended.clone();
        let status = *ended.wait_for(Option::is_some).await.with_context(|| format!("waiting for `{}`", self.name))?;
        status.with_context(|| format!("waiting for `{}`", self.name))
    }

    /// Kills the whole group with SIGKILL, as `kill -9` does, and waits until the process is gone.
    ///
    /// # Errors
    /// When the signal cannot be sent.
    pub async fn kill_dash_nine(&self) -> anyhow::Result<ExitStatus> {
        self.signal_group(Signal::KILL)?;
        self.wait().await
    }

    /// Asks the process to end with SIGTERM; after `limit` its group gets SIGKILL. A process that has ended already is fine.
    ///
    /// # Errors
    /// When a signal cannot be sent.
    pub async fn stop(&self, limit: Duration) -> anyhow::Result<ExitStatus> {
        self.signal_group(Signal::TERM)?;
        match tokio::time::timeout(limit, self.wait()).await {
            Ok(status) => status,
            Err(_) => self.kill_dash_nine().await,
        }
    }

    fn signal_group(&self, signal: Signal) -> anyhow::Result<()> {
        let life = self.life.lock().unwrap_or_else(PoisonError::into_inner);
        match *life {
            Life::Reaped => Ok(()),
            Life::Running => rustix::process::kill_process_group(self.pid, signal)
                .with_context(|| format!("sending {signal:?} to `{}` ({})", self.name, self.pid())),
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // Nobody is left to tell; the keeper thread reaps it.
        let _ = self.signal_group(Signal::KILL);
    }
}

/// Runs on the keeper thread: starts the process, tells its id, waits for its end, tells that.
fn keep(
    mut command: Command,
    life: &Mutex<Life>,
    started: &mpsc::SyncSender<std::io::Result<Pid>>,
    end: &watch::Sender<Option<ExitStatus>>,
) {
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => {
            let _ = started.send(Err(error));
            return;
        }
    };
    // The log file's handles in the command are ours, not the child's: let go of them.
    drop(command);
    let pid = Pid::from_child(&child);
    let _ = started.send(Ok(pid));
    // Waits without reaping, so that the lock is taken only for the instant of reaping.
    while let Err(rustix::io::Errno::INTR) =
        rustix::process::waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT)
    {}
    let mut life = life.lock().unwrap_or_else(PoisonError::into_inner);
    // Whatever it left behind in its group ends with it. Until it is reaped, nobody else can get the group's number.
    let _ = rustix::process::kill_process_group(pid, Signal::KILL);
    let status = child.wait();
    *life = Life::Reaped;
    drop(life);
    if let Ok(status) = status {
        let _ = end.send(Some(status));
    }
}

fn command(program: &Program) -> anyhow::Result<Command> {
    let log = log(&program.log_file())?;
    let errors = log.try_clone().with_context(|| format!("sharing the log file of `{}`", program.name))?;
    let mut command = match DIES_WITH_US.as_deref() {
        Some(setpriv) => {
            let mut command = Command::new(setpriv);
            // `setpriv` becomes the program (exec), so the process id stays.
            command.args(["--pdeathsig", "KILL", "--"]).arg(&program.path);
            command
        }
        None => Command::new(&program.path),
    };
    command.args(&program.args).envs(program.env.iter().map(|(key, value)| (key, value)));
    command.stdin(Stdio::null()).stdout(log).stderr(errors).process_group(0);
    Ok(command)
}

fn log(path: &Path) -> anyhow::Result<File> {
    OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)
        .with_context(|| format!("opening the log file `{}`", path.display()))
}

/// The `setpriv` that knows `--pdeathsig`, tried once. The standard library has no safe way to ask the kernel for this itself.
static DIES_WITH_US: LazyLock<Option<PathBuf>> = LazyLock::new(|| {
    let path = std::env::var_os("PATH")?;
    let setpriv = std::env::split_paths(&path).map(|dir| dir.join("setpriv")).find(|file| file.is_file())?;
    let mut trial = Command::new(&setpriv);
    trial.args(["--pdeathsig", "KILL", "--", "true"]);
    trial.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    trial.status().is_ok_and(|status| status.success()).then_some(setpriv)
});

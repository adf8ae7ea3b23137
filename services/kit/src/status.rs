//! The one place that maps to gRPC: every way a call can fail, with its code, a stable reason and a sentence in both
//! languages (`google.rpc.ErrorInfo`, `BadRequest`, two `LocalizedMessage`).

use crate::{
    access::{NotAdmitted, OFFICER_KEY, Role},
    codec::field::FieldError,
    driver::Busy,
    lifecycle,
    store::StoreError,
};
use duijie_core::refusal::{FieldRefusal, Refusal, RefusalKind};
use told::{Told, bounded};
use tonic::{Code, Status};
use tonic_types::pb;

mod told;

/// Violations shown at once: clients commonly take 8 KiB of metadata in all, and each may have some 400 bytes.
const VIOLATIONS_MAX: usize = 8;

/// Fields of a document that are missing or wrong, shown at once: the longest form has this many mandatory ones, and each takes some
/// 150 bytes.
const REFUSED_FIELDS_MAX: usize = 16;

/// Why a call failed.
#[derive(Debug)]
pub enum Problem {
    /// Fields of the request are wrong.
    Fields(Vec<FieldError>),
    /// The desk refused the command.
    Refused(Box<Refusal>),
    /// The caller is not let in.
    NotAdmitted(NotAdmitted),
    /// A command must name its officer.
    NoOfficer,
    /// The officer has not this role.
    NeedsRole(Role),
    /// There is no such thing here.
    NotFound,
    /// The matter collected too many refusals.
    Exhausted,
    /// Too many calls at once.
    Full,
    /// The request has more bytes than any may have.
    TooLarge,
    /// The clock jumped.
    ClockSuspect,
    /// The outcome of a commit is unknown.
    Unknown,
    /// The service stops.
    Stopping,
    /// The position asked for is not reached yet.
    NotReached,
    /// The agency's role does not have this command.
    NotServed,
    /// This is not a sandbox.
    NotSandbox,
    /// The disk is full.
    DiskFull,
    /// The write-ahead log is too long.
    LogTooLong,
    /// The store cannot be read.
    Store(StoreError),
    /// Something of ours ended that must not.
    Fault(&'static str),
}

impl From<FieldError> for Problem {
    fn from(error: FieldError) -> Self {
        Self::Fields(vec![error])
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Busy> for Problem {
    fn from(busy: Busy) -> Self {
        match busy {
            Busy::Full => Self::Full,
            Busy::Stopping => Self::Stopping,
        }
    }
}

impl From<NotAdmitted> for Problem {
    fn from(why: NotAdmitted) -> Self {
        Self::NotAdmitted(why)
    }
}

impl From<Problem> for Status {
    fn from(problem: Problem) -> Self {
        told(problem).status()
    }
}

fn told(problem: Problem) -> Told {
    match problem {
        Problem::Fields(errors) => fields(&errors),
        Problem::Refused(refusal) => refused(*refusal),
        Problem::NotAdmitted(why) => not_admitted(why),
        Problem::NoOfficer => Told::new(
            Code::Unauthenticated,
            "NO_OFFICER",
            format!("请求须在元数据 {OFFICER_KEY} 中写明经办人"),
            format!("a command names its officer in the metadata `{OFFICER_KEY}`"),
        ),
        Problem::NeedsRole(role) => {
            let (token, zh) = (role.as_str(), role.zh());
            Told::new(
                Code::PermissionDenied,
                "ROLE_NEEDED",
                format!("该操作须由{zh}（{token}）办理"),
                format!("this needs an officer with the role `{token}`"),
            )
            .with("role", token)
        }
        Problem::NotFound => refused(Refusal::not_found()),
        Problem::Store(error) => store(&error),
        Problem::Fault(what) => {
            tracing::error!(what, "a call failed by a fault of ours");
            internal("FAULT", "系统内部错误", "an internal fault")
        }
        Problem::Exhausted
        | Problem::Full
        | Problem::DiskFull
        | Problem::LogTooLong
        | Problem::TooLarge
        | Problem::ClockSuspect
        | Problem::Unknown
        | Problem::Stopping
        | Problem::NotReached
        | Problem::NotServed
        | Problem::NotSandbox => plain(&problem),
    }
}

/// Those that are the same for everybody.
fn plain(problem: &Problem) -> Told {
    let (code, reason, zh, en) = match problem {
        Problem::Exhausted => (
            Code::ResourceExhausted,
            "TOO_MANY_REFUSALS",
            "该事项被拒绝的请求过多，不再受理新的请求，请联系运维人员",
            "this matter has collected too many refusals and takes no more requests; ask the operator",
        ),
        Problem::Full => (
            Code::ResourceExhausted,
            "BUSY",
            "同时等待的请求过多，请稍后重试",
            "too many requests are waiting; try again later",
        ),
        Problem::NotServed => (
            Code::Unimplemented,
            "NOT_SERVED",
            "本单位的职能不含此类请求",
            "this agency's role does not have this command",
        ),
        Problem::DiskFull => (
            Code::ResourceExhausted,
            "STORE_FULL",
            "存储空间已满，未写入任何内容；已有数据完好，请联系运维人员",
            "the disk is full; nothing was written and what is there is whole; ask the operator",
        ),
        Problem::LogTooLong => (
            Code::ResourceExhausted,
            "LOG_TOO_LONG",
            "数据库日志过长，暂不办理请求；整理完成后自动恢复，查询不受影响，请稍后用同一请求编号重试",
            "the write-ahead log is too long; commands are taken again once it has been moved into the database; queries go \
             on; repeat later with the same request_id",
        ),
        Problem::TooLarge => {
            (Code::ResourceExhausted, "REQUEST_TOO_LARGE", "请求超过 1 MiB 上限", "the request is larger than 1 MiB")
        }
        Problem::ClockSuspect => (
            Code::Unavailable,
            "CLOCK_SUSPECT",
            "本机时钟发生跳变，恢复或经确认前不办理请求",
            "the clock jumped; nothing is decided until it returns or an operator confirms it",
        ),
        Problem::Unknown => (
            Code::Unavailable,
            "OUTCOME_UNKNOWN",
            "办理结果未知，请用同一请求编号重试",
            "outcome unknown, repeat with the same request_id",
        ),
        Problem::Stopping => (Code::Unavailable, "STOPPING", "服务正在停止", "the service is stopping"),
        Problem::NotReached => (
            Code::Unavailable,
            "POSITION_NOT_REACHED",
            "尚未到达所要求的流水号",
            "the position asked for in min_position is not reached yet",
        ),
        Problem::NotSandbox => (
            Code::FailedPrecondition,
            "NOT_SANDBOX",
            "只有以 --sandbox 启动的服务才能调整时钟",
            "only a service started with --sandbox lets its clock be moved",
        ),
        _ => (Code::Internal, "FAULT", "系统内部错误", "an internal fault"),
    };
    Told::new(code, reason, zh, en)
}

fn fields(errors: &[FieldError]) -> Told {
    let violation = |error: &FieldError| pb::bad_request::FieldViolation {
        field: error.path.clone(),
        description: bounded(&format!("{} / {}", error.en, error.zh)),
        reason: error.code.to_owned(),
        localized_message: None,
    };
    let (path, code) = errors.first().map_or(("", "BAD_REQUEST"), |error| (error.path.as_str(), error.code));
    let (zh, en) = errors.first().map_or((String::new(), String::new()), |error| {
        let (more_zh, more_en) = match errors.len() {
            1 => (String::new(), String::new()),
            all => (format!("（共 {all} 处）"), format!(" (one of {all} bad fields)")),
        };
        (format!("`{path}` {}{more_zh}", error.zh), format!("`{path}` {}{more_en}", error.en))
    });
    let mut told = Told::new(Code::InvalidArgument, code, zh, en).with("field", path);
    told.violations = errors.iter().take(VIOLATIONS_MAX).map(violation).collect();
    told
}

fn refused(refusal: Refusal) -> Told {
    let code = match refusal.kind {
        RefusalKind::OutOfOrder | RefusalKind::NotPermitted => Code::FailedPrecondition,
        RefusalKind::NotFound => Code::NotFound,
        RefusalKind::Conflict => Code::AlreadyExists,
        RefusalKind::Fault => Code::Internal,
    };
    let mut told = Told::new(code, &refusal.code, refusal.zh, refusal.en);
    if let Some(state) = &refusal.state {
        told = told.with("state", state).with("allowed", &refusal.allowed.join(","));
    }
    told.violations = refusal.fields.iter().take(REFUSED_FIELDS_MAX).map(violation).collect();
    match &refusal.basis {
        Some(basis) => told.with("basis", basis),
        None => told,
    }
}

fn violation(field: &FieldRefusal) -> pb::bad_request::FieldViolation {
    pb::bad_request::FieldViolation {
        field: field.path.clone(),
        description: bounded(&format!("{} / {}", field.en, field.zh)),
        reason: "MISSING_OR_WRONG".to_owned(),
        localized_message: None,
    }
}

fn not_admitted(why: NotAdmitted) -> Told {
    let (reason, zh, en) = match why {
        NotAdmitted::Closed => (
            "NOT_ADMITTED",
            "本服务未以 --dev 启动，尚不接受任何身份，只开放健康检查和接口说明".to_owned(),
            "this service does not run with `--dev` and knows no other way to tell who calls".to_owned(),
        ),
        NotAdmitted::NotLoopback => (
            "NOT_LOOPBACK",
            "--dev 服务只接受本机调用".to_owned(),
            "a service with `--dev` answers callers on the same machine only".to_owned(),
        ),
        NotAdmitted::Malformed => (
            "BAD_OFFICER",
            format!("元数据 {OFFICER_KEY} 应写作“姓名; role=clerk|leader|operator”，可用百分号编码"),
            format!("`{OFFICER_KEY}` is written `<officer>; role=<clerk|leader|operator>`, percent-encoded if need be"),
        ),
    };
    Told::new(Code::Unauthenticated, reason, zh, en)
}

fn store(error: &StoreError) -> Told {
    tracing::error!(error = lifecycle::chain(error), "a query could not be answered");
    match error {
        StoreError::Damaged { .. } => internal("STORE_DAMAGED", "存储数据损坏", "the store is damaged"),
        StoreError::Io { .. } | StoreError::Full | StoreError::Leased => {
            Told::new(Code::Unavailable, "STORE_UNAVAILABLE", "存储暂不可用", "the store cannot be read now")
        }
    }
}

fn internal(reason: &str, zh: &str, en: &str) -> Told {
    Told::new(Code::Internal, reason, zh, en)
}

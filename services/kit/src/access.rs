//! Who may call: the officer behind a call, and which role a command needs. Until agencies bring their own certificates
//! there is one way in, for development: a service run with `--dev` believes what a caller on the same machine says.

use crate::codec::limits;
use duijie_core::{
    command::{Command, Step},
    dossier::Entry,
    text::Text,
};
use std::net::SocketAddr;

/// The metadata key that names the officer: `<officer>[; role=<clerk|leader|operator>]`, percent-encoded UTF-8 allowed.
pub const OFFICER_KEY: &str = "x-duijie-officer";

/// Whom a service believes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Callers on the same machine, and what they say about themselves (`--dev`).
    Dev,
    /// Nobody: every call but health and reflection is refused.
    Closed,
}

/// An officer, as the agency names its officers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// The name.
    pub name: Text,
    /// What the officer may do.
    pub role: Role,
}

/// What an officer may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// 经办人
    Clerk,
    /// 负责人
    Leader,
    /// 运维
    Operator,
}

/// Why a call is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAdmitted {
    /// The service believes nobody.
    Closed,
    /// The caller is on another machine.
    NotLoopback,
    /// The metadata does not name an officer in the shape that is asked for.
    Malformed,
}

impl Role {
    /// Token in metadata and records.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Leader => "leader",
            Self::Operator => "operator",
        }
    }

    /// As people say it.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Clerk => "经办人",
            Self::Leader => "负责人",
            Self::Operator => "运维人员",
        }
    }

    fn parse(token: &str) -> Option<Self> {
        [Self::Clerk, Self::Leader, Self::Operator].into_iter().find(|role| role.as_str() == token)
    }
}

impl Access {
    /// Lets a call from `peer` in, with the officer that `said` names, if it names one.
    ///
    /// # Errors
    /// Why it is not let in.
    pub fn admit(self, peer: Option<SocketAddr>, said: Option<&[u8]>) -> Result<Option<Officer>, NotAdmitted> {
        match self {
            Self::Closed => Err(NotAdmitted::Closed),
            Self::Dev if !peer.is_some_and(|peer| peer.ip().to_canonical().is_loopback()) => {
                Err(NotAdmitted::NotLoopback)
            }
            Self::Dev => said.map(|said| officer(said).ok_or(NotAdmitted::Malformed)).transpose(),
        }
    }
}

/// The role of both officers who skip a parked letter.
pub const SKIPS_PARKED: Role = Role::Operator;

/// The role that a command needs, where a clerk is not enough.
#[must_use]
pub const fn needed(command: &Command) -> Option<Role> {
    match command {
        Command::Register { .. }
        | Command::Close { .. }
        | Command::Refer(_)
        | Command::Issue(_)
        | Command::Start(_)
        | Command::Own { .. } => None,
        Command::Void { .. } => Some(Role::Leader),
        Command::AddEntry { entry, .. } => needed_to_write(entry),
        Command::Step { step, .. } => match step {
            Step::OverrideLapse { .. }
            | Step::AnswerRecall(_)
            | Step::Recall { order: Some(_), .. }
            | Step::AssignBody { again: Some(_), .. } => Some(Role::Leader),
            Step::Recall { order: None, .. }
            | Step::ConfirmOutcome
            | Step::Supply { .. }
            | Step::DecideObjection { .. }
            | Step::AnswerOffer(_)
            | Step::Acknowledge { .. }
            | Step::Accept { .. }
            | Step::Decline { .. }
            | Step::Object { .. }
            | Step::RequestSupplement { .. }
            | Step::RequestMaterial { .. }
            | Step::ReportProgress { .. }
            | Step::Suspend { .. }
            | Step::Resume
            | Step::Extend { .. }
            | Step::Conclude { .. }
            | Step::Withdraw { .. }
            | Step::AssignBody { again: None, .. }
            | Step::AssignMediator { .. }
            | Step::RecordAttempt { .. } => None,
        },
    }
}

/// The role that writing an entry into a dossier needs, where a clerk is not enough.
const fn needed_to_write(entry: &Entry) -> Option<Role> {
    match entry {
        Entry::Override(_) | Entry::Approval(_) => Some(Role::Leader),
        Entry::Consent(_)
        | Entry::Intake(_)
        | Entry::Identified(_)
        | Entry::Triaged(_)
        | Entry::Linked(_)
        | Entry::Circumstance(_)
        | Entry::Card(_)
        | Entry::Elsewhere(_)
        | Entry::AccidentFinding(_)
        | Entry::AccidentLoss(_)
        | Entry::MediationAsked(_)
        | Entry::Sparing(_)
        | Entry::MediatorNamed(_)
        | Entry::CaseStep(_)
        | Entry::Disclosure(_)
        | Entry::Recusal(_)
        | Entry::RecusalDecision(_)
        | Entry::ReplacementRejected(_)
        | Entry::Session(_)
        | Entry::JointPanel(_)
        | Entry::Performance(_)
        | Entry::FollowUp(_)
        | Entry::FilePart(_)
        | Entry::Archive(_)
        | Entry::ReleaseConsent(_)
        | Entry::Released(_)
        | Entry::Sorting(_)
        | Entry::Reception(_)
        | Entry::Reply(_)
        | Entry::ReviewAsked(_)
        | Entry::Repeat(_)
        | Entry::Document(_)
        | Entry::DocumentVoided(_) => None,
    }
}

/// Taken apart first and decoded then, so that no name can bring a role with it.
fn officer(said: &[u8]) -> Option<Officer> {
    let mut parts = said.split(|byte| *byte == b';').map(<[u8]>::trim_ascii);
    let name = String::from_utf8(percent_decoded(parts.next()?)?).ok()?;
    let name = Text::parse(name.trim(), limits::NAME).ok()?;
    let role = match parts.next() {
        Some(part) => Role::parse(str::from_utf8(part.strip_prefix(b"role=")?.trim_ascii()).ok()?)?,
        None => Role::Clerk,
    };
    parts.next().is_none().then_some(Officer { name, role })
}

/// RFC 3986: `%` and two hexadecimal digits are a byte.
fn percent_decoded(said: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(said.len());
    let mut rest = said.iter();
    while let Some(byte) = rest.next() {
        if *byte == b'%' {
            let mut digit = || char::from(*rest.next()?).to_digit(16);
            let value = digit()? * 16 + digit()?;
            bytes.push(u8::try_from(value).ok()?);
        } else {
            bytes.push(*byte);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loopback() -> Option<SocketAddr> {
        Some("127.0.0.1:5000".parse().unwrap())
    }

    #[test]
    fn a_name_brings_no_role_with_it() {
        let officer = Access::Dev.admit(loopback(), Some(b"wang%3B%20role%3Doperator")).unwrap().unwrap();
        assert_eq!((officer.name.as_str(), officer.role), ("wang; role=operator", Role::Clerk));
    }

    #[test]
    fn a_chinese_name_comes_percent_encoded_or_as_it_is() {
        for said in ["%E7%8E%8B%E8%8A%B3; role=leader", "王芳;role=leader"] {
            let officer = Access::Dev.admit(loopback(), Some(said.as_bytes())).unwrap().unwrap();
            assert_eq!((officer.name.as_str(), officer.role), ("王芳", Role::Leader));
        }
        let plain = Access::Dev.admit(loopback(), Some(b"wang")).unwrap().unwrap();
        assert_eq!(plain.role, Role::Clerk);
    }

    #[test]
    fn what_is_no_officer_is_not_let_in() {
        for said in ["", "; role=clerk", "wang; role=king", "wang; clerk", "wang; role=clerk; x", "%zz", "%E7"] {
            assert_eq!(Access::Dev.admit(loopback(), Some(said.as_bytes())), Err(NotAdmitted::Malformed), "{said}");
        }
    }

    #[test]
    fn only_the_same_machine_is_believed_and_only_in_development() {
        let elsewhere = Some("192.0.2.1:5000".parse().unwrap());
        assert_eq!(Access::Dev.admit(elsewhere, Some(b"wang")), Err(NotAdmitted::NotLoopback));
        assert_eq!(Access::Dev.admit(None, None), Err(NotAdmitted::NotLoopback));
        assert_eq!(Access::Closed.admit(loopback(), Some(b"wang")), Err(NotAdmitted::Closed));
        assert_eq!(Access::Dev.admit(loopback(), None), Ok(None));
    }
}

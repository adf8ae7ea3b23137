//! Statements (对账单) and their bytes. What a statement leads to is the desk's matter.

use super::{
    field::{FieldError, agency, instant, plain, proto_instant, required},
    limits,
    sealed::{Sealed, open_statement},
    tokens,
};
use crate::seal::Environment;
use duijie_core::{agency::AgencyId, ids::Digest, time::Timestamp};
use duijie_proto::v1;
use prost::Message;

/// Random per start of a process.
pub type Boot = [u8; 16];

/// A `SealedStatement` opened; its seal is unchecked.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The exact bytes of the `Statement`.
    pub bytes: Vec<u8>,
    /// What it says.
    pub statement: Statement,
    /// Its seal.
    pub seal: Option<v1::Seal>,
}

/// Opens the bytes of a `SealedStatement`.
///
/// # Errors
/// What in it is not understood.
pub fn open(sealed: &[u8]) -> Result<Opened, FieldError> {
    let Sealed { bytes, seal } = open_statement(sealed)?;
    let statement = decode(&bytes)?;
    Ok(Opened { bytes, statement, seal })
}

/// As of a recorded time, what was sent and what was received (exchange §3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Whose it is.
    pub from: AgencyId,
    /// To whom.
    pub to: AgencyId,
    /// How often this desk lost its memory.
    pub generation: u32,
    /// Random per start of the process.
    pub boot: Boot,
    /// The addressee's boot as last seen.
    pub echo_boot: Option<Boot>,
    /// Recorded time of the commit it was built from.
    pub as_of: Timestamp,
    /// The last letter committed to the addressee, and the link there; 0 and zero if none.
    pub sent: (u64, Digest),
    /// The last letter of the addressee applied, and the link there; 0 and zero if none.
    pub received: (u64, Digest),
    /// The number at which the addressee's chain was seen to fork.
    pub forked_at: Option<u64>,
    /// The newest record's position and digest.
    pub journal_head: (u64, Digest),
    /// Which world it belongs to.
    pub environment: Environment,
    /// Name and version of the software, at most 100 characters.
    pub software: String,
}

/// The bytes of a statement.
#[must_use]
pub fn encode(statement: &Statement) -> Vec<u8> {
    v1::Statement {
        from: statement.from.as_str().to_owned(),
        to: statement.to.as_str().to_owned(),
        generation: statement.generation,
        boot: statement.boot.to_vec(),
        echo_boot: statement.echo_boot.map_or_else(Vec::new, |boot| boot.to_vec()),
        as_of: Some(proto_instant(statement.as_of)),
        sent_number: statement.sent.0,
        sent_link: statement.sent.1.as_bytes().to_vec(),
        received_number: statement.received.0,
        received_link: statement.received.1.as_bytes().to_vec(),
        forked_at: statement.forked_at,
        journal_head: Some(v1::JournalHead {
            position: statement.journal_head.0,
            digest: statement.journal_head.1.as_bytes().to_vec(),
        }),
        environment: tokens::environment_number(statement.environment),
        software: statement.software.clone(),
    }
    .encode_to_vec()
}

/// Reads a statement. Its seal is checked by `Keyring::check_statement_seal`, over the bytes.
///
/// # Errors
/// The first field that is wrong.
pub fn decode(bytes: &[u8]) -> Result<Statement, FieldError> {
    let raw = v1::Statement::decode(bytes).map_err(|_| FieldError::damaged("statement"))?;
    let echo_boot = if raw.echo_boot.is_empty() { None } else { Some(boot("echo_boot", &raw.echo_boot)?) };
    Ok(Statement {
        from: agency("from", &raw.from)?,
        to: agency("to", &raw.to)?,
        generation: raw.generation,
        boot: boot("boot", &raw.boot)?,
        echo_boot,
        as_of: instant("as_of", raw.as_of.as_ref())?,
        sent: place("sent_link", raw.sent_number, &raw.sent_link)?,
        received: place("received_link", raw.received_number, &raw.received_link)?,
        forked_at: raw.forked_at,
        journal_head: required("journal_head", raw.journal_head.as_ref(), |head| {
            place("digest", head.position, &head.digest)
        })?,
        environment: tokens::environment("environment", raw.environment)?,
        software: plain("software", &raw.software, limits::TOKEN)?,
    })
}

fn boot(field: &str, raw: &[u8]) -> Result<[u8; 16], FieldError> {
    raw.try_into().map_err(|_| FieldError::new(field, "BAD_BOOT", "启动标识应为 16 字节", "a boot has 16 bytes"))
}

/// A number with the digest there; at number 0 the digest is zero.
fn place(field: &str, number: u64, raw: &[u8]) -> Result<(u64, Digest), FieldError> {
    let digest = super::field::digest(field, raw)?;
    if number == 0 && digest != Digest::ZERO {
        let (zh, en) = ("编号为 0 时摘要应为零", "the digest at number 0 is zero");
        return Err(FieldError::new(field, "CONTRADICTION", zh, en));
    }
    Ok((number, digest))
}

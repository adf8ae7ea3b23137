//! The codec: between core's values and the bytes of the contract, both ways, total, written out. What arrives is
//! parsed here once; inside there are no raw strings. Bytes that were made or received are kept exactly by whoever holds
//! them: nothing is ever hashed or stored from a re-encoding.

pub mod body;
pub mod commission;
pub mod dossier;
pub mod field;
pub mod letter;
pub mod limits;
pub mod outcome;
pub mod petition;
pub mod purpose;
pub mod record;
pub mod sealed;
pub mod statement;
pub mod tokens;
pub mod values;

#[cfg(test)]
mod tests;

//! Duijie's pure core: what agencies, matters, letters and terms are and how they change. No IO, no clock, no async,
//! no serialisation lives here; values come in, values go out.
//!
//! Reading order: `letter::body` (what agencies say to each other), `referral` and `matter` (what they mean), `apply`
//! (how a letter changes them), `decide` (which letters follow), `calendar`, `term` and `due` (when they must).

#![warn(clippy::wildcard_enum_match_arm)]

pub mod agency;
pub mod apply;
pub mod bodies;
pub mod calendar;
pub mod clock;
pub mod command;
pub mod commission;
pub mod confidential;
pub mod decide;
pub mod document;
pub mod dossier;
pub mod due;
pub mod duplicates;
pub mod event;
pub mod exclusion;
pub mod forms_common;
pub mod ids;
pub mod letter;
pub mod matter;
pub mod numbers;
pub mod outcome;
pub mod petition;
pub mod purpose;
pub mod referral;
pub mod refusal;
pub mod rules;
pub mod statistics;
pub mod subject;
pub mod term;
pub mod terms_common;
pub mod text;
pub mod time;

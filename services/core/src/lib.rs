//! Duijie's pure core: what agencies, matters, letters and terms are and how they change. No IO, no clock, no async,
//! no serialisation lives here; values come in, values go out.

pub mod calendar;
pub mod clock;
pub mod due;
pub mod term;
pub mod terms_common;
pub mod time;

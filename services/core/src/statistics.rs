//! Statistics (统计): what is counted, from which facts, in which period. Facts are derived from folded matters, each with the
//! record that says it, so that every figure leads back to the journal. Nothing here names a person: a fact has agencies, kind,
//! category and mediation body, and no party, officer or mediator.

pub mod by;
pub mod durations;
pub mod fact;
pub mod facts;
pub mod measure;
pub mod period;
pub mod tally;

pub use by::By;
pub use fact::{Fact, FactKey, Ground, Part, Standing, State};
pub use facts::{Change, changes, facts, of_letter};
pub use measure::{Across, Count, Measure, Shape, measure, measures};
pub use period::Period;
pub use tally::{Asked, Cell, Scan, Side, Tally};

//! The system tests: real services as real processes, a real bus, real stores. One program, so that it is linked once.

mod a_year;
mod added_kinds;
mod calendars;
mod canaries;
mod crashes;
mod deadlines;
mod forks;
mod handing_over;
mod idempotency;
mod intake;
mod ladder;
mod lines;
mod opening;
mod other_letters;
mod oversight;
mod own_deadlines;
mod parked;
mod petitions;
mod statistics;
mod strangers;
mod streams;
mod third_party;
mod undelivered;
mod users;
mod what_if;

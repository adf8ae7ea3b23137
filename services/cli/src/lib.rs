//! What the `duijie` command is made of. Agencies' own logic lives in the services, not here.

pub mod fleet;

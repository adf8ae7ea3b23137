//! The mediation bodies that an agency lists, laid into its rules before anything runs.

use crate::{
    config::Config,
    data::bodies_file,
    lifecycle::{Exit, chain},
};
use duijie_core::rules::{Mediates, Rules};

/// The bodies that the agency lists, if it does.
pub(super) fn with_bodies(mut rules: Rules, config: &Config, file: &str) -> Result<Rules, Exit> {
    let Some(path) = &config.bodies_file else { return Ok(rules) };
    if rules.mediates == Mediates::No {
        let role = rules.role;
        let words =
            format!("configuration `{file}`, key `bodies_file`: a `{role}` assigns no mediation bodies; leave it out");
        return Err(Exit::Configuration(words));
    }
    let bodies = bodies_file::parse_from(path).map_err(|error| Exit::Configuration(chain(&error)))?;
    rules.mediates = Mediates::Among(bodies);
    Ok(rules)
}

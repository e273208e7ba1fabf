//! `relata schema`: the schema without a database.

use super::{CliError, Domain, print};
use crate::Engine;

pub(super) fn run(domain: &Domain) -> Result<(), CliError> {
    let catalog = (domain.catalog)()?;
    print(&Engine::sdl_of(&catalog)?)
}

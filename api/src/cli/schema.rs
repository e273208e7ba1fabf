//! `relata schema`: the schema without a database.

use std::sync::Arc;

use super::{CliError, Domain, print};
use crate::Engine;

pub(super) fn run(domain: &Domain) -> Result<(), CliError> {
    let catalog = Arc::new((domain.catalog)()?);
    print(&(domain.extend)(Engine::builder(catalog)).sdl()?)
}

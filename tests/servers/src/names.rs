//! Names of databases, which tell whose they are.

use std::{
    hash::{BuildHasher, Hasher, RandomState},
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

/// What the names of this process begin with. It is as long in every process.
pub(crate) fn prefix() -> &'static str {
    static PREFIX: OnceLock<String> = OnceLock::new();
    PREFIX.get_or_init(|| {
        let random = RandomState::new().build_hasher().finish();
        format!("relata_test_{random:016x}")
    })
}

/// A name that no database has.
pub(crate) fn new() -> String {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{}_{number}", prefix())
}

//! What a deletion comes to as one short text.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::{Blocker, Decision, survey::Survey};
use crate::catalog::{Catalog, ForeignKeyId};

/// How many bytes of the digest are kept; each is two digits of the token.
const LENGTH: usize = 8;

/// A digest of the numbers and fingerprints, the same in every process that serves these models.
pub(super) fn token(catalog: &Catalog, decision: &Decision, survey: &Survey) -> String {
    let mut lines = Vec::new();
    for (way, counted) in decision.collected.ways.iter().zip(&survey.ways) {
        let by = way.foreign_key.map(|key| name(catalog, key));
        let (model, by) = (&catalog[way.model].name, by.unwrap_or_default());
        let (all, fingerprint) = (counted.all, &counted.fingerprint);
        lines.push(format!("delete {model} {by} {all} {fingerprint}"));
    }
    for (model, count) in &survey.deleted {
        lines.push(format!("in all {} {count}", catalog[*model].name));
    }
    for (updated, fingerprint) in &survey.updated {
        let key = name(catalog, updated.foreign_key);
        lines.push(format!("update {key} {} {fingerprint}", updated.count));
    }
    for model in &decision.forbidden {
        lines.push(format!("forbidden {}", catalog[*model].name));
    }
    let blocks = |kind: &str, blocker: &Blocker| {
        let key = name(catalog, blocker.foreign_key);
        format!("{kind} {key} {}", blocker.count)
    };
    let refused = &decision.refused;
    lines.extend(refused.protected.iter().map(|b| blocks("protect", b)));
    lines.extend(refused.restricted.iter().map(|b| blocks("restrict", b)));
    // Roots that are named in another order are the same.
    lines.sort_unstable();
    digest(&lines)
}

fn name(catalog: &Catalog, key: ForeignKeyId) -> String {
    let key = &catalog[key];
    format!("{}.{}", catalog[key.model].name, key.name)
}

fn digest(lines: &[String]) -> String {
    let mut hash = Sha256::new();
    for line in lines {
        hash.update(line);
        hash.update("\n");
    }
    let mut digits = String::new();
    for byte in hash.finalize().iter().take(LENGTH) {
        write!(digits, "{byte:02x}").expect("text can be written to");
    }
    digits
}

//! What a deletion comes to as one short text.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::{Blocker, Decision, Roots, survey::Survey};
use crate::{
    catalog::{Catalog, ForeignKeyId},
    lookup::Predicate,
    value::Key,
};

/// How many bytes of the digest are kept; each is two digits of the token.
const LENGTH: usize = 8;

/// A digest of the roots, the numbers and the fingerprints, the same in every process that serves these
/// models.
pub(super) fn token(
    catalog: &Catalog,
    roots: &[Roots],
    decision: &Decision,
    survey: &Survey,
) -> String {
    let mut lines: Vec<String> = roots
        .iter()
        .flat_map(|roots| root_lines(catalog, roots))
        .collect();
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
    // Roots that are named in another order or twice are the same.
    lines.sort_unstable();
    lines.dedup();
    digest(&lines)
}

/// The roots one by one, where they are named by key, and else their condition.
fn root_lines(catalog: &Catalog, roots: &Roots) -> Vec<String> {
    let model = &catalog[roots.model];
    match &roots.condition {
        Predicate::Key { fields, keys } if *fields == model.primary_key => {
            let line = |key: &Key| format!("root {} {key:?}", model.name);
            keys.iter().map(line).collect()
        }
        condition => vec![format!("roots {} {condition:?}", model.name)],
    }
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

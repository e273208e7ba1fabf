//! The boundaries between crates, read from manifests and sources.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The crates of the workspace, and those of them that each may import.
const MAY_IMPORT: [(&str, &[&str]); 6] = [
    ("tests/servers", &[]),
    ("relation", &[]),
    ("entity", &["relation"]),
    ("migration", &[]),
    ("api", &["relation", "entity", "migration"]),
    (
        "tests",
        &["relation", "entity", "migration", "api", "tests/servers"],
    ),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The crates that a manifest names among its dependencies, without those for tests.
fn dependencies(folder: &str) -> Vec<String> {
    let manifest = fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap();
    manifest
        .lines()
        .skip_while(|line| *line != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.append(&mut sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// The lines of a crate's sources, except of `but`, in which one of `words` occurs.
fn lines_with(folder: &str, but: &[&str], words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for path in sources(&root().join(folder).join("src")) {
        if but.iter().any(|name| path.ends_with(name)) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for line in text.lines().filter(|line| !line.trim().starts_with("//")) {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!("{}: {line}", path.display()));
            }
        }
    }
    found
}

#[test]
fn crates_import_only_those_before_them() {
    for (folder, allowed) in MAY_IMPORT {
        for (other, _) in MAY_IMPORT {
            let name = other.rsplit('/').next().unwrap();
            let imported = dependencies(folder).iter().any(|found| found == name);
            assert!(
                !imported || allowed.contains(&other),
                "{folder} imports {other}"
            );
        }
    }
    assert!(dependencies("entity").contains(&"relation".to_owned()));
}

#[test]
fn relation_knows_no_graphql_and_no_http() {
    let found = lines_with(
        "relation",
        &[],
        &["async_graphql", "poem::", "http::", "hyper"],
    );

    assert!(found.is_empty(), "{found:#?}");
    assert!(!dependencies("relation").contains(&"async-graphql".to_owned()));
}

#[test]
fn statements_are_built_without_io() {
    let waits = [
        "/query/",
        "/manager/",
        "/deletion/",
        "/transaction.rs",
        "/catalog/hooks.rs",
    ];
    let found: Vec<_> = lines_with("relation", &[], &[".await", "ConnectionTrait"])
        .into_iter()
        .filter(|line| !waits.iter().any(|place| line.contains(place)))
        .collect();

    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn only_the_composition_root_names_the_shipped_domain() {
    let words = ["entity::", "migration::", "use entity", "use migration"];
    let found: Vec<_> = lines_with("api", &["main.rs"], &words)
        .into_iter()
        .filter(|line| !line.contains("sea_orm_migration::"))
        .filter(|line| !line.contains("sea_orm::entity::"))
        .collect();

    assert!(found.is_empty(), "{found:#?}");
}

//! The enums of columns, and the file that holds them.
//!
//! A value is shown by its label where GraphQL takes that as a name, else by that of its variant.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

use heck::ToUpperCamelCase;

use super::fields::is_identifier;
use crate::inflection;

/// The module that SeaORM's generator imports them from.
pub(super) const MODULE: &str = "sea_orm_active_enums";

/// All enums, by the names of their types.
#[derive(Debug, Default)]
pub(super) struct Enums {
    known: BTreeMap<String, Enumeration>,
}

/// An enum: its name in the database, and its values.
#[derive(Debug, PartialEq)]
struct Enumeration {
    name: String,
    values: Vec<Variant>,
}

#[derive(Debug, PartialEq)]
struct Variant {
    name: String,
    label: String,
}

impl Enums {
    /// Takes an enum over. What is to be told of it; or why its columns are not taken over.
    pub(super) fn add(
        &mut self,
        name: &str,
        labels: Vec<String>,
    ) -> Result<Option<String>, String> {
        let type_name = type_name(name);
        if !is_identifier(&type_name) {
            return Err(format!(
                "the name of its enum `{name}` gives none for a type"
            ));
        }
        // SeaORM makes types of its own of the values.
        if let Some(label) = labels
            .iter()
            .find(|label| label.eq_ignore_ascii_case("self"))
        {
            return Err(format!(
                "its enum `{name}` has the value {label:?}, which SeaORM takes for a word of Rust's own"
            ));
        }
        let mut seen = HashSet::new();
        if let Some(label) = labels.iter().find(|l| !seen.insert(l.to_lowercase())) {
            return Err(format!(
                "its enum `{name}` has a value that differs from another by case alone: {label:?}"
            ));
        }
        let enumeration = Enumeration::new(name, labels);
        match self.known.get(&type_name) {
            Some(known) if *known == enumeration => Ok(None),
            Some(_) => Err(format!("another enum is `{type_name}` already")),
            None => {
                let note = enumeration.note();
                self.known.insert(type_name, enumeration);
                Ok(note)
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Whether a type of this name is an enum.
    pub(super) fn has(&self, type_name: &str) -> bool {
        self.known.contains_key(type_name)
    }

    /// Whether the values of the enum are shown by the names of their variants.
    pub(super) fn is_renamed(&self, name: &str) -> bool {
        let known = self.known.get(&type_name(name));
        known.is_some_and(|known| !known.is_plain())
    }

    /// The file with all enums.
    pub(super) fn file(&self) -> String {
        let mut text =
            "//! The values of columns.\n\nuse sea_orm::entity::prelude::*;\n".to_owned();
        for (type_name, enumeration) in &self.known {
            let name = &enumeration.name;
            let _ = write!(
                text,
                "\n#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]\n\
                 #[sea_orm(rs_type = \"Enum\", db_type = \"Enum\", enum_name = {name:?})]\n\
                 pub enum {type_name} {{\n"
            );
            for Variant { name, label } in &enumeration.values {
                let _ = writeln!(
                    text,
                    "    #[sea_orm(string_value = {label:?})]\n    {name},"
                );
            }
            text.push_str("}\n");
        }
        text
    }
}

/// The name of the type of an enum.
pub(super) fn type_name(name: &str) -> String {
    name.to_upper_camel_case()
}

impl Enumeration {
    fn new(name: &str, labels: Vec<String>) -> Self {
        let mut values: Vec<Variant> = Vec::new();
        for label in labels {
            let mut name = variant(&label);
            let stem = name.clone();
            let mut n = 2;
            while values.iter().any(|value| value.name == name) {
                name = format!("{stem}V{n}");
                n += 1;
            }
            values.push(Variant { name, label });
        }
        Self {
            name: name.to_owned(),
            values,
        }
    }

    /// Whether GraphQL takes all labels as names.
    fn is_plain(&self) -> bool {
        let mut seen = HashSet::new();
        self.values.iter().all(|value| {
            let name = inflection::enum_value(&value.label);
            is_value_name(&name) && seen.insert(name)
        })
    }

    fn note(&self) -> Option<String> {
        if self.is_plain() {
            return None;
        }
        let shown: Vec<String> = self
            .values
            .iter()
            .map(|Variant { name, label }| {
                format!("{} for {label:?}", inflection::enum_value(name))
            })
            .collect();
        let (name, shown) = (&self.name, shown.join(", "));
        Some(format!(
            "has values of the enum `{name}` that GraphQL cannot name, so it shows {shown}"
        ))
    }
}

/// The name of a variant.
fn variant(label: &str) -> String {
    let words: String = label
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                ' '
            }
        })
        .collect();
    let name = words.to_upper_camel_case();
    if is_identifier(&name) && is_value_name(&inflection::enum_value(&name)) {
        name
    } else {
        format!("Value{name}")
    }
}

fn is_value_name(name: &str) -> bool {
    inflection::is_valid_name(name) && !["TRUE", "FALSE", "NULL"].contains(&name)
}

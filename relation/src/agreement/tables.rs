//! The tables of a database, as plain data.

use std::fmt;

use super::disagreement::key_text;

/// A table or something that is read like one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The schema, where it is not the default one.
    pub schema: Option<String>,
    /// The name.
    pub name: String,
    /// Whether it holds its rows itself.
    pub kind: TableKind,
    /// The columns.
    pub columns: Vec<Column>,
    /// The columns of the primary key, in its order; none where there is no primary key.
    pub primary_key: Vec<String>,
    /// The indexes, except that of the primary key.
    pub indexes: Vec<Index>,
    /// The foreign keys that the database checks.
    pub constraints: Vec<Constraint>,
}

/// Whether a table holds its rows itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// It does.
    Stored,
    /// It is a view or the like, and has neither keys nor indexes nor rules for NULL.
    Derived,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name.
    pub name: String,
    /// Whether it can be NULL.
    pub nullable: bool,
    /// Whether the database gives a value when none is given, be it a default, a counted key or
    /// a computed value.
    pub has_default: bool,
}

/// An index of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// The name.
    pub name: String,
    /// The columns, in order; `None` stands for an expression.
    pub columns: Vec<Option<String>>,
    /// Whether it admits each combination of values once.
    pub unique: bool,
    /// Whether it covers only the rows that meet a condition.
    pub partial: bool,
}

/// A foreign key that the database checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint {
    /// The columns that hold the key.
    pub columns: Vec<String>,
    /// The schema of the table that is referred to, where it is not the default one.
    pub target_schema: Option<String>,
    /// The table that is referred to.
    pub target: String,
    /// The columns that are referred to, one for each of `columns`.
    pub target_columns: Vec<String>,
    /// What the database does to the row when its target is deleted.
    pub on_delete: Action,
}

/// What a database does by itself to rows whose target is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Refuse, when the check is due: after the statement, or at commit where it is deferred.
    NoAction,
    /// Refuse at once.
    Restrict,
    /// Delete the rows.
    Cascade,
    /// Set the key to NULL.
    SetNull,
    /// Set the key to the default of its columns.
    SetDefault,
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoAction => "NO ACTION",
            Self::Restrict => "RESTRICT",
            Self::Cascade => "CASCADE",
            Self::SetNull => "SET NULL",
            Self::SetDefault => "SET DEFAULT",
        })
    }
}

impl Table {
    /// Whether the table has this name.
    pub fn is_named(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        let mut columns = self.columns.iter();
        columns.find(|column| column.name.eq_ignore_ascii_case(name))
    }

    /// Whether no two rows share the values of `columns`.
    pub(super) fn is_unique(&self, columns: &[String]) -> bool {
        let mut keys: Vec<Vec<String>> = self.indexes.iter().filter_map(Index::key).collect();
        keys.push(self.primary_key.clone());
        let holds = |key: &Vec<String>| !key.is_empty() && key.iter().all(|of| has(columns, of));
        keys.iter().any(holds)
    }

    /// Whether an index, or the primary key, begins with `columns` in any order.
    pub(super) fn has_index(&self, columns: &[String]) -> bool {
        let begins = |with: &[&str]| with.iter().all(|column| has(columns, column));
        let keys = self.indexes.iter().filter(|index| !index.partial);
        let mut keys: Vec<Vec<&str>> = keys
            .map(|index| index.columns.iter().map_while(Option::as_deref).collect())
            .collect();
        keys.push(self.primary_key.iter().map(String::as_str).collect());
        keys.iter()
            .any(|key| key.get(..columns.len()).is_some_and(begins))
    }
}

impl Constraint {
    /// Whether it refers to the table of this schema and name.
    pub fn refers_to(&self, schema: Option<&str>, name: &str) -> bool {
        self.target_schema.as_deref() == schema && self.target.eq_ignore_ascii_case(name)
    }

    /// What it refers to, for messages.
    pub(super) fn target_text(&self) -> String {
        key_text(
            self.target_schema.as_deref(),
            &self.target,
            &self.target_columns,
        )
    }
}

impl Index {
    /// The columns whose values no two rows share, if the index says so of all rows.
    pub(super) fn key(&self) -> Option<Vec<String>> {
        if self.unique && !self.partial {
            self.columns.iter().cloned().collect()
        } else {
            None
        }
    }
}

/// Whether `columns` has one of this name.
pub(super) fn has(columns: &[String], name: &str) -> bool {
    columns
        .iter()
        .any(|column| column.eq_ignore_ascii_case(name))
}

/// Whether both have the same columns, in any order.
pub(super) fn are_same(columns: &[String], others: &[String]) -> bool {
    columns.len() == others.len() && columns.iter().all(|column| has(others, column))
}

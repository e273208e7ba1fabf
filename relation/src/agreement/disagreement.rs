//! What a catalog and a database can say differently, each with its place and its mend.

use std::fmt;

use super::Action;

/// One difference between the catalog and the database. The message names model, field, table and
/// columns, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Disagreement {
    /// The database lacks a table.
    #[error("{place}: the database has no such table; make it in a migration")]
    TableMissing {
        /// The model.
        place: Place,
    },
    /// The database lacks a column.
    #[error(
        "{place}: the database has no such column; add it in a migration, or take it out of the entity"
    )]
    ColumnMissing {
        /// The field.
        place: Place,
    },
    /// A column that every row needs and the catalog does not know.
    #[error(
        "{model} (column `{column}` of table `{table}`): the database wants a value and has no default, but the entity has no such column, so no row can be made; add it to the entity, or give it a default in a migration"
    )]
    ColumnUnknown {
        /// The model.
        model: String,
        /// Its table.
        table: String,
        /// The column.
        column: String,
    },
    /// The catalog takes NULL for a value, the database refuses it.
    #[error(
        "{place}: it can be null in the catalog, but the database refuses NULL; drop NOT NULL in a migration, or make it required in the entity"
    )]
    NullRefused {
        /// The field.
        place: Place,
    },
    /// The catalog counts on a value, the database admits NULL.
    #[error(
        "{place}: it is required in the catalog, but the database admits NULL; set NOT NULL in a migration, or make it an `Option` in the entity"
    )]
    NullAdmitted {
        /// The field.
        place: Place,
    },
    /// The catalog leaves a value to the database, which gives none.
    #[error(
        "{place}: it has a default in the catalog, but none in the database, so rows made without it {}; set the default in a migration, or take it out of the entity",
        if *nullable { "get NULL" } else { "are refused" }
    )]
    DefaultMissing {
        /// The field.
        place: Place,
        /// Whether the column can be NULL in the database.
        nullable: bool,
    },
    /// The database does not count the keys of new rows.
    #[error(
        "{place}: the database does not give new rows a key; let it count the column in a migration (on SQLite its type has to be INTEGER), or say `auto_increment = false` in the entity"
    )]
    KeyNotGiven {
        /// The field.
        place: Place,
    },
    /// The database has another primary key.
    #[error(
        "{place}: the primary key is {} in the catalog, and {} in the database{}; make it the same in a migration or in the entity",
        names(.declared), names(.found), if *is_unique { ", where the catalog's is unique too" } else { "" }
    )]
    PrimaryKey {
        /// The model.
        place: Place,
        /// The columns in the catalog.
        declared: Vec<String>,
        /// The columns in the database.
        found: Vec<String>,
        /// Whether the database takes care all the same that no two rows share the catalog's key.
        is_unique: bool,
    },
    /// The catalog counts on values being unique, the database does not.
    #[error(
        "{place}: unique in the catalog, but the database has no unique index, so values can repeat; make one in a migration, or take `{}` out of the entity",
        place.unique_attribute()
    )]
    NotUnique {
        /// The fields.
        place: Place,
    },
    /// The database takes care that values are unique, and the catalog does not know.
    #[error(
        "{place}: unique in the database, but not in the catalog; mark it in the entity with `{}`, and rows can be found by it",
        place.unique_attribute()
    )]
    UniqueUnknown {
        /// The fields.
        place: Place,
    },
    /// The database does not check a foreign key.
    #[error(
        "{place}: the database has no foreign key to {expected}, so it can refer to rows that are not there; add one in a migration, or say `skip_fk` in the entity's relation"
    )]
    ConstraintMissing {
        /// The foreign key.
        place: Place,
        /// What it refers to.
        expected: String,
    },
    /// The database checks a foreign key against something else.
    #[error(
        "{place}: refers to {expected} in the catalog, but to {found} in the database; make it the same in a migration or in the entity"
    )]
    ConstraintElsewhere {
        /// The foreign key.
        place: Place,
        /// What it refers to in the catalog.
        expected: String,
        /// What it refers to in the database.
        found: String,
    },
    /// The database has a foreign key between two models that the catalog does not know.
    #[error(
        "{place}: the database has a foreign key to {target} that the catalog does not know, so deletion does not see the rows that refer; add the relation to the entity"
    )]
    ConstraintUnknown {
        /// The model and the columns.
        place: Place,
        /// What they refer to.
        target: String,
    },
    /// The database has a foreign key to a table that no model has.
    #[error(
        "{place}: the database has a foreign key to {target}, which no model has; register its entity to serve the relation"
    )]
    TargetUnknown {
        /// The model and the columns.
        place: Place,
        /// What they refer to.
        target: String,
    },
    /// A table that no model has refers to a model's.
    #[error(
        "{place}: {referrer} refers to it by ON DELETE {action}, but no model has that table, so deletion does not see its rows; register its entity"
    )]
    ReferrerUnknown {
        /// The model that is referred to.
        place: Place,
        /// The table and the columns that refer.
        referrer: String,
        /// What the database does to their rows.
        action: Action,
    },
    /// The database does something else than the rule.
    #[error(
        "{place}: the rule is {rule}, but the database has ON DELETE {action}, which {}; make it ON DELETE {expected} in a migration, or declare {}",
        harm(*expected, *action), rule_of(*action)
    )]
    RuleContradicted {
        /// The foreign key.
        place: Place,
        /// The rule.
        rule: &'static str,
        /// The action that would do what the rule does, as far as SQL has one.
        expected: Action,
        /// What the database does.
        action: Action,
    },
    /// The rule leaves it to the database, which does more than refuse.
    #[error(
        "{place}: the rule is DO_NOTHING, and the database has ON DELETE {action}: it changes rows that deletion neither checks nor counts; declare {}, or make it ON DELETE NO ACTION in a migration",
        rule_of(*action)
    )]
    DatabaseActs {
        /// The foreign key.
        place: Place,
        /// What the database does.
        action: Action,
    },
    /// The database refuses at once where rows that refer to each other may go together.
    #[error(
        "{place}: the rule is {rule}, but the database has ON DELETE RESTRICT, which is checked at once and refuses to delete rows that refer to each other; make it ON DELETE NO ACTION in a migration"
    )]
    RestrictInCircle {
        /// The foreign key.
        place: Place,
        /// The rule.
        rule: &'static str,
    },
    /// No index finds the rows that refer.
    #[error(
        "{place}: no index begins with the key, so each deletion and each reverse relation reads the whole table; add one in a migration"
    )]
    IndexMissing {
        /// The foreign key.
        place: Place,
    },
}

/// How much a [`Disagreement`] matters; the worst comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Operations fail, or rows get lost or wrong.
    Error,
    /// It works, but not as well or as safely as the catalog promises.
    Warning,
    /// It works; the catalog could say more.
    Note,
}

/// Where the catalog and the database differ: a model, perhaps a field, and what they are in the
/// database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The model.
    pub model: String,
    /// The field, or the accessor of a foreign key; none for the model or a group of fields.
    pub field: Option<String>,
    /// The table.
    pub table: String,
    /// The columns; none for the whole table.
    pub columns: Vec<String>,
}

impl Disagreement {
    /// How much it matters.
    pub fn severity(&self) -> Severity {
        match self {
            Self::PrimaryKey {
                is_unique: true, ..
            }
            | Self::UniqueUnknown { .. }
            | Self::TargetUnknown { .. } => Severity::Note,
            Self::NullAdmitted { .. }
            | Self::DefaultMissing { nullable: true, .. }
            | Self::ConstraintUnknown { .. }
            | Self::ReferrerUnknown { .. }
            | Self::DatabaseActs { .. }
            | Self::RestrictInCircle { .. }
            | Self::IndexMissing { .. } => Severity::Warning,
            Self::TableMissing { .. }
            | Self::ColumnMissing { .. }
            | Self::ColumnUnknown { .. }
            | Self::NullRefused { .. }
            | Self::DefaultMissing { .. }
            | Self::KeyNotGiven { .. }
            | Self::PrimaryKey { .. }
            | Self::NotUnique { .. }
            | Self::ConstraintMissing { .. }
            | Self::ConstraintElsewhere { .. }
            | Self::RuleContradicted { .. } => Severity::Error,
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.model)?;
        if let Some(field) = &self.field {
            write!(f, ".{field}")?;
        }
        let table = &self.table;
        match &self.columns[..] {
            [] => write!(f, " (table `{table}`)"),
            [column] => write!(f, " (column `{column}` of table `{table}`)"),
            columns => write!(f, " (columns {} of table `{table}`)", names(columns)),
        }
    }
}

impl Place {
    /// What SeaORM calls it when the columns are unique.
    fn unique_attribute(&self) -> &'static str {
        match self.columns[..] {
            [_] => "unique",
            _ => "unique_key",
        }
    }
}

/// A table, with its schema where that is not the default one, and columns of it.
pub(super) fn key_text(schema: Option<&str>, table: &str, columns: &[String]) -> String {
    let columns = columns.join(", ");
    match schema {
        Some(schema) => format!("`{schema}.{table}` ({columns})"),
        None => format!("`{table}` ({columns})"),
    }
}

fn names(columns: &[String]) -> String {
    if columns.is_empty() {
        return "none".to_owned();
    }
    let quoted: Vec<String> = columns.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

/// What a row can meet when the database acts where the rule did not.
fn harm(expected: Action, action: Action) -> &'static str {
    match (expected, action) {
        (_, Action::Cascade) => "deletes rows that the rule keeps",
        (Action::Cascade, _) => "keeps rows that the rule deletes",
        _ => "changes keys in a way that the rule does not",
    }
}

fn rule_of(action: Action) -> &'static str {
    match action {
        Action::Cascade => "CASCADE",
        Action::SetNull => "SET_NULL",
        Action::SetDefault => "SET_DEFAULT",
        Action::Restrict => "PROTECT",
        Action::NoAction => "DO_NOTHING",
    }
}

//! What is unique, and what refers to what.

use std::collections::HashSet;

use relation::agreement::{Action, Constraint, Index, Table};
use sea_orm::sea_query::{
    Alias, ForeignKey, ForeignKeyAction, ForeignKeyCreateStatement, IndexCreateStatement,
};

use super::{
    fields::Field,
    names::Key,
    tables::{Candidate, ForeignKeyText},
};

/// The unique keys of a table, that of its rows first.
pub(super) struct Uniques {
    /// By the names of fields.
    pub(super) keys: Vec<Vec<String>>,
    pub(super) statements: Vec<IndexCreateStatement>,
}

pub(super) fn uniques(of: &Candidate<'_>, notes: &mut Vec<String>) -> Uniques {
    let table = of.table;
    let mut uniques = Uniques {
        keys: of.names(&table.primary_key).into_iter().collect(),
        statements: Vec::new(),
    };
    let mut taken: HashSet<&String> = HashSet::new();
    for index in table.indexes.iter().filter(|index| index.unique) {
        let mut note = |what: &str| notes.push(format!("`{}.{}` {what}", table.name, index.name));
        let Some(columns) = whole(index) else {
            note("is unique only in part, which is not known to the API");
            continue;
        };
        let Some(names) = of.names(columns.iter().copied()) else {
            note("is over a column that is left out, and is not known to the API");
            continue;
        };
        if columns.len() > 1 && columns.iter().any(|column| !taken.insert(column)) {
            note("shares columns with another unique key, and is not known to the API");
            continue;
        }
        let mut unique = sea_orm::sea_query::Index::create();
        unique
            .unique()
            .name(heck::AsSnakeCase(&index.name).to_string());
        for column in columns {
            unique.col(Alias::new(column));
        }
        uniques.statements.push(unique);
        uniques.keys.push(names);
    }
    uniques
}

/// The columns of an index over columns alone, and over all rows.
fn whole(index: &Index) -> Option<Vec<&String>> {
    let columns = index.columns.iter().map(Option::as_ref);
    columns.collect::<Option<_>>().filter(|_| !index.partial)
}

/// A foreign key, in the forms in which it is asked for.
pub(super) struct Taken {
    pub(super) key: Key,
    pub(super) text: ForeignKeyText,
    pub(super) statement: ForeignKeyCreateStatement,
}

/// The foreign keys of the table at a place.
pub(super) fn foreign_keys(
    place: usize,
    candidates: &[Candidate<'_>],
    uniques: &[Uniques],
    notes: &mut Vec<String>,
) -> Vec<Taken> {
    let of = &candidates[place];
    let mut taken: Vec<Taken> = Vec::new();
    // Which columns are left out is told already.
    let is_whole = |key: &&Constraint| of.fields_of(&key.columns).is_some();
    for constraint in of.table.constraints.iter().filter(is_whole) {
        let mut note = |what: String| {
            let columns = constraint.columns.join(", ");
            notes.push(format!("`{}.{columns}` {what}", of.table.name));
        };
        let found = Ends::find(of, constraint, candidates, uniques);
        let ends = match found {
            Ok(ends) => ends,
            Err(why) => {
                note(why);
                continue;
            }
        };
        if taken.iter().any(|known| known.key.fields == ends.fields) {
            let target = &constraint.target;
            note(format!(
                "refers to another table already, so not to `{target}` as well"
            ));
            continue;
        }
        let action = applied(constraint, of, &mut note);
        taken.push(Taken {
            statement: ends.statement(of, action),
            text: ForeignKeyText {
                fields: ends.fields.clone(),
                target: candidates[ends.target].module.clone(),
                target_fields: ends.target_fields,
                on_delete: format!("{action:?}"),
            },
            key: Key {
                table: place,
                target: ends.target,
                is_unique: uniques[place].keys.contains(&ends.fields),
                fields: ends.fields,
            },
        });
    }
    taken
}

/// What a foreign key connects.
struct Ends {
    fields: Vec<String>,
    columns: Vec<String>,
    target: usize,
    target_module: String,
    target_fields: Vec<String>,
    target_columns: Vec<String>,
}

impl Ends {
    /// Why there is none is told as a sentence without its subject.
    fn find(
        of: &Candidate<'_>,
        constraint: &Constraint,
        candidates: &[Candidate<'_>],
        uniques: &[Uniques],
    ) -> Result<Self, String> {
        let is_target = |table: &Table| constraint.refers_to(table.schema.as_deref(), &table.name);
        let name = &constraint.target;
        let mut tables = candidates.iter();
        let Some(target) = tables.position(|candidate| is_target(candidate.table)) else {
            let name = match &constraint.target_schema {
                Some(schema) => format!("{schema}.{name}"),
                None => name.clone(),
            };
            return Err(format!(
                "refers to `{name}`, which is not served, and is a plain column"
            ));
        };
        let other = &candidates[target];
        if constraint.target_columns.len() != constraint.columns.len() {
            return Err(format!("refers to `{name}` by columns that it lacks"));
        }
        let ends = of
            .fields_of(&constraint.columns)
            .zip(other.fields_of(&constraint.target_columns));
        let Some((fields, target_fields)) = ends else {
            return Err(format!(
                "refers to `{name}` by a column that is left out, and is no relation"
            ));
        };
        if let Some((from, to)) = fields
            .iter()
            .zip(&target_fields)
            .find(|(from, to)| !from.can_refer_to(to))
        {
            let (from, to) = (&from.column, &to.column);
            return Err(format!(
                "is no relation, because the values of `{from}` and of `{name}.{to}` are of different kinds, or of one that cannot be a key"
            ));
        }
        let mut named = fields.iter().chain(&target_fields);
        if let Some(word) = named.find(|field| is_word_of_rust(&field.name)) {
            let word = &word.column;
            return Err(format!(
                "is no relation, because SeaORM takes no word of Rust's own for a key: `{word}`"
            ));
        }
        let known: HashSet<&String> = target_fields.iter().map(|field| &field.name).collect();
        let mut keys = uniques[target].keys.iter();
        if !keys.any(|key| key.iter().all(|field| known.contains(field))) {
            return Err(format!(
                "is no relation, because it refers to a unique key of `{name}` that is not known to the API"
            ));
        }
        Ok(Self {
            fields: names(&fields),
            columns: columns(&fields),
            target,
            target_module: other.module.clone(),
            target_fields: names(&target_fields),
            target_columns: columns(&target_fields),
        })
    }

    fn statement(&self, of: &Candidate<'_>, action: Action) -> ForeignKeyCreateStatement {
        let mut key = ForeignKey::create();
        for column in &self.columns {
            key.from(Alias::new(&of.module), Alias::new(column));
        }
        for column in &self.target_columns {
            key.to(Alias::new(&self.target_module), Alias::new(column));
        }
        key.on_delete(match action {
            Action::NoAction => ForeignKeyAction::NoAction,
            Action::Restrict => ForeignKeyAction::Restrict,
            Action::Cascade => ForeignKeyAction::Cascade,
            Action::SetNull => ForeignKeyAction::SetNull,
            Action::SetDefault => ForeignKeyAction::SetDefault,
        });
        key
    }
}

/// What the database's action does in effect: the default of a column without one is NULL, and what
/// refuses NULL lets no row go.
fn applied(constraint: &Constraint, of: &Candidate<'_>, note: &mut impl FnMut(String)) -> Action {
    let fields = of.fields_of(&constraint.columns).unwrap_or_default();
    let action = match constraint.on_delete {
        Action::SetDefault if fields.iter().all(|field| field.default.is_none()) => Action::SetNull,
        action => action,
    };
    if action == Action::SetNull && !fields.iter().all(|field| field.nullable) {
        note("is to be set to NULL, which it cannot be; the database will refuse".to_owned());
        return Action::NoAction;
    }
    action
}

fn names(fields: &[&Field]) -> Vec<String> {
    fields.iter().map(|field| field.name.clone()).collect()
}

fn columns(fields: &[&Field]) -> Vec<String> {
    fields.iter().map(|field| field.column.clone()).collect()
}

fn is_word_of_rust(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_err()
}

//! Which tables and columns are taken over, as statements that would create them.

use std::collections::{HashMap, HashSet};

use heck::ToSnakeCase;
use relation::agreement::{Action, Constraint, Table, TableKind};
use sea_orm::sea_query::{
    Alias, ColumnDef, ColumnType, ForeignKey, ForeignKeyAction, ForeignKeyCreateStatement, Index,
    TableCreateStatement,
};

use super::{
    columns::{Details, column_type},
    names::{self, Declared, Key, Named},
};

/// What is taken over.
#[derive(Default)]
pub(super) struct Chosen {
    pub(super) statements: Vec<TableCreateStatement>,
    /// The names of the files, in the order of the statements.
    pub(super) modules: Vec<String>,
    /// What the entities say beyond what the generator writes, in the same order.
    pub(super) extras: Vec<Extras>,
    pub(super) notes: Vec<String>,
}

/// What an entity says beyond what the generator writes.
#[derive(Debug, Default)]
pub(super) struct Extras {
    /// Defaults of columns, as SQL, by the names of fields.
    pub(super) defaults: HashMap<String, String>,
    pub(super) foreign_keys: Vec<ForeignKeyText>,
    pub(super) declared: Declared,
}

/// A foreign key in the words of an entity.
#[derive(Debug)]
pub(super) struct ForeignKeyText {
    /// The names of the fields that hold it.
    pub(super) fields: Vec<String>,
    /// The module of the rows that it refers to.
    pub(super) target: String,
    /// Their fields.
    pub(super) target_fields: Vec<String>,
    /// A variant of SeaORM's `ForeignKeyAction`.
    pub(super) on_delete: String,
}

/// The table in which migrations are noted.
const MIGRATIONS: &str = "seaql_migrations";

pub(super) fn choose(tables: &[Table], details: &Details) -> Chosen {
    let mut chosen = Chosen::default();
    let mut served: Vec<&Table> = Vec::new();
    for table in tables.iter().filter(|table| table.name != MIGRATIONS) {
        if let Some(why) = chosen.refusal(table) {
            let what = match table.kind {
                TableKind::Stored => "table",
                TableKind::Derived => "view",
            };
            let note = format!("{what} `{}` is left out: {why}", table.name);
            chosen.notes.push(note);
        } else {
            chosen.modules.push(table.name.to_snake_case());
            served.push(table);
        }
    }
    let (mut named, mut keys) = (Vec::new(), Vec::new());
    for place in 0..served.len() {
        let mut taken = chosen.take(place, &served, details);
        chosen.statements.push(taken.statement);
        chosen.extras.push(Extras {
            defaults: taken.defaults,
            foreign_keys: taken.foreign_keys,
            ..Extras::default()
        });
        named.push(taken.named);
        keys.append(&mut taken.keys);
    }
    let declared = names::declare(&named, &keys);
    for (extras, declared) in chosen.extras.iter_mut().zip(declared) {
        extras.declared = declared;
    }
    chosen
}

/// A table that is taken over.
struct Taken {
    statement: TableCreateStatement,
    defaults: HashMap<String, String>,
    foreign_keys: Vec<ForeignKeyText>,
    named: Named,
    keys: Vec<Key>,
}

impl Chosen {
    /// Why a table is not taken over.
    fn refusal(&self, table: &Table) -> Option<String> {
        if table.kind == TableKind::Derived {
            return Some("only tables are served".to_owned());
        }
        if table.primary_key.is_empty() {
            return Some("it has no primary key, so that no row could be named".to_owned());
        }
        let module = table.name.to_snake_case();
        if !is_identifier(&module) {
            return Some("its name gives none for a type".to_owned());
        }
        if self.modules.contains(&module) || ["lib", "self", "super", "crate"].contains(&&*module) {
            return Some(format!("another file is `{module}.rs` already"));
        }
        let mut keys = table.primary_key.iter();
        let unnamed = keys.find(|column| !is_identifier(&column.to_snake_case()))?;
        Some(format!(
            "`{unnamed}` of its primary key gives no name for a field"
        ))
    }

    fn take(&mut self, place: usize, served: &[&Table], details: &Details) -> Taken {
        let table = served[place];
        let mut statement = TableCreateStatement::new();
        statement.table(Alias::new(&table.name));
        let mut known: Vec<String> = Vec::new();
        let mut defaults = HashMap::new();
        for column in &table.columns {
            let place = (table.name.clone(), column.name.clone());
            let detail = details.get(&place).cloned().unwrap_or_default();
            let field = column.name.to_snake_case();
            let refusal = if detail.is_computed {
                Some("the database computes it")
            } else if !is_identifier(&field) {
                Some("its name gives none for a field")
            } else if known.contains(&field) {
                Some("another column has the same field")
            } else {
                None
            };
            if let Some(why) = refusal {
                self.note(table, &column.name, &format!("is left out: {why}"));
                continue;
            }
            known.push(field.clone());
            let mut keys = table.constraints.iter().map(|key| &key.columns);
            let is_in_key = table.primary_key.contains(&column.name)
                || keys.any(|columns| columns.contains(&column.name));
            let kind = column_type(&detail.declared, is_in_key).unwrap_or_else(|| {
                let declared = &detail.declared;
                let what = format!("is of the type {declared:?}, which is taken for text");
                self.note(table, &column.name, &what);
                ColumnType::Text
            });
            let is_key = table.primary_key == [column.name.clone()];
            let counts = is_key && kind == ColumnType::BigInteger && column.has_default;
            let mut definition = ColumnDef::new_with_type(Alias::new(&column.name), kind);
            if !column.nullable || table.primary_key.contains(&column.name) {
                definition.not_null();
            }
            if counts {
                definition.auto_increment();
            }
            defaults.extend(detail.default.map(|default| (field, default)));
            statement.col(&mut definition);
        }
        let mut key = Index::create();
        for column in &table.primary_key {
            key.col(Alias::new(column));
        }
        statement.primary_key(&mut key);
        let mut unique_keys = vec![fields(&table.primary_key)];
        self.add_unique_keys(table, &mut statement, &mut unique_keys);
        let (mut keys, mut foreign_keys) = (Vec::new(), Vec::new());
        for constraint in &table.constraints {
            let fields_of_key = fields(&constraint.columns);
            if keys.iter().any(|known: &Key| known.fields == fields_of_key) {
                let (name, target) = (constraint.columns.join(", "), &constraint.target);
                let what = format!("refers to another table already, so not to `{target}` as well");
                self.note(table, &name, &what);
                continue;
            }
            let Some((target, mut key)) = self.foreign_key(table, constraint, served) else {
                continue;
            };
            statement.foreign_key(&mut key);
            foreign_keys.push(ForeignKeyText {
                fields: fields_of_key.clone(),
                target: served[target].name.to_snake_case(),
                target_fields: fields(&constraint.target_columns),
                on_delete: format!("{:?}", constraint.on_delete),
            });
            keys.push(Key {
                table: place,
                target,
                is_unique: unique_keys.contains(&fields_of_key),
                fields: fields_of_key,
            });
        }
        Taken {
            statement,
            defaults,
            foreign_keys,
            named: Named {
                name: table.name.to_snake_case(),
                fields: known,
                unique_keys,
            },
            keys,
        }
    }

    fn add_unique_keys(
        &mut self,
        table: &Table,
        statement: &mut TableCreateStatement,
        unique_keys: &mut Vec<Vec<String>>,
    ) {
        let mut taken: HashSet<&String> = HashSet::new();
        for index in table.indexes.iter().filter(|index| index.unique) {
            let columns: Option<Vec<&String>> = index.columns.iter().map(Option::as_ref).collect();
            let Some(columns) = columns.filter(|_| !index.partial) else {
                let what = "is unique only in part, which is not known to the API";
                self.note(table, &index.name, what);
                continue;
            };
            if columns.len() > 1 && columns.iter().any(|column| !taken.insert(column)) {
                let what = "shares columns with another unique key, and is not known to the API";
                self.note(table, &index.name, what);
                continue;
            }
            let mut unique = Index::create();
            unique.unique().name(index.name.to_snake_case());
            for column in &columns {
                unique.col(Alias::new(*column));
            }
            statement.index(&mut unique);
            unique_keys.push(fields(columns));
        }
    }

    fn foreign_key(
        &mut self,
        table: &Table,
        constraint: &Constraint,
        served: &[&Table],
    ) -> Option<(usize, ForeignKeyCreateStatement)> {
        let name = constraint.columns.join(", ");
        let mut tables = served.iter();
        let Some(place) = tables.position(|table| table.is_named(&constraint.target)) else {
            let what = format!(
                "refers to `{}`, which is not served, and is a plain column",
                constraint.target
            );
            self.note(table, &name, &what);
            return None;
        };
        let target = served[place];
        if constraint.target_columns.len() != constraint.columns.len() {
            let what = format!("refers to `{}` by columns that it lacks", target.name);
            self.note(table, &name, &what);
            return None;
        }
        let mut columns = constraint.columns.iter().chain(&constraint.target_columns);
        if let Some(column) = columns.find(|column| is_word_of_rust(&column.to_snake_case())) {
            let what = format!(
                "is no relation, because SeaORM takes no word of Rust's own for a key: `{column}`"
            );
            self.note(table, &name, &what);
            return None;
        }
        let mut key = ForeignKey::create();
        for column in &constraint.columns {
            key.from(Alias::new(&table.name), Alias::new(column));
        }
        for column in &constraint.target_columns {
            key.to(Alias::new(&target.name), Alias::new(column));
        }
        key.on_delete(match constraint.on_delete {
            Action::NoAction => ForeignKeyAction::NoAction,
            Action::Restrict => ForeignKeyAction::Restrict,
            Action::Cascade => ForeignKeyAction::Cascade,
            Action::SetNull => ForeignKeyAction::SetNull,
            Action::SetDefault => ForeignKeyAction::SetDefault,
        });
        Some((place, key))
    }

    fn note(&mut self, table: &Table, part: &str, what: &str) {
        self.notes.push(format!("`{}.{part}` {what}", table.name));
    }
}

/// The names of the fields of columns.
fn fields<'c>(columns: impl IntoIterator<Item = &'c String>) -> Vec<String> {
    let columns = columns.into_iter();
    columns.map(|column| column.to_snake_case()).collect()
}

fn is_word_of_rust(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_err()
}

fn is_identifier(name: &str) -> bool {
    let mut letters = name.chars();
    letters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

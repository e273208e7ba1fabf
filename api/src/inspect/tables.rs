//! Which tables are taken over, as statements that would create them.

use std::collections::{BTreeSet, HashMap};

use heck::{ToSnakeCase, ToUpperCamelCase};
use relation::agreement::{Table, TableKind};
use sea_orm::sea_query::{Alias, Index, TableCreateStatement};

use super::{
    columns::Details,
    enums::{self, Enums},
    fields::{self, Field, is_identifier},
    keys,
    names::{self, Declared, Named},
};
use crate::schema;

/// What is taken over.
#[derive(Default)]
pub(super) struct Chosen {
    pub(super) statements: Vec<TableCreateStatement>,
    /// The names of the files, in the order of the statements.
    pub(super) modules: Vec<String>,
    /// What the entities say beyond what the generator writes, in the same order.
    pub(super) extras: Vec<Extras>,
    pub(super) enums: Enums,
    pub(super) notes: Vec<String>,
}

/// What an entity says beyond what the generator writes.
#[derive(Debug)]
pub(super) struct Extras {
    pub(super) schema: Option<String>,
    pub(super) table: String,
    /// The name of the model, where it is not that of the table.
    pub(super) model: Option<String>,
    pub(super) comment: Option<String>,
    /// The columns of the primary key.
    pub(super) primary_key: Vec<String>,
    /// By their names.
    pub(super) fields: HashMap<String, Field>,
    /// The fields whose enums are shown by the names of their variants.
    pub(super) renamed_enums: Vec<String>,
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

/// A table that is taken over.
pub(super) struct Candidate<'t> {
    pub(super) table: &'t Table,
    /// The name of its file, by which the generator knows it.
    pub(super) module: String,
    fields: Vec<Field>,
}

/// The table in which migrations are noted.
const MIGRATIONS: &str = "seaql_migrations";

/// What no file is named.
const WORDS: [&str; 5] = ["lib", "self", "super", "crate", enums::MODULE];

/// Chooses from the tables of the search path and of the schemas that are named.
pub(super) fn choose(tables: &[Table], details: &Details, schemas: &[String]) -> Chosen {
    let mut chosen = Chosen::default();
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    let is_asked_for = |table: &&Table| match &table.schema {
        Some(schema) => schemas.contains(schema),
        None => table.name != MIGRATIONS,
    };
    let mut asked_for: Vec<&Table> = tables.iter().filter(is_asked_for).collect();
    // Those that need no schema have the first choice of names.
    asked_for.sort_by_key(|table| table.schema.is_some());
    for table in asked_for {
        match chosen.candidate(table, details, &candidates) {
            Ok(candidate) => candidates.push(candidate),
            Err(why) => {
                let what = match table.kind {
                    TableKind::Stored => "table ",
                    TableKind::Derived => "",
                };
                let note = format!("{what}`{}` is left out: {why}", table.name);
                chosen.notes.push(note);
            }
        }
    }
    chosen.take(&candidates, details);
    chosen.notes.extend(of_schemas(tables, schemas));
    chosen
}

/// What is to be told of schemas: those that are left out, and those that are not there.
fn of_schemas(tables: &[Table], asked_for: &[String]) -> Vec<String> {
    let there: BTreeSet<&String> = tables.iter().filter_map(|t| t.schema.as_ref()).collect();
    let left_out = there.iter().filter(|schema| !asked_for.contains(schema));
    let left_out = left_out.map(|schema| {
        format!(
            "the tables of the schema `{schema}` are left out; `--schema {schema}` takes them too"
        )
    });
    let missing = asked_for.iter().filter(|schema| !there.contains(schema));
    let missing = missing.map(|schema| {
        format!("the schema `{schema}` has no table that is not in the search path anyway")
    });
    left_out.chain(missing).collect()
}

impl Chosen {
    /// The table as it is taken over; or why it is not.
    fn candidate<'t>(
        &mut self,
        table: &'t Table,
        details: &Details,
        known: &[Candidate<'_>],
    ) -> Result<Candidate<'t>, String> {
        if table.kind == TableKind::Derived {
            return Err("it is a view or the like, and only tables are served".to_owned());
        }
        if table.primary_key.is_empty() {
            return Err("it has no primary key, so that no row could be named".to_owned());
        }
        let module = module(table, known)?;
        let mut notes = Vec::new();
        let fields = fields::choose(table, details, &mut self.enums, &mut notes);
        let candidate = Candidate {
            table,
            module,
            fields,
        };
        for column in &table.primary_key {
            let field = candidate.field(column);
            if !field.is_some_and(Field::can_be_key) {
                return Err(if is_identifier(&column.to_snake_case()) {
                    format!("`{column}` of its primary key has values that cannot be in an id")
                } else {
                    format!("`{column}` of its primary key gives no name for a field")
                });
            }
        }
        self.notes.extend(notes);
        Ok(candidate)
    }

    fn take(&mut self, candidates: &[Candidate<'_>], details: &Details) {
        let uniques: Vec<keys::Uniques> = candidates
            .iter()
            .map(|of| keys::uniques(of, &mut self.notes))
            .collect();
        let (mut named, mut all_keys) = (Vec::new(), Vec::new());
        for (place, of) in candidates.iter().enumerate() {
            let mut statement = of.statement();
            for unique in &uniques[place].statements {
                statement.index(&mut unique.clone());
            }
            let mut foreign_keys = Vec::new();
            for mut taken in keys::foreign_keys(place, candidates, &uniques, &mut self.notes) {
                statement.foreign_key(&mut taken.statement);
                foreign_keys.push(taken.text);
                all_keys.push(taken.key);
            }
            named.push(Named {
                name: of.module.clone(),
                fields: of.fields.iter().map(|field| field.name.clone()).collect(),
                unique_keys: uniques[place].keys.clone(),
            });
            self.statements.push(statement);
            self.modules.push(of.module.clone());
            let extras = self.extras(of, details, foreign_keys);
            self.extras.push(extras);
        }
        let declared = names::declare(&named, &all_keys);
        for (extras, declared) in self.extras.iter_mut().zip(declared) {
            extras.declared = declared;
        }
    }

    fn extras(
        &self,
        of: &Candidate<'_>,
        details: &Details,
        foreign_keys: Vec<ForeignKeyText>,
    ) -> Extras {
        let is_renamed = |field: &&Field| {
            field
                .enum_name()
                .is_some_and(|name| self.enums.is_renamed(&name))
        };
        let fields = of.fields.iter();
        Extras {
            schema: of.table.schema.clone(),
            table: of.table.name.clone(),
            model: self.model(of),
            comment: details.comment(of.table).cloned(),
            primary_key: of.table.primary_key.clone(),
            renamed_enums: fields
                .clone()
                .filter(is_renamed)
                .map(|field| field.name.clone())
                .collect(),
            fields: fields
                .map(|field| (field.name.clone(), field.clone()))
                .collect(),
            foreign_keys,
            declared: Declared::default(),
        }
    }

    /// The name of a model whose table has that of something else.
    fn model(&self, of: &Candidate<'_>) -> Option<String> {
        let name = of.module.to_upper_camel_case();
        if self.enums.has(&name) || schema::is_built_in(&name) {
            return Some(format!("{name}Row"));
        }
        let is_that_of_table = of.table.name.to_upper_camel_case() == name;
        (!is_that_of_table).then_some(name)
    }
}

/// The name of the file of a table: that of the table, with its schema where that is taken.
fn module(table: &Table, known: &[Candidate<'_>]) -> Result<String, String> {
    let is_taken = |name: &str| {
        WORDS.contains(&name) || known.iter().any(|candidate| candidate.module == name)
    };
    let name = table.name.to_snake_case();
    if !is_identifier(&name) {
        return Err("its name gives none for a type".to_owned());
    }
    let longer = table.schema.iter();
    let longer = longer.map(|schema| format!("{schema}_{}", table.name).to_snake_case());
    let mut names = std::iter::once(name.clone()).chain(longer);
    let free = names.find(|name| is_identifier(name) && !is_taken(name));
    free.ok_or_else(|| format!("another file is `{name}.rs` already"))
}

impl Candidate<'_> {
    fn field(&self, column: &str) -> Option<&Field> {
        let mut columns = self.table.columns.iter();
        let is_exact = columns.any(|known| known.name == column);
        let mut fields = self.fields.iter();
        fields.find(|field| {
            // SQLite takes any case.
            field.column == column || !is_exact && field.column.eq_ignore_ascii_case(column)
        })
    }

    /// The fields of columns; none where one of them is left out.
    pub(super) fn fields_of<'c>(
        &self,
        columns: impl IntoIterator<Item = &'c String>,
    ) -> Option<Vec<&Field>> {
        let columns = columns.into_iter();
        columns.map(|column| self.field(column)).collect()
    }

    /// The names of the fields of columns; none where one of them is left out.
    pub(super) fn names<'c>(
        &self,
        columns: impl IntoIterator<Item = &'c String>,
    ) -> Option<Vec<String>> {
        let fields = self.fields_of(columns)?;
        Some(fields.iter().map(|field| field.name.clone()).collect())
    }

    /// The table with its columns and its primary key.
    fn statement(&self) -> TableCreateStatement {
        let mut statement = TableCreateStatement::new();
        statement.table(Alias::new(&self.module));
        let mut key = Index::create();
        for field in &self.fields {
            statement.col(field.definition(&self.table.primary_key));
        }
        for column in &self.table.primary_key {
            key.col(Alias::new(column));
        }
        statement.primary_key(&mut key);
        statement
    }
}

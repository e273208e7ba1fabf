//! Rows that a write speaks of, with the columns by which they are related.

use std::{collections::HashMap, sync::Arc};

use sea_orm::{ConnectionTrait, Value};

use super::{
    GetOrCreate, RowInput, Target, ToManyInput, ToOneInput, UniqueInput, Write, WriteError,
};
use crate::{
    catalog::{AccessorId, Catalog, FieldId, ForeignKeyId, ModelId, Path},
    query::{Reader, Row},
    sql::Lock,
    value::Key,
};

/// A row that exists, with its key and the columns by which it is related.
#[derive(Debug, Clone)]
pub(super) struct Held {
    fields: Arc<[FieldId]>,
    row: Row,
}

impl Held {
    pub(super) fn new(fields: Arc<[FieldId]>, row: Row) -> Self {
        Self { fields, row }
    }

    /// The values of some of the columns by which the row is related; none if one is NULL.
    pub(super) fn key(&self, fields: &[FieldId]) -> Option<Key> {
        let values: Vec<&Value> = fields.iter().map(|field| self.value(*field)).collect();
        Key::new(values.into_iter())
    }

    /// The row with other values in some of the columns by which it is related.
    #[must_use]
    pub(super) fn with(&self, values: &[(FieldId, Value)]) -> Self {
        let fields = self.fields.iter().zip(self.row.iter());
        let row = fields.map(|(field, value)| {
            let new = values.iter().find(|(known, _)| known == field);
            new.map_or(value, |(_, new)| new).clone()
        });
        Self {
            fields: self.fields.clone(),
            row: row.collect(),
        }
    }

    /// The value of a column by which the row is related.
    pub(super) fn value(&self, field: FieldId) -> &Value {
        let position = self.fields.iter().position(|known| *known == field);
        &self.row[position.expect("a column by which rows are related")]
    }
}

/// The columns of a model by which its rows are related: its primary key, its foreign keys and
/// what foreign keys refer to.
pub(super) fn related_fields(catalog: &Catalog, model: ModelId) -> Arc<[FieldId]> {
    let mut fields = catalog[model].primary_key.clone();
    for key in catalog.foreign_keys() {
        if key.model == model {
            fields.extend(&key.fields);
        }
        if key.target == model {
            fields.extend(&key.target_fields);
        }
    }
    fields.sort_unstable();
    fields.dedup();
    fields.into()
}

/// The rows that a write names, all found before anything is written.
#[derive(Default)]
pub(super) struct Known {
    by_key: HashMap<(ModelId, Key), Held>,
    by_unique: HashMap<(ModelId, Vec<FieldId>, Key), Held>,
}

/// What a write names.
struct Named<'w> {
    catalog: &'w Catalog,
    targets: Vec<Wanted<'w>>,
    uniques: Vec<&'w UniqueInput>,
    /// The data of links that was added last.
    data: Option<&'w RowInput>,
}

/// A row that a write names, and what it is named for.
#[derive(Clone, Copy)]
struct Wanted<'w> {
    target: &'w Target,
    /// Whether the row is changed, or what is related to it, and not only referred to.
    changes: bool,
}

impl Known {
    /// Finds the rows: one statement for each model, and one for each of its unique keys.
    /// Rows that are going to be changed are locked.
    pub(super) async fn find(
        reader: Reader<'_, impl ConnectionTrait>,
        write: &Write,
    ) -> Result<Self, WriteError> {
        let mut named = Named {
            catalog: reader.catalog,
            targets: Vec::new(),
            uniques: Vec::new(),
            data: None,
        };
        named.add_write(write);
        let mut known = Self::default();
        known.find_targets(&reader, &named.targets).await?;
        known.find_uniques(&reader, &named.uniques).await?;
        Ok(known)
    }

    async fn find_targets(
        &mut self,
        reader: &Reader<'_, impl ConnectionTrait>,
        wanted: &[Wanted<'_>],
    ) -> Result<(), WriteError> {
        let targets = wanted.iter().map(|wanted| wanted.target);
        for (model, keys) in grouped(targets.clone().map(|t| (t.model, t.key.clone()))) {
            let fields = related_fields(reader.catalog, model);
            let primary_key = &reader.catalog[model].primary_key;
            let changes = |wanted: &Wanted<'_>| wanted.changes && wanted.target.model == model;
            let reader = Reader {
                lock: wanted.iter().any(changes).then_some(Lock::Change),
                ..*reader
            };
            let rows = reader.by_key(model, primary_key, &keys, &fields).await?;
            for (key, row) in keys.into_iter().zip(rows) {
                if let Some(row) = row {
                    let held = Held::new(fields.clone(), row);
                    self.by_key.insert((model, key), held);
                }
            }
        }
        let missing = targets.filter(|target| self.get(target).is_none());
        let missing: Vec<Target> = missing.cloned().collect();
        if missing.is_empty() {
            Ok(())
        } else {
            Err(WriteError::NotFound(missing))
        }
    }

    async fn find_uniques(
        &mut self,
        reader: &Reader<'_, impl ConnectionTrait>,
        uniques: &[&UniqueInput],
    ) -> Result<(), WriteError> {
        let catalog = reader.catalog;
        let mut keys = Vec::with_capacity(uniques.len());
        for unique in uniques {
            keys.push(self.unique_key(catalog, unique)?);
        }
        let wanted = uniques.iter().zip(&keys);
        let groups =
            grouped(wanted.map(|(unique, (fields, key))| {
                ((unique.model, fields.clone()), Some(key.clone()))
            }));
        for ((model, key_fields), keys) in groups {
            let fields = related_fields(catalog, model);
            let rows = reader.by_key(model, &key_fields, &keys, &fields).await?;
            for (key, row) in keys.into_iter().zip(rows) {
                if let Some(row) = row {
                    let held = Held::new(fields.clone(), row);
                    self.by_unique
                        .insert((model, key_fields.clone(), key), held);
                }
            }
        }
        let missing = uniques.iter().zip(keys).find(|(unique, (fields, key))| {
            let entry = (unique.model, fields.clone(), key.clone());
            !self.by_unique.contains_key(&entry)
        });
        match missing {
            Some((unique, _)) => Err(WriteError::NoMatch {
                model: unique.model,
                place: unique.place.clone(),
            }),
            None => Ok(()),
        }
    }

    fn get(&self, target: &Target) -> Option<&Held> {
        let key = target.key.clone()?;
        self.by_key.get(&(target.model, key))
    }

    /// A row that the write names.
    pub(super) fn target(&self, target: &Target) -> &Held {
        self.get(target).expect("rows are found before the writes")
    }

    /// A row that the write names by a unique key.
    pub(super) fn unique(
        &self,
        catalog: &Catalog,
        unique: &UniqueInput,
    ) -> Result<&Held, WriteError> {
        let (fields, key) = self.unique_key(catalog, unique)?;
        let held = self.by_unique.get(&(unique.model, fields, key));
        Ok(held.expect("rows are found before the writes"))
    }

    /// The fields of a unique key and their values.
    pub(super) fn unique_key(
        &self,
        catalog: &Catalog,
        unique: &UniqueInput,
    ) -> Result<(Vec<FieldId>, Key), WriteError> {
        let values = self.unique_values(catalog, unique);
        let key = Key::new(values.iter().map(|(_, value)| value));
        let fields = values.iter().map(|(field, _)| *field).collect();
        match key.and_then(|key| key.normalized()) {
            Some(key) => Ok((fields, key)),
            None => Err(WriteError::NoMatch {
                model: unique.model,
                place: unique.place.clone(),
            }),
        }
    }

    /// The values of a unique key by field.
    pub(super) fn unique_values(
        &self,
        catalog: &Catalog,
        unique: &UniqueInput,
    ) -> Vec<(FieldId, Value)> {
        let mut values = unique.values.clone();
        for (key, target) in &unique.forward {
            values.extend(reference(catalog, *key, self.target(target)));
        }
        values
    }
}

/// The values by which a row refers to another.
pub(super) fn reference(
    catalog: &Catalog,
    key: ForeignKeyId,
    target: &Held,
) -> impl Iterator<Item = (FieldId, Value)> {
    let key = &catalog[key];
    let pairs = key.fields.iter().zip(&key.target_fields);
    let values: Vec<(FieldId, Value)> = pairs
        .map(|(from, to)| (*from, target.value(*to).clone()))
        .collect();
    values.into_iter()
}

/// The keys of each group, each once and in order.
fn grouped<G: PartialEq>(entries: impl Iterator<Item = (G, Option<Key>)>) -> Vec<(G, Vec<Key>)> {
    let mut groups: Vec<(G, Vec<Key>)> = Vec::new();
    let mut positions = Vec::new();
    for (group, key) in entries {
        let Some(key) = key else { continue };
        let position = groups.iter().position(|(known, _)| *known == group);
        let position = position.unwrap_or_else(|| {
            groups.push((group, Vec::new()));
            positions.push(std::collections::HashSet::new());
            groups.len() - 1
        });
        if positions[position].insert(key.clone()) {
            groups[position].1.push(key);
        }
    }
    groups
}

impl<'w> Named<'w> {
    fn add_write(&mut self, write: &'w Write) {
        match write {
            Write::Create { rows, .. } => rows.iter().for_each(|row| self.add_row(row)),
            Write::Update { target, input } => {
                self.changes(target);
                self.add_row(input);
            }
            Write::UpdateMany { input, .. } => self.add_row(input),
            // A row that is to be deleted is read whole.
            Write::Delete { .. } | Write::DeleteMany { .. } => {}
            Write::GetOrCreate(write) => self.add_get_or_create(write),
            Write::Manage {
                accessor,
                owner,
                change,
            } => {
                self.changes(owner);
                self.add_to_many(*accessor, change);
            }
        }
    }

    fn changes(&mut self, target: &'w Target) {
        self.targets.push(Wanted {
            target,
            changes: true,
        });
    }

    fn refers_to(&mut self, target: &'w Target) {
        self.targets.push(Wanted {
            target,
            changes: false,
        });
    }

    fn add_get_or_create(&mut self, write: &'w GetOrCreate) {
        // The row itself need not be there.
        for (_, target) in &write.unique.forward {
            self.refers_to(target);
        }
        let inputs = write.defaults.iter().chain(&write.update);
        inputs.for_each(|input| self.add_row(input));
        if let Some(within) = &write.within {
            self.changes(&within.owner);
            within.through.iter().for_each(|row| self.add_data(row));
        }
    }

    fn add_row(&mut self, row: &'w RowInput) {
        for (_, input) in &row.forward {
            self.add_to_one(input, Self::refers_to);
        }
        // The other row holds the key.
        for (_, input) in &row.reverse {
            self.add_to_one(input, Self::changes);
        }
        for (accessor, input) in &row.to_many {
            self.add_to_many(*accessor, input);
        }
    }

    fn add_to_one(&mut self, input: &'w ToOneInput, add: fn(&mut Self, &'w Target)) {
        match input {
            ToOneInput::Null(_) => {}
            ToOneInput::Id(target) => add(self, target),
            ToOneInput::Get(unique) => {
                for (_, target) in &unique.forward {
                    self.refers_to(target);
                }
                self.uniques.push(unique);
            }
            ToOneInput::Create(row) => self.add_row(row),
        }
    }

    /// The data of links, which many can share.
    fn add_data(&mut self, data: &'w Arc<RowInput>) {
        let is_known = self
            .data
            .is_some_and(|known| std::ptr::from_ref(known) == Arc::as_ptr(data));
        if !is_known {
            self.data = Some(data);
            self.add_row(data);
        }
    }

    fn add_to_many(&mut self, accessor: AccessorId, input: &'w ToManyInput) {
        // Links are rows of their own, and else members hold the key.
        let add = match self.catalog[accessor].path {
            Path::ManyToMany(_) => Self::refers_to,
            Path::Reverse(_) | Path::ReverseOne(_) | Path::Forward(_) => Self::changes,
        };
        for target in &input.remove {
            add(self, target);
        }
        for member in input.set.iter().flatten().chain(&input.add) {
            add(self, &member.target);
            member.through.iter().for_each(|row| self.add_data(row));
        }
        for new in &input.create {
            self.add_row(&new.row);
            new.through.iter().for_each(|row| self.add_data(row));
        }
    }
}

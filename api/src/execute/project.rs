//! Rows become GraphQL values in one pass over the plan.

use async_graphql::{Name, PathSegment, Pos, Value as Graphql};
use indexmap::IndexMap;
use relation::catalog::{Catalog, Kind, ModelId};
use relation::query::Row;
use relation::scope::Scope;
use relation::value::Key;
use sea_orm::Value;

use super::loaded::Loaded;
use crate::{
    error::{Code, Failure},
    id,
    plan::{
        AggregateOutput, ConnectionOutput, EdgeOutput, KeyOutput, MAX_GET_RESULTS, ObjectOutput,
        Output, PageInfoOutput, PageOutput, PayloadOutput, PayloadValue, Plan, Projection, ReadId,
        RootOutput, RowSetId, ValueOutput,
    },
    schema::{Shape, to_graphql},
};

/// Makes the answer of what was loaded.
pub(super) struct Projector<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) shape: &'a Shape,
    pub(super) scope: &'a dyn Scope,
    pub(super) plan: &'a Plan,
    pub(super) loaded: &'a Loaded,
    pub(super) failures: Vec<Failure>,
    pub(super) path: Vec<Step<'a>>,
    /// How many bytes the answer may still have.
    pub(super) bytes_left: usize,
}

/// A step of the path to a value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'a> {
    Field(&'a Name),
    Index(usize),
}

/// A value, or nothing where null is not allowed; the failure is noted already.
pub(super) type Projected = Option<Graphql>;

impl<'a> Projector<'a> {
    /// The values of all our root fields by response key; none where one that must not be
    /// null is.
    pub(super) fn roots(&mut self) -> Option<IndexMap<Name, Graphql>> {
        let mut values = IndexMap::with_capacity(self.plan.roots.len());
        let mut is_null = false;
        for root in &self.plan.roots {
            if matches!(root.output, RootOutput::NotOurs) {
                continue;
            }
            self.path.push(Step::Field(&root.key));
            match self.root(&root.output) {
                Some(value) => {
                    values.insert(root.key.clone(), value);
                }
                None => is_null = true,
            }
            self.path.pop();
        }
        (!is_null).then_some(values)
    }

    /// Whether the answer grew too large; what has been built of it is to be thrown away.
    pub(super) fn is_exhausted(&self) -> bool {
        self.bytes_left == 0
    }

    fn root(&mut self, output: &'a RootOutput) -> Projected {
        match output {
            RootOutput::Typename(type_name) => Some(Graphql::from(*type_name)),
            RootOutput::Failed { nullable } => nullable.then_some(Graphql::Null),
            RootOutput::NotOurs => None,
            RootOutput::One(None) => Some(Graphql::Null),
            RootOutput::One(Some((read, projection))) => {
                let value = match self.loaded.one(*read, 0) {
                    Some(row) => self.object(projection, row),
                    None => None,
                };
                Some(value.unwrap_or_default())
            }
            RootOutput::Exactly(read, projection, pos) => self.only(*read, projection, *pos),
            RootOutput::Nodes(entries, projections) => {
                Some(Graphql::List(self.nodes(entries, projections)))
            }
            RootOutput::Rows(read, n_keys, projection) => {
                let found: Vec<usize> = (0..*n_keys)
                    .filter_map(|index| self.loaded.one(*read, index))
                    .collect();
                self.list(found, |this, row| this.object(projection, row))
            }
            RootOutput::Connection(connection) => self.connection(connection, 0),
            RootOutput::DeletePlan(plan) => self.delete_plan(plan),
            RootOutput::Payload(payload) => self.payload(payload),
        }
    }

    fn payload(&mut self, payload: &'a PayloadOutput) -> Projected {
        let written = &self.loaded.written;
        self.fields(&payload.fields, |this, field| match &field.value {
            PayloadValue::Typename => Some(Graphql::from(payload.type_name.as_str())),
            PayloadValue::Count => Some(Graphql::from(written.keys.len())),
            PayloadValue::Created => Some(Graphql::from(written.created)),
            PayloadValue::Added(type_name) => this.ids(type_name, &written.added),
            PayloadValue::Removed(type_name) => this.ids(type_name, &written.removed),
            PayloadValue::Ids(type_name) => this.ids(type_name, &written.keys),
            PayloadValue::Total => this.number(written.deleted.total(), field.pos),
            PayloadValue::Deleted(groups) => this.deleted(groups, &written.deleted.counts),
            PayloadValue::Updated(groups) => this.updated(groups, &written.deleted.updated),
            PayloadValue::Row(read, projection) => {
                let Some(row) = this.loaded.one(*read, 0) else {
                    return this.not_shown(&projection.type_name, field.pos);
                };
                this.object(projection, row)
            }
            PayloadValue::Rows(read, projection) => {
                let found: Vec<usize> = (0..written.keys.len())
                    .filter_map(|index| this.loaded.one(*read, index))
                    .collect();
                this.list(found, |this, row| this.object(projection, row))
            }
        })
    }

    fn ids(&mut self, type_name: &Name, keys: &[Key]) -> Projected {
        let mut ids = Vec::with_capacity(keys.len());
        for key in keys {
            let id = Graphql::String(id::to_global(type_name, key.values().iter()));
            self.bytes_left = self.bytes_left.saturating_sub(size_of_value(&id));
            if self.is_exhausted() {
                return None;
            }
            ids.push(id);
        }
        Some(Graphql::List(ids))
    }

    /// A row that was written and that the viewer cannot see.
    fn not_shown(&mut self, type_name: &Name, pos: Pos) -> Projected {
        let message =
            format!("the {type_name} cannot be seen after the change, so nothing was changed");
        self.fail(Code::NotFound, message, pos);
        None
    }

    /// The only row found; a failure where there is none or another.
    fn only(&mut self, read: ReadId, projection: &'a Projection, pos: Pos) -> Projected {
        let n_found = self.loaded.n_found(read);
        if n_found == 1 {
            return self.object(projection, 0);
        }
        let type_name = &projection.type_name;
        let (code, message) = match n_found as u64 {
            0 => (Code::NotFound, format!("no {type_name} matches")),
            n => {
                let number = if n < MAX_GET_RESULTS {
                    n.to_string()
                } else {
                    format!("more than {}", MAX_GET_RESULTS - 1)
                };
                let message = format!("{number} rows of {type_name} match instead of one");
                (Code::MultipleObjects, message)
            }
        };
        let path = self.path_segments();
        let failure = Failure::new(code, message, pos, path);
        self.failures
            .push(failure.with("model", type_name.as_str()));
        None
    }

    fn nodes(
        &mut self,
        entries: &'a [Option<(ReadId, usize)>],
        projections: &'a [Projection],
    ) -> Vec<Graphql> {
        // The keys of each read are in the order of the ids.
        let mut next = vec![0; projections.len()];
        let mut values = Vec::with_capacity(entries.len());
        for (position, entry) in entries.iter().enumerate() {
            self.path.push(Step::Index(position));
            let value = entry.as_ref().and_then(|(read, group)| {
                let index = next[*group];
                next[*group] += 1;
                let row = self.loaded.one(*read, index)?;
                self.object(&projections[*group], row)
            });
            values.push(value.unwrap_or_default());
            self.path.pop();
        }
        values
    }

    pub(super) fn object(&mut self, projection: &'a Projection, index: usize) -> Projected {
        let row = self.loaded.row(projection.rows, index);
        let model = self.model_of(projection.rows);
        self.fields(&projection.fields, |this, field| {
            this.object_field(projection, model, row, index, field)
        })
    }

    /// Builds an object; nothing where a field of it must not be null and is.
    pub(super) fn fields<T>(
        &mut self,
        fields: &'a [Output<T>],
        mut value: impl FnMut(&mut Self, &'a Output<T>) -> Projected,
    ) -> Projected {
        let mut object = IndexMap::with_capacity(fields.len());
        for field in fields {
            self.path.push(Step::Field(&field.key));
            let value = value(self, field);
            self.path.pop();
            let value = value?;
            let size = field.key.len() + size_of_value(&value);
            self.bytes_left = self.bytes_left.saturating_sub(size);
            if self.is_exhausted() {
                return None;
            }
            object.insert(field.key.clone(), value);
        }
        Some(Graphql::Object(object))
    }

    fn object_field(
        &mut self,
        projection: &'a Projection,
        model: ModelId,
        row: &'a Row,
        index: usize,
        field: &'a Output<ObjectOutput>,
    ) -> Projected {
        match &field.value {
            ObjectOutput::Typename => Some(Graphql::from(projection.type_name.as_str())),
            ObjectOutput::Id(key) => Some(global_id(&projection.type_name, row, key)),
            ObjectOutput::Pk(key, kind) => self.pk(row, key, kind, field.pos),
            ObjectOutput::Column {
                position,
                kind,
                nullable,
            } => self.scalar(kind, &row[*position], *nullable, field.pos),
            ObjectOutput::Computed { computed, inputs } => {
                let computed = &self.catalog[model].computed[*computed];
                let inputs: Vec<Value> = inputs.iter().map(|i| row[*i].clone()).collect();
                let value = relation::value::normalize((computed.compute)(&inputs));
                self.scalar(&computed.kind, &value, true, field.pos)
            }
            ObjectOutput::ToOne {
                read,
                nullable,
                target,
            } => match self.loaded.one(*read, index) {
                Some(row) => {
                    let value = self.object(target, row);
                    value.or_else(|| nullable.then_some(Graphql::Null))
                }
                None => self.no_target(&target.type_name, *nullable, field.pos),
            },
            ObjectOutput::KeyOnly {
                key,
                nullable,
                target_name,
                fields,
            } => {
                let is_null = key.iter().any(|p| relation::value::is_null(&row[*p]));
                if is_null {
                    return self.no_target(target_name, *nullable, field.pos);
                }
                self.fields(fields, |this, field| match &field.value {
                    KeyOutput::Typename => Some(Graphql::from(target_name.as_str())),
                    KeyOutput::Id => Some(global_id(target_name, row, key)),
                    KeyOutput::Pk(kind) => this.pk(row, key, kind, field.pos),
                })
            }
            ObjectOutput::ToMany(connection) => self.connection(connection, index),
        }
    }

    /// What a to-one field shows when there is no row.
    fn no_target(&mut self, type_name: &Name, nullable: bool, pos: Pos) -> Projected {
        if nullable {
            return Some(Graphql::Null);
        }
        let message = format!("the {type_name} that this row refers to does not exist");
        self.fail(Code::NotFound, message, pos);
        None
    }

    fn connection(&mut self, connection: &'a ConnectionOutput, index: usize) -> Projected {
        let (span, more) = match connection.page {
            Some(read) => self.loaded.many(read, index),
            None => (0..0, false),
        };
        self.fields(&connection.fields, |this, field| match &field.value {
            PageOutput::Typename => Some(Graphql::from(connection.type_name.as_str())),
            PageOutput::Count(position) => {
                let count = this.made(connection, index, *position);
                this.total(count, field.pos)
            }
            PageOutput::Aggregate(type_name, fields) => {
                this.aggregate(connection, index, type_name, fields)
            }
            PageOutput::Nodes(projection) => {
                this.list(span.clone(), |this, index| this.object(projection, index))
            }
            PageOutput::Edges(edge) => this.list(span.clone(), |this, index| {
                this.edge(connection, edge, index)
            }),
            PageOutput::PageInfo(info) => this.fields(info, |this, field| {
                let cursor = |index: Option<usize>| {
                    index.map_or(Graphql::Null, |index| this.cursor(connection, index))
                };
                let (is_first, is_last) = (span.start, span.end.checked_sub(1));
                let is_empty = span.is_empty();
                let backwards = this.is_backwards(connection);
                Some(match field.value {
                    PageInfoOutput::Typename => Graphql::from("PageInfo"),
                    PageInfoOutput::HasNextPage => {
                        (connection.has_before || (more && !backwards)).into()
                    }
                    PageInfoOutput::HasPreviousPage => {
                        (connection.has_after || (more && backwards)).into()
                    }
                    PageInfoOutput::StartCursor => cursor((!is_empty).then_some(is_first)),
                    PageInfoOutput::EndCursor => cursor(is_last.filter(|_| !is_empty)),
                })
            }),
        })
    }

    pub(super) fn list(
        &mut self,
        rows: impl IntoIterator<Item = usize>,
        mut item: impl FnMut(&mut Self, usize) -> Projected,
    ) -> Projected {
        let mut values = Vec::new();
        for (position, index) in rows.into_iter().enumerate() {
            self.path.push(Step::Index(position));
            let value = item(self, index);
            self.path.pop();
            values.push(value?);
        }
        Some(Graphql::List(values))
    }

    fn edge(
        &mut self,
        connection: &'a ConnectionOutput,
        fields: &'a [Output<EdgeOutput>],
        index: usize,
    ) -> Projected {
        self.fields(fields, |this, field| match &field.value {
            EdgeOutput::Typename => Some(Graphql::from(connection.edge_name.as_str())),
            EdgeOutput::Cursor => Some(this.cursor(connection, index)),
            EdgeOutput::Node(node) => this.object(node, index),
            EdgeOutput::Through(link) => this.object(link, index),
        })
    }

    fn cursor(&self, connection: &ConnectionOutput, index: usize) -> Graphql {
        let Some(read) = connection.page else {
            return Graphql::Null;
        };
        let keys = &self.loaded.keys[read.0][index];
        Graphql::String(connection.cursors.encode(keys))
    }

    fn is_backwards(&self, connection: &ConnectionOutput) -> bool {
        connection
            .page
            .is_some_and(|read| self.plan.is_backwards(read))
    }

    fn pk(&mut self, row: &Row, key: &[usize], kind: &Kind, pos: Pos) -> Projected {
        if let [only] = key {
            return self.scalar(kind, &row[*only], false, pos);
        }
        let values = key.iter().map(|position| &row[*position]);
        Some(Graphql::String(id::key_text(values)))
    }

    fn scalar(&mut self, kind: &Kind, value: &Value, nullable: bool, pos: Pos) -> Projected {
        match to_graphql(self.shape, kind, value) {
            Some(Graphql::Null) if !nullable => {
                self.fail_internal("a column that is declared required holds NULL", pos);
                None
            }
            Some(value) => {
                if *kind == Kind::Json {
                    self.bytes_left = self.bytes_left.saturating_sub(size_of_json(&value));
                }
                Some(value)
            }
            None => {
                self.fail_internal("a column holds a value outside its type", pos);
                nullable.then_some(Graphql::Null)
            }
        }
    }

    /// A value made of all rows of a list.
    fn made(&self, connection: &ConnectionOutput, index: usize, position: usize) -> &'a Value {
        const NOTHING: &Value = &Value::BigInt(None);
        let value = connection
            .values
            .and_then(|read| self.loaded.value(read, index, position));
        value.unwrap_or(NOTHING)
    }

    fn aggregate(
        &mut self,
        connection: &'a ConnectionOutput,
        index: usize,
        type_name: &'a Name,
        fields: &'a [Output<AggregateOutput>],
    ) -> Projected {
        self.fields(fields, |this, field| match &field.value {
            AggregateOutput::Typename => Some(Graphql::from(type_name.as_str())),
            AggregateOutput::Count(position) => {
                let count = this.made(connection, index, *position);
                this.total(count, field.pos)
            }
            AggregateOutput::Function(type_name, fields) => {
                this.fields(fields, |this, field| match &field.value {
                    ValueOutput::Typename => Some(Graphql::from(type_name.as_str())),
                    ValueOutput::Value { position, kind } => {
                        let value = this.made(connection, index, *position);
                        this.scalar(kind, value, true, field.pos)
                    }
                })
            }
        })
    }

    fn total(&mut self, count: &Value, pos: Pos) -> Projected {
        let count = match count {
            Value::BigInt(Some(count)) => u64::try_from(*count).ok(),
            _ => None,
        };
        let Some(count) = count else {
            self.fail_internal("a count is no number", pos);
            return None;
        };
        self.number(count, pos)
    }

    /// A number of rows.
    pub(super) fn number(&mut self, count: u64, pos: Pos) -> Projected {
        if i32::try_from(count).is_err() {
            let message = format!("there are {count} rows, more than an Int can tell");
            self.fail(Code::Limit, message, pos);
            return None;
        }
        Some(Graphql::from(count))
    }

    fn model_of(&self, rows: RowSetId) -> ModelId {
        self.plan.model_of(rows)
    }

    fn fail(&mut self, code: Code, message: String, pos: Pos) {
        let path = self.path_segments();
        self.failures.push(Failure::new(code, message, pos, path));
    }

    fn fail_internal(&mut self, detail: &str, pos: Pos) {
        let path = self.path_segments();
        self.failures.push(Failure::internal(detail, pos, path));
    }

    fn path_segments(&self) -> Vec<PathSegment> {
        self.path
            .iter()
            .map(|step| match step {
                Step::Field(name) => PathSegment::Field(name.to_string()),
                Step::Index(index) => PathSegment::Index(*index),
            })
            .collect()
    }
}

fn global_id(type_name: &Name, row: &Row, key: &[usize]) -> Graphql {
    let values = key.iter().map(|position| &row[*position]);
    Graphql::String(id::to_global(type_name, values))
}

/// What a document adds to the answer.
fn size_of_json(value: &Graphql) -> usize {
    let below: usize = match value {
        Graphql::List(values) => values.iter().map(size_of_json).sum(),
        Graphql::Object(fields) => fields
            .iter()
            .map(|(name, value)| name.len() + size_of_json(value))
            .sum(),
        _ => 0,
    };
    below + size_of_value(value)
}

/// What a value adds to the answer, besides the values in it.
fn size_of_value(value: &Graphql) -> usize {
    // Quotes, colon and comma around a name and a value.
    const PUNCTUATION: usize = 6;
    let own = match value {
        Graphql::String(text) => text.len(),
        Graphql::Enum(name) => name.len(),
        // Objects count their fields, except in a JSON document.
        Graphql::List(values) => values.len(),
        _ => 8,
    };
    own + PUNCTUATION
}

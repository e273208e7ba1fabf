//! What the arguments of a mutation say of rows: columns and what they refer to.
//!
//! Everything that is wrong with values is collected, so that a form can show it at once. Only what
//! is beyond a limit ends the work.

use async_graphql::parser::types::Field;
use relation::{
    catalog::{self, AccessorId, Catalog, FieldId, ModelId},
    manager::{Place, RowInput, Target},
};
use sea_orm::Value;

use super::{
    Document,
    input::{Argument, Input},
    scalar,
};
use crate::{
    Limits,
    error::FieldProblem,
    id, inflection,
    schema::{InputField, InputKind, InputShape, Shape},
};

/// Compiles the arguments of one mutation.
pub(super) struct Inputs<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) shape: &'a Shape,
    pub(super) limits: &'a Limits,
    pub(super) document: &'a Document,
    pub(super) field: &'a Field,
    pub(super) named: Named,
    pub(super) problems: Vec<FieldProblem>,
    pub(super) strangers: Vec<Stranger>,
}

/// What the mutations of an operation name so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Named {
    pub(super) n_rows: u64,
    pub(super) n_bytes: usize,
}

/// An id of another model.
pub(super) struct Stranger {
    pub(super) place: Place,
    pub(super) message: String,
}

/// More than a limit allows.
pub(super) struct OverLimit {
    pub(super) place: Place,
    pub(super) problem: String,
    pub(super) setting: &'static str,
}

/// What takes an id, for the message that refuses one of another model.
#[derive(Clone, Copy)]
pub(super) enum Taker<'a> {
    /// `Article.reporter`
    Relation(AccessorId),
    /// `Mutation.updatePost`
    RootField,
    /// `PostUnique.id`
    Unique(&'a str),
}

impl<'a> Inputs<'a> {
    /// An argument of the mutation; none where it is absent.
    pub(super) fn argument(&self, name: &str) -> Option<Argument<'a>> {
        self.document.written(self.field, name)
    }

    /// An argument of the mutation that has to be given, and its place.
    pub(super) fn required(&mut self, name: &str) -> Option<(Argument<'a>, Place)> {
        let place = Place::default().field(name);
        if let Some(argument) = self.argument(name) {
            return Some((argument, place));
        }
        self.refuse_missing(place);
        None
    }

    /// A row to make or to change. `depth` is the number of rows it is nested in.
    pub(super) fn row(
        &mut self,
        shape: &InputShape,
        object: Argument<'a>,
        place: Place,
        depth: usize,
    ) -> Result<RowInput, OverLimit> {
        let limit = self.limits.max_input_depth;
        if depth >= limit {
            let problem = format!("rows are nested more than {limit} deep");
            return Err(over_limit(place, problem, "max_input_depth"));
        }
        self.count_rows(1, &place)?;
        self.data(shape, object, place, depth)
    }

    /// The fields of a row, or of a link that belongs to one.
    pub(super) fn data(
        &mut self,
        shape: &InputShape,
        object: Argument<'a>,
        place: Place,
        depth: usize,
    ) -> Result<RowInput, OverLimit> {
        let mut row = RowInput {
            place,
            ..RowInput::default()
        };
        let Some(given) = self.object(object, &row.place) else {
            return Ok(row);
        };
        for (name, value) in &given {
            match shape.fields.get(*name) {
                Some(field) => {
                    let place = row.place.field(*name);
                    self.row_field(shape.model, *field, *value, place, depth, &mut row)?;
                }
                None => self.refuse_unknown(row.place.field(*name)),
            }
        }
        for (name, field) in &shape.fields {
            if field.required && !given.iter().any(|(known, _)| known == name) {
                self.refuse_missing(row.place.field(name));
            }
        }
        Ok(row)
    }

    fn row_field(
        &mut self,
        model: ModelId,
        field: InputField,
        value: Argument<'a>,
        place: Place,
        depth: usize,
        row: &mut RowInput,
    ) -> Result<(), OverLimit> {
        match field.kind {
            InputKind::Column(id) | InputKind::Pk(id) => {
                let value = self.value(&self.catalog[model][id], value, place)?;
                row.values.extend(value.map(|value| (id, value)));
            }
            InputKind::Forward(key) => {
                let target = self.forward(key, value, place, depth)?;
                row.forward.extend(target.map(|target| (key, target)));
            }
            InputKind::ReverseOne(key) => {
                let referrer = self.reverse_one(key, value, place, depth)?;
                row.reverse.extend(referrer.map(|referrer| (key, referrer)));
            }
            InputKind::ToMany(accessor) => {
                let change = self.many_related(accessor, value, place, depth)?;
                row.to_many.push((accessor, change));
            }
        }
        Ok(())
    }

    /// The value of a column; none where it is refused.
    pub(super) fn value(
        &mut self,
        field: &catalog::Field,
        value: Argument<'a>,
        place: Place,
    ) -> Result<Option<Value>, OverLimit> {
        let input = value.input();
        if matches!(input, Input::Null) {
            if field.nullable {
                return Ok(Some(scalar::null(self.catalog, &field.kind)));
            }
            self.refuse_null(place);
            return Ok(None);
        }
        self.count_bytes(input.n_bytes(), &place)?;
        let parsed = scalar::parse(self.catalog, self.shape, &field.kind, &input);
        if parsed.is_none() {
            let expectation = scalar::expectation(self.shape, &field.kind);
            self.refuse_invalid(place, format!("must be {expectation}"));
        }
        Ok(parsed)
    }

    /// The values of a primary key, in the order of its fields; none where the id is refused.
    pub(super) fn key_values(&mut self, target: Target) -> Option<Vec<(FieldId, Value)>> {
        let Some(key) = target.key else {
            let type_name = &self.shape.object(target.model).type_name;
            self.refuse_invalid(target.place, format!("must be an id of {type_name}"));
            return None;
        };
        let fields = self.catalog[target.model].primary_key.iter().copied();
        Some(fields.zip(key.values().iter().cloned()).collect())
    }

    /// The row with an id; none where the id is refused.
    pub(super) fn target(
        &mut self,
        model: ModelId,
        taker: Taker<'_>,
        value: Argument<'a>,
        place: Place,
    ) -> Result<Option<Target>, OverLimit> {
        let id = match value.input() {
            Input::Text { text, .. } => text.to_owned(),
            Input::Number(number) if !number.is_f64() => number.to_string(),
            Input::Null => {
                self.refuse_null(place);
                return Ok(None);
            }
            _ => {
                self.refuse_invalid(place, "must be an id");
                return Ok(None);
            }
        };
        let (n, limit) = (id.chars().count(), self.limits.max_string_length);
        if n > limit {
            let problem = format!("has {n} characters, more than {limit}");
            return Err(over_limit(place, problem, "max_string_length"));
        }
        self.count_bytes(id.len(), &place)?;
        let Ok(key) = id::key_for(self.catalog, self.shape, model, &id) else {
            let expected = &self.shape.object(model).type_name;
            let message = format!("{} expects {expected}, got {id}", self.name_of(taker));
            self.strangers.push(Stranger { place, message });
            return Ok(None);
        };
        Ok(Some(Target {
            model,
            key,
            id,
            place,
        }))
    }

    fn name_of(&self, taker: Taker<'_>) -> String {
        match taker {
            Taker::Relation(accessor) => {
                let accessor = &self.catalog[accessor];
                let source = &self.catalog[accessor.source].name;
                format!("{source}.{}", inflection::field(&accessor.name))
            }
            Taker::RootField => format!("Mutation.{}", self.field.name.node),
            Taker::Unique(type_name) => format!("{type_name}.id"),
        }
    }

    /// The fields of an object; none where it is refused.
    pub(super) fn object(
        &mut self,
        value: Argument<'a>,
        place: &Place,
    ) -> Option<Vec<(&'a str, Argument<'a>)>> {
        match value.input() {
            Input::Object(fields) => return Some(fields),
            Input::Null => self.refuse_null(place.clone()),
            _ => self.refuse_invalid(place.clone(), "must be an object"),
        }
        None
    }

    /// The only field of an object; none where it is refused.
    pub(super) fn only_field(
        &mut self,
        value: Argument<'a>,
        place: &Place,
    ) -> Option<(&'a str, Argument<'a>)> {
        let fields = self.object(value, place)?;
        if let [only] = fields[..] {
            return Some(only);
        }
        self.refuse_invalid(place.clone(), "must have exactly one field");
        None
    }

    /// The elements of a list; GraphQL takes a single value for a list of one.
    pub(super) fn list(&mut self, value: Argument<'a>, place: &Place) -> Vec<Argument<'a>> {
        match value.input() {
            Input::List(items) => items,
            Input::Null => {
                self.refuse_null(place.clone());
                Vec::new()
            }
            _ => vec![value],
        }
    }

    pub(super) fn boolean(&mut self, value: Argument<'a>, place: Place) -> bool {
        match value.input() {
            Input::Boolean(is) => return is,
            Input::Null => self.refuse_null(place),
            _ => self.refuse_invalid(place, "must be true or false"),
        }
        false
    }

    pub(super) fn count_rows(&mut self, n_rows: u64, place: &Place) -> Result<(), OverLimit> {
        self.named.n_rows = self.named.n_rows.saturating_add(n_rows);
        let limit = self.limits.max_written_rows;
        if self.named.n_rows > limit {
            let problem =
                format!("the operation makes, changes, links or deletes more than {limit} rows");
            return Err(over_limit(place.clone(), problem, "max_written_rows"));
        }
        Ok(())
    }

    pub(super) fn count_bytes(&mut self, n_bytes: usize, place: &Place) -> Result<(), OverLimit> {
        self.named.n_bytes = self.named.n_bytes.saturating_add(n_bytes);
        let limit = self.limits.max_input_bytes;
        if self.named.n_bytes > limit {
            let problem = format!("the values of all inputs have more than {limit} bytes");
            return Err(over_limit(place.clone(), problem, "max_input_bytes"));
        }
        Ok(())
    }

    pub(super) fn refuse_missing(&mut self, place: Place) {
        self.refuse(place, "required", "is required");
    }

    pub(super) fn refuse_null(&mut self, place: Place) {
        self.refuse(place, "required", "must not be null");
    }

    pub(super) fn refuse_unknown(&mut self, place: Place) {
        self.refuse(place, "unknown", "is not a field of this input");
    }

    pub(super) fn refuse_invalid(&mut self, place: Place, message: impl Into<String>) {
        self.refuse(place, "invalid", message);
    }

    fn refuse(&mut self, place: Place, code: &str, message: impl Into<String>) {
        self.problems.push(FieldProblem {
            place,
            code: code.to_owned(),
            message: message.into(),
        });
    }
}

fn over_limit(place: Place, problem: String, setting: &'static str) -> OverLimit {
    OverLimit {
        place,
        problem,
        setting,
    }
}

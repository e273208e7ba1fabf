//! Arguments of fields as typed values.

use async_graphql::{Positioned, Value, parser::types::Field};
use relation::{catalog::ModelId, value::Key};

use super::Planner;
use crate::{
    error::Code,
    id::{self, OtherModel},
};

impl Planner<'_> {
    /// A whole number that is not negative.
    pub(super) fn natural(&mut self, field: &Positioned<Field>, name: &str) -> Option<u64> {
        let value = match self.document.argument(&field.node, name)? {
            Value::Null => return None,
            Value::Number(number) => number.as_i64(),
            _ => None,
        };
        match value {
            Some(value) if i32::try_from(value).is_ok() => match u64::try_from(value) {
                Ok(value) => return Some(value),
                Err(_) => self.fail(
                    Code::Invalid,
                    format!("`{name}` must not be negative, got {value}"),
                    field.pos,
                ),
            },
            _ => self.fail(
                Code::Invalid,
                format!("`{name}` must be a whole number of 32 bits"),
                field.pos,
            ),
        }
        None
    }

    pub(super) fn text(&mut self, field: &Positioned<Field>, name: &str) -> Option<String> {
        match self.document.argument(&field.node, name)? {
            Value::Null => None,
            Value::String(text) => Some(text),
            _ => {
                self.fail(
                    Code::Invalid,
                    format!("`{name}` must be a string"),
                    field.pos,
                );
                None
            }
        }
    }

    /// The `id` argument as text.
    pub(super) fn id(&mut self, field: &Positioned<Field>) -> Option<String> {
        let value = self.document.argument(&field.node, "id");
        let id = value.as_ref().and_then(id_text);
        if id.is_none() {
            self.fail(Code::Invalid, "`id` must be an id", field.pos);
        }
        id
    }

    /// The `ids` argument as texts.
    pub(super) fn ids(&mut self, field: &Positioned<Field>) -> Option<Vec<String>> {
        let ids = match self.document.argument(&field.node, "ids") {
            Some(Value::List(values)) => values.iter().map(id_text).collect(),
            // GraphQL takes a single value for a list of one.
            Some(value) => id_text(&value).map(|id| vec![id]),
            None => None,
        };
        if ids.is_none() {
            self.fail(Code::Invalid, "`ids` must be a list of ids", field.pos);
        }
        ids
    }

    /// The key in an id of a row of `model`; none where no row can have it.
    pub(super) fn key_of(
        &mut self,
        model: ModelId,
        id: &str,
        field: &Positioned<Field>,
    ) -> Option<Key> {
        let found = id::key_for(self.catalog, self.shape, model, id);
        found.unwrap_or_else(|OtherModel| {
            let expected = &self.shape.object(model).type_name;
            self.fail(
                Code::WrongType,
                format!(
                    "Query.{} expects {expected}, got {id}",
                    field.node.name.node
                ),
                field.pos,
            );
            None
        })
    }
}

fn id_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) if !number.is_f64() => Some(number.to_string()),
        _ => None,
    }
}

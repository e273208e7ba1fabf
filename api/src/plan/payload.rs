//! What mutations show of what they wrote.

use async_graphql::{Positioned, parser::types::Field};
use relation::{catalog::ModelId, manager::Write};

use super::{
    KeySource, Output, PayloadOutput, PayloadValue, Planner, Projection, ReadId, RootOutput,
    collect::{Collected, sets_of},
};
use crate::schema::{PayloadField, PayloadShape};

impl<'a> Planner<'a> {
    /// The payload of a write; of one that is refused, for the sake of what is wrong in it.
    pub(super) fn payload(
        &mut self,
        shape: &PayloadShape,
        write: Option<&Write>,
        fields: &[&'a Positioned<Field>],
    ) -> RootOutput {
        let selected: Collected<'a> = self.collect(&sets_of(fields), &shape.type_name, false);
        let mut outputs = Vec::with_capacity(selected.len());
        for (key, merged) in selected {
            let pos = merged[0].pos;
            self.path.push(key.clone());
            let name = merged[0].node.name.node.as_str();
            let value = match shape.fields.get(name) {
                None if name == "__typename" => Some(PayloadValue::Typename),
                None => None,
                Some(field) => Some(self.payload_field(*field, write, &merged)),
            };
            outputs.extend(value.map(|value| Output { key, pos, value }));
            self.path.pop();
        }
        RootOutput::Payload(PayloadOutput {
            type_name: shape.type_name.clone(),
            fields: outputs,
        })
    }

    fn payload_field(
        &mut self,
        field: PayloadField,
        write: Option<&Write>,
        fields: &[&'a Positioned<Field>],
    ) -> PayloadValue {
        let type_name = |model| self.shape.object(model).type_name.clone();
        match field {
            PayloadField::Count => PayloadValue::Count,
            PayloadField::Created => PayloadValue::Created,
            PayloadField::Added(model) => PayloadValue::Added(type_name(model)),
            PayloadField::Removed(model) => PayloadValue::Removed(type_name(model)),
            PayloadField::Ids(model) => PayloadValue::Ids(type_name(model)),
            PayloadField::Total => PayloadValue::Total,
            PayloadField::Deleted => PayloadValue::Deleted(self.deleted_rows(fields)),
            PayloadField::Updated => PayloadValue::Updated(self.updated_rows(fields)),
            PayloadField::Owner(model) => {
                let (read, projection) = self.payload_rows(model, owner(write), 1, fields);
                PayloadValue::Row(read, projection)
            }
            PayloadField::Row(model) => {
                let (read, projection) = self.payload_rows(model, KeySource::Written, 1, fields);
                PayloadValue::Row(read, projection)
            }
            PayloadField::Rows(model) => {
                let n = n_rows(write);
                let (read, projection) = self.payload_rows(model, KeySource::Written, n, fields);
                PayloadValue::Rows(read, projection)
            }
        }
    }

    fn payload_rows(
        &mut self,
        model: ModelId,
        keys: KeySource,
        at_most: u64,
        fields: &[&'a Positioned<Field>],
    ) -> (ReadId, Projection) {
        let rows = self.keyed_rows(model, at_most);
        let read = self.add_keys(model, keys, rows);
        (read, self.projection(model, rows, &sets_of(fields)))
    }
}

/// The key of the row whose relation is written.
fn owner(write: Option<&Write>) -> KeySource {
    match write {
        Some(Write::GetOrCreate(found)) => {
            let owner = found.within.as_ref().map(|within| &within.owner);
            KeySource::Given(
                owner
                    .and_then(|owner| owner.key.clone())
                    .into_iter()
                    .collect(),
            )
        }
        _ => KeySource::Written,
    }
}

/// How many rows the write tells of at most.
fn n_rows(write: Option<&Write>) -> u64 {
    match write {
        Some(Write::Create { rows, .. }) => rows.len() as u64,
        Some(Write::UpdateMany { at_most, .. }) => *at_most,
        _ => 1,
    }
}

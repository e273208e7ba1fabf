//! The fields of an object.

use async_graphql::{
    Positioned,
    parser::types::{Field, SelectionSet},
};
use relation::{
    catalog::{Accessor, AccessorId, ForeignKey, ModelId, Path},
    scope::{Access, Action},
};

use super::{
    KeyOutput, ObjectOutput, Output, Planner, Projection, ReadKind, RowSetId,
    collect::{Collected, sets_of},
};
use crate::schema::{FieldKind, is_nullable, is_required, pk_kind};

impl<'a> Planner<'a> {
    pub(super) fn projection(
        &mut self,
        model: ModelId,
        rows: RowSetId,
        sets: &[&'a SelectionSet],
    ) -> Projection {
        let type_name = self.shape.object(model).type_name.clone();
        let collected = self.collect(sets, &type_name, true);
        let mut fields = Vec::with_capacity(collected.len());
        for (key, merged) in collected {
            self.path.push(key.clone());
            let pos = merged[0].pos;
            if let Some(value) = self.object_field(model, rows, &merged) {
                fields.push(Output { key, pos, value });
            }
            self.path.pop();
        }
        Projection {
            type_name,
            rows,
            fields,
        }
    }

    fn object_field(
        &mut self,
        model: ModelId,
        rows: RowSetId,
        fields: &[&'a Positioned<Field>],
    ) -> Option<ObjectOutput> {
        let name = fields[0].node.name.node.as_str();
        if name == "__typename" {
            return Some(ObjectOutput::Typename);
        }
        let (catalog, shape) = (self.catalog, self.shape);
        let facts = &catalog[model];
        // Validation has refused unknown names.
        let field = shape.object(model).fields.get(name)?;
        Some(match field.kind {
            FieldKind::Id => ObjectOutput::Id(self.positions(rows, &facts.primary_key)),
            FieldKind::Pk => {
                let positions = self.positions(rows, &facts.primary_key);
                ObjectOutput::Pk(positions, pk_kind(facts))
            }
            FieldKind::Column(id) => ObjectOutput::Column {
                position: self.positions(rows, &[id])[0],
                kind: facts[id].kind.clone(),
                nullable: is_nullable(&facts[id]),
            },
            FieldKind::Computed(computed) => ObjectOutput::Computed {
                computed,
                inputs: self.positions(rows, &facts.computed[computed].fields),
            },
            FieldKind::ToOne(accessor) => self.follow_to_one(accessor, rows, fields),
            FieldKind::ToMany(accessor, connection) => {
                ObjectOutput::ToMany(self.related(accessor, connection, rows, fields))
            }
        })
    }

    fn follow_to_one(
        &mut self,
        accessor: AccessorId,
        rows: RowSetId,
        fields: &[&'a Positioned<Field>],
    ) -> ObjectOutput {
        let catalog = self.catalog;
        let accessor = &catalog[accessor];
        let nullable = !is_required(catalog, accessor);
        let (from, to) = match accessor.path {
            Path::Forward(key) => (&catalog[key].fields, &catalog[key].target_fields),
            Path::ReverseOne(key) | Path::Reverse(key) => {
                (&catalog[key].target_fields, &catalog[key].fields)
            }
            Path::ManyToMany(_) => unreachable!("a many-to-many relation is no to-one field"),
        };
        if let Path::Forward(key) = accessor.path
            && let Some(output) = self.key_only(accessor, &catalog[key], rows, fields)
        {
            return output;
        }
        let route = self.route(accessor.target, to);
        let key = self.positions(rows, from);
        let layout = self.keyed_layout(accessor.target);
        let at_most = self.at_most(rows);
        self.add_cost(at_most);
        let target_rows = self.add_rows(layout, at_most);
        let read = self.add_read(
            Some(rows),
            ReadKind::ToOne {
                route,
                key,
                rows: target_rows,
            },
        );
        ObjectOutput::ToOne {
            read,
            nullable,
            target: self.projection(accessor.target, target_rows, &sets_of(fields)),
        }
    }

    /// The target from its key alone, where nothing else of it is shown and the viewer may
    /// see every row of its model.
    fn key_only(
        &mut self,
        accessor: &Accessor,
        key: &ForeignKey,
        rows: RowSetId,
        fields: &[&'a Positioned<Field>],
    ) -> Option<ObjectOutput> {
        let (catalog, shape) = (self.catalog, self.shape);
        let target = &catalog[accessor.target];
        let in_key_order: Vec<_> = target
            .primary_key
            .iter()
            .map(|field| {
                let position = key.target_fields.iter().position(|to| to == field)?;
                Some(key.fields[position])
            })
            .collect::<Option<_>>()?;
        let is_hidden = self.scope.access(target.id, Action::View) != Access::All;
        if is_hidden || key.target_fields.len() != target.primary_key.len() {
            return None;
        }
        let object = shape.object(target.id);
        let selected: Collected<'_> = self.collect(&sets_of(fields), &object.type_name, true);
        let fields = selected
            .into_iter()
            .map(|(key, merged)| {
                let name = merged[0].node.name.node.as_str();
                let value = match object.fields.get(name).map(|field| field.kind) {
                    None if name == "__typename" => KeyOutput::Typename,
                    Some(FieldKind::Id) => KeyOutput::Id,
                    Some(FieldKind::Pk) => KeyOutput::Pk(pk_kind(target)),
                    _ => return None,
                };
                let pos = merged[0].pos;
                Some(Output { key, pos, value })
            })
            .collect::<Option<_>>()?;
        Some(ObjectOutput::KeyOnly {
            key: self.positions(rows, &in_key_order),
            nullable: key.nullable,
            target_name: object.type_name.clone(),
            fields,
        })
    }
}

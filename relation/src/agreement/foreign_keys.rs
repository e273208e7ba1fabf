//! Foreign keys: whether the database checks them, what it does by itself when a target is
//! deleted, and whether an index finds the rows that refer.

use super::{
    Comparison, Disagreement, columns,
    disagreement::{Place, key_text},
    fields, has_columns, is_table_of, place, refers_to, schema_of,
    tables::{Action, Constraint, Table, TableKind, are_same},
};
use crate::catalog::{ForeignKey, Model, ModelId, OnDelete};

impl<'a> Comparison<'a> {
    pub(super) fn foreign_keys(&mut self, model: &Model, table: &'a Table) {
        let keys = self.catalog.foreign_keys().iter();
        let keys: Vec<&ForeignKey> = keys.filter(|key| key.model == model.id).collect();
        let mut unknown: Vec<&Constraint> = table.constraints.iter().collect();
        for key in &keys {
            unknown.retain(|constraint| !self.is_of(constraint, key));
        }
        for key in keys {
            let is_there = has_columns(table, &columns(model, &key.fields));
            // What is missing is told elsewhere.
            if is_there && self.target_is_there(key) {
                self.foreign_key(key, table, &mut unknown);
            }
        }
        for constraint in unknown {
            self.unknown_constraint(model, constraint);
        }
    }

    fn foreign_key(
        &mut self,
        key: &ForeignKey,
        table: &'a Table,
        unknown: &mut Vec<&'a Constraint>,
    ) {
        let place = self.place_of(key);
        let constraints = table.constraints.iter();
        let constraints: Vec<_> = constraints.filter(|c| self.is_of(c, key)).collect();
        for constraint in &constraints {
            self.rule(key, constraint, table);
        }
        if constraints.is_empty() && key.has_constraint {
            let target = &self.catalog[key.target];
            let expected = key_text(
                schema_of(target).as_deref(),
                &target.table.to_string(),
                &columns(target, &key.target_fields),
            );
            let mut others = unknown.iter();
            let other = others.position(|c| are_same(&c.columns, &place.columns));
            self.found.push(match other {
                Some(position) => {
                    let other = unknown.remove(position);
                    Disagreement::ConstraintElsewhere {
                        place: place.clone(),
                        expected,
                        found: other.target_text(),
                    }
                }
                None => Disagreement::ConstraintMissing {
                    place: place.clone(),
                    expected,
                },
            });
        }
        if table.kind == TableKind::Stored && !table.has_index(&place.columns) {
            self.found.push(Disagreement::IndexMissing { place });
        }
    }

    /// What the database does by itself must be what the rule does, or nothing.
    fn rule(&mut self, key: &ForeignKey, constraint: &Constraint, table: &Table) {
        use OnDelete as Rule;

        let action = constraint.on_delete;
        let has_default = || {
            let columns = constraint.columns.iter().filter_map(|of| table.column(of));
            columns.into_iter().any(|column| column.has_default)
        };
        let place = self.place_of(key);
        let rule = key.on_delete.name();
        match (&key.on_delete, action) {
            (_, Action::NoAction)
            // Nothing refers any more when a protected row goes.
            | (Rule::Protect | Rule::DoNothing, Action::Restrict)
            | (Rule::Cascade, Action::Cascade)
            | (Rule::SetNull, Action::SetNull)
            | (Rule::SetDefault, Action::SetDefault) => {}
            // The default of a column without one is NULL.
            (Rule::SetDefault, Action::SetNull) | (Rule::SetNull, Action::SetDefault)
                if !has_default() => {}
            (_, Action::Restrict) => {
                if self.leads_back(key) {
                    self.found.push(Disagreement::RestrictInCircle { place, rule });
                }
            }
            (Rule::DoNothing, _) => {
                self.found.push(Disagreement::DatabaseActs { place, action });
            }
            _ => self.found.push(Disagreement::RuleContradicted {
                place,
                rule,
                expected: mirror(&key.on_delete),
                action,
            }),
        }
    }

    /// Whether the target refers, over any number of keys, to the model that holds the key: rows of
    /// both can then go in one deletion, and no order of them suits all keys.
    fn leads_back(&self, key: &ForeignKey) -> bool {
        let mut reached: Vec<ModelId> = vec![key.target];
        let mut next = 0;
        while let Some(model) = reached.get(next).copied() {
            for onward in self.catalog.foreign_keys() {
                if onward.model == model && !reached.contains(&onward.target) {
                    reached.push(onward.target);
                }
            }
            next += 1;
        }
        reached.contains(&key.model)
    }

    fn unknown_constraint(&mut self, model: &Model, constraint: &Constraint) {
        let place = match fields(model, &constraint.columns) {
            Some(fields) => place(model, &fields),
            None => Place {
                columns: constraint.columns.clone(),
                ..place(model, &[])
            },
        };
        let target = constraint.target_text();
        let mut models = self.catalog.models().iter();
        let is_served = models.any(|other| refers_to(constraint, other));
        self.found.push(if is_served {
            Disagreement::ConstraintUnknown { place, target }
        } else {
            Disagreement::TargetUnknown { place, target }
        });
    }

    /// Tables of no model that refer to this one.
    pub(super) fn unknown_referrers(&mut self, model: &Model) {
        let models = self.catalog.models();
        for table in self.tables {
            if models.iter().any(|other| is_table_of(table, other)) {
                continue;
            }
            let constraints = table.constraints.iter();
            for constraint in constraints.filter(|constraint| refers_to(constraint, model)) {
                self.found.push(Disagreement::ReferrerUnknown {
                    place: place(model, &[]),
                    referrer: key_text(table.schema.as_deref(), &table.name, &constraint.columns),
                    action: constraint.on_delete,
                });
            }
        }
    }

    /// Whether the constraint has the columns and the target of the key.
    fn is_of(&self, constraint: &Constraint, key: &ForeignKey) -> bool {
        let (owner, target) = (&self.catalog[key.model], &self.catalog[key.target]);
        let pairs: Vec<_> = columns(owner, &key.fields)
            .into_iter()
            .zip(columns(target, &key.target_fields))
            .collect();
        let has = |(from, to): (&String, &String)| {
            let mut pairs = pairs.iter();
            pairs.any(|pair| pair.0.eq_ignore_ascii_case(from) && pair.1.eq_ignore_ascii_case(to))
        };
        let found = constraint.columns.iter().zip(&constraint.target_columns);
        refers_to(constraint, target)
            && constraint.columns.len() == pairs.len()
            && constraint.target_columns.len() == pairs.len()
            && found.into_iter().all(has)
    }

    fn target_is_there(&self, key: &ForeignKey) -> bool {
        let target = &self.catalog[key.target];
        let table = self.table_of(target);
        table.is_some_and(|table| has_columns(table, &columns(target, &key.target_fields)))
    }

    /// The place of a key, by the name of its accessor.
    fn place_of(&self, key: &ForeignKey) -> Place {
        let model = &self.catalog[key.model];
        Place {
            field: Some(key.name.clone()),
            ..place(model, &key.fields)
        }
    }
}

/// The action that does what the rule does, as far as SQL has one.
fn mirror(rule: &OnDelete) -> Action {
    match rule {
        OnDelete::Cascade => Action::Cascade,
        OnDelete::SetNull => Action::SetNull,
        OnDelete::SetDefault => Action::SetDefault,
        OnDelete::Protect => Action::Restrict,
        OnDelete::Restrict | OnDelete::SetValue(_) | OnDelete::SetWith(_) | OnDelete::DoNothing => {
            Action::NoAction
        }
    }
}

//! Foreign keys: their columns, targets and rules.

use heck::ToSnakeCase;
use sea_orm::{ForeignKeyAction, Identity, RelationDef};

use super::{
    AccessorId, Fault, Field, FieldId, ForeignKey, ForeignKeyId, ModelId, OnDelete,
    build::Build,
    declare::{ForeignKeyDeclaration, ReverseFacts},
    entity::{EntityFacts, KeyFacts, table_of},
};

impl Build {
    pub(super) fn add_foreign_keys(&mut self) {
        for index in 0..self.entities.len() {
            for position in 0..self.entities[index].foreign_keys.len() {
                self.add_foreign_key(index, position);
            }
            self.check_declared_keys(index);
        }
    }

    fn add_foreign_key(&mut self, index: usize, position: usize) {
        let entity = &self.entities[index];
        let facts = &entity.foreign_keys[position];
        let model = ModelId::new(index);
        let name = key_name(entity, facts);
        let Some(target) = self.model_of_table(&facts.def.to_tbl) else {
            self.faults.push(Fault::UnknownTarget {
                model: self.model_name(model),
                field: name,
                table: table_of(&facts.def.to_tbl).1,
            });
            self.broken.push(model);
            return;
        };
        let declared = declared_key(entity, facts);
        let rule = declared.and_then(|d| d.on_delete.clone());
        let rule = rule.or_else(|| rule_of(&facts.def));
        let choices = declared.and_then(|d| d.choices.as_ref());
        let limits_another =
            choices.is_some_and(|facts| facts.target != self.entities[target.index()].type_id);
        let choices = choices.map(|facts| facts.choices.clone());
        let fields = self.key_fields(model, &name, model, &facts.def.from_col);
        let target_fields = self.key_fields(model, &name, target, &facts.def.to_col);
        let (fields, target_fields) = match (fields, target_fields) {
            (Ok(fields), Ok(target_fields)) => (fields, target_fields),
            (Err(fault), _) | (_, Err(fault)) => {
                self.faults.push(*fault);
                self.broken.push(model);
                return;
            }
        };
        if rule.is_none() {
            self.faults.push(Fault::NoOnDelete {
                model: self.model_name(model),
                field: name.clone(),
            });
        }
        if limits_another {
            self.faults.push(Fault::ChoicesOfAnother {
                model: self.model_name(model),
                field: name.clone(),
                target: self.model_name(target),
            });
        }
        let owner = &self.catalog[model];
        let key = ForeignKey {
            id: ForeignKeyId::new(self.catalog.foreign_keys.len()),
            name,
            model,
            nullable: fields.iter().any(|field| owner[*field].nullable),
            one_to_one: owner.is_unique(&fields),
            fields,
            target,
            target_fields,
            has_constraint: !facts.def.skip_fk,
            on_delete: rule.unwrap_or(OnDelete::DoNothing),
            choices,
            // Accessors follow once all keys are known.
            forward: AccessorId::new(0),
            reverse: None,
        };
        self.check_key(&key);
        self.check_key_is_shown(&key);
        if let [only] = key.fields[..] {
            self.catalog.models[index].fields[only.index()].is_foreign_key = true;
        }
        self.key_facts.push((index, position));
        self.catalog.foreign_keys.push(key);
    }

    fn key_fields(
        &self,
        model: ModelId,
        key: &str,
        holder: ModelId,
        columns: &Identity,
    ) -> Result<Vec<FieldId>, Box<Fault>> {
        columns
            .iter()
            .map(|column| {
                let column = column.to_string();
                self.entities[holder.index()]
                    .column_index(&column)
                    .map(FieldId::new)
                    .ok_or_else(|| {
                        Box::new(Fault::UnknownColumn {
                            model: self.model_name(model),
                            field: key.to_owned(),
                            target: self.model_name(holder),
                            column,
                        })
                    })
            })
            .collect()
    }

    fn check_key(&mut self, key: &ForeignKey) {
        let owner = &self.catalog[key.model];
        let target = &self.catalog[key.target];
        let (model, field) = (owner.name.clone(), key.name.clone());
        if key.fields.len() != key.target_fields.len() {
            self.faults.push(Fault::KeyLength {
                model,
                field,
                n_columns: key.fields.len(),
                target: target.name.clone(),
                n_target_columns: key.target_fields.len(),
            });
            return;
        }
        if !target.is_unique(&key.target_fields) {
            let names: Vec<&str> = key
                .target_fields
                .iter()
                .map(|to| target[*to].name.as_str())
                .collect();
            self.faults.push(Fault::TargetNotUnique {
                model: model.clone(),
                field: field.clone(),
                target: target.name.clone(),
                target_field: names.join(", "),
            });
        }
        for (from, to) in key.fields.iter().zip(&key.target_fields) {
            let (from, to): (&Field, &Field) = (&owner[*from], &target[*to]);
            if !to.kind.can_be_key() {
                let fault = Fault::KeyKind {
                    model: target.name.clone(),
                    field: to.name.clone(),
                    kind: to.kind.name().to_owned(),
                };
                // The column may be a primary key, or several keys may refer to it.
                if !self.faults.contains(&fault) {
                    self.faults.push(fault);
                }
            } else if !self.catalog.can_refer(&from.kind, &to.kind) {
                self.faults.push(Fault::KeyKindMismatch {
                    model: model.clone(),
                    field: field.clone(),
                    kind: from.kind.name().to_owned(),
                    target: target.name.clone(),
                    target_field: to.name.clone(),
                    target_kind: to.kind.name().to_owned(),
                });
            }
        }
        match key.on_delete {
            // Every column of the key is emptied.
            OnDelete::SetNull if !key.fields.iter().all(|field| owner[*field].nullable) => {
                self.faults.push(Fault::SetNullOnRequired { model, field });
            }
            OnDelete::SetValue(ref value) => {
                let kinds = key.fields.iter().map(|field| &owner[*field].kind);
                if let Some(kind) = kinds
                    .into_iter()
                    .find(|kind| !self.catalog.takes(kind, value))
                {
                    self.faults.push(Fault::SetValueKind {
                        model,
                        field,
                        kind: kind.name().to_owned(),
                    });
                }
            }
            // Every column of the key is set to its own default, else to NULL.
            OnDelete::SetDefault
                if !key.fields.iter().all(|field| {
                    let field = &owner[*field];
                    field.nullable || field.has_default
                }) =>
            {
                self.faults
                    .push(Fault::SetDefaultWithoutDefault { model, field });
            }
            _ => {}
        }
    }

    fn check_key_is_shown(&mut self, key: &ForeignKey) {
        let owner = &self.catalog[key.model];
        let mut fields = key.fields.iter().map(|field| &owner[*field]);
        let Some(hidden) = fields.find(|field| field.hidden && !owner.hidden) else {
            return;
        };
        let fault = Fault::HiddenKey {
            model: owner.name.clone(),
            field: hidden.name.clone(),
        };
        // The column may be part of the primary key too.
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    fn check_declared_keys(&mut self, index: usize) {
        let entity = &self.entities[index];
        for (relation, _) in &entity.declared.foreign_keys {
            if !entity.foreign_keys.iter().any(|k| k.relation == *relation) {
                self.faults.push(Fault::NotAForeignKey {
                    model: self.catalog.models[index].name.clone(),
                    relation: relation.clone(),
                });
            }
        }
    }

    pub(super) fn declaration_of(&self, key: ForeignKeyId) -> Option<&ForeignKeyDeclaration> {
        let (index, position) = self.key_facts[key.index()];
        let entity = &self.entities[index];
        declared_key(entity, &entity.foreign_keys[position])
    }

    pub(super) fn reverse_facts_of(&self, key: ForeignKeyId) -> Option<&ReverseFacts> {
        self.declaration_of(key).map(|declared| &declared.reverse)
    }

    /// The keys of `model`, in the order of their columns.
    pub(super) fn keys_of(&self, model: ModelId) -> impl Iterator<Item = &ForeignKey> {
        self.catalog
            .foreign_keys
            .iter()
            .filter(move |key| key.model == model)
    }
}

/// The name of the forward accessor: declared, else the column's name without `_id`, as
/// Django's `inspectdb` does it, or without the name of the column it refers to
/// (`country_code`, which refers to `code`); the relation's name where that leaves nothing.
fn key_name(entity: &EntityFacts, facts: &KeyFacts) -> String {
    if let Some(name) = declared_key(entity, facts).and_then(|d| d.accessor.clone()) {
        return name;
    }
    let only = |columns: &Identity| match &columns.iter().collect::<Vec<_>>()[..] {
        [only] => Some(only.to_string()),
        _ => None,
    };
    let from = only(&facts.def.from_col).and_then(|column| entity.column_index(&column));
    let (Some(from), Some(to)) = (from, only(&facts.def.to_col)) else {
        return facts.relation.to_snake_case();
    };
    let name = entity.columns[from].name.as_str();
    if name == "id" || name == to {
        return facts.relation.to_snake_case();
    }
    name.strip_suffix("_id")
        .or_else(|| name.strip_suffix(&to)?.strip_suffix('_'))
        .unwrap_or(name)
        .to_owned()
}

fn declared_key<'a>(
    entity: &'a EntityFacts,
    facts: &KeyFacts,
) -> Option<&'a ForeignKeyDeclaration> {
    entity
        .declared
        .foreign_keys
        .iter()
        .find(|(relation, _)| *relation == facts.relation)
        .map(|(_, declared)| declared)
}

fn rule_of(relation: &RelationDef) -> Option<OnDelete> {
    Some(match relation.on_delete.as_ref()? {
        ForeignKeyAction::Cascade => OnDelete::Cascade,
        ForeignKeyAction::SetNull => OnDelete::SetNull,
        ForeignKeyAction::SetDefault => OnDelete::SetDefault,
        ForeignKeyAction::Restrict => OnDelete::Protect,
        // NO ACTION, and whatever else SQL may offer: the database decides.
        _ => OnDelete::DoNothing,
    })
}

//! Models, their fields, enums and computed fields.

use heck::ToUpperCamelCase;
use sea_orm::{
    ColumnType, Value,
    sea_query::{Alias, IntoIden, StringLen},
};

use super::{
    Computed, Digits, EnumId, EnumValue, Enumeration, Fault, Field, FieldDeclaration, FieldId,
    Kind, Model, ModelId,
    build::Build,
    declare::EnumFacts,
    entity::{ColumnFacts, EntityFacts},
    kind::{self, Inferred, IntWidth},
};

impl Build {
    pub(super) fn add_models(&mut self) {
        let entities = std::mem::take(&mut self.entities);
        for (index, entity) in entities.iter().enumerate() {
            let model = self.model(ModelId::new(index), entity);
            self.check_model_is_new(&model, entity);
            self.catalog.by_name.insert(model.name.clone(), model.id);
            self.catalog.models.push(model);
        }
        self.entities = entities;
    }

    fn model(&mut self, id: ModelId, entity: &EntityFacts) -> Model {
        let declared = &entity.declared;
        let name = declared
            .name
            .clone()
            .unwrap_or_else(|| entity.table.to_upper_camel_case());
        let fields = entity
            .columns
            .iter()
            .enumerate()
            .map(|(position, column)| {
                let in_key = entity.primary_key.contains(&position);
                self.field(&name, entity, column, in_key)
            })
            .collect();
        let mut model = Model {
            id,
            name,
            schema: entity.schema.clone().map(|s| Alias::new(s).into_iden()),
            table: Alias::new(&entity.table).into_iden(),
            description: declared.description.clone(),
            fields,
            primary_key: field_ids(&entity.primary_key),
            unique_together: entity
                .unique_together
                .iter()
                .map(|group| field_ids(group))
                .collect(),
            accessors: Vec::new(),
            computed: Vec::new(),
            display: declared
                .display
                .as_deref()
                .and_then(|column| entity.column_index(column))
                .map(FieldId::new),
            hidden: declared.hidden,
            is_junction: false,
            auto_increment: false,
            validators: declared.validators.clone(),
            hooks: entity.hooks,
        };
        model.auto_increment = entity.auto_increment && has_whole_number_key(&model);
        model.computed = computed(entity);
        self.check_primary_key(&model);
        model
    }

    fn field(
        &mut self,
        model: &str,
        entity: &EntityFacts,
        column: &ColumnFacts,
        in_key: bool,
    ) -> Field {
        let mut declared = entity.declared.fields.iter();
        let declared = declared
            .find(|(name, _)| name == column.column)
            .map(|(_, facts)| facts);
        let name = declared
            .and_then(|facts| facts.name.clone())
            .unwrap_or_else(|| column.name.clone());
        let hidden = declared.is_some_and(|facts| facts.hidden);
        let kind = match declared.and_then(|facts| facts.enumeration.as_ref()) {
            Some(facts) => self.declared_enum(model, &name, column, facts),
            None => self.inferred_kind(model, &name, column, hidden),
        };
        if let Some(declared) = declared {
            self.check_text_rules(model, &name, &kind, declared);
        }
        Field {
            name,
            column: Alias::new(column.column).into_iden(),
            kind,
            enum_type: enum_type(column),
            nullable: column.def.is_null(),
            unique: column.def.is_unique() || (in_key && entity.primary_key.len() == 1),
            has_default: column.def.get_column_default().is_some() || column.is_set_when_new,
            default: column.def.get_column_default().cloned(),
            is_set_when_new: column.is_set_when_new,
            description: declared.and_then(|facts| facts.description.clone()),
            hidden,
            is_foreign_key: false,
            read_only: declared.is_some_and(|facts| facts.read_only),
            max_length: max_length(column, declared),
            digits: digits(column),
            validators: declared.map_or_else(Vec::new, |facts| facts.validators.clone()),
        }
    }

    /// Rules for text on a column that holds none would never be broken.
    fn check_text_rules(
        &mut self,
        model: &str,
        field: &str,
        kind: &Kind,
        declared: &FieldDeclaration,
    ) {
        if *self.catalog.stored_kind(kind) == Kind::Text {
            return;
        }
        let rules = declared.validators.iter().filter(|rule| rule.is_for_text);
        let rules = rules.map(|rule| rule.code.as_str());
        let length = declared.max_length.map(|_| "max_length");
        for rule in rules.chain(length) {
            self.faults.push(Fault::NotText {
                model: model.to_owned(),
                field: field.to_owned(),
                rule: rule.to_owned(),
                kind: kind.name().to_owned(),
            });
        }
    }

    fn inferred_kind(
        &mut self,
        model: &str,
        field: &str,
        column: &ColumnFacts,
        hidden: bool,
    ) -> Kind {
        let text_enum = |name: String, values: Vec<String>| Enumeration {
            name,
            stored: Kind::Text,
            values: values
                .into_iter()
                .map(|value| EnumValue {
                    name: value.clone(),
                    stored: value.into(),
                })
                .collect(),
        };
        match kind::infer(column.def.get_column_type()) {
            Inferred::Kind(kind) => kind,
            Inferred::Enum(name, values) => {
                Kind::Enum(self.enumeration(model, field, text_enum(name, values)))
            }
            Inferred::EnumArray(name, values) => {
                let id = self.enumeration(model, field, text_enum(name, values));
                Kind::Array(Box::new(Kind::Enum(id)))
            }
            Inferred::Unknown(_) if hidden => Kind::Text,
            Inferred::Unknown(column_type) => {
                self.faults.push(Fault::ColumnType {
                    model: model.to_owned(),
                    field: field.to_owned(),
                    column_type,
                });
                Kind::Text
            }
        }
    }

    fn declared_enum(
        &mut self,
        model: &str,
        field: &str,
        column: &ColumnFacts,
        facts: &EnumFacts,
    ) -> Kind {
        let is_text = facts
            .values
            .iter()
            .all(|(_, value)| matches!(value, Value::String(_) | Value::Char(_) | Value::Enum(_)));
        let stored = match facts.values.first() {
            _ if is_text => Kind::Text,
            Some((_, Value::TinyInt(_))) => Kind::Int(IntWidth::W8),
            Some((_, Value::SmallInt(_))) => Kind::Int(IntWidth::W16),
            Some((_, Value::TinyUnsigned(_))) => Kind::Unsigned(IntWidth::W8),
            Some((_, Value::SmallUnsigned(_))) => Kind::Unsigned(IntWidth::W16),
            Some((_, Value::Unsigned(_))) => Kind::Unsigned(IntWidth::W32),
            Some((_, Value::BigInt(_))) => Kind::BigInt,
            _ => Kind::Int(IntWidth::W32),
        };
        let held = match kind::infer(column.def.get_column_type()) {
            Inferred::Kind(kind) => kind,
            _ => Kind::Text,
        };
        if held.name() != stored.name() {
            self.faults.push(Fault::EnumKind {
                model: model.to_owned(),
                field: field.to_owned(),
                name: facts.name.clone(),
                enum_kind: stored.name().to_owned(),
                kind: held.name().to_owned(),
            });
        }
        let values = facts
            .values
            .iter()
            .map(|(name, stored)| EnumValue {
                name: name.clone(),
                stored: crate::value::normalize(stored.clone()),
            })
            .collect();
        Kind::Enum(self.enumeration(
            model,
            field,
            Enumeration {
                name: facts.name.clone(),
                stored,
                values,
            },
        ))
    }

    fn enumeration(&mut self, model: &str, field: &str, new: Enumeration) -> EnumId {
        let enums = &mut self.catalog.enums;
        let known = enums.iter().position(|known| known.name == new.name);
        if let Some(position) = known {
            if enums[position] != new {
                self.faults.push(Fault::EnumTwice {
                    model: model.to_owned(),
                    field: field.to_owned(),
                    name: new.name,
                });
            }
            return EnumId(u32::try_from(position).expect("few enums"));
        }
        enums.push(new);
        EnumId(u32::try_from(enums.len() - 1).expect("few enums"))
    }

    fn check_model_is_new(&mut self, model: &Model, entity: &EntityFacts) {
        let same_table = self
            .catalog
            .models
            .iter()
            .any(|known| known.table == model.table && known.schema == model.schema);
        if same_table {
            self.faults.push(Fault::TableTwice {
                model: model.name.clone(),
                table: entity.table.clone(),
            });
        } else if self.catalog.by_name.contains_key(&model.name) {
            self.faults.push(Fault::ModelTwice {
                model: model.name.clone(),
            });
        }
    }

    fn check_primary_key(&mut self, model: &Model) {
        if model.primary_key.is_empty() {
            self.faults.push(Fault::NoPrimaryKey {
                model: model.name.clone(),
            });
        }
        for id in &model.primary_key {
            let field = &model[*id];
            if field.hidden && !model.hidden {
                self.faults.push(Fault::HiddenKey {
                    model: model.name.clone(),
                    field: field.name.clone(),
                });
            }
            if !field.kind.can_be_key() {
                self.faults.push(Fault::KeyKind {
                    model: model.name.clone(),
                    field: field.name.clone(),
                    kind: field.kind.name().to_owned(),
                });
            }
        }
    }
}

fn field_ids(positions: &[usize]) -> Vec<FieldId> {
    positions.iter().copied().map(FieldId::new).collect()
}

fn has_whole_number_key(model: &Model) -> bool {
    match model.primary_key[..] {
        [only] => model[only].kind.is_whole_number(),
        _ => false,
    }
}

fn enum_type(column: &ColumnFacts) -> Option<String> {
    match column.def.get_column_type() {
        ColumnType::Enum { name, .. } => Some(name.to_string()),
        _ => None,
    }
}

/// How many characters a column holds: what its type says, or what is declared if that is less.
fn max_length(column: &ColumnFacts, declared: Option<&FieldDeclaration>) -> Option<u32> {
    let held = match column.def.get_column_type() {
        ColumnType::String(StringLen::N(length)) | ColumnType::Char(Some(length)) => Some(*length),
        _ => None,
    };
    let declared = declared.and_then(|facts| facts.max_length);
    held.into_iter().chain(declared).min()
}

/// How many digits the column's type says that it holds.
fn digits(column: &ColumnFacts) -> Option<Digits> {
    match column.def.get_column_type() {
        ColumnType::Decimal(Some((digits, places))) => Some(Digits {
            whole: digits.saturating_sub(*places),
            places: *places,
        }),
        _ => None,
    }
}

fn computed(entity: &EntityFacts) -> Vec<Computed> {
    entity
        .declared
        .computed
        .iter()
        .map(|facts| Computed {
            name: facts.name.clone(),
            description: facts.description.clone(),
            kind: facts.kind.clone(),
            fields: facts
                .columns
                .iter()
                .filter_map(|column| entity.column_index(column))
                .map(FieldId::new)
                .collect(),
            compute: facts.compute.clone(),
        })
        .collect()
}

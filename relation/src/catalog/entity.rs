//! Reads a SeaORM entity into plain facts, so that the rest needs no type parameter.

use std::any::TypeId;

use heck::ToSnakeCase;
use sea_orm::{
    ActiveValue, ColumnDef, ColumnTrait, DbBackend, EntityTrait, IdenStatic, IntoActiveModel,
    Iterable, PrimaryKeyToColumn, PrimaryKeyTrait, RelationDef, RelationTrait, Schema,
    TryIntoModel, sea_query::TableRef,
};

use super::{Hooks, declare::ModelFacts};

pub(super) struct EntityFacts {
    pub(super) type_id: TypeId,
    pub(super) schema: Option<String>,
    pub(super) table: String,
    pub(super) columns: Vec<ColumnFacts>,
    /// Positions in `columns`.
    pub(super) primary_key: Vec<usize>,
    /// Groups of columns that are unique together, as positions in `columns`.
    pub(super) unique_together: Vec<Vec<usize>>,
    pub(super) foreign_keys: Vec<KeyFacts>,
    pub(super) declared: ModelFacts,
    /// Whether nobody could declare anything, so that clashing defaults have to be resolved.
    pub(super) generated: bool,
    /// Whether the database is to give the primary key of a new row.
    pub(super) auto_increment: bool,
    pub(super) hooks: Hooks,
}

pub(super) struct ColumnFacts {
    pub(super) name: String,
    pub(super) column: &'static str,
    pub(super) def: ColumnDef,
    /// Whether the entity's own code gives a new row a value.
    pub(super) is_set_when_new: bool,
}

pub(super) struct KeyFacts {
    pub(super) relation: String,
    pub(super) def: RelationDef,
}

impl EntityFacts {
    pub(super) fn read<E>(declared: ModelFacts, generated: bool) -> Self
    where
        E: EntityTrait<
                Model: IntoActiveModel<<E as EntityTrait>::ActiveModel>,
                ActiveModel: TryIntoModel<<E as EntityTrait>::Model> + Send,
            >,
    {
        let entity = E::default();
        let hooks = Hooks::of::<E>();
        let columns: Vec<ColumnFacts> = E::Column::iter()
            .zip(hooks.new_draft())
            .map(|(column, value)| ColumnFacts {
                name: format!("{column:?}").to_snake_case(),
                column: column.as_str(),
                def: column.def(),
                is_set_when_new: !matches!(value, ActiveValue::NotSet),
            })
            .collect();
        let position = |name: &str| columns.iter().position(|column| column.column == name);
        let primary_key = E::PrimaryKey::iter()
            .filter_map(|key| position(key.into_column().as_str()))
            .collect();
        // SeaORM tells the groups only through the indexes it would create for them.
        let unique_together = Schema::new(DbBackend::Sqlite)
            .create_index_from_entity(entity)
            .iter()
            .filter(|index| index.is_unique_key())
            .filter_map(|index| {
                let names = index.get_index_spec().get_column_names();
                names.iter().map(|name| position(name)).collect()
            })
            .collect();
        let mut foreign_keys: Vec<KeyFacts> = E::Relation::iter()
            .map(|relation| KeyFacts {
                relation: relation.name(),
                def: relation.def(),
            })
            .filter(|key| !key.def.is_owner)
            .collect();
        // The order of the columns, not that of the relation enum, says which key is first.
        foreign_keys.sort_by_key(|key| {
            let first = key.def.from_col.iter().next().map(ToString::to_string);
            columns
                .iter()
                .position(|column| first.as_deref() == Some(column.column))
        });
        Self {
            type_id: TypeId::of::<E>(),
            schema: entity.schema_name().map(str::to_owned),
            table: entity.table_name().to_owned(),
            columns,
            primary_key,
            unique_together,
            foreign_keys,
            declared,
            generated,
            auto_increment: E::PrimaryKey::auto_increment(),
            hooks,
        }
    }

    pub(super) fn column_index(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.column == column)
    }
}

/// The schema and the name of the table that a relation leads to.
pub(super) fn table_of(table: &TableRef) -> (Option<String>, String) {
    match table {
        TableRef::Table(name, _) => (
            name.0.as_ref().map(|schema| schema.1.to_string()),
            name.1.to_string(),
        ),
        other => (None, other.sea_orm_table().to_string()),
    }
}

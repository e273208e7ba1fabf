//! Registration of entities, and the order in which the catalog is put together.

use std::collections::HashMap;

use sea_orm::{EntityTrait, IntoActiveModel, TryIntoModel};

use super::{
    Catalog, CatalogError, Declaration, Declare, Fault, ModelId,
    declare::ModelFacts,
    entity::{EntityFacts, table_of},
};

/// Collects entities; [`build`](Self::build) checks them together.
#[derive(Default)]
pub struct CatalogBuilder {
    entities: Vec<EntityFacts>,
}

/// A catalog in the making: the facts read, what was built of them, what was wrong.
pub(super) struct Build {
    pub(super) entities: Vec<EntityFacts>,
    pub(super) catalog: Catalog,
    /// For each foreign key of the catalog, the place of its facts: entity and position.
    pub(super) key_facts: Vec<(usize, usize)>,
    /// Models some of whose foreign keys could not be built.
    pub(super) broken: Vec<ModelId>,
    pub(super) faults: Vec<Fault>,
}

impl Catalog {
    /// Starts an empty catalog.
    pub fn builder() -> CatalogBuilder {
        CatalogBuilder::default()
    }
}

impl CatalogBuilder {
    /// Registers an entity together with what it declares.
    #[must_use]
    pub fn register<E: Declare>(mut self) -> Self {
        let mut declaration = Declaration::<E>::new();
        E::declare(&mut declaration);
        self.entities
            .push(EntityFacts::read::<E>(declaration.facts, false));
        self
    }

    /// Registers an entity that declares nothing, as `sea-orm-cli generate entity` writes it.
    ///
    /// Nobody could have named its relations, so default names that would clash are told
    /// apart by the foreign key: `match_set_by_home_team` instead of `match_set`. A default name in
    /// lookups that something else has gives way to that of the relation: `store_set`.
    #[must_use]
    pub fn register_generated<E>(mut self) -> Self
    where
        E: EntityTrait<
                Model: IntoActiveModel<<E as EntityTrait>::ActiveModel>,
                ActiveModel: TryIntoModel<<E as EntityTrait>::Model> + Send,
            >,
    {
        self.entities
            .push(EntityFacts::read::<E>(ModelFacts::default(), true));
        self
    }

    /// Checks everything and builds the catalog.
    ///
    /// # Errors
    ///
    /// All faults together; each names model and field and how to mend it.
    pub fn build(self) -> Result<Catalog, CatalogError> {
        let mut build = Build {
            entities: self.entities,
            catalog: Catalog {
                models: Vec::new(),
                foreign_keys: Vec::new(),
                accessors: Vec::new(),
                enums: Vec::new(),
                by_name: HashMap::new(),
            },
            key_facts: Vec::new(),
            broken: Vec::new(),
            faults: Vec::new(),
        };
        build.add_models();
        build.add_foreign_keys();
        build.mark_junctions();
        build.add_forward_accessors();
        build.add_reverse_accessors();
        build.add_many_to_many();
        build.check_names();
        if build.faults.is_empty() {
            Ok(build.catalog)
        } else {
            Err(CatalogError {
                faults: build.faults,
            })
        }
    }
}

impl Build {
    pub(super) fn model_of_table(&self, table: &sea_orm::sea_query::TableRef) -> Option<ModelId> {
        let (schema, table) = table_of(table);
        let exact = |entity: &EntityFacts| entity.table == table && entity.schema == schema;
        let by_name = |entity: &EntityFacts| entity.table == table;
        let position = match self.entities.iter().position(exact) {
            Some(position) => position,
            // A relation that names no schema means the only table of the name.
            None if schema.is_none() => {
                let mut named = (0..self.entities.len()).filter(|p| by_name(&self.entities[*p]));
                named.next().filter(|_| named.next().is_none())?
            }
            None => return None,
        };
        Some(ModelId::new(position))
    }

    pub(super) fn model_name(&self, model: ModelId) -> String {
        self.catalog[model].name.clone()
    }
}

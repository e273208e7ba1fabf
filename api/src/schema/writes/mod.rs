//! What mutations can name, as data: their root fields, inputs and payloads, each GraphQL name
//! with what it stands for in the catalog.

mod types;

mod payloads;
mod relations;
mod rows;
mod uniques;
mod words;

mod mutations;

use std::collections::HashMap;

use relation::catalog::{Accessor, AccessorId, Catalog, ForeignKeyId, Model, ModelId, Path};

use super::shape::Shape;
use crate::inflection;
use relations::KeyPairs;
use rows::Purpose;

pub(super) use mutations::{Source, mutations};
pub(super) use relations::stem as relation_stem;
pub(crate) use types::{
    AT_MOST, InputField, InputKind, InputShape, LinkShape, ManagerShape, ManagerVerb, MutationKind,
    MutationShape, PayloadField, PayloadShape, ToOneShape, UniqueField, UniqueGroup, UniqueMember,
    UniqueShape,
};
pub(super) use uniques::{key_name, keys as unique_keys};
pub(super) use words::Words;

/// The inputs and payloads of all mutations.
#[derive(Debug)]
pub(super) struct Writes {
    /// By model; none for a hidden one.
    models: Vec<Option<ModelWrites>>,
    /// What is made at the other end of a key that it holds.
    children: HashMap<ForeignKeyId, InputShape>,
    reverse_ones: HashMap<ForeignKeyId, ToOneShape>,
    managers: HashMap<AccessorId, ManagerShape>,
}

/// The writes of one model.
#[derive(Debug)]
struct ModelWrites {
    create: Option<InputShape>,
    update: Option<InputShape>,
    defaults: Option<InputShape>,
    unique: UniqueShape,
    to_one: ToOneShape,
    payload: PayloadShape,
    list_payload: PayloadShape,
    get_or_create_payload: PayloadShape,
    delete_payload: PayloadShape,
}

impl Writes {
    pub(super) fn new(catalog: &Catalog) -> Self {
        let mut writes = Self {
            models: (catalog.models().iter())
                .map(|model| (!model.hidden).then(|| ModelWrites::new(catalog, model)))
                .collect(),
            children: HashMap::new(),
            reverse_ones: HashMap::new(),
            managers: HashMap::new(),
        };
        let pairs = KeyPairs::new(catalog);
        let shown = catalog.models().iter().filter(|model| !model.hidden);
        for accessor in shown.flat_map(|model| catalog.accessors_of(model.id)) {
            writes.add_relation(catalog, accessor, &pairs);
        }
        writes
    }

    fn add_relation(&mut self, catalog: &Catalog, accessor: &Accessor, pairs: &KeyPairs) {
        if !relations::is_writable(catalog, accessor) {
            return;
        }
        if let Path::Reverse(key) | Path::ReverseOne(key) = accessor.path
            && let Some(input) = relations::child_create(catalog, accessor, key)
        {
            self.children.insert(key, input);
        }
        if let Path::ReverseOne(key) = accessor.path {
            let shape = relations::reverse_one(catalog, accessor, key);
            self.reverse_ones.insert(key, shape);
        }
        let creates = self.related_create(accessor).is_some();
        if let Some(manager) = relations::manager(catalog, accessor, creates, pairs) {
            self.managers.insert(accessor.id, manager);
        }
    }

    fn model(&self, id: ModelId) -> &ModelWrites {
        let writes = self.models[id.index()].as_ref();
        writes.expect("only visible models are written")
    }

    fn related_create(&self, accessor: &Accessor) -> Option<&InputShape> {
        match accessor.path {
            Path::Reverse(key) | Path::ReverseOne(key) => self.children.get(&key),
            Path::Forward(_) | Path::ManyToMany(_) => self.model(accessor.target).create.as_ref(),
        }
    }
}

impl ModelWrites {
    fn new(catalog: &Catalog, model: &Model) -> Self {
        let input = |purpose, type_name: fn(&str) -> String| {
            rows::input(catalog, model, purpose, type_name(&model.name))
        };
        Self {
            create: input(Purpose::Create, inflection::create_type),
            update: input(Purpose::Update, inflection::update_type),
            defaults: input(Purpose::Defaults, inflection::defaults_type),
            unique: uniques::unique(catalog, model),
            to_one: relations::to_one(&model.name),
            payload: payloads::of_row(model),
            list_payload: payloads::of_rows(model),
            get_or_create_payload: payloads::of_found_row(model),
            delete_payload: payloads::of_deletion(model),
        }
    }
}

impl Shape {
    /// `PostCreate`; none where a row has nothing that can be given.
    pub(crate) fn creates(&self, model: ModelId) -> Option<&InputShape> {
        self.writes.model(model).create.as_ref()
    }

    /// `PostUpdate`; none where a row has nothing that can be changed.
    pub(crate) fn updates(&self, model: ModelId) -> Option<&InputShape> {
        self.writes.model(model).update.as_ref()
    }

    /// `PostDefaults`: the fields of `PostCreate`, none of them required.
    pub(crate) fn defaults(&self, model: ModelId) -> Option<&InputShape> {
        self.writes.model(model).defaults.as_ref()
    }

    /// `PostUnique`.
    pub(crate) fn uniques(&self, model: ModelId) -> &UniqueShape {
        &self.writes.model(model).unique
    }

    /// `ReporterArticleSetCreate`: a row that is made where it gets this key.
    pub(crate) fn child_create(&self, key: ForeignKeyId) -> Option<&InputShape> {
        self.writes.children.get(&key)
    }

    /// What is made at the other end of a relation: the input of `child_create`, or `creates`.
    pub(crate) fn related_create(&self, accessor: &Accessor) -> Option<&InputShape> {
        self.writes.related_create(accessor)
    }

    /// `UserToOne`: the row that any foreign key to `target` refers to.
    pub(crate) fn to_one(&self, target: ModelId) -> &ToOneShape {
        &self.writes.model(target).to_one
    }

    /// `UserProfileToOne`: the row that refers by this one-to-one key; none where requests cannot
    /// write the relation from the side of its target.
    pub(crate) fn reverse_one(&self, key: ForeignKeyId) -> Option<&ToOneShape> {
        self.writes.reverse_ones.get(&key)
    }

    /// The writes of a to-many relation; none where requests cannot write it from this side.
    pub(crate) fn manager(&self, accessor: AccessorId) -> Option<&ManagerShape> {
        self.writes.managers.get(&accessor)
    }

    /// `ContributionThrough`: the data of a relation's links; none where they have none.
    pub(crate) fn through_input(&self, accessor: AccessorId) -> Option<&InputShape> {
        let links = self.manager(accessor)?.links.as_ref()?;
        Some(&links.input)
    }

    /// The inputs of rows, in no particular order.
    pub(super) fn row_inputs(&self) -> impl Iterator<Item = &InputShape> {
        let Writes {
            models,
            children,
            managers,
            ..
        } = &self.writes;
        let of_models = (models.iter().flatten())
            .flat_map(|writes| [&writes.create, &writes.update, &writes.defaults])
            .flatten();
        let links = managers
            .values()
            .filter_map(|manager| manager.links.as_ref());
        let of_links = links.map(|links| &links.input);
        of_models.chain(children.values()).chain(of_links)
    }

    /// What a root field gives back.
    pub(crate) fn payload(&self, kind: MutationKind) -> &PayloadShape {
        use MutationKind as Kind;

        let manager = |accessor| {
            let manager = self.manager(accessor);
            manager.expect("only relations that can be written have mutations")
        };
        match kind {
            Kind::Create(model) | Kind::Update(model) => &self.writes.model(model).payload,
            Kind::CreateMany(model) | Kind::UpdateMany(model) => {
                &self.writes.model(model).list_payload
            }
            Kind::GetOrCreate(model) | Kind::UpdateOrCreate(model) => {
                &self.writes.model(model).get_or_create_payload
            }
            Kind::Delete(model) | Kind::DeleteMany(model) => {
                &self.writes.model(model).delete_payload
            }
            Kind::Manage(accessor, _) => &manager(accessor).payload,
            Kind::GetOrCreateRelated(accessor) | Kind::UpdateOrCreateRelated(accessor) => {
                &manager(accessor).get_or_create_payload
            }
        }
    }
}

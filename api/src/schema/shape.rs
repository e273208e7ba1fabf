//! The API's types and fields as data: each GraphQL name with what it stands for in the
//! catalog. The schema is generated from it and the planner reads it.

use std::collections::{BTreeSet, HashMap};

use async_graphql::Name;
use indexmap::IndexMap;
use relation::{
    catalog::{
        Accessor, AccessorId, Catalog, EnumId, Enumeration, FieldId, Kind, Model, ModelId, Path,
    },
    scope::{Access, Action, Scope},
};
use sea_orm::Value;

use super::{
    aggregates::AggregateShape,
    deletion::DELETE_PREVIEW,
    describe,
    facts::shown_through,
    inputs::{ManyShape, OrderShape, WhereShape},
    scalar,
    writes::{MutationShape, Writes, mutations},
};
use crate::{inflection, own_field::RowsField};

/// The whole API.
#[derive(Debug)]
pub(crate) struct Shape {
    /// By model; none for a hidden one.
    pub(crate) objects: Vec<Option<ObjectShape>>,
    pub(crate) connections: Vec<ConnectionShape>,
    pub(crate) roots: IndexMap<String, RootShape>,
    pub(crate) mutations: IndexMap<String, MutationShape>,
    pub(crate) enums: Vec<EnumShape>,
    by_type_name: HashMap<String, ModelId>,
    /// By model.
    wheres: Vec<WhereShape>,
    /// By model.
    orders: Vec<OrderShape>,
    manies: HashMap<AccessorId, ManyShape>,
    /// By model.
    aggregates: Vec<AggregateShape>,
    pub(super) writes: Writes,
}

/// A model as an object type.
#[derive(Debug)]
pub(crate) struct ObjectShape {
    pub(crate) model: ModelId,
    pub(crate) type_name: Name,
    pub(crate) description: String,
    pub(crate) fields: IndexMap<String, FieldShape>,
}

#[derive(Debug)]
pub(crate) struct FieldShape {
    pub(crate) description: String,
    pub(crate) kind: FieldKind,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum FieldKind {
    Id,
    Pk,
    Column(FieldId),
    /// The position among the model's computed fields.
    Computed(usize),
    ToOne(AccessorId),
    ToMany(AccessorId, ConnectionId),
}

/// The place of a connection type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ConnectionId(usize);

#[derive(Debug)]
pub(crate) struct ConnectionShape {
    pub(crate) type_name: Name,
    pub(crate) edge_name: Name,
    pub(crate) node: ModelId,
    /// The model of the links, where they carry data of their own.
    pub(crate) through: Option<ModelId>,
}

#[derive(Debug)]
pub(crate) struct RootShape {
    pub(crate) description: String,
    pub(crate) kind: RootKind,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum RootKind {
    Node,
    Nodes,
    DeletePreview,
    One(ModelId),
    /// The only row that meets a condition.
    Exactly(ModelId),
    List(ModelId, ConnectionId),
    /// A field of a user's own, by its position.
    Own {
        model: ModelId,
        field: usize,
        is_list: bool,
    },
}

#[derive(Debug)]
pub(crate) struct EnumShape {
    pub(crate) type_name: Name,
    pub(crate) values: Vec<Name>,
    /// Whether a field of the API holds it.
    is_visible: bool,
    by_stored: HashMap<Value, usize>,
}

impl Shape {
    /// The API of a catalog, its names unchecked.
    pub(super) fn new(catalog: &Catalog) -> Self {
        let models = catalog.models().iter();
        let writes = Writes::new(catalog);
        let mut shape = Self {
            objects: Vec::new(),
            connections: Vec::new(),
            roots: IndexMap::new(),
            mutations: (mutations(catalog, &writes).into_iter())
                .map(|field| (field.name, field.shape))
                .collect(),
            enums: (catalog.enums().iter().enumerate())
                .map(|(position, facts)| EnumShape::new(facts, is_shown(catalog, position)))
                .collect(),
            by_type_name: HashMap::new(),
            wheres: (models.clone())
                .map(|model| WhereShape::new(catalog, model))
                .collect(),
            orders: (models.clone())
                .map(|model| OrderShape::new(catalog, model))
                .collect(),
            manies: (models.clone())
                .flat_map(|model| catalog.accessors_of(model.id))
                .filter_map(|accessor| Some((accessor.id, ManyShape::new(catalog, accessor)?)))
                .collect(),
            aggregates: models.map(AggregateShape::new).collect(),
            writes,
        };
        let mut own_connections = Vec::new();
        for model in catalog.models() {
            own_connections.push(shape.add_connection(&model.name, model.id, None));
        }
        for model in catalog.models() {
            let object =
                (!model.hidden).then(|| shape.new_object(catalog, model, &own_connections));
            if object.is_some() {
                shape.by_type_name.insert(model.name.clone(), model.id);
            }
            shape.objects.push(object);
        }
        shape.add_roots(catalog, &own_connections);
        shape
    }

    pub(crate) fn object(&self, model: ModelId) -> &ObjectShape {
        self.objects[model.index()]
            .as_ref()
            .expect("only visible models are reached")
    }

    /// The model's type, where the API shows it and the viewer may see rows of it.
    pub(crate) fn object_for(&self, scope: &dyn Scope, model: ModelId) -> Option<&ObjectShape> {
        let object = self.objects[model.index()].as_ref();
        object.filter(|_| scope.access(model, Action::View) != Access::None)
    }

    pub(crate) fn connection(&self, id: ConnectionId) -> &ConnectionShape {
        &self.connections[id.0]
    }

    /// The conditions on the rows of a model.
    pub(crate) fn wheres(&self, model: ModelId) -> &WhereShape {
        &self.wheres[model.index()]
    }

    /// By what the rows of a model can be ordered.
    pub(crate) fn orders(&self, model: ModelId) -> &OrderShape {
        &self.orders[model.index()]
    }

    /// The conditions on a to-many relation.
    pub(crate) fn many(&self, accessor: AccessorId) -> &ManyShape {
        let many = self.manies.get(&accessor);
        many.expect("only to-many relations are quantified")
    }

    /// What can be made of many rows of a model.
    pub(crate) fn aggregates(&self, model: ModelId) -> &AggregateShape {
        &self.aggregates[model.index()]
    }

    pub(crate) fn model_by_type_name(&self, name: &str) -> Option<ModelId> {
        self.by_type_name.get(name).copied()
    }

    pub(crate) fn visible_enums(&self) -> impl Iterator<Item = (usize, &EnumShape)> {
        let enums = self.enums.iter().enumerate();
        enums.filter(|(_, enumeration)| enumeration.is_visible)
    }

    pub(crate) fn visible_connections(&self) -> impl Iterator<Item = &ConnectionShape> {
        let is_visible = |model: ModelId| self.objects[model.index()].is_some();
        let connections = self.connections.iter();
        connections.filter(move |connection| is_visible(connection.node))
    }

    /// The models at the other end of to-many relations.
    pub(super) fn many_targets(&self) -> BTreeSet<ModelId> {
        let visible = self.visible_objects();
        let fields = visible.flat_map(|object| object.fields.values());
        fields
            .filter_map(|field| match field.kind {
                FieldKind::ToMany(accessor, _) => Some(self.many(accessor).target),
                _ => None,
            })
            .collect()
    }

    pub(crate) fn visible_objects(&self) -> impl Iterator<Item = &ObjectShape> {
        self.objects.iter().flatten()
    }

    /// The name of an enum's stored value; none for a value that the enum does not have.
    pub(crate) fn enum_value(&self, id: EnumId, stored: &Value) -> Option<&Name> {
        let shape = &self.enums[id.index()];
        shape
            .by_stored
            .get(stored)
            .map(|position| &shape.values[*position])
    }

    fn add_connection(
        &mut self,
        stem: &str,
        node: ModelId,
        through: Option<ModelId>,
    ) -> ConnectionId {
        self.connections.push(ConnectionShape {
            type_name: Name::new(inflection::connection_type(stem)),
            edge_name: Name::new(inflection::edge_type(stem)),
            node,
            through,
        });
        ConnectionId(self.connections.len() - 1)
    }

    fn new_object(
        &mut self,
        catalog: &Catalog,
        model: &Model,
        own: &[ConnectionId],
    ) -> ObjectShape {
        let mut fields = IndexMap::new();
        let mut add = |name: String, description: String, kind| {
            fields.insert(name, FieldShape { description, kind });
        };
        let words = inflection::words(&model.name);
        add(
            "id".to_owned(),
            format!(
                "The globally unique id of the {words}, for example `{}`.",
                describe::example_id(model)
            ),
            FieldKind::Id,
        );
        add(
            "pk".to_owned(),
            format!("The primary key of the {words} in the database."),
            FieldKind::Pk,
        );
        for (id, field) in model.shown_fields() {
            let description = field
                .description
                .clone()
                .unwrap_or_else(|| format!("`{}` of the {words}.", field.name));
            add(
                inflection::field(&field.name),
                description,
                FieldKind::Column(id),
            );
        }
        for (position, computed) in model.computed.iter().enumerate() {
            add(
                inflection::field(&computed.name),
                computed.description.clone(),
                FieldKind::Computed(position),
            );
        }
        for accessor in catalog.accessors_of(model.id) {
            let kind = if accessor.is_to_one() {
                FieldKind::ToOne(accessor.id)
            } else {
                let connection = self.connection_of(catalog, model, accessor, own);
                FieldKind::ToMany(accessor.id, connection)
            };
            let description = describe::accessor(catalog, accessor);
            fields.insert(
                inflection::field(&accessor.name),
                FieldShape { description, kind },
            );
        }
        ObjectShape {
            model: model.id,
            type_name: Name::new(&model.name),
            description: model
                .description
                .clone()
                .unwrap_or_else(|| format!("One {words}.")),
            fields,
        }
    }

    fn connection_of(
        &mut self,
        catalog: &Catalog,
        model: &Model,
        accessor: &Accessor,
        own: &[ConnectionId],
    ) -> ConnectionId {
        if !matches!(accessor.path, Path::ManyToMany(_)) {
            return own[accessor.target.index()];
        }
        let stem = inflection::link_stem(&model.name, &accessor.name);
        let through = shown_through(catalog, accessor);
        self.add_connection(&stem, accessor.target, through)
    }

    fn add_roots(&mut self, catalog: &Catalog, own: &[ConnectionId]) {
        let mut add = |name: String, description: String, kind| {
            self.roots.insert(name, RootShape { description, kind });
        };
        add(
            "node".to_owned(),
            "The object with this id; null when there is none.".to_owned(),
            RootKind::Node,
        );
        add(
            "nodes".to_owned(),
            "The objects with these ids, in the order of the ids; null where there is none."
                .to_owned(),
            RootKind::Nodes,
        );
        if catalog.models().iter().any(|model| !model.hidden) {
            let description = "What the deletion of these objects would do: which rows would follow, which \
                               would be changed, and which forbid it. Nothing is changed. It is an error \
                               of the code `NOT_FOUND` when one of the objects is not there, and \
                               `FORBIDDEN` when the viewer may not delete one of them.";
            let preview = RootKind::DeletePreview;
            add(DELETE_PREVIEW.to_owned(), description.to_owned(), preview);
        }
        for model in catalog.models().iter().filter(|model| !model.hidden) {
            add(
                inflection::singular_root(&model.name),
                format!(
                    "The {} with this id; null when there is none.",
                    inflection::words(&model.name)
                ),
                RootKind::One(model.id),
            );
            add(
                inflection::get_root(&model.name),
                format!(
                    "The only {} that meets the conditions. It is an error of the code \
                     `NOT_FOUND` when there is none, and `MULTIPLE_OBJECTS` when there are \
                     several; `extensions.model` names the type.",
                    inflection::words(&model.name)
                ),
                RootKind::Exactly(model.id),
            );
            add(
                inflection::plural_root(&model.name),
                format!(
                    "All {}, in the order of their primary key unless `orderBy` gives another.",
                    inflection::plural_words(&model.name)
                ),
                RootKind::List(model.id, own[model.id.index()]),
            );
        }
    }

    /// Adds root fields of a user's own; their names and models are checked.
    pub(super) fn add_own_fields(&mut self, fields: &[RowsField]) {
        for (position, field) in fields.iter().enumerate() {
            let model = self.by_type_name[&field.model];
            let root = RootShape {
                description: field.description.clone(),
                kind: RootKind::Own {
                    model,
                    field: position,
                    is_list: field.is_list,
                },
            };
            self.roots.insert(field.name.clone(), root);
        }
    }
}

impl EnumShape {
    fn new(enumeration: &Enumeration, is_visible: bool) -> Self {
        Self {
            is_visible,
            type_name: Name::new(inflection::enum_type(&enumeration.name)),
            values: enumeration
                .values
                .iter()
                .map(|value| Name::new(inflection::enum_value(&value.name)))
                .collect(),
            by_stored: enumeration
                .values
                .iter()
                .enumerate()
                .map(|(position, value)| (value.stored.clone(), position))
                .collect(),
        }
    }
}

/// Whether the API shows values of the enum at this position.
fn is_shown(catalog: &Catalog, position: usize) -> bool {
    let is_it = |kind: &Kind| match kind {
        Kind::Enum(id) => id.index() == position,
        Kind::Array(element) => matches!(**element, Kind::Enum(id) if id.index() == position),
        _ => false,
    };
    let mut models = catalog.models().iter().filter(|model| !model.hidden);
    models.any(|model| {
        let mut fields = model.fields.iter().filter(|field| !field.hidden);
        fields.any(|field| is_it(&field.kind))
            || model.computed.iter().any(|computed| is_it(&computed.kind))
    })
}

/// The name of the GraphQL type of a kind, without `!` at its end.
pub(crate) fn type_of(shape: &Shape, kind: &Kind) -> String {
    scalar::type_name(kind, |id| shape.enums[id.index()].type_name.to_string())
}

//! The names of types.

use std::collections::{HashMap, HashSet};

use relation::catalog::{Catalog, ModelId, Path};

use super::{
    super::{
        deletion,
        lookups::Lookup,
        scalar,
        shape::{EnumShape, ObjectShape, Shape},
    },
    writes,
};
use crate::inflection;

/// A type, and what it stands for.
pub(super) struct Holder {
    name: String,
    what: String,
    source: Source,
}

/// What gives a type its name.
enum Source {
    Schema,
    Model,
    Enum,
    /// Another type, of a model or an enum. Where that is refused, this one follows its new name.
    Type(String),
    /// A relation of this model.
    Relation(String),
}

pub(super) fn check(catalog: &Catalog, shape: &Shape, faults: &mut Vec<String>) {
    let mut holders: HashMap<String, Holder> = HashMap::new();
    let mut refused: HashSet<String> = HashSet::new();
    for holder in all(catalog, shape) {
        let name = holder.name.clone();
        if let Source::Type(stem) | Source::Relation(stem) = &holder.source
            && refused.contains(stem)
        {
            continue;
        }
        let mend = mend(&holder, holders.get(&name));
        if holder.is_named() && !inflection::is_valid_name(&name) {
            faults.push(format!(
                "type {name}: GraphQL names consist of ASCII letters, digits and `_`; {mend}"
            ));
            refused.insert(name.clone());
        }
        if let Some(first) = holders.get(&name) {
            faults.push(format!(
                "type {name}: {} and {} would have the same name; {mend}",
                first.what, holder.what
            ));
            refused.insert(name);
        } else {
            holders.insert(name, holder);
        }
    }
}

fn mend(holder: &Holder, first: Option<&Holder>) -> &'static str {
    let is_enum = |holder: &Holder| matches!(holder.source, Source::Schema | Source::Enum);
    let follows = |holder: &Holder| matches!(holder.source, Source::Type(_));
    if is_enum(holder) && first.is_none_or(is_enum) {
        "give the enum another with `enum_name`"
    } else if matches!(holder.source, Source::Relation(_)) {
        "give the relation another name"
    } else if follows(holder) && first.is_some_and(follows) {
        "give one of the models another with `rename`"
    } else {
        "give the model another with `rename`"
    }
}

/// All types: those of every schema, then those that are declared, then those that follow.
fn all(catalog: &Catalog, shape: &Shape) -> Vec<Holder> {
    let mut holders: Vec<Holder> = built_in().collect();
    holders.extend(shape.visible_objects().map(|object| Holder {
        name: object.type_name.to_string(),
        what: format!("model {}", object.type_name),
        source: Source::Model,
    }));
    let enums = || shape.visible_enums().map(|(_, enumeration)| enumeration);
    holders.extend(enums().map(|enumeration| Holder {
        name: enumeration.type_name.to_string(),
        what: format!("enum {}", enumeration.type_name),
        source: Source::Enum,
    }));
    holders.extend(enums().map(lookup_of));
    for connection in shape.visible_connections() {
        let what = format!("the connection type {}", connection.type_name);
        let model = shape.object(connection.node).type_name.as_str();
        holders.push(Holder::following(
            model,
            &connection.type_name,
            what.clone(),
        ));
        holders.push(Holder::following(model, &connection.edge_name, what));
    }
    for object in shape.visible_objects() {
        holders.extend(of_lists(shape, object));
    }
    for target in shape.many_targets() {
        holders.extend(of_targets(shape, target));
    }
    holders.extend(of_relations(catalog, shape));
    holders.extend(writes::types(catalog, shape));
    holders
}

fn built_in() -> impl Iterator<Item = Holder> {
    built_in_names().map(|name| Holder {
        what: format!("the built-in type {name}"),
        name,
        source: Source::Schema,
    })
}

/// The names of the types of every schema.
pub(super) fn built_in_names() -> impl Iterator<Item = String> {
    let names = [
        "Query",
        "Mutation",
        "Subscription",
        "Node",
        "PageInfo",
        "Direction",
    ];
    let names = scalar::names().chain(names).chain(deletion::TYPES);
    let names = names.map(str::to_owned);
    names.chain(Lookup::plain_names())
}

fn lookup_of(enumeration: &EnumShape) -> Holder {
    let name = enumeration.type_name.as_str();
    let lookup = inflection::lookup_type(name);
    Holder::following(name, &lookup, format!("the lookup of {name}"))
}

/// The types of the arguments and aggregates of a model's lists.
fn of_lists(shape: &Shape, object: &ObjectShape) -> Vec<Holder> {
    let model = object.type_name.as_str();
    let (filter, order) = (shape.wheres(object.model), shape.orders(object.model));
    let aggregate = shape.aggregates(object.model);
    let has_least = !aggregate.comparable.is_empty();
    let has_sum = !aggregate.numeric.is_empty();
    let types = [
        (&filter.type_name, "the filter", true),
        (&order.type_name, "the order", true),
        (&aggregate.type_name, "the aggregate", true),
        (&aggregate.min_name, "the least values", has_least),
        (&aggregate.max_name, "the greatest values", has_least),
        (&aggregate.sum_name, "the sums", has_sum),
        (&aggregate.avg_name, "the means", has_sum),
    ];
    let types = types.into_iter().filter(|(_, _, exists)| *exists);
    types
        .map(|(name, what, _)| Holder::following(model, name, format!("{what} of {model}")))
        .collect()
}

/// The types that ask about many rows of a model.
fn of_targets(shape: &Shape, target: ModelId) -> Vec<Holder> {
    let model = shape.object(target).type_name.as_str();
    let (filter, order) = (shape.wheres(target), shape.orders(target));
    let aggregate = shape.aggregates(target);
    let types = [
        (&filter.count_name, "the lookup of a number of", true),
        (
            &order.field_name,
            "the order by a field of many",
            !aggregate.comparable.is_empty(),
        ),
        (
            &order.number_name,
            "the order by a number of many",
            !aggregate.numeric.is_empty(),
        ),
    ];
    let types = types.into_iter().filter(|(_, _, exists)| *exists);
    types
        .map(|(name, what, _)| Holder::following(model, name, format!("{what} {model}")))
        .collect()
}

/// The types of filters of and orders by to-many relations. Reverse sides with one target
/// share theirs.
fn of_relations(catalog: &Catalog, shape: &Shape) -> Vec<Holder> {
    let mut holders = Vec::new();
    let mut known = HashSet::new();
    let objects = shape.visible_objects();
    for accessor in objects.flat_map(|object| catalog.accessors_of(object.model)) {
        if accessor.is_to_one() {
            continue;
        }
        let many = shape.many(accessor.id);
        let (source, target) = (
            &catalog[accessor.source].name,
            &catalog[accessor.target].name,
        );
        let (model, what) = match accessor.path {
            Path::ManyToMany(_) => (source, format!("{source}.{}", accessor.query_name)),
            _ if known.insert(accessor.target) => (target, format!("many {target}")),
            _ => continue,
        };
        let filter = format!("the filter of {what}");
        holders.push(Holder::following(model, &many.type_name, filter));
        let order = format!("the order by {what}");
        holders.push(Holder::following(&many.type_name, &many.order_name, order));
    }
    holders
}

impl Holder {
    pub(super) fn following(stem: &str, name: &str, what: String) -> Self {
        Self {
            name: name.to_owned(),
            what,
            source: Source::Type(stem.to_owned()),
        }
    }

    pub(super) fn of_relation(owner: &str, name: &str, what: String) -> Self {
        Self {
            name: name.to_owned(),
            what,
            source: Source::Relation(owner.to_owned()),
        }
    }

    /// Whether the catalog names it.
    fn is_named(&self) -> bool {
        matches!(self.source, Source::Model | Source::Enum)
    }
}

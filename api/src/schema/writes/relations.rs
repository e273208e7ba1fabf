//! The writes of relations: what can be done to the rows at their other end.

use std::collections::{BTreeSet, HashMap};

use async_graphql::Name;
use relation::catalog::{Accessor, Catalog, ForeignKey, ForeignKeyId, Link, ModelId, Path};

use super::{
    super::facts::shown_through,
    payloads,
    rows::{self, Purpose, own_fields},
    types::{InputShape, LinkShape, ManagerShape, ManagerVerb, ToOneShape},
};
use crate::inflection;

/// The names that arguments of managers have whatever the relation.
const FIXED_ARGUMENTS: [&str; 6] = [
    "inputs",
    "input",
    "where",
    "defaults",
    "throughDefaults",
    "clear",
];

/// The row at the other end of any foreign key to a model.
pub(super) fn to_one(model: &str) -> ToOneShape {
    ToOneShape {
        type_name: Name::new(inflection::to_one_type(model)),
        takes_existing: true,
    }
}

/// The row that refers by a one-to-one key of its own.
pub(super) fn reverse_one(catalog: &Catalog, accessor: &Accessor, key: ForeignKeyId) -> ToOneShape {
    ToOneShape {
        type_name: Name::new(inflection::to_one_type(&stem(catalog, accessor))),
        takes_existing: !shares_primary_key(catalog, &catalog[key]),
    }
}

/// The input of rows made at the other end of a key that they hold.
pub(super) fn child_create(
    catalog: &Catalog,
    accessor: &Accessor,
    key: ForeignKeyId,
) -> Option<InputShape> {
    let type_name = inflection::create_type(&stem(catalog, accessor));
    let child = &catalog[accessor.target];
    rows::input(catalog, child, Purpose::Child(key), type_name)
}

/// The writes of a to-many relation; none where there are none.
pub(super) fn manager(
    catalog: &Catalog,
    accessor: &Accessor,
    creates: bool,
    pairs: &KeyPairs,
) -> Option<ManagerShape> {
    if accessor.is_to_one() || !is_writable(catalog, accessor) {
        return None;
    }
    let stem = stem(catalog, accessor);
    let (owner_argument, rows_argument) = arguments(catalog, accessor);
    let mut verbs = linking_verbs(catalog, accessor);
    verbs.extend(creates.then_some(ManagerVerb::Create));
    Some(ManagerShape {
        verbs,
        input_name: Name::new(inflection::to_many_input_type(&stem)),
        owner_argument,
        rows_argument,
        links: links(catalog, accessor, pairs),
        payload: payloads::of_relation(catalog, accessor, &stem),
        get_or_create_payload: payloads::of_related_row(catalog, accessor, &stem),
    })
}

/// Whether requests can write the relation from this side.
pub(super) fn is_writable(catalog: &Catalog, accessor: &Accessor) -> bool {
    match accessor.path {
        Path::Forward(key) => is_writable_key(catalog, &catalog[key]),
        Path::ReverseOne(id) | Path::Reverse(id) => {
            let (key, holder) = (&catalog[id], &catalog[accessor.target]);
            let can_create = || !own_fields(catalog, holder, Purpose::Child(id)).is_empty();
            is_writable_key(catalog, key) && (!shares_primary_key(catalog, key) || can_create())
        }
        Path::ManyToMany(link) => [link.source, link.target]
            .iter()
            .all(|key| is_writable_key(catalog, &catalog[*key])),
    }
}

pub(super) fn is_writable_key(catalog: &Catalog, key: &ForeignKey) -> bool {
    let holder = &catalog[key.model];
    !key.fields.iter().any(|field| holder[*field].read_only)
}

/// Whether a row gets another primary key when it is made to refer to another row.
pub(super) fn shares_primary_key(catalog: &Catalog, key: &ForeignKey) -> bool {
    let primary_key = &catalog[key.model].primary_key;
    key.fields.iter().any(|field| primary_key.contains(field))
}

/// What types and root fields of a relation are named after: `PostTags`; where that is a model,
/// `TagsOfPost`.
pub(in crate::schema) fn stem(catalog: &Catalog, accessor: &Accessor) -> String {
    let owner = &catalog[accessor.source].name;
    let stem = inflection::link_stem(owner, &accessor.name);
    match catalog.model_by_name(&stem) {
        Some(model) if !model.hidden => inflection::many_stem(&accessor.name, owner),
        _ => stem,
    }
}

/// The verbs that link rows and take links away, in the order of the schema.
fn linking_verbs(catalog: &Catalog, accessor: &Accessor) -> Vec<ManagerVerb> {
    use ManagerVerb::{Add, Clear, Remove, Set};

    match accessor.path {
        Path::Reverse(key) if shares_primary_key(catalog, &catalog[key]) => Vec::new(),
        Path::Reverse(key) if !catalog[key].nullable => vec![Add, Set],
        _ => vec![Add, Remove, Set, Clear],
    }
}

/// The arguments with the one row and with the related rows.
fn arguments(catalog: &Catalog, accessor: &Accessor) -> (String, String) {
    let is_fixed = |name: &str| FIXED_ARGUMENTS.contains(&name);
    let owner = inflection::singular_root(&catalog[accessor.source].name);
    let rows = inflection::field(&accessor.name);
    let rows = if is_fixed(&rows) {
        "ids".to_owned()
    } else {
        rows
    };
    let owner = if owner == rows || is_fixed(&owner) {
        "id".to_owned()
    } else {
        owner
    };
    (owner, rows)
}

fn links(catalog: &Catalog, accessor: &Accessor, pairs: &KeyPairs) -> Option<LinkShape> {
    let Path::ManyToMany(link) = accessor.path else {
        return None;
    };
    let through = &catalog[shown_through(catalog, accessor)?];
    let stem = stem(catalog, accessor);
    let data_stem = if pairs.are_several(through.id) {
        stem.as_str()
    } else {
        through.name.as_str()
    };
    let purpose = Purpose::Link([link.source, link.target]);
    let type_name = inflection::through_type(data_stem);
    Some(LinkShape {
        input: rows::input(catalog, through, purpose, type_name)?,
        member_name: Name::new(inflection::member_type(&stem)),
        create_name: Name::new(inflection::create_type(&stem)),
    })
}

/// By which of its keys each through model links rows.
pub(super) struct KeyPairs(HashMap<ModelId, BTreeSet<[ForeignKeyId; 2]>>);

impl KeyPairs {
    pub(super) fn new(catalog: &Catalog) -> Self {
        let mut pairs: HashMap<_, BTreeSet<_>> = HashMap::new();
        let shown = catalog.models().iter().filter(|model| !model.hidden);
        for accessor in shown.flat_map(|model| catalog.accessors_of(model.id)) {
            if let Path::ManyToMany(link) = accessor.path {
                pairs.entry(link.through).or_default().insert(pair(link));
            }
        }
        Self(pairs)
    }

    fn are_several(&self, through: ModelId) -> bool {
        self.0.get(&through).is_some_and(|pairs| pairs.len() > 1)
    }
}

/// The same from both sides.
fn pair(link: Link) -> [ForeignKeyId; 2] {
    let mut pair = [link.source, link.target];
    pair.sort_unstable();
    pair
}

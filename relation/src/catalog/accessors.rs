//! Accessors of foreign keys from both ends, and the check that no two things share a name.

use std::collections::HashMap;

use heck::ToSnakeCase;

use super::{
    Accessor, AccessorId, Fault, ForeignKeyId, ModelId, Path, build::Build, declare::ReverseFacts,
};

/// The names of a reverse side.
pub(super) struct Naming {
    pub(super) name: String,
    pub(super) query_name: String,
}

impl Naming {
    /// Source: Django 5.2, model field reference, `related_name` and `related_query_name`.
    pub(super) fn of(
        declared: &ReverseFacts,
        default_related_name: Option<&str>,
        model: &str,
        one_to_one: bool,
    ) -> Self {
        let model = model.to_snake_case();
        let related = declared.name.as_deref().or(default_related_name);
        let name = match related {
            Some(name) => name.to_owned(),
            None if one_to_one => model.clone(),
            None => default_set(&model),
        };
        let query_name = declared
            .query_name
            .as_deref()
            .or(related)
            .map_or(model, str::to_owned);
        Self { name, query_name }
    }
}

/// Django's default name of a set of rows.
pub(super) fn default_set(name: &str) -> String {
    format!("{name}_set")
}

impl Build {
    pub(super) fn add_forward_accessors(&mut self) {
        for index in 0..self.catalog.foreign_keys.len() {
            let key = &self.catalog.foreign_keys[index];
            let accessor = Accessor {
                id: AccessorId::new(0),
                name: key.name.clone(),
                query_name: key.name.clone(),
                source: key.model,
                target: key.target,
                path: Path::Forward(key.id),
                description: self
                    .declaration_of(key.id)
                    .and_then(|declared| declared.description.clone()),
            };
            self.catalog.foreign_keys[index].forward = self.push_accessor(accessor);
        }
    }

    pub(super) fn add_reverse_accessors(&mut self) {
        for index in 0..self.catalog.foreign_keys.len() {
            let Some(naming) = self.reverse_naming(ForeignKeyId::new(index)) else {
                continue;
            };
            let key = &self.catalog.foreign_keys[index];
            let accessor = Accessor {
                id: AccessorId::new(0),
                name: naming.name,
                query_name: naming.query_name,
                source: key.target,
                target: key.model,
                path: if key.one_to_one {
                    Path::ReverseOne(key.id)
                } else {
                    Path::Reverse(key.id)
                },
                description: self
                    .reverse_facts_of(key.id)
                    .and_then(|declared| declared.description.clone()),
            };
            self.catalog.foreign_keys[index].reverse = Some(self.push_accessor(accessor));
        }
    }

    /// The names of a key's reverse side; none for a key without one. The keys of a plain
    /// junction have none unless one is declared, like Django's automatic join models.
    fn reverse_naming(&self, id: ForeignKeyId) -> Option<Naming> {
        let key = &self.catalog[id];
        let entity = &self.entities[key.model.index()];
        let none = ReverseFacts::default();
        let declared = self.reverse_facts_of(id).unwrap_or(&none);
        let model = &self.catalog[key.model];
        if declared.absent || (model.is_junction && declared.name.is_none()) {
            return None;
        }
        let default = entity.declared.default_related_name.as_deref();
        let mut naming = Naming::of(declared, default, &model.name, key.one_to_one);
        if entity.generated && self.default_clashes(id, &naming.name) {
            naming.name = format!("{}_by_{}", naming.name, key.name);
            naming.query_name = format!("{}_by_{}", naming.query_name, key.name);
        } else if entity.generated && self.has_query_name(key.target, &naming.query_name) {
            naming.query_name.clone_from(&naming.name);
        }
        Some(naming)
    }

    fn default_clashes(&self, id: ForeignKeyId, name: &str) -> bool {
        let key = &self.catalog[id];
        let siblings = self
            .keys_of(key.model)
            .filter(|other| other.target == key.target)
            .count();
        siblings > 1 || self.has_name(key.target, name)
    }

    /// Whether a field or an accessor of `model` has this name by now.
    pub(super) fn has_name(&self, model: ModelId, name: &str) -> bool {
        let model = &self.catalog[model];
        let mut fields = model.fields.iter().filter(|field| !field.is_foreign_key);
        fields.any(|field| field.name == name)
            || model
                .accessors
                .iter()
                .any(|accessor| self.catalog[*accessor].name == name)
    }

    /// Whether a field or an accessor of `model` has this name in lookups by now.
    fn has_query_name(&self, model: ModelId, name: &str) -> bool {
        let (_, names) = self.names_of(model);
        names.iter().any(|(known, _)| known == name)
    }

    pub(super) fn snake_name(&self, model: ModelId) -> String {
        self.catalog[model].name.to_snake_case()
    }

    pub(super) fn push_accessor(&mut self, mut accessor: Accessor) -> AccessorId {
        let id = AccessorId::new(self.catalog.accessors.len());
        accessor.id = id;
        self.catalog.models[accessor.source.index()]
            .accessors
            .push(id);
        self.catalog.accessors.push(accessor);
        id
    }

    pub(super) fn check_names(&mut self) {
        for index in 0..self.catalog.models.len() {
            let (names, query_names) = self.names_of(ModelId::new(index));
            let model = self.catalog.models[index].name.clone();
            let mut faults = Vec::new();
            let clashes = repeated(&names);
            for (name, first, second) in repeated(&query_names) {
                // Where the accessors clash too, one mend serves both.
                if !clashes.iter().any(|(_, _, known)| *known == second) {
                    let model = model.clone();
                    faults.push(Fault::QueryNameTwice {
                        model,
                        name,
                        first,
                        second,
                    });
                }
            }
            for (name, first, second) in clashes {
                let model = model.clone();
                faults.push(Fault::NameTwice {
                    model,
                    name,
                    first,
                    second,
                });
            }
            for (name, _) in &names {
                if name == "id" || name == "pk" {
                    faults.push(Fault::ReservedName {
                        model: model.clone(),
                        name: name.clone(),
                    });
                }
            }
            self.faults.append(&mut faults);
        }
    }

    /// The names of a model's API and of its lookups, each with what has it.
    fn names_of(&self, model: ModelId) -> (Names, Names) {
        let model = &self.catalog[model];
        let mut names: Names = model
            .shown_fields()
            .map(|(_, field)| (field.name.clone(), format!("field `{}`", field.name)))
            .collect();
        let mut query_names = names.clone();
        for computed in &model.computed {
            let what = format!("computed field `{}`", computed.name);
            names.push((computed.name.clone(), what));
        }
        for id in &model.accessors {
            let accessor = &self.catalog[*id];
            let what = self.relation_name(accessor);
            names.push((accessor.name.clone(), what.clone()));
            query_names.push((accessor.query_name.clone(), what));
        }
        (names, query_names)
    }

    fn relation_name(&self, accessor: &Accessor) -> String {
        let of_key = |id: ForeignKeyId| {
            let key = &self.catalog[id];
            format!("{}.{}", self.catalog[key.model].name, key.name)
        };
        match accessor.path {
            Path::Forward(key) => format!("foreign key {}", of_key(key)),
            Path::ReverseOne(key) | Path::Reverse(key) => {
                format!("the reverse side of {}", of_key(key))
            }
            Path::ManyToMany(link) => {
                format!("many-to-many through {}", self.catalog[link.through].name)
            }
        }
    }
}

type Names = Vec<(String, String)>;

/// The names that occur again: name, first holder, later holder.
fn repeated(names: &Names) -> Vec<(String, String, String)> {
    let mut seen: HashMap<&str, &str> = HashMap::new();
    let mut again = Vec::new();
    for (name, what) in names {
        match seen.get(name.as_str()) {
            Some(first) => again.push((name.clone(), (*first).to_owned(), what.clone())),
            None => {
                seen.insert(name, what);
            }
        }
    }
    again
}

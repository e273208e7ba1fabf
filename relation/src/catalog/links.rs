//! Many-to-many relations: declared through a model, or inferred from a plain junction.

use super::{
    Accessor, AccessorId, Fault, ForeignKey, ForeignKeyId, Link, ModelId, Path,
    accessors::{Naming, default_set},
    build::Build,
    declare::ManyToManyDeclaration,
};

impl Build {
    /// Marks the tables that only link two others.
    pub(super) fn mark_junctions(&mut self) {
        for index in 0..self.catalog.models.len() {
            let model = &self.catalog.models[index];
            let keys: Vec<&ForeignKey> = self.keys_of(model.id).collect();
            let [first, second] = keys[..] else { continue };
            let mut linked = first.fields.clone();
            linked.extend(&second.fields);
            linked.sort_unstable();
            // Keys of several fields may share some, as where every table has a tenant.
            linked.dedup();
            let mut key = model.primary_key.clone();
            key.sort_unstable();
            let is_junction = linked == key && model.fields.len() == key.len();
            self.catalog.models[index].is_junction = is_junction;
        }
    }

    pub(super) fn add_many_to_many(&mut self) {
        let mut declared_through = Vec::new();
        for index in 0..self.entities.len() {
            let relations = std::mem::take(&mut self.entities[index].declared.many_to_many);
            for relation in &relations {
                if let Some(link) = self.link(ModelId::new(index), relation) {
                    declared_through.push(link.through);
                    self.add_declared(relation, link);
                }
            }
        }
        for index in 0..self.catalog.models.len() {
            let model = ModelId::new(index);
            if self.catalog[model].is_junction && !declared_through.contains(&model) {
                self.add_inferred(model);
            }
        }
    }

    fn add_declared(&mut self, relation: &ManyToManyDeclaration, link: Link) {
        let source = self.catalog[link.source].target;
        let target = self.catalog[link.target].target;
        self.push_accessor(Accessor {
            id: AccessorId::new(0),
            name: relation.accessor.clone(),
            query_name: relation.accessor.clone(),
            source,
            target,
            path: Path::ManyToMany(link),
            description: relation.description.clone(),
        });
        if relation.symmetrical || relation.reverse.absent {
            return;
        }
        let declared = &self.entities[source.index()].declared;
        let default = declared.default_related_name.as_deref();
        let naming = Naming::of(
            &relation.reverse,
            default,
            &self.catalog[source].name,
            false,
        );
        self.push_accessor(Accessor {
            id: AccessorId::new(0),
            name: naming.name,
            query_name: naming.query_name,
            source: target,
            target: source,
            path: Path::ManyToMany(link.reversed()),
            description: relation.reverse.description.clone(),
        });
    }

    fn add_inferred(&mut self, junction: ModelId) {
        let keys: Vec<ForeignKeyId> = self.keys_of(junction).map(|key| key.id).collect();
        let link = Link {
            through: junction,
            source: keys[0],
            target: keys[1],
            symmetrical: false,
        };
        for link in [link, link.reversed()] {
            let source = self.catalog[link.source].target;
            let key = &self.catalog[link.target];
            let mut name = default_set(&key.name);
            if self.has_name(source, &name) {
                name = format!("{name}_by_{}", self.snake_name(junction));
            }
            self.push_accessor(Accessor {
                id: AccessorId::new(0),
                query_name: name.clone(),
                name,
                source,
                target: key.target,
                path: Path::ManyToMany(link),
                description: None,
            });
        }
    }

    /// The keys that a declared relation means.
    ///
    /// Source: Django 5.2, model field reference, `ManyToManyField.through_fields`.
    fn link(&mut self, model: ModelId, relation: &ManyToManyDeclaration) -> Option<Link> {
        let Some(through) = self.through_model(relation) else {
            self.faults.push(Fault::ThroughNotRegistered {
                model: self.model_name(model),
                accessor: relation.accessor.clone(),
            });
            return None;
        };
        if self.broken.contains(&through) {
            return None;
        }
        let keys = match &relation.through_fields {
            Some((source, target)) => self.chosen_keys(model, relation, through, source, target),
            None => self.only_keys(model, relation, through),
        };
        let (source, target) = keys?;
        let is_self = self.catalog[target].target == model;
        if relation.symmetrical && !is_self {
            self.faults.push(Fault::SymmetricalBetweenModels {
                model: self.model_name(model),
                accessor: relation.accessor.clone(),
            });
        }
        Some(Link {
            through,
            source,
            target,
            symmetrical: relation.symmetrical,
        })
    }

    fn through_model(&self, relation: &ManyToManyDeclaration) -> Option<ModelId> {
        self.entities
            .iter()
            .position(|entity| entity.type_id == relation.through)
            .map(ModelId::new)
    }

    fn chosen_keys(
        &mut self,
        model: ModelId,
        relation: &ManyToManyDeclaration,
        through: ModelId,
        source: &str,
        target: &str,
    ) -> Option<(ForeignKeyId, ForeignKeyId)> {
        let find = |relation: &str| {
            self.keys_of(through)
                .find(|key| {
                    let (index, position) = self.key_facts[key.id.index()];
                    self.entities[index].foreign_keys[position].relation == relation
                })
                .map(|key| (key.id, key.target))
        };
        let (found_source, found_target) = (find(source), find(target));
        let wrong = |key: &str, expected: String| Fault::ThroughKeyWrong {
            model: self.model_name(model),
            accessor: relation.accessor.clone(),
            through: self.model_name(through),
            key: key.to_owned(),
            expected,
        };
        match (found_source, found_target) {
            (Some((source, to)), Some((target, _))) if to == model => Some((source, target)),
            (Some((_, to)), Some(_)) if to != model => {
                let fault = wrong(source, self.model_name(model));
                self.faults.push(fault);
                None
            }
            (None, _) => {
                let fault = wrong(source, self.model_name(model));
                self.faults.push(fault);
                None
            }
            _ => {
                let fault = wrong(target, "the other side".to_owned());
                self.faults.push(fault);
                None
            }
        }
    }

    fn only_keys(
        &mut self,
        model: ModelId,
        relation: &ManyToManyDeclaration,
        through: ModelId,
    ) -> Option<(ForeignKeyId, ForeignKeyId)> {
        let keys: Vec<(ForeignKeyId, ModelId, String)> = self
            .keys_of(through)
            .map(|key| (key.id, key.target, key.name.clone()))
            .collect();
        let (here, there): (Vec<_>, Vec<_>) = keys.iter().partition(|key| key.1 == model);
        // In a self relation the first key of the through model is the source.
        if let ([source], [target]) | ([source, target], []) = (&here[..], &there[..]) {
            return Some((source.0, target.0));
        }
        let (model_name, through_name) = (self.model_name(model), self.model_name(through));
        let accessor = relation.accessor.clone();
        self.faults.push(if here.is_empty() || keys.len() < 2 {
            Fault::ThroughKeyMissing {
                missing: if here.is_empty() {
                    model_name.clone()
                } else {
                    "the other side".to_owned()
                },
                model: model_name,
                accessor,
                through: through_name,
            }
        } else {
            let names: Vec<&str> = keys.iter().map(|key| key.2.as_str()).collect();
            Fault::ThroughKeyAmbiguous {
                model: model_name,
                accessor,
                through: through_name,
                keys: names.join(", "),
            }
        });
        None
    }
}

impl Link {
    /// The same relation seen from the other side.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self {
            source: self.target,
            target: self.source,
            ..self
        }
    }
}

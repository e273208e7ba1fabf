//! Failures of writes in the words of the API.

use async_graphql::{Name, PathSegment, Pos, Value};
use indexmap::IndexMap;
use relation::{
    catalog::{Catalog, FieldId, ForeignKeyId, ModelId},
    deletion::{Blocker, Refused},
    manager::{Place, Problem, Step, Subject, Target, WriteError},
    scope::{Action, Scope},
    value::Key,
};
use sea_orm::DbErr;

use super::{Code, Failure, FieldProblem, problem::MAX_LISTED};
use crate::{id, inflection, schema::Shape};

/// Words the failures of one field of a mutation.
pub(crate) struct Wording<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) shape: &'a Shape,
    pub(crate) scope: &'a dyn Scope,
    pub(crate) pos: Pos,
    pub(crate) path: Vec<PathSegment>,
}

impl Wording<'_> {
    pub(crate) fn failure(self, error: WriteError) -> Failure {
        match error {
            WriteError::Invalid(problems) => {
                let problems: Vec<_> = problems.into_iter().map(|p| self.problem(p)).collect();
                Failure::invalid(&problems, self.pos, self.path)
            }
            WriteError::NotFound(targets) => self.not_found(&targets),
            WriteError::NoMatch { model, place } => {
                let name = self.row(model);
                let message = format!("`{place}`: there is no such {name}");
                let failure = self.about(Code::NotFound, message, Some(model));
                failure.with("argument", place.to_string())
            }
            WriteError::NotRelated {
                member,
                owner_model,
                owner,
            } => self.not_related(&member, owner_model, &owner),
            WriteError::Unique {
                model,
                fields,
                place,
            } => self.unique(model, &fields, &place),
            WriteError::AtMost { model, at_most } => {
                let rows = inflection::plural(&self.row(model));
                let message =
                    format!("more than {at_most} {rows} match: narrow `where` or raise `atMost`");
                let failure = self.about(Code::AtMost, message, Some(model));
                failure.with("atMost", at_most)
            }
            WriteError::TooMany { limit, place } => {
                let message = format!(
                    "`{place}`: more than {limit} rows are related (setting `max_written_rows`)"
                );
                self.about(Code::Limit, message, None)
            }
            WriteError::Refused(refused) => self.refused(&refused),
            WriteError::Stale => {
                let message = "what would be deleted is no longer what `token` stands for, and \
                               nothing was deleted: look at a new `deletePreview`";
                self.about(Code::StalePlan, message.to_owned(), None)
            }
            WriteError::Forbidden {
                model,
                action: Action::Delete,
            } => self.not_deletable(model),
            WriteError::Forbidden { model, action } => {
                let verb = match action {
                    Action::View => "see",
                    Action::Add => "add",
                    Action::Change => "change",
                    Action::Delete => "delete",
                };
                let name = self.row(model);
                let message = format!("it is not allowed to {verb} this {name}");
                self.about(Code::Forbidden, message, Some(model))
            }
            WriteError::Constraint { model } => {
                let what = model.map_or("change".to_owned(), |model| self.row(model));
                let message = format!("the database refuses the {what} by a constraint of its own");
                self.about(Code::Constraint, message, model)
            }
            WriteError::Database(error) => self.database(&error),
        }
    }

    /// What the database reported during the write.
    pub(crate) fn database(self, error: &DbErr) -> Failure {
        Failure::database(error, self.pos, self.path)
    }

    fn not_found(self, targets: &[Target]) -> Failure {
        let first = &targets[0];
        let id = self.id_of(first);
        let message = format!("`{}`: there is no {id}", first.place);
        let message = match targets.len() {
            1 => message,
            2 => format!("{message}, and 1 more row is missing"),
            n => format!("{message}, and {} more rows are missing", n - 1),
        };
        let missing = targets.iter().take(MAX_LISTED).map(|target| {
            object([
                ("id", Value::from(self.id_of(target))),
                ("argument", Value::from(target.place.to_string())),
            ])
        });
        let missing = Value::List(missing.collect());
        let failure = self.about(Code::NotFound, message, Some(first.model));
        let failure = failure.with("id", id);
        let failure = failure.with("argument", first.place.to_string());
        failure.with("missing", missing)
    }

    fn not_related(self, member: &Target, owner_model: ModelId, owner: &Key) -> Failure {
        let names: Vec<&str> = names(&member.place).collect();
        // `input.posts.remove`, or `posts` where the relation is the field's own subject.
        let accessor = match names[..] {
            [.., accessor, "remove"] | [.., accessor] => accessor,
            [] => "rows",
        };
        let id = self.id_of(member);
        let owner = self.global_id(owner_model, owner);
        let message = format!("{id} is not among the {accessor} of {owner}");
        let failure = self.about(Code::NotFound, message, Some(member.model));
        let failure = failure.with("id", id);
        failure.with("argument", member.place.to_string())
    }

    fn unique(self, model: ModelId, fields: &[FieldId], place: &Place) -> Failure {
        let name = self.row(model);
        let mut known: Vec<String> = Vec::new();
        for field in fields {
            let name = self.field_name(model, *field);
            known.extend(name.filter(|name| !known.contains(name)));
        }
        let what = match &known[..] {
            [] => "the same unique values".to_owned(),
            known => format!("this {}", known.join(" and ")),
        };
        let article = if name.starts_with(['A', 'E', 'I', 'O', 'U']) {
            "an"
        } else {
            "a"
        };
        let message = format!("{article} {name} with {what} exists already");
        let failure = self.about(Code::Unique, message, Some(model));
        let known = known.into_iter().map(Value::from).collect();
        let failure = failure.with("fields", Value::List(known));
        failure.with("argument", place.to_string())
    }

    fn refused(self, refused: &Refused) -> Failure {
        let (code, verb, first) = if refused.protected.is_empty() {
            (Code::Restricted, "restrict", &refused.restricted)
        } else {
            (Code::Protected, "protect", &refused.protected)
        };
        let mut names: Vec<String> = Vec::new();
        for key in first.iter().flat_map(|blocker| &blocker.via) {
            let name = self.key_name(*key);
            names.extend(name.filter(|name| !names.contains(name)));
        }
        let message = match &names[..] {
            [] => "this would delete rows that others refer to and have to keep".to_owned(),
            names => format!(
                "this would delete rows that others refer to and {verb} by {}",
                names.join(", ")
            ),
        };
        let blockers = refused.all();
        let blockers = blockers.filter_map(|blocker| self.blocker(blocker));
        let blockers = blockers.collect();
        let failure = self.about(code, message, None);
        let failure = failure.with("total", refused.total());
        failure.with("blockers", Value::List(blockers))
    }

    /// Some of the rows that go, be they asked for or following, may not be deleted.
    fn not_deletable(self, model: ModelId) -> Failure {
        let model = (self.shape.object_for(self.scope, model)).map(|_| model);
        let rows = model.map_or("row".to_owned(), |model| self.row(model));
        let message = format!(
            "it is not allowed to delete all {} that this would delete",
            inflection::plural(&rows)
        );
        self.about(Code::Forbidden, message, model)
    }

    /// `Article.category`; none where the model may not be named.
    fn key_name(&self, key: ForeignKeyId) -> Option<String> {
        let key = &self.catalog[key];
        let object = self.shape.object_for(self.scope, key.model)?;
        let field = inflection::field(&key.name);
        Some(format!("`{}.{field}`", object.type_name))
    }

    /// None where the model may not be named.
    fn blocker(&self, blocker: &Blocker) -> Option<Value> {
        let key = &self.catalog[blocker.foreign_key];
        let shape = self.shape.object_for(self.scope, key.model)?;
        let sample = (blocker.sample.iter())
            .map(|row| Value::from(self.global_id(key.model, row)))
            .collect();
        let entries = [
            ("model", Value::from(shape.type_name.as_str())),
            ("field", Value::from(inflection::field(&key.name))),
            ("rule", Value::from(key.on_delete.name())),
            ("count", Value::from(blocker.count)),
            ("sample", Value::List(sample)),
        ];
        Some(object(entries))
    }

    pub(crate) fn problem(&self, problem: Problem) -> FieldProblem {
        let place = problem.place;
        let place = match problem.subject {
            Subject::Row | Subject::Place => place,
            Subject::Field(field) => match self.field_name(problem.model, field) {
                Some(name) => place.field(name),
                None => place,
            },
            Subject::ForeignKey(key) => place.field(inflection::field(&self.catalog[key].name)),
        };
        FieldProblem {
            place,
            code: problem.code,
            message: problem.message,
        }
    }

    /// The name of a field in inputs; none for one that the API does not show.
    fn field_name(&self, model: ModelId, id: FieldId) -> Option<String> {
        let facts = &self.catalog[model];
        let field = &facts[id];
        if field.is_foreign_key {
            let mut keys = self.catalog.foreign_keys().iter();
            let key = keys.find(|key| key.model == model && key.fields == [id])?;
            return Some(inflection::field(&key.name));
        }
        if facts.primary_key == [id] && field.name == "id" {
            return Some("pk".to_owned());
        }
        (!field.hidden).then(|| inflection::field(&field.name))
    }

    /// What one row of a model is called: by its type, where the API shows it.
    fn row(&self, model: ModelId) -> String {
        match &self.shape.objects[model.index()] {
            Some(object) => object.type_name.to_string(),
            None => "row".to_owned(),
        }
    }

    /// The id of a row that may not exist, with its type.
    fn id_of(&self, target: &Target) -> String {
        let type_name = self.row(target.model);
        match &target.key {
            Some(key) => self.global_id(target.model, key),
            None if target.id.starts_with(&format!("{type_name}:")) => target.id.clone(),
            None => format!("{type_name}:{}", target.id),
        }
    }

    fn global_id(&self, model: ModelId, key: &Key) -> String {
        id::to_global(&self.row(model), key.values().iter())
    }

    fn about(&self, code: Code, message: String, model: Option<ModelId>) -> Failure {
        let failure = Failure::new(code, message, self.pos, self.path.clone());
        let object = model.and_then(|model| self.shape.objects[model.index()].as_ref());
        match object {
            Some(object) => failure.with("model", object.type_name.as_str()),
            None => failure,
        }
    }
}

fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let entries = entries.into_iter();
    let entries: IndexMap<Name, Value> = entries
        .map(|(name, value)| (Name::new(name), value))
        .collect();
    Value::Object(entries)
}

/// The names on the way to a place.
fn names(place: &Place) -> impl Iterator<Item = &str> {
    place.0.iter().filter_map(|step| match step {
        Step::Name(name) => Some(name.as_str()),
        Step::Index(_) => None,
    })
}

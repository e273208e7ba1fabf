//! Root fields of mutations as writes.

use std::sync::Arc;

use async_graphql::{Positioned, parser::types::Field};
use relation::{
    catalog::{AccessorId, ModelId},
    lookup::Predicate,
    manager::{self, GetOrCreate, Place, RowInput, Target, ToManyInput, Within, Write},
};

use super::{
    Planner,
    input::Input,
    relation_input::{Data, RowsArgument},
    row_input::{Inputs, OverLimit, Taker},
};
use crate::{
    error::{Code, Failure, Wording, root_path},
    schema::{AT_MOST, InputShape, ManagerVerb, MutationKind},
};

/// The rows that a write of many may change or delete.
struct Many {
    filter: Predicate,
    at_most: u64,
}

impl<'a> Planner<'a> {
    /// What the field writes; none where it is refused.
    pub(super) fn write(
        &mut self,
        kind: MutationKind,
        field: &'a Positioned<Field>,
    ) -> Option<Write> {
        let n_failures = self.failures.len();
        let many = match kind {
            MutationKind::UpdateMany(model) | MutationKind::DeleteMany(model) => Some(Many {
                filter: self.write_filter(field, model),
                at_most: self.natural(field, "atMost").unwrap_or(AT_MOST.into()),
            }),
            _ => None,
        };
        let mut inputs = Inputs {
            catalog: self.catalog,
            shape: self.shape,
            limits: self.limits,
            document: self.document,
            field: &field.node,
            named: self.named,
            problems: Vec::new(),
            strangers: Vec::new(),
        };
        let n_rows = inputs.named.n_rows;
        let write = inputs.write(kind, many);
        self.add_cost(inputs.named.n_rows - n_rows);
        self.named = inputs.named;
        if let Ok(Some(write)) = &write {
            let found = manager::problems(self.catalog, write).into_iter();
            let wording = Wording {
                catalog: self.catalog,
                shape: self.shape,
                scope: self.scope,
                pos: field.pos,
                path: Vec::new(),
            };
            inputs
                .problems
                .extend(found.map(|found| wording.problem(found)));
        }
        let write = match write {
            Ok(write) => write,
            Err(over_limit) => {
                let OverLimit {
                    place,
                    problem,
                    setting,
                } = over_limit;
                let message = format!("{place}: {problem} (setting `{setting}`)");
                self.fail(Code::Limit, message, field.pos);
                None
            }
        };
        self.report(&inputs, field);
        write.filter(|_| self.failures.len() == n_failures)
    }

    /// The problems of all values as one failure, and the ids of other models as another.
    fn report(&mut self, inputs: &Inputs<'_>, field: &Positioned<Field>) {
        let path = || root_path(&self.path);
        let mut failures = Vec::new();
        if !inputs.problems.is_empty() {
            failures.push(Failure::invalid(&inputs.problems, field.pos, path()));
        }
        if let [first, more @ ..] = &inputs.strangers[..] {
            let message = match more.len() {
                0 => first.message.clone(),
                1 => format!("{}, and 1 more id is of another type", first.message),
                n => format!("{}, and {n} more ids are of another type", first.message),
            };
            let failure = Failure::new(Code::WrongType, message, field.pos, path());
            failures.push(failure.with("argument", first.place.to_string()));
        }
        self.failures.extend(failures);
    }
}

impl<'a> Inputs<'a> {
    /// None where an argument is missing or refused.
    fn write(
        &mut self,
        kind: MutationKind,
        many: Option<Many>,
    ) -> Result<Option<Write>, OverLimit> {
        let shape = self.shape;
        Ok(match kind {
            MutationKind::Create(model) => {
                let row = self.argument_row("input", shape.creates(model))?;
                row.map(|row| Write::Create {
                    model,
                    rows: vec![row],
                })
            }
            MutationKind::CreateMany(model) => self.create_many(model)?,
            MutationKind::Update(model) => {
                let target = self.argument_target("id", model)?;
                let input = self.argument_row("input", shape.updates(model))?;
                target
                    .zip(input)
                    .map(|(target, input)| Write::Update { target, input })
            }
            MutationKind::UpdateMany(model) => {
                let (before, bytes_before) = (self.named.n_rows, self.named.n_bytes);
                let input = self.argument_row("input", shape.updates(model))?;
                let Some((many, input)) = many.zip(input) else {
                    return Ok(None);
                };
                // Each row that matches is changed, and what its input nests is done for each.
                let n_named = self.named.n_rows - before;
                self.named.n_rows = before;
                let place = Place::default().field("atMost");
                self.count_rows(n_named.saturating_mul(many.at_most), &place)?;
                let n_bytes = self.named.n_bytes - bytes_before;
                let times = usize::try_from(many.at_most).unwrap_or(usize::MAX);
                self.named.n_bytes = bytes_before;
                self.count_bytes(n_bytes.saturating_mul(times), &place)?;
                Some(Write::UpdateMany {
                    model,
                    filter: many.filter,
                    input,
                    at_most: many.at_most,
                })
            }
            MutationKind::GetOrCreate(model) => self.get_or_create(model, None)?,
            MutationKind::UpdateOrCreate(model) => {
                let update = self.argument_row("input", shape.updates(model))?;
                self.get_or_create(model, update)?
            }
            MutationKind::Delete(model) => {
                let target = self.argument_target("id", model)?;
                let token = self.token();
                self.count_rows(1, &Place::default().field("id"))?;
                target.map(|target| Write::Delete { target, token })
            }
            MutationKind::DeleteMany(model) => {
                let token = self.token();
                let Some(Many { filter, at_most }) = many else {
                    return Ok(None);
                };
                self.count_rows(at_most, &Place::default().field("atMost"))?;
                Some(Write::DeleteMany {
                    model,
                    filter,
                    at_most,
                    token,
                })
            }
            MutationKind::Manage(accessor, verb) => self.manage(accessor, verb)?,
            MutationKind::GetOrCreateRelated(accessor) => self.related(accessor, None)?,
            MutationKind::UpdateOrCreateRelated(accessor) => {
                let target = self.catalog[accessor].target;
                let update = self.argument_row("input", shape.updates(target))?;
                self.related(accessor, update)?
            }
        })
    }

    /// What stands for a preview; null is as good as nothing.
    fn token(&mut self) -> Option<String> {
        let token = self.argument("token")?;
        match token.input() {
            Input::Null => None,
            Input::Text { text, .. } => Some(text.to_owned()),
            _ => {
                self.refuse_invalid(Place::default().field("token"), "must be a string");
                None
            }
        }
    }

    fn create_many(&mut self, model: ModelId) -> Result<Option<Write>, OverLimit> {
        let shape = self.shape.creates(model);
        let Some(((list, place), shape)) = self.required("inputs").zip(shape) else {
            return Ok(None);
        };
        let mut rows = Vec::new();
        for (index, object) in self.list(list, &place).into_iter().enumerate() {
            rows.push(self.row(shape, object, place.item(index), 0)?);
        }
        Ok(Some(Write::Create { model, rows }))
    }

    fn get_or_create(
        &mut self,
        model: ModelId,
        update: Option<RowInput>,
    ) -> Result<Option<Write>, OverLimit> {
        let unique = match self.required("where") {
            Some((value, place)) => self.unique(model, value, place)?,
            None => None,
        };
        let mut defaults = self.optional_row("defaults", self.shape.defaults(model))?;
        if defaults.is_none() && update.is_none() {
            // What a new row needs is missed here.
            defaults = Some(RowInput {
                place: Place::default().field("defaults"),
                ..RowInput::default()
            });
        }
        self.count_rows(1, &Place::default().field("where"))?;
        Ok(unique.map(|unique| {
            Write::GetOrCreate(Box::new(GetOrCreate {
                model,
                unique,
                defaults,
                update,
                within: None,
            }))
        }))
    }

    fn related(
        &mut self,
        accessor: AccessorId,
        update: Option<RowInput>,
    ) -> Result<Option<Write>, OverLimit> {
        let owner = self.owner(accessor)?;
        let through = self.through_defaults(accessor)?.map(Arc::new);
        let write = self.get_or_create(self.catalog[accessor].target, update)?;
        let (Some(owner), Some(Write::GetOrCreate(mut found))) = (owner, write) else {
            return Ok(None);
        };
        found.within = Some(Within {
            accessor,
            owner,
            through,
        });
        Ok(Some(Write::GetOrCreate(found)))
    }

    fn manage(
        &mut self,
        accessor: AccessorId,
        verb: ManagerVerb,
    ) -> Result<Option<Write>, OverLimit> {
        let owner = self.owner(accessor)?;
        let through = self.through_defaults(accessor)?.map(Arc::new);
        let data = through.as_ref().map_or(Data::None, Data::Shared);
        let argument = match verb {
            ManagerVerb::Clear => self.owner_argument(accessor),
            ManagerVerb::Create => "inputs",
            ManagerVerb::Add | ManagerVerb::Remove | ManagerVerb::Set => {
                self.rows_argument(accessor)
            }
        };
        let Some((value, place)) = self.required(argument) else {
            return Ok(None);
        };
        let mut change = ToManyInput {
            place: place.clone(),
            ..ToManyInput::default()
        };
        if verb == ManagerVerb::Set
            && let Some(clear) = self.argument("clear").filter(|clear| !clear.is_null())
        {
            change.clear = self.boolean(clear, Place::default().field("clear"));
        }
        let rows = RowsArgument {
            value,
            place,
            depth: 0,
        };
        self.change(accessor, verb, &rows, data, &mut change)?;
        Ok(owner.map(|owner| Write::Manage {
            accessor,
            owner,
            change,
        }))
    }

    /// The row whose relation is written.
    fn owner(&mut self, accessor: AccessorId) -> Result<Option<Target>, OverLimit> {
        let model = self.catalog[accessor].source;
        let target = self.argument_target(self.owner_argument(accessor), model)?;
        self.count_rows(1, &Place::default())?;
        Ok(target)
    }

    fn owner_argument(&self, accessor: AccessorId) -> &'a str {
        let manager = self.shape.manager(accessor);
        manager.map_or("id", |manager| &manager.owner_argument)
    }

    fn rows_argument(&self, accessor: AccessorId) -> &'a str {
        let manager = self.shape.manager(accessor);
        manager.map_or("ids", |manager| &manager.rows_argument)
    }

    /// The data that all new links get.
    fn through_defaults(&mut self, accessor: AccessorId) -> Result<Option<RowInput>, OverLimit> {
        let (name, Some(shape)) = ("throughDefaults", self.shape.through_input(accessor)) else {
            return Ok(None);
        };
        match self.argument(name).filter(|data| !data.is_null()) {
            Some(data) => {
                let place = Place::default().field(name);
                self.data(shape, data, place, 0).map(Some)
            }
            // Where a link is made that needs data, they are missed here.
            None => Ok(Some(RowInput {
                place: Place::default().field(name),
                ..RowInput::default()
            })),
        }
    }

    fn argument_target(&mut self, name: &str, model: ModelId) -> Result<Option<Target>, OverLimit> {
        match self.required(name) {
            Some((id, place)) => self.target(model, Taker::RootField, id, place),
            None => Ok(None),
        }
    }

    /// The row in an argument that has to be given.
    fn argument_row(
        &mut self,
        name: &str,
        shape: Option<&'a InputShape>,
    ) -> Result<Option<RowInput>, OverLimit> {
        match self.required(name).zip(shape) {
            Some(((row, place), shape)) => self.row(shape, row, place, 0).map(Some),
            None => Ok(None),
        }
    }

    /// The row in an argument that need not be given; null is as good as nothing.
    fn optional_row(
        &mut self,
        name: &str,
        shape: Option<&'a InputShape>,
    ) -> Result<Option<RowInput>, OverLimit> {
        let given = self.argument(name).filter(|row| !row.is_null());
        match given.zip(shape) {
            Some((row, shape)) => {
                let place = Place::default().field(name);
                self.row(shape, row, place, 0).map(Some)
            }
            None => Ok(None),
        }
    }
}

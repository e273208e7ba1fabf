//! What the arguments of a mutation say of related rows.

use std::sync::Arc;

use relation::{
    catalog::{AccessorId, ForeignKeyId, ModelId, Path},
    manager::{
        MemberInput, NewMember, Place, RowInput, Target, ToManyInput, ToOneInput, UniqueInput,
    },
    value::Key,
};
use sea_orm::Value;

use super::{
    input::Argument,
    row_input::{Inputs, OverLimit, Taker},
};
use crate::schema::{InputShape, ManagerVerb, UniqueField, UniqueGroup, UniqueMember};

/// The other end of a to-one relation.
struct End<'a> {
    accessor: AccessorId,
    target: ModelId,
    /// Whether it takes a row that exists.
    takes_existing: bool,
    create: Option<&'a InputShape>,
}

/// How links get their data.
#[derive(Clone, Copy)]
pub(super) enum Data<'a> {
    /// They have none.
    None,
    /// Each has its own, beside the row.
    Beside(&'a InputShape),
    /// All have the same.
    Shared(&'a Arc<RowInput>),
}

impl<'a> Inputs<'a> {
    /// To what a foreign key of the row refers; none where it is refused.
    pub(super) fn forward(
        &mut self,
        key: ForeignKeyId,
        value: Argument<'a>,
        place: Place,
        depth: usize,
    ) -> Result<Option<ToOneInput>, OverLimit> {
        let key = &self.catalog[key];
        if value.is_null() && !key.nullable {
            self.refuse_null(place);
            return Ok(None);
        }
        let end = End {
            accessor: key.forward,
            target: key.target,
            takes_existing: self.shape.to_one(key.target).takes_existing,
            create: self.shape.creates(key.target),
        };
        self.one_related(&end, value, place, depth)
    }

    /// What refers to the row by a one-to-one key of its own; none where it is refused.
    pub(super) fn reverse_one(
        &mut self,
        key: ForeignKeyId,
        value: Argument<'a>,
        place: Place,
        depth: usize,
    ) -> Result<Option<ToOneInput>, OverLimit> {
        let facts = &self.catalog[key];
        let end = End {
            accessor: facts.reverse.unwrap_or(facts.forward),
            target: facts.model,
            takes_existing: (self.shape.reverse_one(key)).is_some_and(|end| end.takes_existing),
            create: self.shape.child_create(key),
        };
        self.one_related(&end, value, place, depth)
    }

    fn one_related(
        &mut self,
        end: &End<'a>,
        value: Argument<'a>,
        place: Place,
        depth: usize,
    ) -> Result<Option<ToOneInput>, OverLimit> {
        if value.is_null() {
            return Ok(Some(ToOneInput::Null(place)));
        }
        let Some((name, value)) = self.only_field(value, &place) else {
            return Ok(None);
        };
        let place = place.field(name);
        match (name, end.create) {
            ("id", _) if end.takes_existing => {
                let target = self.target(end.target, Taker::Relation(end.accessor), value, place);
                Ok(target?.map(ToOneInput::Id))
            }
            ("get", _) if end.takes_existing => {
                let unique = self.unique(end.target, value, place);
                Ok(unique?.map(ToOneInput::Get))
            }
            ("create", Some(shape)) => {
                let row = self.row(shape, value, place, depth + 1)?;
                Ok(Some(ToOneInput::Create(Box::new(row))))
            }
            _ => {
                self.refuse_unknown(place);
                Ok(None)
            }
        }
    }

    /// What is done to the rows related to the row that is written.
    pub(super) fn many_related(
        &mut self,
        accessor: AccessorId,
        value: Argument<'a>,
        place: Place,
        depth: usize,
    ) -> Result<ToManyInput, OverLimit> {
        let shape = self.shape;
        let mut change = ToManyInput {
            place,
            ..ToManyInput::default()
        };
        let Some(fields) = self.object(value, &change.place) else {
            return Ok(change);
        };
        let manager = shape.manager(accessor);
        let verbs = manager.map_or(&[][..], |manager| &manager.verbs);
        let data = match shape.through_input(accessor) {
            Some(through) => Data::Beside(through),
            None => Data::None,
        };
        for (name, value) in fields {
            let place = change.place.field(name);
            match verbs.iter().find(|verb| verb.name() == name) {
                Some(ManagerVerb::Clear) => change.clear = self.boolean(value, place),
                Some(verb) => {
                    let rows = RowsArgument {
                        value,
                        place,
                        depth,
                    };
                    self.change(accessor, *verb, &rows, data, &mut change)?;
                }
                None => self.refuse_unknown(place),
            }
        }
        Ok(change)
    }

    /// Adds to `change` what is done to the rows of an argument.
    pub(super) fn change(
        &mut self,
        accessor: AccessorId,
        verb: ManagerVerb,
        rows: &RowsArgument<'a>,
        data: Data<'_>,
        change: &mut ToManyInput,
    ) -> Result<(), OverLimit> {
        match verb {
            ManagerVerb::Add => change.add = self.members(accessor, rows, data)?,
            ManagerVerb::Set => change.set = Some(self.members(accessor, rows, data)?),
            ManagerVerb::Remove => {
                let members = self.members(accessor, rows, Data::None)?;
                change.remove = members.into_iter().map(|member| member.target).collect();
            }
            ManagerVerb::Create => change.create = self.new_members(accessor, rows, data)?,
            ManagerVerb::Clear => change.clear = true,
        }
        Ok(())
    }

    fn members(
        &mut self,
        accessor: AccessorId,
        rows: &RowsArgument<'a>,
        data: Data<'_>,
    ) -> Result<Vec<MemberInput>, OverLimit> {
        let target = self.catalog[accessor].target;
        let mut members = Vec::new();
        for (index, value) in self.list(rows.value, &rows.place).into_iter().enumerate() {
            let place = rows.place.item(index);
            self.count_rows(1, &place)?;
            let id = self.with_data("id", value, place, rows.depth, data)?;
            let Some((id, place, through)) = id else {
                continue;
            };
            let target = self.target(target, Taker::Relation(accessor), id, place)?;
            members.extend(target.map(|target| MemberInput { target, through }));
        }
        Ok(members)
    }

    fn new_members(
        &mut self,
        accessor: AccessorId,
        rows: &RowsArgument<'a>,
        data: Data<'_>,
    ) -> Result<Vec<NewMember>, OverLimit> {
        let Some(shape) = self.shape.related_create(&self.catalog[accessor]) else {
            self.refuse_unknown(rows.place.clone());
            return Ok(Vec::new());
        };
        let mut members = Vec::new();
        for (index, value) in self.list(rows.value, &rows.place).into_iter().enumerate() {
            let place = rows.place.item(index);
            let node = self.with_data("node", value, place, rows.depth, data)?;
            if let Some((node, place, through)) = node {
                let row = self.row(shape, node, place, rows.depth + 1)?;
                members.push(NewMember { row, through });
            }
        }
        Ok(members)
    }

    /// What stands for a row, its place, and the data of the link to it; none where it is missing.
    /// Beside data of its own it stands under `name`.
    fn with_data(
        &mut self,
        name: &str,
        value: Argument<'a>,
        place: Place,
        depth: usize,
        data: Data<'_>,
    ) -> Result<Option<WithData<'a>>, OverLimit> {
        let shape = match data {
            Data::None => return Ok(Some((value, place, None))),
            Data::Shared(data) => {
                return Ok(Some((value, place, Some(Arc::clone(data)))));
            }
            Data::Beside(shape) => shape,
        };
        let Some(fields) = self.object(value, &place) else {
            return Ok(None);
        };
        let (mut row, mut through) = (None, None);
        for (field, value) in fields {
            let place = place.field(field);
            if field == name {
                row = Some((value, place));
            } else if field != "through" {
                self.refuse_unknown(place);
            } else if !value.is_null() || shape.has_required() {
                through = Some(Arc::new(self.data(shape, value, place, depth)?));
            }
        }
        if through.is_none() && shape.has_required() {
            self.refuse_missing(place.field("through"));
        }
        let Some((row, at)) = row else {
            self.refuse_missing(place.field(name));
            return Ok(None);
        };
        Ok(Some((row, at, through)))
    }

    /// The values of a unique key; none where they are refused.
    pub(super) fn unique(
        &mut self,
        model: ModelId,
        value: Argument<'a>,
        place: Place,
    ) -> Result<Option<UniqueInput>, OverLimit> {
        let shape = self.shape.uniques(model);
        let Some((name, value)) = self.only_field(value, &place) else {
            return Ok(None);
        };
        let at = place.field(name);
        let mut unique = UniqueInput {
            place,
            model,
            values: Vec::new(),
            forward: Vec::new(),
        };
        match shape.fields.get(name) {
            Some(UniqueField::Id) => {
                let taker = Taker::Unique(&shape.type_name);
                if let Some(target) = self.target(model, taker, value, at)? {
                    self.unique_id(target, &mut unique);
                }
            }
            Some(UniqueField::Field(id)) => {
                self.unique_member(UniqueMember::Field(*id), value, at, &mut unique)?;
            }
            Some(UniqueField::ForeignKey(key)) => {
                self.unique_member(UniqueMember::ForeignKey(*key), value, at, &mut unique)?;
            }
            Some(UniqueField::Group(group)) => {
                self.unique_group(group, value, &at, &mut unique)?;
            }
            None => self.refuse_unknown(at),
        }
        Ok(Some(unique))
    }

    /// The values in an id. Those that are keys of other rows are taken as such, so that they are
    /// looked for.
    fn unique_id(&mut self, target: Target, unique: &mut UniqueInput) {
        let (id, place) = (target.id.clone(), target.place.clone());
        let Some(mut values) = self.key_values(target) else {
            return;
        };
        let (catalog, model) = (self.catalog, &self.catalog[unique.model]);
        for accessor in catalog.accessors_of(model.id) {
            let Path::Forward(key) = accessor.path else {
                continue;
            };
            let key = &catalog[key];
            let is_plain = key.target_fields == catalog[key.target].primary_key;
            let value = |field| values.iter().find(|(known, _)| known == field);
            let found: Option<Vec<&Value>> =
                key.fields.iter().map(|f| Some(&value(f)?.1)).collect();
            let Some(found) = found.filter(|_| is_plain) else {
                continue;
            };
            let target = Target {
                model: key.target,
                key: Key::new(found.into_iter()),
                id: id.clone(),
                place: place.clone(),
            };
            values.retain(|(field, _)| !key.fields.contains(field));
            unique.forward.push((key.id, target));
        }
        unique.values = values;
    }

    fn unique_group(
        &mut self,
        group: &UniqueGroup,
        value: Argument<'a>,
        place: &Place,
        unique: &mut UniqueInput,
    ) -> Result<(), OverLimit> {
        let Some(given) = self.object(value, place) else {
            return Ok(());
        };
        for (name, value) in &given {
            let at = place.field(*name);
            match group.members.get(*name) {
                Some(member) => self.unique_member(*member, *value, at, unique)?,
                None => self.refuse_unknown(at),
            }
        }
        for name in group.members.keys() {
            if !given.iter().any(|(known, _)| known == name) {
                self.refuse_missing(place.field(name));
            }
        }
        Ok(())
    }

    fn unique_member(
        &mut self,
        member: UniqueMember,
        value: Argument<'a>,
        place: Place,
        unique: &mut UniqueInput,
    ) -> Result<(), OverLimit> {
        // Rows without a value have no part in a unique key.
        if value.is_null() {
            self.refuse_null(place);
            return Ok(());
        }
        match member {
            UniqueMember::Field(id) => {
                let value = self.value(&self.catalog[unique.model][id], value, place)?;
                unique.values.extend(value.map(|value| (id, value)));
            }
            UniqueMember::ForeignKey(key) => {
                let facts = &self.catalog[key];
                let taker = Taker::Relation(facts.forward);
                let target: Option<Target> = self.target(facts.target, taker, value, place)?;
                unique.forward.extend(target.map(|target| (key, target)));
            }
        }
        Ok(())
    }
}

/// What stands for a row, its place, and the data of the link to it.
type WithData<'a> = (Argument<'a>, Place, Option<Arc<RowInput>>);

/// A list of rows in an argument.
pub(super) struct RowsArgument<'a> {
    pub(super) value: Argument<'a>,
    pub(super) place: Place,
    /// The number of rows it is nested in, with the one that it is related to.
    pub(super) depth: usize,
}

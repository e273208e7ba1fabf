//! Finding a row by a unique key, or making it.
//!
//! Source: Django 5.2, `get_or_create` and `update_or_create`.

use std::ops::RangeInclusive;

use sea_orm::Value;

use super::{
    GetOrCreate, RowInput, ToManyInput, UniqueInput, Within, WriteError, Written, check,
    delta::Delta,
    held::Held,
    links::{NewLink, Novelty},
    related::child,
    save::NewRow,
    writer::Work,
};
use crate::{
    catalog::{AccessorId, FieldId, ForeignKey, IntWidth, Kind, Path},
    lookup::Predicate,
    query::Window,
    scope::Action,
    sql::Lock,
};

/// The numbers that a new row can be given where the database would count it: the first half of
/// those that its key can hold, and no more than every JSON client holds exactly. One near the last
/// number would leave the database none to give.
fn numbers(kind: &Kind) -> RangeInclusive<i64> {
    let greatest = match kind {
        Kind::Int(IntWidth::W8) => i64::from(i8::MAX) / 2,
        Kind::Int(IntWidth::W16) => i64::from(i16::MAX) / 2,
        Kind::Int(IntWidth::W32) => i64::from(i32::MAX) / 2,
        _ => (1 << 53) - 1,
    };
    1..=greatest
}

impl<'w> Work<'w> {
    pub(super) async fn get_or_create(
        &mut self,
        write: &'w GetOrCreate,
    ) -> Result<Written, WriteError> {
        let model = write.model;
        if let Some(found) = self.find(write).await? {
            let row = match &write.update {
                Some(update) => self.update_one(model, &found, update).await?,
                None => found,
            };
            return Ok(self.written(model, &[row]));
        }
        let input = write.defaults.as_ref().or(write.update.as_ref());
        let mut row = NewRow::of(input.unwrap_or(RowInput::EMPTY));
        self.give_unique_key(&write.unique, &mut row)?;
        let made = match &write.within {
            None => self.create(model, vec![row]).await?.remove(0),
            Some(within) => self.create_within(within, row).await?,
        };
        Ok(Written {
            created: true,
            ..self.written(model, &[made])
        })
    }

    /// Gives a new row the values of the unique key by which it was not found.
    fn give_unique_key(
        &self,
        unique: &'w UniqueInput,
        row: &mut NewRow<'w>,
    ) -> Result<(), WriteError> {
        let facts = &self.catalog[unique.model];
        let is_number = |(field, _): &&(FieldId, Value)| facts.primary_key.contains(field);
        let number = unique.values.iter().find(is_number);
        let number = number.filter(|_| facts.auto_increment);
        if let Some((field, Value::BigInt(Some(number)))) = number
            && !numbers(&facts[*field].kind).contains(number)
        {
            return Err(WriteError::NoMatch {
                model: unique.model,
                place: unique.place.clone(),
            });
        }
        row.wanted = self.known.unique_values(self.catalog, unique);
        Ok(())
    }

    /// The row with the unique key, among the rows related to the owner where there is one.
    async fn find(&mut self, write: &GetOrCreate) -> Result<Option<Held>, WriteError> {
        let (fields, key) = self.known.unique_key(self.catalog, &write.unique)?;
        let filter = Predicate::Key {
            fields,
            keys: vec![key],
        };
        let window = Window {
            limit: 1,
            ..Window::default()
        };
        let lock = write.update.as_ref().map(|_| Lock::Change);
        let Some(within) = &write.within else {
            let rows = self.rows(write.model, filter, window, lock).await?;
            return Ok(rows.into_iter().next());
        };
        let owner = self.target(&within.owner);
        let Some(owner) = owner.key(self.owner_fields(within.accessor)) else {
            return Ok(None);
        };
        let rows = self
            .related(within.accessor, &[owner], filter, window)
            .await?;
        Ok(rows.into_iter().next().map(|(_, row)| row))
    }

    /// Makes a row that is related to the owner.
    async fn create_within(
        &mut self,
        within: &'w Within,
        row: NewRow<'w>,
    ) -> Result<Held, WriteError> {
        let model = within.owner.model;
        let owner = self.target(&within.owner);
        let owner_key = self.key_of(model, &owner);
        self.may(model, Action::Change, &[owner_key]).await?;
        let Some(value) = owner.key(self.owner_fields(within.accessor)) else {
            let message = "lacks the value that is referred to, so nothing can be related to it";
            return Err(check::at(
                &within.owner.place,
                model,
                "invalid",
                message.to_owned(),
            ));
        };
        let Path::ManyToMany(link) = self.catalog[within.accessor].path else {
            let key = self.key_to_owner(within.accessor);
            let row = child(key, &value, row);
            let made = self.create(key.model, vec![row]).await?;
            return Ok(made.into_iter().next().expect("one row of one"));
        };
        let relation = self.relation(within.accessor, link);
        let made = self.create(relation.target.target, vec![row]).await?;
        let links = [NewLink {
            owner: 0,
            member: made[0].clone(),
            through: within.through.as_deref(),
            place: &within.owner.place,
        }];
        self.add_links(relation, &[value], &links, Novelty::Unknown)
            .await?;
        let owners = [(owner, ToManyInput::EMPTY)];
        self.linked(relation, &owners, links.iter(), &mut [Delta::default()]);
        Ok(made.into_iter().next().expect("one row of one"))
    }

    /// The key by which the rows of a to-many relation, or its links, refer to the owner.
    fn key_to_owner(&self, accessor: AccessorId) -> &'w ForeignKey {
        match self.catalog[accessor].path {
            Path::ManyToMany(link) => &self.catalog[link.source],
            Path::Reverse(key) | Path::ReverseOne(key) | Path::Forward(key) => &self.catalog[key],
        }
    }

    fn owner_fields(&self, accessor: AccessorId) -> &'w [FieldId] {
        &self.key_to_owner(accessor).target_fields
    }
}

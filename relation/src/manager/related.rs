//! The managers of relations by foreign key, from the side that is referred to: children move
//! between owners, for many owners at once.
//!
//! Source: Django 5.2, related objects reference, `add`, `remove`, `set`, `clear`, `create`.

use std::collections::{HashMap, HashSet};

use sea_orm::Value;

use super::{
    MemberInput, Place, Target, ToManyInput, WriteError, check, delta::Delta, held::Held,
    save::NewRow, writer::Work,
};
use crate::{
    catalog::{AccessorId, FieldId, ForeignKey, ForeignKeyId, ModelId, Path},
    lookup::Predicate,
    query::Window,
    scope::Action,
    sql,
    value::Key,
};

/// An owner, and what is to be done to the rows related to it.
pub(super) type Owner<'w> = (Held, &'w ToManyInput);

/// A child that is to belong to an owner.
pub(super) struct Move<'w> {
    /// The position of the owner.
    pub(super) owner: usize,
    pub(super) child: Held,
    pub(super) place: &'w Place,
}

impl<'w> Work<'w> {
    /// Changes a to-many relation of each owner.
    pub(super) async fn relate(
        &mut self,
        accessor: AccessorId,
        owners: Vec<Owner<'w>>,
        is_new: bool,
    ) -> Result<Vec<Delta>, WriteError> {
        let mut deltas: Vec<Delta> = owners.iter().map(|_| Delta::default()).collect();
        match self.catalog[accessor].path {
            Path::ManyToMany(link) => {
                self.relate_links(accessor, link, &owners, is_new, &mut deltas)
                    .await?;
            }
            Path::Reverse(key) | Path::ReverseOne(key) | Path::Forward(key) => {
                self.relate_children(accessor, key, &owners, is_new, &mut deltas)
                    .await?;
            }
        }
        Ok(deltas)
    }

    async fn relate_children(
        &mut self,
        accessor: AccessorId,
        key: ForeignKeyId,
        owners: &[Owner<'w>],
        is_new: bool,
        deltas: &mut [Delta],
    ) -> Result<(), WriteError> {
        let facts: &'w ForeignKey = &self.catalog[key];
        let values = self.owner_values(&facts.target_fields, facts.target, owners)?;
        let mut gone: Vec<(usize, Held)> = Vec::new();
        let mut moves: Vec<Move<'w>> = Vec::new();
        let members = if is_new {
            HashMap::new()
        } else {
            self.members_to_change(accessor, facts, owners, &values, deltas)
                .await?
        };
        for (owner, (_, change)) in owners.iter().enumerate() {
            let present = members.get(&owner).map(Vec::as_slice).unwrap_or_default();
            let set = set_keys(change);
            for member in present {
                let member_key = self.key_of(facts.model, member);
                let leaves = change.clear || !set.contains(&member_key);
                if facts.nullable && leaves {
                    gone.push((owner, member.clone()));
                }
            }
            for removed in &change.remove {
                let child = self.known.target(removed);
                if child.key(&facts.fields).as_ref() != Some(&values[owner]) {
                    return Err(self.not_related(facts.target, &owners[owner].0, removed));
                }
                gone.push((owner, child.clone()));
            }
            for member in wanted(change) {
                moves.push(Move {
                    owner,
                    child: self.known.target(&member.target).clone(),
                    place: &member.target.place,
                });
            }
        }
        self.unlink_children(facts, owners, gone, deltas).await?;
        let chosen = owners
            .iter()
            .filter(|(_, change)| wanted(change).next().is_some() || !change.create.is_empty());
        let chosen: Vec<(Key, Place)> = chosen
            .map(|(owner, change)| (self.key_of(facts.target, owner), change.place.clone()))
            .collect();
        self.check_choices(key, &chosen).await?;
        self.move_children(facts, owners, &values, moves, deltas)
            .await?;
        self.create_children(facts, owners, &values, deltas).await
    }

    /// The values by which related rows refer to the owners.
    pub(super) fn owner_values(
        &self,
        fields: &[FieldId],
        model: ModelId,
        owners: &[Owner<'w>],
    ) -> Result<Vec<Key>, WriteError> {
        let values = owners.iter().map(|(owner, change)| {
            owner.key(fields).ok_or_else(|| {
                let message = format!(
                    "nothing can be related to a {} without the value that is referred to",
                    self.catalog[model].name
                );
                check::at(&change.place, model, "invalid", message)
            })
        });
        values.collect()
    }

    /// The present children of the owners whose changes depend on them. What `clear` takes from
    /// a single owner is taken at once.
    async fn members_to_change(
        &mut self,
        accessor: AccessorId,
        key: &ForeignKey,
        owners: &[Owner<'w>],
        values: &[Key],
        deltas: &mut [Delta],
    ) -> Result<HashMap<usize, Vec<Held>>, WriteError> {
        if let [(owner, change)] = owners
            && change.clear
            && key.nullable
            && self.may_all(key.model, &[Action::View, Action::Change])
        {
            let changes: Vec<(FieldId, Value)> =
                self.nothing(&self.catalog[key.model], key.id).collect();
            let fields = self.fields(key.model);
            let facts = &self.catalog[key.model];
            let statement = self.change(facts, &key.fields, values, &changes, &fields);
            let rows = self.query(statement).await?;
            for child in self.decoded(key.model, &rows) {
                let child = self.key_of(key.model, &child);
                self.unlink(key.id, &child, self.key_of(key.target, owner));
                self.changes.updated.push((key.model, child.clone()));
                deltas[0].remove(child);
            }
            return Ok(HashMap::new());
        }
        let depends = |change: &ToManyInput| key.nullable && (change.clear || change.set.is_some());
        let positions: Vec<usize> = owners
            .iter()
            .enumerate()
            .filter(|(_, (_, change))| depends(change))
            .map(|(position, _)| position)
            .collect();
        self.members(accessor, &positions, values).await
    }

    /// The rows related to some of the owners that exist for the viewer.
    pub(super) async fn members(
        &mut self,
        accessor: AccessorId,
        positions: &[usize],
        values: &[Key],
    ) -> Result<HashMap<usize, Vec<Held>>, WriteError> {
        let owners: Vec<Key> = positions.iter().map(|p| values[*p].clone()).collect();
        let window = Window::all();
        let rows = self.related(accessor, &owners, Predicate::ALWAYS, window);
        let mut members: HashMap<usize, Vec<Held>> = HashMap::new();
        for (owner, row) in rows.await? {
            members.entry(positions[owner]).or_default().push(row);
        }
        Ok(members)
    }

    /// Sets the key of children to NULL.
    pub(super) async fn unlink_children(
        &mut self,
        key: &'w ForeignKey,
        owners: &[Owner<'w>],
        gone: Vec<(usize, Held)>,
        deltas: &mut [Delta],
    ) -> Result<(), WriteError> {
        let mut seen = HashSet::new();
        let gone: Vec<(usize, Key)> = gone
            .into_iter()
            .map(|(owner, child)| (owner, self.key_of(key.model, &child)))
            .filter(|(_, child)| seen.insert(child.clone()))
            .collect();
        if gone.is_empty() {
            return Ok(());
        }
        let keys: Vec<Key> = gone.iter().map(|(_, child)| child.clone()).collect();
        self.may(key.model, Action::Change, &keys).await?;
        let changes: Vec<(FieldId, Value)> =
            self.nothing(&self.catalog[key.model], key.id).collect();
        let place = &owners[gone[0].0].1.place;
        self.update_rows(key.model, &changes, &keys, place).await?;
        self.may(key.model, Action::Change, &keys).await?;
        for (owner, child) in gone {
            self.unlink(key.id, &child, self.key_of(key.target, &owners[owner].0));
            self.changes.updated.push((key.model, child.clone()));
            deltas[owner].remove(child);
        }
        Ok(())
    }

    /// Lets children refer to other owners.
    pub(super) async fn move_children(
        &mut self,
        key: &'w ForeignKey,
        owners: &[Owner<'w>],
        values: &[Key],
        moves: Vec<Move<'w>>,
        deltas: &mut [Delta],
    ) -> Result<(), WriteError> {
        let mut owner_of: HashMap<Key, usize> = HashMap::new();
        let mut coming: Vec<(Key, Move<'w>)> = Vec::new();
        for child_move in moves {
            let child = self.key_of(key.model, &child_move.child);
            match owner_of.get(&child) {
                Some(owner) if *owner == child_move.owner => continue,
                Some(_) => {
                    let message = "is given to two rows that it cannot both belong to".to_owned();
                    return Err(check::at(child_move.place, key.model, "repeated", message));
                }
                None => owner_of.insert(child.clone(), child_move.owner),
            };
            let is_there = child_move.child.key(&key.fields).as_ref()
                == Some(&values[child_move.owner])
                && !owners[child_move.owner].1.clear;
            if !is_there {
                self.check_stays(key, &child_move, &values[child_move.owner])?;
                coming.push((child, child_move));
            }
        }
        if coming.is_empty() {
            return Ok(());
        }
        let keys: Vec<Key> = coming.iter().map(|(child, _)| child.clone()).collect();
        self.may(key.model, Action::Change, &keys).await?;
        self.set_keys(key, values, &coming).await?;
        self.may(key.model, Action::Change, &keys).await?;
        let before = coming.iter().map(|(_, m)| m.child.key(&key.fields));
        let before = self.targets_of(key, before.collect()).await?;
        for ((child, child_move), before) in coming.into_iter().zip(before) {
            let owner = self.key_of(key.target, &owners[child_move.owner].0);
            if let Some(before) = before.filter(|before| *before != owner) {
                self.unlink(key.id, &child, before);
            }
            self.link(key.id, &child, owner);
            self.changes.updated.push((key.model, child.clone()));
            deltas[child_move.owner].add(child);
        }
        Ok(())
    }

    /// A key that shares fields with the primary key of the child can change only in the others.
    fn check_stays(
        &self,
        key: &ForeignKey,
        child_move: &Move<'_>,
        owner: &Key,
    ) -> Result<(), WriteError> {
        let primary_key = &self.catalog[key.model].primary_key;
        let fields = key.fields.iter().zip(owner.values());
        let mut shared = fields.filter(|(field, _)| primary_key.contains(field));
        if shared.all(|(field, value)| child_move.child.value(*field) == value) {
            return Ok(());
        }
        let message = "cannot move, because its own primary key would change".to_owned();
        Err(check::at(child_move.place, key.model, "invalid", message))
    }

    async fn set_keys(
        &mut self,
        key: &ForeignKey,
        values: &[Key],
        coming: &[(Key, Move<'w>)],
    ) -> Result<(), WriteError> {
        let facts = &self.catalog[key.model];
        let positions: Vec<usize> = (0..key.fields.len())
            .filter(|position| !facts.primary_key.contains(&key.fields[*position]))
            .collect();
        let fields: Vec<FieldId> = positions
            .iter()
            .map(|position| key.fields[*position])
            .collect();
        let value = |owner: usize, position: usize| values[owner].values()[position].clone();
        let first = coming[0].1.owner;
        if coming
            .iter()
            .all(|(_, child_move)| child_move.owner == first)
        {
            let changes: Vec<(FieldId, Value)> = positions
                .iter()
                .map(|position| (key.fields[*position], value(first, *position)))
                .collect();
            let keys: Vec<Key> = coming.iter().map(|(child, _)| child.clone()).collect();
            self.update_rows(key.model, &changes, &keys, coming[0].1.place)
                .await?;
            return Ok(());
        }
        let rows: Vec<Key> = coming
            .iter()
            .map(|(child, child_move)| {
                let owner = positions
                    .iter()
                    .map(|position| value(child_move.owner, *position));
                let values: Vec<Value> = child.values().iter().cloned().chain(owner).collect();
                Key::Many(values.into())
            })
            .collect();
        let returning = self.fields(key.model);
        let statement = sql::update_each(facts, &fields, &rows, &returning);
        let tried = coming.iter().map(|(child, child_move)| {
            let owner = positions
                .iter()
                .map(|p| (key.fields[*p], value(child_move.owner, *p)));
            (child_move.place, owner.collect(), Some(child.clone()))
        });
        match self.query(statement).await {
            Ok(_) => Ok(()),
            Err(error) => Err(self.refusal(error, key.model, tried.collect()).await),
        }
    }

    async fn create_children(
        &mut self,
        key: &'w ForeignKey,
        owners: &[Owner<'w>],
        values: &[Key],
        deltas: &mut [Delta],
    ) -> Result<(), WriteError> {
        let mut rows = Vec::new();
        let mut owner_of = Vec::new();
        for (owner, (held, change)) in owners.iter().enumerate() {
            for new in &change.create {
                rows.push(self.child(key, held, &values[owner], NewRow::of(&new.row)));
                owner_of.push(owner);
            }
        }
        let made = self.create(key.model, rows).await?;
        for (owner, child) in owner_of.into_iter().zip(made) {
            deltas[owner].add(self.key_of(key.model, &child));
        }
        Ok(())
    }

    /// The row with its key to the owner.
    pub(super) fn child(
        &self,
        key: &ForeignKey,
        owner: &Held,
        values: &Key,
        mut row: NewRow<'w>,
    ) -> NewRow<'w> {
        let values = values.values().iter().cloned();
        row.given.extend(key.fields.iter().copied().zip(values));
        row.parents.push((key.id, self.key_of(key.target, owner)));
        row
    }

    fn not_related(&self, owner_model: ModelId, owner: &Held, member: &Target) -> WriteError {
        WriteError::NotRelated {
            member: member.clone(),
            owner_model,
            owner: self.key_of(owner_model, owner),
        }
    }
}

/// The keys of the members that are to be the only ones.
pub(super) fn set_keys(change: &ToManyInput) -> HashSet<&Key> {
    let members = change.set.iter().flatten();
    members
        .filter_map(|member| member.target.key.as_ref())
        .collect()
}

/// The members that a change wants to be related.
pub(super) fn wanted(change: &ToManyInput) -> impl Iterator<Item = &MemberInput> {
    change.set.iter().flatten().chain(&change.add)
}

//! The managers of relations by foreign key, from the side that is referred to: children move
//! between owners, for many owners at once.
//!
//! Source: Django 5.2, related objects reference, `add`, `remove`, `set`, `clear`, `create`.

use std::collections::{HashMap, HashSet};

use sea_orm::Value;

use super::{
    MemberInput, Place, RowInput, Target, ToManyInput, WriteError, check, delta::Delta, held::Held,
    save::NewRow, ties::Rekeyed, writer::Work,
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

/// A child that is to come to an owner, or to leave it.
pub(super) struct Move<'w> {
    /// The position of the owner.
    pub(super) owner: usize,
    pub(super) child: Held,
    pub(super) place: &'w Place,
}

/// A child that comes to an owner, as it is and as it is going to be.
struct Coming<'w> {
    owner: usize,
    key: Key,
    before: Held,
    after: Held,
    changes: Vec<(FieldId, Value)>,
    place: &'w Place,
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
        let mut gone = if is_new || !facts.nullable {
            Vec::new()
        } else {
            self.leaving(accessor, facts, owners, &values, deltas)
                .await?
        };
        let mut moves = Vec::new();
        for (owner, (held, change)) in owners.iter().enumerate() {
            // What is cleared is gone already.
            for removed in change.remove.iter().filter(|_| !change.clear) {
                let child = self.target(removed);
                if child.key(&facts.fields).as_ref() != Some(&values[owner]) {
                    return Err(self.not_related(facts.target, held, removed));
                }
                gone.push(Move {
                    owner,
                    child,
                    place: &removed.place,
                });
            }
            moves.extend(wanted(change).map(|member| Move {
                owner,
                child: self.target(&member.target),
                place: &member.target.place,
            }));
        }
        self.unlink_children(facts, gone, deltas).await?;
        self.move_children(facts, &values, moves, deltas).await?;
        self.create_children(facts, owners, &values, deltas).await
    }

    /// The values by which related rows refer to the owners. The relation of one without them
    /// cannot be written.
    ///
    /// Source: Django 5.2, `create_reverse_many_to_one_manager`, `_check_fk_val`.
    pub(super) fn owner_values(
        &self,
        fields: &[FieldId],
        model: ModelId,
        owners: &[Owner<'w>],
    ) -> Result<Vec<Key>, WriteError> {
        let values = owners.iter().map(|(owner, change)| {
            owner.key(fields).ok_or_else(|| {
                let message = format!(
                    "cannot be related, because the {} lacks the value that is referred to",
                    self.catalog[model].name
                );
                check::at(&change.place, model, "invalid", message)
            })
        });
        values.collect()
    }

    /// The children that leave owners because of `clear` or `set`. What `clear` takes from a single
    /// owner is taken at once where no one has to look at it.
    async fn leaving(
        &mut self,
        accessor: AccessorId,
        key: &'w ForeignKey,
        owners: &[Owner<'w>],
        values: &[Key],
        deltas: &mut [Delta],
    ) -> Result<Vec<Move<'w>>, WriteError> {
        if let ([(_, change)], [value]) = (owners, values)
            && change.clear
            && self.catalog[key.model].validators.is_empty()
            && self.may_all(key.model, &[Action::View, Action::Change])
        {
            self.clear_children(key, change, value, &mut deltas[0])
                .await?;
            return Ok(Vec::new());
        }
        let mut gone = Vec::new();
        let members = self.members(accessor, owners, values).await?;
        for (owner, (_, change)) in owners.iter().enumerate() {
            let staying = self.staying(key.model, change);
            let own = |child: &&Held| child.key(&key.fields).as_ref() == Some(&values[owner]);
            // Others may have taken some away before they could be locked.
            for child in members.get(&owner).into_iter().flatten().filter(own) {
                if change.clear || !staying.contains(&self.key_of(key.model, child)) {
                    gone.push(Move {
                        owner,
                        child: child.clone(),
                        place: &change.place,
                    });
                }
            }
        }
        Ok(gone)
    }

    /// Takes all children from one owner, which is given by what they refer to.
    async fn clear_children(
        &mut self,
        key: &'w ForeignKey,
        change: &'w ToManyInput,
        owner: &Key,
        delta: &mut Delta,
    ) -> Result<(), WriteError> {
        let facts = &self.catalog[key.model];
        let changes: Vec<(FieldId, Value)> = self.nothing(facts, key.id).collect();
        let fields = self.fields(key.model);
        let keys = std::slice::from_ref(owner);
        let rows = self.changed(key.model, &key.fields, keys, &changes, &fields);
        let rows = rows.await?;
        self.check_number(rows.len(), &change.place)?;
        let before: Vec<(FieldId, Value)> = pairs(&key.fields, owner).collect();
        let after = self.decoded(key.model, rows);
        let gone = after.into_iter().map(|after| {
            let child = after.with(&before);
            let leaving = Move {
                owner: 0,
                child,
                place: &change.place,
            };
            (leaving, after)
        });
        self.unlinked(key, gone.collect(), std::slice::from_mut(delta))
            .await
    }

    /// The rows related to the owners that lose some by `clear` or `set`, as far as they exist for
    /// the viewer.
    pub(super) async fn members(
        &mut self,
        accessor: AccessorId,
        owners: &[Owner<'w>],
        values: &[Key],
    ) -> Result<HashMap<usize, Vec<Held>>, WriteError> {
        let depends = owners.iter().zip(values).enumerate();
        let depends = depends.filter_map(|(position, ((_, change), value))| {
            let is_looked_at = change.clear || change.set.is_some();
            is_looked_at.then(|| (position, value.clone()))
        });
        let (positions, keys): (Vec<usize>, Vec<Key>) = depends.unzip();
        let window = Window {
            limit: self.max_rows.saturating_add(1).min(i64::MAX as u64),
            ..Window::default()
        };
        let rows = self.related(accessor, &keys, Predicate::ALWAYS, window);
        let rows = rows.await?;
        if let Some(first) = positions.first() {
            self.check_number(rows.len(), &owners[*first].1.place)?;
        }
        let mut members: HashMap<usize, Vec<Held>> = HashMap::new();
        for (owner, row) in rows {
            members.entry(positions[owner]).or_default().push(row);
        }
        Ok(members)
    }

    /// The primary keys of the members that stay where others leave because of `set`.
    pub(super) fn staying(&self, model: ModelId, change: &ToManyInput) -> HashSet<Key> {
        let members = wanted(change);
        let members = members.map(|member| self.key_of(model, self.known.target(&member.target)));
        members.collect()
    }

    /// Fails where a change of a relation has to do with too many rows.
    pub(super) fn check_number(&self, n_rows: usize, place: &Place) -> Result<(), WriteError> {
        if n_rows as u64 <= self.max_rows {
            return Ok(());
        }
        Err(WriteError::TooMany {
            limit: self.max_rows,
            place: place.clone(),
        })
    }

    /// Sets the key of children to NULL.
    pub(super) async fn unlink_children(
        &mut self,
        key: &'w ForeignKey,
        gone: Vec<Move<'w>>,
        deltas: &mut [Delta],
    ) -> Result<(), WriteError> {
        let mut seen = HashSet::new();
        let is_first = |gone: &Move<'_>| seen.insert(self.key_of(key.model, &gone.child));
        let gone: Vec<Move<'w>> = gone.into_iter().filter(is_first).collect();
        let Some(first) = gone.first() else {
            return Ok(());
        };
        let place = first.place;
        let children = gone.iter().map(|gone| self.key_of(key.model, &gone.child));
        let keys: Vec<Key> = children.collect();
        self.may(key.model, Action::Change, &keys).await?;
        let facts = &self.catalog[key.model];
        let changes: Vec<(FieldId, Value)> = self.nothing(facts, key.id).collect();
        let rows = keys.iter().map(|key| (key.clone(), &changes[..]));
        let rows = rows.collect();
        self.check_changed(key.model, rows, place).await?;
        let after = self.update_rows(key.model, &changes, &keys, place).await?;
        self.may(key.model, Action::Change, &keys).await?;
        let gone = gone.into_iter().zip(after).collect();
        self.unlinked(key, gone, deltas).await
    }

    /// Takes note of children that have left their owners, as they were and as they are.
    async fn unlinked(
        &mut self,
        key: &'w ForeignKey,
        gone: Vec<(Move<'w>, Held)>,
        deltas: &mut [Delta],
    ) -> Result<(), WriteError> {
        let mut rekeyed = Vec::with_capacity(gone.len());
        for (gone, after) in gone {
            let child = self.key_of(key.model, &after);
            self.changes.updated.push((key.model, child.clone()));
            deltas[gone.owner].remove(child);
            rekeyed.push(Rekeyed {
                before: Some(gone.child),
                after,
                input: RowInput::EMPTY,
                place: gone.place,
            });
        }
        self.rekeyed(key.model, &rekeyed).await
    }

    /// Lets children refer to other owners, which are given by what is referred to.
    pub(super) async fn move_children(
        &mut self,
        key: &'w ForeignKey,
        owners: &[Key],
        moves: Vec<Move<'w>>,
        deltas: &mut [Delta],
    ) -> Result<(), WriteError> {
        let coming = self.children_to_move(key, owners, moves)?;
        let Some(first) = coming.first() else {
            return Ok(());
        };
        let keys: Vec<Key> = coming.iter().map(|coming| coming.key.clone()).collect();
        self.may(key.model, Action::Change, &keys).await?;
        let rows = coming.iter().map(|c| (c.key.clone(), &c.changes[..]));
        let rows = rows.collect();
        self.check_changed(key.model, rows, first.place).await?;
        self.move_all(key, &coming).await?;
        self.may(key.model, Action::Change, &keys).await?;
        let mut rekeyed = Vec::with_capacity(coming.len());
        for coming in coming {
            let child = (key.model, coming.key.clone());
            self.changes.updated.push(child);
            deltas[coming.owner].add(coming.key);
            rekeyed.push(Rekeyed {
                before: Some(coming.before),
                after: coming.after,
                input: RowInput::EMPTY,
                place: coming.place,
            });
        }
        self.rekeyed(key.model, &rekeyed).await
    }

    /// The children that are not yet where they are to come, each once.
    fn children_to_move(
        &self,
        key: &ForeignKey,
        owners: &[Key],
        moves: Vec<Move<'w>>,
    ) -> Result<Vec<Coming<'w>>, WriteError> {
        let mut owner_of: HashMap<Key, usize> = HashMap::new();
        let mut coming = Vec::new();
        for Move {
            owner,
            child,
            place,
        } in moves
        {
            let child_key = self.key_of(key.model, &child);
            match owner_of.get(&child_key) {
                Some(known) if *known == owner => continue,
                Some(_) => {
                    let message = "is given to two rows that it cannot both belong to".to_owned();
                    return Err(check::at(place, key.model, "repeated", message));
                }
                None => owner_of.insert(child_key.clone(), owner),
            };
            // It may have left its owner in the same change.
            let before = self.now(key.model, &child);
            let value = &owners[owner];
            if before.key(&key.fields).as_ref() == Some(value) {
                continue;
            }
            let changes = self.moved(key, &before, value, place)?;
            coming.push(Coming {
                owner,
                key: child_key,
                after: before.with(&changes),
                before,
                changes,
                place,
            });
        }
        Ok(coming)
    }

    /// The values that change where a child comes to refer to another owner. A key that shares
    /// fields with the primary key of the child can change only in the others.
    fn moved(
        &self,
        key: &ForeignKey,
        child: &Held,
        owner: &Key,
        place: &Place,
    ) -> Result<Vec<(FieldId, Value)>, WriteError> {
        let primary_key = &self.catalog[key.model].primary_key;
        let (shared, own): (Vec<_>, Vec<_>) =
            pairs(&key.fields, owner).partition(|(field, _)| primary_key.contains(field));
        let mut shared = shared.iter();
        if shared.all(|(field, value)| child.value(*field) == value) && !own.is_empty() {
            return Ok(own);
        }
        let message = "cannot move, because its own primary key would change".to_owned();
        Err(check::at(place, key.model, "invalid", message))
    }

    /// Writes the keys of children in one statement, whether they come to one owner or to many.
    async fn move_all(
        &mut self,
        key: &ForeignKey,
        coming: &[Coming<'w>],
    ) -> Result<(), WriteError> {
        let facts = &self.catalog[key.model];
        let (first, place) = (&coming[0].changes, coming[0].place);
        if coming.iter().all(|coming| coming.changes == *first) {
            let keys: Vec<Key> = coming.iter().map(|coming| coming.key.clone()).collect();
            self.update_rows(key.model, first, &keys, place).await?;
            return Ok(());
        }
        let fields: Vec<FieldId> = first.iter().map(|(field, _)| *field).collect();
        let rows = coming.iter().map(|coming| {
            let owner = coming.changes.iter().map(|(_, value)| value.clone());
            let values: Vec<Value> = coming.key.values().iter().cloned().chain(owner).collect();
            Key::Many(values.into())
        });
        let rows: Vec<Key> = rows.collect();
        let returned = self.fields(key.model);
        let statement = sql::update_each(self.dialect, facts, &fields, &rows, &returned);
        match self.attempt(statement).await {
            Ok(_) => Ok(()),
            Err(error) => {
                let tried = coming.iter();
                let tried = tried.map(|c| (c.place, c.changes.clone(), Some(c.key.clone())));
                Err(self.refusal(error, key.model, tried.collect()).await)
            }
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
        for (owner, (_, change)) in owners.iter().enumerate() {
            for new in &change.create {
                rows.push(child(key, &values[owner], NewRow::of(&new.row)));
                owner_of.push(owner);
            }
        }
        let made = self.create(key.model, rows).await?;
        for (owner, child) in owner_of.into_iter().zip(made) {
            deltas[owner].add(self.key_of(key.model, &child));
        }
        Ok(())
    }

    fn not_related(&self, owner_model: ModelId, owner: &Held, member: &Target) -> WriteError {
        WriteError::NotRelated {
            member: member.clone(),
            owner_model,
            owner: self.key_of(owner_model, owner),
        }
    }
}

/// The row with its key to an owner, which is given by what is referred to.
pub(super) fn child<'w>(key: &ForeignKey, owner: &Key, mut row: NewRow<'w>) -> NewRow<'w> {
    row.given.extend(pairs(&key.fields, owner));
    row
}

/// Fields with their values.
pub(super) fn pairs(fields: &[FieldId], values: &Key) -> impl Iterator<Item = (FieldId, Value)> {
    fields.iter().copied().zip(values.values().iter().cloned())
}

/// The members that a change wants to be related.
pub(super) fn wanted(change: &ToManyInput) -> impl Iterator<Item = &MemberInput> {
    change.set.iter().flatten().chain(&change.add)
}

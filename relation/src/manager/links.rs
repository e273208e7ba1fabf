//! The managers of many-to-many relations, for many owners at once: links are rows of the
//! through model.
//!
//! Source: Django 5.2, related objects reference, `add`, `remove`, `set`, `clear`, `create`.

use std::collections::{HashMap, HashSet};

use sea_orm::Value;

use super::{
    Place, RowInput, ToManyInput, Within, WriteError, check,
    delta::Delta,
    held::Held,
    related::{Owner, set_keys, wanted},
    save::NewRow,
    writer::Work,
};
use crate::{
    catalog::{AccessorId, FieldId, ForeignKey, Link, Path},
    changes::Tie,
    deletion,
    lookup::Predicate,
    query::Window,
    scope::Action,
    sql,
    value::Key,
};

/// A many-to-many relation, from one side.
#[derive(Clone, Copy)]
struct Relation<'w> {
    accessor: AccessorId,
    link: Link,
    source: &'w ForeignKey,
    target: &'w ForeignKey,
}

/// A link that is to be made.
struct NewLink<'w> {
    owner: usize,
    member: Held,
    through: Option<&'w RowInput>,
    place: &'w Place,
}

/// The two ends of a link, as its keys hold them.
type Ends = (Key, Key);

impl<'w> Work<'w> {
    fn relation(&self, accessor: AccessorId, link: Link) -> Relation<'w> {
        Relation {
            accessor,
            link,
            source: &self.catalog[link.source],
            target: &self.catalog[link.target],
        }
    }

    pub(super) async fn relate_links(
        &mut self,
        accessor: AccessorId,
        link: Link,
        owners: &[Owner<'w>],
        is_new: bool,
        deltas: &mut [Delta],
    ) -> Result<(), WriteError> {
        let relation = self.relation(accessor, link);
        let source = relation.source;
        let values = self.owner_values(&source.target_fields, source.target, owners)?;
        let mut present: HashMap<usize, Vec<Held>> = HashMap::new();
        if !is_new {
            let rest = self.clear_links(relation, owners, &values, deltas).await?;
            present = self.members(accessor, &rest, &values).await?;
        }
        let gone = self.leaving(relation, owners, &present);
        self.remove_links(relation, owners, &values, gone, deltas)
            .await?;
        let links = self.coming(relation, owners, &present);
        self.add_links(relation, owners, &values, links, is_new, deltas)
            .await?;
        self.create_members(relation, owners, &values, deltas).await
    }

    /// Takes at once all links of a single owner that loses them all; gives back the owners whose
    /// members have to be looked at.
    async fn clear_links(
        &mut self,
        relation: Relation<'w>,
        owners: &[Owner<'w>],
        values: &[Key],
        deltas: &mut [Delta],
    ) -> Result<Vec<usize>, WriteError> {
        if let [(_, change)] = owners
            && change.clear
            && self.may_delete_at_once(relation)
        {
            let mut ends = self
                .delete_links(relation, &relation.source.fields, values)
                .await?;
            if relation.link.symmetrical {
                let reversed = self
                    .delete_links(relation, &relation.target.fields, values)
                    .await?;
                ends.extend(
                    reversed
                        .into_iter()
                        .map(|(source, target)| (target, source)),
                );
            }
            let targets = ends.into_iter().map(|(_, target)| Some(target)).collect();
            let members = self.targets_of(relation.target, targets).await?;
            for member in members.into_iter().flatten() {
                self.note_unlinked(relation, &owners[0], member, &mut deltas[0]);
            }
            return Ok(Vec::new());
        }
        let owners = owners.iter().enumerate();
        let depends = owners.filter(|(_, (_, change))| change.clear || change.set.is_some());
        Ok(depends.map(|(position, _)| position).collect())
    }

    /// The links that are to go, by owner and member.
    fn leaving(
        &self,
        relation: Relation<'w>,
        owners: &[Owner<'w>],
        present: &HashMap<usize, Vec<Held>>,
    ) -> Vec<(usize, Held)> {
        let model = relation.target.target;
        let mut gone = Vec::new();
        for (owner, (_, change)) in owners.iter().enumerate() {
            let set = set_keys(change);
            for member in present.get(&owner).into_iter().flatten() {
                let key = self.key_of(model, member);
                if change.clear || !set.contains(&key) {
                    gone.push((owner, member.clone()));
                }
            }
            let removed = change.remove.iter();
            gone.extend(removed.map(|target| (owner, self.known.target(target).clone())));
        }
        gone
    }

    /// The links that are to be there and are not known to be.
    fn coming(
        &self,
        relation: Relation<'w>,
        owners: &[Owner<'w>],
        present: &HashMap<usize, Vec<Held>>,
    ) -> Vec<NewLink<'w>> {
        let model = relation.target.target;
        let mut links = Vec::new();
        for (owner, (_, change)) in owners.iter().enumerate() {
            let members = present.get(&owner).into_iter().flatten();
            let stay: HashSet<Key> = members
                .filter(|_| !change.clear)
                .map(|member| self.key_of(model, member))
                .collect();
            for member in wanted(change) {
                let held = self.known.target(&member.target);
                if !stay.contains(&self.key_of(model, held)) {
                    links.push(NewLink {
                        owner,
                        member: held.clone(),
                        through: member.through.as_ref(),
                        place: &member.target.place,
                    });
                }
            }
        }
        links
    }

    async fn remove_links(
        &mut self,
        relation: Relation<'w>,
        owners: &[Owner<'w>],
        values: &[Key],
        gone: Vec<(usize, Held)>,
        deltas: &mut [Delta],
    ) -> Result<(), WriteError> {
        let mut members: HashMap<Ends, (usize, Key)> = HashMap::new();
        let mut ends = Vec::new();
        for (owner, member) in gone {
            let Some(target) = member.key(&relation.target.target_fields) else {
                continue;
            };
            let key = self.key_of(relation.target.target, &member);
            let both = (values[owner].clone(), target);
            if relation.link.symmetrical {
                let reversed = (both.1.clone(), both.0.clone());
                members.insert(reversed.clone(), (owner, key.clone()));
                ends.push(reversed);
            }
            members.insert(both.clone(), (owner, key));
            ends.push(both);
        }
        let (fields, keys) = relation.pairs(&ends);
        if keys.is_empty() {
            return Ok(());
        }
        let deleted = if self.may_delete_at_once(relation) {
            self.delete_links(relation, &fields, &keys).await?
        } else {
            self.delete_by_rules(relation, &fields, &keys).await?
        };
        for ends in deleted {
            if let Some((owner, member)) = members.remove(&ends) {
                if relation.link.symmetrical {
                    members.remove(&(ends.1, ends.0));
                }
                self.note_unlinked(relation, &owners[owner], member, &mut deltas[owner]);
            }
        }
        Ok(())
    }

    /// Whether links can be deleted without looking at them: nothing refers to them and the
    /// viewer may see and delete all of them and see all members.
    fn may_delete_at_once(&self, relation: Relation<'w>) -> bool {
        let through = relation.link.through;
        let mut keys = self.catalog.foreign_keys().iter();
        !keys.any(|key| key.target == through)
            && self.may_all(through, &[Action::View, Action::Delete])
            && self.may_all(relation.target.target, &[Action::View])
    }

    /// Deletes the links that have one of these keys, and tells their ends.
    async fn delete_links(
        &mut self,
        relation: Relation<'w>,
        fields: &[FieldId],
        keys: &[Key],
    ) -> Result<Vec<Ends>, WriteError> {
        let model = relation.link.through;
        let facts = &self.catalog[model];
        let returning = self.fields(model);
        let statement = sql::delete_by_key(self.open(), facts, fields, keys, &returning);
        let rows = self.query(statement).await?;
        let mut ends = Vec::with_capacity(rows.len());
        for link in self.decoded(model, &rows) {
            if !facts.is_junction {
                let key = self.key_of(model, &link);
                self.changes.deleted.push((model, key));
            }
            ends.extend(relation.ends(&link));
        }
        Ok(ends)
    }

    /// Deletes the links that have one of these keys and that the viewer may see, and all that
    /// has to follow them.
    async fn delete_by_rules(
        &mut self,
        relation: Relation<'w>,
        fields: &[FieldId],
        keys: &[Key],
    ) -> Result<Vec<Ends>, WriteError> {
        let model = relation.link.through;
        let filter = Predicate::Key {
            fields: fields.to_vec(),
            keys: keys.to_vec(),
        };
        let links = self.rows(model, filter, Window::all()).await?;
        let keys: Vec<Key> = links.iter().map(|link| self.key_of(model, link)).collect();
        deletion::delete(
            self.txn,
            self.catalog,
            self.scope,
            model,
            &keys,
            self.changes,
        )
        .await?;
        Ok(links
            .iter()
            .filter_map(|link| relation.ends(link))
            .collect())
    }

    async fn add_links(
        &mut self,
        relation: Relation<'w>,
        owners: &[Owner<'w>],
        values: &[Key],
        links: Vec<NewLink<'w>>,
        is_new: bool,
        deltas: &mut [Delta],
    ) -> Result<(), WriteError> {
        let mut new: HashMap<Ends, usize> = HashMap::new();
        let mut ends: Vec<(Ends, usize)> = Vec::new();
        for (position, link) in links.iter().enumerate() {
            let target = link.member.key(&relation.target.target_fields);
            let Some(target) = target else {
                let message = "cannot be linked without the value that links refer to";
                let model = relation.target.target;
                return Err(check::at(link.place, model, "invalid", message.to_owned()));
            };
            let both = (values[link.owner].clone(), target);
            let mut wanted = vec![both.clone()];
            if relation.link.symmetrical && both.0 != both.1 {
                wanted.push((both.1, both.0));
            }
            for both in wanted {
                if let std::collections::hash_map::Entry::Vacant(entry) = new.entry(both.clone()) {
                    entry.insert(position);
                    ends.push((both, position));
                }
            }
        }
        if ends.is_empty() {
            return Ok(());
        }
        let made = if self.catalog[relation.link.through].is_junction {
            self.insert_links(relation, &links, &ends).await?
        } else {
            self.create_links(relation, owners, &links, ends, is_new)
                .await?
        };
        let mut noted = HashSet::new();
        for position in made {
            let link = &links[position];
            if noted.insert(position) {
                let member = self.key_of(relation.target.target, &link.member);
                self.changes.linked.push(Tie {
                    accessor: relation.accessor,
                    source: self.key_of(relation.source.target, &owners[link.owner].0),
                    target: member.clone(),
                });
                deltas[link.owner].add(member);
            }
        }
        Ok(())
    }

    /// Inserts the links of a plain junction, all in one statement that passes over those there
    /// are. Gives back the positions of those that there were not.
    async fn insert_links(
        &mut self,
        relation: Relation<'w>,
        links: &[NewLink<'w>],
        ends: &[(Ends, usize)],
    ) -> Result<Vec<usize>, WriteError> {
        let model = relation.link.through;
        let facts = &self.catalog[model];
        self.may(model, Action::Add, &[]).await?;
        let both: Vec<Ends> = ends.iter().map(|(both, _)| both.clone()).collect();
        let (fields, _) = relation.pairs(&[]);
        let mut rows = Vec::new();
        for (both, (_, position)) in both.iter().zip(ends) {
            let row = relation.values(both).ok_or_else(|| {
                let message = "cannot be linked: the keys of the link share a field, and the two \
                               rows differ in it";
                let place = links[*position].place;
                check::at(place, relation.target.target, "invalid", message.to_owned())
            })?;
            let value = |field: &FieldId| {
                let mut values = row.iter();
                let found = values.find(|(known, _)| known == field);
                found.expect("a value of each field").1.clone()
            };
            rows.push(fields.iter().map(value).collect::<Vec<Value>>());
        }
        let returning = self.fields(model);
        let positions: HashMap<&Ends, usize> = ends.iter().map(|(both, p)| (both, *p)).collect();
        let mut made = Vec::new();
        let mut keys = Vec::new();
        for chunk in rows.chunks(sql::most_rows(fields.len())) {
            let statement = sql::insert_new(facts, &fields, chunk.to_vec(), &returning);
            let inserted = match self.query(statement).await {
                Ok(inserted) => inserted,
                Err(error) => {
                    let place = links[ends[0].1].place;
                    return Err(self
                        .refusal(error, model, vec![(place, Vec::new(), None)])
                        .await);
                }
            };
            for link in self.decoded(model, &inserted) {
                keys.push(self.key_of(model, &link));
                let both = relation.ends(&link);
                made.extend(both.and_then(|both| positions.get(&both).copied()));
            }
        }
        self.may(model, Action::Add, &keys).await?;
        made.sort_unstable();
        Ok(made)
    }

    /// Makes the links that there are not as rows with data. Gives back their positions.
    async fn create_links(
        &mut self,
        relation: Relation<'w>,
        owners: &[Owner<'w>],
        links: &[NewLink<'w>],
        ends: Vec<(Ends, usize)>,
        is_new: bool,
    ) -> Result<Vec<usize>, WriteError> {
        let mut present = HashSet::new();
        if !is_new {
            let both: Vec<Ends> = ends.iter().map(|(both, _)| both.clone()).collect();
            let (fields, keys) = relation.pairs(&both);
            let found = self.present_links(relation, &fields, &keys).await?;
            present.extend(found);
        }
        let mut rows = Vec::new();
        let mut made = Vec::new();
        for (both, position) in ends {
            if present.contains(&both) {
                continue;
            }
            let link = &links[position];
            let mut row = NewRow::of(link.through.unwrap_or(RowInput::EMPTY));
            if link.through.is_none() {
                row.place = link.place;
            }
            row.given = relation.values(&both).ok_or_else(|| {
                let message = "cannot be linked: the keys of the link share a field, and the two \
                               rows differ in it";
                let model = relation.target.target;
                check::at(link.place, model, "invalid", message.to_owned())
            })?;
            let owner = self.key_of(relation.source.target, &owners[link.owner].0);
            let member = self.key_of(relation.target.target, &link.member);
            row.parents = vec![(relation.source.id, owner), (relation.target.id, member)];
            rows.push(row);
            made.push(position);
        }
        self.create(relation.link.through, rows).await?;
        Ok(made)
    }

    /// The ends of links that there are, whoever may see them.
    async fn present_links(
        &mut self,
        relation: Relation<'w>,
        fields: &[FieldId],
        keys: &[Key],
    ) -> Result<Vec<Ends>, WriteError> {
        let model = relation.link.through;
        let columns = self.fields(model);
        let reader = self.open_reader();
        let rows = reader.by_key(model, fields, keys, &columns).await?;
        let links = rows.into_iter().flatten();
        let links = links.map(|row| Held::new(columns.clone(), row));
        Ok(links.filter_map(|link| relation.ends(&link)).collect())
    }

    async fn create_members(
        &mut self,
        relation: Relation<'w>,
        owners: &[Owner<'w>],
        values: &[Key],
        deltas: &mut [Delta],
    ) -> Result<(), WriteError> {
        let mut rows = Vec::new();
        let mut new = Vec::new();
        for (owner, (_, change)) in owners.iter().enumerate() {
            for member in &change.create {
                rows.push(NewRow::of(&member.row));
                new.push((owner, member));
            }
        }
        let made = self.create(relation.target.target, rows).await?;
        let links = new
            .into_iter()
            .zip(made)
            .map(|((owner, new), member)| NewLink {
                owner,
                member,
                through: new.through.as_ref(),
                place: &new.row.place,
            })
            .collect();
        self.add_links(relation, owners, values, links, true, deltas)
            .await
    }

    /// Makes a row that is related to the owner.
    pub(super) async fn create_within(
        &mut self,
        within: &'w Within,
        row: NewRow<'w>,
    ) -> Result<Held, WriteError> {
        let owner = self.known.target(&within.owner).clone();
        let owner_key = self.key_of(within.owner.model, &owner);
        self.may(within.owner.model, Action::Change, &[owner_key])
            .await?;
        let owners = [(owner, ToManyInput::EMPTY)];
        match self.catalog[within.accessor].path {
            Path::ManyToMany(link) => {
                let relation = self.relation(within.accessor, link);
                let source = relation.source;
                let values = self.owner_values(&source.target_fields, source.target, &owners)?;
                let made = self.create(relation.target.target, vec![row]).await?;
                let link = NewLink {
                    owner: 0,
                    member: made[0].clone(),
                    through: within.through.as_ref(),
                    place: &within.owner.place,
                };
                let mut delta = [Delta::default()];
                self.add_links(relation, &owners, &values, vec![link], true, &mut delta)
                    .await?;
                Ok(made.into_iter().next().expect("one row of one"))
            }
            Path::Reverse(key) | Path::ReverseOne(key) | Path::Forward(key) => {
                let key = &self.catalog[key];
                let values = self.owner_values(&key.target_fields, key.target, &owners)?;
                let row = self.child(key, &owners[0].0, &values[0], row);
                let made = self.create(key.model, vec![row]).await?;
                Ok(made.into_iter().next().expect("one row of one"))
            }
        }
    }

    fn note_unlinked(
        &mut self,
        relation: Relation<'w>,
        owner: &Owner<'w>,
        member: Key,
        delta: &mut Delta,
    ) {
        self.changes.unlinked.push(Tie {
            accessor: relation.accessor,
            source: self.key_of(relation.source.target, &owner.0),
            target: member.clone(),
        });
        delta.remove(member);
    }

    /// The fields by which the owner of a to-many relation is referred to.
    pub(super) fn owner_fields(&self, accessor: AccessorId) -> &'w [FieldId] {
        let key = match self.catalog[accessor].path {
            Path::ManyToMany(link) => link.source,
            Path::Reverse(key) | Path::ReverseOne(key) | Path::Forward(key) => key,
        };
        &self.catalog[key].target_fields
    }
}

impl Relation<'_> {
    /// The fields of both keys, each once, and the keys made of the ends. Ends that no link can
    /// have are left out.
    fn pairs(&self, ends: &[Ends]) -> (Vec<FieldId>, Vec<Key>) {
        let mut fields = self.source.fields.clone();
        let new = self.target.fields.iter();
        fields.extend(new.filter(|field| !self.source.fields.contains(field)));
        let keys = ends.iter().filter_map(|ends| {
            let values = self.values(ends)?;
            Key::new(values.iter().map(|(_, value)| value))
        });
        let keys = keys.collect();
        (fields, keys)
    }

    /// The values of a link's keys, in the order of its fields; none where the two keys share a
    /// field and differ in it.
    fn values(&self, (source, target): &Ends) -> Option<Vec<(FieldId, Value)>> {
        let pairs = |key: &ForeignKey, values: &Key| -> Vec<(FieldId, Value)> {
            let values = values.values().iter().cloned();
            key.fields.iter().copied().zip(values).collect()
        };
        let mut all = pairs(self.source, source);
        for (field, value) in pairs(self.target, target) {
            match all.iter().find(|(known, _)| *known == field) {
                Some((_, known)) if *known == value => {}
                Some(_) => return None,
                None => all.push((field, value)),
            }
        }
        Some(all)
    }

    /// The ends of a link; none where one of its keys is NULL.
    fn ends(&self, link: &Held) -> Option<Ends> {
        Some((
            link.key(&self.source.fields)?,
            link.key(&self.target.fields)?,
        ))
    }
}

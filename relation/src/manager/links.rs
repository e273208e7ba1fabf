//! The managers of many-to-many relations, for many owners at once: links are rows of the
//! through model.
//!
//! Source: Django 5.2, related objects reference, `add`, `remove`, `set`, `clear`, `create`.

use std::collections::{HashMap, HashSet};

use sea_orm::Value;

use super::{
    Place, RowInput, WriteError, check,
    delta::Delta,
    held::Held,
    related::{Owner, pairs, wanted},
    save::NewRow,
    writer::Work,
};
use crate::{
    catalog::{AccessorId, FieldId, ForeignKey, Link},
    changes::Tie,
    lookup::Predicate,
    scope::Action,
    sql,
    value::Key,
};

/// A many-to-many relation, from one side.
#[derive(Clone, Copy)]
pub(super) struct Relation<'w> {
    pub(super) accessor: AccessorId,
    pub(super) link: Link,
    pub(super) source: &'w ForeignKey,
    pub(super) target: &'w ForeignKey,
}

/// A link that is to be made.
pub(super) struct NewLink<'w> {
    /// The position of the owner.
    pub(super) owner: usize,
    pub(super) member: Held,
    pub(super) through: Option<&'w RowInput>,
    pub(super) place: &'w Place,
}

/// Whether rows that are to be linked can be linked already.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Novelty {
    /// They can.
    Unknown,
    /// They cannot: one of them is new.
    New,
}

/// The two ends of a link, as its keys hold them.
pub(super) type Ends = (Key, Key);

impl<'w> Work<'w> {
    pub(super) fn relation(&self, accessor: AccessorId, link: Link) -> Relation<'w> {
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
        let (present, novelty) = if is_new {
            (HashMap::new(), Novelty::New)
        } else {
            let present = self.remove_links(relation, owners, &values, deltas).await?;
            (present, Novelty::Unknown)
        };
        let links = self.coming(relation, owners, &present);
        let made = self.add_links(relation, &values, &links, novelty).await?;
        self.linked(
            relation,
            owners,
            made.into_iter().map(|at| &links[at]),
            deltas,
        );
        self.create_members(relation, owners, &values, deltas).await
    }

    /// The links that are to be there and are not known to be.
    fn coming(
        &self,
        relation: Relation<'w>,
        owners: &[Owner<'w>],
        present: &HashMap<usize, HashSet<Key>>,
    ) -> Vec<NewLink<'w>> {
        let model = relation.target.target;
        let mut links = Vec::new();
        for (owner, (_, change)) in owners.iter().enumerate() {
            let present = present.get(&owner);
            for member in wanted(change) {
                let held = self.target(&member.target);
                let key = self.key_of(model, &held);
                if !present.is_some_and(|present| present.contains(&key)) {
                    links.push(NewLink {
                        owner,
                        member: held,
                        through: member.through.as_deref(),
                        place: &member.target.place,
                    });
                }
            }
        }
        links
    }

    /// Makes links that there are not. Gives back the positions of those that their owner did not
    /// have.
    pub(super) async fn add_links(
        &mut self,
        relation: Relation<'w>,
        values: &[Key],
        links: &[NewLink<'w>],
        novelty: Novelty,
    ) -> Result<Vec<usize>, WriteError> {
        let mut known: HashSet<Ends> = HashSet::new();
        let mut wanted: Vec<(Ends, usize)> = Vec::new();
        // The links as their owners have them.
        let mut own: HashMap<Ends, usize> = HashMap::new();
        for (position, link) in links.iter().enumerate() {
            let source = values[link.owner].clone();
            let Some(target) = link.member.key(&relation.target.target_fields) else {
                let message = "cannot be linked without the value that links refer to";
                let model = relation.target.target;
                return Err(check::at(link.place, model, "invalid", message.to_owned()));
            };
            let mut both = vec![(source.clone(), target.clone())];
            if relation.link.symmetrical && source != target {
                both.push((target.clone(), source.clone()));
            }
            own.entry((source, target)).or_insert(position);
            for ends in both {
                if known.insert(ends.clone()) {
                    wanted.push((ends, position));
                }
            }
        }
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let made = if self.catalog[relation.link.through].is_junction {
            self.insert_links(relation, links, &wanted).await?
        } else {
            self.create_links(relation, links, wanted, novelty).await?
        };
        let made = made.iter().filter_map(|ends| own.remove(ends));
        let mut made: Vec<usize> = made.collect();
        made.sort_unstable();
        Ok(made)
    }

    /// Takes note of links that owners have now.
    pub(super) fn linked<'l>(
        &mut self,
        relation: Relation<'w>,
        owners: &[Owner<'w>],
        links: impl Iterator<Item = &'l NewLink<'w>>,
        deltas: &mut [Delta],
    ) where
        'w: 'l,
    {
        for link in links {
            let member = self.key_of(relation.target.target, &link.member);
            self.changes.linked.push(Tie {
                accessor: relation.accessor,
                source: self.key_of(relation.source.target, &owners[link.owner].0),
                target: member.clone(),
            });
            deltas[link.owner].add(member);
        }
    }

    /// Inserts the links of a plain junction, all in one statement that passes over those there
    /// are. Gives back those that there were not.
    async fn insert_links(
        &mut self,
        relation: Relation<'w>,
        links: &[NewLink<'w>],
        wanted: &[(Ends, usize)],
    ) -> Result<Vec<Ends>, WriteError> {
        let model = relation.link.through;
        self.may(model, Action::Add, &[]).await?;
        let fields = relation.fields();
        let mut rows = Vec::with_capacity(wanted.len());
        for (ends, position) in wanted {
            let link = relation.values_at(ends, links[*position].place)?;
            rows.push(
                link.into_iter()
                    .map(|(_, value)| value)
                    .collect::<Vec<Value>>(),
            );
        }
        let returned = self.fields(model);
        let mut made = Vec::new();
        let mut keys = Vec::new();
        for chunk in rows.chunks(sql::most_rows(fields.len())) {
            let inserted = self.inserted_new(model, &fields, chunk.to_vec(), &returned);
            let inserted = match inserted.await {
                Ok(inserted) => inserted,
                Err(error) => {
                    let tried = (links[wanted[0].1].place, Vec::new(), None);
                    return Err(self.refusal(error, model, vec![tried]).await);
                }
            };
            for link in self.decoded(model, inserted) {
                keys.push(self.key_of(model, &link));
                made.extend(relation.ends(&link));
            }
        }
        self.may(model, Action::Add, &keys).await?;
        self.check_ends(relation, links, wanted).await?;
        Ok(made)
    }

    /// Checks that the keys of links may refer to what they do.
    async fn check_ends(
        &self,
        relation: Relation<'w>,
        links: &[NewLink<'w>],
        wanted: &[(Ends, usize)],
    ) -> Result<(), WriteError> {
        for (key, of) in [
            (relation.source, (|(source, _)| source) as fn(&Ends) -> &Key),
            (relation.target, |(_, target)| target),
        ] {
            if key.choices.is_none() {
                continue;
            }
            let values = wanted.iter().map(|(ends, _)| Some(of(ends).clone()));
            let targets = self.targets_of(key, values.collect()).await?;
            let chosen = targets.into_iter().zip(wanted);
            let chosen: Vec<(Key, Place)> = chosen
                .filter_map(|(target, (_, link))| Some((target?, links[*link].place.clone())))
                .collect();
            self.check_choices(key.id, &chosen).await?;
        }
        Ok(())
    }

    /// Makes the links that there are not as rows with data, and gives them back.
    async fn create_links(
        &mut self,
        relation: Relation<'w>,
        links: &[NewLink<'w>],
        wanted: Vec<(Ends, usize)>,
        novelty: Novelty,
    ) -> Result<Vec<Ends>, WriteError> {
        let present = if novelty == Novelty::New {
            HashSet::new()
        } else {
            self.present_links(relation, &wanted).await?
        };
        let mut rows = Vec::new();
        let mut made = Vec::new();
        for (ends, position) in wanted {
            if present.contains(&ends) {
                continue;
            }
            let link = &links[position];
            let mut row = NewRow::of(link.through.unwrap_or(RowInput::EMPTY));
            if link.through.is_none() {
                row.place = link.place;
            }
            row.given = relation.values_at(&ends, link.place)?;
            rows.push(row);
            made.push(ends);
        }
        self.create(relation.link.through, rows).await?;
        Ok(made)
    }

    /// The links that there are, whoever may see them.
    async fn present_links(
        &mut self,
        relation: Relation<'w>,
        wanted: &[(Ends, usize)],
    ) -> Result<HashSet<Ends>, WriteError> {
        let model = relation.link.through;
        let columns = self.fields(model);
        let keys = relation.keys(wanted.iter().map(|(ends, _)| ends));
        let reader = self.open_reader();
        let fields = relation.fields();
        let rows = reader.by_key(model, &fields, &keys, &columns).await?;
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
        // What a new row nests can link it to its owner already.
        let mut inputs = new.iter().map(|(_, member)| &member.row);
        let novelty = if inputs.all(|row| row.to_many.is_empty()) {
            Novelty::New
        } else {
            Novelty::Unknown
        };
        let made = self.create(relation.target.target, rows).await?;
        let links = new.into_iter().zip(made);
        let links: Vec<NewLink<'w>> = links
            .map(|((owner, new), member)| NewLink {
                owner,
                member,
                through: new.through.as_deref(),
                place: &new.row.place,
            })
            .collect();
        self.add_links(relation, values, &links, novelty).await?;
        self.linked(relation, owners, links.iter(), deltas);
        Ok(())
    }
}

impl Relation<'_> {
    /// The fields of both keys, each once.
    pub(super) fn fields(&self) -> Vec<FieldId> {
        let mut fields = self.source.fields.clone();
        let new = self.target.fields.iter();
        fields.extend(new.filter(|field| !self.source.fields.contains(field)));
        fields
    }

    /// The keys of links over [`fields`](Self::fields); ends that no link can have are left out.
    pub(super) fn keys<'e>(&self, ends: impl Iterator<Item = &'e Ends>) -> Vec<Key> {
        let keys = ends.filter_map(|ends| {
            let values = self.values(ends)?;
            Key::new(values.iter().map(|(_, value)| value))
        });
        keys.collect()
    }

    /// The values of a link's keys over [`fields`](Self::fields), in their order; none where the two keys share a
    /// field and differ in it.
    fn values(&self, (source, target): &Ends) -> Option<Vec<(FieldId, Value)>> {
        let mut all: Vec<(FieldId, Value)> = pairs(&self.source.fields, source).collect();
        for (field, value) in pairs(&self.target.fields, target) {
            match all.iter().find(|(known, _)| *known == field) {
                Some((_, known)) if *known == value => {}
                Some(_) => return None,
                None => all.push((field, value)),
            }
        }
        Some(all)
    }

    fn values_at(&self, ends: &Ends, place: &Place) -> Result<Vec<(FieldId, Value)>, WriteError> {
        self.values(ends).ok_or_else(|| {
            let message = "cannot be linked: the keys of the link share a field, and the two rows \
                           differ in it";
            check::at(place, self.target.target, "invalid", message.to_owned())
        })
    }

    /// The links of owners, which are given by what they refer to, that lead to nothing; none where
    /// no link can.
    pub(super) fn targetless(&self, owners: Vec<Key>) -> Option<Predicate> {
        if owners.is_empty() || !self.target.nullable {
            return None;
        }
        let of_owners = Predicate::Key {
            fields: self.source.fields.clone(),
            keys: owners,
        };
        let fields = self.target.fields.iter();
        let nulls = fields.map(|field| Predicate::is_null(*field)).collect();
        Some(Predicate::All(vec![of_owners, Predicate::Any(nulls)]))
    }

    /// The ends of a link; none where one of its keys is NULL.
    pub(super) fn ends(&self, link: &Held) -> Option<Ends> {
        Some((
            link.key(&self.source.fields)?,
            link.key(&self.target.fields)?,
        ))
    }
}

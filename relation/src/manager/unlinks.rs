//! How links of many-to-many relations go: at once where no one has to look at them, else by the
//! rules of deletion.

use std::collections::{HashMap, HashSet};

use super::{
    WriteError,
    delta::Delta,
    links::{Ends, Relation},
    related::Owner,
    writer::Work,
};
use crate::{
    catalog::FieldId,
    changes::Tie,
    deletion::{self, Roots},
    lookup::Predicate,
    query::Window,
    scope::Action,
    sql::Lock,
    value::Key,
};

/// The members whose links are to go, by the position of the owner and the ends of the link.
type Going = HashMap<Ends, (usize, Key)>;

impl<'w> Work<'w> {
    /// Removes the links that `clear`, `set` and `remove` say. Gives back the members that owners
    /// with a `set` keep.
    pub(super) async fn remove_links(
        &mut self,
        relation: Relation<'w>,
        owners: &[Owner<'w>],
        values: &[Key],
        deltas: &mut [Delta],
    ) -> Result<HashMap<usize, HashSet<Key>>, WriteError> {
        if let ([owner], [value]) = (owners, values)
            && owner.1.clear
            && self.may_delete_at_once(relation)
        {
            self.clear_links(relation, owner, value, &mut deltas[0])
                .await?;
            return Ok(HashMap::new());
        }
        let model = relation.target.target;
        let mut going = Going::new();
        let mut kept: HashMap<usize, HashSet<Key>> = HashMap::new();
        let mut present = self.members(relation.accessor, owners, values).await?;
        for (owner, (_, change)) in owners.iter().enumerate() {
            let source = &values[owner];
            let staying = self.staying(model, change);
            let removed = change.remove.iter().map(|target| self.target(target));
            let members = present.remove(&owner).into_iter().flatten();
            for (member, is_removed) in members
                .map(|member| (member, false))
                .chain(removed.map(|member| (member, true)))
            {
                let key = self.key_of(model, &member);
                if is_removed || change.clear || !staying.contains(&key) {
                    let target = member.key(&relation.target.target_fields);
                    going.extend(target.map(|target| ((source.clone(), target), (owner, key))));
                } else {
                    kept.entry(owner).or_default().insert(key);
                }
            }
        }
        let cleared = owners.iter().zip(values);
        let cleared = cleared.filter(|((_, change), _)| change.clear);
        let cleared = cleared.map(|(_, value)| value.clone()).collect();
        let targetless = relation.targetless(cleared);
        self.delete_going(relation, owners, going, targetless, deltas)
            .await?;
        Ok(kept)
    }

    /// Deletes the links that go, and those that meet another condition.
    async fn delete_going(
        &mut self,
        relation: Relation<'w>,
        owners: &[Owner<'w>],
        mut going: Going,
        besides: Option<Predicate>,
        deltas: &mut [Delta],
    ) -> Result<(), WriteError> {
        let mut ends: Vec<Ends> = going.keys().cloned().collect();
        if relation.link.symmetrical {
            let reversed = going
                .keys()
                .map(|(source, target)| (target.clone(), source.clone()));
            ends.extend(reversed);
        }
        let keys = relation.keys(ends.iter());
        let going_links = (!keys.is_empty()).then(|| Predicate::Key {
            fields: relation.fields(),
            keys,
        });
        let condition = match (going_links, besides) {
            (Some(going), Some(besides)) => Predicate::Any(vec![going, besides]),
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => return Ok(()),
        };
        let deleted = if self.may_delete_at_once(relation) {
            self.delete_links(relation, &condition).await?
        } else {
            self.delete_by_rules(relation, condition).await?
        };
        // A pair can be linked more than once.
        for ends in deleted {
            if let Some((owner, member)) = going.remove(&ends) {
                self.note_unlinked(relation, &owners[owner], member, &mut deltas[owner]);
            }
        }
        Ok(())
    }

    /// Takes all links of an owner, which is given by what they refer to.
    async fn clear_links(
        &mut self,
        relation: Relation<'w>,
        owner: &Owner<'w>,
        value: &Key,
        delta: &mut Delta,
    ) -> Result<(), WriteError> {
        let referring = |fields: &[FieldId]| Predicate::Key {
            fields: fields.to_vec(),
            keys: vec![value.clone()],
        };
        let from_owner = referring(&relation.source.fields);
        let ends = self.delete_links(relation, &from_owner).await?;
        if relation.link.symmetrical {
            let to_owner = referring(&relation.target.fields);
            self.delete_links(relation, &to_owner).await?;
        }
        self.check_number(ends.len(), &owner.1.place)?;
        let targets = ends.into_iter().map(|(_, target)| Some(target)).collect();
        let members = self.targets_of(relation.target, targets).await?;
        let mut seen = HashSet::new();
        for member in members.into_iter().flatten() {
            if seen.insert(member.clone()) {
                self.note_unlinked(relation, owner, member, delta);
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

    /// Deletes the links that meet a condition, and tells their ends.
    async fn delete_links(
        &mut self,
        relation: Relation<'w>,
        condition: &Predicate,
    ) -> Result<Vec<Ends>, WriteError> {
        let model = relation.link.through;
        let facts = &self.catalog[model];
        let returned = self.fields(model);
        let rows = self.deleted(model, condition, &returned).await?;
        let mut ends = Vec::with_capacity(rows.len());
        for link in self.decoded(model, rows) {
            if !facts.is_junction {
                let key = self.key_of(model, &link);
                self.changes.deleted.push((model, key));
            }
            ends.extend(relation.ends(&link));
        }
        Ok(ends)
    }

    /// Deletes the links that meet a condition and that the viewer may see, and all that has to
    /// follow them.
    async fn delete_by_rules(
        &mut self,
        relation: Relation<'w>,
        condition: Predicate,
    ) -> Result<Vec<Ends>, WriteError> {
        let model = relation.link.through;
        let links = self
            .rows(model, condition, Window::all(), Some(Lock::Delete))
            .await?;
        let keys: Vec<Key> = links.iter().map(|link| self.key_of(model, link)).collect();
        deletion::delete(
            self.txn,
            self.catalog,
            self.scope,
            &[Roots::by_key(self.catalog, model, &keys)],
            None,
            self.changes,
        )
        .await?;
        Ok(links
            .iter()
            .filter_map(|link| relation.ends(link))
            .collect())
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
}

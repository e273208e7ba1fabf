//! The managers of one-to-one relations, from the side that is referred to, for many owners at
//! once.
//!
//! Source: Django 5.2, `ReverseOneToOneDescriptor.__set__`: the row that referred to the owner before
//! is not detached.

use super::{
    Place, ToOneInput, WriteError, check,
    delta::Delta,
    held::Held,
    related::{Move, child},
    save::NewRow,
    writer::Work,
};
use crate::{
    catalog::{ForeignKey, ForeignKeyId},
    lookup::Predicate,
    query::Window,
    sql::Lock,
    value::Key,
};

impl<'w> Work<'w> {
    /// Changes what refers to each owner by a one-to-one key.
    pub(super) async fn relate_one(
        &mut self,
        key: ForeignKeyId,
        owners: Vec<(Held, &'w ToOneInput)>,
        is_new: bool,
    ) -> Result<(), WriteError> {
        let facts: &'w ForeignKey = &self.catalog[key];
        let (mut lonely, mut moves, mut new) = (Vec::new(), Vec::new(), Vec::new());
        let mut values = Vec::with_capacity(owners.len());
        for (owner, to) in owners {
            let value = match (owner.key(&facts.target_fields), to) {
                (Some(value), _) => value,
                // Nothing refers to it.
                (None, ToOneInput::Null(_)) => continue,
                (None, _) => {
                    let message = "cannot refer to a row that lacks the value that is referred to";
                    let message = message.to_owned();
                    return Err(check::at(to.place(), facts.target, "invalid", message));
                }
            };
            let mut comes = |child| {
                moves.push(Move {
                    owner: values.len(),
                    child,
                    place: to.place(),
                });
            };
            match to {
                ToOneInput::Null(_) if is_new => {}
                ToOneInput::Null(place) => lonely.push((value.clone(), place)),
                ToOneInput::Create(row) => {
                    new.push(child(facts, &value, NewRow::of(row)));
                }
                ToOneInput::Id(target) => comes(self.target(target)),
                ToOneInput::Get(unique) => comes(self.by_unique(unique)?),
            }
            values.push(value);
        }
        let mut deltas: Vec<Delta> = values.iter().map(|_| Delta::default()).collect();
        self.detach(facts, &lonely, &mut deltas).await?;
        self.move_children(facts, &values, moves, &mut deltas)
            .await?;
        self.create(facts.model, new).await?;
        Ok(())
    }

    /// Lets nothing refer to owners, which are given by what is referred to.
    async fn detach(
        &mut self,
        key: &'w ForeignKey,
        owners: &[(Key, &'w Place)],
        deltas: &mut [Delta],
    ) -> Result<(), WriteError> {
        let Some((_, place)) = owners.first() else {
            return Ok(());
        };
        let filter = Predicate::Key {
            fields: key.fields.clone(),
            keys: owners.iter().map(|(value, _)| value.clone()).collect(),
        };
        let children = self
            .rows(key.model, filter, Window::all(), Some(Lock::Change))
            .await?;
        if !key.nullable && !children.is_empty() {
            let message = format!(
                "must not be null, because its {} must refer to something",
                self.catalog[key.model].name
            );
            return Err(check::at(place, key.target, "required", message));
        }
        let gone = children.into_iter().map(|child| Move {
            owner: 0,
            child,
            place,
        });
        self.unlink_children(key, gone.collect(), deltas).await
    }
}

//! The managers of one-to-one relations, from the side that is referred to.
//!
//! Source: Django 5.2, `ReverseOneToOneDescriptor.__set__`.

use super::{
    Place, ToManyInput, ToOneInput, WriteError, check, delta::Delta, held::Held, related::Move,
    save::NewRow, writer::Work,
};
use crate::{
    catalog::{ForeignKey, ForeignKeyId},
    lookup::Predicate,
    query::Window,
    value::Key,
};

impl<'w> Work<'w> {
    /// Changes what refers to each owner by a one-to-one key.
    ///
    /// Source: Django 5.2, `ReverseOneToOneDescriptor.__set__`: the row that referred to the owner
    /// before is not detached.
    pub(super) async fn relate_one(
        &mut self,
        key: ForeignKeyId,
        owners: Vec<(Held, &'w ToOneInput)>,
        is_new: bool,
    ) -> Result<(), WriteError> {
        let facts: &'w ForeignKey = &self.catalog[key];
        let mut new = Vec::new();
        for (owner, to) in &owners {
            let child = match to {
                ToOneInput::Null(_) if is_new => continue,
                ToOneInput::Null(place) => {
                    self.detach(facts, owner, place).await?;
                    continue;
                }
                ToOneInput::Create(row) => {
                    let values = referred(facts, owner, &row.place)?;
                    new.push(self.child(facts, owner, &values, NewRow::of(row)));
                    continue;
                }
                ToOneInput::Id(target) => (self.known.target(target).clone(), &target.place),
                ToOneInput::Get(unique) => {
                    let child = self.known.unique(self.catalog, unique)?;
                    (child.clone(), &unique.place)
                }
            };
            let (child, place) = child;
            self.attach(facts, owner, child, place).await?;
        }
        self.create(facts.model, new).await?;
        Ok(())
    }

    /// Lets a row refer to the owner.
    async fn attach(
        &mut self,
        key: &'w ForeignKey,
        owner: &Held,
        child: Held,
        place: &'w Place,
    ) -> Result<(), WriteError> {
        let values = [referred(key, owner, place)?];
        let child_move = Move {
            owner: 0,
            child,
            place,
        };
        let owners = [(owner.clone(), ToManyInput::EMPTY)];
        self.move_children(
            key,
            &owners,
            &values,
            vec![child_move],
            &mut [Delta::default()],
        )
        .await
    }

    /// Lets nothing refer to the owner.
    async fn detach(
        &mut self,
        key: &'w ForeignKey,
        owner: &Held,
        place: &Place,
    ) -> Result<(), WriteError> {
        let Some(values) = owner.key(&key.target_fields) else {
            return Ok(());
        };
        let filter = Predicate::Key {
            fields: key.fields.clone(),
            keys: vec![values],
        };
        let children = self.rows(key.model, filter, Window::all()).await?;
        let Some(child) = children.into_iter().next() else {
            return Ok(());
        };
        if !key.nullable {
            let message = format!(
                "must not be null, because its {} must refer to something",
                self.catalog[key.model].name
            );
            return Err(check::at(place, key.target, "required", message));
        }
        let owners = [(owner.clone(), ToManyInput::EMPTY)];
        let gone = vec![(0, child)];
        self.unlink_children(key, &owners, gone, &mut [Delta::default()])
            .await
    }
}

/// The values by which a row refers to the owner.
fn referred(key: &ForeignKey, owner: &Held, place: &Place) -> Result<Key, WriteError> {
    owner.key(&key.target_fields).ok_or_else(|| {
        let message = "nothing can refer to a row without the value that is referred to";
        check::at(place, key.target, "invalid", message.to_owned())
    })
}

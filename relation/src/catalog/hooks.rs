//! What an entity's `ActiveModelBehavior` does around the writing of a row, without its types.

use std::fmt;

use futures_util::future::{self, BoxFuture, FutureExt};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ActiveValue, DbErr, EntityTrait, IdenStatic,
    IntoActiveModel, Iterable, ModelTrait, TryIntoModel, Value,
};

use super::{FieldId, variants};
use crate::{
    transaction::Transaction,
    value::{is_null, normalize},
};

/// One value for each field of a model, in the order of [`Model::fields`](super::Model::fields).
/// Values are [normalized](crate::value::normalize).
pub type Draft = Vec<ActiveValue<Value>>;

/// The hooks of one entity.
///
/// They take values in any form that the column can hold, and give drafts with normalized values.
/// A value that is none of the column's type is a [`DbErr::Type`], which names the table and the
/// column. Stored rows are taken as relation reads them, because SeaORM cannot read all that it
/// writes: on SQLite neither whole decimals nor unsigned numbers of 64 bits.
#[derive(Clone, Copy)]
pub struct Hooks {
    new_draft: fn() -> Draft,
    before_insert: for<'a> fn(Draft, &'a Transaction) -> Drafting<'a>,
    before_update: BeforeUpdate,
    after_save: AfterSave,
    before_delete: AroundDelete,
    after_delete: AroundDelete,
}

type BeforeUpdate = for<'a> fn(&[Value], Vec<(FieldId, Value)>, &'a Transaction) -> Drafting<'a>;
type AfterSave = for<'a> fn(&[Value], bool, &'a Transaction) -> BoxFuture<'a, Result<(), DbErr>>;
type AroundDelete = for<'a> fn(&[Value], &'a Transaction) -> BoxFuture<'a, Result<(), DbErr>>;
type Drafting<'a> = BoxFuture<'a, Result<Draft, DbErr>>;

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hooks").finish_non_exhaustive()
    }
}

impl Hooks {
    pub(super) fn of<E>() -> Self
    where
        E: EntityTrait<
                Model: IntoActiveModel<<E as EntityTrait>::ActiveModel>,
                ActiveModel: TryIntoModel<<E as EntityTrait>::Model> + Send,
            >,
    {
        Self {
            new_draft: new_draft::<E>,
            before_insert: before_insert::<E>,
            before_update: before_update::<E>,
            after_save: after_save::<E>,
            before_delete: before_delete::<E>,
            after_delete: after_delete::<E>,
        }
    }

    /// A new row as the entity's `ActiveModelBehavior::new` fills it.
    pub fn new_draft(&self) -> Draft {
        (self.new_draft)()
    }

    /// What `before_save` makes of a row that is about to be inserted.
    ///
    /// # Errors
    ///
    /// What the entity's code says, and [`DbErr::Type`] for a value that the column cannot hold.
    pub fn before_insert<'a>(
        &self,
        draft: Draft,
        txn: &'a Transaction,
    ) -> BoxFuture<'a, Result<Draft, DbErr>> {
        (self.before_insert)(draft, txn)
    }

    /// What `before_save` makes of a stored row that is about to change. `row` holds the values of
    /// all fields, in their order. The result is `Unchanged` where a value stays and `Set` where it
    /// is written, be it to the same value.
    ///
    /// # Errors
    ///
    /// What the entity's code says, and [`DbErr::Type`] for a value that the column cannot hold,
    /// be it given or stored.
    pub fn before_update<'a>(
        &self,
        row: &[Value],
        changes: Vec<(FieldId, Value)>,
        txn: &'a Transaction,
    ) -> BoxFuture<'a, Result<Draft, DbErr>> {
        (self.before_update)(row, changes, txn)
    }

    /// Runs `after_save` for a row that was inserted, or else updated. `row` holds the values of
    /// all fields, in their order, as they are stored now.
    ///
    /// # Errors
    ///
    /// What the entity's code says, and [`DbErr::Type`] for a stored value that the column cannot
    /// hold.
    pub fn after_save<'a>(
        &self,
        row: &[Value],
        insert: bool,
        txn: &'a Transaction,
    ) -> BoxFuture<'a, Result<(), DbErr>> {
        (self.after_save)(row, insert, txn)
    }

    /// Runs `before_delete` for a row that is about to be deleted. `row` holds the values of all
    /// fields, in their order.
    ///
    /// # Errors
    ///
    /// What the entity's code says, and [`DbErr::Type`] for a stored value that the column cannot
    /// hold.
    pub fn before_delete<'a>(
        &self,
        row: &[Value],
        txn: &'a Transaction,
    ) -> BoxFuture<'a, Result<(), DbErr>> {
        (self.before_delete)(row, txn)
    }

    /// Runs `after_delete` for a row that was deleted, as [`before_delete`](Self::before_delete).
    ///
    /// # Errors
    ///
    /// As [`before_delete`](Self::before_delete).
    pub fn after_delete<'a>(
        &self,
        row: &[Value],
        txn: &'a Transaction,
    ) -> BoxFuture<'a, Result<(), DbErr>> {
        (self.after_delete)(row, txn)
    }
}

fn new_draft<E: EntityTrait>() -> Draft {
    draft::<E>(&E::ActiveModel::new())
}

fn before_insert<E>(draft: Draft, txn: &Transaction) -> Drafting<'_>
where
    E: EntityTrait<ActiveModel: Send>,
{
    let mut active = <E::ActiveModel as ActiveModelTrait>::default();
    for (column, value) in E::Column::iter().zip(draft) {
        let set = match value {
            ActiveValue::Set(value) | ActiveValue::Unchanged(value) => {
                set::<E>(&mut active, column, &value)
            }
            ActiveValue::NotSet => Ok(()),
        };
        if let Err(error) = set {
            return future::ready(Err(error)).boxed();
        }
    }
    before_save::<E>(active, true, txn)
}

fn before_update<'a, E>(
    row: &[Value],
    changes: Vec<(FieldId, Value)>,
    txn: &'a Transaction,
) -> Drafting<'a>
where
    E: EntityTrait<
            Model: IntoActiveModel<<E as EntityTrait>::ActiveModel>,
            ActiveModel: TryIntoModel<<E as EntityTrait>::Model> + Send,
        >,
{
    let active = stored::<E>(row).and_then(|model| {
        let mut active = model.into_active_model();
        for (field, value) in changes {
            let column = E::Column::iter().nth(field.index());
            set::<E>(&mut active, column.expect("a field of the model"), &value)?;
        }
        Ok(active)
    });
    match active {
        Ok(active) => before_save::<E>(active, false, txn),
        Err(error) => future::ready(Err(error)).boxed(),
    }
}

fn before_save<E>(active: E::ActiveModel, insert: bool, txn: &Transaction) -> Drafting<'_>
where
    E: EntityTrait<ActiveModel: Send>,
{
    async move {
        let active = active.before_save(txn, insert).await?;
        Ok(draft::<E>(&active))
    }
    .boxed()
}

fn after_save<'a, E>(
    row: &[Value],
    insert: bool,
    txn: &'a Transaction,
) -> BoxFuture<'a, Result<(), DbErr>>
where
    E: EntityTrait<ActiveModel: TryIntoModel<<E as EntityTrait>::Model> + Send>,
{
    let model = stored::<E>(row);
    async move {
        E::ActiveModel::after_save(model?, txn, insert).await?;
        Ok(())
    }
    .boxed()
}

fn before_delete<'a, E>(row: &[Value], txn: &'a Transaction) -> BoxFuture<'a, Result<(), DbErr>>
where
    E: EntityTrait<
            Model: IntoActiveModel<<E as EntityTrait>::ActiveModel>,
            ActiveModel: TryIntoModel<<E as EntityTrait>::Model> + Send,
        >,
{
    let model = stored::<E>(row);
    async move {
        model?.into_active_model().before_delete(txn).await?;
        Ok(())
    }
    .boxed()
}

fn after_delete<'a, E>(row: &[Value], txn: &'a Transaction) -> BoxFuture<'a, Result<(), DbErr>>
where
    E: EntityTrait<
            Model: IntoActiveModel<<E as EntityTrait>::ActiveModel>,
            ActiveModel: TryIntoModel<<E as EntityTrait>::Model> + Send,
        >,
{
    let model = stored::<E>(row);
    async move {
        model?.into_active_model().after_delete(txn).await?;
        Ok(())
    }
    .boxed()
}

/// The row of these values.
fn stored<E>(row: &[Value]) -> Result<E::Model, DbErr>
where
    E: EntityTrait<ActiveModel: TryIntoModel<<E as EntityTrait>::Model>>,
{
    let mut active = <E::ActiveModel as ActiveModelTrait>::default();
    for (column, value) in E::Column::iter().zip(row) {
        set::<E>(&mut active, column, value)?;
    }
    active.try_into_model()
}

fn draft<E: EntityTrait>(active: &E::ActiveModel) -> Draft {
    E::Column::iter()
        .map(|column| match active.get(column) {
            ActiveValue::Set(value) => ActiveValue::Set(normalize(value)),
            ActiveValue::Unchanged(value) => ActiveValue::Unchanged(normalize(value)),
            ActiveValue::NotSet => ActiveValue::NotSet,
        })
        .collect()
}

fn set<E: EntityTrait>(
    active: &mut E::ActiveModel,
    column: E::Column,
    value: &Value,
) -> Result<(), DbErr> {
    let held = E::Model::get_value_type(column);
    let fits = variants::of(value, &held)
        .into_iter()
        .any(|variant| active.try_set(column, variant).is_ok());
    if fits {
        return Ok(());
    }
    Err(DbErr::Type(format!(
        "{}.{} cannot hold {}",
        E::default().table_name(),
        column.as_str(),
        if is_null(value) { "NULL" } else { "the value" },
    )))
}

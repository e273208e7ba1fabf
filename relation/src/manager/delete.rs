//! Deleting rows that a request names or describes, and what follows them.

use super::{Target, WriteError, Written, save::hook_refusal, writer::Work};
use crate::{
    catalog::{FieldId, ModelId},
    deletion::{self, Roots},
    query::Row,
    scope::Action,
    sql::Lock,
    value::Key,
};

impl Work<'_> {
    /// Deletes one row. The entity's hooks run around it, as those of `Model.delete` in Django;
    /// rows that follow run none.
    pub(super) async fn delete_one(
        &mut self,
        target: &Target,
        token: Option<&str>,
    ) -> Result<Written, WriteError> {
        let Some((key, row)) = self.whole(target).await? else {
            return Err(WriteError::NotFound(vec![target.clone()]));
        };
        self.may(target.model, Action::Delete, std::slice::from_ref(&key))
            .await?;
        let (txn, hooks) = (self.txn, &self.catalog[target.model].hooks);
        let refusal = |error| hook_refusal(error, target.model, &target.place);
        hooks.before_delete(&row, txn).await.map_err(refusal)?;
        let written = self.delete(target.model, vec![key], token).await?;
        hooks.after_delete(&row, txn).await.map_err(refusal)?;
        Ok(written)
    }

    /// Deletes rows that exist.
    pub(super) async fn delete(
        &mut self,
        model: ModelId,
        keys: Vec<Key>,
        token: Option<&str>,
    ) -> Result<Written, WriteError> {
        let roots = [Roots::by_key(self.catalog, model, &keys)];
        let (catalog, scope) = (self.catalog, self.scope);
        let deleted = deletion::delete(self.txn, catalog, scope, &roots, token, self.changes);
        Ok(Written {
            deleted: deleted.await?,
            keys,
            ..Written::default()
        })
    }

    /// A row with all of its fields, locked; none where it is not there.
    async fn whole(&self, target: &Target) -> Result<Option<(Key, Row)>, WriteError> {
        let Some(key) = &target.key else {
            return Ok(None);
        };
        let facts = &self.catalog[target.model];
        let fields: Vec<FieldId> = facts.field_ids().collect();
        let (reader, keys) = (self.reader(Some(Lock::Delete)), std::slice::from_ref(key));
        let found = reader.by_key(target.model, &facts.primary_key, keys, &fields);
        let row = found.await?.pop().flatten();
        Ok(row.map(|row| (key.clone(), row)))
    }
}

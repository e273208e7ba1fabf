//! What the viewer may do with rows.

use sea_orm::Value;

use super::{WriteError, writer::Work};
use crate::{
    catalog::ModelId,
    lookup::{Function, Predicate},
    scope::{Access, Action},
    value::Key,
};

impl Work<'_> {
    /// Checks that the viewer may do this with every one of the rows, which have different keys.
    pub(super) async fn may(
        &self,
        model: ModelId,
        action: Action,
        keys: &[Key],
    ) -> Result<(), WriteError> {
        let forbidden = Err(WriteError::Forbidden { model, action });
        let condition = match self.scope.access(model, action) {
            Access::All => return Ok(()),
            Access::None => return forbidden,
            Access::Filtered(condition) => condition,
        };
        if keys.is_empty() {
            return Ok(());
        }
        let is_one = Predicate::Key {
            fields: self.catalog[model].primary_key.clone(),
            keys: keys.to_vec(),
        };
        // The scope's own condition reaches whatever it needs.
        let reader = self.open_reader();
        let filter = Predicate::All(vec![is_one, condition]);
        let count = reader.aggregate(model, &filter, &[Function::Count]).await?;
        if count[0] == Value::from(i64::try_from(keys.len()).unwrap_or(i64::MAX)) {
            Ok(())
        } else {
            forbidden
        }
    }

    /// Whether the viewer may do all of this with every row of a model.
    pub(super) fn may_all(&self, model: ModelId, actions: &[Action]) -> bool {
        let is_all = |action: &Action| self.scope.access(model, *action) == Access::All;
        actions.iter().all(is_all)
    }
}

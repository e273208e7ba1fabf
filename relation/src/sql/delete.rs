//! Deleting rows.

use sea_orm::{Statement, sea_query::DeleteStatement};

use super::{
    Context, statement,
    table::{Table, returning},
    tables::{Names, Row, Tables},
};
use crate::{
    catalog::{FieldId, Model},
    lookup::Predicate,
    value::Key,
};

/// Deletes the rows whose `key` fields hold one of `keys`, of which there is at least one, and gives
/// the fields `returned` of each; nothing where there are none.
///
/// Builds, for example, `DELETE FROM comment AS t WHERE t.post_id IN (SELECT k.value FROM
/// json_each(?) AS k) RETURNING id`, and `t.post_id = ?` for one key.
pub fn delete_by_key(
    context: Context<'_>,
    model: &Model,
    key: &[FieldId],
    keys: &[Key],
    returned: &[FieldId],
) -> Statement {
    let condition = Predicate::Key {
        fields: key.to_vec(),
        keys: keys.to_vec(),
    };
    let names = Names::default();
    let table = Table::new(&context.catalog[model.id], "t");
    let row = Row::Of(table.clone());
    let condition = Tables::new(context, &names).condition(&row, &condition);
    let mut delete = DeleteStatement::new();
    delete.from_table(table.reference()).and_where(condition);
    if let Some(back) = returning(model, returned) {
        delete.returning(back);
    }
    statement(&delete)
}

//! Deleting rows.

use sea_orm::{Statement, sea_query::DeleteStatement};

use super::{
    Context,
    table::{Table, returning},
    tables::{Names, Row, Tables},
};
use crate::{
    catalog::{FieldId, Model},
    lookup::Predicate,
};

/// Deletes the rows that meet `condition`, which speaks of their own fields alone, whether the
/// viewer may see them or not, and gives the fields `returned` of each; nothing where there are
/// none.
///
/// Builds, for example, `DELETE FROM comment AS t WHERE t.post_id IN (SELECT k.value FROM
/// json_each(?) AS k) RETURNING id`.
pub fn delete(
    context: Context<'_>,
    model: &Model,
    condition: &Predicate,
    returned: &[FieldId],
) -> Statement {
    let names = Names::default();
    let table = Table::new(&context.catalog[model.id], "t");
    let row = Row::Of(table.clone());
    let condition = Tables::new(context, &names).condition(&row, condition);
    let mut delete = DeleteStatement::new();
    delete.from_table(table.reference()).and_where(condition);
    if let Some(back) = returning(model, returned) {
        delete.returning(back);
    }
    context.dialect.statement(&delete)
}

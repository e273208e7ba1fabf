//! Deleting rows.

use sea_orm::{Statement, sea_query::DeleteStatement};

use super::{
    Context, Dialect,
    table::{Table, returning},
    tables::{Names, Row, Tables},
    targets::Targets,
};
use crate::{
    catalog::{FieldId, Model},
    lookup::Predicate,
};

/// Deletes the rows that meet `condition`, which speaks of their own fields alone, whether the
/// viewer may see them or not, and gives the fields `returned` of each; nothing where there are
/// none, or where the database [gives no rows back](Dialect::has_returning).
///
/// Builds, for example, `DELETE FROM comment AS t WHERE t.post_id IN (SELECT k.value FROM
/// json_each(?) AS k) RETURNING id`, and on MySQL `DELETE t.* FROM comment AS t JOIN (SELECT t.id AS
/// key0 FROM comment AS t WHERE .. LIMIT ?) AS s ON t.id = s.key0`.
pub fn delete(
    context: Context<'_>,
    model: &Model,
    condition: &Predicate,
    returned: &[FieldId],
) -> Statement {
    let names = Names::default();
    let table = Table::new(&context.catalog[model.id], "t");
    if context.dialect == Dialect::MySql {
        let targets = Targets::meeting(context, table, condition);
        return context.dialect.statement(&targets.delete());
    }
    let row = Row::Of(table.clone());
    let condition = Tables::new(context, &names).condition(&row, condition);
    let mut delete = DeleteStatement::new();
    delete.from_table(table.reference()).and_where(condition);
    if let Some(back) = returning(model, returned) {
        delete.returning(back);
    }
    context.dialect.statement(&delete)
}

//! Writing the same values into many rows.

use sea_orm::{
    Statement, Value,
    sea_query::{Expr, Keyword, UpdateStatement},
};

use super::{
    Context, Dialect,
    table::{Table, returning},
    tables::{Names, Row, Tables},
    targets::Targets,
};
use crate::{
    catalog::{Field, FieldId, Model},
    lookup::Predicate,
};

/// What a field is set to.
#[derive(Debug, Clone, PartialEq)]
pub enum NewValue {
    /// NULL.
    Null,
    /// The default in the column's definition, else NULL.
    Default,
    /// A value.
    Value(Value),
}

/// Sets `fields` of the rows that meet `condition`, which speaks of their own fields alone, whether
/// the viewer may see them or not, and gives the fields `returned` of each; nothing where there
/// are none, or where the database [gives no rows back](Dialect::has_returning).
///
/// Builds, for example, `UPDATE post AS t SET category_id = NULL WHERE t.category_id = ? RETURNING id`,
/// and on MySQL `UPDATE post AS t JOIN (SELECT t.id AS key0 FROM post AS t WHERE t.category_id = ? LIMIT
/// ?) AS s ON t.id = s.key0 SET category_id = NULL`.
pub fn change(
    context: Context<'_>,
    model: &Model,
    condition: &Predicate,
    fields: &[(FieldId, NewValue)],
    returned: &[FieldId],
) -> Statement {
    let names = Names::default();
    let table = Table::new(&context.catalog[model.id], "t");
    let mut update = UpdateStatement::new();
    if context.dialect == Dialect::MySql {
        update = Targets::meeting(context, table, condition).update();
    } else {
        let row = Row::Of(table.clone());
        let condition = Tables::new(context, &names).condition(&row, condition);
        update.table(table.reference()).and_where(condition);
    }
    for (field, value) in fields {
        let field = &model[*field];
        update.value(
            field.column.clone(),
            value.expression(context.dialect, field),
        );
    }
    if let Some(back) = returning(model, returned) {
        update.returning(back);
    }
    context.dialect.statement(&update)
}

impl NewValue {
    /// The value as SQL.
    pub(super) fn expression(&self, dialect: Dialect, field: &Field) -> Expr {
        match self {
            Self::Default => field.default.clone(),
            Self::Value(value) => Some(dialect.written(field, value.clone())),
            Self::Null => None,
        }
        .unwrap_or(Expr::Keyword(Keyword::Null))
    }
}

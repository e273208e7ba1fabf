//! Deleting and changing rows.

use sea_orm::{
    Statement,
    sea_query::{DeleteStatement, Expr, ExprTrait, ReturningClause, UpdateStatement},
};

use super::{
    super::{
        Dialect, NewValue,
        table::{Table, returning},
        tables::Names,
        targets::Targets,
    },
    Rows, Selected, Source,
    builder::Builder,
};
use crate::{catalog::FieldId, lookup::Predicate};

impl Selected<'_> {
    /// Deletes the first rows, as many as `most`, in no order, and gives their primary keys; all
    /// of them and no key where `most` is none, and no key as well where the database
    /// [gives no rows back](Dialect::has_returning).
    ///
    /// Builds, for example, `DELETE FROM comment AS t WHERE t.id IN (SELECT t.id FROM comment AS t
    /// WHERE t.post_id = ? LIMIT ?) RETURNING id`, without the inner statement where the
    /// rows are known to be few. On MySQL, `DELETE t.* FROM comment AS t JOIN (SELECT t.id AS key0
    /// FROM comment AS t WHERE t.post_id = ? LIMIT ?) AS s ON t.id = s.key0`.
    pub fn delete(self, rows: &Rows, most: Option<u64>) -> Statement {
        let names = Names::default();
        let mut builder = Builder::new(self, &names);
        if self.context.dialect == Dialect::MySql {
            let targets = targets(builder, rows, most);
            return self.context.dialect.statement(&targets.delete());
        }
        let (table, condition) = self.first_of(&mut builder, rows, most);
        let mut delete = DeleteStatement::new();
        delete.from_table(table.reference()).and_where(condition);
        if let Some(back) = self.back(rows, most) {
            delete.returning(back);
        }
        if !builder.is_plain() {
            delete.with_cte(builder.clause());
        }
        self.context.dialect.statement(&delete)
    }

    /// Sets `fields` of the first rows, as many as `most`, in no order, and gives their primary
    /// keys; of all rows and no key where `most` is none, and no key as well where the database
    /// [gives no rows back](Dialect::has_returning).
    ///
    /// Builds, for example, `UPDATE post AS t SET category_id = NULL WHERE t.id IN (SELECT t.id FROM
    /// post AS t WHERE t.category_id = ? LIMIT ?) RETURNING id`.
    pub fn change(
        self,
        rows: &Rows,
        fields: &[(FieldId, NewValue)],
        most: Option<u64>,
    ) -> Statement {
        let names = Names::default();
        let mut builder = Builder::new(self, &names);
        let model = &self.context.catalog[rows.model];
        let mut update = UpdateStatement::new();
        if self.context.dialect == Dialect::MySql {
            update = targets(builder, rows, most).update();
        } else {
            let (table, condition) = self.first_of(&mut builder, rows, most);
            update.table(table.reference()).and_where(condition);
            if let Some(back) = self.back(rows, most) {
                update.returning(back);
            }
            if !builder.is_plain() {
                update.with_cte(builder.clause());
            }
        }
        for (field, value) in fields {
            let field = &model[*field];
            update.value(
                field.column.clone(),
                value.expression(self.context.dialect, field),
            );
        }
        self.context.dialect.statement(&update)
    }

    fn first_of<'b>(
        self,
        builder: &mut Builder<'b>,
        rows: &Rows,
        most: Option<u64>,
    ) -> (Table<'b>, Expr) {
        let table = builder.table(rows.model);
        let Some(most) = most.filter(|most| self.bound(rows).is_none_or(|bound| bound > *most))
        else {
            let condition = builder.condition(&table, rows);
            return (table, condition);
        };
        let key = &table.model.primary_key;
        let mut first = builder.select(rows);
        first.exprs(table.columns(key)).limit(most);
        let condition = table.row(key).in_subquery(first);
        (table, condition)
    }

    /// As many rows as there can be, where that is known.
    fn bound(self, rows: &Rows) -> Option<u64> {
        let set = self.sets.iter().find(|set| set.model == rows.model);
        let sources = match &rows.any_of[..] {
            [Source::Selected] => &set?.sources,
            sources => sources,
        };
        let primary_key = &self.context.catalog[rows.model].primary_key;
        match sources {
            [Source::Listed(list)] => Some(list.len),
            [Source::Visible(Predicate::Key { fields, keys })] if fields == primary_key => {
                Some(keys.len() as u64)
            }
            _ => None,
        }
    }

    fn back(self, rows: &Rows, most: Option<u64>) -> Option<ReturningClause> {
        let model = &self.context.catalog[rows.model];
        most.and_then(|_| returning(model, &model.primary_key))
    }
}

/// The first rows, as MySQL writes them.
fn targets<'a>(mut builder: Builder<'a>, rows: &Rows, most: Option<u64>) -> Targets<'a> {
    let table = builder.table(rows.model);
    let mut select = builder.select(rows);
    if !builder.is_plain() {
        select.with_cte(builder.clause());
    }
    Targets::new(table, select, most)
}

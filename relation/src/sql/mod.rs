//! Predicates and plans as statements. No I/O happens here.
//!
//! Values are always bound, and lists of keys are bound as one JSON array, so that the text
//! of a statement depends on the shape of a request alone and is prepared once.

mod keys;
mod predicate;
mod read;
mod related;
mod seek;

pub use read::{ByKey, CountAll, Page, Window, count, select_by_key, select_page};
pub use related::{Related, Way, count_related, link_order, select_related};

use sea_orm::{
    DbBackend, Statement, StatementBuilder,
    sea_query::{Alias, DynIden, Expr, ExprTrait, IntoIden, SelectStatement, TableRef},
};

use crate::catalog::{FieldId, Model};

fn statement(select: &SelectStatement) -> Statement {
    StatementBuilder::build(select, &DbBackend::Sqlite)
}

/// A model's table under an alias; all columns are qualified with it.
#[derive(Clone, Copy)]
struct Table<'a> {
    model: &'a Model,
    alias: &'static str,
}

impl Table<'_> {
    fn reference(&self) -> TableRef {
        let table = match &self.model.schema {
            Some(schema) => TableRef::from((schema.clone(), self.model.table.clone())),
            None => TableRef::from(self.model.table.clone()),
        };
        table.alias(self.alias)
    }

    fn column(&self, field: FieldId) -> Expr {
        let column: (DynIden, DynIden) = (self.alias.into_iden(), self.model[field].column.clone());
        Expr::col(column)
    }

    fn columns<'f>(&self, fields: &'f [FieldId]) -> impl Iterator<Item = Expr> + use<'f, '_> {
        fields.iter().map(|field| self.column(*field))
    }

    /// One column as it is, several as a row value.
    fn row(&self, fields: &[FieldId]) -> Expr {
        tuple(self.columns(fields).collect())
    }
}

/// One expression as it is, several as a row value.
fn tuple(mut expressions: Vec<Expr>) -> Expr {
    if expressions.len() == 1 {
        expressions.remove(0)
    } else {
        Expr::tuple(expressions)
    }
}

fn count_star() -> Expr {
    Expr::col(sea_orm::sea_query::Asterisk).count()
}

fn never() -> Expr {
    Expr::val(1).eq(Expr::val(0))
}

fn alias(name: &str) -> DynIden {
    Alias::new(name).into_iden()
}

#[cfg(test)]
mod tests;

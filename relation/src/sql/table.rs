//! Tables under an alias, and small expressions.

use sea_orm::{
    Value,
    sea_query::{
        Alias, Asterisk, BinOper, DynIden, Expr, ExprTrait, Func, IntoIden, Query, ReturningClause,
        SelectStatement, SubQueryOper, TableRef,
    },
};

use super::Dialect;
use crate::{
    catalog::{FieldId, Model},
    lookup::Comparison,
};

/// A model's table under an alias; all columns are qualified with it.
#[derive(Clone)]
pub(super) struct Table<'a> {
    pub(super) model: &'a Model,
    pub(super) alias: DynIden,
}

impl<'a> Table<'a> {
    pub(super) fn new(model: &'a Model, name: impl Into<String>) -> Self {
        let alias = Alias::new(name).into_iden();
        Self { model, alias }
    }

    pub(super) fn reference(&self) -> TableRef {
        let table = match &self.model.schema {
            Some(schema) => TableRef::from((schema.clone(), self.model.table.clone())),
            None => TableRef::from(self.model.table.clone()),
        };
        table.alias(self.alias.clone())
    }

    pub(super) fn column(&self, field: FieldId) -> Expr {
        Expr::col((self.alias.clone(), self.model[field].column.clone()))
    }

    pub(super) fn columns<'f>(
        &self,
        fields: &'f [FieldId],
    ) -> impl Iterator<Item = Expr> + use<'f, 'a, '_> {
        fields.iter().map(|field| self.column(*field))
    }

    /// One column as it is, several as a row value.
    pub(super) fn row(&self, fields: &[FieldId]) -> Expr {
        tuple(self.columns(fields).collect())
    }
}

/// What a statement that writes gives of each row. SQLite knows no alias there.
pub(super) fn returning(model: &Model, fields: &[FieldId]) -> Option<ReturningClause> {
    let columns = fields.iter().map(|field| model[*field].column.clone());
    (!fields.is_empty()).then(|| Query::returning().columns(columns))
}

/// One expression as it is, several as a row value.
pub(super) fn tuple(mut expressions: Vec<Expr>) -> Expr {
    if expressions.len() == 1 {
        expressions.remove(0)
    } else {
        Expr::tuple(expressions)
    }
}

pub(super) fn count_star() -> Expr {
    Expr::col(Asterisk).count()
}

/// A value that is part of the statement's text, never one of a request.
pub(super) fn constant(value: impl Into<Value>) -> Expr {
    Expr::Constant(value.into())
}

/// A small number in a select list, to be read as one of 64 bits.
pub(super) fn whole(dialect: Dialect, number: i64) -> Expr {
    match dialect {
        Dialect::Sqlite | Dialect::MySql => constant(number),
        Dialect::Postgres => constant(number).cast_as("bigint"),
    }
}

/// The condition does not hold or is unknown.
pub(super) fn is_not_true(condition: Expr) -> Expr {
    match condition {
        // Never unknown, and in this form databases know it best.
        Expr::SubQuery(Some(SubQueryOper::Exists), _) => condition.not(),
        condition => condition.binary(BinOper::IsNot, constant(true)),
    }
}

/// The column's value, for which SQLite uses no index. Others have statistics to decide by.
pub(super) fn without_index(dialect: Dialect, column: Expr) -> Expr {
    match dialect {
        Dialect::Sqlite => Expr::cust_with_exprs("+?", [column]),
        Dialect::Postgres | Dialect::MySql => column,
    }
}

/// A function that the builder does not know.
pub(super) fn call<const N: usize>(name: &'static str, arguments: [Expr; N]) -> Expr {
    Func::cust(Alias::new(name)).args(arguments).into()
}

/// The one value of a statement that selects one.
pub(super) fn scalar(select: SelectStatement) -> Expr {
    Expr::SubQuery(None, Box::new(select.into()))
}

/// The conditions that the columns of two rows are equal, pair by pair.
pub(super) fn equal(
    left: impl IntoIterator<Item = Expr>,
    right: impl IntoIterator<Item = Expr>,
) -> Expr {
    left.into_iter()
        .zip(right)
        .map(|(left, right)| left.eq(right))
        .reduce(ExprTrait::and)
        .expect("a key has at least one field")
}

/// The expression compares with another, as the database compares its type.
pub(super) fn compared(column: Expr, comparison: Comparison, value: Expr) -> Expr {
    match comparison {
        Comparison::Equal => column.eq(value),
        Comparison::Less => column.lt(value),
        Comparison::LessOrEqual => column.lte(value),
        Comparison::Greater => column.gt(value),
        Comparison::GreaterOrEqual => column.gte(value),
    }
}

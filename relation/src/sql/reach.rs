//! Rows that are reached from others along foreign keys which lead round in a circle, in one
//! statement however long the way is.

use sea_orm::{
    Statement,
    sea_query::{
        Alias, CommonTableExpression, DynIden, Expr, ExprTrait, IntoIden, JoinType,
        SelectStatement, UnionType, WithClause,
    },
};

use super::{
    Context,
    read::filtered,
    statement,
    table::{Table, constant, equal, without_index},
    tables::Names,
};
use crate::{
    catalog::{FieldId, ForeignKey, Model},
    lookup::Predicate,
};

/// One of the models through which the way leads.
pub struct Member<'a> {
    /// The model.
    pub model: &'a Model,
    /// The fields to read; what `keys` refer to is among them.
    pub fields: &'a [FieldId],
    /// The rows from which the way starts.
    pub start: &'a Predicate,
}

const REACHED: &str = "r";
const MEMBER: &str = "member";

/// The rows from which the way starts, at least one member has any, and those that refer by `keys`
/// to one that was reached. Each row is the position of its model among `members` and the fields.
///
/// Builds, for example, `WITH RECURSIVE r (member, c0) AS (SELECT 0, t.id FROM node AS t WHERE
/// t.id = ? UNION SELECT 0, t.id FROM r JOIN node AS t ON t.parent_id = +r.c0 WHERE r.member = 0)
/// SELECT r.member, r.c0 FROM r`.
pub fn select_reachable(
    context: Context<'_>,
    members: &[Member<'_>],
    keys: &[&ForeignKey],
) -> Statement {
    let width = members.iter().map(|member| member.fields.len()).max();
    let width = width.unwrap_or(0);
    let names = Names::default();
    let starts = members
        .iter()
        .enumerate()
        .filter(|(_, member)| member.start.constant() != Some(false))
        .map(|(position, member)| {
            let (mut select, mut tables, row) =
                filtered(context, &names, member.model, member.start);
            let columns = tables.columns(&row, member.fields);
            add_row(&mut select, position, columns, width);
            tables.add_to(&mut select);
            select
        });
    let steps = keys.iter().map(|key| step(context, members, key, width));
    let mut parts = starts.chain(steps);
    let mut rows = parts.next().expect("the way starts somewhere");
    rows.unions(parts.map(|part| (UnionType::Distinct, part)));

    let mut reached = CommonTableExpression::new();
    reached
        .table_name(Alias::new(REACHED))
        .column(Alias::new(MEMBER))
        .columns((0..width).map(column_name))
        .query(rows);
    let mut select = SelectStatement::new();
    select
        .expr(column(Alias::new(MEMBER).into_iden()))
        .exprs((0..width).map(|position| column(column_name(position))))
        .from(Alias::new(REACHED));
    let mut clause = WithClause::new();
    clause.recursive(true).cte(reached);
    statement(&select.with(clause))
}

/// From rows that were reached to those that refer to them by `key`.
fn step(
    context: Context<'_>,
    members: &[Member<'_>],
    key: &ForeignKey,
    width: usize,
) -> SelectStatement {
    let position_of = |id| {
        let position = members.iter().position(|member| member.model.id == id);
        position.expect("the keys are between the members")
    };
    let (holder, target) = (position_of(key.model), position_of(key.target));
    let table = Table::new(&context.catalog[key.model], "t");
    let referred = key.target_fields.iter().map(|field| {
        let position = members[target].fields.iter().position(|f| f == field);
        let position = position.expect("the fields that are referred to are read");
        // What is in one column is of several kinds: only the key's own column says which.
        without_index(column(column_name(position)))
    });
    let on = equal(table.columns(&key.fields), referred);
    let mut select = SelectStatement::new();
    let columns = table.columns(members[holder].fields).collect();
    add_row(&mut select, holder, columns, width);
    select
        .from(Alias::new(REACHED))
        .join(JoinType::InnerJoin, table.reference(), on)
        .and_where(column(Alias::new(MEMBER).into_iden()).eq(index(target)));
    select
}

fn add_row(select: &mut SelectStatement, member: usize, columns: Vec<Expr>, width: usize) {
    let missing = width - columns.len();
    select
        .expr(index(member))
        .exprs(columns)
        .exprs((0..missing).map(|_| Expr::cust("NULL")));
}

fn index(position: usize) -> Expr {
    constant(i64::try_from(position).expect("few models"))
}

fn column_name(position: usize) -> DynIden {
    Alias::new(format!("c{position}")).into_iden()
}

fn column(name: DynIden) -> Expr {
    Expr::col((Alias::new(REACHED).into_iden(), name))
}

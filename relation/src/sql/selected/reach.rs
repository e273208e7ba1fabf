//! Rows that are reached from others along foreign keys which lead round in a circle, in one
//! statement however long the way is.

use std::iter;

use sea_orm::{
    Statement,
    sea_query::{
        Alias, CommonTableExpression, DynIden, Expr, ExprTrait, IntoIden, JoinType,
        SelectStatement, UnionType,
    },
};

use super::{
    super::{
        Context, Dialect,
        table::{Table, constant, equal, without_index},
        tables::Names,
    },
    KeyList, Rows, Selected,
    builder::Builder,
    mixed::Mixed,
};
use crate::catalog::{FieldId, ForeignKey, Model};

/// One of the models through which the way leads.
pub struct Member<'a> {
    /// The model.
    pub model: &'a Model,
    /// The fields to read; what `keys` refer to is among them.
    pub fields: &'a [FieldId],
    /// The rows from which the way starts, if there are any.
    pub start: Rows,
}

const REACHED: &str = "r";
const MEMBER: &str = "member";

impl Selected<'_> {
    /// The rows from which the way starts, at least one member has any, and those that refer by
    /// `keys` to one that was reached. There is a row for each member in their order: what a
    /// [`KeyList`] with its fields is made of.
    ///
    /// Builds, for example, `WITH RECURSIVE r (member, c0) AS (SELECT 0, t.id FROM node AS t WHERE
    /// t.id = ? UNION SELECT 0, t.id FROM r JOIN node AS t ON t.parent_id = +r.c0 WHERE r.member =
    /// 0) SELECT COUNT(*), json_group_array(r.c0) FROM r WHERE r.member = 0`.
    pub fn reachable(self, members: &[Member<'_>], keys: &[&ForeignKey]) -> Statement {
        let width = width(members);
        let names = Names::default();
        let mut builder = Builder::new(self, &names);
        let mut parts = Vec::new();
        for (position, member) in members.iter().enumerate() {
            if !member.start.any_of.is_empty() {
                let mut select = builder.select(&member.start);
                let table = builder.table(member.model.id);
                let columns = table.columns(member.fields);
                add_row(self.context, &mut select, members, position, columns);
                parts.push(select);
            }
        }
        let steps = keys.iter();
        let steps = steps.map(|key| step(self.context, members, key));
        match self.context.dialect {
            Dialect::Sqlite | Dialect::MySql => parts.extend(steps),
            Dialect::Postgres => parts.extend(one_step(steps, width)),
        }
        let rows = union(parts, UnionType::Distinct);

        let mut reached = CommonTableExpression::new();
        reached
            .table_name(Alias::new(REACHED))
            .column(Alias::new(MEMBER))
            .columns((0..width).map(column_name))
            .query(rows);
        let mut clause = builder.clause();
        clause.recursive(true).cte(reached);
        let lists = (0..members.len()).map(|position| list(self.context, members, position));
        let mut select = union(lists, UnionType::All);
        select.with_cte(clause);
        self.context.dialect.statement(&select)
    }
}

fn union(parts: impl IntoIterator<Item = SelectStatement>, of: UnionType) -> SelectStatement {
    let mut parts = parts.into_iter();
    let mut rows = parts.next().expect("the way starts somewhere");
    rows.unions(parts.map(|part| (of, part)));
    rows
}

/// The rows of one member that were reached.
fn list(context: Context<'_>, members: &[Member<'_>], position: usize) -> SelectStatement {
    let Member { model, fields, .. } = &members[position];
    let mixed = mixed(context, members);
    let columns = fields.iter().enumerate();
    let columns = columns.map(|(position, field)| {
        let kind = context.catalog.stored_kind(&model[*field].kind);
        mixed.take(column(column_name(position)), kind)
    });
    let columns: Vec<Expr> = columns.collect();
    let mut select = SelectStatement::new();
    KeyList::add_to(&mut select, context, model, fields, columns);
    select
        .from(Alias::new(REACHED))
        .and_where(column(Alias::new(MEMBER).into_iden()).eq(index(position)));
    select
}

/// From rows that were reached to those that refer to them by `key`.
fn step(context: Context<'_>, members: &[Member<'_>], key: &ForeignKey) -> SelectStatement {
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
        let value = without_index(context.dialect, column(column_name(position)));
        let kind = &members[target].model[*field].kind;
        mixed(context, members).take(value, context.catalog.stored_kind(kind))
    });
    let on = equal(table.columns(&key.fields), referred);
    let is_target = column(Alias::new(MEMBER).into_iden()).eq(index(target));
    let mut select = SelectStatement::new();
    let columns = table.columns(members[holder].fields);
    add_row(context, &mut select, members, holder, columns);
    match context.dialect {
        Dialect::Sqlite | Dialect::MySql => select
            .from(Alias::new(REACHED))
            .join(JoinType::InnerJoin, table.reference(), on)
            .and_where(is_target),
        Dialect::Postgres => select
            .from(table.reference())
            .and_where(on)
            .and_where(is_target),
    };
    select
}

/// All steps as one, as PostgreSQL lets a recursive statement name itself once.
fn one_step(steps: impl Iterator<Item = SelectStatement>, width: usize) -> Option<SelectStatement> {
    let mut steps = steps.peekable();
    steps.peek()?;
    let next = Alias::new("next").into_iden();
    let names = iter::once(Alias::new(MEMBER).into_iden()).chain((0..width).map(column_name));
    let mut select = SelectStatement::new();
    select
        .exprs(names.map(|name| Expr::col((next.clone(), name))))
        .from(Alias::new(REACHED))
        .join_lateral(
            JoinType::InnerJoin,
            union(steps, UnionType::All),
            next.clone(),
            constant(true),
        );
    Some(select)
}

/// Selects the fields of a member, and nothing in the columns that it has no field for.
fn add_row(
    context: Context<'_>,
    select: &mut SelectStatement,
    members: &[Member<'_>],
    position: usize,
    columns: impl Iterator<Item = Expr>,
) {
    let Member { model, fields, .. } = &members[position];
    let mixed = mixed(context, members);
    let columns = columns.zip(*fields);
    let columns = columns.map(|(column, field)| {
        let kind = context.catalog.stored_kind(&model[*field].kind);
        mixed.put(column, kind)
    });
    let missing = (fields.len()..width(members)).map(|_| mixed.put_null());
    let columns = columns.chain(missing);
    match context.dialect {
        Dialect::Sqlite | Dialect::MySql => select.expr(index(position)).exprs(columns),
        Dialect::Postgres => {
            select.expr_as(index(position), Alias::new(MEMBER));
            for (position, column) in columns.enumerate() {
                select.expr_as(column, column_name(position));
            }
            select
        }
    };
}

/// How many columns hold the fields of any member.
fn width(members: &[Member<'_>]) -> usize {
    let widths = members.iter().map(|member| member.fields.len());
    widths.max().unwrap_or(0)
}

fn mixed(context: Context<'_>, members: &[Member<'_>]) -> Mixed {
    let kinds = members.iter().flat_map(|member| {
        let fields = member.fields.iter();
        fields.map(|field| context.catalog.stored_kind(&member.model[*field].kind))
    });
    Mixed::new(context.dialect, kinds)
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

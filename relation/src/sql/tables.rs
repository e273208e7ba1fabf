//! The tables of one SELECT: those it starts with, and those it reaches along to-one relations.
//!
//! Each path is joined once. A join to one row at most repeats none. It is an outer join, which
//! keeps the rows that lead nowhere, unless the condition of the statement needs the row: then
//! it is an inner one, which a database can start from, however long the path.

use std::{cell::Cell, rc::Rc};

use sea_orm::sea_query::{
    Alias, DynIden, Expr, ExprTrait, IntoIden, JoinType, SelectStatement, TableRef,
};

use super::{
    Context,
    children::{VALUE, key_name, owner_fields},
    collation::{comparable, sortable},
    table::{Table, call, constant, equal},
};
use crate::{
    catalog::{Accessor, AccessorId, FieldId, ForeignKey, Kind, Model, ModelId, Path},
    lookup::{Function, Predicate, ToMany},
    scope::{Access, Action, Unrestricted},
};

/// Gives every table of one statement a name of its own.
#[derive(Default)]
pub(super) struct Names(Cell<usize>);

impl Names {
    pub(super) fn next(&self, prefix: &str) -> String {
        self.0.set(self.0.get() + 1);
        format!("{prefix}{}", self.0.get())
    }
}

/// A row that conditions and orders speak of.
#[derive(Clone)]
pub(super) enum Row<'a> {
    /// A row of a table of the statement.
    Of(Table<'a>),
    /// The row at the other end of a to-one relation. It is joined only when more of it is needed
    /// than the key that the first row holds.
    Target(Rc<Target<'a>>),
}

pub(super) struct Target<'a> {
    from: Row<'a>,
    /// Whether it is what a link of the statement's list leads to, and so met as often as listed.
    is_linked: bool,
    accessor: &'a Accessor,
    model: &'a Model,
}

impl<'a> Row<'a> {
    pub(super) fn model(&self) -> &'a Model {
        match self {
            Self::Of(table) => table.model,
            Self::Target(target) => target.model,
        }
    }

    /// Whether it is a row of the statement's list, and not one that many such rows share.
    pub(super) fn is_listed(&self) -> bool {
        match self {
            Self::Of(_) => true,
            Self::Target(target) => target.is_linked,
        }
    }

    /// The table it starts from and the way it takes from there.
    fn path(&self) -> (&DynIden, Vec<AccessorId>) {
        match self {
            Self::Of(table) => (&table.alias, Vec::new()),
            Self::Target(target) => {
                let (start, mut path) = target.from.path();
                path.push(target.accessor.id);
                (start, path)
            }
        }
    }
}

/// A row that was reached, and how.
struct Reached<'a> {
    start: DynIden,
    path: Vec<AccessorId>,
    /// Whether the scope was left aside, as inside the scope's own conditions.
    is_trusted: bool,
    table: Table<'a>,
}

struct Join {
    kind: JoinType,
    table: TableRef,
    on: Expr,
}

struct Needed {
    start: DynIden,
    path: Vec<AccessorId>,
    is_trusted: bool,
}

pub(super) struct Tables<'a> {
    pub(super) context: Context<'a>,
    pub(super) names: &'a Names,
    reached: Vec<Reached<'a>>,
    joins: Vec<Join>,
    /// The rows without which the condition of the statement does not hold.
    needed: Vec<Needed>,
    is_trusted: bool,
    /// Whether an index leads to the rows that meet the conditions around the present one.
    pub(super) has_index: bool,
    /// Whether the statement is inside another one's conditions.
    pub(super) is_inner: bool,
}

impl<'a> Tables<'a> {
    pub(super) fn new(context: Context<'a>, names: &'a Names) -> Self {
        Self {
            context,
            names,
            reached: Vec::new(),
            joins: Vec::new(),
            needed: Vec::new(),
            is_trusted: false,
            has_index: false,
            is_inner: false,
        }
    }

    /// The tables of a statement inside this one.
    pub(super) fn inner(&self) -> Self {
        Self {
            is_trusted: self.is_trusted,
            ..Self::new(self.context, self.names)
        }
    }

    pub(super) fn fresh(&self, model: ModelId, prefix: &str) -> Table<'a> {
        Table::new(&self.context.catalog[model], self.names.next(prefix))
    }

    /// Whether what was asked for needs other tables than the first.
    pub(super) fn has_joins(&self) -> bool {
        !self.joins.is_empty()
    }

    /// Joins what was reached.
    pub(super) fn add_to(self, select: &mut SelectStatement) {
        for join in self.joins {
            select.join(join.kind, join.table, join.on);
        }
    }

    pub(super) fn target(&self, from: &Row<'a>, accessor: AccessorId) -> Row<'a> {
        self.reach(from, accessor, false)
    }

    /// The row to which a link leads.
    pub(super) fn linked(&self, link: &Row<'a>, accessor: AccessorId) -> Row<'a> {
        self.reach(link, accessor, true)
    }

    fn reach(&self, from: &Row<'a>, accessor: AccessorId, is_linked: bool) -> Row<'a> {
        let catalog = self.context.catalog;
        let accessor = &catalog[accessor];
        Row::Target(Rc::new(Target {
            from: from.clone(),
            is_linked,
            accessor,
            model: &catalog[accessor.target],
        }))
    }

    pub(super) fn columns(&mut self, row: &Row<'a>, fields: &[FieldId]) -> Vec<Expr> {
        fields.iter().map(|f| self.column(row, *f)).collect()
    }

    /// The fields, to be compared with values by equality.
    pub(super) fn comparable(&mut self, row: &Row<'a>, fields: &[FieldId]) -> Vec<Expr> {
        let context = self.context;
        let fields = fields.iter();
        fields
            .map(|field| comparable(context, &row.model()[*field], self.column(row, *field)))
            .collect()
    }

    /// The kind of the field as the database stores it.
    pub(super) fn kind(&self, row: &Row<'a>, field: FieldId) -> &'a Kind {
        self.context.catalog.stored_kind(&row.model()[field].kind)
    }

    /// The field, to be compared by what is less, and to be ordered by.
    pub(super) fn sortable(&mut self, row: &Row<'a>, field: FieldId) -> Expr {
        let column = self.column(row, field);
        sortable(self.context, &row.model()[field], column)
    }

    pub(super) fn column(&mut self, row: &Row<'a>, field: FieldId) -> Expr {
        match row {
            Row::Of(table) => table.column(field),
            Row::Target(target) => match self.held_by_source(target, field) {
                Some(held) => self.column(&target.from, held),
                None => self.join(row, JoinType::LeftJoin).column(field),
            },
        }
    }

    /// Whether the field can be NULL, also because the row is not there.
    pub(super) fn is_nullable(&self, row: &Row<'a>, field: FieldId) -> bool {
        match row {
            Row::Of(table) => table.model[field].nullable,
            Row::Target(target) => match self.held_by_source(target, field) {
                Some(held) => self.is_nullable(&target.from, held),
                None => true,
            },
        }
    }

    /// The field in which the row before holds this field of the target, where that says all:
    /// the target exists, the viewer may see it, and the key is there as a whole or not at all.
    fn held_by_source(&self, target: &Target<'a>, field: FieldId) -> Option<FieldId> {
        let Path::Forward(key) = target.accessor.path else {
            return None;
        };
        let key = &self.context.catalog[key];
        let is_whole = key.fields.len() == 1 || !key.nullable;
        let position = key.target_fields.iter().position(|to| *to == field)?;
        let is_seen = key.has_constraint && self.access(target.model.id) == Access::All;
        let says_all = is_whole && is_seen;
        says_all.then(|| key.fields[position])
    }

    /// Joins the row at the end of a to-one relation in such a way that it must be there.
    pub(super) fn require(&mut self, row: &Row<'a>) {
        self.join(row, JoinType::InnerJoin);
    }

    /// The condition that every row of the statement meets, `row` being one of those.
    pub(super) fn only_where(&mut self, row: &Row<'a>, predicate: &Predicate) -> Expr {
        self.need_for(row, predicate);
        self.condition(row, predicate)
    }

    /// Remembers the rows at the end of to-one relations that must be there for the condition
    /// to hold.
    fn need_for(&mut self, row: &Row<'a>, predicate: &Predicate) {
        if let Row::Target(_) = row
            && !predicate.holds_for_missing()
        {
            let (start, path) = row.path();
            self.needed.push(Needed {
                start: start.clone(),
                path,
                is_trusted: self.is_trusted,
            });
        }
        match predicate {
            Predicate::All(parts) => parts.iter().for_each(|part| self.need_for(row, part)),
            Predicate::ToOne {
                accessor,
                condition,
            } => {
                let target = self.target(row, *accessor);
                self.need_for(&target, condition);
            }
            _ => {}
        }
    }

    fn join(&mut self, row: &Row<'a>, kind: JoinType) -> Table<'a> {
        let Row::Target(target) = row else {
            unreachable!("only rows at the end of a relation are joined")
        };
        let (start, path) = row.path();
        let known = self.reached.iter().find(|row| {
            row.start == *start && row.path == path && row.is_trusted == self.is_trusted
        });
        if let Some(known) = known {
            return known.table.clone();
        }
        let is_needed = self.needed.iter().any(|needed| {
            needed.start == *start
                && needed.path.starts_with(&path)
                && needed.is_trusted == self.is_trusted
        });
        let kind = if is_needed { JoinType::InnerJoin } else { kind };
        let table = self.fresh(target.model.id, "j");
        let (from, to) = to_one_fields(self.context, target.accessor);
        let from = self.columns(&target.from, from);
        // What is referred to comes first: its collation decides, as it does for foreign keys.
        let mut on = match target.accessor.path {
            Path::Forward(_) => equal(table.columns(to), from),
            _ => equal(from, table.columns(to)),
        };
        if let Some(visible) = self.visible_in_join(&table) {
            on = on.and(visible);
        }
        self.joins.push(Join {
            kind,
            table: table.reference(),
            on,
        });
        self.reached.push(Reached {
            start: start.clone(),
            path,
            is_trusted: self.is_trusted,
            table: table.clone(),
        });
        table
    }

    /// One value made of the related rows of a row that many share: made once for all of them, and
    /// joined.
    pub(super) fn shared_value(&mut self, row: &Row<'a>, many: &ToMany, of: Function) -> Expr {
        let values = self.list(many, &many.condition).values_by_owner(of);
        let alias = Alias::new(self.names.next("v")).into_iden();
        let column = |name: String| Expr::col((alias.clone(), Alias::new(name).into_iden()));
        let fields = owner_fields(self.context.catalog, many.accessor);
        let owner = self.columns(row, fields);
        let key = (0..fields.len()).map(|position| column(key_name(position)));
        self.joins.push(Join {
            kind: JoinType::LeftJoin,
            on: equal(owner, key),
            table: TableRef::SubQuery(values.into(), alias.clone()),
        });
        let value = column(VALUE.to_owned());
        match of {
            // Owners without rows have no count.
            Function::Count => call("COALESCE", [value, constant(0_i64)]),
            _ => value,
        }
    }

    pub(super) fn access(&self, model: ModelId) -> Access {
        self.context.scope.access(model, Action::View)
    }

    /// The condition under which a row exists for the viewer; none where every row does.
    pub(super) fn visible(&mut self, row: &Row<'a>) -> Option<Expr> {
        match self.access(row.model().id) {
            Access::All => None,
            Access::None => Some(constant(false)),
            Access::Filtered(predicate) => Some(self.trusted(row, &predicate)),
        }
    }

    /// A condition of the scope on every row of the statement. What it reaches is reached whether the viewer may see it or not.
    fn trusted(&mut self, row: &Row<'a>, predicate: &Predicate) -> Expr {
        let before = (self.context, self.is_trusted);
        self.context.scope = &Unrestricted;
        self.is_trusted = true;
        let condition = self.only_where(row, predicate);
        (self.context, self.is_trusted) = before;
        condition
    }

    /// As [`visible`](Self::visible), for the condition of a join, which can join nothing itself.
    fn visible_in_join(&self, table: &Table<'a>) -> Option<Expr> {
        let mut inner = self.inner();
        inner.is_inner = true;
        let row = Row::Of(table.clone());
        let condition = inner.visible(&row)?;
        if inner.joins.is_empty() {
            return Some(condition);
        }
        let mut inner = self.inner();
        inner.is_inner = true;
        let same = self.fresh(table.model.id, "s");
        let condition = inner.visible(&Row::Of(same.clone()))?;
        let key = &table.model.primary_key;
        let mut select = SelectStatement::new();
        select
            .expr(constant(true))
            .from(same.reference())
            .and_where(equal(same.columns(key), table.columns(key)))
            .and_where(condition);
        inner.add_to(&mut select);
        Some(Expr::exists(select))
    }
}

/// The fields of a to-one relation: those of the row it starts from, and those of the other row.
fn to_one_fields<'a>(context: Context<'a>, accessor: &Accessor) -> (&'a [FieldId], &'a [FieldId]) {
    let of = |key| -> &'a ForeignKey { &context.catalog[key] };
    match accessor.path {
        Path::Forward(key) => (&of(key).fields, &of(key).target_fields),
        Path::ReverseOne(key) => (&of(key).target_fields, &of(key).fields),
        Path::Reverse(_) | Path::ManyToMany(_) => unreachable!("joins follow to-one relations"),
    }
}

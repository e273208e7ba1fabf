//! The rows at the other end of a to-many relation, and conditions on them. They are asked
//! about in statements of their own inside the first, so no row of it is ever repeated.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, SelectStatement};

use super::{
    functions::function,
    selective::is_selective_many,
    table::{Table, constant, count_star, equal, is_not_true, scalar, tuple, without_index},
    tables::{Row, Tables},
    values::compare,
};
use crate::{
    catalog::{AccessorId, Catalog, FieldId, Link, Path},
    lookup::{Function, Predicate, Quantifier, ToMany},
    scope::Access,
};

/// A statement over the rows at the other end of a to-many relation, of all owners together.
pub(super) struct Children<'a> {
    pub(super) tables: Tables<'a>,
    pub(super) select: SelectStatement,
    /// The table whose rows lead to the owner: of the rows themselves, or of the links.
    pub(super) first: Table<'a>,
    /// The fields of `first` that hold the owner's key.
    pub(super) owner_key: &'a [FieldId],
    pub(super) row: Row<'a>,
    /// The links of a many-to-many relation.
    link: Option<Row<'a>>,
}

impl<'a> Tables<'a> {
    /// The related rows that exist for the viewer.
    pub(super) fn children(&self, accessor: AccessorId, first_alias: &str) -> Children<'a> {
        let catalog = self.context.catalog;
        let facts = &catalog[accessor];
        let tables = self.inner();
        let (first, owner_key) = match facts.path {
            Path::ManyToMany(link) => (link.through, &catalog[link.source].fields),
            Path::Forward(key) | Path::ReverseOne(key) | Path::Reverse(key) => {
                (facts.target, &catalog[key].fields)
            }
        };
        let first = Table::new(&catalog[first], first_alias);
        let start = Row::Of(first.clone());
        let mut children = Children {
            tables,
            select: SelectStatement::new(),
            first,
            owner_key,
            row: start.clone(),
            link: None,
        };
        children.restrict(&start);
        if let Path::ManyToMany(link) = facts.path {
            children.row = children.linked(&start, link);
            children.link = Some(start);
        }
        children
    }

    /// The condition that the related rows of `row` are as many as wanted.
    ///
    /// A row of the statement's list is looked at once, so its related rows are searched for
    /// it. Any other row can be met any number of times, inside another search or at the end of
    /// a relation that many share; there one list tells all owners, so that the work adds up and
    /// does not multiply.
    pub(super) fn quantified(&mut self, row: &Row<'a>, many: &ToMany) -> Expr {
        let is_met_once = row.is_listed() && !self.is_inner;
        if is_met_once {
            self.searched(row, many)
        } else {
            self.listed(row, many)
        }
    }

    /// One value made of the related rows of `row`, which are searched for it.
    pub(super) fn related_value(
        &mut self,
        row: &Row<'a>,
        many: &ToMany,
        function: Function,
    ) -> Expr {
        let children = self.search(many, &many.condition);
        children.value_of(self, row, many.accessor, function)
    }

    fn searched(&mut self, row: &Row<'a>, many: &ToMany) -> Expr {
        let is_selective = is_selective_many(self.context.catalog, many);
        match many.quantifier {
            Quantifier::Some | Quantifier::None if is_selective => self.listed(row, many),
            Quantifier::Some => {
                let children = self.search(many, &many.condition);
                Expr::exists(children.of(self, row, many.accessor))
            }
            Quantifier::None => {
                let children = self.search(many, &many.condition);
                Expr::exists(children.of(self, row, many.accessor)).not()
            }
            Quantifier::Every => {
                let children = self.search(many, &not(&many.condition));
                Expr::exists(children.of(self, row, many.accessor)).not()
            }
            Quantifier::Count(comparison, number) => {
                let count = self.related_value(row, many, Function::Count);
                compare(self.context.dialect, count, comparison, &number.into())
            }
        }
    }

    /// The owner is in the list of all owners of such rows, or is not. SQLite takes every list for a
    /// short one, so it is to lead to the rows only where no index does.
    fn listed(&mut self, row: &Row<'a>, many: &ToMany) -> Expr {
        let (owners, is_in) = match many.quantifier {
            Quantifier::Some => (self.list(many, &many.condition).owners(), true),
            Quantifier::None => (self.list(many, &many.condition).owners(), false),
            Quantifier::Every => (self.list(many, &not(&many.condition)).owners(), false),
            Quantifier::Count(comparison, number) => {
                let children = self.list(many, &many.condition);
                let is_so = compare(
                    self.context.dialect,
                    count_star(),
                    comparison,
                    &number.into(),
                );
                // Owners without rows are in no list.
                if comparison.holds(&0, &number) {
                    (children.owners_having(is_not_true(is_so)), false)
                } else {
                    (children.owners_having(is_so), true)
                }
            }
        };
        let owner = self.columns(row, owner_fields(self.context.catalog, many.accessor));
        let owner = if self.has_index {
            let dialect = self.context.dialect;
            let owner = owner.into_iter();
            owner.map(|column| without_index(dialect, column)).collect()
        } else {
            owner
        };
        let is_owner = tuple(owner).in_subquery(owners);
        if is_in {
            is_owner
        } else {
            is_not_true(is_owner)
        }
    }

    /// The related rows that meet a condition, to be searched for one owner.
    fn search(&self, many: &ToMany, condition: &Predicate) -> Children<'a> {
        let mut children = self.related(many);
        // The owner's key leads to them.
        children.tables.has_index = true;
        children.filter_links(&many.through);
        children.filter(condition);
        children
    }

    /// The related rows of all owners that meet a condition.
    pub(super) fn list(&self, many: &ToMany, condition: &Predicate) -> Children<'a> {
        let mut children = self.related(many);
        children.filter_links(&many.through);
        children.filter(condition);
        children
    }

    fn related(&self, many: &ToMany) -> Children<'a> {
        let alias = self.names.next("s");
        let mut children = self.children(many.accessor, &alias);
        children.tables.is_inner = true;
        children
    }
}

fn not(condition: &Predicate) -> Predicate {
    Predicate::Not(Box::new(condition.clone()))
}

impl<'a> Children<'a> {
    /// Leaves the rows that meet a condition.
    pub(super) fn filter(&mut self, condition: &Predicate) {
        if condition.constant() != Some(true) {
            let condition = self.tables.only_where(&self.row, condition);
            self.select.and_where(condition);
        }
    }

    fn filter_links(&mut self, condition: &Predicate) {
        if let Some(link) = self
            .link
            .clone()
            .filter(|_| condition.constant() != Some(true))
        {
            let condition = self.tables.only_where(&link, condition);
            self.select.and_where(condition);
        }
    }

    fn restrict(&mut self, row: &Row<'a>) {
        let visible = self.tables.visible(row);
        self.select.and_where_option(visible);
    }

    /// The row that a link leads to. It has to be there, which its key alone tells where the
    /// viewer may see every row and the database checks that there is one.
    fn linked(&mut self, link_row: &Row<'a>, link: Link) -> Row<'a> {
        let key = &self.tables.context.catalog[link.target];
        let row = self.tables.linked(link_row, key.forward);
        if self.tables.access(key.target) != Access::All || !key.has_constraint {
            self.tables.require(&row);
        } else if key.nullable {
            for column in self.tables.columns(link_row, &key.fields) {
                self.select.and_where(column.is_not_null());
            }
        }
        row
    }

    /// The statement over all rows.
    pub(super) fn finish(mut self) -> SelectStatement {
        self.select.from(self.first.reference());
        self.tables.add_to(&mut self.select);
        self.select
    }

    /// The keys of the owners.
    fn owners(mut self) -> SelectStatement {
        self.select.exprs(self.first.columns(self.owner_key));
        self.finish()
    }

    /// The keys of the owners whose rows, taken together, are as wanted.
    fn owners_having(mut self, condition: Expr) -> SelectStatement {
        self.group_by_owner();
        self.select.and_having(condition);
        self.owners()
    }

    /// One value made of the rows of each owner, after the owner's key.
    pub(super) fn values_by_owner(mut self, of: Function) -> SelectStatement {
        self.group_by_owner();
        let key = self.first.columns(self.owner_key).enumerate();
        for (position, column) in key.collect::<Vec<_>>() {
            self.select.expr_as(column, Alias::new(key_name(position)));
        }
        let value = function(&mut self.tables, &self.row, of);
        self.select.expr_as(value, Alias::new(VALUE));
        self.finish()
    }

    fn group_by_owner(&mut self) {
        self.select.add_group_by(self.first.columns(self.owner_key));
    }

    /// The rows of one owner; each as a mere sign that it is there.
    fn of(
        mut self,
        outer: &mut Tables<'a>,
        owner: &Row<'a>,
        accessor: AccessorId,
    ) -> SelectStatement {
        self.correlate(outer, owner, accessor);
        self.select.expr(constant(true));
        self.finish()
    }

    fn value_of(
        mut self,
        outer: &mut Tables<'a>,
        owner: &Row<'a>,
        accessor: AccessorId,
        of: Function,
    ) -> Expr {
        self.correlate(outer, owner, accessor);
        let value = function(&mut self.tables, &self.row, of);
        self.select.expr(value);
        scalar(self.finish())
    }

    fn correlate(&mut self, outer: &mut Tables<'a>, owner: &Row<'a>, accessor: AccessorId) {
        let fields = owner_fields(outer.context.catalog, accessor);
        let owner = outer.columns(owner, fields);
        self.select
            .and_where(equal(owner, self.first.columns(self.owner_key)));
    }
}

/// The name of a value made of an owner's rows.
pub(super) const VALUE: &str = "value";

/// The name of a field of the owner's key beside such a value.
pub(super) fn key_name(position: usize) -> String {
    format!("key{position}")
}

/// The fields of the row a to-many relation starts from that the other rows refer to.
pub(super) fn owner_fields(catalog: &Catalog, accessor: AccessorId) -> &[FieldId] {
    let key = match catalog[accessor].path {
        Path::ManyToMany(link) => link.source,
        Path::Forward(key) | Path::ReverseOne(key) | Path::Reverse(key) => key,
    };
    &catalog[key].target_fields
}

//! The rows at the other end of a to-many relation, and conditions on them. They are asked
//! about in statements of their own inside the first, so no row of it is ever repeated.

use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};

use super::{
    functions::function,
    predicate::compare,
    selective::is_selective_many,
    table::{Table, constant, equal, is_not_true, scalar, tuple, without_index},
    tables::{Row, Tables},
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
    pub(super) fn quantified(&mut self, row: &Row<'a>, many: &ToMany) -> Expr {
        match many.quantifier {
            Quantifier::Some => self.some(row, many),
            Quantifier::None => is_not_true(self.some(row, many)),
            Quantifier::Every => {
                let mut children = self.children_with(many, &Predicate::ALWAYS);
                let meets = children.tables.condition(&children.row, &many.condition);
                children.select.and_where(is_not_true(meets));
                Expr::exists(children.of(self, row, many.accessor)).not()
            }
            Quantifier::Count(comparison, number) => {
                let children = self.children_with(many, &many.condition);
                let count = children.value_of(self, row, many.accessor, Function::Count);
                compare(count, comparison, number.into())
            }
        }
    }

    /// One value made of the related rows of `row`.
    pub(super) fn related_value(
        &mut self,
        row: &Row<'a>,
        many: &ToMany,
        function: Function,
    ) -> Expr {
        let children = self.children_with(many, &many.condition);
        children.value_of(self, row, many.accessor, function)
    }

    /// At least one related row meets the condition: a search for each row, or, where an index leads
    /// to the few that meet it, one list of their owners. The list leads to the rows only where
    /// no index does: SQLite takes every such list for a short one.
    fn some(&mut self, row: &Row<'a>, many: &ToMany) -> Expr {
        let children = self.children_with(many, &many.condition);
        if is_selective_many(self.context.catalog, many) {
            let fields = owner_fields(self.context.catalog, many.accessor);
            let owner = self.columns(row, fields);
            let owner = if self.has_index {
                owner.into_iter().map(without_index).collect()
            } else {
                owner
            };
            tuple(owner).in_subquery(children.owners())
        } else {
            Expr::exists(children.of(self, row, many.accessor))
        }
    }

    fn children_with(&self, many: &ToMany, condition: &Predicate) -> Children<'a> {
        let alias = self.names.next("s");
        let mut children = self.children(many.accessor, &alias);
        children.filter_links(&many.through);
        children.filter(condition);
        children
    }
}

impl<'a> Children<'a> {
    /// Leaves the rows that meet a condition.
    pub(super) fn filter(&mut self, condition: &Predicate) {
        if condition.constant() != Some(true) {
            let condition = self.tables.condition(&self.row, condition);
            self.select.and_where(condition);
        }
    }

    fn filter_links(&mut self, condition: &Predicate) {
        if let Some(link) = self
            .link
            .clone()
            .filter(|_| condition.constant() != Some(true))
        {
            let condition = self.tables.condition(&link, condition);
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
        let row = self.tables.target(link_row, key.forward);
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
            .and_where(equal(self.first.columns(self.owner_key), owner));
    }
}

/// The fields of the row a to-many relation starts from that the other rows refer to.
pub(super) fn owner_fields(catalog: &Catalog, accessor: AccessorId) -> &[FieldId] {
    let key = match catalog[accessor].path {
        Path::ManyToMany(link) => link.source,
        Path::Forward(key) | Path::ReverseOne(key) | Path::Reverse(key) => key,
    };
    &catalog[key].target_fields
}

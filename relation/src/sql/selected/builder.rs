//! Sources as SQL conditions, and sets as tables of the statement.

use sea_orm::sea_query::{
    Alias, CommonTableExpression, DynIden, Expr, ExprTrait, IntoIden, JoinType, SelectStatement,
    UnionType, WithClause,
};

use super::{
    super::{
        Context,
        read::filtered,
        table::{Table, constant, equal, is_not_true, tuple},
        tables::{Names, Row, Tables},
    },
    KeyList, Rows, Selected, Set, Source,
};
use crate::{
    catalog::{FieldId, ForeignKey, ForeignKeyId, ModelId},
    lookup::Predicate,
    scope::{Access, Action, Unrestricted},
};

/// Builds one statement.
pub(super) struct Builder<'a> {
    pub(super) selected: Selected<'a>,
    names: &'a Names,
    /// The sets that the statement names, each after those that its rows refer to.
    tables: Vec<SetTable<'a>>,
}

struct SetTable<'a> {
    name: DynIden,
    table: Table<'a>,
    /// The columns by which other rows refer to those of the set.
    fields: Vec<FieldId>,
    /// The rows meet one of these.
    conditions: Vec<Expr>,
}

/// To what rows refer by a key.
enum Referred<'a> {
    /// To one of these values.
    Listed(&'a KeyList),
    /// To a value that meets this condition of their own key.
    Known(Predicate),
    /// To a row of this table.
    Table(DynIden),
}

impl<'a> Builder<'a> {
    pub(super) fn new(selected: Selected<'a>, names: &'a Names) -> Self {
        Self {
            selected,
            names,
            tables: Vec::new(),
        }
    }

    /// The table of a model, under the alias that every statement gives it.
    pub(super) fn table(&self, model: ModelId) -> Table<'a> {
        Table::new(&self.selected.context.catalog[model], "t")
    }

    /// The statement over the rows, without columns.
    pub(super) fn select(&mut self, rows: &Rows) -> SelectStatement {
        let table = self.table(rows.model);
        let mut select = SelectStatement::new();
        select
            .from(table.reference())
            .and_where(self.condition(&table, rows));
        select
    }

    /// The statement over the rows, without columns, where it does not matter how often each is given.
    ///
    /// Rows that refer are searched for each row of the set, which is not written down before.
    pub(super) fn select_any(&mut self, rows: &Rows) -> SelectStatement {
        let [Source::Referring(key)] = rows.any_of[..] else {
            return self.select(rows);
        };
        let Referred::Table(name) = self.referred(key) else {
            return self.select(rows);
        };
        let catalog = self.selected.context.catalog;
        let key = &catalog[key];
        let table = self.table(rows.model);
        let target = Table::new(&catalog[key.target], "s");
        let on = equal(
            target.columns(&key.target_fields),
            table.columns(&key.fields),
        );
        let mut select = SelectStatement::new();
        select
            .from_as(name, target.alias.clone())
            .join(JoinType::InnerJoin, table.reference(), on)
            .and_where_option(self.narrowed(&table, rows, None));
        select
    }

    /// The condition that a row of `table` is one of `rows`.
    pub(super) fn condition(&mut self, table: &Table<'a>, rows: &Rows) -> Expr {
        let any = self.any_of(table, &rows.any_of);
        self.narrowed(table, rows, Some(any))
            .expect("there is a condition to start with")
    }

    fn narrowed(&mut self, table: &Table<'a>, rows: &Rows, any: Option<Expr>) -> Option<Expr> {
        let mut conditions: Vec<Expr> = any.into_iter().collect();
        for source in &rows.all_of {
            conditions.extend(self.source(table, source));
        }
        for source in &rows.none_of {
            let not = self.source(table, source).map(is_not_true);
            conditions.push(not.unwrap_or(constant(false)));
        }
        conditions.into_iter().reduce(ExprTrait::and)
    }

    /// The condition that a row of `table` comes from one of the sources.
    pub(super) fn any_of(&mut self, table: &Table<'a>, sources: &[Source]) -> Expr {
        let conditions = self.each_of(table, sources).into_iter();
        conditions.reduce(ExprTrait::or).unwrap_or(constant(false))
    }

    fn each_of(&mut self, table: &Table<'a>, sources: &[Source]) -> Vec<Expr> {
        let conditions = sources.iter().map(|source| {
            let condition = self.source(table, source);
            condition.unwrap_or(constant(true))
        });
        conditions.collect()
    }

    /// The condition that a row comes from the source; none where every row does.
    fn source(&mut self, table: &Table<'a>, source: &Source) -> Option<Expr> {
        let context = self.selected.context;
        match source {
            Source::Visible(condition) => self.meets(context, table, condition),
            Source::Meeting(condition) => self.meets(trusted(context), table, condition),
            Source::Listed(list) => Some(in_list(context, table, &table.model.primary_key, list)),
            Source::Referring(key) => Some(self.refers(table, *key)),
            Source::Selected => {
                let set = self.set(table.model.id);
                Some(self.any_of(table, &set.sources))
            }
        }
    }

    fn meets(
        &self,
        context: Context<'a>,
        table: &Table<'a>,
        condition: &Predicate,
    ) -> Option<Expr> {
        let row = Row::Of(table.clone());
        let mut tables = Tables::new(context, self.names);
        let visible = tables.visible(&row);
        let meets =
            (condition.constant() != Some(true)).then(|| tables.only_where(&row, condition));
        if !tables.has_joins() {
            return visible.into_iter().chain(meets).reduce(ExprTrait::and);
        }
        let model = table.model;
        let (mut select, mut tables, row) = filtered(context, self.names, model, condition);
        select.exprs(tables.columns(&row, &model.primary_key));
        tables.add_to(&mut select);
        Some(table.row(&model.primary_key).in_subquery(select))
    }

    fn refers(&mut self, table: &Table<'a>, key: ForeignKeyId) -> Expr {
        let context = self.selected.context;
        let facts = &context.catalog[key];
        let (fields, target) = (&facts.fields, &context.catalog[facts.target]);
        match self.referred(key) {
            Referred::Listed(list) => {
                let listed = list.select(context, target, &facts.target_fields);
                table.row(fields).in_subquery(listed)
            }
            Referred::Known(same) => {
                let condition = self.meets(trusted(context), table, &same);
                condition.unwrap_or(constant(true))
            }
            Referred::Table(name) => {
                let columns = facts.target_fields.iter();
                let mut select = SelectStatement::new();
                select
                    .columns(columns.map(|field| target[*field].column.clone()))
                    .from(name);
                table.row(fields).in_subquery(select)
            }
        }
    }

    fn referred(&mut self, key: ForeignKeyId) -> Referred<'a> {
        let key = &self.selected.context.catalog[key];
        let set = self.set(key.target);
        if let [Source::Listed(list)] = &set.sources[..] {
            return Referred::Listed(list);
        }
        match self.known(key, set) {
            Some(same) => Referred::Known(same),
            None => Referred::Table(self.set_table(set, &key.target_fields)),
        }
    }

    /// The condition that a row refers to the set, where the values to refer to are known without a
    /// look at the set's rows: a key that the database checks leads to none that is not there.
    fn known(&self, key: &ForeignKey, set: &Set) -> Option<Predicate> {
        let [Source::Visible(Predicate::Key { fields, keys })] = &set.sources[..] else {
            return None;
        };
        let scope = self.selected.context.scope;
        let is_seen = scope.access(key.target, Action::View) == Access::All;
        let is_known = is_seen && key.has_constraint && *fields == key.target_fields;
        is_known.then(|| Predicate::Key {
            fields: key.fields.clone(),
            keys: keys.clone(),
        })
    }

    fn set(&self, model: ModelId) -> &'a Set {
        let mut sets = self.selected.sets.iter();
        sets.find(|set| set.model == model)
            .expect("only models with a set are asked for")
    }

    /// The name of the set as a table with these columns, among others.
    fn set_table(&mut self, set: &'a Set, fields: &[FieldId]) -> DynIden {
        let known = |table: &SetTable<'_>| table.table.model.id == set.model;
        let position = self.tables.iter().position(known).unwrap_or_else(|| {
            let table = self.table(set.model);
            let conditions = self.each_of(&table, &set.sources);
            self.tables.push(SetTable {
                name: self.free_name(&table.model.table.to_string()),
                table,
                fields: Vec::new(),
                conditions,
            });
            self.tables.len() - 1
        });
        let table = &mut self.tables[position];
        for field in fields {
            if !table.fields.contains(field) {
                table.fields.push(*field);
            }
        }
        table.name.clone()
    }

    /// A name that no table has.
    fn free_name(&self, table: &str) -> DynIden {
        let models = self.selected.context.catalog.models();
        let mut name = format!("selected_{table}");
        while models.iter().any(|model| model.table.to_string() == name) {
            name.push('_');
        }
        Alias::new(name).into_iden()
    }

    /// The tables of the sets that were named. A row that comes from several sources is in its table
    /// several times, which costs less than to keep it apart and matters to none who refers to it.
    pub(super) fn clause(self) -> WithClause {
        let mut clause = WithClause::new();
        for set in self.tables {
            let SetTable { table, fields, .. } = set;
            let mut parts = set.conditions.into_iter().map(|condition| {
                let mut select = SelectStatement::new();
                select
                    .exprs(table.columns(&fields))
                    .from(table.reference())
                    .and_where(condition);
                select
            });
            let mut rows = parts.next().expect("a set has a source");
            rows.unions(parts.map(|part| (UnionType::All, part)));
            let mut named = CommonTableExpression::new();
            named.table_name(set.name).query(rows);
            clause.cte(named);
        }
        clause
    }

    /// Whether the statement names no set.
    pub(super) fn is_plain(&self) -> bool {
        self.tables.is_empty()
    }
}

/// The condition that `fields` hold one of the list's primary keys.
fn in_list(context: Context<'_>, table: &Table<'_>, fields: &[FieldId], list: &KeyList) -> Expr {
    let listed = list.select(context, table.model, fields);
    tuple(table.columns(fields).collect()).in_subquery(listed)
}

fn trusted(context: Context<'_>) -> Context<'_> {
    Context {
        scope: &Unrestricted,
        ..context
    }
}

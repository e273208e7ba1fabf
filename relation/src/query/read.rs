//! The reads. Each runs at most one statement, and none at all where the scope leaves no row
//! or there is nothing to look for.

use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::{
    Row,
    decode::{Decoder, keys},
    functions::FunctionDecoder,
};
use crate::{
    catalog::{Accessor, Catalog, FieldId, Model, ModelId, Path},
    lookup::{Function, Predicate},
    scope::{Access, Action, Scope},
    sql::{self, ByKey, Context, Dialect, Listing, Lock, Related},
    value::Key,
};

/// A page of a list, in the list's order.
#[derive(Debug, Default)]
pub struct PageRows {
    /// The rows.
    pub rows: Vec<Row>,
    /// For each row, the keys of the list's order as the database holds them; empty where they
    /// were not asked for.
    pub keys: Vec<Row>,
}

/// The related rows of many parents, ordered by parent and then by the list's order.
#[derive(Debug, Default)]
pub struct RelatedRows {
    /// For each row, the position of its parent in the list of keys.
    pub parents: Vec<usize>,
    /// The links' rows, one for each row; empty where no field of the link was asked for.
    pub links: Vec<Row>,
    /// The rows and their keys.
    pub page: PageRows,
}

/// Reads rows for one viewer.
pub struct Reader<'a, C> {
    /// Where the rows are read from.
    pub db: &'a C,
    /// The models and relations.
    pub catalog: &'a Catalog,
    /// The rows that exist for the viewer.
    pub scope: &'a dyn Scope,
    /// How rows are locked that are read by key, by page or by relation.
    pub lock: Option<Lock>,
}

impl<C: ConnectionTrait> Reader<'_, C> {
    /// Reads the rows of `model` whose `key` fields hold one of `keys`, one row for each key at
    /// most, in the order of the keys.
    ///
    /// # Errors
    ///
    /// What the database reports.
    pub async fn by_key(
        &self,
        model: ModelId,
        key: &[FieldId],
        keys: &[Key],
        fields: &[FieldId],
    ) -> Result<Vec<Option<Row>>, DbErr> {
        let mut found = vec![None; keys.len()];
        if keys.is_empty() || self.is_hidden(model) {
            return Ok(found);
        }
        let model = &self.catalog[model];
        let read = ByKey {
            model,
            fields,
            key,
            keys,
        };
        let decoder = Decoder::new(self.catalog, model, fields);
        let statement = sql::select_by_key(self.context()?, &read);
        for row in self.db.query_all_raw(statement).await? {
            found[ordinal(&row)?] = Some(decoder.row(&row, 1));
        }
        Ok(found)
    }

    /// Reads a part of a list of `model`, in the list's order, whatever the end from which the
    /// part was taken.
    ///
    /// # Errors
    ///
    /// What the database reports.
    pub async fn page(&self, model: ModelId, listing: &Listing<'_>) -> Result<PageRows, DbErr> {
        let mut page = PageRows::default();
        if is_empty(listing) || self.is_hidden(model) {
            return Ok(page);
        }
        let model = &self.catalog[model];
        let decoder = Decoder::new(self.catalog, model, listing.fields);
        let statement = sql::select_page(self.context()?, model, listing);
        for row in self.db.query_all_raw(statement).await? {
            page.add(&row, 0, &decoder, listing)?;
        }
        if listing.window.backwards {
            page.rows.reverse();
            page.keys.reverse();
        }
        Ok(page)
    }

    /// Reads a part of the list of related rows of each of `parents` along a to-many `accessor`.
    ///
    /// # Errors
    ///
    /// What the database reports.
    pub async fn related(
        &self,
        accessor: &Accessor,
        parents: &[Key],
        link_fields: &[FieldId],
        listing: &Listing<'_>,
    ) -> Result<RelatedRows, DbErr> {
        let mut found = RelatedRows::default();
        if parents.is_empty() || is_empty(listing) || self.hides(accessor) {
            return Ok(found);
        }
        let link_decoder = match accessor.path {
            Path::ManyToMany(link) => {
                let through: &Model = &self.catalog[link.through];
                Decoder::new(self.catalog, through, link_fields)
            }
            _ => Decoder::new(self.catalog, &self.catalog[accessor.target], &[]),
        };
        let target = &self.catalog[accessor.target];
        let decoder = Decoder::new(self.catalog, target, listing.fields);
        let related = Related { accessor, parents };
        let statement = sql::select_related(self.context()?, &related, link_fields, listing);
        for row in self.db.query_all_raw(statement).await? {
            found.parents.push(ordinal(&row)?);
            if link_decoder.len() > 0 {
                found.links.push(link_decoder.row(&row, 1));
            }
            let first = 1 + link_decoder.len();
            found.page.add(&row, first, &decoder, listing)?;
        }
        Ok(found)
    }

    /// Makes values of all rows of `model` that meet `filter`, one for each of `functions`.
    ///
    /// # Errors
    ///
    /// What the database reports.
    pub async fn aggregate(
        &self,
        model: ModelId,
        filter: &Predicate,
        functions: &[Function],
    ) -> Result<Row, DbErr> {
        if filter.constant() == Some(false) || self.is_hidden(model) {
            return Ok(of_nothing(functions));
        }
        let model = &self.catalog[model];
        let decoder = FunctionDecoder::new(self.catalog, model, functions);
        let statement = sql::aggregate(self.context()?, model, filter, functions);
        Ok(match self.db.query_one_raw(statement).await? {
            Some(row) => decoder.row(&row, 0),
            None => of_nothing(functions),
        })
    }

    /// Makes values of the related rows of each of `parents` along a to-many `accessor` that
    /// meet `filter`: for each parent one value for each of `functions`.
    ///
    /// # Errors
    ///
    /// What the database reports.
    pub async fn aggregate_related(
        &self,
        accessor: &Accessor,
        parents: &[Key],
        filter: &Predicate,
        functions: &[Function],
    ) -> Result<Vec<Row>, DbErr> {
        let mut found = vec![of_nothing(functions); parents.len()];
        if parents.is_empty() || filter.constant() == Some(false) || self.hides(accessor) {
            return Ok(found);
        }
        let target = &self.catalog[accessor.target];
        let decoder = FunctionDecoder::new(self.catalog, target, functions);
        let related = Related { accessor, parents };
        let statement = sql::aggregate_related(self.context()?, &related, filter, functions);
        for row in self.db.query_all_raw(statement).await? {
            found[ordinal(&row)?] = decoder.row(&row, 1);
        }
        Ok(found)
    }

    fn context(&self) -> Result<Context<'_>, DbErr> {
        Ok(Context {
            dialect: Dialect::of(self.db.get_database_backend())?,
            catalog: self.catalog,
            scope: self.scope,
            lock: self.lock,
        })
    }

    fn is_hidden(&self, model: ModelId) -> bool {
        self.scope.access(model, Action::View) == Access::None
    }

    /// Whether the scope leaves no row at the end of a to-many relation.
    fn hides(&self, accessor: &Accessor) -> bool {
        debug_assert!(!accessor.is_to_one());
        let through = match accessor.path {
            Path::ManyToMany(link) => self.is_hidden(link.through),
            _ => false,
        };
        through || self.is_hidden(accessor.target)
    }
}

impl PageRows {
    /// Takes the fields of a row, which start at `first`, and the keys after them.
    fn add(
        &mut self,
        row: &QueryResult,
        first: usize,
        decoder: &Decoder<'_>,
        listing: &Listing<'_>,
    ) -> Result<(), DbErr> {
        self.rows.push(decoder.row(row, first));
        if listing.with_keys {
            self.keys.push(keys(row, first + decoder.len())?);
        }
        Ok(())
    }
}

fn of_nothing(functions: &[Function]) -> Row {
    functions
        .iter()
        .map(|function| function.of_nothing())
        .collect()
}

/// Whether the part of the list has no row, whatever the database holds.
fn is_empty(listing: &Listing<'_>) -> bool {
    listing.window.limit == 0 || listing.list.filter.constant() == Some(false)
}

/// The position of a row's key in the list of keys.
fn ordinal(row: &QueryResult) -> Result<usize, DbErr> {
    let position: i64 = row.try_get_by_index(0)?;
    usize::try_from(position).map_err(|_| DbErr::Type("the position of a key".to_owned()))
}

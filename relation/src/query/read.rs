//! The reads. Each runs at most one statement, and none at all where the scope leaves no row
//! or there is nothing to look for.

use sea_orm::{ConnectionTrait, DbErr};

use super::{Row, decode::Decoder};
use crate::{
    catalog::{Accessor, Catalog, FieldId, Model, ModelId, Path},
    scope::{Access, Action, Scope},
    sql::{self, ByKey, CountAll, Page, Related, Way, Window},
    value::Key,
};

pub use crate::sql::link_order;

/// The related rows of many parents, ordered by parent and then by the list's order.
#[derive(Debug, Default)]
pub struct RelatedRows {
    /// For each row, the position of its parent in the list of keys.
    pub parents: Vec<usize>,
    /// The links' rows, one for each row; empty where no field of the link was asked for.
    pub links: Vec<Row>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// For each parent, the number of its related rows.
pub type Counts = Vec<u64>;

/// Reads rows for one viewer.
pub struct Reader<'a, C> {
    /// Where the rows are read from.
    pub db: &'a C,
    /// The models and relations.
    pub catalog: &'a Catalog,
    /// The rows that exist for the viewer.
    pub scope: &'a dyn Scope,
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
        let access = self.scope.access(model, Action::View);
        if keys.is_empty() || access == Access::None {
            return Ok(found);
        }
        let model = &self.catalog[model];
        let read = ByKey {
            model,
            fields,
            key,
            keys,
            access: &access,
        };
        let decoder = Decoder::new(self.catalog, model, fields);
        for row in self.db.query_all_raw(sql::select_by_key(&read)).await? {
            found[ordinal(&row)?] = Some(decoder.row(&row, 1));
        }
        Ok(found)
    }

    /// Reads one page of `model` in the order of the primary key, whatever the direction from
    /// which the page was taken.
    ///
    /// # Errors
    ///
    /// What the database reports.
    pub async fn page(
        &self,
        model: ModelId,
        fields: &[FieldId],
        window: &Window,
    ) -> Result<Vec<Row>, DbErr> {
        let access = self.scope.access(model, Action::View);
        if window.limit == 0 || access == Access::None {
            return Ok(Vec::new());
        }
        let model = &self.catalog[model];
        let read = Page {
            model,
            fields,
            window,
            access: &access,
        };
        let decoder = Decoder::new(self.catalog, model, fields);
        let rows = self.db.query_all_raw(sql::select_page(&read)).await?;
        let mut rows: Vec<Row> = rows.iter().map(|row| decoder.row(row, 0)).collect();
        if window.backwards {
            rows.reverse();
        }
        Ok(rows)
    }

    /// Counts the rows of `model`.
    ///
    /// # Errors
    ///
    /// What the database reports.
    pub async fn count(&self, model: ModelId) -> Result<u64, DbErr> {
        let access = self.scope.access(model, Action::View);
        if access == Access::None {
            return Ok(0);
        }
        let read = CountAll {
            model: &self.catalog[model],
            access: &access,
        };
        match self.db.query_one_raw(sql::count(&read)).await? {
            Some(row) => Ok(row.try_get_by_index::<i64>(0)?.unsigned_abs()),
            None => Ok(0),
        }
    }

    /// Reads a page of related rows for each of `parents` along a to-many `accessor`.
    ///
    /// # Errors
    ///
    /// What the database reports.
    pub async fn related(
        &self,
        accessor: &Accessor,
        parents: &[Key],
        link_fields: &[FieldId],
        fields: &[FieldId],
        window: &Window,
    ) -> Result<RelatedRows, DbErr> {
        let access = Accesses::new(self.catalog, self.scope, accessor);
        if parents.is_empty() || window.limit == 0 || access.nothing() {
            return Ok(RelatedRows::default());
        }
        let related = access.related(self.catalog, accessor, parents);
        let link_decoder = match &related.way {
            Way::Reverse { .. } => None,
            Way::Through { through, .. } => Some(Decoder::new(self.catalog, through, link_fields)),
        };
        let decoder = Decoder::new(self.catalog, related.model, fields);
        let statement = sql::select_related(&related, link_fields, fields, window);
        let mut found = RelatedRows::default();
        for row in self.db.query_all_raw(statement).await? {
            found.parents.push(ordinal(&row)?);
            let mut first = 1;
            if let Some(decoder) = link_decoder.as_ref().filter(|decoder| decoder.len() > 0) {
                found.links.push(decoder.row(&row, first));
                first += decoder.len();
            }
            found.rows.push(decoder.row(&row, first));
        }
        Ok(found)
    }

    /// Counts the related rows of each of `parents` along a to-many `accessor`.
    ///
    /// # Errors
    ///
    /// What the database reports.
    pub async fn count_related(
        &self,
        accessor: &Accessor,
        parents: &[Key],
    ) -> Result<Counts, DbErr> {
        let mut counts = vec![0; parents.len()];
        let access = Accesses::new(self.catalog, self.scope, accessor);
        if parents.is_empty() || access.nothing() {
            return Ok(counts);
        }
        let related = access.related(self.catalog, accessor, parents);
        for row in self.db.query_all_raw(sql::count_related(&related)).await? {
            counts[ordinal(&row)?] = row.try_get_by_index::<i64>(1)?.unsigned_abs();
        }
        Ok(counts)
    }
}

/// The position of a row's key in the list of keys.
fn ordinal(row: &sea_orm::QueryResult) -> Result<usize, DbErr> {
    let position: i64 = row.try_get_by_index(0)?;
    usize::try_from(position).map_err(|_| DbErr::Type("the position of a key".to_owned()))
}

/// What the scope leaves of the models along a to-many relation.
struct Accesses {
    target: Access,
    through: Access,
}

impl Accesses {
    fn new(catalog: &Catalog, scope: &dyn Scope, accessor: &Accessor) -> Self {
        debug_assert!(catalog[accessor.source].accessors.contains(&accessor.id));
        Self {
            target: scope.access(accessor.target, Action::View),
            through: match accessor.path {
                Path::ManyToMany(link) => scope.access(link.through, Action::View),
                _ => Access::All,
            },
        }
    }

    fn nothing(&self) -> bool {
        self.target == Access::None || self.through == Access::None
    }

    fn related<'a>(
        &'a self,
        catalog: &'a Catalog,
        accessor: &Accessor,
        parents: &'a [Key],
    ) -> Related<'a> {
        let model: &Model = &catalog[accessor.target];
        let way = match accessor.path {
            Path::Forward(key) | Path::ReverseOne(key) | Path::Reverse(key) => {
                Way::Reverse { key: &catalog[key] }
            }
            Path::ManyToMany(link) => Way::Through {
                through: &catalog[link.through],
                access: &self.through,
                source: &catalog[link.source],
                target: &catalog[link.target],
            },
        };
        Related {
            way,
            parents,
            model,
            access: &self.target,
        }
    }
}

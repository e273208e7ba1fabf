//! Reads rows by key, each once in a request.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use async_graphql::dataloader::{DataLoader, HashMapCache, Loader};
use relation::{
    catalog::{Catalog, FieldId},
    query::{Reader, Row},
    scope::Scope,
    value::Key,
};
use sea_orm::DbErr;
use tracing::Instrument;

use super::session::Session;
use crate::plan::{Plan, Route, RouteId};

/// The loader of one request. It caches rows and their absence.
pub(super) type RowLoaders = DataLoader<RowLoader, HashMapCache>;

/// A key on a route of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct RowKey {
    pub(super) route: RouteId,
    pub(super) key: Key,
}

pub(super) struct RowLoader {
    catalog: Arc<Catalog>,
    scope: Arc<dyn Scope>,
    session: Arc<Session>,
    routes: Vec<RouteFacts>,
}

struct RouteFacts {
    route: Route,
    fields: Vec<FieldId>,
    /// The positions of the key in a row.
    key: Vec<usize>,
    /// Where the answer shows the rows that are read next.
    path: Mutex<String>,
}

impl RowLoader {
    /// A batch runs in a task of its own, as async-graphql's loader has it, and so to its end even
    /// when the request is dropped; it only reads.
    ///
    /// Batches never wait: each call to `load_many` is a batch of its own, and whoever calls
    /// it has gathered all keys of a level.
    pub(super) fn for_request(
        catalog: Arc<Catalog>,
        scope: Arc<dyn Scope>,
        session: Arc<Session>,
        plan: &Plan,
    ) -> RowLoaders {
        let routes = plan
            .routes
            .iter()
            .map(|route| {
                let fields = plan.layouts[route.layout.0].fields.clone();
                RouteFacts {
                    key: positions(&fields, &route.key),
                    route: route.clone(),
                    fields,
                    path: Mutex::default(),
                }
            })
            .collect();
        let loader = Self {
            catalog,
            scope,
            session,
            routes,
        };
        let spawn = |batch: futures_util::future::BoxFuture<'static, ()>| {
            tokio::spawn(batch.in_current_span())
        };
        DataLoader::with_cache(loader, spawn, HashMapCache::default()).max_batch_size(1)
    }

    pub(super) fn set_path(&self, route: RouteId, path: String) {
        // The lock protects one assignment.
        *self.routes[route.0]
            .path
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = path;
    }

    /// The keys under which `row`, which has the layout of `route`, can be asked for.
    pub(super) fn keys_of(&self, route: RouteId, row: &Row) -> Vec<RowKey> {
        let layout = self.routes[route.0].route.layout;
        self.routes
            .iter()
            .enumerate()
            .filter(|(_, facts)| facts.route.layout == layout)
            .filter_map(|(position, facts)| {
                Some(RowKey {
                    route: RouteId(position),
                    key: key_at(row, &facts.key)?,
                })
            })
            .collect()
    }

    /// Whether rows of this route's model can be asked for by another key as well.
    pub(super) fn has_siblings(&self, route: RouteId) -> bool {
        let layout = self.routes[route.0].route.layout;
        self.routes
            .iter()
            .filter(|facts| facts.route.layout == layout)
            .count()
            > 1
    }
}

impl Loader<RowKey> for RowLoader {
    type Value = Option<Row>;
    type Error = Arc<DbErr>;

    async fn load(&self, keys: &[RowKey]) -> Result<HashMap<RowKey, Self::Value>, Self::Error> {
        let Some(route) = keys.first().map(|key| key.route) else {
            return Ok(HashMap::new());
        };
        debug_assert!(keys.iter().all(|key| key.route == route));
        let facts = &self.routes[route.0];
        let path = facts
            .path
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let db = self.session.at(&path);
        let reader = Reader {
            db: &db,
            catalog: &self.catalog,
            scope: &*self.scope,
            lock: None,
        };
        let plain: Vec<Key> = keys.iter().map(|key| key.key.clone()).collect();
        let (model, key) = (facts.route.model, &facts.route.key);
        let rows = reader.by_key(model, key, &plain, &facts.fields).await?;
        Ok(keys.iter().cloned().zip(rows).collect())
    }
}

/// The key that stands at these positions of a row; none if a part of it is NULL.
pub(super) fn key_at(row: &Row, positions: &[usize]) -> Option<Key> {
    Key::new(positions.iter().map(|position| &row[*position]))
}

fn positions(layout: &[FieldId], fields: &[FieldId]) -> Vec<usize> {
    fields
        .iter()
        .map(|field| {
            layout
                .iter()
                .position(|known| known == field)
                .expect("a route's layout holds its key")
        })
        .collect()
}

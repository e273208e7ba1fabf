//! Runs a plan's reads level by level. All reads of a level run at once; each is one statement
//! for all rows of the level above.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use async_graphql::{PathSegment, Pos};
use futures_util::future::{try_join, try_join_all};
use relation::{
    catalog::{Catalog, FieldId},
    manager::Written,
    query::{Listing, Reader, Row},
    scope::Scope,
    value::Key,
};
use sea_orm::{ConnectionTrait, DbErr};

use super::{
    loaded::{Loaded, Outcome},
    loader::{RowKey, RowLoader, RowLoaders, key_at},
    pages::{Filled, Parents, one_page, only_row},
    session::Session,
    trace::path_text,
};
use crate::{
    error::{Failure, root_path},
    plan::{PageRead, Plan, Read, ReadId, ReadKind, RouteId, RowSetId},
};

/// Runs all reads of a plan.
pub(super) struct Levels<'a> {
    pub(super) plan: &'a Plan,
    pub(super) catalog: Arc<Catalog>,
    pub(super) scope: Arc<dyn Scope>,
    pub(super) session: Arc<Session>,
}

/// A read that failed.
pub(super) struct Unread {
    /// The root field it is for.
    pub(super) path: Vec<PathSegment>,
    pub(super) error: DbErr,
}

impl From<Unread> for Failure {
    fn from(unread: Unread) -> Self {
        Self::database(&unread.error, Pos::default(), unread.path)
    }
}

/// What one read brought.
struct Found {
    read: ReadId,
    filled: Filled,
}

/// The keys that one read needs on a route, aligned with what it starts from.
struct Wanted {
    read: ReadId,
    rows: RowSetId,
    keys: Vec<Option<Key>>,
}

impl Levels<'_> {
    /// Loads what the plan shows, after what was `written`.
    pub(super) async fn run(&self, written: Written) -> Result<Loaded, Unread> {
        let loaders = RowLoader::for_request(
            self.catalog.clone(),
            self.scope.clone(),
            self.session.clone(),
            self.plan,
        );
        let mut loaded = Loaded::after(written, self.plan);
        let mut level: Vec<ReadId> = self.reads_below(|parent| parent.is_none());
        while !level.is_empty() {
            let filled = self.run_level(&level, &loaders, &mut loaded).await?;
            level = self.reads_below(|parent| parent.is_some_and(|rows| filled.contains(&rows)));
        }
        Ok(loaded)
    }

    fn reads_below(&self, is_parent: impl Fn(Option<RowSetId>) -> bool) -> Vec<ReadId> {
        let reads = self.plan.reads.iter().enumerate();
        reads
            .filter(|(_, read)| is_parent(read.parent))
            .map(|(position, _)| ReadId(position))
            .collect()
    }

    async fn run_level(
        &self,
        level: &[ReadId],
        loaders: &RowLoaders,
        loaded: &mut Loaded,
    ) -> Result<Vec<RowSetId>, Unread> {
        let (routes, others) = self.sort(level, loaded);
        let by_key = try_join_all(
            routes
                .into_iter()
                .map(|(route, wanted)| self.run_route(route, wanted, loaders)),
        );
        let others = try_join_all(
            others
                .into_iter()
                .map(|read| self.run_read(read, loaders, loaded)),
        );
        let (by_key, others): (Vec<Vec<Found>>, Vec<Found>) = try_join(by_key, others).await?;
        let mut filled = Vec::new();
        for found in by_key.into_iter().flatten().chain(others) {
            loaded.outcomes[found.read.0] = found.filled.outcome;
            loaded.keys[found.read.0] = found.filled.keys;
            for (id, rows) in found.filled.rows {
                loaded.rows[id.0] = rows;
                filled.push(id);
            }
        }
        Ok(filled)
    }

    /// Gathers the reads by key of a level by route, so that each route is one batch.
    fn sort(
        &self,
        level: &[ReadId],
        loaded: &Loaded,
    ) -> (Vec<(RouteId, Vec<Wanted>)>, Vec<ReadId>) {
        let mut routes: Vec<(RouteId, Vec<Wanted>)> = Vec::new();
        let mut others = Vec::new();
        for id in level {
            let read = &self.plan.reads[id.0];
            let (route, rows, keys) = match &read.kind {
                ReadKind::Keys { route, keys, rows } => {
                    let keys = loaded.keys(keys).iter().cloned().map(Some);
                    (*route, *rows, keys.collect())
                }
                ReadKind::ToOne { route, key, rows } => {
                    (*route, *rows, parent_keys(read, key, loaded))
                }
                _ => {
                    others.push(*id);
                    continue;
                }
            };
            let wanted = Wanted {
                read: *id,
                rows,
                keys,
            };
            match routes.iter_mut().find(|(known, _)| *known == route) {
                Some((_, all)) => all.push(wanted),
                None => routes.push((route, vec![wanted])),
            }
        }
        (routes, others)
    }

    async fn run_route(
        &self,
        route: RouteId,
        wanted: Vec<Wanted>,
        loaders: &RowLoaders,
    ) -> Result<Vec<Found>, Unread> {
        if self.session.is_traced() {
            let paths: Vec<String> = wanted.iter().map(|w| self.path_of(w.read)).collect();
            loaders.loader().set_path(route, paths.join(", "));
        }
        let keys: HashSet<&Key> = wanted
            .iter()
            .flat_map(|w| w.keys.iter().flatten())
            .collect();
        let keys = keys.into_iter().map(|key| RowKey {
            route,
            key: key.clone(),
        });
        let found = loaders
            .load_many(keys)
            .await
            .map_err(|error| self.unread(wanted[0].read, (*error).clone()))?;
        if loaders.loader().has_siblings(route) {
            let rows = found.values().flatten();
            self.feed(route, rows.cloned(), loaders).await;
        }
        Ok(wanted
            .into_iter()
            .map(|wanted| assign(route, &wanted, &found))
            .collect())
    }

    /// Lets rows of a route's layout answer later reads by any key of their model.
    async fn feed(&self, route: RouteId, rows: impl Iterator<Item = Row>, loaders: &RowLoaders) {
        let entries: Vec<(RowKey, Option<Row>)> = rows
            .flat_map(|row| {
                let keys = loaders.loader().keys_of(route, &row);
                keys.into_iter().map(move |key| (key, Some(row.clone())))
            })
            .collect();
        loaders.feed_many(entries).await;
    }

    async fn run_read(
        &self,
        id: ReadId,
        loaders: &RowLoaders,
        loaded: &Loaded,
    ) -> Result<Found, Unread> {
        let read = &self.plan.reads[id.0];
        let path = if self.session.is_traced() {
            path_text(&read.path)
        } else {
            String::new()
        };
        let db = self.session.at(&path);
        let reader = Reader {
            db: &db,
            catalog: &self.catalog,
            scope: &*self.scope,
            lock: None,
        };
        let filled = self
            .read(&reader, read, loaded)
            .await
            .map_err(|error| self.unread(id, error))?;
        if let Some(page) = read.kind.page() {
            self.prime(page, &filled.rows, loaders).await;
        }
        Ok(Found { read: id, filled })
    }

    async fn read(
        &self,
        reader: &Reader<'_, impl ConnectionTrait>,
        read: &Read,
        loaded: &Loaded,
    ) -> Result<Filled, DbErr> {
        Ok(match &read.kind {
            ReadKind::List { model, page } => {
                let found = reader.page(*model, &self.listing(page)).await?;
                one_page(page, found)
            }
            ReadKind::Exactly { model, page } => {
                let found = reader.page(*model, &self.listing(page)).await?;
                only_row(page.rows, found)
            }
            ReadKind::Aggregate {
                model,
                filter,
                functions,
            } => {
                let values = reader.aggregate(*model, filter, functions).await?;
                Outcome::Values(vec![values]).into()
            }
            ReadKind::ToMany {
                accessor,
                key,
                page,
                links,
            } => {
                let parents = Parents::new(parent_keys(read, key, loaded));
                let accessor = &self.catalog[*accessor];
                let link_fields = links.map_or(&[][..], |links| self.fields(links));
                let found = reader
                    .related(
                        accessor,
                        &parents.distinct,
                        link_fields,
                        &self.listing(page),
                    )
                    .await?;
                parents.pages(page, *links, &found)
            }
            ReadKind::AggregateRelated {
                accessor,
                key,
                filter,
                functions,
            } => {
                let parents = Parents::new(parent_keys(read, key, loaded));
                let accessor = &self.catalog[*accessor];
                let values = reader
                    .aggregate_related(accessor, &parents.distinct, filter, functions)
                    .await?;
                parents.values(functions, &values).into()
            }
            ReadKind::Keys { .. } | ReadKind::ToOne { .. } => {
                unreachable!("reads by key run by route")
            }
        })
    }

    fn listing<'p>(&'p self, page: &'p PageRead) -> Listing<'p> {
        Listing {
            fields: self.fields(page.rows),
            list: &page.list,
            window: &page.window,
            with_keys: page.with_keys,
        }
    }

    /// Hands the rows of a page to the loader in the layouts of its routes.
    async fn prime(&self, page: &PageRead, filled: &[(RowSetId, Vec<Row>)], loaders: &RowLoaders) {
        let Some((_, rows)) = filled.iter().find(|(id, _)| *id == page.rows) else {
            return;
        };
        for (route, positions) in &page.primes {
            let rows = rows
                .iter()
                .map(|row| positions.iter().map(|p| row[*p].clone()).collect::<Row>());
            self.feed(*route, rows, loaders).await;
        }
    }

    fn fields(&self, rows: RowSetId) -> &[FieldId] {
        let layout = self.plan.row_sets[rows.0].layout;
        &self.plan.layouts[layout.0].fields
    }

    fn path_of(&self, read: ReadId) -> String {
        path_text(&self.plan.reads[read.0].path)
    }

    fn unread(&self, read: ReadId, error: DbErr) -> Unread {
        Unread {
            path: root_path(&self.plan.reads[read.0].path),
            error,
        }
    }
}

fn parent_keys(read: &Read, key: &[usize], loaded: &Loaded) -> Vec<Option<Key>> {
    let parent = read.parent.expect("a relation starts from rows");
    loaded.rows[parent.0]
        .iter()
        .map(|row| key_at(row, key))
        .collect()
}

/// Gives each of the rows found its position and each start row the position of its row.
fn assign(route: RouteId, wanted: &Wanted, found: &HashMap<RowKey, Option<Row>>) -> Found {
    let mut rows = Vec::new();
    let mut positions: HashMap<&Key, Option<usize>> = HashMap::new();
    let found_at = wanted
        .keys
        .iter()
        .map(|key| {
            let key = key.as_ref()?;
            *positions.entry(key).or_insert_with(|| {
                let row_key = RowKey {
                    route,
                    key: key.clone(),
                };
                let row = found.get(&row_key)?.as_ref()?;
                rows.push(row.clone());
                Some(rows.len() - 1)
            })
        })
        .collect();
    let filled = Filled {
        outcome: Outcome::One(found_at),
        rows: vec![(wanted.rows, rows)],
        keys: Vec::new(),
    };
    Found {
        read: wanted.read,
        filled,
    }
}

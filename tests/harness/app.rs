//! The application under test: an engine with a database of its own, and a client.

use std::sync::{Arc, LazyLock, OnceLock};

use api::{Database, Engine, EngineBuilder, RequestContext};
use async_graphql::{Request, Variables};
use migration::seed::{SeedOptions, seed};
use regex::Regex;
use relation::{
    catalog::{Catalog, CatalogError},
    scope::{Scope, Unrestricted},
};
use sea_orm::DatabaseConnection;

use crate::{
    Reply,
    backend::{Backend, backends},
    generated::Format,
    inspected::Inspected,
    postgres,
    template::{Place, World},
    trace::Trace,
    zoo,
};

/// The application on every configured database at once: rows go into all of them, and an
/// operation has to give the same answer on each.
pub struct TestApp {
    catalog: Arc<Catalog>,
    instances: Vec<Instance>,
}

pub(crate) struct Instance {
    pub(crate) backend: Backend,
    pub(crate) engine: Engine,
    pub(crate) database: Database,
    pub(crate) place: Place,
}

impl TestApp {
    /// The shipped domain, without rows.
    pub async fn new() -> Self {
        Self::extended(|engine| engine).await
    }

    /// The shipped domain, without rows, with limits or fields of its own.
    pub async fn extended(extend: impl Fn(EngineBuilder) -> EngineBuilder) -> Self {
        static CATALOG: OnceLock<Arc<Catalog>> = OnceLock::new();
        let catalog = CATALOG.get_or_init(|| checked(entity::catalog()));
        Self::open(World::Domain, catalog, extend).await
    }

    /// The shipped domain with its sample data.
    pub async fn sample() -> Self {
        let app = Self::new().await;
        for db in app.writers() {
            let seeded = seed(db, SeedOptions { scale: 1 }, |_| {}).await;
            seeded.expect("sample data");
        }
        app
    }

    /// The zoo and its rows.
    pub async fn zoo() -> Self {
        Self::extended_zoo(|engine| engine).await
    }

    /// The zoo and its rows, with limits or fields of its own.
    pub async fn extended_zoo(extend: impl Fn(EngineBuilder) -> EngineBuilder) -> Self {
        static CATALOG: OnceLock<Arc<Catalog>> = OnceLock::new();
        let catalog = CATALOG.get_or_init(|| checked(zoo::catalog()));
        Self::open(World::Zoo, catalog, extend).await
    }

    /// The generated entities and their rows.
    pub async fn generated(format: Format) -> Self {
        static COMPACT: OnceLock<Arc<Catalog>> = OnceLock::new();
        static DENSE: OnceLock<Arc<Catalog>> = OnceLock::new();
        let catalog = match format {
            Format::Compact => &COMPACT,
            Format::Dense => &DENSE,
        };
        let catalog = catalog.get_or_init(|| checked(format.catalog()));
        Self::open(World::Generated(format), catalog, |engine| engine).await
    }

    /// A database that was there before, by the entities that `relata inspect` wrote: once for each
    /// configured kind of database for which there are some, as they differ.
    pub async fn inspected(which: Inspected) -> Vec<(Backend, Self)> {
        let mut apps = Vec::new();
        for backend in backends() {
            if let Some(catalog) = which.catalog(backend) {
                let (world, catalog) = (World::Inspected(which), checked(catalog));
                let app = Self::open_on(&[backend], world, &catalog, |engine| engine).await;
                apps.push((backend, app));
            }
        }
        apps
    }

    /// The database.
    pub fn database(&self) -> &Database {
        &self.instances[0].database
    }

    async fn open(
        world: World,
        catalog: &Arc<Catalog>,
        extend: impl Fn(EngineBuilder) -> EngineBuilder,
    ) -> Self {
        Self::open_on(&backends(), world, catalog, extend).await
    }

    async fn open_on(
        backends: &[Backend],
        world: World,
        catalog: &Arc<Catalog>,
        extend: impl Fn(EngineBuilder) -> EngineBuilder,
    ) -> Self {
        let mut instances = Vec::new();
        for backend in backends.iter().copied() {
            let (database, place) = Box::pin(world.open(backend)).await;
            servers::count(backend.version());
            let builder = extend(Engine::builder(catalog.clone()));
            let engine = builder.build(database.clone());
            instances.push(Instance {
                backend,
                engine: engine.expect("names that GraphQL takes"),
                database,
                place,
            });
        }
        Self {
            catalog: catalog.clone(),
            instances,
        }
    }

    pub(crate) fn shared_catalog(&self) -> Arc<Catalog> {
        self.catalog.clone()
    }

    /// What the engine knows about the tables.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The schema, as clients see it.
    pub fn sdl(&self) -> String {
        self.instances[0].engine.sdl()
    }

    /// Executes an operation on every database.
    ///
    /// # Panics
    ///
    /// If two databases answer differently.
    pub async fn execute(&self, query: &str) -> Reply {
        let scope: Arc<dyn Scope> = Arc::new(Unrestricted);
        self.run(Request::new(query), || traced(&scope)).await
    }

    /// Executes an operation with variables.
    ///
    /// # Panics
    ///
    /// As [`execute`](Self::execute).
    pub async fn execute_with(&self, query: &str, variables: serde_json::Value) -> Reply {
        let request = Request::new(query).variables(Variables::from_json(variables));
        let scope: Arc<dyn Scope> = Arc::new(Unrestricted);
        self.run(request, || traced(&scope)).await
    }

    /// Executes an operation for a viewer who may not see everything.
    ///
    /// # Panics
    ///
    /// As [`execute`](Self::execute).
    pub async fn execute_as(&self, scope: impl Scope + 'static, query: &str) -> Reply {
        let scope: Arc<dyn Scope> = Arc::new(scope);
        self.run(Request::new(query), || traced(&scope)).await
    }

    /// Executes an operation on every database, on each in a context of its own.
    ///
    /// # Panics
    ///
    /// As [`execute`](Self::execute).
    pub async fn execute_in(&self, query: &str, context: impl Fn() -> RequestContext) -> Reply {
        self.run(Request::new(query), context).await
    }

    /// The values that an operation gives, as [`Reply::leaves`].
    ///
    /// # Panics
    ///
    /// If the operation fails.
    pub async fn leaves(&self, query: &str) -> String {
        let reply = self.execute(query).await;
        assert_eq!(reply.errors(), [], "{query}");
        reply.leaves()
    }

    /// The statements of an operation, one to a line.
    ///
    /// # Panics
    ///
    /// If the operation fails.
    pub async fn sql_of(&self, query: &str) -> String {
        self.trace(query).await.to_string()
    }

    /// The number of statements of an operation.
    ///
    /// # Panics
    ///
    /// If the operation fails.
    pub async fn statements(&self, query: &str) -> usize {
        self.trace(query).await.statements.len()
    }

    /// The statements of an operation, with what they read.
    ///
    /// # Panics
    ///
    /// If the operation fails.
    pub async fn trace(&self, query: &str) -> Trace {
        let reply = self.execute(query).await;
        assert_eq!(reply.errors(), [], "{query}");
        reply.trace()
    }

    async fn run(&self, request: Request, context: impl Fn() -> RequestContext) -> Reply {
        let mut first: Option<Reply> = None;
        for instance in &self.instances {
            let copy = Request::new(&request.query).variables(request.variables.clone());
            let execution = instance.engine.execute(copy, context());
            let reply = Reply::new(Box::pin(execution).await);
            match &first {
                None => first = Some(reply),
                Some(first) => {
                    let name = instance.backend.name();
                    let (query, variables) = (&request.query, &*request.variables);
                    let (reply, first) = (reply.to_string(), first.to_string());
                    let (reply, first) = match instance.backend {
                        Backend::MySql => (without_cursors(&reply), without_cursors(&first)),
                        Backend::Sqlite | Backend::Postgres => (reply, first),
                    };
                    assert_eq!(reply, first, "{name} differs: {query} {variables:?}");
                }
            }
        }
        first.expect("at least one database")
    }

    /// The application on one database alone, for what the others cannot show.
    ///
    /// # Panics
    ///
    /// If that database is not configured.
    #[must_use]
    pub fn only(mut self, backend: Backend) -> Self {
        self.instances
            .retain(|instance| instance.backend == backend);
        assert_eq!(
            self.instances.len(),
            1,
            "{} is not configured",
            backend.name()
        );
        self
    }

    /// The application without one kind of database, for what that one cannot do.
    #[must_use]
    pub fn without(mut self, backend: Backend) -> Self {
        self.instances
            .retain(|instance| instance.backend != backend);
        self
    }

    /// The application once for each database, for what differs between them.
    pub fn each(self) -> impl Iterator<Item = Self> {
        let Self { catalog, instances } = self;
        instances.into_iter().map(move |instance| Self {
            catalog: catalog.clone(),
            instances: vec![instance],
        })
    }

    /// How many databases there are, each of which an operation runs on.
    pub fn n_databases(&self) -> usize {
        self.instances.len()
    }

    /// The kind of the first database.
    pub fn backend(&self) -> Backend {
        self.instance().backend
    }

    pub(crate) fn instances(&self) -> &[Instance] {
        &self.instances
    }

    /// The first database, which is the only one after [`only`](Self::only) and [`each`](Self::each).
    pub(crate) fn instance(&self) -> &Instance {
        &self.instances[0]
    }

    /// Where rows are written: every database.
    pub(crate) fn writers(&self) -> impl Iterator<Item = &DatabaseConnection> {
        self.instances.iter().map(|i| &i.database.writer)
    }

    /// The SQLite database, for what only it can tell.
    pub(crate) fn sqlite(&self) -> &Database {
        &self.sqlite_instance().database
    }

    pub(crate) fn sqlite_instance(&self) -> &Instance {
        let mut instances = self.instances.iter();
        let found = instances.find(|instance| instance.backend == Backend::Sqlite);
        found.expect("SQLite is always configured")
    }
}

impl Instance {
    /// Lets columns that count go on behind rows that came with numbers of their own.
    pub(crate) async fn count_on(&self) {
        if self.backend == Backend::Postgres {
            let counted = postgres::count_on(&self.database.writer).await;
            counted.expect("columns that count on");
        }
    }
}

/// MySQL does not tell a point in time from one without a zone, so its cursors have other texts. The
/// cursors of one database are taken on all.
fn without_cursors(reply: &str) -> String {
    static CURSOR: LazyLock<Regex> = LazyLock::new(|| {
        let cursor = r#""(cursor|startCursor|endCursor)": "[^"]*""#;
        Regex::new(cursor).expect("a pattern")
    });
    CURSOR.replace_all(reply, r#""$1": "..""#).into_owned()
}

fn traced(scope: &Arc<dyn Scope>) -> RequestContext {
    RequestContext {
        scope: scope.clone(),
        trace_sql: true,
        ..RequestContext::default()
    }
}

fn checked(catalog: Result<Catalog, CatalogError>) -> Arc<Catalog> {
    Arc::new(catalog.expect("a catalog without faults"))
}

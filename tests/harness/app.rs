//! The application under test: an engine with a database of its own, and a client.

use std::sync::{Arc, OnceLock};

use api::{Database, Engine, EngineBuilder, RequestContext};
use async_graphql::{Request, Variables};
use migration::seed::{SeedOptions, seed};
use relation::{
    catalog::{Catalog, CatalogError},
    scope::{Scope, Unrestricted},
};
use sea_orm::DatabaseConnection;
use tempfile::TempDir;

use crate::{
    Reply,
    backend::{Backend, backends},
    generated::Format,
    template::World,
    trace::Trace,
    zoo,
};

/// The application on every configured database at once: rows go into all of them, and an
/// operation has to give the same answer on each.
pub struct TestApp {
    catalog: Arc<Catalog>,
    instances: Vec<Instance>,
}

struct Instance {
    backend: Backend,
    engine: Engine,
    database: Database,
    _dir: TempDir,
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
        static CATALOG: OnceLock<Arc<Catalog>> = OnceLock::new();
        let catalog = CATALOG.get_or_init(|| checked(zoo::catalog()));
        Self::open(World::Zoo, catalog, |engine| engine).await
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

    async fn open(
        world: World,
        catalog: &Arc<Catalog>,
        extend: impl Fn(EngineBuilder) -> EngineBuilder,
    ) -> Self {
        let mut instances = Vec::new();
        for backend in backends() {
            let (database, dir) = Box::pin(world.open(backend)).await;
            let builder = extend(Engine::builder(catalog.clone()));
            let engine = builder.build(database.clone());
            instances.push(Instance {
                backend,
                engine: engine.expect("names that GraphQL takes"),
                database,
                _dir: dir,
            });
        }
        Self {
            catalog: catalog.clone(),
            instances,
        }
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
        self.run(Request::new(query), Arc::new(Unrestricted)).await
    }

    /// Executes an operation with variables.
    ///
    /// # Panics
    ///
    /// As [`execute`](Self::execute).
    pub async fn execute_with(&self, query: &str, variables: serde_json::Value) -> Reply {
        let request = Request::new(query).variables(Variables::from_json(variables));
        self.run(request, Arc::new(Unrestricted)).await
    }

    /// Executes an operation for a viewer who may not see everything.
    ///
    /// # Panics
    ///
    /// As [`execute`](Self::execute).
    pub async fn execute_as(&self, scope: impl Scope + 'static, query: &str) -> Reply {
        self.run(Request::new(query), Arc::new(scope)).await
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

    async fn run(&self, request: Request, scope: Arc<dyn Scope>) -> Reply {
        let mut first: Option<Reply> = None;
        for instance in &self.instances {
            let request = Request::new(&request.query).variables(request.variables.clone());
            let context = RequestContext {
                scope: scope.clone(),
                trace_sql: true,
                ..RequestContext::default()
            };
            let reply = Reply::new(Box::pin(instance.engine.execute(request, context)).await);
            match &first {
                None => first = Some(reply),
                Some(first) => {
                    let name = instance.backend.name();
                    assert_eq!(reply.to_string(), first.to_string(), "{name} differs");
                }
            }
        }
        first.expect("at least one database")
    }

    /// Where rows are written: every database.
    pub(crate) fn writers(&self) -> impl Iterator<Item = &DatabaseConnection> {
        self.instances.iter().map(|i| &i.database.writer)
    }

    /// The SQLite database, for what only it can tell.
    pub(crate) fn sqlite(&self) -> &Database {
        let mut instances = self.instances.iter();
        let found = instances.find(|instance| instance.backend == Backend::Sqlite);
        &found.expect("SQLite is always configured").database
    }
}

fn checked(catalog: Result<Catalog, CatalogError>) -> Arc<Catalog> {
    Arc::new(catalog.expect("a catalog without faults"))
}

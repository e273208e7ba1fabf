//! The GraphQL engine of one catalog and one database.

use std::{panic::AssertUnwindSafe, sync::Arc};

use async_graphql::{Pos, Request, Response, ServerError, dynamic::Schema};
use futures_util::FutureExt;
use relation::{
    catalog::Catalog,
    scope::{Scope, Unrestricted},
};

use crate::{
    Database,
    error::Failure,
    execute::{Executor, Planned, Viewer},
    schema::{self, SchemaError, Shape},
};

/// Executes GraphQL operations. Cloning is cheap.
#[derive(Clone)]
pub struct Engine {
    schema: Schema,
}

/// Bounds on what one operation may ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The number of rows of a page whose size is not given.
    pub default_page_size: u64,
    /// The greatest number of rows of a page.
    pub max_page_size: u64,
    /// How deep fields may be nested, counting from the root's as 1.
    pub max_depth: usize,
    /// The number of rows that an operation may read, estimated from page sizes before
    /// anything runs.
    pub max_cost: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            default_page_size: 50,
            max_page_size: 1_000,
            max_depth: 15,
            max_cost: 100_000,
        }
    }
}

/// Who asks, and how.
#[derive(Clone)]
pub struct RequestContext {
    /// What exists for the viewer.
    pub scope: Arc<dyn Scope>,
    /// Whether the answer lists the statements that were run, as `extensions.sql`.
    pub trace_sql: bool,
}

impl Default for RequestContext {
    fn default() -> Self {
        Self {
            scope: Arc::new(Unrestricted),
            trace_sql: false,
        }
    }
}

impl Engine {
    /// Builds the schema of `catalog` over `database`.
    ///
    /// # Errors
    ///
    /// All names that GraphQL refuses or that two things would share.
    pub fn new(
        catalog: Arc<Catalog>,
        database: Database,
        limits: Limits,
    ) -> Result<Self, SchemaError> {
        let shape = Arc::new(Shape::new(&catalog)?);
        let builder = schema::build(&catalog, &shape);
        let executor = Executor {
            catalog,
            shape,
            db: database.reader,
            limits,
        };
        let schema = builder.extension(Planned(Arc::new(executor))).finish()?;
        Ok(Self { schema })
    }

    /// The schema of `catalog` in GraphQL's schema definition language.
    ///
    /// # Errors
    ///
    /// As [`Engine::new`].
    pub fn sdl_of(catalog: &Catalog) -> Result<String, SchemaError> {
        let shape = Shape::new(catalog)?;
        Ok(schema::build(catalog, &shape).finish()?.sdl())
    }

    /// The schema in GraphQL's schema definition language.
    pub fn sdl(&self) -> String {
        self.schema.sdl()
    }

    /// Executes one operation. A panic in it becomes an error of the code `INTERNAL`.
    pub async fn execute(&self, request: Request, context: RequestContext) -> Response {
        let request = request.data(Viewer {
            scope: context.scope,
            trace_sql: context.trace_sql,
        });
        let execution = AssertUnwindSafe(self.schema.execute(request)).catch_unwind();
        execution.await.unwrap_or_else(|_| {
            let failure = Failure::internal("a panic", Pos::default(), Vec::new());
            Response::from_errors(vec![ServerError::from(failure)])
        })
    }
}

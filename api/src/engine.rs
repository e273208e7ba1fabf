//! The GraphQL engine of one catalog and one database.

use std::{panic::AssertUnwindSafe, sync::Arc};

use async_graphql::{
    Pos, Request, Response, ServerError,
    dynamic::{Object, Schema},
};
use futures_util::FutureExt;
use relation::{
    catalog::Catalog,
    changes::Changes,
    scope::{Scope, Unrestricted},
};
use sea_orm::{DbErr, Statement};

use crate::{
    Database,
    error::{self, Code, Failure},
    execute::{Executor, Planned, Viewer},
    expansion::expanded_selections,
    introspection,
    limits::Limits,
    own_field::RowsField,
    schema::{self, SchemaError},
    variables::{missing_values, unknown_types},
};

/// Executes GraphQL operations. Cloning is cheap.
#[derive(Clone)]
pub struct Engine {
    schema: Schema,
    max_selections: u64,
}

/// How deep the standard introspection query nests, generously. Ours is `max_depth`, which names
/// its setting; async-graphql's own limit is to lie above it.
const STANDARD_DEPTH: usize = 32;

/// What is told of the changes of each transaction.
pub type OnCommit = Arc<dyn Fn(&Changes) + Send + Sync>;

/// What is asked before a statement; an error takes its place.
pub type BeforeStatement = Arc<dyn Fn(&Statement) -> Result<(), DbErr> + Send + Sync>;

/// Who asks, and how.
#[derive(Clone)]
pub struct RequestContext {
    /// What exists for the viewer.
    pub scope: Arc<dyn Scope>,
    /// Whether the answer lists the statements that were run, as `extensions.sql`.
    pub trace_sql: bool,
    /// Called before each statement of a mutation; an error takes its place. It lets a test make
    /// any statement fail.
    pub before_statement: Option<BeforeStatement>,
}

impl Default for RequestContext {
    fn default() -> Self {
        Self {
            scope: Arc::new(Unrestricted),
            trace_sql: false,
            before_statement: None,
        }
    }
}

/// Puts an [`Engine`] together, with fields of a user's own where there are any.
pub struct EngineBuilder {
    catalog: Arc<Catalog>,
    limits: Limits,
    own_fields: Vec<RowsField>,
    suggests: bool,
    on_commit: Option<OnCommit>,
    extend: Box<dyn FnOnce(Object) -> Object>,
}

impl EngineBuilder {
    /// Sets the bounds on what one operation may ask for.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Leaves out of messages about unknown names which names there are.
    #[must_use]
    pub fn without_suggestions(mut self) -> Self {
        self.suggests = false;
        self
    }

    /// Adds a root field that finds rows by code of its own.
    #[must_use]
    pub fn rows_field(mut self, field: RowsField) -> Self {
        self.own_fields.push(field);
        self
    }

    /// Adds root fields that async-graphql resolves by itself, for values that are no rows of
    /// the catalog. They run beside the engine's own fields and see nothing of them.
    #[must_use]
    pub fn query(mut self, extend: impl FnOnce(Object) -> Object + 'static) -> Self {
        let before = self.extend;
        self.extend = Box::new(|query| extend(before(query)));
        self
    }

    /// Calls `observer` with what changed, after each transaction that changed something and was
    /// committed. The answer waits for it.
    #[must_use]
    pub fn on_commit(mut self, observer: OnCommit) -> Self {
        self.on_commit = Some(observer);
        self
    }

    /// Builds the engine over `database`.
    ///
    /// # Errors
    ///
    /// All names that GraphQL refuses or that two things would share.
    pub fn build(self, database: Database) -> Result<Engine, SchemaError> {
        let shape = Arc::new(schema::shape(&self.catalog, &self.own_fields)?);
        let mut builder = schema::build(&self.catalog, &shape, &self.own_fields, self.extend);
        if !self.suggests {
            builder = builder.disable_suggestions();
        }
        let max_selections = self.limits.max_selections;
        let max_depth = self.limits.max_depth;
        let executor = Executor {
            catalog: self.catalog,
            shape,
            own_fields: self.own_fields,
            db: database.reader,
            writer: database.writer,
            on_commit: self.on_commit,
            at_once: database.statements_at_once,
            limits: self.limits,
        };
        let schema = builder
            .limit_recursive_depth(max_depth.max(STANDARD_DEPTH) + 1)
            .extension(Planned(Arc::new(executor)))
            .finish()?;
        Ok(Engine {
            schema,
            max_selections,
        })
    }

    /// The schema in GraphQL's schema definition language; no database is needed for it.
    ///
    /// # Errors
    ///
    /// As [`build`](Self::build).
    pub fn sdl(self) -> Result<String, SchemaError> {
        let shape = schema::shape(&self.catalog, &self.own_fields)?;
        let builder = schema::build(&self.catalog, &shape, &self.own_fields, self.extend);
        Ok(builder.finish()?.sdl())
    }
}

impl Engine {
    /// Starts an engine of `catalog`, with default limits.
    pub fn builder(catalog: Arc<Catalog>) -> EngineBuilder {
        EngineBuilder {
            catalog,
            limits: Limits::default(),
            own_fields: Vec::new(),
            suggests: true,
            on_commit: None,
            extend: Box::new(|query| query),
        }
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
            before_statement: context.before_statement,
        });
        // Boxed, so that the deep type of the execution does not reach callers.
        let execution = Box::pin(self.execute_checked(request));
        let execution = AssertUnwindSafe(execution).catch_unwind();
        let mut response = execution.await.unwrap_or_else(|_| {
            let failure = Failure::internal("a panic", Pos::default(), Vec::new());
            Response::from_errors(vec![ServerError::from(failure)])
        });
        error::bound(&mut response.errors);
        for error in &mut response.errors {
            error::complete(error);
        }
        response
    }

    async fn execute_checked(&self, mut request: Request) -> Response {
        let operation_name = request.operation_name.clone();
        let variables = std::mem::take(&mut request.variables);
        let document = match request.parsed_query() {
            Ok(document) => document,
            Err(error) => return Response::from_errors(vec![error]),
        };
        let mut errors = unknown_types(document, self.schema.registry());
        if errors.is_empty() {
            let name = operation_name.as_deref();
            errors = missing_values(document, name, &variables);
        }
        if !errors.is_empty() {
            return Response::from_errors(errors);
        }
        let (n, limit) = (expanded_selections(document), self.max_selections);
        if n > limit {
            let n = if n == u64::MAX {
                "countless".to_owned()
            } else {
                n.to_string()
            };
            let message = format!(
                "the operation selects {n} fields, more than {limit} (setting `max_selections`)"
            );
            let failure = Failure::new(Code::Limit, message, Pos::default(), Vec::new());
            return Response::from_errors(vec![failure.into()]);
        }
        if introspection::is_too_deep(document) {
            let limit = introspection::MAX_NESTED_LISTS;
            let message = format!("introspection nests more than {limit} lists of types");
            let failure = Failure::new(Code::Limit, message, Pos::default(), Vec::new());
            return Response::from_errors(vec![failure.into()]);
        }
        request.variables = variables;
        self.schema.execute(request).await
    }
}

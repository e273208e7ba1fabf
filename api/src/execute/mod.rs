//! Answers operations: plan, load by level, project.
//!
//! Our root fields are planned together from the operation's syntax tree. When an operation has
//! no other root field, its answer is handed over as it is; else the resolvers of the schema
//! pick their parts of it, next to the fields that async-graphql resolves itself.

mod levels;
mod loader;
mod project;
mod session;

use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::{
    Data, Response, ServerError, ServerResult, Value, Variables,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextExecute, NextParseQuery},
    parser::types::{ExecutableDocument, OperationType},
};
use relation::{catalog::Catalog, scope::Scope};
use sea_orm::DatabaseConnection;

use crate::{
    Limits,
    error::Failure,
    plan::{Document, Plan, Planner, RootOutput},
    schema::{Prepared, Shape},
};
use levels::Levels;
use project::Projector;
use session::Session;

/// What all operations share.
pub(crate) struct Executor {
    pub(crate) catalog: Arc<Catalog>,
    pub(crate) shape: Arc<Shape>,
    pub(crate) db: DatabaseConnection,
    pub(crate) limits: Limits,
}

/// What one operation brings along, as data of its request.
pub(crate) struct Viewer {
    pub(crate) scope: Arc<dyn Scope>,
    pub(crate) trace_sql: bool,
}

/// Puts the executor in the place of async-graphql's own.
pub(crate) struct Planned(pub(crate) Arc<Executor>);

impl ExtensionFactory for Planned {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(PlannedOperation {
            executor: self.0.clone(),
            parsed: Mutex::default(),
        })
    }
}

struct PlannedOperation {
    executor: Arc<Executor>,
    /// Handed from the hook that sees the document to the one that executes it.
    parsed: Mutex<Option<(ExecutableDocument, Variables)>>,
}

#[async_trait::async_trait]
impl Extension for PlannedOperation {
    async fn parse_query(
        &self,
        ctx: &ExtensionContext<'_>,
        query: &str,
        variables: &Variables,
        next: NextParseQuery<'_>,
    ) -> ServerResult<ExecutableDocument> {
        let document = next.run(ctx, query, variables).await?;
        let parsed = (document.clone(), variables.clone());
        *self.parsed.lock().unwrap_or_else(PoisonError::into_inner) = Some(parsed);
        Ok(document)
    }

    async fn execute(
        &self,
        ctx: &ExtensionContext<'_>,
        operation_name: Option<&str>,
        next: NextExecute<'_>,
    ) -> Response {
        let parsed = self
            .parsed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let document = parsed
            .and_then(|(document, variables)| Document::new(document, operation_name, variables));
        let (Some(document), Some(viewer)) = (document, ctx.data_opt::<Viewer>()) else {
            return next.run(ctx, operation_name).await;
        };
        if document.operation.node.ty != OperationType::Query {
            return next.run(ctx, operation_name).await;
        }
        let answer = self.executor.answer(&document, viewer).await;
        if answer.is_whole {
            return answer.into_response();
        }
        let mut response = match answer.prepared {
            None => Response::new(Value::Null),
            Some(prepared) => {
                let mut data = Data::default();
                data.insert(prepared);
                next.run_with_data(ctx, operation_name, data).await
            }
        };
        response.errors.extend(answer.errors);
        if let Some(trace) = answer.trace {
            response.extensions.insert("sql".to_owned(), trace);
        }
        response
    }
}

/// The values of our root fields.
struct Answer {
    /// None where a field that must not be null failed.
    prepared: Option<Prepared>,
    errors: Vec<ServerError>,
    trace: Option<Value>,
    /// Whether all root fields are ours.
    is_whole: bool,
}

impl Executor {
    async fn answer(&self, document: &Document, viewer: &Viewer) -> Answer {
        let planner = Planner::new(
            &self.catalog,
            &self.shape,
            &*viewer.scope,
            &self.limits,
            document,
        );
        let (plan, failures) = planner.compile();
        tracing::debug!(%plan, "planned");
        let is_whole = !plan
            .roots
            .iter()
            .any(|root| matches!(root.output, RootOutput::Foreign));
        let session = Arc::new(Session::new(self.db.clone(), viewer.trace_sql));
        let (prepared, more) = self.load(&plan, viewer, session.clone()).await;
        Answer {
            prepared,
            errors: failures
                .into_iter()
                .chain(more)
                .map(ServerError::from)
                .collect(),
            trace: session.trace(),
            is_whole,
        }
    }

    async fn load(
        &self,
        plan: &Plan,
        viewer: &Viewer,
        session: Arc<Session>,
    ) -> (Option<Prepared>, Vec<Failure>) {
        let levels = Levels {
            plan,
            catalog: self.catalog.clone(),
            scope: viewer.scope.clone(),
            session,
        };
        let loaded = match levels.run().await {
            Ok(loaded) => loaded,
            Err(failure) => return (None, vec![failure]),
        };
        let mut projector = Projector {
            catalog: &self.catalog,
            shape: &self.shape,
            plan,
            loaded: &loaded,
            failures: Vec::new(),
            path: Vec::new(),
        };
        let prepared = projector.roots();
        (prepared, projector.failures)
    }
}

impl Answer {
    fn into_response(self) -> Response {
        let data = match self.prepared {
            Some(prepared) => Value::Object(prepared.values),
            None => Value::Null,
        };
        let mut response = Response::new(data);
        response.errors = self.errors;
        if let Some(trace) = self.trace {
            response.extensions.insert("sql".to_owned(), trace);
        }
        response
    }
}

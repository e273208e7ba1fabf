//! Answers operations: plan, load by level, project.
//!
//! Our root fields are planned together from the operation's syntax tree, and their values are
//! built whole. When an operation has no other root field, they are its answer; else each takes
//! the place of async-graphql's walk of that field, next to the fields it resolves itself.

mod loaded;
mod pages;

mod deleted;
mod levels;
mod loader;
mod project;
mod session;
mod trace;

mod mutation;
mod previews;

use std::{
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};

use async_graphql::{
    Name, PathSegment, Pos, Response, ServerError, ServerResult, ValidationResult, Value,
    Variables,
    extensions::{
        Extension, ExtensionContext, ExtensionFactory, NextExecute, NextParseQuery, NextResolve,
        NextValidation, ResolveInfo,
    },
    parser::types::{ExecutableDocument, OperationType},
};
use futures_util::future::join_all;
use indexmap::IndexMap;
use relation::{catalog::Catalog, manager::Written, scope::Scope};
use sea_orm::DatabaseConnection;
use tokio::time::timeout;

use crate::{
    BeforeStatement, Limits, OnCommit,
    error::{Code, Failure},
    own_field::{Call, RowsField},
    plan::{Document, Plan, Planner, RootOutput},
    schema::Shape,
};
use levels::Levels;
use project::Projector;
use session::Session;
use trace::Trace;

/// What all operations share.
pub(crate) struct Executor {
    pub(crate) catalog: Arc<Catalog>,
    pub(crate) shape: Arc<Shape>,
    pub(crate) own_fields: Vec<RowsField>,
    pub(crate) db: DatabaseConnection,
    /// How many statements of one operation run at once.
    pub(crate) at_once: usize,
    /// The connection that writes.
    pub(crate) writer: DatabaseConnection,
    pub(crate) on_commit: Option<OnCommit>,
    pub(crate) limits: Limits,
}

/// What one operation brings along, as data of its request.
#[derive(Clone)]
pub(crate) struct Viewer {
    pub(crate) scope: Arc<dyn Scope>,
    pub(crate) trace_sql: bool,
    pub(crate) before_statement: Option<BeforeStatement>,
}

/// Puts the executor in the place of async-graphql's own.
pub(crate) struct Planned(pub(crate) Arc<Executor>);

impl ExtensionFactory for Planned {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(PlannedOperation {
            executor: self.0.clone(),
            parsed: Mutex::default(),
            values: OnceLock::new(),
        })
    }
}

struct PlannedOperation {
    executor: Arc<Executor>,
    /// Handed from the hook that sees the document to the one that executes it.
    parsed: Mutex<Option<(ExecutableDocument, Variables)>>,
    /// Our root fields, where async-graphql walks the operation for the sake of others.
    values: OnceLock<Values>,
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

    async fn validation(
        &self,
        ctx: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        let mut errors = match next.run(ctx).await {
            Ok(result) => return Ok(result),
            Err(errors) => errors,
        };
        let ours = self.wrong_inputs(ctx);
        if !ours.is_empty() {
            errors.retain(|error| !error.message.starts_with(WRONG_ARGUMENT));
            errors.extend(ours);
        }
        Err(errors)
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
        let limit = self.executor.limits.operation_timeout;
        let answer = match document.operation.node.ty {
            OperationType::Query => timeout(limit, self.executor.answer(&document, viewer)).await,
            OperationType::Mutation => {
                timeout(limit, self.executor.mutate(&document, viewer)).await
            }
            OperationType::Subscription => return next.run(ctx, operation_name).await,
        };
        let answer = answer.unwrap_or_else(|_| given_up(document.operation.node.ty, limit));
        if answer.is_whole {
            return answer.into_response();
        }
        let mut response = match answer.values {
            None => Response::new(Value::Null),
            Some(values) => {
                self.values.get_or_init(|| values);
                next.run(ctx, operation_name).await
            }
        };
        response.errors.extend(answer.errors);
        if let Some(trace) = answer.trace {
            response.extensions.insert("sql".to_owned(), trace);
        }
        response
    }

    async fn resolve(
        &self,
        ctx: &ExtensionContext<'_>,
        info: ResolveInfo<'_>,
        next: NextResolve<'_>,
    ) -> ServerResult<Option<Value>> {
        let is_root = info.path_node.parent.is_none();
        let ours = self.values.get().filter(|_| is_root);
        match ours.and_then(|values| values.get(info.alias.unwrap_or(info.name))) {
            Some(value) => Ok(Some(value.clone())),
            None => next.run(ctx, info).await,
        }
    }
}

/// How async-graphql's errors about the values of arguments begin. It tells one for each argument,
/// without its place as data.
const WRONG_ARGUMENT: &str = "Invalid value for argument";

impl PlannedOperation {
    /// What the planner has to say about the inputs of a mutation that async-graphql refuses: all
    /// that is wrong in them, each with its place. These are errors of the request and have no
    /// path in the answer.
    fn wrong_inputs(&self, ctx: &ExtensionContext<'_>) -> Vec<ServerError> {
        let parsed = self.parsed.lock().unwrap_or_else(PoisonError::into_inner);
        let parsed = parsed
            .clone()
            .filter(|(document, _)| document.operations.iter().count() == 1);
        let document =
            parsed.and_then(|(document, variables)| Document::new(document, None, variables));
        let (Some(document), Some(viewer)) = (document, ctx.data_opt::<Viewer>()) else {
            return Vec::new();
        };
        if document.operation.node.ty != OperationType::Mutation {
            return Vec::new();
        }
        let failures = self.executor.planner(&document, viewer).compile_mutation();
        let failures = failures.err().into_iter().flatten();
        let errors = failures.map(|failure| {
            let mut error = ServerError::from(failure);
            error.path.clear();
            error
        });
        errors.collect()
    }
}

/// The values of our root fields, by response key.
type Values = IndexMap<Name, Value>;

/// What our root fields come to.
struct Answer {
    /// None where a field that must not be null failed.
    values: Option<Values>,
    errors: Vec<ServerError>,
    trace: Option<Value>,
    /// Whether all root fields are ours.
    is_whole: bool,
}

impl Executor {
    fn planner<'p>(&'p self, document: &'p Document, viewer: &'p Viewer) -> Planner<'p> {
        Planner::new(
            &self.catalog,
            &self.shape,
            &*viewer.scope,
            &self.limits,
            document,
        )
    }

    async fn answer(self: &Arc<Self>, document: &Document, viewer: &Viewer) -> Answer {
        let trace = viewer.trace_sql.then(Arc::<Trace>::default);
        let planner = self.planner(document, viewer);
        let planner = self.with_own_fields(planner, viewer).await;
        let planner = self.with_previews(planner, viewer, trace.clone()).await;
        let (plan, failures) = planner.compile();
        tracing::debug!(%plan, "planned");
        let is_whole = !plan
            .roots
            .iter()
            .any(|root| matches!(root.output, RootOutput::NotOurs));
        let session = Session::reading(self.db.clone(), self.at_once, trace.clone());
        let (values, more) = self.load(&plan, viewer, Arc::new(session)).await;
        Answer {
            values,
            errors: failures
                .into_iter()
                .chain(more)
                .map(ServerError::from)
                .collect(),
            trace: trace.map(|trace| trace.to_value()),
            is_whole,
        }
    }

    /// Calls the fields of a user's own, all at once, and hands what they found to the planner.
    /// An operation that is refused anyhow calls none.
    async fn with_own_fields<'p>(&self, mut planner: Planner<'p>, viewer: &Viewer) -> Planner<'p> {
        let calls = planner.own_calls();
        if calls.is_empty() || planner.would_fail() {
            return planner;
        }
        let calls = calls.into_iter().map(|call| async move {
            let field = &self.own_fields[call.field];
            let found = (field.find)(Call {
                arguments: field.complete(call.arguments),
                db: self.db.clone(),
                scope: viewer.scope.clone(),
            });
            (call.key, found.await)
        });
        let found = join_all(calls).await;
        planner.with_own(found.into_iter().collect())
    }

    fn too_large(&self, pos: Pos, path: Vec<PathSegment>) -> Failure {
        let limit = self.limits.max_response_bytes;
        let message = format!(
            "the answer has more than {limit} bytes; ask for smaller pages or fewer fields \
             (setting `max_response_bytes`)"
        );
        Failure::new(Code::Limit, message, pos, path)
    }

    async fn load(
        &self,
        plan: &Plan,
        viewer: &Viewer,
        session: Arc<Session>,
    ) -> (Option<Values>, Vec<Failure>) {
        if plan.has_no_answer() {
            return (None, Vec::new());
        }
        let levels = Levels {
            plan,
            catalog: self.catalog.clone(),
            scope: viewer.scope.clone(),
            session,
        };
        let loaded = match levels.run(Written::default()).await {
            Ok(loaded) => loaded,
            Err(unread) => return (None, vec![unread.into()]),
        };
        let mut projector = Projector {
            catalog: &self.catalog,
            shape: &self.shape,
            scope: &*viewer.scope,
            plan,
            loaded: &loaded,
            failures: Vec::new(),
            path: Vec::new(),
            bytes_left: self.limits.max_response_bytes,
        };
        let values = projector.roots();
        if projector.is_exhausted() {
            return (None, vec![self.too_large(Pos::default(), Vec::new())]);
        }
        (values, projector.failures)
    }
}

/// The answer of an operation that has taken too long.
fn given_up(kind: OperationType, limit: Duration) -> Answer {
    let limit = limit.as_secs();
    let failure = if kind == OperationType::Mutation {
        // Its task goes on.
        let message = format!(
            "the changes took more than {limit} seconds and may still be made: look whether they are \
             there before you send them again (setting `operation_timeout_s`)"
        );
        Failure::new(Code::OutcomeUnknown, message, Pos::default(), Vec::new())
    } else {
        let message = format!(
            "the operation took more than {limit} seconds; ask for less (setting \
             `operation_timeout_s`)"
        );
        Failure::new(Code::Timeout, message, Pos::default(), Vec::new())
    };
    Answer {
        values: None,
        errors: vec![failure.into()],
        trace: None,
        is_whole: true,
    }
}

impl Answer {
    fn into_response(self) -> Response {
        let data = match self.values {
            Some(values) => Value::Object(values),
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

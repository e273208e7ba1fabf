//! Root fields of a user's own, beside those that the catalog gives.

use std::{fmt, future::Future, sync::Arc};

use async_graphql::{Name, Value, dynamic::InputValue};
use futures_util::future::BoxFuture;
use indexmap::IndexMap;
use relation::{scope::Scope, value::Key};
use sea_orm::DatabaseConnection;

use crate::error::Code;

/// A root field that finds rows by code of its own.
///
/// It says which rows, by key; the engine reads them and everything that is selected below
/// them in batches, as it does for its own fields, and leaves out the rows that the viewer
/// may not see. (A field that returns no rows is a plain field of async-graphql; see
/// [`EngineBuilder::query`](crate::EngineBuilder::query).)
///
/// ```
/// use relata::RowsField;
/// use relation::value::Key;
///
/// let field = RowsField::list("featuredPosts", "Post", |_call| async {
///     Ok([3_i64, 1, 2].map(|id| Key::One(id.into())).to_vec())
/// })
/// .describe("The posts on the front page, in their order there.");
/// ```
pub struct RowsField {
    pub(crate) name: String,
    pub(crate) model: String,
    pub(crate) description: String,
    pub(crate) is_list: bool,
    pub(crate) arguments: Vec<Box<dyn Fn() -> InputValue + Send + Sync>>,
    pub(crate) find: Find,
}

pub(crate) type Find =
    Arc<dyn Fn(Call) -> BoxFuture<'static, Result<Vec<Key>, FieldError>> + Send + Sync>;

/// One use of a [`RowsField`] in an operation.
pub struct Call {
    /// The arguments that are given, variables filled in.
    pub arguments: IndexMap<Name, Value>,
    /// A connection for reading.
    pub db: DatabaseConnection,
    /// What exists for the viewer.
    pub scope: Arc<dyn Scope>,
}

/// Why a [`RowsField`] found nothing it could show.
#[derive(Debug, Clone)]
pub struct FieldError {
    /// The word in `extensions.code`.
    pub code: Code,
    /// What was wrong and how to mend it, for the client.
    pub message: String,
}

impl RowsField {
    /// A field of type `[Model!]!`. Keys without a row are left out; the order is kept.
    pub fn list<F>(
        name: &str,
        model: &str,
        find: impl Fn(Call) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<Vec<Key>, FieldError>> + Send + 'static,
    {
        Self {
            name: name.to_owned(),
            model: model.to_owned(),
            description: format!("Some `{model}`."),
            is_list: true,
            arguments: Vec::new(),
            find: Arc::new(move |call| Box::pin(find(call))),
        }
    }

    /// A field of type `Model`, null where there is no key or no row.
    pub fn one<F>(name: &str, model: &str, find: impl Fn(Call) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Option<Key>, FieldError>> + Send + 'static,
    {
        let find = move |call| {
            let found = find(call);
            async move { Ok(found.await?.into_iter().collect()) }
        };
        Self {
            description: format!("One `{model}`."),
            is_list: false,
            ..Self::list(name, model, find)
        }
    }

    /// Describes the field, for readers of the API.
    #[must_use]
    pub fn describe(mut self, text: &str) -> Self {
        text.clone_into(&mut self.description);
        self
    }

    /// Adds an argument.
    #[must_use]
    pub fn argument(mut self, argument: impl Fn() -> InputValue + Send + Sync + 'static) -> Self {
        self.arguments.push(Box::new(argument));
        self
    }
}

impl fmt::Debug for RowsField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RowsField")
            .field("name", &self.name)
            .field("model", &self.model)
            .finish_non_exhaustive()
    }
}

//! Root fields of a user's own, beside those that the catalog gives.

use std::{fmt, future::Future, sync::Arc};

use async_graphql::{
    Name, Value,
    dynamic::{InputValue, TypeRef},
};
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
    pub(crate) arguments: Vec<Argument>,
    pub(crate) find: Find,
}

pub(crate) type Find =
    Arc<dyn Fn(Call) -> BoxFuture<'static, Result<Vec<Key>, FieldError>> + Send + Sync>;

pub(crate) struct Argument {
    name: Name,
    ty: TypeRef,
    description: String,
    default: Option<Value>,
}

impl Argument {
    pub(crate) fn input_value(&self) -> InputValue {
        let input =
            InputValue::new(self.name.as_str(), self.ty.clone()).description(&self.description);
        match &self.default {
            Some(default) => input.default_value(default.clone()),
            None => input,
        }
    }
}

/// One use of a [`RowsField`] in an operation.
pub struct Call {
    /// The arguments, variables and defaults filled in. A nullable argument that is not given
    /// and has no default is absent.
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

    /// Adds an argument. Where an operation gives none, the field sees `default`.
    #[must_use]
    pub fn argument(
        mut self,
        name: &str,
        ty: TypeRef,
        description: &str,
        default: Option<Value>,
    ) -> Self {
        self.arguments.push(Argument {
            name: Name::new(name),
            ty,
            description: description.to_owned(),
            default,
        });
        self
    }

    /// The arguments of one use, defaults filled in.
    pub(crate) fn complete(&self, mut given: IndexMap<Name, Value>) -> IndexMap<Name, Value> {
        for argument in &self.arguments {
            if let Some(default) = &argument.default {
                given
                    .entry(argument.name.clone())
                    .or_insert_with(|| default.clone());
            }
        }
        given
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

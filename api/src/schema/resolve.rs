//! The one resolver of the generated schema.

use async_graphql::{
    Error, Value,
    dynamic::{FieldFuture, ResolverContext},
};

/// Stands behind every generated field. It is never called: the values of our root fields are
/// built whole before async-graphql walks an operation, and take the place of its walk.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the signature of async-graphql's resolvers"
)]
pub(super) fn unplanned(ctx: ResolverContext<'_>) -> FieldFuture<'_> {
    let message = format!("field {} was not planned", ctx.ctx.item.node.name.node);
    FieldFuture::new(async move { Err::<Option<Value>, _>(Error::new(message)) })
}

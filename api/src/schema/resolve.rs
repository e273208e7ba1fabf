//! Resolvers of the generated schema. They run only when an operation also has root fields
//! that are not ours; each picks its part of the value that was built for the whole field.

use std::collections::HashMap;

use async_graphql::{
    Name, Value,
    dynamic::{FieldFuture, FieldValue, ResolverContext},
};
use indexmap::IndexMap;

/// The values of our root fields, by response key.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    pub(crate) values: IndexMap<Name, Value>,
    /// The types of the objects of root fields whose type is an interface.
    pub(crate) types: HashMap<Name, Vec<Option<Name>>>,
}

/// Picks a root field's value.
pub(super) fn root<'a>(ctx: &ResolverContext<'a>) -> FieldFuture<'a> {
    let key = &ctx.ctx.item.node.response_key().node;
    let value = ctx
        .ctx
        .data_opt::<Prepared>()
        .and_then(|prepared| prepared.values.get(key));
    FieldFuture::from_value(value.filter(|value| **value != Value::Null).cloned())
}

/// Picks the value of a root field of type `Node` or `[Node]!`.
pub(super) fn root_node<'a>(ctx: &ResolverContext<'a>) -> FieldFuture<'a> {
    let key = &ctx.ctx.item.node.response_key().node;
    let Some(prepared) = ctx.ctx.data_opt::<Prepared>() else {
        return FieldFuture::Value(None);
    };
    let types = prepared.types.get(key).map_or(&[][..], Vec::as_slice);
    let with_type = |value: &Value, name: Option<&Option<Name>>| match name {
        Some(Some(name)) => FieldValue::value(value.clone()).with_type(name.to_string()),
        _ => FieldValue::NULL,
    };
    FieldFuture::Value(match prepared.values.get(key) {
        None | Some(Value::Null) => None,
        Some(Value::List(values)) => {
            Some(FieldValue::list(values.iter().enumerate().map(
                |(position, value)| with_type(value, types.get(position)),
            )))
        }
        Some(value) => Some(with_type(value, types.first())),
    })
}

/// Picks a nested field's value.
pub(super) fn nested<'a>(ctx: &ResolverContext<'a>) -> FieldFuture<'a> {
    let key = &ctx.ctx.item.node.response_key().node;
    let value = match ctx.parent_value.as_value() {
        Some(Value::Object(fields)) => fields.get(key),
        _ => None,
    };
    FieldFuture::from_value(value.filter(|value| **value != Value::Null).cloned())
}

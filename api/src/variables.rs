//! Types of variables, checked before async-graphql does: it panics on a default value of a list
//! of a type that does not exist.

use async_graphql::{
    ServerError,
    parser::types::{BaseType, ExecutableDocument, Type},
    registry::Registry,
};

/// An error for each variable whose type the schema does not have.
pub(crate) fn unknown_types(
    document: &ExecutableDocument,
    registry: &Registry,
) -> Vec<ServerError> {
    document
        .operations
        .iter()
        .flat_map(|(_, operation)| &operation.node.variable_definitions)
        .map(|definition| &definition.node.var_type)
        .filter(|of| !registry.types.contains_key(base_name(&of.node)))
        .map(|of| {
            let message = format!("Unknown type \"{}\"", base_name(&of.node));
            ServerError::new(message, Some(of.pos))
        })
        .collect()
}

fn base_name(of: &Type) -> &str {
    match &of.base {
        BaseType::Named(name) => name,
        BaseType::List(element) => base_name(element),
    }
}

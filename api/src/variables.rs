//! Variables, checked before async-graphql does: it panics on a default value of a list of a type
//! that does not exist, and takes a required variable that is missing for one that may be.

use async_graphql::{
    Name, ServerError, Value, Variables,
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

/// An error for each variable of the operation that must have a value and has none.
///
/// Source: GraphQL specification, `CoerceVariableValues`.
pub(crate) fn missing_values(
    document: &ExecutableDocument,
    operation_name: Option<&str>,
    variables: &Variables,
) -> Vec<ServerError> {
    let mut operations = document.operations.iter();
    let wanted = operations
        .find(|(name, _)| operation_name.is_none() || name.map(Name::as_str) == operation_name);
    let definitions = wanted.map(|(_, operation)| &operation.node.variable_definitions);
    definitions
        .into_iter()
        .flatten()
        .filter_map(|definition| {
            let facts = &definition.node;
            let (name, of) = (&facts.name.node, &facts.var_type.node);
            let problem = match variables.get(name) {
                None if facts.default_value.is_none() => "is missing",
                Some(Value::Null) => "must not be null",
                _ => return None,
            };
            let message = format!("variable `${name}` of type `{of}` {problem}");
            (!of.nullable).then(|| ServerError::new(message, Some(definition.pos)))
        })
        .collect()
}

fn base_name(of: &Type) -> &str {
    match &of.base {
        BaseType::Named(name) => name,
        BaseType::List(element) => base_name(element),
    }
}

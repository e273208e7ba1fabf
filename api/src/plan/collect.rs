//! An operation's syntax tree: fields merged across fragments, with `@skip` and `@include`.

use std::collections::{HashMap, HashSet};

use async_graphql::{
    Name, Positioned, Value, Variables,
    parser::types::{
        Directive, ExecutableDocument, Field, FragmentDefinition, OperationDefinition, Selection,
        SelectionSet,
    },
};
use indexmap::IndexMap;

use super::Planner;
use crate::error::Code;

/// One operation with what it refers to.
pub(crate) struct Document {
    pub(crate) operation: Positioned<OperationDefinition>,
    fragments: HashMap<Name, Positioned<FragmentDefinition>>,
    variables: Variables,
}

/// The fields of one object with one response key, in the order of the query.
pub(super) type Collected<'d> = IndexMap<Name, Vec<&'d Positioned<Field>>>;

impl Document {
    /// The operation of this name, or the only one.
    pub(crate) fn new(
        document: ExecutableDocument,
        operation_name: Option<&str>,
        mut variables: Variables,
    ) -> Option<Self> {
        let operation = document
            .operations
            .iter()
            .find(|(name, _)| operation_name.is_none() || name.map(Name::as_str) == operation_name)?
            .1
            .clone();
        for definition in &operation.node.variable_definitions {
            let definition = &definition.node;
            if let Some(default) = &definition.default_value {
                variables
                    .entry(definition.name.node.clone())
                    .or_insert_with(|| default.node.clone());
            }
        }
        Some(Self {
            operation,
            fragments: document.fragments,
            variables,
        })
    }

    /// The argument's value; none where it is absent, or a variable that is.
    pub(super) fn argument(&self, field: &Field, name: &str) -> Option<Value> {
        self.value(&field.get_argument(name)?.node)
    }

    fn value(&self, value: &async_graphql_value::Value) -> Option<Value> {
        value
            .clone()
            .into_const_with(|name| self.variables.get(&name).cloned().ok_or(()))
            .ok()
    }
}

impl<'a> Planner<'a> {
    /// Collects the fields that apply to an object of type `type_name`. A fragment that is spread
    /// again brings nothing new, so it is visited once.
    ///
    /// Source: GraphQL specification, `CollectFields`.
    pub(super) fn collect(
        &mut self,
        sets: &[&'a SelectionSet],
        type_name: &str,
        is_node: bool,
    ) -> Collected<'a> {
        let object = ObjectType { type_name, is_node };
        let mut collected = Collected::new();
        let mut visited = HashSet::new();
        for set in sets {
            self.collect_set(set, &object, &mut visited, &mut collected);
        }
        collected
    }

    fn collect_set(
        &mut self,
        set: &'a SelectionSet,
        object: &ObjectType<'_>,
        visited: &mut HashSet<&'a Name>,
        collected: &mut Collected<'a>,
    ) {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => {
                    if self.is_included(&field.node.directives) {
                        let key = field.node.response_key().node.clone();
                        collected.entry(key).or_default().push(field);
                    }
                }
                Selection::InlineFragment(fragment) => {
                    let fragment = &fragment.node;
                    let on = fragment.type_condition.as_ref();
                    if on.is_none_or(|on| object.is(&on.node.on.node))
                        && self.is_included(&fragment.directives)
                    {
                        let set = &fragment.selection_set.node;
                        self.collect_set(set, object, visited, collected);
                    }
                }
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    if let Some(fragment) = self.document.fragments.get(name)
                        && object.is(&fragment.node.type_condition.node.on.node)
                        && self.is_included(&spread.node.directives)
                        && visited.insert(name)
                    {
                        let set = &fragment.node.selection_set.node;
                        self.collect_set(set, object, visited, collected);
                    }
                }
            }
        }
    }

    /// What `@skip` and `@include` say.
    fn is_included(&mut self, directives: &[Positioned<Directive>]) -> bool {
        directives.iter().all(|directive| {
            let wanted = match directive.node.name.node.as_str() {
                "skip" => false,
                "include" => true,
                _ => return true,
            };
            let condition = directive
                .node
                .get_argument("if")
                .and_then(|value| self.document.value(&value.node));
            if let Some(Value::Boolean(condition)) = condition {
                return condition == wanted;
            }
            let name = &directive.node.name.node;
            self.fail(
                Code::Invalid,
                format!("`if` of `@{name}` must be a boolean"),
                directive.pos,
            );
            false
        })
    }
}

/// What a type condition is held against.
struct ObjectType<'t> {
    type_name: &'t str,
    is_node: bool,
}

impl ObjectType<'_> {
    fn is(&self, on: &str) -> bool {
        on == self.type_name || (self.is_node && on == "Node")
    }
}

/// The selection sets of fields that are merged into one.
pub(super) fn sets_of<'d>(fields: &[&'d Positioned<Field>]) -> Vec<&'d SelectionSet> {
    fields
        .iter()
        .map(|field| &field.node.selection_set.node)
        .collect()
}

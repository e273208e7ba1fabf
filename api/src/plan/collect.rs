//! An operation's syntax tree: fields merged across fragments, with `@skip` and `@include`.

use std::collections::{HashMap, HashSet};

use async_graphql::{
    Name, Positioned, Value, Variables,
    parser::types::{
        Directive, ExecutableDocument, Field, FragmentDefinition, OperationDefinition, Selection,
        SelectionSet,
    },
};
use async_graphql_value::Value as Written;
use indexmap::IndexMap;

use super::{Planner, input::Argument};
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

    /// The argument as it is written; none where it is absent, or a variable that is.
    pub(super) fn written<'d>(&'d self, field: &'d Field, name: &str) -> Option<Argument<'d>> {
        Argument::new(&field.get_argument(name)?.node, &self.variables)
    }

    /// A variable in the argument that has no value.
    pub(super) fn absent_variable<'d>(&self, field: &'d Field, name: &str) -> Option<&'d Name> {
        let mut values = vec![&field.get_argument(name)?.node];
        while let Some(value) = values.pop() {
            match value {
                Written::Variable(name) if !self.variables.contains_key(name) => return Some(name),
                Written::List(items) => values.extend(items),
                Written::Object(fields) => values.extend(fields.values()),
                _ => {}
            }
        }
        None
    }

    fn value(&self, value: &Written) -> Option<Value> {
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
        if !self.depth_is_allowed(&collected) {
            collected.clear();
        }
        collected
    }

    /// Whether fields may stand where the planner is.
    fn depth_is_allowed(&mut self, collected: &Collected<'a>) -> bool {
        let limit = self.limits.max_depth;
        let is_allowed = self.path.len() < limit;
        if let Some(first) = collected.values().next().filter(|_| !is_allowed) {
            self.fail(
                Code::Limit,
                format!("fields are nested more than {limit} deep (setting `max_depth`)"),
                first[0].pos,
            );
        }
        is_allowed
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
                        let merged = collected.entry(key).or_default();
                        merged.push(field);
                        let (first, key) = (merged[0], field.node.response_key());
                        if !is_same(first, field) {
                            self.fail(
                                Code::Invalid,
                                format!("`{}` stands for two different fields", key.node),
                                field.pos,
                            );
                        }
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

/// Whether two fields of one response key ask for the same. async-graphql checks this only for
/// fields that stand side by side.
fn is_same(one: &Positioned<Field>, other: &Positioned<Field>) -> bool {
    let (one, other) = (&one.node, &other.node);
    let is_argument = |(name, value): &(Positioned<Name>, Positioned<_>)| {
        other.get_argument(&name.node).map(|value| &value.node) == Some(&value.node)
    };
    one.name.node == other.name.node
        && one.arguments.len() == other.arguments.len()
        && one.arguments.iter().all(is_argument)
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

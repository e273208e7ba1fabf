//! How deep an introspection query goes in circles.
//!
//! The types of a schema refer to each other, so a few nested lists multiply: each `possibleTypes`
//! of `Node` is every model again. The standard introspection query nests one list in another.
//! A document is measured here only after its depth was checked: this recurses.

use std::collections::{HashMap, HashSet};

use async_graphql::{
    Name,
    parser::types::{ExecutableDocument, Selection, SelectionSet},
};

/// Lists of types or of what has types.
const LISTS: [&str; 4] = ["fields", "interfaces", "possibleTypes", "inputFields"];

/// How many such lists may nest; graphql-js has the same limit.
pub(crate) const MAX_NESTED_LISTS: usize = 3;

/// Whether an operation nests more lists of introspection than [`MAX_NESTED_LISTS`].
pub(crate) fn is_too_deep(document: &ExecutableDocument) -> bool {
    let mut counter = Counter {
        document,
        known: HashMap::new(),
        visited: HashSet::new(),
    };
    document.operations.iter().any(|(_, operation)| {
        let roots = &operation.node.selection_set.node;
        counter.below_introspection(roots) > MAX_NESTED_LISTS
    })
}

struct Counter<'d> {
    document: &'d ExecutableDocument,
    /// The depth of each fragment; 0 while it is being measured.
    known: HashMap<&'d Name, usize>,
    /// The fragments of root fields that were looked into.
    visited: HashSet<&'d Name>,
}

impl<'d> Counter<'d> {
    /// The greatest number of nested lists below `__schema` and `__type` among root fields.
    fn below_introspection(&mut self, set: &'d SelectionSet) -> usize {
        let depths = set.items.iter().map(|item| match &item.node {
            Selection::Field(field) => match field.node.name.node.as_str() {
                "__schema" | "__type" => self.depth(&field.node.selection_set.node),
                _ => 0,
            },
            Selection::InlineFragment(fragment) => {
                self.below_introspection(&fragment.node.selection_set.node)
            }
            Selection::FragmentSpread(spread) => {
                let name = &spread.node.fragment_name.node;
                match self.document.fragments.get(name) {
                    Some(fragment) if self.visited.insert(name) => {
                        self.below_introspection(&fragment.node.selection_set.node)
                    }
                    _ => 0,
                }
            }
        });
        depths.max().unwrap_or(0)
    }

    fn depth(&mut self, set: &'d SelectionSet) -> usize {
        let depths = set.items.iter().map(|item| match &item.node {
            Selection::Field(field) => {
                let is_list = LISTS.contains(&field.node.name.node.as_str());
                self.depth(&field.node.selection_set.node) + usize::from(is_list)
            }
            Selection::InlineFragment(fragment) => self.depth(&fragment.node.selection_set.node),
            Selection::FragmentSpread(spread) => {
                self.fragment_depth(&spread.node.fragment_name.node)
            }
        });
        depths.max().unwrap_or(0)
    }

    fn fragment_depth(&mut self, name: &'d Name) -> usize {
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        let Some(fragment) = self.document.fragments.get(name) else {
            return 0;
        };
        self.known.insert(name, 0);
        let depth = self.depth(&fragment.node.selection_set.node);
        self.known.insert(name, depth);
        depth
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    fn check(query: &str) -> bool {
        is_too_deep(&parse_query(query).unwrap())
    }

    #[test]
    fn types_that_go_in_circles_are_found() {
        let inner = "interfaces { possibleTypes { fields { type { fields { name } } } } }";
        assert!(check(&format!("{{ __type(name: \"T\") {{ {inner} }} }}")));
        assert!(check(&format!(
            "{{ ...q }} fragment q on Query {{ __schema {{ types {{ ...t }} }} }} \
             fragment t on __Type {{ {inner} }}"
        )));
    }

    #[test]
    fn fields_of_the_same_names_elsewhere_do_not_count() {
        assert!(!check(
            "{ fields { fields { fields { fields { fields { a } } } } } }"
        ));
    }

    #[test]
    fn what_tools_ask_for_passes() {
        assert!(!check(
            "{ __schema { types { fields { args { type { ofType { ofType { name } } } } }
                inputFields { name } interfaces { name } possibleTypes { name } } } }"
        ));
    }

    #[test]
    fn fragments_that_double_take_no_time() {
        let levels: Vec<String> = (0..40)
            .map(|n| {
                format!(
                    "fragment f{n} on __Type {{ ...f{0} ofType {{ ...f{0} }} }}",
                    n + 1
                )
            })
            .collect();
        let levels = levels.join(" ");
        assert!(!check(&format!(
            "{{ __schema {{ types {{ ...f0 }} }} }} {levels} fragment f40 on __Type {{ name }}"
        )));
    }
}

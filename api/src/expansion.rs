//! How many fields an operation selects once its fragments are written out.
//!
//! Fragments that spread each other double with every level, so a document of one kilobyte can
//! stand for billions of fields. The count visits each fragment once.

use std::collections::HashMap;

use async_graphql::{
    Name,
    parser::types::{ExecutableDocument, Selection, SelectionSet},
};

/// How deep selections may nest, fragments written out. No document that is served comes near
/// it, and the recursion here and behind it stays far from the end of the stack.
const MAX_NESTING: usize = 300;

/// The number of selected fields of the largest operation; `u64::MAX` for one that nests beyond
/// all measure.
pub(crate) fn expanded_selections(document: &ExecutableDocument) -> u64 {
    let mut counter = Counter {
        document,
        known: HashMap::new(),
    };
    document
        .operations
        .iter()
        .map(|(_, operation)| counter.count(&operation.node.selection_set.node, 0))
        .max()
        .unwrap_or(0)
}

struct Counter<'d> {
    document: &'d ExecutableDocument,
    /// The count of each fragment; none while it is being counted. A fragment that spreads
    /// itself is refused by validation and counts as nothing here.
    known: HashMap<&'d Name, Option<u64>>,
}

impl<'d> Counter<'d> {
    fn count(&mut self, set: &'d SelectionSet, nesting: usize) -> u64 {
        if nesting > MAX_NESTING {
            return u64::MAX;
        }
        let nesting = nesting + 1;
        set.items
            .iter()
            .map(|item| match &item.node {
                Selection::Field(field) => {
                    let below = self.count(&field.node.selection_set.node, nesting);
                    below.saturating_add(1)
                }
                Selection::InlineFragment(fragment) => {
                    self.count(&fragment.node.selection_set.node, nesting)
                }
                Selection::FragmentSpread(spread) => {
                    self.count_fragment(&spread.node.fragment_name.node, nesting)
                }
            })
            .fold(0, u64::saturating_add)
    }

    fn count_fragment(&mut self, name: &'d Name, nesting: usize) -> u64 {
        if let Some(known) = self.known.get(name) {
            return known.unwrap_or(0);
        }
        let Some(fragment) = self.document.fragments.get(name) else {
            return 0;
        };
        self.known.insert(name, None);
        let count = self.count(&fragment.node.selection_set.node, nesting);
        self.known.insert(name, Some(count));
        count
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    fn count(query: &str) -> u64 {
        expanded_selections(&parse_query(query).unwrap())
    }

    #[test]
    fn fields_count_once_for_each_spread() {
        assert_eq!(count("{ a { b c } ... { d } }"), 4);
        assert_eq!(
            count("{ a { ...f } b { ...f } } fragment f on T { x y }"),
            6
        );
    }

    #[test]
    fn fragments_that_double_are_counted_at_once() {
        let levels: Vec<String> = (0..100)
            .map(|n| {
                format!(
                    "fragment f{n} on T {{ a {{ ...f{0} }} b {{ ...f{0} }} }}",
                    n + 1
                )
            })
            .collect();
        let query = format!(
            "{{ ...f0 }} {} fragment f100 on T {{ a }}",
            levels.join(" ")
        );

        assert_eq!(count(&query), u64::MAX);
    }

    #[test]
    fn a_chain_of_fragments_does_not_reach_the_end_of_the_stack() {
        let levels: Vec<String> = (0..40_000)
            .map(|n| format!("fragment f{n} on T {{ ...f{} }}", n + 1))
            .collect();
        let query = format!(
            "{{ ...f0 }} {} fragment f40000 on T {{ a }}",
            levels.join(" ")
        );

        assert_eq!(count(&query), u64::MAX);
    }

    #[test]
    fn a_fragment_that_spreads_itself_ends() {
        assert_eq!(count("{ ...f } fragment f on T { a ...f }"), 1);
    }
}

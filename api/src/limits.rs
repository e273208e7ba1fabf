//! Bounds on what one operation may ask for.

use std::time::Duration;

/// Bounds on what one operation may ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The number of rows of a page whose size is not given.
    pub default_page_size: u64,
    /// The greatest number of rows of a page.
    pub max_page_size: u64,
    /// How deep fields may be nested, counting from the root's as 1.
    pub max_depth: usize,
    /// How many fields an operation may select, each fragment written out where it is spread.
    pub max_selections: u64,
    /// The number of rows that an operation may read, estimated from page sizes before
    /// anything runs.
    pub max_cost: u64,
    /// The size of an answer, counted as its values are built: text, and a few bytes for each
    /// value and name.
    pub max_response_bytes: usize,
    /// How long an operation may take. A mutation that takes longer goes on, but nobody waits for it.
    pub operation_timeout: Duration,
    /// The size of a filter: how many operators, elements of `and`, `or` and `not`, and relations
    /// the argument of one list may have.
    pub max_filter_nodes: usize,
    /// How deep conditions may be nested inside those of the argument itself.
    pub max_filter_depth: usize,
    /// How many uses of relations one argument may have; `where` and `orderBy` count apart.
    pub max_filter_relations: usize,
    /// The length of a list of values in a filter.
    pub max_list_length: usize,
    /// The length of a text in a filter, in characters.
    pub max_string_length: usize,
    /// The length of a regular expression, in characters.
    pub max_regex_length: usize,
    /// How many regular expressions the filters of one operation may have; each is compiled.
    pub max_regexes: usize,
    /// The size of all values in the filters of one operation, in bytes; a variable counts wherever
    /// it is used.
    pub max_filter_bytes: usize,
    /// How many things a list may be ordered by.
    pub max_order_terms: usize,
    /// How many deletions one operation may preview; each takes some statements.
    pub max_previews: usize,
    /// How many rows the mutations of one operation may make, change, link and delete: those that it
    /// names, and `atMost` where it names none. Rows that follow deleted ones do not count.
    pub max_written_rows: u64,
    /// How deep rows may be nested in the input of a mutation, counting from its own as 1.
    pub max_input_depth: usize,
    /// The size of all values in the inputs of one operation's mutations, in bytes; a variable
    /// counts wherever it is used.
    pub max_input_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            default_page_size: 50,
            max_page_size: 1_000,
            max_depth: 15,
            max_selections: 10_000,
            max_cost: 500_000,
            operation_timeout: Duration::from_secs(30),
            max_response_bytes: 10_000_000,
            max_filter_nodes: 200,
            max_filter_depth: 8,
            max_filter_relations: 8,
            max_list_length: 1_000,
            max_string_length: 1_000,
            max_regex_length: 200,
            max_regexes: 20,
            max_filter_bytes: 1_000_000,
            max_order_terms: 16,
            max_previews: 10,
            max_written_rows: 10_000,
            max_input_depth: 10,
            max_input_bytes: 10_000_000,
        }
    }
}

//! End-to-end tests: one module per topic.

#![expect(clippy::unwrap_used, reason = "a test may fail")]
#![expect(clippy::too_many_lines, reason = "answers are written out")]
#![expect(
    clippy::needless_pass_by_value,
    reason = "`expect!` is written where it is used up"
)]

mod agreement;
mod boundaries;
mod contract;

mod declaring;
mod documents;
mod faults;

mod forward;
mod many_to_many;
mod nested;
mod one_to_one;
mod reverse;

mod deletion;
mod filters;
mod lookups;
mod managers;
mod tutorials;
mod write_types;
mod writing;
mod wrong_inputs;

mod aggregates;
mod counting;
mod exactly_one;
mod hidden_rows;
mod one_query;
mod ordering;
mod sql_shape;

mod atomicity;
mod concurrency;

mod answers;
mod composite;
mod corners;
mod filter_input;
mod generated;
mod ids;
mod inspecting;
mod kinds;
mod own_fields;
mod paging;
mod random;
mod saving;
mod schema;
mod scope;

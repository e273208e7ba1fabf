//! End-to-end tests: one module per topic.

mod boundaries;
mod contract;
mod databases;

mod declaring;
mod faults;

mod forward;
mod many_to_many;
mod nested;
mod one_to_one;
mod reverse;

mod answers;
mod composite;
mod generated;
mod ids;
mod kinds;
mod paging;
mod schema;
mod scope;

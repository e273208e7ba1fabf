use super::Planner;
use async_graphql::{Positioned, parser::types::Field};
use relation::{
    catalog::ModelId,
    lookup::{Order, Predicate},
};
impl Planner<'_> {
    pub(super) fn filter(&mut self, _: &Positioned<Field>, _: ModelId) -> Predicate {
        Predicate::ALWAYS
    }
    pub(super) fn required_filter(&mut self, _: &Positioned<Field>, _: ModelId) -> Predicate {
        Predicate::ALWAYS
    }
    pub(super) fn order(&mut self, _: &Positioned<Field>, _: ModelId) -> Order {
        Order::default()
    }
}

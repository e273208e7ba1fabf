//! What the cursors of a list carry.

use relation::{
    catalog::{Model, ModelId},
    lookup::{Function, Order, OrderKey, OrderTerm},
};

use super::Planner;
use crate::cursor::{CursorOrder, KeyKind};

impl Planner<'_> {
    /// The cursors of a list of rows of `model`; links of `through` have a place of their own.
    pub(super) fn cursors(
        &self,
        list: String,
        order: &Order,
        model: ModelId,
        through: Option<&Model>,
    ) -> CursorOrder {
        let catalog = self.catalog;
        let target = &catalog[model];
        let mut words = String::new();
        let mut keys = Vec::new();
        for term in order.terms() {
            let end = term.path.last();
            let model = end.map_or(target, |accessor| &catalog[catalog[*accessor].target]);
            keys.push(self.key_kind(model, &term.key));
            words += &self.words(model, term);
        }
        let of_field = |model: &Model, field| KeyKind::of(catalog, &model[field].kind);
        keys.extend(
            order
                .completed_by(target)
                .map(|field| of_field(target, field)),
        );
        if let Some(link) = through {
            keys.extend(link.link_key().iter().map(|field| of_field(link, *field)));
        }
        CursorOrder::new(list, &words, keys)
    }

    fn key_kind(&self, model: &Model, key: &OrderKey) -> KeyKind {
        let catalog = self.catalog;
        match key {
            OrderKey::Field(field) => KeyKind::of(catalog, &model[*field].kind),
            OrderKey::Related {
                accessor, function, ..
            } => match function {
                Function::Count => KeyKind::Whole,
                Function::Sum(_) | Function::Avg(_) => KeyKind::Number,
                Function::Min(field) | Function::Max(field) => {
                    let target = &catalog[catalog[*accessor].target];
                    KeyKind::of(catalog, &target[*field].kind)
                }
            },
        }
    }

    /// The term in words that stay the same while names do.
    fn words(&self, model: &Model, term: &OrderTerm) -> String {
        let catalog = self.catalog;
        let path: Vec<&str> = (term.path.iter())
            .map(|accessor| catalog[*accessor].name.as_str())
            .collect();
        let key = match &term.key {
            OrderKey::Field(field) => model[*field].name.clone(),
            OrderKey::Related {
                accessor,
                through,
                condition,
                function,
            } => {
                let name = &catalog[*accessor].name;
                format!("{name} {function:?} {through:?} {condition:?}")
            }
        };
        format!("{} {key} {:?};", path.join("."), term.direction)
    }
}

//! Whether foreign keys may refer to the rows they are to refer to.

use std::collections::HashSet;

use super::{Place, Problem, Subject, WriteError, writer::Work};
use crate::{
    catalog::{ForeignKeyId, Limit, LimitTest},
    lookup::{Comparison, List, Order, Predicate, Test},
    query::{Listing, Window},
    value::Key,
};

impl Work<'_> {
    /// Checks that a foreign key may refer to rows, which are given by their primary keys and by
    /// where the request names them.
    ///
    /// Source: Django 5.2, `ForeignKey.validate`: the limits alone decide, and not what the viewer
    /// may see.
    pub(super) async fn check_choices(
        &self,
        key: ForeignKeyId,
        chosen: &[(Key, Place)],
    ) -> Result<(), WriteError> {
        let facts = &self.catalog[key];
        let Some(choices) = facts.choices.as_ref().filter(|_| !chosen.is_empty()) else {
            return Ok(());
        };
        let primary_key = &self.catalog[facts.target].primary_key;
        let mut parts: Vec<Predicate> = choices.limits().into_iter().map(predicate).collect();
        parts.push(Predicate::Key {
            fields: primary_key.clone(),
            keys: chosen.iter().map(|(key, _)| key.clone()).collect(),
        });
        let list = List {
            filter: Predicate::All(parts),
            order: Order::default(),
        };
        let window = Window::all();
        let listing = Listing {
            fields: primary_key,
            list: &list,
            window: &window,
            with_keys: false,
        };
        let found = self.open_reader().page(facts.target, &listing).await?;
        let valid: HashSet<Option<Key>> =
            found.rows.iter().map(|row| Key::new(row.iter())).collect();
        let invalid = chosen
            .iter()
            .filter(|(key, _)| !valid.contains(&Some(key.clone())));
        // Many rows can be given one target at one place.
        let mut seen = HashSet::new();
        let problems: Vec<Problem> = invalid
            .filter(|(_, place)| seen.insert(place.to_string()))
            .map(|(_, place)| Problem {
                place: place.clone(),
                model: facts.model,
                subject: Subject::Place,
                code: "invalid".to_owned(),
                message: "is not among the valid choices".to_owned(),
            })
            .collect();
        if problems.is_empty() {
            Ok(())
        } else {
            Err(WriteError::Invalid(problems))
        }
    }
}

fn predicate(limit: Limit) -> Predicate {
    match limit.test {
        LimitTest::Among(values) => Predicate::field(limit.field, Test::In(values)),
        LimitTest::AtLeast(value) => {
            Predicate::compare(limit.field, Comparison::GreaterOrEqual, value)
        }
        LimitTest::AtMost(value) => Predicate::compare(limit.field, Comparison::LessOrEqual, value),
    }
}

//! Conditions on to-many relations: `{some: {..}, count: {gte: 3}, through: {..}}`.

use relation::{
    catalog::AccessorId,
    lookup::{Predicate, Quantifier, ToMany},
};

use super::{
    filter::{Conditions, all_of},
    input::Argument,
    operator::comparison,
    refusal::Refusal,
};

/// A use of a to-many relation.
#[derive(Clone, Copy)]
pub(super) struct Related<'a> {
    pub(super) accessor: AccessorId,
    /// The conditions on links.
    pub(super) through: Option<Argument<'a>>,
    /// The conditions on related rows.
    pub(super) condition: Option<Argument<'a>>,
    /// The path to `condition`.
    pub(super) path: &'a str,
    /// The number of objects with conditions around these.
    pub(super) depth: usize,
}

/// What a number of rows is compared with.
struct Counts<'a> {
    /// The conditions on the rows that count.
    condition: Option<Argument<'a>>,
    quantifiers: Vec<Quantifier>,
}

impl<'a> Conditions<'a> {
    /// All that is asked of the rows at the other end of a to-many relation.
    pub(super) fn many(
        &mut self,
        accessor: AccessorId,
        object: Argument<'a>,
        depth: usize,
    ) -> Result<Predicate, Refusal> {
        let has_through = self.shape.many(accessor).through.is_some();
        let mut related = Related {
            accessor,
            through: None,
            condition: None,
            path: "some",
            depth,
        };
        let mut wanted = Vec::new();
        for (name, value) in object.object()? {
            let quantifier = match name {
                "some" => Quantifier::Some,
                "every" => Quantifier::Every,
                "none" => Quantifier::None,
                "count" => {
                    let counts = counts(value).map_err(|refusal| refusal.below(name))?;
                    let condition = counts.condition;
                    let count = |quantifier| (quantifier, "count.where", condition);
                    wanted.extend(counts.quantifiers.into_iter().map(count));
                    continue;
                }
                "through" if has_through => {
                    related.through = Some(value);
                    continue;
                }
                _ => return Err(Refusal::unknown_field().below(name)),
            };
            wanted.push((quantifier, name, Some(value)));
        }
        if wanted.is_empty() && related.through.is_some() {
            wanted.push((Quantifier::Some, "some", None));
        }
        let parts = wanted.into_iter().map(|(quantifier, path, condition)| {
            self.quantified(
                quantifier,
                Related {
                    condition,
                    path,
                    ..related
                },
            )
        });
        Ok(all_of(parts.collect::<Result<_, _>>()?))
    }

    fn quantified(
        &mut self,
        quantifier: Quantifier,
        related: Related<'a>,
    ) -> Result<Predicate, Refusal> {
        let (through, condition) = self.related(related)?;
        Ok(Predicate::ToMany(Box::new(ToMany {
            accessor: related.accessor,
            quantifier,
            through,
            condition,
        })))
    }

    /// The conditions on the links and on the rows at the other end of a to-many relation. They
    /// are compiled for each use, and so count as often as they are in the statement.
    pub(super) fn related(
        &mut self,
        related: Related<'a>,
    ) -> Result<(Predicate, Predicate), Refusal> {
        self.count_relation()?;
        let many = self.shape.many(related.accessor);
        let mut all = |model, object: Option<Argument<'a>>, path: &str| match object {
            None => Ok(Predicate::ALWAYS),
            Some(object) => {
                let condition = self.all(model, object, related.depth + 1);
                condition.map_err(|refusal| refusal.below(path))
            }
        };
        let through = match many.through {
            Some(model) => all(model, related.through, "through")?,
            None => Predicate::ALWAYS,
        };
        Ok((through, all(many.target, related.condition, related.path)?))
    }
}

fn counts(value: Argument<'_>) -> Result<Counts<'_>, Refusal> {
    let mut condition = None;
    let mut quantifiers = Vec::new();
    for (name, value) in value.object()? {
        if name == "where" {
            condition = Some(value);
            continue;
        }
        let count = match comparison(name) {
            Some(comparison) => value.int().map(|n| Quantifier::Count(comparison, n.into())),
            None => Err(Refusal::unknown_field()),
        };
        quantifiers.push(count.map_err(|refusal| refusal.below(name))?);
    }
    if quantifiers.is_empty() {
        let problem = "must have one of `exact`, `gt`, `gte`, `lt` and `lte`";
        return Err(Refusal::invalid(problem));
    }
    Ok(Counts {
        condition,
        quantifiers,
    })
}

//! Which rows are to be deleted: the first ones, and those that follow them by `CASCADE`.
//!
//! They are told by conditions and not read. Only rows of models that lead round in a circle, such as
//! a tree, are found in the database and listed, and those whose conditions the deletion itself
//! would change.

use sea_orm::{ConnectionTrait, DbErr};

use super::{Deletion, components::components, roots::Start, rows::key_list, touched::Touched};
use crate::{
    catalog::{Catalog, FieldId, ForeignKey, ForeignKeyId, ModelId, OnDelete},
    sql::{Member, Rows, Set, Source},
};

/// The rows that are to be deleted.
#[derive(Debug, Default)]
pub(super) struct Collected {
    /// The rows of each model, those that are referred to before those that refer.
    pub(super) sets: Vec<Set>,
    /// The ways on which they were found, in the order of `sets`.
    pub(super) ways: Vec<Way>,
    /// The models that lead round in a circle, and how many rows of each are to be deleted. A database
    /// that cascades by itself deletes some of them with others.
    pub(super) circles: Vec<(ModelId, u64)>,
}

/// Rows of one model that were found in one way.
#[derive(Debug)]
pub(super) struct Way {
    pub(super) model: ModelId,
    /// The key by which they follow; none for those that the deletion starts with.
    pub(super) foreign_key: Option<ForeignKeyId>,
    pub(super) source: Source,
}

impl<C: ConnectionTrait> Deletion<'_, C> {
    pub(super) async fn collect(&self, starts: &[Start]) -> Result<Collected, DbErr> {
        let catalog = self.catalog;
        let followers = |model| cascades_to(catalog, model).map(|key| key.model).collect();
        let mut groups = components(starts.iter().map(|start| start.model), followers);
        groups.reverse();
        let touched = Touched::new(catalog, groups.concat());
        let starts = self.settled(starts, &touched).await?;
        let mut collected = Collected::default();
        for group in groups {
            if is_circle(catalog, &group) {
                self.collect_circle(&group, &starts, &mut collected).await?;
            } else {
                self.collect_one(group[0], &starts, &touched, &mut collected)
                    .await?;
            }
        }
        Ok(collected)
    }

    /// The starts, those whose conditions would not stay the same as lists.
    async fn settled(&self, starts: &[Start], touched: &Touched<'_>) -> Result<Vec<Start>, DbErr> {
        let mut settled = Vec::with_capacity(starts.len());
        for start in starts {
            let stays = match &start.source {
                Source::Visible(condition) => touched.leaves(self.scope, start.model, condition),
                _ => true,
            };
            let mut start = start.clone();
            if !stays {
                let rows = Rows::any_of(start.model, [start.source]);
                let fields = referred_fields(self.catalog, rows.model);
                start.source = Source::Listed(self.list(&[], &rows, fields).await?);
            }
            settled.push(start);
        }
        Ok(settled)
    }

    async fn collect_one(
        &self,
        model: ModelId,
        starts: &[Start],
        touched: &Touched<'_>,
        collected: &mut Collected,
    ) -> Result<(), DbErr> {
        let ways = collected.ways_to(self.catalog, model, starts);
        if ways.is_empty() {
            return Ok(());
        }
        let mut sources: Vec<Source> = ways.iter().map(|way| way.source.clone()).collect();
        if touched.may_gain(model) {
            let rows = Rows::any_of(model, sources);
            let fields = referred_fields(self.catalog, model);
            let list = self.list(&collected.sets, &rows, fields).await?;
            sources = vec![Source::Listed(list)];
        }
        collected.sets.push(Set { model, sources });
        collected.ways.extend(ways);
        Ok(())
    }

    /// Finds the rows of models that follow from each other in a circle.
    async fn collect_circle(
        &self,
        group: &[ModelId],
        starts: &[Start],
        collected: &mut Collected,
    ) -> Result<(), DbErr> {
        let catalog = self.catalog;
        let fields: Vec<Vec<FieldId>> = group
            .iter()
            .map(|model| referred_fields(catalog, *model))
            .collect();
        let mut members = Vec::with_capacity(group.len());
        for (model, fields) in group.iter().zip(&fields) {
            let ways = collected.ways_to(catalog, *model, starts).into_iter();
            let sources: Vec<Source> = ways.map(|way| way.source).collect();
            members.push(Member {
                model: &catalog[*model],
                fields,
                start: Rows::any_of(*model, sources),
            });
        }
        if members.iter().all(|member| member.start.any_of.is_empty()) {
            return Ok(());
        }
        let keys: Vec<&ForeignKey> = catalog
            .foreign_keys()
            .iter()
            .filter(|key| is_cascade(key))
            .filter(|key| group.contains(&key.model) && group.contains(&key.target))
            .collect();
        let statement = self.selected(&collected.sets)?.reachable(&members, &keys);
        let lists = self.db.query_all_raw(statement).await?;
        for ((model, fields), row) in group.iter().zip(fields).zip(&lists) {
            let list = key_list(row, fields)?;
            if list.len > 0 {
                collected.circles.push((*model, list.len));
                let sources = vec![Source::Listed(list)];
                collected.sets.push(Set {
                    model: *model,
                    sources,
                });
            }
        }
        for model in group {
            if collected.has(*model) {
                collected.ways.extend(starting_ways(*model, starts));
            }
        }
        for model in group {
            if collected.has(*model) {
                let ways = collected.following_ways(catalog, *model);
                collected.ways.extend(ways);
            }
        }
        Ok(())
    }
}

impl Collected {
    /// Whether rows of the model are to be deleted.
    pub(super) fn has(&self, model: ModelId) -> bool {
        self.sets.iter().any(|set| set.model == model)
    }

    /// The ways that lead to rows of `model` from the starts and from what is known by now.
    fn ways_to(&self, catalog: &Catalog, model: ModelId, starts: &[Start]) -> Vec<Way> {
        let mut ways: Vec<Way> = starting_ways(model, starts).collect();
        ways.extend(self.following_ways(catalog, model));
        ways
    }

    /// The ways that lead to rows of `model` from what is known by now.
    fn following_ways(&self, catalog: &Catalog, model: ModelId) -> Vec<Way> {
        let keys = catalog.foreign_keys().iter();
        let keys = keys.filter(|key| is_cascade(key) && key.model == model && self.has(key.target));
        let ways = keys.map(|key| Way {
            model,
            foreign_key: Some(key.id),
            source: Source::Referring(key.id),
        });
        ways.collect()
    }
}

/// The rows of `model` with which the deletion starts.
fn starting_ways(model: ModelId, starts: &[Start]) -> impl Iterator<Item = Way> {
    let starts = starts.iter().filter(move |start| start.model == model);
    starts.map(move |start| Way {
        model,
        foreign_key: None,
        source: start.source.clone(),
    })
}

/// The keys that refer to `model` by a rule that has to know its rows.
pub(super) fn keys_to(catalog: &Catalog, model: ModelId) -> impl Iterator<Item = &ForeignKey> {
    catalog
        .foreign_keys()
        .iter()
        .filter(move |key| key.target == model && !matches!(key.on_delete, OnDelete::DoNothing))
}

/// The keys by which rows follow from those of `model`.
pub(super) fn cascades_to(catalog: &Catalog, model: ModelId) -> impl Iterator<Item = &ForeignKey> {
    keys_to(catalog, model).filter(|key| is_cascade(key))
}

pub(super) fn is_cascade(key: &ForeignKey) -> bool {
    matches!(key.on_delete, OnDelete::Cascade)
}

fn is_circle(catalog: &Catalog, group: &[ModelId]) -> bool {
    group.len() > 1 || cascades_to(catalog, group[0]).any(|key| key.model == group[0])
}

/// The primary key and whatever else of the model's rows is referred to.
pub(super) fn referred_fields(catalog: &Catalog, model: ModelId) -> Vec<FieldId> {
    let mut fields = catalog[model].primary_key.clone();
    for key in keys_to(catalog, model) {
        for field in &key.target_fields {
            if !fields.contains(field) {
                fields.push(*field);
            }
        }
    }
    fields
}

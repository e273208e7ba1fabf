//! Which rows are to be deleted: the first ones, and those that follow them by `CASCADE`.

use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};

use super::components::components;
use crate::{
    catalog::{Catalog, FieldId, ForeignKey, Model, ModelId, OnDelete},
    lookup::Predicate,
    query::{Decoder, Row},
    scope::Unrestricted,
    sql::{self, Context, Member},
    transaction::Transaction,
    value::{Key, UNREADABLE},
};

/// The rows that are to be deleted.
#[derive(Debug, Default)]
pub(super) struct Collected {
    /// The rows of models to which keys refer by rules that have to know them; a model at most once.
    pub(super) rows: Vec<Rows>,
    /// Models to which nothing refers, and which of their rows; a model at most once.
    pub(super) leaves: Vec<(ModelId, Predicate)>,
}

/// Rows of one model, by the values that identify them or are referred to.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) model: ModelId,
    fields: Vec<FieldId>,
    values: Vec<Row>,
}

/// Reads which rows follow from those of `model` that meet `roots`.
pub(super) async fn collect(
    txn: &Transaction,
    catalog: &Catalog,
    model: ModelId,
    roots: &Predicate,
) -> Result<Collected, DbErr> {
    let mut collected = Collected::default();
    if roots.constant() == Some(false) {
        return Ok(collected);
    }
    if is_leaf(catalog, model) {
        collected.leaves.push((model, roots.clone()));
        return Ok(collected);
    }
    let followers = |model| {
        let holders = cascades_to(catalog, model).map(|key| key.model);
        holders
            .filter(|holder| !is_leaf(catalog, *holder))
            .collect()
    };
    let groups = components([model], followers);
    for group in groups.iter().rev() {
        let starts: Vec<Start> = group
            .iter()
            .map(|member| {
                let roots = (*member == model).then_some(roots);
                Start::new(
                    catalog,
                    *member,
                    collected.followers_in(catalog, *member),
                    roots,
                )
            })
            .collect();
        if starts
            .iter()
            .any(|start| start.condition.constant() != Some(false))
        {
            let rows = read(txn, catalog, starts).await?;
            collected
                .rows
                .extend(rows.into_iter().filter(|rows| !rows.values.is_empty()));
        }
    }
    for model in catalog.models() {
        if is_leaf(catalog, model.id) {
            let followers = collected.followers_in(catalog, model.id);
            if !followers.is_empty() {
                collected.leaves.push((model.id, any(followers)));
            }
        }
    }
    Ok(collected)
}

/// A model whose rows are read, and those of them that are known to be needed.
struct Start<'a> {
    model: &'a Model,
    fields: Vec<FieldId>,
    condition: Predicate,
}

impl<'a> Start<'a> {
    fn new(
        catalog: &'a Catalog,
        model: ModelId,
        mut followers: Vec<Predicate>,
        roots: Option<&Predicate>,
    ) -> Self {
        followers.extend(roots.cloned());
        let mut fields = catalog[model].primary_key.clone();
        for key in keys_to(catalog, model) {
            for field in &key.target_fields {
                if !fields.contains(field) {
                    fields.push(*field);
                }
            }
        }
        Self {
            model: &catalog[model],
            fields,
            condition: any(followers),
        }
    }

    /// The rows, where the condition itself names all that is to be read of them.
    fn known(&self) -> Option<Rows> {
        let Predicate::Key { fields, keys } = &self.condition else {
            return None;
        };
        (*fields == self.fields).then(|| Rows {
            model: self.model.id,
            fields: fields.clone(),
            values: keys.iter().map(|key| key.values().into()).collect(),
        })
    }
}

/// Reads rows of models that follow from each other in a circle, or of one model.
async fn read(
    txn: &Transaction,
    catalog: &Catalog,
    starts: Vec<Start<'_>>,
) -> Result<Vec<Rows>, DbErr> {
    let context = Context {
        catalog,
        scope: &Unrestricted,
    };
    let is_member = |model| starts.iter().any(|start| start.model.id == model);
    let circle: Vec<&ForeignKey> = catalog
        .foreign_keys()
        .iter()
        .filter(|key| is_cascade(key) && is_member(key.model) && is_member(key.target))
        .collect();
    let mut found: Vec<Vec<Row>> = starts.iter().map(|_| Vec::new()).collect();
    match &starts[..] {
        [only] if circle.is_empty() => {
            if let Some(known) = only.known() {
                return Ok(vec![known]);
            }
            let statement =
                sql::select_matching(context, only.model, &only.condition, &only.fields);
            let decoder = Decoder::new(catalog, only.model, &only.fields);
            for row in txn.query_all_raw(statement).await? {
                found[0].push(decoder.row(&row, 0));
            }
        }
        starts => {
            let members: Vec<Member<'_>> = starts.iter().map(Start::member).collect();
            let decoders: Vec<Decoder<'_>> = starts
                .iter()
                .map(|start| Decoder::new(catalog, start.model, &start.fields))
                .collect();
            let statement = sql::select_reachable(context, &members, &circle);
            for row in txn.query_all_raw(statement).await? {
                let member = member_of(&row)?;
                found[member].push(decoders[member].row(&row, 1));
            }
        }
    }
    starts
        .into_iter()
        .zip(found)
        .map(|(start, rows)| start.rows(rows))
        .collect()
}

impl Start<'_> {
    fn member(&self) -> Member<'_> {
        Member {
            model: self.model,
            fields: &self.fields,
            start: &self.condition,
        }
    }

    fn rows(self, rows: Vec<Row>) -> Result<Rows, DbErr> {
        if rows.iter().any(|row| row.contains(&UNREADABLE)) {
            return Err(DbErr::Type(format!(
                "a key of {} is none of its column's type",
                self.model.name
            )));
        }
        Ok(Rows {
            model: self.model.id,
            fields: self.fields,
            values: rows,
        })
    }
}

impl Rows {
    /// The values of `fields` of each row that has them.
    pub(super) fn keys(&self, fields: &[FieldId]) -> Vec<Key> {
        let positions: Vec<usize> = fields
            .iter()
            .filter_map(|field| self.fields.iter().position(|f| f == field))
            .collect();
        let of = |row: &Row| {
            let values: Vec<Value> = positions.iter().map(|at| row[*at].clone()).collect();
            Key::new(values.iter())
        };
        self.values.iter().filter_map(of).collect()
    }
}

impl Collected {
    pub(super) fn rows_of(&self, model: ModelId) -> Option<&Rows> {
        self.rows.iter().find(|rows| rows.model == model)
    }

    /// The condition that a row refers by `key` to one that is to be deleted; none where it cannot.
    pub(super) fn referring(&self, key: &ForeignKey) -> Option<Predicate> {
        let keys = self.rows_of(key.target)?.keys(&key.target_fields);
        (!keys.is_empty()).then(|| Predicate::Key {
            fields: key.fields.clone(),
            keys,
        })
    }

    /// The conditions under which a row of `model` follows from those that were read.
    fn followers_in(&self, catalog: &Catalog, model: ModelId) -> Vec<Predicate> {
        catalog
            .foreign_keys()
            .iter()
            .filter(|key| is_cascade(key) && key.model == model)
            .filter_map(|key| self.referring(key))
            .collect()
    }
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

/// Whether the rows of `model` are deleted without a look at them: no rule has to know them.
pub(super) fn is_leaf(catalog: &Catalog, model: ModelId) -> bool {
    keys_to(catalog, model).next().is_none()
}

fn is_cascade(key: &ForeignKey) -> bool {
    matches!(key.on_delete, OnDelete::Cascade)
}

fn any(mut parts: Vec<Predicate>) -> Predicate {
    if parts.len() == 1 {
        parts.remove(0)
    } else {
        Predicate::Any(parts)
    }
}

/// The position of a row's model.
fn member_of(row: &QueryResult) -> Result<usize, DbErr> {
    let position: i64 = row.try_get_by_index(0)?;
    usize::try_from(position).map_err(|_| DbErr::Type("the position of a model".to_owned()))
}

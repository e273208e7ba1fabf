//! Changes by others: keys that are moved, columns that are written, rows that come and go.

use relation::catalog::{Catalog, FieldId, ForeignKey, ForeignKeyId, Model, ModelId, OnDelete};

use super::{
    super::{cell::Cell, dice::Dice, rows::is_new},
    naive::{Plan, RowId, Verdict},
    state::{State, drawn},
};

/// How many draws it takes at most to find a change that the database takes.
const TRIES: usize = 10;

/// Moves keys of models that lead round in a circle, so that their rows do too, and some others.
pub(super) async fn shuffle(state: &mut State<'_>, dice: &mut Dice, percent: usize) {
    let catalog = state.catalog;
    for key in catalog
        .foreign_keys()
        .iter()
        .filter(|key| is_movable(catalog, key))
    {
        let percent = if in_circle(catalog, key) { 40 } else { percent };
        for row in 0..state.rows[key.model.index()].len() {
            if dice.chance(percent) {
                move_key(state, dice, key, row, None).await;
            }
        }
    }
    state.reread().await;
}

/// Adds rows to a model and lets some others refer to them: those that nothing keeps are soon gone.
pub(super) async fn renew(state: &mut State<'_>, dice: &mut Dice, model: ModelId) {
    state.add(dice, model, 2).await;
    let n_rows = state.rows[model.index()].len();
    for _ in 0..4 {
        if let Some(key) = a_key_to(state.catalog, dice, model)
            && let Some((_, row)) = a_row(state, dice, key.model)
        {
            let target = n_rows.saturating_sub(1 + dice.below(2));
            move_key(state, dice, key, row, Some(target)).await;
        }
    }
}

/// Makes one change, which may concern the deletion or not.
pub(super) async fn disturb(state: &mut State<'_>, dice: &mut Dice, plan: &Plan) -> &'static str {
    let what = match dice.below(14) {
        0..=3 => to_deleted(state, dice, plan).await,
        4 => from_deleted(state, dice, plan).await,
        5 => anywhere(state, dice).await,
        6 | 7 => column_of_deleted(state, dice, plan).await,
        8 => column_of_any(state, dice).await,
        9 => row_added(state, dice, plan).await,
        10 | 11 => swapped(state, dice, plan).await,
        12 => row_added_anywhere(state, dice).await,
        _ => root_removed(state, dice, plan).await,
    };
    state.reread().await;
    what
}

/// Whether rows that follow by the key can lead to others of the model that is referred to.
pub(super) fn in_circle(catalog: &Catalog, key: &ForeignKey) -> bool {
    if !matches!(key.on_delete, OnDelete::Cascade) {
        return false;
    }
    let mut reached = vec![key.model];
    let mut next = 0;
    while let Some(model) = reached.get(next).copied() {
        next += 1;
        for key in catalog.foreign_keys() {
            let follows = key.target == model && matches!(key.on_delete, OnDelete::Cascade);
            if follows && !reached.contains(&key.model) {
                reached.push(key.model);
            }
        }
    }
    reached.contains(&key.target)
}

/// A key comes to refer to a row that would be deleted.
async fn to_deleted(state: &mut State<'_>, dice: &mut Dice, plan: &Plan) -> &'static str {
    let deleted: Vec<RowId> = plan.deleted.iter().copied().collect();
    for _ in 0..TRIES {
        let (model, target) = *dice.pick(&deleted);
        let Some(key) = a_key_to(state.catalog, dice, model) else {
            continue;
        };
        let row = a_row(state, dice, key.model);
        if let Some((_, row)) = row
            && move_key(state, dice, key, row, Some(target)).await
        {
            return "a key moved to a row that would be deleted";
        }
    }
    "nothing"
}

/// A row that would follow, be changed or stand in the way comes to refer to another row.
async fn from_deleted(state: &mut State<'_>, dice: &mut Dice, plan: &Plan) -> &'static str {
    let named = [
        &plan.followers,
        &plan.updated,
        &plan.protected,
        &plan.restricted,
    ];
    let named: Vec<(ForeignKeyId, usize)> = named
        .into_iter()
        .flatten()
        .flat_map(|(key, rows)| rows.iter().map(|row| (*key, *row)))
        .collect();
    if !named.is_empty() {
        for _ in 0..TRIES {
            let (key, row) = *dice.pick(&named);
            if move_key(state, dice, &state.catalog[key], row, None).await {
                return "a key moved away";
            }
        }
    }
    "nothing"
}

/// A row that would follow or be changed and one that would not refer to each other's targets: there
/// are as many as before.
async fn swapped(state: &mut State<'_>, dice: &mut Dice, plan: &Plan) -> &'static str {
    let named = plan.followers.iter().chain(&plan.updated);
    let named: Vec<(ForeignKeyId, usize)> = named
        .flat_map(|(key, rows)| rows.iter().map(|row| (*key, *row)))
        .collect();
    if !named.is_empty() {
        for _ in 0..TRIES {
            let (key, row) = *dice.pick(&named);
            let key = &state.catalog[key];
            let Some((_, other)) = a_row(state, dice, key.model) else {
                continue;
            };
            let (a, b) = (target_of(state, key, row), target_of(state, key, other));
            if a != b
                && let (Some(a), Some(b)) = (a, b)
                && move_key(state, dice, key, row, Some(b)).await
                && move_key(state, dice, key, other, Some(a)).await
            {
                return "two rows have swapped their keys";
            }
        }
    }
    "nothing, or a key moved"
}

async fn anywhere(state: &mut State<'_>, dice: &mut Dice) -> &'static str {
    for _ in 0..TRIES {
        let key = dice.pick(state.catalog.foreign_keys());
        let row = a_row(state, dice, key.model);
        if let Some((_, row)) = row
            && move_key(state, dice, key, row, None).await
        {
            return "a key moved";
        }
    }
    "nothing"
}

async fn column_of_deleted(state: &mut State<'_>, dice: &mut Dice, plan: &Plan) -> &'static str {
    let deleted: Vec<RowId> = plan.deleted.iter().copied().collect();
    for _ in 0..TRIES {
        let row = *dice.pick(&deleted);
        if write_column(state, dice, row).await {
            return "a column written of a row that would be deleted";
        }
    }
    "nothing"
}

async fn column_of_any(state: &mut State<'_>, dice: &mut Dice) -> &'static str {
    for _ in 0..TRIES {
        let model = dice.pick(state.catalog.models()).id;
        let row = a_row(state, dice, model);
        if let Some(row) = row
            && write_column(state, dice, row).await
        {
            return "a column written";
        }
    }
    "nothing"
}

/// A row is added to a model of which rows would follow, be changed or stand in the way.
async fn row_added(state: &mut State<'_>, dice: &mut Dice, plan: &Plan) -> &'static str {
    let deleted: Vec<RowId> = plan.deleted.iter().copied().collect();
    let (model, _) = *dice.pick(&deleted);
    match a_key_to(state.catalog, dice, model) {
        Some(key) => {
            state.add(dice, key.model, 1).await;
            "a row added that may refer"
        }
        None => "nothing",
    }
}

async fn row_added_anywhere(state: &mut State<'_>, dice: &mut Dice) -> &'static str {
    let model = dice.pick(state.catalog.models()).id;
    state.add(dice, model, 1).await;
    "a row added"
}

/// Another deletion takes one of the rows.
async fn root_removed(state: &mut State<'_>, dice: &mut Dice, plan: &Plan) -> &'static str {
    let roots: Vec<RowId> = plan.roots.iter().copied().collect();
    let root = *dice.pick(&roots);
    let alone = state.plan(&[root].into());
    let model = &state.catalog[root.0];
    if alone.verdict != Verdict::Done || takes_fallback(state, &alone) {
        return "nothing";
    }
    let query = format!(
        "mutation($id: ID!) {{ delete{}(id: $id) {{ total }} }}",
        model.name
    );
    let variables = serde_json::json!({"id": state.id(root)});
    let reply = state.app.execute_with(&query, variables).await;
    assert_eq!(reply.errors(), [], "{query}");
    "a root removed"
}

/// Whether a deletion takes rows to which rules let others fall back.
pub(super) fn takes_fallback(state: &State<'_>, plan: &Plan) -> bool {
    let catalog = state.catalog;
    catalog.foreign_keys().iter().any(|key| {
        let is_fallback = |row: usize| {
            let target = &state.rows[key.target.index()][row];
            let mut pairs = key.fields.iter().zip(&key.target_fields);
            pairs.all(|(field, target_field)| {
                super::naive::value_of(catalog, key, *field) == target[target_field.index()]
            })
        };
        let deleted = plan.deleted.iter();
        let mut deleted = deleted.filter(|(model, _)| *model == key.target);
        deleted.any(|(_, row)| is_fallback(*row))
    })
}

/// A key to a model.
fn a_key_to<'c>(catalog: &'c Catalog, dice: &mut Dice, model: ModelId) -> Option<&'c ForeignKey> {
    let keys = catalog.foreign_keys().iter();
    let keys: Vec<&ForeignKey> = keys
        .filter(|key| key.target == model && is_movable(catalog, key))
        .collect();
    (!keys.is_empty()).then(|| *dice.pick(&keys))
}

fn a_row(state: &State<'_>, dice: &mut Dice, model: ModelId) -> Option<RowId> {
    let n_rows = state.rows[model.index()].len();
    (n_rows > 0).then(|| (model, dice.below(n_rows)))
}

/// The row to which a row refers.
fn target_of(state: &State<'_>, key: &ForeignKey, row: usize) -> Option<usize> {
    let row = &state.rows[key.model.index()][row];
    let mut targets = state.rows[key.target.index()].iter();
    targets.position(|target| super::naive::refers(key, row, target))
}

/// Whether no row is known by the columns of the key.
fn is_movable(catalog: &Catalog, key: &ForeignKey) -> bool {
    !(key.fields.iter()).any(|field| names_rows(catalog, &catalog[key.model], *field))
}

fn names_rows(catalog: &Catalog, model: &Model, field: FieldId) -> bool {
    let mut keys = catalog.foreign_keys().iter();
    model.primary_key.contains(&field)
        || keys.any(|key| key.target == model.id && key.target_fields.contains(&field))
}

/// Lets a row refer to `target`, or to a random row or none; false where that cannot be.
async fn move_key(
    state: &mut State<'_>,
    dice: &mut Dice,
    key: &ForeignKey,
    row: usize,
    target: Option<usize>,
) -> bool {
    if !is_movable(state.catalog, key) {
        return false;
    }
    let targets = &state.rows[key.target.index()];
    let target = match target {
        None if key.nullable && dice.chance(15) => None,
        None if targets.is_empty() => return false,
        None => Some(dice.below(targets.len())),
        target => target,
    };
    let values = key.fields.iter().zip(&key.target_fields);
    let values = values.map(|(field, target_field)| {
        let cell = target.map(|target| targets[target][target_field.index()].clone());
        (*field, cell.unwrap_or(Cell::Null))
    });
    let values: Vec<(FieldId, Cell)> = values.collect();
    write(state, (key.model, row), &values).await
}

/// Writes a column of a row that is no key and that no rule looks at.
async fn write_column(state: &mut State<'_>, dice: &mut Dice, row: RowId) -> bool {
    let catalog = state.catalog;
    let model = &catalog[row.0];
    let is_key = |field: &FieldId| {
        let mut keys = catalog.foreign_keys().iter();
        names_rows(catalog, model, *field)
            || keys.any(|key| key.model == model.id && key.fields.contains(field))
    };
    let fields = model
        .fields
        .iter()
        .map(|field| model.field_by_name(&field.name));
    let fields: Vec<FieldId> = fields.flatten().filter(|field| !is_key(field)).collect();
    if fields.is_empty() {
        return false;
    }
    let field = *dice.pick(&fields);
    let value = drawn(dice, catalog, model, field);
    write(state, row, &[(field, value)]).await
}

/// Writes values into a row; false where the database would not take them.
async fn write(state: &mut State<'_>, row: RowId, values: &[(FieldId, Cell)]) -> bool {
    let (model, position) = row;
    let catalog = state.catalog;
    let facts = &catalog[model];
    let table = &state.rows[model.index()];
    let mut written = table[position].clone();
    for (field, cell) in values {
        if cell.is_null() && !facts[*field].nullable {
            return false;
        }
        written[field.index()] = cell.clone();
    }
    let others = table
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != position);
    let mut keys = catalog.foreign_keys().iter();
    let finds_all = keys.all(|key| {
        let is_written = values.iter().any(|(field, _)| key.fields.contains(field));
        key.model != model || !is_written || super::naive::finds(&state.rows, key, &written)
    });
    if !finds_all || !is_new(catalog, facts, others.map(|(_, row)| row), &written) {
        return false;
    }
    state.write(row, values).await;
    true
}

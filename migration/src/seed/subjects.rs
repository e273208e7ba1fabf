//! The tree of categories, and the tags.

use sea_orm_migration::{sea_orm::DbErr, sea_query::Expr};

use super::{Progress, dice::Dice, people::id_at, rows::Sink, words::tags::TAGS};

pub(super) const CATEGORY: &str = "category";
pub(super) const TAG: &str = "tag";

/// Names, slugs and parents; ids count from 1 in this order.
const CATEGORIES: &[(&str, &str, Option<i64>)] = &[
    ("Technology", "technology", None),
    ("Software", "software", Some(1)),
    ("Databases", "databases", Some(2)),
    ("Programming", "programming", Some(2)),
    ("Science", "science", None),
    ("Space", "space", Some(5)),
    ("Environment", "environment", Some(5)),
    ("Oceans", "oceans", Some(7)),
    ("Culture", "culture", None),
    ("Books", "books", Some(9)),
    ("Food", "food", Some(9)),
    ("Baking", "baking", Some(11)),
];

pub(super) async fn write_categories<F: Fn(Progress)>(sink: &mut Sink<'_, F>) -> Result<(), DbErr> {
    let columns = ["id", "name", "slug", "parent_id"];
    let mut rows = sink.rows(CATEGORY, columns, id_at(CATEGORIES.len()) - 1);
    for (idx, (name, slug, parent)) in CATEGORIES.iter().copied().enumerate() {
        rows.push([
            Expr::val(id_at(idx)),
            Expr::val(name),
            Expr::val(slug),
            Expr::val(parent),
        ])
        .await?;
    }
    rows.finish().await
}

/// Writes the first 25 tags, and more of them the larger the scale; gives their number.
pub(super) async fn write_tags<F: Fn(Progress)>(
    sink: &mut Sink<'_, F>,
    scale: i64,
) -> Result<usize, DbErr> {
    let n_tags = usize::try_from(25 * scale).map_or(TAGS.len(), |n_tags| n_tags.min(TAGS.len()));
    let mut rows = sink.rows(TAG, ["id", "name"], id_at(n_tags) - 1);
    for (idx, tag) in TAGS[..n_tags].iter().enumerate() {
        rows.push([Expr::val(id_at(idx)), Expr::val(tag.name)])
            .await?;
    }
    rows.finish().await?;
    Ok(n_tags)
}

/// The category above `category`, itself when it stands at the top.
pub(super) fn parent_of(category: i64) -> i64 {
    usize::try_from(category - 1)
        .ok()
        .and_then(|idx| CATEGORIES.get(idx))
        .and_then(|(_, _, parent)| *parent)
        .unwrap_or(category)
}

/// Where something about a subject of `category` is filed: nowhere, there, or one level up.
pub(super) fn draw_shelf(dice: &mut Dice, category: i64) -> Option<i64> {
    match dice.below(20_u64) {
        0 | 1 => None,
        2..=5 => Some(parent_of(category)),
        _ => Some(category),
    }
}

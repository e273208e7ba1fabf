//! Cursors: the place of a row in a list's order, opaque to clients.
//!
//! A cursor carries the name of its list, so that one of another list is refused, and the
//! order's values of its row, so that it stays right when rows come and go around it.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use relation::catalog::{Catalog, FieldId, Model};
use sea_orm::Value;

use crate::id;

/// The order of a list: the fields of its rows, then those of its links.
#[derive(Debug, Clone)]
pub(crate) struct CursorOrder<'a> {
    /// What the list is called, for example `posts` or `Post.tags`.
    pub(crate) list: &'a str,
    pub(crate) rows: (&'a Model, &'a [FieldId]),
    pub(crate) links: Option<(&'a Model, &'a [FieldId])>,
}

pub(crate) fn encode(list: &str, values: &[&Value]) -> String {
    let key = id::key_text(values.iter().copied());
    URL_SAFE_NO_PAD.encode(format!("{list}:{key}"))
}

/// The order's values; none where the text is no cursor of this list.
pub(crate) fn decode(
    catalog: &Catalog,
    order: &CursorOrder<'_>,
    cursor: &str,
) -> Option<Vec<Value>> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let key = text.strip_prefix(order.list)?.strip_prefix(':')?;
    let (model, fields) = order.rows;
    let Some((link, link_fields)) = order.links.filter(|(_, fields)| !fields.is_empty()) else {
        return id::parse_key(catalog, model, fields, key);
    };
    let parts: Vec<&str> = key.split(',').collect();
    if parts.len() != fields.len() + link_fields.len() {
        return None;
    }
    let (of_row, of_link) = parts.split_at(fields.len());
    let mut values = id::parse_parts(catalog, model, fields, of_row)?;
    values.extend(id::parse_parts(catalog, link, link_fields, of_link)?);
    Some(values)
}

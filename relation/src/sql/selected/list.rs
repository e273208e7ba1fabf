//! Keys that the database itself writes down as one JSON array and that are bound again as it is.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, SelectStatement};

use super::super::{
    keys::{KeyTable, Reader},
    table::{Table, call, constant, count_star},
};
use crate::{
    catalog::{Catalog, FieldId, Kind, Model},
    sql::is_whole,
};

/// Fields of rows of one model, as JSON. A million whole numbers take some eight million bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyList {
    /// The fields; the primary key is among them.
    pub fields: Vec<FieldId>,
    /// How many rows there are.
    pub len: u64,
    /// An array with a value, or an array of values, for each row.
    pub json: String,
}

impl KeyList {
    /// `fields` of the listed rows, which are among those of the list.
    pub(super) fn select(
        &self,
        catalog: &Catalog,
        model: &Model,
        fields: &[FieldId],
    ) -> SelectStatement {
        let readers = fields.iter().map(|field| {
            let position = self.fields.iter().position(|f| f == field);
            let position = position.expect("the list has the fields that are referred to");
            (position, reader(catalog, model, *field))
        });
        KeyTable::written(&self.json, self.fields.len(), readers.collect()).select()
    }

    /// Makes a statement select what a list is made of: the number of rows and the JSON. `columns`
    /// hold `fields` of `model`.
    pub(super) fn add_to(
        select: &mut SelectStatement,
        catalog: &Catalog,
        model: &Model,
        fields: &[FieldId],
        columns: impl IntoIterator<Item = Expr>,
    ) {
        let columns = columns.into_iter().zip(fields);
        let mut values: Vec<Expr> = columns
            .map(|(column, field)| json_value(catalog, model, *field, column))
            .collect();
        let row = if values.len() == 1 {
            values.remove(0)
        } else {
            array(values)
        };
        select.expr(count_star());
        select.expr(call("json_group_array", [row]));
    }
}

/// The least and the greatest value of each field of the primary key and, of whole numbers, the sum,
/// as JSON. It tells rows of one number apart without reading them.
pub(super) fn fingerprint(catalog: &Catalog, table: &Table<'_>) -> Expr {
    let model = table.model;
    let values = model.primary_key.iter().flat_map(|field| {
        let column = table.column(*field);
        let value = json_value(catalog, model, *field, column.clone());
        let mut values = vec![value.clone().min(), value.max()];
        if is_whole(catalog.stored_kind(&model[*field].kind)) {
            // In two halves, which cannot overflow.
            let upper = column.clone().right_shift(constant(32_i64));
            let lower = column.bit_and(constant(4_294_967_295_i64));
            values.extend([upper.sum(), lower.sum()]);
        }
        values
    });
    array(values.collect())
}

fn array(values: Vec<Expr>) -> Expr {
    Func::cust(Alias::new("json_array")).args(values).into()
}

/// The column's value in a form that JSON has.
fn json_value(catalog: &Catalog, model: &Model, field: FieldId, column: Expr) -> Expr {
    match reader(catalog, model, field) {
        // SQLite's `hex` makes empty text of NULL.
        Reader::Hex => call("nullif", [call("hex", [column]), constant("")]),
        Reader::Plain | Reader::Integer | Reader::Text => column,
    }
}

fn reader(catalog: &Catalog, model: &Model, field: FieldId) -> Reader {
    match catalog.stored_kind(&model[field].kind) {
        Kind::Bytes | Kind::Uuid => Reader::Hex,
        Kind::Text | Kind::Enum(_) => Reader::Text,
        kind if is_whole(kind) => Reader::Integer,
        _ => Reader::Plain,
    }
}

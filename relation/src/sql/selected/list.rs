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

/// A prime below 2^31: the product of two remainders fits into 64 bits.
const MODULUS: i64 = 2_147_483_629;

/// Sums over numbers made of the primary keys, as JSON, which tell rows of one number apart without
/// reading them. Whole numbers are told apart by sums of their first and fourth powers, text by its
/// length and its last characters.
pub(super) fn fingerprint(catalog: &Catalog, table: &Table<'_>) -> Expr {
    let model = table.model;
    let numbers = model.primary_key.iter().map(|field| {
        let column = table.column(*field);
        if is_whole(catalog.stored_kind(&model[*field].kind)) {
            column.modulo(constant(MODULUS))
        } else {
            number_of_text(json_value(catalog, model, *field, column))
        }
    });
    // A product, so that it matters which values stand together.
    let product = |left: Expr, right: Expr| {
        let left = left.add(constant(1_i64)).modulo(constant(MODULUS));
        let right = right.add(constant(3_i64)).modulo(constant(MODULUS));
        left.mul(right).modulo(constant(MODULUS))
    };
    let number = numbers
        .reduce(product)
        .expect("a key has at least one field");
    let is_number = |field: &FieldId| is_whole(catalog.stored_kind(&model[*field].kind));
    let mut sums = vec![number.clone().sum()];
    if model.primary_key.iter().all(is_number) {
        let square = number.clone().mul(number.clone());
        let square = square.modulo(constant(MODULUS));
        let fourth = square.clone().mul(square).add(number);
        sums.push(fourth.modulo(constant(MODULUS)).sum());
    }
    array(sums)
}

/// A number of the length and the last characters of a text.
fn number_of_text(value: Expr) -> Expr {
    const CHARACTERS: i64 = 6;
    let text = value.cast_as(Alias::new("text"));
    let length = call("length", [text.clone()]);
    (1..=CHARACTERS).fold(length, |number, position| {
        let end = [text.clone(), constant(-position), constant(1_i64)];
        let code = call("unicode", [call("substr", end)]);
        let code = call("coalesce", [code, constant(0_i64)]);
        let number = number.mul(constant(257_i64)).add(code);
        number.modulo(constant(MODULUS))
    })
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

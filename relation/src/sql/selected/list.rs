//! Keys that the database itself writes down as one JSON array and that are bound again as it is.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, SelectStatement};

use super::super::{
    Context, Dialect,
    keys::{Reader, reader_of, written},
    table::{Table, call, constant, count_star},
};
use crate::{
    catalog::{FieldId, Model},
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
        context: Context<'_>,
        model: &Model,
        fields: &[FieldId],
    ) -> SelectStatement {
        let values = fields.iter().map(|field| {
            let position = self.fields.iter().position(|f| f == field);
            let position = position.expect("the list has the fields that are referred to");
            (position, context.catalog.stored_kind(&model[*field].kind))
        });
        let values: Vec<_> = values.collect();
        written(context.dialect, &self.json, self.fields.len(), &values)
    }

    /// Makes a statement select what a list is made of: the number of rows and the JSON. `columns`
    /// hold `fields` of `model`.
    pub(super) fn add_to(
        select: &mut SelectStatement,
        context: Context<'_>,
        model: &Model,
        fields: &[FieldId],
        columns: impl IntoIterator<Item = Expr>,
    ) {
        let columns = columns.into_iter().zip(fields);
        let mut values: Vec<Expr> = columns
            .map(|(column, field)| json_value(context, model, *field, column))
            .collect();
        let row = if values.len() == 1 {
            values.remove(0)
        } else {
            array(context.dialect, values)
        };
        select.expr(count_star());
        select.expr(match context.dialect {
            Dialect::Sqlite => call("json_group_array", [row]),
            // No rows make NULL.
            Dialect::Postgres => {
                let rows = call("JSON_AGG", [row]).cast_as("text");
                call("COALESCE", [rows, constant("[]")])
            }
            Dialect::MySql => {
                let rows = call("JSON_ARRAYAGG", [row]).cast_as("char");
                call("COALESCE", [rows, constant("[]")])
            }
        });
    }
}

/// A prime below 2^31: the product of two remainders fits into 64 bits.
const MODULUS: i64 = 2_147_483_629;

/// How many characters at the end of a text are looked at.
const CHARACTERS: i64 = 6;

/// Sums over numbers made of the primary keys, as JSON, which tell rows of one number apart without
/// reading them. Whole numbers are told apart by sums of their first and fourth powers, text by its
/// length and its last characters.
pub(super) fn fingerprint(context: Context<'_>, table: &Table<'_>) -> Expr {
    let Context {
        dialect, catalog, ..
    } = context;
    let model = table.model;
    let numbers = model.primary_key.iter().map(|field| {
        let column = table.column(*field);
        if is_whole(catalog.stored_kind(&model[*field].kind)) {
            let column = match dialect {
                Dialect::Sqlite | Dialect::MySql => column,
                Dialect::Postgres => column.cast_as("bigint"),
            };
            column.modulo(constant(MODULUS))
        } else {
            let text = json_value(context, model, *field, column);
            match dialect {
                Dialect::Sqlite => number_of_text(&text.cast_as("text")),
                Dialect::Postgres => {
                    let text = text.cast_as("text");
                    let length = call("LENGTH", [text.clone()]);
                    let start = length.clone().cast_as("bigint");
                    number_of_ends(&text, &length, start, |end| call("ASCII", [end]))
                }
                Dialect::MySql => {
                    let text = text.cast_as("char");
                    let length = call("CHAR_LENGTH", [text.clone()]);
                    number_of_ends(&text, &length, length.clone(), |end| {
                        let end = Expr::cust_with_exprs("CONVERT(? USING utf32)", [end]);
                        call("ORD", [end])
                    })
                }
            }
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
    let sums = array(dialect, sums);
    match dialect {
        Dialect::Sqlite => sums,
        Dialect::Postgres => sums.cast_as("text"),
        Dialect::MySql => sums.cast_as("char"),
    }
}

/// A number of the length and the last characters of a text.
fn number_of_text(text: &Expr) -> Expr {
    let length = call("length", [text.clone()]);
    (1..=CHARACTERS).fold(length, |number, position| {
        let end = [text.clone(), constant(-position), constant(1_i64)];
        let code = call("unicode", [call("substr", end)]);
        mixed(number, call("coalesce", [code, constant(0_i64)]))
    })
}

/// The same number, made from the length as `start`. A place before the start of the text holds no
/// character, whose code is 0.
fn number_of_ends(text: &Expr, length: &Expr, start: Expr, code: fn(Expr) -> Expr) -> Expr {
    (1..=CHARACTERS).fold(start, |number, position| {
        let place = length.clone().add(constant(1 - position));
        let character = call("SUBSTR", [text.clone(), place, constant(1_i64)]);
        mixed(number, code(character))
    })
}

fn mixed(number: Expr, code: Expr) -> Expr {
    let number = number.mul(constant(257_i64)).add(code);
    number.modulo(constant(MODULUS))
}

/// JSON as text.
fn array(dialect: Dialect, values: Vec<Expr>) -> Expr {
    let function = match dialect {
        Dialect::Sqlite => "json_array",
        Dialect::MySql => "JSON_ARRAY",
        Dialect::Postgres => "JSON_BUILD_ARRAY",
    };
    Func::cust(Alias::new(function)).args(values).into()
}

/// The column's value in a form that JSON has.
fn json_value(context: Context<'_>, model: &Model, field: FieldId, column: Expr) -> Expr {
    match context.dialect {
        Dialect::Sqlite => match reader_of(context.catalog.stored_kind(&model[field].kind)) {
            // SQLite's `hex` makes empty text of NULL.
            Reader::Hex => call("nullif", [call("hex", [column]), constant("")]),
            Reader::Plain | Reader::Integer | Reader::Text => column,
        },
        Dialect::MySql => match reader_of(context.catalog.stored_kind(&model[field].kind)) {
            Reader::Hex => call("HEX", [column]),
            Reader::Plain | Reader::Integer | Reader::Text => column,
        },
        // PostgreSQL writes any value.
        Dialect::Postgres => column,
    }
}

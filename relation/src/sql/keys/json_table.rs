//! Lists of keys as one bound JSON array, which MySQL reads.
//!
//! MariaDB and MySQL join such a table with others by their indexes, and as the source of an `IN`
//! they search an index for each of its values; a list of bound values has neither a place for the
//! position of a key nor one text. Its columns have the types of what they are compared with, as an
//! index serves no other. Text takes part in comparisons by the collation of the other column if that
//! is a binary one.
//!
//! Where an `IN` is but a part of a condition the list is looked into for each row. MariaDB does that
//! with an index over the list, but not for text, whose collation is not the column's: a hundred
//! thousand rows and five hundred texts took minutes. So few texts are bound one by one.

use std::iter;

use sea_orm::{
    Value,
    sea_query::{Alias, Expr, ExprTrait, Func, IntoIden, SelectStatement, TableRef},
};
use serde_json::Value as Json;

use super::{
    super::table::{call, constant, tuple},
    ALIAS, column,
    json::to_json,
};
use crate::{catalog::Kind, value::Key};

/// MySQL's `JSON_TABLE` over one bound array.
pub(in crate::sql) struct JsonTable {
    json: String,
    /// How many values each key has in JSON.
    width: usize,
    /// The position of each value of a key that is read, and what it is.
    columns: Vec<(usize, Column)>,
    /// The keys themselves, where they are a few texts.
    texts: Vec<String>,
}

/// How many texts are bound one by one. MariaDB makes a table of a thousand.
const MOST_BOUND: usize = 512;

const ORDINAL: &str = "ordinal";

/// What is in a column, as far as it matters to how it is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Whole,
    /// Whole numbers of which some are beyond 64 bits with a sign.
    Beyond,
    Double,
    Decimal,
    Text,
    LongText,
    Uuid,
    Bytes,
    Date,
    Time,
    DateTime,
}

impl JsonTable {
    /// `keys` is not empty, and all of its keys are of one shape.
    pub(super) fn new<'a>(keys: impl IntoIterator<Item = &'a Key>) -> Self {
        let mut columns: Vec<(usize, Column)> = Vec::new();
        let (mut rows, mut texts) = (Vec::new(), Vec::new());
        for key in keys {
            let values = key.values();
            if let [Value::String(Some(text))] = values {
                texts.push(text.clone());
            }
            for (position, value) in values.iter().enumerate() {
                let found = Column::of(value);
                match columns.get_mut(position) {
                    Some((_, known)) => *known = known.or(found),
                    None => columns.push((position, found)),
                }
            }
            rows.push(match values {
                [value] => json_value(value),
                values => Json::Array(values.iter().map(json_value).collect()),
            });
        }
        if texts.len() > MOST_BOUND {
            texts.clear();
        }
        Self {
            json: Json::Array(rows).to_string(),
            width: columns.len(),
            columns,
            texts,
        }
    }

    /// A list that is JSON already: a value for each key, or `width` values. `values` tell which of
    /// them are read, and what they are.
    pub(super) fn written(json: &str, width: usize, values: &[(usize, &Kind)]) -> Self {
        let values = values.iter();
        let columns = values.map(|(position, kind)| (*position, Column::of_kind(kind)));
        Self {
            json: json.to_owned(),
            width,
            columns: columns.collect(),
            texts: Vec::new(),
        }
    }

    /// The list as a table.
    pub(super) fn reference(&self) -> TableRef {
        let columns = self.columns.iter().map(|(position, column)| {
            let path = if self.width == 1 {
                "$".to_owned()
            } else {
                format!("$[{position}]")
            };
            let of = column.type_name();
            format!(", value{position} {of} PATH '{path}'")
        });
        let columns: String = columns.collect();
        let list = format!("?, '$[*]' COLUMNS ({ORDINAL} FOR ORDINALITY{columns})");
        let list = Expr::cust_with_exprs(list, [Expr::val(self.json.clone())]);
        let table = Func::cust(Alias::new("JSON_TABLE")).arg(list);
        TableRef::FunctionCall(table, Alias::new(ALIAS).into_iden())
    }

    /// The key's values, one expression each.
    pub(super) fn values(&self) -> Vec<Expr> {
        let columns = self.columns.iter();
        let values = columns.map(|(position, of)| {
            let value = column(format!("value{position}"));
            match of {
                Column::Uuid | Column::Bytes => call("UNHEX", [value]),
                _ => value,
            }
        });
        values.collect()
    }

    /// The list as the one statement that selects it.
    pub(super) fn select(&self) -> SelectStatement {
        let mut select = SelectStatement::new();
        select.exprs(self.values()).from(self.reference());
        select
    }

    pub(super) fn contains(&self, columns: Vec<Expr>) -> Expr {
        let column = tuple(columns);
        let Some(last) = self.texts.last() else {
            return column.in_subquery(self.select());
        };
        // The text of the statement is one of few.
        let n_bound = self.texts.len().next_power_of_two();
        let more = iter::repeat_n(last, n_bound - self.texts.len());
        let texts = self.texts.iter().chain(more);
        column.is_in(texts.map(|text| Expr::val(text.as_str())))
    }
}

/// The position of the key in the list, counting from 0.
pub(super) fn ordinal() -> Expr {
    column(ORDINAL).cast_as("signed").sub(constant(1_i64))
}

impl Column {
    fn of(value: &Value) -> Self {
        match value {
            Value::BigUnsigned(_) => Self::Beyond,
            Value::Float(_) | Value::Double(_) => Self::Double,
            Value::Decimal(_) => Self::Decimal,
            Value::String(Some(text)) if text.chars().count() > MOST_CHARACTERS => Self::LongText,
            Value::String(_) => Self::Text,
            Value::Uuid(_) => Self::Uuid,
            Value::Bytes(_) => Self::Bytes,
            Value::ChronoDate(_) => Self::Date,
            Value::ChronoTime(_) => Self::Time,
            Value::ChronoDateTime(_) | Value::ChronoDateTimeUtc(_) => Self::DateTime,
            _ => Self::Whole,
        }
    }

    fn of_kind(kind: &Kind) -> Self {
        match kind {
            Kind::Bool | Kind::Int(_) | Kind::BigInt | Kind::Unsigned(_) => Self::Whole,
            Kind::BigUnsigned => Self::Beyond,
            Kind::Float | Kind::Double => Self::Double,
            Kind::Decimal => Self::Decimal,
            Kind::Text | Kind::Enum(_) => Self::Text,
            Kind::Json | Kind::Array(_) => Self::LongText,
            Kind::Uuid => Self::Uuid,
            Kind::Bytes => Self::Bytes,
            Kind::Date => Self::Date,
            Kind::Time => Self::Time,
            Kind::DateTime | Kind::Timestamp => Self::DateTime,
        }
    }

    /// What holds values of both.
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Whole, Self::Beyond) => Self::Beyond,
            (Self::Text, Self::LongText) => Self::LongText,
            (known, _) => known,
        }
    }

    fn type_name(self) -> &'static str {
        match self {
            Self::Whole => "bigint",
            Self::Beyond => "decimal(20)",
            Self::Double => "double",
            Self::Decimal => "decimal(65, 30)",
            // No key that has an index is longer.
            Self::Text => "varchar(768) CHARACTER SET utf8mb4",
            Self::LongText | Self::Bytes => "longtext CHARACTER SET utf8mb4",
            Self::Uuid => "varchar(32) CHARACTER SET utf8mb4",
            Self::Date => "date",
            Self::Time => "time(6)",
            Self::DateTime => "datetime(6)",
        }
    }
}

/// How many characters there are at most in a text that has an index.
const MOST_CHARACTERS: usize = 768;

/// The value as JSON that its column reads back.
fn json_value(value: &Value) -> Json {
    match value {
        Value::Bool(Some(is_true)) => Json::from(i64::from(*is_true)),
        Value::ChronoDateTimeUtc(Some(moment)) => Json::from(moment.format("%F %T%.f").to_string()),
        value => to_json(value),
    }
}

//! Decodes columns by position into normalized values.

mod keys;
mod mysql;
mod postgres;

use std::sync::Arc;

use sea_orm::{
    DbErr, QueryResult, TryGetable, Value,
    prelude::{ChronoDate, ChronoDateTime, ChronoDateTimeUtc, ChronoTime, Decimal, Json, Uuid},
};

pub(super) use keys::keys;

use crate::{
    catalog::{Catalog, FieldId, IntWidth, Kind, Model},
    value::{UNREADABLE, normalize},
};

/// The values of a row, in the order of the fields that were read, each
/// [normalized](crate::value::normalize) or [`UNREADABLE`].
pub type Row = Arc<[Value]>;

/// Decodes the columns of one statement's rows.
pub(crate) struct Decoder<'a> {
    kinds: Vec<&'a Kind>,
}

impl<'a> Decoder<'a> {
    pub(crate) fn new(catalog: &'a Catalog, model: &'a Model, fields: &[FieldId]) -> Self {
        let kinds = fields
            .iter()
            .map(|field| catalog.stored_kind(&model[*field].kind))
            .collect();
        Self { kinds }
    }

    /// How many columns it reads.
    pub(super) fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Decodes the columns that start at `first`, counting from 0. A value that does not fit its
    /// column is [`UNREADABLE`], so that it costs its own field and not the whole answer.
    pub(crate) fn row(&self, row: &QueryResult, first: usize) -> Row {
        self.kinds
            .iter()
            .enumerate()
            .map(|(position, kind)| {
                value(row, first + position, kind).unwrap_or_else(|error| {
                    tracing::debug!(%error, kind = kind.name(), "unreadable value");
                    UNREADABLE
                })
            })
            .collect()
    }
}

pub(super) fn value(row: &QueryResult, index: usize, kind: &Kind) -> Result<Value, DbErr> {
    if let Some(row) = row.try_as_pg_row()
        && let Some(value) = postgres::value(row, index, kind)
    {
        return value;
    }
    if let Some(row) = row.try_as_mysql_row()
        && let Some(value) = mysql::value(row, index, kind)
    {
        return value;
    }
    match kind {
        Kind::Bool => get::<bool>(row, index),
        Kind::Int(IntWidth::W8) => get::<i8>(row, index),
        Kind::Int(IntWidth::W16) => get::<i16>(row, index),
        Kind::Int(IntWidth::W32) => get::<i32>(row, index),
        Kind::BigInt => get::<i64>(row, index),
        Kind::Unsigned(IntWidth::W8) => get::<u8>(row, index),
        Kind::Unsigned(IntWidth::W16) => get::<u16>(row, index),
        Kind::Unsigned(IntWidth::W32) => get::<u32>(row, index),
        // The driver of SQLite knows no unsigned numbers of 64 bits.
        Kind::BigUnsigned => get::<u64>(row, index).or_else(|_| get::<i64>(row, index)),
        Kind::Float => get::<f32>(row, index),
        Kind::Double => get::<f64>(row, index),
        // SQLite stores a decimal without a fraction as a whole number.
        Kind::Decimal => get::<Decimal>(row, index).or_else(|_| whole_decimal(row, index)),
        Kind::Text | Kind::Enum(_) => get::<String>(row, index),
        Kind::Bytes => get::<Vec<u8>>(row, index),
        Kind::Date => get::<ChronoDate>(row, index),
        Kind::Time => get::<ChronoTime>(row, index),
        Kind::DateTime => get::<ChronoDateTime>(row, index),
        Kind::Timestamp => get::<ChronoDateTimeUtc>(row, index),
        Kind::Uuid => get::<Uuid>(row, index),
        Kind::Json => get::<Json>(row, index),
        Kind::Array(element) => array(row, index, element),
    }
}

fn whole_decimal(row: &QueryResult, index: usize) -> Result<Value, DbErr> {
    let whole: Option<i64> = row.try_get_by_index(index)?;
    Ok(Value::Decimal(whole.map(Decimal::from)))
}

fn get<T>(row: &QueryResult, index: usize) -> Result<Value, DbErr>
where
    Option<T>: TryGetable + Into<Value>,
{
    let value: Option<T> = row.try_get_by_index(index)?;
    Ok(normalize(value.into()))
}

fn array(row: &QueryResult, index: usize, element: &Kind) -> Result<Value, DbErr> {
    let value: Value = match element {
        Kind::Bool => row.try_get_by_index::<Option<Vec<bool>>>(index)?.into(),
        Kind::Int(IntWidth::W8) => row.try_get_by_index::<Option<Vec<i8>>>(index)?.into(),
        Kind::Int(IntWidth::W16) => row.try_get_by_index::<Option<Vec<i16>>>(index)?.into(),
        Kind::Int(IntWidth::W32) => row.try_get_by_index::<Option<Vec<i32>>>(index)?.into(),
        Kind::BigInt => row.try_get_by_index::<Option<Vec<i64>>>(index)?.into(),
        Kind::Float => row.try_get_by_index::<Option<Vec<f32>>>(index)?.into(),
        Kind::Double => row.try_get_by_index::<Option<Vec<f64>>>(index)?.into(),
        Kind::Decimal => row.try_get_by_index::<Option<Vec<Decimal>>>(index)?.into(),
        Kind::Text | Kind::Enum(_) => row.try_get_by_index::<Option<Vec<String>>>(index)?.into(),
        Kind::Date => row
            .try_get_by_index::<Option<Vec<ChronoDate>>>(index)?
            .into(),
        Kind::Time => row
            .try_get_by_index::<Option<Vec<ChronoTime>>>(index)?
            .into(),
        Kind::DateTime => row
            .try_get_by_index::<Option<Vec<ChronoDateTime>>>(index)?
            .into(),
        Kind::Timestamp => row
            .try_get_by_index::<Option<Vec<ChronoDateTimeUtc>>>(index)?
            .into(),
        Kind::Uuid => row.try_get_by_index::<Option<Vec<Uuid>>>(index)?.into(),
        Kind::Json => row.try_get_by_index::<Option<Vec<Json>>>(index)?.into(),
        Kind::Unsigned(_) | Kind::BigUnsigned | Kind::Bytes | Kind::Array(_) => {
            return Err(DbErr::Type(format!(
                "lists of {} are not read",
                element.name()
            )));
        }
    };
    Ok(match value {
        Value::Array(kind, Some(elements)) => Value::Array(
            kind,
            Some(Box::new(elements.into_iter().map(normalize).collect())),
        ),
        other => other,
    })
}

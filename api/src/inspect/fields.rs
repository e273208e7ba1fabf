//! Which columns are taken over, and as what fields.

use heck::ToSnakeCase;
use relation::agreement::Table;
use sea_orm::sea_query::{ColumnDef, ColumnType};

use super::{
    columns::{Detail, Details, Held, Source},
    enums::Enums,
};

/// A column that is taken over.
#[derive(Debug, Clone)]
pub(super) struct Field {
    /// Its place in the table.
    pub(super) place: usize,
    /// The name of the column.
    pub(super) column: String,
    pub(super) name: String,
    pub(super) of: ColumnType,
    pub(super) nullable: bool,
    /// The default, or how the database computes it, as SQL.
    pub(super) default: Option<String>,
    pub(super) source: Source,
    pub(super) comment: Option<String>,
}

/// Chooses the fields of a table; tells what is left out and what is not as it seems.
pub(super) fn choose(
    table: &Table,
    details: &Details,
    enums: &mut Enums,
    notes: &mut Vec<String>,
) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for column in &table.columns {
        let Some(detail) = details.of(table, &column.name) else {
            continue;
        };
        let name = column.name.to_snake_case();
        let place = format!("`{}.{}`", table.name, column.name);
        let known = fields.iter().any(|field| field.name == name);
        match refusal(&name, known, column.nullable, detail, enums) {
            Ok((of, note)) => {
                notes.extend(note.map(|note| format!("{place} {note}")));
                let is_key = table.primary_key == [column.name.clone()];
                fields.push(Field {
                    place: fields.len(),
                    column: column.name.clone(),
                    name,
                    of,
                    nullable: column.nullable && !table.primary_key.contains(&column.name),
                    default: detail
                        .default
                        .clone()
                        .filter(|_| !(is_key && detail.source.is_counted())),
                    source: detail.source,
                    comment: detail.comment.clone(),
                });
            }
            Err(why) => {
                let is_required = !(column.nullable || column.has_default);
                let so = if is_required {
                    "; no row can be made, as it is required"
                } else {
                    ""
                };
                notes.push(format!("{place} is left out: {why}{so}"));
            }
        }
    }
    fields
}

/// The type of a field, and what is to be told of it; or why there is none.
fn refusal(
    name: &str,
    is_known: bool,
    nullable: bool,
    detail: &Detail,
    enums: &mut Enums,
) -> Result<(ColumnType, Option<String>), String> {
    if !is_identifier(name) {
        return Err("its name gives none for a field".to_owned());
    }
    if is_known {
        return Err("another column has the same field".to_owned());
    }
    if detail.source == Source::Computed && !nullable && detail.default.is_none() {
        return Err("the database computes it".to_owned());
    }
    match &detail.held {
        Held::Values(of @ ColumnType::Enum { name, variants }) => {
            let labels = variants.iter().map(ToString::to_string).collect();
            let note = enums.add(&name.to_string(), labels)?;
            Ok((of.clone(), note))
        }
        Held::Values(of) => Ok((of.clone(), None)),
        Held::Noted(of, note) => Ok((of.clone(), Some(note.clone()))),
        Held::Unserved(why) => Err(why.clone()),
    }
}

impl Field {
    /// The column, as a statement that creates the table would have it.
    pub(super) fn definition(&self, primary_key: &[String]) -> ColumnDef {
        let of = match &self.of {
            // The generator only asks for the name.
            ColumnType::Enum { name, .. } => ColumnType::Enum {
                name: name.clone(),
                variants: Vec::new(),
            },
            of => of.clone(),
        };
        let mut definition = ColumnDef::new_with_type(self.column.clone(), of);
        if !self.nullable {
            definition.not_null();
        }
        let is_key = *primary_key == [self.column.clone()];
        if is_key && self.is_whole_number() && self.source.is_counted() {
            definition.auto_increment();
        }
        definition
    }

    /// The name of its enum.
    pub(super) fn enum_name(&self) -> Option<String> {
        match &self.of {
            ColumnType::Enum { name, .. } => Some(name.to_string()),
            _ => None,
        }
    }

    /// Whether its values can be those of a key.
    pub(super) fn can_be_key(&self) -> bool {
        self.kind() != "a value that cannot be a key"
    }

    /// Whether a column can refer to another.
    pub(super) fn can_refer_to(&self, other: &Self) -> bool {
        self.can_be_key() && self.kind() == other.kind()
    }

    fn is_whole_number(&self) -> bool {
        self.kind() == "a whole number"
    }

    fn kind(&self) -> &'static str {
        use ColumnType as T;
        match &self.of {
            T::Boolean => "a boolean",
            T::TinyInteger
            | T::SmallInteger
            | T::Integer
            | T::BigInteger
            | T::TinyUnsigned
            | T::SmallUnsigned
            | T::Unsigned
            | T::BigUnsigned => "a whole number",
            T::Char(_) | T::String(_) | T::Text | T::Enum { .. } => "text",
            T::Blob | T::Binary(_) | T::VarBinary(_) => "bytes",
            T::Date => "a date",
            T::Time => "a time",
            T::DateTime => "a date and time",
            T::Timestamp => "a point in time",
            T::Uuid => "a UUID",
            _ => "a value that cannot be a key",
        }
    }
}

impl Source {
    pub(super) fn is_counted(self) -> bool {
        matches!(self, Self::Counted | Self::AlwaysCounted)
    }
}

pub(super) fn is_identifier(name: &str) -> bool {
    let mut letters = name.chars();
    letters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

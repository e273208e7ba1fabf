//! Attributes that an entity has beyond those of SeaORM's generator.

use sea_orm::sea_query::{ColumnType, StringLen};
use syn::{Attribute, ItemStruct, LitInt, parse_quote, parse_str};

use super::{columns::unquoted, fields::Field, tables::Extras};

/// Gives the table its own name, as the generator knows it by that of its file.
pub(super) fn name_table(model: &mut ItemStruct, extras: &Extras) {
    let table = &extras.table;
    let named: Attribute = match &extras.schema {
        Some(schema) => parse_quote!(#[sea_orm(schema_name = #schema, table_name = #table)]),
        None => parse_quote!(#[sea_orm(table_name = #table)]),
    };
    let mut attributes = model.attrs.iter_mut();
    if let Some(known) = attributes.find(|attribute| attribute.path().is_ident("sea_orm")) {
        *known = named;
    }
}

/// How many characters a text may have, which the generator leaves out.
pub(super) fn length(field: &Field) -> Option<Attribute> {
    let of = match &field.of {
        ColumnType::String(StringLen::N(length)) => format!("String(StringLen::N({length}))"),
        ColumnType::Char(Some(length)) => format!("Char(Some({length}))"),
        _ => return None,
    };
    Some(if field.nullable {
        parse_quote!(#[sea_orm(column_type = #of, nullable)])
    } else {
        parse_quote!(#[sea_orm(column_type = #of)])
    })
}

/// The default as SeaORM declares it.
pub(super) fn default(sql: &str) -> Attribute {
    if let Some(text) = unquoted(sql) {
        return parse_quote!(#[sea_orm(default_value = #text)]);
    }
    if let Ok(number) = parse_str::<LitInt>(sql) {
        return parse_quote!(#[sea_orm(default_value = #number)]);
    }
    let expression = format!("Expr::cust({sql:?})");
    parse_quote!(#[sea_orm(default_expr = #expression)])
}

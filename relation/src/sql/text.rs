//! Tests of text that mean the same on every database.
//!
//! SQLite's LIKE knows no case beyond ASCII and its patterns are limited in length, and every
//! database has its own idea of case, so none is used: plain functions where case matters, regular
//! expressions in which it is written out where it does not.

use sea_orm::sea_query::{BinOper, Expr, ExprTrait, extension::postgres::PgBinOper};

use super::{
    Dialect,
    collation::by_code_points,
    table::{call, compared, constant},
};
use crate::lookup::{Comparison, Pattern, TextMatch, for_mysql, in_any_case};

/// The text is found in the column.
pub(super) fn found(
    dialect: Dialect,
    column: Expr,
    place: TextMatch,
    ignores_case: bool,
    text: &str,
) -> Expr {
    if text.is_empty() && place != TextMatch::Whole {
        return column.is_not_null();
    }
    if dialect == Dialect::Postgres && text.contains(NUL) {
        return constant(false);
    }
    if ignores_case {
        return match dialect {
            Dialect::Sqlite => regexp(
                column,
                format!("(?is){}", placed(place, &regex::escape(text))),
            ),
            Dialect::Postgres => tilde(column, placed(place, &in_any_case(text))),
            Dialect::MySql => regexp(column, for_mysql(&placed(place, &in_any_case(text)))),
        };
    }
    match (place, dialect) {
        (TextMatch::Whole, _) => column.eq(text),
        (TextMatch::Anywhere, Dialect::Sqlite) => {
            call("instr", [column, Expr::val(text)]).gt(constant(0_i64))
        }
        (TextMatch::Anywhere, Dialect::Postgres) => {
            call("STRPOS", [column, Expr::val(text)]).gt(constant(0_i64))
        }
        (TextMatch::Anywhere, Dialect::MySql) => {
            call("LOCATE", [Expr::val(text), column]).gt(constant(0_i64))
        }
        (TextMatch::Start, _) => starts_with(dialect, &column, text),
        (TextMatch::End, Dialect::Sqlite) => {
            let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
            call("substr", [column, Expr::val(-length)]).eq(text)
        }
        (TextMatch::End, Dialect::Postgres | Dialect::MySql) => {
            let length = i32::try_from(text.chars().count()).unwrap_or(i32::MAX);
            call("RIGHT", [column, Expr::val(length)]).eq(text)
        }
    }
}

/// The pattern is found in the column.
pub(super) fn matches(dialect: Dialect, column: Expr, pattern: &Pattern) -> Expr {
    match dialect {
        Dialect::Sqlite => regexp(column, pattern.for_rust()),
        Dialect::Postgres => tilde(column, pattern.for_postgres()),
        Dialect::MySql => regexp(column, pattern.for_mysql()),
    }
}

/// What PostgreSQL's text never has, nor any value that is bound as text.
const NUL: char = '\0';

/// PostgreSQL's text compares with another by code points.
pub(super) fn compare(column: Expr, comparison: Comparison, text: &str) -> Expr {
    let (known, comparison) = match (text.split_once(NUL), comparison) {
        (None, Comparison::Equal) => return column.eq(text),
        (Some(_), Comparison::Equal) => return constant(false),
        (None, _) => (text, comparison),
        // Of text without NUL, just what is greater than the part before it is greater.
        (Some((before, _)), Comparison::Less | Comparison::LessOrEqual) => {
            (before, Comparison::LessOrEqual)
        }
        (Some((before, _)), _) => (before, Comparison::Greater),
    };
    compared(by_code_points(column), comparison, Expr::val(known))
}

/// The regular expression is found in the column: in SQLite one of the `regex` crate, in MySQL one
/// of ICU and in MariaDB one of PCRE.
fn regexp(column: Expr, pattern: String) -> Expr {
    column.binary(BinOper::Custom("REGEXP"), Expr::val(pattern))
}

/// The regular expression, in PostgreSQL's syntax, is found in the column. Types beside that of text
/// have a match of their own, with the blanks of `char(n)` and without regard to case in `citext`.
fn tilde(column: Expr, pattern: String) -> Expr {
    let text = column.cast_as("text");
    text.binary(BinOper::PgOperator(PgBinOper::Regex), Expr::val(pattern))
}

/// A range of text, which an index serves.
fn starts_with(dialect: Dialect, column: &Expr, text: &str) -> Expr {
    let binary = || match dialect {
        Dialect::Sqlite => Expr::cust_with_exprs("? COLLATE BINARY", [column.clone()]),
        Dialect::Postgres => by_code_points(column.clone()),
        Dialect::MySql => column.clone(),
    };
    let since = binary().gte(text);
    match after_all_with(text) {
        Some(end) => since.and(binary().lt(end)),
        None => since,
    }
}

/// The least text that is greater than every text that starts so, if there is one.
fn after_all_with(text: &str) -> Option<String> {
    let mut letters: Vec<char> = text.chars().collect();
    while let Some(last) = letters.pop() {
        if let Some(next) = next_letter(last) {
            letters.push(next);
            return Some(letters.into_iter().collect());
        }
    }
    None
}

fn next_letter(letter: char) -> Option<char> {
    ((letter as u32 + 1)..=(char::MAX as u32)).find_map(char::from_u32)
}

/// The pattern of a text at its place.
fn placed(place: TextMatch, text: &str) -> String {
    let (start, end) = match place {
        TextMatch::Whole => ("^", "$"),
        TextMatch::Anywhere => ("", ""),
        TextMatch::Start => ("^", ""),
        TextMatch::End => ("", "$"),
    };
    format!("{start}{text}{end}")
}

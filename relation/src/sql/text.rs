//! Tests of text that mean the same on every database.
//!
//! SQLite's LIKE knows no case beyond ASCII and its patterns are limited in length, so none is
//! used: plain functions where case matters, regular expressions where it does not.

use sea_orm::sea_query::{BinOper, Expr, ExprTrait};

use super::table::{call, constant};
use crate::lookup::TextMatch;

/// The text is found in the column.
pub(super) fn found(column: Expr, place: TextMatch, ignores_case: bool, text: &str) -> Expr {
    if text.is_empty() && place != TextMatch::Whole {
        return column.is_not_null();
    }
    if ignores_case {
        return matches(column, folded(place, text));
    }
    match place {
        TextMatch::Whole => column.eq(text),
        TextMatch::Anywhere => call("instr", [column, Expr::val(text)]).gt(constant(0_i64)),
        TextMatch::Start => starts_with(&column, text),
        TextMatch::End => {
            let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
            call("substr", [column, Expr::val(-length)]).eq(text)
        }
    }
}

/// The regular expression, in the syntax of the `regex` crate, is found in the column.
pub(super) fn matches(column: Expr, pattern: String) -> Expr {
    column.binary(BinOper::Custom("REGEXP"), Expr::val(pattern))
}

/// A range of text, which an index serves.
fn starts_with(column: &Expr, text: &str) -> Expr {
    let binary = || Expr::cust_with_exprs("? COLLATE BINARY", [column.clone()]);
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

/// The pattern that finds the text in any case.
fn folded(place: TextMatch, text: &str) -> String {
    let text = regex::escape(text);
    let (start, end) = match place {
        TextMatch::Whole => ("^", "$"),
        TextMatch::Anywhere => ("", ""),
        TextMatch::Start => ("^", ""),
        TextMatch::End => ("", "$"),
    };
    format!("(?is){start}{text}{end}")
}

//! A look at the brackets of a query before it is parsed: the parser recurses without a
//! limit, and a stack that overflows takes the whole process with it.

/// Why a query is not parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum NestingError {
    /// Brackets are nested deeper than the limit.
    #[error("the query nests brackets deeper than {max} (setting `max_nesting`)")]
    TooDeep { max: usize },
    /// The parser would read on behind the first two quotes, and find brackets there.
    #[error("the query holds a block string without an end")]
    OpenBlockString,
}

/// Reads `query` once. Brackets in strings and comments do not count; whether they match
/// is left to the parser.
///
/// # Errors
///
/// The first fault from the beginning of `query`.
pub(super) fn check(query: &str, max: usize) -> Result<(), NestingError> {
    let mut rest = query.as_bytes();
    let mut depth = 0_usize;
    while let [first, tail @ ..] = rest {
        rest = tail;
        match first {
            b'{' | b'[' | b'(' => {
                depth += 1;
                if depth > max {
                    return Err(NestingError::TooDeep { max });
                }
            }
            b'}' | b']' | b')' => depth = depth.saturating_sub(1),
            b'#' => rest = after_line(rest),
            b'"' => {
                rest = match rest {
                    [b'"', b'"', text @ ..] => after_block_string(text)?,
                    text => after_string(text),
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn after_line(text: &[u8]) -> &[u8] {
    let end = text.iter().position(|byte| is_line_end(*byte));
    end.map_or(&[], |end| &text[end..])
}

/// A string ends with its quote, or with its line when the quote is missing.
fn after_string(mut text: &[u8]) -> &[u8] {
    loop {
        text = match text {
            [b'\\', escaped, tail @ ..] if !is_line_end(*escaped) => tail,
            [b'"', tail @ ..] => return tail,
            [first, tail @ ..] if !is_line_end(*first) => tail,
            _ => return text,
        };
    }
}

/// Three quotes behind a backslash are text.
fn after_block_string(mut text: &[u8]) -> Result<&[u8], NestingError> {
    while let Some(end) = text.windows(3).position(|window| window == b"\"\"\"") {
        let (content, tail) = (&text[..end], &text[end + 3..]);
        if !content.ends_with(b"\\") {
            return Ok(tail);
        }
        text = tail;
    }
    Err(NestingError::OpenBlockString)
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::{NestingError, check};

    const TOO_DEEP: Result<(), NestingError> = Err(NestingError::TooDeep { max: 2 });

    #[test]
    fn brackets_count_wherever_the_parser_would_recurse() {
        assert_eq!(check("{a{b{c}}}", 3), Ok(()));
        assert_eq!(check("{a{b{c}}}", 2), TOO_DEEP);
        assert_eq!(check("{a(x:[1])}", 2), TOO_DEEP);
        assert_eq!(check("query($a:[[Int]]){a}", 2), TOO_DEEP);
        assert_eq!(check("{a}{b}{c}{d}", 1), Ok(()));
    }

    #[test]
    fn brackets_in_strings_and_comments_do_not_count() {
        assert_eq!(check(r#"{a(x:"[[[[ \" [[[")}"#, 2), Ok(()));
        assert_eq!(check(r#"{a(x:"""[[ " "" \""" [[""")}"#, 2), Ok(()));
        assert_eq!(check("{a # [[[[\n}", 1), Ok(()));
        assert_eq!(check(r#"{a(x:"")}"#, 2), Ok(()));
    }

    #[test]
    fn nothing_hides_behind_a_string_that_does_not_end() {
        assert_eq!(check("\"\n[[[", 2), TOO_DEEP);
        assert_eq!(check("# \r[[[", 2), TOO_DEEP);
        assert_eq!(check("\"\\\n[[[", 2), TOO_DEEP);
        assert_eq!(check("]]]][[[", 2), TOO_DEEP);
        let open = Err(NestingError::OpenBlockString);
        assert_eq!(check("{a(x:\"\"\" \" [[[[", 2), open);
    }
}

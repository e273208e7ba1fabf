//! What is a pattern, what it finds, and what is refused in which words.

use regex::Regex;

use super::{Pattern, PatternError};

/// Wants the pattern to be found in the first texts and not in the second ones.
#[track_caller]
fn check(pattern: &str, found: &[&str], missed: &[&str]) {
    check_case(&Pattern::new(pattern, false), found, missed);
}

#[track_caller]
fn check_ignoring_case(pattern: &str, found: &[&str], missed: &[&str]) {
    check_case(&Pattern::new(pattern, true), found, missed);
}

#[track_caller]
fn check_case(pattern: &Result<Pattern, PatternError>, found: &[&str], missed: &[&str]) {
    let pattern = pattern.as_ref().unwrap();
    let regex = Regex::new(&pattern.for_rust()).unwrap();
    for text in found {
        assert!(regex.is_match(text), "{regex} in {text:?}");
    }
    for text in missed {
        assert!(!regex.is_match(text), "{regex} not in {text:?}");
    }
}

#[track_caller]
fn refuse(pattern: &str, message: &str) {
    for ignores_case in [false, true] {
        let refused = Pattern::new(pattern, ignores_case).unwrap_err();
        assert_eq!(refused.to_string(), message, "{pattern}");
    }
}

#[test]
fn characters_stand_for_themselves_anywhere() {
    check("ab", &["ab", "cabd"], &["Ab", "a b", ""]);
    check("ä😀", &["xä😀"], &["a😀", "Ä😀"]);
    check("% _-#&~ ]}", &["50% _-#&~ ]}"], &["50x _-#&~ ]}"]);
}

#[test]
fn punctuation_after_a_backslash_stands_for_itself() {
    check(r"a\.b", &["a.b"], &["axb"]);
    check(r"\\\*\+\?\(\)\|\[\]\{\}\^\$", &[r"\*+?()|[]{}^$"], &["*"]);
    check(r"\%\/\-\@", &["%/-@"], &[r"\%\/\-\@"]);
    check(r"a\tb\nc\r", &["a\tb\nc\r"], &["atbncr"]);
}

#[test]
fn a_dot_is_any_character_the_end_of_a_line_included() {
    check(
        "a.b",
        &["axb", "a\nb", "a\rb", "aäb", "a😀b"],
        &["ab", "axxb"],
    );
}

#[test]
fn brackets_are_one_of_several_characters() {
    check("[abc]", &["b"], &["d", "B"]);
    check("^[a-cX-Z]+$", &["abcXYZ"], &["abd", "W"]);
    check("^[^a-c]$", &["d", "\n", "é"], &["a", "dd", ""]);
    check(r"^[]a\]-]+$", &["a]-"], &["b"]);
    check(r"^[\^\[\\&~^-]+$", &[r"^[\&~-"], &["a"]);
    check(r"^[.*+?()|{}$]+$", &[".*+?()|{}$"], &["a"]);
    check("^[а-я]+$", &["привет"], &["Привет", "ё"]);
}

#[test]
fn classes_are_ascii() {
    check(r"^\d+$", &["0123456789"], &["٣", "a", ""]);
    check(r"^\D$", &["٣", "a", "\n"], &["3"]);
    check(r"^\w+$", &["aZ_09"], &["é", "-", "ſ", "\u{212a}"]);
    check(r"^\W$", &["é", "-", "\u{212a}"], &["a", "_"]);
    check(
        r"^\s+$",
        &[" \t\n\r\u{b}\u{c}"],
        &["\u{a0}", "\u{2003}", "\u{85}"],
    );
    check(r"^\S$", &["\u{a0}", "a"], &[" ", "\u{b}"]);
    check(r"^[\d\s.]+$", &["1 2.3"], &["1,2"]);
    check(r"^[^\w]$", &["é", " "], &["a"]);
}

#[test]
fn start_and_end_are_those_of_the_text() {
    check("^a", &["ab"], &["ba", "b\na"]);
    check("a$", &["ba"], &["ab", "a\nb", "a\n"]);
    check("^$", &[""], &["\n", "a"]);
    check("a^b", &[], &["ab", "a^b", "a\nb"]);
}

#[test]
fn groups_and_alternatives() {
    check("^(ab|cd)e$", &["abe", "cde"], &["abcde", "ab"]);
    check("^(?:a|b|cc)$", &["a", "cc"], &["c", "ab"]);
    check("^a|b$", &["ax", "xb"], &["xa", "bx"]);
    check("((a)(b))", &["ab"], &["ba"]);
}

#[test]
fn repetitions() {
    check("^ab*c$", &["ac", "abbc"], &["abb"]);
    check("^ab+c$", &["abc"], &["ac"]);
    check("^ab?c$", &["ac", "abc"], &["abbc"]);
    check("^a{2}$", &["aa"], &["a", "aaa"]);
    check("^a{2,}$", &["aa", "aaaa"], &["a"]);
    check("^(?:ab){1,2}$", &["ab", "abab"], &["ababab", ""]);
    check("^(a{2}){3}$", &["aaaaaa"], &["aaaaa"]);
    check("^.{255}$", &[&"ä".repeat(255)], &[&"ä".repeat(254)]);
    check("^(a*)*$", &["", "aaa"], &["b"]);
}

#[test]
fn case_is_ignored_by_simple_folding() {
    check_ignoring_case("straße", &["STRAßE", "straẞe"], &["STRASSE"]);
    check_ignoring_case("ÄÖÜ", &["äöü"], &["aou"]);
    check_ignoring_case("ΣΑΣ", &["σας", "Σασ"], &[]);
    check_ignoring_case("k", &["K", "\u{212a}"], &["l"]);
    check_ignoring_case("i", &["I"], &["İ", "ı"]);
    check_ignoring_case("[à-é]x", &["Éx", "ÀX"], &["e"]);
    check_ignoring_case("^[^a]$", &["b"], &["a", "A"]);
    check_ignoring_case("^\\.[+a]$", &[".+", ".A"], &["xa"]);
}

#[test]
fn classes_have_no_case() {
    check_ignoring_case(r"^\w$", &["k", "K"], &["ſ", "\u{212a}"]);
    check_ignoring_case(r"^[\w.]$", &["k", "."], &["ſ", "\u{212a}"]);
    check_ignoring_case(r"^[^\w]$", &["ſ", "\u{212a}"], &["k"]);
    check_ignoring_case(r"^\W$", &["ſ", "\u{212a}"], &["k", "K"]);
    check_ignoring_case(r"^[\dk]$", &["5", "K", "\u{212a}"], &["s"]);
}

#[test]
fn patterns_are_equal_when_they_mean_the_same_in_the_same_words() {
    let pattern = |text| Pattern::new(text, true).unwrap();
    assert_eq!(pattern(r"[0-9]"), pattern(r"\d"));
    assert_ne!(pattern("a"), Pattern::new("a", false).unwrap());
    assert!(pattern("a").ignores_case());
    assert_eq!(pattern(r"a\d+%").for_rust(), "(?s)[Aa][0-9]+%");
}

#[test]
fn the_end_is_that_of_the_text_on_mysql() {
    let pattern = |text| Pattern::new(text, false).unwrap().for_mysql();
    assert_eq!(pattern("a.c$"), r"(?s)a.c\z");
    assert_eq!(pattern(r"\$|[$\]a]|\\$"), r"(?s)\$|[\$\]a]|\\\z");
    assert_eq!(pattern("[^\0]\0"), r"(?s)[^\x{0}]\x{0}");
}

#[test]
fn what_is_no_regular_expression_is_refused() {
    refuse("", "the pattern is empty");
    refuse("(a", "unclosed group at character 1");
    refuse("äb)", "unopened group at character 3");
    refuse("[a", "unclosed character class at character 1");
    refuse("[]", "unclosed character class at character 1");
    refuse("x[[]", "unclosed character class at character 3");
    refuse(
        "a|*",
        "repetition operator missing expression at character 3",
    );
    refuse("{", "repetition operator missing expression at character 1");
    refuse("a{1", "unclosed counted repetition at character 2");
    refuse(
        "a{x}",
        "repetition quantifier expects a valid decimal at character 3",
    );
    refuse(
        "a{,2}",
        "repetition quantifier expects a valid decimal at character 3",
    );
    refuse(
        "a{3,2}",
        "invalid repetition count range, the start must be <= the end at character 2",
    );
    refuse(
        "[z-a]",
        "invalid character class range, the start must be <= the end at character 2",
    );
    refuse(
        r"[a-\d]",
        "invalid range boundary, must be a literal at character 4",
    );
    refuse(
        "a\\",
        "incomplete escape sequence, reached end of pattern prematurely at character 2",
    );
    refuse(
        &format!("{}a{}", "(".repeat(101), ")".repeat(101)),
        "exceed the maximum number of nested parentheses/brackets (100) at character 101",
    );
}

#[test]
fn what_databases_do_not_share_is_refused() {
    let unsupported = |pattern: &str, what: &str, place: usize| {
        refuse(
            pattern,
            &format!("{what} at character {place} is not supported"),
        );
    };
    unsupported(r"(a)\1", "a reference to a group", 4);
    unsupported("a(?=b)", "looking ahead or behind", 2);
    unsupported("(?<!a)b", "looking ahead or behind", 1);
    unsupported("(?i)a", "a flag", 1);
    unsupported("(?i:a)", "a flag", 3);
    unsupported("(?P<x>a)", "a named group", 1);
    unsupported("(?<x>a)", "a named group", 1);
    unsupported("a*?", "a lazy repetition", 2);
    unsupported("a{2}?", "a lazy repetition", 2);
    unsupported("a++", "a repetition of another", 3);
    unsupported("a{2}{3}", "a repetition of another", 5);
    unsupported("^*", "a repetition of `^` or `$`", 2);
    unsupported("a$+", "a repetition of `^` or `$`", 3);
    unsupported("a{256}", "a repetition of more than 255 times", 2);
    unsupported("a{2,256}", "a repetition of more than 255 times", 2);
    unsupported("a{256,}", "a repetition of more than 255 times", 2);
    unsupported("a{2, 3}", "white space in a repetition", 2);
    unsupported("a||b", "an empty alternative or group", 3);
    unsupported("a|", "an empty alternative or group", 3);
    unsupported("ä()", "an empty alternative or group", 3);
    unsupported(r"\bx", "a word boundary", 1);
    unsupported(r"x\B", "a word boundary", 2);
    unsupported(r"x\>", "a word boundary", 2);
    unsupported(r"\Ax", "`\\A`", 1);
    unsupported(r"x\z", "`\\z`", 2);
    unsupported(r"\pL", "a class by property", 1);
    unsupported(r"[a\p{Greek}]", "a class by property", 3);
    unsupported("[[:alpha:]]", "a class by name", 2);
    unsupported("[a[bc]]", "brackets in brackets", 3);
    unsupported("[a-c&&b]", "an operation on classes", 2);
    unsupported("[a-c--b]", "an operation on classes", 2);
    unsupported("[a-c~~b]", "an operation on classes", 2);
    unsupported(r"[a\D]", "a negated class in brackets", 3);
    let escape = "an escape other than `\\t`, `\\n` and `\\r`";
    unsupported(r"\x41", escape, 1);
    unsupported(r"\u{41}", escape, 1);
    unsupported(r"[\a]", escape, 2);
    unsupported(r"[\t-\v]", escape, 5);
}

#[test]
fn what_takes_too_much_memory_is_refused() {
    let message = "the pattern is too large once its repetitions are written out";
    refuse("(a{200}){200}", message);
    refuse(r"((\W{9}){99}){99}", message);
    refuse("(((((a{255}){255}){255}){255}){255}){255}", message);
}

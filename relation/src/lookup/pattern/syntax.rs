//! Walks the syntax tree of a pattern, refuses what databases do not share, and writes the rest
//! out: classes as ranges, both cases of each letter, groups without numbers.

use regex_syntax::{
    ast::{
        self, Ast, ClassPerl, ClassPerlKind, ClassSet, ClassSetItem, ErrorKind, GroupKind, Literal,
        LiteralKind, RepetitionKind, RepetitionRange, Span, SpecialLiteralKind,
        parse::ParserBuilder,
    },
    hir::{ClassUnicode, ClassUnicodeRange},
    is_meta_character,
};

use super::PatternError;

/// PostgreSQL takes no larger number in a repetition.
const MOST_REPETITIONS: u32 = 255;

/// Groups inside groups; more is refused before the walk.
const NEST_LIMIT: u32 = 100;

/// The pattern in canonical form.
pub(super) fn write_out(pattern: &str, ignores_case: bool) -> Result<String, PatternError> {
    let mut parser = ParserBuilder::new().nest_limit(NEST_LIMIT).build();
    let mut writer = Writer {
        pattern,
        ignores_case,
        out: String::new(),
    };
    let ast = parser.parse(pattern);
    let ast = ast.map_err(|error| writer.malformed(&error))?;
    if let Ast::Empty(_) = ast {
        return Err(PatternError::Empty);
    }
    writer.expression(&ast)?;
    Ok(writer.out)
}

/// The pattern that finds a text in any case, by Unicode's simple case folding.
pub(crate) fn in_any_case(text: &str) -> String {
    let mut writer = Writer {
        pattern: text,
        ignores_case: true,
        out: String::new(),
    };
    for character in text.chars() {
        writer.literal(character);
    }
    writer.out
}

struct Writer<'a> {
    pattern: &'a str,
    ignores_case: bool,
    out: String,
}

impl Writer<'_> {
    fn expression(&mut self, ast: &Ast) -> Result<(), PatternError> {
        match ast {
            Ast::Empty(span) => Err(self.unsupported("an empty alternative or group", span)),
            Ast::Flags(flags) => Err(self.unsupported("a flag", &flags.span)),
            Ast::Literal(literal) => {
                let character = self.character(literal)?;
                self.literal(character);
                Ok(())
            }
            Ast::Dot(_) => {
                self.out.push('.');
                Ok(())
            }
            Ast::Assertion(assertion) => self.assertion(assertion),
            Ast::ClassUnicode(class) => Err(self.unsupported("a class by property", &class.span)),
            Ast::ClassPerl(class) => {
                self.class(&ClassUnicode::new(ranges(class)), class.negated);
                Ok(())
            }
            Ast::ClassBracketed(class) => self.brackets(class),
            Ast::Repetition(repetition) => self.repetition(repetition),
            Ast::Group(group) => self.group(group),
            Ast::Alternation(alternation) => {
                for (position, alternative) in alternation.asts.iter().enumerate() {
                    if position > 0 {
                        self.out.push('|');
                    }
                    self.expression(alternative)?;
                }
                Ok(())
            }
            Ast::Concat(parts) => parts.asts.iter().try_for_each(|part| self.expression(part)),
        }
    }

    fn assertion(&mut self, assertion: &ast::Assertion) -> Result<(), PatternError> {
        use ast::AssertionKind as A;
        let what = match assertion.kind {
            A::StartLine => {
                self.out.push('^');
                return Ok(());
            }
            A::EndLine => {
                self.out.push('$');
                return Ok(());
            }
            A::StartText => "`\\A`",
            A::EndText => "`\\z`",
            _ => "a word boundary",
        };
        Err(self.unsupported(what, &assertion.span))
    }

    fn group(&mut self, group: &ast::Group) -> Result<(), PatternError> {
        match &group.kind {
            GroupKind::CaptureIndex(_) => {}
            GroupKind::NonCapturing(flags) if flags.items.is_empty() => {}
            GroupKind::NonCapturing(flags) => return Err(self.unsupported("a flag", &flags.span)),
            GroupKind::CaptureName { .. } => {
                return Err(self.unsupported("a named group", &group.span));
            }
        }
        self.out.push_str("(?:");
        self.expression(&group.ast)?;
        self.out.push(')');
        Ok(())
    }

    fn repetition(&mut self, repetition: &ast::Repetition) -> Result<(), PatternError> {
        let span = &repetition.op.span;
        match *repetition.ast {
            Ast::Assertion(_) => return Err(self.unsupported("a repetition of `^` or `$`", span)),
            // A `+` after another is possessive to some.
            Ast::Repetition(_) => return Err(self.unsupported("a repetition of another", span)),
            _ => self.expression(&repetition.ast)?,
        }
        if !repetition.greedy {
            return Err(self.unsupported("a lazy repetition", span));
        }
        let (least, most) = match repetition.op.kind {
            RepetitionKind::ZeroOrOne => (0, Some(1)),
            RepetitionKind::ZeroOrMore => (0, None),
            RepetitionKind::OneOrMore => (1, None),
            RepetitionKind::Range(RepetitionRange::Exactly(times)) => (times, Some(times)),
            RepetitionKind::Range(RepetitionRange::AtLeast(least)) => (least, None),
            RepetitionKind::Range(RepetitionRange::Bounded(least, most)) => (least, Some(most)),
        };
        if most.unwrap_or(least) > MOST_REPETITIONS {
            return Err(self.unsupported("a repetition of more than 255 times", span));
        }
        let quantifier = &self.pattern[span.start.offset..span.end.offset];
        if quantifier.contains(char::is_whitespace) {
            return Err(self.unsupported("white space in a repetition", span));
        }
        self.out.push_str(quantifier);
        Ok(())
    }

    fn brackets(&mut self, class: &ast::ClassBracketed) -> Result<(), PatternError> {
        let mut found = Found::default();
        match &class.kind {
            ClassSet::Item(item) => self.item(item, &mut found)?,
            ClassSet::BinaryOp(operation) => {
                return Err(self.unsupported("an operation on classes", &operation.span));
            }
        }
        let mut ranges = ClassUnicode::new(found.characters);
        self.fold(&mut ranges);
        ranges.union(&ClassUnicode::new(found.fixed));
        self.class(&ranges, class.negated);
        Ok(())
    }

    fn item(&self, item: &ClassSetItem, found: &mut Found) -> Result<(), PatternError> {
        match item {
            ClassSetItem::Empty(_) => {}
            ClassSetItem::Literal(literal) => {
                let character = self.character(literal)?;
                found.characters.push(one(character));
            }
            ClassSetItem::Range(range) => {
                let (start, end) = (self.character(&range.start)?, self.character(&range.end)?);
                found.characters.push(ClassUnicodeRange::new(start, end));
            }
            ClassSetItem::Perl(class) if class.negated => {
                return Err(self.unsupported("a negated class in brackets", &class.span));
            }
            ClassSetItem::Perl(class) => found.fixed.extend(ranges(class)),
            ClassSetItem::Ascii(class) => {
                return Err(self.unsupported("a class by name", &class.span));
            }
            ClassSetItem::Unicode(class) => {
                return Err(self.unsupported("a class by property", &class.span));
            }
            ClassSetItem::Bracketed(class) => {
                return Err(self.unsupported("brackets in brackets", &class.span));
            }
            ClassSetItem::Union(union) => {
                let mut items = union.items.iter();
                return items.try_for_each(|item| self.item(item, found));
            }
        }
        Ok(())
    }

    fn character(&self, literal: &Literal) -> Result<char, PatternError> {
        use SpecialLiteralKind as S;
        match literal.kind {
            LiteralKind::Verbatim
            | LiteralKind::Meta
            | LiteralKind::Superfluous
            | LiteralKind::Special(S::Tab | S::LineFeed | S::CarriageReturn) => Ok(literal.c),
            _ => {
                Err(self.unsupported("an escape other than `\\t`, `\\n` and `\\r`", &literal.span))
            }
        }
    }

    fn literal(&mut self, character: char) {
        let mut both = ClassUnicode::new([one(character)]);
        self.fold(&mut both);
        if both.ranges() == [one(character)] {
            self.push(character);
        } else {
            self.class(&both, false);
        }
    }

    fn class(&mut self, class: &ClassUnicode, negated: bool) {
        self.out.push_str(if negated { "[^" } else { "[" });
        for range in class.ranges() {
            self.push(range.start());
            if range.start() < range.end() {
                self.out.push('-');
                self.push(range.end());
            }
        }
        self.out.push(']');
    }

    fn push(&mut self, character: char) {
        match character {
            '\t' => self.out.push_str("\\t"),
            '\n' => self.out.push_str("\\n"),
            '\r' => self.out.push_str("\\r"),
            _ => {
                if is_meta_character(character) {
                    self.out.push('\\');
                }
                self.out.push(character);
            }
        }
    }

    fn fold(&self, class: &mut ClassUnicode) {
        if self.ignores_case {
            class.case_fold_simple();
        }
    }

    fn malformed(&self, error: &ast::Error) -> PatternError {
        let what = match error.kind() {
            ErrorKind::UnsupportedBackreference => "a reference to a group",
            ErrorKind::UnsupportedLookAround => "looking ahead or behind",
            kind => {
                return PatternError::Malformed {
                    kind: kind.clone(),
                    place: self.place(error.span()),
                };
            }
        };
        self.unsupported(what, error.span())
    }

    fn unsupported(&self, what: &'static str, span: &Span) -> PatternError {
        PatternError::Unsupported {
            what,
            place: self.place(span),
        }
    }

    fn place(&self, span: &Span) -> usize {
        self.pattern[..span.start.offset].chars().count() + 1
    }
}

/// What stands in brackets.
#[derive(Default)]
struct Found {
    /// Characters, in the case in which they are written.
    characters: Vec<ClassUnicodeRange>,
    /// Classes of which case is no part.
    fixed: Vec<ClassUnicodeRange>,
}

fn one(character: char) -> ClassUnicodeRange {
    ClassUnicodeRange::new(character, character)
}

fn ranges(class: &ClassPerl) -> Vec<ClassUnicodeRange> {
    let ranges: &[(char, char)] = match class.kind {
        ClassPerlKind::Digit => &[('0', '9')],
        ClassPerlKind::Space => &[('\t', '\r'), (' ', ' ')],
        ClassPerlKind::Word => &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')],
    };
    let ranges = ranges.iter();
    ranges
        .map(|(start, end)| ClassUnicodeRange::new(*start, *end))
        .collect()
}

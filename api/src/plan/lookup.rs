//! Lookups of one value: `{gt: 3}`, `{iContains: "x"}`, `{date: {year: {exact: 2025}}}`.

use relation::{
    catalog::{FieldId, IntWidth, Kind, ModelId},
    lookup::{Comparison, Pattern, Predicate, Test, Transform, on_date},
};
use sea_orm::Value;

use super::{
    filter::{Conditions, all_of, either},
    input::{Argument, Input},
    operator::{Operator, Taken, operator},
    refusal::Refusal,
    scalar,
};

/// What a lookup tests.
#[derive(Clone, Copy)]
struct Subject<'a> {
    field: FieldId,
    kind: &'a Kind,
    taken: Taken,
}

impl Subject<'_> {
    /// The kind of what is compared.
    fn compared_kind(&self) -> &Kind {
        match self.taken {
            Taken::Whole => self.kind,
            Taken::Transformed(Transform::Date) => &Kind::Date,
            Taken::Transformed(Transform::Time) => &Kind::Time,
            Taken::Transformed(Transform::Part(_)) | Taken::Year(_) => &Kind::Int(IntWidth::W32),
        }
    }

    fn compare(&self, comparison: Comparison, value: Value) -> Predicate {
        match (self.taken, value) {
            (Taken::Transformed(Transform::Date), Value::ChronoDate(Some(date))) => {
                on_date(self.field, self.kind, comparison, date)
            }
            (Taken::Year(year), Value::BigInt(Some(number))) => {
                year.compare(self.field, self.kind, comparison, number)
            }
            (_, value) => self.test(Test::Compare(comparison, value)),
        }
    }

    fn test(&self, test: Test) -> Predicate {
        let transform = match self.taken {
            Taken::Transformed(transform) => Some(transform),
            Taken::Whole | Taken::Year(_) => None,
        };
        Predicate::Field {
            field: self.field,
            transform,
            test,
        }
    }
}

impl<'a> Conditions<'a> {
    /// What a lookup says of a field.
    pub(super) fn field(
        &mut self,
        model: ModelId,
        field: FieldId,
        lookup: Argument<'a>,
    ) -> Result<Predicate, Refusal> {
        let catalog = self.catalog;
        let subject = Subject {
            field,
            kind: &catalog[model][field].kind,
            taken: Taken::Whole,
        };
        self.lookup(subject, lookup)
    }

    /// What a lookup says of the primary key.
    pub(super) fn pk(
        &mut self,
        model: ModelId,
        lookup: Argument<'a>,
    ) -> Result<Predicate, Refusal> {
        let catalog = self.catalog;
        match catalog[model].primary_key[..] {
            [only] => self.field(model, only, lookup),
            _ => self.id(model, lookup),
        }
    }

    fn lookup(&mut self, subject: Subject<'a>, lookup: Argument<'a>) -> Result<Predicate, Refusal> {
        let mut parts = Vec::new();
        for (name, value) in lookup.object()? {
            let part = match operator(subject.compared_kind(), name) {
                Some(operator) => self.operator(subject, operator, value),
                None => Err(Refusal::unknown_field()),
            };
            parts.push(part.map_err(|refusal| refusal.below(name))?);
        }
        Ok(all_of(parts))
    }

    fn operator(
        &mut self,
        subject: Subject<'a>,
        operator: Operator,
        value: Argument<'a>,
    ) -> Result<Predicate, Refusal> {
        if let Operator::Take(taken) = operator {
            return self.lookup(Subject { taken, ..subject }, value);
        }
        self.count_node()?;
        if value.is_null() && operator.takes_null() {
            return Ok(Predicate::is_null(subject.field));
        }
        if value.is_null() && operator != Operator::IsNull {
            return Err(Refusal::null_instead_of("isNull"));
        }
        let kind = subject.compared_kind();
        Ok(match operator {
            Operator::Take(_) => unreachable!("a lookup of its own"),
            Operator::IsNull => either(Predicate::is_null(subject.field), value.boolean()?),
            Operator::Compare(comparison) => subject.compare(comparison, self.value(kind, value)?),
            Operator::In => {
                let values = self.each(value, |this, value| this.value(kind, value))?;
                self.is_one_of(subject, values)?
            }
            Operator::Range => self.range(subject, value)?,
            Operator::Text {
                place,
                ignores_case,
            } => subject.test(Test::Text {
                place,
                ignores_case,
                text: self.text(value)?.to_owned(),
            }),
            Operator::Regex { ignores_case } => {
                subject.test(Test::Pattern(self.pattern(value, ignores_case)?))
            }
        })
    }

    fn is_one_of(
        &mut self,
        subject: Subject<'a>,
        values: Vec<Value>,
    ) -> Result<Predicate, Refusal> {
        if !matches!(subject.taken, Taken::Year(_)) {
            return Ok(subject.test(Test::In(values)));
        }
        // Each year is a range of its own in the statement.
        let years = values.into_iter().map(|year| {
            self.count_node()?;
            Ok(subject.compare(Comparison::Equal, year))
        });
        Ok(Predicate::Any(years.collect::<Result<_, _>>()?))
    }

    fn range(&mut self, subject: Subject<'a>, value: Argument<'a>) -> Result<Predicate, Refusal> {
        let kind = subject.compared_kind();
        let ends = self.each(value, |this, value| this.value(kind, value))?;
        let Ok([from, to]) = <[Value; 2]>::try_from(ends) else {
            return Err(Refusal::invalid("must have exactly two values"));
        };
        Ok(Predicate::All(vec![
            subject.compare(Comparison::GreaterOrEqual, from),
            subject.compare(Comparison::LessOrEqual, to),
        ]))
    }

    fn pattern(&mut self, value: Argument<'a>, ignores_case: bool) -> Result<Pattern, Refusal> {
        let limit = self.limits.max_regex_length;
        let text = text_of(value)?;
        check_length(text, limit, "max_regex_length")?;
        self.count_regex()?;
        Pattern::new(text, ignores_case).map_err(Refusal::invalid)
    }

    fn text(&mut self, value: Argument<'a>) -> Result<&'a str, Refusal> {
        let text = text_of(value)?;
        self.check_length(text)?;
        self.count_bytes(text.len())?;
        Ok(text)
    }

    fn value(&mut self, kind: &Kind, value: Argument<'a>) -> Result<Value, Refusal> {
        let input = value.input();
        match input {
            Input::Null => return Err(Refusal::null()),
            Input::Text { text, .. } => {
                self.check_length(text)?;
                self.count_bytes(text.len())?;
            }
            _ => self.count_bytes(size_of::<i64>())?,
        }
        scalar::parse(self.catalog, self.shape, kind, &input).ok_or_else(|| {
            let expectation = scalar::expectation(self.shape, kind);
            Refusal::invalid(format_args!("must be {expectation}"))
        })
    }

    /// Reads each value of a list.
    pub(super) fn each<T>(
        &mut self,
        list: Argument<'a>,
        mut read: impl FnMut(&mut Self, Argument<'a>) -> Result<T, Refusal>,
    ) -> Result<Vec<T>, Refusal> {
        let values = list.list()?;
        let (n, limit) = (values.len(), self.limits.max_list_length);
        if n > limit {
            let problem = format!("has {n} values, more than {limit}");
            return Err(Refusal::limit(problem, "max_list_length"));
        }
        let values = values.into_iter().enumerate();
        values
            .map(|(index, value)| read(self, value).map_err(|refusal| refusal.at(index)))
            .collect()
    }

    pub(super) fn check_length(&self, text: &str) -> Result<(), Refusal> {
        check_length(text, self.limits.max_string_length, "max_string_length")
    }
}

fn text_of(value: Argument<'_>) -> Result<&str, Refusal> {
    match value.input() {
        Input::Text { text, .. } if !text.contains('\0') => Ok(text),
        _ => Err(Refusal::invalid("must be text without NUL characters")),
    }
}

fn check_length(text: &str, limit: usize, setting: &str) -> Result<(), Refusal> {
    let n = text.chars().count();
    if n > limit {
        let problem = format!("has {n} characters, more than {limit}");
        return Err(Refusal::limit(problem, setting));
    }
    Ok(())
}

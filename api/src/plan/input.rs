//! Values of arguments as they are written, with variables resolved.
//!
//! Nothing before checks what is in them as strictly as GraphQL wants it, so nothing about their
//! form is taken for granted. Each is looked at one level at a time: what no one asks for costs
//! nothing, however large it is.

use async_graphql::{Value, Variables};
use async_graphql_value::Value as Written;
use serde_json::Number;

use super::refusal::Refusal;

/// A value somewhere in an argument.
#[derive(Clone, Copy)]
pub(super) struct Argument<'a> {
    value: Source<'a>,
    variables: &'a Variables,
}

#[derive(Clone, Copy)]
enum Source<'a> {
    Document(&'a Written),
    Variable(&'a Value),
}

/// The outermost level of a value.
pub(super) enum Input<'a> {
    Null,
    Boolean(bool),
    Number(&'a Number),
    Text {
        text: &'a str,
        /// Whether it stands in the document; one in a variable may be the name of an enum value.
        is_literal: bool,
    },
    Enum(&'a str),
    List(Vec<Argument<'a>>),
    Object(Vec<(&'a str, Argument<'a>)>),
    /// Raw bytes, which no argument takes.
    Binary,
}

const NULL: &Value = &Value::Null;

impl<'a> Argument<'a> {
    /// None where the value is a variable that is absent.
    pub(super) fn new(value: &'a Written, variables: &'a Variables) -> Option<Self> {
        let value = match value {
            Written::Variable(name) => Source::Variable(variables.get(name)?),
            value => Source::Document(value),
        };
        Some(Self { value, variables })
    }

    pub(super) fn input(self) -> Input<'a> {
        match self.value {
            Source::Document(value) => self.written(value),
            Source::Variable(value) => self.given(value),
        }
    }

    pub(super) fn is_null(self) -> bool {
        matches!(self.input(), Input::Null)
    }

    /// Whether it is an input object that says nothing.
    pub(super) fn is_empty_object(self) -> bool {
        matches!(self.input(), Input::Object(fields) if fields.is_empty())
    }

    /// The fields of an input object.
    pub(super) fn object(self) -> Result<Vec<(&'a str, Self)>, Refusal> {
        match self.input() {
            Input::Object(fields) => Ok(fields),
            Input::Null => Err(Refusal::null()),
            _ => Err(Refusal::invalid("must be an object")),
        }
    }

    /// The only field of an input object.
    pub(super) fn only_field(self) -> Result<(&'a str, Self), Refusal> {
        match self.object()?[..] {
            [only] => Ok(only),
            _ => Err(Refusal::invalid("must have exactly one field")),
        }
    }

    /// The elements of a list; GraphQL takes a single value for a list of one.
    pub(super) fn list(self) -> Result<Vec<Self>, Refusal> {
        match self.input() {
            Input::List(items) => Ok(items),
            Input::Null => Err(Refusal::null()),
            _ => Ok(vec![self]),
        }
    }

    pub(super) fn boolean(self) -> Result<bool, Refusal> {
        match self.input() {
            Input::Boolean(is) => Ok(is),
            Input::Null => Err(Refusal::null()),
            _ => Err(Refusal::invalid("must be true or false")),
        }
    }

    /// A whole number of 32 bits.
    pub(super) fn int(self) -> Result<i32, Refusal> {
        let number = match self.input() {
            Input::Number(number) => number.as_i64(),
            Input::Null => return Err(Refusal::null()),
            _ => None,
        };
        let int = number.and_then(|number| number.try_into().ok());
        int.ok_or_else(|| Refusal::invalid("must be a whole number of 32 bits"))
    }

    fn written(self, value: &'a Written) -> Input<'a> {
        let nested = |value| Self::new(value, self.variables);
        match value {
            // A variable that is absent from a list is null there.
            Written::List(items) => Input::List(
                items
                    .iter()
                    .map(|item| nested(item).unwrap_or(self.with(NULL)))
                    .collect(),
            ),
            Written::Object(fields) => Input::Object(
                fields
                    .iter()
                    .filter_map(|(name, value)| Some((name.as_str(), nested(value)?)))
                    .collect(),
            ),
            Written::String(text) => Input::Text {
                text,
                is_literal: true,
            },
            Written::Boolean(is) => Input::Boolean(*is),
            Written::Number(number) => Input::Number(number),
            Written::Enum(name) => Input::Enum(name),
            Written::Binary(_) => Input::Binary,
            // Variables are resolved where an argument is made.
            Written::Null | Written::Variable(_) => Input::Null,
        }
    }

    fn given(self, value: &'a Value) -> Input<'a> {
        match value {
            Value::List(items) => Input::List(items.iter().map(|item| self.with(item)).collect()),
            Value::Object(fields) => Input::Object(
                fields
                    .iter()
                    .map(|(name, value)| (name.as_str(), self.with(value)))
                    .collect(),
            ),
            Value::String(text) => Input::Text {
                text,
                is_literal: false,
            },
            Value::Boolean(is) => Input::Boolean(*is),
            Value::Number(number) => Input::Number(number),
            Value::Enum(name) => Input::Enum(name),
            Value::Binary(_) => Input::Binary,
            Value::Null => Input::Null,
        }
    }

    fn with(self, value: &'a Value) -> Self {
        Self {
            value: Source::Variable(value),
            ..self
        }
    }
}

impl<'a> Input<'a> {
    /// The size of the value, with all in it.
    pub(super) fn n_bytes(&self) -> usize {
        match self {
            Self::Text { text, .. } => text.len(),
            Self::List(items) => items.iter().map(|item| item.input().n_bytes()).sum(),
            Self::Object(fields) => fields
                .iter()
                .map(|(name, value)| name.len() + value.input().n_bytes())
                .sum(),
            _ => size_of::<i64>(),
        }
    }

    /// The name of an enum value.
    pub(super) fn enum_name(&self) -> Option<&'a str> {
        match self {
            Self::Enum(name) => Some(name),
            Self::Text {
                text,
                is_literal: false,
            } => Some(text),
            _ => None,
        }
    }
}

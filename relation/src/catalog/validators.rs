//! Rules for values and rows beyond their types, as an entity's file declares them.

use std::{fmt, marker::PhantomData, sync::Arc};

use email_address::{EmailAddress, Options};
use sea_orm::{ActiveValue, EntityTrait, Value};

use super::{Declaration, FieldDeclaration, FieldProblem, choices::position};

/// A rule for the values of one field. NULL meets every rule.
///
/// Source: Django 5.2, validators.
#[derive(Clone)]
pub struct Validator {
    /// What programs know the rule by, for example `invalid`.
    pub code: String,
    /// The end of a sentence that starts with the field's name.
    pub message: String,
    /// Whether the rule says something of text only.
    pub(super) is_for_text: bool,
    is_valid: IsValid,
}

type IsValid = Arc<dyn Fn(&Value) -> bool + Send + Sync>;

/// A rule for the values of a row as a whole.
///
/// Source: Django 5.2, model instance reference, `Model.clean`.
#[derive(Clone)]
pub struct RowValidator(Arc<FindProblems>);

type FindProblems = dyn Fn(&[ActiveValue<Value>]) -> Vec<FieldProblem> + Send + Sync;

/// The values of a row of `E` that is about to be written.
pub struct Values<'a, E> {
    draft: &'a [ActiveValue<Value>],
    entity: PhantomData<E>,
}

/// What is wrong with a row of `E`.
#[derive(Debug, Clone)]
pub struct RowProblem<E: EntityTrait> {
    /// The column that is to blame; none where it is the row as a whole.
    pub column: Option<E::Column>,
    /// What programs know the rule by.
    pub code: String,
    /// The end of a sentence that starts with the name of the field, else of the model.
    pub message: String,
}

impl fmt::Debug for Validator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Validator")
            .field("code", &self.code)
            .field("message", &self.message)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for RowValidator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RowValidator").finish_non_exhaustive()
    }
}

impl Validator {
    /// Whether a value that is not NULL meets the rule; it is
    /// [normalized](crate::value::normalize).
    pub fn is_valid(&self, value: &Value) -> bool {
        (self.is_valid)(value)
    }
}

impl RowValidator {
    /// What is wrong with a row.
    pub fn problems(&self, draft: &[ActiveValue<Value>]) -> Vec<FieldProblem> {
        (self.0)(draft)
    }
}

impl<'a, E: EntityTrait> Values<'a, E> {
    /// The value of a column, [normalized](crate::value::normalize); none where it is not known,
    /// because a row is made and the database gives the value.
    pub fn get(&self, column: E::Column) -> Option<&'a Value> {
        match self.draft.get(position::<E>(column).index())? {
            ActiveValue::Set(value) | ActiveValue::Unchanged(value) => Some(value),
            ActiveValue::NotSet => None,
        }
    }
}

impl<E: EntityTrait> RowProblem<E> {
    /// A problem of one column.
    pub fn of(column: E::Column, code: &str, message: &str) -> Self {
        Self {
            column: Some(column),
            ..Self::of_row(code, message)
        }
    }

    /// A problem of the row as a whole.
    pub fn of_row(code: &str, message: &str) -> Self {
        Self {
            column: None,
            code: code.to_owned(),
            message: message.to_owned(),
        }
    }
}

impl<E: EntityTrait> Declaration<E> {
    /// Says of which rows something is wrong beyond their single values. It is asked for each row
    /// that is made or changed, also where single values are wrong.
    pub fn validate_row(
        &mut self,
        problems: impl Fn(&Values<'_, E>) -> Vec<RowProblem<E>> + Send + Sync + 'static,
    ) -> &mut Self {
        let validator = RowValidator(Arc::new(move |draft| {
            let values = Values {
                draft,
                entity: PhantomData,
            };
            let problems = problems(&values).into_iter();
            let erased = problems.map(|problem| FieldProblem {
                field: problem.column.map(position::<E>),
                code: problem.code,
                message: problem.message,
            });
            erased.collect()
        }));
        self.facts.validators.push(validator);
        self
    }
}

impl FieldDeclaration {
    /// Says which values are valid. The message ends a sentence that starts with the field's
    /// name, for example `must be even`. Values are [normalized](crate::value::normalize); NULL is
    /// always valid.
    pub fn validate(
        &mut self,
        code: &str,
        message: &str,
        is_valid: impl Fn(&Value) -> bool + Send + Sync + 'static,
    ) -> &mut Self {
        self.validators.push(Validator {
            code: code.to_owned(),
            message: message.to_owned(),
            is_for_text: false,
            is_valid: Arc::new(is_valid),
        });
        self
    }

    /// Refuses text that is empty or only white space.
    pub fn not_blank(&mut self) -> &mut Self {
        self.validate_text("blank", "must not be blank", |text| !text.trim().is_empty())
    }

    /// Refuses text with more characters; default: what the column's type allows.
    pub fn max_length(&mut self, characters: u32) -> &mut Self {
        self.max_length = Some(characters);
        self
    }

    /// Refuses text that is not an e-mail address. Empty text passes: whether there has to be any
    /// is for [`not_blank`](Self::not_blank) to say.
    pub fn email(&mut self) -> &mut Self {
        self.validate_text("invalid", "must be an e-mail address", |text| {
            let options = Options::default()
                .without_display_text()
                .with_required_tld();
            text.is_empty() || EmailAddress::parse_with_options(text, options).is_ok()
        })
    }

    /// Refuses text with other characters than letters and digits of ASCII, `-` and `_`. Empty
    /// text passes, as with [`email`](Self::email).
    pub fn slug(&mut self) -> &mut Self {
        let message = "must consist of letters, digits, `-` and `_`";
        self.validate_text("invalid", message, |text| {
            text.chars()
                .all(|character| character.is_ascii_alphanumeric() || "-_".contains(character))
        })
    }

    fn validate_text(
        &mut self,
        code: &str,
        message: &str,
        is_valid: impl Fn(&str) -> bool + Send + Sync + 'static,
    ) -> &mut Self {
        self.validate(code, message, move |value| match value {
            Value::String(Some(text)) => is_valid(text),
            _ => true,
        });
        if let Some(validator) = self.validators.last_mut() {
            validator.is_for_text = true;
        }
        self
    }
}

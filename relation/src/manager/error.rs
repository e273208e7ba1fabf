//! Why a write fails. Nothing of the operation is then kept.

use sea_orm::DbErr;

use super::{Place, Target, Write};
use crate::{
    catalog::{FieldId, ForeignKeyId, ModelId},
    deletion::{DeletionError, Refused},
    scope::Action,
    value::Key,
    violation::Violation,
};

/// Why a write fails.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Values that may not be stored, all together.
    #[error("{} values may not be stored", .0.len())]
    Invalid(Vec<Problem>),
    /// Rows that have to exist do not, or not for the viewer; at least one.
    #[error("{} rows do not exist", .0.len())]
    NotFound(Vec<Target>),
    /// No row has the unique key.
    #[error("no row has the unique key")]
    NoMatch {
        /// The model of the row.
        model: ModelId,
        /// Where in the request the key stands.
        place: Place,
    },
    /// A row that is to be unlinked is not related to the owner.
    #[error("the row {} is not related to the owner", .member.id)]
    NotRelated {
        /// The row that is to be unlinked.
        member: Target,
        /// The model of the owner.
        owner_model: ModelId,
        /// The primary key of the owner.
        owner: Key,
    },
    /// Another row has the same values of a unique key.
    #[error("another row has the same values of a unique key")]
    Unique {
        /// The model of the rows.
        model: ModelId,
        /// The fields of the key; empty where the catalog does not know of the constraint.
        fields: Vec<FieldId>,
        /// Where in the request the row stands.
        place: Place,
    },
    /// More rows are related than a change of their relation may look at or unlink.
    #[error("more than {limit} rows are related")]
    TooMany {
        /// How many rows there may be.
        limit: u64,
        /// Where in the request the change stands.
        place: Place,
    },
    /// More rows match than may be changed.
    #[error("more than {at_most} rows match")]
    AtMost {
        /// The model of the rows.
        model: ModelId,
        /// How many rows may be changed.
        at_most: u64,
    },
    /// Rows refer to those that are to be deleted, by rules that forbid it.
    #[error("rows that are to be deleted are referred to")]
    Refused(Refused),
    /// A deletion would do something else than its token stands for.
    #[error("the deletion would do something else than its token stands for")]
    Stale,
    /// The viewer may not do this.
    #[error("the viewer may not {action:?} rows of the model")]
    Forbidden {
        /// The model of the rows.
        model: ModelId,
        /// What is not allowed.
        action: Action,
    },
    /// The database refuses the write by a constraint that is none of the above.
    #[error("a constraint of the database is violated")]
    Constraint {
        /// What was being written, where it is known.
        model: Option<ModelId>,
    },
    /// Anything else that the database reports.
    #[error(transparent)]
    Database(#[from] DbErr),
}

impl WriteError {
    /// Whether another transaction can have caused this by what it wrote after `write` had looked: a row
    /// that was referred to is gone, a row that was missed is there. A second try then sees that. On SQLite
    /// there is no other.
    pub fn can_be_of_others(&self, write: &Write) -> bool {
        match self {
            Self::Constraint { .. } => true,
            Self::Unique { .. } => matches!(write, Write::GetOrCreate(_)),
            Self::Database(error) => Violation::of(error) == Violation::ForeignKey,
            _ => false,
        }
    }
}

/// A value that may not be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// Where in the request the row stands.
    pub place: Place,
    /// The model of the row.
    pub model: ModelId,
    /// What of the row it is about.
    pub subject: Subject,
    /// A stable word for the problem, for example `required`.
    pub code: String,
    /// What is wrong and how to mend it, as the end of a sentence that starts with the subject:
    /// `must not be null`.
    pub message: String,
}

/// What of a row a problem is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The row as a whole.
    Row,
    /// A field.
    Field(FieldId),
    /// A foreign key of the row.
    ForeignKey(ForeignKeyId),
    /// What stands at the place itself, whose last step names it.
    Place,
}

impl From<DeletionError> for WriteError {
    fn from(error: DeletionError) -> Self {
        match error {
            DeletionError::Refused(refused) => Self::Refused(refused),
            DeletionError::Forbidden { model, action } => Self::Forbidden { model, action },
            DeletionError::Stale => Self::Stale,
            DeletionError::Database(error) => Self::Database(error),
        }
    }
}

//! What can be wrong with declarations, each with its place and its mend.

use std::fmt;

/// All faults of a set of declarations.
#[derive(Debug, thiserror::Error)]
pub struct CatalogError {
    /// The faults, in the order of the models.
    pub faults: Vec<Fault>,
}

impl fmt::Display for CatalogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = self.faults.len();
        let noun = if n == 1 { "fault" } else { "faults" };
        write!(f, "the catalog has {n} {noun}")?;
        self.faults
            .iter()
            .try_for_each(|fault| write!(f, "\n  {fault}"))
    }
}

/// One fault. The message names the model, the field and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Two models have one name.
    #[error(
        "{model}: two registered entities have this name; give one of them another with `rename`"
    )]
    ModelTwice {
        /// The name.
        model: String,
    },
    /// Two models have one table.
    #[error("{model}: table `{table}` is registered twice; register it once")]
    TableTwice {
        /// The model.
        model: String,
        /// The table.
        table: String,
    },
    /// A model has no primary key.
    #[error("{model}: has no primary key; mark the columns that identify a row with `primary_key`")]
    NoPrimaryKey {
        /// The model.
        model: String,
    },
    /// A primary key has a kind that cannot identify a row in an id.
    #[error(
        "{model}.{field}: {kind} cannot be part of a key; choose a key of whole numbers, text, UUIDs, dates or enums"
    )]
    KeyKind {
        /// The model.
        model: String,
        /// The field.
        field: String,
        /// The kind.
        kind: String,
    },
    /// A key is hidden, but shows all the same.
    #[error(
        "{model}.{field}: a key cannot be hidden, because ids and relations show it; hide the model"
    )]
    HiddenKey {
        /// The model.
        model: String,
        /// The field.
        field: String,
    },
    /// A column has a type that is not served.
    #[error(
        "{model}.{field}: columns of type {column_type} are not served; hide it with `field(..).hide()`"
    )]
    ColumnType {
        /// The model.
        model: String,
        /// The field.
        field: String,
        /// The type.
        column_type: String,
    },
    /// Two enums of one name have different values.
    #[error(
        "{model}.{field}: enum `{name}` has other values here than elsewhere; give one of the two another `enum_name`"
    )]
    EnumTwice {
        /// The model.
        model: String,
        /// The field.
        field: String,
        /// The enum.
        name: String,
    },
    /// A foreign key refers to a table that is not registered.
    #[error(
        "{model}.{field}: refers to table `{table}`, which no registered model has; register its entity"
    )]
    UnknownTarget {
        /// The model.
        model: String,
        /// The foreign key.
        field: String,
        /// The table.
        table: String,
    },
    /// A foreign key refers to a column that is not there.
    #[error(
        "{model}.{field}: refers to column `{column}`, which {target} does not have; name one of its columns"
    )]
    UnknownColumn {
        /// The model.
        model: String,
        /// The foreign key.
        field: String,
        /// The target.
        target: String,
        /// The column.
        column: String,
    },
    /// A foreign key has more or fewer columns than it refers to.
    #[error(
        "{model}.{field}: has {n_columns} columns but refers to {n_target_columns} of {target}; name one column of {target} for each of its own"
    )]
    KeyLength {
        /// The model.
        model: String,
        /// The foreign key.
        field: String,
        /// The number of its columns.
        n_columns: usize,
        /// The target.
        target: String,
        /// The number of columns referred to.
        n_target_columns: usize,
    },
    /// A foreign key refers to a column that can repeat.
    #[error(
        "{model}.{field}: refers to {target}.{target_field}, which is not unique; mark it `unique` or refer to the primary key"
    )]
    TargetNotUnique {
        /// The model.
        model: String,
        /// The foreign key.
        field: String,
        /// The target.
        target: String,
        /// The field referred to.
        target_field: String,
    },
    /// A foreign key and the column it refers to hold different kinds of values.
    #[error(
        "{model}.{field}: holds {kind}, but {target}.{target_field} holds {target_kind}; give both columns one type"
    )]
    KeyKindMismatch {
        /// The model.
        model: String,
        /// The foreign key.
        field: String,
        /// The kind of the key.
        kind: String,
        /// The target.
        target: String,
        /// The field referred to.
        target_field: String,
        /// The kind of the field referred to.
        target_kind: String,
    },
    /// A foreign key has no rule for the deletion of its target.
    #[error(
        "{model}.{field}: has no on_delete rule; give the SeaORM relation an `on_delete` action or declare one with `foreign_key(..).on_delete(..)`"
    )]
    NoOnDelete {
        /// The model.
        model: String,
        /// The foreign key.
        field: String,
    },
    /// `SET_NULL` on a key that is required.
    #[error(
        "{model}.{field}: on_delete SET_NULL needs a nullable column; make it nullable or choose another rule"
    )]
    SetNullOnRequired {
        /// The model.
        model: String,
        /// The foreign key.
        field: String,
    },
    /// `SET_DEFAULT` on a key of which a required column has no default.
    #[error(
        "{model}.{field}: on_delete SET_DEFAULT needs a default; give the column one or choose another rule"
    )]
    SetDefaultWithoutDefault {
        /// The model.
        model: String,
        /// The foreign key.
        field: String,
    },
    /// `SET` to a value that the column does not hold.
    #[error(
        "{model}.{field}: on_delete SET gives a value of another type than the column, which holds {kind}; give one of its type"
    )]
    SetValueKind {
        /// The model.
        model: String,
        /// The foreign key.
        field: String,
        /// The kind of the column.
        kind: String,
    },
    /// The choices of a key are rows of another model than its target.
    #[error(
        "{model}.{field}: limit_choices_to limits the rows of another model than {target}, to which the key refers; name its entity"
    )]
    ChoicesOfAnother {
        /// The model.
        model: String,
        /// The foreign key.
        field: String,
        /// The target.
        target: String,
    },
    /// A rule for text on a column that holds none.
    #[error(
        "{model}.{field}: the rule `{rule}` is for text, but the column holds {kind}; remove it or write one with `validate`"
    )]
    NotText {
        /// The model.
        model: String,
        /// The field.
        field: String,
        /// The rule's code.
        rule: String,
        /// The kind of the column.
        kind: String,
    },
    /// An enum has values that the column does not hold.
    #[error(
        "{model}.{field}: the values of enum `{name}` are {enum_kind}, but the column holds {kind}; give the enum the column's type with `db_type`"
    )]
    EnumKind {
        /// The model.
        model: String,
        /// The field.
        field: String,
        /// The enum.
        name: String,
        /// The kind of the enum's values.
        enum_kind: String,
        /// The kind of the column.
        kind: String,
    },
    /// Two fields or accessors of one model have one name.
    #[error(
        "{model}.{name}: {first} and {second} have the same name; rename a field, or set `related_name` or `no_reverse` on the relation"
    )]
    NameTwice {
        /// The model.
        model: String,
        /// The name.
        name: String,
        /// What has it first.
        first: String,
        /// What has it again.
        second: String,
    },
    /// Two fields or relations of one model have one name inside lookups.
    #[error(
        "{model}.{name}: {first} and {second} have the same name in lookups; set `related_query_name` on one of them"
    )]
    QueryNameTwice {
        /// The model.
        model: String,
        /// The name.
        name: String,
        /// What has it first.
        first: String,
        /// What has it again.
        second: String,
    },
    /// A field has a name that every model uses.
    #[error(
        "{model}.{name}: the name is taken by the key of every model; give the field another with `field(..).rename(..)`"
    )]
    ReservedName {
        /// The model.
        model: String,
        /// The name.
        name: String,
    },
    /// A statement speaks of a relation that is no foreign key of the model.
    #[error(
        "{model}: `foreign_key(Relation::{relation})` is not a foreign key of this model; declare it on the model that holds the column"
    )]
    NotAForeignKey {
        /// The model.
        model: String,
        /// The relation.
        relation: String,
    },
    /// A through model is not registered.
    #[error("{model}.{accessor}: the through model is not registered; register its entity")]
    ThroughNotRegistered {
        /// The model.
        model: String,
        /// The accessor.
        accessor: String,
    },
    /// A through model lacks a key to one of the sides.
    #[error(
        "{model}.{accessor}: through model {through} has no foreign key to {missing}; add one or choose another through model"
    )]
    ThroughKeyMissing {
        /// The model.
        model: String,
        /// The accessor.
        accessor: String,
        /// The through model.
        through: String,
        /// The side that is not reached.
        missing: String,
    },
    /// A through model has several keys that could be meant.
    #[error(
        "{model}.{accessor}: through model {through} has several keys that could be meant ({keys}); choose two with `through_fields`"
    )]
    ThroughKeyAmbiguous {
        /// The model.
        model: String,
        /// The accessor.
        accessor: String,
        /// The through model.
        through: String,
        /// The keys.
        keys: String,
    },
    /// `through_fields` names a relation that is no key to the right model.
    #[error(
        "{model}.{accessor}: through_fields names {through}.{key}, which is not a foreign key to {expected}; put the key to {model} first"
    )]
    ThroughKeyWrong {
        /// The model.
        model: String,
        /// The accessor.
        accessor: String,
        /// The through model.
        through: String,
        /// The key.
        key: String,
        /// The model it has to refer to.
        expected: String,
    },
    /// `symmetrical` on a relation between two models.
    #[error(
        "{model}.{accessor}: only a relation of a model with itself can be symmetrical; remove `symmetrical`"
    )]
    SymmetricalBetweenModels {
        /// The model.
        model: String,
        /// The accessor.
        accessor: String,
    },
}

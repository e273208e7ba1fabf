//! The names of what previews and payloads of deletions tell.

/// The root field of the preview.
pub(super) const DELETE_PREVIEW: &str = "deletePreview";

pub(crate) const PLAN: &str = "DeletePlan";
pub(crate) const DELETED_ROWS: &str = "DeletedRows";
pub(crate) const UPDATED_ROWS: &str = "UpdatedRows";
pub(crate) const BLOCKER: &str = "DeleteBlocker";
pub(crate) const STEP: &str = "DeleteStep";
pub(super) const ON_DELETE: &str = "OnDelete";

/// What deletions give back.
pub(super) const DELETE_PAYLOAD: &str = "DeletePayload";

/// The types.
pub(super) const TYPES: [&str; 7] = [
    DELETE_PAYLOAD,
    PLAN,
    DELETED_ROWS,
    UPDATED_ROWS,
    BLOCKER,
    STEP,
    ON_DELETE,
];

/// How many rows a sample has when it does not say so.
pub(crate) const DEFAULT_SAMPLE: u32 = 10;

/// The rules, under the names that [`relation::catalog::OnDelete::name`] gives them.
pub(super) const RULES: [(&str, &str); 7] = [
    ("CASCADE", "It is deleted too."),
    ("PROTECT", "It forbids the deletion."),
    (
        "RESTRICT",
        "It forbids the deletion, unless it is deleted itself.",
    ),
    ("SET_NULL", "It refers to none."),
    ("SET_DEFAULT", "It refers to what is the field's default."),
    ("SET", "It refers to what the rule says."),
    (
        "DO_NOTHING",
        "Nothing; the database may refuse the deletion.",
    ),
];

//! The plan in words, one read a line, for the log.

use std::fmt;

use super::{KeySource, Plan, ReadKind};

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at most {} rows", self.cost)?;
        for read in &self.reads {
            let path: Vec<&str> = read.path.iter().map(async_graphql::Name::as_str).collect();
            let what = match &read.kind {
                ReadKind::Keys { keys, .. } => keys.to_string(),
                ReadKind::List { page, .. } => format!("a page of {}", page.window.limit),
                ReadKind::Exactly { .. } => "the only one".to_owned(),
                ReadKind::Aggregate { functions, .. } => {
                    format!("{} values of all rows", functions.len())
                }
                ReadKind::ToOne { .. } => "one for each parent".to_owned(),
                ReadKind::ToMany { page, .. } => {
                    format!("a page of {} for each parent", page.window.limit)
                }
                ReadKind::AggregateRelated { functions, .. } => {
                    format!("{} values for each parent", functions.len())
                }
            };
            write!(f, "\n  {}: {what}", path.join("."))?;
        }
        Ok(())
    }
}

impl fmt::Display for KeySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Given(keys) => write!(f, "{} by key", keys.len()),
            Self::Written => f.write_str("what was written"),
        }
    }
}

//! To-many relations and what is done to them, in words.

use relation::catalog::{Accessor, Catalog, Path};

use super::ManagerVerb;
use crate::inflection;

/// What a person calls the ends of a relation.
pub(in crate::schema) struct Words {
    /// One row of the side one starts from.
    pub(in crate::schema) owner: String,
    /// The API's name of the relation.
    pub(in crate::schema) accessor: String,
    /// One row of the other side.
    pub(in crate::schema) one: String,
    /// Rows of the other side.
    pub(in crate::schema) rows: String,
    key: Option<Key>,
}

/// The key that the rows of the other side hold.
struct Key {
    name: String,
    nullable: bool,
}

impl Words {
    pub(in crate::schema) fn of(catalog: &Catalog, accessor: &Accessor) -> Self {
        let target = &catalog[accessor.target].name;
        let key = match accessor.path {
            Path::Reverse(id) => Some(Key {
                name: inflection::field(&catalog[id].name),
                nullable: catalog[id].nullable,
            }),
            _ => None,
        };
        Self {
            owner: inflection::words(&catalog[accessor.source].name),
            accessor: inflection::field(&accessor.name),
            one: inflection::words(target),
            rows: inflection::plural_words(target),
            key,
        }
    }

    /// What the mutation of this verb does.
    pub(in crate::schema) fn manage(&self, verb: ManagerVerb) -> String {
        match &self.key {
            None => self.manage_links(verb),
            Some(key) => self.manage_keys(verb, key),
        }
    }

    fn manage_links(&self, verb: ManagerVerb) -> String {
        let Self {
            owner,
            accessor,
            rows,
            ..
        } = self;
        match verb {
            ManagerVerb::Add => format!(
                "Links {rows} with the {owner}. Those that are linked with it already stay as \
                 they are."
            ),
            ManagerVerb::Remove => format!(
                "Takes away the links between {rows} and the {owner}; the {rows} stay. One that \
                 is not linked with it changes nothing."
            ),
            ManagerVerb::Set => format!(
                "Makes these {rows}, and no others, the `{accessor}` of the {owner}. Links are \
                 made and taken away as needed; those that stay keep their data."
            ),
            ManagerVerb::Clear => {
                format!("Takes away all links between {rows} and the {owner}; the {rows} stay.")
            }
            ManagerVerb::Create => format!("Makes {rows} and links them with the {owner}."),
        }
    }

    fn manage_keys(&self, verb: ManagerVerb, key: &Key) -> String {
        let Self {
            owner,
            accessor,
            rows,
            ..
        } = self;
        let Key { name, nullable } = key;
        match verb {
            ManagerVerb::Add => format!(
                "Puts {rows} among the `{accessor}` of the {owner}: their `{name}` becomes this \
                 {owner}. Those that belong to another are moved."
            ),
            ManagerVerb::Remove => format!(
                "Takes {rows} out of the `{accessor}` of the {owner}: their `{name}` becomes \
                 null. One that is not among them is an error of the code `NOT_FOUND`."
            ),
            ManagerVerb::Set if *nullable => format!(
                "Makes these {rows}, and no others, the `{accessor}` of the {owner}. The `{name}` \
                 of those that leave becomes null."
            ),
            ManagerVerb::Set => format!(
                "Puts {rows} among the `{accessor}` of the {owner}, as `add` does. Their `{name}` cannot \
                 be missing, so none is taken out."
            ),
            ManagerVerb::Clear => format!(
                "Takes all {rows} out of the `{accessor}` of the {owner}: their `{name}` becomes \
                 null."
            ),
            ManagerVerb::Create => {
                format!("Makes {rows} whose `{name}` is this {owner}.")
            }
        }
    }
}

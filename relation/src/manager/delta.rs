//! What a manager changed for one owner.

use indexmap::IndexMap;

use crate::value::Key;

/// The rows that came to be related to one owner and those that ceased to be, in the order in
/// which they did. A row that leaves and comes again is neither.
#[derive(Debug, Default)]
pub(super) struct Delta {
    /// Whether it still counts.
    added: IndexMap<Key, bool>,
    removed: IndexMap<Key, bool>,
}

impl Delta {
    pub(super) fn add(&mut self, key: Key) {
        change(&mut self.added, &mut self.removed, key);
    }

    pub(super) fn remove(&mut self, key: Key) {
        change(&mut self.removed, &mut self.added, key);
    }

    /// The rows that came, and those that went in the order of their keys.
    pub(super) fn into_keys(self) -> (Vec<Key>, Vec<Key>) {
        let mut removed = counted(self.removed);
        removed.sort_by(Key::order);
        (counted(self.added), removed)
    }
}

fn change(to: &mut IndexMap<Key, bool>, from: &mut IndexMap<Key, bool>, key: Key) {
    match from.get_mut(&key) {
        Some(counts) if *counts => *counts = false,
        _ => {
            to.insert(key, true);
        }
    }
}

fn counted(keys: IndexMap<Key, bool>) -> Vec<Key> {
    let keys = keys.into_iter().filter(|(_, counts)| *counts);
    keys.map(|(key, _)| key).collect()
}

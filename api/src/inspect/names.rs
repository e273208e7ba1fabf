//! Names of relations: what the entities declare of them.
//!
//! A foreign key goes by its column without `_id`, its reverse side by the plural of the rows that
//! refer. Where that would name two things alike, the key is added.

use std::collections::HashSet;

use heck::ToSnakeCase;

use crate::inflection;

/// A foreign key that is taken over; tables by their places.
pub(super) struct Key {
    pub(super) table: usize,
    pub(super) target: usize,
    /// The names of the fields that hold it.
    pub(super) fields: Vec<String>,
    /// Whether no two rows refer to the same one.
    pub(super) is_unique: bool,
}

/// A table whose relations are named.
pub(super) struct Named {
    /// The table's name in `snake_case`.
    pub(super) name: String,
    /// The names of its fields.
    pub(super) fields: Vec<String>,
    /// The unique keys, that of the rows among them.
    pub(super) unique_keys: Vec<Vec<String>>,
}

/// What an entity declares.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Declared {
    pub(super) keys: Vec<DeclaredKey>,
    pub(super) links: Vec<DeclaredLink>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DeclaredKey {
    /// The names of the fields that hold it.
    pub(super) fields: Vec<String>,
    pub(super) accessor: String,
    /// None where the catalog decides, as for the keys of a plain junction.
    pub(super) related_name: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DeclaredLink {
    /// The module of the links.
    pub(super) through: String,
    pub(super) name: String,
    pub(super) related_name: String,
}

/// Names the relations of all tables; the result is in their order.
pub(super) fn declare(tables: &[Named], keys: &[Key]) -> Vec<Declared> {
    let mut namer = Namer {
        tables,
        keys,
        taken: (0..tables.len())
            .map(|table| own_names(tables, keys, table))
            .collect(),
        declared: vec![Declared::default(); tables.len()],
    };
    for key in keys {
        namer.name_key(key);
    }
    for key in keys {
        namer.name_reverse(key);
    }
    for table in 0..tables.len() {
        namer.name_links(table);
    }
    namer.declared
}

/// What every row and every filter has.
pub(super) const RESERVED: [&str; 5] = ["id", "pk", "and", "or", "not"];

/// The fields of a table that are shown by their own names.
fn own_names(tables: &[Named], keys: &[Key], table: usize) -> HashSet<String> {
    let is_key = |field: &String| {
        let mut keys = keys.iter().filter(|key| key.table == table);
        keys.any(|key| key.fields == [field.clone()])
    };
    let fields = tables[table].fields.iter().filter(|field| !is_key(field));
    fields.cloned().chain(RESERVED.map(str::to_owned)).collect()
}

struct Namer<'t> {
    tables: &'t [Named],
    keys: &'t [Key],
    /// For each table the names that its accessors and fields have by now.
    taken: Vec<HashSet<String>>,
    declared: Vec<Declared>,
}

impl Namer<'_> {
    fn name_key(&mut self, key: &Key) {
        let target = &self.tables[key.target].name;
        let base = match &key.fields[..] {
            [field] => field.strip_suffix("_id").unwrap_or(field).to_owned(),
            _ => target.clone(),
        };
        let others = [format!("{base}_{target}"), key.fields.join("_and_")];
        let accessor = self.free(key.table, base, others);
        self.declared[key.table].keys.push(DeclaredKey {
            fields: key.fields.clone(),
            accessor,
            related_name: None,
        });
    }

    fn name_reverse(&mut self, key: &Key) {
        if self.is_plain_junction(key.table) {
            return;
        }
        let (holder, target) = (&self.tables[key.table].name, &self.tables[key.target].name);
        let name = if key.is_unique {
            holder.clone()
        } else {
            plural(holder)
        };
        let declared = self.declared[key.table].keys.iter();
        let place = declared
            .clone()
            .position(|known| known.fields == key.fields);
        let place = place.expect("every key is named before");
        let accessor = &self.declared[key.table].keys[place].accessor;
        let siblings = self
            .keys_of(key.table)
            .filter(|other| other.target == key.target);
        let by_key = format!("{name}_by_{accessor}");
        let base = if siblings.count() > 1 && accessor != target {
            by_key.clone()
        } else {
            name.clone()
        };
        let related_name = self.free(key.target, base, [by_key, format!("{name}_by_key")]);
        self.declared[key.table].keys[place].related_name = Some(related_name);
    }

    /// Names the many-to-many relation that a table of links makes.
    fn name_links(&mut self, through: usize) {
        let Some([source, target]) = self.ends(through) else {
            return;
        };
        let [source_name, target_name] = [source, target].map(|end| self.tables[end].name.clone());
        let link = self.tables[through].name.clone();
        let via = |name: &str| [format!("{name}_by_{link}"), format!("{name}_by_link")];
        let name = plural(&target_name);
        let name = self.free(source, name.clone(), via(&name));
        let related_name = plural(&source_name);
        let related_name = self.free(target, related_name.clone(), via(&related_name));
        self.declared[source].links.push(DeclaredLink {
            through: link,
            name,
            related_name,
        });
    }

    /// The two tables that a table links: it has two keys, which are unique together.
    fn ends(&self, table: usize) -> Option<[usize; 2]> {
        let keys: Vec<&Key> = self.keys_of(table).collect();
        let [first, second] = keys[..] else {
            return None;
        };
        let fields: HashSet<&String> = first.fields.iter().chain(&second.fields).collect();
        let mut unique = self.tables[table].unique_keys.iter();
        let is_link = unique.any(|key| key.iter().collect::<HashSet<_>>() == fields);
        (is_link && first.target != second.target).then_some([first.target, second.target])
    }

    /// Whether a table holds links and nothing else.
    fn is_plain_junction(&self, table: usize) -> bool {
        let mut fields = self.tables[table].fields.iter();
        let held = |field: &String| self.keys_of(table).any(|key| key.fields.contains(field));
        self.ends(table).is_some() && fields.all(held)
    }

    fn keys_of(&self, table: usize) -> impl Iterator<Item = &Key> {
        self.keys.iter().filter(move |key| key.table == table)
    }

    /// The first of the names that `table` has not, or the last with as many `_` as it takes.
    fn free(&mut self, table: usize, name: String, others: [String; 2]) -> String {
        let mut names = std::iter::once(name).chain(others);
        let taken = &mut self.taken[table];
        let free = names.find(|name| !taken.contains(name));
        let name = free.unwrap_or_else(|| {
            let mut name = "relation".to_owned();
            while taken.contains(&name) {
                name.push_str("_more");
            }
            name
        });
        taken.insert(name.clone());
        name
    }
}

/// `film_actors` of `film_actor`.
fn plural(name: &str) -> String {
    inflection::plural_root(&heck::AsUpperCamelCase(name).to_string()).to_snake_case()
}

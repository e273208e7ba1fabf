//! Writes in words.

use relation::{
    catalog::{AccessorId, FieldId, ModelId},
    manager::{
        GetOrCreate, MemberInput, RowInput, Target, ToManyInput, ToOneInput, UniqueInput, Write,
    },
};
use sea_orm::Value;

use super::{World, show::show_value};

impl World {
    pub(super) fn show_write(&self, write: &Write) -> String {
        match write {
            Write::Create { model, rows } => {
                let rows: Vec<_> = rows.iter().map(|row| self.show_row(*model, row)).collect();
                format!("create {}", rows.join(" "))
            }
            Write::Update { target, input } => {
                let row = self.show_row(target.model, input);
                format!("update {} {row}", self.show_target(target))
            }
            Write::UpdateMany {
                model,
                filter,
                input,
                at_most,
            } => format!(
                "update at most {at_most} where {} {}",
                self.show(*model, filter),
                self.show_row(*model, input)
            ),
            Write::Delete { target, token } => {
                format!("delete {} token {token:?}", self.show_target(target))
            }
            Write::DeleteMany {
                model,
                filter,
                at_most,
                token,
            } => format!(
                "delete at most {at_most} where {} token {token:?}",
                self.show(*model, filter)
            ),
            Write::GetOrCreate(found) => self.show_get_or_create(found),
            Write::Manage {
                accessor,
                owner,
                change,
            } => format!(
                "{} {}",
                self.show_target(owner),
                self.show_to_many(*accessor, change)
            ),
        }
    }

    fn show_get_or_create(&self, found: &GetOrCreate) -> String {
        let mut text = format!("get {}", self.show_unique(&found.unique));
        if let Some(within) = &found.within {
            let name = &self.catalog[within.accessor].name;
            text.extend([" in ", name, " of ", &self.show_target(&within.owner)]);
        }
        if let Some(update) = &found.update {
            text.extend([" update ", &self.show_row(found.model, update)]);
        }
        if let Some(defaults) = &found.defaults {
            text.extend([" or create ", &self.show_row(found.model, defaults)]);
        }
        text
    }

    fn show_row(&self, model: ModelId, row: &RowInput) -> String {
        let name = |accessor: AccessorId| &self.catalog[accessor].name;
        let mut parts = self.show_fields(model, &row.values);
        for (key, end) in &row.forward {
            parts.push(format!(
                "{} -> {}",
                self.catalog[*key].name,
                self.show_to_one(self.catalog[*key].target, end)
            ));
        }
        for (key, end) in &row.reverse {
            let key = &self.catalog[*key];
            let end = self.show_to_one(key.model, end);
            parts.push(format!("{} <- {end}", name(key.reverse.unwrap())));
        }
        for (accessor, change) in &row.to_many {
            parts.push(self.show_to_many(*accessor, change));
        }
        format!("{{{}}}", parts.join(", "))
    }

    fn show_fields(&self, model: ModelId, values: &[(FieldId, Value)]) -> Vec<String> {
        let field = |id: FieldId| &self.catalog[model][id].name;
        (values.iter())
            .map(|(id, value)| format!("{} = {}", field(*id), show_value(value)))
            .collect()
    }

    fn show_to_one(&self, model: ModelId, end: &ToOneInput) -> String {
        match end {
            ToOneInput::Null(_) => "null".to_owned(),
            ToOneInput::Id(target) => self.show_target(target),
            ToOneInput::Get(unique) => self.show_unique(unique),
            ToOneInput::Create(row) => self.show_row(model, row),
        }
    }

    fn show_to_many(&self, accessor: AccessorId, change: &ToManyInput) -> String {
        let facts = &self.catalog[accessor];
        let member = |member: &MemberInput| {
            self.show_linked(
                accessor,
                self.show_target(&member.target),
                member.through.as_deref(),
            )
        };
        let mut parts = Vec::new();
        if change.clear {
            parts.push("clear".to_owned());
        }
        let lists = [("set", change.set.as_ref()), ("add", Some(&change.add))];
        for (verb, members) in lists {
            let Some(members) = members.filter(|m| verb == "set" || !m.is_empty()) else {
                continue;
            };
            let members: Vec<_> = members.iter().map(member).collect();
            parts.push(format!("{verb} [{}]", members.join(" ")));
        }
        if !change.remove.is_empty() {
            let members: Vec<_> = change.remove.iter().map(|t| self.show_target(t)).collect();
            parts.push(format!("remove [{}]", members.join(" ")));
        }
        for new in &change.create {
            let row = self.show_row(facts.target, &new.row);
            let row = self.show_linked(accessor, row, new.through.as_deref());
            parts.push(format!("create {row}"));
        }
        format!("{}: {}", facts.name, parts.join(" "))
    }

    fn show_linked(&self, accessor: AccessorId, row: String, data: Option<&RowInput>) -> String {
        let relation::catalog::Path::ManyToMany(link) = self.catalog[accessor].path else {
            return row;
        };
        match data {
            Some(data) => format!("{row} by {}", self.show_row(link.through, data)),
            None => row,
        }
    }

    fn show_unique(&self, unique: &UniqueInput) -> String {
        let mut parts = self.show_fields(unique.model, &unique.values);
        for (key, target) in &unique.forward {
            let name = &self.catalog[*key].name;
            parts.push(format!("{name} -> {}", self.show_target(target)));
        }
        format!("({})", parts.join(", "))
    }

    fn show_target(&self, target: &Target) -> String {
        let model = &self.catalog[target.model].name;
        match &target.key {
            Some(key) => {
                let values: Vec<_> = key.values().iter().map(show_value).collect();
                format!("{model}:{}", values.join(","))
            }
            None => format!("{model}?{}", target.id),
        }
    }
}

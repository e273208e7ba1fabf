//! The managers that the API has, and how it spells them.

use heck::ToUpperCamelCase;
use relation::catalog::{AccessorId, Catalog, FieldId, Kind, Model, ModelId, OnDelete, Path};
use sea_orm::prelude::Date;
use serde_json::{Map, Value as Json, json};
use tests::TestApp;

use super::{
    super::{
        cell::Cell,
        dice::Dice,
        mutations::{Mutation, mutations},
        world::camel,
    },
    naive::{Call, Row, Verb},
};

/// What decides how a manager works; each is drawn equally often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    RequiredKey,
    NullableKey,
    Junction,
    LinksWithData,
    BothWays,
}

/// What can be done to one relation.
pub(super) struct Manager {
    pub(super) accessor: AccessorId,
    pub(super) shape: Shape,
    /// None but `Add`, `Remove`, `Set` and `Clear`.
    pub(super) verbs: Vec<Verb>,
    /// Whether `set` can take all out first.
    pub(super) takes_clear: bool,
    /// What new links need.
    pub(super) through: Vec<Needed>,
    through_type: Option<String>,
    stem: String,
    owner_argument: String,
    rows_argument: String,
}

/// A value without which no link is made.
pub(super) struct Needed {
    name: String,
    field: Option<FieldId>,
    value: Value,
}

/// What is given for it.
enum Value {
    Given(Json, Cell),
    /// A row of a model, to which a key of the link then refers.
    Row(ModelId, Vec<(FieldId, FieldId)>),
}

/// The data of the links of one call.
#[derive(Default)]
pub(super) struct Data {
    pub(super) json: Map<String, Json>,
    pub(super) cells: Vec<(FieldId, Cell)>,
}

/// All managers whose rules the naive model knows.
pub(super) async fn managers(app: &TestApp) -> Vec<Manager> {
    let catalog = app.catalog();
    let mutations = mutations(app).await;
    let mut managers = Vec::new();
    for accessor in catalog.models().iter().flat_map(|model| &model.accessors) {
        if !is_modelled(catalog, *accessor) {
            continue;
        }
        if let Some(manager) = manager(app, &mutations, *accessor).await {
            managers.push(manager);
        }
    }
    managers
}

/// Whether no other rules than those of keys decide.
fn is_modelled(catalog: &Catalog, accessor: AccessorId) -> bool {
    match catalog[accessor].path {
        Path::Forward(_) | Path::ReverseOne(_) => false,
        Path::Reverse(key) => catalog[key].choices.is_none(),
        Path::ManyToMany(link) => {
            let mut keys = catalog.foreign_keys().iter();
            keys.all(|key| {
                let is_known = matches!(
                    key.on_delete,
                    OnDelete::Cascade | OnDelete::SetNull | OnDelete::Protect
                );
                key.target != link.through || is_known
            })
        }
    }
}

async fn manager(app: &TestApp, mutations: &[Mutation], id: AccessorId) -> Option<Manager> {
    let catalog = app.catalog();
    let accessor = &catalog[id];
    let stem = stem(catalog, id);
    let find = |verb: &str| {
        let name = format!("{verb}{stem}");
        let found = mutations.iter().find(|(known, _)| *known == name);
        found.map(|(_, arguments)| arguments)
    };
    // Without an `add`, rows are only made.
    let [(owner, _), (rows, _), rest @ ..] = &find("add")?[..] else {
        panic!("{stem} has no rows to add");
    };
    let set = find("set")?;
    let mut verbs = vec![Verb::Add, Verb::Set { clear: false }];
    verbs.extend(find("remove").map(|_| Verb::Remove));
    verbs.extend(find("clear").map(|_| Verb::Clear));
    let through_type = rest.first().map(|(_, ty)| ty.clone());
    let through = match (&through_type, accessor.path) {
        (Some(ty), Path::ManyToMany(link)) => needed(app, &catalog[link.through], ty).await,
        _ => Vec::new(),
    };
    Some(Manager {
        accessor: id,
        shape: shape(catalog, accessor.path),
        verbs,
        takes_clear: set.iter().any(|(name, _)| name == "clear"),
        through,
        through_type,
        owner_argument: owner.clone(),
        rows_argument: rows.clone(),
        stem,
    })
}

fn shape(catalog: &Catalog, path: Path) -> Shape {
    match path {
        Path::ManyToMany(link) if link.symmetrical => Shape::BothWays,
        Path::ManyToMany(link) if catalog[link.through].is_junction => Shape::Junction,
        Path::ManyToMany(_) => Shape::LinksWithData,
        Path::Reverse(key) if catalog[key].nullable => Shape::NullableKey,
        _ => Shape::RequiredKey,
    }
}

/// What mutations of a relation are named after.
fn stem(catalog: &Catalog, accessor: AccessorId) -> String {
    let accessor = &catalog[accessor];
    let owner = &catalog[accessor.source].name;
    let name = accessor.name.to_upper_camel_case();
    let stem = format!("{owner}{name}");
    match catalog.model_by_name(&stem) {
        Some(model) if !model.hidden => format!("{name}Of{owner}"),
        _ => stem,
    }
    .to_upper_camel_case()
}

async fn needed(app: &TestApp, through: &Model, input: &str) -> Vec<Needed> {
    let mut all = Vec::new();
    for field in app.inputs_of(input).await {
        let (name, ty) = field.split_once(": ").expect("a name and a type");
        let Some(ty) = ty.strip_suffix('!') else {
            continue;
        };
        let catalog = app.catalog();
        let fields = through.fields.iter();
        let field = fields
            .filter(|field| camel(&field.name) == name)
            .find_map(|field| through.field_by_name(&field.name));
        let mut keys = catalog.foreign_keys().iter();
        let key = keys.find(|key| key.model == through.id && camel(&key.name) == name);
        let value = match key {
            Some(key) => {
                let pairs = key.fields.iter().zip(&key.target_fields);
                Value::Row(key.target, pairs.map(|(a, b)| (*a, *b)).collect())
            }
            None => given(app, ty, field.map(|field| &through[field].kind)).await,
        };
        all.push(Needed {
            name: name.to_owned(),
            field,
            value,
        });
    }
    all
}

/// A value of a type for a field of this kind.
async fn given(app: &TestApp, ty: &str, kind: Option<&Kind>) -> Value {
    let (json, cell) = match ty {
        "String" => (json!("given"), Cell::Text("given".to_owned())),
        "Int" => (json!(7), Cell::Whole(7)),
        "BigInt" => (json!("7"), Cell::Whole(7)),
        "Boolean" => (json!(true), Cell::Bool(true)),
        "Float" => (json!(0.5), Cell::Float(0.5)),
        "Date" => {
            let date = Date::from_ymd_opt(2024, 5, 17).expect("a date");
            (json!("2024-05-17"), Cell::Date(date))
        }
        _ => {
            let query = "query($name: String!) { __type(name: $name) { enumValues { name } } }";
            let reply = app.execute_with(query, json!({ "name": ty })).await;
            let value = reply.data()["__type"]["enumValues"][0]["name"].clone();
            assert!(value.is_string(), "no value of {ty} is known");
            let Some(Kind::Enum(id)) = kind else {
                panic!("{ty} is no enum");
            };
            let stored = &app.catalog().enums()[id.index()].values[0].stored;
            (value, super::super::cell::enum_cell(stored))
        }
    };
    Value::Given(json, cell)
}

impl Manager {
    /// The data of new links; none where it needs a row that there is not.
    pub(super) fn data(
        &self,
        dice: &mut Dice,
        rows: &[Vec<Row>],
        known: impl Fn(ModelId) -> Vec<(usize, String)>,
    ) -> Option<Data> {
        let mut data = Data::default();
        for needed in &self.through {
            let json = match &needed.value {
                Value::Given(json, cell) => {
                    let field = needed.field.expect("a field of the link");
                    data.cells.push((field, cell.clone()));
                    json.clone()
                }
                Value::Row(model, pairs) => {
                    let targets = known(*model);
                    if targets.is_empty() {
                        return None;
                    }
                    let (row, id) = dice.pick(&targets);
                    for (field, target) in pairs {
                        let cell = &rows[model.index()][*row][target.index()];
                        data.cells.push((*field, cell.clone()));
                    }
                    json!({ "id": id })
                }
            };
            data.json.insert(needed.name.clone(), json);
        }
        Some(data)
    }

    /// The call as an operation, and its variables.
    pub(super) fn spelled(
        &self,
        catalog: &Catalog,
        call: &Call,
        owner: &str,
        targets: &[String],
        data: &Data,
    ) -> (String, Json) {
        let (owner_argument, rows_argument) = (&self.owner_argument, &self.rows_argument);
        let mut parameters = vec!["$owner: ID!".to_owned()];
        let mut arguments = vec![format!("{owner_argument}: $owner")];
        let mut variables = json!({ "owner": owner });
        if call.verb != Verb::Clear {
            parameters.push("$rows: [ID!]!".to_owned());
            arguments.push(format!("{rows_argument}: $rows"));
            variables["rows"] = json!(targets);
        }
        if call.verb == (Verb::Set { clear: true }) {
            arguments.push("clear: true".to_owned());
        }
        let takes_data = matches!(call.verb, Verb::Add | Verb::Set { .. });
        if let Some(ty) = self.through_type.as_ref().filter(|_| takes_data) {
            parameters.push(format!("$data: {ty}"));
            arguments.push("throughDefaults: $data".to_owned());
            variables["data"] = json!(data.json);
        }
        let verb = match call.verb {
            Verb::Add => "add",
            Verb::Remove => "remove",
            Verb::Set { .. } => "set",
            Verb::Clear => "clear",
        };
        let accessor = &catalog[self.accessor];
        let (stem, relation) = (&self.stem, camel(&accessor.name));
        let owner = camel(&catalog[accessor.source].name);
        let (parameters, arguments) = (parameters.join(", "), arguments.join(", "));
        let query = format!(
            "mutation({parameters}) {{ call: {verb}{stem}({arguments}) {{ \
             added removed owner: {owner} {{ rows: {relation}(first: 1000) {{ nodes {{ id }} }} }} }} }}"
        );
        (query, variables)
    }
}

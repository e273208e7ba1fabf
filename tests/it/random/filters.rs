//! Lists, pages of children and counts have exactly the rows that meet a random condition.

use relation::catalog::{AccessorId, ModelId};
use serde_json::{Value as Json, json};
use tests::{Reply, TestApp};

use super::{
    Report, Tables,
    dice::Dice,
    evaluate::Evaluator,
    generate::Generator,
    names::Names,
    rows::Forms,
    seeds,
    world::{World, camel, texts},
};

/// How many conditions one round draws for lists.
const LISTS: u64 = 900;

/// How many conditions one round draws for children of rows.
const CHILDREN: u64 = 300;

/// How many conditions are drawn for one that tells something.
const DRAWS: usize = 3;

#[tokio::test]
async fn random_filters_of_the_domain_equal_a_naive_evaluation() {
    check(Tables::Domain, 60).await;
}

#[tokio::test]
async fn random_filters_of_the_zoo_equal_a_naive_evaluation() {
    check(Tables::Zoo, 50).await;
}

async fn check(tables: Tables, telling_percent: usize) {
    let mut report = Report::default();
    for seed in seeds() {
        for app in tables.filled(seed, Forms::Mixed).await.each() {
            let world = World::read(&app).await;
            let names = Names::new(app.catalog());
            for case in 1..=LISTS + CHILDREN {
                let check = Case {
                    app: &app,
                    world: &world,
                    names: &names,
                    name: format!("seed {seed}, case {case} of {tables:?}"),
                };
                let dice = Dice::new(seed, case);
                if case <= LISTS {
                    check.list(dice, &mut report).await;
                } else {
                    check.children(dice, &mut report).await;
                }
            }
        }
    }
    report.expect(telling_percent);
}

struct Case<'a> {
    app: &'a TestApp,
    world: &'a World<'a>,
    names: &'a Names,
    name: String,
}

impl Case<'_> {
    /// Lists the rows of a model that meet a condition.
    async fn list(&self, mut dice: Dice, report: &mut Report) {
        let model = self.a_model(&mut dice);
        let n_rows = self.world.table(model).rows.len();
        let condition = self.telling(dice, model, |condition| {
            let n_expected = self.evaluator().matches(model, condition).len();
            n_expected > 0 && n_expected < n_rows
        });

        let table = self.world.table(model);
        let expected = self.evaluator().matches(model, &condition);
        report.count(expected.len(), table.rows.len());
        let ids: Vec<&str> = expected
            .iter()
            .map(|row| &table.rows[*row].id[..])
            .collect();
        let expected = json!({"totalCount": ids.len(), "ids": ids});

        let name = &self.world.catalog[model].name;
        let list = table.list.as_ref().expect("a model that is shown");
        let query = format!(
            "query($where: {name}Where) {{ \
             rows: {list}(where: $where, first: 1000) {{ totalCount nodes {{ id }} }} }}"
        );
        let variables = json!({"where": condition});
        let reply = self.app.execute_with(&query, variables).await;
        let actual = reply
            .errors()
            .is_empty()
            .then(|| connection(&reply.data()["rows"]));
        self.compare(report, &query, &condition, &expected, actual, &reply);
    }

    /// Lists the related rows of all rows of a model that meet a condition.
    async fn children(&self, mut dice: Dice, report: &mut Report) {
        let models = self.world.catalog.models().iter();
        let relations: Vec<AccessorId> = models
            .filter(|model| self.world.table(model.id).list.is_some())
            .flat_map(|model| self.world.catalog.accessors_of(model.id))
            .filter(|accessor| !accessor.is_to_one())
            .map(|accessor| accessor.id)
            .collect();
        let accessor = &self.world.catalog[*dice.pick(&relations)];
        let condition = self.telling(dice, accessor.target, |condition| {
            let n_expected = self.evaluator().matches(accessor.target, condition).len();
            n_expected > 0 && n_expected < self.world.table(accessor.target).rows.len()
        });

        let evaluator = self.evaluator();
        let targets = &self.world.table(accessor.target).rows;
        let parents = &self.world.table(accessor.source).rows;
        let (mut n_expected, mut n_all) = (0, 0);
        let rows = parents.iter().enumerate();
        let expected = rows.map(|(row, parent)| {
            let related = self.world.related(accessor.id, Some(row)).iter();
            let ids: Vec<&str> = related
                .clone()
                .filter(|child| evaluator.holds(accessor.target, Some(child.target), &condition))
                .map(|child| &targets[child.target].id[..])
                .collect();
            n_all += related.len();
            n_expected += ids.len();
            json!({"id": parent.id, "children": {"totalCount": ids.len(), "ids": ids}})
        });
        let expected = Json::Array(expected.collect());
        report.count(n_expected, n_all);

        let target = &self.world.catalog[accessor.target].name;
        let list = self.world.table(accessor.source).list.as_ref();
        let list = list.expect("a model that is shown");
        let name = camel(&accessor.name);
        let query = format!(
            "query($where: {target}Where) {{ rows: {list}(first: 100) {{ nodes {{ \
             id children: {name}(where: $where, first: 100) {{ totalCount nodes {{ id }} }} }} }} }}"
        );
        let variables = json!({"where": condition});
        let reply = self.app.execute_with(&query, variables).await;
        let actual = reply.errors().is_empty().then(|| {
            let data = reply.data();
            let nodes = data["rows"]["nodes"]
                .as_array()
                .expect("a list of nodes")
                .iter();
            let parents = nodes
                .map(|node| json!({"id": node["id"], "children": connection(&node["children"])}));
            Json::Array(parents.collect())
        });
        self.compare(report, &query, &condition, &expected, actual, &reply);
    }

    /// A model, the more often the more a condition on it can name.
    fn a_model(&self, dice: &mut Dice) -> ModelId {
        let models = self.world.catalog.models().iter();
        let shown = models.filter(|model| self.world.table(model.id).list.is_some());
        let models: Vec<ModelId> = shown
            .flat_map(|model| {
                let n_names = self.names.of(model.id).len();
                std::iter::repeat_n(model.id, n_names * n_names)
            })
            .collect();
        *dice.pick(&models)
    }

    /// Draws a few conditions, and takes the first that holds for some rows and not for others.
    fn telling(&self, dice: Dice, model: ModelId, tells: impl Fn(&Json) -> bool) -> Json {
        let mut generator = Generator::new(self.world, self.names, dice);
        let mut drawn = (0..DRAWS).map(|_| generator.condition(model));
        let last = drawn.next_back();
        drawn.find(tells).or(last).expect("at least one draw")
    }

    fn evaluator(&self) -> Evaluator<'_> {
        Evaluator {
            world: self.world,
            names: self.names,
        }
    }

    fn compare(
        &self,
        report: &mut Report,
        query: &str,
        condition: &Json,
        expected: &Json,
        actual: Option<Json>,
        reply: &Reply,
    ) {
        if actual.as_ref() != Some(expected) {
            let actual =
                actual.map_or_else(|| format!("{:?}", reply.errors()), |is| is.to_string());
            report.fail(format!(
                "{}\n{query}\nwhere: {condition}\nexpected: {expected}\nactual:   {actual}",
                self.name
            ));
        }
    }
}

fn connection(connection: &Json) -> Json {
    json!({"totalCount": connection["totalCount"], "ids": texts(&connection["nodes"])})
}

//! Random deletions do to all tables what a naive model does, and nothing else; what a preview
//! tells of them before, and what its token promises, is true.
//!
//! `naive` says what a deletion means, `roots` and `conditions` draw with which rows it starts,
//! `changes` what others do between the preview and the deletion, `told` what the API has to tell.
//! Each case goes on with the rows that the last one left.

mod case;
mod changes;
mod conditions;
mod coverage;
mod naive;
mod roots;
mod state;
mod tokens;
mod told;

use std::collections::BTreeSet;

use serde_json::json;
use tests::{Reply, TestApp};

use super::{Report, Tables, dice::Dice, names::Names, rows::Forms, seeds};
use case::Case;
use changes::{disturb, renew, shuffle};
use conditions::{draw_filter, matching};
use coverage::Coverage;
use naive::{Plan, RowId};
use roots::{Aims, Way};
use state::State;
use tokens::{Stand, Token};

/// How many percent of the cases delete by a random condition.
const FILTERS: usize = 25;

/// How many percent of the cases begin with new rows of a model to which others refer.
const RENEWED: usize = 30;

/// How many percent of the cases have another change between preview and deletion.
const DISTURBED: usize = 35;

#[tokio::test]
async fn random_deletions_of_the_domain_equal_a_naive_model() {
    let least = [
        ("done", 30),
        ("protected", 10),
        ("set", 5),
        ("itself", 4),
        ("one to one", 3),
        ("many follow", 5),
        ("by filter", 5),
        ("stale", 5),
        ("held", 5),
    ];
    check(Tables::Domain, 80, &least).await;
}

#[tokio::test]
async fn random_deletions_of_the_zoo_equal_a_naive_model() {
    let least = [
        ("done", 25),
        ("protected", 5),
        ("restricted", 2),
        ("both refusals", 4),
        ("constraint", 0),
        ("set", 5),
        ("itself", 2),
        ("circle", 1),
        ("one to one", 1),
        ("composite", 0),
        ("to field", 0),
        ("hidden", 0),
        ("many follow", 5),
        ("by filter", 5),
        ("stale", 4),
        ("held", 5),
    ];
    check(Tables::Zoo, 150, &least).await;
}

async fn check(tables: Tables, n_cases: u64, least: &[(&'static str, usize)]) {
    let mut report = Report::default();
    let mut coverage = Coverage::default();
    for seed in seeds() {
        for app in tables.filled_to_write(seed, Forms::Written).await.each() {
            let mut cases = Cases::new(&app, &mut report, &mut coverage).await;
            shuffle(&mut cases.state, &mut Dice::new(seed, 0), 5).await;
            for case in 1..=n_cases {
                let name = format!("seed {seed}, case {case} of {tables:?}");
                cases.run(Dice::new(seed, case), name).await;
            }
        }
    }
    report.expect(25);
    coverage.expect(least);
}

struct Cases<'a> {
    app: &'a TestApp,
    state: State<'a>,
    names: Names,
    aims: Aims,
    report: &'a mut Report,
    coverage: &'a mut Coverage,
}

impl<'a> Cases<'a> {
    async fn new(app: &'a TestApp, report: &'a mut Report, coverage: &'a mut Coverage) -> Self {
        let state = State::read(app).await;
        Self {
            app,
            aims: Aims::new(&state),
            names: Names::new(app.catalog()),
            state,
            report,
            coverage,
        }
    }

    async fn run(&mut self, mut dice: Dice, name: String) {
        self.state.refill(&mut dice).await;
        if dice.chance(RENEWED) {
            let model = self.aims.target(&self.state, &mut dice);
            renew(&mut self.state, &mut dice, model).await;
        }
        let drawn = if dice.chance(FILTERS) {
            let seed = u64::try_from(dice.below(usize::MAX)).expect("a number");
            draw_filter(&self.state, &self.names, &self.aims, Dice::new(seed, 0))
        } else {
            let drawn = self.aims.draw(&self.state, &mut dice);
            drawn.and_then(|(way, plan)| {
                let model = plan.roots.first()?.0;
                Some((way, model, plan))
            })
        };
        let Some((way, model, mut plan)) = drawn else {
            return;
        };
        self.coverage.count(self.app.catalog(), &plan);
        let mut case = Case::new(&self.state, name, (way, model), &plan, &mut dice);
        self.preview(&mut case, &plan, &mut dice).await;
        if matches!(case.way, Way::Preview) {
            self.report.count(0, 2);
            return;
        }
        let mut holds = Token::Holds;
        if !plan.roots.is_empty() && dice.chance(DISTURBED) {
            let before = Stand::new(&self.state, &plan);
            let what = disturb(&mut self.state, &mut dice, &plan).await;
            case.story.push(format!("between: {what}"));
            case.is_disturbed = true;
            plan = self.state.plan(&self.roots(&case));
            holds = before.token(&Stand::new(&self.state, &plan));
        }
        if case.is_disturbed || dice.chance(60) {
            case.token = case.preview["token"].as_str().map(str::to_owned);
        }
        self.delete(case, &plan, holds).await;
    }

    /// Compares what a preview tells.
    async fn preview(&mut self, case: &mut Case, plan: &Plan, dice: &mut Dice) {
        let few = dice.below(4);
        let variables = json!({"ids": case.ids, "few": few});
        let reply = self.app.execute_with(told::PREVIEW, variables).await;
        case.story.push(format!("preview of {:?}", case.ids));
        if !reply.errors().is_empty() {
            self.fail(case, &[format!("no preview: {reply}")]);
            return;
        }
        case.preview = reply.data()["plan"].take();
        let preview = &case.preview;
        let expected = told::in_preview(&self.state, plan, few);
        let mut faults = differences("preview", &expected, &told::of_preview(preview));
        faults.extend(told::disorder(&self.state, preview));
        self.fail(case, &faults);
    }

    /// The rows that the deletion starts with, as things are now.
    fn roots(&self, case: &Case) -> BTreeSet<RowId> {
        match &case.way {
            Way::Filter(condition) => matching(&self.state, &self.names, case.model, condition),
            _ => self.state.find(&case.roots),
        }
    }

    async fn delete(&mut self, mut case: Case, plan: &Plan, holds: Token) {
        let (query, variables) = case.spelled(&self.state);
        let reply = self.app.execute_with(&query, variables.clone()).await;
        let actual = self.state.read_rows().await;
        case.story.push(format!("{query}\n{variables}\n{reply}"));

        let code = reply.errors().first().map(|error| error.code.clone());
        let is_stale = case.token.is_some() && holds == Token::Stale;
        let expected = match case.way {
            Way::One if plan.roots.is_empty() => Some("NOT_FOUND"),
            Way::Many | Way::Filter(_) if plan.roots.len() > case.at_most => Some("AT_MOST"),
            _ if is_stale => Some("STALE_PLAN"),
            _ => plan.verdict.code(),
        };
        self.met(&case, expected, holds);
        let rows = if expected.is_none() {
            &plan.rows
        } else {
            &self.state.rows
        };
        self.report.count(usize::from(*rows != self.state.rows), 2);

        let mut faults = Vec::new();
        if code.as_deref() == expected {
            faults.extend(self.told(&case, &reply, plan, expected));
        } else {
            faults.push(format!("expected {expected:?}, got {code:?}"));
        }
        for (model, (expected, actual)) in self
            .app
            .catalog()
            .models()
            .iter()
            .zip(rows.iter().zip(&actual))
        {
            if expected != actual {
                faults.push(format!(
                    "{}: expected {expected:?}\ngot {actual:?}",
                    model.name
                ));
            }
        }
        let dangling = self.app.orphans().await;
        if !dangling.is_empty() {
            faults.push(format!("rows of {dangling:?} refer to nothing"));
        }
        self.fail(&case, &faults);
        self.state.take(actual).await;
    }

    fn met(&mut self, case: &Case, expected: Option<&str>, holds: Token) {
        if let Way::Filter(_) = case.way
            && !case.roots.is_empty()
        {
            self.coverage.meet("by filter");
        }
        if expected == Some("STALE_PLAN") {
            self.coverage.meet("stale");
        } else if case.token.is_some() && holds == Token::Holds && case.is_disturbed {
            self.coverage.meet("held");
        }
    }

    /// What is wrong with what a deletion tells.
    fn told(&self, case: &Case, reply: &Reply, plan: &Plan, expected: Option<&str>) -> Vec<String> {
        match expected {
            None => {
                let payload = &reply.data()["call"];
                let actual = told::of_payload(payload);
                let expected = told::in_payload(&self.state, plan);
                let mut faults = differences("payload", &expected, &actual);
                let is_same = |name| case.is_disturbed || payload[name] == case.preview[name];
                if !["total", "deleted", "updated"].into_iter().all(is_same) {
                    faults.push(format!("the preview told {}", case.preview));
                }
                faults
            }
            Some("PROTECTED" | "RESTRICTED") => {
                let (blockers, total) = (reply.extension("blockers"), reply.extension("total"));
                let actual = told::of_refusal(&blockers, &total);
                differences("refusal", &told::in_refusal(&self.state, plan), &actual)
            }
            Some(_) => Vec::new(),
        }
    }

    fn fail(&mut self, case: &Case, faults: &[String]) {
        if !faults.is_empty() {
            let (story, faults) = (case.story.join("\n"), faults.join("\n"));
            self.report
                .fail(format!("{}\n{story}\n{faults}", case.name));
        }
    }
}

fn differences(what: &str, expected: &[String], actual: &[String]) -> Vec<String> {
    let without = |lines: &[String], others: &[String]| -> Vec<String> {
        lines
            .iter()
            .filter(|line| !others.contains(line))
            .cloned()
            .collect()
    };
    if expected == actual {
        return Vec::new();
    }
    vec![format!(
        "{what}: expected {:#?}\ngot {:#?}",
        without(expected, actual),
        without(actual, expected)
    )]
}
